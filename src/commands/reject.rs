//! `reject`: a proposal is not to be suggested.

use super::approve::{proposal_of, undecided};
use super::given::Given;
use super::rejection::Rejection;
use super::text::note;
use crate::domain::{NewEvent, Occurrence};

/// A proposal to be rejected.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reject {
    /// The id of the place.
    pub place: String,
    /// Why.
    pub because: Option<String>,
}

impl Reject {
    /// Returns the event of the rejection.
    ///
    /// # Errors
    /// When the actor is neither owner nor admin; or it is not a proposal or is decided over.
    pub fn decide(&self, given: &Given<'_>) -> Result<Vec<NewEvent>, Rejection> {
        let actor = given.decider("reject proposals")?;
        let (place, proposal) = proposal_of(given, &self.place)?;
        undecided(place, &proposal.place.name)?;
        let rejected = Occurrence::DestinationRejected {
            name: proposal.place.name.clone(),
            because: note("the reason", self.because.as_deref())?,
        };
        Ok(vec![NewEvent::of(&actor, &self.place, rejected)])
    }
}
