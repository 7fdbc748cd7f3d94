//! Two sources of forecasts, whatever happens to the network: the next one answers, then the cache, then the climate.
//! Each failure is said once, and nobody is asked more than its terms allow.

use crate::contract::assert_valid;
use crate::fake::met_norway::{HOLDS, Mode, http_date};
use crate::fake::open_meteo;
use crate::fake::weather;
use crate::harness::{Home, NOBODY, Run, each, met_norway, open_meteo as open_meteo_with};
use jiff::{SignedDuration, Timestamp};
use kidtrip::domain::{Cell, HourSpan, Position, Source};
use kidtrip::net::{Client, Options};
use kidtrip::weather::service::{Forecasts, Freshness, Settings};
use rstest::rstest;
use serde_json::Value;
use std::time::{Duration, Instant};

const ASKED: [&str; 5] = ["suggest", "--near", "M20 2RN", "--on", "sat"];
const SATURDAY: [&str; 4] = ["--near", "M20 2RN", "--on", "sat"];

fn asked(home: &Home, more: &[&str]) -> Run {
    home.run(&[ASKED.as_slice(), more].concat())
}

fn config(sources: &[&str]) -> Vec<u8> {
    format!("[weather]\nsources = {sources:?}\n").into_bytes()
}

fn evening() -> Timestamp {
    "2026-11-27T18:00:00Z".parse().unwrap()
}

/// The clock so many minutes after Friday, six in the evening, as the home takes it.
fn later(minutes: i64) -> String {
    let at = evening() + SignedDuration::from_mins(minutes);
    at.strftime("%Y-%m-%dT%H:%M:%S+00:00[Europe/London]")
        .to_string()
}

fn sources(document: &Value) -> Vec<&str> {
    let mut sources: Vec<&str> = each(&document["results"], "/weather/source")
        .into_iter()
        .map(|source| source.as_str().unwrap())
        .collect();
    sources.sort_unstable();
    sources.dedup();
    sources
}

