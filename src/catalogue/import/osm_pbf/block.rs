//! A block of objects: its strings, its grid of coordinates, and the groups in which its objects lie.
//! Nothing is copied out of it: a string is a span of the block.

use super::fields::{Damage, Fields, Read};
use crate::domain::Position;
use std::ops::BitOr;

/// Which kinds of objects a block holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kinds(u8);

impl Kinds {
    /// Nodes, plain or dense.
    pub const NODES: Self = Self(1);
    /// Ways.
    pub const WAYS: Self = Self(2);
    /// Relations.
    pub const RELATIONS: Self = Self(4);

    /// Returns whether these are no kinds at all.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns whether any of these kinds is among the others.
    pub fn meets(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// Returns whether all of these kinds are among the others.
    pub fn within(self, others: Self) -> bool {
        self.0 & !others.0 == 0
    }

    /// Returns what a map calls an object of this kind.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NODES => "node",
            Self::WAYS => "way",
            Self::RELATIONS => "relation",
            _ => "object",
        }
    }

    /// Returns the kind of a group whose objects are in this field.
    fn of_field(field: u64) -> Self {
        match field {
            1 | 2 => Self::NODES,
            3 => Self::WAYS,
            4 => Self::RELATIONS,
            _ => Self::default(),
        }
    }
}

impl BitOr for Kinds {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Where an object stands in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Order {
    /// Which blob it is in.
    pub blob: u32,
    /// Which group of that blob.
    pub group: u32,
    /// Which object of that group.
    pub at: u32,
}

/// A point on the Earth in units of 1e-7 degrees, as the map's own database keeps them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    lat_e7: i32,
    lon_e7: i32,
}

impl Point {
    /// No point at all: it has no position.
    pub const NOWHERE: Self = Self {
        lat_e7: i32::MAX,
        lon_e7: i32::MAX,
    };

    /// Returns the point of a latitude and longitude in 1e-9 degrees, unless it is not on the Earth.
    fn of_nanodegrees(lat: i64, lon: i64) -> Option<Self> {
        let on_earth = (-90_000_000_000..=90_000_000_000).contains(&lat)
            && (-180_000_000_000..=180_000_000_000).contains(&lon);
        if !on_earth {
            return None;
        }
        Some(Self {
            lat_e7: i32::try_from((lat + 50).div_euclid(100)).ok()?,
            lon_e7: i32::try_from((lon + 50).div_euclid(100)).ok()?,
        })
    }

    /// Returns the same point in degrees, or `None` of nowhere.
    pub fn position(self) -> Option<Position> {
        Position::new(f64::from(self.lat_e7) / 1e7, f64::from(self.lon_e7) / 1e7).ok()
    }
}

/// How a block counts degrees.
#[derive(Debug, Clone, Copy)]
pub struct Grid {
    granularity: i64,
    lat_offset: i64,
    lon_offset: i64,
}

impl Grid {
    /// Returns the point of a latitude and longitude counted so, unless it is not on the Earth.
    pub fn point(self, lat: i64, lon: i64) -> Option<Point> {
        let lat = lat.checked_mul(self.granularity)?;
        let lon = lon.checked_mul(self.granularity)?;
        Point::of_nanodegrees(
            lat.checked_add(self.lat_offset)?,
            lon.checked_add(self.lon_offset)?,
        )
    }
}

/// Strings of a block; its 8,000 objects have a few thousand.
const MOST_STRINGS: usize = 1 << 21;

/// Where the strings of a block lie in it; kept from block to block for its room.
pub type Spans = Vec<(u32, u32)>;

/// The strings of a block.
#[derive(Debug, Clone, Copy)]
pub struct Strings<'a> {
    table: &'a [u8],
    spans: &'a [(u32, u32)],
}

