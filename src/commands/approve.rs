//! `approve`: a proposal may be suggested.

use super::given::{Given, unknown_place};
use super::rejection::Rejection;
use super::text::note;
use crate::domain::{NewEvent, Occurrence};
use crate::queries::{Place, Proposal, Stage, Verdict};

/// A proposal to be approved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Approve {
    /// The id of the place.
    pub place: String,
    /// Why.
    pub because: Option<String>,
}

impl Approve {
    /// Returns the event of the approval.
    ///
    /// # Errors
    /// When the actor is neither owner nor admin; or it is not a proposal, has no valid location or is decided over.
    pub fn decide(&self, given: &Given<'_>) -> Result<Vec<NewEvent>, Rejection> {
        let actor = given.decider("approve proposals")?;
        let (place, proposal) = proposal_of(given, &self.place)?;
        let name = &proposal.place.name;
        undecided(place, name)?;
        match &place.verdict {
            None => {
                return Err(Rejection::new(format!(
                    "the location of {name} has not been looked into yet"
                )));
            }
            Some(Verdict::Invalid(reason)) => {
                return Err(
                    Rejection::new(format!("{name} cannot be approved: {reason}"))
                        .hint("amend its location first"),
                );
            }
            Some(Verdict::Valid(_)) => {}
        }
        let approved = Occurrence::DestinationApproved {
            name: name.clone(),
            because: note("the reason", self.because.as_deref())?,
            of: place.approvable().map(Box::new),
        };
        Ok(vec![NewEvent::of(&actor, &self.place, approved)])
    }
}

/// Returns the place and its proposal.
pub(super) fn proposal_of<'a>(
    given: &Given<'a>,
    id: &str,
) -> Result<(&'a Place, &'a Proposal), Rejection> {
    let place = given.family.places.get(id);
    let proposed = place.and_then(|place| Some((place, place.proposal.as_ref()?)));
    proposed.ok_or_else(|| match given.listed.filter(|listed| listed.id == id) {
        Some(listed) => Rejection::new(format!(
            "{} was not proposed: it is in the catalogue {}",
            listed.name, listed.catalogue
        )),
        None => unknown_place(id),
    })
}

/// Refuses a proposal that is decided over.
pub(super) fn undecided(place: &Place, name: &str) -> Result<(), Rejection> {
    let Some(decision) = &place.decision else {
        return Ok(());
    };
    let decided = match place.stage() {
        Stage::Retired => "retired",
        Stage::Rejected => "rejected",
        // Also where its location is being looked into again.
        _ => "approved",
    };
    Err(
        Rejection::new(format!("{name} was {decided} by {} already", decision.by))
            .hint("undo that to decide again"),
    )
}

#[cfg(test)]
mod tests;
