//! What has been asked of a service lately, kept for the runs to come: one small file a host, shared by runs at once.
//! Disposable: what cannot be read counts as nothing asked, what cannot be written is remembered for the run.

use super::atomic::{self, Durability, Readers};
use super::lock::{clear_the_way, lock};
use super::plain_file;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Bytes of a file that is still taken for one of ours.
const MOST_BYTES: u64 = 4 << 10;
/// Time to wait for other runs that are counting: each takes a millisecond, where the machine is not busy.
const PATIENCE: Duration = Duration::from_secs(2);
/// What the names of all files begin with.
const PREFIX: &str = "allowance-";
/// Letters of a host that its file is named by.
const LONGEST_NAME: usize = 100;

/// The counts kept in a folder; without one they are remembered only.
#[derive(Debug)]
pub struct Allowances {
    folder: Option<PathBuf>,
}

/// The right to have one request to a host under way; it ends when this is dropped.
#[derive(Debug)]
pub struct Turn {
    _lock: File,
}

/// A file as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept<Host, Usage> {
    kidtrip: Host,
    version: u8,
    host: Host,
    usage: Usage,
}

/// What tells a file of this version from every other.
const KIND: &str = "allowance";
const VERSION: u8 = 1;

impl Allowances {
    /// Returns the counts in `folder`, which need not exist.
    #[must_use]
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// Lets `change` count what is asked of `host`, and returns what it says. No other run counts meanwhile.
    ///
    /// `remembered` is what the run knows that could not be kept: it is taken when there is any, and left when the
    /// file cannot be written.
    pub fn update<Usage, T>(
        &self,
        host: &str,
        remembered: &mut Option<Usage>,
        change: impl FnOnce(&mut Usage) -> T,
    ) -> T
    where
        Usage: Serialize + DeserializeOwned + Default,
    {
        let lock = self.path(host, "lock").and_then(|path| {
            fs::create_dir_all(path.parent()?).ok()?;
            lock(&path, PATIENCE).ok()
        });
        let kept = || read(&self.path(host, "json")?, host);
        let mut usage = remembered.take().or_else(kept).unwrap_or_default();
        let told = change(&mut usage);
        if lock.is_none() || self.write(host, &usage).is_err() {
            *remembered = Some(usage);
        }
        told
    }

    /// Returns the turn to ask `host`, waiting at most `patience` until other runs have had their answers; `None`
    /// when that takes too long or there is no folder to meet in.
    #[must_use]
    pub fn turn(&self, host: &str, patience: Duration) -> Option<Turn> {
        let path = self.path(host, "turn")?;
        fs::create_dir_all(path.parent()?).ok()?;
        let (_lock, _) = lock(&path, patience).ok()?;
        Some(Turn { _lock })
    }

    fn path(&self, host: &str, ending: &str) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?;
        Some(folder.join(format!("{}.{ending}", name_of(host))))
    }

    fn write<Usage: Serialize>(&self, host: &str, usage: &Usage) -> io::Result<()> {
        let path = self.path(host, "json").ok_or(io::ErrorKind::NotFound)?;
        let mut text = serde_json::to_string(&Kept {
            kidtrip: KIND,
            version: VERSION,
            host,
            usage,
        })?;
        text.push('\n');
        clear_the_way(&path)?;
        let written = atomic::replace(
            &path,
            text.as_bytes(),
            Readers::Owner,
            Durability::Disposable,
        );
        written.map_err(|error| error.source)
    }
}

/// Returns the hosts of which counts are kept in `folder`, in order, each with its counts.
#[must_use]
pub fn allowances_kept<Usage: DeserializeOwned>(folder: &Path) -> Vec<(String, Usage)> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut kept: Vec<(String, Usage)> = entries
        .flatten()
        .filter(|entry| {
            let name = entry.file_name();
            let name = name.to_str().unwrap_or_default();
            name.starts_with(PREFIX) && name.ends_with(".json")
        })
        .filter_map(|entry| {
            let kept: Kept<String, Usage> = parse(&plain_file::text(&entry.path(), MOST_BYTES)?)?;
            Some((kept.host, kept.usage))
        })
        .collect();
    kept.sort_by(|a, b| a.0.cmp(&b.0));
    kept
}

/// Returns what the names of a host's files begin with, up to the ending.
fn name_of(host: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || ".-".contains(letter);
    let letters = host.chars().take(LONGEST_NAME);
    let name: String = letters.map(|c| if plain(c) { c } else { '_' }).collect();
    format!("{PREFIX}{name}")
}

/// Returns the counts of `host` in a file, if it is one of ours.
fn read<Usage: DeserializeOwned>(path: &Path, host: &str) -> Option<Usage> {
    let kept: Kept<String, Usage> = parse(&plain_file::text(path, MOST_BYTES)?)?;
    (kept.host == host).then_some(kept.usage)
}

