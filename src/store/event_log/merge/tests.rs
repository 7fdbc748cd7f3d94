//! Two parents' logs made one, on disks.

use super::super::{line, read_other};
use super::*;
use crate::domain::{NewEvent, Occurrence};
use crate::queries::fixture::{Told, hidden, visited};
use crate::queries::laws::{acts, logs};
use crate::queries::{Family, Rank, history, visits};
use proptest::prelude::*;
use std::convert::Infallible;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn log(folder: &TempDir) -> EventLog {
    EventLog::new(folder.path(), "2026-11-27T18:00:00Z".parse().unwrap())
}

fn record(log: &EventLog, actor: &str, place: &str, occurrence: Occurrence) {
    let event = NewEvent::of(actor, place, occurrence);
    log.transact(|_| Ok::<_, Infallible>(vec![event])).unwrap();
}

fn text(events: &[Event]) -> String {
    let line = |event: &Event| line::write(event).unwrap() + "\n";
    events.iter().map(line).collect()
}

fn holding(text: &[u8]) -> (TempDir, EventLog) {
    let folder = TempDir::new().unwrap();
    let log = log(&folder);
    if !text.is_empty() {
        fs::write(log.path(), text).unwrap();
    }
    (folder, log)
}

#[test]
fn both_have_everything_both_own_it_and_to_merge_again_adds_nothing() {
    let (anna_folder, ben_folder) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let (anna, ben) = (log(&anna_folder), log(&ben_folder));
    record(&anna, "anna", "zoo", hidden());
    record(&ben, "ben", "farm", visited("2026-11-01"));
    record(&anna, "anna", "farm", visited("2026-11-02"));
    let merged = anna.merge(&ben.read().unwrap()).unwrap();
    assert_eq!((merged.added.len(), merged.known), (1, 0));
    let merged = ben.merge(&anna.read().unwrap()).unwrap();
    assert_eq!((merged.added.len(), merged.known), (2, 1));
    let again = ben.merge(&anna.read().unwrap()).unwrap();
    assert_eq!((again.added.len(), again.known), (0, 3));
    let (annas, bens) = (anna.read().unwrap(), ben.read().unwrap());
    let family = Family::of(annas.events());
    assert_eq!(family, Family::of(bens.events()));
    assert_eq!(family.roles.rank("anna"), Some(Rank::Owner));
    assert_eq!(family.roles.rank("ben"), Some(Rank::Owner));
    assert_eq!(visits(annas.events()).all.len(), 2);
    // Each goes on with its own log, after everything that is in it.
    record(&ben, "ben", "zoo", hidden());
    let last = ben.read().unwrap().events()[3].clone();
    assert_eq!(last.log, bens.events()[0].log);
    assert!(bens.events().iter().all(|event| event.id < last.id));
    assert_eq!(last.seq, 2);
}

#[test]
fn what_was_written_apart_has_the_same_number_and_shows_as_such() {
    let (anna_folder, ben_folder) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let (anna, ben) = (log(&anna_folder), log(&ben_folder));
    record(&anna, "anna", "zoo", hidden());
    ben.merge(&anna.read().unwrap()).unwrap();
    record(&anna, "anna", "zoo", visited("2026-11-01"));
    record(&ben, "ben", "zoo", visited("2026-11-02"));
    anna.merge(&ben.read().unwrap()).unwrap();
    let reading = anna.read().unwrap();
    let apart: Vec<usize> = history(reading.events(), Some("zoo"))
        .iter()
        .map(|entry| entry.apart.len())
        .collect();
    assert_eq!(apart, [0, 1, 1]);
    // Ben has joined Anna's log, and owns nothing.
    assert_eq!(Family::of(reading.events()).roles.rank("ben"), None);
}

#[test]
fn lines_are_copied_as_they_stand_those_of_newer_releases_too() {
    let kept = include_bytes!("../../../../tests/fixtures/events/v1.jsonl");
    let (_folder, log) = holding(b"");
    let other = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/events/v1.jsonl");
    let merged = log.merge(&read_other(&other).unwrap()).unwrap();
    assert_eq!(merged.added.len(), 18);
    assert_eq!(fs::read(log.path()).unwrap(), kept);
}

#[test]
fn one_id_with_two_contents_is_refused_by_name() {
    let told = Told::default().and("anna", "zoo", hidden());
    let mut forged = told.events.clone();
    forged[0].actor = "mallory".to_owned();
    let (_folder, log) = holding(text(&told.events).as_bytes());
    let (_other_folder, other) = holding(text(&forged).as_bytes());
    let error = log.merge(&other.read().unwrap()).unwrap_err().to_string();
    assert!(error.contains(&told.events[0].id.to_string()), "{error}");
    assert_eq!(fs::read(log.path()).unwrap(), text(&told.events).as_bytes());
}

#[test]
fn a_log_that_contradicts_itself_is_refused_whatever_the_order_of_its_lines() {
    let told = Told::default().and("anna", "zoo", hidden());
    let mut forged = told.events.clone();
    forged[0].actor = "mallory".to_owned();
    let (_folder, log) = holding(b"");
    for both in [[&told.events, &forged], [&forged, &told.events]] {
        let (_other_folder, other) = holding(both.map(|events| text(events)).concat().as_bytes());
        let error = log.merge(&other.read().unwrap()).unwrap_err().to_string();
        let id = told.events[0].id.to_string();
        assert!(error.contains("line 2") && error.contains(&id), "{error}");
        assert!(!log.path().exists());
    }
}

#[test]
fn damaged_lines_of_the_other_are_left_out_and_ones_own_stop_it() {
    let told = Told::default().and("anna", "zoo", hidden());
    let told = told.and("anna", "farm", hidden());
    let mut damaged = text(&told.events).into_bytes();
    damaged[9] ^= 1;
    let (_folder, log) = holding(b"");
    let (_other_folder, other) = holding(&damaged);
    let merged = log.merge(&other.read().unwrap()).unwrap();
    assert_eq!(merged.added, told.events[1..]);
    let error = other.merge(&log.read().unwrap()).unwrap_err();
    assert!(matches!(error, LogError::Damaged { .. }), "{error}");
}

#[test]
fn a_clock_thousands_of_years_ahead_cannot_spoil_the_ids() {
    let ahead = crate::domain::EventId::after(None, LAST_MILLIS + 1, 0).unwrap();
    let mut event = Told::default()
        .and("anna", "zoo", hidden())
        .events
        .remove(0);
    event.id = ahead;
    let (_folder, log) = holding(b"");
    let (_other_folder, other) = holding(text(&[event]).as_bytes());
    let error = log.merge(&other.read().unwrap()).unwrap_err().to_string();
    assert!(error.contains("after the year 9999"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn logs_merged_on_disk_say_what_they_say_in_memory(acts in acts(30)) {
        let logs = logs(&acts);
        let mut union = logs[0].clone();
        union.merge(&logs[1].events);
        union.merge(&logs[2].events);
        let stored: Vec<_> = logs.iter().map(|told| holding(text(&told.events).as_bytes())).collect();
        for (from, to) in [(1, 0), (2, 0), (0, 2), (1, 2), (2, 1), (1, 0)] {
            let other = stored[from].1.read().unwrap();
            stored[to].1.merge(&other).unwrap();
        }
        for (_, log) in &stored {
            let reading = log.read().unwrap();
            prop_assert_eq!(reading.warnings(), Vec::<String>::new());
            prop_assert_eq!(Family::of(reading.events()), Family::of(&union.events));
            prop_assert_eq!(history(reading.events(), None), history(&union.events, None));
        }
    }
}
