//! What is asked of Open-Meteo, and what its answers, good and bad, are taken for.

use super::*;
use proptest::prelude::*;
use rstest::rstest;

/// 2026-11-28 00:00 UTC.
const MIDNIGHT: i64 = 1_795_824_000;

fn stamp(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn cell(lat: f64, lon: f64) -> Cell {
    Cell::of(Position::new(lat, lon).unwrap())
}

fn fixture(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/open-meteo");
    std::fs::read(format!("{folder}/{name}")).unwrap()
}

fn read(body: &str, cells: &[Cell]) -> Result<Vec<Forecast>, ParseError> {
    parse(body.as_bytes(), cells, stamp(MIDNIGHT))
}

/// A one-place answer with these time stamps, column name, unit and column.
fn answer(times: &str, name: &str, unit: &str, column: &str) -> String {
    format!(
        r#"{{"latitude":53.4,"longitude":-2.24,"hourly_units":{{"time":"unixtime","{name}":"{unit}"}},"hourly":{{"time":[{times}],"{name}":[{column}]}}}}"#
    )
}

fn one(column: &str, name: &str, unit: &str) -> Conditions {
    let cells = [cell(53.4, -2.25)];
    let forecasts = read(&answer(&MIDNIGHT.to_string(), name, unit, column), &cells).unwrap();
    forecasts[0].hours[0]
}

#[test]
fn the_request_is_the_documented_one_for_the_hours_wanted() {
    let cells = [cell(53.41, -2.23), cell(-0.04, 179.99)];
    let span = HourSpan::covering(stamp(MIDNIGHT - 7200), stamp(MIDNIGHT + 1800));
    let url = request_url("http://127.0.0.1:8080/", &cells, span).unwrap();
    assert_eq!(
        url.as_str(),
        "http://127.0.0.1:8080/v1/forecast?latitude=53.40,-0.05&longitude=-2.25,180.00\
         &hourly=temperature_2m,apparent_temperature,precipitation,precipitation_probability,weather_code,\
         cloud_cover,wind_speed_10m,wind_gusts_10m,uv_index&timeformat=unixtime&timezone=GMT\
         &start_hour=2026-11-27T22:00&end_hour=2026-11-28T01:00"
    );
}

#[test]
fn a_hundred_cells_fit_an_address_that_every_proxy_takes() {
    let cells: Vec<_> = (0..100)
        .map(|i| cell(-50.0 - f64::from(i) / 10.0, -170.0))
        .collect();
    let span = HourSpan::covering(stamp(MIDNIGHT), stamp(MIDNIGHT));
    let url = request_url(DEFAULT_BASE, &cells, span).unwrap();
    assert!(url.as_str().len() < 4_000, "{}", url.as_str().len());
}

#[rstest]
#[case::not_an_address("open-meteo", "\"open-meteo\"")]
#[case::a_file("file:///etc/passwd", "\"file:///etc/passwd\"")]
#[case::a_key_in_it_is_not_repeated("https://a.example/?apikey=SECRET", "\"https://a.example/\"")]
#[case::nor_a_password("https://me:SECRET@a.example", "\"a.example\"")]
fn a_base_that_is_no_root_is_refused(#[case] base: &str, #[case] shown: &str) {
    let span = HourSpan::covering(stamp(MIDNIGHT), stamp(MIDNIGHT));
    let error = request_url(base, &[cell(1.0, 1.0)], span)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains(shown) && !error.contains("SECRET"),
        "{error}"
    );
}

#[rstest]
#[case::no_cells(0)]
#[case::too_many(101)]
fn a_request_has_1_to_100_cells(#[case] count: usize) {
    let span = HourSpan::covering(stamp(MIDNIGHT), stamp(MIDNIGHT));
    let cells = vec![cell(1.0, 1.0); count];
    assert_eq!(
        request_url(DEFAULT_BASE, &cells, span),
        Err(RequestError::Cells(count))
    );
}

