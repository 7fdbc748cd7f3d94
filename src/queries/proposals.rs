//! The proposals that somebody is still to decide over.

use super::family::Family;
use super::place::{Place, Proposal, Stage, Verdict};

/// A proposal that waits for a decision.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Waiting<'a> {
    /// The id of the place.
    pub id: &'a str,
    /// The place, who proposed it and when.
    pub proposal: &'a Proposal,
    /// How far it has come: only [`Stage::Validated`] can be approved.
    pub stage: Stage,
    /// What was found of its location, if anything yet.
    pub verdict: Option<&'a Verdict>,
}

/// Returns the proposals that wait for a decision, the longest waiting first.
#[must_use]
pub fn proposals(family: &Family) -> Vec<Waiting<'_>> {
    let undecided = family
        .places
        .iter()
        .filter(|(_, place)| place.is_undecided());
    let mut waiting: Vec<Waiting<'_>> = undecided.filter_map(|(id, place)| of(id, place)).collect();
    waiting.sort_by_key(|waiting| waiting.proposal.event);
    waiting
}

fn of<'a>(id: &'a str, place: &'a Place) -> Option<Waiting<'a>> {
    Some(Waiting {
        id,
        proposal: place.proposal.as_ref()?,
        stage: place.stage(),
        verdict: place.verdict.as_ref(),
    })
}
