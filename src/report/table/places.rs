//! `places` as a table: one line a place, the nearest or the likeliest first; what is not known is a "?".

use super::header;
use super::layout::{Column, numbers, row, text};
use super::{Page, page_width};
use crate::domain::Fact;
use crate::report::credits;
use crate::report::safe::printable;
use crate::report::wrap::wrapped;
use crate::report::{Listed, Listing, words};
use comfy_table::{Attribute, Cell};
use std::fmt::Write;

/// The narrowest page with room for the kind and for what parents ask.
const ROOMY: u16 = 76;

/// Returns the list as a page of text; nothing at all when there is no place to show.
#[must_use]
pub fn places_to_table(listing: &Listing<'_>, style: Page) -> String {
    if listing.places.is_empty() {
        return String::new();
    }
    let width = page_width(style);
    let mut page = wrapped(&heading(listing), width);
    page.push('\n');
    let roomy = width >= ROOMY;
    let near = listing.origin.is_some();
    let columns = columns(listing, width, roomy);
    page.push_str(&row(style, &columns, titles(near, roomy)));
    for listed in &listing.places {
        page.push_str(&row(style, &columns, cells(listed, near, roomy)));
    }
    page.push('\n');
    page.push_str(&wrapped(&footing(listing), width));
    page.push_str(&wrapped(&credits::in_one_line(&listing.credits), width));
    page
}

fn heading(listing: &Listing<'_>) -> String {
    let mut heading = match listing.query {
        Some(query) => format!("{} like \"{}\"", listing.heading, printable(query)),
        None => listing.heading.to_owned(),
    };
    let order = match listing.origin {
        Some((origin, reach)) => {
            let home = header::origin(origin);
            let _ = write!(heading, " within {} of {home}", words::reach(&reach));
            "nearest first"
        }
        None if listing.query.is_some() => "likeliest first",
        None => "by region and name",
    };
    let _ = write!(heading, ", {order}");
    heading
}

fn footing(listing: &Listing<'_>) -> String {
    let (shown, found) = (listing.places.len(), listing.found);
    let count = match (shown, found) {
        (1, 1) => "1 place".to_owned(),
        (shown, found) if shown < found => format!("{shown} of {found} places"),
        (_, found) => format!("{found} places"),
    };
    let mut parts = vec![count];
    parts.extend(listing.left_out.iter().cloned());
    parts.push("? is not known".to_owned());
    if listing.origin.is_some() {
        parts.push("drives are estimates, without ferries".to_owned());
    }
    parts.push("kidtrip show NAME tells the rest".to_owned());
    parts.join(" · ")
}

fn columns(listing: &Listing<'_>, width: u16, roomy: bool) -> Vec<Column> {
    let near = listing.origin.is_some();
    let journeys = listing.places.iter().filter_map(|listed| listed.journey);
    let drives = journeys.map(|journey| words::drive(&journey).chars().count());
    let drive = u16::try_from(drives.max().unwrap_or(0)).unwrap_or(0);
    let mut before = Vec::new();
    if near {
        before.extend([numbers(5, 0), text(3, 1), numbers(drive + 1, 1)]);
    }
    let mut after = Vec::new();
    if roomy {
        after.push(text(16, 1));
    }
    if roomy && !near {
        after.push(text(17, 1));
    }
    after.push(text(6, 1));
    if roomy {
        after.extend([text(6, 1), text(5, 1)]);
    }
    let taken: u16 = before.iter().chain(&after).map(|column| column.width).sum();
    let gap = u16::from(near);
    let place = text(width.saturating_sub(taken), gap);
    before.into_iter().chain([place]).chain(after).collect()
}

fn titles(near: bool, roomy: bool) -> Vec<Cell> {
    let mut titles = Vec::new();
    if near {
        titles.extend(["km", "to", "drive"]);
    }
    titles.push("place");
    if roomy {
        titles.push("kind");
    }
    if roomy && !near {
        titles.push("region");
    }
    titles.push("price");
    if roomy {
        titles.extend(["buggy", "dogs"]);
    }
    titles.into_iter().map(Cell::new).collect()
}

fn cells(listed: &Listed<'_>, near: bool, roomy: bool) -> Vec<Cell> {
    let place = listed.place;
    let mut cells = Vec::new();
    if near {
        let journey = listed.journey.as_ref();
        let told = |value: Option<String>| Cell::new(value.unwrap_or_else(unknown));
        cells.extend([
            told(journey.map(|journey| format!("{:.1}", journey.crow_km))),
            told(journey.map(|journey| journey.compass().as_str().to_owned())),
            told(journey.map(words::drive)),
        ]);
    }
    cells.push(Cell::new(printable(&place.name)).add_attribute(Attribute::Bold));
    if roomy {
        cells.push(Cell::new(printable(&place.category.id)));
    }
    if roomy && !near {
        let region = place.region.as_deref().map(words::region);
        cells.push(Cell::new(printable(&region.unwrap_or_else(unknown))));
    }
    cells.push(Cell::new(place.price.known().unwrap_or("?")));
    if roomy {
        cells.push(Cell::new(yes_or_no(place.facts.buggy)));
        cells.push(Cell::new(yes_or_no(place.facts.dog)));
    }
    cells
}

fn unknown() -> String {
    "?".to_owned()
}

fn yes_or_no(fact: Fact) -> &'static str {
    match fact {
        Fact::Yes => "yes",
        Fact::No => "no",
        Fact::Unknown => "?",
    }
}
