//! How much was recorded: by type, by person, by month.

use super::standing::{ordered, undone};
use crate::domain::Event;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// Counts of events; those that were undone are counted apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statistics {
    /// How many there are.
    pub events: usize,
    /// How many of them were undone, and so are in no other count.
    pub undone: usize,
    /// How many of each type count.
    pub by_type: BTreeMap<String, usize>,
    /// How many of each person count.
    pub by_actor: BTreeMap<String, usize>,
    /// How many of each month count: "2026-11".
    pub by_month: BTreeMap<String, usize>,
}

/// Returns the counts of `events`, with the months of `zone`.
pub fn statistics<'a>(events: impl IntoIterator<Item = &'a Event>, zone: &TimeZone) -> Statistics {
    let events = ordered(events);
    let undone = undone(events.iter().copied());
    let mut counts = Statistics {
        events: events.len(),
        ..Statistics::default()
    };
    for event in events {
        if undone.contains_key(&event.id) {
            counts.undone += 1;
            continue;
        }
        let month = zone.to_datetime(event.recorded_at);
        let month = format!("{:04}-{:02}", month.year(), month.month());
        let event_type = event.occurrence.event_type().to_owned();
        *counts.by_type.entry(event_type).or_default() += 1;
        *counts.by_actor.entry(event.actor.clone()).or_default() += 1;
        *counts.by_month.entry(month).or_default() += 1;
    }
    counts
}
