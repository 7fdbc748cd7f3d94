//! GPX: the waypoints, each with its name, its type or symbol and its link; tracks and routes are nowhere to go to.
//! A document type, with which an entity could grow without end, is refused.

use super::collector::{Collector, sound_tags};
use super::left::called;
use super::named::{KIND, degrees};
use super::read::Means;
use super::shape::Shape;
use super::{ImportError, Reading, Skipped};
use crate::domain::Position;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader};
use std::io::BufRead;

/// Elements within elements.
const DEEPEST: usize = 64;
/// The most bytes of a text that are kept.
const LONGEST_TEXT: usize = 4_096;

/// Reads the waypoints of a GPX file; those whose type and symbol say nothing are of the kind that was asked for, if any was.
///
/// # Errors
/// Names the byte from which it is no XML, or what it may not hold.
pub(super) fn read(input: impl BufRead, means: &Means<'_>) -> Result<Reading, ImportError> {
    let mut reader = Reader::from_reader(input);
    reader.config_mut().expand_empty_elements = true;
    let mut gpx = Gpx {
        collector: Collector::new(means.filter),
        means,
        path: Vec::new(),
        text: String::new(),
        waypoint: None,
    };
    let mut buffer = Vec::new();
    loop {
        let at = reader.buffer_position();
        buffer.clear();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(error) => return Err(damage(error, reader.error_position())),
        };
        let place = || format!("byte {at}");
        match event {
            Event::Start(tag) => gpx.open(&tag).map_err(|why| ImportError::TooMuch {
                place: place(),
                why: why.to_owned(),
            })?,
            Event::End(_) => gpx.close().map_err(|why| ImportError::TooMuch {
                place: place(),
                why: why.to_owned(),
            })?,
            Event::Text(text) => gpx.add(&text.xml10_content()),
            Event::CData(text) => gpx.add(&text.xml10_content()),
            Event::GeneralRef(reference) => match entity(&reference) {
                Some(letter) => gpx.add(letter.encode_utf8(&mut [0; 4])),
                None => {
                    return Err(ImportError::Damaged {
                        place: place(),
                        why: "it refers to an entity that XML does not know by itself".to_owned(),
                    });
                }
            },
            Event::DocType(_) => {
                return Err(ImportError::TooMuch {
                    place: place(),
                    why: "it declares a document type, which no GPX has".to_owned(),
                });
            }
            Event::Eof if gpx.path.is_empty() => return Ok(gpx.collector.reading),
            Event::Eof => {
                return Err(ImportError::Damaged {
                    place: place(),
                    why: "it ends before its elements do".to_owned(),
                });
            }
            _ => {}
        }
    }
}

fn damage(error: Error, at: u64) -> ImportError {
    match error {
        Error::Io(error) => {
            // It is shared with nobody any more.
            match std::sync::Arc::try_unwrap(error) {
                Ok(error) => super::bounded::read_error(error),
                Err(error) => ImportError::Io(std::io::Error::new(error.kind(), error.to_string())),
            }
        }
        other => ImportError::Damaged {
            place: format!("byte {at}"),
            why: other.to_string(),
        },
    }
}

/// Returns the letter that a reference stands for: one of the five of XML, or a number.
fn entity(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Some(letter) = reference.resolve_char_ref().ok()? {
        return Some(letter);
    }
    match &**reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// What has been read so far.
struct Gpx<'a> {
    collector: Collector<'a>,
    means: &'a Means<'a>,
    /// The names of the open elements.
    path: Vec<String>,
    /// The text of the innermost one.
    text: String,
    waypoint: Option<Waypoint>,
}

#[derive(Default)]
struct Waypoint {
    lat: Option<f64>,
    lon: Option<f64>,
    name: Option<String>,
    website: Option<String>,
    /// What it is, in somebody's words.
    kind: Option<String>,
    symbol: Option<String>,
}

impl Gpx<'_> {
    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), &'static str> {
        if self.path.len() >= DEEPEST {
            return Err("elements within elements, deeper than any GPX has them");
        }
        let name = tag.local_name().as_ref().to_owned();
        let within = self.path.last().map(String::as_str);
        match (within, name.as_str()) {
            (Some("gpx"), "wpt") => {
                self.waypoint = Some(Waypoint {
                    lat: attribute(tag, "lat").as_deref().and_then(degrees),
                    lon: attribute(tag, "lon").as_deref().and_then(degrees),
                    ..Waypoint::default()
                });
            }
            (Some("wpt"), "link") => {
                if let (Some(point), Some(link)) = (&mut self.waypoint, attribute(tag, "href")) {
                    point.website = Some(link);
                }
            }
            (Some("metadata"), "copyright") => {
                let author = attribute(tag, "author");
                self.collector.reading.attribution = author;
            }
            _ => {}
        }
        self.path.push(name);
        self.text.clear();
        Ok(())
    }

    fn add(&mut self, text: &str) {
        if self.text.len() + text.len() <= LONGEST_TEXT {
            self.text.push_str(text);
        }
    }

    fn close(&mut self) -> Result<(), &'static str> {
        let name = self.path.pop().unwrap_or_default();
        let within = self.path.last().map(String::as_str);
        let text = std::mem::take(&mut self.text).trim().to_owned();
        match (within, name.as_str()) {
            (Some("gpx"), "wpt") => return self.take(),
            // GPX 1.0 has the time and the address where 1.1 has elements around them.
            (Some("metadata" | "gpx"), "time") => self.collector.reading.as_of = Some(text),
            (Some("wpt"), key) => {
                if let Some(point) = &mut self.waypoint {
                    match key {
                        "name" => point.name = Some(text),
                        "url" => point.website = Some(text),
                        "type" => point.kind = Some(text),
                        "sym" => point.symbol = Some(text),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn take(&mut self) -> Result<(), &'static str> {
        let Some(point) = self.waypoint.take() else {
            return Ok(());
        };
        self.collector.saw();
        let words = [point.kind.as_deref(), point.symbol.as_deref()];
        let said = words
            .into_iter()
            .flatten()
            .find_map(|words| self.means.kinds.find(words));
        let Some(kind) = said.or(self.means.kind) else {
            let reading = &mut self.collector.reading;
            let place = format!("waypoint {}", reading.objects);
            reading.skip(Skipped::NoKind, || {
                let called = called(point.name.as_deref(), &place);
                match words.into_iter().flatten().next() {
                    Some(words) => format!("{called}: it is called a \"{words}\""),
                    None => format!("{called}: it has neither a type nor a symbol"),
                }
            });
            return Ok(());
        };
        let tags = [
            ("name", point.name),
            ("website", point.website),
            (KIND, Some(kind.to_owned())),
        ];
        let tags = tags
            .into_iter()
            .filter_map(|(key, value)| Some((key.to_owned(), value?)));
        let pair = point.lat.zip(point.lon);
        let position = pair.and_then(|(lat, lon)| Position::new(lat, lon).ok());
        let source = format!("waypoint {}", self.collector.reading.objects);
        let tags = sound_tags(tags.collect());
        self.collector
            .take(source, tags, position.map(Shape::point), || {
                "it has no latitude and longitude on Earth".to_owned()
            })
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok().flatten()?;
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
    (value.len() <= LONGEST_TEXT).then(|| value.into_owned())
}

#[cfg(test)]
mod tests;
