//! `history` as a page: the visits, the latest first, and what the family liked most.

use super::calendar::calendar;
use super::layout::{numbers, row, text};
use super::places::places_to_table;
use super::{Page, page_width};
use crate::queries::Loved;
use crate::report::Diary;
use crate::report::safe::printable;
use crate::report::words::counted;
use crate::report::wrap::wrapped;
use comfy_table::Cell;
use std::fmt::Write;

/// Places that are named as the best liked.
const MOST_LOVED: usize = 5;
/// Columns of the day, the place, and the rating.
const DAY: u16 = 15;
const PLACE: u16 = 30;
const RATING: u16 = 7;

/// Returns where the family has been as a page of text.
#[must_use]
pub fn history_to_table(diary: &Diary<'_>, style: Page) -> String {
    let width = page_width(style);
    if let Some(never_been) = &diary.never_been {
        return places_to_table(never_been, style);
    }
    if let Some(year) = diary.calendar {
        return calendar(diary, year, style);
    }
    let mut page = String::new();
    if diary.visits.is_empty() {
        page.push_str(&wrapped(
            "No visit is written down yet: kidtrip visit PLACE does that.",
            width,
        ));
    } else {
        let rest = width.saturating_sub(DAY + PLACE + RATING);
        let columns = [
            text(DAY, 0),
            text(PLACE, 1),
            numbers(RATING, 1),
            text(rest, 2),
        ];
        let head = ["day", "place", "rating", "note"].map(Cell::new);
        page.push_str(&row(style, &columns, head));
        for visit in &diary.visits {
            let rating = visit.rating.map(|rating| rating.to_string());
            let cells = [
                visit.day.strftime("%a %-d %b %Y").to_string(),
                printable(&visit.name).into_owned(),
                rating.unwrap_or_default(),
                printable(visit.note.as_deref().unwrap_or_default()).into_owned(),
            ];
            page.push_str(&row(style, &columns, cells.map(Cell::new)));
        }
        page.push('\n');
    }
    if !diary.loved.is_empty() {
        let names: Vec<String> = diary.loved.iter().take(MOST_LOVED).map(liked).collect();
        page.push_str(&wrapped(
            &format!("Most loved: {}", names.join(", ")),
            width,
        ));
    }
    if !diary.visits.is_empty() || !diary.hidden.is_empty() {
        let visits = counted(diary.visits.len(), "visit");
        let places = counted(diary.places(), "place");
        let _ = writeln!(page, "{visits} to {places} · {} hidden", diary.hidden.len());
    }
    page
}

fn liked(loved: &Loved<'_>) -> String {
    let visits = usize::try_from(loved.visits).unwrap_or(usize::MAX);
    format!(
        "{} ({:.1} of 5, {})",
        printable(loved.name),
        loved.rating,
        counted(visits, "visit")
    )
}
