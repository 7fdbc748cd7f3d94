//! The facts of one place, each with who says so; what holds, what does not and what nobody knows together.

use super::layout::{row, text};
use super::{Page, page_width};
use crate::domain::{Destination, FactSource, MapObject};
use crate::report::Profile;
use crate::report::safe::printable;
use crate::report::words::{self, Known};
use comfy_table::Cell;

/// Returns every fact: what, how it is, who says so; what holds, what does not and what nobody knows together.
pub(super) fn facts(profile: &Profile<'_>, style: Page) -> String {
    let place = profile.candidate.place;
    let catalogue = format!("catalogue {}", place.catalogue);
    let source = |source: FactSource| words::said_by(source, &catalogue);
    let mut rows: Vec<(&str, String, &str)> = Vec::new();
    // What holds and what does not, each together by who says so.
    let mut told: Vec<(bool, FactSource, Vec<&str>)> = Vec::new();
    let mut unknown = Vec::new();
    for fact in words::facts(place) {
        match (fact.value, fact.source) {
            (Some(Known::Is(value)), Some(of)) => rows.push((fact.label, value, source(of))),
            (Some(Known::Holds(holds)), Some(of)) => {
                let same = told.iter_mut().find(|told| (told.0, told.1) == (holds, of));
                match same {
                    Some((_, _, labels)) => labels.push(fact.label),
                    None => told.push((holds, of, vec![fact.label])),
                }
            }
            (None, _) | (_, None) => unknown.push(fact.label),
        }
    }
    // Stable: within a group in the order that parents ask.
    told.sort_by_key(|&(holds, ..)| !holds);
    let later = |label: &str| ["opening hours", "web"].contains(&label);
    let at = rows.iter().position(|(label, ..)| later(label));
    let last = rows.split_off(at.unwrap_or(rows.len()));
    rows.extend(told.into_iter().map(|(holds, of, labels)| {
        let holds = if holds { "yes" } else { "no" };
        (holds, labels.join(", "), source(of))
    }));
    if !unknown.is_empty() {
        rows.push(("not known", format!("? {}", unknown.join(", ")), ""));
    }
    if profile.as_of.is_none() {
        rows.push(match words::opening_days(&profile.openings()) {
            Some(told) => ("open", told, "those hours"),
            None => ("open", "? check opening times".to_owned(), ""),
        });
    }
    rows.extend(last);
    let at = format!("{:.4}, {:.4}", place.position.lat(), place.position.lon());
    rows.push(("position", at, source(place.sources.position)));
    rows.push(("id", place.id.to_string(), catalogue.as_str()));
    rows.extend(of_map(place));
    let width = page_width(style);
    let columns = [
        text(14, 0),
        text(width.saturating_sub(14 + SOURCE), 0),
        text(SOURCE, 1),
    ];
    let lines = rows.iter().map(|(label, value, source)| {
        let cells = [label, value.as_str(), source].map(|text| Cell::new(printable(text)));
        row(style, &columns, cells)
    });
    lines.collect()
}

/// Returns which object of which map the place was made from, and under which licence.
fn of_map(place: &Destination) -> Vec<(&'static str, String, &'static str)> {
    let Some(MapObject { object, map }) = &place.map else {
        return Vec::new();
    };
    let mut of = vec![map.from.clone()];
    match &map.as_of {
        Some(as_of) => of.push(format!("as of {}", day(as_of))),
        None => of.push(format!("imported {}", day(&map.imported_at))),
    }
    let licence = map.licence.clone();
    let rows = [
        ("map", Some(of.join(", "))),
        (
            "object",
            Some(object.clone()).filter(|object| !object.is_empty()),
        ),
        (
            "licence",
            Some(licence.unwrap_or_else(|| "? not said".to_owned())),
        ),
    ];
    rows.into_iter()
        .filter_map(|(label, value)| Some((label, value?, "")))
        .collect()
}

/// Returns the day of an instant as RFC 3339 writes it.
fn day(instant: &str) -> &str {
    instant.split('T').next().unwrap_or(instant)
}

/// Columns of the terminal for who says so.
const SOURCE: u16 = 21;
