//! What is around a point: the named place it belongs to, and whose clock is kept there.
//! Both are those of the nearest place of the gazetteer.

use super::candidate::label;
use super::fold::fold;
use super::gazetteer::{Gazetteer, Kind, Place, Standing};
use super::postal_country::COUNTRIES;
use super::postal_pack::PostalPack;
use super::postcode_pack::PostcodePack;
use crate::domain::{Position, zone as zone_named};
use jiff::tz::{Offset, TimeZone};

/// Within this distance the nearest town or village names the point; beyond it, the nearest locality may.
const TOWN_KM: f64 = 1.2;
/// Beyond this distance no name is given.
const NAME_KM: f64 = 25.0;
/// Around these islands every village and many a locality is known, and every postcode of Great Britain: no land but a
/// few islets is farther from all of them than this. The farthest summits of Fisherfield are 14 km away, Cape Wrath 15,
/// Nephin Beg 16 (measured on fifty of the emptiest parts).
pub const EMPTIEST_LAND_KM: f64 = 18.0;
/// A place abroad is told by the nearest city of so many people, so many times its own, and no farther away than this: the
/// neighbourhoods of Toronto and Paris, not their neighbours (**judgement**).
const CITY: u32 = 200_000;
const CITY_TIMES: u32 = 10;
const CITY_KM: f64 = 12.0;
/// Beyond this distance from any place the zone follows from the longitude.
pub(super) const ZONE_KM: f64 = 300.0;

/// Returns the named place around a point, "Didsbury, Manchester"; `None` in the middle of nowhere.
pub(super) fn area(position: Position) -> Option<String> {
    area_among(position, |_| true)
}

/// Returns the letters of the country around a point: that of the nearest town.
pub(super) fn country(position: Position) -> Option<&'static str> {
    let (town, _) = Gazetteer::embedded().nearest(position, NAME_KM, |_, standing| {
        standing == Standing::Counted
    })?;
    Some(town.area.iso)
}

/// Returns how far the nearest name or postcode is, where one is within `reach_km`.
pub(super) fn nearest_km(position: Position, reach_km: f64) -> Option<f64> {
    let name = Gazetteer::embedded().nearest(position, reach_km, |_, standing| {
        matches!(standing, Standing::Counted | Standing::Locality)
    });
    let name = name.map(|(_, km)| km);
    // Next to a village its postcodes are of no matter, and there are many.
    if name.is_some_and(|km| km <= TOWN_KM) {
        return name;
    }
    let postcode = PostcodePack::embedded().nearest_km(position, name.unwrap_or(reach_km));
    postcode.or(name)
}

/// Returns whether any town on Earth, or any postal code that is known, is within `reach_km`.
pub(super) fn is_inhabited(position: Position, reach_km: f64) -> bool {
    let town = |_, standing| standing == Standing::Counted;
    let nearest = Gazetteer::embedded().nearest(position, reach_km, town);
    nearest.is_some()
        || COUNTRIES.iter().any(|country| {
            let codes = PostalPack::embedded().country(country.iso);
            codes.is_some_and(|codes| codes.any_within(position, reach_km))
        })
}

/// Returns the named place around a point among those of the country whose letters `holds` accepts.
pub(super) fn area_in(position: Position, holds: impl Fn(&str) -> bool) -> Option<String> {
    area_among(position, |index| lies_in_country(index, &holds))
}

fn area_among(position: Position, wanted: impl Fn(u32) -> bool) -> Option<String> {
    let gazetteer = Gazetteer::embedded();
    let (place, _) = gazetteer
        .nearest(position, TOWN_KM, |index, standing| {
            standing == Standing::Counted && wanted(index)
        })
        .or_else(|| {
            gazetteer.nearest(position, NAME_KM, |index, standing| {
                matches!(standing, Standing::Counted | Standing::Locality) && wanted(index)
            })
        })?;
    let label = label(&place);
    Some(match city_around(&place) {
        Some(city) => format!("{label}, near {city}"),
        None => label,
    })
}

/// Returns the city of the same country that a place abroad is a part of or lies beside: of its part Niagara, few would think of Toronto. At home the
/// district follows the name.
fn city_around(place: &Place<'_>) -> Option<String> {
    let people = place
        .population
        .filter(|_| place.area.kind == Kind::Abroad)?;
    let gazetteer = Gazetteer::embedded();
    let least = people.saturating_mul(CITY_TIMES).max(CITY);
    let (city, _) = gazetteer.nearest(place.position, CITY_KM, |index, _| {
        gazetteer.population(index) >= Some(least)
            && lies_in_country(index, |iso| iso == place.area.iso)
    })?;
    let said = place.area.folded().contains(&fold(&city.name));
    (!said).then_some(city.name)
}

/// Returns the time zone of a point, and a note when it is only the hours of its longitude.
pub(super) fn zone(position: Position) -> (TimeZone, Option<String>) {
    zone_among(position, |_| true)
}

/// Returns the time zone of a point in the country whose letters `holds` accepts: a town across the border may keep
/// another clock.
pub(super) fn zone_in(
    position: Position,
    holds: impl Fn(&str) -> bool,
) -> (TimeZone, Option<String>) {
    zone_among(position, |index| lies_in_country(index, &holds))
}

fn lies_in_country(index: u32, holds: impl Fn(&str) -> bool) -> bool {
    Gazetteer::embedded()
        .place(index)
        .is_some_and(|place| holds(place.area.iso))
}

fn zone_among(position: Position, wanted: impl Fn(u32) -> bool) -> (TimeZone, Option<String>) {
    let nearest = Gazetteer::embedded().nearest(position, ZONE_KM, |index, standing| {
        standing == Standing::Counted && wanted(index)
    });
    match nearest.and_then(|(place, _)| place.area.zone()) {
        Some(zone) => (zone, None),
        None => nautical(position),
    }
}

/// Returns the zone of ships at sea: whole hours by longitude, 15 degrees to each.
fn nautical(position: Position) -> (TimeZone, Option<String>) {
    #[expect(clippy::cast_possible_truncation, reason = "-12..=12")]
    let hours = (position.lon() / 15.0).round() as i8;
    // The sign in the names of these zones is that of POSIX: Etc/GMT-3 is three hours ahead.
    let name = match hours {
        0 => "Etc/GMT".to_owned(),
        ahead @ 1.. => format!("Etc/GMT-{ahead}"),
        behind => format!("Etc/GMT+{}", behind.unsigned_abs()),
    };
    let zone = zone_named(&name)
        .ok()
        .or_else(|| Offset::from_hours(hours).ok().map(TimeZone::fixed))
        .unwrap_or(TimeZone::UTC);
    let note = format!("far from any town: times are {name}, by longitude");
    (zone, Some(note))
}
