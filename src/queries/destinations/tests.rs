//! The family's places as the planner sees them.

use super::super::Family;
use super::super::fixture::*;
use super::*;
use crate::domain::{Event, FamilyFacts, Price};
use crate::planner::fixture;
use rstest::rstest;

const PARK: &str = "tatton-park";

fn places(events: &[Event]) -> Places {
    Family::of(events).places
}

fn zone_of(_: Option<&str>, _: Position) -> TimeZone {
    TimeZone::UTC
}

fn kinds() -> Categories {
    Categories::built_in().unwrap()
}

#[test]
fn an_approved_place_has_what_was_said_of_it_and_what_is_usual_for_its_kind() {
    let mut proposal = park(53.3);
    proposal.age_min = Some(4);
    proposal.price = Price::Low;
    let told =
        Told::default()
            .and("anna", PARK, proposed(proposal))
            .and("kidtrip", PARK, validated(53.3));
    assert!(places(&told.events).approved(&kinds(), zone_of).is_empty());
    let told = told.and("kidtrip", PARK, approved());
    let approved = places(&told.events).approved(&kinds(), zone_of);
    let place = &approved[0];
    let garden = Arc::clone(kinds().get("garden").unwrap());
    assert_eq!(
        (place.id.as_str(), place.name.as_str()),
        (PARK, "Tatton Park")
    );
    assert_eq!(&*place.catalogue, CATALOGUE);
    assert_eq!(place.ages, (4, garden.ages.1));
    assert_eq!(place.typical_hours, garden.typical_hours);
    assert_eq!(place.price, Price::Low);
    assert_eq!(place.facts, FamilyFacts::default());
    assert_eq!(place.sources.age_min, FactSource::Catalogue);
    assert_eq!(place.sources.age_max, FactSource::Category);
    assert_eq!(place.zone, TimeZone::UTC);
}

#[test]
fn a_kind_that_only_a_newer_release_knows_is_passed_over() {
    let mut proposal = park(53.3);
    proposal.kind = "moon-base".to_owned();
    let told = Told::default()
        .and("anna", PARK, proposed(proposal))
        .and("kidtrip", PARK, validated(53.3))
        .and("kidtrip", PARK, approved());
    assert!(places(&told.events).approved(&kinds(), zone_of).is_empty());
}

fn listed() -> Vec<Destination> {
    let mut zoo = fixture::place("chester-zoo", "zoo", 0.8, 1.0);
    zoo.category = Arc::clone(kinds().get("zoo").unwrap());
    zoo.sources.age_max = FactSource::Category;
    vec![zoo, fixture::place(PARK, "garden", 0.9, 2.0)]
}

fn zoo_after(field: Field, to: FieldValue) -> Destination {
    let place = ProposedPlace::of(&listed()[0]);
    let told = Told::default().and("anna", "chester-zoo", amended(place, field, to));
    places(&told.events)
        .laid_over(listed(), &kinds(), zone_of)
        .remove(0)
}

#[test]
fn an_amended_fact_is_the_familys_and_the_others_are_the_catalogues() {
    let zoo = zoo_after(Field::Dog, FieldValue::Holds(false));
    assert_eq!(
        (zoo.facts.dog, zoo.sources.dog),
        (Fact::No, FactSource::Family)
    );
    assert_eq!(zoo.sources.toilets, FactSource::Catalogue);
    assert_eq!(&*zoo.catalogue, "test");
    let zoo = zoo_after(Field::Name, FieldValue::Text("The Zoo".to_owned()));
    assert_eq!(zoo.name, "The Zoo");
}

#[test]
fn another_kind_brings_what_is_usual_for_it_where_nothing_is_said() {
    let zoo = zoo_after(Field::Kind, FieldValue::Text("museum".to_owned()));
    let museum = Arc::clone(kinds().get("museum").unwrap());
    assert_eq!(zoo.category, museum);
    assert_eq!(zoo.ages, (2, museum.ages.1));
    assert_eq!(zoo.exposure.share(), 0.8);
}

#[test]
fn what_is_not_known_any_more_gives_way_to_what_is_usual() {
    let zoo = zoo_after(Field::Exposure, FieldValue::Unknown);
    assert_eq!(zoo.exposure, zoo.category.exposure);
    assert_eq!(zoo.sources.exposure, FactSource::Category);
}

#[rstest]
#[case::retired(retired())]
#[case::hidden_is_the_planners_business(hidden())]
fn a_retired_place_is_in_no_catalogue(#[case] occurrence: crate::domain::Occurrence) {
    let expected = usize::from(occurrence.event_type() == "DestinationHidden") + 1;
    let told = Told::default().and("anna", PARK, occurrence);
    let left = places(&told.events).laid_over(listed(), &kinds(), zone_of);
    assert_eq!(left.len(), expected);
}

#[test]
fn a_place_moves_when_its_new_location_is_found_to_be_one() {
    let place = ProposedPlace::of(&listed()[1]);
    let (lat, lon) = (place.location.lat, place.location.lon);
    let told = Told::default().and(
        "anna",
        PARK,
        amended(place, Field::Lat, FieldValue::Number(50.0)),
    );
    let park = |told: &Told| {
        places(&told.events)
            .laid_over(listed(), &kinds(), zone_of)
            .remove(1)
    };
    assert_eq!(park(&told).position.lat(), lat);
    let found = crate::domain::Occurrence::LocationValidated {
        lat: 50.0,
        lon,
        near: None,
        subject: None,
    };
    let moved = park(&told.and("kidtrip", PARK, found));
    assert_eq!(moved.position.lat(), 50.0);
    assert_eq!(moved.sources.position, FactSource::Family);
}

#[test]
fn a_place_that_the_family_approved_itself_leads_over_a_listed_one_of_its_id() {
    let told = Told::default().and("anna", PARK, proposed(park(53.3)));
    let left = |told: &Told| {
        places(&told.events)
            .laid_over(listed(), &kinds(), zone_of)
            .len()
    };
    assert_eq!(left(&told), 2, "a proposal changes nothing yet");
    let told = told
        .and("kidtrip", PARK, validated(53.3))
        .and("kidtrip", PARK, approved());
    assert_eq!(left(&told), 1);
}
