//! What follows from an event without anybody asking: a location is looked into, one's own place is approved.
//! Pure: the subscribers that record it are elsewhere.

use crate::domain::{Event, NewEvent, Occurrence, Position};
use crate::queries::{Family, Place, Stage};

/// Who records what nobody asked for.
pub const KIDTRIP: &str = "kidtrip";

/// Returns whether a place is to be looked into because of `event`, given all that was recorded.
///
/// It is the place that the event is about, where nothing was found yet of where it is and what is said to be there. That may
/// come of a proposal or an amendment; of an undoing, which brings back what was said before; of a verdict, where two
/// logs were merged and each has one on what only it knew.
#[must_use]
pub fn validate_needed(family: &Family, event: &Event) -> bool {
    let concerns = matches!(
        event.occurrence,
        Occurrence::DestinationProposed { .. }
            | Occurrence::DestinationAmended { .. }
            | Occurrence::EventUndone { .. }
            | Occurrence::LocationValidated { .. }
            | Occurrence::LocationRejected { .. }
    );
    let place = family.places.get(&event.stream).filter(|_| concerns);
    place.is_some_and(Place::awaits_validation)
}

/// Returns the verdict on the location that is to be looked into because of `event`, if one is.
///
/// `look` tells the named place around a position, where one is known, or what is wrong with it.
pub fn verdict(
    family: &Family,
    event: &Event,
    look: impl FnOnce(Position) -> Result<Option<String>, String>,
) -> Option<NewEvent> {
    if !validate_needed(family, event) {
        return None;
    }
    let place = family.places.get(&event.stream)?;
    let (location, subject) = (place.location()?, place.subject());
    let (lat, lon) = (location.lat, location.lon);
    let position = Position::new(lat, lon).map_err(|error| error.to_string());
    let verdict = match position.and_then(look) {
        Ok(near) => Occurrence::LocationValidated {
            lat,
            lon,
            near,
            subject,
        },
        Err(reason) => Occurrence::LocationRejected {
            lat,
            lon,
            reason,
            subject,
        },
    };
    Some(NewEvent::because_of(event, KIDTRIP, verdict))
}

/// Returns the approval that follows from the verdict `event` at once: whoever may decide need not ask themselves.
#[must_use]
pub fn auto_approve(family: &Family, event: &Event) -> Option<NewEvent> {
    if !matches!(event.occurrence, Occurrence::LocationValidated { .. }) {
        return None;
    }
    let place = family.places.get(&event.stream)?;
    let proposal = place.proposal.as_ref()?;
    let own = family.roles.may_decide(&proposal.by);
    if !own || place.stage() != Stage::Validated {
        return None;
    }
    let approved = Occurrence::DestinationApproved {
        name: proposal.place.name.clone(),
        because: Some(format!("proposed by {}, who may approve it", proposal.by)),
        of: place.approvable().map(Box::new),
    };
    Some(NewEvent::because_of(event, KIDTRIP, approved))
}

#[cfg(test)]
mod tests;
