//! The places that come with the program: `data/destinations.csv`, of which a run parses only what is wanted.
//! `build.rs` leaves an index beside it: the position and the line of every place.

use super::table::{TableError, TableReading, read_table};
use super::{BUILT_IN, Categories};
use crate::domain::Position;

const DESTINATIONS: &str = include_str!("../../data/destinations.csv");
const INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/destinations.index"));

/// Bytes of one record of the index: latitude, longitude (f64) and the offset of the line (u32).
const RECORD: usize = 20;

/// Returns those destinations that come with the program whose position is `wanted`, and the number of the others.
///
/// # Errors
/// None for a table that passes the tests; a damaged one is named by column and value.
pub fn built_in(
    categories: &Categories,
    wanted: impl Fn(Position) -> bool,
) -> Result<TableReading, TableError> {
    let (header, _) = DESTINATIONS.split_once('\n').unwrap_or_default();
    let mut lines = format!("{header}\n");
    let mut passed_over = 0;
    let mut records = INDEX.chunks_exact(RECORD).map(entry).peekable();
    while let Some((position, from)) = records.next() {
        if position.is_some_and(&wanted) {
            let until = records.peek().map_or(DESTINATIONS.len(), |&(_, next)| next);
            lines.push_str(DESTINATIONS.get(from..until).unwrap_or_default());
        } else {
            passed_over += 1;
        }
    }
    let reading = read_table(&lines, BUILT_IN, categories, |_| true)?;
    Ok(TableReading {
        passed_over,
        ..reading
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

    #[test]
    fn the_index_leads_to_every_line_of_the_table() {
        let categories = Categories::built_in().unwrap();
        let indexed = built_in(&categories, |_| true).unwrap();
        let whole = read_table(DESTINATIONS, BUILT_IN, &categories, |_| true).unwrap();
        assert_eq!(indexed.passed_over, 0);
        let key = |reading: &TableReading| -> Vec<(String, f64, f64)> {
            let places = reading.places.iter();
            places
                .map(|place| (place.id.clone(), place.position.lat(), place.position.lon()))
                .collect()
        };
        assert_eq!(key(&indexed), key(&whole));
        assert!(whole.places.len() >= 2_000, "{}", whole.places.len());
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
