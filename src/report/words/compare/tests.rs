//! The phrases for other days, better days and longer drives, as they stand on the page.

use super::*;
use crate::domain::{Conditions, Destination, Forecast, Journal, Outing};
use crate::planner::fixture::{
    SATURDAY, SUNDAY, calendars, fine, forecast, normals, outing, place, rain_between, stormy,
    with_sunday,
};
use crate::planner::{
    Circumstances, Need, Selection, Wanted, Weights, better_of_together, shortlist,
};
use crate::report::words::worth_the_drive;
use jiff::Timestamp;
use jiff::civil::date;
use rstest::rstest;

const FAR: Date = date(2026, 12, 24);

/// Calls `tell` with the suggestions for `days`, and the outing.
fn told<T>(
    places: &[Destination],
    days: &[Date],
    weather: &Forecast,
    tell: impl FnOnce(&[Suggestion<'_>], &Outing) -> T,
) -> T {
    let outing = Outing {
        days: days.to_vec(),
        ..outing()
    };
    let (journal, calendars) = (Journal::default(), calendars());
    let given = Circumstances {
        outing: &outing,
        weights: Weights::default(),
        journal: &journal,
        calendars: &calendars,
        normals: &normals,
    };
    let wanted = Wanted {
        top: 20,
        min_score: None,
        forecasts: true,
        plan_b: false,
    };
    let list = shortlist(&outing, places, &journal);
    let mut selection = Selection::new(given, wanted, list);
    loop {
        let needs: Vec<Need> = selection.needs();
        if needs.is_empty() {
            break;
        }
        for need in needs {
            let cells = need.cells.iter();
            let got = cells.map(|&cell| (cell, weather.clone())).collect();
            selection.supply(&need, got);
        }
    }
    tell(&selection.finish().results, &outing)
}

fn park() -> Destination {
    place("park", "park", 0.9, 10.0)
}

fn colder(stamp: Timestamp) -> Conditions {
    Conditions {
        apparent_c: Some(8.0),
        ..rain_between(0, 24, 1.5)(stamp)
    }
}

fn other_days_of(place: Destination, days: &[Date], weather: &Forecast) -> Vec<String> {
    told(&[place], days, weather, |list, outing| {
        let mut said = other_days(&list[0], &outing.days);
        said.extend(left_out_days(&list[0], &outing.days));
        said
    })
}

#[rstest]
#[case::two_differences(with_sunday(colder), &[SATURDAY, SUNDAY], "drier and warmer than on Sunday (")]
#[case::one(with_sunday(rain_between(0, 24, 1.5)), &[SATURDAY, SUNDAY], "drier than on Sunday (")]
#[case::alike(forecast(fine), &[SATURDAY, SUNDAY], "much the same on Sunday (")]
#[case::ruled_out(with_sunday(stormy), &[SATURDAY, SUNDAY], "not on Sunday: gusts of 75 km/h")]
#[case::beyond_the_forecast(forecast(fine), &[SATURDAY, FAR], " on Thu 24 Dec (typical)")]
fn another_day_is_told_in_a_phrase(
    #[case] weather: Forecast,
    #[case] days: &[Date],
    #[case] phrase: &str,
) {
    let said = other_days_of(park(), days, &weather);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains(phrase), "{said:?}");
}

#[rstest]
#[case::closed("Sa 10:00-17:00", "closed on Sunday")]
#[case::open_for_a_moment("Sa 10:00-17:00; Su 10:00-10:30", "no time for it on Sunday")]
fn a_day_on_which_it_cannot_be_visited_is_told(#[case] hours: &str, #[case] phrase: &str) {
    let place = Destination {
        opening_hours: Some(hours.to_owned().into()),
        ..park()
    };
    let said = other_days_of(place, &[SATURDAY, SUNDAY], &forecast(fine));
    assert_eq!(said, [phrase]);
}

#[test]
fn of_many_days_the_closed_ones_are_counted() {
    let place = Destination {
        opening_hours: Some("Sa 10:00-17:00".into()),
        ..park()
    };
    let days: Vec<Date> = (0..7)
        .map(|ahead| SATURDAY.saturating_add(jiff::Span::new().days(ahead)))
        .collect();
    let said = other_days_of(place, &days, &forecast(fine));
    assert_eq!(said, ["closed on 6 of the 7 days"]);
}

#[test]
fn averages_tell_no_day_from_another() {
    let said = other_days_of(park(), &[FAR, date(2026, 12, 27)], &forecast(fine));
    assert!(said.is_empty(), "{said:?}");
}

fn better(weather: &Forecast, days: &[Date], exposure: f64) -> Option<String> {
    let places: Vec<Destination> = (1..6)
        .map(|index| place(&format!("p{index}"), "park", exposure, f64::from(index)))
        .collect();
    told(&places, days, weather, |list, outing| {
        Some(better_day(&better_of_together(list)?, outing))
    })
}

#[rstest]
#[case::dry(
    with_sunday(rain_between(0, 24, 1.5)),
    0.9,
    "Saturday looks better: dry"
)]
#[case::warm(with_sunday(|stamp| Conditions { apparent_c: Some(3.0), ..fine(stamp) }), 0.9, "Saturday looks better: warmer")]
#[case::calm(
    with_sunday(stormy),
    0.9,
    "Saturday looks better: gusts of 75 km/h on Sunday"
)]
#[case::the_same(forecast(fine), 0.9, "Both days are alike")]
#[case::indoors(
    with_sunday(rain_between(0, 24, 1.5)),
    0.1,
    "Both days score alike; Saturday is drier"
)]
fn the_better_day_is_told_with_its_reason(
    #[case] weather: Forecast,
    #[case] exposure: f64,
    #[case] expected: &str,
) {
    let said = better(&weather, &[SATURDAY, SUNDAY], exposure);
    assert_eq!(said.as_deref(), Some(expected));
}

