//! What the family's own programs failed at: `hooks.jsonl` in the data folder, a failure a line.
//! Of many the oldest are dropped. Whoever runs the programs holds the lock beside it, so that they are run in order.

use super::atomic::{Durability, WriteError};
use super::records::Records;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io;
use std::path::Path;
use std::time::Duration;

const FILE: &str = "hooks.jsonl";
const LOCK: &str = "hooks.lock";
/// Failures that are kept.
const MOST: usize = 1_000;
/// Bytes that are read: as many failures with the longest of reasons.
const LONGEST: u64 = 8 << 20;

/// One time that a program failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HookFailure {
    /// When, by RFC 3339.
    pub at: String,
    /// What it is run for: a type of event, or "*".
    pub on: String,
    /// The id of the event.
    pub event: String,
    /// The type of the event.
    #[serde(rename = "type")]
    pub event_type: String,
    /// How many times it has been tried for this event by then.
    pub tries: usize,
    /// Whether that was the last time.
    pub given_up: bool,
    /// Why it failed.
    pub why: String,
}

/// The record of failures in a data folder.
#[derive(Debug, Clone)]
pub struct HookFailures(Records);

impl HookFailures {
    /// Returns the record in the data folder, neither of which need exist.
    #[must_use]
    pub fn new(data: &Path) -> Self {
        Self(Records {
            path: data.join(FILE),
            lock: data.join(LOCK),
            most: MOST,
            longest: LONGEST,
            durability: Durability::Disposable,
        })
    }

    /// Waits for the turn to run programs, which lasts as long as what is returned is held.
    ///
    /// # Errors
    /// When another run has it for longer than `patience`, or the disk knows no locks.
    pub fn turn(&self, patience: Duration) -> io::Result<File> {
        self.0.turn(patience)
    }

    /// Returns the failures, the oldest first; lines that are none are passed over.
    #[must_use]
    pub fn all(&self) -> Vec<HookFailure> {
        self.0.all()
    }

    /// Returns how often the program for `on` has failed at an event since it was last given up for it.
    #[must_use]
    pub fn tries(&self, on: &str, event: &str) -> usize {
        let all = self.all();
        let of_event = all.iter().rev();
        let of_event = of_event.filter(|failure| failure.on == on && failure.event == event);
        of_event.take_while(|failure| !failure.given_up).count()
    }

    /// Adds a failure. Only for whoever has the turn.
    ///
    /// # Errors
    /// Names the file.
    pub fn add(&self, failure: HookFailure) -> Result<(), WriteError> {
        self.0.add(failure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn failure(on: &str, event: &str, tries: usize, given_up: bool) -> HookFailure {
        HookFailure {
            at: "2026-11-27T18:00:00Z".to_owned(),
            on: on.to_owned(),
            event: event.to_owned(),
            event_type: "VisitRecorded".to_owned(),
            tries,
            given_up,
            why: "it ended with code 1".to_owned(),
        }
    }

    #[test]
    fn tries_are_counted_by_program_and_event_until_one_is_given_up() {
        let folder = tempfile::tempdir().unwrap();
        let failures = HookFailures::new(folder.path());
        assert_eq!(failures.tries("*", "a"), 0);
        for (on, event) in [("*", "a"), ("*", "b"), ("*", "a"), ("VisitRecorded", "a")] {
            failures.add(failure(on, event, 1, false)).unwrap();
        }
        assert_eq!(failures.tries("*", "a"), 2);
        assert_eq!(failures.tries("VisitRecorded", "a"), 1);
        failures.add(failure("*", "a", 3, true)).unwrap();
        assert_eq!(failures.tries("*", "a"), 0);
    }

    #[test]
    fn of_many_the_oldest_are_dropped_and_what_is_no_failure_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let failures = HookFailures::new(folder.path());
        let line = serde_json::to_string(&failure("*", "a", 1, false)).unwrap() + "\n";
        fs::write(
            folder.path().join(FILE),
            line.repeat(MOST) + "{\"at\":7}\nnone\n",
        )
        .unwrap();
        failures.add(failure("*", "b", 1, false)).unwrap();
        let all = failures.all();
        assert_eq!(all.len(), MOST);
        assert_eq!(all.last().unwrap().event, "b");
    }
}
