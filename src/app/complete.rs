//! What may come next on the command line, for the scripts of `completions`: places, kinds, named locations and days.
//! A shell waits for this at a key press: nobody is asked for anything, and what cannot be read is left out.

use super::catalogue::{self as catalogues, categories};
use super::world::World;
use crate::cli::{ASKED_BY, Cli};
use crate::config::Settings;
use clap::{Arg, Command, CommandFactory};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use clap_complete::env::CompleteEnv;
use std::ffi::{OsStr, OsString};
use std::process::ExitCode;

/// Candidates that are offered.
const MOST: usize = 200;
/// Places that are looked through; a larger catalogue is for `places`.
const MOST_PLACES: usize = 100_000;
/// The words for days that everybody uses.
const DAYS: [&str; 12] = [
    "today", "tomorrow", "weekend", "week", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "+3",
];

/// Answers a shell that asks what may come next; `None` where none does.
pub(super) fn answer(arguments: &[OsString]) -> Option<ExitCode> {
    std::env::var_os(ASKED_BY)?;
    let folder = std::env::current_dir().ok();
    let asked = CompleteEnv::with_factory(command)
        .bin("kidtrip")
        .completer("kidtrip");
    match asked.try_complete(arguments.iter().cloned(), folder.as_deref()) {
        Ok(true) => Some(ExitCode::SUCCESS),
        Ok(false) => None,
        Err(error) => {
            let _ = error.print();
            Some(ExitCode::from(2))
        }
    }
}

/// Returns the commands, each argument with what completes it.
fn command() -> Command {
    let mut command = Cli::command();
    // Arguments of subcommands are described late, and must be there to be completed.
    command.build();
    completed(command)
}

fn completed(command: Command) -> Command {
    command.mut_args(with_candidates).mut_subcommands(completed)
}

fn with_candidates(argument: Arg) -> Arg {
    let candidates: fn(&str) -> Vec<CompletionCandidate> = match argument.get_id().as_str() {
        "place" | "of" => places,
        "near" | "location" => locations,
        "kind" => kinds,
        "on" => days,
        "catalogue" => names_of_catalogues,
        _ => return argument,
    };
    argument.add(ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy();
        // What several are typed with commas between, the last is completed of.
        let (before, last) = match typed.rsplit_once(',') {
            Some((before, last)) => (format!("{before},"), last),
            None => (String::new(), &*typed),
        };
        let found = candidates(last).into_iter().take(MOST);
        found.map(|one| one.add_prefix(before.clone())).collect()
    }))
}

fn starting<'a>(
    typed: &str,
    all: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Vec<CompletionCandidate> {
    let typed = typed.to_lowercase();
    all.into_iter()
        .filter(|(value, _)| value.to_lowercase().starts_with(&typed))
        .map(|(value, about)| candidate(value, about))
        .collect()
}

fn candidate(value: &str, about: &str) -> CompletionCandidate {
    CompletionCandidate::new(value).help(Some(about.to_owned().into()))
}

fn settings() -> Option<(crate::config::Config, Settings)> {
    let config = World::of_this_process().config().ok()?;
    let settings = Settings::of(&config).ok()?;
    Some((config, settings))
}

fn places(typed: &str) -> Vec<CompletionCandidate> {
    let found = || {
        let (config, settings) = settings()?;
        let opened = catalogues::open(&config, &settings, categories().ok()?).ok()?;
        if opened.catalogues.total() > MOST_PLACES {
            return None;
        }
        let mut found: Vec<(String, String)> = Vec::new();
        let wanted = typed.to_lowercase();
        let look = |place: &crate::domain::Destination| {
            if place.id.to_lowercase().starts_with(&wanted) {
                found.push((place.id.to_string(), place.name.to_string()));
            }
        };
        opened.catalogues.each(look).ok()?;
        found.sort();
        found.dedup();
        Some(found)
    };
    let found = found().unwrap_or_default();
    found.iter().map(|(id, name)| candidate(id, name)).collect()
}

fn locations(typed: &str) -> Vec<CompletionCandidate> {
    let aliases = settings().map(|(_, settings)| settings.aliases);
    let aliases = aliases.unwrap_or_default();
    starting(
        typed,
        aliases
            .iter()
            .map(|(name, at)| (name.as_str(), at.as_str())),
    )
}

fn kinds(typed: &str) -> Vec<CompletionCandidate> {
    let Ok(categories) = categories() else {
        return Vec::new();
    };
    starting(
        typed,
        categories
            .iter()
            .map(|kind| (kind.id.as_str(), kind.label.as_str())),
    )
}

fn days(typed: &str) -> Vec<CompletionCandidate> {
    let own = settings().map(|(config, _)| {
        let days = config.days().iter();
        days.map(|own| own.name.to_owned()).collect::<Vec<_>>()
    });
    let own = own.unwrap_or_default();
    let own = own.iter().map(|name| (name.as_str(), "a name of your own"));
    starting(typed, DAYS.map(|day| (day, "")).into_iter().chain(own))
}

fn names_of_catalogues(typed: &str) -> Vec<CompletionCandidate> {
    let files = settings().and_then(|(config, _)| catalogues::files(&config).ok());
    let files = files.unwrap_or_default();
    let imported = files.iter().map(|file| (file.name.as_str(), "imported"));
    starting(
        typed,
        [("built-in", ""), ("family", "")]
            .into_iter()
            .chain(imported),
    )
}
