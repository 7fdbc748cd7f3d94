//! Forecasts kept until their day is over: one file a source and day, one line a cell.
//! Disposable: what cannot be read is as good as absent, what cannot be written costs a request next time.

mod check;
mod line;
mod sheet;
mod whole;

pub(super) use check::check;
pub use whole::{Whole, WholeForecasts};

use self::sheet::Sheet;
use super::lock::lock;
use crate::domain::{Cell, Forecast, HourSpan, Source};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Cells that a file keeps, the latest written first: some 3 MB with a day's hours each.
const MOST_CELLS: usize = 2_000;
/// What the names of all files begin with, so that tidying up touches no other.
const PREFIX: &str = "forecast-";

/// The cache of one source's forecasts in a folder.
#[derive(Debug)]
pub struct ForecastCache {
    folder: Option<PathBuf>,
    source: Source,
    warned: bool,
}

/// The right to ask the source for a day's cells while other runs wait; it ends when this is dropped.
#[derive(Debug)]
pub struct Claim {
    _lock: File,
    /// Whether another run had it first, so that the cells may have come meanwhile.
    pub waited: bool,
}

impl ForecastCache {
    /// Returns the cache of `source` in `folder`, which need not exist; without one nothing is kept.
    #[must_use]
    pub fn new(folder: Option<PathBuf>, source: Source) -> Self {
        Self {
            folder,
            source,
            warned: false,
        }
    }

    /// Returns the forecasts of those `cells` that are kept for `day` and cover `span`, of whatever age.
    #[must_use]
    pub fn get(&self, cells: &[Cell], day: Date, span: HourSpan) -> BTreeMap<Cell, Forecast> {
        let Some(folder) = &self.folder else {
            return BTreeMap::new();
        };
        let path = self.path(folder, day, "jsonl");
        let Some(text) = sheet::read(&path, &self.header(day)) else {
            return BTreeMap::new();
        };
        let wanted: HashMap<_, _> = cells.iter().map(|&cell| (line::key(cell), cell)).collect();
        sheet::lines(&text)
            .filter_map(|(key, line)| {
                // Only the lines of the cells wanted are read beyond their key.
                let cell = *wanted.get(key)?;
                let forecast = line::parse(line, self.source)?;
                forecast.span()?.covers(span).then_some((cell, forecast))
            })
            .collect()
    }

    /// Keeps `forecasts` for `day`, beside those of other cells that other runs have kept, and removes the
    /// files of days that are over everywhere at `now`.
    ///
    /// Returns what keeps it from doing so, the first time only: the forecasts are as good without it.
    pub fn put(
        &mut self,
        day: Date,
        forecasts: &BTreeMap<Cell, Forecast>,
        now: Timestamp,
    ) -> Option<String> {
        if forecasts.is_empty() {
            return None;
        }
        let warning = match &self.folder {
            None => "forecasts are not kept, as there is no home folder to keep them in".to_owned(),
            Some(folder) => match self.write(folder, day, forecasts) {
                Ok(()) => {
                    remove_days_before(folder, now);
                    return None;
                }
                Err(why) => format!("forecasts are not kept: {why}"),
            },
        };
        let first = !std::mem::replace(&mut self.warned, true);
        first.then_some(warning)
    }

    /// Returns the claim to ask for `day`'s cells, waiting at most `patience` for another run that has it;
    /// `None` when that takes too long or there is no cache to meet in.
    #[must_use]
    pub fn claim(&self, day: Date, patience: Duration) -> Option<Claim> {
        let folder = self.folder.as_ref()?;
        fs::create_dir_all(folder).ok()?;
        let (_lock, waited) = lock(&self.path(folder, day, "asking"), patience).ok()?;
        Some(Claim { _lock, waited })
    }

    fn path(&self, folder: &Path, day: Date, ending: &str) -> PathBuf {
        folder.join(format!("{PREFIX}{}-{day}.{ending}", self.source.as_str()))
    }

    /// The first line of a file, which any other version, source or day does not have.
    fn header(&self, day: Date) -> String {
        let source = self.source.as_str();
        format!(r#"{{"kidtrip":"forecasts","version":1,"source":"{source}","day":"{day}"}}"#)
    }

    fn write(
        &self,
        folder: &Path,
        day: Date,
        forecasts: &BTreeMap<Cell, Forecast>,
    ) -> Result<(), String> {
        let new = forecasts
            .iter()
            .filter(|(_, forecast)| !forecast.hours.is_empty())
            .map(|(&cell, forecast)| {
                let key = line::key(cell);
                let line = line::format(&key, forecast);
                (key, line)
            });
        let sheet = Sheet {
            path: &self.path(folder, day, "jsonl"),
            lock: &self.path(folder, day, "lock"),
            header: &self.header(day),
            most: MOST_CELLS,
        };
        sheet.write(new.collect(), |_| true)
    }
}

/// Returns the files of days of forecasts in `folder`, of every source, with their sizes in bytes.
///
/// # Errors
/// When the folder is there and cannot be read.
pub fn days_kept(folder: &Path) -> io::Result<Vec<(PathBuf, u64)>> {
    files(folder, |name| day_of(name).is_some())
}

/// Returns the files of whole forecasts in `folder`, of every source, with their sizes in bytes.
///
/// # Errors
/// When the folder is there and cannot be read.
pub fn wholes_kept(folder: &Path) -> io::Result<Vec<(PathBuf, u64)>> {
    files(folder, whole::is_ours)
}

fn files(folder: &Path, is_wanted: fn(&str) -> bool) -> io::Result<Vec<(PathBuf, u64)>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry?;
        let wanted = entry.file_name().to_str().is_some_and(is_wanted);
        if wanted && entry.file_type()?.is_file() {
            files.push((entry.path(), entry.metadata()?.len()));
        }
    }
    files.sort();
    Ok(files)
}

/// Removes every file that [`days_kept`] and [`wholes_kept`] return.
///
/// # Errors
/// When one cannot be removed; those before it are gone.
pub fn remove_forecasts(folder: &Path) -> io::Result<()> {
    let (days, wholes) = (days_kept(folder)?, wholes_kept(folder)?);
    days.iter()
        .chain(&wholes)
        .try_for_each(|(path, _)| fs::remove_file(path))
}

/// Removes the files of days that are over at `now` in the last zone on Earth to end a day (UTC-12). What
/// cannot be removed is tried again by the next run.
fn remove_days_before(folder: &Path, now: Timestamp) {
    let Ok(last) = now.checked_sub(SignedDuration::from_hours(12)) else {
        return;
    };
    let today = TimeZone::UTC.to_datetime(last).date();
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let over = entry
            .file_name()
            .to_str()
            .and_then(day_of)
            .is_some_and(|day| day < today);
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if over && is_file {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Returns the day in the name of a file of ours, whatever its source and ending.
fn day_of(name: &str) -> Option<Date> {
    let (stem, ending) = name.strip_prefix(PREFIX)?.split_once('.')?;
    let day = stem.get(stem.len().checked_sub("-2026-11-28".len())?..)?;
    let ours = matches!(ending, "jsonl" | "lock" | "asking") || ending.starts_with("jsonl.tmp-");
    let day = day.strip_prefix('-')?.parse().ok()?;
    ours.then_some(day)
}

#[cfg(test)]
mod tests;
