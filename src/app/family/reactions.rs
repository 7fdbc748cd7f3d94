//! What follows from a proposal by itself: its location is looked into, and one's own place approved.

use crate::app::catalogue::Opened;
use crate::catalogue::is_called;
use crate::commands::policy::{auto_approve, verdict};
use crate::domain::{Event, Landmass, Located, NewEvent, Position, ProposedPlace};
use crate::error::Error;
use crate::locate::{self, EMPTIEST_LAND_KM};
use crate::queries::{Family, Stage};
use crate::report::safe::printable;
use crate::store::event_log::{EventLog, Recorded};
use crate::store::subscribers::{Subscriber, run_subscribers};

/// Within this distance a place of the same kind is the same place, km.
const SAME_SPOT_KM: f64 = 0.15;
/// Within this distance a place of the same kind and name is the same place, km.
const SAME_NAME_KM: f64 = 2.0;
/// A place is no farther from the postcode that is said to be its, km (**judgement**: the largest are in the Highlands).
const POSTCODE_KM: f64 = 25.0;

/// Shows the log to whoever reacts to it, and records what they make of it.
///
/// # Errors
/// When the log cannot be read or written.
pub(super) fn react(log: &EventLog, opened: &Opened) -> Result<Recorded, Error> {
    let validator = Validator { opened };
    Ok(run_subscribers(log, &[&validator, &Approver])?)
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
        let verdict = verdict(family, event, |position| {
            let place = family.places.get(&event.stream);
            if let Some(location) = place.and_then(|place| place.location()) {
                matches_postcode(location, position)?;
            }
            let near = on_land(position)?;
            if let Some(proposal) = place.and_then(|place| place.proposal.as_ref()) {
                self.is_new(&event.stream, &proposal.place, position)?;
                is_proposed_once(family, &event.stream, &proposal.place, position)?;
            }
            Ok(near)
        });
        verdict.into_iter().collect()
    }
}

