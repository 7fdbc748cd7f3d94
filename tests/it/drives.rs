//! What the program makes of drives along the roads, and that without them nothing is lost but the roads.

use crate::fake::osrm::{Drive, Mode, Osrm, Point, crow_km, winding};
use crate::fake::weather;
use crate::harness::{Home, NOBODY, Run, each, ids, open_meteo};
use jsonschema::Validator;
use kidtrip::domain::{Position, Way, Waypoint};
use kidtrip::planner::estimate_journey;
use kidtrip::routes::osrm;
use rstest::rstest;
use serde_json::Value;
use std::path::Path;
use std::time::{Duration, Instant};

const SATURDAY: [&str; 4] = ["--near", "M20 2RN", "--on", "sat"];

fn roads(drives: impl Fn(Point, Point) -> Drive + Send + Sync + 'static) -> Osrm {
    Osrm::start(drives).unwrap()
}

/// Straight roads at 90 km/h.
fn fast(from: Point, to: Point) -> Drive {
    let km = crow_km(from, to);
    Some((km * 40.0, km * 1000.0))
}

fn suggest(home: &Home, arguments: &[&str]) -> Run {
    home.run(&[&["suggest"], arguments].concat())
}

/// Returns whether a page gives a drive as an estimate.
fn says_about(page: &str) -> bool {
    let after = page.split("about ").skip(1);
    let drive = |rest: &str| {
        let unit = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
        unit.len() < rest.len() && unit.starts_with(" min")
    };
    after.into_iter().any(drive)
}

fn journeys(document: &Value) -> Vec<&Value> {
    ["results", "plan_b", "not_confirmed"]
        .into_iter()
        .flat_map(|list| each(&document[list], "/journey"))
        .collect()
}

fn schema(text: &str) -> Validator {
    jsonschema::validator_for(&serde_json::from_str(text).unwrap()).unwrap()
}

#[test]
fn every_drive_of_a_list_for_each_day_is_the_server_s() {
    let (osrm, meteo) = (roads(winding), open_meteo(weather::wet_saturday));
    let home = Home::online(&meteo).with_roads(&osrm);
    let document = home.suggest(&["--near", "M20 2RN", "--on", "weekend", "--each-day"]);
    assert_eq!(document["results"].as_array().unwrap().len(), 20);
    for journey in journeys(&document) {
        assert_eq!(journey["method"], "osrm");
    }
    assert_eq!(meteo.seen().duplicates, 0);
}

#[test]
fn minutes_and_kilometres_of_what_is_shown_are_the_server_s() {
    let (osrm, meteo) = (roads(winding), open_meteo(weather::fine));
    let home = Home::online(&meteo).with_roads(&osrm);
    let document = home.suggest(&SATURDAY);
    assert!(schema(include_str!("../../docs/suggest.schema.json")).is_valid(&document));
    assert_eq!(document["results"].as_array().unwrap().len(), 10);
    for journey in journeys(&document) {
        assert_eq!(journey["method"], "osrm");
        let number = |name: &str| journey[name].as_f64().unwrap();
        assert!((number("road_km") - 1.5 * number("crow_km")).abs() < 0.2);
        assert!((number("minutes") - 2.0 * number("crow_km")).abs() < 1.0);
        assert!(number("minutes") <= 95.0);
    }
    for result in document["results"].as_array().unwrap() {
        let minutes = &result["journey"]["minutes"];
        let drive = format!("{minutes} min along the roads");
        assert_eq!(result["factors"][1]["reason"], drive.as_str());
        assert_eq!(result["reasons"][0], format!("{minutes} min away").as_str());
    }
    assert!(
        document["credits"]
            .to_string()
            .contains("OpenStreetMap contributors, ODbL")
    );
}

