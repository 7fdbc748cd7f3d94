//! Made-up events for tests, as one log would have them.

use crate::domain::{
    Change, EDITORS, Event, EventId, Field, FieldValue, Located, NewEvent, Occurrence,
    ProposedPlace, Role, Subject,
};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// 2026-11-27T18:00:00Z, in milliseconds.
pub(crate) const FRIDAY_EVENING: u64 = 1_795_802_400_000;

/// A log that grows by a second an event.
#[derive(Debug, Clone, Default)]
pub(crate) struct Told {
    pub(crate) events: Vec<Event>,
    /// Seconds that its clock is behind the first tick.
    pub(crate) clock: u64,
    pub(crate) chance: u128,
}

impl Told {
    /// Returns the log with one more event.
    pub(crate) fn and(mut self, actor: &str, stream: &str, occurrence: Occurrence) -> Self {
        self.add(NewEvent::of(actor, stream, occurrence));
        self
    }

    /// Adds an event and returns its id.
    pub(crate) fn add(&mut self, new: NewEvent) -> EventId {
        let last = self.events.iter().map(|event| event.id).max();
        self.clock += 1;
        let millis = FRIDAY_EVENING + self.clock * 1_000;
        let id = EventId::after(last, millis, self.chance).unwrap();
        let seqs = self
            .events
            .iter()
            .filter(|event| event.stream == new.stream);
        let seq = 1 + seqs.map(|event| event.seq).max().unwrap_or(0);
        self.events.push(Event {
            id,
            log: self.events.first().map_or(id, |first| first.log),
            seq,
            recorded_at: Timestamp::from_millisecond(millis.try_into().unwrap()).unwrap(),
            correlation: new.cause.map_or(id, |cause| cause.correlation),
            causation: new.cause.map(|cause| cause.event),
            stream: new.stream,
            actor: new.actor,
            occurrence: new.occurrence,
        });
        id
    }

    /// Returns the log with the undoing of one of its events, counted from 0.
    pub(crate) fn and_undone(self, actor: &str, number: usize) -> Self {
        let event = self.events[number].clone();
        self.and(actor, &event.stream, undoing(&event))
    }

    /// Adds the events of another log that are not in this one.
    pub(crate) fn merge(&mut self, other: &[Event]) {
        let mut missing: Vec<&Event> = other
            .iter()
            .filter(|event| self.events.iter().all(|known| known.id != event.id))
            .collect();
        missing.sort_by_key(|event| event.id);
        self.events.extend(missing.into_iter().cloned());
    }
}

pub(crate) fn undoing(event: &Event) -> Occurrence {
    Occurrence::EventUndone {
        event: event.id,
        event_type: event.occurrence.event_type().to_owned(),
        what: event.occurrence.in_a_few_words(),
    }
}

/// A location in Cheshire, or wherever it is moved.
pub(crate) fn at(lat: f64, lon: f64) -> Located {
    Located {
        at: format!("{lat}, {lon}"),
        lat,
        lon,
        postcode: None,
    }
}

pub(crate) fn park(lat: f64) -> ProposedPlace {
    ProposedPlace::new("Tatton Park", "garden", at(lat, -2.38))
}

pub(crate) fn proposed(place: ProposedPlace) -> Occurrence {
    Occurrence::DestinationProposed {
        place: Box::new(place),
    }
}

pub(crate) fn validated(lat: f64) -> Occurrence {
    Occurrence::LocationValidated {
        lat,
        lon: -2.38,
        near: Some("Knutsford, Cheshire".to_owned()),
        subject: None,
    }
}

/// The same, and of what it was found.
pub(crate) fn found(place: &ProposedPlace) -> Occurrence {
    Occurrence::LocationValidated {
        lat: place.location.lat,
        lon: place.location.lon,
        near: Some("Knutsford, Cheshire".to_owned()),
        subject: Some(subject(place)),
    }
}

pub(crate) fn subject(place: &ProposedPlace) -> Subject {
    Subject {
        name: place.name.clone(),
        kind: place.kind.clone(),
        region: place.region.clone(),
    }
}

pub(crate) fn location_rejected(lat: f64) -> Occurrence {
    Occurrence::LocationRejected {
        lat,
        lon: -2.38,
        reason: format!("latitude {lat} is not between -90 and 90"),
        subject: None,
    }
}

/// An amendment of one fact; `place` is all that is known from then on.
pub(crate) fn amended(mut place: ProposedPlace, field: Field, to: FieldValue) -> Occurrence {
    let from = place.get(field);
    place.set(field, &to);
    Occurrence::DestinationAmended {
        name: place.name.clone(),
        changes: BTreeMap::from([(field, Change { from, to })]),
        place: Box::new(place),
    }
}

pub(crate) fn approved() -> Occurrence {
    Occurrence::DestinationApproved {
        name: "Tatton Park".to_owned(),
        because: None,
        of: None,
    }
}

pub(crate) fn rejected() -> Occurrence {
    Occurrence::DestinationRejected {
        name: "Tatton Park".to_owned(),
        because: None,
    }
}

pub(crate) fn retired() -> Occurrence {
    Occurrence::DestinationRetired {
        name: "Tatton Park".to_owned(),
        because: Some("closed for good".to_owned()),
    }
}

pub(crate) fn visited(day: &str) -> Occurrence {
    Occurrence::VisitRecorded {
        name: "Tatton Park".to_owned(),
        day: day.parse().unwrap(),
        rating: Some(4),
        note: Some("mud".to_owned()),
    }
}

pub(crate) fn hidden() -> Occurrence {
    Occurrence::DestinationHidden {
        name: "Tatton Park".to_owned(),
    }
}

pub(crate) fn unhidden() -> Occurrence {
    Occurrence::DestinationUnhidden {
        name: "Tatton Park".to_owned(),
    }
}

/// Returns the log with somebody made something.
pub(crate) fn appointed(told: Told, by: &str, name: &str, role: Role) -> Told {
    let name = name.to_owned();
    told.and(by, EDITORS, Occurrence::EditorApproved { name, role })
}

pub(crate) fn revoked(name: &str) -> Occurrence {
    Occurrence::EditorRevoked {
        name: name.to_owned(),
    }
}
