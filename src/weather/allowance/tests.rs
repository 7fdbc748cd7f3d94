//! The limits of the free tier: what fits, what is refused, for how long, and in which words.

use super::*;
use proptest::prelude::*;
use rstest::rstest;

/// A Friday evening, 18 minutes before seven.
const NOW: &str = "2026-11-27T18:42:10Z";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn used(calls: u32, now: &str) -> Usage {
    let mut usage = Usage::default();
    for _ in 0..calls / 500 {
        // A minute apart, so that only the longer windows fill up.
        usage.minute = Count::default();
        usage.book(500, at(now)).unwrap();
    }
    usage.minute = Count::default();
    usage.book(calls % 500, at(now)).unwrap();
    usage
}

#[rstest]
#[case::a_hundred_places_of_a_day(100, 9, 2, 100)]
#[case::the_documented_fifteen_variables(1, 15, 14, 2)]
#[case::the_documented_four_weeks(2, 15, 28, 6)]
#[case::a_week_of_few_variables(1, 4, 7, 1)]
#[case::ten_years_of_three_variables(1, 3, 3_653, 79)]
#[case::nothing(0, 9, 1, 0)]
fn a_request_counts_as_the_service_counts_it(
    #[case] places: usize,
    #[case] variables: usize,
    #[case] days: usize,
    #[case] expected: u32,
) {
    assert_eq!(calls(places, variables, days), expected);
}

#[rstest]
#[case::the_six_hundredth_of_a_minute(&[500, 100], None)]
#[case::one_more(&[500, 100, 1], Some(Window::Minute))]
#[case::one_request_of_too_many(&[601], Some(Window::Minute))]
fn a_request_that_would_pass_a_limit_is_refused(
    #[case] requests: &[u32],
    #[case] refused: Option<Window>,
) {
    let mut usage = Usage::default();
    let last = requests
        .iter()
        .map(|&calls| usage.book(calls, at(NOW)))
        .last();
    assert_eq!(last.unwrap().err().map(|spent| spent.window), refused);
}

#[rstest]
#[case::hour(5_000, "2026-11-27T18:42:10Z", Window::Hour, "2026-11-27T19:00:00Z")]
#[case::day(10_000, "2026-11-27T18:42:10Z", Window::Day, "2026-11-28T00:00:00Z")]
fn the_longest_limit_that_is_spent_is_named_with_its_end(
    #[case] calls: u32,
    #[case] now: &str,
    #[case] window: Window,
    #[case] until: &str,
) {
    let mut usage = Usage::default();
    let now = at(now);
    if window == Window::Day {
        // Spread over the day.
        usage.day = Count {
            number: Window::Day.number(now),
            calls,
            refused_until: 0,
        };
    } else {
        usage = used(calls, NOW);
    }
    let before = usage;
    let spent = usage.book(1, now).unwrap_err();
    assert_eq!((spent.window, spent.until), (window, at(until)));
    assert_eq!(usage, before, "what is not sent is not counted");
}

#[rstest]
#[case::the_next_minute("2026-11-27T18:43:00Z", 600, 0, 600, 600)]
#[case::the_next_hour("2026-11-27T19:00:00Z", 600, 0, 0, 600)]
#[case::the_next_day("2026-11-28T00:00:00Z", 600, 0, 0, 0)]
#[case::the_clock_jumped_back_an_hour("2026-11-27T17:42:10Z", 600, 0, 0, 600)]
#[case::the_clock_jumped_back_a_year("2025-11-27T18:42:10Z", 600, 0, 0, 0)]
fn the_counts_start_again_with_the_clock(
    #[case] later: &str,
    #[case] calls: u32,
    #[case] minute: u32,
    #[case] hour: u32,
    #[case] day: u32,
) {
    let mut usage = Usage::default();
    usage.book(calls, at(NOW)).unwrap();
    let counts = Window::ALL.map(|window| usage.used(window, at(later)));
    assert_eq!(counts, [minute, hour, day]);
    assert!(usage.book(600, at(later)).is_ok());
}

#[test]
fn a_failed_request_gives_its_calls_back_but_never_more_than_there_are() {
    let mut usage = Usage::default();
    usage.book(100, at(NOW)).unwrap();
    usage.give_back(99, at(NOW));
    assert_eq!(usage.used(Window::Day, at(NOW)), 1);
    usage.give_back(99, at(NOW));
    assert_eq!(usage.used(Window::Minute, at(NOW)), 0);
}