#[rstest]
#[case::today(0, 23, Some((0, 23)))]
#[case::the_last_day_is_cut(15 * 24, 16 * 24, Some((15 * 24, 15 * 24 + 22)))]
#[case::the_day_after_is_beyond(16 * 24, 17 * 24, None)]
#[case::last_year_is_beyond(-9000, -8990, None)]
fn only_hours_within_the_service_s_reach_are_asked_for(
    #[case] from: i64,
    #[case] to: i64,
    #[case] expected: Option<(i64, i64)>,
) {
    let hours = |from: i64, to: i64| {
        HourSpan::covering(stamp(MIDNIGHT + from * 3600), stamp(MIDNIGHT + to * 3600))
    };
    let reached = within_reach(hours(from, to), stamp(MIDNIGHT + 18 * 3600));
    assert_eq!(reached, expected.map(|(from, to)| hours(from, to)));
}

#[test]
fn every_variable_lands_in_its_field() {
    let body = r#" [{"latitude":53.419998,"longitude":-2.25,"generationtime_ms":0.1,"utc_offset_seconds":0,"timezone":"GMT",
      "timezone_abbreviation":"GMT","elevation":38.0,"hourly_units":{"time":"unixtime","temperature_2m":"°C",
      "apparent_temperature":"\u00b0C","precipitation":"mm","precipitation_probability":"%","weather_code":"wmo code",
      "cloud_cover":"%","wind_speed_10m":"km/h","wind_gusts_10m":"km/h","uv_index":""},
      "hourly":{"time":[1795824000,1795827600],"temperature_2m":[7.1,null],"apparent_temperature":[4.0,3.9],
      "precipitation":[0.60,-0.00],"precipitation_probability":[55,0],"weather_code":[61,3],"cloud_cover":[90,100],
      "wind_speed_10m":[18.0,17.2],"wind_gusts_10m":[34.2,30.0],"uv_index":[0.45,0.00]}}] "#;
    let forecasts = read(body, &[cell(53.41, -2.23)]).unwrap();
    assert_eq!(
        forecasts,
        [Forecast {
            source: Source::OpenMeteo,
            fetched_at: stamp(MIDNIGHT),
            first: stamp(MIDNIGHT),
            hours: Arc::new(vec![
                Conditions {
                    temperature_c: Some(7.1),
                    apparent_c: Some(4.0),
                    precipitation: Precipitation {
                        mm: Some(0.6),
                        probability: Some(0.55)
                    },
                    code: Some(WeatherCode(61)),
                    cloud_pct: Some(90.0),
                    wind_kmh: Some(18.0),
                    gust_kmh: Some(34.2),
                    uv_index: Some(0.45),
                },
                Conditions {
                    temperature_c: None,
                    apparent_c: Some(3.9),
                    precipitation: Precipitation {
                        mm: Some(0.0),
                        probability: Some(0.0)
                    },
                    code: Some(WeatherCode(3)),
                    cloud_pct: Some(100.0),
                    wind_kmh: Some(17.2),
                    gust_kmh: Some(30.0),
                    uv_index: Some(0.0),
                },
            ]),
            hourly_until: None,
            rival: None,
        }]
    );
}

#[rstest]
#[case::colder_than_antarctica("temperature_2m", "°C", "-90.1")]
#[case::hotter_than_any_desert("temperature_2m", "°C", "1e39")]
#[case::negative_rain("precipitation", "mm", "-0.1")]
#[case::more_than_certain("precipitation_probability", "%", "101")]
#[case::a_wind_of_no_planet("wind_speed_10m", "km/h", "500.1")]
#[case::an_unknown_code("weather_code", "wmo code", "17")]
#[case::half_a_code("weather_code", "wmo code", "61.5")]
#[case::missing("cloud_cover", "%", "null")]
#[case::a_model_without_it("uv_index", "undefined", "3")]
fn a_value_that_cannot_be_true_is_unknown(
    #[case] name: &str,
    #[case] unit: &str,
    #[case] value: &str,
) {
    assert_eq!(one(value, name, unit), Conditions::default());
}

#[test]
fn a_null_column_and_other_keys_are_passed_over() {
    let body = r#"{"new":{"a":[[1]]},"hourly_units":{"time":"unixtime","uv_index":""},
        "hourly":{"time":[1795824000],"temperature_2m":null,"snow_depth":["x"],"uv_index":[1]},"daily":null}"#;
    let forecasts = read(body, &[cell(53.4, -2.25)]).unwrap();
    let expected = Conditions {
        uv_index: Some(1.0),
        ..Conditions::default()
    };
    assert_eq!(forecasts[0].hours[..], [expected]);
}

