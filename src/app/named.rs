//! What was typed for a place: one of a catalogue, or any location; and what may have been meant where it is neither.

use super::catalogue::{Catalogues, damaged};
use super::locations::Locator;
use crate::catalogue::{Found, is_called};
use crate::domain::{Category, Destination, Exposure, FactSources, FamilyFacts, Location, Price};
use crate::error::{Error, Kind};
use crate::locate::{self, LocateError};
use crate::report::safe::printable;
use crate::report::words;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// Candidates told when a name is not exact.
const TOLD: usize = 5;
/// A location no farther from the place of its name is the same spot, km.
const SAME_SPOT_KM: f64 = 3.0;
/// Hours of a day out where no kind of place says how long a family stays: from ten to four (**judgement**).
const DAY_OUT_HOURS: f64 = 6.0;

/// A place of a catalogue, or a location.
pub(super) enum Meant {
    Place(Box<Destination>),
    Location(Box<Location>),
}

/// Returns the place of that id or whole name.
///
/// # Errors
/// Lists what may have been meant, with the exact text to type after `command`; a place that nobody knows is a failure
/// of the kind `unknown`.
pub(super) fn place(
    query: &str,
    all_places: &Catalogues,
    command: &str,
    unknown: Kind,
) -> Result<Destination, Error> {
    let shown = printable(query);
    if query.trim().is_empty() {
        return Err(Error::usage("which place?").hint("kidtrip places lists them"));
    }
    match all_places.find(query).map_err(damaged)? {
        Found::One(place) => Ok(*place),
        Found::Several(candidates, all) => {
            let several = several(&shown, all);
            let listed = listed(&candidates, all_places, command)?;
            // Of that very name there are several: it has to be said which.
            let is_called = |place: &Destination| is_called(&place.name, query);
            let kind = match candidates.iter().any(is_called) {
                true => Kind::Usage,
                false => unknown,
            };
            let message = format!("{several}{listed}{}", more(&shown, all));
            Err(Error::new(kind, message))
        }
        Found::None(nearest) if nearest.is_empty() => {
            let message = format!("no place is called \"{shown}\"");
            Err(Error::new(unknown, message).hint("kidtrip places lists them"))
        }
        Found::None(nearest) => {
            let nearest = listed(&nearest, all_places, command)?;
            let message = format!("no place is called \"{shown}\". The nearest names:{nearest}");
            Err(Error::new(unknown, message))
        }
    }
}

/// Returns the place of a catalogue of that id or whole name, else the location; and, where both could be meant, which
/// was taken.
///
/// # Errors
/// Lists what may have been meant of either kind, each with the exact text to type.
pub(super) fn place_or_location(
    query: &str,
    all: &Catalogues,
    locator: Locator<'_>,
) -> Result<(Meant, Option<String>), Error> {
    const COMMAND: &str = "kidtrip forecast";
    let shown = printable(query);
    if query.trim().is_empty() {
        return Err(Error::usage("which place, or which location?")
            .hint("a place of kidtrip places, a postcode, a town, or \"lat,lon\""));
    }
    let aliases = &locator.settings.aliases;
    let (places, count) = match all.find(query).map_err(damaged)? {
        Found::One(place) => {
            let note = also_a_location(query, aliases, &place);
            return Ok((Meant::Place(place), note));
        }
        Found::Several(places, count) => (places, count),
        Found::None(nearest) => (nearest, 0),
    };
    // Several places of that very name are not passed over for a town that has it too.
    if places.iter().any(|place| is_called(&place.name, query)) {
        let places = format!("{}{}", listed(&places, all, COMMAND)?, more(&shown, count));
        let note = locate::resolve(query, aliases)
            .ok()
            .map(|location| {
                let at = coordinates(&location);
                format!(
                    "\n  or the location {}  {COMMAND} \"{at}\"",
                    printable(&location.label)
                )
            })
            .unwrap_or_default();
        return Err(Error::usage(format!(
            "{}{places}{note}",
            several(&shown, count)
        )));
    }
    let unknown = match locator.resolve(query, COMMAND) {
        Ok(location) => return Ok((Meant::Location(Box::new(location)), None)),
        Err(unknown) => unknown,
    };
    let has_candidates = match locate::resolve(query, aliases) {
        Err(LocateError::Ambiguous { .. }) => true,
        Err(LocateError::Unknown { suggestions, .. }) => !suggestions.is_empty(),
        _ => false,
    };
    let lines = format!("{}{}", listed(&places, all, COMMAND)?, more(&shown, count));
    let why = &unknown.message;
    let message = match count {
        _ if places.is_empty() => {
            format!("no place is called \"{shown}\", and as a location {why}")
        }
        0 => format!("{why}\nThe places with the nearest names:{lines}"),
        _ if has_candidates => format!("{why}\nOr a place:{lines}"),
        _ => format!(
            "\"{shown}\" is no place's whole name. Did you mean:{lines}\nAs a location: {why}"
        ),
    };
    Err(Error { message, ..unknown })
}

