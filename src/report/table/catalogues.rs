//! `catalogue list` and `catalogue info` as text.

use super::layout::{numbers, row, text};
use super::{Page, page_width};
use crate::catalogue::packed::MapNote;
use crate::report::safe::printable;
use crate::report::words::thousands;
use crate::report::wrap::wrapped;
use crate::report::{CatalogueKind, CatalogueSummary};
use comfy_table::Cell;
use std::borrow::Cow;

/// Returns the catalogues as a table.
#[must_use]
pub fn catalogues_to_table(all: &[CatalogueSummary], style: Page) -> String {
    let width = page_width(style);
    if all.is_empty() {
        let none = "No catalogue: kidtrip catalogue import FILE brings one in.";
        return wrapped(none, width);
    }
    let columns = [
        text(24, 0),
        numbers(10, 1),
        text(12, 2),
        text(width.saturating_sub(46), 1),
    ];
    let mut page = row(
        style,
        &columns,
        ["catalogue", "places", "as of", "from"].map(Cell::new),
    );
    for one in all {
        let as_of = one
            .maps
            .first()
            .and_then(|map| map.as_of.as_deref())
            .or(one.created.as_deref());
        let from = match (&one.fault, one.maps.as_slice(), one.kind) {
            (Some(fault), ..) => format!("DAMAGED: {fault}"),
            (None, [], CatalogueKind::BuiltIn) => "comes with the program".to_owned(),
            (None, [], _) => one.path.clone().unwrap_or_default(),
            (None, [only], _) => only.from.clone(),
            (None, [first, rest @ ..], _) => format!("{} and {} more", first.from, rest.len()),
        };
        let cells = [
            printable(&one.name).into_owned(),
            thousands(u64::from(one.places)),
            as_of.map(day).unwrap_or_default(),
            printable(&from).into_owned(),
        ];
        page.push_str(&row(style, &columns, cells.map(Cell::new)));
    }
    page
}

/// Returns what a catalogue holds as a page.
#[must_use]
pub fn catalogue_to_table(one: &CatalogueSummary, style: Page) -> String {
    let width = page_width(style);
    let mut page = format!(
        "{}: {} {}, {}\n",
        printable(&one.name),
        thousands(u64::from(one.places)),
        if one.places == 1 { "place" } else { "places" },
        match one.kind {
            CatalogueKind::BuiltIn => "the built-in ones",
            CatalogueKind::Own => "your own",
            CatalogueKind::Imported => "imported",
        }
    );
    let mut line = |text: String| page.push_str(&wrapped(&text, width));
    if let Some(fault) = &one.fault {
        line(format!("DAMAGED: {} - import it again", printable(fault)));
    }
    if let Some([south, north, west, east]) = one.bounds {
        line(format!(
            "Area: {south:.2} to {north:.2} north, {west:.2} to {east:.2} east"
        ));
    }
    for map in &one.maps {
        line(origin(map));
    }
    if let Some(path) = &one.path {
        let size = match one.bytes {
            0 => String::new(),
            bytes => format!(" ({})", size(bytes)),
        };
        line(format!("File: {}{size}", printable(path)));
    }
    if one.passed_over > 0 {
        line(format!(
            "{} places are passed over: this release does not know their kind",
            one.passed_over
        ));
    }
    if one.places > 0 {
        let counts = [text(28, 0), numbers(10, 1), numbers(8, 1)];
        let mut table = |title: &str, rows: Vec<(Cow<'_, str>, u32)>| {
            page.push('\n');
            page.push_str(&row(
                style,
                &counts,
                [title, "places", "share"].map(Cell::new),
            ));
            for (label, count) in rows {
                let cells = [
                    label.into_owned(),
                    thousands(u64::from(count)),
                    share(count, one.places),
                ];
                page.push_str(&row(style, &counts, cells.map(Cell::new)));
            }
        };
        let mut kinds: Vec<(Cow<'_, str>, u32)> = one
            .by_kind
            .iter()
            .map(|(kind, &count)| (printable(kind), count))
            .collect();
        kinds.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        table("kind", kinds);
        let facts = one
            .facts()
            .map(|(fact, count)| (fact.replace('_', " ").into(), count));
        table("known of them", facts.into());
    }
    page
}

/// Returns where a map comes from, as a line.
fn origin(map: &MapNote) -> String {
    let as_of = map
        .as_of
        .as_deref()
        .map(|as_of| format!(", the map as of {}", day(as_of)));
    let licence = match (&map.attribution, &map.licence) {
        (Some(credit), _) => printable(credit).into_owned(),
        (None, Some(licence)) => format!("licence {}", printable(licence)),
        (None, None) => "nobody said under which licence".to_owned(),
    };
    format!(
        "From {}{}, imported on {}: {licence}",
        printable(&map.from),
        as_of.unwrap_or_default(),
        day(&map.imported_at)
    )
}

/// Returns the day of an RFC 3339 instant.
fn day(instant: &str) -> String {
    let day = instant.split('T').next().unwrap_or(instant);
    printable(day).into_owned()
}

fn share(count: u32, of: u32) -> String {
    let percent = 100.0 * f64::from(count) / f64::from(of.max(1));
    if count > 0 && percent < 1.0 {
        "< 1 %".to_owned()
    } else {
        format!("{percent:.0} %")
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        _ => format!("{} MB", bytes.div_ceil(1_000_000)),
    }
}
