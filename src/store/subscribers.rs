//! Reactions to events: each subscriber is shown every event in order, and what it makes of them is recorded, once.
//! A subscriber that is added later catches up from the first event; no writer knows of any.

mod position;

pub use position::{Position, remove_damaged_positions};

use super::event_log::{EventLog, LogError, Recorded, Session};
use crate::domain::{Event, EventId, NewEvent};
use crate::queries::Family;
use std::collections::{HashMap, HashSet};

/// Reactions to reactions to reactions: what goes on longer goes in a circle.
const DEEPEST: usize = 32;

/// Something that reacts to events by others; what it returns is recorded.
pub trait Subscriber {
    /// Returns its name, which never changes: lower-case letters, digits and hyphens.
    fn name(&self) -> &'static str;

    /// Returns what follows from `event`, given all that was recorded; with the event as its cause
    /// ([`NewEvent::because_of`]). It is asked again when its position is lost: of a stream and a type only the first
    /// reaction to an event is recorded.
    fn react(&self, family: &Family, event: &Event) -> Vec<NewEvent>;
}

/// Shows every subscriber the events that are new to it, and records what they make of them until nothing follows any
/// more: in one turn, with one sync.
///
/// # Errors
/// When the log cannot be read or written, or has damaged lines; when a subscriber does not come to rest. Then nothing
/// is recorded.
pub fn run_subscribers(
    log: &EventLog,
    subscribers: &[&dyn Subscriber],
) -> Result<Recorded, LogError> {
    let positions: Vec<Position> = subscribers
        .iter()
        .map(|subscriber| Position::of(log, subscriber.name()))
        .collect();
    let turn = log.turn(|session| {
        let seen = |position: &Position| position.seen(session.reading());
        let seen: Vec<usize> = positions.iter().map(seen).collect();
        let behind = seen.iter().any(|seen| *seen < session.count());
        if behind {
            settle(session, subscribers, seen)?;
        }
        Ok::<_, LogError>(behind)
    })?;
    let last = turn.last;
    for position in positions.iter().filter(|_| turn.answer) {
        if let Some(last) = last {
            // Without a position it is shown everything again, which changes nothing.
            let _ = position.keep(turn.length, last);
        }
    }
    Ok(turn.without_answer())
}

/// Shows the subscribers all they have not `seen`, what is recorded meanwhile too.
fn settle(
    session: &mut Session,
    subscribers: &[&dyn Subscriber],
    mut seen: Vec<usize>,
) -> Result<(), LogError> {
    let mut family = Family::of(session.events());
    let mut recorded = Reactions::of(session.events());
    let mut depths: HashMap<EventId, usize> = HashMap::new();
    while seen.iter().any(|seen| *seen < session.count()) {
        for (subscriber, seen) in subscribers.iter().zip(&mut seen) {
            while let Some(event) = session.event(*seen) {
                let (id, reactions) = (event.id, subscriber.react(&family, event));
                *seen += 1;
                for reaction in reactions {
                    if !recorded.is_first(&reaction) {
                        continue;
                    }
                    let depth = depths.get(&id).map_or(1, |depth| depth + 1);
                    if depth > DEEPEST {
                        let subscriber = subscriber.name().to_owned();
                        return Err(LogError::Restless { subscriber });
                    }
                    let event = session.record(reaction)?;
                    depths.insert(event.id, depth);
                    family = match family.followed_by(event) {
                        Some(family) => family,
                        None => Family::of(session.events()),
                    };
                }
            }
        }
    }
    Ok(())
}

/// The reactions that are on record: by the event they are to, their stream and type.
struct Reactions(HashSet<(EventId, String, String)>);

impl Reactions {
    fn of<'a>(events: impl Iterator<Item = &'a Event>) -> Self {
        let reaction = |event: &Event| {
            let of_type = event.occurrence.event_type().to_owned();
            Some((event.causation?, event.stream.clone(), of_type))
        };
        Self(events.filter_map(reaction).collect())
    }

    /// Returns whether a reaction is the first of its kind to its event, and takes note of it. What is no reaction to
    /// anything cannot be told from one that is recorded already, and is none.
    fn is_first(&mut self, new: &NewEvent) -> bool {
        new.cause.is_some_and(|cause| {
            let of_type = new.occurrence.event_type().to_owned();
            self.0.insert((cause.event, new.stream.clone(), of_type))
        })
    }
}

#[cfg(test)]
mod tests;
