//! `--typical` with the archive's last ten years: asked once, kept for good, and never taken for a forecast.

use crate::fake::archive;
use crate::fake::open_meteo::{Mode, OpenMeteo};
use crate::fake::weather;
use crate::harness::{Home, NOBODY, Run, each, open_meteo};
use jiff::ToSpan;
use jiff::civil::date;
use rstest::rstest;
use serde_json::Value;

const ALLOWED: &[u8] = b"[weather]\narchive = true\n";
const ASKED: [&str; 6] = ["suggest", "--near", "M20 2RN", "--on", "sat", "--typical"];

fn run_at(home: &Home, url: &str, arguments: &[&str]) -> Run {
    Run::of(
        home.command(arguments)
            .env("KIDTRIP_OPEN_METEO_ARCHIVE_URL", url),
    )
}

fn run(home: &Home, fake: &OpenMeteo, arguments: &[&str]) -> Run {
    run_at(home, &fake.url(), arguments)
}

fn home() -> Home {
    Home::offline().with_config(ALLOWED)
}

/// The share of days with a millimetre or more, and the mean maximum, in the weeks around 28 November of ten years.
fn expected(first: i16) -> (f64, f64) {
    let days = (first..first + 10).flat_map(|year| {
        let first = date(year, 11, 25);
        (0..7).map(move |by| archive::weather(first.saturating_add(by.days())))
    });
    let days: Vec<[f64; 4]> = days.collect();
    let mean = |of: fn(&[f64; 4]) -> f64| days.iter().map(of).sum::<f64>() / days.len() as f64;
    (mean(|day| f64::from(day[2] >= 1.0)), mean(|day| day[0]))
}

#[test]
fn the_last_ten_years_are_told_credited_and_asked_for_once() {
    let (home, fake) = (home(), open_meteo(weather::fine));
    let page = run(&home, &fake, &ASKED);
    assert_eq!((page.code, page.stderr.as_str()), (0, ""));
    let (wet, tmax) = expected(2016);
    let words = format!(
        "about {:.0} days in 10 had rain here in late November of 2016-2025 (Open-Meteo archive) · {tmax:.0}°/",
        wet * 10.0
    );
    let told = page.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains(&words), "{words}: {told}");
    assert!(told.contains("TYPICAL WEATHER for late November, not a forecast (as asked for)"));
    assert!(
        told.contains(
            "past weather by Open-Meteo.com (https://open-meteo.com/), CC BY 4.0; ERA5, Copernicus"
        ),
        "{told}"
    );
    assert!(!told.contains("WMO normals"), "{told}");
    let seen = fake.seen();
    let [request] = seen.requests.as_slice() else {
        panic!("{:?}", seen.requests)
    };
    assert_eq!(request.path, "/v1/archive");
    let list = |name: &str| request.parameter(name).unwrap();
    assert_eq!(list("latitude"), ["53.50"; 10].join(","));
    assert!(
        list("start_date").starts_with("2016-11-25,2017-11-25,"),
        "{}",
        list("start_date")
    );
    assert!(
        list("end_date").ends_with(",2024-12-01,2025-12-01"),
        "{}",
        list("end_date")
    );
    let info = home.run(&["cache", "info"]).stdout;
    assert!(
        info.contains("past weather, ") && info.contains(": 10 of 600 this minute"),
        "{info}"
    );

    let again = run(&home, &fake, &ASKED);
    assert_eq!(again.stdout, page.stdout);
    let offline = run_at(&home, NOBODY, &[ASKED.as_slice(), &["--offline"]].concat());
    assert_eq!((offline.stdout, offline.stderr.as_str()), (page.stdout, ""));
    assert_eq!(
        fake.seen().requests.len(),
        1,
        "past weather does not change"
    );
    home.run(&["cache", "clear"]);
    assert!(!home.run(&["cache", "info"]).stdout.contains("past weather"));
}

#[test]
fn json_says_whose_it_is_and_that_it_is_typical() {
    let (home, fake) = (home(), open_meteo(weather::fine));
    let arguments = [ASKED.as_slice(), &["--format", "json"]].concat();
    let document = run(&home, &fake, &arguments).json();
    let (wet, tmax) = expected(2016);
    assert_eq!(document["weather"]["kind"], "typical");
    assert_eq!(document["weather"]["source"], "open-meteo-archive");
    let credit = document["weather"]["attribution"].as_str().unwrap();
    for words in ["https://open-meteo.com/", "CC BY 4.0", "ERA5", "Copernicus"] {
        assert!(credit.contains(words), "{credit}");
    }
    for typical in each(&document["results"], "/weather/typical") {
        let near = |name: &str, value: f64| (typical[name].as_f64().unwrap() - value).abs() < 0.06;
        assert!(
            near("wet_days_in_10", wet * 10.0) && near("tmax_c", tmax),
            "{typical}"
        );
    }
    let csv = run(
        &home,
        &fake,
        &[ASKED.as_slice(), &["--format", "csv"]].concat(),
    )
    .stdout;
    assert!(csv.contains("Copernicus"), "{csv}");
}

