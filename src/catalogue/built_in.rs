//! The places that come with the program: `data/destinations.csv`, of which a run parses only what is wanted.
//! `build.rs` lays it out: rows of cells and where each ends, and an index with the position and the row of every place.

use super::table::{COLUMNS, Columns, Row, TableError, TableReading, zone_of};
use super::{BUILT_IN, Categories};
use crate::domain::{Destination, Position, Text};
use jiff::tz::TimeZone;
use std::sync::Arc;

const ROWS: &str = include_str!(concat!(env!("OUT_DIR"), "/destinations.rows"));
const ENDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/destinations.ends"));
const INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/destinations.index"));

/// Bytes of one record of the index: latitude, longitude (f64) and where the row begins (u32).
const RECORD: usize = 20;
/// Bytes of the ends of one row: a u16 for each of its cells. The header has a row too.
const ROW_ENDS: usize = ENDS.len() / (INDEX.len() / RECORD + 1);

/// Returns those destinations that come with the program whose position is `wanted`, and the number of the others.
///
/// # Errors
/// None for a table that passes the tests; a damaged one is named by column and value.
pub fn built_in(
    categories: &Categories,
    wanted: impl Fn(Position) -> bool,
) -> Result<TableReading, TableError> {
    let places = built_in_called(categories, wanted, |_, _| true, |place| place)?;
    let passed_over = built_in_count() - places.len();
    Ok(TableReading {
        places,
        passed_over,
    })
}

/// Returns what `made` makes of those alone whose id and name are wanted too, as `called` says.
///
/// # Errors
/// As [`built_in`].
pub(super) fn built_in_called<T>(
    categories: &Categories,
    wanted: impl Fn(Position) -> bool,
    called: impl Fn(&str, &str) -> bool,
    made: impl Fn(Destination) -> T,
) -> Result<Vec<T>, TableError> {
    let mut ends = ENDS.chunks_exact(ROW_ENDS);
    let header = ends.next().unwrap_or_default();
    let columns = Columns::of(cells(0, header))?;
    let catalogue: Arc<str> = BUILT_IN.into();
    let rows = INDEX.chunks_exact(RECORD).zip(ends).zip(2..);
    let wanted: Vec<_> = rows
        .filter_map(|((record, ends), line)| {
            let (position, first) = entry(record);
            let position = position.filter(|&position| wanted(position))?;
            // The first columns are the id and the name, as a test says.
            let mut cells = cells(first, ends);
            let (id, name) = (cells.next()?, cells.next()?);
            called(id, name).then_some((position, first, ends, line))
        })
        .collect();
    let mut zones = ZonesOfAreas::default();
    let mut places = Vec::with_capacity(wanted.len());
    let mut row = Vec::with_capacity(COLUMNS.len());
    for (position, first, ends, line) in wanted {
        row.clear();
        row.extend(cells(first, ends));
        let row = Row {
            columns: &columns,
            cells: &row,
            line,
        };
        let zone = |postcode, position| zones.of(postcode, position);
        let place = row.destination(position, &catalogue, categories, Text::Borrowed, zone)?;
        places.push(made(place));
    }
    Ok(places)
}

/// Returns the cells of the row that begins at `first`.
fn cells(first: usize, ends: &[u8]) -> impl Iterator<Item = &'static str> + Clone {
    let row = ROWS.get(first..).unwrap_or_default();
    let mut begin = 0;
    ends.chunks_exact(2).map(move |end| {
        let end = usize::from(u16::from_le_bytes(end.try_into().unwrap_or_default()));
        let cell = row.get(begin..end).unwrap_or_default();
        begin = end;
        cell
    })
}

/// The zones of postcode areas, each asked for once: hundreds of places share a dozen of them.
#[derive(Default)]
struct ZonesOfAreas(Vec<(&'static str, TimeZone)>);

impl ZonesOfAreas {
    /// Returns what [`zone_of`] does; that the postcodes of the table are known, a test says.
    fn of(&mut self, postcode: Option<&'static str>, position: Position) -> TimeZone {
        let area = postcode.and_then(|postcode| {
            let digit = postcode.find(|letter: char| !letter.is_ascii_uppercase())?;
            postcode.get(..digit)
        });
        let Some(area) = area else {
            return zone_of(postcode, position);
        };
        if let Some((_, zone)) = self.0.iter().find(|(known, _)| *known == area) {
            return zone.clone();
        }
        let zone = zone_of(postcode, position);
        self.0.push((area, zone.clone()));
        zone
    }
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
            built_in_called(&categories, |_| true, called, |place| place.id.into_owned()).unwrap()
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
