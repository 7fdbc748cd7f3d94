//! Tables: our own, read exactly as the built-in one is, and any other whose columns have names.
//! A damaged file is refused with the line; a line that does not fit is skipped and counted.

mod form;

use self::form::{Flaw, MOST_COLUMNS, delimiter, flaw};
use super::collector::{Collector, MOST_FEATURES, borrowed, sound_tags};
use super::left::called;
use super::named::{BY_POSTCODE, Column, KIND, degrees};
use super::origin::{MAP_COLUMNS, Origin};
use super::plain::plain_line;
use super::read::Means;
use super::shape::Shape;
use super::{Contents, ImportError, Reading, Skipped};
use crate::catalogue::{is_own_table, line_at, read_table};
use crate::domain::Position;
use crate::locate;
use ::csv::StringRecord;
use std::io::Read;

/// Characters of what is wrong with a line, whatever stands in it.
const LONGEST_WHY: usize = 200;

/// Reads a table.
///
/// # Errors
/// Names the first line that is no text, is not closed or, in a table of our own, has a value that does not fit.
pub(super) fn read(mut input: impl Read, means: &Means<'_>) -> Result<Contents, ImportError> {
    let mut bytes = Vec::new();
    input
        .read_to_end(&mut bytes)
        .map_err(super::bounded::read_error)?;
    let text = text(&bytes)?;
    let delimiter = delimiter(text);
    match flaw(text, delimiter) {
        None => {}
        Some(Flaw::OpenQuote(line)) => {
            return Err(ImportError::Damaged {
                place: format!("line {line}"),
                why: "a quote is opened there and never closed".to_owned(),
            });
        }
        Some(Flaw::TooWide(line)) => {
            return Err(ImportError::TooMuch {
                place: format!("line {line}"),
                why: format!("it has more than {MOST_COLUMNS} columns"),
            });
        }
    }
    let mut reader = ::csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader
        .headers()
        .map_err(|error| damaged(1, &error))?
        .clone();
    if delimiter == b',' && is_own_table(&header) {
        return own(text, means, origins(reader, &header));
    }
    let sheet = Sheet::of(&header, means)?;
    Ok(Contents::Map(sheet.read(text, reader)?))
}

/// Returns where each line says that its place comes from, in the columns that an exported catalogue has; none where it has none
/// of them.
fn origins(mut reader: ::csv::Reader<&[u8]>, header: &StringRecord) -> Vec<Origin> {
    let called = |name: &str| {
        let mut cells = header.iter();
        cells.position(|cell| cell.trim().eq_ignore_ascii_case(name))
    };
    if MAP_COLUMNS.iter().all(|column| called(column).is_none()) {
        return Vec::new();
    }
    let columns = MAP_COLUMNS.map(|column| (column, called(column)));
    let records = reader.records().map_while(Result::ok);
    let origin = |record: StringRecord| {
        Origin::of(|wanted| {
            let (_, at) = columns.iter().find(|(column, _)| *column == wanted)?;
            record.get((*at)?)
        })
    };
    records.map(origin).collect()
}

/// Returns the text of a table, without the mark that some programs put before it.
fn text(bytes: &[u8]) -> Result<&str, ImportError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.trim_start_matches('\u{feff}')),
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or(bytes);
            let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
            Err(ImportError::Damaged {
                place: format!("line {line}"),
                why: "it is not UTF-8; save the table as \"CSV UTF-8\"".to_owned(),
            })
        }
    }
}

fn damaged(line: usize, error: &::csv::Error) -> ImportError {
    ImportError::Damaged {
        place: format!("line {line}"),
        why: error.to_string(),
    }
}

/// Reads a table in our own columns.
///
/// # Errors
/// Names the first line, column and value that are wrong.
pub(super) fn own(
    text: &str,
    means: &Means<'_>,
    origins: Vec<Origin>,
) -> Result<Contents, ImportError> {
    if text.lines().nth(MOST_FEATURES + 1).is_some() {
        return Err(ImportError::TooMuch {
            place: format!("line {}", MOST_FEATURES + 2),
            why: "there are more places than in any country".to_owned(),
        });
    }
    // Where somebody stops it, the rest is passed over.
    let go_on = |_| means.go_on().is_ok();
    let table = read_table(text, means.catalogue, means.categories, go_on);
    means.go_on()?;
    match table {
        Ok(reading) => Ok(Contents::Table(reading.places, origins)),
        Err(error) => Err(ImportError::Damaged {
            place: match error.line() {
                Some(line) => format!("line {line}"),
                None => "its first line".to_owned(),
            },
            why: plain_line(&error.why(), LONGEST_WHY),
        }),
    }
}