#[test]
fn the_page_says_how_its_drives_are_known_and_whose_they_are() {
    let (osrm, meteo) = (roads(winding), open_meteo(weather::fine));
    let home = Home::online(&meteo).with_roads(&osrm);
    let run = suggest(&home, &[&SATURDAY[..], &["--explain"]].concat());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(!says_about(&run.stdout), "{}", run.stdout);
    assert!(run.stdout.contains("min along the roads"), "{}", run.stdout);
    assert!(
        run.stdout
            .contains("Drives are along the roads, without traffic.\n")
    );
    let flowing = run.stdout.replace('\n', " ");
    assert!(flowing.contains("drives: OSRM, (c) OpenStreetMap contributors (ODbL)"));

    let csv = suggest(&home, &[&SATURDAY[..], &["--format", "csv"]].concat()).stdout;
    assert_eq!(
        csv.lines()
            .filter(|line| line.contains(",osrm,open-meteo,"))
            .count(),
        10
    );
    assert_eq!(csv.matches("OpenStreetMap contributors").count(), 10);
    let lines = suggest(&home, &[&SATURDAY[..], &["--format", "ndjson"]].concat()).stdout;
    assert_eq!(lines.matches("OpenStreetMap contributors").count(), 10);
}

#[test]
fn the_second_run_asks_nobody_and_prints_the_same() {
    let (osrm, meteo) = (roads(winding), open_meteo(weather::all_wet(0)));
    let home = Home::online(&meteo).with_roads(&osrm);
    let asked = [&SATURDAY[..], &["--format", "json"]].concat();
    let first = suggest(&home, &asked);
    let requests = osrm.seen().requests.len();
    let second = suggest(&home, &asked);
    assert_eq!(first.stdout, second.stdout);
    assert_eq!(osrm.seen().requests.len(), requests);
    let offline = suggest(&home, &[&asked[..], &["--offline"]].concat());
    assert_eq!(first.stdout, offline.stdout);
    assert_eq!(osrm.seen().requests.len(), requests);
    suggest(&home, &[&asked[..], &["--refresh"]].concat());
    assert!(osrm.seen().requests.len() > requests);
}

#[rstest]
#[case::fine(0)]
#[case::wet(1)]
#[case::as_it_comes(2)]
fn whatever_the_weather_shows_has_its_real_drive_in_a_few_requests(#[case] kind: usize) {
    let meteo = match kind {
        0 => open_meteo(weather::fine),
        1 => open_meteo(weather::all_wet(0)),
        _ => open_meteo(weather::random),
    };
    let osrm = roads(winding);
    let home = Home::online(&meteo).with_roads(&osrm);
    let document = home.suggest(&["--near", "B1 1BB", "--on", "sat", "--buggy"]);
    let drives = journeys(&document);
    assert!(drives.len() >= 10);
    assert!(drives.iter().all(|journey| journey["method"] == "osrm"));
    let requests = osrm.seen().requests.len();
    assert!((1..=3).contains(&requests), "{requests} requests");
}

const THREE: &str = "\
name,category,lat,lon,url,region
Near,museum,53.50,-2.2314,https://a.example/,north-west
Farther,museum,53.65,-2.2314,https://b.example/,north-west
Far,museum,53.90,-2.2314,https://c.example/,north-west
";

/// 10, 26 and 54 km: about 18, 39 and 68 minutes by the estimate.
fn three(drives: impl Fn(Point, Point) -> Drive + Send + Sync + 'static) -> (Home, Osrm) {
    let osrm = roads(drives);
    let home = Home::offline().with_only_places(THREE).with_roads(&osrm);
    (home, osrm)
}

#[test]
fn a_limit_in_minutes_holds_for_the_real_minutes() {
    let (home, _osrm) = three(winding);
    let asked = [&SATURDAY[..], &["--max-drive", "45"]].concat();
    let estimated = Home::offline().with_only_places(THREE).suggest(&asked);
    assert_eq!(ids(&estimated["results"]), ["near", "farther"]);
    let document = home.suggest(&asked);
    assert_eq!(ids(&document["results"]), ["near"], "Farther is 53 min off");
    assert_eq!(document["dropped"]["too_far"], 2);
}

