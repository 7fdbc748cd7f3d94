//! The places: the built-in table of UK destinations, and a family's own table in the same format.
//! A table is data to be checked: an error names the line, the column and the value.

mod categories;
mod holidays;
mod table;

pub use categories::{Categories, UnknownCategory};
pub use holidays::calendars;
pub use table::{TableError, TableReading, read_table};

use crate::domain::Position;

/// The name of the catalogue that comes with the program.
pub const BUILT_IN: &str = "built-in";

const DESTINATIONS: &str = include_str!("../../data/destinations.csv");

/// Returns those destinations that come with the program whose position is `wanted`, and the number of the others.
///
/// # Errors
/// None for a table that passes the tests; a damaged one is named by line and column.
pub fn built_in(
    categories: &Categories,
    wanted: impl Fn(Position) -> bool,
) -> Result<TableReading, TableError> {
    read_table(DESTINATIONS, BUILT_IN, categories, wanted)
}
