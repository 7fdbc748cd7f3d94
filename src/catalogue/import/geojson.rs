//! GeoJSON (RFC 7946) of overpass-turbo, QGIS and others: longitude first, tags as properties, within `tags`, or in the one
//! cell `other_tags`; read feature by feature.

mod geometry;
mod object;
mod properties;

use self::geometry::Geometry;
use self::object::{GeoObject, Parts};
use self::properties::Known;
use super::collector::Collector;
use super::json::{Elements, read_object, too_much};
use super::kinds::KindNames;
use super::{ImportError, Reading, Skipped, TagFilter};
use serde::de::SeqAccess;
use std::io::Read;

/// What GeoJSON may be, besides a geometry.
const COLLECTION: &str = "FeatureCollection";
const FEATURE: &str = "Feature";

/// Reads a GeoJSON document, of which `filter` says what is wanted; features that are of no map known but have a name are of
/// the kind `kind`, where one is given.
///
/// # Errors
/// Refuses what is no GeoJSON, is damaged, or has coordinates in another system than WGS 84.
pub(super) fn read(
    input: impl Read,
    filter: &dyn TagFilter,
    kinds: &KindNames,
    kind: Option<&str>,
) -> Result<Reading, ImportError> {
    let mut features = Features {
        collector: Collector::new(filter),
        kinds,
        kind,
        of_openstreetmap: false,
    };
    let mut document = GeoObject::document(&mut features);
    read_object(input, &mut document)?;
    let GeoObject {
        parts, has_list, ..
    } = document;
    let Parts {
        kind,
        crs,
        timestamp,
        credit,
        feature,
    } = parts;
    match kind.as_str() {
        COLLECTION if has_list => {}
        COLLECTION => {
            return Err(ImportError::Damaged {
                place: "its end".to_owned(),
                why: "there is no list of features".to_owned(),
            });
        }
        FEATURE => features.add(feature).map_err(|why| ImportError::TooMuch {
            place: "its one feature".to_owned(),
            why: why.to_owned(),
        })?,
        kind if Geometry::is_kind(kind) => {
            return Err(ImportError::Unsuitable(
                "it is a shape without a name; a GeoJSON feature or a collection of them is needed"
                    .to_owned(),
            ));
        }
        _ => {
            return Err(ImportError::Unsuitable(
                "it is JSON, but no GeoJSON: its type is neither FeatureCollection nor Feature"
                    .to_owned(),
            ));
        }
    }
    if let Some(system) = crs.foreign() {
        return Err(ImportError::Unsuitable(format!(
            "its coordinates are in \"{system}\"; save it again in WGS 84 (EPSG:4326)"
        )));
    }
    let of_openstreetmap = features.of_openstreetmap;
    let mut reading = features.collector.reading;
    reading.as_of = timestamp;
    reading.attribution = credit.or_else(|| {
        // QGIS drops what an export says of itself; the objects still tell whose they are.
        of_openstreetmap.then(|| super::source::OPENSTREETMAP.to_owned())
    });
    Ok(reading)
}

/// The features of a collection, as they come.
pub(super) struct Features<'a> {
    collector: Collector<'a>,
    kinds: &'a KindNames,
    kind: Option<&'a str>,
    /// Whether a feature that was taken is an object of OpenStreetMap.
    of_openstreetmap: bool,
}

/// A feature as it stands in the file.
#[derive(Debug, Default)]
struct Raw {
    id: Option<String>,
    properties: Known,
    geometry: Geometry,
}

impl Features<'_> {
    fn add(&mut self, raw: Raw) -> Result<(), &'static str> {
        self.collector.saw();
        let number = self.collector.reading.objects;
        let object = raw.properties.object(raw.id.as_deref());
        let Some(tags) = self.tags(raw.properties, object.is_some()) else {
            return Ok(());
        };
        self.of_openstreetmap |= object.is_some();
        let source = object.unwrap_or_else(|| format!("feature {number}"));
        let geometry = raw.geometry;
        self.collector
            .take(source, tags, geometry.shape(), || geometry.why_nowhere())
    }

    /// Returns the tags of a feature that is wanted.
    fn tags(&self, properties: Known, of_openstreetmap: bool) -> Option<Vec<(String, String)>> {
        let tags = properties.tags();
        if self.collector.wants(&tags) {
            return Some(tags);
        }
        if of_openstreetmap {
            return None;
        }
        properties::renamed(tags, self.kinds, self.kind, &self.collector)
    }
}

impl Elements for Features<'_> {
    fn element<'de, A: SeqAccess<'de>>(&mut self, list: &mut A) -> Result<bool, A::Error> {
        let mut object = GeoObject::member();
        let Some(is_object) = list.next_element_seed(super::json::Object(&mut object))? else {
            return Ok(false);
        };
        let parts = object.parts;
        if !is_object || parts.kind != FEATURE {
            self.collector.saw();
            let reading = &mut self.collector.reading;
            let number = reading.objects;
            reading.skip(Skipped::BadValue, || match parts.kind.as_str() {
                "" => format!("feature {number}: it has no type"),
                kind => format!("feature {number}: its type is \"{kind}\", not \"Feature\""),
            });
            return Ok(true);
        }
        self.add(parts.feature).map_err(too_much)?;
        Ok(true)
    }
}

#[cfg(test)]
mod tests;
