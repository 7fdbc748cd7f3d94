//! Past weather kept for good, since it does not change: one file a quarter-degree square, one line a day.
//! Disposable: what cannot be read is as good as absent, what cannot be written costs a request next time.

use super::atomic::{self, Durability, Readers};
use super::lock::{clear_the_way, lock};
use super::plain_file;
use crate::domain::PastDay;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self};
use std::io::{self};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Bytes of a file that is still taken for one of ours: every day of thirty years.
const MOST_BYTES: u64 = 1 << 20;
/// Time to wait for another run that is writing.
const PATIENCE: Duration = Duration::from_secs(2);
/// What the names of all files begin with.
const PREFIX: &str = "past-";

/// The past weather kept in a folder; without one nothing is.
#[derive(Debug)]
pub struct PastCache {
    folder: Option<PathBuf>,
}

/// A line as it is kept.
#[derive(Serialize, Deserialize)]
struct Line {
    day: String,
    max: Option<f64>,
    min: Option<f64>,
    mm: Option<f64>,
    sun: Option<f64>,
}

impl PastCache {
    /// Returns the cache in `folder`, which need not exist.
    #[must_use]
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// Returns every day that is kept of the square called `square`.
    #[must_use]
    pub fn get(&self, square: &str) -> BTreeMap<Date, PastDay> {
        let folder = self.folder.as_ref();
        folder.map_or_else(BTreeMap::new, |folder| read(&path(folder, square), square))
    }

    /// Keeps `days` of the square called `square` beside those that are kept; returns what keeps it from doing so.
    #[must_use]
    pub fn put(&self, square: &str, days: &BTreeMap<Date, PastDay>) -> Option<String> {
        if days.is_empty() {
            return None;
        }
        let Some(folder) = &self.folder else {
            return Some(
                "past weather is not kept, as there is no home folder to keep it in".to_owned(),
            );
        };
        let written = write(folder, square, days);
        written
            .err()
            .map(|why| format!("past weather is not kept: {why}"))
    }
}

fn write(folder: &Path, square: &str, days: &BTreeMap<Date, PastDay>) -> Result<(), String> {
    let name = |error: io::Error| format!("{} cannot be written: {error}", folder.display());
    fs::create_dir_all(folder).map_err(name)?;
    let path = path(folder, square);
    let _lock = lock(&path.with_extension("lock"), PATIENCE).map_err(name)?;
    let mut all = read(&path, square);
    all.extend(days);
    let mut text = header(square);
    for (day, past) in all {
        let line = Line {
            day: day.to_string(),
            max: past.tmax_c,
            min: past.tmin_c,
            mm: past.rain_mm,
            sun: past.sun_hours.map(|hours| (hours * 100.0).round() / 100.0),
        };
        text.push('\n');
        // A line holds a date and numbers: there is nothing that could fail to serialise.
        text.push_str(&serde_json::to_string(&line).unwrap_or_default());
    }
    text.push('\n');
    clear_the_way(&path).map_err(name)?;
    atomic::replace(
        &path,
        text.as_bytes(),
        Readers::Owner,
        Durability::Disposable,
    )
    .map_err(|error| error.to_string())
}

/// Returns the days in a file, if it is one of ours: not a link, a pipe or a folder, of this version and square.
fn read(path: &Path, square: &str) -> BTreeMap<Date, PastDay> {
    let lines = plain_file::after_header(path, &header(square), MOST_BYTES).unwrap_or_default();
    lines.lines().filter_map(parse).collect()
}

/// Returns the day of a line; a damaged one is as good as absent.
fn parse(line: &str) -> Option<(Date, PastDay)> {
    let line: Line = serde_json::from_str(line).ok()?;
    let within = |value: Option<f64>, least, most| match value {
        Some(value) if !(least..=most).contains(&value) => None,
        value => Some(value),
    };
    let past = PastDay {
        tmax_c: within(line.max, -90.0, 60.0)?,
        tmin_c: within(line.min, -90.0, 60.0)?,
        rain_mm: within(line.mm, 0.0, 2_000.0)?,
        sun_hours: within(line.sun, 0.0, 24.0)?,
    };
    Some((line.day.parse().ok()?, past))
}

