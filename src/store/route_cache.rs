//! Drives kept for the next question from the same home: one file a server and home, one line a place.
//! Disposable: what cannot be read is as good as absent, what cannot be written costs a request next time.

mod check;

pub(super) use check::check;

use super::atomic::{self, Durability, Readers};
use super::lock::{clear_the_way, lock};
use super::plain_file;
use crate::domain::{Position, Route, Way, Waypoint};
use crate::error::of_the_disk;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Bytes of a file that is still taken for one of ours.
const MOST_BYTES: u64 = 1 << 20;
/// Places that a file keeps, the latest written first: some 170 kB.
const MOST_PLACES: usize = 2_000;
/// Homes that are kept, the latest written first.
const MOST_HOMES: usize = 20;
/// Time to wait for another run that is writing.
const PATIENCE: Duration = Duration::from_secs(2);
/// What the names of all files begin with, so that tidying up touches no other.
const PREFIX: &str = "routes";

/// The drives from one home as one server told them, in a folder.
#[derive(Debug)]
pub struct RouteCache {
    folder: Option<PathBuf>,
    server: String,
    home: Waypoint,
    warned: bool,
}

/// What is kept of one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// The way there.
    pub way: Way,
    /// When the server was asked.
    pub asked_at: Timestamp,
}

/// The right to ask servers while other runs wait; it ends when this is dropped.
#[derive(Debug)]
pub struct Claim {
    file: File,
    /// Whether another run had it first, so that the answers may have come meanwhile.
    pub waited: bool,
}

impl Claim {
    /// Returns how long ago any run last sent a request under a claim; `None` when none ever has.
    #[must_use]
    pub fn since_last_request(&self) -> Option<Duration> {
        let metadata = self.file.metadata().ok()?;
        let modified = metadata.modified().ok().filter(|_| metadata.len() > 0)?;
        // A request in the future was sent just now, by a clock that was wrong.
        let since = SystemTime::now().duration_since(modified);
        Some(since.unwrap_or(Duration::ZERO))
    }

    /// Takes note that a request has been sent just now, for the runs to come. That this cannot be kept is no
    /// failure: they are then not held up.
    pub fn has_asked(&mut self) {
        let _ = self
            .file
            .rewind()
            .and_then(|()| self.file.write_all(b"asked\n"));
    }
}

/// A line as it is kept; no tenths of seconds where there is no way.
#[derive(Serialize, Deserialize)]
struct Line<T> {
    to: T,
    at: i64,
    tenths_of_seconds: Option<u32>,
    metres: Option<u32>,
}

impl RouteCache {
    /// Returns the cache of what the server at the root `server` says of drives from `home`, in `folder`, which
    /// need not exist; without one nothing is kept.
    #[must_use]
    pub fn new(folder: Option<PathBuf>, server: &str, home: Waypoint) -> Self {
        Self {
            folder,
            // A root may hold a key in its path, which no file needs to know.
            server: format!("{:016x}", hash(server.as_bytes())),
            home,
            warned: false,
        }
    }

    /// Returns everything that is kept, of whatever age.
    #[must_use]
    pub fn get(&self) -> BTreeMap<Waypoint, Kept> {
        let text = self.folder.as_ref().and_then(|folder| self.read(folder));
        lines(&text.unwrap_or_default())
            .filter_map(parse)
            .map(|(to, kept, _)| (to, kept))
            .collect()
    }

    /// Keeps `ways`, asked for at `now`, beside those to other places that other runs have kept.
    ///
    /// Returns what keeps it from doing so, the first time only: the drives are as good without it.
    pub fn put(&mut self, ways: &BTreeMap<Waypoint, Way>, now: Timestamp) -> Option<String> {
        if ways.is_empty() {
            return None;
        }
        let warning = match &self.folder {
            None => {
                "driving times are not kept, as there is no home folder to keep them in".to_owned()
            }
            Some(folder) => match self.write(folder, ways, now) {
                Ok(()) => {
                    remove_all_but_the_latest(folder);
                    return None;
                }
                Err(why) => format!("driving times are not kept: {why}"),
            },
        };
        let first = !std::mem::replace(&mut self.warned, true);
        first.then_some(warning)
    }

    /// Returns the claim to ask servers, waiting at most `patience` for another run that has it; `None` when that
    /// takes too long or there is no cache to meet in.
    #[must_use]
    pub fn claim(&self, patience: Duration) -> Option<Claim> {
        let folder = self.folder.as_ref()?;
        fs::create_dir_all(folder).ok()?;
        let (file, waited) = lock(&folder.join(format!("{PREFIX}.asking")), patience).ok()?;
        Some(Claim { file, waited })
    }

    fn path(&self, folder: &Path) -> PathBuf {
        // Where a family lives is not for the name of a file.
        let name = hash(format!("{} {}", self.server, self.home).as_bytes());
        folder.join(format!("{PREFIX}-{name:016x}.jsonl"))
    }