/// Returns which of the two was taken, where the name of a place is that of a location elsewhere.
fn also_a_location(
    query: &str,
    aliases: &BTreeMap<String, String>,
    place: &Destination,
) -> Option<String> {
    let other = match locate::resolve(query, aliases) {
        Ok(location) if location.position.distance_km(place.position) > SAME_SPOT_KM => {
            let label = printable(&location.label);
            let at = coordinates(&location);
            format!("for the location {label}: kidtrip forecast \"{at}\"")
        }
        Err(LocateError::Ambiguous { .. }) => {
            let shown = printable(query);
            format!("for a location of that name: kidtrip where --all \"{shown}\"")
        }
        _ => return None,
    };
    let name = printable(&place.name);
    let catalogue = printable(&place.catalogue);
    Some(format!(
        "\"{}\" is taken for the place {name} of the catalogue {catalogue}; {other}",
        printable(query)
    ))
}

fn coordinates(location: &Location) -> String {
    let at = location.position;
    format!("{:.4},{:.4}", at.lat(), at.lon())
}

fn several(shown: &str, all: usize) -> String {
    if all == 1 {
        format!("\"{shown}\" is no place's whole name. Did you mean:")
    } else {
        format!("\"{shown}\" may be one of these. Say which:")
    }
}

fn more(shown: &str, all: usize) -> String {
    if all > TOLD {
        format!("\n  (and {} more: kidtrip places \"{shown}\")", all - TOLD)
    } else {
        String::new()
    }
}

/// Returns a line for each of the first places, with what to type after `command`.
fn listed(places: &[Destination], all: &Catalogues, command: &str) -> Result<String, Error> {
    let told: Vec<&Destination> = places.iter().take(TOLD).collect();
    let region = |place: &Destination| {
        let name = place.region.as_deref().map(words::region);
        printable(&name.unwrap_or_default()).into_owned()
    };
    let width = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or(0);
    let names = width(
        &mut told
            .iter()
            .map(|place| printable(&place.name).chars().count()),
    );
    let regions = width(&mut told.iter().map(|place| region(place).chars().count()));
    let ids = all.to_type(&told).map_err(damaged)?;
    let mut lines = String::new();
    for (place, id) in told.iter().zip(&ids) {
        let _ = write!(
            lines,
            "\n  {:<names$}  {:<regions$}  {command} {}",
            printable(&place.name),
            region(place),
            printable(id)
        );
    }
    Ok(lines)
}

/// Returns a place that stands for a location: all outdoors, with a day out for a visit, and of which nothing else is
/// known. It is never listed nor credited.
pub(super) fn stand_in(location: &Location) -> Result<Destination, Error> {
    let exposure =
        Exposure::new(1.0).map_err(|error| Error::new(Kind::Internal, error.to_string()))?;
    let ages = (0, 17);
    Ok(Destination {
        id: "location".into(),
        name: location.label.clone().into(),
        category: Arc::new(Category {
            id: "location".into(),
            label: "Location".to_owned(),
            exposure,
            typical_hours: DAY_OUT_HOURS,
            ages,
        }),
        position: location.position,
        zone: location.zone.clone(),
        postcode: None,
        exposure,
        typical_hours: DAY_OUT_HOURS,
        ages,
        price: Price::Unknown,
        facts: FamilyFacts::default(),
        opening_hours: None,
        url: None,
        region: None,
        catalogue: "location".into(),
        sources: FactSources::default(),
        map: None,
    })
}
