//! What the family's own programs failed at: `hooks.jsonl` in the data folder, a failure a line.
//! Of many the oldest are dropped. Whoever runs the programs holds the lock beside it, so that they are run in order.

use super::atomic::{self, Durability, Readers, WriteError};
use super::lock::lock_strictly;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
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
pub struct HookFailures {
    path: PathBuf,
    lock: PathBuf,
}

impl HookFailures {
    /// Returns the record in the data folder, neither of which need exist.
    #[must_use]
    pub fn new(data: &Path) -> Self {
        Self {
            path: data.join(FILE),
            lock: data.join(LOCK),
        }
    }

    /// Waits for the turn to run programs, which lasts as long as what is returned is held.
    ///
    /// # Errors
    /// When another run has it for longer than `patience`, or the disk knows no locks.
    pub fn turn(&self, patience: Duration) -> io::Result<File> {
        if let Some(folder) = self.lock.parent() {
            fs::create_dir_all(folder)?;
        }
        lock_strictly(&self.lock, patience)
    }

    /// Returns the failures, the oldest first; lines that are none are passed over.
    #[must_use]
    pub fn all(&self) -> Vec<HookFailure> {
        let is_file = fs::symlink_metadata(&self.path).is_ok_and(|metadata| metadata.is_file());
        let mut content = Vec::new();
        if let Some(file) = is_file.then(|| File::open(&self.path).ok()).flatten() {
            // What can be read of it counts.
            let _ = file.take(LONGEST).read_to_end(&mut content);
        }
        let lines = content.split(|byte| *byte == b'\n');
        lines
            .filter_map(|line| serde_json::from_slice(line).ok())
            .collect()
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
        let mut all = self.all();
        all.push(failure);
        let old = all.len().saturating_sub(MOST);
        let mut content = Vec::new();
        for failure in all.iter().skip(old) {
            // Texts and numbers can always be written.
            content.extend(serde_json::to_vec(failure).unwrap_or_default());
            content.push(b'\n');
        }
        atomic::replace(&self.path, &content, Readers::Owner, Durability::Disposable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
