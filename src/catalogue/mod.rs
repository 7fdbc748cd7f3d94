//! The places: the built-in table of UK destinations, and a family's own table in the same format.
//! A table is data to be checked: an error names the line, the column and the value.

mod built_in;
mod catalogues;
mod categories;
mod duplicates;
mod holidays;
pub mod import;
mod limits;
pub mod packed;
mod search;
mod table;

pub use built_in::built_in;
pub use catalogues::{Catalogues, Change, Found, InArea, List, Miss, Wish};
pub use categories::{Categories, UnknownCategory};
pub use duplicates::{TWIN_KM, merged};
pub use holidays::calendars;
pub use limits::{Lack, Traits, lacks};
pub use search::{is_called, matching};
pub use table::{COLUMNS, TableError, TableReading, read_table};
use table::{is_own_table, line_at};

/// The name of the catalogue that comes with the program.
pub const BUILT_IN: &str = "built-in";
