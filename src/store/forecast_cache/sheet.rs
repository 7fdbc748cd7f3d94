//! A file of the forecast cache: a header that says what it is, then one line a cell.
//! What is not one of ours is as good as absent; it is replaced whole, beside what other runs write.

use super::line;
use crate::error::of_the_disk;
use crate::store::atomic::{self, Durability, Readers};
use crate::store::lock::{clear_the_way, lock};
use crate::store::plain_file;
use std::collections::BTreeMap;
use std::fs::{self};
use std::io;
use std::path::Path;
use std::time::Duration;

/// Bytes of a file that is still taken for one of ours.
const MOST_BYTES: u64 = 8 << 20;
/// Time to wait for another run that is writing.
const PATIENCE: Duration = Duration::from_secs(2);

/// A file to be written.
pub(super) struct Sheet<'a> {
    /// Where it is.
    pub(super) path: &'a Path,
    /// The file that is locked meanwhile.
    pub(super) lock: &'a Path,
    /// Its first line, which no other version or kind of file has.
    pub(super) header: &'a str,
    /// Lines that it keeps, the latest written last.
    pub(super) most: usize,
}

impl Sheet<'_> {
    /// Puts the lines of `new`, by their keys, in the place of those that were there, and after the others that are worth
    /// keeping.
    ///
    /// # Errors
    /// Says what keeps it from doing so.
    pub(super) fn write(
        &self,
        new: BTreeMap<String, String>,
        worth_keeping: impl Fn(&str) -> bool,
    ) -> Result<(), String> {
        let folder = self.path.parent().unwrap_or(self.path);
        let name = |error: io::Error| {
            let why = of_the_disk(&error);
            format!("{} cannot be written: {why}", folder.display())
        };
        fs::create_dir_all(folder).map_err(name)?;
        let (_lock, _) = lock(self.lock, PATIENCE).map_err(name)?;
        let old = read(self.path, self.header).unwrap_or_default();
        let kept: Vec<_> = lines(&old)
            .filter(|(key, line)| !new.contains_key(*key) && worth_keeping(line))
            .map(|(_, line)| line)
            .collect();
        let room = self.most.saturating_sub(new.len());
        let mut text = self.header.to_owned();
        let latest = kept.iter().skip(kept.len().saturating_sub(room)).copied();
        for line in latest.chain(new.values().map(String::as_str)) {
            text.push('\n');
            text.push_str(line);
        }
        text.push('\n');
        clear_the_way(self.path).map_err(name)?;
        atomic::replace(
            self.path,
            text.as_bytes(),
            Readers::Owner,
            Durability::Disposable,
        )
        .map_err(|error| error.to_string())
    }
}

/// Returns the lines of a file after its header, if it is one of ours: not a link, a pipe or a folder.
pub(super) fn read(path: &Path, header: &str) -> Option<String> {
    plain_file::after_header(path, header, MOST_BYTES)
}

/// Returns the complete lines, each with its cell's key.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let complete = text.rfind('\n').and_then(|end| text.get(..end));
    complete
        .unwrap_or_default()
        .split('\n')
        .filter_map(|line| Some((line::key_of(line)?, line)))
}
