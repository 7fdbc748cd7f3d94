//! The columns of a table of destinations, by name and in any order.

use super::TableError;
use csv::StringRecord;

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
pub(in crate::catalogue) fn is_own_table(header: &StringRecord) -> bool {
    let has = |name: &str| header.iter().any(|cell| is_called(cell, name));
    has("name") && has("category") && OURS.iter().any(|column| has(column))
}

/// Returns whether the cell of a first line names this column.
fn is_called(cell: &str, name: &str) -> bool {
    cell.trim_start_matches('\u{feff}')
        .trim()
        .eq_ignore_ascii_case(name)
}

/// One of [`COLUMNS`], in their order.
#[derive(Debug, Clone, Copy)]
pub(super) enum Column {
    Id,
    Name,
    Category,
    Postcode,
    Lat,
    Lon,
    Exposure,
    TypicalHours,
    AgeMin,
    AgeMax,
    Price,
    Buggy,
    Dog,
    Toilets,
    BabyChange,
    Food,
    Booking,
    OpeningHours,
    Url,
    Region,
}

impl Column {
    pub(super) fn name(self) -> &'static str {
        COLUMNS.get(self as usize).copied().unwrap_or_default()
    }
}

/// Where each of [`COLUMNS`] stands in a table.
pub(in crate::catalogue) struct Columns([Option<usize>; COLUMNS.len()]);

impl Columns {
    /// Returns where they stand in a table with this first line.
    pub(in crate::catalogue) fn of<'h>(
        header: impl Iterator<Item = &'h str> + Clone,
    ) -> Result<Self, TableError> {
        let standing = |name: &str| header.clone().position(|cell| is_called(cell, name));
        let columns = Self(COLUMNS.map(standing));
        match [Column::Name, Column::Category]
            .into_iter()
            .find(|&needed| columns.index(needed).is_none())
        {
            Some(missing) => Err(TableError::NoColumn(missing.name())),
            None => Ok(columns),
        }
    }

    pub(super) fn index(&self, column: Column) -> Option<usize> {
        *self.0.get(column as usize)?
    }
}
