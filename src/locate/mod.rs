//! Where the family starts from: what was typed, resolved to a point.
//! Coordinates, postcodes, place names and the family's own names, all offline and decoded only when asked for.

mod pack;
mod postcode;
mod postcode_pack;

use crate::domain::{Location, Position};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use thiserror::Error;

/// Resolves what was typed: a name of the family's own, coordinates, a postcode or a place.
///
/// # Errors
/// See [`LocateError`]: it never settles for another place than the one that was typed.
pub fn resolve(query: &str, _aliases: &BTreeMap<String, String>) -> Result<Location, LocateError> {
    postcode::resolve(query).unwrap_or_else(|| Err(LocateError::Empty))
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

/// Why a location could not be resolved.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum LocateError {
    /// Nothing was typed.
    #[error("the location is empty; give a postcode, a town, or \"lat,lon\"")]
    Empty,
    /// stub
    #[error("x {query}")]
    Ambiguous {
        query: String,
        candidates: Vec<Candidate>,
    },
    /// It has the form of a postcode, and there is none such.
    #[error("postcode \"{postcode}\" is not known; {}", postcode_hint(suggestion.as_deref()))]
    UnknownPostcode {
        /// The postcode as it was read.
        postcode: String,
        /// The part of it that is known.
        suggestion: Option<String>,
    },
}

/// x
fn postcode_hint(suggestion: Option<&str>) -> String {
    match suggestion {
        Some(part) if part.contains(' ') => format!("its sector is: {part}"),
        Some(part) => format!("its district is: {part}"),
        None => "check it, or name a town".to_owned(),
    }
}

/// stub
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub name: String,
    pub qualifier: String,
    pub population: Option<u32>,
    pub position: Position,
    pub type_this: String,
}
pub fn candidates(_: &str) -> Vec<Candidate> {
    Vec::new()
}
