//! `history` as JSON, version 1.

use super::contract::{Day, Instant};
use super::line;
use crate::report::words::round_to;
use crate::report::{Diary, Listed};
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
        calendar: diary.calendar.map(|year| calendar(diary, year)),
        never_been: diary.never_been.as_ref().map(|listing| {
            let places = listing.places.iter();
            places.map(never_been_entry).collect()
        }),
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
    #[serde(skip_serializing_if = "Option::is_none")]
    calendar: Option<Calendar<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    never_been: Option<Vec<NeverBeenEntry<'a>>>,
}

#[derive(Serialize)]
struct Calendar<'a> {
    year: i16,
    days: Vec<CalendarDay<'a>>,
}

#[derive(Serialize)]
struct CalendarDay<'a> {
    day: Day,
    places: Vec<&'a str>,
}

#[derive(Serialize)]
struct NeverBeenEntry<'a> {
    place: &'a str,
    name: &'a str,
    category: &'a str,
    catalogue: &'a str,
    crow_km: Option<f64>,
    minutes: Option<f64>,
}

/// Returns the days out of a year, each with the ids of the places.
fn calendar<'a>(diary: &Diary<'a>, year: i16) -> Calendar<'a> {
    let days = diary.days_out(year).into_iter();
    let days = days.map(|(day, visits)| CalendarDay {
        day: Day(day),
        places: visits.iter().map(|visit| visit.place.as_str()).collect(),
    });
    Calendar {
        year,
        days: days.collect(),
    }
}

fn never_been_entry<'a>(listed: &Listed<'a>) -> NeverBeenEntry<'a> {
    let place = listed.place;
    let journey = listed.journey.as_ref();
    NeverBeenEntry {
        place: &place.id,
        name: &place.name,
        category: &place.category.id,
        catalogue: &place.catalogue,
        crow_km: journey.map(|journey| round_to(journey.crow_km, 1)),
        minutes: journey.map(|journey| journey.minutes.round()),
    }
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
