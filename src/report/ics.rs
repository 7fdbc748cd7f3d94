//! `--format ics`: an appointment for each place (RFC 5545), from leaving home to being back, with an alarm before it.
//! The same place on the same day has the same UID, so that a later forecast updates the appointment.

use super::telling::{Telling, Told};
use super::words::{clock, round_to};
use super::{Report, no_place};
use crate::report::safe::printable;
use chrono::{DateTime, TimeDelta, Utc};
use icalendar::{Alarm, Calendar, Class, Component, Event, EventLike, EventStatus, Property};
use jiff::Timestamp;

/// How long before leaving home the alarm rings, minutes: shoes, coats, bags (judgement).
const ALARM_MIN: i64 = 30;

/// Returns the results as a calendar. All times are those of UTC, which every reader shows by its own clock.
#[must_use]
pub fn to_ics(report: &Report<'_>) -> String {
    let telling = Telling::of(report);
    let mut calendar = Calendar::empty();
    let mut about: Vec<String> = telling.head().cloned().collect();
    about.extend(no_place(report));
    about.push(telling.credits_in_short.clone());
    // No METHOD: this is a file to keep, not an invitation.
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//kidtrip//kidtrip//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("X-WR-CALNAME", "Days out"),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    calendar.append_property(Property::new("X-WR-CALDESC", about.join(". ")));
    for told in telling.places() {
        if let Some(event) = appointment(told, &telling, report.generated_at) {
            calendar.push(event);
        }
    }
    calendar.to_string()
}

/// Returns the appointment; `None` for a time that the calendar of the library does not have.
fn appointment(told: &Told<'_>, telling: &Telling<'_>, now: Timestamp) -> Option<Event> {
    let place = told.place;
    let (from, until) = (
        utc(told.set_out.timestamp())?,
        utc(told.home_again.timestamp())?,
    );
    let made = utc(now)?;
    let catalogue = printable(&place.catalogue);
    let id = printable(&place.id);
    let uid = format!("{}.{catalogue}.{id}@kidtrip", told.visit.day);
    let mut event = Event::with_uid(&uid);
    event
        .timestamp(made)
        .last_modified(made)
        // Minutes since 1970: whatever is fetched later replaces what was fetched earlier.
        .sequence(u32::try_from(now.as_second().div_euclid(60)).unwrap_or_default())
        .starts(from)
        .ends(until)
        .summary(&told.name)
        .description(&description(told, telling))
        .location(&location(told))
        .class(Class::Private)
        .status(EventStatus::Tentative)
        // Ten places for one Saturday leave the Saturday free.
        .add_property("TRANSP", "TRANSPARENT")
        .add_property(
            "GEO",
            format!(
                "{};{}",
                round_to(place.position.lat(), 5),
                round_to(place.position.lon(), 5)
            ),
        )
        .categories([place.category.label.as_str()]);
    if let Some(link) = &told.link {
        event.url(link);
    }
    let words = format!("{}: leave at {}", told.name, clock(&told.set_out));
    let mut alarm = Alarm::display(&words, -TimeDelta::minutes(ALARM_MIN));
    // The library writes both for every component, from its own clock and by chance if need be.
    alarm.uid(&format!("alarm.{uid}")).timestamp(made);
    event.alarm(alarm);
    Some(event.done())
}

fn location(told: &Told<'_>) -> String {
    let postcode = told.place.postcode.as_deref().map(printable);
    let parts = [Some(told.name.clone().into()), postcode];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn description(told: &Told<'_>, telling: &Telling<'_>) -> String {
    let there = format!(
        "Leave at {}, {}, there {}, home about {}",
        clock(&told.set_out),
        told.drive,
        told.hours_there(),
        clock(&told.home_again)
    );
    let bring = (!told.bring.is_empty()).then(|| format!("Bring {}", told.bring.join(", ")));
    let mut lines = vec![format!("Score {}", told.score), there, told.weather.clone()];
    lines.extend(told.said.iter().cloned());
    lines.extend(bring);
    lines.extend(told.link.clone());
    lines.extend(telling.head().cloned());
    lines.push(telling.credits_in_short.clone());
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

fn utc(instant: Timestamp) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(instant.as_second(), 0)
}
