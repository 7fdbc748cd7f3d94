//! The limits of Open-Meteo's free tier, over several runs of the binary: kept, said before they are reached, and
//! remembered when the service says so first.

use crate::fake::open_meteo::{Mode, OpenMeteo};
use crate::fake::weather;
use crate::harness::{Home, Run, open_meteo};
use kidtrip::store::allowance::Allowances;
use kidtrip::weather::allowance::Usage;
use rstest::rstest;
use std::path::Path;
use std::time::{Duration, Instant};

const ASKED: [&str; 5] = ["suggest", "--near", "M20 2RN", "--on", "sat"];

/// Ten to seven on the Friday of the tests.
const TEN_TO_SEVEN: &str = "2026-11-27T18:50:00+00:00[Europe/London]";

/// Has the runs of `home` find `calls` used of `fake`, some minutes before `minute` of 18 o'clock.
fn use_up(home: &Home, fake: &OpenMeteo, calls: u32, minute: u32) {
    let allowances = Allowances::new(Some(home.path("cache")));
    let host = fake.url().replace("http://", "");
    allowances.update(&host, &mut None, |usage: &mut Usage| {
        for step in 0..calls.div_ceil(500) {
            let then = format!("2026-11-27T18:{:02}:00Z", minute - 1 - step);
            let part = (calls - step * 500).min(500);
            usage.book(part, then.parse().unwrap()).unwrap();
        }
    });
}

fn info(home: &Home) -> String {
    home.run(&["cache", "info"]).stdout
}

#[test]
fn what_is_asked_is_counted_and_told_by_cache_info() {
    let fake = open_meteo(weather::all_wet(0));
    let home = Home::online(&fake);
    let run = home.run(&ASKED);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let (cells, host) = (fake.seen().cells, fake.url().replace("http://", ""));
    let line = format!(
        "free calls of {host}: {cells} of 600 this minute, {cells} of 5,000 this hour, {cells} of 10,000 today (UTC)\n"
    );
    assert!(info(&home).ends_with(&line), "{}", info(&home));
    let later = home.at("2026-11-27T19:00:00+00:00[Europe/London]");
    let told = info(&later);
    let expected = format!("0 of 600 this minute, 0 of 5,000 this hour, {cells} of 10,000 today");
    assert!(told.contains(&expected), "{told}");
    later.run(&["cache", "clear"]);
    let told = info(&later);
    assert!(
        told.contains(&expected),
        "the service has not forgotten: {told}"
    );
}

#[test]
fn nothing_is_counted_where_nothing_is_asked() {
    let home = Home::offline();
    home.run(&["suggest", "--near", "M20 2RN", "--offline"]);
    assert!(!info(&home).contains("free calls"));
}

#[test]
fn a_failed_request_counts_as_one_call_and_one_that_never_left_as_none() {
    let fake = open_meteo(weather::all_wet(0));
    fake.answer(Mode::Status(503, "The service is overloaded"));
    let home = Home::online(&fake);
    home.run(&ASKED);
    let requests = fake.seen().requests.len();
    assert!((2..=3).contains(&requests), "{requests}");
    let told = info(&home);
    assert!(
        told.contains(&format!(": {requests} of 600 this minute")),
        "{told}"
    );
    let nobody = Home::offline();
    nobody.run(&ASKED);
    assert!(!info(&nobody).contains("free calls"), "{}", info(&nobody));
}

