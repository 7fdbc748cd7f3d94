//! `show --history` as a page: what happened to one place, when, by whom, and what passed over what.

use super::layout::{row, text};
use super::{Page, page_width};
use crate::queries::Chapter;
use crate::report::Tale;
use crate::report::safe::printable;
use crate::report::words::{self, counted};
use crate::report::wrap::wrapped;
use comfy_table::Cell;

/// Columns of the instant, and of the name of who wrote.
const WHEN: u16 = 17;
const WHO: u16 = 12;

/// Returns the story of one place as a page of text.
#[must_use]
pub fn story_to_table(tale: &Tale<'_>, style: Page) -> String {
    let width = page_width(style);
    let mut page = wrapped(&format!("{} ({})", printable(tale.name), tale.place), width);
    if tale.chapters.is_empty() {
        page.push_str(&wrapped("Nothing is written down of it.", width));
        return page;
    }
    page.push('\n');
    for chapter in &tale.chapters {
        page.push_str(&lines(chapter, tale, style));
    }
    page.push_str(&format!("\n{}\n", counted(tale.chapters.len(), "event")));
    page
}

fn lines(chapter: &Chapter<'_>, tale: &Tale<'_>, style: Page) -> String {
    let what = page_width(style).saturating_sub(WHEN + WHO);
    let columns = [text(WHEN, 0), text(WHO, 0), text(what, 1)];
    let event = chapter.entry.event;
    let at = tale.zone.to_datetime(event.recorded_at);
    let (mut words, facts) = words::happened(&event.occurrence);
    if chapter.entry.undone_by.is_some() {
        words.push_str(" (undone since)");
    }
    let cells = [
        at.strftime("%Y-%m-%d %H:%M").to_string(),
        printable(&event.actor).into_owned(),
        printable(&words).into_owned(),
    ];
    let mut lines = row(style, &columns, cells.map(Cell::new));
    let passed_over = chapter.passed_over.iter().map(words::passed_over);
    for fact in facts.into_iter().chain(passed_over) {
        let cells = ["", "", &printable(&fact)].map(Cell::new);
        lines.push_str(&row(style, &columns, cells));
    }
    lines
}
