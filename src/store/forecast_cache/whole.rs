//! Forecasts of a source that answers for all its days at once: one file, one line a cell.
//! Each is kept with the time before which the source must not be asked again, and with what it then wants to hear.

use super::sheet::{self, Sheet};
use super::{Claim, PREFIX, line};
use crate::domain::{Cell, Forecast, Source};
use crate::store::lock::lock;
use jiff::Timestamp;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Cells that the file keeps, the latest written: some 3 MB with nine days of hours each.
const MOST_CELLS: usize = 300;

/// A whole forecast, as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Whole {
    /// The forecast.
    pub forecast: Forecast,
    /// Until when the source must not be asked for it again.
    pub expires: Timestamp,
    /// What the source calls this state of it, to the letter.
    pub last_modified: Option<String>,
}

/// The cache of one source's whole forecasts in a folder.
#[derive(Debug)]
pub struct WholeForecasts {
    folder: Option<PathBuf>,
    source: Source,
    warned: bool,
}

impl WholeForecasts {
    /// Returns the cache of `source` in `folder`, which need not exist; without one nothing is kept.
    #[must_use]
    pub fn new(folder: Option<PathBuf>, source: Source) -> Self {
        Self {
            folder,
            source,
            warned: false,
        }
    }

    /// Returns the forecasts of those `cells` that are kept, of whatever age.
    #[must_use]
    pub fn get(&self, cells: &[Cell]) -> BTreeMap<Cell, Whole> {
        let path = self
            .folder
            .as_ref()
            .map(|folder| self.path(folder, "jsonl"));
        let Some(text) = path.and_then(|path| sheet::read(&path, &self.header())) else {
            return BTreeMap::new();
        };
        let wanted: HashMap<_, _> = cells.iter().map(|&cell| (line::key(cell), cell)).collect();
        sheet::lines(&text)
            .filter_map(|(key, line)| {
                let cell = *wanted.get(key)?;
                Some((cell, line::parse_whole(line, self.source)?))
            })
            .collect()
    }

    /// Keeps `forecasts`, beside those of other cells that are not over at `now`.
    ///
    /// Returns what keeps it from doing so, the first time only: the forecasts are as good without it.
    pub fn put(&mut self, forecasts: &BTreeMap<Cell, Whole>, now: Timestamp) -> Option<String> {
        if forecasts.is_empty() {
            return None;
        }
        let why = match &self.folder {
            None => ", as there is no home folder to keep them in".to_owned(),
            Some(folder) => match self.write(folder, forecasts, now) {
                Ok(()) => return None,
                Err(why) => format!(": {why}"),
            },
        };
        let first = !std::mem::replace(&mut self.warned, true);
        first.then(|| format!("forecasts are not kept{why}"))
    }

    /// Returns the claim to ask the source while other runs wait, waiting at most `patience` for one that has it; `None`
    /// when that takes too long or there is no cache to meet in.
    #[must_use]
    pub fn claim(&self, patience: Duration) -> Option<Claim> {
        let folder = self.folder.as_ref()?;
        fs::create_dir_all(folder).ok()?;
        let (_lock, waited) = lock(&self.path(folder, "asking"), patience).ok()?;
        Some(Claim { _lock, waited })
    }

    fn path(&self, folder: &Path, ending: &str) -> PathBuf {
        folder.join(format!("{PREFIX}{}.{ending}", self.source.as_str()))
    }

