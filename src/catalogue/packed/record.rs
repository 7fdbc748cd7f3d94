//! Everything else that is known of a place, in as few bytes as that takes.
//! What a place has of its kind is not written: it follows the kind, as it is when the place is read.

use super::bytes::{Bytes, put_text};
use super::row::Row;
use crate::domain::{
    Category, Destination, Fact, FactSource, FactSources, FamilyFacts, MapObject, MapSource, Text,
};
use jiff::tz::TimeZone;
use std::sync::Arc;

/// The number of no map.
const NO_MAP: u16 = u16::MAX;
/// The hours and ages of a place that has its kind's.
const HOURS_OF_KIND: u16 = 0;
const AGE_OF_KIND: u8 = u8::MAX;
/// Steps of an hour.
const STEPS: f64 = 1_000.0;

/// A place's record, its texts borrowed.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// The id.
    pub id: &'a str,
    /// The name.
    pub name: &'a str,
    facts: u16,
    hours: u16,
    ages: (u8, u8),
    sources: u64,
    pub(super) zone: u16,
    map: u16,
    texts: [Option<&'a str>; 5],
}

/// What a record refers to by number.
pub(super) struct Context<'a> {
    pub(super) kind: &'a Arc<Category>,
    pub(super) zone: TimeZone,
    pub(super) maps: &'a [Arc<MapSource>],
    pub(super) catalogue: &'a Arc<str>,
}

/// Writes the record of `place`; `Err` names a text that is too long, and then what was written is of no use.
pub(super) fn write(
    place: &Destination,
    zone: u16,
    map: Option<u16>,
    out: &mut Vec<u8>,
) -> Result<(), &'static str> {
    let facts = &place.facts;
    let bits = of_facts(facts).into_iter().rev().fold(0_u16, |bits, fact| {
        bits << 2
            | match fact {
                Fact::Unknown => 0,
                Fact::Yes => 1,
                Fact::No => 2,
            }
    });
    out.extend(bits.to_le_bytes());
    let sources = &place.sources;
    let own = |source: FactSource| source != FactSource::Category;
    let hours = own(sources.typical_hours).then(|| thousandths(place.typical_hours));
    out.extend(hours.unwrap_or(HOURS_OF_KIND).to_le_bytes());
    let age = |source, age: u8| if own(source) { age } else { AGE_OF_KIND };
    out.push(age(sources.age_min, place.ages.0));
    out.push(age(sources.age_max, place.ages.1));
    let [a, b, c, d, e, f, ..] = pack_sources(sources).to_le_bytes();
    out.extend([a, b, c, d, e, f]);
    out.extend(zone.to_le_bytes());
    out.extend(map.unwrap_or(NO_MAP).to_le_bytes());
    let texts = [
        ("postcode", &place.postcode),
        ("opening_hours", &place.opening_hours),
        ("url", &place.url),
        ("region", &place.region),
    ];
    let object = place.map.as_ref().map(|map| map.object.as_str());
    let optional = texts
        .into_iter()
        .map(|(field, text)| (field, text.as_deref()))
        .chain([("map", object)]);
    let (mut present, mut bit) = (0_u8, 1_u8);
    let mut given = vec![("id", &*place.id), ("name", &*place.name)];
    for (field, text) in optional {
        if let Some(text) = text {
            present |= bit;
            given.push((field, text));
        }
        bit <<= 1;
    }
    out.push(present);
    for (field, text) in given {
        if !put_text(out, text) {
            return Err(field);
        }
    }
    Ok(())
}

