//! `retire`: a place is never suggested again, whichever catalogue it is in.

use super::given::Given;
use super::rejection::Rejection;
use super::text::note;
use crate::domain::{NewEvent, Occurrence};
use crate::queries::Stage;

/// A place to be retired.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Retire {
    /// The id of the place. [`Given::listed`] is the place of that id in other catalogues.
    pub place: String,
    /// Why.
    pub because: Option<String>,
}

impl Retire {
    /// Returns the event of the retirement.
    ///
    /// # Errors
    /// When the actor is neither owner nor admin; or the place is not known, still a proposal, or gone already.
    pub fn decide(&self, given: &Given<'_>) -> Result<Vec<NewEvent>, Rejection> {
        let actor = given.decider("retire places")?;
        let place = given.place(&self.place)?;
        let name = place.name;
        let known = given.family.places.get(&self.place);
        if known.is_some_and(|place| place.is_undecided()) {
            return Err(Rejection::new(format!("{name} is only a proposal"))
                .hint("reject it, or approve it first"));
        }
        match given.stage(&self.place) {
            Stage::Retired => {
                return Err(Rejection::new(format!("{name} was retired already")));
            }
            Stage::Rejected => {
                return Err(Rejection::new(format!(
                    "{name} was rejected: it is not suggested"
                )));
            }
            _ => {}
        }
        let retired = Occurrence::DestinationRetired {
            name,
            because: note("the reason", self.because.as_deref())?,
        };
        Ok(vec![NewEvent::of(&actor, &self.place, retired)])
    }
}
