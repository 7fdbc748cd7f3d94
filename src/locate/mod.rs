//! Where the family starts from: what was typed, resolved to a point.
//! Coordinates, postcodes here and abroad, place names and the family's own names, all offline, decoded when asked for.

mod agreement;
mod alias;
mod candidate;
mod contenders;
mod coordinates;
mod fold;
mod gazetteer;
mod near_miss;
pub mod online;
mod pack;
mod place;
mod postal;
mod postal_country;
mod postal_pack;
mod postcode;
mod postcode_pack;
mod surroundings;
mod zones;

pub use self::agreement::{Disagreement, disagreement};
pub use self::surroundings::EMPTIEST_LAND_KM;
pub(crate) use fold::{fold, fold_into};
pub use zones::Zones;

use crate::domain::{Location, Position, PositionOutOfRange, Precision};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use thiserror::Error;

/// Resolves what was typed: a name of the family's own, coordinates, a UK postcode, a postal code or a place, in that
/// order.
///
/// # Errors
/// See [`LocateError`]: it never settles for another place than the one that was typed.
///
/// ```
/// use std::collections::BTreeMap;
/// let aliases = BTreeMap::from([("home".to_owned(), "m20 2rn".to_owned())]);
/// let home = kidtrip::locate::resolve("home", &aliases)?;
/// assert_eq!(home.label, "home (M20 2RN)");
/// assert_eq!(home.area.as_deref(), Some("Didsbury, Manchester"));
/// # Ok::<(), kidtrip::locate::LocateError>(())
/// ```
pub fn resolve(query: &str, aliases: &BTreeMap<String, String>) -> Result<Location, LocateError> {
    resolve_improved(query, aliases, |_, known| known)
}

/// Resolves what was typed as [`resolve`] does, and lets `improve` better what the embedded data make of what is no
/// name of the family's own.
///
/// # Errors
/// See [`LocateError`].
pub fn resolve_improved(
    query: &str,
    aliases: &BTreeMap<String, String>,
    mut improve: impl FnMut(&str, Result<Location, LocateError>) -> Result<Location, LocateError>,
) -> Result<Location, LocateError> {
    if query.trim().is_empty() {
        return Err(LocateError::Empty);
    }
    let mut plain = |query: &str| improve(query, resolve_plain(query));
    alias::resolve(query, aliases, &mut plain).unwrap_or_else(|| plain(query))
}

/// Resolves what is no name of the family's own.
fn resolve_plain(query: &str) -> Result<Location, LocateError> {
    if query.trim().is_empty() {
        return Err(LocateError::Empty);
    }
    match coordinates::parse(query) {
        None => {}
        Some(Ok(position)) => return Ok(at(query, position)),
        // "111 22" is no latitude, and a postal code of Sweden.
        Some(Err(off_earth)) => {
            return match postal::resolve(query, false) {
                Some(found @ (Ok(_) | Err(LocateError::Ambiguous { .. }))) => found,
                _ => Err(off_earth),
            };
        }
    }
    match postcode::resolve(query) {
        Some(Ok(location)) => Ok(Location {
            area: surroundings::area(location.position),
            ..location
        }),
        // What has the form of a UK postcode and is none may still say whose code it is: "SE 111 22", "M5V 3L9".
        Some(Err(unknown)) => match postal::resolve(query, unknown.knows_a_part()) {
            Some(Ok(location)) => Ok(location),
            _ => Err(unknown),
        },
        None => postal::resolve(query, false).unwrap_or_else(|| place::resolve(query)),
    }
}

/// Returns the location of a pair of coordinates.
fn at(query: &str, position: Position) -> Location {
    let (zone, note) = surroundings::zone(position);
    Location {
        query: query.to_owned(),
        label: format!("{}, {}", shortest(position.lat()), shortest(position.lon())),
        area: surroundings::area(position),
        position,
        precision: Precision::Coordinates,
        zone,
        notes: note.into_iter().collect(),
    }
}

