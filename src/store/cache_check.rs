//! The cache looked through: how much is kept, and what of it cannot be read and will be had anew.

use super::{forecast_cache, location_cache, route_cache};
use std::io;
use std::path::Path;

/// What is kept, and what of it cannot be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CacheCheck {
    /// Files.
    pub files: usize,
    /// Bytes of them.
    pub bytes: u64,
    /// Forecasts, drives and locations that can be read.
    pub entries: usize,
    /// What cannot be read: a file by its name, or how many lines of one.
    pub unreadable: Vec<String>,
}

impl CacheCheck {
    /// Adds a file of so many bytes whose lines can be read or not; `None` for one that is not ours to read.
    pub(super) fn add(
        &mut self,
        name: &str,
        bytes: u64,
        lines: Option<impl Iterator<Item = bool>>,
    ) {
        self.files += 1;
        self.bytes += bytes;
        let Some(lines) = lines else {
            self.unreadable.push(name.to_owned());
            return;
        };
        let (mut sound, mut damaged) = (0, 0);
        for is_sound in lines {
            if is_sound { sound += 1 } else { damaged += 1 }
        }
        self.entries += sound;
        match damaged {
            0 => {}
            1 => self.unreadable.push(format!("1 line of {name}")),
            many => self.unreadable.push(format!("{many} lines of {name}")),
        }
    }
}

/// Reads everything that is kept in `folder`.
///
/// # Errors
/// When the folder is there and cannot be read.
pub fn check_cache(folder: &Path) -> io::Result<CacheCheck> {
    let mut check = CacheCheck::default();
    forecast_cache::check(folder, &mut check)?;
    route_cache::check(folder, &mut check)?;
    location_cache::check(folder, &mut check);
    Ok(check)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const DAY: &str = "forecast-open-meteo-2026-11-28.jsonl";
    const HEADER: &str =
        r#"{"kidtrip":"forecasts","version":1,"source":"open-meteo","day":"2026-11-28"}"#;
    const CELL: &str = r#"{"cell":"53.40,-2.25","fetched_at":"2026-11-27T18:00:00Z","first":1795802400,"temperature_c":"7","apparent_c":"","rain_mm":"0","rain_chance":"","code":"","cloud_pct":"","wind_kmh":"","gust_kmh":"","uv_index":""}"#;

    #[test]
    fn what_can_be_read_is_counted_and_the_rest_named() {
        let home = tempfile::tempdir().unwrap();
        let write = |name: &str, text: String| fs::write(home.path().join(name), text).unwrap();
        write(DAY, format!("{HEADER}\n{CELL}\n{{\"cell\":\"1.00,1.00\"\n"));
        write("forecast-open-meteo-2026-11-29.jsonl", "hello\n".to_owned());
        write("locations.jsonl", "another version\n".to_owned());
        write("somebody's.txt", "not ours".to_owned());
        let check = check_cache(home.path()).unwrap();
        assert_eq!((check.files, check.entries), (3, 1));
        assert_eq!(
            check.unreadable,
            [
                "1 line of forecast-open-meteo-2026-11-28.jsonl",
                "forecast-open-meteo-2026-11-29.jsonl",
                "locations.jsonl",
            ]
        );
    }

    #[test]
    fn no_folder_is_an_empty_cache() {
        let home = tempfile::tempdir().unwrap();
        let check = check_cache(&home.path().join("none")).unwrap();
        assert_eq!(check, CacheCheck::default());
    }

    #[test]
    fn a_folder_in_the_place_of_a_file_is_named() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join(DAY)).unwrap();
        assert_eq!(check_cache(home.path()).unwrap().unreadable, [DAY]);
    }
}
