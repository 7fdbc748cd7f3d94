//! `catalogue list` and `catalogue info` as JSON, version 1.

use super::line;
use crate::catalogue::packed::MapNote;
use crate::report::CatalogueSummary;
use crate::report::words::round_to;
use serde::Serialize;
use std::collections::BTreeMap;

/// Returns the catalogues as one document.
#[must_use]
pub fn catalogues_to_json(all: &[CatalogueSummary]) -> String {
    line(&List {
        schema: "kidtrip.catalogues/1",
        catalogues: all.iter().map(Entry::of).collect(),
    })
}

/// Returns what a catalogue holds as one document.
#[must_use]
pub fn catalogue_to_json(one: &CatalogueSummary) -> String {
    line(&Info {
        schema: "kidtrip.catalogue/1",
        entry: Entry::of(one),
        by_category: &one.by_kind,
        known: one.facts().into_iter().collect(),
    })
}

#[derive(Serialize)]
struct List<'a> {
    schema: &'static str,
    catalogues: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Info<'a> {
    schema: &'static str,
    #[serde(flatten)]
    entry: Entry<'a>,
    by_category: &'a BTreeMap<String, u32>,
    known: BTreeMap<&'static str, u32>,
}

#[derive(Serialize)]
struct Entry<'a> {
    name: &'a str,
    kind: &'static str,
    places: u32,
    passed_over: usize,
    area: Option<Area>,
    created: Option<&'a str>,
    maps: &'a [MapNote],
    path: Option<&'a str>,
    bytes: Option<u64>,
    damage: Option<&'a str>,
}

#[derive(Serialize)]
struct Area {
    south: f64,
    north: f64,
    west: f64,
    east: f64,
}

impl<'a> Entry<'a> {
    fn of(one: &'a CatalogueSummary) -> Self {
        let area = |[south, north, west, east]: [f64; 4]| Area {
            south: round_to(south, 4),
            north: round_to(north, 4),
            west: round_to(west, 4),
            east: round_to(east, 4),
        };
        Self {
            name: &one.name,
            kind: one.kind.as_str(),
            places: one.places,
            passed_over: one.passed_over,
            area: one.bounds.map(area),
            created: one.created.as_deref(),
            maps: &one.maps,
            path: one.path.as_deref(),
            bytes: Some(one.bytes).filter(|&bytes| bytes > 0),
            damage: one.fault.as_deref(),
        }
    }
}
