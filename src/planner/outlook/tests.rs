//! What is read from a forecast for a visit, and what stays unknown.

use super::*;
use crate::domain::{Conditions, Precipitation};
use crate::planner::fixture::{
    SATURDAY, calendars, fine, forecast, normals, outing, place, rain_between,
};
use crate::planner::journey::estimate_journey;
use crate::planner::visit::plan_visit;
use rstest::rstest;
use std::sync::Arc;

fn visit() -> (Visit, Position) {
    let zoo = place("x", "zoo", 0.8, 10.0);
    let outing = outing();
    let journey = estimate_journey(outing.origin.position, zoo.position);
    let visit = plan_visit(&outing, SATURDAY, &zoo, &journey, &calendars()).unwrap();
    (visit, zoo.position)
}

fn outlook_under(weather: impl Fn(Timestamp) -> Conditions) -> Option<Outlook> {
    let (visit, position) = visit();
    forecast_outlook(&visit, position, &forecast(weather), Confidence::High)
}

fn hours_under(weather: impl Fn(Timestamp) -> Conditions) -> Hours {
    match outlook_under(weather).unwrap().weather {
        Weather::Forecast(hours) => hours,
        other => panic!("{other:?}"),
    }
}

#[test]
fn rain_stamped_at_eleven_fell_from_ten_to_eleven() {
    let hours = hours_under(rain_between(10, 11, 1.0));
    let wet: Vec<bool> = hours.during.iter().map(|hour| !hour.is_dry()).collect();
    assert_eq!(wet, [true, false, false]);
    assert_eq!(hours.rain_mm(), Some(1.0));
    assert_eq!(hours.dry(), 2);
}

#[test]
fn temperature_is_the_mean_of_both_ends_of_the_hour() {
    let hours = hours_under(|stamp| Conditions {
        temperature_c: Some(f64::from(
            stamp.to_zoned_datetime(jiff::tz::TimeZone::UTC).hour(),
        )),
        ..fine(stamp)
    });
    let read: Vec<Option<f64>> = hours.during.iter().map(|hour| hour.temperature_c).collect();
    assert_eq!(read, [Some(10.5), Some(11.5), Some(12.5)]);
}

#[test]
fn the_night_before_counts_for_the_ground_and_no_more() {
    let wet_night = outlook_under(rain_between(0, 6, 1.7)).unwrap();
    let dry_night = outlook_under(fine).unwrap();
    assert_eq!(wet_night.outdoor, dry_night.outdoor);
    let hours = hours_under(rain_between(0, 6, 1.7));
    assert!((hours.rain_before_mm - 10.2).abs() < 1e-9);
    assert_eq!(hours.earlier.len(), 10);
}

#[test]
fn rain_more_than_twelve_hours_before_arrival_is_forgotten() {
    // Arrival is at 10:18: the twelve hours begin at 22:00 on Friday.
    assert_eq!(hours_under(rain_between(21, 22, 9.0)).rain_before_mm, 0.0);
    assert_eq!(hours_under(rain_between(22, 23, 9.0)).rain_before_mm, 9.0);
}

#[test]
fn an_hour_without_rain_data_is_not_dry() {
    let hours = hours_under(|stamp| {
        let mut conditions = fine(stamp);
        if stamp.to_zoned_datetime(jiff::tz::TimeZone::UTC).hour() == 12 {
            conditions.precipitation = Precipitation::default();
        }
        conditions
    });
    assert_eq!((hours.dry(), hours.during.len()), (2, 3));
    assert!(!hours.is_clearly_dry());
}

#[rstest]
#[case::no_rain_at_all(Conditions { temperature_c: Some(9.0), ..Conditions::default() })]
#[case::no_temperature(Conditions { precipitation: Precipitation { mm: Some(0.0), probability: None }, ..Conditions::default() })]
#[case::nothing(Conditions::default())]
fn a_forecast_without_rain_or_temperature_is_none(#[case] conditions: Conditions) {
    assert_eq!(outlook_under(|_| conditions), None);
}

#[test]
fn hours_beyond_the_end_of_a_forecast_are_unknown_and_not_left_out() {
    let (visit, position) = visit();
    let mut short = forecast(fine);
    // Friday noon to Saturday noon; the visit is from 10 to 13.
    Arc::make_mut(&mut short.hours).truncate(25);
    let outlook = forecast_outlook(&visit, position, &short, Confidence::High).unwrap();
    let hours = outlook.forecast().unwrap();
    assert_eq!(
        (hours.during.len(), hours.dry(), hours.unknown()),
        (3, 2, 1)
    );
    assert_eq!(hours.parting, None);
    assert_eq!(hours.any(|hour| Some(hour.rain_mm? >= 0.1)), None);
}

