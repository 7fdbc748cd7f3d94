//! What stands in the payload of each event, version 1: these names and types stay as they are for ever.
//! A new kind of event is a new struct here and a line in both matches; what it is called is in `domain`.

mod place;

use self::place::Place;
use super::glance;
use super::number::{Number, Value};
use super::text;
use crate::domain::{self, Change, EventId, Field, Occurrence, Role};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The version of the payloads that this release writes, and the only one there is.
pub(super) const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Proposed {
    place: Place,
}

#[derive(Serialize, Deserialize)]
struct Validated {
    lat: Number,
    lon: Number,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    near: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    subject: Option<Subject>,
}

#[derive(Serialize, Deserialize)]
struct LocationRejected {
    lat: Number,
    lon: Number,
    reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    subject: Option<Subject>,
}

#[derive(Serialize, Deserialize)]
struct Subject {
    name: String,
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    region: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Amended {
    name: String,
    changes: BTreeMap<String, FromTo>,
    place: Place,
}

#[derive(Serialize, Deserialize)]
struct FromTo {
    from: Value,
    to: Value,
}

#[derive(Serialize, Deserialize)]
struct Decided {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    because: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Approval {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    because: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    of: Option<Approved>,
}

/// What was approved: what it is, and where.
#[derive(Serialize, Deserialize)]
struct Approved {
    lat: Number,
    lon: Number,
    subject: Subject,
}

#[derive(Serialize, Deserialize)]
struct Visited {
    name: String,
    #[serde(with = "text")]
    day: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rating: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Named {
    name: String,
}

#[derive(Serialize, Deserialize)]
struct Undone {
    #[serde(with = "text")]
    event: EventId,
    event_type: String,
    what: String,
}

#[derive(Serialize, Deserialize)]
struct Appointed {
    name: String,
    role: String,
}

/// Returns the payload of an event as JSON; `None` for one of a newer release, which is never written but only copied.
pub(super) fn payload(occurrence: &Occurrence) -> Option<serde_json::Result<String>> {
    use serde_json::to_string as json;
    Some(match occurrence.clone() {
        Occurrence::DestinationProposed { place } => json(&Proposed {
            place: Place::of(*place),
        }),
        Occurrence::LocationValidated {
            lat,
            lon,
            near,
            subject,
        } => json(&Validated {
            lat: Number(lat),
            lon: Number(lon),
            near,
            subject: subject.map(Subject::of),
        }),
        Occurrence::LocationRejected {
            lat,
            lon,
            reason,
            subject,
        } => json(&LocationRejected {
            lat: Number(lat),
            lon: Number(lon),
            reason,
            subject: subject.map(Subject::of),
        }),
        Occurrence::DestinationAmended {
            name,
            changes,
            place,
        } => json(&Amended {
            name,
            changes: changes
                .into_iter()
                .map(|(field, change)| (field.name().to_owned(), FromTo::of(change)))
                .collect(),
            place: Place::of(*place),
        }),
        Occurrence::DestinationApproved { name, because, of } => json(&Approval {
            name,
            because,
            of: of.map(|of| Approved::of(*of)),
        }),
        Occurrence::DestinationRejected { name, because }
        | Occurrence::DestinationRetired { name, because } => json(&Decided { name, because }),
        Occurrence::VisitRecorded {
            name,
            day,
            rating,
            note,
        } => json(&Visited {
            name,
            day,
            rating,
            note,
        }),
        Occurrence::DestinationHidden { name }
        | Occurrence::DestinationUnhidden { name }
        | Occurrence::EditorRevoked { name } => json(&Named { name }),
        Occurrence::EventUndone {
            event,
            event_type,
            what,
        } => json(&Undone {
            event,
            event_type,
            what,
        }),
        Occurrence::EditorApproved { name, role } => json(&Appointed {
            name,
            role: role.as_str().to_owned(),
        }),
        Occurrence::Unknown { .. } => return None,
    })
}

/// Returns what happened, by the type, version and payload of an event.
///
/// # Errors
/// Says what is wrong with the payload of a type and version that this release knows.
pub(super) fn occurrence(
    event_type: &str,
    version: u32,
    payload: &str,
) -> Result<Occurrence, String> {
    if version != VERSION {
        return unknown(event_type, version, payload);
    }
    Ok(match event_type {
        "DestinationProposed" => {
            let Proposed { place } = read(payload)?;
            let place = Box::new(place.into_domain()?);
            Occurrence::DestinationProposed { place }
        }
        "LocationValidated" => {
            let found: Validated = read(payload)?;
            Occurrence::LocationValidated {
                lat: found.lat.0,
                lon: found.lon.0,
                near: found.near,
                subject: found.subject.map(Subject::into_domain),
            }
        }
        "LocationRejected" => {
            let found: LocationRejected = read(payload)?;
            Occurrence::LocationRejected {
                lat: found.lat.0,
                lon: found.lon.0,
                reason: found.reason,
                subject: found.subject.map(Subject::into_domain),
            }
        }
        "DestinationAmended" => read::<Amended>(payload)?.into_domain()?,
        "DestinationApproved" => {
            let Approval { name, because, of } = read(payload)?;
            Occurrence::DestinationApproved {
                name,
                because,
                of: of.map(|of| Box::new(of.into_domain())),
            }
        }
        "DestinationRejected" => {
            let Decided { name, because } = read(payload)?;
            Occurrence::DestinationRejected { name, because }
        }
        "DestinationRetired" => {
            let Decided { name, because } = read(payload)?;
            Occurrence::DestinationRetired { name, because }
        }
        "VisitRecorded" => {
            glance::visit(payload).map_or_else(|| visit_by_the_rules(payload), Ok)?
        }
        "DestinationHidden" => {
            let Named { name } = read(payload)?;
            Occurrence::DestinationHidden { name }
        }
        "DestinationUnhidden" => {
            let Named { name } = read(payload)?;
            Occurrence::DestinationUnhidden { name }
        }
        "EventUndone" => {
            let Undone {
                event,
                event_type,
                what,
            } = read(payload)?;
            Occurrence::EventUndone {
                event,
                event_type,
                what,
            }
        }
        "EditorApproved" => {
            let Appointed { name, role } = read(payload)?;
            match role.as_str() {
                "editor" => Occurrence::EditorApproved {
                    name,
                    role: Role::Editor,
                },
                "admin" => Occurrence::EditorApproved {
                    name,
                    role: Role::Admin,
                },
                _ => return Err(format!("\"{role}\" is no role")),
            }
        }
        "EditorRevoked" => {
            let Named { name } = read(payload)?;
            Occurrence::EditorRevoked { name }
        }
        _ => return unknown(event_type, version, payload),
    })
}

/// Returns what a newer release recorded, whatever it is, as long as it is JSON.
fn unknown(event_type: &str, version: u32, payload: &str) -> Result<Occurrence, String> {
    read::<&RawValue>(payload)?;
    Ok(Occurrence::Unknown {
        event_type: event_type.to_owned(),
        version,
    })
}

fn read<'a, T: Deserialize<'a>>(payload: &'a str) -> Result<T, String> {
    serde_json::from_str(payload).map_err(|error| error.to_string())
}

impl Subject {
    fn of(subject: domain::Subject) -> Self {
        let domain::Subject { name, kind, region } = subject;
        Self { name, kind, region }
    }

