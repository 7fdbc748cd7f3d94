//! What can keep the log from being read or written, for the person who reads it.

use super::reading::DamagedLine;
use crate::domain::EventId;
use std::fmt;
use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// A log that could not be read or written. What stood in it still does.
#[derive(Debug, Error)]
pub enum LogError {
    /// The disk failed, or does not allow it.
    #[error("{} cannot be {doing}: {source}", path.display())]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// What was to be done: "read", "written".
        doing: &'static str,
        /// Why not.
        source: io::Error,
    },
    /// There is something else in its place: a link, a folder, a pipe.
    #[error("{} {what}: put the event log itself there, or choose another data folder", path.display())]
    NoFile {
        /// The path.
        path: PathBuf,
        /// What it is: "is a link".
        what: &'static str,
    },
    /// The file is something else.
    #[error("{} is no event log: hardly a line of it is an event; move it away", path.display())]
    NoLog {
        /// The file.
        path: PathBuf,
    },
    /// The file is larger than any log.
    #[error("{} is larger than {most} bytes, which no event log is", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The most it may have.
        most: u64,
    },
    /// Some lines are damaged; nothing is written until they are set aside.
    #[error("nothing is recorded: {}", damaged(path, lines))]
    Damaged {
        /// The log.
        path: PathBuf,
        /// The lines.
        lines: Vec<DamagedLine>,
    },
    /// Another run recorded something of the same stream since it was read.
    #[error("somebody else has just recorded something of {stream}: look at it again")]
    Conflict {
        /// The stream.
        stream: String,
    },
    /// Two logs say different things under one id.
    #[error("the event {id} is in both logs and not the same: one of them was changed by hand")]
    SameId {
        /// The id.
        id: EventId,
    },
    /// Somebody else's log says two things under one id.
    #[error("line {line} of {} says something else than an earlier one under the id {id}: it was changed by hand", path.display())]
    TwiceOneId {
        /// The other log.
        path: PathBuf,
        /// The line.
        line: usize,
        /// The id.
        id: EventId,
    },
    /// An event would be longer than a line can be.
    #[error("it is too long to be recorded: 1 MiB is the most")]
    TooLong,
    /// An event of another log is dated so far ahead that nothing could be recorded after it for long.
    #[error("the event {id} is dated after the year 9999: the clock that recorded it was wrong")]
    FarAhead {
        /// The event.
        id: EventId,
    },
    /// No id is greater than the last.
    #[error(
        "the last event {last} has the greatest id there is: its clock was wrong by thousands of years"
    )]
    NoMoreIds {
        /// The last event.
        last: EventId,
    },
    /// A subscriber reacts without an end.
    #[error("{subscriber} reacts to its own reactions without an end")]
    Restless {
        /// The subscriber.
        subscriber: String,
    },
}

impl LogError {
    pub(super) fn reading(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        Self::disk(path, "read")
    }

    pub(super) fn writing(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        Self::disk(path, "written")
    }

    fn disk(path: impl Into<PathBuf>, doing: &'static str) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Disk {
            path,
            doing,
            source,
        }
    }

    /// Returns what to do next, where that is not plain from what is wrong.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Damaged { .. } => {
                Some("kidtrip doctor --set-aside moves damaged lines to a file of their own")
            }
            Self::Disk { .. } => Some("KIDTRIP_DATA_DIR chooses another data folder"),
            Self::Conflict { .. } => Some("kidtrip log --place tells what; nothing was recorded"),
            _ => None,
        }
    }
}

fn damaged(path: &std::path::Path, lines: &[DamagedLine]) -> String {
    let first = lines.first().map(|line| {
        format!(
            "line {} of {} is damaged: {}",
            line.number,
            path.display(),
            line.damage
        )
    });
    let others = match lines.len() {
        0 | 1 => String::new(),
        more => format!(", and {} more", more - 1),
    };
    first.unwrap_or_default() + &others
}

/// What kept a decision from being recorded.
#[derive(Debug)]
pub enum NotRecorded<E> {
    /// The decision itself: a rule refused it.
    Refused(E),
    /// The log.
    Log(LogError),
}

impl<E> From<LogError> for NotRecorded<E> {
    fn from(error: LogError) -> Self {
        Self::Log(error)
    }
}

impl<E: fmt::Display> fmt::Display for NotRecorded<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(formatter),
            Self::Log(error) => error.fmt(formatter),
        }
    }
}

impl<E: std::error::Error + 'static> std::error::Error for NotRecorded<E> {}