#[test]
fn hours_missing_between_others_are_unknown_hours() {
    let times = format!("{MIDNIGHT},{}", MIDNIGHT + 3 * 3600);
    let cells = [cell(53.4, -2.25)];
    let forecasts = read(&answer(&times, "cloud_cover", "%", "1,4"), &cells).unwrap();
    let clouds: Vec<_> = forecasts[0]
        .hours
        .iter()
        .map(|hour| hour.cloud_pct)
        .collect();
    assert_eq!(clouds, [Some(1.0), None, None, Some(4.0)]);
}

#[rstest]
#[case::backwards("1795827600,1795824000")]
#[case::twice_the_same("1795824000,1795824000")]
#[case::between_hours("1795824001,1795827601")]
#[case::half_hours("1795824000,1795825800")]
#[case::a_gap_of_a_million_hours("0,3600000000")]
#[case::beyond_time("9223372036854774000,9223372036854775200")]
#[case::the_end_of_time("253402207200,253402210800")]
fn time_stamps_must_be_hour_after_hour(#[case] times: &str) {
    let error = read(
        &answer(times, "cloud_cover", "%", "1,2"),
        &[cell(53.4, -2.25)],
    )
    .unwrap_err();
    assert!(matches!(error, ParseError::Time(_)), "{error}");
}

#[rstest]
#[case::empty("", "an empty answer")]
#[case::blank(" \n", "an empty answer")]
#[case::a_web_page(
    "<html><b>Log in\u{1b}[31m</b></html>",
    "sent a web page instead of a forecast"
)]
#[case::gave_up(
    "Unexpected error while streaming data: timeoutReached",
    "broke off its answer: Unexpected error"
)]
#[case::gave_up_at_the_end(
    r#"{"latitude":53.4,"hourly":{"time":[1795824000]}}Unexpected error while streaming data: timeoutReached"#,
    "broke off its answer: Unexpected error"
)]
#[case::gave_up_half_way(
    r#"[{"latitude":53.4,"hourly":{"time":[Unexpected error while streaming data: timeoutReached"#,
    "broke off"
)]
#[case::outside_the_model(
    r#"{"latitude":nan,"longitude":nan}"#,
    "cannot be read: expected ident"
)]
#[case::truncated(r#"{"latitude":53.4,"hourly":{"time":[1"#, "cannot be read: EOF")]
#[case::followed_by_more(r#"{"latitude":53.4} x"#, "cannot be read: trailing")]
#[case::no_hours(r#"{"latitude":53.4}"#, "there are no hours")]
#[case::no_time(r#"{"hourly":{"uv_index":[1]}}"#, "there are no hours")]
#[case::times_as_text(
    r#"{"hourly":{"time":["2023-11-13T00:00"]}}"#,
    "cannot be read: invalid type: string"
)]
#[case::numbers_as_text(
    r#"{"hourly":{"time":[1795824000],"uv_index":["1"]}}"#,
    "cannot be read: invalid type"
)]
#[case::a_number_beyond_numbers(
    r#"{"hourly":{"time":[1795824000],"uv_index":[1e400]}}"#,
    "number out of range"
)]
#[case::a_column_twice(
    r#"{"hourly":{"time":[1],"uv_index":[1],"uv_index":[2]}}"#,
    "comes twice"
)]
#[case::a_section_twice(r#"{"hourly":{"time":[1]},"hourly":{"time":[1]}}"#, "duplicate field")]
#[case::refused(
    r#"{"error":true,"reason":"Daily API request limit exceeded."}"#,
    "refused: Daily API request limit"
)]
#[case::refused_the_other_way_round(r#"{"reason":"Not Found","error":true}"#, "refused: Not Found")]
#[case::no_places("[]", "answered for 0 places instead of 1")]
#[case::another_place(
    r#"{"latitude":43.4,"longitude":-2.24}"#,
    "another place at position 0"
)]
#[case::another_number(r#"{"location_id":1}"#, "another place at position 0")]
fn what_is_not_a_forecast_is_refused_by_name(#[case] body: &str, #[case] expected: &str) {
    let error = read(body, &[cell(53.4, -2.25)]).unwrap_err().to_string();
    assert!(
        error.starts_with("open-meteo ") && error.contains(expected),
        "{error}"
    );
}

