//! What sets two days of one place apart, and that each difference named is one of the hours.

use super::*;
use crate::domain::{Conditions, Destination, Forecast, Journal, Outing, Precipitation};
use crate::planner::Circumstances;
use crate::planner::fixture::{
    SATURDAY, calendars, candidate, fine, forecast, normals, outing, place, with_sunday,
};
use crate::planner::outlook::Hours;
use crate::planner::rules::Weights;
use crate::planner::suggestion::judge;
use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;
use rstest::rstest;

fn weekend() -> Outing {
    Outing {
        days: vec![SATURDAY, date(2026, 11, 29)],
        ..outing()
    }
}

/// Returns a place on the better of the two days of `outing`.
fn judged<'a>(outing: &Outing, place: &'a Destination, forecast: &Forecast) -> Suggestion<'a> {
    let (journal, calendars) = (Journal::default(), calendars());
    let given = Circumstances {
        outing,
        weights: Weights::default(),
        journal: &journal,
        calendars: &calendars,
        normals: &normals,
    };
    let verdict = judge(&given, &candidate(place), |_| Some(forecast));
    let one = verdict.suggestion().unwrap();
    Suggestion {
        candidate: candidate(place),
        best: one.best.clone(),
        other_days: one.other_days.clone(),
        left_out_days: one.left_out_days.clone(),
        worth_the_drive: None,
    }
}

fn rainy(mm: Option<f64>, probability: f64) -> Conditions {
    Conditions {
        precipitation: Precipitation {
            mm,
            probability: Some(probability),
        },
        ..fine(Timestamp::UNIX_EPOCH)
    }
}

#[rstest]
#[case::rain(0.9, rainy(Some(1.5), 0.9), &[Contrast::Drier])]
#[case::rain_that_is_not_known(0.9, Conditions { apparent_c: Some(5.0), ..rainy(None, 0.9) }, &[])]
#[case::a_risk_of_rain(0.9, rainy(Some(0.0), 0.7), &[Contrast::LikelierDry])]
#[case::cold(0.9, Conditions { apparent_c: Some(8.0), ..rainy(Some(0.0), 0.0) }, &[Contrast::Warmer])]
#[case::heat(0.9, Conditions { apparent_c: Some(33.0), ..rainy(Some(0.0), 0.0) }, &[Contrast::LessHot])]
#[case::wind(0.9, Conditions { wind_kmh: Some(55.0), ..rainy(Some(0.0), 0.0) }, &[Contrast::Calmer])]
#[case::cloud(0.9, Conditions { cloud_pct: Some(100.0), ..rainy(Some(0.0), 0.0) }, &[Contrast::Sunnier])]
#[case::all_of_it(
    0.9,
    Conditions { apparent_c: Some(5.0), wind_kmh: Some(40.0), cloud_pct: Some(100.0), ..rainy(Some(2.0), 0.9) },
    &[Contrast::Drier, Contrast::Warmer, Contrast::Calmer, Contrast::Sunnier]
)]
#[case::hardly_anything(0.9, Conditions { apparent_c: Some(19.5), ..rainy(Some(0.0), 0.0) }, &[])]
#[case::indoors_no_day_is_better_for_being_dry(0.2, rainy(Some(1.5), 0.9), &[])]
fn a_difference_is_named_where_the_hours_bear_it_out(
    #[case] exposure: f64,
    #[case] sunday: Conditions,
    #[case] expected: &[Contrast],
) {
    let place = place("x", "park", exposure, 10.0);
    let one = judged(&weekend(), &place, &with_sunday(|_| sunday));
    assert_eq!(other_day_contrasts(&one, &one.other_days[0]), expected);
}

#[test]
fn a_day_whose_forecast_is_surer_wins_for_that_alone() {
    let outing = Outing {
        asked_at: "2026-11-23T09:00:00+00:00[Europe/London]".parse().unwrap(),
        ..weekend()
    };
    let place = place("x", "park", 0.9, 10.0);
    let one = judged(&outing, &place, &forecast(fine));
    assert_eq!(one.best.visit.day, SATURDAY);
    assert_eq!(
        other_day_contrasts(&one, &one.other_days[0]),
        [Contrast::Surer]
    );
}

