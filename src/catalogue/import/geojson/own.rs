//! GeoJSON that kidtrip itself has written out: each place is taken back as it was, with its id and all that is known of it,
//! by way of the table that says the same.

use super::Raw;
use crate::catalogue::COLUMNS;
use crate::catalogue::import::csv;
use crate::catalogue::import::origin::Origin;
use crate::catalogue::import::read::{LARGEST_WHOLE, Means};
use crate::catalogue::import::{Contents, ImportError};

/// What a collection says in `generator`, before its features, where kidtrip has written it.
pub const GENERATOR: &str = "kidtrip";

/// The places of such a collection.
pub(super) struct OwnPlaces {
    table: ::csv::Writer<Vec<u8>>,
    origins: Vec<Origin>,
}

impl OwnPlaces {
    /// Returns a collection of none yet.
    pub(super) fn new() -> Self {
        let mut table = ::csv::Writer::from_writer(Vec::new());
        // Writing to memory does not fail.
        let _ = table.write_record(COLUMNS);
        Self {
            table,
            origins: Vec::new(),
        }
    }

    /// Adds a place.
    ///
    /// # Errors
    /// When there are more than any table holds.
    pub(super) fn add(&mut self, raw: &Raw) -> Result<(), &'static str> {
        let position = raw.geometry.point();
        let cells = COLUMNS.map(|column| match column {
            "id" => raw.id.clone().unwrap_or_default(),
            "lat" => position.map_or_else(String::new, |at| at.lat().to_string()),
            "lon" => position.map_or_else(String::new, |at| at.lon().to_string()),
            named => raw.properties.value(named).unwrap_or_default().to_owned(),
        });
        let _ = self.table.write_record(&cells);
        let origin = Origin::of(|column| raw.properties.value(column));
        self.origins.push(origin);
        let written = self.table.get_ref().len();
        if u64::try_from(written).is_ok_and(|written| written <= LARGEST_WHOLE) {
            Ok(())
        } else {
            Err("there are more places than in any country")
        }
    }

    /// Returns the places.
    ///
    /// # Errors
    /// Names the first place that is not as it was written.
    pub(super) fn finish(self, means: &Means<'_>) -> Result<Contents, ImportError> {
        let table = self.table.into_inner().unwrap_or_default();
        let text = String::from_utf8(table).unwrap_or_default();
        csv::own(&text, means, self.origins).map_err(|error| match error {
            ImportError::Damaged { place, why } => ImportError::Damaged {
                place: feature_of(&place),
                why,
            },
            other => other,
        })
    }
}

/// Returns which feature a line of the table is: the first line names the columns.
fn feature_of(place: &str) -> String {
    let line = place
        .strip_prefix("line ")
        .and_then(|line| line.parse().ok());
    match line {
        Some(2_u64..) => format!("feature {}", line.unwrap_or(2) - 1),
        _ => place.to_owned(),
    }
}
