//! The comfort of an hour and of a visit: the documented cases, and the laws.

use super::*;
use proptest::prelude::*;
use rstest::rstest;

const fn hour(apparent_c: f64, cloud_pct: f64, wind_kmh: f64, rain_mm: f64, chance: f64) -> Hour {
    Hour {
        apparent_c,
        cloud_pct,
        wind_kmh,
        rain_mm,
        rain_chance: Some(chance),
        spread: false,
        dark: false,
    }
}

#[rstest]
#[case::july_sun([hour(22.0, 15.0, 10.0, 0.0, 0.05); 4], 98.9)]
#[case::july_half_cloud([hour(24.0, 50.0, 10.0, 0.0, 0.05); 4], 91.9)]
#[case::hot_and_sunny([hour(29.5, 10.0, 8.0, 0.0, 0.0); 4], 86.2)]
#[case::july_drizzle_in_half_the_hours([
    hour(17.5, 80.0, 12.0, 0.2, 0.6), hour(17.5, 80.0, 12.0, 0.2, 0.6),
    hour(18.0, 60.0, 12.0, 0.0, 0.3), hour(18.0, 60.0, 12.0, 0.0, 0.3)], 78.5)]
#[case::october_sun([hour(11.0, 25.0, 12.0, 0.0, 0.05); 4], 77.8)]
#[case::showers_early_brighter_later([
    hour(16.0, 90.0, 15.0, 0.8, 0.8), hour(17.0, 60.0, 15.0, 0.0, 0.2),
    hour(17.0, 60.0, 15.0, 0.0, 0.2), hour(17.0, 60.0, 15.0, 0.0, 0.2)], 73.9)]
#[case::january_clear_and_calm([hour(2.5, 10.0, 5.0, 0.0, 0.0); 4], 71.3)]
#[case::grey_rain_as_likely_as_not([hour(14.0, 80.0, 12.0, 0.0, 0.5); 4], 68.3)]
#[case::october_grey_and_dry([hour(10.5, 95.0, 12.0, 0.0, 0.1); 4], 62.7)]
#[case::january_grey([hour(3.0, 90.0, 12.0, 0.0, 0.1); 4], 56.3)]
#[case::heat([hour(33.5, 10.0, 8.0, 0.0, 0.0); 4], 50.0)]
#[case::frost_and_wind([hour(-7.0, 60.0, 30.0, 0.0, 0.1); 4], 50.0)]
#[case::october_drizzle_all_along([hour(10.0, 100.0, 12.0, 0.15, 0.6); 4], 50.0)]
#[case::october_light_rain_all_along([hour(9.5, 100.0, 20.0, 0.7, 0.85); 4], 37.2)]
#[case::january_rain([hour(0.5, 100.0, 25.0, 0.75, 0.9); 4], 30.1)]
#[case::july_washout([hour(16.0, 100.0, 20.0, 2.0, 0.9); 4], 29.2)]
fn the_documented_visits_score_as_documented(#[case] hours: [Hour; 4], #[case] expected: f64) {
    let comfort = outdoor_visit(&hours).unwrap();
    assert!((comfort - expected).abs() <= 1.0, "{comfort}");
}

#[test]
fn an_hour_that_ends_after_sunset_scores_nothing_and_stays_in_the_mean() {
    let day = hour(20.0, 20.0, 5.0, 0.0, 0.0);
    let night = Hour { dark: true, ..day };
    let all_day = outdoor_visit(&[day, day]).unwrap();
    assert_eq!(outdoor_visit(&[day, night]).unwrap(), all_day / 2.0);
}

#[test]
fn without_a_probability_only_rain_that_is_forecast_counts() {
    let dry = Hour {
        rain_chance: None,
        ..hour(15.0, 50.0, 10.0, 0.0, 0.0)
    };
    assert_eq!(outdoor_hour(&dry), dry_comfort(15.0, 50.0, 10.0));
    let wet = Hour {
        rain_mm: 0.7,
        ..dry
    };
    assert_eq!(outdoor_hour(&wet), 0.55 * dry_comfort(15.0, 50.0, 10.0));
}

#[rstest]
#[case::a_poor_day(30.0, 69.0)]
#[case::a_fair_day(60.0, 66.0)]
#[case::a_good_day(90.0, 63.0)]
fn indoors_is_worth_a_little_more_on_a_poor_day(#[case] outdoor: f64, #[case] expected: f64) {
    assert_eq!(indoor(outdoor), expected);
}

fn any_hour() -> impl Strategy<Value = Hour> {
    (
        -60.0..60.0f64,
        0.0..=100.0f64,
        0.0..200.0f64,
        0.0..60.0f64,
        proptest::option::of(0.0..=1.0f64),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(
            |(apparent_c, cloud_pct, wind_kmh, rain_mm, rain_chance, spread, dark)| Hour {
                apparent_c,
                cloud_pct,
                wind_kmh,
                rain_mm,
                rain_chance,
                spread,
                dark,
            },
        )
}

proptest! {
    #[test]
    fn comfort_is_always_between_0_and_100(hours in prop::collection::vec(any_hour(), 1..12), exposure in 0.0..=1.0f64) {
        let outdoor = outdoor_visit(&hours).unwrap();
        prop_assert!((0.0..=100.0).contains(&outdoor));
        prop_assert!((0.0..=100.0).contains(&mixed(exposure, outdoor)));
        prop_assert!(mixed(exposure, outdoor) <= mixed_at_best(exposure) + 1e-9);
    }

    #[test]
    fn more_rain_never_raises_the_comfort_of_a_visit(
        hours in prop::collection::vec(any_hour(), 1..12), which in any::<prop::sample::Index>(), more in 0.0..20.0f64,
    ) {
        let before = outdoor_visit(&hours).unwrap();
        let mut wetter = hours.clone();
        let index = which.index(hours.len());
        wetter[index].rain_mm += more;
        prop_assert!(outdoor_visit(&wetter).unwrap() <= before + 1e-9);
    }

    #[test]
    fn a_tenth_of_a_degree_hardly_moves_an_hour(hour in any_hour()) {
        let warmer = Hour { apparent_c: hour.apparent_c + 0.1, ..hour };
        prop_assert!((outdoor_hour(&warmer) - outdoor_hour(&hour)).abs() < 0.5);
    }
}
