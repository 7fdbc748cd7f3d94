//! A small file of lines in the data folder, an entry a line, of which the oldest are dropped; and the lock beside it, for
//! whoever must be alone at what is recorded.

use super::atomic::{self, Durability, Readers, WriteError};
use super::lock::lock_strictly;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A file of lines.
#[derive(Debug, Clone)]
pub(super) struct Records {
    pub(super) path: PathBuf,
    /// The lock beside it.
    pub(super) lock: PathBuf,
    /// Entries that are kept.
    pub(super) most: usize,
    /// Bytes that are read.
    pub(super) longest: u64,
    /// How hard an entry must stick.
    pub(super) durability: Durability,
}

impl Records {
    /// Waits for the turn, which lasts as long as what is returned is held.
    ///
    /// # Errors
    /// When another run has it for longer than `patience`, or the disk knows no locks.
    pub(super) fn turn(&self, patience: Duration) -> io::Result<File> {
        if let Some(folder) = self.lock.parent() {
            fs::create_dir_all(folder)?;
        }
        lock_strictly(&self.lock, patience)
    }

    /// Returns the entries, the oldest first; lines that are none are passed over.
    pub(super) fn all<T: DeserializeOwned>(&self) -> Vec<T> {
        let mut content = Vec::new();
        if is_file(&self.path)
            && let Ok(file) = File::open(&self.path)
        {
            // What can be read of it counts.
            let _ = file.take(self.longest).read_to_end(&mut content);
        }
        let lines = content.split(|byte| *byte == b'\n');
        lines
            .filter_map(|line| serde_json::from_slice(line).ok())
            .collect()
    }

    /// Adds an entry.
    ///
    /// # Errors
    /// Names the file.
    pub(super) fn add<T: Serialize + DeserializeOwned>(&self, entry: T) -> Result<(), WriteError> {
        let mut all = self.all();
        all.push(entry);
        let old = all.len().saturating_sub(self.most);
        let mut content = Vec::new();
        for entry in all.iter().skip(old) {
            // Texts and numbers can always be written.
            content.extend(serde_json::to_vec(entry).unwrap_or_default());
            content.push(b'\n');
        }
        atomic::replace(&self.path, &content, Readers::Owner, self.durability)
    }
}

/// Returns whether there is a file at `path`, not a link to one.
fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file())
}
