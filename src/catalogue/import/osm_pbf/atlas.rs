//! Where a relation is: at its label, its centre, in the middle of its area, or of its members.
//! What is not in the file is not guessed: an area of which a part is missing has no middle.

use super::ground::{Ground, Placed, middle};
use super::needed::Needed;
use super::relations::{Member, Relation, Role, Shape, What};
use super::rings::{Line, Rings, join};
use super::ways::Way;
use crate::catalogue::import::Skipped;
use crate::catalogue::import::geometry::{centre_of_rings, mean};
use crate::domain::Position;
use std::cell::Cell;
use std::collections::HashSet;

/// Points and members that may be looked at to place all relations, and how many more for each byte of the file.
const MOST_STEPS: u64 = 32_000_000;
const MORE_STEPS_A_BYTE: u64 = 4;

/// What relations are made of.
pub struct Atlas<'a> {
    ground: &'a Ground,
    needed: &'a Needed,
    /// Which of the ways each needed one is.
    places: Vec<Option<u32>>,
    ways: &'a [Way],
    /// The relations that are members of one that is kept, in the order of their ids.
    nested: &'a [Relation],
    /// How many more points and members may be looked at.
    steps: Cell<u64>,
}

impl<'a> Atlas<'a> {
    /// Returns the atlas of a file of so many bytes: its needed nodes, ways and relations.
    pub fn new(
        ground: &'a Ground,
        needed: &'a Needed,
        ways: &'a [Way],
        nested: &'a [Relation],
        length: u64,
    ) -> Self {
        let mut places = vec![None; needed.len()];
        for (at, way) in (0..).zip(ways) {
            if let Some(place @ None) = way.place.and_then(|place| places.get_mut(place)) {
                *place = Some(at);
            }
        }
        let more = length.saturating_mul(MORE_STEPS_A_BYTE);
        Self {
            ground,
            needed,
            places,
            ways,
            nested,
            steps: Cell::new(MOST_STEPS.saturating_add(more)),
        }
    }

    /// Returns where a relation is, or `None` if it takes too long to tell.
    pub fn place(&self, relation: &Relation) -> Option<Result<Placed, Skipped>> {
        let placed = self.place_in(relation, true);
        (self.steps.get() > 0).then_some(placed)
    }

    /// Places a relation; the relations in it are followed if they are not in another one themselves.
    fn place_in(&self, relation: &Relation, outermost: bool) -> Result<Placed, Skipped> {
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
                What::Node => self.ground.node(member.id),
                What::Way => middle(&self.line(member.id)?),
                What::Relation if outermost => {
                    let placed = self.place_in(self.relation(member.id)?, false);
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
            match self.line(member.id) {
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
            What::Node if member.role == role => self.ground.node(member.id),
            _ => None,
        })
    }

    fn line(&self, way: i64) -> Option<Line> {
        let place = self.needed.cursor().find(way)?;
        let way = self.ways.get((*self.places.get(place)?)? as usize)?;
        if !self.step(way.nodes.len()) {
            return None;
        }
        self.ground.line(way)
    }

    fn relation(&self, id: i64) -> Option<&Relation> {
        let place = self
            .nested
            .binary_search_by_key(&id, |relation| relation.id);
        self.nested.get(place.ok()?)
    }
}

/// The rings found around a relation.
#[derive(Debug, Default)]
struct Found {
    rings: Vec<Vec<Position>>,
    /// Parts of them that are not in the file.
    missing: usize,
}
