//! How a place is told from its namesakes: what it is called, and the exact text that resolves to it.
//! A text is tried by the very rule that will read it.

use super::Candidate;
use super::fold::fold;
use super::gazetteer::{Gazetteer, Kind, Place};
use super::place::{Choice, Namesakes, Reading, choose, lies_in};

/// How many namesakes the notes name.
const NAMESAKES: usize = 3;

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

/// Says which other places of the name were passed over: those at home, and those abroad that are larger.
pub(super) fn namesakes_note(
    place: &Place<'_>,
    known: &Namesakes<'_>,
    gazetteer: Gazetteer<'_>,
) -> Option<String> {
    let passed: Vec<&Place<'_>> = known
        .places
        .iter()
        .filter(|p| p.index != place.index)
        .filter(|p| p.area.kind != Kind::Abroad || p.population > place.population)
        .collect();
    let named = passed.get(..passed.len().min(NAMESAKES))?;
    let texts: Vec<String> = described(named, gazetteer)
        .into_iter()
        .map(|c| c.type_this)
        .collect();
    if texts.is_empty() {
        return None;
    }
    let more = match passed.len() - texts.len() {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    Some(format!("also of that name: {}{more}", texts.join("; ")))
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
            let told_by = type_this
                .strip_prefix(&place.name)
                .and_then(|rest| rest.strip_prefix(", "))
                .filter(|text| place.area.qualifiers.contains(text));
            Candidate {
                name: place.name.clone(),
                qualifier: told_by
                    .or_else(|| qualifier(place))
                    .unwrap_or_default()
                    .to_owned(),
                population: place.population,
                position: place.position,
                type_this,
            }
        })
        .collect()
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