/// Returns degrees to about a metre, without idle zeros.
fn shortest(degrees: f64) -> String {
    let text = format!("{degrees:.5}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Returns every place of a name but the districts of larger ones: those of the UK, Ireland, Man and the Channel Islands
/// first, then those abroad; of each those truly called so first, then largest first. Of a postal code that is no
/// place's name, every country that has it.
#[must_use]
pub fn candidates(query: &str) -> Vec<Candidate> {
    match place::candidates(query) {
        none if none.is_empty() => postal::candidates(query),
        places => places,
    }
}

/// Returns the position of a live GB unit postcode, to about 100 m, or the centre of a BT, IM, JE or GY outcode.
#[must_use]
pub fn postcode_position(postcode: &str) -> Option<Position> {
    postcode::position(postcode)
}

/// Returns the time zone of a UK postcode area, outcode or postcode: "IM2" is Europe/Isle_of_Man.
#[must_use]
pub fn postcode_zone(postcode: &str) -> Option<TimeZone> {
    postcode::zone_of(postcode)
}

/// Returns the time zone of the nearest town; far from any, the hours that the longitude gives.
#[must_use]
pub fn zone_at(position: Position) -> TimeZone {
    surroundings::zone(position).0
}

/// Returns the named place around a point, "Didsbury, Manchester"; `None` in the middle of nowhere.
#[must_use]
pub fn area_around(position: Position) -> Option<String> {
    surroundings::area(position)
}

/// Returns how far the nearest name or postcode is from a point, where one is within [`EMPTIEST_LAND_KM`]: around these
/// islands, what has none is out at sea.
#[must_use]
pub fn nearest_name_km(position: Position) -> Option<f64> {
    surroundings::nearest_km(position, EMPTIEST_LAND_KM)
}

/// Returns whether any town on Earth, or any postal code that is known, is within `km` of a point.
#[must_use]
pub fn is_inhabited(position: Position, km: f64) -> bool {
    surroundings::is_inhabited(position, km)
}

/// One of the places that a name may mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The name as it is written there.
    pub name: String,
    /// What tells it from the others, or where it lies: "Shropshire", or "Shropshire, near Clun"; never coordinates.
    pub qualifier: String,
    /// How many people live there, where that is known.
    pub population: Option<u32>,
    /// Its centre.
    pub position: Position,
    /// The exact text that resolves to it: "Newport, Shropshire"; its coordinates where no words do.
    pub type_this: String,
}

/// Why a location could not be resolved.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum LocateError {
    /// Nothing was typed.
    #[error("the location is empty; give a postcode, a town, or \"lat,lon\"")]
    Empty,
    /// The coordinates are not on the Earth.
    #[error(transparent)]
    Coordinates(#[from] PositionOutOfRange),
    /// It has the form of a postcode, and there is none such.
    #[error("postcode \"{postcode}\" is not known; {}", postcode_hint(suggestion.as_deref()))]
    UnknownPostcode {
        /// The postcode as it was read.
        postcode: String,
        /// The part of it that is known.
        suggestion: Option<String>,
    },
    /// A country has no such postal code.
    #[error("{code} is not known as a postal code of {country}; check it, or name a town")]
    UnknownPostalCode {
        /// The code as it was read, with its country's letters: "DE:10000".
        code: String,
        /// The country.
        country: String,
    },
    /// A country's postal codes are written otherwise.
    #[error(
        "\"{code}\" is not of the form of a postal code of {country}, which is {form} (0 a digit, A a letter); \
         check it, or name a town"
    )]
    PostalCodeForm {
        /// What was typed after the country.
        code: String,
        /// The country.
        country: String,
        /// A 0 for each digit, an A for each letter.
        form: String,
    },
    /// The postal codes of a country are not known.
    #[error(
        "no postal codes of \"{country}\" are known, only those of {known} and the UK; name a town, or give \"lat,lon\""
    )]
    UnknownCountry {
        /// The letters that were typed before the code.
        country: String,
        /// The letters of the countries whose codes are known.
        known: String,
    },
    /// No place bears the name.
    #[error(
        "\"{query}\" is not a place that is known; {}",
        place_hint(suggestions)
    )]
    Unknown {
        /// What was typed.
        query: String,
        /// What may have been meant, the likeliest first.
        suggestions: Vec<String>,
    },
    /// Several places bear the name, and none stands out.
    #[error("\"{query}\" is more than one place")]
    Ambiguous {
        /// What was typed.
        query: String,
        /// The places, largest first.
        candidates: Vec<Candidate>,
    },
    /// A name of the family's own stands for another such name, or for itself.
    #[error(
        "\"{name}\" stands for \"{other}\", which is a name of your own too; give it a postcode, a town, or \"lat,lon\""
    )]
    AliasOfAlias {
        /// The name that was typed.
        name: String,
        /// The name it stands for.
        other: String,
    },
    /// What a name of the family's own stands for could not be resolved.
    #[error("\"{name}\" stands for \"{target}\": {source}")]
    Alias {
        /// The name that was typed.
        name: String,
        /// What it stands for.
        target: String,
        /// Why that could not be resolved.
        source: Box<LocateError>,
    },
}

impl LocateError {
    /// Returns whether a part of an unknown UK postcode is known.
    fn knows_a_part(&self) -> bool {
        matches!(self, Self::UnknownPostcode { suggestion, .. } if suggestion.is_some())
    }
}

fn postcode_hint(suggestion: Option<&str>) -> String {
    match suggestion {
        Some(part) if part.contains(' ') => format!("its sector is: {part}"),
        Some(part) => format!("its district is: {part}"),
        None => "check it, or name a town".to_owned(),
    }
}

fn place_hint(suggestions: &[String]) -> String {
    match suggestions {
        [] => "try a postcode, or a town nearby".to_owned(),
        [only] => format!("did you mean {only}?"),
        [first @ .., last] => format!("did you mean {} or {last}?", first.join("; ")),
    }
}

#[cfg(test)]
mod tests;
