//! What came of a merge as a page: what was new, and what both had decided differently.

use super::{Page, page_width};
use crate::domain::EDITORS;
use crate::queries::Conflict;
use crate::report::Union;
use crate::report::safe::printable;
use crate::report::words::{counted, thousands};
use crate::report::wrap::wrapped;
use std::fmt::Write;

/// Conflicts that are told one by one.
const MOST_TOLD: usize = 20;
/// What they are set in by.
const INDENT: &str = "  ";

/// Returns what came of a merge as a page of text.
#[must_use]
pub fn union_to_table(union: &Union<'_>, style: Page) -> String {
    let width = page_width(style);
    let known = match union.known {
        0 => String::new(),
        known => format!("; {} known already", was(known)),
    };
    let left_out = match union.left_out {
        0 => String::new(),
        lines => format!("; {} left out", counted(lines, "damaged line")),
    };
    let added = match union.added {
        0 => "No event is new".to_owned(),
        1 => "1 event is new".to_owned(),
        added => format!("{} events are new", thousands(added as u64)),
    };
    let mut page = wrapped(&format!("{added}{known}{left_out}."), width);
    if union.followed > 0 {
        let followed = counted(union.followed, "more event");
        page.push_str(&wrapped(
            &format!("{followed} followed: locations looked into, and places approved."),
            width,
        ));
    }
    for line in consequences(union) {
        page.push_str(&wrapped(&line, width));
    }
    if union.conflicts.is_empty() {
        return page;
    }
    page.push_str("\nDecided apart and differently; the later counts:\n");
    for conflict in union.conflicts.iter().take(MOST_TOLD) {
        for line in wrapped(&told(conflict), width.saturating_sub(2)).lines() {
            let _ = writeln!(page, "{INDENT}{line}");
        }
    }
    if let Some(more) = union
        .conflicts
        .len()
        .checked_sub(MOST_TOLD)
        .filter(|more| *more > 0)
    {
        let _ = writeln!(page, "  and {more} more: --format json lists them all");
    }
    page
}

/// Returns what is otherwise from now on, in full sentences: who decides, and what is suggested.
fn consequences(union: &Union<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for name in &union.deciders {
        let name = printable(name);
        lines.push(format!(
            "{name} may decide over places and people too: kidtrip editor revoke {name} ends that."
        ));
    }
    if !union.suggested.is_empty() {
        let named = union.suggested.iter().take(MOST_TOLD);
        let names: Vec<String> = named
            .map(|(id, name)| format!("{} ({})", printable(name), printable(id)))
            .collect();
        let more = match union.suggested.len().checked_sub(MOST_TOLD) {
            None | Some(0) => String::new(),
            Some(more) => format!(" and {more} more"),
        };
        lines.push(format!(
            "Suggested from now on: {}{more}. kidtrip retire ends that.",
            names.join(", ")
        ));
    }
    lines.extend(union.twins.iter().map(|twin| {
        let (first, second) = (printable(twin.first), printable(twin.second));
        format!("{second} is the same place as {first}, which was proposed first and alone is suggested.")
    }));
    lines
}

fn was(count: usize) -> String {
    match count {
        1 => "1 was".to_owned(),
        many => format!("{} were", thousands(many as u64)),
    }
}

fn told(conflict: &Conflict<'_>) -> String {
    let (counts, other) = (&conflict.counts, &conflict.passed_over);
    let about = match conflict.stream {
        EDITORS => String::new(),
        _ => format!("{}: ", printable(conflict.name)),
    };
    format!(
        "{about}{} is {} ({}), not {} ({})",
        printable(&conflict.fact),
        printable(&counts.value),
        printable(&counts.event.actor),
        printable(&other.value),
        printable(&other.event.actor),
    )
}
