//! The hard rules: who is in the running, who is not, and under which count.

use super::*;
use crate::domain::{FamilyFacts, Price, Reach, Route, Way};
use crate::planner::fixture::{outing, place};
use rstest::rstest;

fn asking(limits: Limits) -> Outing {
    Outing { limits, ..outing() }
}

fn judged(limits: Limits, place: &Destination) -> Result<Standing, Rule> {
    let list = shortlist(&asking(limits), [place], &Journal::default());
    match list.candidates.into_iter().next() {
        Some(candidate) if candidate.standing != Standing::FallbackOnly => Ok(candidate.standing),
        _ => Err(*list.dropped.0.keys().next().unwrap()),
    }
}

fn free() -> Limits {
    Limits {
        free: true,
        ..Limits::default()
    }
}

#[rstest]
#[case::known_to_be_free(Price::Free, Ok(Standing::Confirmed))]
#[case::known_to_cost(Price::Low, Err(Rule::Price))]
#[case::unknown_is_never_yes(Price::Unknown, Ok(Standing::NotConfirmed(vec![Asked::Free])))]
fn free_means_known_to_be_free(#[case] price: Price, #[case] expected: Result<Standing, Rule>) {
    let place = Destination {
        price,
        ..place("x", "museum", 0.1, 10.0)
    };
    assert_eq!(judged(free(), &place), expected);
}

#[rstest]
#[case::buggy(Limits { buggy: true, ..Limits::default() }, Rule::Buggy, Asked::Buggy)]
#[case::dog(Limits { dog: true, ..Limits::default() }, Rule::Dog, Asked::Dog)]
fn a_fact_asked_for_is_confirmed_unknown_or_fatal(
    #[case] limits: Limits,
    #[case] rule: Rule,
    #[case] asked: Asked,
) {
    let with = |fact| Destination {
        facts: FamilyFacts {
            buggy: fact,
            dog: fact,
            ..FamilyFacts::default()
        },
        ..place("x", "zoo", 0.8, 10.0)
    };
    assert_eq!(
        judged(limits.clone(), &with(Fact::Yes)),
        Ok(Standing::Confirmed)
    );
    assert_eq!(judged(limits.clone(), &with(Fact::No)), Err(rule));
    assert_eq!(
        judged(limits, &with(Fact::Unknown)),
        Ok(Standing::NotConfirmed(vec![asked]))
    );
}

#[rstest]
#[case::within_the_default(Reach::default(), 40.0, true)]
#[case::beyond_the_default(Reach::default(), 100.0, false)]
#[case::beyond_the_kilometres(Reach { km: Some(30.0), minutes: None }, 40.0, false)]
#[case::kilometres_replace_the_default(Reach { km: Some(150.0), minutes: None }, 100.0, true)]
#[case::beyond_the_minutes(Reach { km: None, minutes: Some(45.0) }, 40.0, false)]
fn every_reach_that_was_said_is_hard(#[case] reach: Reach, #[case] km: f64, #[case] within: bool) {
    let limits = Limits {
        reach,
        ..Limits::default()
    };
    let judged = judged(limits, &place("x", "zoo", 0.8, km));
    assert_eq!(
        judged,
        if within {
            Ok(Standing::Confirmed)
        } else {
            Err(Rule::TooFar)
        }
    );
}

#[rstest]
#[case::inside_the_band(7, true)]
#[case::a_year_too_old(13, true)]
#[case::two_years_too_old(14, true)]
#[case::three_years_too_old(15, false)]
#[case::a_baby(0, true)]
fn an_age_far_outside_the_band_is_out(#[case] age: u8, #[case] fits: bool) {
    let limits = Limits {
        ages: vec![7, age],
        ..Limits::default()
    };
    let judged = judged(limits, &place("x", "zoo", 0.8, 10.0));
    assert_eq!(
        judged,
        if fits {
            Ok(Standing::Confirmed)
        } else {
            Err(Rule::Age)
        }
    );
}

#[rstest]
#[case::indoor_keeps_a_museum(true, false, 0.3, true)]
#[case::indoor_drops_a_castle(true, false, 0.31, false)]
#[case::outdoor_keeps_a_castle(false, true, 0.5, true)]
#[case::outdoor_drops_a_museum(false, true, 0.49, false)]
fn indoor_and_outdoor_go_by_exposure(
    #[case] indoor: bool,
    #[case] outdoor: bool,
    #[case] exposure: f64,
    #[case] stays: bool,
) {
    let limits = Limits {
        indoor,
        outdoor,
        ..Limits::default()
    };
    let judged = judged(limits, &place("x", "castle", exposure, 10.0));
    assert_eq!(
        judged,
        if stays {
            Ok(Standing::Confirmed)
        } else {
            Err(Rule::Exposure)
        }
    );
}

