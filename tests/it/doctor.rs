//! `doctor` from the shell: what is broken is named with what to do, the rest is looked at all the same, nothing is left behind.

use crate::fake::http::{self, Server};
use crate::fake::locations::{self, Locations};
use crate::fake::met_norway;
use crate::fake::open_meteo::Mode;
use crate::fake::osrm::{self, Osrm};
use crate::fake::weather;
use crate::harness::{Home, NOBODY, Run, met_norway, open_meteo};
use kidtrip::catalogue::Categories;
use kidtrip::domain::Destination;
use rstest::rstest;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Runs `doctor` and returns its document with its exit code.
fn doctor(home: &Home, arguments: &[&str]) -> (i32, Value) {
    of(&home.run(&[&["doctor", "--format", "json"], arguments].concat()))
}

fn of(run: &Run) -> (i32, Value) {
    let document = run.json();
    let schema = include_str!("../../docs/doctor.schema.json");
    let schema: Value = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert_eq!(document["ok"], run.code == 0, "{}", run.stderr);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    (run.code, document)
}

/// Returns the state, the detail and the hint of a check.
fn check<'a>(document: &'a Value, id: &str) -> (&'a str, &'a str, &'a str) {
    let checks = document["checks"].as_array().unwrap();
    let found = checks.iter().find(|check| check["id"] == id);
    let found = found.unwrap_or_else(|| panic!("there is no {id} in {document:#}"));
    let text = |field: &str| found[field].as_str().unwrap_or_default();
    (text("state"), text("detail"), text("hint"))
}

/// Returns every file and folder below `folder`.
fn everything(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(
                fs::read_dir(&path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        }
        found.push(path);
    }
    found.sort();
    found
}

#[test]
fn a_new_home_is_well_and_left_as_it_was() {
    let (fake, met) = (open_meteo(weather::fine), met_norway(weather::fine));
    let home = Home::online(&fake).with_met_norway(&met);
    let before = everything(home.folder());
    let (code, document) = doctor(&home, &[]);
    assert_eq!(code, 0);
    assert_eq!(document["schema"], "kidtrip.doctor/1");
    for id in [
        "config",
        "folder.config",
        "folder.data",
        "folder.cache",
        "catalogues",
        "cache",
        "data.postcodes",
        "data.places",
        "data.postal_codes",
        "data.climate",
        "data.catalogue",
        "data.bank_holidays",
        "service.open_meteo",
        "service.met_norway",
        "service.osrm",
        "service.overpass",
        "service.postcodes_io",
        "service.geocoding",
        "zone",
    ] {
        assert_eq!(check(&document, id).0, "ok", "{id}: {document:#}");
    }
    assert!(check(&document, "data.bank_holidays").1.contains("2028"));
    assert!(check(&document, "data.catalogue").1.contains("2,2"));
    assert!(check(&document, "folder.data").1.contains("can be made"));
    let (state, detail, _) = check(&document, "clock");
    assert_eq!(state, "ok", "who stops the clock wants to");
    assert!(detail.contains("by KIDTRIP_NOW"), "{detail}");
    assert_eq!((fake.seen().requests.len(), fake.seen().cells), (1, 1));
    // What was asked is counted over all runs; nothing else is left.
    let mut after = everything(home.folder());
    after.retain(|path| !path.starts_with(home.folder().join("cache")));
    assert_eq!(after, before);
}

#[test]
fn a_used_home_is_counted() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake).with_config(b"near = \"M20 2RN\"\ntop = 3\n");
    home.suggest(&["--on", "sat"]);
    let before = everything(home.folder());
    let (code, document) = doctor(&home, &["--offline"]);
    assert_eq!(code, 0);
    assert!(
        check(&document, "config")
            .1
            .ends_with("config.toml: 2 settings, each known")
    );
    assert!(
        check(&document, "folder.cache")
            .1
            .contains("can be written")
    );
    let cache = check(&document, "cache").1;
    assert!(
        cache.contains("entries in 1 file,") && !cache.starts_with('0'),
        "{cache}"
    );
    assert_eq!(everything(home.folder()), before);
}

#[test]
fn offline_nobody_is_asked() {
    let (fake, roads) = (
        open_meteo(weather::fine),
        Osrm::start(osrm::british).unwrap(),
    );
    let home = Home::online(&fake).with_roads(&roads);
    let (code, document) = doctor(&home, &["--offline"]);
    assert_eq!(code, 0);
    assert!(
        check(&document, "service.open_meteo")
            .1
            .contains("not asked")
    );
    assert_eq!(
        (fake.seen().requests.len(), roads.seen().requests.len()),
        (0, 0)
    );
}

