//! Medians of what a run does with the event log: go through it, take a snapshot of it, record an event.
//! `cargo bench --bench events`; each line names what it must reach.
#![allow(clippy::print_stdout, reason = "figures are what it is for")]

use kidtrip::commands::policy::{auto_approve, verdict};
use kidtrip::domain::{Event, Located, NewEvent, Occurrence, ProposedPlace};
use kidtrip::queries::{Family, history, visits};
use kidtrip::store::event_log::EventLog;
use kidtrip::store::snapshot::remembered;
use kidtrip::store::subscribers::{Subscriber, run_subscribers};
use std::convert::Infallible;
use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

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

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let small = filled(&folder.path().join("10"), 10)?;
    let middle = filled(&folder.path().join("10000"), 10_000)?;
    let large = filled(&folder.path().join("100000"), 100_000)?;

    median("read 10,000 events", || {
        black_box(middle.read().is_ok());
    });
    median("read and replay them (10 ms at most)", || {
        black_box(middle.read().map(|log| Family::of(log.events())).is_ok());
    });
    let reading = middle.read()?;
    median("replay them alone", || {
        black_box(Family::of(reading.events()));
    });
    median("their diary", || {
        black_box(visits(reading.events()));
    });
    median("their history", || {
        black_box(history(reading.events(), None));
    });
    drop(reading);

    let cache = folder.path().join("cache");
    median("remember 10 events", || {
        black_box(remembered(&small, Some(&cache)).is_ok());
    });
    median("remember 100,000 without a snapshot", || {
        black_box(remembered(&large, None).is_ok());
    });
    remembered(&large, Some(&cache))?;
    median("remember 100,000 with a snapshot (1 ms)", || {
        black_box(remembered(&large, Some(&cache)).is_ok());
    });
    median(
        "record one more, remember again (in tenths of seconds)",
        || {
            let recorded = record(&large, hide("place-1"));
            black_box(recorded && remembered(&large, Some(&cache)).is_ok());
        },
    );

    median("record one event after 10 (1 ms)", || {
        black_box(record(&small, hide("place-1")));
    });
    median("let subscribers see it", || {
        black_box(run_subscribers(&small, &[&Validator, &Approver]).is_ok());
    });
    Ok(())
}

fn hide(place: &str) -> NewEvent {
    let name = "Chester Zoo".to_owned();
    NewEvent::of("anna", place, Occurrence::DestinationHidden { name })
}

fn record(log: &EventLog, event: NewEvent) -> bool {
    log.transact(|_| Ok::<_, Infallible>(vec![event])).is_ok()
}

/// Returns a log of so many events: visits and hiding all over 2,000 places, and some places of one's own.
fn filled(folder: &Path, events: usize) -> Result<EventLog, Box<dyn Error>> {
    let log = EventLog::new(folder, "2026-11-27T18:00:00Z".parse()?);
    let day = "2026-05-01".parse()?;
    log.transact(|_| {
        let event = |number: usize| {
            let name = format!("The Place with the Number {}", number % 2_000);
            let place = format!("place-{}", number % 2_000);
            let occurrence = match number % 100 {
                0 if number < 20_000 => proposal(number),
                10..20 => Occurrence::DestinationHidden { name },
                20..28 => Occurrence::DestinationUnhidden { name },
                _ => Occurrence::VisitRecorded {
                    name,
                    day,
                    rating: Some(4),
                    note: number
                        .is_multiple_of(3)
                        .then(|| "the youngest liked the goats".to_owned()),
                },
            };
            NewEvent::of("anna", &place, occurrence)
        };
        Ok::<_, Infallible>((0..events).map(event).collect())
    })?;
    run_subscribers(&log, &[&Validator, &Approver])?;
    Ok(log)
}

fn proposal(number: usize) -> Occurrence {
    let name = format!("A Place of Our Own {number}");
    let location = Located {
        at: "WA16 6QN".to_owned(),
        lat: 53.3 + number as f64 * 1e-6,
        lon: -2.38,
        postcode: Some("WA16 6QN".to_owned()),
    };
    let place = Box::new(ProposedPlace::new(&name, "farm", location));
    Occurrence::DestinationProposed { place }
}

fn median(what: &str, mut work: impl FnMut()) {
    let mut taken: Vec<f64> = (0..41)
        .map(|_| {
            let started = Instant::now();
            work();
            started.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    taken.sort_by(f64::total_cmp);
    let (least, middle) = (taken.first(), taken.get(taken.len() / 2));
    if let (Some(least), Some(middle)) = (least, middle) {
        println!("{what:<42} {middle:>9.3} ms (least {least:.3})");
    }
}
