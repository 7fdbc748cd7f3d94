//! What the events come to, kept in the cache so that a long log need not be gone through for every suggestion.
//! It is believed only of the very log it was made of, and whatever is in doubt is made again: deleting it changes nothing.

mod file;

use self::file::Kept;
use super::event_log::{EventLog, LogError, Reading, Tail};
use crate::queries::Family;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// Bytes of a log that is gone through as fast as a snapshot of it would be read.
const SMALL: u64 = 32 << 10;
/// What the names of snapshots begin and end with, so that tidying up touches no other file.
const NAME: (&str, &str) = ("events-", ".snapshot");

/// What the events come to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Remembered {
    /// What the family has written down.
    pub family: Family,
    /// What the reader should know of the log, in full sentences.
    pub warnings: Vec<String>,
    /// What it was made of.
    pub made_of: MadeOf,
}

/// What an answer was made of; it is the same whatever it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MadeOf {
    /// The whole log.
    #[default]
    Log,
    /// A snapshot of the log.
    Snapshot,
    /// A snapshot of its beginning, and what was recorded since.
    SnapshotAndRest,
}

/// What a file was when it was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    /// Bytes.
    length: u64,
    /// Nanoseconds since 1970 when it was last written.
    modified: u128,
}

/// Returns what the events of `log` come to, by the snapshot in the folder `cache` as far as it is still true, and keeps
/// a new one where it is not. Without a folder, or for a small log, nothing is kept.
///
/// # Errors
/// As [`EventLog::read`].
pub fn remembered(log: &EventLog, cache: Option<&Path>) -> Result<Remembered, LogError> {
    let Some((file, metadata)) = log.open()? else {
        return Ok(Remembered::default());
    };
    let path = cache.filter(|_| metadata.len() >= SMALL);
    let path = path.map(|cache| name(cache, log.path()));
    let modified = metadata.modified().ok();
    let modified = modified.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let (Some(path), Some(modified)) = (path, modified) else {
        return Ok(of_log(&log.read()?));
    };
    let stamp = Stamp {
        length: metadata.len(),
        modified: modified.as_nanos(),
    };
    if let Some(kept) = Kept::read(&path) {
        if kept.stamp() == stamp && kept.ends_alike(&file, stamp.length) {
            return Ok(of_snapshot(kept, MadeOf::Snapshot));
        }
        if kept.stamp().length <= stamp.length
            && let Some(kept) = kept.with_rest(log.path(), log.content_of(file)?, stamp)
        {
            // That it cannot be kept costs time and nothing else.
            let _ = kept.write(&path);
            return Ok(of_snapshot(kept, MadeOf::SnapshotAndRest));
        }
    }
    let reading = log.read()?;
    if let Some(kept) = Kept::of(&reading, stamp) {
        let _ = kept.write(&path);
    }
    Ok(of_log(&reading))
}

/// What became of the snapshot of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebuilt {
    /// The bytes of the one that was removed, if there was one.
    pub removed: Option<u64>,
    /// The one that was made, and its bytes; none is of a small log, or of one of which anything must be said.
    pub made: Option<(PathBuf, u64)>,
}

/// Removes the snapshot of `log` from the folder `cache`, and makes a new one where that saves time.
///
/// # Errors
/// When the old one cannot be removed, or the log cannot be read.
pub fn rebuild(log: &EventLog, cache: &Path) -> io::Result<Rebuilt> {
    let path = name(cache, log.path());
    let removed = match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
        Ok(metadata) => {
            super::lock::clear_the_way(&path)?;
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => Some(metadata.len()),
            }
        }
    };
    remembered(log, Some(cache)).map_err(io::Error::other)?;
    let made = fs::symlink_metadata(&path).ok();
    Ok(Rebuilt {
        removed,
        made: made.map(|metadata| (path, metadata.len())),
    })
}

fn of_log(reading: &Reading) -> Remembered {
    Remembered {
        family: Family::of(reading.events()),
        warnings: reading.warnings(),
        made_of: MadeOf::Log,
    }
}

fn of_snapshot(kept: Kept, made_of: MadeOf) -> Remembered {
    Remembered {
        family: kept.into_family(),
        warnings: Vec::new(),
        made_of,
    }
}

/// Returns whether nothing needs to be said of a log but its events: only then can a snapshot stand for it.
fn is_sound(reading: &Reading) -> bool {
    reading.damaged().is_empty() && reading.tail() == Tail::Whole && reading.set_aside().is_none()
}

/// Returns where the snapshot of the log at `log` is kept.
fn name(cache: &Path, log: &Path) -> PathBuf {
    // Two data folders may share a cache.
    let log = std::path::absolute(log).unwrap_or_else(|_| log.to_owned());
    let hash = crc32fast::hash(log.as_os_str().as_encoded_bytes());
    cache.join(format!("{}{hash:08x}{}", NAME.0, NAME.1))
}

/// Returns the snapshots in the folder `cache`, with their sizes in bytes.
///
/// # Errors
/// When the folder is there and cannot be read.
pub fn snapshots_kept(cache: &Path) -> io::Result<Vec<(PathBuf, u64)>> {
    let entries = match fs::read_dir(cache) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let hash = name
            .to_str()
            .and_then(|name| name.strip_prefix(NAME.0)?.strip_suffix(NAME.1));
        let ours = hash.is_some_and(|hash| hash.bytes().all(|digit| digit.is_ascii_hexdigit()));
        if ours && entry.file_type()?.is_file() {
            files.push((entry.path(), entry.metadata()?.len()));
        }
    }
    files.sort();
    Ok(files)
}

/// Removes every file that [`snapshots_kept`] returns.
///
/// # Errors
/// When one cannot be removed; those before it are gone.
pub fn remove_snapshots(cache: &Path) -> io::Result<()> {
    let files = snapshots_kept(cache)?;
    files.iter().try_for_each(|(path, _)| fs::remove_file(path))
}

#[cfg(test)]
mod tests;
