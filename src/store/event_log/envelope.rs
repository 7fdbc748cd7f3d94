//! What stands around the payload of an event: read at a glance where it is laid out as this program writes it, and by
//! the rules of JSON where another tool has laid it out otherwise. Both give the same.

use super::glance::{Rest, has_control};
use super::text;
use crate::domain::EventId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// What stands around the payload, with the payload as it stands.
#[derive(Debug, PartialEq)]
pub(super) struct Envelope<'a> {
    pub(super) id: EventId,
    pub(super) log: EventId,
    pub(super) stream: Cow<'a, str>,
    pub(super) seq: u64,
    pub(super) event_type: Cow<'a, str>,
    pub(super) version: u32,
    pub(super) recorded_at: Timestamp,
    pub(super) actor: Cow<'a, str>,
    pub(super) correlation: EventId,
    pub(super) causation: Option<EventId>,
    pub(super) payload: &'a str,
}

/// The same for whatever reads and writes JSON.
#[derive(Serialize, Deserialize)]
struct Json<'a> {
    #[serde(with = "text")]
    id: EventId,
    #[serde(with = "text")]
    log: EventId,
    #[serde(borrow)]
    stream: Cow<'a, str>,
    seq: u64,
    #[serde(rename = "type", borrow)]
    event_type: Cow<'a, str>,
    version: u32,
    #[serde(with = "text")]
    recorded_at: Timestamp,
    #[serde(borrow)]
    actor: Cow<'a, str>,
    #[serde(with = "text")]
    correlation: EventId,
    #[serde(default, with = "text::optional")]
    causation: Option<EventId>,
    #[serde(borrow)]
    payload: &'a RawValue,
}

impl<'a> Envelope<'a> {
    /// Returns what stands in a JSON object.
    pub(super) fn of_json(line: &'a str) -> Result<Self, String> {
        let json: Json<'a> = serde_json::from_str(line).map_err(|error| error.to_string())?;
        Ok(Self {
            id: json.id,
            log: json.log,
            stream: json.stream,
            seq: json.seq,
            event_type: json.event_type,
            version: json.version,
            recorded_at: json.recorded_at,
            actor: json.actor,
            correlation: json.correlation,
            causation: json.causation,
            payload: json.payload.get(),
        })
    }

    /// Returns what stands in `open`, a JSON object up to its checksum, if it is laid out as [`to_json`](Self::to_json) does. Whether the
    /// payload is JSON, and all that is left, is for whoever reads the payload.
    pub(super) fn at_a_glance(open: &'a str) -> Option<Self> {
        let mut rest = Rest(open);
        let id = rest.plain(r#"{"id":""#)?;
        let log = rest.plain(r#"","log":""#)?;
        let stream = rest.plain(r#"","stream":""#)?;
        let seq = rest.number(r#"","seq":"#)?;
        let event_type = rest.plain(r#","type":""#)?;
        let version = rest.number(r#"","version":"#)?;
        let recorded_at = rest.plain(r#","recorded_at":""#)?;
        let actor = rest.plain(r#"","actor":""#)?;
        let correlation = rest.plain(r#"","correlation":""#)?;
        let causation = match rest.skip(r#"","causation":null"#) {
            Some(()) => None,
            None => {
                let causation = rest.plain(r#"","causation":""#)?;
                rest.skip("\"")?;
                Some(causation.parse().ok()?)
            }
        };
        rest.skip(r#","payload":"#)?;
        let around = open.len() - rest.0.len();
        if open.as_bytes().get(..around).is_none_or(has_control) {
            return None;
        }
        let first: EventId = id.parse().ok()?;
        Some(Self {
            id: first,
            log: log.parse().ok()?,
            stream: Cow::Borrowed(stream),
            seq,
            event_type: Cow::Borrowed(event_type),
            version: u32::try_from(version).ok()?,
            recorded_at: recorded_at.parse().ok()?,
            actor: Cow::Borrowed(actor),
            // Most events are the first of their command, and name themselves twice.
            correlation: if correlation == id {
                first
            } else {
                correlation.parse().ok()?
            },
            causation,
            payload: rest.0,
        })
    }

    /// Returns a JSON object without what closes it.
    pub(super) fn to_json(&self) -> Option<String> {
        let payload: &RawValue = serde_json::from_str(self.payload).ok()?;
        let mut json = serde_json::to_string(&Json {
            id: self.id,
            log: self.log,
            stream: Cow::Borrowed(&self.stream),
            seq: self.seq,
            event_type: Cow::Borrowed(&self.event_type),
            version: self.version,
            recorded_at: self.recorded_at,
            actor: Cow::Borrowed(&self.actor),
            correlation: self.correlation,
            causation: self.causation,
            payload,
        })
        .ok()?;
        json.pop();
        Some(json)
    }
}
