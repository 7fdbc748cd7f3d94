//! What stands in a log: its events, the lines that are damaged, and how its last line ends.
//! One bad line costs itself and nothing else.

use super::line::{self, Damage};
use super::lines::Lines;
use crate::domain::{Event, EventId};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// What stands in a log.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    path: PathBuf,
    bytes: Vec<u8>,
    events: Vec<Event>,
    /// Where the line of each event is, its line break left out.
    lines: Vec<Range<usize>>,
    damaged: Vec<DamagedLine>,
    tail: Tail,
    set_aside: Option<PathBuf>,
}

/// A line that is no event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DamagedLine {
    /// Its number, from 1.
    pub number: usize,
    /// What is wrong with it.
    pub damage: Damage,
    pub(super) bytes: Range<usize>,
}

/// How a log ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tail {
    /// With a line break, or it is empty.
    #[default]
    Whole,
    /// With an event that lacks only its line break; it counts.
    Unterminated,
    /// With this many bytes of a line that is not all there; they do not count.
    Torn(usize),
    /// With this many bytes of a line that another run is about to finish; they do not count yet.
    BeingWritten(usize),
}

impl Reading {
    /// Returns what stands in `bytes`, the content of the log at `path`.
    pub(super) fn of(path: &Path, bytes: Vec<u8>) -> Self {
        let mut reading = Self::from(path, bytes, 0);
        reading.tell_same_ids_apart();
        reading
    }

    /// Returns what stands in `bytes` from the line that begins at `start`, as if the log began there.
    pub(in crate::store) fn from(path: &Path, bytes: Vec<u8>, start: usize) -> Self {
        let lines = Lines::of(&bytes, start);
        let mut reading = Self {
            path: path.to_owned(),
            events: lines.events,
            lines: lines.at,
            damaged: lines.damaged,
            ..Self::default()
        };
        let text = bytes.get(start..).unwrap_or_default();
        let begin = memchr::memrchr(b'\n', text).map_or(start, |last| start + last + 1);
        let rest = bytes.len().saturating_sub(begin);
        if rest > 0 {
            reading.tail = match bytes.get(begin..).map(line::read) {
                Some(Ok(event)) => {
                    reading.events.push(event);
                    reading.lines.push(begin..bytes.len());
                    Tail::Unterminated
                }
                _ => Tail::Torn(rest),
            };
        }
        reading.bytes = bytes;
        reading
    }

    /// Leaves each event once: of the same line twice the first counts, of two that differ the second is damaged.
    fn tell_same_ids_apart(&mut self) {
        if self.events.is_sorted_by(|a, b| a.id < b.id) {
            return;
        }
        let mut known: HashMap<EventId, Range<usize>> = HashMap::with_capacity(self.events.len());
        let (events, lines) = (
            std::mem::take(&mut self.events),
            std::mem::take(&mut self.lines),
        );
        for (event, line) in events.into_iter().zip(lines) {
            match known.get(&event.id) {
                None => {
                    known.insert(event.id, line.clone());
                    self.events.push(event);
                    self.lines.push(line);
                }
                Some(first) if self.bytes.get(first.clone()) == self.bytes.get(line.clone()) => {}
                Some(_) => self.damaged.push(DamagedLine {
                    number: self.number_of(line.start),
                    damage: Damage::SameId(event.id),
                    bytes: line,
                }),
            }
        }
        self.damaged.sort_by_key(|damaged| damaged.bytes.start);
    }

    fn number_of(&self, offset: usize) -> usize {
        let before = self.bytes.get(..offset).unwrap_or_default();
        1 + memchr::memchr_iter(b'\n', before).count()
    }

    /// Returns the file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the events, each once, in the order of the file; those of a newer release too.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Returns the events with their lines as they stand in the file.
    pub fn lines(&self) -> impl Iterator<Item = (&Event, &[u8])> {
        let line = |at: &Range<usize>| self.bytes.get(at.clone()).unwrap_or_default();
        self.events.iter().zip(self.lines.iter().map(line))
    }

    /// Returns the lines that are no events.
    #[must_use]
    pub fn damaged(&self) -> &[DamagedLine] {
        &self.damaged
    }

    /// Returns how the log ends.
    #[must_use]
    pub fn tail(&self) -> Tail {
        self.tail
    }

    /// Returns the file that a torn last line has been moved to, if this reading came upon one.
    #[must_use]
    pub fn set_aside(&self) -> Option<&Path> {
        self.set_aside.as_deref()
    }

    /// Returns the number of the last event of a stream, 0 where it has none: what a later writer may have changed.
    #[must_use]
    pub fn last_seq(&self, stream: &str) -> u64 {
        let of_stream = self.events.iter().filter(|event| event.stream == stream);
        of_stream.map(|event| event.seq).max().unwrap_or(0)
    }

    /// Returns the numbers of the last events of `streams`, to be expected when writing.
    #[must_use]
    pub fn expected(&self, streams: &[&str]) -> BTreeMap<String, u64> {
        let last = |stream: &&str| ((*stream).to_owned(), self.last_seq(stream));
        streams.iter().map(last).collect()
    }

    /// Returns what the reader should know, in full sentences.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let path = self.path.display();
        let mut warnings: Vec<String> = Vec::new();
        if let Some(aside) = &self.set_aside {
            warnings.push(format!(
                "the last line of {path} was not all there and was moved to {}",
                aside.display()
            ));
        }
        if let Tail::Torn(bytes) = self.tail {
            warnings.push(format!(
                "the last line of {path} is not all there: {bytes} bytes are left out"
            ));
        }
        warnings.extend(self.damaged.iter().map(|damaged| {
            format!(
                "line {} of {path} is damaged and left out: {}",
                damaged.number, damaged.damage
            )
        }));
        warnings
    }

    /// Returns whether the file is something else than a log: nothing in it is an event, or what is left of one.
    pub(super) fn is_foreign(&self) -> bool {
        const BEGINNING: &[u8] = br#"{"id":""#;
        let bytes = self.bytes.as_slice();
        let begins = BEGINNING.starts_with(bytes) || bytes.starts_with(BEGINNING);
        // A machine that lost its power may leave zeros where a line was to be.
        let of_ours = || {
            memchr::memmem::find(bytes, br#""check":""#).is_some()
                || bytes.iter().all(|byte| *byte == 0)
        };
        let blank = self.damaged.is_empty() && self.tail == Tail::Whole;
        self.events.is_empty() && !blank && !begins && !of_ours()
    }

    /// Returns whether so many lines are damaged that the rest was not looked at.
    pub(super) fn is_beyond_repair(&self) -> bool {
        Lines::are_beyond_repair(&self.damaged)
    }

    pub(in crate::store) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns how many events begin before this offset in the file.
    pub(crate) fn events_before(&self, offset: u64) -> usize {
        self.lines
            .partition_point(|line| (line.start as u64) < offset)
    }

    /// Returns the offset behind the first `events` of the file.
    pub(crate) fn offset_behind(&self, events: usize) -> u64 {
        let next = self.lines.get(events).map(|line| line.start);
        next.unwrap_or(self.bytes.len()) as u64
    }

    pub(super) fn with_tail(self, tail: Tail) -> Self {
        Self { tail, ..self }
    }

    pub(super) fn with_set_aside(self, set_aside: Option<PathBuf>) -> Self {
        Self { set_aside, ..self }
    }

    /// Returns the greatest id in the log.
    pub(in crate::store) fn last_id(&self) -> Option<EventId> {
        self.events.iter().map(|event| event.id).max()
    }
}

#[cfg(test)]
mod tests;
