//! `log`: everything that was written down, event by event, what was undone too.

use super::event_log;
use super::past_day::past_day;
use crate::app::Answer;
use crate::app::world::{self, World};
use crate::catalogue::is_called;
use crate::cli::{LogArgs, LogCommand, LogFormat, LogListArgs};
use crate::config::Settings;
use crate::domain::{EVENT_TYPES, Event, EventId};
use crate::error::{Error, Kind};
use crate::queries::{self, Entry};
use crate::report::safe::printable;
use crate::report::{self, Chronicle};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::{HashMap, HashSet};

/// Runs a subcommand of `log`.
pub(in crate::app) fn log(args: &LogArgs, world: &World) -> Result<Answer, Error> {
    match &args.command {
        None => list(&args.list, world),
        Some(LogCommand::List(args)) => list(args, world),
    }
}

fn list(args: &LogListArgs, world: &World) -> Result<Answer, Error> {
    let config = world.config()?;
    let settings = Settings::of(&config)?;
    let now = world::now(&config)?;
    let zone = TimeZone::system();
    let since = since(args.since.as_deref(), now, &zone)?;
    let reading = event_log(&config, now)?.read()?;
    let types = types(&args.types, reading.events())?;
    let place = args.place.as_deref();
    let streams = place.map(|place| streams(place, reading.events()));
    let wanted = |entry: &Entry<'_>| {
        let event = entry.event;
        streams
            .as_ref()
            .is_none_or(|streams| streams.contains(event.stream.as_str()))
            && (types.is_empty() || types.contains(event.occurrence.event_type()))
            && args.by.as_ref().is_none_or(|by| *by == event.actor)
            && since.is_none_or(|since| event.recorded_at >= since)
    };
    let lines: HashMap<EventId, &str> = reading
        .lines()
        .filter_map(|(event, line)| Some((event.id, std::str::from_utf8(line).ok()?)))
        .collect();
    let entries = queries::history(reading.events(), None).into_iter();
    let chronicle = Chronicle {
        generated_at: now,
        zone,
        entries: entries
            .filter(wanted)
            .filter_map(|entry| {
                let line = *lines.get(&entry.event.id)?;
                Some((entry, line))
            })
            .collect(),
        all: reading.events().len(),
    };
    let mut answer = Answer::results(match args.format {
        LogFormat::Table => report::log_to_table(&chronicle, world.page(&settings)),
        LogFormat::Json => report::log_to_json(&chronicle),
        LogFormat::Ndjson => chronicle
            .entries
            .iter()
            .map(|(_, line)| format!("{line}\n"))
            .collect(),
    });
    if let (Some(place), Some(true)) = (place, streams.as_ref().map(HashSet::is_empty)) {
        let place = printable(place);
        answer.warnings.push(format!(
            "nothing is written down of a place called \"{place}\""
        ));
    }
    answer.warnings.extend(reading.warnings());
    Ok(answer)
}

/// Returns the instant that the day begins, on the clock of this machine.
fn since(text: Option<&str>, now: Timestamp, zone: &TimeZone) -> Result<Option<Timestamp>, Error> {
    let Some(text) = text else {
        return Ok(None);
    };
    let today = zone.to_datetime(now).date();
    let day = past_day("--since", Some(text), today)?;
    let begins = zone.to_timestamp(day.at(0, 0, 0, 0));
    begins
        .map(Some)
        .map_err(|error| Error::new(Kind::Usage, format!("--since {}: {error}", printable(text))))
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
fn streams<'a>(place: &str, events: &'a [Event]) -> HashSet<&'a str> {
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
