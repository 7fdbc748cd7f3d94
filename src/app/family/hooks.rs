//! Hooks: the programs of the config that are run for what was written down, each event in order and at least once.
//! They are run when the command has recorded and reported, and their failure is none of the command's.

use super::event_log;
use crate::app::world::{self, World, variable};
use crate::config::{Config, EVERY_TYPE, Hook, Settings};
use crate::domain::Event;
use crate::error::Error;
use crate::programs::{self, WITHIN_A_HOOK};
use crate::report::safe::printable;
use crate::store::event_log::{EventLog, Reading};
use crate::store::hook_failures::{HookFailure, HookFailures};
use crate::store::subscribers::Position;
use jiff::Timestamp;
use std::time::Duration;

/// Time to wait for another run that is running programs.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often the log is read again because a program may have written to it: what goes on longer goes in a circle.
const DEEPEST: usize = 32;

/// The programs, and what they need.
pub(in crate::app) struct Hooks {
    config: Config,
    pub(super) log: EventLog,
    pub(super) failures: HookFailures,
    patience: Duration,
    tries: usize,
    now: Timestamp,
}

/// A program, and how far it has come.
struct Turn<'a> {
    hook: &'a Hook,
    position: Position,
    seen: usize,
    /// Whether it has failed at an event, which no later one may overtake.
    rests: bool,
}

impl Hooks {
    /// Returns the programs of the config, if it has any.
    pub(super) fn of(config: &Config) -> Result<Option<Self>, Error> {
        if config.hooks().is_empty() {
            return Ok(None);
        }
        let settings = Settings::of(config)?;
        let now = world::now(config)?;
        let log = event_log(config, now)?;
        Ok(Some(Self {
            failures: HookFailures::new(log.folder()),
            patience: Duration::from_secs(settings.hook_seconds),
            tries: settings.hook_tries,
            config: config.clone(),
            now,
            log,
        }))
    }

    /// Makes ready for a command that is about to record something: a program that is new is to see what is recorded from
    /// now on, even if this run does not live to run it. What is wrong with the settings the command itself will say.
    pub(in crate::app) fn before_a_command(world: &World) -> Option<Self> {
        // Whoever runs the program that runs this sees what is recorded, and goes on with it.
        if variable(WITHIN_A_HOOK).is_some() {
            return None;
        }
        let hooks = Self::of(&world.config().ok()?).ok()??;
        hooks.begin();
        Some(hooks)
    }

    /// Keeps where each program begins that never had a position.
    fn begin(&self) {
        let is_new = |hook: &Hook| !self.position(hook).exists();
        if !self.config.hooks().iter().any(is_new) {
            return;
        }
        // Without the turn or the log the command has worse to tell.
        let Ok(_turn) = self.failures.turn(PATIENCE) else {
            return;
        };
        let Ok(reading) = self.log.read() else {
            return;
        };
        for hook in self.config.hooks().iter().filter(|hook| is_new(hook)) {
            if let Err(error) = self.position(hook).begin(&reading) {
                world::complain(&error.to_string());
            }
        }
    }

    /// Returns how far a program has come.
    pub(super) fn position(&self, hook: &Hook) -> Position {
        let name = match hook.on.as_str() {
            EVERY_TYPE => "hook-every-type".to_owned(),
            on => format!("hook-{}", on.to_lowercase()),
        };
        Position::of(&self.log, &name)
    }

    /// Runs each program for each event that it has not seen, and says what went wrong.
    pub(in crate::app) fn run(&self) {
        let _turn = match self.failures.turn(PATIENCE) {
            Ok(turn) => turn,
            Err(error) => {
                world::complain(&format!(
                    "hooks are not run now: {error}; the next command runs them"
                ));
                return;
            }
        };
        let mut turns: Vec<Turn<'_>> = Vec::new();
        for _ in 0..DEEPEST {
            let reading = match self.log.read() {
                Ok(reading) => reading,
                Err(error) => {
                    world::complain(&format!("hooks are not run: {error}"));
                    return;
                }
            };
            if turns.is_empty() {
                turns = self.turns(&reading);
            }
            if !self.pass(&mut turns, &reading) {
                return;
            }
        }
        world::complain(
            "hooks go on writing to the log without an end: the rest is left for later",
        );
    }

    fn turns(&self, reading: &Reading) -> Vec<Turn<'_>> {
        let hooks = self.config.hooks().iter();
        let turn = |hook| {
            let position = self.position(hook);
            Turn {
                hook,
                seen: position.seen(reading),
                position,
                rests: false,
            }
        };
        hooks.map(turn).collect()
    }

    /// Goes through the events that are new to a program, one by one; returns whether any program was run, which may have
    /// written to the log.
    fn pass(&self, turns: &mut [Turn<'_>], reading: &Reading) -> bool {
        let mut ran = false;
        let first = turns.iter().map(|turn| turn.seen).min().unwrap_or(0);
        for (number, (event, line)) in reading.lines().enumerate().skip(first) {
            for turn in turns.iter_mut() {
                if turn.rests || turn.seen > number {
                    continue;
                }
                let is_for = turn.hook.is_for(event.occurrence.event_type());
                if is_for {
                    ran = true;
                    if !self.run_for(turn.hook, event, line) {
                        turn.rests = true;
                        continue;
                    }
                }
                turn.seen = number + 1;
                if is_for {
                    keep(turn, reading);
                }
            }
        }
        for turn in turns.iter_mut().filter(|turn| !turn.rests) {
            keep(turn, reading);
        }
        ran
    }

    /// Runs the program for an event; returns whether it is done with it, be it that it was tried often enough.
    fn run_for(&self, hook: &Hook, event: &Event, line: &[u8]) -> bool {
        let input = [line, b"\n"].concat();
        let Err(failure) = programs::run(&hook.program, input, self.patience) else {
            return true;
        };
        let why = printable(&failure.to_string()).into_owned();
        let id = event.id.to_string();
        let tries = self.failures.tries(&hook.on, &id) + 1;
        let given_up = tries >= self.tries;
        let then = match given_up {
            true => format!(
                "it was tried {} for this event, which is passed over",
                times(tries)
            ),
            false => "the next command tries again".to_owned(),
        };
        world::complain(&format!(
            "the hook for {} failed: {why}; {then} (kidtrip log hooks has the rest)",
            hook.on
        ));
        let recorded = self.failures.add(HookFailure {
            at: self.now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            on: hook.on.clone(),
            event: id,
            event_type: event.occurrence.event_type().to_owned(),
            tries,
            given_up,
            why,
        });
        if let Err(error) = recorded {
            world::complain(&error.to_string());
            // What is not on record is not given up either.
            return false;
        }
        given_up
    }
}

/// Keeps how far a program has come. Where that fails it is not run on: it would see all of it again.
fn keep(turn: &mut Turn<'_>, reading: &Reading) {
    if let Err(error) = turn.position.keep_seen(reading, turn.seen) {
        turn.rests = true;
        world::complain(&error.to_string());
    }
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        many => format!("{many} times"),
    }
}
