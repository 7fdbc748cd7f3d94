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
    assert_eq!((&*place.id, &*place.name), (PARK, "Tatton Park"));
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
    let (lat, lon) = (place.location.lat, place.location.lon);
    let told = Told::default().and("anna", "chester-zoo", amended(place, field, to));
    let subject = places(&told.events).get("chester-zoo").unwrap().subject();
    let found = crate::domain::Occurrence::LocationValidated {
        lat,
        lon,
        near: None,
        subject,
    };
    let told = told.and("kidtrip", "chester-zoo", found);
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

#[test]
fn what_a_listed_place_is_called_waits_for_a_verdict_and_what_it_costs_does_not() {
    let place = ProposedPlace::of(&listed()[0]);
    let text = |text: &str| FieldValue::Text(text.to_owned());
    let told = Told::default()
        .and(
            "anna",
            "chester-zoo",
            amended(place.clone(), Field::Name, text("Tatton Park")),
        )
        .and(
            "anna",
            "chester-zoo",
            amended(place.clone(), Field::Price, text("free")),
        );
    let zoo = |told: &Told| {
        places(&told.events)
            .laid_over(listed(), &kinds(), zone_of)
            .remove(0)
    };
    assert_ne!(zoo(&told).name, "Tatton Park");
    assert_eq!(zoo(&told).price, crate::domain::Price::Free);
    let refused = crate::domain::Occurrence::LocationRejected {
        lat: place.location.lat,
        lon: place.location.lon,
        reason: "it is there already as tatton-park".to_owned(),
        subject: places(&told.events).get("chester-zoo").unwrap().subject(),
    };
    let told = told.and("kidtrip", "chester-zoo", refused);
    assert_ne!(zoo(&told).name, "Tatton Park");
}

#[test]
fn a_retired_place_stays_away_whatever_is_proposed_under_its_id_until_that_is_approved() {
    let left = |told: &Told| {
        let left = places(&told.events).laid_over(listed(), &kinds(), zone_of);
        left.into_iter().filter(|place| place.id == PARK).count()
    };
    let told = Told::default()
        .and("anna", PARK, retired())
        .and("ben", PARK, proposed(park(53.3)));
    assert_eq!(left(&told), 0, "it waits");
    assert_eq!(left(&told.clone().and("anna", PARK, rejected())), 0);
    let told = told
        .and("kidtrip", PARK, validated(53.3))
        .and("anna", PARK, approved());
    assert_eq!(left(&told), 0, "the family's own stands in its place");
    assert_eq!(places(&told.events).approved(&kinds(), zone_of).len(), 1);
}

#[test]
fn an_approval_is_of_the_place_that_was_approved_and_of_no_other() {
    let anna = Told::default().and("anna", PARK, proposed(park(53.3))).and(
        "kidtrip",
        PARK,
        validated(53.3),
    );
    let of = places(&anna.events).get(PARK).unwrap().approvable();
    let approval = crate::domain::Occurrence::DestinationApproved {
        name: "Tatton Park".to_owned(),
        because: None,
        of: of.map(Box::new),
    };
    let approved = |told: &Told| places(&told.events).approved(&kinds(), zone_of).len();
    let both = anna.clone().and("anna", PARK, approval.clone());
    assert_eq!(approved(&both), 1);
    // Ben has proposed another place of that name apart; whichever came first, nobody has approved it.
    let later = both
        .and("ben", PARK, proposed(park(54.0)))
        .and("kidtrip", PARK, validated(54.0));
    assert_eq!(approved(&later), 0);
    let between = anna
        .and("ben", PARK, proposed(park(54.0)))
        .and("kidtrip", PARK, validated(54.0))
        .and("anna", PARK, approval);
    assert_eq!(approved(&between), 0);
}
