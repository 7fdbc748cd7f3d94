//! `hide`: a place is not suggested until it is brought back; it is not its fault.

use super::given::Given;
use super::rejection::Rejection;
use crate::domain::{NewEvent, Occurrence};

/// A place to be hidden.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hide {
    /// The id of the place. [`Given::listed`] is the place of that id in other catalogues.
    pub place: String,
}

impl Hide {
    /// Returns the event of the hiding.
    ///
    /// # Errors
    /// When the place is not known or hidden already.
    pub fn decide(&self, given: &Given<'_>) -> Result<Vec<NewEvent>, Rejection> {
        let actor = given.actor()?;
        let name = given.place(&self.place)?.name;
        if given.family.journal.hidden.contains(&self.place) {
            return Err(Rejection::new(format!("{name} is hidden already")));
        }
        let hidden = Occurrence::DestinationHidden { name };
        Ok(vec![NewEvent::of(&actor, &self.place, hidden)])
    }
}
