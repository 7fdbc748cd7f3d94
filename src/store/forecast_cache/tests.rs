//! What the cache gives back, and what it takes for absent.

use super::*;
use crate::domain::{Conditions, Position, Precipitation, Source, WeatherCode};
use proptest::prelude::*;
use rstest::rstest;
use std::sync::Arc;

const SOURCE: Source = Source::OpenMeteo;
/// 2026-11-28 00:00 UTC.
const MIDNIGHT: i64 = 1_795_824_000;

fn stamp(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn day() -> Date {
    "2026-11-28".parse().unwrap()
}

fn cell(index: i32) -> Cell {
    Cell::of(Position::new(f64::from(index) / 20.0, -2.25).unwrap())
}

fn hours(from: i64, count: i64) -> HourSpan {
    HourSpan::covering(
        stamp(MIDNIGHT + from * 3600),
        stamp(MIDNIGHT + (from + count - 1) * 3600),
    )
}

fn forecast(temperature_c: f64) -> Forecast {
    let hour = Conditions {
        temperature_c: Some(temperature_c),
        precipitation: Precipitation {
            mm: Some(0.1 + 0.2),
            probability: None,
        },
        code: Some(WeatherCode(61)),
        ..Conditions::default()
    };
    Forecast {
        source: SOURCE,
        fetched_at: "2026-11-27T17:58:03.123456789Z".parse().unwrap(),
        first: stamp(MIDNIGHT),
        hours: Arc::new(vec![hour, Conditions::default(), hour]),
        hourly_until: None,
        rival: None,
    }
}

fn cache(folder: &Path) -> ForecastCache {
    ForecastCache::new(Some(folder.to_owned()), SOURCE)
}

fn put(folder: &Path, cells: &[(i32, f64)]) {
    let forecasts = cells
        .iter()
        .map(|&(index, t)| (cell(index), forecast(t)))
        .collect();
    assert_eq!(cache(folder).put(day(), &forecasts, stamp(MIDNIGHT)), None);
}

fn get(folder: &Path, cells: &[i32]) -> Vec<(i32, f64)> {
    let wanted: Vec<_> = cells.iter().map(|&index| cell(index)).collect();
    let got = cache(folder).get(&wanted, day(), hours(0, 3));
    let temperature = |index| got.get(&cell(index))?.hours[0].temperature_c;
    cells
        .iter()
        .filter_map(|&index| Some((index, temperature(index)?)))
        .collect()
}

fn file(folder: &Path) -> PathBuf {
    folder.join("forecast-open-meteo-2026-11-28.jsonl")
}

#[test]
fn what_is_kept_comes_back_the_same() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), &[(1_068, 7.1)]);
    let got = cache(folder.path()).get(&[cell(1_068), cell(0)], day(), hours(1, 2));
    assert_eq!(got, BTreeMap::from([(cell(1_068), forecast(7.1))]));
}

#[rstest]
#[case::an_hour_before(-1, 2)]
#[case::an_hour_after(2, 2)]
fn what_does_not_cover_the_span_is_not_given(#[case] from: i64, #[case] count: i64) {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), &[(1, 7.1)]);
    assert!(
        cache(folder.path())
            .get(&[cell(1)], day(), hours(from, count))
            .is_empty()
    );
}

#[test]
fn other_cells_stay_and_the_same_cell_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), &[(1, 1.0), (2, 2.0)]);
    put(folder.path(), &[(2, 20.0), (-3, 30.0)]);
    assert_eq!(
        get(folder.path(), &[1, 2, -3, 4]),
        [(1, 1.0), (2, 20.0), (-3, 30.0)]
    );
}

#[test]
fn days_and_sources_are_kept_apart() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), &[(1, 1.0)]);
    let sunday = day().tomorrow().unwrap();
    assert!(
        cache(folder.path())
            .get(&[cell(1)], sunday, hours(0, 3))
            .is_empty()
    );
    let other = ForecastCache::new(Some(folder.path().to_owned()), Source::MetNorway);
    assert!(other.get(&[cell(1)], day(), hours(0, 3)).is_empty());
}

