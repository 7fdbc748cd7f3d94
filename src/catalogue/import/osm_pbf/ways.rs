//! Ways: those that are kept by their tags, and those that a relation needs, with the nodes of each.
//! Of any other way, the nodes are not read.

use super::block::{Block, Kinds, Order, Point};
use super::fault::Fault;
use super::fields::{Damage, Deltas, Fields, count};
use super::harvest::{Harvest, bytes_of};
use super::needed::Needed;
use super::sieve::{Answer, BAD_TAG, Sieve, Tags, Verdict};
use crate::catalogue::import::TagFilter;

/// Nodes of a way; the map's own database takes 2,000.
const MOST_NODES: usize = 100_000;

/// A way that is wanted.
#[derive(Debug)]
pub struct Way {
    /// Where in the file it stands.
    pub order: Order,
    /// Its id.
    pub id: i64,
    /// Its tags, if it is kept by them.
    pub tags: Option<Tags>,
    /// The ids of its nodes.
    pub nodes: Box<[i64]>,
    /// Where its nodes are, if the file says so here: nowhere, if not on the Earth.
    pub points: Option<Box<[Point]>>,
    /// Whether a relation needs it, and at which place of those needed it is.
    pub place: Option<usize>,
}

/// Reads the ways of a block.
pub fn read(
    blob: u32,
    block: &Block<'_>,
    answers: &mut Vec<Answer>,
    filter: &dyn TagFilter,
    needed: &Needed,
) -> Result<Harvest<Way>, Fault> {
    let mut sieve = Sieve::new(block, filter, answers);
    let mut cursor = needed.cursor();
    let mut harvest = Harvest::new(block.kinds);
    block.each(Kinds::WAYS, blob, |_, order, bytes| {
        let way = Packed::read(bytes)?;
        harvest.objects += 1;
        let place = cursor.find(way.id);
        let tags = match sieve.pairs(way.keys, way.values)? {
            Verdict::Left => None,
            Verdict::Kept(tags) => Some(tags),
            Verdict::Bad => {
                harvest.skip(way.id, BAD_TAG)?;
                None
            }
        };
        if place.is_none() && tags.is_none() {
            return Ok(());
        }
        if count(way.nodes) > MOST_NODES {
            return harvest.skip(way.id, "it has more nodes than any way");
        }
        let points = way.points(block)?;
        let nodes = way.nodes()?;
        let bytes = tags.as_ref().map_or(0, bytes_of)
            + size_of_val(&*nodes)
            + points.as_deref().map_or(0, size_of_val);
        let (id, order) = (way.id, order);
        let way = Way {
            order,
            id,
            tags,
            nodes,
            points,
            place,
        };
        harvest.keep(way, bytes)
    })?;
    Ok(harvest)
}

/// A way as it stands in the file.
struct Packed<'a> {
    id: i64,
    keys: Option<&'a [u8]>,
    values: Option<&'a [u8]>,
    nodes: &'a [u8],
    lats: Option<&'a [u8]>,
    lons: Option<&'a [u8]>,
}

impl<'a> Packed<'a> {
    fn read(way: &'a [u8]) -> Result<Self, Fault> {
        let (mut id, mut nodes) = (None, None);
        let (mut keys, mut values) = (None, None);
        let (mut lats, mut lons) = (None, None);
        let mut fields = Fields::new(way);
        while let Some((field, value)) = fields.field()? {
            match field {
                1 => id = Some(value.signed()?),
                2 => value.once(&mut keys)?,
                3 => value.once(&mut values)?,
                8 => value.once(&mut nodes)?,
                9 => value.once(&mut lats)?,
                10 => value.once(&mut lons)?,
                _ => {}
            }
        }
        Ok(Self {
            id: id.ok_or(Damage("a way without an id"))?,
            keys,
            values,
            nodes: nodes.unwrap_or_default(),
            lats,
            lons,
        })
    }

    fn nodes(&self) -> Result<Box<[i64]>, Fault> {
        let mut nodes = Vec::with_capacity(count(self.nodes));
        let mut packed = Deltas::new(self.nodes);
        while let Some(node) = packed.number()? {
            nodes.push(node);
        }
        Ok(nodes.into_boxed_slice())
    }

    fn points(&self, block: &Block<'_>) -> Result<Option<Box<[Point]>>, Fault> {
        let (Some(lats), Some(lons)) = (self.lats, self.lons) else {
            return Ok(None);
        };
        if count(lats) != count(self.nodes) || count(lons) != count(self.nodes) {
            return Err(Damage("a way has not as many coordinates as nodes").into());
        }
        let mut points = Vec::with_capacity(count(lats));
        let (mut lats, mut lons) = (Deltas::new(lats), Deltas::new(lons));
        while let Some((lat, lon)) = lats.number()?.zip(lons.number()?) {
            points.push(block.grid.point(lat, lon).unwrap_or(Point::NOWHERE));
        }
        Ok(Some(points.into_boxed_slice()))
    }
}
