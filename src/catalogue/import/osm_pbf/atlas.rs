//! Everything wanted of a file, put together: where each way and relation is, and the rings around it.
//! What is not in the file is not guessed: without its parts, an object has no position.

use super::areas::is_area;
use super::block::Point;
use super::geometry::{centre_of_rings, mean, middle_of_line, thinned};
use super::needed::Needed;
use super::relations::{Member, Relation, Role, Shape, What};
use super::rings::{Line, Rings, join};
use super::ways::Way;
use crate::catalogue::import::{Feature, Skipped};
use crate::domain::Position;
use std::cell::Cell;
use std::collections::HashSet;

/// Points of an outline, all its rings taken together.
const MOST_POINTS: usize = 1_000;

/// What is known of the objects that something kept is made of.
pub struct Atlas {
    /// The needed nodes.
    pub nodes: Needed,
    /// Where each of them is; nowhere, if it is not in the file.
    pub points: Vec<Point>,
    /// The needed ways.
    pub needed_ways: Needed,
    /// Which of the ways below each of them is.
    pub places: Vec<Option<u32>>,
    /// The ways that are needed or kept, in the file's order.
    pub ways: Vec<Way>,
    /// The relations that are members of one that is kept, in the order of their ids.
    pub nested: Vec<Relation>,
    /// How many more points and members may be looked at; none are left of a file made to take for ever.
    pub steps: Cell<u64>,
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
    pub fn feature(self, source: String, tags: Vec<(String, String)>) -> Feature {
        Feature {
            source,
            tags,
            position: self.position,
            outline: thinned(self.outline, MOST_POINTS),
        }
    }
}

impl Atlas {
    /// Returns where a way with these tags is.
    pub fn place_way(&self, way: &Way, tags: &[(String, String)]) -> Result<Placed, Skipped> {
        if way.nodes.is_empty() {
            return Err(Skipped::NoPosition);
        }
        let line = self.line(way).ok_or(Skipped::MissingParts)?;
        if line.is_ring() && is_area(tags) {
            let outline = vec![line.points];
            let position = centre_of_rings(&outline).ok_or(Skipped::NoPosition)?;
            return Ok(Placed { position, outline });
        }
        let position = centre(&line).ok_or(Skipped::NoPosition)?;
        Ok(Placed {
            position,
            outline: Vec::new(),
        })
    }

    /// Returns where a relation is: its label, its centre, the middle of its area, or that of its members.
    pub fn place_relation(&self, relation: &Relation) -> Result<Placed, Skipped> {
        self.place(relation, true)
    }

    /// Places a relation; the relations in it are followed if they are not in another one themselves.
    fn place(&self, relation: &Relation, outermost: bool) -> Result<Placed, Skipped> {
        let found = self.rings(relation, outermost);
        let label = self.node_in(relation, Role::Label);
        let named = match relation.shape {
            Shape::Boundary => label.or_else(|| self.node_in(relation, Role::Centre)),
            _ => label,
        };
        let area = matches!(relation.shape, Shape::Area | Shape::Boundary);
        let whole = found.missing == 0 || !area;
        let position = match named {
            Some(position) => position,
            None if !whole => return Err(Skipped::MissingParts),
            None if !found.rings.is_empty() => {
                centre_of_rings(&found.rings).ok_or(Skipped::NoPosition)?
            }
            None => self.middle_of_members(relation, outermost)?,
        };
        let outline = if whole { found.rings } else { Vec::new() };
        Ok(Placed { position, outline })
    }

    /// Takes some of the steps that are left, and returns whether there were enough.
    fn step(&self, steps: usize) -> bool {
        let left = self.steps.get().saturating_sub(steps as u64);
        self.steps.set(left);
        left > 0
    }

