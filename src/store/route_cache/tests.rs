//! What the cache gives back, what it takes for absent, and what it never touches.

use super::*;
use proptest::prelude::*;
use rstest::rstest;

const SERVER: &str = "http://127.0.0.1:5000";

fn now() -> Timestamp {
    "2026-11-27T18:00:00Z".parse().unwrap()
}

fn at(lat_e4: i32, lon_e4: i32) -> Waypoint {
    Waypoint::of(Position::new(f64::from(lat_e4) / 1e4, f64::from(lon_e4) / 1e4).unwrap())
}

fn home() -> Waypoint {
    at(534_132, -22_314)
}

fn cache(folder: &Path) -> RouteCache {
    RouteCache::new(Some(folder.to_owned()), SERVER, home())
}

fn road(tenths_of_seconds: u32) -> Way {
    Way::Road(Route {
        tenths_of_seconds,
        metres: Some(tenths_of_seconds * 2),
    })
}

fn ways(count: i32) -> BTreeMap<Waypoint, Way> {
    (0..count)
        .map(|i| (at(530_000 + i, -20_000), road(6_000 + i.unsigned_abs())))
        .collect()
}

fn got(cache: &RouteCache) -> BTreeMap<Waypoint, Way> {
    let kept = cache.get().into_iter();
    kept.map(|(to, kept)| (to, kept.way)).collect()
}

#[test]
fn what_is_kept_comes_back_and_later_answers_take_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let mut cache = cache(folder.path());
    assert_eq!(cache.put(&ways(3), now()), None);
    let later = now() + jiff::SignedDuration::from_hours(1);
    let changed = BTreeMap::from([(at(530_001, -20_000), Way::NoRoad)]);
    assert_eq!(cache.put(&changed, later), None);
    let mut expected = ways(3);
    expected.extend(changed);
    assert_eq!(got(&cache), expected);
    assert_eq!(cache.get()[&at(530_001, -20_000)].asked_at, later);
    assert_eq!(cache.get()[&at(530_000, -20_000)].asked_at, now());
}

#[rstest]
#[case::another_server("https://example.org", home())]
#[case::another_home(SERVER, at(534_133, -22_314))]
fn another_server_or_home_has_its_own(#[case] server: &str, #[case] from: Waypoint) {
    let folder = tempfile::tempdir().unwrap();
    cache(folder.path()).put(&ways(3), now());
    let mut other = RouteCache::new(Some(folder.path().to_owned()), server, from);
    assert_eq!(got(&other), BTreeMap::new());
    other.put(&ways(1), now());
    assert_eq!(got(&cache(folder.path())), ways(3));
}

fn file(cache: &RouteCache, folder: &Path) -> PathBuf {
    cache.path(folder)
}

#[test]
fn the_home_and_the_server_are_in_no_name_and_the_file_is_its_owner_s() {
    let folder = tempfile::tempdir().unwrap();
    let mut cache = RouteCache::new(
        Some(folder.path().to_owned()),
        "https://osrm.example/SECRET",
        home(),
    );
    cache.put(&ways(1), now());
    let path = file(&cache, folder.path());
    let name = path.file_name().unwrap().to_str().unwrap();
    assert!(is_ours(name) && !name.contains("53."), "{name}");
    assert!(!fs::read_to_string(&path).unwrap().contains("SECRET"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[rstest]
#[case::empty(b"")]
#[case::no_text(b"\xff\xfe\x00")]
#[case::from_a_newer_version(b"{\"kidtrip\":\"routes\",\"version\":2}\n{}\n")]
#[case::something_else(b"#!/bin/sh\n")]
fn a_file_that_is_not_ours_is_absent_and_replaced(#[case] bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let mut cache = cache(folder.path());
    fs::write(file(&cache, folder.path()), bytes).unwrap();
    assert_eq!(got(&cache), BTreeMap::new());
    assert_eq!(cache.put(&ways(2), now()), None);
    assert_eq!(got(&cache), ways(2));
}

#[test]
fn a_file_cut_short_anywhere_gives_whole_lines_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut cache = cache(folder.path());
    cache.put(&ways(3), now());
    let path = file(&cache, folder.path());
    let whole = fs::read(&path).unwrap();
    for end in 0..whole.len() {
        fs::write(&path, &whole[..end]).unwrap();
        let expected = ways(3);
        assert!(
            got(&cache)
                .iter()
                .all(|(to, way)| expected.get(to) == Some(way))
        );
    }
}

#[rstest]
#[case::no_json("]]]")]
#[case::no_place(r#"{"to":"north","at":1,"tenths_of_seconds":1,"metres":1}"#)]
#[case::off_the_earth(r#"{"to":"91.0,0.0","at":1,"tenths_of_seconds":1,"metres":1}"#)]
#[case::not_a_number(r#"{"to":"NaN,0.0","at":1,"tenths_of_seconds":1,"metres":1}"#)]
#[case::negative(r#"{"to":"1.0,0.0","at":1,"tenths_of_seconds":-1,"metres":1}"#)]
#[case::too_large(r#"{"to":"1.0,0.0","at":1,"tenths_of_seconds":1e400,"metres":1}"#)]
#[case::before_time(
    r#"{"to":"1.0,0.0","at":-9223372036854775808,"tenths_of_seconds":1,"metres":1}"#
)]
fn a_damaged_line_is_passed_over(#[case] line: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mut cache = cache(folder.path());
    cache.put(&ways(2), now());
    let path = file(&cache, folder.path());
    let text = fs::read_to_string(&path).unwrap();
    let (header, rest) = text.split_once('\n').unwrap();
    fs::write(&path, format!("{header}\n{line}\n{rest}")).unwrap();
    assert_eq!(got(&cache), ways(2));
    cache.put(&ways(1), now());
    assert_eq!(got(&cache), ways(2));
}