#[rstest]
#[case::a_page(Mode::Html, "problem", "a web page")]
#[case::half(Mode::Truncated, "problem", "cannot be read")]
#[case::empty(Mode::Empty, "problem", "empty answer")]
#[case::another_place(Mode::StreamingError, "problem", "broke off")]
#[case::reset(Mode::Reset, "problem", "127.0.0.1")]
#[case::refused(Mode::Status(400, "No"), "problem", "answered 400")]
#[case::elsewhere(Mode::RedirectTo("http://example.org/".to_owned()), "problem", "redirected")]
#[case::overloaded(
    Mode::Status(503, "The service is overloaded"),
    "problem",
    "overloaded"
)]
#[case::too_many(
    Mode::Status(429, "Minutely API request limit exceeded."),
    "warning",
    "limit exceeded"
)]
#[case::slow(Mode::Drip, "problem", "did not answer in time")]
fn a_service_that_fails_is_told_with_what_it_said_and_asked_once(
    #[case] mode: Mode,
    #[case] state: &str,
    #[case] words: &str,
) {
    let fake = open_meteo(weather::fine);
    fake.answer(mode);
    let only = b"net.timeout_seconds = 1\nweather.sources = [\"open-meteo\"]\n";
    let home = Home::online(&fake).with_config(only);
    let (code, document) = doctor(&home, &[]);
    let (found, detail, hint) = check(&document, "service.open_meteo");
    assert_eq!(found, state);
    assert!(detail.contains(words) && !hint.is_empty(), "{detail}");
    assert_eq!(code, 1);
    assert_eq!(fake.seen().requests.len(), 1);
    assert_eq!(check(&document, "data.places").0, "ok");
}

#[rstest]
#[case::as_documented(met_norway::Mode::Well, "ok", "answers, in")]
#[case::who_asks_is_nobody(met_norway::Mode::Status(403), "problem", "403")]
fn the_second_source_is_asked_by_its_terms_where_the_config_names_it(
    #[case] mode: met_norway::Mode,
    #[case] state: &str,
    #[case] words: &str,
) {
    let met = met_norway(weather::fine);
    met.answer(mode);
    let home = Home::offline()
        .with_met_norway(&met)
        .with_config(b"weather.sources = [\"met-norway\"]\n");
    let (code, document) = doctor(&home, &[]);
    let (found, detail, hint) = check(&document, "service.met_norway");
    assert_eq!(found, state, "{detail}");
    assert!(detail.contains(words), "{detail}");
    // Who says nobody can be reached is told what to do, refused or not.
    let told = if state == "problem" { hint } else { detail };
    assert!(told.contains("set weather.contact"), "{told}");
    assert_eq!(code, i32::from(state == "problem"));
}

#[test]
fn a_problem_is_told_on_a_page_in_json_and_on_standard_error() {
    let home = Home::offline().with_config(b"weather.sources = [\"open-meteo\"]\n");
    let run = home.run(&["doctor"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stdout.contains("PROBLEM service.open_meteo"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("connection"), "{}", run.stdout);
    assert!(run.stdout.ends_with("1 problem\n"), "{}", run.stdout);
    assert_eq!(run.stderr, "kidtrip: not all is well: service.open_meteo\n");
    assert!(run.stdout.is_ascii(), "{}", run.stdout);
    for width in [60_usize, 80] {
        let mut command = home.command(&["doctor", "--offline"]);
        let page = Run::of(command.env("COLUMNS", width.to_string())).stdout;
        // The path of a test's folder is a word that may be longer.
        let lines = page.lines().filter(|line| !line.contains(".tmp"));
        for line in lines {
            assert!(line.chars().count() <= width, "{line}");
        }
    }
}

#[rstest]
#[case::an_unknown_key("nera = \"M20\"\n", &["line 1", "nera"], "near")]
#[case::a_wrong_type("\ntop = \"ten\"\n", &["line 2", "top"], "")]
#[case::no_toml("near = = 3\n", &["not valid TOML"], "")]
fn a_broken_config_is_named_and_the_rest_is_looked_at(
    #[case] text: &str,
    #[case] words: &[&str],
    #[case] hint: &str,
) {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake).with_config(text.as_bytes());
    let (code, document) = doctor(&home, &[]);
    assert_eq!(code, 1);
    let found = check(&document, "config");
    assert_eq!(found.0, "problem");
    for word in words {
        assert!(found.1.contains(word), "{word:?}: {}", found.1);
    }
    assert!(found.2.contains(hint) && !found.2.is_empty(), "{}", found.2);
    assert_eq!(check(&document, "service.open_meteo").0, "ok");
    assert_eq!(
        fake.seen().requests.len(),
        1,
        "the environment still counts"
    );
}

#[test]
fn settings_that_do_not_fit_together_are_named() {
    let config = b"[ranking]\nweather = 0\njourney = 0\nnovelty = 0\nfit = 0\n";
    let (code, document) = doctor(&Home::offline().with_config(config), &["--offline"]);
    assert_eq!(code, 1);
    assert!(check(&document, "config.ranking").1.contains("all 0"));
}

#[rstest]
#[case::an_address(
    "KIDTRIP_OPEN_METEO_URL",
    "ftp://x",
    "environment.KIDTRIP_OPEN_METEO_URL"
)]
#[case::a_clock("KIDTRIP_NOW", "soon", "clock.frozen")]
fn a_variable_that_does_not_fit_is_named(
    #[case] name: &str,
    #[case] value: &str,
    #[case] id: &str,
) {
    let home = Home::offline().with_config(b"near = \"M20\"\n");
    let mut command = home.command(&["doctor", "--offline", "--format", "json"]);
    let (code, document) = of(&Run::of(command.env(name, value)));
    assert_eq!(code, 1);
    let (state, detail, hint) = check(&document, id);
    assert_eq!(state, "problem");
    assert!(
        detail.contains(name) && detail.contains(value) && !hint.is_empty(),
        "{detail}"
    );
    assert!(check(&document, "config").1.contains("1 setting,"));
}

