//! Time zones by IANA name, from the database embedded in the program.
//! The machine's own zone files are not read: equal inputs give equal output everywhere.

use jiff::tz::{TimeZone, TimeZoneDatabase};
use thiserror::Error;

/// A name that is not in the IANA time zone database.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("time zone \"{0}\" is not known")]
pub struct UnknownZone(pub String);

/// Returns the time zone called `name`, such as `Europe/London`.
///
/// # Errors
/// When the embedded IANA database has no such name.
pub fn zone(name: &str) -> Result<TimeZone, UnknownZone> {
    TimeZoneDatabase::bundled()
        .get(name)
        .map_err(|_| UnknownZone(name.to_owned()))
}
