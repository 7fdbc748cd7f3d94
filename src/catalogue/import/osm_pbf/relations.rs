//! Relations: those that are kept by their tags, and those that are members of one, with the members of each.
//! A role is read once into what it means for where the relation is.

use super::block::{Block, Kinds, Order};
use super::fault::Fault;
use super::fields::{Bytes, Damage, Deltas, Fields, Read, count};
use super::harvest::{Harvest, bytes_of};
use super::needed::Needed;
use super::sieve::{Answer, BAD_TAG, Sieve, Tags, Verdict};
use crate::catalogue::import::TagFilter;

/// Members of a relation; the map's own database takes 32,000.
const MOST_MEMBERS: usize = 100_000;

/// A relation that is wanted.
#[derive(Debug)]
pub struct Relation {
    /// Where in the file it stands.
    pub order: Order,
    /// Its id.
    pub id: i64,
    /// Its tags, if it is kept by them.
    pub tags: Option<Tags>,
    /// What its `type` says that its members make.
    pub shape: Shape,
    /// What it is made of, in order.
    pub members: Box<[Member]>,
}

/// What the members of a relation make together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// An area.
    Area,
    /// An area that may have a place for its centre.
    Boundary,
    /// A place in several parts, each of which may be an area.
    Site,
    /// A number of things.
    Several,
}

/// A member of a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// Its id, among those of its kind.
    pub id: i64,
    /// What it is.
    pub what: What,
    /// What it does there.
    pub role: Role,
}

/// What a member is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A node.
    Node,
    /// A way.
    Way,
    /// A relation.
    Relation,
}

/// What a member does in a relation, as far as it tells where the relation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It is where the name is written.
    Label,
    /// It is the place from which a boundary is governed.
    Centre,
    /// It is part of the line around the area.
    Outer,
    /// Nothing is said; of an area, that is part of the line around it.
    Unsaid,
    /// It is the line around a hole in the area, or a part that has a line of its own.
    Inside,
    /// It is something else.
    Other,
}

/// Reads the relations of a block that the filter keeps.
pub fn kept(
    blob: u32,
    block: &Block<'_>,
    answers: &mut Vec<Answer>,
    filter: &dyn TagFilter,
) -> Result<Harvest<Relation>, Fault> {
    let mut sieve = Sieve::new(block, filter, answers);
    let mut harvest = Harvest::new(block.kinds);
    block.each(Kinds::RELATIONS, blob, |_, order, bytes| {
        let relation = Packed::read(bytes)?;
        harvest.objects += 1;
        match sieve.pairs(relation.keys, relation.values)? {
            Verdict::Left => Ok(()),
            Verdict::Bad => harvest.skip(relation.id, BAD_TAG),
            Verdict::Kept(tags) => relation.keep(block, order, Some(tags), &mut harvest),
        }
    })?;
    Ok(harvest)
}

/// Reads the relations of a block that are needed.
pub fn members(blob: u32, block: &Block<'_>, needed: &Needed) -> Result<Harvest<Relation>, Fault> {
    let mut cursor = needed.cursor();
    let mut harvest = Harvest::new(block.kinds);
    block.each(Kinds::RELATIONS, blob, |_, order, bytes| {
        let relation = Packed::read(bytes)?;
        match cursor.find(relation.id) {
            Some(_) => relation.keep(block, order, None, &mut harvest),
            None => Ok(()),
        }
    })?;
    Ok(harvest)
}

/// A relation as it stands in the file.
struct Packed<'a> {
    id: i64,
    keys: Option<&'a [u8]>,
    values: Option<&'a [u8]>,
    roles: &'a [u8],
    ids: &'a [u8],
    whats: &'a [u8],
}

impl<'a> Packed<'a> {
    fn read(relation: &'a [u8]) -> Result<Self, Fault> {
        let (mut id, mut keys, mut values) = (None, None, None);
        let (mut roles, mut ids, mut whats) = (None, None, None);
        let mut fields = Fields::new(relation);
        while let Some((field, value)) = fields.field()? {
            match field {
                1 => id = Some(value.signed()?),
                2 => value.once(&mut keys)?,
                3 => value.once(&mut values)?,
                8 => value.once(&mut roles)?,
                9 => value.once(&mut ids)?,
                10 => value.once(&mut whats)?,
                _ => {}
            }
        }
        Ok(Self {
            id: id.ok_or(Damage("a relation without an id"))?,
            keys,
            values,
            roles: roles.unwrap_or_default(),
            ids: ids.unwrap_or_default(),
            whats: whats.unwrap_or_default(),
        })
    }

    fn keep(
        self,
        block: &Block<'_>,
        order: Order,
        tags: Option<Tags>,
        harvest: &mut Harvest<Relation>,
    ) -> Result<(), Fault> {
        if count(self.ids) > MOST_MEMBERS {
            return harvest.skip(self.id, "it has more members than any relation");
        }
        let shape = self.shape(block)?;
        let members = self.members(block)?;
        let bytes = tags.as_ref().map_or(0, bytes_of) + size_of_val(&*members);
        let relation = Relation {
            order,
            id: self.id,
            tags,
            shape,
            members,
        };
        harvest.keep(relation, bytes)
    }

    /// Returns what the `type` among its tags says.
    fn shape(&self, block: &Block<'_>) -> Read<Shape> {
        let mut keys = Bytes::new(self.keys.unwrap_or_default());
        let mut values = Bytes::new(self.values.unwrap_or_default());
        while let Some((key, value)) = keys.next_number()?.zip(values.next_number()?) {
            if block.strings.bytes(key)? == b"type" {
                return Ok(match block.strings.bytes(value)? {
                    b"multipolygon" => Shape::Area,
                    b"boundary" => Shape::Boundary,
                    b"site" => Shape::Site,
                    _ => Shape::Several,
                });
            }
        }
        Ok(Shape::Several)
    }

    fn members(&self, block: &Block<'_>) -> Result<Box<[Member]>, Fault> {
        let members = count(self.ids);
        if count(self.roles) != members || count(self.whats) != members {
            return Err(Damage("a relation has not as many roles or types as members").into());
        }
        let mut found = Vec::with_capacity(members);
        let mut ids = Deltas::new(self.ids);
        let (mut roles, mut whats) = (Bytes::new(self.roles), Bytes::new(self.whats));
        while let Some(id) = ids.number()? {
            let what = match whats.number()? {
                0 => What::Node,
                1 => What::Way,
                2 => What::Relation,
                _ => return Err(Damage("a member of a type that does not exist").into()),
            };
            let role = role(block.strings.bytes(roles.number()?)?);
            found.push(Member { id, what, role });
        }
        Ok(found.into_boxed_slice())
    }
}

fn role(name: &[u8]) -> Role {
    match name {
        b"label" => Role::Label,
        b"admin_centre" | b"admin_center" => Role::Centre,
        b"outer" | b"perimeter" | b"outline" | b"exclave" => Role::Outer,
        b"" => Role::Unsaid,
        b"inner" | b"enclave" | b"subarea" => Role::Inside,
        _ => Role::Other,
    }
}
