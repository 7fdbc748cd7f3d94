//! The places that come with the program: `data/destinations.csv`, of which a run parses only what is wanted.
//! `build.rs` lays it out: rows of cells without quotes, and an index with the position and the row of every place.

use super::table::{COLUMNS, Columns, Row, TableError, TableReading};
use super::{BUILT_IN, Categories};
use crate::domain::Position;
use std::ops::Range;
use std::sync::Arc;

const ROWS: &str = include_str!(concat!(env!("OUT_DIR"), "/destinations.rows"));
const INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/destinations.index"));

/// What ends each cell.
const UNIT_SEPARATOR: u8 = b'\x1f';
/// Bytes of one record of the index: latitude, longitude (f64) and where the row begins (u32).
const RECORD: usize = 20;

/// Returns those destinations that come with the program whose position is `wanted`, and the number of the others.
///
/// # Errors
/// None for a table that passes the tests; a damaged one is named by column and value.
pub fn built_in(
    categories: &Categories,
    wanted: impl Fn(Position) -> bool,
) -> Result<TableReading, TableError> {
    built_in_called(categories, wanted, |_, _| true)
}

/// Returns the same of those alone whose id and name are wanted too, as `called` says.
///
/// # Errors
/// As [`built_in`].
pub(super) fn built_in_called(
    categories: &Categories,
    wanted: impl Fn(Position) -> bool,
    called: impl Fn(&str, &str) -> bool,
) -> Result<TableReading, TableError> {
    let mut records = INDEX.chunks_exact(RECORD).map(entry).peekable();
    let header = records.peek().map_or(0, |&(_, first)| first);
    let columns = Columns::of(cells(0..header))?;
    let catalogue: Arc<str> = BUILT_IN.into();
    let mut reading = TableReading {
        places: Vec::new(),
        passed_over: 0,
    };
    let mut row_of = Vec::with_capacity(COLUMNS.len());
    let mut line = 1;
    while let Some((position, from)) = records.next() {
        line += 1;
        let Some(position) = position.filter(|&position| wanted(position)) else {
            reading.passed_over += 1;
            continue;
        };
        let until = records.peek().map_or(ROWS.len(), |&(_, next)| next);
        // The first columns are the id and the name, as a test says.
        let mut first = cells(from..until);
        if !called(
            first.next().unwrap_or_default(),
            first.next().unwrap_or_default(),
        ) {
            reading.passed_over += 1;
            continue;
        }
        row_of.clear();
        row_of.extend(cells(from..until));
        let row = Row {
            columns: &columns,
            cells: &row_of,
            line,
        };
        let place = row.destination(position, &catalogue, categories)?;
        reading.places.push(place);
    }
    Ok(reading)
}

/// Returns the cells of a row.
fn cells(row: Range<usize>) -> impl Iterator<Item = &'static str> + Clone {
    let row = ROWS.get(row).unwrap_or_default();
    let mut begin = 0;
    memchr::memchr_iter(UNIT_SEPARATOR, row.as_bytes()).map(move |end| {
        let cell = row.get(begin..end).unwrap_or_default();
        begin = end + 1;
        cell
    })
}

/// Returns how many destinations come with the program.
#[must_use]
pub fn built_in_count() -> usize {
    INDEX.len() / RECORD
}

fn entry(record: &[u8]) -> (Option<Position>, usize) {
    let eight = |at: usize| {
        record
            .get(at..at + 8)
            .and_then(|bytes| bytes.try_into().ok())
    };
    let degrees = |at| eight(at).map_or(f64::NAN, f64::from_le_bytes);
    let four = record.get(16..20).and_then(|bytes| bytes.try_into().ok());
    let offset = four.map_or(0, u32::from_le_bytes);
    let position = Position::new(degrees(0), degrees(8)).ok();
    (position, usize::try_from(offset).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::read_table;

    #[test]
    fn the_index_leads_to_every_line_of_the_table() {
        let categories = Categories::built_in().unwrap();
        let indexed = built_in(&categories, |_| true).unwrap();
        let table = include_str!("../../data/destinations.csv");
        let whole = read_table(table, BUILT_IN, &categories, |_| true).unwrap();
        assert_eq!(indexed.passed_over, 0);
        for (place, same) in indexed.places.iter().zip(&whole.places) {
            assert_eq!(format!("{place:?}"), format!("{same:?}"));
        }
        assert_eq!(indexed.places.len(), whole.places.len());
        assert!(whole.places.len() >= 2_000, "{}", whole.places.len());
    }

    #[test]
    fn an_id_and_a_name_are_found_without_reading_the_others() {
        let categories = Categories::built_in().unwrap();
        let ids = |called: &dyn Fn(&str, &str) -> bool| -> Vec<String> {
            let read = built_in_called(&categories, |_| true, called).unwrap();
            assert_eq!(read.places.len() + read.passed_over, built_in_count());
            read.places.into_iter().map(|place| place.id).collect()
        };
        assert_eq!(ids(&|id, _| id == "chester-zoo"), ["chester-zoo"]);
        assert_eq!(ids(&|_, name| name == "Chester Zoo"), ["chester-zoo"]);
    }

    #[test]
    fn only_what_is_wanted_is_read() {
        let categories = Categories::built_in().unwrap();
        let north = built_in(&categories, |position| position.lat() > 58.0).unwrap();
        assert!(north.places.iter().all(|place| place.position.lat() > 58.0));
        let all = built_in(&categories, |_| true).unwrap().places.len();
        assert_eq!(all, built_in_count());
        assert_eq!(north.places.len() + north.passed_over, all);
    }
}
