//! `--format table`: a page for the eye, at any width from 60 columns, with or without colour.
//! Where and when first, then how sure, then the places and why.

mod calendar;
mod catalogues;
mod chart;
mod doctor;
mod explain;
mod facts;
mod forecast;
pub(super) mod header;
mod history;
mod hours;
mod import;
mod layout;
mod log;
mod places;
mod show;
mod statistics;
mod story;
mod suggestions;
mod union;

pub use catalogues::{catalogue_to_table, catalogues_to_table};
pub use doctor::doctor_to_table;
pub use forecast::forecast_to_table;
pub use history::history_to_table;
pub use import::import_to_table;
pub use log::{entry_to_table, log_to_table};
pub use places::places_to_table;
pub use show::show_to_table;
pub use statistics::statistics_to_table;
pub use story::story_to_table;
pub use union::union_to_table;

use self::explain::{explanation, left_out, left_out_that_day};
use self::header::header;
use self::suggestions::places;
pub(super) use self::suggestions::{conditions, details};
use super::safe::printable;
use super::words;
use super::wrap::{wrapped, wrapped_lines};
use super::{DayList, Report};
use crate::planner::OutlookHour;
use crate::report::credits;
use std::fmt::Write;

/// How the page is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Columns of the terminal.
    pub width: u16,
    /// Whether colours may be used; they only ever repeat what the words say.
    pub colour: bool,
    /// Whether the terminal shows more than ASCII: without it a chart is drawn in digits.
    pub unicode: bool,
}

/// The narrowest page that still has room for a word and its indent.
const NARROWEST: u16 = 30;
/// The narrowest page with columns; below it each place is a paragraph.
const NARROWEST_TABLE: u16 = 60;
/// The narrowest page with room to spare.
const WIDE: u16 = 100;

/// Returns the report as a page of text; nothing at all when there is no place to show.
#[must_use]
pub fn to_table(report: &Report<'_>, style: Page) -> String {
    let shows = |list: &DayList<'_>| {
        !list.ranking.results.is_empty() || !list.ranking.not_confirmed.is_empty()
    };
    if !report.lists.iter().any(shows) {
        return String::new();
    }
    let mut page = wrapped_lines(&header(report), page_width(style));
    page.push('\n');
    for (at, list) in report.lists.iter().enumerate() {
        if report.each_day {
            page.push_str(if at > 0 { "\n" } else { "" });
            page.push_str(&wrapped(
                &words::days_and_dates(&list.days),
                page_width(style),
            ));
        }
        page.push_str(&one_list(report, list, style));
    }
    page.push('\n');
    if report.explain {
        page.push_str(&explanation(report));
    }
    let drives = words::drives_note(report.shown().map(|shown| &shown.candidate.journey));
    page.push_str(&wrapped(drives.unwrap_or_default(), page_width(style)));
    page.push_str(&wrapped(&left_out(report), page_width(style)));
    page.push_str(&wrapped(
        &credits::in_one_line(&report.credits),
        page_width(style),
    ));
    page
}

/// Returns one list: its places, those not confirmed, and the plan B.
fn one_list(report: &Report<'_>, list: &DayList<'_>, style: Page) -> String {
    let ranking = &list.ranking;
    let mut text = String::new();
    if !ranking.results.is_empty() {
        text.push_str(&places(report, list, &ranking.results, style));
    } else if let Some(why) = &list.nothing {
        let why = format!("Nothing to suggest: {}", printable(why));
        text.push_str(&wrapped(&why, page_width(style)));
    }
    if !ranking.not_confirmed.is_empty() {
        let _ = writeln!(text, "\nNot confirmed (would do if what is unknown is so):");
        text.push_str(&places(report, list, &ranking.not_confirmed, style));
    }
    let mut below = plan_b(list, style);
    if report.each_day {
        below.push_str(&wrapped(&left_out_that_day(list), page_width(style)));
    }
    if !below.is_empty() {
        let _ = write!(text, "\n{below}");
    }
    text
}

/// Returns the line that names the plan B; what stands on the list already is named by its number.
fn plan_b(list: &DayList<'_>, style: Page) -> String {
    wrapped(&under_a_roof(list).unwrap_or_default(), page_width(style))
}

/// Returns the plan B in a sentence, where there is one.
pub(super) fn under_a_roof(list: &DayList<'_>) -> Option<String> {
    let ranking = &list.ranking;
    let named: Vec<String> = ranking
        .plan_b
        .iter()
        .map(|fallback| {
            let place = fallback.candidate.place;
            let name = printable(&place.name);
            let listed = (1..)
                .zip(&ranking.results)
                .find(|(_, one)| one.candidate.place.id == place.id);
            match listed {
                Some((rank, _)) => format!("{name} ({rank} above)"),
                None => format!("{name}, {}", words::drive(&fallback.candidate.journey)),
            }
        })
        .collect();
    if named.is_empty() {
        return None;
    }
    let outdoors = ranking
        .results
        .iter()
        .any(|one| one.candidate.place.exposure.is_outdoor());
    let rain = ranking.results.iter().any(|one| {
        let hours = one.best.outlook.forecast();
        hours.is_some_and(|hours| hours.during.iter().any(OutlookHour::is_wet))
    });
    let when = match (rain, outdoors) {
        (true, _) => "Out of the rain",
        (false, true) => "If it turns wet",
        (false, false) => "Under a roof",
    };
    Some(format!("{when}: {}.", named.join("; ")))
}

fn page_width(style: Page) -> u16 {
    style.width.max(NARROWEST)
}
