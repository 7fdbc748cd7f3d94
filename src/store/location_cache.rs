//! Locations that were looked up online, kept for good, and queries of which nobody knew anything, kept for a week: one file,
//! one line a query. It says where the family has been asking from, so it is for its owner's eyes only.

use super::atomic::{self, Durability, Readers};
use super::cache_check::CacheCheck;
use super::plain_file;
use crate::domain::{Location, Position, Precision, zone};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::fs::{self};
use std::path::{Path, PathBuf};

/// The file's name in the cache folder.
const NAME: &str = "locations.jsonl";
/// The first line of the file, which any other version does not have.
const HEADER: &str = r#"{"kidtrip":"locations","version":1}"#;
/// Bytes of a file that is still taken for one of ours.
const MOST_BYTES: u64 = 4 << 20;
/// How long nobody is asked again of what nobody knew: a name may be added to the service's map any day (**judgement**).
const MISS_KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Locations and misses that are kept, the latest written last.
const MOST: usize = 2_000;

/// The locations kept in a folder; without one nothing is.
#[derive(Debug)]
pub struct LocationCache {
    folder: Option<PathBuf>,
}

/// A line of the file.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Line {
    Found(Found),
    Missed(Missed),
}

/// A query of which nobody knew anything.
#[derive(Serialize, Deserialize)]
struct Missed {
    query: String,
    /// When, in seconds since 1970.
    missed_at: i64,
}

#[derive(Serialize, Deserialize)]
struct Found {
    query: String,
    label: String,
    area: Option<String>,
    lat: f64,
    lon: f64,
    precision: Kind,
    zone: String,
    notes: Vec<String>,
}

#[derive(Serialize, Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Postcode,
    Place,
}

impl LocationCache {
    /// Returns the cache in `folder`, which need not exist.
    #[must_use]
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// Returns what `query` was found to be before.
    #[must_use]
    pub fn get(&self, query: &str) -> Option<Location> {
        let Line::Found(line) = self.line(query)? else {
            return None;
        };
        Some(Location {
            query: query.to_owned(),
            label: line.label,
            area: line.area,
            position: Position::new(line.lat, line.lon).ok()?,
            precision: match line.precision {
                Kind::Postcode => Precision::Postcode,
                Kind::Place => Precision::Place,
            },
            zone: zone(&line.zone).ok()?,
            notes: line.notes,
        })
    }

    /// Returns whether nobody knew `query` within the week before `now`.
    #[must_use]
    pub fn is_missed(&self, query: &str, now: Timestamp) -> bool {
        let Some(Line::Missed(line)) = self.line(query) else {
            return false;
        };
        // A miss of the future is that of a clock that went wrong.
        let age = now.as_second().saturating_sub(line.missed_at);
        (0..MISS_KEPT.as_secs()).contains(&age)
    }

    /// Keeps for a week that nobody knew `query`; returns what keeps it from doing so.
    pub fn put_missed(&self, query: &str, now: Timestamp) -> Option<String> {
        self.write(Line::Missed(Missed {
            query: key(query),
            missed_at: now.as_second(),
        }))
    }

    /// Keeps what `query` was found to be; returns what keeps it from doing so.
    pub fn put(&self, query: &str, location: &Location) -> Option<String> {
        self.write(Line::Found(Found {
            query: key(query),
            label: location.label.clone(),
            area: location.area.clone(),
            lat: location.position.lat(),
            lon: location.position.lon(),
            precision: match location.precision {
                Precision::Postcode => Kind::Postcode,
                _ => Kind::Place,
            },
            zone: location.zone.iana_name().unwrap_or("UTC").to_owned(),
            notes: location.notes.clone(),
        }))
    }

    /// Returns the latest line of a query.
    fn line(&self, query: &str) -> Option<Line> {
        let text = read(self.folder.as_ref()?)?;
        let key = key(query);
        lines(&text).rfind(|line| line.query() == key)
    }

    fn write(&self, line: Line) -> Option<String> {
        let Some(folder) = &self.folder else {
            return Some(
                "the location is not kept, as there is no home folder to keep it in".to_owned(),
            );
        };
        let text = read(folder).unwrap_or_default();
        let mut kept: Vec<Line> = lines(&text)
            .filter(|old| old.query() != line.query())
            .collect();
        let surplus = (kept.len() + 1).saturating_sub(MOST);
        kept.drain(..surplus);
        kept.push(line);
        let mut content = format!("{HEADER}\n");
        for line in &kept {
            content.push_str(&serde_json::to_string(line).ok()?);
            content.push('\n');
        }
        let path = folder.join(NAME);
        let written = atomic::replace(
            &path,
            content.as_bytes(),
            Readers::Owner,
            Durability::Disposable,
        );
        written
            .err()
            .map(|error| format!("the location is not kept: {error}"))
    }
}

impl Line {
    fn query(&self) -> &str {
        match self {
            Self::Found(line) => &line.query,
            Self::Missed(line) => &line.query,
        }
    }
}

/// Returns how many locations are kept in `folder`, and the bytes of the file they are in.
#[must_use]
pub fn locations_kept(folder: &Path) -> (usize, u64) {
    read(folder).map_or((0, 0), |text| {
        let found = lines(&text).filter(|line| matches!(line, Line::Found(_)));
        (found.count(), text.len() as u64)
    })
}

