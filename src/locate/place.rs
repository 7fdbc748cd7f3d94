//! Place names, and which place a name means: these islands first, and never one of several in silence.
//! The rule is in data/README.md; where it cannot decide, the candidates are the answer.

use super::candidate::{described, label, namesakes_note, similar_at_home_note};
use super::contenders::{contenders, is_rival, without_parts};
use super::fold::fold;
use super::gazetteer::{Area, Gazetteer, Kind, Place};
use super::{Candidate, LocateError, near_miss};
use crate::domain::{Location, Precision};
use std::cmp::Reverse;

/// A place at home that nobody has counted gives way to a city abroad of this many people ("New York" is not in
/// Lincolnshire), and is named in the notes.
const CITY: u32 = 200_000;
/// Names too large to start from, though villages bear them too.
const NATIONS: [&str; 7] = [
    "england",
    "scotland",
    "wales",
    "northern ireland",
    "ireland",
    "united kingdom",
    "great britain",
];

/// Resolves a place name, with whatever tells it from its namesakes after a comma.
pub(super) fn resolve(query: &str) -> Result<Location, LocateError> {
    let gazetteer = Gazetteer::embedded();
    for reading in readings(query) {
        let known = Namesakes::of(&reading, gazetteer);
        match known.choice(&reading, gazetteer) {
            Choice::Nothing => {}
            Choice::Several(places) => {
                return Err(LocateError::Ambiguous {
                    query: query.trim().to_owned(),
                    candidates: described(&places, gazetteer),
                });
            }
            Choice::Land => return Err(near_miss::unknown(query, &reading, gazetteer)),
            // A place far away, by a name it has in another language, may be a slip in the name of one at home.
            Choice::One(place)
                if place.area.kind == Kind::Abroad && fold(&place.name) != reading.name =>
            {
                return match near_miss::larger_at_home(&reading, place, gazetteer) {
                    Some(suggestion) => Err(LocateError::Unknown {
                        query: query.trim().to_owned(),
                        suggestions: vec![suggestion, label(place)],
                    }),
                    None => located(query, &reading, place, &known, gazetteer),
                };
            }
            Choice::One(place) => return located(query, &reading, place, &known, gazetteer),
        }
    }
    let reading = Reading::whole_or_parts(query);
    Err(near_miss::unknown(query, &reading, gazetteer))
}

/// Returns every place of the name but the parts of larger ones: those of these islands first; in each group those truly
/// called so first, then largest first.
pub(super) fn candidates(query: &str) -> Vec<Candidate> {
    let gazetteer = Gazetteer::embedded();
    readings(query)
        .map(|reading| (Namesakes::of(&reading, gazetteer), reading))
        .find(|(known, _)| !known.places.is_empty())
        .map_or_else(Vec::new, |(known, reading)| {
            let all: Vec<&Place<'_>> = known.places.iter().collect();
            let (home, abroad) = contenders(&all, &reading.name);
            let mut wholes = without_parts(&all, &reading.name);
            wholes.sort_by_key(|p| {
                let running = home.iter().chain(&abroad).any(|c| c.index == p.index);
                (p.area.kind == Kind::Abroad, !running)
            });
            described(&wholes, gazetteer)
        })
}

/// A name and what narrows it down, all folded.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    pub(super) name: String,
    pub(super) qualifiers: Vec<String>,
}

impl Reading {
    /// Returns the name before the first comma or bracket and the qualifiers after it.
    pub(super) fn whole_or_parts(query: &str) -> Self {
        let mut parts = query.split([',', '(', ')', ';']).map(fold);
        Self {
            name: parts.next().unwrap_or_default(),
            qualifiers: parts.filter(|part| !part.is_empty()).collect(),
        }
    }
}

/// Yields the ways to read what was typed, the likeliest first: "St Ives Cornwall" may lack its comma.
pub(super) fn readings(query: &str) -> impl Iterator<Item = Reading> {
    // No name is longer; and the time to look at all readings grows with the words.
    let query = if query.len() <= 200 { query } else { "" };
    let plain = Reading::whole_or_parts(query);
    let words: Vec<String> = match plain.qualifiers.is_empty() {
        true => plain.name.split(' ').map(str::to_owned).collect(),
        false => Vec::new(),
    };
    let splits = (1..words.len().min(8)).rev().filter_map(move |n| {
        Some(Reading {
            name: words.get(..n)?.join(" "),
            qualifiers: vec![words.get(n..)?.join(" ")],
        })
    });
    std::iter::once(plain).chain(splits)
}

/// The places that bear a name and satisfy its qualifiers: home first, then largest first.
pub(super) struct Namesakes<'a> {
    pub(super) places: Vec<Place<'a>>,
}

/// What the rule says of a name.
pub(super) enum Choice<'p, 'a> {
    Nothing,
    One(&'p Place<'a>),
    /// The places among which it cannot decide.
    Several(Vec<&'p Place<'a>>),
    /// A county or a country: too large to be a place to start from.
    Land,
}

impl<'a> Namesakes<'a> {
    pub(super) fn of(reading: &Reading, gazetteer: Gazetteer<'a>) -> Self {
        let mut places = if reading.name.is_empty() {
            Vec::new()
        } else {
            gazetteer.named(&reading.name)
        };
        places.retain(|place| reading.qualifiers.iter().all(|q| lies_in(&place.area, q)));
        places.sort_by_key(|place| {
            (
                place.area.kind == Kind::Abroad,
                Reverse(place.population),
                place.index,
            )
        });
        Self { places }
    }

