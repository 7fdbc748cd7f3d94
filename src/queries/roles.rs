//! Who may do what: the owners, who began a log, and the admins and editors they made.
//! Two logs that were merged have two owners; no event says so, for each log names its first.

use crate::domain::{Event, EventId, Occurrence, Role};
use std::collections::{BTreeMap, BTreeSet};

/// Who may do what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roles {
    founders: BTreeMap<EventId, Founder>,
    grants: BTreeMap<String, Grant>,
}

/// Who recorded the first event of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founder {
    /// The first event, as far as it is known.
    pub event: EventId,
    /// Who recorded it.
    pub name: String,
}

/// What was last decided over somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grant {
    /// What they were made since they were last revoked.
    pub role: Option<Role>,
    /// When they were last revoked.
    pub revoked: Option<EventId>,
}

/// What somebody is, from the most to the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Began a log.
    Owner,
    /// Was made an admin.
    Admin,
    /// Was made an editor.
    Editor,
}

impl Rank {
    /// Returns the word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Editor => "editor",
        }
    }
}

impl Roles {
    /// Returns the roles of which these are the parts.
    #[must_use]
    pub fn of_parts(founders: BTreeMap<EventId, Founder>, grants: BTreeMap<String, Grant>) -> Self {
        Self { founders, grants }
    }

    /// Returns who began each log.
    #[must_use]
    pub fn founders(&self) -> &BTreeMap<EventId, Founder> {
        &self.founders
    }

    /// Returns what was last decided over each person.
    #[must_use]
    pub fn grants(&self) -> &BTreeMap<String, Grant> {
        &self.grants
    }

    /// Returns whether nobody has recorded anything yet, so that whoever does so first will own the log.
    #[must_use]
    pub fn are_open(&self) -> bool {
        self.founders.is_empty()
    }

    /// Returns the owners: who began a log and was not revoked since. Where that leaves nobody, it is who began the
    /// oldest, for a log without an owner could never have one again.
    #[must_use]
    pub fn owners(&self) -> BTreeSet<&str> {
        let still = |founder: &&Founder| {
            let grant = self.grants.get(&founder.name);
            grant
                .and_then(|grant| grant.revoked)
                .is_none_or(|revoked| revoked < founder.event)
        };
        let founders = self.founders.values();
        let mut owners: BTreeSet<&str> = founders
            .filter(still)
            .map(|founder| founder.name.as_str())
            .collect();
        if owners.is_empty() {
            let oldest = self.founders.values().next();
            owners.extend(oldest.map(|founder| founder.name.as_str()));
        }
        owners
    }

    /// Returns what somebody is, if anything.
    #[must_use]
    pub fn rank(&self, name: &str) -> Option<Rank> {
        if self.owners().contains(name) {
            return Some(Rank::Owner);
        }
        match self.grants.get(name)?.role? {
            Role::Admin => Some(Rank::Admin),
            Role::Editor => Some(Rank::Editor),
        }
    }

    /// Returns everybody who is something, by name.
    #[must_use]
    pub fn everybody(&self) -> BTreeMap<&str, Rank> {
        let granted = self.grants.keys().map(String::as_str);
        let names = self.owners().into_iter().chain(granted);
        names
            .filter_map(|name| Some((name, self.rank(name)?)))
            .collect()
    }

    /// Returns whether somebody may propose and amend places.
    #[must_use]
    pub fn may_propose(&self, name: &str) -> bool {
        self.are_open() || self.rank(name).is_some()
    }

    /// Returns whether somebody may decide over proposals, editors and what others recorded.
    #[must_use]
    pub fn may_decide(&self, name: &str) -> bool {
        self.are_open() || matches!(self.rank(name), Some(Rank::Owner | Rank::Admin))
    }

    /// Takes note of an event, undone or not: the first of each log tells its owner.
    pub(super) fn note(&mut self, event: &Event) {
        let known = self.founders.get(&event.log);
        if known.is_none_or(|founder| event.id < founder.event) {
            let founder = Founder {
                event: event.id,
                name: event.actor.clone(),
            };
            self.founders.insert(event.log, founder);
        }
    }

    /// Counts an event that is not undone and later than all before.
    pub(super) fn count(&mut self, event: &Event) {
        match &event.occurrence {
            Occurrence::EditorApproved { name, role } => {
                self.grants.entry(name.clone()).or_default().role = Some(*role);
            }
            Occurrence::EditorRevoked { name } => {
                let grant = self.grants.entry(name.clone()).or_default();
                *grant = Grant {
                    role: None,
                    revoked: Some(event.id),
                };
            }
            _ => {}
        }
    }
}
