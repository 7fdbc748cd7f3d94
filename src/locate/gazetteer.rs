//! The pack of named places, data/places.bin.
//! The format is described in tools/build_places.py; nothing is decoded but the places that are asked for.

mod names;

pub(super) use self::names::Name;
use self::names::Names;
use super::fold::fold;
use super::pack::Pack;
use super::postcode_pack::outcode_of;
use crate::domain::{Position, zone};
use jiff::tz::TimeZone;
use std::cell::OnceCell;
use std::cmp::Ordering;

/// The places, embedded as they lie on disk.
static PLACES: &[u8] = include_bytes!("../../data/places.bin");

const MAGIC: &[u8] = b"KTPL\x01";
const HEADER: usize = 40;
const PLACE: usize = 14;
const AREA: usize = 20;
const BLOCK: usize = 16;
/// Steps of the pack's latitude (over 180 degrees) and longitude (over 360).
const STEPS: f64 = 16_777_216.0;

/// The named places of these islands and the larger ones of the world.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gazetteer<'a>(Pack<'a>);

/// What a place is to a family in these islands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A place in the UK, Ireland, the Isle of Man or the Channel Islands.
    Home,
    /// A place elsewhere.
    Abroad,
    /// A region at home, placed at a town of it.
    Region,
}

/// How firmly a place stands on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// A place whose people have been counted.
    Counted,
    /// A locality at its own position.
    Locality,
    /// A locality of which only the outcode is known.
    SomewhereInItsOutcode,
    /// A region.
    Region,
}

/// One place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place<'a> {
    /// Its number in the pack: places ascend by latitude.
    pub(super) index: u32,
    /// Its name as its own people write it.
    pub(super) name: String,
    /// How many people live there, where that is known.
    pub(super) population: Option<u32>,
    /// Its centre.
    pub(super) position: Position,
    /// Where it lies.
    pub(super) area: Area<'a>,
}

/// What places share besides their names.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Area<'a> {
    /// What the places are to a family in these islands.
    pub(super) kind: Kind,
    /// The country's two letters.
    pub(super) iso: &'a str,
    /// The outcode, where there is one.
    pub(super) outcode: Option<String>,
    /// The IANA name of the time zone.
    zone: &'a str,
    /// What may follow the name to tell it from others, what people say first; never empty strings.
    pub(super) qualifiers: Vec<&'a str>,
    folded: OnceCell<Vec<String>>,
}

impl Area<'_> {
    /// Returns the qualifiers folded, in their order.
    pub(super) fn folded(&self) -> &[String] {
        self.folded
            .get_or_init(|| self.qualifiers.iter().map(|text| fold(text)).collect())
    }

    /// Returns whether the clock there is one of Europe's.
    pub(super) fn is_european(&self) -> bool {
        self.zone.starts_with("Europe/")
    }

    /// Returns the time zone, `None` for a name that the time zone database lacks.
    pub(super) fn zone(&self) -> Option<TimeZone> {
        zone(self.zone).ok()
    }
}

impl Gazetteer<'static> {
    /// Returns the embedded pack.
    pub(super) fn embedded() -> Self {
        Self::new(PLACES)
    }
}

