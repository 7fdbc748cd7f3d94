//! The story of a visit, told for every shape of day a parent plans by.

use super::*;
use crate::domain::{Conditions, Precipitation, WeatherCode, zone};
use crate::planner::fixture::{SATURDAY, candidate, fine, forecast, outing, place, rain_between};
use crate::planner::{Assessment, Circumstances, Weights};
use proptest::prelude::*;
use rstest::rstest;

/// The assessment of a park visited from 10:18 to 13:18, under this weather.
fn visited(weather: impl Fn(Timestamp) -> Conditions) -> Assessment {
    visited_under(&forecast(weather))
}

fn visited_under(forecast: &crate::domain::Forecast) -> Assessment {
    let (outing, journal) = (outing(), crate::domain::Journal::default());
    let calendars = crate::planner::fixture::calendars();
    let given = Circumstances {
        outing: &outing,
        weights: Weights::default(),
        journal: &journal,
        calendars: &calendars,
        normals: &crate::planner::fixture::normals,
    };
    let park = place("park", "park", 0.4, 10.0);
    crate::planner::assess(&given, &candidate(&park), SATURDAY, Some(forecast)).unwrap()
}

fn told(weather: impl Fn(Timestamp) -> Conditions) -> String {
    summary(
        &visited(weather).outlook,
        SATURDAY,
        &zone("Europe/London").unwrap(),
    )
}

/// Weather by the clock hour that begins, in UTC.
fn by_hour(hour: impl Fn(i8) -> Conditions) -> impl Fn(Timestamp) -> Conditions {
    move |stamp| hour(stamp.to_zoned_datetime(TimeZone::UTC).hour() - 1)
}

fn wet(mm: f64, code: u8) -> Conditions {
    Conditions {
        precipitation: Precipitation {
            mm: Some(mm),
            probability: Some(0.9),
        },
        code: Some(WeatherCode(code)),
        cloud_pct: Some(95.0),
        ..fine(Timestamp::UNIX_EPOCH)
    }
}

#[rstest]
#[case::sunny(rain_between(0, 0, 0.0), "dry and sunny")]
#[case::a_wet_night(rain_between(0, 6, 1.7), "dry from 06:00")]
#[case::wet_throughout(rain_between(0, 24, 1.3), "rain all along")]
#[case::early_rain(rain_between(9, 11, 1.0), "rain until 11:00, then dry")]
#[case::late_rain(rain_between(12, 20, 1.0), "dry until 12:00, then rain")]
#[case::rain_at_noon(rain_between(11, 12, 1.0), "rain 11:00-12:00, otherwise dry")]
#[case::drizzle(rain_between(11, 12, 0.2), "drizzle 11:00-12:00, otherwise dry")]
#[case::a_cloudburst(rain_between(11, 12, 6.0), "heavy rain 11:00-12:00, otherwise dry")]
#[case::rain_afterwards(rain_between(14, 20, 3.0), "dry and sunny")]
fn the_story_says_when_it_rains(
    #[case] weather: impl Fn(Timestamp) -> Conditions,
    #[case] expected: &str,
) {
    assert_eq!(told(weather), expected);
}

#[test]
fn showers_that_give_way_to_sun_are_told_so() {
    let weather = by_hour(|hour| {
        if hour < 11 {
            wet(0.8, 80)
        } else {
            fine(Timestamp::UNIX_EPOCH)
        }
    });
    assert_eq!(told(weather), "showers until 11:00, then brighter");
}

#[test]
fn rain_that_comes_and_goes_is_on_and_off() {
    let weather = by_hour(|hour| {
        if hour % 2 == 0 {
            wet(0.8, 61)
        } else {
            fine(Timestamp::UNIX_EPOCH)
        }
    });
    assert_eq!(told(weather), "rain on and off");
}

#[test]
fn snow_is_snow_and_thunder_thunder() {
    assert_eq!(told(by_hour(|_| wet(1.0, 73))), "snow all along");
    assert_eq!(told(by_hour(|_| wet(1.0, 95))), "thunderstorms all along");
}

#[test]
fn a_dry_hour_that_may_well_be_wet_says_how_likely() {
    let unsure = |stamp| Conditions {
        precipitation: Precipitation {
            mm: Some(0.0),
            probability: Some(0.45),
        },
        ..fine(stamp)
    };
    assert_eq!(told(unsure), "dry, but a 45 % chance of rain");
}

#[test]
fn hours_that_nobody_knows_are_counted() {
    let weather = by_hour(|hour| {
        if hour == 12 {
            Conditions {
                precipitation: Precipitation::default(),
                ..fine(Timestamp::UNIX_EPOCH)
            }
        } else {
            fine(Timestamp::UNIX_EPOCH)
        }
    });
    assert_eq!(told(weather), "dry and sunny (1 of 3 hours unknown)");
}

#[test]
fn the_climate_is_told_in_days_of_ten() {
    let normals =
        crate::planner::fixture::normals(crate::planner::fixture::home(), SATURDAY).unwrap();
    assert_eq!(
        header_typical(&normals, SATURDAY),
        "rain on about 5 days in 10 in late November · 10°/4°"
    );
    let of_years = crate::domain::Normals {
        period: crate::domain::Period::Years {
            first: 2016,
            last: 2025,
        },
        wet_day_share: Some(0.61),
        ..normals
    };
    assert_eq!(
        header_typical(&of_years, SATURDAY),
        "about 6 days in 10 had rain here in late November of 2016-2025 (Open-Meteo archive) · 10°/4°"
    );
}

proptest! {
    #[test]
    fn the_story_never_contradicts_its_hours(rain in prop::collection::vec(prop_oneof![Just(0.0), 0.1..5.0_f64], 24)) {
        let weather = by_hour(|hour| {
            let mm = usize::try_from(hour).ok().and_then(|hour| rain.get(hour)).copied().unwrap_or(0.0);
            if mm > 0.0 { wet(mm, 61) } else { fine(Timestamp::UNIX_EPOCH) }
        });
        let assessment = visited(weather);
        let hours = assessment.outlook.forecast().unwrap();
        let text = story(hours, &zone("Europe/London").unwrap());
        let (dry, all) = (hours.dry(), hours.during.len());
        prop_assert_eq!(text.contains("all along"), dry == 0, "{}", text);
        prop_assert_eq!(text.starts_with("dry and") || text.starts_with("dry from"), dry == all, "{}", text);
        if let Some(clock) = text.strip_prefix("dry from ") {
            let last_wet = hours.earlier.iter().rposition(is_wet).unwrap();
            prop_assert_eq!(clock, format!("{:02}:00", last_wet + 1));
        }
    }
}

#[test]
fn rain_of_six_hours_together_is_told_without_an_hour() {
    let told = |mm: f64, code| {
        let shares = forecast(|stamp| Conditions {
            code: Some(WeatherCode(code)),
            ..rain_between(0, 24, mm / 6.0)(stamp)
        });
        let coarse = crate::domain::Forecast {
            hourly_until: Some(shares.first),
            ..shares
        };
        summary(
            &visited_under(&coarse).outlook,
            SATURDAY,
            &zone("Europe/London").unwrap(),
        )
    };
    assert_eq!(told(1.2, 61), "some rain (about 0.6 mm), hours unknown");
    assert_eq!(told(1.2, 71), "some snow (about 0.6 mm), hours unknown");
    assert_eq!(told(0.1, 61), "some rain (hardly any), hours unknown");
}