impl<'a> Record<'a> {
    /// Returns the record at the front of `bytes`.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut bytes = Bytes(bytes);
        let (facts, hours) = (bytes.u16()?, bytes.u16()?);
        let ages = (bytes.u8()?, bytes.u8()?);
        let [a, b, c, d, e, f] = bytes.take()?;
        let (zone, map, present) = (bytes.u16()?, bytes.u16()?, bytes.u8()?);
        let (id, name) = (bytes.text()?, bytes.text()?);
        let mut texts = [None; 5];
        for (at, text) in texts.iter_mut().enumerate() {
            if present >> at & 1 == 1 {
                *text = Some(bytes.text()?);
            }
        }
        Some(Self {
            id,
            name,
            facts,
            hours,
            ages,
            sources: u64::from_le_bytes([a, b, c, d, e, f, 0, 0]),
            zone,
            map,
            texts,
        })
    }

    /// Returns the place of this record and its row; `None` where a value fits no place.
    pub(super) fn destination(&self, row: &Row, context: &Context<'_>) -> Option<Destination> {
        let kind = context.kind;
        let owned = |text: Option<&str>| text.map(|text| Text::Owned(text.to_owned()));
        let [postcode, opening_hours, url, region, object] = self.texts;
        let age = |own: u8, usual: u8| if own == AGE_OF_KIND { usual } else { own };
        let map = match self.map {
            NO_MAP => None,
            number => context.maps.get(usize::from(number)),
        };
        let fact = |at: u32| match self.facts >> (2 * at) & 3 {
            1 => Fact::Yes,
            2 => Fact::No,
            _ => Fact::Unknown,
        };
        Some(Destination {
            id: self.id.to_owned().into(),
            name: self.name.to_owned().into(),
            category: Arc::clone(kind),
            position: row.position()?,
            zone: context.zone.clone(),
            postcode: owned(postcode),
            exposure: row.exposure(kind),
            typical_hours: match self.hours {
                HOURS_OF_KIND => kind.typical_hours,
                hours => f64::from(hours) / STEPS,
            },
            ages: (age(self.ages.0, kind.ages.0), age(self.ages.1, kind.ages.1)),
            price: row.price(),
            facts: FamilyFacts {
                buggy: fact(0),
                dog: fact(1),
                toilets: fact(2),
                baby_change: fact(3),
                food: fact(4),
                booking: fact(5),
            },
            opening_hours: owned(opening_hours),
            url: owned(url),
            region: owned(region),
            catalogue: Arc::clone(context.catalogue),
            sources: unpack_sources(self.sources),
            map: map.map(|map| MapObject {
                object: object.unwrap_or_default().to_owned(),
                map: Arc::clone(map),
            }),
        })
    }
}

fn of_facts(facts: &FamilyFacts) -> [Fact; 6] {
    [
        facts.buggy,
        facts.dog,
        facts.toilets,
        facts.baby_change,
        facts.food,
        facts.booking,
    ]
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a stay is a few hours, and saturates"
)]
fn thousandths(hours: f64) -> u16 {
    ((hours * STEPS).round() as u16).max(1)
}

/// Bits of a source.
const SOURCE_BITS: u32 = 3;

fn pack_sources(sources: &FactSources) -> u64 {
    let mut sources = *sources;
    each_source(&mut sources)
        .into_iter()
        .rev()
        .fold(0, |bits, source| {
            bits << SOURCE_BITS
                | match *source {
                    FactSource::Catalogue => 0,
                    FactSource::Category => 1,
                    FactSource::Postcode => 2,
                    FactSource::Map => 3,
                    FactSource::AnotherCatalogue => 4,
                    FactSource::Family => 5,
                }
        })
}

fn unpack_sources(mut bits: u64) -> FactSources {
    let mut sources = FactSources::default();
    for source in each_source(&mut sources) {
        *source = match bits & 7 {
            1 => FactSource::Category,
            2 => FactSource::Postcode,
            3 => FactSource::Map,
            4 => FactSource::AnotherCatalogue,
            5 => FactSource::Family,
            _ => FactSource::Catalogue,
        };
        bits >>= SOURCE_BITS;
    }
    sources
}

/// Returns every source, in the order they are written.
fn each_source(sources: &mut FactSources) -> [&mut FactSource; 14] {
    [
        &mut sources.position,
        &mut sources.exposure,
        &mut sources.typical_hours,
        &mut sources.age_min,
        &mut sources.age_max,
        &mut sources.price,
        &mut sources.buggy,
        &mut sources.dog,
        &mut sources.toilets,
        &mut sources.baby_change,
        &mut sources.food,
        &mut sources.booking,
        &mut sources.opening_hours,
        &mut sources.url,
    ]
}
