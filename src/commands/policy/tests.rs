//! What follows from what, on what is known by then.

use super::super::fixture::*;
use super::*;
use crate::domain::{EventId, Field, FieldValue};
use proptest::prelude::*;
use std::collections::HashSet;

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
    assert_eq!(verdict.occurrence, found(&park(53.3)));
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
    let Some(Occurrence::LocationRejected {
        reason, subject, ..
    }) = follows(&told).map(|new| new.occurrence)
    else {
        panic!("it is no location");
    };
    assert_eq!(reason, "latitude 999 is not between -90 and 90");
    assert_eq!(subject.unwrap().name, "Tatton Park");
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

fn renamed(name: &str) -> Occurrence {
    amended(park(53.3), Field::Name, FieldValue::Text(name.to_owned()))
}

#[test]
fn a_place_of_another_name_is_another_place_and_looked_into_again() {
    let known = told().and(KIDTRIP, PARK, found(&park(53.3)));
    let priced = amended(
        park(53.3),
        Field::Price,
        FieldValue::Text("free".to_owned()),
    );
    assert_eq!(follows(&known.clone().and("anna", PARK, priced)), None);
    let renamed = known.and("anna", PARK, renamed("Tatton Farm"));
    let again = follows(&renamed).unwrap().occurrence;
    assert_eq!(again.name(), Some("Tatton Farm"));
    // What was found of the old name counts again with it.
    let told = renamed.and(KIDTRIP, PARK, again).and_undone("anna", 2);
    assert_eq!(follows(&told), None);
    let family = Family::of(&told.events);
    assert_eq!(family.places.stage(PARK), Stage::Validated);
}

/// Looks into what is new in a log, as its subscriber does: shown each event once, in the order of the file.
fn look(told: &mut Told, seen: &mut usize) {
    while let Some(event) = told.events.get(*seen).cloned() {
        *seen += 1;
        let follows = verdict(&Family::of(&told.events), &event, |_| Ok(None));
        let of_type = |new: &NewEvent| new.occurrence.event_type().to_owned();
        let recorded: HashSet<(Option<EventId>, String)> = told
            .events
            .iter()
            .map(|event| (event.causation, event.occurrence.event_type().to_owned()))
            .collect();
        if let Some(new) = follows
            && !recorded.contains(&(Some(event.id), of_type(&new)))
        {
            told.add(new);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn whatever_two_people_say_apart_is_looked_into_once_it_is_one(
        acts in proptest::collection::vec((0..2_usize, 0..6_u8, 0..30_usize), 1..24),
    ) {
        let mut logs = [Told::default(), Told { chance: 7, ..Told::default() }];
        let mut seen = [0, 0];
        for (person, what, choice) in acts {
            let other = logs[1 - person].events.clone();
            let (log, seen) = (&mut logs[person], &mut seen[person]);
            let lat = [53.3, 53.4, 999.0][choice % 3];
            let name = ["Tatton Park", "Tatton Farm", "The Park"][choice % 3];
            let occurrence = match what {
                0 => Some(proposed(park(lat))),
                1 => Some(renamed(name)),
                2 => Some(amended(park(53.3), Field::Lat, FieldValue::Number(lat))),
                3 => {
                    let region = FieldValue::Text(name.to_owned());
                    Some(amended(park(53.3), Field::Region, region))
                }
                4 => log.events.get(choice % log.events.len().max(1)).map(undoing),
                _ => {
                    log.merge(&other);
                    None
                }
            };
            let who = ["anna", "ben"][person];
            log.chance = fastrand::u128(..);
            if let Some(occurrence) = occurrence {
                log.add(NewEvent::of(who, PARK, occurrence));
            }
            look(log, seen);
            let family = Family::of(&log.events);
            let waits = family.places.get(PARK).is_some_and(Place::awaits_validation);
            prop_assert!(!waits, "{:#?}", log.events);
        }
    }
}
