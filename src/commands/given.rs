//! What a decision is made on: what the family has written down, who asks, and what other catalogues say.

use super::rejection::Rejection;
use super::text::name;
use crate::catalogue::Categories;
use crate::domain::{Destination, ProposedPlace};
use crate::queries::{Family, Stage};
use jiff::civil::Date;

/// What a decision is made on.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// What the family has written down.
    pub family: &'a Family,
    /// Who asks.
    pub actor: &'a str,
    /// The day, where the place is.
    pub today: Date,
    /// The kinds of place.
    pub kinds: &'a Categories,
    /// The place that the command is about, as other catalogues have it: without what the family amended.
    pub listed: Option<&'a Destination>,
}

impl Given<'_> {
    /// Returns the name of who asks, fit to be recorded.
    pub(super) fn actor(&self) -> Result<String, Rejection> {
        actor_name(self.actor)
    }

    /// Returns who asks, if they may propose and amend.
    pub(super) fn proposer(&self) -> Result<String, Rejection> {
        let actor = self.actor()?;
        if self.family.roles.may_propose(&actor) {
            return Ok(actor);
        }
        let hint = format!("{} can approve {actor} as an editor", self.deciders());
        Err(Rejection::new(format!(
            "{actor} may not propose or amend places: no editor"
        ))
        .hint(hint))
    }

    /// Returns who asks, if they may decide over what others do.
    pub(super) fn decider(&self, what: &str) -> Result<String, Rejection> {
        let actor = self.actor()?;
        if self.family.roles.may_decide(&actor) {
            return Ok(actor);
        }
        let hint = format!("ask {}", self.deciders());
        Err(Rejection::new(format!(
            "{actor} may not {what}: neither an owner nor an admin"
        ))
        .hint(hint))
    }

    /// Returns who may decide, as a phrase.
    pub(super) fn deciders(&self) -> String {
        let everybody = self.family.roles.everybody();
        let deciders: Vec<&str> = everybody
            .keys()
            .copied()
            .filter(|name| self.family.roles.may_decide(name))
            .collect();
        deciders.join(" or ")
    }

    /// Returns what is known of the place `id`: as the family has it, else as another catalogue does.
    ///
    /// # Errors
    /// When nobody knows it.
    pub(super) fn place(&self, id: &str) -> Result<ProposedPlace, Rejection> {
        let listed = self.listed.filter(|listed| listed.id == id);
        let listed = listed.map(ProposedPlace::of);
        let known = match self.family.places.get(id) {
            Some(place) => place.known(listed),
            None => listed,
        };
        known.ok_or_else(|| unknown_place(id))
    }

    /// Returns how far the place `id` has come.
    pub(super) fn stage(&self, id: &str) -> Stage {
        self.family.places.stage(id)
    }
}

/// Returns the name of who asks, fit to be recorded.
pub(super) fn actor_name(actor: &str) -> Result<String, Rejection> {
    let asking = name("the name of who is asking", actor);
    asking.map_err(|rejection| rejection.hint("say who you are"))
}

/// Returns the rejection of a place that nobody knows.
pub(super) fn unknown_place(id: &str) -> Rejection {
    Rejection::new(format!("there is no place called \"{id}\""))
        .hint("`kidtrip places` lists them, `kidtrip propose` adds one")
}