#[test]
fn a_place_just_out_of_reach_by_the_estimate_comes_in_by_a_fast_road() {
    let (home, _osrm) = three(fast);
    let asked = [&SATURDAY[..], &["--max-drive", "60"]].concat();
    let document = home.suggest(&asked);
    assert_eq!(ids(&document["results"]), ["near", "farther", "far"]);
    assert_eq!(document["results"][2]["journey"]["minutes"], 36);
    assert_eq!(document["dropped"]["too_far"], 0);
}

#[test]
fn when_the_real_drive_leaves_nothing_the_nearest_miss_has_its_real_minutes() {
    let (home, _osrm) = three(winding);
    let run = suggest(&home, &[&SATURDAY[..], &["--max-drive", "15"]].concat());
    run.is_refused(
        3,
        &["the nearest is Near, 19 min (10 km) (raise --max-drive"],
    );
}

#[test]
fn a_place_without_a_road_keeps_its_estimate_and_says_so() {
    let (home, osrm) = three(|from, to| winding(from, to).filter(|_| to.0 > 53.6));
    let document = home.suggest(&[&SATURDAY[..], &["--within", "100km"]].concat());
    let near = &document["results"][0];
    assert_eq!(
        (&near["id"], &near["journey"]["method"]),
        (&"near".into(), &"estimate".into())
    );
    assert!(
        near["warnings"]
            .to_string()
            .contains("no road was found there")
    );
    assert_eq!(document["results"][1]["journey"]["method"], "osrm");
    let page = suggest(&home, &[&SATURDAY[..], &["--within", "100km"]].concat()).stdout;
    assert!(page.contains("about 18 min"), "{page}");
    assert!(
        page.replace('\n', " ")
            .contains("those with \"about\" are estimates"),
        "{page}"
    );
    assert_eq!(osrm.seen().requests.len(), 1);
}

#[test]
fn without_lengths_the_minutes_are_real_and_the_kilometres_estimated() {
    let (home, osrm) = three(winding);
    osrm.answer(Mode::NoDistances);
    let document = home.suggest(&SATURDAY);
    let journey = &document["results"][0]["journey"];
    assert_eq!(
        (&journey["method"], &journey["minutes"]),
        (&"osrm".into(), &19.into())
    );
    assert_eq!(journey["road_km"], 13.5, "1.4 times the straight line");
}

const ISLAND: &str = "\
name,category,lat,lon,url,region
Castle,castle,50.7000,-1.2900,https://a.example/,south-east
";

#[test]
fn a_ferry_in_the_minutes_brings_an_island_within_reach_and_is_told() {
    let osrm = roads(|from, to| winding(from, to).map(|(s, m)| (s + 1_800.0, m)));
    let asked = ["--near", "50.9,-1.4", "--on", "sat"];
    let home = Home::offline().with_only_places(ISLAND);
    assert_eq!(
        suggest(&home, &asked).code,
        3,
        "nobody knows the minutes of a ferry"
    );
    let home = home.with_roads(&osrm);
    let document = home.suggest(&asked);
    let castle = &document["results"][0];
    assert_eq!(castle["journey"]["over_water"], true);
    assert!(
        castle["warnings"]
            .to_string()
            .contains("the ferry is in the minutes")
    );
    let minutes = castle["journey"]["minutes"].to_string();
    let run = suggest(&home, &[&asked[..], &["--max-drive", "40"]].concat());
    run.is_refused(3, &[&format!("Castle, {minutes} min"), "raise --max-drive"]);
    let shown = home.run(&["show", "castle", "--near", "50.9,-1.4"]).stdout;
    assert!(
        shown
            .replace('\n', " ")
            .contains("the ferry is in the minutes"),
        "{shown}"
    );
}

