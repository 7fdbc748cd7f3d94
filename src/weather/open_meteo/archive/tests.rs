//! What is asked of the archive, and what its answers, good and bad, are taken for.

use super::*;
use jiff::civil::date;
use proptest::prelude::*;
use rstest::rstest;

const SPANS: [Span; 2] = [
    (date(2024, 11, 25), date(2024, 11, 26)),
    (date(2025, 11, 25), date(2025, 11, 26)),
];

fn square() -> Square {
    Square::of(Position::new(53.4132, -2.2314).unwrap())
}

fn fixture(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/open-meteo");
    std::fs::read(format!("{folder}/{name}")).unwrap()
}

fn place(id: &str, days: &str, columns: &str) -> String {
    format!(
        r#"{{"latitude":53.5,"longitude":-2.25,"generationtime_ms":0.1,"utc_offset_seconds":0,"timezone":"Europe/London",
        "timezone_abbreviation":"GMT","elevation":38.0{id},"daily_units":{{"time":"iso8601","temperature_2m_max":"°C",
        "temperature_2m_min":"°C","precipitation_sum":"mm","sunshine_duration":"s"}},"daily":{{"time":[{days}]{columns}}}}}"#
    )
}

const COLUMNS: &str = r#","temperature_2m_max":[9.1,8.0],"temperature_2m_min":[2.0,null],"precipitation_sum":[0.40,-0.00],
    "sunshine_duration":[7200.00,0.00]"#;