#[rstest]
#[case::minutely(
    "Minutely API request limit exceeded. Please try again in one minute.",
    Some(50),
    "2026-11-27T18:43:00Z"
)]
#[case::hourly(
    "Hourly API request limit exceeded. Please try again in the next hour.",
    Some(1_070),
    "2026-11-27T19:00:00Z"
)]
#[case::daily(
    "Daily API request limit exceeded. Please try again tomorrow.",
    Some(19_070),
    "2026-11-28T00:00:00Z"
)]
#[case::another_reason("Slow down", None, NOW)]
fn what_the_service_refuses_is_refused_until_it_counts_anew(
    #[case] reason: &str,
    #[case] seconds: Option<u64>,
    #[case] until: &str,
) {
    let mut usage = Usage::default();
    let body = format!(r#"{{"error":true,"reason":"{reason}"}}"#);
    let wait = usage.was_refused(body.as_bytes(), at(NOW));
    assert_eq!(wait, seconds.map(Duration::from_secs));
    let before = at(until) - SignedDuration::from_secs(1);
    let refused = usage.book(1, before).err();
    assert_eq!(refused.map(|spent| spent.until), seconds.map(|_| at(until)));
    assert!(usage.book(1, at(until)).is_ok());
}

#[test]
fn a_refusal_just_after_the_hour_may_be_of_the_hour_before() {
    let mut usage = Usage::default();
    let now = at("2026-11-27T19:00:20Z");
    let wait = usage.was_refused(b"Hourly API request limit exceeded.", now);
    assert_eq!(wait, Some(Duration::from_secs(100)));
    assert!(usage.book(1, at("2026-11-27T19:01:59Z")).is_err());
    assert!(usage.book(1, at("2026-11-27T19:02:00Z")).is_ok());
}

#[test]
fn a_refusal_by_a_clock_that_was_wrong_does_not_last() {
    let mut usage = Usage::default();
    usage.was_refused(
        b"Daily API request limit exceeded.",
        at("2027-11-27T18:42:10Z"),
    );
    assert!(usage.book(1, at(NOW)).is_ok());
}

#[test]
fn a_service_busy_with_another_request_is_left_alone_for_a_moment() {
    let mut usage = Usage::default();
    let body = br#"{"error":true,"reason":"Too many concurrent requests"}"#;
    assert_eq!(usage.was_refused(body, at(NOW)), Some(BUSY));
    assert_eq!(usage.busy_for(at(NOW)), BUSY);
    let later = |millis| at(NOW) + SignedDuration::from_millis(millis);
    assert_eq!(usage.busy_for(later(1_500)), Duration::from_millis(500));
    assert_eq!(usage.busy_for(later(2_000)), Duration::ZERO);
    assert_eq!(
        usage.busy_for(later(-60_000)),
        Duration::ZERO,
        "a clock that jumped back"
    );
    assert!(usage.book(1, at(NOW)).is_ok(), "it is no limit");
}

#[rstest]
#[case::not_yet(479, None)]
#[case::four_fifths_of_the_minute(
    480,
    Some(
        "480 of Open-Meteo's 600 free calls a minute are used; the count starts again at 18:43 UTC (in 50 s)"
    )
)]
#[case::four_fifths_of_the_hour(
    4_000,
    Some(
        "4,000 of Open-Meteo's 5,000 free calls an hour are used; the count starts again at 19:00 UTC (in 18 min)"
    )
)]
fn a_limit_that_is_near_is_said_with_the_number_and_the_end(
    #[case] calls: u32,
    #[case] expected: Option<&str>,
) {
    let told = used(calls, NOW)
        .nearly_spent(at(NOW))
        .map(|near| near.to_string());
    assert_eq!(told.as_deref(), expected);
}

#[test]
fn the_day_is_said_rather_than_the_hour() {
    let mut usage = used(4_500, NOW);
    usage.day.calls = 8_000;
    assert_eq!(
        usage
            .nearly_spent(at(NOW))
            .map(|near| near.to_string())
            .as_deref(),
        Some(
            "8,000 of Open-Meteo's 10,000 free calls a day are used; the count starts again at midnight UTC (in 6 h)"
        )
    );
}

#[rstest]
#[case::minute(
    Window::Minute,
    "600 calls a minute is used up until 18:43 UTC (in 50 s)"
)]
#[case::hour(
    Window::Hour,
    "5,000 calls an hour is used up until 19:00 UTC (in 18 min)"
)]
#[case::day(
    Window::Day,
    "10,000 calls a day is used up until midnight UTC (in 6 h)"
)]
fn a_spent_limit_is_said_with_its_number_and_its_end(#[case] window: Window, #[case] words: &str) {
    let now = at(NOW);
    let spent = Spent {
        window,
        until: window.end(now),
        now,
    };
    assert_eq!(
        spent.to_string(),
        format!("Open-Meteo's free limit of {words}")
    );
}

proptest! {
    #[test]
    fn no_run_of_requests_passes_any_limit(
        requests in proptest::collection::vec((1_u32..700, 0_i64..400), 1..120),
    ) {
        let mut usage = Usage::default();
        let mut now = at("2026-11-27T22:50:00Z");
        let mut sent: Vec<(Timestamp, u32)> = Vec::new();
        for (calls, seconds) in requests {
            now += SignedDuration::from_secs(seconds);
            if usage.book(calls, now).is_ok() {
                sent.push((now, calls));
            }
            for window in Window::ALL {
                let number = window.number(now);
                let in_it = sent.iter().filter(|(at, _)| window.number(*at) == number);
                let all: u32 = in_it.map(|(_, calls)| calls).sum();
                prop_assert!(all <= window.limit());
                prop_assert_eq!(all, usage.used(window, now));
            }
        }
    }

    #[test]
    fn whatever_was_kept_is_no_reason_to_panic_nor_to_wait_for_more_than_a_day(
        numbers in proptest::array::uniform4(any::<i64>()),
        calls in any::<u32>(),
        until in any::<i64>(),
        now in -377_705_023_201_i64..253_402_207_200,
    ) {
        let [a, b, c, busy_until] = numbers;
        let now = Timestamp::from_second(now).unwrap();
        let count = |number| Count { number, calls, refused_until: until };
        let mut usage = Usage {
            minute: count(a),
            hour: count(b),
            day: count(Window::Day.number(now)),
            busy_until,
        };
        usage.hour = count(Window::Hour.number(now).wrapping_add(c % 2));
        if let Err(spent) = usage.book(100, now) {
            prop_assert!(spent.until.duration_since(now) <= SignedDuration::from_hours(24));
            prop_assert!(!spent.to_string().is_empty());
        }
        prop_assert!(usage.busy_for(now) <= BUSY);
        let _ = usage.nearly_spent(now);
    }
}
