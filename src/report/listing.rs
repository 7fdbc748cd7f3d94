//! The page of `places`: what was looked for, and the places of the catalogue that answer it.

use super::Credit;
use crate::domain::{Destination, Journey, Location, Reach};
use jiff::Timestamp;

/// Everything a format needs to print a list of places.
#[derive(Debug, Clone)]
pub struct Listing<'a> {
    /// The instant of asking.
    pub generated_at: Timestamp,
    /// What they are: "Places", "Never been".
    pub heading: &'a str,
    /// The name that was looked for.
    pub query: Option<&'a str>,
    /// Where from and how far, where that was asked.
    pub origin: Option<(&'a Location, Reach)>,
    /// The places, in the order to print them.
    pub places: Vec<Listed<'a>>,
    /// How many there are, those that are not printed included.
    pub found: usize,
    /// What is left out though it might answer, in full phrases.
    pub left_out: Vec<String>,
    /// The credits of everything shown.
    pub credits: Vec<Credit>,
}

/// One place of a list.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'a> {
    /// The place.
    pub place: &'a Destination,
    /// The drive there, where it is known from where.
    pub journey: Option<Journey>,
}
