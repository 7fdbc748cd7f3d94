//! Two logs made one: the union of their events by id, line by line as they were written.

use super::EventLog;
use super::error::LogError;
use super::line::Damage;
use super::reading::{Reading, Tail};
use crate::domain::Event;
use std::collections::HashMap;

/// The last millisecond that is an instant: the end of the year 9999.
const LAST_MILLIS: u64 = 253_402_207_200_000;

/// What became of another log.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Merged {
    /// The events that were added, by id.
    pub added: Vec<Event>,
    /// How many of its events were in the log already.
    pub known: usize,
    /// What the reader should know of the log, in full sentences.
    pub warnings: Vec<String>,
}

impl EventLog {
    /// Adds the events of `other` that are not in the log, as they stand there, those of newer releases too. Its damaged
    /// lines are left out. To merge again adds nothing.
    ///
    /// # Errors
    /// When the two say different things under one id, or the other does by itself; when the log cannot be read or
    /// written, or has damaged lines. Then nothing is added.
    pub fn merge(&self, other: &Reading) -> Result<Merged, LogError> {
        refuse_two_contents(other)?;
        let (_held, own) = self.hold()?;
        self.refuse_damage(&own)?;
        let known: HashMap<_, _> = own.lines().map(|(event, line)| (event.id, line)).collect();
        let mut missing = Vec::new();
        for (event, line) in other.lines() {
            match known.get(&event.id) {
                None if event.id.millis() > LAST_MILLIS => {
                    return Err(LogError::FarAhead { id: event.id });
                }
                None => missing.push((event, line)),
                Some(same) if *same == line => {}
                Some(_) => return Err(LogError::SameId { id: event.id }),
            }
        }
        missing.sort_by_key(|(event, _)| event.id);
        let mut lines = Vec::new();
        if own.tail() == Tail::Unterminated {
            lines.push(b'\n');
        }
        for (_, line) in &missing {
            lines.extend_from_slice(line);
            lines.push(b'\n');
        }
        if !missing.is_empty() {
            self.write(&own, &lines)?;
        }
        Ok(Merged {
            known: other.events().len() - missing.len(),
            added: missing
                .into_iter()
                .map(|(event, _)| event.clone())
                .collect(),
            warnings: own.warnings(),
        })
    }
}

/// Refuses a log of which it would depend on the order of its lines what it says.
fn refuse_two_contents(other: &Reading) -> Result<(), LogError> {
    let twice = other.damaged().iter().find_map(|line| match line.damage {
        Damage::SameId(id) => Some((line.number, id)),
        _ => None,
    });
    match twice {
        None => Ok(()),
        Some((line, id)) => Err(LogError::TwiceOneId {
            path: other.path().to_owned(),
            line,
            id,
        }),
    }
}

#[cfg(test)]
mod tests;
