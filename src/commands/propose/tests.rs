//! `propose`: given, when, then.

use super::super::fixture::*;
use super::*;
use rstest::rstest;

fn park_at(location: Option<Located>) -> Propose {
    Propose {
        name: " Tatton\tPark ".to_owned(),
        kind: "Garden".to_owned(),
        location,
        ..Propose::default()
    }
}

fn the_park() -> Propose {
    park_at(Some(at(53.33, -2.38)))
}

fn facts(typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
    typed.iter().map(owned).collect()
}

#[test]
fn a_proposal_is_recorded_as_it_was_meant() {
    let asked = Propose {
        facts: facts(&[
            ("price", "Paid"),
            ("dog", "yes"),
            ("age-min", "2"),
            ("url", "https://tatton.example/"),
        ]),
        ..the_park()
    };
    let event = only(when(&given(), "ben", |given, _| asked.decide(given)));
    assert_eq!(
        (event.stream.as_str(), event.actor.as_str()),
        ("tatton-park", "ben")
    );
    let Occurrence::DestinationProposed { place } = event.occurrence else {
        panic!("{event:?}");
    };
    assert_eq!(
        (place.name.as_str(), place.kind.as_str()),
        ("Tatton Park", "garden")
    );
    assert_eq!(place.price, crate::domain::Price::Paid);
    assert_eq!(place.facts.dog.known(), Some(true));
    assert_eq!((place.age_min, place.age_max), (Some(2), None));
    assert_eq!(place.location, at(53.33, -2.38));
}

#[test]
fn a_place_off_the_earth_can_be_proposed_for_the_verdict_is_not_ours() {
    let asked = park_at(Some(at(999.0, 0.0)));
    let event = only(when(&given(), "anna", |given, _| asked.decide(given)));
    let Occurrence::DestinationProposed { place } = event.occurrence else {
        panic!("{event:?}");
    };
    assert_eq!(place.location.lat, 999.0);
}

#[rstest]
#[case::no_name(Propose { name: " \u{200b}".to_owned(), ..the_park() }, "a place needs a name (give it as it says on its sign)")]
#[case::a_name_without_letters(Propose { name: "!!!".to_owned(), ..the_park() }, "\"!!!\" makes no id (a name has letters or digits; or give an id of your own)")]
#[case::no_location(
    park_at(None),
    "Tatton Park needs a location (give a postcode or a pair of coordinates)"
)]
#[case::a_blank_location(
    park_at(Some(Located::default())),
    "Tatton Park needs a location (give a postcode or a pair of coordinates)"
)]
#[case::no_numbers(
    park_at(Some(at(f64::NAN, 0.0))),
    "\"NaN, 0\" is no location: no numbers"
)]
#[case::infinity(
    park_at(Some(at(0.0, f64::INFINITY))),
    "\"0, inf\" is no location: no numbers"
)]
#[case::a_kind_that_is_none(Propose { kind: "musuem".to_owned(), ..the_park() }, "there is no kind of place called \"musuem\" (did you mean museum?)")]
#[case::a_fact_that_is_none(Propose { facts: facts(&[("prise", "low")]), ..the_park() }, "there is nothing called \"prise\" to be known of a place (did you mean price?)")]
#[case::a_value_that_cannot_be(Propose { facts: facts(&[("dog", "maybe")]), ..the_park() }, "dog cannot be \"maybe\" (it is yes, no or unknown)")]
#[case::a_fact_given_twice(Propose { facts: facts(&[("dog", "yes"), ("Dog", "no")]), ..the_park() }, "dog is given twice")]
#[case::for_no_age(Propose { facts: facts(&[("age_min", "9"), ("age_max", "3")]), ..the_park() }, "age_min 9 is more than age_max 3")]
#[case::the_editors(Propose { id: Some("@editors".to_owned()), ..the_park() }, "\"@editors\" cannot be the id of a place (an id is like tatton-park)")]
#[case::a_listed_place(Propose { name: "Chester Zoo".to_owned(), ..the_park() }, "chester-zoo is in the catalogue built-in already (amend it, or give another place of that name an id of its own)")]
fn what_is_wrong_is_named(#[case] asked: Propose, #[case] told: &str) {
    assert_eq!(
        refused(when(&given(), "anna", |given, _| asked.decide(given))),
        told
    );
}

#[test]
fn a_name_too_long_is_refused() {
    let asked = Propose {
        name: "x".repeat(201),
        ..the_park()
    };
    let told = refused(when(&given(), "anna", |given, _| asked.decide(given)));
    assert_eq!(
        told,
        "the name of a place is too long: 201 characters of 200 at most"
    );
}

#[test]
fn only_editors_propose_and_whoever_is_the_first() {
    let decide = |told: &Told, actor: &str| when(told, actor, |given, _| the_park().decide(given));
    assert_eq!(
        refused(decide(&given(), "dan")),
        "dan may not propose or amend places: no editor (anna or cleo can approve dan as an editor)"
    );
    assert_eq!(
        refused(decide(&given(), " ")),
        "the name of who is asking is missing (say who you are)"
    );
    let nobody = Told::default();
    assert!(decide(&nobody, "dan").is_ok(), "the first owns the log");
}

#[test]
fn an_id_is_taken_as_long_as_its_place_is_alive() {
    let decide = |told: &Told| when(told, "anna", |given, _| the_park().decide(given));
    let proposed = given().and("ben", "tatton-park", proposed(park(53.3)));
    assert_eq!(
        refused(decide(&proposed)),
        "tatton-park is proposed already (amend it, or give another place of that name an id of its own)"
    );
    assert!(decide(&proposed.clone().and("anna", "tatton-park", rejected())).is_ok());
    assert!(decide(&proposed.clone().and("anna", "tatton-park", retired())).is_ok());
    assert!(decide(&proposed.and_undone("ben", 2)).is_ok());
    let other = Propose {
        id: Some("tatton-park-2".to_owned()),
        ..the_park()
    };
    assert!(when(&given(), "anna", |given, _| other.decide(given)).is_ok());
}