    /// Returns the mean of the middles of a relation's members, if at least half of them are in the file.
    fn middle_of_members(&self, relation: &Relation, outermost: bool) -> Result<Position, Skipped> {
        let counted = |member: &&Member| member.role != Role::Inside;
        let members = relation.members.iter().filter(counted);
        let middles: Vec<Position> = members
            .clone()
            .filter_map(|member| match member.what {
                What::Node => self.node(member.id),
                What::Way => centre(&self.line(self.way(member.id)?)?),
                What::Relation if outermost => {
                    let placed = self.place(self.relation(member.id)?, false);
                    placed.ok().map(|placed| placed.position)
                }
                What::Relation => None,
            })
            .collect();
        if middles.len() * 2 < members.count() {
            return Err(Skipped::MissingParts);
        }
        mean(&middles).ok_or(Skipped::NoPosition)
    }

    /// Returns the rings around a relation's area, and how many of its parts are missing.
    fn rings(&self, relation: &Relation, outermost: bool) -> Found {
        let mut found = Found::default();
        if !self.step(relation.members.len()) {
            return found;
        }
        let (mut lines, mut seen) = (Vec::new(), HashSet::new());
        for member in &relation.members {
            let alone = match (relation.shape, member.role) {
                (Shape::Several, _) | (_, Role::Label | Role::Centre | Role::Inside) => continue,
                (Shape::Site, Role::Unsaid | Role::Other) => true,
                (_, Role::Other) => continue,
                (_, Role::Outer | Role::Unsaid) => false,
            };
            if member.what == What::Node || !seen.insert((member.what == What::Way, member.id)) {
                continue;
            }
            if member.what == What::Relation {
                // A site may be made of areas; an area is not made of areas.
                if let (true, true, Some(part)) = (alone, outermost, self.relation(member.id)) {
                    found.rings.extend(self.rings(part, false).rings);
                }
                continue;
            }
            match self.way(member.id).and_then(|way| self.line(way)) {
                Some(line) if !alone => lines.push(line),
                Some(line) if line.is_ring() => found.rings.push(line.points),
                Some(_) => {}
                None => found.missing += 1,
            }
        }
        let Rings { closed, open: _ } = join(lines);
        found.rings.extend(closed);
        found
    }

    fn node_in(&self, relation: &Relation, role: Role) -> Option<Position> {
        let mut nodes = relation.members.iter();
        nodes.find_map(|member| match member.what {
            What::Node if member.role == role => self.node(member.id),
            _ => None,
        })
    }

    fn node(&self, id: i64) -> Option<Position> {
        let place = self.nodes.cursor().find(id)?;
        self.points.get(place)?.position()
    }

    fn way(&self, id: i64) -> Option<&Way> {
        let place = self.needed_ways.cursor().find(id)?;
        self.ways.get((*self.places.get(place)?)? as usize)
    }

    fn relation(&self, id: i64) -> Option<&Relation> {
        let place = self
            .nested
            .binary_search_by_key(&id, |relation| relation.id);
        self.nested.get(place.ok()?)
    }

    /// Returns the line of a way, unless the file lacks one of its nodes.
    fn line(&self, way: &Way) -> Option<Line> {
        if !self.step(way.nodes.len()) {
            return None;
        }
        let mut cursor = self.nodes.cursor();
        let points: Option<Vec<Position>> = match &way.points {
            Some(points) => points.iter().map(|point| point.position()).collect(),
            None => way
                .nodes
                .iter()
                .map(|node| self.points.get(cursor.find(*node)?)?.position())
                .collect(),
        };
        Some(Line {
            first: *way.nodes.first()?,
            last: *way.nodes.last()?,
            points: points?,
        })
    }
}

/// The rings found around a relation.
#[derive(Debug, Default)]
struct Found {
    rings: Vec<Vec<Position>>,
    /// Parts of them that are not in the file.
    missing: usize,
}

/// Returns the middle of a line: of one that ends where it began, that is not on it.
fn centre(line: &Line) -> Option<Position> {
    if line.is_ring() {
        centre_of_rings(std::slice::from_ref(&line.points))
    } else {
        middle_of_line(&line.points)
    }
}
