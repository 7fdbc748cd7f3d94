//! GeoJSON (RFC 7946) of overpass-turbo, QGIS and others: longitude first, tags as properties, within `tags`, or in the one
//! cell `other_tags`; read feature by feature.

mod geometry;
mod object;
mod own;
mod properties;
mod sequence;

use self::geometry::Geometry;
use self::object::{GeoObject, Parts};
pub use self::own::GENERATOR;
use self::own::OwnPlaces;
use self::properties::{Known, short_object};
pub(super) use self::sequence::read as read_sequence;
use super::collector::Collector;
use super::json::{Elements, read_object, too_much};
use super::left::called;
use super::read::Means;
use super::records::{next_record, read_record};
use super::{Contents, ImportError, Skipped};
use serde::de::{Error as Failed, SeqAccess};
use std::collections::HashMap;
use std::io::Read;

/// What GeoJSON may be, besides a geometry.
const COLLECTION: &str = "FeatureCollection";
const FEATURE: &str = "Feature";

/// Reads a GeoJSON document; features that are of no map known but have a name are of the kind that was asked for, if any was.
///
/// # Errors
/// Refuses what is no GeoJSON, is damaged, or has coordinates in another system than WGS 84.
pub(super) fn read(input: impl Read, means: &Means<'_>) -> Result<Contents, ImportError> {
    let mut features = Features::new(means);
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
    crs.check()?;
    features.finish(Said { timestamp, credit })
}

/// What a document says of itself.
#[derive(Debug, Default)]
struct Said {
    timestamp: Option<String>,
    credit: Option<String>,
}

/// The features of a collection, as they come.
pub(super) struct Features<'a> {
    collector: Collector<'a>,
    means: &'a Means<'a>,
    /// Whether a feature that was taken is an object of OpenStreetMap.
    of_openstreetmap: bool,
    /// The places, where kidtrip itself has written them.
    own: Option<OwnPlaces>,
    /// The ways that were taken.
    ways: HashMap<String, Way>,
}

/// A way that was taken.
#[derive(Debug, Clone, Copy)]
struct Way {
    index: usize,
    is_line: bool,
}

/// A feature as it stands in the file.
#[derive(Debug, Default)]
struct Raw {
    id: Option<String>,
    properties: Known,
    geometry: Geometry,
}

impl<'a> Features<'a> {
    fn new(means: &'a Means<'a>) -> Self {
        Self {
            collector: Collector::new(means.filter),
            means,
            of_openstreetmap: false,
            own: None,
            ways: HashMap::new(),
        }
    }

    fn finish(self, said: Said) -> Result<Contents, ImportError> {
        if let Some(own) = self.own {
            return own.finish(self.means);
        }
        let mut reading = self.collector.reading;
        reading.as_of = said.timestamp;
        reading.attribution = said.credit.or_else(|| {
            // QGIS drops what an export says of itself; the objects still tell whose they are.
            self.of_openstreetmap
                .then(|| super::source::OPENSTREETMAP.to_owned())
        });
        Ok(Contents::Map(reading))
    }

    /// Counts a feature that cannot be read.
    fn skip(&mut self, why: &str) {
        self.collector.saw();
        let reading = &mut self.collector.reading;
        let number = reading.objects;
        reading.skip(Skipped::BadValue, || format!("feature {number}: {why}"));
    }

    /// Counts a feature that has nothing but a shape.
    fn skip_bare(&mut self, object: Option<String>) {
        let reading = &mut self.collector.reading;
        let number = reading.objects;
        reading.skip(Skipped::NoKind, || {
            let place = object.unwrap_or_else(|| format!("feature {number}"));
            format!("{}: it has no tags", called(None, &place))
        });
    }

    /// Counts something else in the place of a feature, of this type.
    fn skip_other(&mut self, kind: &str) {
        match kind {
            "" => self.skip("it has no type"),
            kind => self.skip(&format!("its type is \"{kind}\", not \"Feature\"")),
        }
    }

    /// Takes all that follows as places that kidtrip itself has written.
    fn are_ours(&mut self) {
        self.own.get_or_insert_with(OwnPlaces::new);
    }

    fn add(&mut self, raw: Raw) -> Result<(), &'static str> {
        self.collector.saw();
        if let Some(own) = &mut self.own {
            return own.add(&raw);
        }
        let number = self.collector.reading.objects;
        let id = raw.id.as_deref();
        let mut object = raw.properties.object(id);
        let mut tags = raw.properties.tags();
        if tags.is_empty() {
            self.skip_bare(object.or_else(|| raw.id.clone()));
            return Ok(());
        }
        if self.collector.wants(&tags) {
            object = object.or_else(|| short_object(id?));
            self.of_openstreetmap |= object.is_some();
            self.collector.reading.speaks_openstreetmap = true;
            if object.is_none() {
                properties::credited(&mut tags);
            }
        } else if object.is_some() {
            return Ok(());
        } else {
            let renamed = properties::renamed(tags, id, self.means, &self.collector);
            let Some(renamed) = renamed else {
                return Ok(());
            };
            tags = renamed;
        }
        let geometry = raw.geometry;
        match object {
            Some(way) if way.starts_with("way/") => self.take_way(way, tags, &geometry),
            object => {
                let source = object.unwrap_or_else(|| format!("feature {number}"));
                self.take(source, tags, &geometry)
            }
        }
    }

    /// Takes a way. One that ends where it began is written twice by some programs, as its line and as the area within: it is one
    /// object, and the area knows more.
    fn take_way(
        &mut self,
        way: String,
        tags: Vec<(String, String)>,
        geometry: &Geometry,
    ) -> Result<(), &'static str> {
        let is_line = geometry.is_line();
        match self.ways.get(&way).copied() {
            Some(known) if known.is_line != is_line && !geometry.is_point() => {
                let Some(area) = geometry.shape().filter(|_| known.is_line) else {
                    return Ok(());
                };
                let index = known.index;
                self.ways.insert(way, Way { index, is_line });
                self.collector.reshape(index, area)
            }
            Some(_) => self.take(way, tags, geometry),
            None => {
                let index = self.collector.reading.features.len();
                self.take(way.clone(), tags, geometry)?;
                let was_taken = self.collector.reading.features.len() > index;
                if was_taken && !geometry.is_point() {
                    self.ways.insert(way, Way { index, is_line });
                }
                Ok(())
            }
        }
    }

    fn take(
        &mut self,
        source: String,
        tags: Vec<(String, String)>,
        geometry: &Geometry,
    ) -> Result<(), &'static str> {
        let shape = geometry.shape();
        self.collector
            .take(source, tags, shape, || geometry.why_nowhere())
    }
}

impl Elements for Features<'_> {
    fn element<'de, A: SeqAccess<'de>>(&mut self, list: &mut A) -> Result<bool, A::Error> {
        let Some(record) = next_record(list, &self.means.record)? else {
            return Ok(false);
        };
        let mut object = GeoObject::member();
        let read = read_record(&record, &mut object)?;
        let parts = object.parts;
        match read {
            Ok(true) if parts.kind == FEATURE => self.add(parts.feature).map_err(too_much)?,
            _ if self.own.is_some() => {
                return Err(Failed::custom("one of its features is no place"));
            }
            Ok(_) => self.skip_other(&parts.kind),
            Err(why) => self.skip(&why),
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests;
