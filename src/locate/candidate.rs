//! How a place is told from its namesakes: what it is called, and the exact text that resolves to it.
//! A text is tried by the very rule that will read it.

use super::Candidate;
use super::contenders::{contenders, is_rival, without_parts};
use super::fold::fold;
use super::gazetteer::{Gazetteer, Kind, Place, Standing};
use super::place::{Choice, Namesakes, Reading, choose, lies_in};
use std::cmp::Reverse;

/// How many namesakes the notes name.
const NAMESAKES: usize = 3;
/// Within this distance a town tells people where a hamlet lies.
const NEIGHBOUR_KM: f64 = 50.0;

/// Returns the name with what people say after it: "Didsbury, Manchester"; but "Manchester" alone.
pub(super) fn label(place: &Place<'_>) -> String {
    // Of a town that is its own district, people say the name alone, unless the name is not enough to find it.
    let own = fold(&place.name);
    let said = place.area.qualifiers.first().copied();
    match said {
        _ if place.area.kind == Kind::Region => place.name.clone(),
        Some(said) if fold(said) != own => format!("{}, {said}", place.name),
        Some(_) if !stands_alone(place) => match qualifier(place) {
            Some(other) => format!("{}, {other}", place.name),
            None => place.name.clone(),
        },
        _ => place.name.clone(),
    }
}

/// Returns whether the bare name resolves to the place.
fn stands_alone(place: &Place<'_>) -> bool {
    let bare = Reading {
        name: fold(&place.name),
        qualifiers: Vec::new(),
    };
    let gazetteer = Gazetteer::embedded();
    let known = Namesakes::of(&bare, gazetteer);
    matches!(known.choice(&bare, gazetteer), Choice::One(one) if one.index == place.index)
}

/// Returns the first qualifier that is not the name itself.
fn qualifier<'a>(place: &Place<'a>) -> Option<&'a str> {
    let own = fold(&place.name);
    place
        .area
        .qualifiers
        .iter()
        .copied()
        .find(|text| fold(text) != own)
}

