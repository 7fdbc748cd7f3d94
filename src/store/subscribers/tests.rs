//! Subscribers that are shown every event once, are added late, lose their place and run in circles.

use super::*;
use crate::commands::policy::{auto_approve, verdict};
use crate::domain::{Field, FieldValue, Occurrence};
use crate::queries::Stage;
use crate::queries::fixture::{amended, hidden, park, proposed, undoing, validated};
use rstest::rstest;
use std::cell::RefCell;
use std::convert::Infallible;
use std::fs;
use tempfile::TempDir;

struct Validator;

impl Subscriber for Validator {
    fn name(&self) -> &'static str {
        "validator"
    }

    fn react(&self, family: &Family, event: &Event) -> Vec<NewEvent> {
        verdict(family, event, |_| Ok(None)).into_iter().collect()
    }
}

struct Approver;

impl Subscriber for Approver {
    fn name(&self) -> &'static str {
        "approver"
    }

    fn react(&self, family: &Family, event: &Event) -> Vec<NewEvent> {
        auto_approve(family, event).into_iter().collect()
    }
}

/// Hides whatever is visited, and remembers what it was shown.
#[derive(Default)]
struct Watcher {
    shown: RefCell<Vec<EventId>>,
}

impl Subscriber for Watcher {
    fn name(&self) -> &'static str {
        "watcher"
    }

    fn react(&self, _: &Family, event: &Event) -> Vec<NewEvent> {
        self.shown.borrow_mut().push(event.id);
        match event.occurrence {
            Occurrence::VisitRecorded { .. } => {
                vec![NewEvent::because_of(event, "watcher", hidden())]
            }
            _ => Vec::new(),
        }
    }
}

/// Answers every event with another.
struct Echo;

impl Subscriber for Echo {
    fn name(&self) -> &'static str {
        "echo"
    }

    fn react(&self, _: &Family, event: &Event) -> Vec<NewEvent> {
        vec![NewEvent::because_of(event, "echo", hidden())]
    }
}

fn log(folder: &TempDir) -> EventLog {
    EventLog::new(folder.path(), "2026-11-27T18:00:00Z".parse().unwrap())
}

fn record(log: &EventLog, actor: &str, occurrence: Occurrence) -> Event {
    let event = NewEvent::of(actor, "tatton-park", occurrence);
    let recorded = log.transact(|_| Ok::<_, Infallible>(vec![event]));
    recorded.unwrap().events.remove(0)
}

fn types(events: &[Event]) -> Vec<&str> {
    events
        .iter()
        .map(|event| event.occurrence.event_type())
        .collect()
}

fn stage(log: &EventLog) -> Stage {
    Family::of(log.read().unwrap().events())
        .places
        .stage("tatton-park")
}

const BOTH: [&dyn Subscriber; 2] = [&Validator, &Approver];

#[test]
fn ones_own_proposal_is_looked_into_and_approved_in_one_turn() {
    let folder = TempDir::new().unwrap();
    let log = log(&folder);
    let first = record(&log, "anna", proposed(park(53.3)));
    let recorded = run_subscribers(&log, &BOTH).unwrap().events;
    assert_eq!(
        types(&recorded),
        ["LocationValidated", "DestinationApproved"]
    );
    assert_eq!(recorded[0].causation, Some(first.id));
    assert_eq!(recorded[1].causation, Some(recorded[0].id));
    assert!(recorded.iter().all(|event| event.correlation == first.id));
    assert_eq!(stage(&log), Stage::Approved);
    assert_eq!(run_subscribers(&log, &BOTH).unwrap().events, []);
}

#[test]
fn an_editors_proposal_waits_for_a_decision_and_one_off_the_earth_for_an_amendment() {
    let folder = TempDir::new().unwrap();
    let log = log(&folder);
    record(&log, "anna", hidden());
    record(&log, "ben", proposed(park(999.0)));
    run_subscribers(&log, &BOTH).unwrap();
    assert_eq!(stage(&log), Stage::LocationRejected);
    record(
        &log,
        "ben",
        amended(park(999.0), Field::Lat, FieldValue::Number(53.3)),
    );
    assert_eq!(
        types(&run_subscribers(&log, &BOTH).unwrap().events),
        ["LocationValidated"]
    );
    assert_eq!(stage(&log), Stage::Validated);
}

#[test]
fn of_two_locations_only_the_last_is_looked_into_and_the_first_when_it_comes_back() {
    let folder = TempDir::new().unwrap();
    let log = log(&folder);
    record(&log, "anna", hidden());
    record(&log, "ben", proposed(park(53.3)));
    let moved = record(
        &log,
        "ben",
        amended(park(53.3), Field::Lat, FieldValue::Number(999.0)),
    );
    assert_eq!(
        types(&run_subscribers(&log, &BOTH).unwrap().events),
        ["LocationRejected"]
    );
    record(&log, "ben", undoing(&moved));
    assert_eq!(
        types(&run_subscribers(&log, &BOTH).unwrap().events),
        ["LocationValidated"]
    );
    assert_eq!(stage(&log), Stage::Validated);
}