#[test]
fn the_hour_that_a_visit_ends_in_is_kept_apart() {
    // The visit is from 10:18 to 13:18.
    let hours = hours_under(rain_between(13, 14, 2.0));
    assert_eq!(hours.dry(), 3);
    assert_eq!(hours.rain_mm(), Some(0.0));
    assert_eq!(hours.parting.unwrap().rain_mm, Some(2.0));
}

#[test]
fn a_forecast_of_another_day_is_none() {
    let (visit, position) = visit();
    let mut tomorrow = forecast(fine);
    tomorrow.first = "2026-11-29T00:00:00Z".parse().unwrap();
    assert_eq!(
        forecast_outlook(&visit, position, &tomorrow, Confidence::High),
        None
    );
}

#[test]
fn sunset_comes_with_every_outlook() {
    let (visit, position) = visit();
    let typical = typical_outlook(&visit, position, normals(position, SATURDAY));
    let sunset = typical.sunset.unwrap();
    assert_eq!(sunset.strftime("%H:%M").to_string(), "15:56");
    assert!(typical.outdoor.unwrap() < 60.0, "{:?}", typical.outdoor);
}

/// The hours of the stay under weather of which only the sums of six hours are known.
fn spread_hours(mm_in_six_hours: f64) -> Hours {
    let (visit, position) = visit();
    let shares = forecast(|stamp| Conditions {
        precipitation: Precipitation {
            mm: Some(mm_in_six_hours / 6.0),
            probability: None,
        },
        gust_kmh: None,
        ..fine(stamp)
    });
    let coarse = Forecast {
        hourly_until: Some(shares.first),
        ..shares
    };
    let outlook = forecast_outlook(&visit, position, &coarse, Confidence::High).unwrap();
    outlook.forecast().unwrap().clone()
}

#[rstest]
#[case::nothing(0.0, 3, Some(0.0))]
#[case::less_than_a_dry_hour_may_have(0.09, 3, Some(0.015))]
#[case::a_tenth_that_falls_in_one_of_them(0.1, 0, None)]
#[case::shares_below_a_dry_hour_s(0.5, 0, None)]
#[case::much(8.0, 0, None)]
fn hours_that_share_rain_are_dry_together_or_not_known_to_be(
    #[case] mm: f64,
    #[case] dry: usize,
    #[case] own: Option<f64>,
) {
    let hours = spread_hours(mm);
    assert_eq!((hours.dry(), hours.during.len()), (dry, 3));
    assert_eq!(hours.has_rain_of_unknown_hour(), dry == 0);
    assert!(!hours.is_clearly_dry(), "nobody gives a chance of rain");
    assert_eq!(hours.during[1].own_rain_mm(), own);
    assert!((hours.rain_mm().unwrap() - mm / 2.0).abs() < 1e-9);
}

#[test]
fn more_rain_in_six_hours_never_feels_better() {
    let comforts: Vec<f64> = (0..80)
        .map(|tenths| {
            let hours = spread_hours(f64::from(tenths) / 10.0);
            hours.during[0].comfort().unwrap()
        })
        .collect();
    assert!(comforts.is_sorted_by(|a, b| a >= b), "{comforts:?}");
    assert!(
        comforts[10] > 0.8 * comforts[0],
        "a millimetre in six hours is no washout"
    );
    assert!(comforts[79] < 0.6 * comforts[0]);
}

#[rstest]
#[case::everything_known(true, false, false, [Confidence::High, Confidence::Fair, Confidence::Low])]
#[case::no_chance_of_rain(false, false, false, [Confidence::Fair, Confidence::Low, Confidence::Low])]
#[case::six_hours_at_a_time(true, true, false, [Confidence::Fair, Confidence::Low, Confidence::Low])]
#[case::neither(false, true, false, [Confidence::Fair, Confidence::Low, Confidence::Low])]
#[case::another_disagrees(true, false, true, [Confidence::Fair, Confidence::Low, Confidence::Low])]
#[case::all_of_it(false, true, true, [Confidence::Low, Confidence::Low, Confidence::Low])]
fn what_is_not_known_makes_a_forecast_less_sure(
    #[case] has_chance: bool,
    #[case] coarse: bool,
    #[case] disagrees: bool,
    #[case] expected: [Confidence; 3],
) {
    let (visit, position) = visit();
    let mut known = forecast(|stamp| {
        let mut conditions = fine(stamp);
        conditions.precipitation.probability = has_chance.then_some(0.1);
        conditions
    });
    known.hourly_until = coarse.then_some(known.first);
    let wet = forecast(rain_between(0, 24, 2.0));
    known.rival = disagrees.then(|| Box::new(wet));
    let told = [Confidence::High, Confidence::Fair, Confidence::Low].map(|confidence| {
        let outlook = forecast_outlook(&visit, position, &known, confidence).unwrap();
        outlook.forecast().unwrap().confidence
    });
    assert_eq!(told, expected);
}
