//! A writer's turn at the log: what stands in it, and what the writer adds, all of it recorded at once or not at all.

use super::error::LogError;
use super::line;
use super::reading::{Reading, Tail};
use crate::domain::{Event, EventId, NewEvent};
use jiff::Timestamp;
use std::collections::HashMap;

/// A writer's turn at the log.
#[derive(Debug)]
pub struct Session {
    reading: Reading,
    now: Timestamp,
    recorded: Vec<Event>,
    lines: Vec<u8>,
    last_id: Option<EventId>,
    correlation: Option<EventId>,
    /// The last number of each stream that was written to.
    last_seqs: HashMap<String, u64>,
}

impl Session {
    pub(super) fn new(reading: Reading, now: Timestamp) -> Self {
        // More than milliseconds are neither in an id nor of use.
        let millis = Timestamp::from_millisecond(now.as_millisecond());
        let mut session = Self {
            last_id: reading.last_id(),
            now: millis.unwrap_or(now),
            reading,
            recorded: Vec::new(),
            lines: Vec::new(),
            correlation: None,
            last_seqs: HashMap::new(),
        };
        if session.reading.tail() == Tail::Unterminated {
            session.lines.push(b'\n');
        }
        session
    }

    /// Returns what stood in the log when the turn began.
    #[must_use]
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// Returns every event: those that stood in the log, and those that were added since.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.reading.events().iter().chain(&self.recorded)
    }

    /// Returns the event with this number, counted from 0 in the order of the file.
    #[must_use]
    pub fn event(&self, number: usize) -> Option<&Event> {
        let read = self.reading.events();
        match number.checked_sub(read.len()) {
            None => read.get(number),
            Some(added) => self.recorded.get(added),
        }
    }

    /// Returns how many events there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.reading.events().len() + self.recorded.len()
    }

    /// Returns the events that were added.
    #[must_use]
    pub fn recorded(&self) -> &[Event] {
        &self.recorded
    }

    /// Adds an event: it gets its id, number and instant now, and is on record when the turn ends well.
    ///
    /// # Errors
    /// When it is longer than a line, or no id is greater than the last.
    pub fn record(&mut self, new: NewEvent) -> Result<&Event, LogError> {
        let millis = u64::try_from(self.now.as_millisecond()).unwrap_or(0);
        let chance = fastrand::u128(..);
        let id = EventId::after(self.last_id, millis, chance).ok_or_else(|| {
            // Only a last id can be in the way.
            let last = self.last_id;
            last.map_or(LogError::TooLong, |last| LogError::NoMoreIds { last })
        })?;
        let seq = self.next_seq(&new.stream);
        let first = self.reading.events().first().or(self.recorded.first());
        let event = Event {
            id,
            log: first.map_or(id, |first| first.log),
            seq,
            recorded_at: self.now,
            correlation: match &new.cause {
                Some(cause) => cause.correlation,
                None => *self.correlation.get_or_insert(id),
            },
            causation: new.cause.map(|cause| cause.event),
            stream: new.stream,
            actor: new.actor,
            occurrence: new.occurrence,
        };
        let line = line::write(&event).ok_or(LogError::TooLong)?;
        self.lines.extend_from_slice(line.as_bytes());
        self.lines.push(b'\n');
        self.last_id = Some(id);
        Ok(self.recorded.push_mut(event))
    }

    /// Returns the next number of a stream.
    fn next_seq(&mut self, stream: &str) -> u64 {
        let last = match self.last_seqs.get(stream) {
            Some(last) => *last,
            None => self.reading.last_seq(stream),
        };
        let next = last.saturating_add(1);
        self.last_seqs.insert(stream.to_owned(), next);
        next
    }

    /// Ends the turn: returns what was read, what was added, and the bytes to be appended for it.
    pub(super) fn end(self) -> (Reading, Vec<Event>, Vec<u8>) {
        let lines = if self.recorded.is_empty() {
            Vec::new()
        } else {
            self.lines
        };
        (self.reading, self.recorded, lines)
    }
}
