//! `log --format csv`: an event a line, the oldest first.

use super::{joined, text};
use crate::queries::Entry;
use crate::report::Chronicle;

const COLUMNS: [&str; 9] = [
    "id",
    "recorded_at",
    "by",
    "type",
    "place",
    "name",
    "what",
    "undone_by",
    "written_apart_from",
];

/// Returns what was written down as CSV (RFC 4180, LF line ends), header first.
#[must_use]
pub fn log_to_csv(chronicle: &Chronicle<'_>) -> String {
    let entries = chronicle.entries.iter();
    joined(&COLUMNS, entries.map(|(entry, _)| record(entry)))
}

fn record(entry: &Entry<'_>) -> [String; COLUMNS.len()] {
    let event = entry.event;
    let apart: Vec<String> = entry.apart.iter().map(ToString::to_string).collect();
    [
        event.id.to_string(),
        event.recorded_at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        text(&event.actor),
        text(event.occurrence.event_type()),
        text(&event.stream),
        text(event.occurrence.name().unwrap_or_default()),
        text(&event.occurrence.in_a_few_words()),
        entry.undone_by.map(|id| id.to_string()).unwrap_or_default(),
        apart.join("; "),
    ]
}
