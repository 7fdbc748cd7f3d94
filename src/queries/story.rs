//! The story of one place: what happened to it, event by event, and which word passed over another.
//! Of what two people wrote apart the later event counts; that it did is told beside it.

use super::conflicts::{Said, said};
use super::history::{Entry, history};
use crate::domain::Event;
use std::collections::HashMap;

/// An event of a place's story.
#[derive(Debug, Clone, PartialEq)]
pub struct Chapter<'a> {
    /// The event, and what became of it.
    pub entry: Entry<'a>,
    /// What it says differently than an earlier event that its writer did not know of.
    pub passed_over: Vec<PassedOver<'a>>,
}

/// A fact of which an earlier event said something else.
#[derive(Debug, Clone, PartialEq)]
pub struct PassedOver<'a> {
    /// What it is about: "price", "location", "decision", "hidden".
    pub fact: String,
    /// What was said of it before.
    pub said: Said<'a>,
}

/// Returns the story of the place `stream`, the oldest event first.
///
/// A writer numbers an event after the last of the stream that it knows: one whose number is not greater than that of
/// an earlier event was written without knowing it. What was undone passes over nothing, and is not passed over.
pub fn story<'a>(events: impl IntoIterator<Item = &'a Event>, stream: &str) -> Vec<Chapter<'a>> {
    let mut told: HashMap<String, Vec<Said<'a>>> = HashMap::new();
    let chapter = |entry: Entry<'a>| {
        let event = entry.event;
        let mut passed_over = Vec::new();
        if entry.undone_by.is_none() {
            for (fact, value) in said(&event.occurrence) {
                let before = told.entry(fact.clone()).or_default();
                let unknown = |other: &&Said<'_>| other.event.seq >= event.seq;
                if let Some(other) = before.iter().rev().find(unknown)
                    && other.value != value
                {
                    let said = other.clone();
                    passed_over.push(PassedOver { fact, said });
                }
                before.push(Said { value, event });
            }
        }
        Chapter { entry, passed_over }
    };
    history(events, Some(stream))
        .into_iter()
        .map(chapter)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Field, FieldValue, NewEvent, Occurrence};
    use crate::queries::fixture::{Told, amended, park, proposed, visited};
    use rstest::rstest;

    fn price(word: &str) -> Occurrence {
        amended(park(53.3), Field::Price, FieldValue::Text(word.to_owned()))
    }

    fn passed_over(told: &Told) -> Vec<String> {
        let shown = |chapter: Chapter<'_>| {
            let by = chapter.entry.event.actor.clone();
            let passed = chapter.passed_over.into_iter();
            passed
                .map(|one| format!("{by} over {} {}", one.said.event.actor, one.fact))
                .collect::<Vec<_>>()
        };
        let story = story(&told.events, "tatton-park");
        story.into_iter().flat_map(shown).collect()
    }

    #[rstest]
    #[case::one_fact(vec![price("free")], vec![price("high")], &["ben over anna price"])]
    #[case::the_same_of_it(vec![price("free")], vec![price("free")], &[])]
    #[case::visits(vec![visited("2026-11-01")], vec![price("free")], &[])]
    fn what_was_written_apart_is_told_where_it_passes_over(
        #[case] annas: Vec<Occurrence>,
        #[case] bens: Vec<Occurrence>,
        #[case] expected: &[&str],
    ) {
        let both = Told::default().and("anna", "tatton-park", proposed(park(53.3)));
        let mut ben = Told {
            clock: 100,
            chance: 7,
            ..both.clone()
        };
        let mut anna = both;
        for occurrence in annas {
            anna.add(NewEvent::of("anna", "tatton-park", occurrence));
        }
        for occurrence in bens {
            ben.add(NewEvent::of("ben", "tatton-park", occurrence));
        }
        anna.merge(&ben.events);
        assert_eq!(passed_over(&anna), expected);
    }

    #[test]
    fn who_knows_the_other_changes_it_and_passes_over_nothing() {
        let told = Told::default()
            .and("anna", "tatton-park", proposed(park(53.3)))
            .and("anna", "tatton-park", price("free"))
            .and("ben", "tatton-park", price("high"));
        assert_eq!(passed_over(&told), [""; 0]);
    }
}
