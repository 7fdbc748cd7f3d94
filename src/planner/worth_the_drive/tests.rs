//! What a longer drive buys: said where it is much longer, in the numbers of the hours, and never changing the order.

use super::*;
use crate::domain::{Conditions, Forecast, Journal, Precipitation};
use crate::planner::Circumstances;
use crate::planner::fixture::{
    calendars, candidate, fine, forecast, normals, outing, place, rain_between,
};
use crate::planner::rules::Weights;
use crate::planner::suggestion::{better_first, judge};
use jiff::Timestamp;
use proptest::prelude::*;
use rstest::rstest;

/// Returns the places that can be visited, best first, labelled; the forecast of a place is that of its index.
fn listed<'a>(places: &'a [Destination], weather: &[Option<Forecast>]) -> Vec<Suggestion<'a>> {
    let mut list = unlabelled(places, weather);
    let all = list.clone();
    label(&mut list, &all.iter().collect::<Vec<_>>());
    list
}

fn unlabelled<'a>(places: &'a [Destination], weather: &[Option<Forecast>]) -> Vec<Suggestion<'a>> {
    let (outing, journal, calendars) = (outing(), Journal::default(), calendars());
    let given = Circumstances {
        outing: &outing,
        weights: Weights::default(),
        journal: &journal,
        calendars: &calendars,
        normals: &normals,
    };
    let mut list: Vec<Suggestion<'a>> = places
        .iter()
        .zip(weather)
        .filter_map(|(place, forecast)| {
            let verdict = judge(&given, &candidate(place), |_| forecast.as_ref());
            let one = verdict.suggestion()?;
            Some(Suggestion {
                candidate: candidate(place),
                best: one.best.clone(),
                other_days: Vec::new(),
                left_out_days: Vec::new(),
                worth_the_drive: None,
            })
        })
        .collect();
    list.sort_by(better_first);
    list
}

fn windy(kmh: Option<f64>) -> Forecast {
    forecast(move |stamp| Conditions {
        gust_kmh: kmh,
        ..fine(stamp)
    })
}

/// A place 5 km away (about 11 min) of this exposure and weather, and one 45 km away (about 59 min).
fn gains_of(near: (f64, Forecast), far: (f64, Forecast)) -> Vec<Gain> {
    let places = [
        place("near", "zoo", near.0, 5.0),
        place("far", "zoo", far.0, 45.0),
    ];
    let list = listed(&places, &[Some(near.1), Some(far.1)]);
    let far = list.iter().find(|one| one.candidate.place.id == "far");
    let worth = far.unwrap().worth_the_drive.clone().unwrap();
    assert_eq!(worth.than.id, "near");
    worth.gains
}

fn wet() -> Forecast {
    forecast(rain_between(0, 24, 1.5))
}

fn dry() -> Forecast {
    forecast(fine)
}

#[rstest]
#[case::dry_hours((0.9, wet()), (0.9, dry()), &[Gain::MoreDryHours(3)])]
#[case::one_dry_hour((0.9, wet()), (0.9, forecast(rain_between(0, 13, 1.5))), &[Gain::MoreDryHours(1)])]
#[case::nothing((0.9, dry()), (0.9, dry()), &[])]
#[case::nothing_but_rain((0.9, dry()), (0.9, wet()), &[])]
#[case::a_roof((0.9, wet()), (0.1, wet()), &[Gain::Indoors])]
#[case::no_roof_is_needed((0.9, dry()), (0.1, dry()), &[])]
#[case::from_indoors_to_the_sun((0.1, dry()), (0.9, dry()), &[Gain::DryHoursOutdoors(3)])]
#[case::from_indoors_into_the_rain((0.1, dry()), (0.9, wet()), &[])]
#[case::indoors_dry_hours_are_none((0.1, wet()), (0.1, dry()), &[])]
#[case::no_gusts((0.9, windy(Some(55.0))), (0.9, windy(Some(20.0))), &[Gain::NoGusts])]
#[case::gusts_that_are_not_known((0.9, windy(Some(55.0))), (0.9, windy(None)), &[])]
#[case::indoors_gusts_are_not_felt((0.1, windy(Some(55.0))), (0.1, windy(Some(20.0))), &[])]
fn the_longer_drive_buys_what_is_better_there(
    #[case] near: (f64, Forecast),
    #[case] far: (f64, Forecast),
    #[case] expected: &[Gain],
) {
    assert_eq!(gains_of(near, far), expected);
}

#[test]
fn a_longer_visit_in_the_same_weather_has_not_bought_its_dry_hours() {
    let mut places = [
        place("near", "zoo", 0.9, 5.0),
        place("far", "zoo", 0.9, 45.0),
    ];
    places[0].typical_hours = 1.0;
    places[1].typical_hours = 5.0;
    let list = listed(&places, &[Some(dry()), Some(dry())]);
    let far = list.iter().find(|one| one.candidate.place.id == "far");
    let worth = far.unwrap().worth_the_drive.as_ref().unwrap();
    assert!(worth.gains.is_empty());
}

#[test]
fn a_higher_score_is_said_where_nothing_else_differs() {
    let mut places = [
        place("near", "zoo", 0.1, 5.0),
        place("far", "zoo", 0.1, 30.0),
    ];
    places[1].facts = crate::domain::FamilyFacts {
        buggy: crate::domain::Fact::Yes,
        dog: crate::domain::Fact::Yes,
        toilets: crate::domain::Fact::Yes,
        baby_change: crate::domain::Fact::Yes,
        food: crate::domain::Fact::Yes,
        booking: crate::domain::Fact::Yes,
    };
    let list = listed(&places, &[Some(dry()), Some(dry())]);
    let points = list[0].best.score.round() - list[1].best.score.round();
    let label = list.iter().find_map(|one| one.worth_the_drive.as_ref());
    let expected = if points >= ALIKE_POINTS && list[0].candidate.place.id == "far" {
        vec![Gain::Score(points)]
    } else {
        Vec::new()
    };
    assert_eq!(label.unwrap().gains, expected);
}

