//! What an Overpass server answers with `[out:json]`: nodes, ways and relations, with their centre, their geometry, or
//! only the numbers of what they are made of.

mod element;
mod parts;

use self::element::Element;
use self::parts::Parts;
use super::bounded::RecordStart;
use super::collector::{Collector, MOST_FEATURES};
use super::json::{Elements, List, Members, Object, Scalar, read_object, skip_value, too_much};
use super::left::called;
use super::plain::plain_line;
use super::read::Means;
use super::records::{next_record, read_record};
use super::{ImportError, OPENSTREETMAP, Reading, Skipped};
use crate::domain::Position;
use serde::de::{MapAccess, SeqAccess};
use std::io::Read;

/// The most members, points and tags of all that is wanted.
const MOST_WEIGHT: usize = 10_000_000;

/// Reads an answer of an Overpass server.
///
/// # Errors
/// Refuses what is no such answer, and one that the server itself says is not whole.
pub(super) fn read(input: impl Read, means: &Means<'_>) -> Result<Reading, ImportError> {
    let mut answer = Answer {
        collector: Collector::new(means.filter),
        parts: Parts::default(),
        weight: 0,
        waiting: Vec::new(),
        record: means.record.clone(),
        has_elements: false,
        remark: None,
        as_of: None,
        copyright: None,
    };
    read_object(input, &mut answer)?;
    answer.finish(means)
}

struct Answer<'a> {
    collector: Collector<'a>,
    /// Where the nodes are and what the ways are made of.
    parts: Parts,
    /// How many members, points and tags those have that wait.
    weight: usize,
    /// What is wanted: it may be made of what the file has only further down.
    waiting: Vec<Element>,
    /// Where the element begins that is being read.
    record: RecordStart,
    has_elements: bool,
    remark: Option<String>,
    as_of: Option<String>,
    copyright: Option<String>,
}

impl Answer<'_> {
    fn finish(mut self, means: &Means<'_>) -> Result<Reading, ImportError> {
        if let Some(remark) = self.remark.filter(|remark| is_failure(remark)) {
            let remark = plain_line(&remark, 200);
            return Err(ImportError::Damaged {
                place: "its remark".to_owned(),
                why: format!("the server did not finish (\"{remark}\"); ask it again, or for less"),
            });
        }
        if !self.has_elements {
            return Err(ImportError::Damaged {
                place: "its end".to_owned(),
                why: "there is no list of elements".to_owned(),
            });
        }
        for element in self.waiting {
            means.go_on()?;
            let Some(source) = element.source() else {
                let why = || element.why_unknown();
                self.collector.reading.skip(Skipped::BadValue, why);
                continue;
            };
            let shape = element.shape(&self.parts);
            if shape.is_none() && element.is_made_of_parts() {
                let example = || called(element.name(), &source);
                self.collector.reading.skip(Skipped::MissingParts, example);
                continue;
            }
            self.collector
                .take(source, element.tags, shape, || {
                    "it has no latitude and longitude on Earth".to_owned()
                })
                .map_err(|why| ImportError::TooMuch {
                    place: "its elements".to_owned(),
                    why: why.to_owned(),
                })?;
        }
        let mut reading = self.collector.reading;
        reading.as_of = self.as_of;
        // Whatever the answer says or leaves out, it is of that map.
        reading.attribution = self.copyright.or_else(|| Some(OPENSTREETMAP.to_owned()));
        Ok(reading)
    }
}

fn is_failure(remark: &str) -> bool {
    let remark = remark.to_lowercase();
    ["error", "failed", "timed out"]
        .iter()
        .any(|word| remark.contains(word))
}

impl Members for Answer<'_> {
    fn member<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "elements" => {
                self.has_elements |= map.next_value_seed(List(&mut ElementsOf(self)))?;
            }
            "remark" => self.remark = map.next_value::<Scalar>()?.text(),
            "osm3s" => {
                let mut members: Vec<(String, String)> = Vec::new();
                map.next_value_seed(Object(&mut members))?;
                for (key, value) in members {
                    match key.as_str() {
                        "timestamp_osm_base" => self.as_of = Some(value),
                        "copyright" => self.copyright = Some(value),
                        _ => {}
                    }
                }
            }
            _ => skip_value(map)?,
        }
        Ok(())
    }
}

struct ElementsOf<'b, 'a>(&'b mut Answer<'a>);

impl Elements for ElementsOf<'_, '_> {
    fn element<'de, A: SeqAccess<'de>>(&mut self, list: &mut A) -> Result<bool, A::Error> {
        let answer = &mut *self.0;
        let Some(record) = next_record(list, &answer.record)? else {
            return Ok(false);
        };
        let mut element = Element::default();
        let read = read_record(&record, &mut element)?;
        answer.collector.saw();
        let flaw = match read {
            Ok(true) => None,
            Ok(false) => Some("it is no object".to_owned()),
            Err(why) => Some(why),
        };
        if let Some(why) = flaw {
            let reading = &mut answer.collector.reading;
            let number = reading.objects;
            reading.skip(Skipped::BadValue, || format!("element {number}: {why}"));
            return Ok(true);
        }
        answer.parts.learn(&mut element).map_err(too_much)?;
        element.tags = super::collector::sound_tags(element.tags);
        if !element.tags.is_empty() && answer.collector.wants(&element.tags) {
            answer.weight += element.weight();
            if answer.waiting.len() >= MOST_FEATURES || answer.weight > MOST_WEIGHT {
                return Err(too_much(
                    "more places, or larger ones, than in any country; use an .osm.pbf extract",
                ));
            }
            answer.waiting.push(element);
        }
        Ok(true)
    }
}

/// Returns where a pair of numbers is, if that is on Earth.
fn position(lat: &Scalar, lon: &Scalar) -> Option<Position> {
    Position::new(lat.number()?, lon.number()?).ok()
}

#[cfg(test)]
mod tests;