fn any_conditions() -> impl Strategy<Value = Conditions> {
    let known = |range: std::ops::Range<f64>| proptest::option::weighted(0.97, range);
    let mm = proptest::option::weighted(0.97, prop_oneof![Just(0.0), 0.0..4.0_f64]);
    (
        known(-5.0..36.0),
        mm,
        known(0.0..1.0),
        known(0.0..100.0),
        known(0.0..45.0),
    )
        .prop_map(
            |(apparent_c, mm, probability, cloud_pct, wind_kmh)| Conditions {
                temperature_c: apparent_c.map(|felt| felt + 1.0),
                apparent_c,
                precipitation: Precipitation { mm, probability },
                code: None,
                cloud_pct,
                wind_kmh,
                gust_kmh: wind_kmh.map(|wind| wind * 1.3),
                uv_index: None,
            },
        )
}

/// Returns the mean of a value, where it is known of every hour.
fn mean(hours: &Hours, value: impl Fn(&OutlookHour) -> Option<f64>) -> Option<f64> {
    let values: Option<Vec<f64>> = hours.during.iter().map(value).collect();
    let values = values?;
    #[expect(clippy::cast_precision_loss, reason = "a handful of hours")]
    let count = values.len() as f64;
    Some(values.iter().sum::<f64>() / count)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_difference_named_is_one_of_the_hours(
        weather in prop::collection::vec(any_conditions(), 60), exposure in 0.0..=1.0_f64,
    ) {
        let first: Timestamp = "2026-11-27T12:00:00Z".parse().unwrap();
        let at = |stamp: Timestamp| usize::try_from(stamp.duration_since(first).as_hours()).unwrap();
        let place = place("x", "park", exposure, 10.0);
        let one = judged(&weekend(), &place, &forecast(|stamp| weather[at(stamp)]));
        let Some(other) = one.other_days.first() else { return Ok(()) };
        let contrasts = other_day_contrasts(&one, other);
        let (Some(best), Some(there)) = (one.best.outlook.forecast(), other.outlook.forecast()) else {
            prop_assert!(contrasts.is_empty());
            return Ok(());
        };
        prop_assert!(contrasts.is_empty() || one.best.score - other.score >= ALIKE_POINTS);
        let both = |value: fn(&OutlookHour) -> Option<f64>| mean(best, value).zip(mean(there, value));
        for contrast in contrasts {
            let holds = match contrast {
                Contrast::Drier => {
                    let dry = both(|hour| hour.rain_mm.map(|mm| f64::from(u8::from(mm < 0.1)))).unwrap();
                    let mm = both(|hour| hour.rain_mm).unwrap();
                    dry.0 >= dry.1 && mm.0 <= mm.1 && (dry.0 > dry.1 || mm.0 < mm.1)
                }
                Contrast::LikelierDry => {
                    let chance = both(|hour| hour.rain_chance).unwrap();
                    best.dry() == best.during.len() && there.dry() == there.during.len() && chance.0 < chance.1
                }
                Contrast::Warmer => {
                    let felt = both(|hour| hour.apparent_c.or(hour.temperature_c)).unwrap();
                    felt.0 > felt.1
                }
                Contrast::LessHot => {
                    let felt = both(|hour| hour.apparent_c.or(hour.temperature_c)).unwrap();
                    felt.0 < felt.1
                }
                Contrast::Calmer => {
                    let wind = both(|hour| hour.wind_kmh).unwrap();
                    wind.0 < wind.1
                }
                Contrast::Sunnier => {
                    let cloud = both(|hour| hour.cloud_pct).unwrap();
                    cloud.0 < cloud.1
                }
                Contrast::Lighter | Contrast::DrierGround | Contrast::Surer => true,
            };
            prop_assert!(holds, "{contrast:?}");
        }
    }
}
