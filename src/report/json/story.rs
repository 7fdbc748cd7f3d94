//! `show --history` as JSON, version 1.

use super::contract::Instant;
use super::line;
use crate::queries::Chapter;
use crate::report::Tale;
use crate::report::words;
use serde::Serialize;

/// Returns the story of one place as one document.
#[must_use]
pub fn story_to_json(tale: &Tale<'_>) -> String {
    line(&Document {
        schema: "kidtrip.story/1",
        generated_at: Instant(tale.generated_at),
        place: tale.place,
        name: tale.name,
        events: tale.chapters.iter().map(event_entry).collect(),
    })
}

fn event_entry<'a>(chapter: &Chapter<'a>) -> EventEntry<'a> {
    let event = chapter.entry.event;
    let (what, facts) = words::happened(&event.occurrence);
    EventEntry {
        id: event.id.to_string(),
        event_type: event.occurrence.event_type(),
        recorded_at: Instant(event.recorded_at),
        by: &event.actor,
        what,
        facts,
        undone_by: chapter.entry.undone_by.map(|id| id.to_string()),
        passed_over: chapter
            .passed_over
            .iter()
            .map(|one| PassedOverEntry {
                fact: one.fact.clone(),
                value: one.said.value.clone(),
                by: &one.said.event.actor,
                event: one.said.event.id.to_string(),
            })
            .collect(),
    }
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    generated_at: Instant,
    place: &'a str,
    name: &'a str,
    events: Vec<EventEntry<'a>>,
}

#[derive(Serialize)]
struct EventEntry<'a> {
    id: String,
    #[serde(rename = "type")]
    event_type: &'a str,
    recorded_at: Instant,
    by: &'a str,
    what: String,
    facts: Vec<String>,
    undone_by: Option<String>,
    passed_over: Vec<PassedOverEntry<'a>>,
}

#[derive(Serialize)]
struct PassedOverEntry<'a> {
    fact: String,
    value: String,
    by: &'a str,
    event: String,
}
