//! What has happened, in the past tense: the events that everything the family wrote is kept as.
//! An event never changes; a new kind of event is a new variant, and what a newer release recorded is passed over.

mod field;
mod id;
mod place;

pub use field::{Change, Field, FieldValue, UnknownField};
pub use id::{EventId, NoEventId};
pub use place::{Located, ProposedPlace};

use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The stream of the events that say who may do what; every other stream is the id of a place.
pub const EDITORS: &str = "@editors";

/// The types of event that this release knows.
pub const EVENT_TYPES: [&str; 13] = [
    "DestinationProposed",
    "LocationValidated",
    "LocationRejected",
    "DestinationAmended",
    "DestinationApproved",
    "DestinationRejected",
    "DestinationRetired",
    "VisitRecorded",
    "DestinationHidden",
    "DestinationUnhidden",
    "EventUndone",
    "EditorApproved",
    "EditorRevoked",
];

/// What a location was looked into for: whether it is that of a new place, and in the region it is said to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The name of the place.
    pub name: String,
    /// The id of its kind.
    pub kind: String,
    /// The region it is said to be in.
    pub region: Option<String>,
}

impl Subject {
    /// Returns that of a place as it is proposed.
    #[must_use]
    pub fn of(place: &ProposedPlace) -> Self {
        Self {
            name: place.name.clone(),
            kind: place.kind.clone(),
            region: place.region.clone(),
        }
    }
}

/// What an approval is of: what the place is, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Approved {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// What is there.
    pub subject: Subject,
}

/// Something that has happened, as it was recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its id, greater than that of every event that was in the log when it was recorded.
    pub id: EventId,
    /// The id of the first event of the log it was recorded in: its own, where it is the first.
    pub log: EventId,
    /// What it is about: the id of a place, or [`EDITORS`].
    pub stream: String,
    /// Its number within the stream, from 1. Two with the same number were recorded apart and merged later.
    pub seq: u64,
    /// When it was recorded, by the clock of the machine.
    pub recorded_at: Timestamp,
    /// Who did it.
    pub actor: String,
    /// The first event of the command that it comes from, be it as a reaction.
    pub correlation: EventId,
    /// The event that it is a reaction to.
    pub causation: Option<EventId>,
    /// What happened.
    pub occurrence: Occurrence,
}

/// Something that has happened and is yet to be recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEvent {
    /// What it is about: the id of a place, or [`EDITORS`].
    pub stream: String,
    /// Who did it.
    pub actor: String,
    /// The event that it is a reaction to.
    pub cause: Option<Cause>,
    /// What happened.
    pub occurrence: Occurrence,
}

/// The event that another is a reaction to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cause {
    /// Its id.
    pub event: EventId,
    /// The first event of the command that it comes from.
    pub correlation: EventId,
}

impl Cause {
    /// Returns `event` as a cause.
    #[must_use]
    pub fn of(event: &Event) -> Self {
        Self {
            event: event.id,
            correlation: event.correlation,
        }
    }
}

impl NewEvent {
    /// Returns what `actor` does, as no reaction to anything.
    #[must_use]
    pub fn of(actor: &str, stream: &str, occurrence: Occurrence) -> Self {
        Self {
            stream: stream.to_owned(),
            actor: actor.to_owned(),
            cause: None,
            occurrence,
        }
    }

    /// Returns what `actor` does because of `event`, in the same stream.
    #[must_use]
    pub fn because_of(event: &Event, actor: &str, occurrence: Occurrence) -> Self {
        Self {
            cause: Some(Cause::of(event)),
            ..Self::of(actor, &event.stream, occurrence)
        }
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Occurrence {
    /// A place was proposed.
    DestinationProposed {
        /// As it was proposed.
        place: Box<ProposedPlace>,
    },
    /// The location of a place was found to be one.
    LocationValidated {
        /// Degrees north.
        lat: f64,
        /// Degrees east.
        lon: f64,
        /// The named place around it, where one is known.
        near: Option<String>,
        /// What is there, where it was proposed.
        subject: Option<Subject>,
    },
    /// The location of a place was found to be none.
    LocationRejected {
        /// Degrees north as proposed.
        lat: f64,
        /// Degrees east as proposed.
        lon: f64,
        /// Why not, as a phrase: "latitude 999 is not between -90 and 90".
        reason: String,
        /// What is there, where it was proposed.
        subject: Option<Subject>,
    },
    /// What is known of a place was amended, be the place proposed or a catalogue's.
    DestinationAmended {
        /// The name of the place, from then on.
        name: String,
        /// What was changed.
        changes: BTreeMap<Field, Change>,
        /// All that was known of the place from then on.
        place: Box<ProposedPlace>,
    },
    /// A proposed place was approved: it may be suggested.
    DestinationApproved {
        /// The name of the place.
        name: String,
        /// Why.
        because: Option<String>,
        /// What exactly was approved.
        of: Option<Box<Approved>>,
    },
    /// A proposed place was rejected.
    DestinationRejected {
        /// The name of the place.
        name: String,
        /// Why.
        because: Option<String>,
    },
    /// A place was retired: it is never suggested again.
    DestinationRetired {
        /// The name of the place.
        name: String,
        /// Why.
        because: Option<String>,
    },
    /// The family visited a place.
    VisitRecorded {
        /// The name of the place.
        name: String,
        /// The day, by the calendar of the place.
        day: Date,
        /// How they liked it, 1 (not at all) ..= 5.
        rating: Option<u8>,
        /// What they noted.
        note: Option<String>,
    },
    /// A place was hidden: it is not suggested.
    DestinationHidden {
        /// The name of the place.
        name: String,
    },
    /// A hidden place was brought back.
    DestinationUnhidden {
        /// The name of the place.
        name: String,
    },
    /// An event was undone: it counts no more, as long as this is not undone itself.
    EventUndone {
        /// The event.
        event: EventId,
        /// Its type.
        event_type: String,
        /// What it was, in a few words.
        what: String,
    },
    /// Somebody was made an editor or an admin.
    EditorApproved {
        /// Who.
        name: String,
        /// What.
        role: Role,
    },
    /// Somebody is no editor, admin or owner any more.
    EditorRevoked {
        /// Who.
        name: String,
    },
    /// Something that only a newer release understands.
    Unknown {
        /// The type of the event.
        event_type: String,
        /// The version of its content.
        version: u32,
    },
}

/// What somebody was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// May propose and amend.
    Editor,
    /// May decide over proposals and editors too.
    Admin,
}

impl Role {
    /// Returns the word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Editor => "editor",
            Self::Admin => "admin",
        }
    }
}

