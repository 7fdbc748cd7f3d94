//! What is asked of MET Norway, and what its answers, good and bad, are taken for.

use super::*;
use crate::domain::{Conditions, WeatherCode};
use proptest::prelude::*;
use rstest::rstest;
use std::fmt::Write as _;

/// 2026-11-28 00:00 UTC.
const MIDNIGHT: i64 = 1_795_824_000;

fn stamp(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn cell(lat: f64, lon: f64) -> Cell {
    Cell::of(Position::new(lat, lon).unwrap())
}

fn manchester() -> Cell {
    cell(53.4, -2.25)
}

fn fixture(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/met-norway");
    std::fs::read(format!("{folder}/{name}")).unwrap()
}

fn london() -> Forecast {
    let body = fixture("complete-london-2020-07-20.json");
    parse(&body, cell(51.5, -0.1), at("2020-07-20T11:44:31Z")).unwrap()
}

fn read(body: &str) -> Result<Forecast, ParseError> {
    parse(body.as_bytes(), manchester(), stamp(MIDNIGHT))
}

/// An answer of these steps.
fn answer(steps: &str) -> String {
    format!(
        r#"{{"type":"Feature","geometry":{{"type":"Point","coordinates":[-2.25,53.4,38]}},"properties":{{"timeseries":[{steps}]}}}}"#
    )
}

/// A step so many hours after midnight, with these members of its data.
fn step(hour: i64, data: &str) -> String {
    format!(
        r#"{{"time":"{}","data":{{{data}}}}}"#,
        stamp(MIDNIGHT + hour * 3600)
    )
}

fn air(celsius: f64) -> String {
    format!(r#""instant":{{"details":{{"air_temperature":{celsius}}}}}"#)
}

fn hours(steps: &[String]) -> Vec<Conditions> {
    read(&answer(&steps.join(","))).unwrap().hours.to_vec()
}

fn rain(hours: &[Conditions]) -> Vec<Option<f64>> {
    hours.iter().map(|hour| hour.precipitation.mm).collect()
}

#[test]
fn the_request_is_the_documented_one_for_one_cell() {
    let url = request_url("http://127.0.0.1:8080/", cell(53.41, -2.23)).unwrap();
    assert_eq!(
        url.as_str(),
        "http://127.0.0.1:8080/weatherapi/locationforecast/2.0/complete?lat=53.40&lon=-2.25"
    );
    let error = request_url("https://me:SECRET@a.example", manchester()).unwrap_err();
    assert!(!error.to_string().contains("SECRET"), "{error}");
}

#[rstest]
#[case::with_a_contact(Some("me@example.org"), "me@example.org")]
#[case::without(None, "kidtrip/")]
fn the_service_is_told_who_asks(#[case] contact: Option<&str>, #[case] part: &str) {
    let agent = user_agent(contact);
    assert!(agent.starts_with(concat!("kidtrip/", env!("CARGO_PKG_VERSION"))));
    assert!(agent.contains(part) && agent.is_ascii() && agent.trim() == agent);
}

#[test]
fn london_in_2020_is_read_to_the_letter() {
    let forecast = london();
    assert_eq!(forecast.first, at("2020-07-20T11:00:00Z"));
    assert_eq!(forecast.span().unwrap().last(), at("2020-07-29T06:00:00Z"));
    assert_eq!(forecast.hourly_until, Some(at("2020-07-22T18:00:00Z")));
    let near = |a: Option<f64>, b: f64| (a.unwrap() - b).abs() < 1e-9;

    let first = forecast.hours[0];
    assert!(near(first.temperature_c, 18.8) && near(first.cloud_pct, 12.5));
    assert!(near(first.wind_kmh, 2.3 * 3.6) && near(first.uv_index, 6.4));
    // 18.8 + 0.33 x 10.2 hPa - 0.7 x 2.3 - 4.
    assert!(
        (first.apparent_c.unwrap() - 16.55).abs() < 0.05,
        "{first:?}"
    );
    assert_eq!(first.precipitation.mm, None, "it fell before the answer");
    assert_eq!((first.code, first.gust_kmh), (None, None));

    let third = *forecast.at(at("2020-07-20T14:00:00Z")).unwrap();
    assert_eq!(third.precipitation.mm, Some(0.0));
    assert_eq!(third.code, Some(WeatherCode(1)), "fair_day from 13 to 14");
    assert!(near(third.wind_kmh, 3.3 * 3.6));

    // 0.9 mm from noon to six of the 25th, given as one sum.
    let afternoon = *forecast.at(at("2020-07-25T15:00:00Z")).unwrap();
    assert!(
        near(afternoon.precipitation.mm, 0.15) && forecast.is_spread(at("2020-07-25T15:00:00Z"))
    );
    assert_eq!(afternoon.code, Some(WeatherCode(80)));
    assert!(near(afternoon.temperature_c, f64::midpoint(23.0, 20.3)));
    assert!(near(afternoon.wind_kmh, f64::midpoint(4.5, 5.2) * 3.6));
    assert_eq!((afternoon.uv_index, afternoon.gust_kmh), (None, None));

    let last = forecast.hours.last().unwrap();
    assert!(near(last.temperature_c, 17.4) && near(last.precipitation.mm, 0.05));
    let nobody_knows =
        |hour: &Conditions| hour.precipitation.probability.is_none() && hour.gust_kmh.is_none();
    assert!(
        forecast.hours.iter().all(nobody_knows),
        "not outside the Nordic area"
    );
    let total: f64 = rain(&forecast.hours).into_iter().flatten().sum();
    assert!(
        (total - 2.5).abs() < 1e-9,
        "no rain is lost or made: {total}"
    );
}

#[test]
fn the_nordic_answer_has_probabilities_and_gusts_and_a_gap() {
    let body = fixture("complete-nordic-trimmed-2024-03-08.json");
    let forecast = parse(&body, cell(60.0, 10.0), at("2024-03-08T12:05:00Z")).unwrap();
    assert_eq!(forecast.hours.len(), 61);
    let [noon, one] = [forecast.hours[0], forecast.hours[1]];
    assert!((noon.gust_kmh.unwrap() - 4.1 * 3.6).abs() < 1e-9);
    assert_eq!(one.precipitation.probability, Some(0.0));
    assert_eq!((one.precipitation.mm, one.temperature_c), (Some(0.0), None));
    assert_eq!(forecast.hourly_until, Some(at("2024-03-08T13:00:00Z")));
    let five = forecast.hours[5];
    assert_eq!(five.precipitation.mm, Some(0.0), "of the sum of six hours");
    assert_eq!(forecast.hours[7], Conditions::default(), "nobody says");
    assert_eq!(forecast.hours[60].temperature_c, Some(-0.1));
}

#[test]
fn what_falls_in_six_hours_is_shared_out_and_said_to_be() {
    let steps = [
        step(
            0,
            &format!(
                r#"{},"next_1_hours":{{"details":{{"precipitation_amount":0.4}}}}"#,
                air(1.0)
            ),
        ),
        step(
            1,
            &format!(
                r#"{},"next_6_hours":{{"summary":{{"symbol_code":"rain"}},"details":{{"precipitation_amount":0.6}}}}"#,
                air(2.0)
            ),
        ),
        step(7, &air(8.0)),
    ];
    let forecast = read(&answer(&steps.join(","))).unwrap();
    let share = Some(0.6 / 6.0);
    assert_eq!(
        rain(&forecast.hours),
        [None, Some(0.4), share, share, share, share, share, share]
    );
    assert_eq!(forecast.hourly_until, Some(stamp(MIDNIGHT + 3600)));
    let air: Vec<f64> = forecast
        .hours
        .iter()
        .map(|hour| hour.temperature_c.unwrap())
        .collect();
    assert_eq!(air, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]);
    assert_eq!(forecast.hours[2].code, Some(WeatherCode(63)));
    assert_eq!(forecast.hours[1].code, None);
}

#[test]
fn an_hour_that_is_left_out_among_hours_stays_unknown() {
    let one = |hour, mm: &str| {
        step(
            hour,
            &format!(
                r#"{},"next_1_hours":{{"details":{{{mm}}}}},"next_6_hours":{{"details":{{"precipitation_amount":6}}}}"#,
                air(9.0)
            ),
        )
    };
    let wet = r#""precipitation_amount":1"#;
    let hours = hours(&[
        one(0, wet),
        one(1, ""),
        one(2, r#""precipitation_amount":null"#),
        one(3, wet),
        one(4, wet),
    ]);
    assert_eq!(rain(&hours), [None, Some(1.0), None, None, Some(1.0)]);
}

#[test]
fn between_steps_more_than_six_hours_apart_nothing_is_known() {
    let six = r#""next_6_hours":{"details":{"precipitation_amount":6}}"#;
    let hours = hours(&[
        step(0, &format!("{},{six}", air(0.0))),
        step(12, &air(12.0)),
    ]);
    assert_eq!(hours[6].precipitation.mm, Some(1.0));
    assert_eq!(hours[6].temperature_c, None);
    assert_eq!(hours[7], Conditions::default());
}

#[test]
fn the_gust_of_an_hour_is_the_stronger_of_its_ends() {
    let gust = |ms: f64| format!(r#""instant":{{"details":{{"wind_speed_of_gust":{ms}}}}}"#);
    let hours = hours(&[
        step(0, &gust(20.0)),
        step(1, &gust(10.0)),
        step(2, &air(1.0)),
        step(3, &gust(5.0)),
    ]);
    let gusts: Vec<Option<f64>> = hours.iter().map(|hour| hour.gust_kmh).collect();
    assert_eq!(gusts, [Some(72.0), Some(72.0), None, Some(18.0)]);
}

#[rstest]
#[case::no_data(r#"{"time":"2026-11-28T00:00:00Z"}"#)]
#[case::null(r#"{"time":"2026-11-28T00:00:00Z","data":null}"#)]
#[case::an_empty_instant(r#"{"time":"2026-11-28T00:00:00Z","data":{"instant":{}}}"#)]
#[case::nulls(r#"{"time":"2026-11-28T00:00:00Z","data":{"instant":{"details":null},"next_1_hours":null,"next_6_hours":{"summary":null,"details":null},"next_12_hours":[]}}"#)]
#[case::other_keys(r#"{"new":[[{}]],"time":"2026-11-28T00:00:00Z","data":{"next_3_hours":{},"instant":{"details":{"mood":"x"}}}}"#)]
#[case::hotter_than_any_desert(r#"{"time":"2026-11-28T00:00:00Z","data":{"instant":{"details":{"air_temperature":1e39,"wind_speed":-1,"cloud_area_fraction":101}}}}"#)]
fn what_is_missing_or_cannot_be_true_is_unknown_and_never_nought(#[case] step: &str) {
    assert_eq!(
        read(&answer(step)).unwrap().hours[..],
        [Conditions::default()]
    );
}

#[test]
fn without_units_and_place_the_documented_ones_hold() {
    let body = format!(
        r#"{{"properties":{{"meta":{{}},"timeseries":[{}]}}}}"#,
        step(0, &air(7.0))
    );
    assert_eq!(read(&body).unwrap().hours[0].temperature_c, Some(7.0));
}

#[rstest]
#[case::empty("", "an empty answer")]
#[case::a_web_page(" <!DOCTYPE html><b>Log in</b>", "a web page instead of a forecast")]
#[case::a_sentence("Bad\u{1b}[31m gateway", "no forecast but \"Bad [31m gateway\"")]
#[case::a_list("[]", "no forecast but \"[]\"")]
#[case::truncated(r#"{"properties":{"timeseries":[{"time":"#, "cannot be read: EOF")]
#[case::no_number(
    r#"{"geometry":{"coordinates":[nan,nan]}}"#,
    "cannot be read: expected ident"
)]
#[case::too_large(
    r#"{"geometry":{"coordinates":[1e400,5]}}"#,
    "cannot be read: number out of range"
)]
#[case::followed_by_more(r#"{"properties":null} x"#, "cannot be read: trailing")]
#[case::nothing_in_it("{}", "there are no hours")]
#[case::no_steps(r#"{"properties":{"timeseries":[]}}"#, "there are no hours")]
#[case::a_step_without_time(r#"{"properties":{"timeseries":[{}]}}"#, "missing field `time`")]
#[case::a_number_as_text(
    r#"{"properties":{"timeseries":[{"time":"2026-11-28T00:00:00Z","data":{"instant":{"details":{"air_temperature":"7"}}}}]}}"#,
    "cannot be read: invalid type"
)]
#[case::the_same_twice(r#"{"properties":null,"properties":null}"#, "duplicate field")]
#[case::one_coordinate(r#"{"geometry":{"coordinates":[1]}}"#, "cannot be read")]
#[case::elsewhere(
    r#"{"geometry":{"coordinates":[-0.1,51.5,25]},"properties":{}}"#,
    "another place"
)]
#[case::off_the_earth(
    r#"{"geometry":{"coordinates":[-2.25,91]},"properties":{}}"#,
    "another place"
)]
#[case::another_unit(
    r#"{"properties":{"meta":{"units":{"wind_speed":"knots"}}}}"#,
    "wind_speed in \"knots\" instead of \"m/s\""
)]
fn what_is_no_forecast_is_refused_by_name(#[case] body: &str, #[case] words: &str) {
    let error = read(body).unwrap_err().to_string();
    assert!(
        error.starts_with("met-norway ") && error.contains(words),
        "{error}"
    );
    assert!(!error.contains('\u{1b}'));
}

