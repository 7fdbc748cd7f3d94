//! What follows from an event without anybody asking: a location is looked into, one's own place is approved.
//! Pure: the subscribers that record it are elsewhere.

use crate::domain::{Event, NewEvent, Occurrence, Position};
use crate::queries::{Family, Stage};

/// Who records what nobody asked for.
pub const KIDTRIP: &str = "kidtrip";

/// Returns whether a location is to be looked into because of `event`, given all that was recorded.
///
/// It is that of the place the event is about, where the event says where it is and none since does, or brings back
/// an older one by undoing.
#[must_use]
pub fn validate_needed(family: &Family, event: &Event) -> bool {
    let Some(place) = family.places.get(&event.stream) else {
        return false;
    };
    let concerns = match event.occurrence {
        Occurrence::EventUndone { .. } => true,
        _ => place.located_by == Some(event.id),
    };
    concerns && place.awaits_validation()
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
    let location = family.places.get(&event.stream)?.location()?;
    let (lat, lon) = (location.lat, location.lon);
    let position = Position::new(lat, lon).map_err(|error| error.to_string());
    let verdict = match position.and_then(look) {
        Ok(near) => Occurrence::LocationValidated { lat, lon, near },
        Err(reason) => Occurrence::LocationRejected { lat, lon, reason },
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
    };
    Some(NewEvent::because_of(event, KIDTRIP, approved))
}

#[cfg(test)]
mod tests;
