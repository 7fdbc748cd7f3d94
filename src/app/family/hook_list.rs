//! `log hooks`: the programs of the config, what waits for them, and what they failed at.

use super::hooks::Hooks;
use crate::app::Answer;
use crate::app::world::World;
use crate::cli::{LogHooksArgs, ReadFormat};
use crate::config::{Config, Hook};
use crate::error::Error;
use crate::report::line;
use crate::report::safe::printable;
use crate::report::words::counted;
use crate::store::event_log::Reading;
use crate::store::hook_failures::HookFailure;
use serde::Serialize;
use std::fmt::Write;

/// Failures that the table tells.
const MOST_TOLD: usize = 10;

/// Lists the hooks; with `--run` what waits is delivered first.
pub(super) fn hooks(args: &LogHooksArgs, world: &World) -> Result<Answer, Error> {
    let config = world.config()?;
    if args.run
        && let Some(hooks) = Hooks::before_a_command(world)
    {
        hooks.run();
    }
    let Some(hooks) = Hooks::of(&config)? else {
        return Ok(Answer::results(match args.format {
            ReadFormat::Table => {
                "No hook is set: [hooks] in the config names programs (docs/hooks.md).\n".to_owned()
            }
            ReadFormat::Json => document(Vec::new(), Vec::new()),
        }));
    };
    let reading = hooks.log.read()?;
    let entries: Vec<HookEntry<'_>> = config
        .hooks()
        .iter()
        .map(|hook| HookEntry {
            on: &hook.on,
            program: &hook.program,
            waiting: waiting(&hooks, hook, &reading),
        })
        .collect();
    let failures = hooks.failures.all();
    Ok(Answer {
        warnings: reading.warnings(),
        ..Answer::results(match args.format {
            ReadFormat::Table => table(&entries, &failures),
            ReadFormat::Json => document(entries, failures),
        })
    })
}

/// How a program for events does.
pub(in crate::app) struct HookState {
    /// What it is run for.
    pub(in crate::app) on: String,
    /// The program and its arguments.
    pub(in crate::app) program: Vec<String>,
    /// How many events wait for it.
    pub(in crate::app) waiting: usize,
    /// Why it failed, if the last thing that is on record of it is that.
    pub(in crate::app) last_failure: Option<String>,
}

/// Returns how each program of the config does.
///
/// # Errors
/// When the log cannot be read.
pub(in crate::app) fn hook_states(config: &Config) -> Result<Vec<HookState>, Error> {
    let Some(hooks) = Hooks::of(config)? else {
        return Ok(Vec::new());
    };
    let reading = hooks.log.read()?;
    let failures = hooks.failures.all();
    let state = |hook: &Hook| {
        let last = failures.iter().rev().find(|failure| failure.on == hook.on);
        HookState {
            on: hook.on.clone(),
            program: hook.program.clone(),
            waiting: waiting(&hooks, hook, &reading),
            last_failure: last.map(|failure| failure.why.clone()),
        }
    };
    Ok(config.hooks().iter().map(state).collect())
}

/// Returns how many events wait for a program; none for one that is yet to begin.
fn waiting(hooks: &Hooks, hook: &Hook, reading: &Reading) -> usize {
    let position = hooks.position(hook);
    if !position.exists() {
        return 0;
    }
    let events = reading.events().iter().skip(position.seen(reading));
    events
        .filter(|event| hook.is_for(event.occurrence.event_type()))
        .count()
}

fn table(hooks: &[HookEntry<'_>], failures: &[HookFailure]) -> String {
    let mut page = String::new();
    for hook in hooks {
        let program = printable(&hook.program.join(" ")).into_owned();
        let waiting = match hook.waiting {
            0 => String::new(),
            many => format!(
                " ({} waiting: kidtrip log hooks --run)",
                counted(many, "event")
            ),
        };
        let _ = writeln!(page, "{}: {program}{waiting}", hook.on);
    }
    if failures.is_empty() {
        page.push_str("\nNo hook has failed.\n");
        return page;
    }
    page.push_str("\nWhat failed, the latest last:\n");
    let earlier = failures.len().saturating_sub(MOST_TOLD);
    if earlier > 0 {
        let _ = writeln!(
            page,
            "  {} before: --format json has them",
            counted(earlier, "failure")
        );
    }
    for failure in failures.iter().skip(earlier) {
        let given_up = if failure.given_up { ", given up" } else { "" };
        let _ = writeln!(
            page,
            "  {} {}, try {}{given_up}: {}\n    {} {}",
            printable(&failure.at),
            printable(&failure.on),
            failure.tries,
            printable(&failure.why),
            printable(&failure.event_type),
            printable(&failure.event)
        );
    }
    page
}

fn document(hooks: Vec<HookEntry<'_>>, failures: Vec<HookFailure>) -> String {
    line(&Document {
        schema: "kidtrip.hooks/1",
        hooks,
        failures,
    })
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    hooks: Vec<HookEntry<'a>>,
    failures: Vec<HookFailure>,
}

#[derive(Serialize)]
struct HookEntry<'a> {
    on: &'a str,
    program: &'a [String],
    waiting: usize,
}
