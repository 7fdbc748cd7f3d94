//! The kept forecasts looked through, as a run would read them.

use super::{ForecastCache, PREFIX, day_of, line, sheet};
use crate::domain::Source;
use crate::store::cache_check::CacheCheck;
use std::fs;
use std::io;
use std::path::Path;

/// Reads every file of forecasts in `folder` into `found`.
///
/// # Errors
/// When the folder is there and cannot be read.
pub(in crate::store) fn check(folder: &Path, found: &mut CacheCheck) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    let mut names: Vec<String> = Vec::new();
    for entry in entries {
        let name = entry?.file_name();
        let ours = name.to_str().filter(|name| name.ends_with(".jsonl"));
        names.extend(
            ours.filter(|name| day_of(name).is_some())
                .map(str::to_owned),
        );
    }
    names.sort();
    for name in names {
        let path = folder.join(&name);
        let bytes = fs::symlink_metadata(&path).map_or(0, |metadata| metadata.len());
        let read = source_of(&name)
            .zip(day_of(&name))
            .and_then(|(source, day)| {
                let cache = ForecastCache::new(Some(folder.to_owned()), source);
                Some((source, sheet::read(&path, &cache.header(day))?))
            });
        let lines = read.as_ref().map(|(source, text)| {
            let lines = text.lines().filter(|line| !line.is_empty());
            lines.map(|text| line::parse(text, *source).is_some())
        });
        found.add(&name, bytes, lines);
    }
    Ok(())
}

/// Returns the source in the name of a file, where this release knows it.
fn source_of(name: &str) -> Option<Source> {
    let rest = name.strip_prefix(PREFIX)?;
    let is_of = |source: &Source| {
        let day = rest.strip_prefix(source.as_str());
        day.is_some_and(|day| day.len() == "-2026-11-28.jsonl".len())
    };
    Source::ALL.into_iter().find(is_of)
}
