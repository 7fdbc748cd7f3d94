//! Nodes: those that are kept by their tags, and the points of those that ways and relations are made of.
//! Of a block in which no node is wanted, the coordinates are not read.

use super::block::{Block, Kinds, Order, Point};
use super::fault::Fault;
use super::fields::{Bytes, Damage, Deltas, Fields, Read, zigzag};
use super::harvest::{Harvest, bytes_of};
use super::needed::{Cursor, Needed};
use super::sieve::{Answer, BAD_TAG, Sieve, Tags, Verdict};
use crate::catalogue::import::TagFilter;

/// A node that is kept.
#[derive(Debug)]
pub struct Node {
    /// Where in the file it stands.
    pub order: Order,
    /// Its id.
    pub id: i64,
    /// Its tags.
    pub tags: Tags,
    /// Where on the Earth it is.
    pub point: Point,
}

/// What is read of a node: a whole one, or the point of one that something else is made of.
#[derive(Debug)]
pub enum Given {
    /// A node that is kept.
    Node(Box<Node>),
    /// The point of the needed node at this place.
    Point(u32, Point),
}

/// Reads the nodes of a block.
pub fn read(
    blob: u32,
    block: &Block<'_>,
    answers: &mut Vec<Answer>,
    filter: &dyn TagFilter,
    needed: &Needed,
) -> Result<Harvest<Given>, Fault> {
    let mut reader = Reader {
        block,
        sieve: Sieve::new(block, filter, answers),
        cursor: needed.cursor(),
        harvest: Harvest::new(block.kinds),
    };
    block.each(Kinds::NODES, blob, |field, order, bytes| match field {
        2 => reader.dense(bytes, order),
        _ => reader.plain(bytes, order),
    })?;
    Ok(reader.harvest)
}

struct Reader<'a> {
    block: &'a Block<'a>,
    sieve: Sieve<'a>,
    cursor: Cursor<'a>,
    harvest: Harvest<Given>,
}

/// A node among dense ones of which the coordinates are wanted.
struct Wanted {
    at: usize,
    id: i64,
    place: Option<usize>,
    tags: Option<Tags>,
}

/// The place of a dense node among the others, and its tags, unless one of them is none.
type Tagged = (usize, Option<Tags>);

