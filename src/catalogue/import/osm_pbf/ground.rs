//! Where the nodes are that something kept is made of, and so where a way is.
//! What is not in the file is not guessed: without one of its nodes, a way has no position.

use super::areas::is_area;
use super::block::Point;
use super::needed::Needed;
use super::rings::Line;
use super::sieve::Tags;
use super::ways::Way;
use crate::catalogue::import::geometry::{centre_of_rings, middle_of_line, thinned};
use crate::catalogue::import::{Feature, Skipped};
use crate::domain::Position;

/// Points of an outline, all its rings taken together.
const MOST_POINTS: usize = 1_000;

/// Where the needed nodes are.
pub struct Ground {
    /// The needed nodes.
    pub nodes: Needed,
    /// Where each of them is; nowhere, if it is not in the file.
    pub points: Vec<Point>,
}

/// Where something is, and the rings around it.
#[derive(Debug, PartialEq)]
pub struct Placed {
    /// Where it is.
    pub position: Position,
    /// The rings around its area, if it is one.
    pub outline: Vec<Vec<Position>>,
}

impl Placed {
    /// Returns the feature that is there.
    pub fn feature(self, source: String, tags: Tags) -> Feature {
        Feature {
            source,
            tags,
            position: self.position,
            outline: thinned(self.outline, MOST_POINTS),
        }
    }
}

impl Ground {
    /// Returns where a node is.
    pub fn node(&self, id: i64) -> Option<Position> {
        let place = self.nodes.cursor().find(id)?;
        self.points.get(place)?.position()
    }

    /// Returns the line of a way, unless the file lacks one of its nodes.
    pub fn line(&self, way: &Way) -> Option<Line> {
        let mut cursor = self.nodes.cursor();
        let points: Option<Vec<Position>> = match &way.points {
            Some(points) => points.iter().map(|point| point.position()).collect(),
            None => {
                let mut found = Vec::with_capacity(way.nodes.len());
                for node in &way.nodes {
                    found.push(self.points.get(cursor.find(*node)?)?.position()?);
                }
                Some(found)
            }
        };
        Some(Line {
            first: *way.nodes.first()?,
            last: *way.nodes.last()?,
            points: points?,
        })
    }

    /// Returns where a way with these tags is.
    pub fn place(&self, way: &Way, tags: &Tags) -> Result<Placed, Skipped> {
        if way.nodes.is_empty() {
            return Err(Skipped::NoPosition);
        }
        let line = self.line(way).ok_or(Skipped::MissingParts)?;
        let position = middle(&line).ok_or(Skipped::NoPosition)?;
        let is_area = line.is_ring() && is_area(tags);
        let outline = is_area.then_some(line.points).into_iter().collect();
        Ok(Placed { position, outline })
    }
}

/// Returns the middle of a line: of one that ends where it began, that of what it encloses.
pub fn middle(line: &Line) -> Option<Position> {
    if line.is_ring() {
        centre_of_rings(std::slice::from_ref(&line.points))
    } else {
        middle_of_line(&line.points)
    }
}
