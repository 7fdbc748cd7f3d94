//! The file of a snapshot: what log it is of, what the journal and the roles come to, and the events of places as they
//! stand in the log, for there are few. Anything unexpected in it makes it no snapshot.

use super::{Stamp, is_sound};
use crate::domain::{Event, EventId, Journal, Occurrence, Role};
use crate::queries::{Family, Founder, Grant, Roles, standing};
use crate::store::atomic::{self, Durability, Readers, WriteError};
use crate::store::event_log::{Reading, read_line};
use crate::store::plain_file;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

/// The first words of the file; another version is another file.
const KIND: &str = "kidtrip events snapshot 2";
/// Bytes at the end of a log that are looked at again each time.
const END: usize = 16 << 10;
/// Bytes of a snapshot.
const LONGEST: u64 = 64 << 20;

/// A snapshot.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Kept {
    stamp: Stamp,
    /// Checksum of the whole log.
    log: u32,
    /// Checksum of the end of the log.
    end: u32,
    /// The greatest id in it.
    last: EventId,
    family: Family,
    /// The events of places that count, one a line.
    places: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
struct Head<'a> {
    kind: &'a str,
    length: u64,
    modified: &'a str,
    log: u32,
    end: u32,
    last: &'a str,
    /// Checksum of everything behind the head.
    rest: u32,
}

/// What stands on the second line.
#[derive(Serialize, Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    visits: Vec<(std::borrow::Cow<'a, str>, &'a str)>,
    #[serde(borrow)]
    hidden: Vec<std::borrow::Cow<'a, str>>,
    /// A log, its first event, who recorded it.
    founders: Vec<(String, String, String)>,
    /// A person, what they are, when they were last revoked.
    grants: Vec<(String, Option<String>, Option<String>)>,
}

impl Kept {
    /// Returns the snapshot of a log; `None` where it cannot stand for the log.
    pub(super) fn of(reading: &Reading, stamp: Stamp) -> Option<Self> {
        if !is_sound(reading) || reading.bytes().len() as u64 != stamp.length {
            return None;
        }
        let lines: BTreeMap<EventId, &[u8]> = reading
            .lines()
            .filter(|(event, _)| is_of_a_place(event))
            .map(|(event, line)| (event.id, line))
            .collect();
        let mut places = Vec::new();
        for event in standing(reading.events()) {
            if let Some(line) = lines.get(&event.id) {
                places.extend_from_slice(line);
                places.push(b'\n');
            }
        }
        Some(Self {
            stamp,
            log: crc32fast::hash(reading.bytes()),
            end: end_of(reading.bytes()),
            last: reading.last_id()?,
            family: Family::of(reading.events()),
            places,
        })
    }

    /// Returns the snapshot of the log that has grown to these bytes since; `None` where the log is not that of the
    /// snapshot any more, or what is new changes what was before.
    pub(super) fn with_rest(mut self, path: &Path, bytes: Vec<u8>, stamp: Stamp) -> Option<Self> {
        let length = usize::try_from(self.stamp.length).ok()?;
        let (before, rest) = bytes.split_at_checked(length)?;
        let is_grown = bytes.len() as u64 == stamp.length && before.last() == Some(&b'\n');
        if !is_grown || crc32fast::hash(before) != self.log {
            return None;
        }
        // The checksum goes on where that of the beginning ended.
        let mut log = crc32fast::Hasher::new_with_initial_len(self.log, self.stamp.length);
        log.update(rest);
        self.end = end_of(&bytes);
        let rest = Reading::from(path, bytes, length);
        if !is_sound(&rest) {
            return None;
        }
        for (event, line) in rest.lines() {
            if event.id <= self.last {
                return None;
            }
            self.last = event.id;
            self.family = self.family.followed_by(event)?;
            if is_of_a_place(event) {
                self.places.extend_from_slice(line);
                self.places.push(b'\n');
            }
        }
        self.log = log.finalize();
        self.stamp = stamp;
        Some(self)
    }

    pub(super) fn stamp(&self) -> Stamp {
        self.stamp
    }

    /// Returns whether the log in `file`, of so many bytes, ends as the one that the snapshot is of.
    pub(super) fn ends_alike(&self, mut file: &File, length: u64) -> bool {
        let end = length.min(END as u64);
        let mut bytes = Vec::with_capacity(END);
        let read = file
            .seek(SeekFrom::Start(length - end))
            .and_then(|_| file.take(end).read_to_end(&mut bytes));
        let rewound = file.rewind();
        read.is_ok() && rewound.is_ok() && end_of(&bytes) == self.end
    }

    pub(super) fn into_family(self) -> Family {
        self.family
    }

    /// Writes the snapshot to the file at `path`.
    pub(super) fn write(&self, path: &Path) -> Result<(), WriteError> {
        let content = self.content().unwrap_or_default();
        atomic::replace(path, &content, Readers::Owner, Durability::Disposable)
    }

