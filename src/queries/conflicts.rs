//! What two people decided differently while they were apart, told once their logs are one.
//! Of one fact the later event counts; that the other is passed over should be no surprise.

use super::standing::{ordered, standing};
use crate::domain::{Event, EventId, Field, Occurrence};
use std::collections::{BTreeMap, HashMap, HashSet};

/// One fact of which two logs said different things.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict<'a> {
    /// The place, or the stream of the editors.
    pub stream: &'a str,
    /// The name of the place.
    pub name: &'a str,
    /// What it is about: "price", "location", "decision", "hidden", "role of ben".
    pub fact: String,
    /// What counts: the later.
    pub counts: Said<'a>,
    /// What does not.
    pub passed_over: Said<'a>,
}

/// What an event says of a fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Said<'a> {
    /// The value, as it is typed and shown.
    pub value: String,
    /// The event.
    pub event: &'a Event,
}

/// The last that each side said of a fact: those who were here, those who came.
type Sides<'a> = [Option<Said<'a>>; 2];

/// Returns of which facts the events that were `added` by a merge say something else than those that were there, by
/// place and fact. Only what was written since the two went apart can be in conflict.
#[must_use]
pub fn conflicts<'a>(events: &'a [Event], added: &HashSet<EventId>) -> Vec<Conflict<'a>> {
    let apart_from = parted(events, added);
    let mut facts: BTreeMap<(&str, String), Sides<'_>> = BTreeMap::new();
    let mut names: HashMap<&str, &str> = HashMap::new();
    for event in standing(events) {
        let stream = event.stream.as_str();
        names.extend(event.occurrence.name().map(|name| (stream, name)));
        if apart_from.get(stream).is_none_or(|from| event.seq < *from) {
            continue;
        }
        for (fact, value) in said(&event.occurrence) {
            let [here, came] = facts.entry((stream, fact)).or_default();
            let side = if added.contains(&event.id) {
                came
            } else {
                here
            };
            *side = Some(Said { value, event });
        }
    }
    let conflict = |((stream, fact), sides): ((&'a str, String), Sides<'a>)| {
        let [Some(here), Some(came)] = sides else {
            return None;
        };
        if here.value == came.value {
            return None;
        }
        let (counts, passed_over) = match here.event.id > came.event.id {
            true => (here, came),
            false => (came, here),
        };
        Some(Conflict {
            stream,
            name: names.get(stream).copied().unwrap_or(stream),
            fact,
            counts,
            passed_over,
        })
    };
    facts.into_iter().filter_map(conflict).collect()
}

/// Returns from which number on the streams were written to on both sides: the first that both gave.
fn parted<'a>(events: &'a [Event], added: &HashSet<EventId>) -> HashMap<&'a str, u64> {
    let mut given: HashMap<(&str, u64), [bool; 2]> = HashMap::new();
    for event in ordered(events) {
        let [here, came] = given.entry((&event.stream, event.seq)).or_default();
        let side = if added.contains(&event.id) {
            came
        } else {
            here
        };
        *side = true;
    }
    let mut from: HashMap<&str, u64> = HashMap::new();
    for ((stream, seq), sides) in given {
        if sides == [true, true] {
            let first = from.entry(stream).or_insert(seq);
            *first = seq.min(*first);
        }
    }
    from
}

/// Returns the facts that an event speaks of, with what it says. Visits are a set, and never in conflict.
pub(super) fn said(occurrence: &Occurrence) -> Vec<(String, String)> {
    let one = |fact: &str, value: &str| vec![(fact.to_owned(), value.to_owned())];
    match occurrence {
        Occurrence::DestinationProposed { place } => Field::ALL
            .into_iter()
            .map(|field| (field, place.get(field).shown()))
            .filter(|(field, value)| !is_part_of_location(*field) && value != "unknown")
            .map(|(field, value)| fact(field, value))
            .collect(),
        Occurrence::DestinationAmended { changes, place, .. } => {
            let moved = changes.keys().any(|field| field.is_location());
            let location = moved.then(|| fact(Field::At, place.location.at.clone()));
            let others = changes.iter().filter(|(field, _)| !field.is_location());
            let others = others.map(|(field, change)| fact(*field, change.to.shown()));
            location.into_iter().chain(others).collect()
        }
        Occurrence::DestinationApproved { .. } => one("decision", "approved"),
        Occurrence::DestinationRejected { .. } => one("decision", "rejected"),
        Occurrence::DestinationRetired { .. } => one("decision", "retired"),
        Occurrence::DestinationHidden { .. } => one("hidden", "yes"),
        Occurrence::DestinationUnhidden { .. } => one("hidden", "no"),
        Occurrence::EditorApproved { name, role } => one(&role_of(name), role.as_str()),
        Occurrence::EditorRevoked { name } => one(&role_of(name), "none"),
        Occurrence::LocationValidated { .. }
        | Occurrence::LocationRejected { .. }
        | Occurrence::VisitRecorded { .. }
        | Occurrence::EventUndone { .. }
        | Occurrence::Unknown { .. } => Vec::new(),
    }
}

