//! How far a subscriber has come in the log, kept in a small file of its own in the data folder.
//! A position that is lost, damaged or of another log is the beginning.

use crate::domain::{Event, EventId};
use crate::store::atomic::{self, Durability, Readers, WriteError};
use crate::store::event_log::{EventLog, Reading};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::PathBuf;

/// The folder of the positions within the data folder.
const FOLDER: &str = "subscribers";
/// Bytes of a position.
const LONGEST: u64 = 4_096;

/// How far a subscriber has come in the log.
#[derive(Debug, Clone)]
pub struct Position {
    path: PathBuf,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    /// The bytes of the log up to the end of the last event that was seen.
    offset: u64,
    /// That event; empty where none was.
    last: String,
}

impl Position {
    /// Returns the position of the subscriber called `name`: lower-case letters, digits and hyphens.
    #[must_use]
    pub fn of(log: &EventLog, name: &str) -> Self {
        // A name is never a path.
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let name: String = name.chars().filter(|c| plain(*c)).collect();
        Self {
            path: log.folder().join(FOLDER).join(format!("{name}.json")),
        }
    }

    /// Returns how many of the events of the log the subscriber has seen.
    #[must_use]
    pub fn seen(&self, reading: &Reading) -> usize {
        let Some((offset, last)) = self.read() else {
            return 0;
        };
        let is_last = |event: &Event| event.id == last;
        let before = reading.events_before(offset);
        let guessed = before
            .checked_sub(1)
            .and_then(|at| reading.events().get(at));
        if guessed.is_some_and(is_last) {
            return before;
        }
        // Lines before it may have been set aside.
        let found = reading.events().iter().position(is_last);
        found.map_or(0, |at| at + 1)
    }

    /// Keeps that the subscriber has seen the first `seen` events of the log.
    ///
    /// # Errors
    /// Names the file. The subscriber is then shown again what it has seen since it was last kept.
    pub fn keep_seen(&self, reading: &Reading, seen: usize) -> Result<(), WriteError> {
        let last = seen.checked_sub(1).and_then(|at| reading.events().get(at));
        match last {
            Some(last) => self.keep(reading.offset_behind(seen), last.id),
            None => Ok(()),
        }
    }

    /// Returns whether a position was ever kept, be it damaged since.
    #[must_use]
    pub fn exists(&self) -> bool {
        fs::symlink_metadata(&self.path).is_ok_and(|metadata| metadata.is_file())
    }

    /// Keeps that all that stands in the log now is none of the subscriber's business, be it nothing.
    ///
    /// # Errors
    /// Names the file.
    pub fn begin(&self, reading: &Reading) -> Result<(), WriteError> {
        match reading.events().len() {
            0 => self.write(0, String::new()),
            all => self.keep_seen(reading, all),
        }
    }

    /// Keeps that the subscriber has seen the log up to `offset`, where the event `last` ends.
    pub(super) fn keep(&self, offset: u64, last: EventId) -> Result<(), WriteError> {
        self.write(offset, last.to_string())
    }

    fn write(&self, offset: u64, last: String) -> Result<(), WriteError> {
        // A number and a text can always be written.
        let content = serde_json::to_vec(&Kept { offset, last }).unwrap_or_default();
        if let Some(folder) = self.path.parent() {
            atomic::make_folder(folder).map_err(|source| WriteError {
                path: folder.to_owned(),
                source,
                is_replaced: false,
            })?;
        }
        atomic::replace(&self.path, &content, Readers::Owner, Durability::Disposable)
    }

    fn read(&self) -> Option<(u64, EventId)> {
        let kept = self.kept()?;
        Some((kept.offset, kept.last.parse().ok()?))
    }

    fn kept(&self) -> Option<Kept> {
        let is_file = fs::symlink_metadata(&self.path).ok()?.is_file();
        let file = is_file.then(|| File::open(&self.path).ok())??;
        let mut content = Vec::new();
        file.take(LONGEST).read_to_end(&mut content).ok()?;
        serde_json::from_slice(&content).ok()
    }
}

/// Removes the positions in the log of which nothing can be read, and returns where they were: their subscribers start
/// over.
///
/// # Errors
/// When the folder is there and cannot be read, or one cannot be removed.
pub fn remove_damaged_positions(log: &EventLog) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(log.folder().join(FOLDER)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut removed = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let is_position = path.extension().is_some_and(|ending| ending == "json");
        let position = Position { path };
        if is_position && position.path.is_file() && position.kept().is_none() {
            fs::remove_file(&position.path)?;
            removed.push(position.path);
        }
    }
    removed.sort();
    Ok(removed)
}
