//! That the fake is what the documentation and the recordings say the service is.

use super::open_meteo::OpenMeteo;
use super::weather;
use kidtrip::net::{Client, NetError, Options, Url};
use rstest::rstest;

fn ask(query: &str) -> (u16, String) {
    let fake = OpenMeteo::start("2026-11-27".parse().unwrap(), weather::fine).unwrap();
    let url = Url::parse(&format!("{}/v1/{query}", fake.url())).unwrap();
    match Client::new(Options::default()).get("fake", url) {
        Ok(reply) => (reply.status, String::from_utf8(reply.body).unwrap()),
        Err(NetError::Status { status, reason, .. }) => (status, reason),
        Err(other) => panic!("{other}"),
    }
}

#[rstest]
#[case::other_counts(
    "forecast?latitude=1,2&longitude=1",
    400,
    "Parameter 'latitude' and 'longitude' must have the same number of elements"
)]
#[case::off_the_earth(
    "forecast?latitude=522.52&longitude=1",
    400,
    "Latitude must be in range of -90 to 90°. Given: 522.52."
)]
#[case::beyond_the_forecast(
    "forecast?latitude=1&longitude=1&start_hour=2026-12-13T00:00&end_hour=2026-12-13T01:00",
    400,
    "Parameter 'start_hour' is out of allowed range from 2026-08-26 to 2026-12-12"
)]
#[case::the_wrong_way_round(
    "forecast?latitude=1&longitude=1&start_hour=2026-11-28T02:00&end_hour=2026-11-28T01:00",
    400,
    "End-date must be larger or equals than start-date"
)]
#[case::an_unknown_variable(
    "forecast?latitude=1&longitude=1&hourly=mood",
    400,
    "Data corrupted at path ''. Cannot initialize ForecastVariable from invalid String value mood."
)]
#[case::an_archive_without_days(
    "archive?latitude=1&longitude=1&daily=precipitation_sum",
    400,
    "Both 'start_date' and 'end_date' must be set in the url"
)]
#[case::an_archive_of_days_to_come(
    "archive?latitude=1&longitude=1&daily=precipitation_sum&start_date=2026-11-27&end_date=2026-11-28",
    400,
    "Parameter 'end_date' is out of allowed range from 1940-01-01 to 2026-11-27"
)]
#[case::an_archive_of_other_counts(
    "archive?latitude=1,2,3&longitude=1,2,3&start_date=2026-11-26,2026-11-26&end_date=2026-11-26,2026-11-26",
    400,
    "Parameter 'start_date' and 'end_date' must have the same number of elements as coordinates"
)]
#[case::another_path("weather?latitude=1&longitude=1", 404, "Not Found")]
#[case::no_place_at_all("forecast?hourly=uv_index", 200, "")]
fn what_is_asked_wrongly_is_answered_in_the_service_s_words(
    #[case] query: &str,
    #[case] status: u16,
    #[case] body: &str,
) {
    assert_eq!(ask(query), (status, body.to_owned()));
}

#[test]
fn an_address_too_long_is_refused() {
    let list = "53.4808,".repeat(1_000);
    let query = format!("forecast?latitude={list}1&longitude={list}1");
    assert_eq!(ask(&query).0, 414);
}

#[test]
fn one_place_is_an_object_with_local_times() {
    let (_, body) = ask(
        "forecast?latitude=53.4&longitude=-2.25&hourly=temperature_2m,precipitation&start_hour=2026-11-28T09:00&end_hour=2026-11-28T10:00",
    );
    assert!(body.starts_with(r#"{"latitude":53.3"#), "{body}");
    assert!(
        body.ends_with(
            r#""elevation":38.0,"hourly_units":{"time":"iso8601","temperature_2m":"°C","precipitation":"mm"},"hourly":{"time":["2026-11-28T09:00","2026-11-28T10:00"],"temperature_2m":[20.0,20.0],"precipitation":[0.00,0.00]}}"#
        ),
        "{body}"
    );
}

#[test]
fn several_places_are_an_array_numbered_from_the_second_on() {
    let (_, body) = ask("forecast?latitude=53.4,53.5&longitude=-2.25,-2.25");
    let places: serde_json::Value = serde_json::from_str(&body).unwrap();
    let numbers: Vec<_> = places
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p.get("location_id"))
        .collect();
    assert_eq!(numbers, [None, Some(&serde_json::json!(1))]);
}

#[test]
fn the_archive_lags_five_days_behind_with_nulls() {
    let (_, body) = ask(
        "archive?latitude=53.50&longitude=-2.25&daily=precipitation_sum&timezone=auto&start_date=2026-11-21&end_date=2026-11-24",
    );
    assert!(
        body.starts_with(r#"{"latitude":53.50,"longitude":-2.25"#),
        "{body}"
    );
    assert!(
        body.contains(r#""time":["2026-11-21","2026-11-22","2026-11-23","2026-11-24"]"#)
            && body.ends_with(",null,null]}}"),
        "{body}"
    );
}
