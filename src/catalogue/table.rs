//! The hand-editable table of destinations: one place a line, columns by name (see `data/README.md`).
//! Only name, category and a postcode or coordinates are needed; what is left out is typical or unknown.

use super::Categories;
use crate::domain::{
    Destination, Exposure, Fact, FactSource, FactSources, FamilyFacts, Position, Price, slug,
};
use crate::locate;
use csv::StringRecord;
use jiff::tz::TimeZone;
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
    let columns = Columns::of(header)?;
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
        let row = Row {
            columns: &columns,
            record: &record,
            line,
        };
        let position = row.position()?;
        if !wanted(position) {
            reading.passed_over += 1;
            continue;
        }
        let place = row.destination(position, &catalogue, categories)?;
        if !taken.insert(place.id.clone()) {
            return Err(TableError::SameId { line, id: place.id });
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

/// The columns that a table may have, in any order.
pub const COLUMNS: [&str; 20] = [
    "id",
    "name",
    "category",
    "postcode",
    "lat",
    "lon",
    "exposure",
    "typical_hours",
    "age_min",
    "age_max",
    "price",
    "buggy",
    "dog",
    "toilets",
    "baby_change",
    "food",
    "booking",
    "opening_hours",
    "url",
    "region",
];

/// Columns that no table but ours has.
const OURS: [&str; 3] = ["exposure", "typical_hours", "baby_change"];

/// Returns whether a table with this first line is one of ours, rather than somebody's with a name and a category.
pub(super) fn is_own_table(header: &StringRecord) -> bool {
    let has = |name: &str| header.iter().any(|cell| is_called(cell, name));
    has("name") && has("category") && OURS.iter().any(|column| has(column))
}

/// Returns whether the cell of a first line names this column.
fn is_called(cell: &str, name: &str) -> bool {
    cell.trim_start_matches('\u{feff}')
        .trim()
        .eq_ignore_ascii_case(name)
}

/// Where each of [`COLUMNS`] stands in a table.
struct Columns([Option<usize>; COLUMNS.len()]);

impl Columns {
    fn of(header: &StringRecord) -> Result<Self, TableError> {
        let standing = |name: &str| header.iter().position(|cell| is_called(cell, name));
        let columns = Self(COLUMNS.map(standing));
        match ["name", "category"]
            .into_iter()
            .find(|needed| columns.index(needed).is_none())
        {
            Some(missing) => Err(TableError::NoColumn(missing)),
            None => Ok(columns),
        }
    }

    fn index(&self, name: &str) -> Option<usize> {
        let column = COLUMNS.iter().position(|&column| column == name)?;
        *self.0.get(column)?
    }
}

struct Row<'a> {
    columns: &'a Columns,
    record: &'a StringRecord,
    line: usize,
}

