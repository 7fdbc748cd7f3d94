//! The hand-editable table of destinations: one place a line, columns by name (see `data/README.md`).
//! Only name, category and a postcode or coordinates are needed; what is left out is typical or unknown.

mod columns;
mod row;

pub use self::columns::COLUMNS;
pub(super) use self::columns::{Columns, is_own_table};
pub(super) use self::row::{Row, zone_of};

use super::Categories;
use crate::domain::{Destination, Position, Text};
use csv::StringRecord;
use std::collections::BTreeSet;
use std::sync::Arc;
use thiserror::Error;

/// What is wrong with a table, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TableError {
    /// The line is no CSV.
    #[error("line {line}: {why}")]
    Unreadable {
        /// The line, the header being 1.
        line: usize,
        /// What the reader says.
        why: String,
    },
    /// A value does not fit its column.
    #[error("line {line}, column {column}: \"{value}\" is not valid")]
    Value {
        /// The line, the header being 1.
        line: usize,
        /// The column.
        column: &'static str,
        /// What stands there.
        value: String,
    },
    /// A place has neither coordinates nor a postcode that is known.
    #[error("line {line}: \"{name}\" has neither lat and lon nor a known postcode")]
    NoPosition {
        /// The line, the header being 1.
        line: usize,
        /// The place.
        name: String,
    },
    /// A place has no id, and its name makes none.
    #[error(
        "line {line}: \"{name}\" has no letter or digit to make an id of: give it one in the column id"
    )]
    NoId {
        /// The line, the header being 1.
        line: usize,
        /// The place.
        name: String,
    },
    /// Two places have the same id.
    #[error("line {line}: the id \"{id}\" is already taken")]
    SameId {
        /// The line, the header being 1.
        line: usize,
        /// The id.
        id: String,
    },
    /// A column that every table needs is missing.
    #[error("the table has no column \"{0}\"")]
    NoColumn(&'static str),
}

impl TableError {
    pub(super) fn unreadable(line: usize, error: &csv::Error) -> Self {
        let why = match error.kind() {
            csv::ErrorKind::UnequalLengths {
                expected_len, len, ..
            } => format!("it has {len} columns, where the first line names {expected_len}"),
            csv::ErrorKind::Utf8 { .. } => "it is not UTF-8".to_owned(),
            _ => error.to_string(),
        };
        Self::Unreadable { line, why }
    }

    pub(super) fn value(line: usize, column: &'static str, value: &str) -> Self {
        Self::Value {
            line,
            column,
            value: value.to_owned(),
        }
    }

    /// Returns the line it is about, the header being 1.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        match self {
            Self::Unreadable { line, .. }
            | Self::Value { line, .. }
            | Self::NoPosition { line, .. }
            | Self::NoId { line, .. }
            | Self::SameId { line, .. } => Some(*line),
            Self::NoColumn(_) => None,
        }
    }

    /// Returns what is wrong, without the line.
    #[must_use]
    pub fn why(&self) -> String {
        let told = self.to_string();
        let place = self.line().map(|line| format!("line {line}"));
        let bare = place.and_then(|place| told.strip_prefix(&place));
        bare.map_or(told.as_str(), |bare| {
            bare.trim_start_matches([',', ':', ' '])
        })
        .to_owned()
    }
}

/// The places of a table that were wanted, and how many were not.
#[derive(Debug, Clone)]
pub struct TableReading {
    /// The places wanted, in the table's order.
    pub places: Vec<Destination>,
    /// How many of the others there are.
    pub passed_over: usize,
}

/// Places that room is made for before the first is read: as many as are within a day's reach.
const MOST_AT_ONCE: usize = 1_024;

/// Returns those places of the table `text` whose position is `wanted`, as the catalogue called `catalogue`.
///
/// Of a place that is not wanted nothing but its position is read: a table of a whole country costs little
/// more than the part of it that is in reach.
///
/// # Errors
/// Names the first line, column and value that are wrong.
pub fn read_table(
    text: &str,
    catalogue: &str,
    categories: &Categories,
    wanted: impl Fn(Position) -> bool,
) -> Result<TableReading, TableError> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader
        .headers()
        .map_err(|error| TableError::unreadable(1, &error))?;
    let columns = Columns::of(header.iter())?;
    let catalogue: Arc<str> = catalogue.into();
    let mut taken = BTreeSet::new();
    let lines = text.bytes().filter(|&byte| byte == b'\n').count();
    let mut reading = TableReading {
        places: Vec::with_capacity(lines.min(MOST_AT_ONCE)),
        passed_over: 0,
    };
    let mut record = StringRecord::new();
    loop {
        let line = line_at(text, reader.position());
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(reading),
            Err(error) => return Err(TableError::unreadable(line, &error)),
        }
        let cells: Vec<&str> = record.iter().collect();
        let row = Row {
            columns: &columns,
            cells: &cells,
            line,
        };
        let position = row.position()?;
        if !wanted(position) {
            reading.passed_over += 1;
            continue;
        }
        let owned = |text: &str| Text::Owned(text.to_owned());
        let place = row.destination(position, &catalogue, categories, owned, zone_of)?;
        if !taken.insert(place.id.to_string()) {
            return Err(TableError::SameId {
                line,
                id: place.id.into_owned(),
            });
        }
        reading.places.push(place);
    }
}

/// Returns the line of the record that begins at `position`: the reader has not yet passed the line ends before it.
pub(super) fn line_at(text: &str, position: &csv::Position) -> usize {
    let at = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let passed = ends.filter(|byte| **byte == b'\n').count();
    usize::try_from(position.line()).unwrap_or(0) + passed
}

#[cfg(test)]
mod tests;
