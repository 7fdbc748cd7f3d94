//! `propose`: a place that is in no catalogue yet.

use super::facts;
use super::given::Given;
use super::rejection::Rejection;
use super::text::{id, line, place_name};
use crate::domain::{Located, NewEvent, Occurrence, ProposedPlace, slug};
use crate::queries::Stage;

/// A place to be proposed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Propose {
    /// The id it is to have; `None` for the slug of its name. [`Given::listed`] is the place of that id.
    pub id: Option<String>,
    /// The name as its sign says it.
    pub name: String,
    /// The id of its kind.
    pub kind: String,
    /// Where it is, as it was typed and looked up; it may be nowhere on the Earth, which the verdict will say.
    pub location: Option<Located>,
    /// What else is known of it: names of [`Field`](crate::domain::Field)s, and values as typed.
    pub facts: Vec<(String, String)>,
}

impl Propose {
    /// Returns the id that the place will have.
    ///
    /// # Errors
    /// When the name makes none.
    pub fn stream(&self) -> Result<String, Rejection> {
        match &self.id {
            Some(asked) => id(asked),
            None => {
                let slug = slug(&place_name(&self.name)?);
                id(&slug).map_err(|_| {
                    Rejection::new(format!("\"{}\" makes no id", line(&self.name)))
                        .hint("a name has letters or digits; or give an id of your own")
                })
            }
        }
    }

    /// Returns the event of the proposal.
    ///
    /// # Errors
    /// When the actor is no editor; the name, kind or location is missing or wrong; or the id is taken.
    pub fn decide(&self, given: &Given<'_>) -> Result<Vec<NewEvent>, Rejection> {
        let actor = given.proposer()?;
        let name = place_name(&self.name)?;
        let kind = facts::kind(&self.kind, given.kinds)?;
        let location = location(self.location.as_ref(), &name)?;
        let place = ProposedPlace::new(&name, &kind, location);
        let place = facts::lay_over(place, &facts::read(&self.facts, given.kinds)?)?;
        let stream = self.stream()?;
        let family = given.family.places.get(&stream);
        let listed = given.listed.filter(|listed| listed.id == stream);
        let taken = match (family.filter(|place| place.is_alive()), listed) {
            (Some(place), _) if place.stage() == Stage::Approved => {
                Some("is one of the family's places already".to_owned())
            }
            (Some(_), _) => Some("is proposed already".to_owned()),
            (None, Some(listed)) => {
                Some(format!("is in the catalogue {} already", listed.catalogue))
            }
            (None, None) => None,
        };
        if let Some(taken) = taken {
            return Err(Rejection::new(format!("{stream} {taken}"))
                .hint("amend it, or give another place of that name an id of its own"));
        }
        let place = Box::new(place);
        let proposed = Occurrence::DestinationProposed { place };
        Ok(vec![NewEvent::of(&actor, &stream, proposed)])
    }
}

/// Returns where a place is said to be, fit to be recorded.
pub(super) fn location(asked: Option<&Located>, name: &str) -> Result<Located, Rejection> {
    let missing = || {
        Rejection::new(format!("{name} needs a location"))
            .hint("give a postcode or a pair of coordinates")
    };
    let asked = asked.ok_or_else(missing)?;
    let at = line(&asked.at);
    if at.is_empty() {
        return Err(missing());
    }
    if !asked.lat.is_finite() || !asked.lon.is_finite() {
        return Err(Rejection::new(format!(
            "\"{at}\" is no location: no numbers"
        )));
    }
    let postcode = asked.postcode.as_deref().map(line);
    Ok(Located {
        at: at.chars().take(200).collect(),
        lat: asked.lat,
        lon: asked.lon,
        postcode: postcode.filter(|postcode| !postcode.is_empty()),
    })
}

#[cfg(test)]
mod tests;
