//! What happened to a place, as sentences: the event first, then what it changed, fact by fact.

use super::{counted, day_and_date};
use crate::domain::{Change, Field, FieldValue, Occurrence, ProposedPlace};
use crate::queries::PassedOver;
use std::collections::BTreeMap;

/// Returns what happened, and beneath it the facts that came with it.
#[must_use]
pub fn happened(occurrence: &Occurrence) -> (String, Vec<String>) {
    let plain = |words: &str| (words.to_owned(), Vec::new());
    let because = |words: &str, why: &Option<String>| {
        let why = why.as_deref().map(|why| format!(": {why}"));
        (format!("{words}{}", why.unwrap_or_default()), Vec::new())
    };
    match occurrence {
        Occurrence::DestinationProposed { place } => (
            format!("proposed as {}, at {}", place.kind, place.location.at),
            known(place),
        ),
        Occurrence::LocationValidated { near, .. } => match near {
            Some(near) => (format!("location found, near {near}"), Vec::new()),
            None => plain("location found"),
        },
        Occurrence::LocationRejected { reason, .. } => {
            (format!("location refused: {reason}"), Vec::new())
        }
        Occurrence::DestinationAmended { changes, place, .. } => {
            let facts = amended(changes, place);
            (format!("amended: {}", counted(facts.len(), "fact")), facts)
        }
        Occurrence::DestinationApproved { because: why, .. } => because("approved", why),
        Occurrence::DestinationRejected { because: why, .. } => because("rejected", why),
        Occurrence::DestinationRetired { because: why, .. } => because("retired", why),
        Occurrence::VisitRecorded {
            day, rating, note, ..
        } => {
            let rating = rating.map(|rating| format!(", {rating} of 5"));
            let visit = format!(
                "visited on {}{}",
                day_and_date(*day),
                rating.unwrap_or_default()
            );
            (visit, note.iter().cloned().collect())
        }
        Occurrence::DestinationHidden { .. } => plain("hidden"),
        Occurrence::DestinationUnhidden { .. } => plain("brought back"),
        Occurrence::EventUndone { what, .. } => (format!("undone: the {what}"), Vec::new()),
        Occurrence::EditorApproved { .. }
        | Occurrence::EditorRevoked { .. }
        | Occurrence::Unknown { .. } => plain(&occurrence.in_a_few_words()),
    }
}

/// Returns that what another wrote apart does not count: "passes over price free, by Ben".
#[must_use]
pub fn passed_over(one: &PassedOver<'_>) -> String {
    let PassedOver { fact, said } = one;
    format!(
        "passes over {fact} {}, which {} wrote apart",
        said.value, said.event.actor
    )
}

/// Returns what is known of a proposed place beyond its name, kind and location.
fn known(place: &ProposedPlace) -> Vec<String> {
    let told_already = [Field::Name, Field::Kind];
    let fields = Field::ALL.into_iter();
    fields
        .filter(|field| !field.is_location() && !told_already.contains(field))
        .map(|field| (field, place.get(field)))
        .filter(|(_, value)| *value != FieldValue::Unknown)
        .map(|(field, value)| format!("{} {}", field.name(), value.shown()))
        .collect()
}

fn amended(changes: &BTreeMap<Field, Change>, place: &ProposedPlace) -> Vec<String> {
    let change = |name: &str, change: &Change| {
        format!("{name}: {} -> {}", change.from.shown(), change.to.shown())
    };
    let moved = changes.keys().any(|field| field.is_location());
    // Where it is, is one fact: as it was typed.
    let location = moved.then(|| match changes.get(&Field::At) {
        Some(at) => change("location", at),
        None => format!("location: {}", place.location.at),
    });
    let others = changes.iter().filter(|(field, _)| !field.is_location());
    let others = others.map(|(field, one)| change(field.name(), one));
    location.into_iter().chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::queries::fixture::{amended, approved, hidden, park, proposed, visited};
    use rstest::rstest;

    #[rstest]
    #[case::proposed(proposed(park(53.3)), "proposed as garden, at ", 0)]
    #[case::approved(approved(), "approved", 0)]
    #[case::hidden(hidden(), "hidden", 0)]
    #[case::visited(visited("2026-05-01"), "visited on Friday 1 May 2026", 0)]
    #[case::amended(
        amended(park(53.3), Field::Price, FieldValue::Text("free".to_owned())),
        "amended: 1 fact",
        1
    )]
    fn an_event_is_told_with_its_facts(
        #[case] occurrence: Occurrence,
        #[case] begins: &str,
        #[case] facts: usize,
    ) {
        let (words, told) = happened(&occurrence);
        assert!(words.starts_with(begins), "{words}");
        assert!(told.len() >= facts, "{told:?}");
    }

    #[test]
    fn a_change_says_what_was_before() {
        let changes = BTreeMap::from([(
            Field::Price,
            Change {
                from: FieldValue::Unknown,
                to: FieldValue::Text("free".to_owned()),
            },
        )]);
        let facts = super::amended(&changes, &park(53.3));
        assert_eq!(facts, ["price: unknown -> free"]);
    }
}