/// A text without its line breaks.
fn flowing(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn with_the_first_source_down_the_second_answers_and_is_named() {
    let met = met_norway(weather::fine);
    let home = Home::offline().with_met_norway(&met);
    let run = asked(&home, &["--format", "json"]);
    assert_eq!(run.code, 0);
    assert_eq!(
        run.stderr,
        "kidtrip: open-meteo: could not connect to 127.0.0.1:9 (connection refused); using MET Norway\n"
    );
    let document = run.json();
    assert_valid(&document);
    assert_eq!(document["weather"]["kind"], "forecast");
    assert_eq!(document["weather"]["source"], "met-norway");
    let credit = "Data from MET Norway (https://www.met.no/), CC BY 4.0";
    assert_eq!(document["weather"]["attribution"], credit);
    assert!(document["credits"].to_string().contains(credit));
    assert!(!document["credits"].to_string().contains("Open-Meteo.com"));
    assert_eq!(
        document["notices"],
        serde_json::json!([
            "the forecast is not that of the first source: Open-Meteo could not be reached"
        ])
    );
    for entry in document["results"].as_array().unwrap() {
        let weather = &entry["weather"];
        assert_eq!(weather["source"], "met-norway");
        assert_eq!(weather["fetched_at"], "2026-11-27T18:00:00Z");
        assert_eq!(weather["temperature_c"], 20.0);
        assert_eq!(weather["wind_kmh"], 5, "metres a second are none of ours");
        assert_eq!(weather["dry_hours"], weather["hours"]);
        // What it does not know stays unknown, and makes it less sure than a forecast of tomorrow is.
        assert_eq!(weather["rain_chance_pct"], Value::Null);
        assert_eq!(weather["gust_kmh"], Value::Null);
        assert_eq!(weather["confidence"], "fair");
    }
    let page = flowing(&asked(&home, &["--refresh"]).stdout);
    let head = "Forecast by MET Norway, fetched 0 min ago (Open-Meteo could not be reached); it gives no chance of rain and no gusts";
    assert!(page.contains(head), "{page}");
    assert!(
        page.contains(credit) && !page.contains("Open-Meteo.com"),
        "{page}"
    );
    assert_eq!(
        met.seen().too_early,
        0,
        "not even --refresh asks before the time"
    );
}

#[test]
fn with_the_first_source_well_nobody_asks_the_second() {
    let (open_meteo, met) = (open_meteo_with(weather::random), met_norway(weather::fine));
    let home = Home::online(&open_meteo).with_met_norway(&met);
    let document = home.suggest(&SATURDAY);
    assert_eq!(sources(&document), ["open-meteo"]);
    assert_eq!(document["notices"], serde_json::json!([]));
    assert_eq!(met.seen().requests.len(), 0);
}

#[test]
fn the_first_source_is_asked_again_though_the_second_has_just_answered() {
    let met = met_norway(weather::fine);
    let home = Home::offline().with_met_norway(&met);
    assert_eq!(asked(&home, &[]).code, 0);
    // The network is back a moment later, and the first source knows of gales.
    let fake = open_meteo_with(weather::gusty);
    let home = home.with_open_meteo(&fake);
    for command in ["show", "forecast"] {
        let near = ["--near", "M20 2RN", "--on", "sat"];
        let run = home.run(&[&[command, "chester-zoo"], near.as_slice()].concat());
        assert!(
            run.stdout.contains("Forecast by Open-Meteo"),
            "{}",
            run.stdout
        );
        assert!(run.stdout.contains("gusts"), "{}", run.stdout);
    }
    let run = asked(&home, &[]);
    assert!(
        run.stdout.contains("Forecast by Open-Meteo"),
        "{}",
        run.stdout
    );
}

#[test]
fn the_order_is_that_of_the_config() {
    let (open_meteo, met) = (open_meteo_with(weather::fine), met_norway(weather::fine));
    let home = Home::online(&open_meteo)
        .with_met_norway(&met)
        .with_config(&config(&["met-norway", "open-meteo"]));
    assert_eq!(sources(&home.suggest(&SATURDAY)), ["met-norway"]);
    assert_eq!(open_meteo.seen().requests.len(), 0);
}

#[test]
fn with_both_down_there_is_the_cache_with_its_age_said_once() {
    let met = met_norway(weather::fine);
    let home = Home::offline().with_met_norway(&met);
    asked(&home, &[]);
    met.answer(Mode::Status(500));
    met.set_clock(evening() + SignedDuration::from_hours(7));
    let home = home.at(&later(7 * 60));
    let run = asked(&home, &["--format", "json"]);
    assert_eq!(run.code, 0);
    let document = run.json();
    assert_eq!(document["weather"]["kind"], "forecast");
    assert_eq!(document["weather"]["stale"], true);
    assert_eq!(document["weather"]["age_minutes"], 420);
    let [line] = run.stderr.lines().collect::<Vec<_>>()[..] else {
        panic!("{}", run.stderr)
    };
    for (words, times) in [
        ("open-meteo: could not connect", 1),
        ("met-norway: ", 1),
        ("answered 500", 1),
        ("using the forecasts in the cache", 1),
    ] {
        assert_eq!(line.matches(words).count(), times, "{line}");
    }
    assert!(
        asked(&home, &[])
            .stdout
            .contains("STALE FORECAST by MET Norway")
    );
}

#[test]
fn with_nothing_at_all_there_is_typical_weather_or_exit_code_4() {
    let run = asked(&Home::offline(), &[]);
    assert_eq!(run.code, 0);
    let page = flowing(&run.stdout);
    assert!(page.contains("TYPICAL WEATHER for late November, not a forecast (neither Open-Meteo nor MET Norway gave a forecast)"), "{page}");
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    assert!(
        run.stderr.contains("open-meteo: could not connect")
            && run.stderr.contains("met-norway: could not connect")
    );
    asked(&Home::offline(), &["--require-forecast"]).is_refused(
        4,
        &["no forecast: open-meteo: could", "; met-norway: could"],
    );
    let met = met_norway(weather::fine);
    let run = asked(
        &Home::offline().with_met_norway(&met),
        &["--require-forecast"],
    );
    assert_eq!(
        run.code, 0,
        "the second source is a forecast: {}",
        run.stderr
    );
}

#[rstest]
#[case::as_usual(None, 80)]
#[case::wide(Some("120"), 120)]
fn what_is_said_on_standard_error_is_as_wide_as_the_page(
    #[case] columns: Option<&str>,
    #[case] width: usize,
) {
    let mut command = Home::offline().process(&ASKED);
    command.envs(columns.map(|columns| ("COLUMNS", columns)));
    let told = String::from_utf8(command.output().unwrap().stderr).unwrap();
    assert!(told.starts_with("kidtrip: no forecast: "), "{told}");
    let widest = told.lines().map(str::len).max().unwrap();
    assert!((width - 20..=width).contains(&widest), "{widest}: {told}");
}

#[test]
fn a_first_source_that_hangs_leaves_time_for_the_second() {
    let (open_meteo, met) = (open_meteo_with(weather::fine), met_norway(weather::fine));
    open_meteo.answer(open_meteo::Mode::Drip);
    let home = Home::online(&open_meteo)
        .with_met_norway(&met)
        .with_config(b"[net]\ntimeout_seconds = 5\n");
    let started = Instant::now();
    let run = asked(&home, &["--format", "json", "--top", "3"]);
    let elapsed = started.elapsed();
    assert!(elapsed < Duration::from_secs(9), "{elapsed:?}");
    assert_eq!(run.json()["results"][0]["weather"]["source"], "met-norway");
    assert_eq!(open_meteo.seen().requests.len(), 1, "its time is used up");
    assert!(
        run.stderr
            .contains("did not answer in time (3 s for everything)")
            && run.stderr.contains("using MET Norway"),
        "{}",
        run.stderr
    );
}

#[rstest]
#[case::forbidden(Mode::Status(403), "answered 403 (Forbidden)", 1)]
#[case::unauthorised(Mode::Status(401), "answered 401 (Unauthorized)", 1)]
#[case::asked_wrongly(Mode::Status(400), "answered 400 (Bad Request)", 1)]
#[case::too_many(Mode::Status(429), "answered 429 (Too Many Requests)", 1)]
#[case::given_up(Mode::Status(499), "answered 499", 3)]
#[case::failing(Mode::Status(500), "answered 500", 3)]
#[case::busy(Mode::Status(503), "answered 503", 3)]
#[case::a_hotel_s_page(Mode::Html, "sent a web page instead of a forecast", 3)]
#[case::empty(Mode::Empty, "sent an empty answer", 3)]
#[case::truncated(Mode::Truncated, "cannot be read", 3)]
#[case::nan(Mode::Nan, "cannot be read", 3)]
#[case::of_elsewhere(Mode::Elsewhere, "answered for another place", 3)]
#[case::reset(Mode::Reset, "broke off", 3)]
fn a_source_that_fails_is_said_once_left_in_peace_and_replaced(
    #[case] mode: Mode,
    #[case] words: &str,
    #[case] most: usize,
) {
    let (open_meteo, met) = (
        open_meteo_with(weather::all_wet(0)),
        met_norway(weather::fine),
    );
    met.answer(mode);
    let home = Home::online(&open_meteo)
        .with_met_norway(&met)
        .with_config(&config(&["met-norway", "open-meteo"]));
    let run = asked(&home, &["--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(sources(&run.json()), ["open-meteo"]);
    assert_eq!(run.stderr.matches(words).count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("using Open-Meteo"), "{}", run.stderr);
    assert!(!run.stderr.contains('<') && !run.stdout.contains("DOCTYPE"));
    let requests = met.seen().requests.len();
    assert!((1..=most).contains(&requests), "{requests} requests");
}

#[rstest]
#[case::too_many(429, "has had enough of this address", [5, 11])]
#[case::unwanted(403, "will not have this program", [59, 61])]
fn a_refusal_is_remembered_by_the_runs_to_come(
    #[case] status: u16,
    #[case] words: &str,
    #[case] quiet_and_asked_after: [i64; 2],
) {
    let met = met_norway(weather::fine);
    met.answer(Mode::Status(status));
    let home = Home::offline()
        .with_met_norway(&met)
        .with_config(&config(&["met-norway"]));
    asked(&home, &[]);
    assert_eq!(met.seen().requests.len(), 1);
    let [quiet, over] = quiet_and_asked_after;
    let home = home.at(&later(quiet));
    for flags in [
        &["--on", "sat"][..],
        &["--on", "sat", "--refresh"],
        &["--on", "sun"],
    ] {
        let run = home.run(&[&["suggest", "--near", "M20 2RN"], flags].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        let told = flowing(&run.stderr);
        assert!(
            told.contains(words) && told.contains("not asked before"),
            "{told}"
        );
    }
    assert_eq!(met.seen().requests.len(), 1, "it is left alone");
    asked(&home.at(&later(over)), &[]);
    assert_eq!(met.seen().requests.len(), 2);
}

#[test]
fn who_says_who_it_is_is_not_taken_for_who_was_refused() {
    let met = met_norway(weather::fine);
    met.answer(Mode::Status(403));
    let home = Home::offline()
        .with_met_norway(&met)
        .with_config(&config(&["met-norway"]));
    asked(&home, &[]);
    met.answer(Mode::Well);
    let home =
        home.with_config(b"[weather]\nsources = [\"met-norway\"]\ncontact = \"me@example.org\"\n");
    assert_eq!(sources(&home.suggest(&SATURDAY)), ["met-norway"]);
}

#[rstest]
#[case::nothing_there(Mode::Status(404))]
#[case::outside_the_area(Mode::Status(422))]
fn a_place_that_it_has_nothing_for_does_not_end_the_asking(#[case] mode: Mode) {
    let met = met_norway(weather::fine);
    met.answer_each(move |n| if n == 0 { mode } else { Mode::Well });
    let home = Home::offline().with_met_norway(&met);
    let document = home.suggest(&[SATURDAY.as_slice(), &["--top", "20"]].concat());
    assert!(sources(&document).contains(&"met-norway"));
    assert!(met.seen().requests.len() > 10);
}

#[test]
fn who_asks_is_said_and_what_to_do_when_that_is_not_enough() {
    let met = met_norway(weather::fine);
    let with_contact = b"[weather]\nsources = [\"met-norway\"]\ncontact = \"me@example.org\"\n";
    let home = Home::offline()
        .with_met_norway(&met)
        .with_config(with_contact);
    assert_eq!(sources(&home.suggest(&SATURDAY)), ["met-norway"]);
    let agent = format!("kidtrip/{} me@example.org", env!("CARGO_PKG_VERSION"));
    for request in met.seen().requests {
        assert_eq!(request.header("user-agent"), Some(agent.as_str()));
        assert_eq!(request.header("accept-encoding"), Some("gzip"));
        let decimals = |name| {
            request
                .parameter(name)
                .unwrap()
                .split_once('.')
                .unwrap()
                .1
                .len()
        };
        assert!(decimals("lat") <= 4 && decimals("lon") <= 4);
    }
    let nobody = Home::offline().with_met_norway(&met);
    met.answer(Mode::Status(403));
    let run = asked(&nobody, &[]);
    assert_eq!(
        run.stderr.matches("set weather.contact").count(),
        1,
        "{}",
        run.stderr
    );
}

#[test]
fn nothing_is_asked_for_before_it_expires_and_then_only_whether_it_changed() {
    let met = met_norway(weather::fine);
    let home = Home::offline()
        .with_met_norway(&met)
        .with_config(&config(&["met-norway"]));
    let first = home.suggest(&SATURDAY);
    let cells = met.seen().requests.len();
    assert!(cells > 0);
    assert!(
        met.seen()
            .requests
            .iter()
            .all(|request| request.header("if-modified-since").is_none())
    );

    met.set_clock(evening() + SignedDuration::from_mins(31));
    let home = home.at(&later(31));
    for flags in [&[][..], &["--refresh"], &["--on", "sun"]] {
        home.suggest(&[&["--near", "M20 2RN"], flags].concat());
    }
    let new = met.seen().requests.len() - cells;
    let sunday_s = new; // Sunday's best places may lie in other cells; those asked for hold all days.
    assert_eq!(met.seen().too_early, 0);
    assert!(sunday_s < cells, "{sunday_s} of {cells}");

    met.set_clock(evening() + HOLDS);
    let home = home.at(&later(32));
    let before = met.seen().requests.len();
    let again = home.suggest(&SATURDAY);
    let seen = met.seen();
    let asked_again = &seen.requests[before..];
    assert_eq!(asked_again.len(), cells);
    let made = http_date(evening());
    for request in asked_again {
        assert_eq!(
            request.header("if-modified-since"),
            Some(made.as_str()),
            "to the letter"
        );
    }
    assert_eq!(seen.unchanged, cells, "304: what was had holds");
    assert_eq!(seen.too_early, 0);
    let scores = |document: &Value| -> Vec<Value> {
        each(&document["results"], "/score")
            .into_iter()
            .cloned()
            .collect()
    };
    assert_eq!(scores(&first), scores(&again));
    assert_eq!(again["weather"]["fetched_at"], "2026-11-27T18:32:00Z");
    home.suggest(&SATURDAY);
    assert_eq!(met.seen().requests.len(), before + cells, "and holds anew");

    met.set_clock(evening() + SignedDuration::from_hours(2));
    met.forecast_anew(weather::all_wet(0));
    let wet = home.at(&later(120)).suggest(&SATURDAY);
    assert_ne!(scores(&wet), scores(&first), "what changed is read");
    assert_eq!(met.seen().too_early, 0);
}

#[test]
fn a_version_that_is_to_be_withdrawn_answers_well_and_is_told_once() {
    let met = met_norway(weather::fine);
    met.answer(Mode::Deprecated);
    let home = Home::offline()
        .with_met_norway(&met)
        .with_config(&config(&["met-norway"]));
    let run = asked(&home, &["--format", "json"]);
    assert_eq!(sources(&run.json()), ["met-norway"]);
    assert_eq!(
        run.stderr.matches("answers 203").count(),
        1,
        "{}",
        run.stderr
    );
}

#[test]
fn only_the_best_prospects_are_asked_for_one_by_one_and_that_is_said() {
    let met = met_norway(weather::all_wet(0));
    let home = Home::offline().with_met_norway(&met);
    let run = home.run(&[
        "suggest", "--near", "SW7 5BD", "--on", "sat", "--top", "300", "--format", "json",
    ]);
    assert_eq!(run.code, 0);
    let requests = met.seen().requests.len();
    assert_eq!(requests, 50);
    home.run(&[
        "suggest", "--near", "SW7 5BD", "--on", "sat", "--top", "300",
    ]);
    assert_eq!(
        met.seen().requests.len(),
        50,
        "the next run does not go on from there"
    );
    assert!(
        run.stderr
            .contains("only 50 forecasts were taken from MET Norway"),
        "{}",
        run.stderr
    );
    let document = run.json();
    assert_eq!(document["weather"]["kind"], "mixed");
    let forecast: Vec<bool> = each(&document["results"], "/weather/kind")
        .into_iter()
        .map(|kind| kind == "forecast")
        .collect();
    assert!(
        forecast[0] && forecast.is_sorted_by(|a, b| a >= b),
        "never interleaved"
    );
}

#[test]
fn places_of_two_sources_say_whose_each_is() {
    let (open_meteo, met) = (
        open_meteo_with(weather::all_wet(0)),
        met_norway(weather::all_wet(0)),
    );
    open_meteo.answer_each(|n| {
        if n == 0 {
            open_meteo::Mode::Well
        } else {
            open_meteo::Mode::Html
        }
    });
    let home = Home::online(&open_meteo).with_met_norway(&met);
    let asked = ["--near", "SW7 5BD", "--on", "sat", "--top", "60"];
    let document = home.suggest(&asked);
    assert_valid(&document);
    assert_eq!(sources(&document), ["met-norway", "open-meteo"]);
    let attribution = document["weather"]["attribution"].as_str().unwrap();
    assert!(attribution.contains("Open-Meteo.com") && attribution.contains("MET Norway"));
    let lines = home
        .run(&[&["suggest", "--format", "ndjson"], asked.as_slice()].concat())
        .stdout;
    for line in lines.lines() {
        let entry: Value = serde_json::from_str(line).unwrap();
        let whose = match entry["weather"]["source"].as_str().unwrap() {
            "open-meteo" => "Open-Meteo.com",
            _ => "MET Norway",
        };
        assert!(
            entry["attribution"].as_str().unwrap().contains(whose),
            "{line}"
        );
    }
    let page = flowing(&home.run(&[&["suggest"], asked.as_slice()].concat()).stdout);
    assert!(
        page.contains("Forecast by Open-Meteo and MET Norway, the oldest fetched 0 min ago"),
        "{page}"
    );
    assert!(
        page.contains("forecast by MET Norway") && page.contains("forecast by Open-Meteo"),
        "{page}"
    );
    assert!(
        page.contains("Data from MET Norway") && page.contains("Weather data by Open-Meteo.com")
    );
}

#[test]
fn offline_takes_the_newest_of_both_caches() {
    let (open_meteo, met) = (open_meteo_with(weather::fine), met_norway(weather::fine));
    for (first, second) in [("open-meteo", "met-norway"), ("met-norway", "open-meteo")] {
        let home = Home::online(&open_meteo)
            .with_met_norway(&met)
            .with_config(&config(&[first]));
        home.suggest(&SATURDAY);
        let home = home.at(&later(10)).with_config(&config(&[second]));
        home.suggest(&SATURDAY);
        for order in [["open-meteo", "met-norway"], ["met-norway", "open-meteo"]] {
            std::fs::write(home.path("config").join("config.toml"), config(&order)).unwrap();
            let before = (open_meteo.seen().requests.len(), met.seen().requests.len());
            let document = home.suggest(&[SATURDAY.as_slice(), &["--offline"]].concat());
            assert_eq!(sources(&document), [second]);
            assert_eq!(document["weather"]["fetched_at"], "2026-11-27T18:10:00Z");
            let after = (open_meteo.seen().requests.len(), met.seen().requests.len());
            assert_eq!(before, after);
        }
    }
}

#[test]
fn forecasts_that_disagree_are_said_to_and_trusted_less() {
    let (dry, wet) = (
        open_meteo_with(weather::fine),
        met_norway(weather::all_wet(0)),
    );
    let home = Home::online(&dry)
        .with_met_norway(&wet)
        .with_config(&config(&["met-norway"]));
    home.suggest(&SATURDAY);
    let home = home.with_config(&config(&["open-meteo"]));
    let alone = home.suggest(&SATURDAY);
    assert_eq!(alone["results"][0]["weather"]["confidence"], "high");
    let asked_so_far = (dry.seen().requests.len(), wet.seen().requests.len());

    let home = home.with_config(&config(&["open-meteo", "met-norway"]));
    let document = home.suggest(&SATURDAY);
    assert_valid(&document);
    assert_eq!(
        (dry.seen().requests.len(), wet.seen().requests.len()),
        asked_so_far,
        "nobody is asked for it"
    );
    let results = document["results"].as_array().unwrap();
    let told = |entry: &Value| {
        entry["warnings"]
            .to_string()
            .contains("forecasts disagree: MET Norway expects ")
    };
    let (with, without): (Vec<&Value>, Vec<&Value>) = results.iter().partition(|entry| told(entry));
    assert!(!with.is_empty());
    assert!(
        with.iter()
            .all(|entry| entry["weather"]["source"] == "open-meteo")
    );
    assert!(
        with.iter()
            .all(|entry| entry["weather"]["confidence"] == "fair")
    );
    assert!(
        without
            .iter()
            .all(|entry| entry["weather"]["confidence"] == "high")
    );
    assert!(
        document["credits"].to_string().contains("MET Norway"),
        "its forecast is shown too"
    );
    let page = flowing(&asked(&home, &[]).stdout);
    assert!(
        page.contains("! forecasts disagree: MET Norway expects")
            && page.contains("while you are there"),
        "{page}"
    );

    for (near, when) in [
        (&["--near", "M20 2RN"][..], "while you are there"),
        (&[], "within 08:00-20:00"),
    ] {
        let asked = [&["forecast", "chester-zoo", "--on", "sat"], near].concat();
        let of = |format| home.run(&[asked.as_slice(), &["--format", format]].concat());
        let page = flowing(&of("table").stdout);
        let told = page.find("! forecasts disagree: MET Norway expects ");
        assert!(told.is_some_and(|at| page[at..].contains(when)), "{page}");
        let document = of("json").json();
        let warnings = document["days"][0]["warnings"].to_string();
        assert!(
            warnings.contains("MET Norway expects ") && warnings.contains(when),
            "{document}"
        );
        let csv = of("csv").stdout;
        let lines: Vec<&str> = csv.lines().skip(1).collect();
        assert_eq!(lines.len(), 24);
        assert!(
            lines
                .iter()
                .all(|line| line.contains("forecasts disagree: MET Norway")),
            "{csv}"
        );
    }

    let home = home.with_config(&config(&["met-norway", "open-meteo"]));
    let document = home.suggest(&[SATURDAY.as_slice(), &["--top", "300"]].concat());
    let warnings = document["results"].to_string();
    assert!(
        warnings.contains("forecasts disagree: Open-Meteo expects no rain while you are there")
    );
}

#[test]
fn rain_that_is_known_for_six_hours_at_a_time_is_no_dry_hour() {
    let met = met_norway(weather::rain(0.5, 10, 16, 0));
    met.answer(Mode::Coarse);
    let home = Home::offline().with_met_norway(&met);
    let document = home.suggest(&[SATURDAY.as_slice(), &["--top", "100"]].concat());
    let forecasts = document["results"].as_array().unwrap().iter();
    let mut outdoors = 0;
    for entry in forecasts.filter(|entry| entry["weather"]["kind"] == "forecast") {
        let weather = &entry["weather"];
        assert_eq!(weather["dry_hours"], 0, "{entry}");
        let summary = weather["summary"].as_str().unwrap();
        assert!(
            summary.starts_with("some rain (") && summary.ends_with("hours unknown"),
            "{summary}"
        );
        assert_eq!(weather["confidence"], "fair");
        if entry["exposure"].as_f64().unwrap() > 0.6 {
            outdoors += 1;
            assert!(
                entry["reasons"]
                    .to_string()
                    .contains("it may rain at any hour"),
                "{entry}"
            );
        }
    }
    assert!(outdoors > 0);
    let show = home
        .run(&["show", "chester-zoo", "--format", "json", "--on", "sat"])
        .json();
    let hours = &each(&show["days"][0]["rain_mm_by_hour"], "/rain_mm")[..10];
    assert!(
        hours.iter().all(|mm| mm.is_null()),
        "no hour's rain is known: {hours:?}"
    );

    met.set_clock(evening() + SignedDuration::from_hours(1));
    met.forecast_anew(weather::fine);
    let dry = home.at(&later(60)).suggest(&SATURDAY);
    for entry in dry["results"].as_array().unwrap() {
        assert_eq!(entry["weather"]["dry_hours"], entry["weather"]["hours"]);
    }
}

#[test]
fn unknown_gusts_are_no_calm_and_no_veto() {
    let (met, nordic) = (met_norway(weather::gusty), met_norway(weather::gusty));
    nordic.answer(Mode::Nordic);
    let outdoors = ["--outdoor", "--top", "20"];
    let home = Home::offline().with_met_norway(&met);
    let document = home.suggest(&[SATURDAY.as_slice(), &outdoors].concat());
    assert_eq!(document["dropped"]["vetoed"], 0);
    for entry in document["results"].as_array().unwrap() {
        if entry["weather"]["kind"] == "forecast" {
            assert!(
                entry["warnings"]
                    .to_string()
                    .contains("wind of 35 km/h, gusts unknown"),
                "{entry}"
            );
        }
    }
    let home = Home::offline().with_met_norway(&nordic);
    let run = home.run(
        &[
            &["suggest", "--format", "json"],
            SATURDAY.as_slice(),
            &outdoors,
        ]
        .concat(),
    );
    let document = run.json();
    assert!(
        document["dropped"]["vetoed"].as_u64().unwrap() > 0,
        "known ones are a veto"
    );
    assert_eq!(document["vetoed"][0]["reason"], "gusts of 70 km/h");
    assert!(
        document["weather"]["attribution"]
            .to_string()
            .contains("MET Norway")
    );
}

#[test]
fn one_place_s_week_is_had_in_one_request() {
    let met = met_norway(weather::random);
    let home = Home::offline().with_met_norway(&met);
    let run = home.run(&["show", "chester-zoo", "--near", "M20 2RN"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let page = flowing(&run.stdout);
    assert!(
        page.contains(
            "Forecast by MET Norway, fetched 0 min ago (Open-Meteo could not be reached)"
        ),
        "{page}"
    );
    assert!(page.contains("Best day: "), "{page}");
    assert!(page.contains("Data from MET Norway"), "{page}");
    assert_eq!(met.seen().requests.len(), 1);
    let document = home
        .run(&[
            "show",
            "chester-zoo",
            "--near",
            "M20 2RN",
            "--format",
            "json",
        ])
        .json();
    assert_eq!(met.seen().requests.len(), 1, "the cache has all its days");
    assert_eq!(document["days"][0]["weather"]["source"], "met-norway");
    assert_eq!(document["days"][6]["weather"]["kind"], "forecast");
}

#[test]
fn the_cache_tells_of_both_sources_and_clears_both() {
    let (open_meteo, met) = (open_meteo_with(weather::fine), met_norway(weather::fine));
    let home = Home::online(&open_meteo).with_met_norway(&met);
    home.suggest(&SATURDAY);
    let home = home.with_config(&config(&["met-norway"]));
    home.suggest(&SATURDAY);
    let info = home.run(&["cache", "info"]).stdout;
    assert!(
        info.contains("1 day of forecasts, the coming days by MET Norway, "),
        "{info}"
    );
    home.run(&["cache", "clear"]);
    let info = home.run(&["cache", "info"]).stdout;
    assert!(info.contains("0 days of forecasts, 0 kB"), "{info}");
}

#[rstest]
#[case::a_slip("[\"open-metoe\"]", &["line 2", "weather.sources", "open-metoe", "did you mean open-meteo?"])]
#[case::nobody("[]", &["line 2", "at least one of open-meteo, met-norway"])]
#[case::twice("[\"met-norway\", \"met-norway\"]", &["met-norway is named twice"])]
#[case::a_number("[3]", &["line 2", "integer", "text in quotes"])]
fn sources_that_are_none_are_refused(#[case] list: &str, #[case] words: &[&str]) {
    let config = format!("[weather]\nsources = {list}\n");
    let run = Home::offline().with_config(config.as_bytes()).run(&ASKED);
    run.is_refused(2, words);
}

#[test]
fn sources_and_contact_are_settings_like_any_other() {
    let home =
        Home::offline().with_config(b"[weather]\nsources = [\"met-norway\", \"open-meteo\"]\n");
    let shown = home.run(&["config", "show"]).stdout;
    assert!(shown.contains("met-norway, open-meteo"), "{shown}");
    assert!(shown.contains("weather.contact"));
    let mut command = home.command(&["config", "show"]);
    let shown = Run::of(command.env("KIDTRIP_WEATHER_SOURCES", "open-meteo")).stdout;
    assert!(shown.contains("KIDTRIP_WEATHER_SOURCES"), "{shown}");
    let mut command = home.command(&ASKED);
    Run::of(command.env("KIDTRIP_WEATHER_SOURCES", "met-norge"))
        .is_refused(2, &["did you mean met-norway?"]);
    let odd = Home::offline().with_config(b"[weather]\ncontact = \"me there\"\n");
    odd.run(&ASKED)
        .is_refused(2, &["weather.contact", "me@example.org"]);
}

#[test]
fn runs_at_once_ask_the_second_source_for_a_cell_once() {
    let met = met_norway(weather::fine);
    let folder = tempfile::tempdir().unwrap();
    let cells: Vec<Cell> = (0..12_u8)
        .map(|i| Cell::of(Position::new(53.0 + f64::from(i) * 0.05, -2.25).unwrap()))
        .collect();
    let fetch = || {
        let mut client = Client::new(Options::default());
        let settings = Settings {
            sources: vec![Source::MetNorway],
            open_meteo_url: NOBODY.to_owned(),
            met_norway_url: met.url(),
            contact: None,
            now: evening(),
            freshness: Freshness::Normal,
            max_cells: Settings::DEFAULT_MAX_CELLS,
        };
        let folder = Some(folder.path().to_owned());
        let mut forecasts = Forecasts::new(&mut client, folder, settings);
        let span = HourSpan::covering(evening(), evening() + SignedDuration::from_hours(24));
        forecasts
            .fetch(&cells, "2026-11-28".parse().unwrap(), span)
            .len()
    };
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4).map(|_| scope.spawn(fetch)).collect();
        assert!(runs.into_iter().all(|run| run.join().unwrap() == 12));
    });
    assert_eq!(met.seen().requests.len(), 12);
}

#[test]
#[expect(clippy::print_stdout, reason = "a test that does not run must say so")]
fn every_recording_of_the_second_source_reads() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/samples/metno");
    let Ok(entries) = std::fs::read_dir(folder) else {
        println!("skipped: there are no other recordings at {folder}");
        return;
    };
    let mut read = 0;
    for entry in entries {
        let path = entry.unwrap().path();
        let body = std::fs::read(&path).unwrap();
        let json: Value = serde_json::from_slice(&body).unwrap();
        let Some(point) = json.pointer("/geometry/coordinates") else {
            continue;
        };
        let degrees = |place: usize| point[place].as_f64().unwrap();
        let cell = Cell::of(Position::new(degrees(1), degrees(0)).unwrap());
        let forecast = kidtrip::weather::met_norway::parse(&body, cell, evening()).unwrap();
        assert!(forecast.hours.len() > 1, "{}", path.display());
        read += 1;
    }
    assert!(read > 0);
}
