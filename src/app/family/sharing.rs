//! `log export|import|merge`: the events sent to another parent and taken in from one. Two logs become one by the ids of
//! their events, in whatever order and however often.

use super::filter::Since;
use super::reactions::react;
use super::{event_log, me};
use crate::app::Answer;
use crate::app::catalogue::{self as catalogues, categories};
use crate::app::world::{self, World};
use crate::cli::{LogExportArgs, LogImportArgs, LogMergeArgs, ReadFormat};
use crate::config::{Config, Settings};
use crate::domain::EventId;
use crate::error::{Error, Kind};
use crate::queries::{Family, Place, Rank, Stage, conflicts};
use crate::report::{self, Union};
use crate::store::event_log::{FILE, LogError, Reading, Tail, read_other, read_piped};
use jiff::tz::TimeZone;
use std::collections::HashSet;
use std::io;
use std::path::Path;

/// Damaged lines that are named one by one.
const MOST_NAMED: usize = 10;

/// Prints the events as they are kept, by id.
pub(super) fn export(args: &LogExportArgs, world: &World) -> Result<Answer, Error> {
    let config = world.config()?;
    let now = world::now(&config)?;
    let reading = event_log(&config, now)?.read()?;
    let since = args.since.as_deref();
    let since = Since::of(since, reading.events(), now, &TimeZone::system())?;
    let mut lines: Vec<(EventId, &str)> = reading
        .lines()
        .filter(|(event, _)| since.takes(event))
        .filter_map(|(event, line)| Some((event.id, std::str::from_utf8(line).ok()?)))
        .collect();
    // Whatever came first here, two logs that hold the same export the same.
    lines.sort_by_key(|(id, _)| *id);
    let lines: String = lines.iter().map(|(_, line)| format!("{line}\n")).collect();
    Ok(Answer {
        warnings: reading.warnings(),
        ..Answer::results(lines)
    })
}

/// Takes in the events of a file, or of standard input.
pub(super) fn import(args: &LogImportArgs, world: &World) -> Result<Answer, Error> {
    let config = world.config()?;
    let file = args.file.as_path();
    let other = if file == Path::new("-") {
        read_piped(Path::new("standard input"), io::stdin().lock())
    } else {
        if file.is_dir() {
            let message = format!("{} is a folder", file.display());
            return Err(Error::usage(message).hint("kidtrip log merge takes in a folder"));
        }
        there(file, "kidtrip log export writes such a file")?;
        read_other(file)
    };
    take_in(&other.map_err(unfit)?, &config, args.format, world)
}

/// Takes in the events of another data folder.
pub(super) fn merge(args: &LogMergeArgs, world: &World) -> Result<Answer, Error> {
    let config = world.config()?;
    let folder = args.folder.as_path();
    there(folder, "name the folder that another events.jsonl is in")?;
    if folder.is_file() {
        let message = format!("{} is a file", folder.display());
        return Err(Error::usage(message).hint("kidtrip log import takes in a file"));
    }
    let file = folder.join(FILE);
    there(&file, "name the folder that another events.jsonl is in")?;
    let other = read_other(&file).map_err(unfit)?;
    take_in(&other, &config, args.format, world)
}

/// Adds what is new in `other`, has it looked into, and tells what came of it.
fn take_in(
    other: &Reading,
    config: &Config,
    format: ReadFormat,
    world: &World,
) -> Result<Answer, Error> {
    let settings = Settings::of(config)?;
    let now = world::now(config)?;
    let log = event_log(config, now)?;
    let before = Family::of(log.read()?.events());
    let merged = log.merge(other)?;
    // What was proposed apart is looked into here too, if nobody has.
    let opened = catalogues::open(config, &settings, categories()?)?;
    let followed = react(&log, &opened)?;
    let added: HashSet<EventId> = merged.added.iter().map(|event| event.id).collect();
    let reading = log.read()?;
    let after = Family::of(reading.events());
    let twins_before = before.places.twins();
    let union = Union {
        from: other.path().display().to_string(),
        added: merged.added.len(),
        known: merged.known,
        left_out: left_out(other),
        followed: followed.events.len(),
        deciders: new_deciders(&before, &after, &me(&settings)),
        suggested: newly_suggested(&before, &after),
        twins: after
            .places
            .twins()
            .into_iter()
            .filter(|twin| !twins_before.contains(twin))
            .collect(),
        conflicts: conflicts(reading.events(), &added),
    };
    let mut warnings = named(other);
    warnings.extend(merged.warnings);
    Ok(Answer {
        warnings,
        ..Answer::results(match format {
            ReadFormat::Table => report::union_to_table(&union, world.page(&settings)),
            ReadFormat::Json => report::union_to_json(&union),
        })
    })
}

/// Returns who else may decide after a merge and could not before; nobody new, where there was no log, and somebody's is
/// joined.
fn new_deciders(before: &Family, after: &Family, me: &str) -> Vec<String> {
    if before.roles.are_open() {
        return Vec::new();
    }
    let everybody = after.roles.everybody();
    let is_new = |name: &&str| {
        let decided = matches!(before.roles.rank(name), Some(Rank::Owner | Rank::Admin));
        *name != me && after.roles.may_decide(name) && !decided
    };
    everybody
        .into_keys()
        .filter(is_new)
        .map(str::to_owned)
        .collect()
}

/// Returns the ids and names of the family's own places that are suggested after a merge and were not before.
fn newly_suggested(before: &Family, after: &Family) -> Vec<(String, String)> {
    let twins = after.places.twins();
    let is_new = |id: &str, place: &Place| {
        place.stage() == Stage::Approved
            && before.places.stage(id) != Stage::Approved
            && twins.iter().all(|twin| twin.second != id)
    };
    let suggested = after.places.iter().filter(|(id, place)| is_new(id, place));
    suggested
        .filter_map(|(id, place)| {
            let name = &place.proposal.as_ref()?.place.name;
            Some((id.to_owned(), name.clone()))
        })
        .collect()
}

/// Returns how many lines of a log are left out, a last one that is not all there too.
fn left_out(other: &Reading) -> usize {
    let torn = matches!(other.tail(), Tail::Torn(_) | Tail::BeingWritten(_));
    other.damaged().len() + usize::from(torn)
}

/// Returns what is wrong with a log, line by line, and beyond some only how many there are.
fn named(other: &Reading) -> Vec<String> {
    let mut named = other.warnings();
    if let Some(more) = named.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
        named.truncate(MOST_NAMED);
        named.push(format!(
            "{} more lines of {} are damaged and left out",
            report::words::thousands(more as u64),
            other.path().display()
        ));
    }
    named
}

fn there(path: &Path, hint: &str) -> Result<(), Error> {
    match path.metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let message = format!("{} does not exist", path.display());
            Err(Error::usage(message).hint(hint))
        }
        // Whatever else is wrong with it, reading it says.
        _ => Ok(()),
    }
}

/// Returns why somebody else's log cannot be taken in; it is not here, so that nothing is to be moved away.
fn unfit(error: LogError) -> Error {
    match error {
        LogError::NoLog { path } => {
            let message = format!(
                "{} is no event log: hardly a line of it is an event",
                path.display()
            );
            Error::new(Kind::Internal, message).hint("kidtrip log export writes one")
        }
        error => Error {
            hint: None,
            ..error.into()
        },
    }
}
