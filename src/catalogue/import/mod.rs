//! Any map's places: files of maps read into features, features made into places.
//! One file a format; what is kept, merged and left out is decided in one place for all of them.

// What every format is read into, and with what.
mod feature;
mod selectors;

// One reader a format.
mod csv;
mod detect;
mod geojson;
mod gpx;
mod osm_pbf;
mod overpass;
mod read;

// What a server is asked.
mod overpass_query;

// What the readers share.
mod bounded;
mod collector;
mod geometry;
mod hstore;
mod json;
mod kinds;
mod left;
mod named;
mod origin;
mod plain;
mod pulse;
mod records;
mod shape;

// What is made of it.
mod areas;
mod clean;
mod facts;
mod place;
mod report;
mod source;

pub use detect::{Format, TELLING, TextFormat, detect};
pub use feature::{Feature, ImportError, Progress, Reading, Skipped, TagFilter};
pub use geojson::GENERATOR;
pub use left::Left;
pub use origin::{MAP_COLUMNS, Origin};
pub use osm_pbf::read_osm_pbf;
pub use overpass_query::{AskedTag, NAMELESS_KM, SERVER_SECONDS, WIDEST_KM, overpass_query};
pub use pulse::Pulse;
pub use read::{Contents, Wanted, read_text};
pub use report::{FileRead, ImportReport, KindCount, LeftOut};
pub use selectors::{Selected, Selectors};
pub use source::{OPENSTREETMAP, Stated, is_assumed, map_source};

use self::kinds::KindNames;
use self::origin::Sources;
use self::pulse::check_room;
use super::Categories;
use crate::domain::{Destination, MapObject, MapSource};
use crate::locate::Zones;
use jiff::civil::Date;
use std::collections::HashSet;
use std::sync::Arc;

/// A file that was read, and where it came from.
#[derive(Debug, Clone)]
pub struct MapFile {
    /// What it held.
    pub contents: Contents,
    /// Where it came from, and whom to credit.
    pub map: Arc<MapSource>,
    /// Whether only its language tells whose it is: a record that says something of itself goes before that.
    pub is_assumed: bool,
}

/// What an import goes by.
#[derive(Debug, Clone, Copy)]
pub struct ImportRules<'a> {
    /// The kinds of place.
    pub categories: &'a Categories,
    /// How they are told.
    pub selectors: &'a Selectors,
    /// The day of the import: what opens later is left out.
    pub today: Date,
}

/// Bytes that it takes to make a place of an object: measured, and rounded up.
const BYTES_OF_A_PLACE: u64 = 1024;

/// Makes the places of the catalogue called `catalogue` from what `files` held, in the order of their ids, and tells what
/// became of everything.
///
/// # Errors
/// When `pulse` stops, or there is not the memory for it.
pub fn import(
    files: Vec<MapFile>,
    catalogue: &str,
    rules: &ImportRules<'_>,
    pulse: Pulse<'_>,
) -> Result<(Vec<Destination>, ImportReport), ImportError> {
    let mut report = ImportReport {
        catalogue: catalogue.to_owned(),
        ..ImportReport::default()
    };
    check_room(BYTES_OF_A_PLACE * files.iter().map(MapFile::len).sum::<u64>())?;
    let mut features = Vec::new();
    let mut places = Vec::new();
    for file in files {
        let objects = match &file.contents {
            Contents::Map(reading) => reading.objects,
            Contents::Table(table, _) => u64::try_from(table.len()).unwrap_or(u64::MAX),
        };
        report.objects += objects;
        let mut sources = Sources::of(&file);
        match file.contents {
            Contents::Map(reading) => {
                for (why, records) in reading.skipped {
                    report.skip(why, records);
                }
                for mut feature in reading.features {
                    let map = sources.of_feature(&mut feature)?;
                    features.push((feature, map));
                }
            }
            Contents::Table(table, origins) => {
                places.append(&mut tabled(table, &origins, &mut sources, catalogue)?);
            }
        }
        let (attribution, licence) = sources.credits();
        report.files.push(FileRead {
            from: file.map.from.clone(),
            as_of: file.map.as_of.clone(),
            attribution,
            licence,
            objects,
        });
    }
    let mut places = without_known(places, pulse, &mut report)?;
    places.extend(mapped(features, catalogue, rules, pulse, &mut report)?);
    place::make_ids_unique(&mut places);
    pulse.beat()?;
    places.sort_by(|a, b| a.id.cmp(&b.id));
    Ok((places, report))
}

impl MapFile {
    /// Returns how many objects of it may be places.
    fn len(&self) -> u64 {
        let len = match &self.contents {
            Contents::Map(reading) => reading.features.len(),
            Contents::Table(table, _) => table.len(),
        };
        u64::try_from(len).unwrap_or(u64::MAX)
    }
}

/// Returns the places of a table of our own, which are what they say they are, of the maps that its lines name.
///
/// # Errors
/// When those are too many.
fn tabled(
    mut table: Vec<Destination>,
    origins: &[Origin],
    sources: &mut Sources,
    catalogue: &str,
) -> Result<Vec<Destination>, ImportError> {
    let catalogue: Arc<str> = catalogue.into();
    let silent = Origin::default();
    for (at, place) in table.iter_mut().enumerate() {
        let origin = origins.get(at).unwrap_or(&silent);
        place.catalogue = Arc::clone(&catalogue);
        place.map = Some(MapObject {
            object: origin
                .object
                .clone()
                .unwrap_or_else(|| place.id.to_string()),
            map: sources.of_origin(origin)?,
        });
    }
    Ok(table)
}

/// Returns the places of our own tables without those whose id another table had before.
fn without_known(
    places: Vec<Destination>,
    pulse: Pulse<'_>,
    report: &mut ImportReport,
) -> Result<Vec<Destination>, ImportError> {
    let mut known = HashSet::new();
    let mut kept = Vec::with_capacity(places.len());
    for place in places {
        pulse.beat()?;
        report.saw(&place.category.id);
        if known.insert(place.id.clone()) {
            report.keep(&place.category.id);
            kept.push(place);
        } else {
            report.leave(LeftOut::Duplicate, Some(&place.name), &place.id);
        }
    }
    Ok(kept)
}

fn mapped(
    features: Vec<(Feature, Arc<MapSource>)>,
    catalogue: &str,
    rules: &ImportRules<'_>,
    pulse: Pulse<'_>,
    report: &mut ImportReport,
) -> Result<Vec<Destination>, ImportError> {
    let catalogue: Arc<str> = catalogue.into();
    let names = KindNames::of(rules.categories);
    let candidates = clean::clean(features, rules, &names, pulse, report)?;
    let mut places = Vec::with_capacity(candidates.len());
    let zones = Zones::new();
    for candidate in candidates {
        pulse.beat()?;
        let Ok(category) = rules.categories.get(&candidate.kind) else {
            // Every kind of the selectors is one of the categories: a test says so.
            report.leave(
                LeftOut::NoKind,
                Some(&candidate.name),
                &candidate.feature.source,
            );
            continue;
        };
        report.keep(&category.id);
        report.named_by_surroundings += u64::from(candidate.naming != clean::Naming::Own);
        let (place, unreadable) = place::place(candidate, category, &catalogue, &zones);
        report.unreadable_hours += u64::from(unreadable);
        places.push(place);
    }
    Ok(places)
}

#[cfg(test)]
mod tests;
