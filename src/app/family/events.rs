//! `log`: everything that was written down, event by event, what was undone too.

use super::filter::{Filter, Since};
use super::{event_log, follow, hook_list, rebuild, sharing};
use crate::app::Answer;
use crate::app::world::{self, World};
use crate::cli::{LogArgs, LogCommand, LogFormat, LogListArgs, LogStatisticsArgs, ReadFormat};
use crate::config::Settings;
use crate::domain::EventId;
use crate::error::Error;
use crate::queries::{self, Entry};
use crate::report::safe::printable;
use crate::report::{self, Chronicle};
use jiff::tz::TimeZone;
use std::collections::HashMap;

/// Runs a subcommand of `log`.
pub(in crate::app) fn log(args: &LogArgs, world: &World) -> Result<Answer, Error> {
    match &args.command {
        None => list(&args.list, world),
        Some(LogCommand::List(args)) => list(args, world),
        Some(LogCommand::Follow(args)) => follow::follow(args, world),
        Some(LogCommand::Export(args)) => sharing::export(args, world),
        Some(LogCommand::Import(args)) => sharing::import(args, world),
        Some(LogCommand::Merge(args)) => sharing::merge(args, world),
        Some(LogCommand::Statistics(args)) => count(args, world),
        Some(LogCommand::Rebuild) => rebuild::rebuild(world),
        Some(LogCommand::Hooks(args)) => hook_list::hooks(args, world),
    }
}

/// Counts what was written down.
fn count(args: &LogStatisticsArgs, world: &World) -> Result<Answer, Error> {
    let config = world.config()?;
    let settings = Settings::of(&config)?;
    let now = world::now(&config)?;
    let reading = event_log(&config, now)?.read()?;
    let statistics = queries::statistics(reading.events(), &TimeZone::system());
    Ok(Answer {
        warnings: reading.warnings(),
        ..Answer::results(match args.format {
            ReadFormat::Table => report::statistics_to_table(&statistics, world.page(&settings)),
            ReadFormat::Json => report::statistics_to_json(&statistics, now),
        })
    })
}

fn list(args: &LogListArgs, world: &World) -> Result<Answer, Error> {
    let config = world.config()?;
    let settings = Settings::of(&config)?;
    let now = world::now(&config)?;
    let zone = TimeZone::system();
    let reading = event_log(&config, now)?.read()?;
    let since = Since::of(args.since.as_deref(), reading.events(), now, &zone)?;
    let filter = Filter::of(&args.filter, reading.events())?;
    let wanted = |entry: &Entry<'_>| filter.takes(entry.event) && since.takes(entry.event);
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
        LogFormat::Csv => report::log_to_csv(&chronicle),
        LogFormat::Ndjson => chronicle
            .entries
            .iter()
            .map(|(_, line)| format!("{line}\n"))
            .collect(),
    });
    if let Some(place) = args
        .filter
        .place
        .as_deref()
        .filter(|_| filter.is_of_nothing())
    {
        let place = printable(place);
        answer.warnings.push(format!(
            "nothing is written down of a place called \"{place}\""
        ));
    }
    answer.warnings.extend(reading.warnings());
    Ok(answer)
}