#[rstest]
#[case::data("KIDTRIP_DATA_DIR", "folder.data", "problem")]
#[case::cache("KIDTRIP_CACHE_DIR", "folder.cache", "problem")]
#[case::config("KIDTRIP_CONFIG_DIR", "folder.config", "warning")]
fn a_folder_that_is_none_is_named(#[case] name: &str, #[case] id: &str, #[case] state: &str) {
    let home = Home::offline();
    fs::write(home.path("file"), "somebody's").unwrap();
    let mut command = home.command(&["doctor", "--offline", "--format", "json"]);
    let (code, document) = of(&Run::of(command.env(name, home.path("file"))));
    // No config file can be read there either.
    assert_eq!(code, 1);
    let (found, detail, hint) = check(&document, id);
    assert_eq!(found, state);
    assert!(
        detail.contains("no folder") && hint.contains(name),
        "{detail}: {hint}"
    );
    assert_eq!(fs::read_to_string(home.path("file")).unwrap(), "somebody's");
}

#[cfg(unix)]
#[expect(clippy::print_stdout, reason = "a test that does not run must say so")]
fn say_skipped() {
    println!("skipped: this user may write anywhere, as root may");
}

#[cfg(unix)]
#[rstest]
#[case::there("data", "folder.data")]
#[case::to_be_made("data/not/yet", "folder.data")]
fn a_folder_without_rights_is_named(#[case] data: &str, #[case] id: &str) {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::offline();
    let folder = home.path("data");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(folder.join("trial"), "").is_ok() {
        say_skipped();
        return;
    }
    let mut command = home.command(&["doctor", "--offline", "--format", "json"]);
    let (code, document) = of(&Run::of(command.env("KIDTRIP_DATA_DIR", home.path(data))));
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(code, 1);
    let (state, detail, hint) = check(&document, id);
    assert_eq!(state, "problem");
    assert!(
        detail.to_lowercase().contains("permission denied"),
        "{detail}"
    );
    assert!(
        !detail.contains("trial") && hint.contains("KIDTRIP_DATA_DIR"),
        "{detail}"
    );
}

#[test]
fn without_a_home_it_says_which_variables_make_one() {
    let home = Home::offline();
    let mut command = home.command(&["doctor", "--offline", "--format", "json"]);
    for name in [
        "KIDTRIP_CONFIG_DIR",
        "KIDTRIP_DATA_DIR",
        "KIDTRIP_CACHE_DIR",
    ] {
        command.env_remove(name);
    }
    // Where the account has a home of its own, that is found without the variable.
    let run = Run::of(command.env("HOME", home.path("home")));
    let (code, document) = of(&run);
    assert_eq!(code, 0);
    assert!(check(&document, "folder.data").1.contains("home"));
    assert!(!home.path("home").exists());
}

fn museum() -> Destination {
    let table = "name,category,lat,lon\nA Museum,museum,54.15,-4.48\n";
    let categories = Categories::built_in().unwrap();
    let read = kidtrip::catalogue::read_table(table, "x", &categories, |_| true).unwrap();
    read.places.into_iter().next().unwrap()
}