    /// Returns what the rule says of all of them.
    pub(super) fn choice(&self, reading: &Reading, gazetteer: Gazetteer<'_>) -> Choice<'_, 'a> {
        choose(self.places.iter().collect(), reading, gazetteer)
    }
}

/// Applies the rule to the contenders of a reading: a region, else home, else abroad; there the only one, or one
/// that has ten times the people of the next.
pub(super) fn choose<'p, 'a>(
    places: Vec<&'p Place<'a>>,
    reading: &Reading,
    gazetteer: Gazetteer<'_>,
) -> Choice<'p, 'a> {
    let bare = reading.qualifiers.is_empty();
    if let Some(region) = places.iter().find(|p| p.area.kind == Kind::Region) {
        return Choice::One(region);
    }
    if bare && NATIONS.contains(&reading.name.as_str()) {
        return Choice::Land;
    }
    let (home, abroad) = contenders(&places, &reading.name);
    let city = abroad.first().is_some_and(|p| p.population >= Some(CITY));
    let counted = home.iter().any(|p| p.population.is_some());
    // A county is not to be taken for a hamlet or for a town abroad that was named after it; where there is no place at
    // home, nor are "Sussex" and "Yorkshire".
    let end = format!(" {}", reading.name);
    let county = |text: &str| text == reading.name || (home.is_empty() && text.ends_with(&end));
    if bare && !counted && gazetteer.is_qualifier(true, county) {
        return Choice::Land;
    }
    if !home.is_empty() && (counted || !city) {
        return decide(home);
    }
    match decide(abroad) {
        // Nor is a country for a town elsewhere: Malta is also a town in Brazil.
        Choice::One(place)
            if bare
                && !place.area.folded().contains(&reading.name)
                && gazetteer.is_qualifier(false, |text| text == reading.name) =>
        {
            Choice::Land
        }
        choice => choice,
    }
}

fn decide<'p, 'a>(places: Vec<&'p Place<'a>>) -> Choice<'p, 'a> {
    let Some(first) = places.first().copied() else {
        return Choice::Nothing;
    };
    // A city of Europe that is the largest of its name has no rival overseas: Venice is in Italy, not in California.
    let near = |p: &Place<'_>| p.area.is_european() || !first.area.is_european();
    let rivals = places.iter().skip(1).any(|p| near(p) && is_rival(first, p));
    if rivals {
        Choice::Several(places)
    } else {
        Choice::One(first)
    }
}

/// Returns whether the folded qualifier says where `area` lies.
pub(super) fn lies_in(area: &Area<'_>, qualifier: &str) -> bool {
    let wanted = spelt_out(qualifier);
    let is = |text: &String| {
        let text = text.strip_prefix("county ").unwrap_or(text);
        // "Yorkshire" will do for North Yorkshire.
        text == wanted
            || (wanted.len() >= 5
                && text
                    .strip_suffix(wanted)
                    .is_some_and(|rest| rest.ends_with(' ')))
    };
    area.iso.eq_ignore_ascii_case(wanted)
        || area
            .outcode
            .as_deref()
            .is_some_and(|o| o.eq_ignore_ascii_case(wanted))
        || area.folded().iter().any(is)
}

/// Returns the usual name for the short forms that people write after a comma.
fn spelt_out(qualifier: &str) -> &str {
    match qualifier {
        "uk" | "great britain" | "britain" => "united kingdom",
        "usa" | "us" | "america" | "united states of america" => "united states",
        "ni" | "n ireland" => "northern ireland",
        "eire" | "republic of ireland" | "roi" => "ireland",
        "iow" => "isle of wight",
        "iom" => "isle of man",
        "beds" => "bedfordshire",
        "berks" => "berkshire",
        "bucks" => "buckinghamshire",
        "cambs" => "cambridgeshire",
        "glos" => "gloucestershire",
        "hants" => "hampshire",
        "herts" => "hertfordshire",
        "lancs" => "lancashire",
        "leics" => "leicestershire",
        "lincs" => "lincolnshire",
        "northants" => "northamptonshire",
        "notts" => "nottinghamshire",
        "oxon" => "oxfordshire",
        "salop" => "shropshire",
        "staffs" => "staffordshire",
        "warks" => "warwickshire",
        "wilts" => "wiltshire",
        "worcs" => "worcestershire",
        "yorks" => "yorkshire",
        other => other
            .strip_prefix("county ")
            .or_else(|| other.strip_prefix("co "))
            .unwrap_or(other),
    }
}

fn located(
    query: &str,
    reading: &Reading,
    place: &Place<'_>,
    known: &Namesakes<'_>,
    gazetteer: Gazetteer<'_>,
) -> Result<Location, LocateError> {
    let mut notes = Vec::new();
    if place.area.kind == Kind::Region {
        let town = place.area.qualifiers.first().copied().unwrap_or_default();
        notes.push(format!("{} is a region; placed at {town}", place.name));
    } else {
        // Who names no county has these islands in mind; that there is no such place here must not pass in silence.
        let none_at_home = known.places.iter().all(|p| p.area.kind == Kind::Abroad);
        if reading.qualifiers.is_empty() && none_at_home {
            notes.push("no place of that name is known in the UK or Ireland".to_owned());
            if place.population < Some(CITY) {
                notes.extend(similar_at_home_note(&reading.name, gazetteer));
            }
        }
        notes.extend(namesakes_note(place, known, &reading.name, gazetteer));
    }
    let zone = place.area.zone().ok_or_else(|| LocateError::Unknown {
        query: query.trim().to_owned(),
        suggestions: Vec::new(),
    })?;
    Ok(Location {
        query: query.to_owned(),
        label: label(place),
        area: None,
        position: place.position,
        precision: Precision::Place,
        zone,
        notes,
    })
}