/// A table with columns of somebody else's.
struct Sheet<'a> {
    means: &'a Means<'a>,
    columns: Vec<Column>,
}

impl<'a> Sheet<'a> {
    fn of(header: &StringRecord, means: &'a Means<'a>) -> Result<Self, ImportError> {
        let columns: Vec<Column> = header.iter().map(Column::of).collect();
        let has = |column: &Column| columns.contains(column);
        let tag = |key: &str| Column::Tag(key.to_owned());
        let missing = if !has(&tag("name")) {
            "a column called name"
        } else if has(&Column::Lat) && has(&Column::Lon) || has(&tag("addr:postcode")) {
            return Ok(Self { means, columns });
        } else {
            "columns called lat and lon, or one called postcode"
        };
        Err(ImportError::Unsuitable(format!(
            "the table needs {missing}; its first line must name the columns"
        )))
    }

    fn read(&self, text: &str, mut reader: ::csv::Reader<&[u8]>) -> Result<Reading, ImportError> {
        let mut collector = Collector::new(self.means.filter);
        let mut record = StringRecord::new();
        loop {
            let line = line_at(text, reader.position());
            match reader.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => return Ok(collector.reading),
                Err(error) => return Err(damaged(line, &error)),
            }
            self.means.go_on()?;
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            collector.saw();
            self.line(line, &record, &mut collector)?;
        }
    }

    /// Takes one line, or skips it.
    fn line(
        &self,
        line: usize,
        record: &StringRecord,
        collector: &mut Collector<'_>,
    ) -> Result<(), ImportError> {
        let (columns, named) = (record.len(), self.columns.len());
        if columns != named {
            collector.reading.skip(Skipped::BadValue, || {
                format!("line {line}: {columns} columns, where the first line names {named}")
            });
            return Ok(());
        }
        let cells = self.columns.iter().zip(record.iter().map(str::trim));
        let said = |wanted: &Column| {
            let mut cells = cells.clone();
            let found = cells.find(|(column, _)| *column == wanted);
            found.map_or("", |(_, cell)| cell)
        };
        let tags = cells
            .clone()
            .filter_map(|(column, cell)| column.tag(cell, self.means.kinds));
        let mut tags = sound_tags(tags.collect());
        let has_kind = tags.iter().any(|(key, _)| key == KIND);
        let speaks_openstreetmap = !has_kind && collector.wants(&tags);
        collector.reading.speaks_openstreetmap |= speaks_openstreetmap;
        if !has_kind && !speaks_openstreetmap {
            let Some(kind) = self.means.kind else {
                collector.reading.skip(Skipped::NoKind, || {
                    let name = borrowed(&tags).find(|(key, _)| *key == "name");
                    let called = called(name.map(|(_, name)| name), &format!("line {line}"));
                    match said(&Column::Kind) {
                        "" => called,
                        kind => format!("{called}: \"{kind}\""),
                    }
                });
                return Ok(());
            };
            tags.push((KIND.to_owned(), kind.to_owned()));
        }
        let stated = degrees(said(&Column::Lat)).zip(degrees(said(&Column::Lon)));
        let position = match stated {
            // Where nobody knows where, some programs write noughts.
            Some((0.0, 0.0)) => None,
            Some((lat, lon)) => Position::new(lat, lon).ok(),
            None => {
                let found = tags
                    .iter()
                    .find(|(key, _)| key == "addr:postcode")
                    .and_then(|(_, postcode)| locate::postcode_position(postcode));
                if found.is_some() {
                    tags.push((BY_POSTCODE.to_owned(), "yes".to_owned()));
                }
                found
            }
        };
        collector
            .take(
                format!("line {line}"),
                tags,
                position.map(Shape::point),
                || {
                    let postcode = said(&Column::Tag("addr:postcode".to_owned()));
                    match (said(&Column::Lat), said(&Column::Lon), postcode) {
                        ("", "", "") => "it has no position".to_owned(),
                        ("", "", postcode) => format!("the postcode \"{postcode}\" is not known"),
                        (lat, lon, _) => format!("latitude \"{lat}\", longitude \"{lon}\""),
                    }
                },
            )
            .map_err(|why| ImportError::TooMuch {
                place: format!("line {line}"),
                why: why.to_owned(),
            })
    }
}

#[cfg(test)]
mod tests;
