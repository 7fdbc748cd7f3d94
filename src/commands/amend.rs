//! `amend`: what is known of a place, be it proposed by the family or another catalogue's.

use super::facts;
use super::given::Given;
use super::propose::location;
use super::rejection::Rejection;
use crate::domain::{Change, Field, FieldValue, Located, NewEvent, Occurrence, ProposedPlace};
use crate::queries::Stage;
use std::collections::BTreeMap;

/// What is to be known of a place from now on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Amend {
    /// The id of the place. [`Given::listed`] is the place of that id in other catalogues.
    pub place: String,
    /// Names of [`Field`]s, and values as typed; "unknown" or nothing is what is not known any more.
    pub facts: Vec<(String, String)>,
    /// Where it is, as it was typed and looked up, where that is to change.
    pub location: Option<Located>,
}

impl Amend {
    /// Returns the event of the amendment.
    ///
    /// # Errors
    /// When the actor is no editor; the place is not known, rejected or retired; a name or value cannot be; or nothing
    /// would change.
    pub fn decide(&self, given: &Given<'_>) -> Result<Vec<NewEvent>, Rejection> {
        let actor = given.proposer()?;
        let before = given.place(&self.place)?;
        match given.stage(&self.place) {
            Stage::Retired => return Err(gone(&before.name, "retired")),
            Stage::Rejected => return Err(gone(&before.name, "rejected")),
            _ => {}
        }
        let facts = facts::read(&self.facts, given.kinds)?;
        let after = self.after(&before, &facts)?;
        let changes = changes(&before, &after);
        if changes.is_empty() {
            return Err(Rejection::new(format!(
                "nothing of {} would change: that is what is known of it",
                before.name
            )));
        }
        let amended = Occurrence::DestinationAmended {
            name: after.name.clone(),
            changes,
            place: Box::new(after),
        };
        Ok(vec![NewEvent::of(&actor, &self.place, amended)])
    }

    fn after(
        &self,
        before: &ProposedPlace,
        facts: &[(Field, FieldValue)],
    ) -> Result<ProposedPlace, Rejection> {
        let typed = |wanted: Field| facts.iter().any(|(field, _)| *field == wanted);
        let mut after = facts::lay_over(before.clone(), facts)?;
        let Located { lat, lon, .. } = after.location;
        match &self.location {
            Some(_) => after.location = location(self.location.as_ref(), &after.name)?,
            // A location is a text too; it must have been looked up.
            None if typed(Field::At) => {
                let at = &after.location.at;
                return Err(
                    Rejection::new(format!("\"{at}\" is no location that is known"))
                        .hint("give a postcode or a pair of coordinates"),
                );
            }
            None if typed(Field::Lat) || typed(Field::Lon) => {
                after.location.at = format!("{lat}, {lon}");
            }
            None => {}
        }
        Ok(after)
    }
}

fn changes(before: &ProposedPlace, after: &ProposedPlace) -> BTreeMap<Field, Change> {
    let change = |field: Field| {
        let (from, to) = (before.get(field), after.get(field));
        (from != to).then_some((field, Change { from, to }))
    };
    Field::ALL.into_iter().filter_map(change).collect()
}

fn gone(name: &str, what: &str) -> Rejection {
    let rejection = Rejection::new(format!("{name} was {what}"));
    rejection.hint("undo that, or propose it again")
}

#[cfg(test)]
mod tests;