#[rstest]
#[case::minutely(
    "Minutely API request limit exceeded. Please try again in one minute.",
    "600 calls a minute is used up until 18:51 UTC",
    "2026-11-27T18:50:40+00:00[Europe/London]",
    "2026-11-27T18:51:00+00:00[Europe/London]"
)]
#[case::hourly(
    "Hourly API request limit exceeded. Please try again in the next hour.",
    "5,000 calls an hour is used up until 19:00 UTC",
    "2026-11-27T18:59:30+00:00[Europe/London]",
    "2026-11-27T19:00:00+00:00[Europe/London]"
)]
#[case::daily(
    "Daily API request limit exceeded. Please try again tomorrow.",
    "10,000 calls a day is used up until midnight UTC",
    "2026-11-27T23:59:30+00:00[Europe/London]",
    "2026-11-28T00:00:00+00:00[Europe/London]"
)]
fn what_the_service_refuses_no_run_asks_for_until_it_counts_anew(
    #[case] reason: &'static str,
    #[case] words: &str,
    #[case] before: &str,
    #[case] after: &str,
) {
    let fake = open_meteo(weather::fine);
    fake.answer(Mode::Status(429, reason));
    let home = Home::online(&fake).at(TEN_TO_SEVEN);
    let first = home.run(&ASKED);
    assert_eq!(first.code, 0, "{}", first.stderr);
    assert!(first.stderr.contains("answered 429"), "{}", first.stderr);
    assert_eq!(fake.seen().requests.len(), 1, "it said when to come back");
    assert!(
        info(&home).contains("it says that is all"),
        "{}",
        info(&home)
    );
    let second = home.at(before);
    let run = second.run(&ASKED);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("TYPICAL WEATHER"), "{}", run.stdout);
    assert!(run.stderr.contains(words), "{}", run.stderr);
    assert_eq!(run.stderr.lines().count(), 1, "said once: {}", run.stderr);
    second
        .run(&[ASKED.as_slice(), &["--require-forecast"]].concat())
        .is_refused(4, &["no forecast", words]);
    assert_eq!(fake.seen().requests.len(), 1);
    fake.answer(Mode::Well);
    let third = second.at(after);
    assert!(third.run(&ASKED).stdout.contains("Forecast by Open-Meteo"));
}

#[test]
fn a_request_that_would_pass_a_limit_is_not_sent_and_kept_forecasts_serve() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    home.suggest(&["--near", "M20 2RN", "--on", "sat"]);
    let requests = fake.seen().requests.len();
    let home = home.at("2026-11-27T21:50:00+00:00[Europe/London]");
    let allowances = Allowances::new(Some(home.path("cache")));
    let host = fake.url().replace("http://", "");
    allowances.update(&host, &mut None, |usage: &mut Usage| {
        for minute in 30..40 {
            let then = format!("2026-11-27T21:{minute}:00Z");
            usage.book(500, then.parse().unwrap()).unwrap();
        }
    });
    let run = home.run(&ASKED);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stdout
            .contains("Forecast by Open-Meteo, fetched 4 h ago"),
        "{}",
        run.stdout
    );
    let expected =
        "Open-Meteo's free limit of 5,000 calls an hour is used up until 22:00 UTC (in 10 min)";
    assert!(run.stderr.contains(expected), "{}", run.stderr);
    assert_eq!(fake.seen().requests.len(), requests);
}

#[test]
fn from_four_fifths_on_the_reader_is_warned_once_and_still_served() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake).at(TEN_TO_SEVEN);
    use_up(&home, &fake, 4_000, 50);
    let run = home.run(&ASKED);
    assert!(
        run.stdout.contains("Forecast by Open-Meteo"),
        "{}",
        run.stdout
    );
    let used = 4_000 + fake.seen().cells;
    let expected = format!(
        "kidtrip: 4,{:03} of Open-Meteo's 5,000 free calls an hour are used; the count starts again at 19:00 UTC (in 10 min)\n",
        used - 4_000
    );
    assert_eq!(run.stderr, expected);
    let cached = home.run(&ASKED);
    assert_eq!(cached.stderr, "", "what asks nothing warns of nothing");
    let quiet = home.run(&[ASKED.as_slice(), &["--refresh", "--quiet"]].concat());
    assert_eq!(quiet.stderr, "");
    let show = home.run(&["show", "chester-zoo", "--refresh"]);
    assert_eq!(
        show.stderr.matches("free calls an hour").count(),
        1,
        "{}",
        show.stderr
    );
}