#[test]
fn a_place_counts_once_under_the_first_rule_it_fails() {
    let far_and_dear = Destination {
        price: Price::High,
        ..place("x", "zoo", 0.8, 300.0)
    };
    let list = shortlist(&asking(free()), [&far_and_dear], &Journal::default());
    assert_eq!(list.dropped.count(Rule::TooFar), 1);
    assert_eq!(list.dropped.count(Rule::Price), 0);
    assert!(list.near_misses.is_empty(), "it failed more than one rule");
}

#[test]
fn the_nearest_that_failed_one_rule_alone_is_remembered() {
    let zoos = [
        place("far", "zoo", 0.8, 200.0),
        place("farther", "zoo", 0.8, 250.0),
    ];
    let list = shortlist(&outing(), &zoos, &Journal::default());
    assert_eq!(list.near_misses[&Rule::TooFar].place.id, "far");
}

#[test]
fn a_hidden_place_is_out() {
    let zoo = place("x", "zoo", 0.8, 10.0);
    let journal = Journal {
        hidden: ["x".to_owned()].into(),
        ..Journal::default()
    };
    let list = shortlist(&outing(), [&zoo], &journal);
    assert_eq!(
        (list.candidates.len(), list.dropped.count(Rule::Hidden)),
        (0, 1)
    );
}

#[test]
fn a_museum_is_kept_as_a_fallback_for_a_day_of_zoos() {
    let limits = Limits {
        kinds: vec!["zoo".to_owned()],
        ..Limits::default()
    };
    let places = [
        place("museum", "museum", 0.1, 10.0),
        place("park", "park", 1.0, 10.0),
    ];
    let list = shortlist(&asking(limits), &places, &Journal::default());
    assert_eq!(list.dropped.count(Rule::Category), 2);
    let kept: Vec<&str> = list.candidates.iter().map(|one| &*one.place.id).collect();
    assert_eq!(kept, ["museum"]);
    assert_eq!(list.candidates[0].standing, Standing::FallbackOnly);
}

#[rstest]
#[case::by_the_estimate(None, true)]
#[case::by_a_slow_road(Some(61), false)]
#[case::by_a_fast_road(Some(31), true)]
fn a_limit_in_minutes_holds_for_the_minutes_that_are_known(
    #[case] minutes: Option<u32>,
    #[case] expected: bool,
) {
    // 59 minutes by the estimate.
    let zoo = place("zoo", "zoo", 0.8, 45.0);
    let mut outing = outing();
    outing.limits.reach.minutes = Some(60.0);
    let list = shortlist_by(&outing, [&zoo], &Journal::default(), |place| {
        let estimate = estimate_journey(outing.origin.position, place.position);
        let route = |minutes| Route {
            tenths_of_seconds: minutes * 600,
            metres: Some(70_000),
        };
        minutes.map_or(estimate, |minutes| {
            estimate.along(Way::Road(route(minutes)))
        })
    });
    assert_eq!(list.candidates.len(), usize::from(expected));
    assert_eq!(list.dropped.count(Rule::TooFar), usize::from(!expected));
    let miss = list.near_misses.get(&Rule::TooFar);
    assert_eq!(
        miss.map(|miss| miss.journey.minutes),
        (!expected).then_some(61.0)
    );
}

#[rstest]
#[case::nobody_knows_the_ferry(None, false)]
#[case::no_way_was_found(Some(Way::NoRoad), false)]
#[case::it_is_in_the_route(Some(Way::Road(Route { tenths_of_seconds: 54_000, metres: None })), true)]
#[case::it_takes_too_long(Some(Way::Road(Route { tenths_of_seconds: 58_000, metres: None })), false)]
fn a_limit_in_minutes_lets_in_what_is_over_the_water_only_by_a_route(
    #[case] way: Option<Way>,
    #[case] expected: bool,
) {
    let mut journey = estimate_journey(
        outing().origin.position,
        place("x", "zoo", 0.8, 20.0).position,
    );
    journey.over_water = true;
    let journey = way.map_or(journey, |way| journey.along(way));
    assert_eq!(Reach::default().allows(&journey), expected);
    let in_km = Reach {
        km: Some(30.0),
        minutes: None,
    };
    assert!(in_km.allows(&journey));
}