#[cfg(unix)]
#[test]
fn a_link_is_neither_read_nor_written_through() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let mut own = cache(folder.path());
    cache(elsewhere.path()).put(&ways(3), now());
    let outside = file(&own, elsewhere.path());
    let before = fs::read(&outside).unwrap();
    for name in [
        file(&own, folder.path()),
        folder.path().join("routes.lock"),
        folder.path().join("routes.asking"),
    ] {
        std::os::unix::fs::symlink(&outside, name).unwrap();
    }
    assert_eq!(got(&own), BTreeMap::new());
    own.claim(PATIENCE).unwrap().has_asked();
    assert_eq!(own.put(&ways(1), now()), None);
    assert_eq!(got(&own), ways(1));
    assert_eq!(fs::read(&outside).unwrap(), before);
}

#[test]
fn a_folder_in_the_place_of_the_file_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let mut cache = cache(folder.path());
    let path = file(&cache, folder.path());
    fs::create_dir(&path).unwrap();
    fs::write(path.join("kept"), b"kept").unwrap();
    assert_eq!(cache.put(&ways(1), now()), None);
    assert_eq!(got(&cache), ways(1));
    let mut aside = path.into_os_string();
    aside.push(".aside");
    assert!(Path::new(&aside).join("kept").exists());
}

#[test]
fn without_a_folder_nothing_is_kept_which_is_said_once() {
    let mut cache = RouteCache::new(None, SERVER, home());
    let said = cache.put(&ways(1), now()).unwrap();
    assert!(said.contains("not kept"), "{said}");
    assert_eq!(cache.put(&ways(1), now()), None);
    assert_eq!(got(&cache), BTreeMap::new());
    assert!(cache.claim(PATIENCE).is_none());
}

#[test]
fn a_folder_that_is_a_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let taken = folder.path().join("taken");
    fs::write(&taken, b"").unwrap();
    let said = cache(&taken).put(&ways(1), now()).unwrap();
    assert!(said.contains("taken"), "{said}");
}

#[test]
fn the_places_written_last_are_kept_when_there_are_too_many() {
    let folder = tempfile::tempdir().unwrap();
    let mut cache = cache(folder.path());
    let most = i32::try_from(MOST_PLACES).unwrap();
    cache.put(&ways(most), now());
    let new = BTreeMap::from([(at(0, 0), road(1))]);
    cache.put(&new, now());
    let kept = got(&cache);
    assert_eq!(kept.len(), MOST_PLACES);
    assert!(kept.contains_key(&at(0, 0)) && !kept.contains_key(&at(530_000, -20_000)));
    let bytes = fs::metadata(file(&cache, folder.path())).unwrap().len();
    assert!(bytes < MOST_BYTES / 4, "{bytes} bytes");
}

#[test]
fn no_more_homes_are_kept_than_a_family_has_and_other_files_stay() {
    let folder = tempfile::tempdir().unwrap();
    let strange = ["routes-notes.txt", "routes-0.jsonl", "forecast.jsonl"];
    for name in strange {
        fs::write(folder.path().join(name), b"kept").unwrap();
    }
    for i in 0..25 {
        let from = at(500_000 + i, 0);
        let mut cache = RouteCache::new(Some(folder.path().to_owned()), SERVER, from);
        cache.put(&ways(1), now());
    }
    let (homes, files) = homes_kept(folder.path()).unwrap();
    assert_eq!(
        (homes, files.len()),
        (MOST_HOMES, MOST_HOMES + 1),
        "and the lock"
    );
    remove_homes(folder.path()).unwrap();
    assert_eq!(homes_kept(folder.path()).unwrap(), (0, Vec::new()));
    assert!(strange.iter().all(|name| folder.path().join(name).exists()));
}

#[test]
fn a_claim_tells_when_any_run_last_asked() {
    let folder = tempfile::tempdir().unwrap();
    let cache = cache(folder.path());
    let mut claim = cache.claim(PATIENCE).unwrap();
    assert_eq!((claim.since_last_request(), claim.waited), (None, false));
    claim.has_asked();
    assert!(
        cache.claim(Duration::from_millis(30)).is_none(),
        "it is taken"
    );
    drop(claim);
    let next = cache.claim(PATIENCE).unwrap();
    let since = next.since_last_request().unwrap();
    assert!(since < Duration::from_secs(30), "{since:?}");
}

proptest! {
    #[test]
    fn any_way_survives_the_file(lat in -900_000..=900_000_i32, lon in -1_800_000..=1_800_000_i32,
        tenths in any::<u32>(), metres in proptest::option::of(any::<u32>()), road in any::<bool>()) {
        let way = if road { Way::Road(Route { tenths_of_seconds: tenths, metres }) } else { Way::NoRoad };
        let (to, kept, _) = parse(&format(at(lat, lon), way, now()).clone()).map(|(to, kept, _)| (to, kept, ())).unwrap();
        prop_assert_eq!(to, at(lat, lon));
        prop_assert_eq!(kept, Kept { way, asked_at: now() });
    }

    #[test]
    fn no_line_makes_it_panic(line in ".{0,200}") {
        let _ = parse(&line);
    }
}
