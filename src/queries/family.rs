//! What the family's events come to for a suggestion or a decision: its journal, its places, who may do what.

use super::places::Places;
use super::roles::Roles;
use super::standing::{ordered, undone};
use crate::domain::{Event, Journal, Occurrence};

/// What the family has written down, as of its last event.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Family {
    /// Where it has been, and what it hides.
    pub journal: Journal,
    /// The places it proposed, amended, retired.
    pub places: Places,
    /// Who may do what.
    pub roles: Roles,
}

impl Family {
    /// Returns what `events` come to, in whatever order and however often they come.
    pub fn of<'a>(events: impl IntoIterator<Item = &'a Event>) -> Self {
        let events = ordered(events);
        let undone = undone(events.iter().copied());
        let mut family = Self::default();
        for event in events {
            // Who began a log owns it, whatever became of that event.
            family.roles.note(event);
            if undone.is_empty() || !undone.contains_key(&event.id) {
                family.count(event);
            }
        }
        family
    }

    /// Returns the family of which these are the parts; `places` are the events of places that count, by id.
    pub fn of_parts<'a>(
        journal: Journal,
        roles: Roles,
        places: impl IntoIterator<Item = &'a Event>,
    ) -> Self {
        let mut family = Self {
            journal,
            roles,
            places: Places::default(),
        };
        for event in places {
            family.places.count(event);
        }
        family
    }

    /// Returns what one more event makes of this, where its id is greater than those of all before and it undoes
    /// nothing; `None` where it does, so that the events must be gone through again.
    #[must_use]
    pub fn followed_by(mut self, event: &Event) -> Option<Self> {
        if matches!(event.occurrence, Occurrence::EventUndone { .. }) {
            return None;
        }
        self.roles.note(event);
        self.count(event);
        Some(self)
    }

    /// Counts an event that is not undone and later than all before.
    fn count(&mut self, event: &Event) {
        match &event.occurrence {
            Occurrence::VisitRecorded { day, .. } => {
                match self.journal.last_visit.get_mut(&event.stream) {
                    Some(last) => *last = (*last).max(*day),
                    None => {
                        let place = event.stream.clone();
                        self.journal.last_visit.insert(place, *day);
                    }
                }
            }
            Occurrence::DestinationHidden { .. } => {
                self.journal.hidden.insert(event.stream.clone());
            }
            Occurrence::DestinationUnhidden { .. } => {
                self.journal.hidden.remove(&event.stream);
            }
            Occurrence::EditorApproved { .. } | Occurrence::EditorRevoked { .. } => {
                self.roles.count(event);
            }
            Occurrence::DestinationProposed { .. }
            | Occurrence::LocationValidated { .. }
            | Occurrence::LocationRejected { .. }
            | Occurrence::DestinationAmended { .. }
            | Occurrence::DestinationApproved { .. }
            | Occurrence::DestinationRejected { .. }
            | Occurrence::DestinationRetired { .. } => self.places.count(event),
            Occurrence::EventUndone { .. } | Occurrence::Unknown { .. } => {}
        }
    }
}