#[rstest]
#[case::backwards("2026-11-28T01:00:00Z", "2026-11-28T00:00:00Z")]
#[case::twice_the_same("2026-11-28T01:00:00Z", "2026-11-28T01:00:00Z")]
#[case::half_past("2026-11-28T01:00:00Z", "2026-11-28T01:30:00Z")]
#[case::half_past_at_first("2026-11-28T01:30:00Z", "2026-11-28T02:30:00Z")]
#[case::without_a_zone("2026-11-28T01:00:00", "2026-11-28T02:00:00")]
#[case::a_month_later("2026-11-28T01:00:00Z", "2026-12-31T01:00:00Z")]
#[case::no_such_day("2026-11-31T01:00:00Z", "2026-12-01T01:00:00Z")]
#[case::no_time_at_all("soon", "later")]
fn time_stamps_must_be_hour_after_hour(#[case] first: &str, #[case] second: &str) {
    let steps = format!(r#"{{"time":"{first}"}},{{"time":"{second}"}}"#);
    let error = read(&answer(&steps)).unwrap_err();
    assert!(matches!(error, ParseError::Time(_)), "{error}");
}

#[test]
fn steps_without_end_and_brackets_without_end_are_refused() {
    let many = vec![step(0, ""); MOST_STEPS + 1].join(",");
    assert!(matches!(
        read(&answer(&many)),
        Err(ParseError::Malformed(_))
    ));
    for key in ["new", "properties", "geometry"] {
        let deep = format!("{{\"{key}\":{}", "[".repeat(10_000));
        assert!(matches!(read(&deep), Err(ParseError::Malformed(_))));
        let deep = format!("{{\"{key}\":{}", "{\"properties\":".repeat(10_000));
        assert!(matches!(read(&deep), Err(ParseError::Malformed(_))));
    }
}

#[rstest]
#[case::from_this_hour_on(-5, 3, Some((18, 27)))]
#[case::tomorrow(24, 40, Some((24, 40)))]
#[case::the_end_is_cut(9 * 24, 11 * 24, Some((9 * 24, 10 * 24 + 18)))]
#[case::beyond(10 * 24 + 19, 11 * 24, None)]
#[case::over(-48, 0, None)]
fn only_what_is_to_come_within_ten_days_is_asked_for(
    #[case] from: i64,
    #[case] to: i64,
    #[case] expected: Option<(i64, i64)>,
) {
    let hours = |from: i64, to: i64| {
        HourSpan::covering(stamp(MIDNIGHT + from * 3600), stamp(MIDNIGHT + to * 3600))
    };
    let span = if from == -5 {
        hours(from, 27)
    } else {
        hours(from, to)
    };
    let reached = within_reach(span, stamp(MIDNIGHT + 18 * 3600 + 1800));
    assert_eq!(reached, expected.map(|(from, to)| hours(from, to)));
}

/// An answer asked for at six in the evening of the 27th, with these headers.
#[rstest]
#[case::as_recorded(
    Some("2026-11-27T18:00:00Z"),
    Some("2026-11-27T18:31:52Z"),
    "2026-11-27T18:31:52Z"
)]
#[case::without_a_date(None, Some("2026-11-27T18:31:52Z"), "2026-11-27T18:31:52Z")]
#[case::our_clock_is_days_behind(
    Some("2026-11-30T12:00:00Z"),
    Some("2026-11-30T12:31:00Z"),
    "2026-11-27T18:31:00Z"
)]
#[case::our_clock_is_fast(
    Some("2026-11-27T17:40:00Z"),
    Some("2026-11-27T18:10:00Z"),
    "2026-11-27T18:30:00Z"
)]
#[case::expired(
    Some("2026-11-27T18:00:00Z"),
    Some("2026-11-27T17:00:00Z"),
    "2026-11-27T18:00:00Z"
)]
#[case::never(
    Some("2026-11-27T18:00:00Z"),
    Some("2036-11-27T18:00:00Z"),
    "2026-11-28T00:00:00Z"
)]
#[case::not_said(Some("2026-11-27T18:00:00Z"), None, "2026-11-27T18:30:00Z")]
fn an_answer_is_kept_for_as_long_as_it_says(
    #[case] date: Option<&str>,
    #[case] expires: Option<&str>,
    #[case] until: &str,
) {
    let validity = Validity {
        date: date.map(at),
        expires: expires.map(at),
        last_modified: None,
    };
    assert_eq!(expiry(&validity, at("2026-11-27T18:00:00Z")), at(until));
}

