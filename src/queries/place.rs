//! One place as the family's events have it: proposed, validated, decided over, amended.
//! Of what two people wrote apart the later event wins, fact by fact; where it is counts as one fact.

use crate::domain::{
    Change, Event, EventId, Field, FieldValue, Located, Occurrence, ProposedPlace, Subject,
};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// A place as the family's events have it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Place {
    /// As it was proposed, and amended since; `None` for a place of another catalogue.
    pub proposal: Option<Proposal>,
    /// What was amended of a place of another catalogue.
    pub amended: BTreeMap<Field, FieldValue>,
    /// Where a place of another catalogue was amended to be.
    pub moved_to: Option<Located>,
    /// What was found of where it is, and what was then said to be there.
    pub verdict: Option<Verdict>,
    /// What was last decided over it.
    pub decision: Option<Decision>,
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
            (Some(Decree::Retired), ..) => Stage::Retired,
            (_, None, _) => Stage::Listed,
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
        self.location().is_some()
            && self.verdict.is_none()
            && !matches!(self.stage(), Stage::Rejected | Stage::Retired)
    }

    /// Returns where the family says it is, if it does.
    #[must_use]
    pub fn location(&self) -> Option<&Located> {
        match &self.proposal {
            Some(proposal) => Some(&proposal.place.location),
            None => self.moved_to.as_ref(),
        }
    }

    /// Returns what its location is looked into for; `None` for a place of another catalogue, which is there.
    #[must_use]
    pub fn subject(&self) -> Option<Subject> {
        let place = &self.proposal.as_ref()?.place;
        Some(Subject {
            name: place.name.clone(),
            kind: place.kind.clone(),
            region: place.region.clone(),
        })
    }

    /// Returns where a place of another catalogue was amended to be, once that is found to be a location.
    #[must_use]
    pub fn moved_for_certain(&self) -> Option<&Located> {
        let valid = matches!(self.verdict, Some(Verdict::Valid(_)));
        self.moved_to.as_ref().filter(|_| valid)
    }

    /// Returns what the family knows of it, given what another catalogue has under its id; `None` where it knows of
    /// no such place.
    #[must_use]
    pub fn known(&self, listed: Option<ProposedPlace>) -> Option<ProposedPlace> {
        if let Some(proposal) = &self.proposal {
            return Some(proposal.place.clone());
        }
        let mut place = listed?;
        for (field, value) in &self.amended {
            place.set(*field, value);
        }
        if let Some(location) = &self.moved_to {
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
            } if self.is(*lat, *lon, subject.as_ref()) => {
                self.verdict = Some(Verdict::Valid(near.clone()));
            }
            Occurrence::LocationRejected {
                lat,
                lon,
                reason,
                subject,
            } if self.is(*lat, *lon, subject.as_ref()) => {
                self.verdict = Some(Verdict::Invalid(reason.clone()));
            }
            Occurrence::DestinationApproved { because, .. } => {
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
        let (alive, before) = (self.is_alive(), self.subject());
        match &mut self.proposal {
            // Two people have proposed it apart: what the later knows is laid over what the earlier knew.
            Some(proposal) if alive => {
                let moved = proposal.place.location != proposed.location;
                for field in Field::ALL.into_iter().filter(|field| !field.is_location()) {
                    let value = proposed.get(field);
                    if value != FieldValue::Unknown {
                        proposal.place.set(field, &value);
                    }
                }
                if moved {
                    self.locate(&proposed.location);
                }
                self.look_again_unless(before);
            }
            _ => {
                *self = Self {
                    proposal: Some(Proposal {
                        event: event.id,
                        by: event.actor.clone(),
                        at: event.recorded_at,
                        place: proposed.clone(),
                    }),
                    ..Self::default()
                };
            }
        }
    }

    fn amend(&mut self, changes: &BTreeMap<Field, Change>, amended: &ProposedPlace) {
        let before = self.subject();
        for (field, change) in changes {
            if field.is_location() {
                continue;
            }
            match &mut self.proposal {
                Some(proposal) => proposal.place.set(*field, &change.to),
                None => {
                    self.amended.insert(*field, change.to.clone());
                }
            }
        }
        if changes.keys().any(|field| field.is_location()) {
            self.locate(&amended.location);
        }
        self.look_again_unless(before);
    }

    fn locate(&mut self, location: &Located) {
        match &mut self.proposal {
            Some(proposal) => proposal.place.location = location.clone(),
            None => self.moved_to = Some(location.clone()),
        }
        self.verdict = None;
    }

    /// A verdict was on what was there `before`: it is none on anything else.
    fn look_again_unless(&mut self, before: Option<Subject>) {
        if self.subject() != before {
            self.verdict = None;
        }
    }

    /// Returns whether a verdict on these degrees, and for this subject, is on what it is by now; an old one does not say
    /// for what it was.
    fn is(&self, lat: f64, lon: f64, subject: Option<&Subject>) -> bool {
        let found = |location: &Located| same(location.lat, lat) && same(location.lon, lon);
        self.location().is_some_and(found)
            && (subject.is_none() || subject == self.subject().as_ref())
    }

    fn decide(&mut self, event: &Event, decree: Decree, because: Option<&String>) {
        // Only a proposal is approved or rejected; what another catalogue lists can be retired.
        if self.proposal.is_some() || decree == Decree::Retired {
            self.decision = Some(Decision {
                event: event.id,
                decree,
                by: event.actor.clone(),
                because: because.cloned(),
            });
        }
    }
}

/// Returns whether two numbers are the same, and not merely close.
fn same(a: f64, b: f64) -> bool {
    a.total_cmp(&b).is_eq()
}
