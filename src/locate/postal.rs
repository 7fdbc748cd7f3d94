//! Postal codes of other countries: `DE:10115`, or plain where only one country has the code.
//! The code that was typed or none: never that of a neighbour, and never one of several in silence.

use super::fold::fold;
use super::gazetteer::{Gazetteer, Place, Standing};
use super::place::{Namesakes, lies_in, readings};
use super::postal_country::{COUNTRIES, Code, Country};
use super::postal_pack::PostalPack;
use super::{Candidate, LocateError, postcode, surroundings};
use crate::domain::{Location, Position, Precision};

/// Beyond this length it is no code, with or without a town.
const LONGEST: usize = 80;
/// A town this near to a code may be the one that is written beside it.
const BESIDE_KM: f64 = 30.0;
/// Within this distance a town tells people where a code lies.
const NEAR_KM: f64 = 50.0;
/// What people put before a postcode of the UK, the Isle of Man and the Channel Islands.
pub(super) const HOME: [&str; 5] = ["GB", "UK", "IM", "JE", "GG"];

/// Resolves what was typed if it has the form of a postal code; `None` when it has not, or when nobody has such a code.
/// `uk` says whether a part of it is known as a UK postcode, and so may be meant as one.
pub(super) fn resolve(query: &str, uk: bool) -> Option<Result<Location, LocateError>> {
    let text = query.trim();
    if text.len() > LONGEST {
        return None;
    }
    if let Some(found) = with_country(query, text) {
        return Some(found);
    }
    // A few places of the gazetteer are numbers in some register; as before, they come first.
    if !Gazetteer::embedded().named(&fold(text)).is_empty() {
        return None;
    }
    match alone(text, !uk) {
        found if found.is_empty() => beside_a_name(query, text),
        found => Some(one_of(query, found, |found| {
            vec![format!(
                "read as a postal code of {}, the only one of the {} countries known here that has it",
                found.country.name,
                COUNTRIES.len()
            )]
        })),
    }
}

/// A code that is known, and whose it is.
struct Found {
    country: &'static Country,
    code: Code,
    position: Position,
}

impl Found {
    fn of(country: &'static Country, code: Code) -> Option<Self> {
        let position = PostalPack::embedded()
            .country(country.iso)?
            .position(code.number)?;
        Some(Self {
            country,
            code,
            position,
        })
    }

    /// Returns the nearest town of the country within `reach_km`.
    fn town(&self, reach_km: f64) -> Option<Place<'static>> {
        let gazetteer = Gazetteer::embedded();
        let there = |index| {
            gazetteer
                .place(index)
                .is_some_and(|place| self.country.holds(place.area.iso))
        };
        gazetteer
            .nearest(self.position, reach_km, |index, standing| {
                standing == Standing::Counted && there(index)
            })
            .map(|(place, _)| place)
    }

    fn location(self, query: &str, mut notes: Vec<String>) -> Location {
        let label = self.country.with(&self.code.known);
        if let Some(whole) = &self.code.whole {
            notes.push(format!(
                "of {} only the part {label} is known; placed at its middle",
                self.country.with(whole)
            ));
        }
        // The second sign of a Canadian code is 0 in the country: such a code is a region.
        if self.country.iso == "CA" && label.get(4..5) == Some("0") {
            notes.push(format!(
                "{label} is a rural code: it covers tens of kilometres or more"
            ));
        }
        let holds = |iso: &str| self.country.holds(iso);
        let (zone, note) = surroundings::zone_in(self.position, holds);
        notes.extend(note);
        Location {
            query: query.to_owned(),
            label,
            area: surroundings::area_in(self.position, holds),
            position: self.position,
            precision: Precision::PostalCode,
            zone,
            notes,
        }
    }

    fn candidate(&self) -> Candidate {
        let country = self.country.name.trim_start_matches("the ");
        let (name, qualifier) = match self.town(NEAR_KM) {
            Some(town) => (town.name, country),
            None => (country.to_owned(), ""),
        };
        Candidate {
            name,
            qualifier: qualifier.to_owned(),
            population: None,
            position: self.position,
            type_this: self.country.with(&self.code.known),
        }
    }
}

/// Resolves a code with its country before it: "DE:10115", "D-10115", "DE 10115", "Germany: 10115".
fn with_country(query: &str, text: &str) -> Option<Result<Location, LocateError>> {
    let (prefix, sign, rest) = prefixed(text)?;
    let has_digit = rest.contains(|c: char| c.is_ascii_digit());
    // "Mt Isa" is a town, whatever Malta's codes look like.
    if sign != ':' && !has_digit {
        return None;
    }
    if let Some(country) = Country::before(prefix, sign) {
        return match country.read(rest) {
            Some(code) => {
                let written = country.with(&code.known);
                let found = Found::of(country, code).ok_or(LocateError::UnknownPostalCode {
                    code: written,
                    country: country.name.to_owned(),
                });
                Some(found.map(|found| found.location(query, Vec::new())))
            }
            None if sign == ':' && has_digit => Some(Err(LocateError::PostalCodeForm {
                code: rest.trim().to_owned(),
                country: country.name.to_owned(),
                form: country.form(),
            })),
            None => None,
        };
    }
    if !has_digit {
        return None;
    }
    if let Some(rest) = at_home(text) {
        return Some(resolve_at_home(query, rest));
    }
    let prefix = prefix.trim().to_ascii_uppercase();
    let is_country =
        sign == ':' && prefix.len() == 2 && prefix.bytes().all(|b| b.is_ascii_uppercase());
    let is_code = rest
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c.is_whitespace() || c == '-');
    (is_country && is_code).then(|| {
        Err(LocateError::UnknownCountry {
            country: prefix,
            known: COUNTRIES
                .iter()
                .map(|country| country.iso)
                .collect::<Vec<_>>()
                .join(", "),
        })
    })
}

