//! That the fake is what the documentation and the recordings say the service is.

use super::met_norway::MetNorway;
use super::open_meteo::OpenMeteo;
use super::weather;
use jiff::Timestamp;
use kidtrip::net::{Client, Headers, NetError, Options, Reply, Url};
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

fn six_in_the_evening() -> Timestamp {
    "2026-11-27T18:00:00Z".parse().unwrap()
}

fn ask_met_norway(fake: &MetNorway, query: &str, headers: Headers<'_>) -> Result<Reply, u16> {
    let url = format!("{}/weatherapi/locationforecast/2.0/{query}", fake.url());
    let reply =
        Client::new(Options::default()).get_with("fake", Url::parse(&url).unwrap(), &headers);
    reply.map_err(|error| error.status().unwrap())
}

const MANCHESTER: &str = "complete?lat=53.40&lon=-2.25";

#[rstest]
#[case::as_documented(MANCHESTER, None, Ok(200))]
#[case::four_decimals("complete?lat=53.4001&lon=-2.2501", None, Ok(200))]
#[case::five_decimals("complete?lat=53.40011&lon=-2.25", None, Err(403))]
#[case::who_asks_is_a_library(MANCHESTER, Some("python-requests/2.31"), Err(403))]
#[case::nowhere("complete?lat=53.40", None, Err(400))]
#[case::off_the_earth("complete?lat=91&lon=0", None, Err(400))]
#[case::another_path("climate?lat=53.40&lon=-2.25", None, Err(404))]
fn met_norway_answers_those_who_keep_its_terms(
    #[case] query: &str,
    #[case] user_agent: Option<&str>,
    #[case] expected: Result<u16, u16>,
) {
    let fake = MetNorway::start(six_in_the_evening(), weather::fine).unwrap();
    let headers = Headers {
        user_agent,
        since: None,
    };
    let answered = ask_met_norway(&fake, query, headers).map(|reply| reply.status);
    assert_eq!(answered, expected);
}

#[test]
fn met_norway_says_how_long_an_answer_holds_and_whether_it_still_does() {
    let fake = MetNorway::start(six_in_the_evening(), weather::fine).unwrap();
    let first = ask_met_norway(&fake, MANCHESTER, Headers::default()).unwrap();
    let validity = first.validity;
    assert_eq!(validity.date, Some(six_in_the_evening()));
    assert_eq!(
        validity.expires,
        Some(six_in_the_evening() + super::met_norway::HOLDS)
    );
    let made = super::met_norway::http_date(six_in_the_evening());
    assert_eq!(validity.last_modified.as_deref(), Some(made.as_str()));
    for (since, status) in [(made.as_str(), 304), ("Fri, 27 Nov 2026 17:59:59 GMT", 200)] {
        let headers = Headers {
            since: Some(since),
            ..Headers::default()
        };
        let reply = ask_met_norway(&fake, MANCHESTER, headers).unwrap();
        assert_eq!(
            (reply.status, reply.body.is_empty()),
            (status, status == 304)
        );
    }
}

#[test]
fn met_norway_s_steps_are_those_of_the_recording() {
    let fake = MetNorway::start(six_in_the_evening(), weather::fine).unwrap();
    let body = ask_met_norway(&fake, MANCHESTER, Headers::default())
        .unwrap()
        .body;
    let answer: serde_json::Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(
        answer["geometry"]["coordinates"],
        serde_json::json!([-2.25, 53.4, 38])
    );
    let steps = answer["properties"]["timeseries"].as_array().unwrap();
    let hourly = steps
        .iter()
        .take_while(|step| step["data"]["next_1_hours"].is_object())
        .count();
    assert!(
        (54..61).contains(&hourly) && steps.len() > 70,
        "{hourly} of {}",
        steps.len()
    );
    let [.., before, last] = steps.as_slice() else {
        panic!("no steps")
    };
    assert!(before["data"]["next_6_hours"].is_object());
    assert_eq!(
        last["data"].as_object().unwrap().len(),
        1,
        "an instant only"
    );
    assert_eq!(steps[0]["data"]["instant"]["details"]["wind_speed"], 1.4);
}
