//! Which events count: each once, in the order of their ids, without those that were undone.

use crate::domain::{Event, EventId, Occurrence};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Returns the events each once, by id, in whatever order and however often they come.
pub fn ordered<'a>(events: impl IntoIterator<Item = &'a Event>) -> Vec<&'a Event> {
    let mut events: Vec<&Event> = events.into_iter().collect();
    if !events.is_sorted_by(|a, b| a.id < b.id) {
        events.sort_by_key(|event| event.id);
        events.dedup_by_key(|event| event.id);
    }
    events
}

/// Returns which events are undone, each with the last event that undid it.
///
/// To undo an undoing brings back what it had undone. An event can only undo what was recorded before it, so that from
/// the last to the first each is known to count before it is asked what it undoes.
pub fn undone<'a>(events: impl IntoIterator<Item = &'a Event>) -> BTreeMap<EventId, EventId> {
    among(&ordered(events))
}

/// Returns the events that count: each once, by id, without those that were undone.
pub fn standing<'a>(events: impl IntoIterator<Item = &'a Event>) -> Vec<&'a Event> {
    let mut events = ordered(events);
    let undone = among(&events);
    if !undone.is_empty() {
        events.retain(|event| !undone.contains_key(&event.id));
    }
    events
}

/// Returns the events that had been recorded at `instant`, by the clocks that recorded them.
pub fn as_of<'a>(
    events: impl IntoIterator<Item = &'a Event>,
    instant: Timestamp,
) -> impl Iterator<Item = &'a Event> {
    events
        .into_iter()
        .filter(move |event| event.recorded_at <= instant)
}

fn among(ordered: &[&Event]) -> BTreeMap<EventId, EventId> {
    let mut undone = BTreeMap::new();
    for event in ordered.iter().rev() {
        let Occurrence::EventUndone { event: target, .. } = &event.occurrence else {
            continue;
        };
        if *target < event.id && !undone.contains_key(&event.id) {
            undone.entry(*target).or_insert(event.id);
        }
    }
    undone
}