/// Returns the countries that have a code, and where: that of the country it names, else of all.
pub(super) fn whose(text: &str) -> Vec<(&'static str, Position)> {
    let text = text.trim();
    if text.len() > LONGEST {
        return Vec::new();
    }
    let found = match country_before(text) {
        Some((country, rest)) => {
            let code = country.read(rest);
            let found = code.and_then(|code| Found::of(country, code));
            found.into_iter().collect()
        }
        None => alone(text, true),
    };
    let reading = |found: Found| (found.country.iso, found.position);
    found.into_iter().map(reading).collect()
}

/// Returns whether a code says what country it is of, be its codes known or not.
pub(super) fn says_its_country(text: &str) -> bool {
    at_home(text).is_some() || country_before(text).is_some()
}

/// Returns what stands behind the letters of the UK or its neighbours under the Crown, if they stand before it.
pub(super) fn at_home(text: &str) -> Option<&str> {
    let (prefix, rest) = text.split_once(':')?;
    let prefix = prefix.trim().to_ascii_uppercase();
    HOME.contains(&prefix.as_str()).then_some(rest)
}

/// Returns the country that stands before a code, and the code.
fn country_before(text: &str) -> Option<(&'static Country, &str)> {
    let (prefix, sign, rest) = prefixed(text)?;
    // "NE 1" may be a postcode of ours.
    let country = Country::before(prefix, sign).filter(|_| sign != ' ')?;
    Some((country, rest.trim_start_matches(sign)))
}

/// Splits what was typed into what stands before a code, the sign between them, and the rest.
fn prefixed(text: &str) -> Option<(&str, char, &str)> {
    if let Some((prefix, rest)) = text.split_once(':') {
        return Some((prefix, ':', rest));
    }
    let end = text.find(|c: char| !c.is_ascii_alphabetic())?;
    let (prefix, rest) = text.split_at_checked(end)?;
    let sign = match rest.chars().next()? {
        '-' => '-',
        gap if gap.is_whitespace() => ' ',
        _ => return None,
    };
    (1..=3).contains(&end).then_some((prefix, sign, rest))
}

/// Resolves a UK postcode that says so.
fn resolve_at_home(query: &str, rest: &str) -> Result<Location, LocateError> {
    let found = postcode::resolve(rest).unwrap_or_else(|| {
        Err(LocateError::UnknownPostcode {
            postcode: rest.trim().to_uppercase(),
            suggestion: None,
        })
    })?;
    Ok(Location {
        query: query.to_owned(),
        area: surroundings::area(found.position),
        ..found
    })
}

/// Returns whose code it may be when it says no country.
fn alone(text: &str, short: bool) -> Vec<Found> {
    COUNTRIES
        .iter()
        .filter_map(|country| Found::of(country, country.read_alone(text, short)?))
        .collect()
}

/// Resolves a code with a town, a state or a country beside it: "75001 Paris", "San Francisco, CA 94110",
/// "10115, Germany". Both must be known, and the one must lie at the other.
fn beside_a_name(query: &str, text: &str) -> Option<Result<Location, LocateError>> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .collect();
    // "111 22 Stockholm" before "111 Stockholm"; the code first before the code last.
    let readings = [2, 1].into_iter().flat_map(|n| {
        let first = words.split_at_checked(n);
        let last = words
            .len()
            .checked_sub(n)
            .and_then(|at| words.split_at_checked(at));
        [first, last.map(|(name, code)| (code, name))]
    });
    for (code, name) in readings.flatten() {
        let name = name.join(" ");
        if name.is_empty() || name.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let mut found = alone(&code.join(" "), false);
        found.retain(|found| lies_at(found, &name));
        if !found.is_empty() {
            return Some(one_of(query, found, |_| Vec::new()));
        }
    }
    None
}

/// Returns whether a code lies at the town of that name, or in the state or the country.
fn lies_at(found: &Found, name: &str) -> bool {
    let folded = fold(name);
    let gazetteer = Gazetteer::embedded();
    let inside = || {
        found
            .town(NEAR_KM)
            .is_some_and(|town| lies_in(&town.area, &folded))
    };
    let beside = || {
        readings(name).any(|reading| {
            let places = Namesakes::of(&reading, gazetteer).places;
            places.iter().any(|place| {
                found.country.holds(place.area.iso)
                    && place.position.distance_km(found.position) <= BESIDE_KM
            })
        })
    };
    found.country.is_called(&folded) || inside() || beside()
}

/// Returns the only one; else all of them as candidates.
fn one_of(
    query: &str,
    mut found: Vec<Found>,
    notes: impl Fn(&Found) -> Vec<String>,
) -> Result<Location, LocateError> {
    match found.pop() {
        Some(only) if found.is_empty() => {
            let notes = notes(&only);
            Ok(only.location(query, notes))
        }
        last => Err(LocateError::Ambiguous {
            query: query.trim().to_owned(),
            candidates: found.iter().chain(&last).map(Found::candidate).collect(),
        }),
    }
}

/// Returns the candidates of a plain code that several countries have.
pub(super) fn candidates(query: &str) -> Vec<Candidate> {
    alone(query.trim(), false)
        .iter()
        .map(Found::candidate)
        .collect()
}

#[cfg(test)]
mod tests;