impl Reader<'_> {
    fn plain(&mut self, node: &[u8], order: Order) -> Result<(), Fault> {
        let (mut id, mut lat, mut lon) = (None, None, None);
        let (mut keys, mut values) = (None, None);
        let mut fields = Fields::new(node);
        while let Some((field, value)) = fields.field()? {
            match field {
                1 => id = Some(zigzag(value.number()?)),
                2 => value.once(&mut keys)?,
                3 => value.once(&mut values)?,
                8 => lat = Some(zigzag(value.number()?)),
                9 => lon = Some(zigzag(value.number()?)),
                _ => {}
            }
        }
        let (Some(id), Some(lat), Some(lon)) = (id, lat, lon) else {
            return Err(Damage("a node without an id, a latitude or a longitude").into());
        };
        self.harvest.objects += 1;
        let tags = match self.sieve.pairs(keys, values)? {
            Verdict::Left => None,
            Verdict::Kept(tags) => Some(tags),
            Verdict::Bad => {
                self.harvest.skip(id, BAD_TAG)?;
                None
            }
        };
        let place = self.cursor.find(id);
        let at = 0;
        self.give(
            Wanted {
                at,
                id,
                place,
                tags,
            },
            order,
            lat,
            lon,
        )
    }

    fn dense(&mut self, nodes: &[u8], order: Order) -> Result<(), Fault> {
        let (mut ids, mut lats, mut lons, mut tags) = (None, None, None, None);
        let mut fields = Fields::new(nodes);
        while let Some((field, value)) = fields.field()? {
            match field {
                1 => value.once(&mut ids)?,
                8 => value.once(&mut lats)?,
                9 => value.once(&mut lons)?,
                10 => value.once(&mut tags)?,
                _ => {}
            }
        }
        let (tagged, nodes) = self.tagged(tags.unwrap_or_default())?;
        let wanted = self.wanted(ids.unwrap_or_default(), tagged, nodes)?;
        let mut lats = Deltas::new(lats.unwrap_or_default());
        let mut lons = Deltas::new(lons.unwrap_or_default());
        let mut read = 0;
        for node in wanted {
            let (mut lat, mut lon) = (0, 0);
            while read <= node.at {
                (lat, lon) = lats.far_number()?.zip(lons.far_number()?).ok_or(FEWER)?;
                read += 1;
            }
            let order = Order {
                at: u32::try_from(node.at).unwrap_or(u32::MAX),
                ..order
            };
            self.give(node, order, lat, lon)?;
        }
        Ok(())
    }

    /// Returns which dense nodes are kept by their tags, or have one that is none, and of how many nodes these are the tags.
    fn tagged(&mut self, packed: &[u8]) -> Result<(Vec<Tagged>, usize), Fault> {
        let mut tagged = Vec::new();
        let mut left = Bytes::new(packed);
        // Most nodes have none, of which a zero is all there is.
        let mut at = left.skip_zeros();
        while left.left() > 0 {
            let start = left;
            let mut matters = false;
            loop {
                let key = left.number()?;
                if key == 0 {
                    break;
                }
                matters |= self.sieve.may_matter(key, left.number()?)?;
            }
            if matters {
                match self.sieve.judge(DensePairs(start))? {
                    Verdict::Left => {}
                    Verdict::Kept(tags) => {
                        self.harvest.charge(bytes_of(&tags))?;
                        tagged.push((at, Some(tags)));
                    }
                    Verdict::Bad => {
                        self.harvest.charge(size_of::<Option<Tags>>())?;
                        tagged.push((at, None));
                    }
                }
            }
            at += 1 + left.skip_zeros();
        }
        Ok((tagged, at))
    }

    /// Returns the nodes whose coordinates are wanted, in order.
    fn wanted(
        &mut self,
        ids: &[u8],
        tagged: Vec<Tagged>,
        nodes: usize,
    ) -> Result<Vec<Wanted>, Fault> {
        let mut wanted = Vec::new();
        let mut tagged = tagged.into_iter();
        let mut next = tagged.next();
        let mut ids = Deltas::new(ids);
        let mut at = 0;
        while let Some(id) = ids.number()? {
            let place = self.cursor.find(id);
            let is_tagged = next.as_ref().is_some_and(|(tagged, _)| *tagged == at);
            if place.is_some() || is_tagged {
                self.harvest.charge(size_of::<Wanted>())?;
                let mut tags = None;
                if is_tagged {
                    tags = next.take().and_then(|(_, tags)| tags);
                    next = tagged.next();
                    if tags.is_none() {
                        self.harvest.skip(id, BAD_TAG)?;
                    }
                }
                wanted.push(Wanted {
                    at,
                    id,
                    place,
                    tags,
                });
            }
            at += 1;
        }
        // Where no node of a block has a tag, the block need not say so of each.
        if nodes != at && nodes != 0 {
            return Err(Damage("dense nodes have the tags of another number of nodes").into());
        }
        self.harvest.objects += at as u64;
        Ok(wanted)
    }

    fn give(&mut self, node: Wanted, order: Order, lat: i64, lon: i64) -> Result<(), Fault> {
        let Some(point) = self.block.grid.point(lat, lon) else {
            if node.tags.is_some() {
                self.harvest.skip_nowhere(node.id)?;
            }
            return Ok(());
        };
        if let Some(place) = node.place {
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            self.harvest.keep(Given::Point(place, point), 0)?;
        }
        if let Some(tags) = node.tags {
            let id = node.id;
            let node = Node {
                order,
                id,
                tags,
                point,
            };
            self.harvest
                .keep(Given::Node(Box::new(node)), size_of::<Node>())?;
        }
        Ok(())
    }
}

const FEWER: Damage = Damage("dense nodes have fewer coordinates than ids");

/// The tags of one dense node: key, value, key, value, 0.
struct DensePairs<'a>(Bytes<'a>);

impl Iterator for DensePairs<'_> {
    type Item = Read<(u64, u64)>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.0.number() {
            Ok(0) => None,
            Ok(key) => Some(self.0.number().map(|value| (key, value))),
            Err(damage) => Some(Err(damage)),
        }
    }
}