#[rstest]
#[case::down(None, "could not connect to")]
#[case::failing(
    Some(Mode::Status(500, "E", "out of memory")),
    "answered 500 (out of memory)"
)]
#[case::refusing(
    Some(Mode::Status(400, "InvalidQuery", "Query string malformed")),
    "InvalidQuery"
)]
#[case::a_page(Some(Mode::Html), "no table but")]
#[case::too_few(Some(Mode::WrongLength), "durations for")]
#[case::home_in_the_sea(
    Some(Mode::Status(400, "NoSegment", "Could not find a matching segment for coordinate 0")),
    "no road near where you start"
)]
#[case::hanging(
    Some(Mode::Slow(Duration::from_secs(60))),
    "in time (5 s for everything)"
)]
fn without_the_server_nothing_changes_but_a_word_on_standard_error(
    #[case] mode: Option<Mode>,
    #[case] expected: &str,
) {
    let (osrm, meteo) = (roads(winding), open_meteo(weather::random));
    let url = match mode {
        Some(mode) => {
            osrm.answer(mode);
            osrm.url()
        }
        None => NOBODY.to_owned(),
    };
    for format in ["json", "table"] {
        let asked = [&SATURDAY[..], &["--format", format, "--max-drive", "50"]].concat();
        let without = suggest(&Home::online(&meteo), &asked);
        let home = Home::online(&meteo).with_roads_at(&url);
        let started = Instant::now();
        let with = suggest(&home, &asked);
        // A busy machine takes its time; a server that hangs would take a minute.
        assert!(started.elapsed() < Duration::from_secs(45));
        assert_eq!(with.stdout, without.stdout);
        assert_eq!(with.code, 0);
        let lines: Vec<&str> = with.stderr.lines().collect();
        let [said] = lines.as_slice() else {
            panic!("{}", with.stderr)
        };
        assert!(
            said.starts_with("kidtrip: no drives could be had: "),
            "{said}"
        );
        assert!(said.contains(expected), "{said}");
        assert!(said.ends_with("; they are estimates"), "{said}");
    }
}

#[test]
fn a_failure_half_way_leaves_what_was_had_and_says_so_once() {
    let (osrm, meteo) = (roads(winding), open_meteo(weather::fine));
    osrm.answer_each(|n| if n == 0 { Mode::Well } else { Mode::Html });
    let home = Home::online(&meteo).with_roads(&osrm);
    let asked = [&SATURDAY[..], &["--top", "200"]].concat();
    let run = suggest(&home, &asked);
    assert_eq!((run.code, run.stderr.lines().count()), (0, 1));
    assert!(
        run.stderr
            .contains("not every drive could be had: OSRM sent no table but")
    );
    assert!(says_about(&run.stdout), "{}", run.stdout);
    assert_eq!(osrm.seen().requests.len(), 2);
    let quiet = suggest(&home, &[&asked[..], &["--quiet"]].concat());
    assert_eq!(quiet.stderr, "");
}

#[rstest]
#[case::offline(&["--offline"])]
#[case::typical(&["--typical"])]
fn nobody_is_asked_who_should_not_be(#[case] flags: &[&str]) {
    let osrm = roads(winding);
    let home = Home::offline().with_roads(&osrm);
    let with = suggest(&home, &[&SATURDAY[..], flags].concat());
    let without = suggest(&Home::offline(), &[&SATURDAY[..], flags].concat());
    assert_eq!((with.stdout, with.stderr), (without.stdout, without.stderr));
    home.run(&["places", "--near", "M20 2RN", "--within", "10km"]);
    home.run(&["show", "chester-zoo", "--typical", "--near", "M20 2RN"]);
    home.run(&["show", "chester-zoo", "--offline"]);
    assert_eq!(osrm.seen().requests.len(), 0);
}

