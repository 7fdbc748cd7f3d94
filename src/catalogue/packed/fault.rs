//! What is wrong with a catalogue's file, for the person who has to do something about it.

use std::io;
use thiserror::Error;

/// Why a file, or a part of it, cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// The disk failed.
    #[error("it cannot be read: {0}")]
    Io(String),
    /// There is nothing in it.
    #[error("it is empty")]
    Empty,
    /// It is something else.
    #[error("it is no catalogue of kidtrip's")]
    Foreign,
    /// A later release wrote it.
    #[error(
        "kidtrip {release} wrote it, in format {format}: this release reads up to {}",
        super::FORMAT
    )]
    Newer {
        /// The release that wrote it.
        release: String,
        /// Its format.
        format: u32,
    },
    /// Its end is missing.
    #[error("it is cut short: {has} bytes of {needs}")]
    Short {
        /// Bytes there are.
        has: u64,
        /// Bytes there should be.
        needs: u64,
    },
    /// A part of it is not as it was written.
    #[error("it is damaged: {0}")]
    Damaged(String),
}

impl Fault {
    /// Returns the fault of a part that is not as it was written.
    pub(super) fn part(what: impl Into<String>) -> Self {
        Self::Damaged(what.into())
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::part("it ends too early"),
            _ => Self::Io(error.to_string()),
        }
    }
}