#[rstest]
#[case::empty("")]
#[case::foreign("temperature: warm\n")]
#[case::of_a_newer_version(
    "{\"kidtrip\":\"forecasts\",\"version\":2}\n{\"cell\":\"0.05,-2.25\"}\n"
)]
#[case::a_header_alone(
    "{\"kidtrip\":\"forecasts\",\"version\":1,\"source\":\"open-meteo\",\"day\":\"2026-11-28\"}"
)]
#[case::deep(
    "{\"kidtrip\":\"forecasts\",\"version\":1,\"source\":\"open-meteo\",\"day\":\"2026-11-28\"}\n{\"cell\":\"0.05,-2.25\",\"x\":[[[[\n"
)]
fn a_file_that_is_not_ours_is_absent_and_replaced(#[case] content: &str) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(file(folder.path()), content).unwrap();
    assert_eq!(get(folder.path(), &[1]), []);
    put(folder.path(), &[(1, 1.0)]);
    assert_eq!(get(folder.path(), &[1]), [(1, 1.0)]);
}

#[test]
fn bytes_that_are_not_text_and_a_file_too_large_are_absent() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(file(folder.path()), b"\xff\xfe\n").unwrap();
    assert_eq!(get(folder.path(), &[1]), []);
    File::create(file(folder.path()))
        .unwrap()
        .set_len(1 << 40)
        .unwrap();
    assert_eq!(get(folder.path(), &[1]), []);
    put(folder.path(), &[(1, 1.0)]);
    assert_eq!(get(folder.path(), &[1]), [(1, 1.0)]);
}

#[test]
fn a_file_cut_anywhere_gives_what_is_whole_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), &[(1, 1.0), (2, 2.0)]);
    let whole = fs::read(file(folder.path())).unwrap();
    for length in 0..whole.len() {
        fs::write(file(folder.path()), &whole[..length]).unwrap();
        let got = get(folder.path(), &[1, 2]);
        assert!(got.is_empty() || got == [(1, 1.0)], "{length}: {got:?}");
    }
}

#[test]
fn a_folder_in_the_place_of_the_file_is_replaced_and_its_content_kept() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(file(folder.path())).unwrap();
    put(folder.path(), &[(1, 1.0)]);
    assert_eq!(get(folder.path(), &[1]), [(1, 1.0)]);

    fs::remove_file(file(folder.path())).unwrap();
    fs::create_dir(file(folder.path())).unwrap();
    fs::write(file(folder.path()).join("mine"), "kept").unwrap();
    put(folder.path(), &[(1, 1.0)]);
    assert_eq!(get(folder.path(), &[1]), [(1, 1.0)]);
    let aside = folder
        .path()
        .join("forecast-open-meteo-2026-11-28.jsonl.aside/mine");
    assert_eq!(fs::read_to_string(aside).unwrap(), "kept");
}

#[cfg(unix)]
#[rstest]
#[case::in_the_place_of_the_file("jsonl")]
#[case::in_the_place_of_the_lock("lock")]
fn a_link_is_neither_read_nor_written_through(#[case] ending: &str) {
    let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    put(outside.path(), &[(1, 99.0)]);
    let target = file(outside.path());
    let before = fs::read(&target).unwrap();
    let link = file(folder.path()).with_extension(ending);
    std::os::unix::fs::symlink(&target, link).unwrap();
    assert_eq!(get(folder.path(), &[1]), []);
    put(folder.path(), &[(1, 1.0)]);
    assert_eq!(get(folder.path(), &[1]), [(1, 1.0)]);
    assert_eq!(fs::read(&target).unwrap(), before);
}

#[test]
fn only_files_of_days_that_are_over_everywhere_are_removed() {
    let folder = tempfile::tempdir().unwrap();
    let gone = [
        "forecast-open-meteo-2026-11-26.jsonl",
        "forecast-open-meteo-2026-11-26.lock",
        "forecast-met-norway-2026-01-01.asking",
        "forecast-open-meteo-2026-11-26.jsonl.tmp-AbC123",
    ];
    let kept = [
        "forecast-open-meteo-2026-11-27.jsonl",
        "forecast-open-meteo-2026-12-05.jsonl",
        "forecast-open-meteo-2026-11-26.txt",
        "forecast-2026-02-30.jsonl",
        "holiday-2026-11-26.jsonl",
        "forecast-é-11-26.jsonl",
    ];
    for name in gone.iter().chain(&kept) {
        fs::write(folder.path().join(name), "x").unwrap();
    }
    // Midnight UTC as the 28th begins is noon of the 27th at UTC-12.
    put(folder.path(), &[(1, 1.0)]);
    let left = |names: &[&str]| {
        names
            .iter()
            .filter(|n| folder.path().join(n).exists())
            .count()
    };
    assert_eq!((left(&gone), left(&kept)), (0, kept.len()));
}