#[test]
fn every_byte_of_a_catalogue_is_looked_at() {
    let home = Home::offline().with_imported("man", &[museum()]);
    let (code, document) = doctor(&home, &["--offline"]);
    assert_eq!(code, 0);
    let (state, detail, _) = check(&document, "catalogue.man");
    assert_eq!(state, "ok");
    assert!(
        detail.contains("1 place") && detail.contains("every checksum right"),
        "{detail}"
    );
    let path = home.path("data").join("catalogues/man.kidtrip");
    let whole = fs::read(&path).unwrap();
    for at in [0, 70, whole.len() / 2, whole.len() - 50, whole.len() - 1] {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        fs::write(&path, &bytes).unwrap();
        let (code, document) = doctor(&home, &["--offline"]);
        let (state, detail, hint) = check(&document, "catalogue.man");
        assert_eq!((code, state), (1, "problem"), "byte {at}: {detail}");
        assert!(detail.contains("man.kidtrip"), "{detail}");
        assert!(hint.contains("kidtrip catalogue remove man"), "{hint}");
    }
    fs::write(&path, "something else").unwrap();
    let (code, document) = doctor(&home, &["--offline"]);
    assert_eq!(code, 1);
    assert!(check(&document, "catalogue.man").1.contains("no catalogue"));
}

