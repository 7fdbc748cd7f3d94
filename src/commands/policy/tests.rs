//! What follows from what, on what is known by then.

use super::super::fixture::*;
use super::*;

const PARK: &str = "tatton-park";

fn follows(told: &Told) -> Option<NewEvent> {
    let (family, event) = (Family::of(&told.events), told.events.last().unwrap());
    verdict(&family, event, |_| {
        Ok(Some("Knutsford, Cheshire".to_owned()))
    })
    .or_else(|| auto_approve(&family, event))
}

fn told() -> Told {
    Told::default().and("anna", PARK, proposed(park(53.3)))
}

#[test]
fn a_proposal_is_looked_into_and_ones_own_is_approved() {
    let told = told();
    let verdict = follows(&told).unwrap();
    assert_eq!(verdict.occurrence, validated(53.3));
    assert_eq!(verdict.cause.unwrap().event, told.events[0].id);
    assert_eq!(verdict.actor, KIDTRIP);
    let found = told.and(KIDTRIP, PARK, verdict.occurrence);
    let approval = follows(&found).unwrap().occurrence;
    assert_eq!(approval.event_type(), "DestinationApproved");
    assert_eq!(follows(&found.and(KIDTRIP, PARK, approval)), None);
}

#[test]
fn a_proposal_off_the_earth_is_rejected_with_the_reason() {
    let told = Told::default().and("anna", PARK, proposed(park(999.0)));
    assert_eq!(follows(&told).unwrap().occurrence, location_rejected(999.0));
}

#[test]
fn what_an_editor_proposes_waits_for_a_decision() {
    let told = given()
        .and("ben", PARK, proposed(park(53.3)))
        .and(KIDTRIP, PARK, validated(53.3));
    assert_eq!(follows(&told), None);
}

#[test]
fn what_is_decided_over_or_found_already_has_no_sequel() {
    assert_eq!(follows(&told().and("anna", PARK, hidden())), None);
    let rejected = told().and("anna", PARK, rejected());
    let (family, first) = (Family::of(&rejected.events), &rejected.events[0]);
    assert!(!validate_needed(&family, first));
    let found = told().and(KIDTRIP, PARK, validated(53.3));
    assert!(!validate_needed(
        &Family::of(&found.events),
        &found.events[0]
    ));
}