impl<'a> Strings<'a> {
    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Returns the bytes of a string, which may be no text.
    pub fn bytes(&self, index: u64) -> Read<&'a [u8]> {
        const NO_STRING: Damage = Damage("a string is asked for that the block does not have");
        let index = usize::try_from(index).map_err(|_| NO_STRING)?;
        let (start, end) = self.spans.get(index).ok_or(NO_STRING)?;
        let span = *start as usize..*end as usize;
        self.table.get(span).ok_or(NO_STRING)
    }
}

/// A block of objects.
#[derive(Debug, Clone, Copy)]
pub struct Block<'a> {
    bytes: &'a [u8],
    /// Its strings.
    pub strings: Strings<'a>,
    /// How it counts degrees.
    pub grid: Grid,
    /// The kinds of its groups.
    pub kinds: Kinds,
}

impl<'a> Block<'a> {
    /// Reads what a block says of itself.
    pub fn read(bytes: &'a [u8], spans: &'a mut Spans) -> Read<Self> {
        let mut grid = Grid {
            granularity: 100,
            lat_offset: 0,
            lon_offset: 0,
        };
        let mut table = None;
        let mut kinds = Kinds::default();
        let mut fields = Fields::new(bytes);
        while let Some((field, value)) = fields.field()? {
            match field {
                1 => value.once(&mut table)?,
                2 => kinds = kinds | kind(value.bytes()?)?,
                17 => grid.granularity = value.signed()?,
                19 => grid.lat_offset = value.signed()?,
                20 => grid.lon_offset = value.signed()?,
                // 18 is how finely it counts time, which nothing here asks for.
                _ => {}
            }
        }
        if grid.granularity < 1 {
            return Err(Damage("a block counts degrees in steps of nothing"));
        }
        let table = table.unwrap_or_default();
        find_strings(table, spans)?;
        Ok(Self {
            bytes,
            strings: Strings { table, spans },
            grid,
            kinds,
        })
    }

    /// Returns the kinds of a block without reading the rest of it.
    pub fn kinds_in(bytes: &[u8]) -> Read<Kinds> {
        let mut kinds = Kinds::default();
        let mut fields = Fields::new(bytes);
        while let Some((field, value)) = fields.field()? {
            if field == 2 {
                kinds = kinds | kind(value.bytes()?)?;
            }
        }
        Ok(kinds)
    }

    /// Gives each object of this kind with its field and its place in the block, the blob of which is the `blob`th.
    pub fn each<E: From<Damage>>(
        &self,
        kinds: Kinds,
        blob: u32,
        mut take: impl FnMut(u64, Order, &'a [u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut groups = Fields::new(self.bytes);
        let mut group = 0;
        while let Some((field, value)) = groups.field()? {
            if field != 2 {
                continue;
            }
            let bytes = value.bytes()?;
            if kind(bytes)?.meets(kinds) {
                let mut at = 0;
                let mut objects = Fields::new(bytes);
                while let Some((field, value)) = objects.field()? {
                    if !Kinds::of_field(field).within(kinds) {
                        return Err(Damage("a group holds objects of several kinds").into());
                    }
                    take(field, Order { blob, group, at }, value.bytes()?)?;
                    at += 1;
                }
            }
            group += 1;
        }
        Ok(())
    }
}

/// Returns the kind of a group, which its first object tells.
fn kind(group: &[u8]) -> Read<Kinds> {
    let first = Fields::new(group).field()?;
    Ok(first.map_or_else(Kinds::default, |(field, _)| Kinds::of_field(field)))
}

fn find_strings(table: &[u8], spans: &mut Spans) -> Read<()> {
    spans.clear();
    let mut fields = Fields::new(table);
    while let Some((field, value)) = fields.field()? {
        if field == 1 {
            let end = table.len() - fields.left();
            let start = end - value.bytes()?.len();
            // A block is shorter than 32 MiB.
            let short = |at| u32::try_from(at).map_err(|_| Damage("a block is too long"));
            if spans.len() == MOST_STRINGS {
                return Err(Damage("a block has more strings than any honest one"));
            }
            spans.push((short(start)?, short(end)?));
        }
    }
    Ok(())
}