    fn header(&self) -> String {
        let source = self.source.as_str();
        format!(r#"{{"kidtrip":"whole-forecasts","version":1,"source":"{source}"}}"#)
    }

    fn write(
        &self,
        folder: &Path,
        forecasts: &BTreeMap<Cell, Whole>,
        now: Timestamp,
    ) -> Result<(), String> {
        let new = forecasts.iter().map(|(&cell, whole)| {
            let key = line::key(cell);
            let line = line::format_whole(&key, whole);
            (key, line)
        });
        let sheet = Sheet {
            path: &self.path(folder, "jsonl"),
            lock: &self.path(folder, "lock"),
            header: &self.header(),
            most: MOST_CELLS,
        };
        let is_to_come = |line: &str| {
            let span = line::parse(line, self.source).and_then(|forecast| forecast.span());
            span.is_some_and(|span| span.last() >= now)
        };
        sheet.write(new.collect(), is_to_come)
    }
}

/// Returns whether `name` is that of a file of whole forecasts, of whatever source and ending.
pub(super) fn is_ours(name: &str) -> bool {
    let stem_and_ending = name
        .strip_prefix(PREFIX)
        .and_then(|rest| rest.split_once('.'));
    stem_and_ending.is_some_and(|(stem, ending)| {
        Source::named(stem).is_some()
            && (matches!(ending, "jsonl" | "lock" | "asking") || ending.starts_with("jsonl.tmp-"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Conditions, Position};
    use jiff::SignedDuration;
    use rstest::rstest;
    use std::sync::Arc;

    const SOURCE: Source = Source::MetNorway;

    fn cell(index: i32) -> Cell {
        Cell::of(Position::new(f64::from(index) / 20.0, -2.25).unwrap())
    }

    fn now() -> Timestamp {
        "2026-11-27T18:00:00Z".parse().unwrap()
    }

    /// A forecast of three hours from now on, a share from the second on.
    fn whole(temperature_c: f64) -> Whole {
        let hour = Conditions {
            temperature_c: Some(temperature_c),
            ..Conditions::default()
        };
        Whole {
            forecast: Forecast {
                source: SOURCE,
                fetched_at: now(),
                first: now(),
                hours: Arc::new(vec![hour; 3]),
                hourly_until: Some(now()),
                rival: None,
            },
            expires: now() + SignedDuration::from_mins(31),
            last_modified: Some("Fri, 27 Nov 2026 17:44:31 GMT".to_owned()),
        }
    }

    fn cache(folder: &Path) -> WholeForecasts {
        WholeForecasts::new(Some(folder.to_owned()), SOURCE)
    }

    #[test]
    fn what_is_kept_comes_back_the_same_and_other_cells_stay() {
        let folder = tempfile::tempdir().unwrap();
        for (index, temperature) in [(1, 1.0), (2, 2.0), (2, 20.0)] {
            let one = BTreeMap::from([(cell(index), whole(temperature))]);
            assert_eq!(cache(folder.path()).put(&one, now()), None);
        }
        let got = cache(folder.path()).get(&[cell(1), cell(2), cell(3)]);
        let expected = BTreeMap::from([(cell(1), whole(1.0)), (cell(2), whole(20.0))]);
        assert_eq!(got, expected);
    }

    #[test]
    fn what_is_over_goes_when_something_new_comes() {
        let folder = tempfile::tempdir().unwrap();
        let mut cache = cache(folder.path());
        cache.put(&BTreeMap::from([(cell(1), whole(1.0))]), now());
        let later = now() + SignedDuration::from_hours(3);
        cache.put(&BTreeMap::from([(cell(2), whole(2.0))]), later);
        assert_eq!(cache.get(&[cell(1), cell(2)]).len(), 1);
    }

    #[test]
    fn a_line_without_its_expiry_and_a_foreign_file_are_absent() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("forecast-met-norway.jsonl");
        let kept = cache(folder.path());
        let line = line::format(&line::key(cell(1)), &whole(1.0).forecast);
        for text in [
            format!("{}\n{line}\n", kept.header()),
            "weather\n".to_owned(),
        ] {
            fs::write(&path, text).unwrap();
            assert!(kept.get(&[cell(1)]).is_empty());
        }
    }

    #[rstest]
    #[case::the_file("forecast-met-norway.jsonl", true)]
    #[case::its_lock("forecast-met-norway.lock", true)]
    #[case::half_written("forecast-met-norway.jsonl.tmp-AbC123", true)]
    #[case::of_a_day("forecast-met-norway-2026-11-28.jsonl", false)]
    #[case::of_nobody("forecast-weekend.jsonl", false)]
    #[case::somebody_s("forecast-met-norway.txt", false)]
    fn a_file_is_ours_by_its_name(#[case] name: &str, #[case] ours: bool) {
        assert_eq!(is_ours(name), ours);
    }

    #[test]
    fn one_run_claims_the_source_and_the_next_waits() {
        let folder = tempfile::tempdir().unwrap();
        let first = cache(folder.path()).claim(Duration::ZERO).unwrap();
        assert!(!first.waited);
        assert!(
            cache(folder.path())
                .claim(Duration::from_millis(20))
                .is_none()
        );
        assert!(
            WholeForecasts::new(None, SOURCE)
                .claim(Duration::ZERO)
                .is_none()
        );
    }
}