#[rstest]
#[case::fahrenheit("temperature_2m", "°F", "temperature_2m in \"°F\" instead of \"°C\"")]
#[case::no_unit("temperature_3m", "°F", "time in \"\" instead of \"unixtime\"")]
fn another_unit_is_refused(#[case] name: &str, #[case] unit: &str, #[case] expected: &str) {
    let mut body = answer("1795824000", name, unit, "50");
    if expected.starts_with("time") {
        body = body.replace(r#""time":"unixtime","#, "");
    }
    let error = read(&body, &[cell(53.4, -2.25)]).unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
}

#[test]
fn columns_must_be_as_long_as_the_hours() {
    let error = read(
        &answer("1795824000", "uv_index", "", "1,2"),
        &[cell(53.4, -2.25)],
    );
    let expected = ParseError::Length {
        variable: "uv_index",
        values: 2,
        hours: 1,
    };
    assert_eq!(error, Err(expected));
}

#[test]
fn the_number_of_places_must_be_the_one_asked_for() {
    let place = answer("1795824000", "uv_index", "", "1");
    let cells = [cell(53.4, -2.25), cell(53.45, -2.25)];
    let three = format!("[{place},{place},{place}]");
    for (body, answered) in [(three, 3), (place, 1)] {
        assert_eq!(
            read(&body, &cells),
            Err(ParseError::Count { asked: 2, answered })
        );
    }
}

#[test]
fn ten_thousand_brackets_are_an_error_and_not_an_overflow() {
    let cells = [cell(53.4, -2.25)];
    for nested in [
        "[".repeat(10_000),
        r#"{"hourly":"#.repeat(10_000),
        "[{\"x\":".repeat(10_000),
    ] {
        let error = read(&nested, &cells).unwrap_err();
        assert!(matches!(error, ParseError::Malformed(_)), "{error}");
    }
}

#[test]
fn a_recording_of_two_places_is_read_by_position_once_its_wind_is_in_km_per_hour() {
    let cells = [cell(46.52, 6.63), cell(45.98, 7.66)];
    let recording = String::from_utf8(fixture("forecast-2pt.runsketch.json")).unwrap();
    let error = read(&recording, &cells).unwrap_err().to_string();
    assert!(
        error.contains("wind_speed_10m in \"m/s\" instead of \"km/h\""),
        "{error}"
    );

    let forecasts = read(&recording.replace("m/s", "km/h"), &cells).unwrap();
    let start: Vec<_> = forecasts.iter().map(|f| f.hours[0].temperature_c).collect();
    assert_eq!(start[0], Some(17.2));
    assert_ne!(start[0], start[1]);
    assert!(
        forecasts
            .iter()
            .all(|f| f.hours.len() == 6 && f.first == stamp(1_789_358_400))
    );

    let swapped = [cells[1], cells[0]];
    assert_eq!(
        read(&recording.replace("m/s", "km/h"), &swapped),
        Err(ParseError::Place(0))
    );
}

#[test]
fn a_recording_with_nulls_keeps_them_unknown() {
    let forecasts = parse(
        &fixture("archive-era5-nulls.json"),
        &[cell(46.52, 6.63)],
        stamp(0),
    )
    .unwrap();
    let [start, .., end] = forecasts[0].hours.as_slice() else {
        panic!("too few hours")
    };
    assert_eq!(
        (start.temperature_c, start.precipitation.mm),
        (Some(23.0), Some(0.0))
    );
    assert_eq!((end.temperature_c, end.precipitation.mm), (None, None));
}

/// Returns the temperature that a forecast has at a time of day on the wall.
fn on_the_wall(forecast: &Forecast, time: &str) -> Option<f64> {
    let at: jiff::ZonedDateTime = time.parse().unwrap();
    forecast.at(at.timestamp())?.temperature_c
}

#[test]
fn a_recording_with_a_wrong_offset_is_right_in_unix_time() {
    let recording =
        String::from_utf8(fixture("historical-forecast-dst-wrong-offset.json")).unwrap();
    let forecasts = read(&recording.replace("m/s", "km/h"), &[cell(47.36, 8.54)]).unwrap();
    assert_eq!(forecasts[0].first.to_string(), "2026-01-09T22:00:00Z");
    // By the answer's own offset, of summer, it would be midnight.
    let winter = "2026-01-09T23:00:00+01:00[Europe/Zurich]";
    assert_eq!(on_the_wall(&forecasts[0], winter), Some(4.4));
}

#[rstest]
#[case::before_the_clocks_change("2027-03-28T00:00:00+00:00[Europe/London]", 0.0)]
#[case::the_last_hour_of_winter("2027-03-28T00:00:00[Europe/London]", 0.0)]
#[case::the_first_hour_of_summer("2027-03-28T02:00:00[Europe/London]", 1.0)]
#[case::ten_in_the_morning("2027-03-28T10:00:00[Europe/London]", 9.0)]
#[case::the_same_across_the_channel("2027-03-28T11:00:00[Europe/Paris]", 9.0)]
fn hours_told_before_the_clocks_go_forward_are_those_on_the_wall_after(
    #[case] time: &str,
    #[case] utc_hour: f64,
) {
    let forecasts = parse(
        &fixture("made-spring-clock-change.json"),
        &[cell(53.41, -2.23)],
        stamp(1_806_192_000 - 3 * 86_400),
    )
    .unwrap();
    assert_eq!(on_the_wall(&forecasts[0], time), Some(utc_hour));
}

#[test]
fn the_hours_asked_for_are_named_in_utc_on_both_sides_of_a_clock_change() {
    let asked = |from: &str, to: &str| {
        let instant = |text: &str| text.parse::<jiff::ZonedDateTime>().unwrap().timestamp();
        let span = HourSpan::covering(instant(from), instant(to));
        let url = request_url(DEFAULT_BASE, &[cell(53.4, -2.2)], span).unwrap();
        let at = url.as_str().find("&timeformat").unwrap();
        url.as_str()[at..].to_owned()
    };
    assert_eq!(
        asked(
            "2027-03-28T10:00:00[Europe/London]",
            "2027-03-28T13:00:00[Europe/London]"
        ),
        "&timeformat=unixtime&timezone=GMT&start_hour=2027-03-28T09:00&end_hour=2027-03-28T12:00"
    );
    assert_eq!(
        asked(
            "2027-10-31T10:00:00[Europe/London]",
            "2027-10-31T13:00:00[Europe/London]"
        ),
        "&timeformat=unixtime&timezone=GMT&start_hour=2027-10-31T10:00&end_hour=2027-10-31T13:00"
    );
}

#[rstest]
#[case::local_times(
    "ruby-vcr.forecast.general.json",
    "cannot be read: invalid type: string"
)]
#[case::days_and_no_hours("forecast-multi-daily.dart-test-b.json", "instead of 1")]
#[case::gave_up("http200-streaming-error.txt", "broke off its answer")]
#[case::refused(
    "r-httptest.error-400.5c7be9.json",
    "refused: Cannot initialize TemperatureUnit"
)]
fn a_recording_of_something_else_is_refused(#[case] name: &str, #[case] expected: &str) {
    let error = parse(&fixture(name), &[cell(52.5, 13.4)], stamp(0))
        .unwrap_err()
        .to_string();
    assert!(error.contains(expected), "{error}");
}

proptest! {
    #[test]
    fn no_bytes_make_the_parser_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = parse(&bytes, &[cell(46.52, 6.63), cell(45.98, 7.66)], stamp(0));
    }

    #[test]
    fn a_damaged_answer_is_an_error_or_has_every_place_in_range(
        cut in 0..2_000_usize, at in 0..1_800_usize, byte in any::<u8>(),
    ) {
        let mut body = fixture("forecast-2pt.runsketch.json");
        let text = String::from_utf8(body).unwrap().replace("m/s", "km/h");
        body = text.into_bytes();
        if let Some(damaged) = body.get_mut(at) {
            *damaged = byte;
        }
        body.truncate(cut.max(at));
        if let Ok(forecasts) = parse(&body, &[cell(46.52, 6.63), cell(45.98, 7.66)], stamp(0)) {
            prop_assert_eq!(forecasts.len(), 2);
            for hour in forecasts.iter().flat_map(|f| f.hours.iter()) {
                prop_assert!(hour.temperature_c.is_none_or(|t| (-90.0..=60.0).contains(&t)));
                prop_assert!(hour.wind_kmh.is_none_or(|w| (0.0..=500.0).contains(&w)));
            }
        }
    }
}