#[test]
fn no_minute_has_more_than_600_calls_however_often_it_is_asked() {
    let fake = open_meteo(weather::all_wet(0));
    let home = Home::online(&fake);
    let mut refused = 0;
    for near in [
        "SW7 5BD", "M20 2RN", "BS1 4DJ", "LS6 3HN", "B1 1BB", "EH12 6TS",
    ] {
        let run = home.run(&["suggest", "--near", near, "--on", "weekend", "--top", "100"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        refused += usize::from(run.stderr.contains("600 calls a minute is used up"));
    }
    let cells = fake.seen().cells;
    assert!(cells <= 600, "{cells}");
    assert!(refused > 0, "{cells} cells were not enough to try");
}

#[test]
fn too_many_at_once_is_waited_out() {
    let fake = open_meteo(weather::fine);
    fake.answer_each(|n| match n {
        0 => Mode::Status(429, "Too many concurrent requests"),
        _ => Mode::Well,
    });
    let home = Home::online(&fake);
    let started = Instant::now();
    let run = home.run(&ASKED);
    assert!(
        started.elapsed() >= Duration::from_secs(2),
        "{:?}",
        started.elapsed()
    );
    assert!(
        run.stdout.contains("Forecast by Open-Meteo"),
        "{}",
        run.stderr
    );
    assert_eq!(run.stderr, "");
}

#[test]
fn runs_at_once_ask_one_after_the_other_and_lose_no_call() {
    let fake = open_meteo(weather::fine);
    fake.answer(Mode::Late(Duration::from_millis(30)));
    let home = Home::online(&fake);
    let days = ["sat", "sun", "mon", "tue", "wed", "thu"];
    std::thread::scope(|scope| {
        for day in days {
            let home = &home;
            scope.spawn(move || {
                let run = home.run(&["suggest", "--near", "M20 2RN", "--on", day, "--top", "1"]);
                assert_eq!(run.code, 0, "{}", run.stderr);
                assert!(
                    run.stdout.contains("Forecast by Open-Meteo"),
                    "{}",
                    run.stderr
                );
            });
        }
    });
    let seen = fake.seen();
    assert_eq!(seen.at_once, 1);
    assert!(seen.requests.len() >= days.len());
    let expected = format!(": {} of 600 this minute", seen.cells);
    assert!(
        info(&home).contains(&expected),
        "{expected}: {}",
        info(&home)
    );
}

fn allowance_file(folder: &Path) -> std::path::PathBuf {
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    let mut paths = entries.map(|entry| entry.path()).filter(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        name.starts_with("allowance-") && name.ends_with(".json")
    });
    paths.next().expect("a count is kept")
}

#[rstest]
#[case::truncated(b"{\"kidtrip\":\"allowance\",\"ver")]
#[case::empty(b"")]
#[case::not_text(b"\xff\xfe\x00")]
#[case::a_newer_version(b"{\"kidtrip\":\"allowance\",\"version\":9}")]
#[case::deep(b"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
fn a_damaged_count_is_as_good_as_none(#[case] content: &[u8]) {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    home.run(&ASKED);
    let file = allowance_file(&home.path("cache"));
    std::fs::write(&file, content).unwrap();
    let run: Run = home.run(&[ASKED.as_slice(), &["--refresh"]].concat());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(
        std::fs::read_to_string(&file)
            .unwrap()
            .contains("\"version\":1")
    );
}

#[test]
fn a_clock_that_jumps_back_is_no_harm() {
    let fake = open_meteo(weather::fine);
    fake.answer(Mode::Status(
        429,
        "Daily API request limit exceeded. Please try again tomorrow.",
    ));
    let home = Home::online(&fake).at("2026-12-05T12:00:00+00:00[Europe/London]");
    home.run(&["suggest", "--near", "M20 2RN"]);
    fake.answer(Mode::Well);
    let run = home.at(TEN_TO_SEVEN).run(&ASKED);
    assert!(
        run.stdout.contains("Forecast by Open-Meteo"),
        "{}",
        run.stderr
    );
}