#[test]
fn a_cache_that_cannot_be_written_is_said_once() {
    let folder = tempfile::tempdir().unwrap();
    let taken = folder.path().join("a-file");
    fs::write(&taken, "x").unwrap();
    for place in [Some(taken), None] {
        let mut cache = ForecastCache::new(place, SOURCE);
        let forecasts = BTreeMap::from([(cell(1), forecast(1.0))]);
        let warning = cache.put(day(), &forecasts, stamp(MIDNIGHT));
        assert!(warning.unwrap().starts_with("forecasts are not kept"));
        assert_eq!(cache.put(day(), &forecasts, stamp(MIDNIGHT)), None);
        assert!(cache.get(&[cell(1)], day(), hours(0, 3)).is_empty());
        assert!(cache.claim(day(), Duration::ZERO).is_none());
    }
}

#[test]
fn a_file_keeps_no_more_than_its_share_and_the_latest_cells() {
    let folder = tempfile::tempdir().unwrap();
    let many: Vec<_> = (0..1_500).map(|index| (index, 1.0)).collect();
    put(folder.path(), &many);
    let more: Vec<_> = (-1_500..0).map(|index| (index, 2.0)).collect();
    put(folder.path(), &more);
    let all: Vec<_> = (-1_500..1_500).collect();
    let got = get(folder.path(), &all);
    assert_eq!(got.len(), MOST_CELLS);
    assert!(more.iter().all(|cell| got.contains(cell)));
}

#[test]
fn runs_that_write_at_once_lose_no_cell() {
    let folder = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for run in 0..8 {
            let folder = folder.path();
            scope.spawn(move || (0..10).for_each(|i| put(folder, &[(run * 10 + i, 1.0)])));
        }
    });
    let all: Vec<_> = (0..80).collect();
    assert_eq!(get(folder.path(), &all).len(), 80);
}

#[test]
fn one_run_claims_a_day_and_the_next_waits() {
    let folder = tempfile::tempdir().unwrap();
    let first = cache(folder.path()).claim(day(), Duration::ZERO).unwrap();
    assert!(!first.waited);
    assert!(
        cache(folder.path())
            .claim(day(), Duration::from_millis(20))
            .is_none()
    );
    let next = std::thread::scope(|scope| {
        let path = folder.path();
        let next = scope.spawn(move || cache(path).claim(day(), Duration::from_secs(20)));
        std::thread::sleep(Duration::from_millis(50));
        drop(first);
        next.join().unwrap().unwrap()
    });
    assert!(next.waited);
}

proptest! {
    #[test]
    fn every_number_reads_back_exactly(values in proptest::collection::vec(proptest::option::of(any::<f64>()), 1..30)) {
        let finite = |value: &Option<f64>| value.filter(|v| v.is_finite());
        let hours = values.iter().map(|value| Conditions {
            temperature_c: finite(value),
            uv_index: finite(value).map(|v| v / 100.0),
            ..Conditions::default()
        });
        let mut kept = forecast(0.0);
        kept.hours = Arc::new(hours.collect());
        let read = line::parse(&line::format("53.40,-2.25", &kept), SOURCE).unwrap();
        let bits = |f: &Forecast| f.hours.iter()
            .map(|h| (h.temperature_c.map(f64::to_bits), h.uv_index.map(f64::to_bits)))
            .collect::<Vec<_>>();
        prop_assert_eq!(bits(&read), bits(&kept));
    }

    #[test]
    fn no_line_makes_the_reader_panic(text in "\\PC{0,80}", tail in any::<usize>()) {
        let whole = line::format("53.40,-2.25", &forecast(1.0));
        let cut: String = whole.chars().take(tail % whole.len()).collect();
        for line in [text.clone(), format!("{cut}{text}")] {
            let _ = line::key_of(&line);
            let _ = line::parse(&line, SOURCE);
        }
    }
}
