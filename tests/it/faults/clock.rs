//! A clock that jumps back, leap days and the end of a year; days on which the clocks change are in `clock_changes`.

use crate::fake::weather;
use crate::harness::{Home, open_meteo};
use rstest::rstest;
use serde_json::Value;

fn at(home: Home, now: &str) -> Home {
    home.at(&format!("{now}+00:00[Europe/London]"))
}

#[test]
fn ids_stay_in_order_though_the_clock_jumps_back() {
    let mut home = Home::offline();
    let clocks = [
        "2026-11-27T18:00:00",
        "2026-11-27T17:59:59",
        "2026-11-20T09:00:00",
        "2026-11-27T18:00:01",
    ];
    for (number, now) in clocks.iter().enumerate() {
        home = at(home, now);
        let day = format!("2026-11-0{}", number + 1);
        let run = home.run(&["visit", "chester-zoo", "--on", &day]);
        assert_eq!(run.code, 0, "{now}: {}", run.stderr);
    }
    let log = std::fs::read_to_string(home.path("data").join("events.jsonl")).unwrap();
    let ids: Vec<String> = log
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].to_string())
        .collect();
    assert_eq!(ids.len(), clocks.len());
    assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
    assert_eq!(
        home.run(&["history"]).stdout.matches("Chester Zoo").count(),
        4
    );
}

#[test]
fn no_forecast_is_younger_than_new() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    let asked = ["--near", "M20 2RN", "--on", "2026-11-28"];
    assert_eq!(home.suggest(&asked)["weather"]["age_minutes"], 0);
    // An hour before it was fetched: the clock of this machine was wrong then, or is now.
    let home = at(home, "2026-11-27T17:00:00");
    let document = home.suggest(&[&asked[..], &["--offline"]].concat());
    assert_eq!(document["weather"]["kind"], "forecast");
    assert_eq!(document["weather"]["age_minutes"], 0);
    let page = home
        .run(&[&["suggest"], &asked[..], &["--offline"]].concat())
        .stdout;
    assert!(page.contains("fetched 0 min ago"), "{page}");
}

#[rstest]
#[case::before_a_leap_day("2028-02-28T18:00:00", "tomorrow", &["2028-02-29"])]
#[case::on_a_leap_day("2028-02-29T09:00:00", "today", &["2028-02-29"])]
#[case::over_a_leap_day("2028-02-28T18:00:00", "+2", &["2028-03-01"])]
#[case::no_leap_year("2027-02-28T18:00:00", "tomorrow", &["2027-03-01"])]
#[case::the_last_day_of_a_year("2026-12-31T18:00:00", "tomorrow", &["2027-01-01"])]
#[case::a_weekend_of_the_next_year("2026-12-31T18:00:00", "weekend", &["2027-01-02", "2027-01-03"])]
#[case::a_weekend_over_the_year("2028-12-29T18:00:00", "sat,sun", &["2028-12-30", "2028-12-31"])]
fn days_are_those_of_the_calendar(#[case] now: &str, #[case] on: &str, #[case] days: &[&str]) {
    let home = at(Home::offline(), now);
    let run = home.run(&[
        "suggest",
        "--near",
        "M20 2RN",
        "--typical",
        "--on",
        on,
        "--format",
        "json",
    ]);
    // On New Year's Day little may be open; the document says for which days it is all the same.
    assert!(matches!(run.code, 0 | 3), "{}", run.stderr);
    assert_eq!(run.json()["days"], serde_json::json!(days));
}

#[rstest]
#[case::no_leap_day(&["suggest", "--near", "M20 2RN", "--typical", "--on", "2027-02-29"])]
#[case::a_visit_on_none(&["visit", "chester-zoo", "--on", "2026-02-29"])]
fn a_day_that_there_is_not_is_refused(#[case] arguments: &[&str]) {
    Home::offline().run(arguments).is_refused(2, &["-02-29"]);
}

#[test]
fn a_leap_day_is_a_day_out_like_any_other() {
    let home = at(Home::offline(), "2028-03-01T18:00:00");
    assert_eq!(
        home.run(&["visit", "chester-zoo", "--on", "2028-02-29"])
            .code,
        0
    );
    let calendar = home.run(&["history", "--calendar", "2028"]).stdout;
    assert!(calendar.contains("29*"), "{calendar}");
    assert!(home.run(&["history"]).stdout.contains("Tue 29 Feb 2028"));
}
