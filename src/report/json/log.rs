//! `log` as JSON, version 1: each event as it is kept, with what became of it.

use super::contract::Instant;
use super::line;
use crate::report::Chronicle;
use serde::Serialize;
use serde_json::value::RawValue;

/// Returns what was written down as one document.
#[must_use]
pub fn log_to_json(chronicle: &Chronicle<'_>) -> String {
    let entries = chronicle.entries.iter().filter_map(|(entry, kept)| {
        Some(EventEntry {
            // What is kept is JSON, or it would be no event.
            event: serde_json::from_str(kept).ok()?,
            undone_by: entry.undone_by.map(|id| id.to_string()),
            apart: entry.apart.iter().map(ToString::to_string).collect(),
        })
    });
    line(&Document {
        schema: "kidtrip.log/1",
        generated_at: Instant(chronicle.generated_at),
        events: entries.collect(),
        all: chronicle.all,
    })
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    generated_at: Instant,
    events: Vec<EventEntry<'a>>,
    all: usize,
}

#[derive(Serialize)]
struct EventEntry<'a> {
    event: &'a RawValue,
    undone_by: Option<String>,
    apart: Vec<String>,
}
