//! What a blob gave, and how much memory all that is kept may take together.
//! The bounds grow with the file, so that only a file made to burst them does.

use super::block::Kinds;
use super::fault::Fault;
use super::sieve::Tags;
use crate::catalogue::import::Skipped;

/// Bytes that what one blob gives may take.
const MOST_OF_A_BLOB: u64 = 48 * 1024 * 1024;
/// Bytes that what is kept of any file may take, and how many more for each byte of the file.
const MOST_OF_A_FILE: u64 = 128 * 1024 * 1024;
const MORE_A_BYTE: u64 = 2;

/// An object that could not be used.
#[derive(Debug, Clone, Copy)]
pub struct Unused {
    /// Its id.
    pub id: i64,
    /// Why not.
    pub why: Skipped,
    /// What exactly is wrong with it.
    pub detail: &'static str,
}

/// What a blob gave.
#[derive(Debug)]
pub struct Harvest<T> {
    /// The kinds of objects it holds.
    pub kinds: Kinds,
    /// How many objects of the kind in question were looked at.
    pub objects: u64,
    /// What is kept of them, in order.
    pub kept: Vec<T>,
    /// The others that could not be used.
    pub skipped: Vec<Unused>,
    bytes: u64,
}

impl<T> Harvest<T> {
    /// Returns a harvest of nothing yet.
    pub fn new(kinds: Kinds) -> Self {
        Self {
            kinds,
            objects: 0,
            kept: Vec::new(),
            skipped: Vec::new(),
            bytes: 0,
        }
    }

    /// Keeps something that takes about so many bytes beyond its own size.
    pub fn keep(&mut self, one: T, bytes: usize) -> Result<(), Fault> {
        self.charge(bytes + size_of::<T>())?;
        self.kept.push(one);
        Ok(())
    }

    /// Counts an object of which a tag, or the number of its parts, is none that a map has.
    pub fn skip(&mut self, id: i64, detail: &'static str) -> Result<(), Fault> {
        self.leave(Unused {
            id,
            why: Skipped::BadValue,
            detail,
        })
    }

    /// Counts an object that is nowhere.
    pub fn skip_nowhere(&mut self, id: i64) -> Result<(), Fault> {
        self.leave(Unused {
            id,
            why: Skipped::NoPosition,
            detail: "it is off the Earth",
        })
    }

    fn leave(&mut self, unused: Unused) -> Result<(), Fault> {
        self.charge(size_of::<Unused>())?;
        self.skipped.push(unused);
        Ok(())
    }

    /// Counts bytes that are kept beside the rest.
    pub fn charge(&mut self, bytes: usize) -> Result<(), Fault> {
        self.bytes += bytes as u64;
        if self.bytes > MOST_OF_A_BLOB {
            let why = "what is kept of one blob takes more memory than any honest blob needs";
            return Err(Fault::TooMuch(why.into()));
        }
        Ok(())
    }
}

/// How much memory is left for what is kept.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    bytes: u64,
}

impl Budget {
    /// Returns what a file of this many bytes may take.
    pub fn of_file(length: u64) -> Self {
        Self {
            bytes: MOST_OF_A_FILE.saturating_add(length.saturating_mul(MORE_A_BYTE)),
        }
    }

    /// Takes what a harvest needs.
    pub fn pay<T>(&mut self, harvest: &Harvest<T>) -> Result<(), Fault> {
        self.take(harvest.bytes)
    }

    /// Takes so many bytes.
    pub fn take(&mut self, bytes: u64) -> Result<(), Fault> {
        self.bytes = self.bytes.checked_sub(bytes).ok_or_else(|| {
            let why = "what is kept takes more memory than any honest file of its size needs";
            Fault::TooMuch(why.into())
        })?;
        Ok(())
    }
}

/// Returns about how many bytes tags take beyond their own list.
pub fn bytes_of(tags: &Tags) -> usize {
    let texts = tags.iter().map(|(key, value)| key.len() + value.len());
    texts.sum::<usize>() + tags.len() * size_of::<(String, String)>()
}
