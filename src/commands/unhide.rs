//! `unhide`: a hidden place may be suggested again.

use super::given::Given;
use super::rejection::Rejection;
use crate::domain::{NewEvent, Occurrence};

/// A place to be brought back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unhide {
    /// The id of the place. [`Given::listed`] is the place of that id in other catalogues.
    pub place: String,
}

impl Unhide {
    /// Returns the event of the bringing back.
    ///
    /// # Errors
    /// When the place is not hidden.
    pub fn decide(&self, given: &Given<'_>) -> Result<Vec<NewEvent>, Rejection> {
        let actor = given.actor()?;
        let place = given.place(&self.place);
        if !given.family.journal.hidden.contains(&self.place) {
            // Of a place that nobody knows, that it is unknown says more.
            let name = place?.name;
            return Err(Rejection::new(format!("{name} is not hidden")));
        }
        // A hidden place may have left its catalogue since.
        let name = place.map_or_else(|_| self.place.clone(), |place| place.name);
        let unhidden = Occurrence::DestinationUnhidden { name };
        Ok(vec![NewEvent::of(&actor, &self.place, unhidden)])
    }
}

#[cfg(test)]
mod tests;
