//! One line of the log: an event in JSON, closed by a checksum of everything before it.
//! A line that does not end in its own checksum is damaged, whatever else it may be.

use super::envelope::Envelope;
use super::wire;
use crate::domain::{Event, EventId, Occurrence};
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
    let no_event = |why: String| Damage::NoEvent(why);
    let text = std::str::from_utf8(line).map_err(|_| no_event("it is not UTF-8".to_owned()))?;
    let open = text.get(..checked.len()).unwrap_or_default();
    let glanced = Envelope::at_a_glance(open)
        .and_then(|envelope| Some((occurrence(&envelope).ok()?, envelope)));
    let (occurrence, envelope) = match glanced {
        Some(read) => read,
        None => {
            let envelope = Envelope::of_json(text).map_err(no_event)?;
            let why = |error| no_event(format!("{}: {error}", envelope.event_type));
            (occurrence(&envelope).map_err(why)?, envelope)
        }
    };
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
    let payload = wire::payload(&event.occurrence)?.ok()?;
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
    // The checksum closes the object, so that it is the last of its members.
    let mut line = envelope.to_json()?;
    let check = hexadecimals(crc32fast::hash(line.as_bytes()));
    line.push_str(BEFORE_CHECK);
    line.extend(check.map(char::from));
    line.push_str(BEHIND_CHECK);
    (line.len() <= LONGEST).then_some(line)
}

fn occurrence(envelope: &Envelope<'_>) -> Result<Occurrence, String> {
    wire::occurrence(&envelope.event_type, envelope.version, envelope.payload)
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
