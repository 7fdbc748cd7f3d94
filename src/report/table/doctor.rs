//! `doctor` as a page: what is not well stands out by its word, and what to do stands below it.

use super::layout::{row, text};
use super::{Page, page_width};
use crate::report::safe::printable;
use crate::report::{Check, Checkup, State};
use comfy_table::{Attribute, Cell, Color};
use std::fmt::Write;

/// Columns of the state, of the name at most, and of the gap between them.
const STATE: u16 = 8;
const NAME: usize = 26;

/// Returns the checks as a page of text.
#[must_use]
pub fn doctor_to_table(checkup: &Checkup, style: Page) -> String {
    let ids = checkup.checks.iter().map(|check| check.id.chars().count());
    let name = u16::try_from(ids.max().unwrap_or(0).min(NAME)).unwrap_or(0) + 1;
    let taken = STATE + name;
    let columns = [
        text(STATE, 0),
        text(name, 0),
        text(page_width(style).saturating_sub(taken), 1),
    ];
    let mut page = String::new();
    for check in &checkup.checks {
        let cells = [state(check), Cell::new(printable(&check.id)), told(check)];
        page.push_str(&row(style, &columns, cells));
        if let Some(hint) = &check.hint {
            let hint = Cell::new(format!("-> {}", printable(hint)));
            page.push_str(&row(style, &columns, [Cell::new(""), Cell::new(""), hint]));
        }
    }
    let _ = writeln!(page, "\n{}", checkup.told());
    page
}

fn state(check: &Check) -> Cell {
    match check.state {
        State::Ok => Cell::new("ok").fg(Color::Green),
        State::Warning => Cell::new("warning").fg(Color::Yellow),
        State::Problem => Cell::new("PROBLEM")
            .fg(Color::Red)
            .add_attribute(Attribute::Bold),
    }
}

fn told(check: &Check) -> Cell {
    Cell::new(printable(&check.detail))
}