#[test]
fn the_age_of_a_map_is_told_and_an_old_one_is_worth_a_word() {
    let home = Home::offline();
    let map = home.path("map.geojson");
    let feature = r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[-4.48,54.15]},"properties":{"name":"Manx Museum","tourism":"museum"}}"#;
    fs::write(
        &map,
        format!(r#"{{"type":"FeatureCollection","features":[{feature}]}}"#),
    )
    .unwrap();
    let run = home.run(&[
        "catalogue",
        "import",
        map.to_str().unwrap(),
        "--name",
        "man",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let (_, document) = doctor(&home, &["--offline"]);
    let (state, detail, _) = check(&document, "catalogue.man");
    assert_eq!(state, "ok");
    assert!(
        detail.contains("map.geojson imported 2026-11-27, 0 days ago"),
        "{detail}"
    );
    let home = home.at("2029-01-01T12:00:00+00:00[Europe/London]");
    let (code, document) = doctor(&home, &["--offline"]);
    assert_eq!(code, 1);
    let (state, _, hint) = check(&document, "catalogue.man");
    assert_eq!(state, "warning");
    assert!(hint.contains("--name man"), "{hint}");
    assert_eq!(check(&document, "data.bank_holidays").0, "warning");
}

#[test]
fn a_table_of_ones_own_is_read() {
    let well = Home::offline().with_only_places("name,category,lat,lon\nA,park,53,-2\n");
    assert!(
        check(&doctor(&well, &["--offline"]).1, "catalogue.file")
            .1
            .contains("own: 1 place")
    );
    let broken = Home::offline().with_only_places("name,category,lat,lon\nA,park,153,-2\n");
    let (code, document) = doctor(&broken, &["--offline"]);
    assert_eq!(code, 1);
    let (state, detail, _) = check(&document, "catalogue.file");
    assert!(state == "problem" && detail.contains("153"), "{detail}");
}

#[test]
fn what_cannot_be_read_of_the_cache_is_a_warning() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    home.suggest(&["--near", "M20 2RN", "--on", "sat"]);
    let day = home
        .path("cache")
        .join("forecast-open-meteo-2026-11-28.jsonl");
    let mut text = fs::read_to_string(&day).unwrap();
    text.push_str("{\"cell\":\"1.00,1.00\"}\n");
    fs::write(&day, text).unwrap();
    fs::write(
        home.path("cache").join("routes-0123456789abcdef.jsonl"),
        "foreign\n",
    )
    .unwrap();
    let (code, document) = doctor(&home, &["--offline"]);
    assert_eq!(code, 1, "a warning is not well either");
    let (state, detail, hint) = check(&document, "cache");
    assert_eq!(state, "warning");
    assert!(
        detail.contains("1 line of forecast-open-meteo-2026-11-28.jsonl"),
        "{detail}"
    );
    assert!(detail.contains("routes-0123456789abcdef.jsonl"), "{detail}");
    assert!(hint.contains("kidtrip cache clear"));
    home.run(&["cache", "clear"]);
    assert_eq!(check(&doctor(&home, &["--offline"]).1, "cache").0, "ok");
}

#[rstest]
#[case::well(locations::Mode::Well, "ok")]
#[case::a_page(locations::Mode::Html, "problem")]
#[case::another_place(locations::Mode::AnotherPlace, "problem")]
#[case::busy(locations::Mode::Busy, "problem")]
#[case::reset(locations::Mode::Reset, "problem")]
fn what_looks_locations_up_is_asked_where_that_is_allowed(
    #[case] mode: locations::Mode,
    #[case] state: &str,
) {
    let (fake, places) = (open_meteo(weather::fine), Locations::start(mode).unwrap());
    let ask = |config: &[u8]| {
        let home = Home::online(&fake).with_config(config);
        let mut command = home.command(&["doctor", "--format", "json"]);
        command
            .env("KIDTRIP_POSTCODES_URL", places.url())
            .env("KIDTRIP_GEOCODING_URL", places.url());
        of(&Run::of(&mut command)).1
    };
    let off = ask(b"");
    assert_eq!(places.asked().len(), 0);
    assert!(
        check(&off, "service.geocoding")
            .1
            .contains("locate.online is off")
    );
    let on = ask(b"[locate]\nonline = true\n");
    assert_eq!(check(&on, "service.postcodes_io").0, state, "{on:#}");
    assert_eq!(places.asked().len(), 2, "{:?}", places.asked());
    if mode != locations::Mode::AnotherPlace {
        assert_eq!(check(&on, "service.geocoding").0, state, "{on:#}");
    }
}

#[rstest]
#[case::well(osrm::Mode::Well, "ok", "answers")]
#[case::a_page(osrm::Mode::Html, "problem", "no table but")]
#[case::a_wrong_address(osrm::Mode::Page(404), "problem", "404")]
#[case::too_big(osrm::Mode::Status(400, "TooBig", "Too many"), "problem", "too large")]
fn a_server_of_roads_is_asked_where_there_is_one(
    #[case] mode: osrm::Mode,
    #[case] state: &str,
    #[case] words: &str,
) {
    let fake = open_meteo(weather::fine);
    let roads = Osrm::start(osrm::british).unwrap();
    roads.answer(mode);
    let (_, document) = doctor(&Home::online(&fake).with_roads(&roads), &[]);
    let (found, detail, _) = check(&document, "service.osrm");
    assert_eq!(found, state, "{detail}");
    assert!(detail.contains(words), "{detail}");
    assert_eq!(roads.seen().requests.len(), 1);
}

#[test]
fn a_map_that_does_not_reach_home_is_worth_a_word() {
    let fake = open_meteo(weather::fine);
    let roads = Osrm::start(osrm::british).unwrap();
    roads.flood(|_| true);
    let home = Home::online(&fake)
        .with_roads(&roads)
        .with_config(b"near = \"M20 2RN\"\nweather.sources = [\"open-meteo\"]\n");
    let (code, document) = doctor(&home, &[]);
    let (state, detail, _) = check(&document, "service.osrm");
    assert_eq!((code, state), (1, "warning"));
    assert!(detail.contains("near where you start"), "{detail}");
}

#[test]
fn a_clock_that_is_not_the_service_s_is_told() {
    let server = Server::start("127.0.0.1:0", |_, connection| {
        let headers = [
            ("date", "Sat, 28 Nov 2015 12:00:00 GMT"),
            ("content-type", "text/html"),
        ];
        http::answer(connection, 200, &headers, b"<html></html>")
    })
    .unwrap();
    let home = Home::offline();
    let mut command = home.command(&["doctor", "--format", "json"]);
    command.env("KIDTRIP_OPEN_METEO_URL", server.url());
    let frozen = Run::of(&mut command).stdout;
    assert!(!frozen.contains("clock.beside"), "{frozen}");
    let (code, document) = of(&Run::of(command.env_remove("KIDTRIP_NOW")));
    assert_eq!(code, 1);
    let (state, detail, hint) = check(&document, "clock.beside");
    assert_eq!(state, "warning");
    assert!(
        detail.contains("min ahead of that of Open-Meteo"),
        "{detail}"
    );
    assert!(hint.contains("set the clock"), "{hint}");
}

#[test]
fn no_secret_is_told() {
    let secret = "s3cr3t";
    let home = Home::offline().with_roads_at(&format!("{NOBODY}/{secret}"));
    for format in ["table", "json"] {
        let run = home.run(&["doctor", "--format", format]);
        assert!(run.stdout.contains("service.osrm"), "{}", run.stdout);
        for text in [&run.stdout, &run.stderr] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}
