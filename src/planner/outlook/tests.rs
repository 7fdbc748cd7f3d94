//! What is read from a forecast for a visit, and what stays unknown.

use super::*;
use crate::domain::Precipitation;
use crate::planner::fixture::{
    SATURDAY, calendars, fine, forecast, normals, outing, place, rain_between,
};
use crate::planner::journey::estimate_journey;
use crate::planner::visit::plan_visit;
use rstest::rstest;

fn visit() -> (Visit, Position) {
    let zoo = place("x", "zoo", 0.8, 10.0);
    let outing = outing();
    let journey = estimate_journey(outing.origin.position, zoo.position);
    let visit = plan_visit(&outing, SATURDAY, &zoo, &journey, calendars().of(&zoo)).unwrap();
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
    short.hours.truncate(25);
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