impl Validator<'_> {
    /// Refuses a place that is listed already.
    fn is_new(&self, id: &str, proposed: &ProposedPlace, position: Position) -> Result<(), String> {
        let twin = self.opened.catalogues.nearest(position, |place| {
            let km = place.position.distance_km(position);
            let same_name = km < SAME_NAME_KM && is_called(&place.name, &proposed.name);
            place.id != id && place.category.id == proposed.kind && (km < SAME_SPOT_KM || same_name)
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
fn is_proposed_once(
    family: &Family,
    id: &str,
    proposed: &ProposedPlace,
    position: Position,
) -> Result<(), String> {
    let twin = family.places.iter().find(|(other, place)| {
        let stands = matches!(place.stage(), Stage::Validated | Stage::Approved);
        let proposal = place.proposal.as_ref().filter(|_| stands && *other != id);
        proposal.is_some_and(|proposal| {
            let (theirs, location) = (&proposal.place, &proposal.place.location);
            let there = Position::new(location.lat, location.lon);
            let km = there.map_or(f64::INFINITY, |there| there.distance_km(position));
            let same_name = km < SAME_NAME_KM && is_called(&theirs.name, &proposed.name);
            theirs.kind == proposed.kind && (km < SAME_SPOT_KM || same_name)
        })
    });
    match twin {
        None => Ok(()),
        Some((other, _)) => Err(format!("it is proposed already as {}", printable(other))),
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

fn matches_postcode(location: &Located, position: Position) -> Result<(), String> {
    let Some(postcode) = &location.postcode else {
        return Ok(());
    };
    let Some(there) = locate::postcode_position(postcode) else {
        return Ok(());
    };
    let km = there.distance_km(position);
    if km <= POSTCODE_KM {
        return Ok(());
    }
    let postcode = printable(postcode);
    Err(format!("it is {km:.0} km from its postcode {postcode}"))
}

/// Returns the named place around a position. Around these islands every village is known, so that what is far from
/// all of them is in the sea; elsewhere only towns are, and nothing can be said.
fn on_land(position: Position) -> Result<Option<String>, String> {
    let (lat, lon) = (position.lat(), position.lon());
    if lat == 0.0 && lon == 0.0 {
        return Err("0, 0 is what a missing location looks like: it is in the sea".to_owned());
    }
    let near = locate::area_around(position);
    let swapped = Position::new(lon, lat).ok();
    let is_somewhere =
        |other| Landmass::of(other).is_some() || locate::area_around(other).is_some();
    if near.is_none() && swapped.is_some_and(is_somewhere) {
        return Err(format!(
            "{lat}, {lon} is far from any town: latitude comes first, was {lon}, {lat} meant?"
        ));
    }
    match SEAS.iter().any(|sea| holds(sea, lat, lon)) && locate::is_far_out(position) {
        true => Err(format!(
            "{lat}, {lon} is in the sea: nothing with a name is within {EMPTIEST_LAND_KM} km"
        )),
        false => Ok(near),
    }
}

/// Latitudes and longitudes in which every village is known, or there is none: these islands and the seas around them, the
/// North Sea between them and Denmark, the approaches to the Channel. South, north, west, east.
const SEAS: [[f64; 4]; 3] = [
    [49.5, 61.5, -14.0, 2.5],
    [53.6, 57.5, 2.5, 7.0],
    [46.0, 49.5, -14.0, -5.2],
];

fn holds([south, north, west, east]: &[f64; 4], lat: f64, lon: f64) -> bool {
    (*south..=*north).contains(&lat) && (*west..=*east).contains(&lon)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn looked_into(lat: f64, lon: f64) -> Result<Option<String>, String> {
        on_land(Position::new(lat, lon).unwrap())
    }

    #[rstest]
    #[case::nowhere(0.0, 0.0, "missing location")]
    #[case::swapped(-2.2314, 53.4132, "was 53.4132, -2.2314 meant?")]
    #[case::in_the_north_sea(56.5, 1.5, "in the sea")]
    #[case::in_the_atlantic(55.0, -13.0, "in the sea")]
    #[case::between_man_and_anglesey(53.9, -4.5, "in the sea")]
    #[case::swapped_paris(2.35, 48.85, "was 48.85, 2.35 meant?")]
    #[case::swapped_berlin(13.4, 52.5, "was 52.5, 13.4 meant?")]
    #[case::on_the_dogger_bank(55.0, 4.0, "in the sea")]
    #[case::west_of_ushant(48.0, -7.0, "in the sea")]
    #[case::off_blackpool(53.8, -3.4, "in the sea")]
    #[case::in_cardigan_bay(52.4, -4.6, "in the sea")]
    fn what_is_no_location_is_told_why(#[case] lat: f64, #[case] lon: f64, #[case] why: &str) {
        let reason = looked_into(lat, lon).unwrap_err();
        assert!(reason.contains(why), "{reason}");
    }

    #[rstest]
    #[case::didsbury(53.4132, -2.2314, true)]
    #[case::rannoch_moor(56.62, -4.83, true)]
    #[case::fisherfield(57.73, -5.32, true)]
    #[case::nephin_beg(54.07, -9.55, true)]
    #[case::st_marys(49.917, -6.305, true)]
    #[case::a_desert_of_which_nothing_is_known(24.0, 12.0, false)]
    fn what_is_on_land_is_told_near_what(#[case] lat: f64, #[case] lon: f64, #[case] named: bool) {
        assert_eq!(looked_into(lat, lon).unwrap().is_some(), named);
    }

    #[test]
    fn a_postcode_far_away_is_another_places() {
        let location = Located {
            postcode: Some("BS1 4DJ".to_owned()),
            ..Located::default()
        };
        let didsbury = Position::new(53.4132, -2.2314).unwrap();
        let reason = matches_postcode(&location, didsbury).unwrap_err();
        assert!(reason.contains("km from its postcode BS1 4DJ"), "{reason}");
    }
}