/// Reads the locations kept in `folder` into `found`.
pub(super) fn check(folder: &Path, found: &mut CacheCheck) {
    let Ok(metadata) = fs::symlink_metadata(folder.join(NAME)) else {
        return;
    };
    let text = read(folder);
    let lines = text.as_deref().map(|text| {
        let lines = text.lines();
        lines.map(|line| serde_json::from_str::<Line>(line).is_ok())
    });
    found.add(NAME, metadata.len(), lines);
}

/// Forgets the locations kept in `folder`.
///
/// # Errors
/// When the file is there and cannot be removed.
pub fn remove_locations(folder: &Path) -> std::io::Result<()> {
    match fs::remove_file(folder.join(NAME)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn key(query: &str) -> String {
    query.trim().to_lowercase()
}

/// Returns the text after the header, if the file is one of ours: not a link, a pipe or a folder.
fn read(folder: &Path) -> Option<String> {
    plain_file::after_header(&folder.join(NAME), HEADER, MOST_BYTES)
}

/// Returns the lines that can be read; a damaged one is as good as absent.
fn lines(text: &str) -> impl DoubleEndedIterator<Item = Line> + '_ {
    text.lines()
        .filter_map(|line| serde_json::from_str(line).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn found() -> Location {
        Location {
            query: "bt1 5gs".to_owned(),
            label: "BT1 5GS".to_owned(),
            area: Some("Belfast".to_owned()),
            position: Position::new(54.5966, -5.9301).unwrap(),
            precision: Precision::Postcode,
            zone: zone("Europe/London").unwrap(),
            notes: vec!["looked up".to_owned()],
        }
    }

    #[test]
    fn what_was_found_is_found_again_however_it_is_typed() {
        let folder = tempfile::tempdir().unwrap();
        let cache = LocationCache::new(Some(folder.path().to_owned()));
        assert_eq!(cache.get("BT1 5GS"), None);
        assert_eq!(cache.put("BT1 5GS", &found()), None);
        assert_eq!(cache.get("bt1 5gs"), Some(found()));
        assert_eq!(locations_kept(folder.path()).0, 1);
        remove_locations(folder.path()).unwrap();
        assert_eq!(cache.get("BT1 5GS"), None);
        remove_locations(folder.path()).unwrap();
    }

    #[test]
    fn what_nobody_knew_is_not_asked_for_a_week_and_gives_way_to_what_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let cache = LocationCache::new(Some(folder.path().to_owned()));
        let now: Timestamp = "2026-11-27T18:00:00Z".parse().unwrap();
        assert!(!cache.is_missed("BT1 5GS", now));
        assert_eq!(cache.put_missed("BT1 5GS", now), None);
        for (hours, expected) in [(0, true), (7 * 24 - 1, true), (7 * 24, false), (-1, false)] {
            let then = now + SignedDuration::from_hours(hours);
            assert_eq!(cache.is_missed("bt1 5gs ", then), expected, "{hours}");
        }
        assert_eq!(cache.get("bt1 5gs"), None);
        assert_eq!(locations_kept(folder.path()).0, 0);
        assert_eq!(cache.put("BT1 5GS", &found()), None);
        assert!(!cache.is_missed("BT1 5GS", now));
        assert_eq!(cache.get("bt1 5gs"), Some(found()));
    }

    #[test]
    fn the_latest_are_kept_and_the_number_is_bounded() {
        let folder = tempfile::tempdir().unwrap();
        let cache = LocationCache::new(Some(folder.path().to_owned()));
        let line = |at: usize| {
            let place = Found {
                query: format!("place {at}"),
                label: "x".to_owned(),
                area: None,
                lat: 1.0,
                lon: 1.0,
                precision: Kind::Place,
                zone: "UTC".to_owned(),
                notes: Vec::new(),
            };
            serde_json::to_string(&place).unwrap()
        };
        let lines: Vec<String> = (0..MOST).map(line).collect();
        fs::write(
            folder.path().join(NAME),
            format!("{HEADER}\n{}\n", lines.join("\n")),
        )
        .unwrap();
        cache.put("BT1 5GS", &found());
        assert_eq!(locations_kept(folder.path()).0, MOST);
        assert!(cache.get("place 0").is_none());
        assert!(cache.get("place 1").is_some());
    }

    #[rstest]
    #[case::another_version("{\"kidtrip\":\"locations\",\"version\":2}\n{}\n")]
    #[case::foreign("hello\nthere\n")]
    #[case::empty("")]
    #[case::a_damaged_line("{\"kidtrip\":\"locations\",\"version\":1}\n{\"query\":\"bt1 5gs\",\n")]
    fn what_is_not_ours_is_as_good_as_absent(#[case] content: &str) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(NAME), content).unwrap();
        let cache = LocationCache::new(Some(folder.path().to_owned()));
        assert_eq!(cache.get("BT1 5GS"), None);
        assert_eq!(cache.put("BT1 5GS", &found()), None);
        assert_eq!(cache.get("bt1 5gs"), Some(found()));
    }

    #[test]
    fn without_a_folder_it_says_that_nothing_is_kept() {
        let cache = LocationCache::new(None);
        assert_eq!(cache.get("x"), None);
        assert!(cache.put("x", &found()).unwrap().contains("not kept"));
    }
}