/// Where a place is, is one fact: as it was typed.
fn fact(field: Field, value: String) -> (String, String) {
    let name = match field {
        Field::At => "location",
        field => field.name(),
    };
    (name.to_owned(), value)
}

fn is_part_of_location(field: Field) -> bool {
    field.is_location() && field != Field::At
}

fn role_of(name: &str) -> String {
    format!("role of {name}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{FieldValue, NewEvent};
    use crate::queries::fixture::{
        Told, amended, approved, hidden, park, proposed, rejected, visited,
    };
    use rstest::rstest;

    fn price(word: &str) -> Occurrence {
        amended(park(53.3), Field::Price, FieldValue::Text(word.to_owned()))
    }

    fn buggy() -> Occurrence {
        amended(park(53.3), Field::Buggy, FieldValue::Holds(true))
    }

    /// Returns what is in conflict when Ben, who wrote `bens` later, merges into Anna's log.
    fn after(annas: Vec<Occurrence>, bens: Vec<Occurrence>) -> Vec<String> {
        let both = Told::default().and("anna", "tatton-park", proposed(park(53.3)));
        let mut anna = both.clone();
        for occurrence in annas {
            anna.add(NewEvent::of("anna", "tatton-park", occurrence));
        }
        let mut ben = Told {
            clock: 100,
            chance: 7,
            ..both.clone()
        };
        for occurrence in bens {
            ben.add(NewEvent::of("ben", "tatton-park", occurrence));
        }
        let added = ben.events.iter().skip(1).map(|event| event.id).collect();
        anna.merge(&ben.events);
        let shown = |one: &Conflict<'_>| {
            format!(
                "{}: {} by {} over {} by {}",
                one.fact,
                one.counts.value,
                one.counts.event.actor,
                one.passed_over.value,
                one.passed_over.event.actor
            )
        };
        conflicts(&anna.events, &added).iter().map(shown).collect()
    }

    #[rstest]
    #[case::one_fact(vec![price("free")], vec![price("high")], &["price: high by ben over free by anna"])]
    #[case::the_same_of_it(vec![price("free")], vec![price("free")], &[])]
    #[case::two_facts(vec![price("free")], vec![buggy()], &[])]
    #[case::only_one_side(vec![], vec![price("free"), price("high")], &[])]
    #[case::a_second_thought(vec![price("high"), price("free")], vec![price("free")], &[])]
    #[case::beyond_the_first_number(vec![visited("2026-11-01"), price("free")], vec![price("high")], &["price: high by ben over free by anna"])]
    #[case::decisions(vec![rejected()], vec![approved()], &["decision: approved by ben over rejected by anna"])]
    #[case::visits_are_a_set(vec![visited("2026-11-01")], vec![visited("2026-11-02")], &[])]
    #[case::hidden_by_both(vec![hidden()], vec![hidden()], &[])]
    fn what_both_decided_is_in_conflict_and_nothing_else(
        #[case] annas: Vec<Occurrence>,
        #[case] bens: Vec<Occurrence>,
        #[case] expected: &[&str],
    ) {
        assert_eq!(after(annas, bens), expected);
    }

    #[test]
    fn what_was_written_knowing_the_other_is_no_conflict() {
        let both = Told::default()
            .and("anna", "tatton-park", proposed(park(53.3)))
            .and("anna", "tatton-park", price("free"));
        let ben = both.clone().and("ben", "tatton-park", price("high"));
        let added = HashSet::from([ben.events[2].id]);
        assert_eq!(conflicts(&ben.events, &added), []);
    }

    #[test]
    fn what_was_undone_is_no_conflict() {
        let both = Told::default().and("anna", "tatton-park", proposed(park(53.3)));
        let anna = both.clone().and("anna", "tatton-park", price("free"));
        let mut anna = anna.and_undone("anna", 1);
        let ben = Told {
            clock: 100,
            chance: 7,
            ..both
        }
        .and("ben", "tatton-park", price("high"));
        anna.merge(&ben.events);
        let added = HashSet::from([ben.events[1].id]);
        assert_eq!(conflicts(&anna.events, &added), []);
    }
}
