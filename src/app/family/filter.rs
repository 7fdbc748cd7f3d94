//! Which events of the log are asked for: of a place, of a type, by a person, since a day or an event.

use super::past_day::past_day;
use crate::catalogue::is_called;
use crate::cli::LogFilterArgs;
use crate::domain::{EVENT_TYPES, Event, EventId};
use crate::error::{Error, Kind};
use crate::report::safe::printable;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::HashSet;

/// Which events are asked for.
pub(super) struct Filter<'a> {
    /// The streams of the place, where one is asked for.
    streams: Option<HashSet<&'a str>>,
    types: HashSet<&'a str>,
    by: Option<&'a str>,
}

impl<'a> Filter<'a> {
    /// Returns which of `events` are asked for.
    ///
    /// # Errors
    /// Names a type that there is not.
    pub(super) fn of(args: &'a LogFilterArgs, events: &'a [Event]) -> Result<Self, Error> {
        let place = args.place.as_deref();
        Ok(Self {
            streams: place.map(|place| streams(place, events)),
            types: types(&args.types, events)?,
            by: args.by.as_deref(),
        })
    }

    pub(super) fn takes(&self, event: &Event) -> bool {
        let streams = self.streams.as_ref();
        streams.is_none_or(|streams| streams.contains(event.stream.as_str()))
            && (self.types.is_empty() || self.types.contains(event.occurrence.event_type()))
            && self.by.is_none_or(|by| by == event.actor)
    }

    /// Returns whether a place is asked for that no event is about.
    pub(super) fn is_of_nothing(&self) -> bool {
        self.streams.as_ref().is_some_and(HashSet::is_empty)
    }
}

/// From when on events are asked for.
pub(super) enum Since {
    /// Always.
    Ever,
    /// Recorded at this instant or later.
    Instant(Timestamp),
    /// These, which stand behind an event in the file: recorded or taken in after it.
    Behind(HashSet<EventId>),
}

impl Since {
    /// Returns what `text` says: a day, on the clock of this machine, or the id of one of `events`.
    ///
    /// # Errors
    /// When it is neither.
    pub(super) fn of(
        text: Option<&str>,
        events: &[Event],
        now: Timestamp,
        zone: &TimeZone,
    ) -> Result<Self, Error> {
        let Some(text) = text else {
            return Ok(Self::Ever);
        };
        if let Ok(id) = text.trim().parse::<EventId>() {
            let at = events.iter().position(|event| event.id == id);
            let at = at.ok_or_else(|| {
                let message = format!("--since {id}: there is no such event in the log");
                Error::usage(message).hint("kidtrip log lists them, each with its id")
            })?;
            let behind = events.iter().skip(at + 1).map(|event| event.id);
            return Ok(Self::Behind(behind.collect()));
        }
        let today = zone.to_datetime(now).date();
        let day = past_day("--since", Some(text), today)?;
        let begins = zone.to_timestamp(day.at(0, 0, 0, 0));
        begins.map(Self::Instant).map_err(|error| {
            let text = printable(text);
            Error::new(Kind::Usage, format!("--since {text}: {error}"))
        })
    }

    pub(super) fn takes(&self, event: &Event) -> bool {
        match self {
            Self::Ever => true,
            Self::Instant(instant) => event.recorded_at >= *instant,
            Self::Behind(ids) => ids.contains(&event.id),
        }
    }
}

/// Returns the types that are meant, in any letter case; those of a newer release are known by the log alone.
///
/// # Errors
/// Names the first that is none, and those there are.
fn types<'a>(asked: &[String], events: &'a [Event]) -> Result<HashSet<&'a str>, Error> {
    let of_log = events.iter().map(|event| event.occurrence.event_type());
    let known: HashSet<&'a str> = EVENT_TYPES.into_iter().chain(of_log).collect();
    let mut types = HashSet::new();
    for asked in asked {
        let named = known
            .iter()
            .find(|known| known.eq_ignore_ascii_case(asked.trim()));
        let Some(named) = named else {
            let shown = printable(asked);
            return Err(
                Error::usage(format!("--type {shown}: there is no such type of event"))
                    .hint(format!("there is {}", EVENT_TYPES.join(", "))),
            );
        };
        types.insert(*named);
    }
    Ok(types)
}

/// Returns the streams of the places that have this id, or had this name in some event.
pub(super) fn streams<'a>(place: &str, events: &'a [Event]) -> HashSet<&'a str> {
    let place = place.trim();
    // Events are of an id, whichever catalogue stands before it.
    let id = place.rsplit_once(':').map_or(place, |(_, id)| id.trim());
    let is_meant = |event: &&Event| {
        let name = event.occurrence.name();
        let stream = event.stream.as_str();
        stream.eq_ignore_ascii_case(place)
            || stream.eq_ignore_ascii_case(id)
            || name.is_some_and(|name| is_called(name, place))
    };
    let meant = events.iter().filter(is_meant);
    meant.map(|event| event.stream.as_str()).collect()
}