fn header(square: &str) -> String {
    format!(r#"{{"kidtrip":"past-weather","version":1,"square":"{square}"}}"#)
}

fn path(folder: &Path, square: &str) -> PathBuf {
    folder.join(format!("{PREFIX}{}.jsonl", square.replace(',', "_")))
}

/// Returns the files of past weather in `folder`, with their sizes in bytes.
///
/// # Errors
/// When the folder is there and cannot be read.
pub fn squares_kept(folder: &Path) -> io::Result<Vec<(PathBuf, u64)>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut kept = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|name| {
            name.starts_with(PREFIX) && (name.ends_with(".jsonl") || name.ends_with(".lock"))
        });
        if ours && entry.file_type()?.is_file() {
            kept.push((entry.path(), entry.metadata()?.len()));
        }
    }
    kept.sort();
    Ok(kept)
}

/// Removes every file that [`squares_kept`] returns.
///
/// # Errors
/// When one cannot be removed; those before it are gone.
pub fn remove_squares(folder: &Path) -> io::Result<()> {
    squares_kept(folder)?
        .iter()
        .try_for_each(|(path, _)| fs::remove_file(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use rstest::rstest;

    const SQUARE: &str = "53.50,-2.25";

    fn days(from: i8) -> BTreeMap<Date, PastDay> {
        let past = PastDay {
            tmax_c: Some(9.1),
            tmin_c: Some(-2.4),
            rain_mm: Some(0.3),
            sun_hours: None,
        };
        (from..from + 7)
            .map(|day| (date(2016, 11, day), past))
            .collect()
    }

    fn cache(folder: &Path) -> PastCache {
        PastCache::new(Some(folder.join("made")))
    }

    #[test]
    fn days_are_kept_beside_those_that_are_there_and_by_square() {
        let folder = tempfile::tempdir().unwrap();
        let cache = cache(folder.path());
        assert_eq!(cache.put(SQUARE, &days(1)), None);
        assert_eq!(cache.put(SQUARE, &days(5)), None);
        assert_eq!(cache.put("51.50,0.00", &days(20)), None);
        let mut expected = days(1);
        expected.extend(days(5));
        assert_eq!(cache.get(SQUARE), expected);
        assert_eq!(cache.get("51.50,0.00"), days(20));
        let kept = squares_kept(&folder.path().join("made")).unwrap();
        assert_eq!(kept.iter().filter(|(_, bytes)| *bytes > 0).count(), 2);
        remove_squares(&folder.path().join("made")).unwrap();
        assert!(cache.get(SQUARE).is_empty());
    }

    #[rstest]
    #[case::empty("")]
    #[case::foreign("hello\nthere\n")]
    #[case::another_version(
        "{\"kidtrip\":\"past-weather\",\"version\":2,\"square\":\"53.50,-2.25\"}\nLINE\n"
    )]
    #[case::another_square(
        "{\"kidtrip\":\"past-weather\",\"version\":1,\"square\":\"1.00,-2.25\"}\nLINE\n"
    )]
    #[case::a_line_cut_short("HEADER\n{\"day\":\"2016-11-01\",\"max\":9")]
    #[case::no_date("HEADER\n{\"day\":\"soon\",\"max\":9,\"min\":1,\"mm\":0,\"sun\":0}\n")]
    #[case::no_weather_of_this_world(
        "HEADER\n{\"day\":\"2016-11-01\",\"max\":900,\"min\":1,\"mm\":0,\"sun\":0}\n"
    )]
    fn what_is_not_ours_is_as_good_as_absent(#[case] content: &str) {
        let folder = tempfile::tempdir().unwrap();
        let path = path(&folder.path().join("made"), SQUARE);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let line = r#"{"day":"2016-11-01","max":9.0,"min":1.0,"mm":0.0,"sun":null}"#;
        let content = content
            .replace("HEADER", &header(SQUARE))
            .replace("LINE", line);
        fs::write(&path, content).unwrap();
        let cache = cache(folder.path());
        assert!(cache.get(SQUARE).is_empty());
        assert_eq!(cache.put(SQUARE, &days(1)), None);
        assert_eq!(cache.get(SQUARE), days(1));
    }

    #[test]
    fn a_folder_in_its_place_is_set_aside() {
        let folder = tempfile::tempdir().unwrap();
        let path = path(&folder.path().join("made"), SQUARE);
        fs::create_dir_all(path.join("inside")).unwrap();
        let cache = cache(folder.path());
        assert_eq!(cache.put(SQUARE, &days(1)), None);
        assert_eq!(cache.get(SQUARE), days(1));
    }

    #[test]
    fn without_a_folder_it_says_that_nothing_is_kept() {
        let cache = PastCache::new(None);
        assert!(cache.put(SQUARE, &days(1)).unwrap().contains("not kept"));
        assert!(cache.get(SQUARE).is_empty());
    }
}
