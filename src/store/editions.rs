//! What the last briefs said and which of them were sent: `briefs.jsonl` in the data folder, a brief a line.
//! Of many the oldest are dropped. Whoever sends one holds the lock beside it, so that none is sent twice.

use super::atomic::{Durability, WriteError};
use super::records::Records;
use crate::domain::{DayLook, Edition};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io;
use std::path::Path;
use std::time::Duration;

const FILE: &str = "briefs.jsonl";
const LOCK: &str = "briefs.lock";
/// Briefs that are kept: of each home those of some weeks.
const MOST: usize = 40;
/// Bytes that are read: as many briefs with the longest of names.
const LONGEST: u64 = 2 << 20;
/// The version of a line; one of another is passed over.
const VERSION: u32 = 1;

/// The record of briefs in a data folder.
#[derive(Debug, Clone)]
pub struct Editions(Records);

/// An edition as a line.
#[derive(Serialize, Deserialize)]
struct Line {
    version: u32,
    about: String,
    made_at: String,
    sent_at: Option<String>,
    days: Vec<(String, f64)>,
    places: Vec<(String, String)>,
}

impl Line {
    /// Returns the edition of a line; `None` for one of another version, and where an instant or a day is none.
    fn edition(self) -> Option<Edition> {
        (self.version == VERSION).then_some(())?;
        let days = self.days.into_iter();
        let look = |(day, dry_share): (String, f64)| {
            let day: Date = day.parse().ok()?;
            Some(DayLook { day, dry_share })
        };
        Some(Edition {
            about: self.about,
            made_at: self.made_at.parse().ok()?,
            sent_at: match self.sent_at {
                Some(at) => Some(at.parse::<Timestamp>().ok()?),
                None => None,
            },
            days: days.map(look).collect::<Option<_>>()?,
            places: self.places,
        })
    }

    fn of(edition: Edition) -> Self {
        let days = edition.days.iter();
        Self {
            version: VERSION,
            days: days
                .map(|look| (look.day.to_string(), look.dry_share))
                .collect(),
            about: edition.about,
            made_at: edition.made_at.to_string(),
            sent_at: edition.sent_at.map(|at| at.to_string()),
            places: edition.places,
        }
    }
}

impl Editions {
    /// Returns the record in the data folder, neither of which need exist.
    #[must_use]
    pub fn new(data: &Path) -> Self {
        Self(Records {
            path: data.join(FILE),
            lock: data.join(LOCK),
            most: MOST,
            longest: LONGEST,
            durability: Durability::Synced,
        })
    }

    /// Waits for the turn to send, which lasts as long as what is returned is held.
    ///
    /// # Errors
    /// When another run has it for longer than `patience`, or the disk knows no locks.
    pub fn turn(&self, patience: Duration) -> io::Result<File> {
        self.0.turn(patience)
    }

    /// Returns the editions, the oldest first; lines that are none are passed over.
    #[must_use]
    pub fn all(&self) -> Vec<Edition> {
        let lines = self.0.all::<Line>().into_iter();
        lines.filter_map(Line::edition).collect()
    }

    /// Adds an edition.
    ///
    /// # Errors
    /// Names the file.
    pub fn add(&self, edition: Edition) -> Result<(), WriteError> {
        self.0.add(Line::of(edition))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::fs;

    fn edition(number: usize) -> Edition {
        Edition {
            about: format!("home {number}"),
            made_at: "2026-11-27T18:00:00Z".parse().unwrap(),
            sent_at: None,
            days: vec![DayLook {
                day: date(2026, 11, 28),
                dry_share: 0.5,
            }],
            places: vec![("zoo".to_owned(), "Zoo".to_owned())],
        }
    }

    #[test]
    fn what_is_added_is_there_and_of_many_the_last() {
        let folder = tempfile::tempdir().unwrap();
        let editions = Editions::new(folder.path());
        assert_eq!(editions.all(), []);
        for number in 0..MOST + 3 {
            editions.add(edition(number)).unwrap();
        }
        let all = editions.all();
        assert_eq!(all.len(), MOST);
        assert_eq!(all.last(), Some(&edition(MOST + 2)));
    }

    #[test]
    fn what_is_no_brief_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let editions = Editions::new(folder.path());
        editions.add(edition(1)).unwrap();
        let mut content = fs::read(&editions.0.path).unwrap();
        content.extend(b"{\"version\":2}\nrubbish\n\xff\n");
        fs::write(&editions.0.path, content).unwrap();
        assert_eq!(editions.all(), [edition(1)]);
    }
}