impl Event {
    /// Returns whether it began the log it was recorded in.
    #[must_use]
    pub fn is_founding(&self) -> bool {
        self.id == self.log
    }
}

impl Occurrence {
    /// Returns the type of the event, by which it is known for ever.
    #[must_use]
    pub fn event_type(&self) -> &str {
        match self {
            Self::DestinationProposed { .. } => "DestinationProposed",
            Self::LocationValidated { .. } => "LocationValidated",
            Self::LocationRejected { .. } => "LocationRejected",
            Self::DestinationAmended { .. } => "DestinationAmended",
            Self::DestinationApproved { .. } => "DestinationApproved",
            Self::DestinationRejected { .. } => "DestinationRejected",
            Self::DestinationRetired { .. } => "DestinationRetired",
            Self::VisitRecorded { .. } => "VisitRecorded",
            Self::DestinationHidden { .. } => "DestinationHidden",
            Self::DestinationUnhidden { .. } => "DestinationUnhidden",
            Self::EventUndone { .. } => "EventUndone",
            Self::EditorApproved { .. } => "EditorApproved",
            Self::EditorRevoked { .. } => "EditorRevoked",
            Self::Unknown { event_type, .. } => event_type,
        }
    }

    /// Returns the name of the place or person it is about, where it says so.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::DestinationProposed { place } => Some(&place.name),
            Self::DestinationAmended { name, .. }
            | Self::DestinationApproved { name, .. }
            | Self::DestinationRejected { name, .. }
            | Self::DestinationRetired { name, .. }
            | Self::VisitRecorded { name, .. }
            | Self::DestinationHidden { name }
            | Self::DestinationUnhidden { name }
            | Self::EditorApproved { name, .. }
            | Self::EditorRevoked { name } => Some(name),
            Self::LocationValidated { subject, .. } | Self::LocationRejected { subject, .. } => {
                subject.as_ref().map(|subject| subject.name.as_str())
            }
            Self::EventUndone { .. } | Self::Unknown { .. } => None,
        }
    }

    fn of_name(&self) -> String {
        self.name()
            .map_or_else(String::new, |name| format!(" of {name}"))
    }

    /// Returns what happened in a few words: "visit to Chester Zoo on 2026-05-01".
    #[must_use]
    pub fn in_a_few_words(&self) -> String {
        match self {
            Self::DestinationProposed { place } => format!("proposal of {}", place.name),
            Self::LocationValidated { .. } => format!("finding of the location{}", self.of_name()),
            Self::LocationRejected { reason, .. } => {
                format!("rejection of the location{}: {reason}", self.of_name())
            }
            Self::DestinationAmended { name, changes, .. } => {
                let fields: Vec<&str> = changes.keys().map(|field| field.name()).collect();
                format!("amendment of {name}: {}", fields.join(", "))
            }
            Self::DestinationApproved { name, .. } => format!("approval of {name}"),
            Self::DestinationRejected { name, .. } => format!("rejection of {name}"),
            Self::DestinationRetired { name, .. } => format!("retirement of {name}"),
            Self::VisitRecorded { name, day, .. } => format!("visit to {name} on {day}"),
            Self::DestinationHidden { name } => format!("hiding of {name}"),
            Self::DestinationUnhidden { name } => format!("bringing back of {name}"),
            Self::EventUndone { what, .. } => format!("undoing of the {what}"),
            Self::EditorApproved { name, role } => {
                format!("approval of {name} as {}", role.as_str())
            }
            Self::EditorRevoked { name } => format!("revocation of {name}"),
            Self::Unknown { event_type, .. } => format!("{event_type} of a newer release"),
        }
    }
}

#[cfg(test)]
mod tests;
