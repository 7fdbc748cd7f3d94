//! What may have been meant by a name that no place bears.
//! It suggests and never picks; only the way to an error pays for it.

use super::LocateError;
use super::fold::fold;
use super::gazetteer::{Gazetteer, Kind};
use super::place::{Namesakes, Reading, described, lies_in};
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
    let inside = |kind: Kind| {
        let mut found: Vec<(u32, u32)> = gazetteer
            .places_in(|area| {
                area.kind == kind && area.qualifiers.iter().any(|q| fold(q) == folded)
            })
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

/// Returns the names a slip or two away, the likeliest first.
fn alike(reading: &Reading, gazetteer: Gazetteer<'_>) -> Vec<String> {
    let typed = reading.name.as_str();
    let length = typed.chars().count();
    let slips = match length {
        0..=2 => return Vec::new(),
        3..=5 => 1,
        6..=9 => 2,
        10..=60 => 3,
        // No name is longer.
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    for name in gazetteer.names() {
        let folded = fold(&name.text);
        if folded.chars().count().abs_diff(length) > slips {
            continue;
        }
        let distance = osa_distance(typed, &folded);
        if distance == 0 || distance > slips {
            continue;
        }
        let holder = gazetteer
            .holders(&name)
            .filter_map(|(index, alternate)| Some((gazetteer.place(index)?, alternate)))
            .filter(|(place, _)| reading.qualifiers.iter().all(|q| lies_in(&place.area, q)))
            .min_by_key(|(place, alternate)| {
                (
                    place.area.kind == Kind::Abroad,
                    *alternate,
                    Reverse(place.population),
                )
            });
        if let Some((place, alternate)) = holder {
            // What is far and little known is meant less often than what is near and large.
            let abroad = place.area.kind == Kind::Abroad;
            let rank = (
                distance,
                abroad,
                alternate,
                Reverse(place.population),
                place.index,
            );
            found.push((rank, name.text));
        }
    }
    found.sort();
    let mut names: Vec<String> = Vec::new();
    for (_, name) in found {
        if names.len() < SUGGESTIONS && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
