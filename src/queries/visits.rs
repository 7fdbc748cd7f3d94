//! The family's diary: every visit with what they thought of it, and what they hide.

use super::standing::standing;
use crate::domain::{Event, EventId, Journal, Occurrence};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Every visit, and what is hidden.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visits {
    /// The visits, by day and, of one day, in the order they were recorded.
    pub all: Vec<Visit>,
    /// The places that are hidden.
    pub hidden: BTreeSet<String>,
}

/// A visit to a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The event that recorded it.
    pub event: EventId,
    /// The id of the place.
    pub place: String,
    /// Its name when it was recorded.
    pub name: String,
    /// The day.
    pub day: Date,
    /// How they liked it, 1 (not at all) ..= 5.
    pub rating: Option<u8>,
    /// What they noted.
    pub note: Option<String>,
    /// Who recorded it.
    pub by: String,
}

/// Returns the diary of `events`.
pub fn visits<'a>(events: impl IntoIterator<Item = &'a Event>) -> Visits {
    let mut visits = Visits::default();
    for event in standing(events) {
        match &event.occurrence {
            Occurrence::VisitRecorded {
                name,
                day,
                rating,
                note,
            } => visits.all.push(Visit {
                event: event.id,
                place: event.stream.clone(),
                name: name.clone(),
                day: *day,
                rating: *rating,
                note: note.clone(),
                by: event.actor.clone(),
            }),
            Occurrence::DestinationHidden { .. } => {
                visits.hidden.insert(event.stream.clone());
            }
            Occurrence::DestinationUnhidden { .. } => {
                visits.hidden.remove(&event.stream);
            }
            _ => {}
        }
    }
    visits.all.sort_by_key(|visit| (visit.day, visit.event));
    visits
}

impl Visits {
    /// Returns what a suggestion needs to know of them.
    #[must_use]
    pub fn journal(&self) -> Journal {
        // By day: the last of each place stays.
        let last_visit: BTreeMap<String, Date> = self
            .all
            .iter()
            .map(|visit| (visit.place.clone(), visit.day))
            .collect();
        Journal {
            last_visit,
            hidden: self.hidden.clone(),
        }
    }

    /// Returns the visits to the place `id`, by day.
    pub fn to<'a>(&'a self, id: &str) -> impl Iterator<Item = &'a Visit> {
        self.all.iter().filter(move |visit| visit.place == id)
    }
}
