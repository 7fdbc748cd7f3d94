//! What holds of any history that up to three people write apart and merge, in whatever order.

use super::fixture::*;
use super::*;
use crate::domain::{EDITORS, Event, Field, FieldValue, NewEvent, Occurrence, Role};
use jiff::tz::TimeZone;
use proptest::prelude::*;

const PEOPLE: [&str; 3] = ["anna", "ben", "cleo"];
const PLACES: [&str; 3] = ["tatton-park", "zoo", "farm"];
const LATITUDES: [f64; 3] = [53.3, 53.4, 999.0];

/// What one person does: to a place, with something to choose.
#[derive(Debug, Clone)]
pub(crate) struct Act {
    person: usize,
    what: u8,
    place: usize,
    choice: usize,
    clock: u64,
}

pub(crate) fn acts(most: usize) -> impl Strategy<Value = Vec<Act>> {
    let act = (0..3_usize, 0..17_u8, 0..3_usize, 0..40_usize, 0..30_u64);
    let act = act.prop_map(|(person, what, place, choice, clock)| Act {
        person,
        what,
        place,
        choice,
        clock,
    });
    proptest::collection::vec(act, 1..most)
}

/// Returns the logs of three people who did all that, their clocks wrong and their laptops now and then together.
pub(crate) fn logs(acts: &[Act]) -> [Told; 3] {
    let mut logs = [(); 3].map(|()| Told::default());
    for (number, act) in (1..).zip(acts) {
        let other = logs[(act.person + 1 + act.choice % 2) % 3].events.clone();
        let log = &mut logs[act.person];
        // Of every act its own, as chance has it, so that no two make the same id.
        log.chance = fastrand::Rng::with_seed(number).u128(..);
        // A clock may jump ahead and back.
        log.clock = (log.clock + act.clock).saturating_sub(10);
        if act.what == 16 {
            log.merge(&other);
            continue;
        }
        let stream = if act.what >= 14 {
            EDITORS
        } else {
            PLACES[act.place]
        };
        let occurrence = occurrence(act, &log.events);
        if let Some(occurrence) = occurrence {
            log.add(NewEvent::of(PEOPLE[act.person], stream, occurrence));
        }
    }
    logs
}

fn occurrence(act: &Act, events: &[Event]) -> Option<Occurrence> {
    let lat = LATITUDES[act.choice % 3];
    let name = PEOPLE[act.choice % 3].to_owned();
    let mut place = park(lat);
    place.facts.dog = crate::domain::Fact::Yes;
    let text = |words: [&str; 3]| FieldValue::Text(words[act.choice % 3].to_owned());
    Some(match act.what {
        0 | 1 => proposed(place),
        2 if act.choice > 20 => found(&park(lat)),
        2 => validated(lat),
        3 => location_rejected(lat),
        4 => amended(place, Field::Lat, FieldValue::Number(lat + 0.1)),
        5 => amended(place, Field::Price, text(["free", "low", "high"])),
        6 if act.choice > 20 => amended(
            place,
            Field::Name,
            text(["Tatton Park", "Tatton Farm", "The Park"]),
        ),
        6 => amended(place, Field::Url, FieldValue::Unknown),
        7 => approved(),
        8 => rejected(),
        9 => retired(),
        10 => visited(["2026-01-01", "2026-02-01", "2026-03-01"][act.choice % 3]),
        11 => hidden(),
        12 => unhidden(),
        13 => undoing(events.get(act.choice % events.len().max(1))?),
        14 if act.place == 0 => Occurrence::EditorApproved {
            name,
            role: Role::Admin,
        },
        14 => Occurrence::EditorApproved {
            name,
            role: Role::Editor,
        },
        _ => revoked(&name),
    })
}

/// Everything that any query says of a log.
fn said(events: &[Event]) -> (Family, Visits, Statistics, Vec<Entry<'_>>) {
    (
        Family::of(events),
        visits(events),
        statistics(events, &TimeZone::UTC),
        history(events, None),
    )
}

fn merged(order: [&Told; 3]) -> Vec<Event> {
    let mut log = order[0].clone();
    log.merge(&order[1].events);
    log.merge(&order[2].events);
    log.events
}

proptest! {
    #[test]
    fn merged_logs_say_the_same_in_any_order_and_however_often(acts in acts(60)) {
        let [a, b, c] = &logs(&acts);
        let all = merged([a, b, c]);
        let mut again = Told { events: merged([c, a, b]), ..Told::default() };
        again.merge(&all);
        prop_assert_eq!(said(&all), said(&again.events));
        // Merged two by two: (c with b) with a.
        let mut two = c.clone();
        two.merge(&b.events);
        two.merge(&a.events);
        prop_assert_eq!(said(&all), said(&two.events));
        // The same line twice, as a merge by another tool may leave it.
        let twice: Vec<Event> = all.iter().rev().chain(&all).cloned().collect();
        prop_assert_eq!(said(&all), said(&twice));
    }

    #[test]
    fn an_undoing_that_is_undone_leaves_no_trace(acts in acts(40), choice in 0..40_usize) {
        let [a, b, c] = &logs(&acts);
        let mut log = Told { events: merged([a, b, c]), ..Told::default() };
        prop_assume!(!log.events.is_empty());
        let undone: Vec<_> = undone(&log.events).into_keys().collect();
        let before = Family::of(&log.events);
        let event = log.events[choice % log.events.len()].clone();
        prop_assume!(!undone.contains(&event.id));
        let first = log.add(NewEvent::of("anna", &event.stream, undoing(&event)));
        let first = log.events.iter().find(|event| event.id == first).cloned().unwrap();
        log.add(NewEvent::of("anna", &event.stream, undoing(&first)));
        prop_assert_eq!(Family::of(&log.events), before);
    }

    #[test]
    fn a_family_follows_event_by_event(acts in acts(60)) {
        let [log, ..] = &logs(&acts);
        let mut family = Family::default();
        let mut last = None;
        for (number, event) in log.events.iter().enumerate() {
            let later = last.is_none_or(|last| event.id > last);
            last = last.max(Some(event.id));
            let so_far = Family::of(&log.events[..=number]);
            if let Some(followed) = family.followed_by(event).filter(|_| later) {
                // What undoes an event that comes with a later merge undoes it as it comes.
                let gone = undone(&log.events[..=number]).contains_key(&event.id);
                prop_assert!(gone || followed == so_far);
            }
            family = so_far;
        }
    }

    #[test]
    fn a_history_lists_each_event_once_by_id(acts in acts(60)) {
        let [a, b, c] = &logs(&acts);
        let all = merged([a, b, c]);
        let history = history(&all, None);
        prop_assert_eq!(history.len(), ordered(&all).len());
        prop_assert!(history.is_sorted_by(|a, b| a.event.id < b.event.id));
        let undone = history.iter().filter(|entry| entry.undone_by.is_some()).count();
        prop_assert_eq!(standing(&all).len() + undone, history.len());
    }
}
