//! Days on which the clocks change, planned before they do: the hours of weather are those on the wall at the place.

use crate::fake::open_meteo::OpenMeteo;
use crate::fake::weather::{Hour, fine};
use crate::harness::Home;
use jiff::civil::Date;
use rstest::rstest;
use serde_json::Value;

const MANCHESTER: &str = "name,category,lat,lon,region\nA Zoo,zoo,53.45,-2.30,north-west\n";
/// Across the Minho from Tui, which is an hour ahead.
const VALENCA: &str = "name,category,lat,lon\nUm Parque,zoo,42.028,-8.644\n";
/// Across the same river from Valença, which is an hour behind.
const TUI: &str = "name,category,lat,lon\nUn Parque,zoo,42.047,-8.644\n";

/// Weather that is dry but for the hour that begins at `start`, in unix seconds.
fn wet_hour(start: i64) -> impl Fn(f64, f64, i64) -> Hour {
    move |lat, lon, stamp| Hour {
        // What falls in an hour is stamped with its end.
        rain_mm: Some(if stamp == start + 3_600 { 2.0 } else { 0.0 }),
        ..fine(lat, lon, stamp)
    }
}

fn suggested(table: &str, near: &str, now: &str, day: Date, wet: &str) -> Value {
    let wet: jiff::ZonedDateTime = wet.parse().unwrap();
    let now_utc: jiff::ZonedDateTime = now.parse().unwrap();
    let today = jiff::tz::TimeZone::UTC
        .to_datetime(now_utc.timestamp())
        .date();
    let fake = OpenMeteo::start(today, wet_hour(wet.timestamp().as_second())).unwrap();
    let home = Home::online(&fake).at(now).with_only_places(table);
    let day = day.to_string();
    let document = home.suggest(&["--near", near, "--on", &day]);
    assert_eq!(document["weather"]["kind"], "forecast");
    document["results"][0].clone()
}

#[rstest]
#[case::the_day_before_spring("2027-03-27", "2027-03-25T18:00:00+00:00[Europe/London]")]
#[case::the_clocks_go_forward("2027-03-28", "2027-03-25T18:00:00+00:00[Europe/London]")]
#[case::forward_and_asked_that_morning("2027-03-28", "2027-03-28T08:00:00+01:00[Europe/London]")]
#[case::the_day_before_autumn("2027-10-30", "2027-10-28T18:00:00+01:00[Europe/London]")]
#[case::the_clocks_go_back("2027-10-31", "2027-10-28T18:00:00+01:00[Europe/London]")]
#[case::back_and_asked_in_the_hour_that_comes_twice(
    "2027-10-31",
    "2027-10-31T01:30:00+00:00[Europe/London]"
)]
fn rain_at_eleven_on_the_wall_is_rain_at_eleven(#[case] day: Date, #[case] now: &str) {
    let wet = format!("{day}T11:00:00[Europe/London]");
    let result = suggested(MANCHESTER, "53.4132,-2.2314", now, day, &wet);
    assert_eq!(result["visit"]["arrive"], "10:13", "{result}");
    assert_eq!(
        result["weather"]["summary"],
        "rain 11:00-12:00, otherwise dry"
    );
    assert_eq!(result["weather"]["dry_hours"], 3);
    assert_eq!(result["weather"]["hours"], 4);
}

#[rstest]
#[case::spring(
    "2027-03-28",
    "2027-03-25T18:00:00+00:00[Europe/London]",
    "2027-03-28T09:00:00[Europe/London]"
)]
#[case::autumn(
    "2027-10-31",
    "2027-10-28T18:00:00+01:00[Europe/London]",
    "2027-10-31T09:00:00[Europe/London]"
)]
fn rain_before_the_visit_is_before_it(#[case] day: Date, #[case] now: &str, #[case] wet: &str) {
    let result = suggested(MANCHESTER, "53.4132,-2.2314", now, day, wet);
    assert_eq!(result["weather"]["dry_hours"], 4, "{result}");
    assert_eq!(result["weather"]["summary"], "dry from 10:00, sunny");
}

#[rstest]
#[case::west_in_spring(VALENCA, "42.047,-8.644", "2027-03-28", "Europe/Lisbon", "09:")]
#[case::west_in_autumn(VALENCA, "42.047,-8.644", "2027-10-31", "Europe/Lisbon", "09:")]
#[case::east_in_spring(TUI, "42.028,-8.644", "2027-03-28", "Europe/Madrid", "11:")]
#[case::east_in_autumn(TUI, "42.028,-8.644", "2027-10-31", "Europe/Madrid", "11:")]
fn across_a_zone_border_the_hours_are_those_of_the_place(
    #[case] table: &str,
    #[case] near: &str,
    #[case] day: Date,
    #[case] zone: &str,
    #[case] arrive: &str,
) {
    let hour: u8 = arrive.trim_end_matches(':').parse().unwrap();
    // It rains in the second hour of the visit, by the clock of the place.
    let wet = format!("{day}T{:02}:00:00[{zone}]", hour + 1);
    let now = format!(
        "{}T12:00:00Z[UTC]",
        day.saturating_sub(jiff::Span::new().days(3))
    );
    let result = suggested(table, near, &now, day, &wet);
    assert!(
        result["visit"]["arrive"]
            .as_str()
            .unwrap()
            .starts_with(arrive),
        "{result}"
    );
    let expected = format!("rain {:02}:00-{:02}:00, otherwise dry", hour + 1, hour + 2);
    assert_eq!(result["weather"]["summary"], expected.as_str(), "{result}");
    assert_eq!(result["weather"]["dry_hours"], 3);
}

#[rstest]
#[case::spring("2027-03-28", "2027-03-25T18:00:00+00:00[Europe/London]")]
#[case::autumn("2027-10-31", "2027-10-28T18:00:00+01:00[Europe/London]")]
fn the_chart_of_show_has_the_rain_in_its_hour(#[case] day: Date, #[case] now: &str) {
    let instant = |text: &str| text.parse::<jiff::ZonedDateTime>().unwrap().timestamp();
    let wet = instant(&format!("{day}T11:00:00[Europe/London]"));
    let today = jiff::tz::TimeZone::UTC.to_datetime(instant(now)).date();
    let fake = OpenMeteo::start(today, wet_hour(wet.as_second())).unwrap();
    let home = Home::online(&fake).at(now).with_only_places(MANCHESTER);
    let arguments = [
        "show",
        "a-zoo",
        "--near",
        "53.4132,-2.2314",
        "--format",
        "json",
    ];
    let document = home.run(&arguments).json();
    let days = document["days"].as_array().unwrap();
    let that_day = day.to_string();
    let shown = days
        .iter()
        .find(|shown| shown["day"] == that_day.as_str())
        .unwrap();
    let hours = shown["rain_mm_by_hour"].as_array().unwrap();
    let wet: Vec<_> = hours.iter().filter(|hour| hour["rain_mm"] == 2.0).collect();
    assert_eq!(wet.len(), 1, "{hours:?}");
    assert_eq!(wet[0]["hour"], 11);
    assert_eq!(
        shown["weather"]["summary"],
        "rain 11:00-12:00, otherwise dry"
    );
    let dry = days
        .iter()
        .filter(|other| other["day"] != that_day.as_str());
    for other in dry {
        assert_ne!(
            other["weather"]["summary"],
            "rain 11:00-12:00, otherwise dry"
        );
    }
}
