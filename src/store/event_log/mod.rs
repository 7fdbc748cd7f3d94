//! The log of everything the family wrote: `events.jsonl` in the data folder, one event a line, appended to only.
//! Writers take turns by a lock; readers need none. What is reported as recorded is on the disk.

mod disk;
mod envelope;
mod error;
mod glance;
mod line;
mod lines;
mod merge;
mod number;
mod reading;
mod session;
mod text;
mod wire;

pub use error::{LogError, NotRecorded};
pub use line::Damage;
pub use merge::Merged;
pub use reading::{DamagedLine, Reading, Tail};
pub use session::Session;

use super::atomic::{self, Durability, Readers};
use super::lock::lock_strictly;
use crate::domain::{Event, EventId, NewEvent};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The log within the data folder.
pub const FILE: &str = "events.jsonl";
/// What writers lock, for the log itself may be replaced.
const LOCK: &str = "events.lock";
/// Time to wait for another run that is writing.
const PATIENCE: Duration = Duration::from_secs(30);

/// The log of events in a data folder.
#[derive(Debug, Clone)]
pub struct EventLog {
    path: PathBuf,
    lock: PathBuf,
    now: Timestamp,
}

/// What changes whenever a log does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    file: u64,
}

/// What was recorded in a writer's turn.
#[derive(Debug)]
pub struct Recorded<T = ()> {
    /// What the writer has to say.
    pub answer: T,
    /// The events that were added, in the order of the file.
    pub events: Vec<Event>,
    /// What the reader should know of the log, in full sentences.
    pub warnings: Vec<String>,
    /// The bytes of the log by then.
    pub(super) length: u64,
    /// The last event in the file by then.
    pub(super) last: Option<EventId>,
}

impl<T> Recorded<T> {
    /// Returns the same without what the writer has to say.
    #[must_use]
    pub fn without_answer(self) -> Recorded {
        Recorded {
            answer: (),
            events: self.events,
            warnings: self.warnings,
            length: self.length,
            last: self.last,
        }
    }
}

/// The damaged lines that were moved out of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Where they are now.
    pub path: PathBuf,
    /// The lines, by the numbers they had.
    pub lines: Vec<DamagedLine>,
}

impl EventLog {
    /// Returns the log in the data folder, neither of which need exist, for a run at `now`. Nothing is touched yet.
    #[must_use]
    pub fn new(data: &Path, now: Timestamp) -> Self {
        Self {
            path: data.join(FILE),
            lock: data.join(LOCK),
            now,
        }
    }

    /// Returns the file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the data folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }

    /// Returns what stands in the log; nothing, where there is none. It waits for no writer.
    ///
    /// A last line that is not all there is moved beside the log, unless somebody is writing it or the folder is not to
    /// be written; then it is left out.
    ///
    /// # Errors
    /// When the file is none, cannot be read or is no log. Damaged lines are none: they are told by the reading.
    pub fn read(&self) -> Result<Reading, LogError> {
        let reading = self.look()?;
        let Tail::Torn(bytes) = reading.tail() else {
            return Ok(reading);
        };
        match lock_strictly(&self.lock, Duration::ZERO) {
            // By now a writer may have finished the line, or moved it away.
            Ok(_held) => self.mended().or(Ok(reading)),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                Ok(reading.with_tail(Tail::BeingWritten(bytes)))
            }
            Err(_) => Ok(reading),
        }
    }

    /// Returns what changes whenever the log does, be it written to or replaced; `None` where there is none.
    #[must_use]
    pub fn stamp(&self) -> Option<Stamp> {
        let metadata = fs::symlink_metadata(&self.path).ok()?;
        Some(Stamp {
            length: metadata.len(),
            modified: metadata.modified().ok(),
            file: disk::number(&metadata),
        })
    }

    /// Opens the log as it is, if there is one.
    pub(super) fn open(&self) -> Result<Option<(File, fs::Metadata)>, LogError> {
        let Some(file) = disk::open(&self.path)? else {
            return Ok(None);
        };
        let metadata = file.metadata().map_err(LogError::reading(&self.path))?;
        Ok(Some((file, metadata)))
    }

    /// Returns the content of the open log.
    pub(super) fn content_of(&self, file: File) -> Result<Vec<u8>, LogError> {
        disk::read(&self.path, file)
    }

    /// Records what `decide` returns, all of it or nothing, given what stands in the log: nobody else writes meanwhile.
    ///
    /// # Errors
    /// When the decision is a refusal; when the log cannot be read or written, or has damaged lines.
    pub fn transact<E>(
        &self,
        decide: impl FnOnce(&Reading) -> Result<Vec<NewEvent>, E>,
    ) -> Result<Recorded, NotRecorded<E>> {
        self.transact_if(&BTreeMap::new(), decide)
    }

    /// Does the same if the streams still end where they are `expected` to ([`Reading::expected`]): whoever decides has seen
    /// what is so.
    ///
    /// # Errors
    /// A conflict, where somebody else recorded something of such a stream meanwhile; else as for
    /// [`transact`](Self::transact).
    pub fn transact_if<E>(
        &self,
        expected: &BTreeMap<String, u64>,
        decide: impl FnOnce(&Reading) -> Result<Vec<NewEvent>, E>,
    ) -> Result<Recorded, NotRecorded<E>> {
        self.turn(|session| {
            for (stream, last) in expected {
                if session.reading().last_seq(stream) != *last {
                    let stream = stream.clone();
                    return Err(LogError::Conflict { stream }.into());
                }
            }
            let events = decide(session.reading()).map_err(NotRecorded::Refused)?;
            for event in events {
                session.record(event)?;
            }
            Ok(())
        })
    }

    /// Gives `write` its turn at the log, and records what it added, all of it or nothing: one write, one sync.
    ///
    /// # Errors
    /// What `write` fails with; when the log cannot be read or written, or has damaged lines.
    pub fn turn<T, E: From<LogError>>(
        &self,
        write: impl FnOnce(&mut Session) -> Result<T, E>,
    ) -> Result<Recorded<T>, E> {
        let (_held, reading) = self.hold()?;
        self.refuse_damage(&reading)?;
        let mut session = Session::new(reading, self.now);
        let answer = write(&mut session)?;
        let (reading, events, lines) = session.end();
        if !lines.is_empty() {
            self.write(&reading, &lines)?;
        }
        Ok(Recorded {
            answer,
            warnings: reading.warnings(),
            length: (reading.bytes().len() + lines.len()) as u64,
            last: reading
                .events()
                .iter()
                .chain(&events)
                .next_back()
                .map(|event| event.id),
            events,
        })
    }

    /// Moves the damaged lines beside the log and leaves the others as they are; `None` where none is damaged.
    ///
    /// # Errors
    /// When the log cannot be read or written: then it is as it was.
    pub fn set_aside_damaged(&self) -> Result<Option<SetAside>, LogError> {
        let (_held, reading) = self.hold()?;
        let lines = reading.damaged().to_vec();
        if lines.is_empty() {
            return Ok(None);
        }
        let (mut kept, mut aside) = (Vec::with_capacity(reading.bytes().len()), Vec::new());
        let mut at = 0;
        for line in &lines {
            kept.extend_from_slice(
                reading
                    .bytes()
                    .get(at..line.bytes.start)
                    .unwrap_or_default(),
            );
            aside.extend_from_slice(reading.bytes().get(line.bytes.clone()).unwrap_or_default());
            aside.push(b'\n');
            at = line.bytes.end + 1;
        }
        kept.extend_from_slice(reading.bytes().get(at..).unwrap_or_default());
        let path = disk::set_aside(&self.path, "damaged", self.now, &aside)?;
        atomic::replace(&self.path, &kept, Readers::Owner, Durability::Synced)
            .map_err(|error| LogError::writing(error.path)(error.source))?;
        Ok(Some(SetAside { path, lines }))
    }

    /// Takes the lock and reads the log, whose last line is then whole.
    fn hold(&self) -> Result<(File, Reading), LogError> {
        fs::create_dir_all(self.folder()).map_err(LogError::writing(self.folder()))?;
        let held = lock_strictly(&self.lock, PATIENCE).map_err(LogError::writing(&self.lock))?;
        Ok((held, self.mended()?))
    }

    /// Reads the log, and moves a last line that is not all there beside it. Only for whoever holds the lock.
    fn mended(&self) -> Result<Reading, LogError> {
        let reading = self.look()?;
        let Tail::Torn(bytes) = reading.tail() else {
            return Ok(reading);
        };
        let whole = reading.bytes().len().saturating_sub(bytes);
        let torn = reading.bytes().get(whole..).unwrap_or_default();
        let aside = disk::set_aside(&self.path, "torn", self.now, torn)?;
        disk::cut(&self.path, whole as u64)?;
        Ok(self.look()?.with_set_aside(Some(aside)))
    }

    fn refuse_damage(&self, reading: &Reading) -> Result<(), LogError> {
        if reading.damaged().is_empty() {
            return Ok(());
        }
        let (path, lines) = (self.path.clone(), reading.damaged().to_vec());
        Err(LogError::Damaged { path, lines })
    }

    fn look(&self) -> Result<Reading, LogError> {
        let bytes = disk::content(&self.path)?.unwrap_or_default();
        reading(&self.path, bytes)
    }

    fn write(&self, reading: &Reading, lines: &[u8]) -> Result<(), LogError> {
        let is_new = reading.bytes().is_empty() && !self.path.exists();
        disk::append(&self.path, reading.bytes().len() as u64, is_new, lines)
    }
}

/// Returns what stands in somebody else's log, to be merged or looked at; nothing of it is changed.
///
/// # Errors
/// When the file is none, cannot be read or is no log.
pub fn read_other(path: &Path) -> Result<Reading, LogError> {
    reading(path, disk::others_content(path)?)
}

/// Returns what stands in somebody else's log that comes through a pipe; `name` is what to call it.
///
/// # Errors
/// When it cannot be read, is too large or is no log.
pub fn read_piped(name: &Path, content: impl io::Read) -> Result<Reading, LogError> {
    reading(name, disk::piped_content(name, content)?)
}

/// Returns the event on a line of a log, if it is one.
pub(super) fn read_line(line: &[u8]) -> Option<Event> {
    line::read(line).ok()
}

/// Returns an event as a line of a log.
#[cfg(test)]
pub(super) fn write_line(event: &Event) -> Option<String> {
    line::write(event)
}

fn reading(path: &Path, bytes: Vec<u8>) -> Result<Reading, LogError> {
    let reading = Reading::of(path, bytes);
    if reading.is_foreign() || reading.is_beyond_repair() {
        let path = path.to_owned();
        return Err(LogError::NoLog { path });
    }
    Ok(reading)
}

#[cfg(test)]
mod tests;
