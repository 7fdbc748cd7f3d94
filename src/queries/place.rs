//! One place as the family's events have it: proposed, validated, decided over, amended.
//! Of what two people wrote apart the later event wins, fact by fact; where it is counts as one fact.

use super::listed::Listed;
use crate::domain::{
    Approved, Change, Event, EventId, Field, FieldValue, Located, Occurrence, ProposedPlace,
    Subject,
};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// A place as the family's events have it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Place {
    /// As it was proposed, and amended since; `None` for a place of another catalogue.
    pub proposal: Option<Proposal>,
    /// What was found of where the proposal is, and what was then said to be there.
    pub verdict: Option<Verdict>,
    /// What was last decided over the proposal.
    pub decision: Option<Decision>,
    /// What the family says of the place that other catalogues have under its id.
    pub listed: Listed,
}

/// A proposed place.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The event.
    pub event: EventId,
    /// Who proposed it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// The place, with what was amended since.
    pub place: ProposedPlace,
}

/// What was found of a location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is one, near this named place where one is known.
    Valid(Option<String>),
    /// It is none, for this reason.
    Invalid(String),
}

/// What was decided over a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The event.
    pub event: EventId,
    /// What was decided.
    pub decree: Decree,
    /// Who decided.
    pub by: String,
    /// Why.
    pub because: Option<String>,
}

/// What can be decided over a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decree {
    /// It may be suggested.
    Approved,
    /// It may not.
    Rejected,
    /// It may not any more.
    Retired,
}

/// How far a place has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// It is another catalogue's, whatever was amended of it.
    Listed,
    /// It was proposed, or its location amended, and awaits a verdict on its location.
    Proposed,
    /// Its location was rejected.
    LocationRejected,
    /// It awaits a decision.
    Validated,
    /// It was approved.
    Approved,
    /// It was rejected.
    Rejected,
    /// It was retired.
    Retired,
}

impl Stage {
    /// Returns the word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Proposed => "proposed",
            Self::LocationRejected => "location-rejected",
            Self::Validated => "validated",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Retired => "retired",
        }
    }
}

impl Place {
    /// Returns how far it has come.
    #[must_use]
    pub fn stage(&self) -> Stage {
        let decree = self.decision.as_ref().map(|decision| decision.decree);
        match (decree, &self.proposal, &self.verdict) {
            (_, None, _) if self.listed.retired.is_some() => Stage::Retired,
            (_, None, _) => Stage::Listed,
            (Some(Decree::Retired), ..) => Stage::Retired,
            (Some(Decree::Rejected), ..) => Stage::Rejected,
            (_, _, None) => Stage::Proposed,
            (_, _, Some(Verdict::Invalid(_))) => Stage::LocationRejected,
            (Some(Decree::Approved), ..) => Stage::Approved,
            (None, ..) => Stage::Validated,
        }
    }