/// Steps at hours that ascend by one or by six, with or without what each may have.
fn any_steps() -> impl Strategy<Value = Vec<(i64, String)>> {
    let mm = proptest::option::of(0.0..9.0_f64);
    let one = (
        prop_oneof![Just(1_i64), Just(6)],
        mm.clone(),
        mm,
        -20.0..35.0_f64,
    );
    prop::collection::vec(one, 1..30).prop_map(|steps| {
        let mut hour = 0;
        let mut read = |(apart, one, six, celsius): (i64, Option<f64>, Option<f64>, f64)| {
            let mut data = air(celsius);
            for (name, mm) in [("next_1_hours", one), ("next_6_hours", six)] {
                if let Some(mm) = mm {
                    let _ = write!(
                        data,
                        r#","{name}":{{"details":{{"precipitation_amount":{mm}}}}}"#
                    );
                }
            }
            let step = (hour, data);
            hour += apart;
            step
        };
        steps.into_iter().map(&mut read).collect()
    })
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = parse(&bytes, manchester(), stamp(MIDNIGHT));
    }

    #[test]
    fn no_damage_to_a_recording_makes_it_panic(at in any::<usize>(), byte in any::<u8>(), cut in any::<usize>()) {
        let mut body = fixture("complete-nordic-trimmed-2024-03-08.json");
        // The line break at its end is no part of what it says.
        let length = body.trim_ascii_end().len();
        body[at % length] = byte;
        let _ = parse(&body, cell(60.0, 10.0), stamp(MIDNIGHT));
        body.truncate(cut % length);
        prop_assert!(parse(&body, cell(60.0, 10.0), stamp(MIDNIGHT)).is_err());
    }

    #[test]
    fn no_hour_is_dry_unless_the_service_said_so(steps in any_steps()) {
        let texts: Vec<String> = steps.iter().map(|(hour, data)| step(*hour, data)).collect();
        let forecast = read(&answer(&texts.join(","))).unwrap();
        for (place, hour) in (0_i64..).zip(&*forecast.hours) {
            let Some(mm) = hour.precipitation.mm else { continue };
            let stamp = stamp(MIDNIGHT + place * 3600);
            let (name, length) = if forecast.is_spread(stamp) { ("next_6_hours", 6) } else { ("next_1_hours", 1) };
            // Some step before it says how much falls in a time that holds this hour.
            let said = steps.iter().any(|(at, data)| {
                (1..=length).contains(&(place - at))
                    && (data.contains(name) || data.contains("next_1_hours"))
            });
            prop_assert!(said, "{mm} at {place}");
        }
    }
}