#[test]
fn show_has_the_real_drive_to_its_place() {
    let (osrm, meteo) = (roads(winding), open_meteo(weather::fine));
    let home = Home::online(&meteo).with_roads(&osrm);
    let asked = ["show", "chester-zoo", "--near", "M20 2RN"];
    let run = home.run(&[&asked[..], &["--format", "json"]].concat());
    let document = run.json();
    assert!(schema(include_str!("../../docs/show.schema.json")).is_valid(&document));
    assert_eq!(document["journey"]["method"], "osrm");
    let minutes = &document["journey"]["minutes"];
    assert!(document["credits"].to_string().contains("OpenStreetMap"));
    let page = home.run(&asked).stdout;
    assert!(
        page.contains(&format!("\n{minutes} min from M20 2RN")),
        "{page}"
    );
    assert!(
        page.replace('\n', " ")
            .contains("(c) OpenStreetMap contributors")
    );
    assert_eq!(osrm.seen().requests.len(), 1);

    osrm.answer(Mode::Html);
    let elsewhere = home.run(&["show", "chester-zoo", "--near", "LS6"]);
    assert_eq!(elsewhere.code, 0);
    assert!(
        elsewhere.stdout.contains("\nabout "),
        "{}",
        elsewhere.stdout
    );
    assert!(
        elsewhere
            .stderr
            .starts_with("kidtrip: no drives could be had: OSRM sent no table")
    );
}

#[test]
fn kept_drives_are_counted_and_cleared_with_the_cache() {
    let osrm = roads(winding);
    let home = Home::offline().with_only_places(THREE).with_roads(&osrm);
    home.suggest(&SATURDAY);
    home.suggest(&["--near", "LS6", "--on", "sat", "--within", "100km"]);
    let info = home.run(&["cache", "info"]).stdout;
    assert!(
        info.ends_with("\n0 days of forecasts, 0 kB\ndrives from 2 starts, 1 kB\n"),
        "{info}"
    );
    let cleared = home.run(&["cache", "clear"]).stdout;
    assert_eq!(
        cleared,
        "0 days of forecasts removed\ndrives from 2 starts removed\n"
    );
    let info = home.run(&["cache", "info"]).stdout;
    assert!(info.ends_with("\n0 days of forecasts, 0 kB\n"), "{info}");
    // What services were asked stays counted.
    let left = std::fs::read_dir(home.path("cache")).unwrap();
    let names = left.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let names: Vec<String> = names.collect();
    assert!(
        names.iter().all(|name| name.starts_with("allowance-")),
        "{names:?}"
    );
}

#[test]
fn a_cache_that_cannot_be_written_is_said_once_and_costs_nothing_else() {
    let osrm = roads(winding);
    let home = Home::offline().with_only_places(THREE).with_roads(&osrm);
    std::fs::write(home.path("cache"), b"a file").unwrap();
    let run = suggest(&home, &SATURDAY);
    assert_eq!(run.code, 0);
    assert_eq!(run.stderr.matches("not kept").count(), 1, "{}", run.stderr);
    assert!(!says_about(&run.stdout), "{}", run.stdout);
}

#[test]
fn an_address_that_is_none_is_refused_by_name() {
    for url in [
        "roads",
        "ftp://roads.example",
        "http://me:secret@roads.example",
    ] {
        let run = suggest(&Home::offline().with_roads_at(url), &SATURDAY);
        run.is_refused(2, &["KIDTRIP_OSRM_URL", "expected an address"]);
    }
    let plain = suggest(
        &Home::offline().with_roads_at("http://roads.example"),
        &SATURDAY,
    );
    assert_eq!(plain.code, 0);
    assert!(
        plain
            .stderr
            .contains("roads.example must be asked over https")
    );
}

/// The tables that others have recorded from OSRM, against the estimate.
#[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
mod recorded {
    use super::*;

    /// Straight-line kilometres, OSRM's minutes, and its kilometres where it says them.
    struct Pair {
        km: f64,
        minutes: f64,
        road_km: Option<f64>,
        estimate: f64,
    }

