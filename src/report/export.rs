//! A catalogue's places for other programs: a table in the columns that are imported, or GeoJSON (RFC 7946).
//! One place at a time, so that a catalogue of any size can be written out.

use super::csv::{joined_line, text};
use super::words::round_to;
use crate::catalogue::COLUMNS;
use crate::catalogue::import::{GENERATOR, MAP_COLUMNS};
use crate::domain::{Destination, Fact, FactSource};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

const COUNT: usize = COLUMNS.len() + MAP_COLUMNS.len();

/// Returns the first line of the table.
#[must_use]
pub fn csv_header() -> String {
    joined_line(&[&COLUMNS[..], &MAP_COLUMNS[..]].concat())
}

/// Returns a place as a line of the table. What is not known is empty, and so is what is merely usual for its kind.
#[must_use]
pub fn csv_line(place: &Destination) -> String {
    let cells = cells(place).map(|(_, cell)| match cell {
        Cell::Text(cell) => text(&cell),
        Cell::Number(number) => number.to_string(),
        Cell::Unknown => String::new(),
    });
    joined_line(&cells)
}

/// Returns what begins a feature collection: whose it is, so that it is taken back as it was.
#[must_use]
pub fn geojson_begin() -> String {
    format!("{{\"type\":\"FeatureCollection\",\"generator\":\"{GENERATOR}\",\"features\":[")
}

/// Returns what ends a feature collection: whom to credit for its places.
#[must_use]
pub fn geojson_end(credits: &BTreeSet<String>) -> String {
    let credits: Vec<&str> = credits.iter().map(String::as_str).collect();
    match credits.as_slice() {
        [] => "\n]}\n".to_owned(),
        all => format!("\n],\"attribution\":{}}}\n", json!(all.join("; "))),
    }
}

/// Returns a place as a feature; what is not known has no property.
#[must_use]
pub fn geojson_feature(place: &Destination) -> String {
    let mut properties = Map::new();
    for (name, cell) in cells(place) {
        let value = match cell {
            _ if ["id", "lat", "lon"].contains(&name) => continue,
            Cell::Unknown => continue,
            Cell::Text(cell) => Value::String(cell),
            Cell::Number(number) => json!(number),
        };
        properties.insert(name.to_owned(), value);
    }
    let position = place.position;
    json!({
        "type": "Feature",
        "id": place.id,
        "geometry": {"type": "Point", "coordinates": [round_to(position.lon(), 7), round_to(position.lat(), 7)]},
        "properties": properties,
    })
    .to_string()
}

/// What stands in a column.
enum Cell {
    Text(String),
    Number(f64),
    Unknown,
}

fn cells(place: &Destination) -> [(&'static str, Cell); COUNT] {
    let optional =
        |value: Option<&str>| value.map_or(Cell::Unknown, |value| Cell::Text(value.to_owned()));
    let fact = |fact: Fact| optional(fact.known().map(|holds| if holds { "yes" } else { "no" }));
    let own = |source: FactSource, number: f64| {
        if source == FactSource::Category {
            Cell::Unknown
        } else {
            Cell::Number(number)
        }
    };
    let (facts, sources) = (&place.facts, &place.sources);
    let map = place.map.as_ref();
    let cells = [
        Cell::Text(place.id.to_string()),
        Cell::Text(place.name.to_string()),
        Cell::Text(place.category.id.clone()),
        optional(place.postcode.as_deref()),
        Cell::Number(round_to(place.position.lat(), 7)),
        Cell::Number(round_to(place.position.lon(), 7)),
        own(sources.exposure, place.exposure.share()),
        own(sources.typical_hours, place.typical_hours),
        own(sources.age_min, f64::from(place.ages.0)),
        own(sources.age_max, f64::from(place.ages.1)),
        optional(place.price.known()),
        fact(facts.buggy),
        fact(facts.dog),
        fact(facts.toilets),
        fact(facts.baby_change),
        fact(facts.food),
        fact(facts.booking),
        optional(place.opening_hours.as_deref()),
        optional(place.url.as_deref()),
        optional(place.region.as_deref()),
        optional(map.map(|map| map.map.from.as_str())),
        optional(map.map(|map| map.object.as_str())),
        optional(map.and_then(|map| map.map.attribution.as_deref())),
        optional(map.and_then(|map| map.map.licence.as_deref())),
        optional(map.and_then(|map| map.map.as_of.as_deref())),
    ];
    let mut names = COLUMNS.iter().chain(&MAP_COLUMNS);
    cells.map(|cell| (names.next().copied().unwrap_or_default(), cell))
}