fn parse<Usage: DeserializeOwned>(text: &str) -> Option<Kept<String, Usage>> {
    let kept: Kept<String, Usage> = serde_json::from_str(text).ok()?;
    (kept.kidtrip == KIND && kept.version == VERSION).then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const HOST: &str = "127.0.0.1:8080";

    fn allowances(folder: &Path) -> Allowances {
        Allowances::new(Some(folder.join("made/on/demand")))
    }

    fn add(allowances: &Allowances, host: &str) -> u32 {
        let mut remembered = None;
        let count = allowances.update(host, &mut remembered, |count: &mut u32| {
            *count += 1;
            *count
        });
        assert_eq!(remembered, None, "it is kept");
        count
    }

    fn path(folder: &Path) -> PathBuf {
        folder.join("made/on/demand/allowance-127.0.0.1_8080.json")
    }

    #[test]
    fn what_is_counted_is_counted_on_by_the_next_run_and_by_host() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(add(&allowances(folder.path()), HOST), 1);
        assert_eq!(add(&allowances(folder.path()), HOST), 2);
        assert_eq!(add(&allowances(folder.path()), "open-meteo.com"), 1);
        let kept = allowances_kept::<u32>(&folder.path().join("made/on/demand"));
        let expected = [(HOST.to_owned(), 2), ("open-meteo.com".to_owned(), 1)];
        assert_eq!(kept, expected);
    }

    #[test]
    fn runs_at_once_lose_no_count() {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..20 {
                        add(&allowances(folder.path()), HOST);
                    }
                });
            }
        });
        assert_eq!(add(&allowances(folder.path()), HOST), 161);
    }

    #[rstest]
    #[case::empty("")]
    #[case::foreign("hello\n")]
    #[case::cut_short(r#"{"kidtrip":"allowance","version":1,"host":"127.0.0.1:8"#)]
    #[case::another_version(
        r#"{"kidtrip":"allowance","version":2,"host":"127.0.0.1:8080","usage":7}"#
    )]
    #[case::another_kind(r#"{"kidtrip":"routes","version":1,"host":"127.0.0.1:8080","usage":7}"#)]
    #[case::another_host(r#"{"kidtrip":"allowance","version":1,"host":"a.example","usage":7}"#)]
    #[case::another_shape(
        r#"{"kidtrip":"allowance","version":1,"host":"127.0.0.1:8080","usage":"x"}"#
    )]
    fn what_is_not_ours_is_as_good_as_absent(#[case] content: &str) {
        let folder = tempfile::tempdir().unwrap();
        let path = path(folder.path());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        assert_eq!(add(&allowances(folder.path()), HOST), 1);
        assert_eq!(add(&allowances(folder.path()), HOST), 2);
    }

    #[test]
    fn a_folder_or_a_huge_file_in_its_place_is_cleared_away() {
        let folder = tempfile::tempdir().unwrap();
        let path = path(folder.path());
        fs::create_dir_all(path.join("inside")).unwrap();
        assert_eq!(add(&allowances(folder.path()), HOST), 1);
        fs::write(&path, vec![b' '; 1 << 20]).unwrap();
        assert_eq!(add(&allowances(folder.path()), HOST), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_followed_and_the_file_is_its_owner_s() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (outside, path) = (folder.path().join("outside"), path(folder.path()));
        fs::write(&outside, "untouched").unwrap();
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(&outside, &path).unwrap();
        add(&allowances(folder.path()), HOST);
        assert_eq!(fs::read(&outside).unwrap(), b"untouched");
        let mode = fs::symlink_metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn without_a_folder_the_run_remembers() {
        let allowances = Allowances::new(None);
        let mut remembered = None;
        for _ in 0..3 {
            allowances.update(HOST, &mut remembered, |count: &mut u32| *count += 1);
        }
        assert_eq!(remembered, Some(3));
        assert!(allowances.turn(HOST, Duration::ZERO).is_none());
    }

    #[test]
    fn one_run_at_a_time_has_its_turn() {
        let folder = tempfile::tempdir().unwrap();
        let allowances = allowances(folder.path());
        let turn = allowances.turn(HOST, Duration::ZERO);
        assert!(turn.is_some());
        assert!(allowances.turn(HOST, Duration::ZERO).is_none());
        assert!(allowances.turn("open-meteo.com", Duration::ZERO).is_some());
        drop(turn);
        assert!(allowances.turn(HOST, Duration::ZERO).is_some());
    }

    #[test]
    fn no_host_leads_out_of_the_folder() {
        let allowances = Allowances::new(Some("cache".into()));
        let path = allowances.path("../../etc/passwd\0", "json").unwrap();
        assert_eq!(path, Path::new("cache/allowance-.._.._etc_passwd_.json"));
    }
}
