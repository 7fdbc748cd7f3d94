//! Which days of the last ten years are looked at, and what they say.

use super::*;
use jiff::civil::date;
use proptest::prelude::*;
use rstest::rstest;

fn weather(tmax: f64, mm: f64) -> PastDay {
    PastDay {
        tmax_c: Some(tmax),
        tmin_c: Some(tmax - 5.0),
        rain_mm: Some(mm),
        sun_hours: Some(2.0),
    }
}

#[rstest]
#[case::tomorrow(date(2026, 11, 28), date(2026, 11, 27), 2016..=2025)]
#[case::next_summer(date(2027, 7, 1), date(2026, 11, 27), 2017..=2026)]
#[case::a_year_from_now(date(2027, 11, 28), date(2026, 11, 27), 2016..=2025)]
#[case::the_archive_lags_a_week(date(2027, 11, 17), date(2026, 11, 26), 2016..=2025)]
#[case::and_then_knows(date(2027, 11, 17), date(2026, 11, 27), 2017..=2026)]
#[case::the_week_across_new_year(date(2027, 1, 1), date(2026, 12, 30), 2017..=2026)]
#[case::a_day_long_to_come(date(2040, 5, 1), date(2026, 11, 27), 2017..=2026)]
fn the_last_ten_years_are_those_that_the_archive_knows(
    #[case] day: Date,
    #[case] today: Date,
    #[case] expected: RangeInclusive<i16>,
) {
    assert_eq!(years(day, today), expected);
}

#[test]
fn a_week_around_the_day_is_looked_at_in_each_year() {
    let days: Vec<Date> = days_around(date(2026, 11, 28), 2024..=2025).collect();
    assert_eq!(days.len(), 14);
    assert_eq!((days[0], days[6]), (date(2024, 11, 25), date(2024, 12, 1)));
    assert_eq!((days[7], days[13]), (date(2025, 11, 25), date(2025, 12, 1)));
}

#[test]
fn a_leap_day_is_the_28th_of_february_in_other_years() {
    let days: Vec<Date> = days_around(date(2028, 2, 29), 2023..=2024).collect();
    assert_eq!((days[3], days[10]), (date(2023, 2, 28), date(2024, 2, 29)));
}

#[rstest]
#[case::one_day(&[date(2026, 11, 28)], 10)]
#[case::a_weekend(&[date(2026, 11, 28), date(2026, 11, 29)], 10)]
#[case::a_week_and_the_next_month(&[date(2026, 11, 28), date(2026, 12, 27)], 20)]
#[case::summer_too(&[date(2026, 11, 28), date(2027, 7, 1)], 20)]
fn days_near_each_other_are_asked_for_in_one_span_a_year(
    #[case] days: &[Date],
    #[case] calls: u32,
) {
    let today = date(2026, 11, 27);
    let wanted = days
        .iter()
        .flat_map(|&day| days_around(day, years(day, today)));
    assert_eq!(archive::calls(&spans(&wanted.collect())), calls);
}

#[test]
fn averages_are_of_the_days_and_a_wet_one_has_a_millimetre() {
    let day = date(2026, 11, 28);
    let mut known = BTreeMap::new();
    for (index, past) in days_around(day, 2016..=2025).enumerate() {
        let mm = [0.0, 0.9, 1.0, 4.1, 0.0, 0.0, 1.0][index % 7];
        known.insert(past, weather(if index % 2 == 0 { 8.0 } else { 10.0 }, mm));
    }
    let normals = average(&known, day, 2016..=2025).unwrap();
    let period = Period::Years {
        first: 2016,
        last: 2025,
    };
    assert_eq!(normals.period, period);
    assert!((normals.tmax_c - 9.0).abs() < 1e-9, "{normals:?}");
    assert!((normals.tmin_c - 4.0).abs() < 1e-9, "{normals:?}");
    assert!((normals.wet_day_share.unwrap() - 3.0 / 7.0).abs() < 1e-9);
    assert!((normals.rain_mm_month.unwrap() - 30.4375).abs() < 1e-6);
    assert_eq!(normals.sun_hours, Some(2.0));
}

#[rstest]
#[case::most(40, true)]
#[case::half(35, true)]
#[case::less(34, false)]
#[case::none(0, false)]
fn too_few_days_make_no_average(#[case] days: usize, #[case] enough: bool) {
    let day = date(2026, 11, 28);
    let known = days_around(day, 2016..=2025)
        .take(days)
        .map(|past| (past, weather(9.0, 0.0)))
        .collect();
    assert_eq!(average(&known, day, 2016..=2025).is_some(), enough);
}

#[test]
fn without_sunshine_the_rest_is_known() {
    let day = date(2026, 11, 28);
    let known = days_around(day, 2016..=2025)
        .map(|past| {
            let weather = PastDay {
                sun_hours: None,
                ..weather(9.0, 0.0)
            };
            (past, weather)
        })
        .collect();
    let normals = average(&known, day, 2016..=2025).unwrap();
    assert_eq!(
        (normals.sun_hours, normals.wet_day_share),
        (None, Some(0.0))
    );
}

proptest! {
    #[test]
    fn every_wanted_day_is_in_a_span_of_one_call(
        ahead in proptest::collection::vec(0_i64..800, 1..40), now in 0_i64..20_000,
    ) {
        let today = date(1990, 1, 1).saturating_add(now.days());
        let days: Vec<Date> = ahead.iter().map(|&by| today.saturating_add(by.days())).collect();
        let wanted: BTreeSet<Date> = days
            .iter()
            .flat_map(|&day| days_around(day, years(day, today)))
            .collect();
        prop_assert!(wanted.iter().all(|&day| day <= today.saturating_sub(LAG_DAYS.days())));
        let spans = spans(&wanted);
        // Whatever is asked about, a year has at most eleven spans of 35 days.
        prop_assert!(spans.len() <= MOST_SPANS);
        prop_assert_eq!(archive::calls(&spans) as usize, spans.len());
        let held = |day: &Date| spans.iter().any(|(first, last)| (*first..=*last).contains(day));
        prop_assert!(spans.len() == MOST_SPANS || wanted.iter().all(held));
    }
}
