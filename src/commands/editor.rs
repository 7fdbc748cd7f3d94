//! `editor`: who may propose places, and who may decide over them.

use super::given::Given;
use super::rejection::Rejection;
use super::text::name;
use crate::domain::{EDITORS, NewEvent, Occurrence, Role};
use crate::queries::Rank;

/// Somebody to be made an editor or an admin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApproveEditor {
    /// Who.
    pub name: String,
    /// What.
    pub role: Role,
}

/// Somebody to be nothing any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevokeEditor {
    /// Who.
    pub name: String,
}

impl ApproveEditor {
    /// Returns the event of the approval.
    ///
    /// # Errors
    /// When the actor is neither owner nor admin, the name is none, or they are that already.
    pub fn decide(&self, given: &Given<'_>) -> Result<Vec<NewEvent>, Rejection> {
        let actor = given.decider("approve editors")?;
        let name = name("the name of an editor", &self.name)?;
        let roles = &given.family.roles;
        let rank = match roles.rank(&name) {
            // Who records the first event owns the log.
            None if roles.are_open() && name == actor => Some(Rank::Owner),
            rank => rank,
        };
        let asked = match self.role {
            Role::Editor => Rank::Editor,
            Role::Admin => Rank::Admin,
        };
        if let Some(rank) = rank.filter(|rank| *rank == asked || *rank == Rank::Owner) {
            let rank = rank.as_str();
            return Err(Rejection::new(format!("{name} is an {rank} already")));
        }
        let role = self.role;
        let approved = Occurrence::EditorApproved { name, role };
        Ok(vec![NewEvent::of(&actor, EDITORS, approved)])
    }
}

impl RevokeEditor {
    /// Returns the event of the revocation.
    ///
    /// # Errors
    /// When the actor is neither owner nor admin, there is nothing to revoke, or nobody would own the log any more.
    pub fn decide(&self, given: &Given<'_>) -> Result<Vec<NewEvent>, Rejection> {
        let actor = given.decider("revoke editors")?;
        let name = name("the name of an editor", &self.name)?;
        let roles = &given.family.roles;
        match roles.rank(&name) {
            None => {
                return Err(Rejection::new(format!(
                    "{name} is neither editor nor admin"
                )));
            }
            Some(Rank::Owner) if roles.owners().len() < 2 => {
                return Err(Rejection::new(format!(
                    "{name} is the only owner, and a log must have one"
                )));
            }
            Some(Rank::Owner) if roles.rank(&actor) != Some(Rank::Owner) => {
                return Err(Rejection::new(format!("{name} is an owner"))
                    .hint("only an owner can revoke one"));
            }
            Some(_) => {}
        }
        let revoked = Occurrence::EditorRevoked { name };
        Ok(vec![NewEvent::of(&actor, EDITORS, revoked)])
    }
}

#[cfg(test)]
mod tests;