#[test]
fn a_forecast_is_not_weighed_against_averages() {
    let places = [
        place("near", "zoo", 0.9, 5.0),
        place("far", "zoo", 0.9, 45.0),
    ];
    let list = listed(&places, &[None, Some(dry())]);
    assert!(list.iter().all(|one| one.worth_the_drive.is_none()));
    let averages = listed(&places, &[None, None]);
    let label = averages.iter().find_map(|one| one.worth_the_drive.as_ref());
    assert_eq!(
        label.unwrap().farther.dry,
        None,
        "nothing is known of the hours"
    );
    assert!(label.unwrap().gains.is_empty());
}

/// Weather of an hour, some of it unknown.
fn any_conditions() -> impl Strategy<Value = Conditions> {
    let mm = proptest::option::weighted(0.97, prop_oneof![Just(0.0), 0.0..3.0_f64]);
    let gust = proptest::option::weighted(0.97, 0.0..62.0_f64);
    (mm, gust, 5.0..22.0_f64).prop_map(|(mm, gust_kmh, felt)| Conditions {
        precipitation: Precipitation {
            mm,
            probability: Some(0.5),
        },
        gust_kmh,
        apparent_c: Some(felt),
        ..fine(Timestamp::UNIX_EPOCH)
    })
}

type Drawn = (f64, f64, f64, bool, Vec<Conditions>);

fn any_places() -> impl Strategy<Value = Vec<Drawn>> {
    let exposure = prop_oneof![Just(0.1), Just(0.4), 0.5..=1.0_f64];
    let weather = prop::collection::vec(any_conditions(), 24);
    let one = (
        exposure,
        1.0..80.0_f64,
        1.0..6.0_f64,
        any::<bool>(),
        weather,
    );
    prop::collection::vec(one, 1..10)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_label_is_there_for_much_longer_drives_and_says_what_the_hours_say(drawn in any_places()) {
        let places: Vec<Destination> = drawn
            .iter()
            .enumerate()
            .map(|(index, (exposure, km, hours, ..))| Destination {
                typical_hours: *hours,
                ..place(&format!("p{index}"), "park", *exposure, *km)
            })
            .collect();
        let weather: Vec<Option<Forecast>> = drawn
            .iter()
            .map(|(_, _, _, known, hours)| {
                known.then(|| forecast(|stamp| {
                    let hour = stamp.to_zoned_datetime(jiff::tz::TimeZone::UTC).hour();
                    hours[usize::try_from(hour).unwrap()]
                }))
            })
            .collect();
        let list = listed(&places, &weather);
        let plain = unlabelled(&places, &weather);
        let ids = |list: &[Suggestion<'_>]| -> Vec<String> {
            list.iter().map(|one| one.candidate.place.id.to_string()).collect()
        };
        prop_assert_eq!(ids(&list), ids(&plain), "the order is that of the scores");
        for one in &list {
            let minutes = |one: &Suggestion<'_>| one.candidate.journey.minutes.round();
            let forecast = |one: &Suggestion<'_>| one.best.outlook.forecast().is_some();
            let nearer = list.iter().find(|other| {
                minutes(one) - minutes(other) > 20.0 && forecast(one) == forecast(other)
            });
            let label = one.worth_the_drive.as_ref();
            prop_assert_eq!(label.map(|label| &label.than.id), nearer.map(|other| &other.candidate.place.id));
            let (Some(label), Some(nearer)) = (label, nearer) else { continue };
            prop_assert_eq!(label.extra_minutes, minutes(one) - minutes(nearer));
            let dry = |one: &Suggestion<'_>| one.best.outlook.forecast().map_or(0, Hours::dry);
            let all = |one: &Suggestion<'_>| one.best.outlook.forecast().map_or(0, |hours| hours.during.len());
            let wet = |one: &Suggestion<'_>| one.best.outlook.forecast().is_some_and(|hours| {
                hours.during.iter().any(|hour| hour.rain_mm.is_some_and(|mm| mm >= 0.1))
            });
            let exposure = |one: &Suggestion<'_>| one.candidate.place.exposure;
            for gain in &label.gains {
                match gain {
                    Gain::MoreDryHours(hours) => {
                        prop_assert_eq!(*hours, dry(one) - dry(nearer));
                        prop_assert!(*hours > 0 && wet(nearer));
                        prop_assert!(!exposure(one).is_indoor());
                    }
                    Gain::DryHoursOutdoors(hours) => {
                        prop_assert_eq!(*hours, dry(one));
                        prop_assert!(2 * hours >= all(one));
                        prop_assert!(exposure(one).is_outdoor() && exposure(nearer).is_indoor());
                    }
                    Gain::Indoors => {
                        prop_assert!(exposure(one).is_indoor() && !exposure(nearer).is_indoor() && wet(nearer));
                    }
                    Gain::NoGusts => {
                        let gust = |one: &Suggestion<'_>| one.best.outlook.forecast().and_then(Hours::gust_kmh);
                        prop_assert!(gust(one).unwrap() < 50.0 && gust(nearer).unwrap() >= 50.0);
                    }
                    Gain::Weather(_) => {
                        prop_assert!(one.best.outlook.outdoor > nearer.best.outlook.outdoor);
                    }
                    Gain::Score(points) => {
                        prop_assert_eq!(*points, one.best.score.round() - nearer.best.score.round());
                        prop_assert_eq!(label.gains.len(), 1);
                    }
                }
            }
        }
    }
}
