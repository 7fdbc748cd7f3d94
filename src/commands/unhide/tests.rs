//! `hide` and `unhide`: given, when, then.

use super::super::Hide;
use super::super::fixture::*;
use super::*;

const ZOO: &str = "chester-zoo";

fn hide(told: &Told, actor: &str, place: &str) -> Result<Vec<NewEvent>, Rejection> {
    let place = place.to_owned();
    when(told, actor, |given, _| Hide { place }.decide(given))
}

fn unhide(told: &Told, place: &str) -> Result<Vec<NewEvent>, Rejection> {
    let place = place.to_owned();
    when(told, "anna", |given, _| Unhide { place }.decide(given))
}

#[test]
fn anybody_hides_a_place_once_and_brings_it_back_once() {
    let event = only(hide(&given(), "dan", ZOO));
    let name = "Chester Zoo".to_owned();
    assert_eq!(event.occurrence, Occurrence::DestinationHidden { name });
    let hidden = given().and("dan", ZOO, event.occurrence);
    assert_eq!(
        refused(hide(&hidden, "anna", ZOO)),
        "Chester Zoo is hidden already"
    );
    let event = only(unhide(&hidden, ZOO));
    let back = hidden.and("anna", ZOO, event.occurrence);
    assert_eq!(refused(unhide(&back, ZOO)), "Chester Zoo is not hidden");
    assert!(hide(&back, "anna", ZOO).is_ok());
}

#[test]
fn a_place_that_nobody_knows_is_not_hidden_but_one_that_is_gone_is_brought_back() {
    let unknown = "there is no place called \"atlantis\" (`kidtrip places` lists them, `kidtrip propose` adds one)";
    assert_eq!(refused(hide(&given(), "anna", "atlantis")), unknown);
    assert_eq!(refused(unhide(&given(), "atlantis")), unknown);
    let gone = given().and("anna", "atlantis", hidden());
    assert_eq!(
        only(unhide(&gone, "atlantis")).occurrence.name(),
        Some("atlantis")
    );
}