    fn into_domain(self) -> domain::Subject {
        let Self { name, kind, region } = self;
        domain::Subject { name, kind, region }
    }
}

impl Approved {
    fn of(approved: domain::Approved) -> Self {
        Self {
            lat: Number(approved.lat),
            lon: Number(approved.lon),
            subject: Subject::of(approved.subject),
        }
    }

    fn into_domain(self) -> domain::Approved {
        domain::Approved {
            lat: self.lat.0,
            lon: self.lon.0,
            subject: self.subject.into_domain(),
        }
    }
}

impl Amended {
    fn into_domain(self) -> Result<Occurrence, String> {
        let change = |(name, FromTo { from, to }): (String, FromTo)| {
            let exact = Field::ALL.into_iter().find(|field| field.name() == name);
            let field = exact.ok_or_else(|| format!("\"{name}\" is no field"))?;
            let (from, to) = (from.0, to.0);
            Ok((field, Change { from, to }))
        };
        Ok(Occurrence::DestinationAmended {
            name: self.name,
            changes: self
                .changes
                .into_iter()
                .map(change)
                .collect::<Result<_, String>>()?,
            place: Box::new(self.place.into_domain()?),
        })
    }
}

impl FromTo {
    fn of(change: Change) -> Self {
        Self {
            from: Value(change.from),
            to: Value(change.to),
        }
    }
}

/// Returns the visit in a payload, however it is laid out.
pub(super) fn visit_by_the_rules(payload: &str) -> Result<Occurrence, String> {
    let visited: Visited = read(payload)?;
    match visited.rating {
        Some(rating) if !(1..=5).contains(&rating) => Err(format!("{rating} is no rating")),
        rating => Ok(Occurrence::VisitRecorded {
            name: visited.name,
            day: visited.day,
            rating,
            note: visited.note,
        }),
    }
}
