//! One line of the log: an event in JSON, closed by a checksum of everything before it.
//! A line that does not end in its own checksum is damaged, whatever else it may be.

use super::{text, wire};
use crate::domain::{Event, EventId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use thiserror::Error;

/// Bytes of a line.
pub(super) const LONGEST: usize = 1 << 20;
/// What stands before the checksum.
const BEFORE_CHECK: &str = r#","check":""#;
/// Digits of the checksum, in hexadecimals of lower case.
const CHECK_DIGITS: usize = 8;
/// What stands behind it.
const BEHIND_CHECK: &str = r#""}"#;

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Damage {
    /// It is longer than any event.
    #[error("it is longer than 1 MiB")]
    TooLong,
    /// It does not end in a checksum.
    #[error("it has no checksum at its end")]
    NoCheck,
    /// It is not what it was when the checksum was made.
    #[error("its checksum does not match")]
    Check,
    /// It is as it was written, and no event.
    #[error("it is no event: {0}")]
    NoEvent(String),
    /// It has the id of another event in the log and says something else.
    #[error("its id is that of another event, {0}")]
    SameId(EventId),
}

#[derive(Serialize, Deserialize)]
struct Envelope<'a> {
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

/// Returns the event on a line, which ends before its line break.
///
/// # Errors
/// Says what is wrong with the line.
pub(super) fn read(line: &[u8]) -> Result<Event, Damage> {
    if line.len() > LONGEST {
        return Err(Damage::TooLong);
    }
    let (checked, check) = parts(line).ok_or(Damage::NoCheck)?;
    if hexadecimals(crc32fast::hash(checked)) != check {
        return Err(Damage::Check);
    }
    let no_event = |error: String| Damage::NoEvent(error);
    let text = std::str::from_utf8(line).map_err(|_| no_event("it is not UTF-8".to_owned()))?;
    let envelope: Envelope<'_> =
        serde_json::from_str(text).map_err(|error| no_event(error.to_string()))?;
    let event_type = &envelope.event_type;
    let occurrence = wire::occurrence(event_type, envelope.version, envelope.payload.get())
        .map_err(|error| no_event(format!("{event_type}: {error}")))?;
    if envelope.stream.is_empty() {
        return Err(no_event("its stream has no name".to_owned()));
    }
    Ok(Event {
        id: envelope.id,
        log: envelope.log,
        stream: envelope.stream.into_owned(),
        seq: envelope.seq,
        recorded_at: envelope.recorded_at,
        actor: envelope.actor.into_owned(),
        correlation: envelope.correlation,
        causation: envelope.causation,
        occurrence,
    })
}

/// Returns an event as a line, without its line break; `None` where it would be longer than a line can be, or is of a
/// newer release and so can only be copied.
pub(super) fn write(event: &Event) -> Option<String> {
    let payload = RawValue::from_string(wire::payload(&event.occurrence)?.ok()?).ok()?;
    let envelope = Envelope {
        id: event.id,
        log: event.log,
        stream: Cow::Borrowed(&event.stream),
        seq: event.seq,
        event_type: Cow::Borrowed(event.occurrence.event_type()),
        version: wire::VERSION,
        recorded_at: event.recorded_at,
        actor: Cow::Borrowed(&event.actor),
        correlation: event.correlation,
        causation: event.causation,
        payload: &payload,
    };
    let mut line = serde_json::to_string(&envelope).ok()?;
    // The checksum closes the object, so that it is the last of its members.
    line.pop();
    let check = hexadecimals(crc32fast::hash(line.as_bytes()));
    line.push_str(BEFORE_CHECK);
    line.extend(check.map(char::from));
    line.push_str(BEHIND_CHECK);
    (line.len() <= LONGEST).then_some(line)
}

/// Returns what is checked, and the checksum.
fn parts(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let line = line.strip_suffix(BEHIND_CHECK.as_bytes())?;
    let (rest, check) = line.split_at_checked(line.len().checked_sub(CHECK_DIGITS)?)?;
    Some((rest.strip_suffix(BEFORE_CHECK.as_bytes())?, check))
}

fn hexadecimals(number: u32) -> [u8; CHECK_DIGITS] {
    let mut digits = [0; CHECK_DIGITS];
    for (digit, nibble) in digits.iter_mut().zip((0..8).rev()) {
        // Four bits are a digit: below 16.
        let value = (number >> (4 * nibble)) & 0xf;
        *digit = char::from_digit(value, 16).map_or(b'0', |digit| digit as u8);
    }
    digits
}

#[cfg(test)]
mod tests;
