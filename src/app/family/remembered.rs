//! What the family's log means for a suggestion. A log that cannot be read costs a warning, never the suggestion.

use super::event_log;
use crate::app::catalogue::Opened;
use crate::app::world::World;
use crate::config::Config;
use crate::domain::{Destination, Journal};
use crate::error::{Error, Kind};
use crate::queries::{self, Family};
use crate::report::safe::printable;
use crate::store::event_log::EventLog;
use crate::store::snapshot::{self, Remembered};
use jiff::Timestamp;

/// Returns what the family has written down, as far as it can be read.
pub(in crate::app) fn remembered(config: &Config, now: Timestamp) -> Remembered {
    let paths = World::paths(config);
    let Some(data) = paths.data else {
        return Remembered::default();
    };
    let log = EventLog::new(&data, now);
    snapshot::remembered(&log, paths.cache.as_deref()).unwrap_or_else(|error| Remembered {
        warnings: vec![format!(
            "visits, hidden places and places of your own are left out of account: {error}"
        )],
        ..Remembered::default()
    })
}

/// Returns what a run that was ended in the middle has left, if anything: reading records nothing.
pub(in crate::app) fn left(family: &Family) -> Option<String> {
    let mut places = family.places.iter();
    let (id, _) = places.find(|(_, place)| place.awaits_validation())?;
    Some(format!(
        "{} has not been looked into yet, and is not suggested: kidtrip review does so",
        printable(id)
    ))
}

/// Returns what the family had written down at `instant`, by the clocks that recorded it.
///
/// # Errors
/// When the log cannot be read: nobody can tell then what was.
pub(in crate::app) fn remembered_at(
    config: &Config,
    now: Timestamp,
    instant: Timestamp,
) -> Result<Remembered, Error> {
    let reading = event_log(config, now)?.read()?;
    Ok(Remembered {
        family: Family::of(queries::as_of(reading.events(), instant)),
        warnings: reading.warnings(),
        ..Remembered::default()
    })
}

/// Returns that `place` is hidden, if it is, and what brings it back.
pub(in crate::app) fn hidden(journal: &Journal, place: &Destination) -> Option<String> {
    journal.hidden.contains(&*place.id).then(|| {
        format!(
            "hidden by the family, so it is not suggested: kidtrip unhide {} brings it back",
            printable(&place.id)
        )
    })
}

/// Returns a place of the catalogues as the family would have it.
///
/// # Errors
/// When the family has retired it.
pub(in crate::app) fn as_known(place: Destination, opened: &Opened) -> Result<Destination, Error> {
    let name = printable(&place.name).into_owned();
    opened.laid_over(vec![place]).pop().ok_or_else(|| {
        Error::new(Kind::Usage, format!("{name} was retired"))
            .hint("kidtrip log --type DestinationRetired has why; undo brings it back")
    })
}