    fn table(name: &str) -> Option<Value> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../shared/samples/osrm")
            .join(name);
        let Ok(text) = std::fs::read(&path) else {
            eprintln!("skipped: there is no {}", path.display());
            return None;
        };
        Some(serde_json::from_slice(&text).unwrap())
    }

    fn points(table: &Value, of: &str) -> Vec<Position> {
        let list = table[of].as_array().unwrap().iter();
        list.map(|point| {
            let degrees = |axis: usize| point["location"][axis].as_f64().unwrap();
            Position::new(degrees(1), degrees(0)).unwrap()
        })
        .collect()
    }

    fn pairs(name: &str) -> Option<Vec<Pair>> {
        let table = table(name)?;
        let mut pairs = Vec::new();
        for (row, from) in points(&table, "sources").into_iter().enumerate() {
            for (column, to) in points(&table, "destinations").into_iter().enumerate() {
                let minutes = table["durations"][row][column].as_f64().unwrap() / 60.0;
                let metres = table["distances"][row][column].as_f64();
                let journey = estimate_journey(from, to);
                if minutes > 0.0 {
                    pairs.push(Pair {
                        km: journey.crow_km,
                        minutes,
                        road_km: metres.map(|metres| metres / 1000.0),
                        estimate: journey.minutes,
                    });
                }
            }
        }
        Some(pairs)
    }

    fn mean(values: impl Iterator<Item = f64>) -> f64 {
        let values: Vec<f64> = values.collect();
        values.iter().sum::<f64>() / values.len() as f64
    }

    #[rstest]
    #[case::five_homes("python-osrm.test_table_OD.json")]
    #[case::with_lengths("table.official-doc-example.json")]
    fn each_row_of_a_recorded_table_reads_as_the_answer_for_one_home(#[case] name: &str) {
        let Some(table) = table(name) else {
            return;
        };
        let places: Vec<Waypoint> = points(&table, "destinations")
            .into_iter()
            .map(Waypoint::of)
            .collect();
        for (row, home) in points(&table, "sources").into_iter().enumerate() {
            let mut answer = table.clone();
            for rows in ["durations", "distances", "sources"] {
                if let Some(only) = table[rows].get(row) {
                    answer[rows] = Value::Array(vec![only.clone()]);
                }
            }
            let body = serde_json::to_vec(&answer).unwrap();
            let ways = osrm::parse(&body, Waypoint::of(home), &places).unwrap();
            for (column, way) in ways.into_iter().enumerate() {
                let Way::Road(route) = way else {
                    panic!("{way:?}")
                };
                let seconds = table["durations"][row][column].as_f64().unwrap();
                assert!((route.minutes() * 60.0 - seconds).abs() < 0.06);
                let km = table["distances"][row][column].as_f64();
                assert_eq!(route.km().is_some(), km.is_some());
            }
        }
    }

    /// The numbers are those of `docs/ranking.md`.
    #[test]
    fn in_the_mountains_of_the_balkans_the_estimate_is_a_third_too_low() {
        let Some(pairs) = pairs("python-osrm.test_table_OD.json") else {
            return;
        };
        let error = |pair: &Pair| pair.estimate / pair.minutes - 1.0;
        assert_eq!(pairs.len(), 20);
        assert!(pairs.iter().all(|pair| (28.0..275.0).contains(&pair.km)));
        let bias = mean(pairs.iter().map(error));
        assert!((bias + 0.313).abs() < 0.001, "{bias}");
        let worst = pairs.iter().map(error).fold(0.0, f64::min);
        let best = pairs.iter().map(error).fold(-1.0, f64::max);
        assert!(
            (worst + 0.522).abs() < 0.001 && (best + 0.115).abs() < 0.001,
            "{worst} {best}"
        );
    }

    #[test]
    fn across_a_city_the_estimate_is_a_minute_too_high_and_its_roads_a_tenth_too_long() {
        let Some(pairs) = pairs("table.official-doc-example.json") else {
            return;
        };
        assert_eq!(pairs.len(), 6);
        let minutes = mean(pairs.iter().map(|pair| pair.estimate - pair.minutes));
        assert!((minutes - 1.33).abs() < 0.01, "{minutes}");
        let detour = mean(pairs.iter().map(|pair| pair.road_km.unwrap() / pair.km));
        assert!((detour - 1.23).abs() < 0.01, "{detour}");
    }
}
