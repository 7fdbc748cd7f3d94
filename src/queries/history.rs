//! What happened, event by event: also what was undone since, and what two people wrote apart.

use super::standing::{ordered, undone};
use crate::domain::{Event, EventId, Occurrence};
use std::collections::HashMap;

/// An event of a history.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<'a> {
    /// The event.
    pub event: &'a Event,
    /// The event that undid it, where one did.
    pub undone_by: Option<EventId>,
    /// The events with its number in its stream: recorded apart, and merged later. Where they say different things of
    /// one fact, or decide differently, the last of them counts. That two machines looked into one location and found the
    /// same is no news.
    pub apart: Vec<EventId>,
}

/// Returns the history of the place `stream`, of everything where there is none, by id.
pub fn history<'a>(
    events: impl IntoIterator<Item = &'a Event>,
    stream: Option<&str>,
) -> Vec<Entry<'a>> {
    let events = ordered(events);
    let undone = undone(events.iter().copied());
    let mut numbers: HashMap<(&str, u64), Vec<&Event>> = HashMap::new();
    for event in &events {
        let number = (event.stream.as_str(), event.seq);
        numbers.entry(number).or_default().push(event);
    }
    let apart = |event: &Event| {
        let same = numbers.get(&(event.stream.as_str(), event.seq));
        let others = same.into_iter().flatten().filter(|other| {
            other.id != event.id && !(is_verdict(event) && other.occurrence == event.occurrence)
        });
        others.map(|other| other.id).collect()
    };
    let wanted = |event: &&Event| stream.is_none_or(|stream| event.stream == stream);
    events
        .into_iter()
        .filter(wanted)
        .map(|event| Entry {
            event,
            undone_by: undone.get(&event.id).copied(),
            apart: apart(event),
        })
        .collect()
}

fn is_verdict(event: &Event) -> bool {
    matches!(
        event.occurrence,
        Occurrence::LocationValidated { .. } | Occurrence::LocationRejected { .. }
    )
}
