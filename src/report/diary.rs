//! The pages of what the family wrote down: where it has been, every event, and what came of a merge.

use super::Listing;
use crate::queries::{Chapter, Conflict, Entry, Loved, Twin, Visit};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Everything a format needs to print where the family has been.
#[derive(Debug, Clone)]
pub struct Diary<'a> {
    /// The instant of asking.
    pub generated_at: Timestamp,
    /// The visits, the latest first.
    pub visits: Vec<&'a Visit>,
    /// The places that were rated, the best liked first.
    pub loved: Vec<Loved<'a>>,
    /// The ids of the places that are hidden.
    pub hidden: &'a BTreeSet<String>,
    /// The year of which a calendar is wanted.
    pub calendar: Option<i16>,
    /// The places near home where nobody has been, where they are wanted.
    pub never_been: Option<Listing<'a>>,
}

impl<'a> Diary<'a> {
    /// Returns the days out of a year, in order, each with its visits in the order they were recorded.
    #[must_use]
    pub fn days_out(&self, year: i16) -> BTreeMap<Date, Vec<&'a Visit>> {
        let mut days: BTreeMap<Date, Vec<&'a Visit>> = BTreeMap::new();
        let of_year = self.visits.iter().rev();
        for visit in of_year.filter(|visit| visit.day.year() == year) {
            days.entry(visit.day).or_default().push(visit);
        }
        days
    }

    /// Returns how many places were visited.
    #[must_use]
    pub fn places(&self) -> usize {
        let places: HashSet<&str> = self
            .visits
            .iter()
            .map(|visit| visit.place.as_str())
            .collect();
        places.len()
    }
}

/// Everything a format needs to print what was written down.
#[derive(Debug, Clone)]
pub struct Chronicle<'a> {
    /// The instant of asking.
    pub generated_at: Timestamp,
    /// The clock on the wall of whoever asks.
    pub zone: TimeZone,
    /// The events, the oldest first, each with its line as it is kept.
    pub entries: Vec<(Entry<'a>, &'a str)>,
    /// How many there are, those that are not listed too.
    pub all: usize,
}

/// Everything a format needs to tell the story of one place.
#[derive(Debug, Clone)]
pub struct Tale<'a> {
    /// The instant of asking.
    pub generated_at: Timestamp,
    /// The clock on the wall of whoever asks.
    pub zone: TimeZone,
    /// The id of the place.
    pub place: &'a str,
    /// Its name, the last it had.
    pub name: &'a str,
    /// What happened, the oldest first.
    pub chapters: Vec<Chapter<'a>>,
}

/// Everything a format needs to tell what came of taking another log in.
#[derive(Debug, Clone)]
pub struct Union<'a> {
    /// The other log: its path, or "standard input".
    pub from: String,
    /// How many of its events were new.
    pub added: usize,
    /// How many were there already.
    pub known: usize,
    /// How many of its lines are damaged.
    pub left_out: usize,
    /// How many events were recorded because of them: locations looked into, places approved.
    pub followed: usize,
    /// Who may decide over places and people from now on, and could not before.
    pub deciders: Vec<String>,
    /// The ids and names of the places that are suggested from now on.
    pub suggested: Vec<(String, String)>,
    /// The places that are one, proposed apart: the first of each is suggested.
    pub twins: Vec<Twin<'a>>,
    /// What both had decided, and not in the same way.
    pub conflicts: Vec<Conflict<'a>>,
}