#[test]
fn a_day_that_dries_up_is_dry_from_then_on() {
    let wet_until_eleven = rain_between(0, 11, 1.0);
    let wet = rain_between(0, 24, 1.0);
    let midnight: Timestamp = "2026-11-29T00:00:00Z".parse().unwrap();
    let weather = forecast(|stamp| {
        if stamp > midnight {
            wet(stamp)
        } else {
            wet_until_eleven(stamp)
        }
    });
    let said = better(&weather, &[SATURDAY, SUNDAY], 0.9);
    assert_eq!(
        said.as_deref(),
        Some("Saturday looks better: dry from 11:00")
    );
}

#[test]
fn days_that_cannot_be_compared_are_counted_out() {
    let weather = with_sunday(rain_between(0, 24, 1.5));
    let said = better(&weather, &[SATURDAY, SUNDAY, FAR], 0.9).unwrap();
    assert_eq!(
        said,
        "Sat 28 Nov looks better: dry (of the 2 days that have a forecast)"
    );
    assert_eq!(better(&weather, &[SATURDAY], 0.9), None);
}

fn worth_it(near: f64, far: f64, weather: &Forecast) -> Option<String> {
    let places = [
        place("Tatton Park", "park", near, 5.0),
        place("far", "park", far, 45.0),
    ];
    told(&places, &[SATURDAY], weather, |list, _| {
        let far = list.iter().find(|one| one.candidate.place.id == "far");
        worth_the_drive(far?.worth_the_drive.as_ref()?)
    })
}

#[test]
fn a_longer_drive_says_what_it_buys() {
    let wet = forecast(rain_between(0, 24, 1.5));
    let minutes = "about 48 min more than Tatton Park";
    assert_eq!(
        worth_it(0.9, 0.1, &wet),
        Some(format!("{minutes} to be indoors"))
    );
    assert_eq!(
        worth_it(0.1, 0.9, &forecast(fine)),
        Some(format!("{minutes} for 3 dry hours outdoors"))
    );
    assert_eq!(
        worth_it(0.9, 0.9, &wet),
        Some(format!("{minutes} for much the same"))
    );
}

#[rstest]
#[case::a_little_better(1.9, Some("about 48 min more than Tatton Park for much the same"))]
#[case::a_little_worse(-1.9, Some("about 48 min more than Tatton Park for much the same"))]
#[case::the_nearer_does_better(-2.0, None)]
fn a_drive_that_buys_nothing_is_said_to(#[case] ahead: f64, #[case] expected: Option<&str>) {
    let places = [
        place("Tatton Park", "park", 0.9, 5.0),
        place("far", "park", 0.9, 45.0),
    ];
    let wet = forecast(rain_between(0, 24, 1.5));
    let said = told(&places, &[SATURDAY], &wet, |list, _| {
        let far = list.iter().find(|one| one.candidate.place.id == "far")?;
        let mut worth = far.worth_the_drive.clone()?;
        worth.farther.score = worth.nearer.score + ahead;
        worth_the_drive(&worth)
    });
    assert_eq!(said.as_deref(), expected);
}
