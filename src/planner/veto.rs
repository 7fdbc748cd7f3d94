//! Weather that rules a place out, whatever else speaks for it.

use super::outlook::Hours;
use super::rules::{EXPOSED_CATEGORIES, VETO_GUST_EXPOSED_KMH, VETO_GUST_KMH};
use crate::domain::Destination;

/// Why the weather of a visit rules a place out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Veto {
    /// Thunder during the visit.
    Thunder,
    /// Gusts of this strength, km/h.
    Gusts(f64),
}

/// Returns why these hours rule `place` out, if they do: only places at least half outdoors are.
#[must_use]
pub fn veto(place: &Destination, hours: &Hours) -> Option<Veto> {
    if !place.exposure.is_outdoor() {
        return None;
    }
    if hours
        .during
        .iter()
        .any(|hour| hour.code.is_some_and(|code| code.is_thunder()))
    {
        return Some(Veto::Thunder);
    }
    let limit = if EXPOSED_CATEGORIES.contains(&place.category.id.as_str()) {
        VETO_GUST_EXPOSED_KMH
    } else {
        VETO_GUST_KMH
    };
    hours
        .gust_kmh()
        .filter(|&gust| gust >= limit)
        .map(Veto::Gusts)
}