    /// Returns whether somebody is still to decide over it: it was proposed, and neither approved, rejected nor retired.
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        self.proposal.is_some() && self.decision.is_none()
    }

    /// Returns whether it was proposed and neither rejected nor retired since.
    #[must_use]
    pub fn is_alive(&self) -> bool {
        self.proposal.is_some() && !matches!(self.stage(), Stage::Rejected | Stage::Retired)
    }

    /// Returns whether it is yet to be looked into: where it is, and whether it is a new place.
    #[must_use]
    pub fn awaits_validation(&self) -> bool {
        let gone = matches!(self.stage(), Stage::Rejected | Stage::Retired);
        self.location().is_some() && self.verdict().is_none() && !gone
    }

    /// Returns what was found of where it is, if anything yet.
    #[must_use]
    pub fn verdict(&self) -> Option<&Verdict> {
        match self.proposal {
            Some(_) => self.verdict.as_ref(),
            None => self.listed.verdict.as_ref(),
        }
    }

    /// Returns where the family says it is, where that or what is there is to be looked into.
    #[must_use]
    pub fn location(&self) -> Option<&Located> {
        match &self.proposal {
            Some(proposal) => Some(&proposal.place.location),
            None => self.listed.location(),
        }
    }

    /// Returns what its location is looked into for.
    #[must_use]
    pub fn subject(&self) -> Option<Subject> {
        match &self.proposal {
            Some(proposal) => Some(Subject::of(&proposal.place)),
            None => self.listed.subject(),
        }
    }

    /// Returns what the family knows of it, given what another catalogue has under its id; `None` where it knows of
    /// no such place.
    #[must_use]
    pub fn known(&self, listed: Option<ProposedPlace>) -> Option<ProposedPlace> {
        if let Some(proposal) = &self.proposal {
            return Some(proposal.place.clone());
        }
        let mut place = listed?;
        for (field, value) in &self.listed.amended {
            place.set(*field, value);
        }
        if let Some(location) = &self.listed.moved_to {
            place.location.clone_from(location);
        }
        Some(place)
    }

    /// Counts an event that is not undone and later than all before.
    pub(super) fn count(&mut self, event: &Event) {
        match &event.occurrence {
            Occurrence::DestinationProposed { place } => self.propose(event, place),
            Occurrence::DestinationAmended { changes, place, .. } => self.amend(changes, place),
            Occurrence::LocationValidated {
                lat,
                lon,
                near,
                subject,
            } => self.find([*lat, *lon], subject.as_ref(), Verdict::Valid(near.clone())),
            Occurrence::LocationRejected {
                lat,
                lon,
                reason,
                subject,
            } => {
                let verdict = Verdict::Invalid(reason.clone());
                self.find([*lat, *lon], subject.as_ref(), verdict);
            }
            // Who approved another place than it is by now has not approved this one.
            Occurrence::DestinationApproved { because, of, .. }
                if of.as_ref().is_none_or(|of| self.is(of)) =>
            {
                self.decide(event, Decree::Approved, because.as_ref());
            }
            Occurrence::DestinationRejected { because, .. } => {
                self.decide(event, Decree::Rejected, because.as_ref());
            }
            Occurrence::DestinationRetired { because, .. } => {
                self.decide(event, Decree::Retired, because.as_ref());
            }
            _ => {}
        }
    }

    fn propose(&mut self, event: &Event, proposed: &ProposedPlace) {
        let (alive, before) = (self.is_alive(), self.approvable());
        match &mut self.proposal {
            // Two people have proposed it apart: what the later knows is laid over what the earlier knew.
            Some(proposal) if alive => {
                for field in Field::ALL.into_iter().filter(|field| !field.is_location()) {
                    let value = proposed.get(field);
                    if value != FieldValue::Unknown {
                        proposal.place.set(field, &value);
                    }
                }
                proposal.place.location.clone_from(&proposed.location);
                if self.approvable() != before {
                    // Whoever approved the one has not seen the other, which is as the later proposes it.
                    (self.verdict, self.decision) = (None, None);
                    if let Some(proposal) = &mut self.proposal {
                        proposal.event = event.id;
                        proposal.by.clone_from(&event.actor);
                        proposal.at = event.recorded_at;
                    }
                }
            }
            _ => {
                self.proposal = Some(Proposal {
                    event: event.id,
                    by: event.actor.clone(),
                    at: event.recorded_at,
                    place: proposed.clone(),
                });
                (self.verdict, self.decision) = (None, None);
            }
        }
    }

    fn amend(&mut self, changes: &BTreeMap<Field, Change>, amended: &ProposedPlace) {
        let moved = changes.keys().any(|field| field.is_location());
        let others = changes.iter().filter(|(field, _)| !field.is_location());
        let Some(proposal) = &mut self.proposal else {
            self.listed.amend(others, moved, amended);
            return;
        };
        let before = Subject::of(&proposal.place);
        for (field, change) in others {
            proposal.place.set(*field, &change.to);
        }
        if moved {
            proposal.place.location.clone_from(&amended.location);
        }
        // A verdict was on what was there before: it is none on anything else.
        if moved || Subject::of(&proposal.place) != before {
            self.verdict = None;
        }
    }

    /// Takes a verdict, if it is on these degrees and for what is said to be there by now; an old one does not say for what
    /// it was.
    fn find(&mut self, [lat, lon]: [f64; 2], subject: Option<&Subject>, verdict: Verdict) {
        let is_there = |location: &Located| same(location.lat, lat) && same(location.lon, lon);
        let is_it = subject.is_none() || subject == self.subject().as_ref();
        if !(is_it && self.location().is_some_and(is_there)) {
            return;
        }
        match self.proposal {
            Some(_) => self.verdict = Some(verdict),
            None => self.listed.verdict = Some(verdict),
        }
    }

    /// Returns what an approval is of: what the proposal is, and where.
    #[must_use]
    pub fn approvable(&self) -> Option<Approved> {
        let place = &self.proposal.as_ref()?.place;
        Some(Approved {
            lat: place.location.lat,
            lon: place.location.lon,
            subject: Subject::of(place),
        })
    }

    fn is(&self, approved: &Approved) -> bool {
        self.approvable().is_some_and(|now| {
            now.subject == approved.subject
                && same(now.lat, approved.lat)
                && same(now.lon, approved.lon)
        })
    }

    fn decide(&mut self, event: &Event, decree: Decree, because: Option<&String>) {
        let decision = Decision {
            event: event.id,
            decree,
            by: event.actor.clone(),
            because: because.cloned(),
        };
        // Only a proposal is approved or rejected; what another catalogue lists can be retired.
        match (&self.proposal, decree) {
            (Some(_), Decree::Retired) => {
                // Nor may what another catalogue has under its id stand in its place.
                self.listed.retired = Some(decision.clone());
                self.decision = Some(decision);
            }
            (Some(_), _) => self.decision = Some(decision),
            (None, Decree::Retired) => self.listed.retired = Some(decision),
            (None, _) => {}
        }
    }
}

/// Returns whether two numbers are the same, and not merely close.
fn same(a: f64, b: f64) -> bool {
    a.total_cmp(&b).is_eq()
}