    /// Returns the snapshot in the file at `path`, if there is one.
    pub(super) fn read(path: &Path) -> Option<Self> {
        Self::parse(&plain_file::bytes(path, LONGEST)?)
    }

    fn content(&self) -> Option<Vec<u8>> {
        let Journal { last_visit, hidden } = &self.family.journal;
        let days: Vec<String> = last_visit.values().map(ToString::to_string).collect();
        let roles = &self.family.roles;
        let body = Body {
            visits: last_visit
                .keys()
                .zip(&days)
                .map(|(place, day)| (place.into(), day.as_str()))
                .collect(),
            hidden: hidden.iter().map(Into::into).collect(),
            founders: roles
                .founders()
                .iter()
                .map(|(log, founder)| {
                    let Founder { event, name } = founder;
                    (log.to_string(), event.to_string(), name.clone())
                })
                .collect(),
            grants: roles
                .grants()
                .iter()
                .map(|(name, grant)| {
                    let role = grant.role.map(|role| role.as_str().to_owned());
                    let revoked = grant.revoked.map(|id| id.to_string());
                    (name.clone(), role, revoked)
                })
                .collect(),
        };
        let mut rest = serde_json::to_vec(&body).ok()?;
        rest.push(b'\n');
        rest.extend_from_slice(&self.places);
        let mut content = serde_json::to_vec(&Head {
            kind: KIND,
            length: self.stamp.length,
            modified: &self.stamp.modified.to_string(),
            log: self.log,
            end: self.end,
            last: &self.last.to_string(),
            rest: crc32fast::hash(&rest),
        })
        .ok()?;
        content.push(b'\n');
        content.extend_from_slice(&rest);
        Some(content)
    }

    fn parse(content: &[u8]) -> Option<Self> {
        let (head, rest) = split_line(content)?;
        let head: Head<'_> = serde_json::from_slice(head).ok()?;
        if head.kind != KIND || crc32fast::hash(rest) != head.rest {
            return None;
        }
        let (body, places) = split_line(rest)?;
        let body: Body<'_> = serde_json::from_slice(body).ok()?;
        let lines = places.split_inclusive(|byte| *byte == b'\n');
        let events: Option<Vec<Event>> =
            lines.map(|line| read_line(line.trim_ascii_end())).collect();
        let last_visit = body.visits.into_iter();
        let last_visit =
            last_visit.map(|(place, day)| Some((place.into_owned(), day.parse().ok()?)));
        let hidden = body.hidden.into_iter().map(|place| place.into_owned());
        let journal = Journal {
            last_visit: last_visit.collect::<Option<_>>()?,
            hidden: hidden.collect(),
        };
        let roles = Roles::of_parts(
            body.founders
                .into_iter()
                .map(founder)
                .collect::<Option<_>>()?,
            body.grants.into_iter().map(grant).collect::<Option<_>>()?,
        );
        Some(Self {
            stamp: Stamp {
                length: head.length,
                modified: head.modified.parse().ok()?,
            },
            log: head.log,
            end: head.end,
            last: head.last.parse().ok()?,
            family: Family::of_parts(journal, roles, &events?),
            places: places.to_owned(),
        })
    }
}

/// Returns the checksum of the end of a log.
fn end_of(log: &[u8]) -> u32 {
    crc32fast::hash(log.get(log.len().saturating_sub(END)..).unwrap_or_default())
}

fn split_line(content: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = memchr::memchr(b'\n', content)?;
    Some((content.get(..end)?, content.get(end + 1..)?))
}

fn founder((log, event, name): (String, String, String)) -> Option<(EventId, Founder)> {
    let event = event.parse().ok()?;
    Some((log.parse().ok()?, Founder { event, name }))
}

fn grant(
    (name, role, revoked): (String, Option<String>, Option<String>),
) -> Option<(String, Grant)> {
    let role = match role.as_deref() {
        None => None,
        Some("editor") => Some(Role::Editor),
        Some("admin") => Some(Role::Admin),
        Some(_) => return None,
    };
    let revoked = match revoked {
        None => None,
        Some(id) => Some(id.parse().ok()?),
    };
    Some((name, Grant { role, revoked }))
}

/// Returns whether an event says something of a place that a suggestion cannot take from the journal.
fn is_of_a_place(event: &Event) -> bool {
    matches!(
        event.occurrence,
        Occurrence::DestinationProposed { .. }
            | Occurrence::LocationValidated { .. }
            | Occurrence::LocationRejected { .. }
            | Occurrence::DestinationAmended { .. }
            | Occurrence::DestinationApproved { .. }
            | Occurrence::DestinationRejected { .. }
            | Occurrence::DestinationRetired { .. }
    )
}
