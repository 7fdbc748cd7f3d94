//! `amend`: given, when, then.

use super::super::fixture::*;
use super::*;
use crate::domain::FieldValue;
use rstest::rstest;

fn amend(place: &str, typed: &[(&str, &str)]) -> Amend {
    Amend {
        place: place.to_owned(),
        facts: typed
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect(),
        location: None,
    }
}

fn the_park() -> Told {
    given().and("ben", "tatton-park", proposed(park(53.3)))
}

fn changes_of(event: NewEvent) -> (BTreeMap<Field, Change>, ProposedPlace) {
    match event.occurrence {
        Occurrence::DestinationAmended { changes, place, .. } => (changes, *place),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_change_is_recorded_with_what_was_before_and_all_that_is_after() {
    let asked = amend(
        "tatton-park",
        &[
            ("price", "low"),
            ("name", "Tatton Park Farm"),
            ("dog", "unknown"),
        ],
    );
    let event = only(when(&the_park(), "ben", |given, _| asked.decide(given)));
    assert_eq!(event.occurrence.name(), Some("Tatton Park Farm"));
    let (changes, place) = changes_of(event);
    let text = |text: &str| FieldValue::Text(text.to_owned());
    let expected = BTreeMap::from([
        (
            Field::Name,
            Change {
                from: text("Tatton Park"),
                to: text("Tatton Park Farm"),
            },
        ),
        (
            Field::Price,
            Change {
                from: FieldValue::Unknown,
                to: text("low"),
            },
        ),
    ]);
    assert_eq!(changes, expected, "what stays as it is is no change");
    assert_eq!(place.name, "Tatton Park Farm");
    assert_eq!(place.kind, "garden");
}

#[test]
fn a_listed_place_is_amended_from_what_its_catalogue_says_and_then_from_that() {
    let asked = amend("chester-zoo", &[("dog", "no")]);
    let event = only(when(&given(), "ben", |given, _| asked.decide(given)));
    let told = given().and("ben", "chester-zoo", event.occurrence.clone());
    let (changes, place) = changes_of(event);
    assert_eq!(changes.len(), 1);
    assert_eq!(
        (place.name.as_str(), place.region.as_deref()),
        ("Chester Zoo", Some("north-west"))
    );
    let again = amend("chester-zoo", &[("dog", "yes")]);
    let (changes, _) = changes_of(only(when(&told, "ben", |given, _| again.decide(given))));
    assert_eq!(changes[&Field::Dog].from, FieldValue::Holds(false));
}

#[test]
fn a_location_changes_as_a_whole() {
    let asked = Amend {
        location: Some(Located {
            postcode: Some("WA16 6QN".to_owned()),
            at: " WA16 6QN".to_owned(),
            ..at(53.33, -2.385)
        }),
        ..amend("tatton-park", &[])
    };
    let (changes, place) = changes_of(only(when(&the_park(), "ben", |given, _| {
        asked.decide(given)
    })));
    let fields: Vec<Field> = changes.into_keys().collect();
    assert_eq!(fields, [Field::At, Field::Lat, Field::Lon, Field::Postcode]);
    assert_eq!(place.location.at, "WA16 6QN");
    let degrees = amend("tatton-park", &[("lat", "999")]);
    let (_, place) = changes_of(only(when(&the_park(), "ben", |given, _| {
        degrees.decide(given)
    })));
    assert_eq!(
        (place.location.at.as_str(), place.location.lat),
        ("999, -2.38", 999.0)
    );
}

#[rstest]
#[case::a_place_that_is_none(amend("nowhere", &[("dog", "no")]), "there is no place called \"nowhere\" (`kidtrip places` lists them, `kidtrip propose` adds one)")]
#[case::nothing_to_change(amend("tatton-park", &[("name", " Tatton Park")]), "nothing of Tatton Park would change: that is what is known of it")]
#[case::nothing_at_all(amend("tatton-park", &[]), "nothing of Tatton Park would change: that is what is known of it")]
#[case::an_unknown_fact(amend("tatton-park", &[("opening", "Mo")]), "there is nothing called \"opening\" to be known of a place (did you mean opening_hours?)")]
#[case::a_location_that_is_not_found(amend("tatton-park", &[("at", "ZZ99 9ZZ")]), "\"ZZ99 9ZZ\" is no location that is known (give a postcode or a pair of coordinates)")]
#[case::no_name(amend("tatton-park", &[("name", "")]), "a place needs a name (give it as it says on its sign)")]
#[case::no_kind(amend("tatton-park", &[("kind", "gardn")]), "there is no kind of place called \"gardn\" (did you mean garden?)")]
fn what_is_wrong_is_named(#[case] asked: Amend, #[case] told: &str) {
    assert_eq!(
        refused(when(&the_park(), "anna", |given, _| asked.decide(given))),
        told
    );
}

#[test]
fn what_is_gone_is_not_amended_and_nobody_amends_who_is_no_editor() {
    let asked = amend("tatton-park", &[("dog", "no")]);
    let decide = |told: &Told, actor: &str| when(told, actor, |given, _| asked.decide(given));
    let (rejected, retired) = (
        the_park().and("anna", "tatton-park", rejected()),
        the_park().and("anna", "tatton-park", retired()),
    );
    assert_eq!(
        refused(decide(&rejected, "anna")),
        "Tatton Park was rejected (undo that, or propose it again)"
    );
    assert_eq!(
        refused(decide(&retired, "anna")),
        "Tatton Park was retired (undo that, or propose it again)"
    );
    assert!(refused(decide(&the_park(), "dan")).starts_with("dan may not propose or amend places"));
    let nowhere = the_park().and("kidtrip", "tatton-park", location_rejected(53.3));
    assert!(
        decide(&nowhere, "ben").is_ok(),
        "a rejected location is there to be amended"
    );
}
