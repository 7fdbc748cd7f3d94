//! `history` as JSON, version 1.

use super::contract::{Day, Instant};
use super::line;
use crate::report::Diary;
use crate::report::words::round_to;
use serde::Serialize;
use std::collections::BTreeSet;

/// Returns where the family has been as one document.
#[must_use]
pub fn history_to_json(diary: &Diary<'_>) -> String {
    let visits = diary.visits.iter().map(|visit| VisitEntry {
        event: visit.event.to_string(),
        place: &visit.place,
        name: &visit.name,
        day: Day(visit.day),
        rating: visit.rating,
        note: visit.note.as_deref(),
        by: &visit.by,
    });
    let loved = diary.loved.iter().map(|loved| LovedEntry {
        place: loved.place,
        name: loved.name,
        rating: round_to(loved.rating, 1),
        rated: loved.rated,
        visits: loved.visits,
        last_visit: Day(loved.last),
    });
    line(&Document {
        schema: "kidtrip.history/1",
        generated_at: Instant(diary.generated_at),
        visits: visits.collect(),
        most_loved: loved.collect(),
        hidden: diary.hidden,
        counts: Counts {
            visits: diary.visits.len(),
            places: diary.places(),
            hidden: diary.hidden.len(),
        },
    })
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    generated_at: Instant,
    visits: Vec<VisitEntry<'a>>,
    most_loved: Vec<LovedEntry<'a>>,
    hidden: &'a BTreeSet<String>,
    counts: Counts,
}

#[derive(Serialize)]
struct VisitEntry<'a> {
    event: String,
    place: &'a str,
    name: &'a str,
    day: Day,
    rating: Option<u8>,
    note: Option<&'a str>,
    by: &'a str,
}

#[derive(Serialize)]
struct LovedEntry<'a> {
    place: &'a str,
    name: &'a str,
    rating: f64,
    rated: u32,
    visits: u32,
    last_visit: Day,
}

#[derive(Serialize)]
struct Counts {
    visits: usize,
    places: usize,
    hidden: usize,
}