fn two(columns: &str) -> String {
    format!(
        "[{},{}]",
        place("", r#""2024-11-25","2024-11-26""#, columns),
        place(
            r#","location_id":1"#,
            r#""2025-11-25","2025-11-26""#,
            columns
        )
    )
}

fn read(body: &str) -> Result<BTreeMap<Date, PastDay>, ParseError> {
    parse(body.as_bytes(), square(), &SPANS)
}

#[test]
fn the_place_is_named_once_for_each_span_of_days() {
    let url = request_url("http://127.0.0.1:8080", square(), &SPANS).unwrap();
    assert_eq!(
        url.as_str(),
        "http://127.0.0.1:8080/v1/archive?latitude=53.50,53.50&longitude=-2.25,-2.25\
         &start_date=2024-11-25,2025-11-25&end_date=2024-11-26,2025-11-26\
         &daily=temperature_2m_max,temperature_2m_min,precipitation_sum,sunshine_duration&timezone=auto"
    );
}

#[rstest]
#[case::an_address_with_a_key("https://a.example?apikey=SECRET", "\"https://a.example\"")]
#[case::a_file("file:///etc", "file:///etc")]
fn a_base_that_is_no_root_is_refused(#[case] base: &str, #[case] shown: &str) {
    let error = request_url(base, square(), &SPANS).unwrap_err();
    assert!(
        error.contains(shown) && !error.contains("SECRET"),
        "{error}"
    );
}

#[rstest]
#[case::a_week_of_ten_years(10, 7, 10)]
#[case::the_longest_of_one_call(10, 35, 10)]
#[case::a_day_more(1, 36, 2)]
#[case::ten_years_on_end(1, 3_653, 105)]
fn a_span_is_one_call_up_to_35_days(
    #[case] spans: usize,
    #[case] days: i64,
    #[case] expected: u32,
) {
    use jiff::ToSpan;
    let first = date(2016, 1, 1);
    let span = (first, first.checked_add((days - 1).days()).unwrap());
    assert_eq!(calls(&vec![span; spans]), expected);
}

#[test]
fn every_variable_lands_in_its_field_by_its_day() {
    let days = read(&two(COLUMNS)).unwrap();
    let full = PastDay {
        tmax_c: Some(9.1),
        tmin_c: Some(2.0),
        rain_mm: Some(0.4),
        sun_hours: Some(2.0),
    };
    let lacking = PastDay {
        tmax_c: Some(8.0),
        tmin_c: None,
        rain_mm: Some(0.0),
        sun_hours: Some(0.0),
    };
    let expected = [
        (date(2024, 11, 25), full),
        (date(2024, 11, 26), lacking),
        (date(2025, 11, 25), full),
        (date(2025, 11, 26), lacking),
    ];
    assert_eq!(days, BTreeMap::from(expected));
    assert!(full.is_complete() && !lacking.is_complete());
}

#[rstest]
#[case::all_null(r#","precipitation_sum":[null,null]"#)]
#[case::null_itself(r#","precipitation_sum":null"#)]
#[case::absent("")]
#[case::not_of_this_world(r#","precipitation_sum":[-1,1e39]"#)]
fn what_the_archive_does_not_know_is_unknown(#[case] columns: &str) {
    let days = read(&two(columns)).unwrap();
    assert_eq!(days.len(), 4);
    assert!(days.values().all(|day| *day == PastDay::default()));
}

#[test]
fn days_that_were_not_asked_for_are_passed_over() {
    let body = two(COLUMNS).replace("2025-11-26", "2031-01-01");
    let days = read(&body).unwrap();
    assert_eq!(days.len(), 3);
}

#[rstest]
#[case::empty("", "an empty answer")]
#[case::a_web_page("<html>Log in</html>", "a web page")]
#[case::gave_up("Unexpected error while streaming data: timeoutReached", "broke off")]
#[case::nan(r#"{"latitude":nan,"longitude":nan}"#, "cannot be read")]
#[case::refused(
    r#"{"error":true,"reason":"Parameter 'start_date' is out of allowed range from 1940-01-01 to 2026-09-13"}"#,
    "refused: Parameter 'start_date' is out of allowed range from 1940-01-01 to 2026-09-13"
)]
#[case::one_place_for_two("ONE", "answered for 1 places instead of 2")]
#[case::another_place("ELSEWHERE", "another place at position 0")]
#[case::other_lengths("SHORT", "sent 1 values of temperature_2m_max for 2 hours")]
#[case::another_unit("FAHRENHEIT", "temperature_2m_max in \"°F\" instead of \"°C\"")]
#[case::unix_time("UNIX", "time in \"unixtime\" instead of \"iso8601\"")]
#[case::no_dates("NODATES", "cannot be read: no date")]
fn what_is_no_past_weather_is_refused_by_name(#[case] body: &str, #[case] expected: &str) {
    let body = match body {
        "ONE" => place("", r#""2024-11-25","2024-11-26""#, COLUMNS),
        "ELSEWHERE" => two(COLUMNS).replace("53.5", "43.5"),
        "SHORT" => two(COLUMNS).replace("[9.1,8.0]", "[9.1]"),
        "FAHRENHEIT" => two(COLUMNS).replace("_max\":\"°C", "_max\":\"°F"),
        "UNIX" => two(COLUMNS).replace("iso8601", "unixtime"),
        "NODATES" => two(COLUMNS).replace("2024-11-26", "yesterday"),
        other => other.to_owned(),
    };
    let error = read(&body).unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
}

#[test]
fn a_recording_of_hours_with_nulls_has_no_days_in_it() {
    let square = Square::of(Position::new(46.52, 6.63).unwrap());
    let recording = fixture("archive-era5-nulls.json");
    let span = (date(2026, 9, 7), date(2026, 9, 8));
    let error = parse(&recording, square, &[span]).unwrap_err().to_string();
    assert!(error.contains("there are no days in it"), "{error}");
}

#[test]
fn a_recording_of_days_is_read() {
    let square = Square::of(Position::new(47.2, 7.0).unwrap());
    let recording = fixture("forecast-multi-daily.dart-test-b.json");
    let day = date(2025, 1, 28);
    let days = parse(&recording, square, &[(day, day), (day, day)]).unwrap();
    let last = PastDay {
        tmax_c: Some(3.5),
        tmin_c: Some(0.2),
        ..PastDay::default()
    };
    assert_eq!(days, BTreeMap::from([(day, last)]));
}

proptest! {
    #[test]
    fn a_damaged_answer_is_an_error_or_of_the_days_asked_for(
        cut in 0..1_500_usize, at in 0..1_400_usize, byte in any::<u8>(),
    ) {
        let mut body = two(COLUMNS).into_bytes();
        if let Some(damaged) = body.get_mut(at) {
            *damaged = byte;
        }
        body.truncate(cut.max(at));
        if let Ok(days) = parse(&body, square(), &SPANS) {
            for (day, past) in days {
                prop_assert!(SPANS.iter().any(|(first, last)| (*first..=*last).contains(&day)));
                prop_assert!(past.rain_mm.is_none_or(|mm| (0.0..=2_000.0).contains(&mm)));
            }
        }
    }
}
