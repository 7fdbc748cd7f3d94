//! `show --history` as a page: what happened to one place, when, by whom, and what passed over what.

use super::log::{event_row, row_below};
use super::{Page, page_width};
use crate::queries::Chapter;
use crate::report::Tale;
use crate::report::safe::printable;
use crate::report::words::{self, counted};
use crate::report::wrap::wrapped;

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
    let event = chapter.entry.event;
    let (mut words, facts) = words::happened(&event.occurrence);
    if chapter.entry.undone_by.is_some() {
        words.push_str(" (undone since)");
    }
    let mut lines = event_row(event, &words, &tale.zone, style);
    let passed_over = chapter.passed_over.iter().map(words::passed_over);
    for fact in facts.into_iter().chain(passed_over) {
        lines.push_str(&row_below(&fact, style));
    }
    lines
}
