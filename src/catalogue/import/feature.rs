//! An object of somebody's map that may be a place, as its file has it, before anything is made of it.
//! Every reader of a map format gives these; what follows does not know which format it was.

use super::left::Left;
use crate::domain::Position;
use std::collections::BTreeMap;
use std::io;
use thiserror::Error;

/// An object of a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// What the file calls it: "way/123", "feature 7", "line 12".
    pub source: String,
    /// Its tags or properties, each key once, in the file's order.
    pub tags: Vec<(String, String)>,
    /// Where it is: its point, its label point, or the centroid of its line or area.
    pub position: Position,
    /// The rings around its area, each with its first point at its end again; empty for a point or a line.
    pub outline: Vec<Vec<Position>>,
}

impl Feature {
    /// Returns the value of a tag.
    #[must_use]
    pub fn tag(&self, key: &str) -> Option<&str> {
        let found = self.tags.iter().find(|(known, _)| known == key);
        found.map(|(_, value)| value.as_str())
    }
}

/// Which objects a reader need not pass on.
pub trait TagFilter: Sync {
    /// Returns whether any value of this key can make an object worth a look: `false` for most keys of a map, so that a
    /// reader need not even read their values.
    fn key_may_matter(&self, _key: &str) -> bool {
        true
    }

    /// Returns whether a tag of this key and value can make an object worth a look: `false` for most of a map, so
    /// that a reader skips an object without reading the rest of it.
    fn may_matter(&self, key: &str, value: &str) -> bool;

    /// Returns whether an object with these tags is to be passed on.
    fn keeps(&self, tags: &[(&str, &str)]) -> bool;
}

/// What a file of a map held.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// The objects that the filter keeps, in the file's order.
    pub features: Vec<Feature>,
    /// Objects of every kind that were looked at.
    pub objects: u64,
    /// Records that could not be used, by reason.
    pub skipped: BTreeMap<Skipped, Left>,
    /// When the map was as the file says it is, RFC 3339, where it says so.
    pub as_of: Option<String>,
    /// Whom the file itself says to credit, where it does.
    pub attribution: Option<String>,
    /// Whether objects of it are told to be places by the tags of OpenStreetMap, though nothing says that they are of it.
    pub speaks_openstreetmap: bool,
}

impl Reading {
    /// Counts one record more that could not be used; `example` tells where in the file it is and what is wrong with it.
    pub(super) fn skip(&mut self, why: Skipped, example: impl FnOnce() -> String) {
        self.skipped.entry(why).or_default().add(example);
    }

    /// Returns how many records could not be used for each reason.
    #[cfg(test)]
    pub(super) fn skipped_counts(&self) -> Vec<(Skipped, u64)> {
        let skipped = self.skipped.iter();
        skipped.map(|(why, left)| (*why, left.count)).collect()
    }
}

/// Why a record of a sound file could not be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skipped {
    /// It has no position, or none on Earth.
    NoPosition,
    /// What it is made of is not in the file.
    MissingParts,
    /// A value does not fit.
    BadValue,
    /// Nothing says what kind of place it is.
    NoKind,
}

/// Why a file was refused whole.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The disk failed.
    #[error("it cannot be read: {0}")]
    Io(#[from] io::Error),
    /// It is not what it should be from here on.
    #[error("it is damaged at {place}: {why}")]
    Damaged {
        /// "byte 1234", "line 7", "feature 12".
        place: String,
        /// What is wrong there.
        why: String,
    },
    /// It would need more memory or time than an honest file of its size.
    #[error("it is refused at {place}: {why}")]
    TooMuch {
        /// "byte 1234", "line 7".
        place: String,
        /// Which bound it breaks.
        why: String,
    },
    /// It is no map, or none of a kind that can be imported; says what it is and the way out.
    #[error("it cannot be imported: {0}")]
    Unsuitable(String),
    /// It may be sound, but is of a kind that is not read.
    #[error("it cannot be used, at {place}: {why}")]
    Unsupported {
        /// "byte 1234", "line 7".
        place: String,
        /// Which kind that is, and which one is read.
        why: String,
    },
    /// There is not the memory for it.
    #[error("there is not enough memory for it here; a limit may be set (ulimit -v)")]
    NoMemory,
    /// Somebody stopped it.
    #[error("it was interrupted")]
    Interrupted,
}

/// What a long reading tells of itself; answers whether to go on.
pub type Progress<'a> = &'a (dyn Fn(u64) -> bool + Sync);