impl<'a> Row<'a> {
    fn destination(
        &self,
        position: Position,
        catalogue: &Arc<str>,
        categories: &Categories,
    ) -> Result<Destination, TableError> {
        let name = self.text("name");
        if name.is_empty() {
            return Err(self.bad("name"));
        }
        let category = categories
            .get(self.text("category"))
            .map_err(|_| self.bad("category"))?;
        let postcode = self.optional("postcode");
        let exposure = match self.parsed::<f64>("exposure")? {
            Some(share) => Exposure::new(share).map_err(|_| self.bad("exposure"))?,
            None => category.exposure,
        };
        let typical_hours = match self.parsed::<f64>("typical_hours")? {
            Some(hours) if hours > 0.0 && hours <= 12.0 => hours,
            Some(_) => return Err(self.bad("typical_hours")),
            None => category.typical_hours,
        };
        let ages = (
            self.parsed("age_min")?.unwrap_or(category.ages.0),
            self.parsed("age_max")?.unwrap_or(category.ages.1),
        );
        if ages.0 > ages.1 {
            return Err(self.bad("age_min"));
        }
        Ok(Destination {
            id: self
                .optional("id")
                .map_or_else(|| slug(name), str::to_owned),
            name: name.to_owned(),
            category: Arc::clone(category),
            position,
            zone: zone_of(postcode, position),
            postcode: postcode.map(str::to_owned),
            exposure,
            typical_hours,
            ages,
            price: self.price()?,
            facts: FamilyFacts {
                buggy: self.fact("buggy")?,
                dog: self.fact("dog")?,
                toilets: self.fact("toilets")?,
                baby_change: self.fact("baby_change")?,
                food: self.fact("food")?,
                booking: self.fact("booking")?,
            },
            opening_hours: self.optional("opening_hours").map(str::to_owned),
            url: self.optional("url").map(str::to_owned),
            region: self.optional("region").map(str::to_owned),
            catalogue: Arc::clone(catalogue),
            sources: FactSources {
                position: match self.optional("lat") {
                    Some(_) => FactSource::Catalogue,
                    None => FactSource::Postcode,
                },
                exposure: self.stated("exposure"),
                typical_hours: self.stated("typical_hours"),
                age_min: self.stated("age_min"),
                age_max: self.stated("age_max"),
                ..FactSources::default()
            },
            map: None,
        })
    }

    /// Returns where the value of a column comes from that the category has a default for.
    fn stated(&self, column: &'static str) -> FactSource {
        match self.optional(column) {
            Some(_) => FactSource::Catalogue,
            None => FactSource::Category,
        }
    }

    fn position(&self) -> Result<Position, TableError> {
        match (self.parsed("lat")?, self.parsed("lon")?) {
            (Some(lat), Some(lon)) => Position::new(lat, lon).map_err(|_| self.bad("lat")),
            (None, None) => self
                .optional("postcode")
                .and_then(locate::postcode_position)
                .ok_or_else(|| TableError::NoPosition {
                    line: self.line,
                    name: self.text("name").to_owned(),
                }),
            (None, Some(_)) => Err(self.bad("lat")),
            (Some(_), None) => Err(self.bad("lon")),
        }
    }

    fn price(&self) -> Result<Price, TableError> {
        match self.text("price") {
            "free" => Ok(Price::Free),
            "low" => Ok(Price::Low),
            "high" => Ok(Price::High),
            "paid" => Ok(Price::Paid),
            "unknown" | "" => Ok(Price::Unknown),
            _ => Err(self.bad("price")),
        }
    }

    fn fact(&self, column: &'static str) -> Result<Fact, TableError> {
        match self.text(column) {
            "yes" => Ok(Fact::Yes),
            "no" => Ok(Fact::No),
            "unknown" | "" => Ok(Fact::Unknown),
            _ => Err(self.bad(column)),
        }
    }

    fn parsed<T: std::str::FromStr>(&self, column: &'static str) -> Result<Option<T>, TableError> {
        self.optional(column)
            .map(|text| text.parse().map_err(|_| self.bad(column)))
            .transpose()
    }

    fn optional(&self, column: &'static str) -> Option<&'a str> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    fn text(&self, column: &'static str) -> &'a str {
        let index = self.columns.index(column);
        let text = index.and_then(|index| self.record.get(index));
        unguarded(text.unwrap_or_default().trim())
    }

    fn bad(&self, column: &'static str) -> TableError {
        TableError::value(self.line, column, self.text(column))
    }
}

/// Returns a cell without the apostrophe that keeps it from being a formula in a spreadsheet, as an exported table has it.
fn unguarded(text: &str) -> &str {
    let bare = text.strip_prefix('\'');
    bare.filter(|bare| bare.starts_with(['=', '+', '-', '@']))
        .unwrap_or(text)
}

fn zone_of(postcode: Option<&str>, position: Position) -> TimeZone {
    postcode
        .and_then(locate::postcode_zone)
        .unwrap_or_else(|| locate::zone_at(position))
}

#[cfg(test)]
mod tests;
