//! What the family says of a place that another catalogue lists: what it amended, where it moved it, that it was retired.

use super::place::{Decision, Verdict};
use crate::domain::{Change, Field, FieldValue, Located, ProposedPlace, Subject};
use std::collections::BTreeMap;

/// What the family says of a place of another catalogue; a proposal under its id changes nothing of that.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Listed {
    /// What was amended of it, but where it is.
    pub amended: BTreeMap<Field, FieldValue>,
    /// Where it was amended to be.
    pub moved_to: Option<Located>,
    /// What was found of where it is and what is said to be there, where either was amended.
    pub verdict: Option<Verdict>,
    /// That it was retired.
    pub retired: Option<Decision>,
    /// All that was known of it when it was last amended.
    as_amended: Option<Box<ProposedPlace>>,
}

impl Listed {
    /// Returns what was amended of it and counts: what it is called, of which kind and in which region only once that
    /// is found to be so.
    pub fn counting(&self) -> impl Iterator<Item = (Field, &FieldValue)> {
        let valid = matches!(self.verdict, Some(Verdict::Valid(_)));
        let counts = move |field: Field| valid || !is_claim(field);
        self.amended
            .iter()
            .filter_map(move |(field, value)| counts(*field).then_some((*field, value)))
    }

    /// Returns whether it was given another name or kind.
    #[must_use]
    pub fn is_renamed(&self) -> bool {
        [Field::Name, Field::Kind]
            .iter()
            .any(|field| self.amended.contains_key(field))
    }

    /// Returns where it was amended to be, once that is found to be a location.
    #[must_use]
    pub fn moved_for_certain(&self) -> Option<&Located> {
        let valid = matches!(self.verdict, Some(Verdict::Valid(_)));
        self.moved_to.as_ref().filter(|_| valid)
    }

    /// Returns what its location was, or was amended to, if that or what is there is to be looked into.
    pub(super) fn location(&self) -> Option<&Located> {
        let claims = self.moved_to.is_some() || self.amended.keys().any(|field| is_claim(*field));
        let known = self.as_amended.as_ref().map(|place| &place.location);
        self.moved_to.as_ref().or(known).filter(|_| claims)
    }

    pub(super) fn subject(&self) -> Option<Subject> {
        let mut place = self.as_amended.as_deref()?.clone();
        for (field, value) in &self.amended {
            place.set(*field, value);
        }
        Some(Subject::of(&place))
    }

    pub(super) fn amend<'a>(
        &mut self,
        changes: impl Iterator<Item = (&'a Field, &'a Change)>,
        moved: bool,
        amended: &ProposedPlace,
    ) {
        let before = self.subject();
        for (field, change) in changes {
            self.amended.insert(*field, change.to.clone());
        }
        if moved {
            self.moved_to = Some(amended.location.clone());
        }
        self.as_amended = Some(Box::new(amended.clone()));
        if moved || before.is_some_and(|before| self.subject().as_ref() != Some(&before)) {
            self.verdict = None;
        }
    }
}

/// Returns whether a verdict is asked for of what such a field says.
fn is_claim(field: Field) -> bool {
    matches!(field, Field::Name | Field::Kind | Field::Region)
}