    /// The first line of a file, which any other version, server or home does not have.
    fn header(&self) -> String {
        let Self { server, home, .. } = self;
        format!(r#"{{"kidtrip":"routes","version":1,"server":"{server}","home":"{home}"}}"#)
    }

    /// Returns the lines of the file after its header, if it is one of ours: not a link, a pipe or a folder.
    fn read(&self, folder: &Path) -> Option<String> {
        plain_file::after_header(&self.path(folder), &self.header(), MOST_BYTES)
    }

    fn write(
        &self,
        folder: &Path,
        ways: &BTreeMap<Waypoint, Way>,
        now: Timestamp,
    ) -> Result<(), String> {
        let name = |error: io::Error| {
            format!(
                "{} cannot be written: {}",
                folder.display(),
                of_the_disk(&error)
            )
        };
        fs::create_dir_all(folder).map_err(name)?;
        let (_lock, _) = lock(&folder.join(format!("{PREFIX}.lock")), PATIENCE).map_err(name)?;
        let old = self.read(folder).unwrap_or_default();
        let kept: Vec<&str> = lines(&old)
            .filter_map(parse)
            .filter(|(to, ..)| !ways.contains_key(to))
            .map(|(_, _, line)| line)
            .collect();
        let room = MOST_PLACES.saturating_sub(ways.len());
        let mut text = self.header();
        text.push('\n');
        for line in kept.iter().skip(kept.len().saturating_sub(room)) {
            text.push_str(line);
            text.push('\n');
        }
        for (&to, &way) in ways.iter().take(MOST_PLACES) {
            text.push_str(&format(to, way, now));
            text.push('\n');
        }
        let path = self.path(folder);
        clear_the_way(&path).map_err(name)?;
        atomic::replace(
            &path,
            text.as_bytes(),
            Readers::Owner,
            Durability::Disposable,
        )
        .map_err(|error| error.to_string())
    }
}

/// Returns the files of drives in `folder`, of every server and home, with their sizes in bytes; the first is how
/// many homes there are.
///
/// # Errors
/// When the folder is there and cannot be read.
pub fn homes_kept(folder: &Path) -> io::Result<(usize, Vec<(PathBuf, u64)>)> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((0, Vec::new())),
        entries => entries?,
    };
    let (mut homes, mut files) = (0, Vec::new());
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| is_ours(name)) else {
            continue;
        };
        if entry.file_type()?.is_file() {
            homes += usize::from(name.ends_with(".jsonl"));
            files.push((entry.path(), entry.metadata()?.len()));
        }
    }
    files.sort();
    Ok((homes, files))
}

/// Removes every file that [`homes_kept`] returns.
///
/// # Errors
/// When one cannot be removed; those before it are gone.
pub fn remove_homes(folder: &Path) -> io::Result<()> {
    let (_, files) = homes_kept(folder)?;
    files.iter().try_for_each(|(path, _)| fs::remove_file(path))
}

/// Removes the homes that were written longest ago. What cannot be removed is tried again by the next run.
fn remove_all_but_the_latest(folder: &Path) {
    let Ok((homes, files)) = homes_kept(folder) else {
        return;
    };
    if homes <= MOST_HOMES {
        return;
    }
    let mut dated: Vec<(SystemTime, PathBuf)> = files
        .into_iter()
        .filter(|(path, _)| path.extension().is_some_and(|ending| ending == "jsonl"))
        .filter_map(|(path, _)| Some((fs::symlink_metadata(&path).ok()?.modified().ok()?, path)))
        .collect();
    dated.sort();
    for (_, path) in dated.iter().take(dated.len().saturating_sub(MOST_HOMES)) {
        let _ = fs::remove_file(path);
    }
}

/// Returns whether a file of that name is one of ours.
fn is_ours(name: &str) -> bool {
    let Some(rest) = name.strip_prefix(PREFIX) else {
        return false;
    };
    let of_a_home = || {
        let (hash, ending) = rest.strip_prefix('-')?.split_once('.')?;
        let is_hash = hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        Some(is_hash && (ending == "jsonl" || ending.starts_with("jsonl.tmp-")))
    };
    matches!(rest, ".lock" | ".asking") || of_a_home() == Some(true)
}

/// Returns the complete lines.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let complete = text.rfind('\n').and_then(|end| text.get(..end));
    complete.unwrap_or_default().split('\n')
}

fn format(to: Waypoint, way: Way, now: Timestamp) -> String {
    let route = match way {
        Way::Road(route) => Some(route),
        Way::NoRoad => None,
    };
    let line = Line {
        to: to.to_string(),
        at: now.as_second(),
        tenths_of_seconds: route.map(|route| route.tenths_of_seconds),
        metres: route.and_then(|route| route.metres),
    };
    // Strings and numbers can always be written; an empty line would be passed over.
    serde_json::to_string(&line).unwrap_or_default()
}

/// Returns the place and the way on a line, with the line itself; `None` when it is damaged.
fn parse(line: &str) -> Option<(Waypoint, Kept, &str)> {
    let read: Line<&str> = serde_json::from_str(line).ok()?;
    let (lat, lon) = read.to.split_once(',')?;
    let to = Waypoint::of(Position::new(lat.parse().ok()?, lon.parse().ok()?).ok()?);
    let way = match read.tenths_of_seconds {
        Some(tenths_of_seconds) => Way::Road(Route {
            tenths_of_seconds,
            metres: read.metres,
        }),
        None => Way::NoRoad,
    };
    let asked_at = Timestamp::from_second(read.at).ok()?;
    Some((to, Kept { way, asked_at }, line))
}

/// Returns a number for a text that stays the same from release to release (FNV-1a, 64 bits).
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests;