#[rstest]
#[case::not_allowed(b"", &ASKED)]
#[case::forbidden(b"[weather]\narchive = false\n", &ASKED)]
#[case::not_typical(ALLOWED, &ASKED[..5])]
#[case::offline(ALLOWED, &["suggest", "--near", "M20 2RN", "--on", "sat", "--typical", "--offline"])]
fn nobody_is_asked_unless_it_is_allowed_and_wished(#[case] config: &[u8], #[case] asked: &[&str]) {
    let fake = open_meteo(weather::fine);
    let run = run(&Home::offline().with_config(config), &fake, asked);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("rain on about"), "{}", run.stdout);
    assert!(
        run.stdout.contains("WMO normals 1991-2020"),
        "{}",
        run.stdout
    );
    assert_eq!(fake.seen().requests.len(), 0);
}

#[rstest]
#[case::out_of_range(
    Mode::Status(
        400,
        "Parameter 'start_date' is out of allowed range from 1940-01-01 to 2026-09-13"
    ),
    "out of allowed range"
)]
#[case::overloaded(
    Mode::Status(503, "The service is overloaded"),
    "The service is overloaded"
)]
#[case::spent(
    Mode::Status(
        429,
        "Hourly API request limit exceeded. Please try again in the next hour."
    ),
    "answered 429"
)]
#[case::a_web_page(Mode::Html, "a web page")]
#[case::broken_off(Mode::StreamingErrorHalfWay, "broke off")]
#[case::nan(Mode::Nan, "cannot be read")]
#[case::empty(Mode::Empty, "an empty answer")]
#[case::too_few(Mode::WrongCount, "answered for 9 places instead of 10")]
#[case::reset(Mode::Reset, "broke off")]
fn when_it_fails_the_averages_stand_in_and_that_is_said_once(
    #[case] mode: Mode,
    #[case] why: &str,
) {
    let (home, fake) = (home(), open_meteo(weather::fine));
    fake.answer(mode);
    let run = run(&home, &fake, &ASKED);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let usual = Home::offline().run(&ASKED);
    assert_eq!(run.stdout, usual.stdout);
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    for words in [
        "the last ten years could not be had",
        why,
        "showing the averages of 1991-2020",
    ] {
        assert!(run.stderr.contains(words), "{words}: {}", run.stderr);
    }
}

#[test]
fn a_year_later_only_the_year_that_is_new_is_asked_for() {
    let (home, fake) = (home(), open_meteo(weather::fine));
    run(&home, &fake, &ASKED);
    let later = OpenMeteo::start(date(2027, 11, 26), weather::fine).unwrap();
    let home = home.at("2027-11-26T18:00:00+00:00[Europe/London]");
    let arguments = [
        "suggest",
        "--near",
        "M20 2RN",
        "--on",
        "2027-11-28",
        "--typical",
    ];
    let page = run(&home, &later, &arguments);
    assert!(page.stdout.contains("2017-2026"), "{}", page.stdout);
    let seen = later.seen();
    assert_eq!(seen.requests.len(), 1);
    assert_eq!(
        seen.requests[0].parameter("start_date").as_deref(),
        Some("2026-11-25")
    );
    assert_eq!(
        seen.requests[0].parameter("end_date").as_deref(),
        Some("2026-12-01")
    );
}

#[test]
fn days_of_which_the_archive_knows_nothing_yet_are_not_those_of_this_year() {
    // A year from tomorrow: last year's days of it are still to come, so the ten years before are looked at.
    let (home, fake) = (home(), open_meteo(weather::fine));
    let arguments = [
        "suggest",
        "--near",
        "M20 2RN",
        "--on",
        "2027-11-28",
        "--typical",
    ];
    let page = run(&home, &fake, &arguments);
    assert_eq!(page.stderr, "");
    assert!(page.stdout.contains("2016-2025"), "{}", page.stdout);
}

#[test]
fn show_tells_the_years_at_the_place_itself() {
    let (home, fake) = (home(), open_meteo(weather::fine));
    let arguments = ["show", "chester-zoo", "--near", "SW7 5BD", "--typical"];
    let page = run(&home, &fake, &arguments);
    assert_eq!((page.code, page.stderr.as_str()), (0, ""));
    let told = page.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("of 2016-2025 (Open-Meteo archive)"), "{told}");
    assert!(told.contains("ERA5, Copernicus"), "{told}");
    let seen = fake.seen();
    assert_eq!(seen.requests.len(), 1, "a week is one request");
    assert_eq!(
        seen.requests[0].parameter("latitude"),
        Some(["53.25"; 10].join(","))
    );
    let json = [arguments.as_slice(), &["--format", "json"]].concat();
    let document: Value = run(&home, &fake, &json).json();
    assert_eq!(document["weather"]["source"], "open-meteo-archive");
    assert_eq!(fake.seen().requests.len(), 1);
}

#[test]
fn forecast_and_archive_share_what_is_granted() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake).with_config(ALLOWED);
    run(&home, &fake, &ASKED);
    run(&home, &fake, &ASKED[..5]);
    let calls = 10 + fake.seen().cells;
    let info = home.run(&["cache", "info"]).stdout;
    assert!(
        info.contains(&format!(": {calls} of 600 this minute")),
        "{calls}: {info}"
    );
    assert_eq!(info.matches("free calls of").count(), 1);
}
