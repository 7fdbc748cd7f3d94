//! `approve`, `reject` and `retire`: given, when, then.

use super::super::fixture::*;
use super::super::{Reject, Retire};
use super::*;
use crate::domain::Approved;
use rstest::rstest;

const PARK: &str = "tatton-park";

fn told(occurrences: &[Occurrence]) -> Told {
    occurrences.iter().fold(given(), |told, occurrence| {
        told.and("ben", PARK, occurrence.clone())
    })
}

fn approve(told: &Told, actor: &str) -> Result<Vec<NewEvent>, Rejection> {
    let asked = Approve {
        place: PARK.to_owned(),
        because: Some(" looks good ".to_owned()),
    };
    when(told, actor, |given, _| asked.decide(given))
}

fn reject(told: &Told, actor: &str) -> Result<Vec<NewEvent>, Rejection> {
    let asked = Reject {
        place: PARK.to_owned(),
        because: None,
    };
    when(told, actor, |given, _| asked.decide(given))
}

fn retire(told: &Told, actor: &str, place: &str) -> Result<Vec<NewEvent>, Rejection> {
    let asked = Retire {
        place: place.to_owned(),
        because: None,
    };
    when(told, actor, |given, _| asked.decide(given))
}

#[test]
fn owners_and_admins_decide_over_what_was_found() {
    let found = told(&[proposed(park(53.3)), validated(53.3)]);
    for actor in ["anna", "cleo"] {
        let event = only(approve(&found, actor));
        let because = Some("looks good".to_owned());
        let name = "Tatton Park".to_owned();
        let of = Some(Box::new(Approved {
            lat: 53.3,
            lon: -2.38,
            subject: subject(&park(53.3)),
        }));
        assert_eq!(
            event.occurrence,
            Occurrence::DestinationApproved { name, because, of }
        );
        assert_eq!(only(reject(&found, actor)).occurrence, rejected());
    }
    let told = refused(approve(&found, "ben"));
    assert_eq!(
        told,
        "ben may not approve proposals: neither an owner nor an admin (ask anna or cleo)"
    );
    assert!(refused(reject(&found, "dan")).starts_with("dan may not reject proposals"));
}

#[rstest]
#[case::not_looked_into(vec![proposed(park(53.3))], "the location of Tatton Park has not been looked into yet")]
#[case::off_the_earth(vec![proposed(park(999.0)), location_rejected(999.0)], "Tatton Park cannot be approved: latitude 999 is not between -90 and 90 (amend its location first)")]
#[case::approved(vec![proposed(park(53.3)), validated(53.3), approved()], "Tatton Park was approved by ben already (undo that to decide again)")]
#[case::rejected(vec![proposed(park(53.3)), validated(53.3), rejected()], "Tatton Park was rejected by ben already (undo that to decide again)")]
#[case::retired(vec![proposed(park(53.3)), validated(53.3), approved(), retired()], "Tatton Park was retired by ben already (undo that to decide again)")]
#[case::never_proposed(vec![], "there is no place called \"tatton-park\" (`kidtrip places` lists them, `kidtrip propose` adds one)")]
fn what_cannot_be_approved_says_why(#[case] events: Vec<Occurrence>, #[case] why: &str) {
    assert_eq!(refused(approve(&told(&events), "anna")), why);
}

#[test]
fn a_proposal_off_the_earth_can_be_rejected_and_none_twice() {
    let nowhere = told(&[proposed(park(999.0)), location_rejected(999.0)]);
    assert!(reject(&nowhere, "anna").is_ok());
    let approved = told(&[proposed(park(53.3)), validated(53.3), approved()]);
    assert_eq!(
        refused(reject(&approved, "anna")),
        "Tatton Park was approved by ben already (undo that to decide again)"
    );
}

#[test]
fn a_listed_place_is_neither_approved_nor_rejected() {
    let asked = Approve {
        place: "chester-zoo".to_owned(),
        because: None,
    };
    let told = refused(when(&given(), "anna", |given, _| asked.decide(given)));
    assert_eq!(
        told,
        "Chester Zoo was not proposed: it is in the catalogue built-in"
    );
}

#[test]
fn what_may_be_suggested_can_be_retired_whichever_catalogue_it_is_in() {
    let approved = told(&[proposed(park(53.3)), validated(53.3), approved()]);
    assert!(retire(&approved, "anna", PARK).is_ok());
    let event = only(retire(&given(), "cleo", "chester-zoo"));
    assert_eq!(event.occurrence.name(), Some("Chester Zoo"));
    let gone = given().and("anna", "chester-zoo", event.occurrence);
    assert_eq!(
        refused(retire(&gone, "anna", "chester-zoo")),
        "Chester Zoo was retired already"
    );
    assert!(refused(retire(&approved, "ben", PARK)).starts_with("ben may not retire places"));
    let waiting = told(&[proposed(park(53.3))]);
    assert_eq!(
        refused(retire(&waiting, "anna", PARK)),
        "Tatton Park is only a proposal (reject it, or approve it first)"
    );
    let rejected = told(&[proposed(park(53.3)), rejected()]);
    assert_eq!(
        refused(retire(&rejected, "anna", PARK)),
        "Tatton Park was rejected: it is not suggested"
    );
}
