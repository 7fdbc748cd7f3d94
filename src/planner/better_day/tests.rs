//! Which of two days is the better one over a list of places.

use super::*;
use crate::domain::{Destination, Forecast, Journal, Outing};
use crate::planner::fixture::{
    SATURDAY, SUNDAY, calendars, fine, forecast, normals, outing, place, rain_between, stormy,
    with_sunday,
};
use crate::planner::rules::Weights;
use crate::planner::{Circumstances, Need, Selection, Wanted, shortlist};
use jiff::civil::date;
use rstest::rstest;

fn parks(exposure: f64) -> Vec<Destination> {
    (1..=6)
        .map(|index| {
            place(
                &format!("p{index}"),
                "park",
                exposure,
                f64::from(index) * 3.0,
            )
        })
        .collect()
}

/// Ranks `places` over `days`, every forecast fetched; without one on the climate.
fn ranked<'a>(places: &'a [Destination], days: &[Date], weather: Option<&Forecast>) -> Ranking<'a> {
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
        top: 10,
        min_score: None,
        forecasts: weather.is_some(),
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
            let got = need
                .cells
                .iter()
                .filter_map(|&cell| Some((cell, weather?.clone())));
            selection.supply(&need, got.collect());
        }
    }
    let ranking = selection.finish();
    // Nothing of the outing is in the ranking but by value.
    Ranking {
        results: ranking
            .results
            .iter()
            .map(|one| {
                let of = places
                    .iter()
                    .find(|place| place.id == one.candidate.place.id)
                    .unwrap();
                Suggestion {
                    candidate: crate::planner::Candidate {
                        place: of,
                        journey: one.candidate.journey,
                        standing: one.candidate.standing.clone(),
                    },
                    best: one.best.clone(),
                    other_days: one.other_days.clone(),
                    left_out_days: one.left_out_days.clone(),
                    worth_the_drive: None,
                }
            })
            .collect(),
        plan_b: Vec::new(),
        not_confirmed: Vec::new(),
        dropped: ranking.dropped.clone(),
        vetoed: Vec::new(),
        best_below: None,
        assessed: Vec::new(),
    }
}

#[test]
fn the_dry_day_is_the_better_one_of_a_list_and_of_two_lists() {
    let places = parks(0.9);
    let weather = with_sunday(rain_between(0, 24, 1.5));
    let together = ranked(&places, &[SATURDAY, SUNDAY], Some(&weather));
    let better = better_of_together(&together.results).unwrap();
    assert_eq!(better.best, [SATURDAY]);
    assert_eq!(better.contrasts, [Contrast::Drier]);
    assert!(!better.are_alike());
    let (saturday, sunday) = (
        ranked(&places, &[SATURDAY], Some(&weather)),
        ranked(&places, &[SUNDAY], Some(&weather)),
    );
    let lists = [(SATURDAY, &saturday), (SUNDAY, &sunday)];
    let better = better_of_each_day(lists).unwrap();
    assert_eq!(better.best, [SATURDAY]);
    assert_eq!(better.contrasts, [Contrast::Drier]);
}

#[test]
fn days_of_the_same_weather_are_alike() {
    let places = parks(0.9);
    let list = ranked(&places, &[SATURDAY, SUNDAY], Some(&forecast(fine)));
    let better = better_of_together(&list.results).unwrap();
    assert_eq!(better.best, [SATURDAY, SUNDAY]);
    assert_eq!(better.drier_of_two(), None);
}

#[test]
fn indoors_both_days_are_worth_the_same_though_one_is_drier() {
    let places = parks(0.1);
    let weather = with_sunday(rain_between(0, 24, 1.5));
    let list = ranked(&places, &[SATURDAY, SUNDAY], Some(&weather));
    let better = better_of_together(&list.results).unwrap();
    assert!(better.are_alike());
    assert_eq!(better.drier_of_two(), Some(SATURDAY));
}

#[test]
fn a_day_that_the_weather_rules_out_is_worth_nothing() {
    let places = parks(0.9);
    let list = ranked(&places, &[SATURDAY, SUNDAY], Some(&with_sunday(stormy)));
    let better = better_of_together(&list.results).unwrap();
    assert_eq!(better.best, [SATURDAY]);
    let sunday = &better.sides[1];
    assert!(sunday.is_mostly_ruled_out());
    assert!(sunday.score().abs() < f64::EPSILON);
}

#[rstest]
#[case::one_day(&[SATURDAY], true)]
#[case::averages_tell_no_day_from_another(&[SATURDAY, SUNDAY], false)]
#[case::a_day_without_a_forecast_is_not_compared(&[SATURDAY, date(2026, 12, 24)], true)]
fn there_is_no_better_day_of_what_cannot_be_compared(
    #[case] days: &[Date],
    #[case] forecasts: bool,
) {
    let places = parks(0.9);
    let weather = forecast(fine);
    let list = ranked(&places, days, forecasts.then_some(&weather));
    assert_eq!(list.results.len(), 6);
    assert!(better_of_together(&list.results).is_none());
}

#[test]
fn closed_places_tell_nothing_of_a_day() {
    let mut places = parks(0.9);
    for place in &mut places[..4] {
        place.opening_hours = Some("Sa 09:00-17:00".into());
    }
    let weather = with_sunday(rain_between(0, 24, 1.5));
    let list = ranked(&places, &[SATURDAY, SUNDAY], Some(&weather));
    assert!(
        better_of_together(&list.results).is_none(),
        "two of six are open on both days"
    );
    let places = parks(0.9);
    let list = ranked(&places, &[SATURDAY, SUNDAY], Some(&weather));
    assert_eq!(
        better_of_together(&list.results).unwrap().sides[0]
            .visits
            .len(),
        6
    );
}

#[test]
fn nothing_is_compared_of_empty_lists() {
    assert!(better_of_together(&[]).is_none());
    let empty = ranked(&[], &[SATURDAY], None);
    assert!(better_of_each_day([(SATURDAY, &empty), (SUNDAY, &empty)]).is_none());
}
