//! `undo`: an event counts no more; it stays on record, as does that it was undone.

use super::given::{Given, actor_name};
use super::rejection::Rejection;
use crate::domain::{EDITORS, Event, EventId, NewEvent, Occurrence};
use crate::queries::{ordered, undone};
use std::collections::BTreeMap;

/// An event to be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Undo {
    /// The event; `None` for the actor's latest that can be undone and is no undoing itself.
    pub event: Option<EventId>,
}

impl Undo {
    /// Returns the latest event of `actor` that can be undone and is no undoing itself; `None` where there is none.
    ///
    /// # Errors
    /// When the actor has no name.
    pub fn latest(actor: &str, events: &[Event]) -> Result<Option<EventId>, Rejection> {
        let actor = actor_name(actor)?;
        let events = ordered(events);
        let undone = undone(events.iter().copied());
        Ok(latest(&events, &actor, &undone).map(|event| event.id))
    }

    /// Returns the event of the undoing, given everything that was recorded.
    ///
    /// # Errors
    /// When there is no such event; it is undone already, a verdict or a newer release's; or it is not for the actor
    /// to undo.
    pub fn decide(&self, given: &Given<'_>, events: &[Event]) -> Result<Vec<NewEvent>, Rejection> {
        let actor = given.actor()?;
        let events = ordered(events);
        let undone = undone(events.iter().copied());
        let event = match self.event {
            Some(id) => self::event(&events, id)
                .ok_or_else(|| {
                    Rejection::new(format!("there is no event {id}"))
                        .hint("`kidtrip log list` has them all")
                })
                .and_then(|event| may_be_undone(event, &undone).map(|()| event))?,
            None => latest(&events, &actor, &undone).ok_or_else(|| {
                Rejection::new(format!("{actor} has recorded nothing that can be undone"))
            })?,
        };
        let touched = touched(&events, event);
        if event.actor != actor || takes_a_decision(touched) {
            let what = touched.occurrence.in_a_few_words();
            given.decider(&format!("undo the {what} of {}", event.actor))?;
        }
        let undoing = Occurrence::EventUndone {
            event: event.id,
            event_type: event.occurrence.event_type().to_owned(),
            what: event.occurrence.in_a_few_words(),
        };
        Ok(vec![NewEvent::of(&actor, &event.stream, undoing)])
    }
}

fn event<'a>(events: &[&'a Event], id: EventId) -> Option<&'a Event> {
    let at = events.binary_search_by_key(&id, |event| event.id).ok()?;
    events.get(at).copied()
}

fn latest<'a>(
    events: &[&'a Event],
    actor: &str,
    undone: &BTreeMap<EventId, EventId>,
) -> Option<&'a Event> {
    let is_undoing = |event: &Event| matches!(event.occurrence, Occurrence::EventUndone { .. });
    let fits = |event: &Event| {
        event.actor == actor && !is_undoing(event) && may_be_undone(event, undone).is_ok()
    };
    events.iter().rev().copied().find(|event| fits(event))
}

fn may_be_undone(event: &Event, undone: &BTreeMap<EventId, EventId>) -> Result<(), Rejection> {
    let what = event.occurrence.in_a_few_words();
    match event.occurrence {
        Occurrence::LocationValidated { .. } | Occurrence::LocationRejected { .. } => {
            Err(Rejection::new(format!("the {what} may not be undone"))
                .hint("amend the location of the place instead"))
        }
        Occurrence::Unknown { .. } => Err(Rejection::new(format!(
            "the {what} may not be undone by this one"
        ))
        .hint("update kidtrip")),
        _ => match undone.get(&event.id) {
            Some(by) => Err(Rejection::new(format!("the {what} is undone already"))
                .hint(format!("`kidtrip undo {by}` brings it back"))),
            None => Ok(()),
        },
    }
}

/// Returns the event that counts or not by this undoing, through any undoing of undoings; an event that is none itself.
fn touched<'a>(events: &[&'a Event], event: &'a Event) -> &'a Event {
    let mut touched = event;
    while let Occurrence::EventUndone { event: target, .. } = touched.occurrence {
        // What is undone was recorded before, so that this ends.
        match self::event(events, target).filter(|before| before.id < touched.id) {
            Some(before) => touched = before,
            None => break,
        }
    }
    touched
}

/// Returns whether it took an owner or admin to do that, as it then takes to undo it.
fn takes_a_decision(event: &Event) -> bool {
    event.stream == EDITORS
        || matches!(
            event.occurrence,
            Occurrence::DestinationApproved { .. }
                | Occurrence::DestinationRejected { .. }
                | Occurrence::DestinationRetired { .. }
        )
}

#[cfg(test)]
mod tests;