impl<'a> Gazetteer<'a> {
    /// Returns `bytes` as a pack of places.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        // A pack of another kind or version is an empty one.
        let known = bytes.starts_with(MAGIC);
        Self(Pack::new(if known { bytes } else { &[] }))
    }

    /// Returns the places whose name or alternate name folds to `folded`, each once.
    pub(super) fn named(self, folded: &str) -> Vec<Place<'a>> {
        let mut found: Vec<u32> = self
            .names_from_block(self.block_before(folded))
            .map(|name| (fold(&name.text).as_str().cmp(folded), name))
            .take_while(|(order, _)| *order != Ordering::Greater)
            .filter(|(order, _)| *order == Ordering::Equal)
            .flat_map(|(_, name)| {
                self.holders(&name)
                    .map(|(place, _)| place)
                    .collect::<Vec<_>>()
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found
            .into_iter()
            .filter_map(|index| self.place(index))
            .collect()
    }

    /// Returns the places whose own name, folded, begins with `folded` and goes on with another word.
    pub(super) fn beginning_with_word(self, folded: &str) -> Vec<Place<'a>> {
        let start = format!("{folded} ");
        self.names_from_block(self.block_before(&start))
            .map(|name| (fold(&name.text), name))
            .skip_while(|(text, _)| *text < start)
            .take_while(|(text, _)| text.starts_with(&start))
            .flat_map(|(_, name)| self.holders(&name).collect::<Vec<_>>())
            .filter(|(_, alternate)| !alternate)
            .filter_map(|(index, _)| self.place(index))
            .collect()
    }

    /// Yields every name of the pack with the places that bear it.
    pub(super) fn names(self) -> impl Iterator<Item = Name> {
        self.names_from_block(0)
    }

    /// Yields the numbers of the places that bear `name`, and whether it is but an alternate name there.
    pub(super) fn holders(self, name: &Name) -> impl Iterator<Item = (u32, bool)> {
        let at = name.holders_at;
        (0..name.holders).map_while(move |i| {
            let posting = self.0.u24(at + 3 * i)?;
            Some((posting >> 1, posting & 1 == 1))
        })
    }

    /// Returns the place of the given number.
    pub(super) fn place(self, index: u32) -> Option<Place<'a>> {
        let at = self.place_at(index)?;
        Some(Place {
            index,
            name: self.name(self.0.u24(at + 11)?)?,
            population: self.population(index),
            position: self.position_at(at)?,
            area: self.area(self.0.u16(at + 9)?)?,
        })
    }

    /// Yields the number and the population of each place that lies in an area `wanted` selects.
    pub(super) fn places_in(
        self,
        wanted: impl Fn(&Area<'a>) -> bool,
    ) -> impl Iterator<Item = (u32, u32)> {
        let areas: Vec<bool> = (0..self.0.u32(16).unwrap_or(0))
            .map_while(|index| self.area(u16::try_from(index).ok()?))
            .map(|area| wanted(&area))
            .collect();
        (0..self.count()).filter_map(move |index| {
            let at = self.place_at(index)?;
            let inside = *areas.get(usize::from(self.0.u16(at + 9)?))?;
            inside.then(|| self.population_at(at).map(|p| (index, p)))?
        })
    }

    /// Returns how many people live at the place of the given number, where that is known.
    pub(super) fn population(self, index: u32) -> Option<u32> {
        self.population_at(self.place_at(index)?).filter(|p| *p > 0)
    }

    /// Yields where each place is whose people have been counted, and the number of its zone.
    pub(super) fn counted(self) -> impl Iterator<Item = (Position, u16)> {
        (0..self.count()).filter_map(move |index| {
            let at = self.place_at(index)?;
            let is_counted = self.population_at(at)? > 0;
            let area = self.offset(24)? + usize::from(self.0.u16(at + 9)?) * AREA;
            is_counted.then_some((self.position_at(at)?, self.0.u16(area + 6)?))
        })
    }

    /// Returns the zone of that number.
    pub(super) fn zone(self, number: u16) -> Option<TimeZone> {
        zone(self.string(number)?).ok()
    }

    /// Returns the place nearest to `position` within `reach_km` among those that `wanted` accepts, with its
    /// distance in km.
    pub(super) fn nearest(
        self,
        position: Position,
        reach_km: f64,
        wanted: impl Fn(u32, Standing) -> bool,
    ) -> Option<(Place<'a>, f64)> {
        // A degree of latitude is at least 110.5 km.
        const KM: f64 = 110.5;
        let start = self.first_north_of(position.lat());
        let mut best: Option<(u32, f64)> = None;
        let (mut south, mut north) = (start.checked_sub(1), Some(start));
        // The places ascend by latitude: walk out both ways until latitude alone is too far.
        while south.is_some() || north.is_some() {
            for (side, step) in [(&mut south, -1), (&mut north, 1)] {
                let Some(index) = *side else { continue };
                let limit = best.map_or(reach_km, |(_, km)| km);
                let near = self
                    .place_at(index)
                    .and_then(|at| Some((at, self.position_at(at)?)));
                match near {
                    Some((at, there)) if (there.lat() - position.lat()).abs() * KM <= limit => {
                        let km = position.distance_km(there);
                        let nearer = km <= reach_km && best.is_none_or(|(_, least)| km < least);
                        if nearer && self.standing_at(at).is_some_and(|s| wanted(index, s)) {
                            best = Some((index, km));
                        }
                        *side = index.checked_add_signed(step);
                    }
                    _ => *side = None,
                }
            }
        }
        let (index, km) = best?;
        Some((self.place(index)?, km))
    }

    /// Returns whether `wanted` accepts, in lower case, some text that is said after the names of places: a county, a
    /// district or a nation at home, or any country or state.
    pub(super) fn is_qualifier(self, at_home: bool, wanted: impl Fn(&str) -> bool) -> bool {
        let wanted: Vec<u16> = (1..u16::MAX)
            .map_while(|index| Some((index, self.string(index)?)))
            .take(self.offset(20).unwrap_or(0).saturating_sub(1))
            .filter(|(_, string)| wanted(&string.to_lowercase()))
            .map(|(index, _)| index)
            .collect();
        let Some(start) = self.offset(24).filter(|_| !wanted.is_empty()) else {
            return false;
        };
        (0..self.offset(16).unwrap_or(0))
            .map(|index| start + index * AREA)
            .filter(|at| !at_home || matches!(self.0.u8(*at), Some(0 | 3)))
            .any(|at| {
                (1..7).any(|field| {
                    self.0
                        .u16(at + 6 + 2 * field)
                        .is_some_and(|s| wanted.contains(&s))
                })
            })
    }

    fn count(self) -> u32 {
        self.0.u32(8).unwrap_or(0)
    }

    fn offset(self, at: usize) -> Option<usize> {
        usize::try_from(self.0.u32(at)?).ok()
    }

    fn place_at(self, index: u32) -> Option<usize> {
        let at = HEADER + usize::try_from(index).ok()? * PLACE;
        (index < self.count()).then_some(at)
    }

    fn position_at(self, at: usize) -> Option<Position> {
        let degrees = |steps: u32, whole: f64| (f64::from(steps) / STEPS - 0.5) * whole;
        Position::new(
            degrees(self.0.u24(at)?, 180.0),
            degrees(self.0.u24(at + 3)?, 360.0),
        )
        .ok()
    }

    fn population_at(self, at: usize) -> Option<u32> {
        const SCALED: u32 = 1 << 23;
        let packed = self.0.u24(at + 6)?;
        Some(if packed & SCALED == 0 {
            packed
        } else {
            (packed ^ SCALED) << 6
        })
    }

    fn standing_at(self, at: usize) -> Option<Standing> {
        if self.population_at(at)? > 0 {
            return Some(Standing::Counted);
        }
        let area = self.offset(24)? + usize::from(self.0.u16(at + 9)?) * AREA;
        Some(match self.0.u8(area)? {
            0 | 1 => Standing::Locality,
            2 => Standing::Region,
            _ => Standing::SomewhereInItsOutcode,
        })
    }

    fn first_north_of(self, lat: f64) -> u32 {
        let (mut low, mut high) = (0, self.count());
        while low < high {
            let middle = low + (high - low) / 2;
            let there = self.place_at(middle).and_then(|at| self.position_at(at));
            if there.is_some_and(|p| p.lat() < lat) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn area(self, index: u16) -> Option<Area<'a>> {
        let at = self.offset(24)? + usize::from(index) * AREA;
        let string = |field: usize| self.string(self.0.u16(at + 6 + 2 * field)?);
        let qualifiers = (1..7)
            .filter_map(string)
            .filter(|text| !text.is_empty())
            .collect();
        Some(Area {
            kind: match self.0.u8(at)? {
                1 => Kind::Abroad,
                2 => Kind::Region,
                _ => Kind::Home,
            },
            iso: std::str::from_utf8(self.0.bytes(at + 1, 2)?).ok()?,
            outcode: outcode_of(self.0.u24(at + 3)?),
            zone: string(0)?,
            qualifiers,
            folded: OnceCell::new(),
        })
    }

    fn string(self, index: u16) -> Option<&'a str> {
        let table = self.offset(28)?;
        let from = self.offset(table + 4 * usize::from(index))?;
        let to = self.offset(table + 4 * usize::from(index) + 4)?;
        let texts = table + 4 * (self.offset(20)? + 1);
        std::str::from_utf8(self.0.bytes(texts + from, to.checked_sub(from)?)?).ok()
    }

    fn name(self, index: u32) -> Option<String> {
        let index = usize::try_from(index).ok()?;
        Some(
            self.names_from_block(index / BLOCK)
                .nth(index % BLOCK)?
                .text,
        )
    }

    /// Returns the last block whose first name comes before `folded`, or the first block.
    fn block_before(self, folded: &str) -> usize {
        let (mut low, mut high) = (0, self.block_count());
        while low < high {
            let middle = low + (high - low) / 2;
            let first = self.names_from_block(middle).next();
            if first.is_some_and(|name| fold(&name.text).as_str() < folded) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low.saturating_sub(1)
    }

    fn block_count(self) -> usize {
        self.offset(12).unwrap_or(0).div_ceil(BLOCK)
    }

    fn names_from_block(self, block: usize) -> Names<'a> {
        let start = self
            .offset(32)
            .and_then(|at| self.0.u24(at + 3 * block))
            .and_then(|offset| Some(self.offset(36)? + usize::try_from(offset).ok()?));
        let left = self.offset(12).unwrap_or(0).saturating_sub(block * BLOCK);
        Names::new(self.0, start.filter(|_| block < self.block_count()), left)
    }
}