#[test]
fn every_event_is_shown_once_in_order_however_often_it_is_started() {
    let folder = TempDir::new().unwrap();
    let log = log(&folder);
    let watcher = Watcher::default();
    for _ in 0..3 {
        record(&log, "anna", hidden());
        run_subscribers(&log, &[&watcher]).unwrap();
        run_subscribers(&log, &[&watcher]).unwrap();
    }
    let reading = log.read().unwrap();
    let ids: Vec<EventId> = reading.events().iter().map(|event| event.id).collect();
    assert_eq!(*watcher.shown.borrow(), ids);
}

#[test]
fn a_subscriber_that_is_added_later_catches_up_from_the_first_event() {
    let folder = TempDir::new().unwrap();
    let log = log(&folder);
    record(&log, "anna", proposed(park(53.3)));
    run_subscribers(&log, &BOTH).unwrap();
    let watcher = Watcher::default();
    run_subscribers(&log, &[&Validator, &Approver, &watcher]).unwrap();
    let reading = log.read().unwrap();
    let recorded: Vec<EventId> = reading.events().iter().map(|event| event.id).collect();
    assert_eq!(recorded.len(), 3);
    assert_eq!(*watcher.shown.borrow(), recorded, "each, and in order");
}

#[rstest]
#[case::lost(None)]
#[case::damaged(Some("{\"offset\":"))]
#[case::of_another_log(Some(r#"{"offset":7,"last":"01a21e2a-0500-7fff-bfff-ffffffffffff"}"#))]
#[case::beyond_the_end(Some(
    r#"{"offset":18446744073709551615,"last":"01a21e2a-0500-7fff-bfff-ffffffffffff"}"#
))]
fn a_position_that_is_no_good_starts_over_and_that_is_harmless(#[case] content: Option<&str>) {
    let folder = TempDir::new().unwrap();
    let log = log(&folder);
    record(&log, "anna", proposed(park(53.3)));
    run_subscribers(&log, &BOTH).unwrap();
    let watcher = Watcher::default();
    record(&log, "anna", crate::queries::fixture::visited("2026-11-01"));
    run_subscribers(&log, &[&Validator, &Approver, &watcher]).unwrap();
    let before = fs::read(log.path()).unwrap();
    for name in ["validator", "approver", "watcher"] {
        let path = folder
            .path()
            .join("subscribers")
            .join(format!("{name}.json"));
        assert!(path.exists());
        match content {
            None => fs::remove_file(path).unwrap(),
            Some(content) => fs::write(path, content).unwrap(),
        }
    }
    let again = run_subscribers(&log, &[&Validator, &Approver, &watcher]).unwrap();
    assert_eq!(again.events, []);
    assert_eq!(fs::read(log.path()).unwrap(), before);
    assert_eq!(
        watcher.shown.borrow().len(),
        10,
        "each was shown again, and its own too"
    );
}

#[test]
fn a_crash_between_the_reaction_and_the_position_records_nothing_twice() {
    let folder = TempDir::new().unwrap();
    let log = log(&folder);
    let event = record(&log, "anna", proposed(park(53.3)));
    let verdict = NewEvent::because_of(&event, "kidtrip", validated(53.3));
    log.transact(|_| Ok::<_, Infallible>(vec![verdict]))
        .unwrap();
    assert_eq!(
        types(&run_subscribers(&log, &BOTH).unwrap().events),
        ["DestinationApproved"]
    );
}

#[test]
fn a_position_is_found_again_when_lines_before_it_were_set_aside() {
    let folder = TempDir::new().unwrap();
    let log = log(&folder);
    record(&log, "anna", hidden());
    let second = record(&log, "anna", hidden());
    run_subscribers(&log, &BOTH).unwrap();
    let lines = fs::read_to_string(log.path()).unwrap();
    let (_, rest) = lines.split_once('\n').unwrap();
    fs::write(log.path(), rest).unwrap();
    let reading = log.read().unwrap();
    assert_eq!(reading.events(), [second]);
    assert_eq!(Position::of(&log, "validator").seen(&reading), 1);
}

#[test]
fn a_position_can_be_kept_event_by_event() {
    let folder = TempDir::new().unwrap();
    let log = log(&folder);
    record(&log, "anna", hidden());
    record(&log, "anna", hidden());
    let reading = log.read().unwrap();
    let position = Position::of(&log, "../hook");
    for seen in 0..=2 {
        position.keep_seen(&reading, seen).unwrap();
        assert_eq!(position.seen(&reading), seen);
    }
    assert!(folder.path().join("subscribers/hook.json").exists());
}

#[test]
fn a_circle_of_reactions_is_refused_and_nothing_of_it_is_recorded() {
    let folder = TempDir::new().unwrap();
    let log = log(&folder);
    record(&log, "anna", hidden());
    let error = run_subscribers(&log, &[&Echo]).unwrap_err().to_string();
    assert_eq!(error, "echo reacts to its own reactions without an end");
    assert_eq!(log.read().unwrap().events().len(), 1);
}
