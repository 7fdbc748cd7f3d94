//! What may have been meant by a name that no place bears.
//! It suggests and never picks; only the way to an error pays for it.

use super::LocateError;
use super::candidate::described;
use super::fold::fold;
use super::gazetteer::{Gazetteer, Kind, Name, Place};
use super::place::{Namesakes, Reading, lies_in};
use std::cmp::Reverse;
use strsim::osa_distance;

/// How many suggestions are made.
const SUGGESTIONS: usize = 3;

/// Returns the error for a name that means no place, with what may have been meant.
pub(super) fn unknown(query: &str, reading: &Reading, gazetteer: Gazetteer<'_>) -> LocateError {
    let mut suggestions = elsewhere(reading, gazetteer);
    if suggestions.is_empty() && reading.qualifiers.is_empty() {
        suggestions = towns_in(&reading.name, gazetteer);
    }
    if suggestions.is_empty() {
        suggestions = alike(reading, gazetteer);
    }
    LocateError::Unknown {
        query: query.trim().to_owned(),
        suggestions,
    }
}

/// Returns the places of the name that lie elsewhere than was said.
fn elsewhere(reading: &Reading, gazetteer: Gazetteer<'_>) -> Vec<String> {
    if reading.qualifiers.is_empty() {
        return Vec::new();
    }
    let bare = Reading {
        name: reading.name.clone(),
        qualifiers: Vec::new(),
    };
    let places = Namesakes::of(&bare, gazetteer).places;
    let first: Vec<_> = places.iter().take(SUGGESTIONS).collect();
    described(&first, gazetteer)
        .into_iter()
        .map(|c| c.type_this)
        .collect()
}

/// Returns the largest towns of the county or country of that name.
fn towns_in(folded: &str, gazetteer: Gazetteer<'_>) -> Vec<String> {
    if folded.is_empty() {
        return Vec::new();
    }
    let end = format!(" {folded}");
    let inside = |kind: Kind| {
        let named = |text: &String| text == folded || (kind == Kind::Home && text.ends_with(&end));
        let mut found: Vec<(u32, u32)> = gazetteer
            .places_in(|area| area.kind == kind && area.folded().iter().any(named))
            .filter(|(_, population)| *population > 0)
            .collect();
        found.sort_by_key(|(index, population)| (Reverse(*population), *index));
        found
    };
    let mut found = inside(Kind::Home);
    if found.is_empty() {
        found = inside(Kind::Abroad);
    }
    let places: Vec<_> = found
        .into_iter()
        .take(SUGGESTIONS)
        .filter_map(|(index, _)| gazetteer.place(index))
        .collect();
    described(&places.iter().collect::<Vec<_>>(), gazetteer)
        .into_iter()
        .map(|c| c.type_this)
        .collect()
}

/// Returns the name of a place at home, a slip away from what was typed, that has more people than `place` abroad.
pub(super) fn larger_at_home(
    reading: &Reading,
    place: &Place<'_>,
    gazetteer: Gazetteer<'_>,
) -> Option<String> {
    within_slips(reading, gazetteer)
        .into_iter()
        .find(|miss| {
            !miss.abroad
                && !miss.alternate
                && miss.distance == 1
                && miss.population.0 > place.population
        })
        .map(|miss| miss.name)
}

/// Returns the names a slip or two away, the likeliest first.
fn alike(reading: &Reading, gazetteer: Gazetteer<'_>) -> Vec<String> {
    let misses = within_slips(reading, gazetteer);
    // Names in other languages only confuse where there is one in the language of the place.
    let own = misses.iter().any(|miss| !miss.alternate);
    let mut names: Vec<String> = Vec::new();
    for miss in misses.into_iter().filter(|miss| !(own && miss.alternate)) {
        if names.len() < SUGGESTIONS && !names.contains(&miss.name) {
            names.push(miss.name);
        }
    }
    names
}

/// A name that is nearly what was typed; the likelier one sorts first: what is far or little known is meant less
/// often than what is near and large.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Miss {
    distance: usize,
    abroad: bool,
    alternate: bool,
    population: Reverse<Option<u32>>,
    name: String,
}

fn within_slips(reading: &Reading, gazetteer: Gazetteer<'_>) -> Vec<Miss> {
    let typed = reading.name.as_str();
    let length = typed.chars().count();
    let slips = match length {
        3..=5 => 1,
        6..=9 => 2,
        10..=60 => 3,
        // Too short to tell, or longer than any name.
        _ => return Vec::new(),
    };
    let nearly = |name: &Name| {
        let folded = fold(&name.text);
        let possible = folded.chars().count().abs_diff(length) <= slips;
        let distance = possible.then(|| osa_distance(typed, &folded));
        distance.filter(|distance| (1..=slips).contains(distance))
    };
    let mut found: Vec<Miss> = gazetteer
        .names()
        .filter_map(|name| {
            let distance = nearly(&name)?;
            let miss = |(index, alternate)| {
                let place = gazetteer.place(index)?;
                let inside = reading.qualifiers.iter().all(|q| lies_in(&place.area, q));
                inside.then(|| Miss {
                    distance,
                    abroad: place.area.kind == Kind::Abroad,
                    alternate,
                    population: Reverse(place.population),
                    name: name.text.clone(),
                })
            };
            gazetteer.holders(&name).filter_map(miss).min()
        })
        .collect();
    found.sort();
    found
}
