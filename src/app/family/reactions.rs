//! What follows from a proposal by itself: its location is looked into, and one's own place approved.

use super::location_check::{is_in_region, matches_postcode, on_land};
use crate::app::catalogue::Opened;
use crate::commands::policy::{auto_approve, verdict};
use crate::domain::{Event, NewEvent, Occurrence, Position};
use crate::error::Error;
use crate::queries::{Family, Spot};
use crate::report::safe::printable;
use crate::store::event_log::{EventLog, Recorded};
use crate::store::subscribers::{Subscriber, run_subscribers};

/// Shows the log to whoever reacts to it, and records what they make of it.
///
/// # Errors
/// When the log cannot be read or written.
pub(super) fn react(log: &EventLog, opened: &Opened) -> Result<Recorded, Error> {
    let validator = Validator { opened };
    Ok(run_subscribers(log, &[&validator, &Approver])?)
}

/// Looks into what a run that was ended in the middle has left, or what somebody else's log has that was put in the place
/// of this one; returns what the reader should know of it, in full sentences.
///
/// # Errors
/// When the log cannot be read or written.
pub(super) fn look_into_what_is_left(
    log: &EventLog,
    opened: &Opened,
) -> Result<Vec<String>, Error> {
    let mut places = opened.remembered.family.places.iter();
    if !places.any(|(_, place)| place.awaits_validation()) {
        return Ok(Vec::new());
    }
    let followed = react(log, opened)?;
    let rejected = followed.events.iter().filter_map(|event| {
        let Occurrence::LocationRejected { reason, .. } = &event.occurrence else {
            return None;
        };
        Some(format!(
            "{} was not looked into until now, and is rejected: {}",
            printable(&event.stream),
            printable(reason)
        ))
    });
    Ok(rejected.collect())
}

/// Looks into locations.
struct Validator<'a> {
    opened: &'a Opened,
}

impl Subscriber for Validator<'_> {
    fn name(&self) -> &'static str {
        "validator"
    }

    fn react(&self, family: &Family, event: &Event) -> Vec<NewEvent> {
        let id = event.stream.as_str();
        let verdict = verdict(family, event, |position| {
            let place = family.places.get(id);
            if let Some(location) = place.and_then(|place| place.location()) {
                matches_postcode(location, position)?;
            }
            let near = on_land(position)?;
            let Some((place, subject)) = place.and_then(|place| Some((place, place.subject()?)))
            else {
                return Ok(near);
            };
            if let Some(region) = &subject.region {
                is_in_region(region, id, position, self.opened)?;
            }
            // A place of another catalogue is there already; under another name or kind it is none of the others either.
            if place.proposal.is_some() || place.listed.is_renamed() {
                let spot = Spot::of(&subject, position);
                self.is_new(id, spot, position)?;
                is_proposed_once(family, id, spot)?;
            }
            Ok(near)
        });
        verdict.into_iter().collect()
    }
}

impl Validator<'_> {
    /// Refuses a place that is listed already.
    fn is_new(&self, id: &str, spot: Spot<'_>, position: Position) -> Result<(), String> {
        let twin = self.opened.catalogues.nearest(position, |place| {
            place.id != id && Spot::of_listed(place).is(spot)
        });
        match twin {
            Ok(Some(twin)) => Err(format!(
                "it is there already as {} ({}) of the catalogue {}",
                printable(&twin.name),
                printable(&twin.id),
                printable(&twin.catalogue)
            )),
            // A catalogue that cannot be read is told of elsewhere.
            Ok(None) | Err(_) => Ok(()),
        }
    }
}

/// Refuses a place that was proposed already under another id, be it waiting or approved.
fn is_proposed_once(family: &Family, id: &str, spot: Spot<'_>) -> Result<(), String> {
    match family.places.twin_of(id, spot) {
        None => Ok(()),
        Some(other) => Err(format!("it is proposed already as {}", printable(other))),
    }
}

/// Approves what was proposed by somebody who may.
struct Approver;

impl Subscriber for Approver {
    fn name(&self) -> &'static str {
        "approver"
    }

    fn react(&self, family: &Family, event: &Event) -> Vec<NewEvent> {
        auto_approve(family, event).into_iter().collect()
    }
}