/// Says which other places of the name were passed over: those at home, and those abroad that are larger, or that are
/// rivals of one abroad.
pub(super) fn namesakes_note(
    place: &Place<'_>,
    known: &Namesakes<'_>,
    name: &str,
    gazetteer: Gazetteer<'_>,
) -> Option<String> {
    let all: Vec<&Place<'_>> = known.places.iter().collect();
    let abroad = contenders(&all, name).1;
    let running = |p: &Place<'_>| abroad.iter().any(|c| c.index == p.index);
    let mut passed = without_parts(&all, name);
    passed.retain(|p| {
        let rival = place.area.kind == Kind::Abroad && running(p) && is_rival(place, p);
        let matters = p.area.kind != Kind::Abroad || p.population > place.population || rival;
        matters && p.index != place.index
    });
    // What is only another name of a place comes last.
    passed.sort_by_key(|p| p.area.kind == Kind::Abroad && !running(p));
    let named = passed.get(..passed.len().min(NAMESAKES))?;
    let texts: Vec<String> = described(named, gazetteer).iter().map(readable).collect();
    if texts.is_empty() {
        return None;
    }
    let more = match passed.len() - texts.len() {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    Some(format!("also of that name: {}{more}", texts.join("; ")))
}

/// Asks whether a place at home was meant whose name begins with the word that was typed: "Heathrow Villages".
pub(super) fn similar_at_home_note(name: &str, gazetteer: Gazetteer<'_>) -> Option<String> {
    let mut places: Vec<Place<'_>> = gazetteer
        .beginning_with_word(name)
        .into_iter()
        .filter(|place| place.area.kind != Kind::Abroad)
        .collect();
    places.sort_by_key(|place| Reverse(place.population));
    let first: Vec<&Place<'_>> = places.iter().take(NAMESAKES).collect();
    let texts: Vec<String> = described(&first, gazetteer).iter().map(readable).collect();
    (!texts.is_empty()).then(|| format!("did you mean {}?", texts.join(" or ")))
}

/// Returns what to type where that can be read as a name; else the name, with the coordinates to type behind it.
fn readable(candidate: &Candidate) -> String {
    let Candidate {
        name,
        qualifier,
        type_this,
        ..
    } = candidate;
    if type_this.starts_with(name.as_str()) {
        type_this.clone()
    } else {
        format!("{name}, {qualifier} ({type_this})")
    }
}

/// Returns the places as candidates, each with a text that resolves to it.
pub(super) fn described(places: &[&Place<'_>], gazetteer: Gazetteer<'_>) -> Vec<Candidate> {
    let mut known: Option<(String, Namesakes<'_>)> = None;
    places
        .iter()
        .map(|place| {
            // A place found by an alternate name has other namesakes than the rest.
            let name = fold(&place.name);
            if known.as_ref().is_none_or(|(of, _)| *of != name) {
                let reading = Reading {
                    name: name.clone(),
                    qualifiers: Vec::new(),
                };
                known = Some((name, Namesakes::of(&reading, gazetteer)));
            }
            let namesakes = known.as_ref().map_or(&[][..], |(_, n)| &n.places);
            let type_this = text_for(place, namesakes, gazetteer);
            Candidate {
                name: place.name.clone(),
                qualifier: told_by(place, &type_this, gazetteer),
                population: place.population,
                position: place.position,
                type_this,
            }
        })
        .collect()
}

/// Returns what to read after the name: what `type_this` has there, else the area, and where no text tells the place from
/// its namesakes, a town nearby.
fn told_by(place: &Place<'_>, type_this: &str, gazetteer: Gazetteer<'_>) -> String {
    let area = qualifier(place).unwrap_or_default();
    let Some(rest) = type_this.strip_prefix(&place.name) else {
        return match (area, neighbour(place, gazetteer)) {
            ("", Some(town)) => format!("near {town}"),
            (_, Some(town)) => format!("{area}, near {town}"),
            (_, None) => area.to_owned(),
        };
    };
    rest.strip_prefix(", ")
        .filter(|text| place.area.qualifiers.contains(text))
        .unwrap_or(area)
        .to_owned()
}

/// Returns the nearest town or village of another name.
fn neighbour(place: &Place<'_>, gazetteer: Gazetteer<'_>) -> Option<String> {
    let own = fold(&place.name);
    let other = |index| gazetteer.place(index).is_some_and(|p| fold(&p.name) != own);
    gazetteer
        .nearest(place.position, NEIGHBOUR_KM, |index, standing| {
            standing == Standing::Counted && other(index)
        })
        .map(|(town, _)| town.name)
}

/// Returns the shortest of the usual texts that resolves to `place`, given all of its name; at worst, its coordinates.
fn text_for(place: &Place<'_>, namesakes: &[Place<'_>], gazetteer: Gazetteer<'_>) -> String {
    let own = fold(&place.name);
    let outcode = place.area.outcode.as_deref();
    let qualifiers = || place.area.qualifiers.iter().copied().chain(outcode);
    std::iter::once(None)
        .chain(qualifiers().filter(|text| fold(text) != own).map(Some))
        .chain(qualifiers().filter(|text| fold(text) == own).map(Some))
        .find(|text| {
            let reading = Reading {
                name: own.clone(),
                qualifiers: text.map(fold).into_iter().collect(),
            };
            let places = namesakes
                .iter()
                .filter(|p| reading.qualifiers.iter().all(|q| lies_in(&p.area, q)))
                .collect();
            matches!(choose(places, &reading, gazetteer), Choice::One(one) if one.index == place.index)
        })
        .map_or_else(
            || format!("{:.5},{:.5}", place.position.lat(), place.position.lon()),
            |text| match text {
                Some(text) => format!("{}, {text}", place.name),
                None => place.name.clone(),
            },
        )
}
