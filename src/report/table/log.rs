//! `log` as a page: when, who and what, the id of each event beneath, and what became of it.

use super::layout::{row, text};
use super::{Page, page_width};
use crate::domain::Event;
use crate::queries::Entry;
use crate::report::Chronicle;
use crate::report::safe::printable;
use crate::report::words::counted;
use comfy_table::Cell;
use jiff::tz::TimeZone;
use std::fmt::Write;

/// Columns of the instant, and of the name of who wrote.
const WHEN: u16 = 17;
const WHO: u16 = 12;

/// Returns what was written down as a page of text.
#[must_use]
pub fn log_to_table(chronicle: &Chronicle<'_>, style: Page) -> String {
    let mut page = String::new();
    for (entry, _) in &chronicle.entries {
        page.push_str(&entry_to_table(entry, &chronicle.zone, style));
    }
    let all = counted(chronicle.all, "event");
    let _ = match chronicle.entries.len() {
        _ if chronicle.all == 0 => writeln!(page, "Nothing is written down yet."),
        listed if listed == chronicle.all => writeln!(page, "\n{all}"),
        listed => writeln!(page, "\n{listed} of {all}"),
    };
    page
}

/// Returns one event as the lines of such a page, on the clock of `zone`.
#[must_use]
pub fn entry_to_table(entry: &Entry<'_>, zone: &TimeZone, style: Page) -> String {
    let event = entry.event;
    let mut lines = event_row(event, &event.occurrence.in_a_few_words(), zone, style);
    let mut beneath = vec![event.id.to_string()];
    beneath.extend(entry.undone_by.map(|by| format!("undone by {by}")));
    if !entry.apart.is_empty() {
        let others: Vec<String> = entry.apart.iter().map(ToString::to_string).collect();
        beneath.push(format!("written apart from {}", others.join(", ")));
    }
    for line in beneath {
        let _ = writeln!(lines, "  {line}");
    }
    lines
}

/// Returns an event as one row: when, who and, in these words, what.
pub(super) fn event_row(event: &Event, words: &str, zone: &TimeZone, style: Page) -> String {
    let at = zone.to_datetime(event.recorded_at);
    let at = at.strftime("%Y-%m-%d %H:%M").to_string();
    three([&at, &event.actor, words], style)
}

/// Returns a row below an event, with nothing but words.
pub(super) fn row_below(words: &str, style: Page) -> String {
    three(["", "", words], style)
}

fn three(cells: [&str; 3], style: Page) -> String {
    let what = page_width(style).saturating_sub(WHEN + WHO);
    let columns = [text(WHEN, 0), text(WHO, 0), text(what, 1)];
    row(
        style,
        &columns,
        cells.map(|cell| Cell::new(printable(cell))),
    )
}
