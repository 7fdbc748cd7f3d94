//! How much was written down as a page: by type, by person and by month, each with a bar.

use super::{Page, page_width};
use crate::queries::Statistics;
use crate::report::safe::printable;
use crate::report::words::{counted, thousands};
use std::collections::BTreeMap;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Columns of the longest bar.
const LONGEST: usize = 30;

/// Returns how much was written down as a page of text.
#[must_use]
pub fn statistics_to_table(statistics: &Statistics, style: Page) -> String {
    if statistics.events == 0 {
        return "Nothing is written down yet.\n".to_owned();
    }
    let undone = match statistics.undone {
        0 => String::new(),
        undone => format!(", {} of them undone", thousands(undone as u64)),
    };
    let mut page = format!("{}{undone}\n", counted(statistics.events, "event"));
    let by_size = |counts: &BTreeMap<String, usize>| {
        let mut rows: Vec<(String, usize)> = named(counts);
        rows.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        rows
    };
    for (title, rows) in [
        ("By type", by_size(&statistics.by_type)),
        ("By person", by_size(&statistics.by_actor)),
        ("By month", named(&statistics.by_month)),
    ] {
        let _ = writeln!(page, "\n{title}");
        chart(&mut page, &rows, style);
    }
    page
}

fn named(counts: &BTreeMap<String, usize>) -> Vec<(String, usize)> {
    let shown = counts.iter();
    shown
        .map(|(name, count)| (printable(name).into_owned(), *count))
        .collect()
}

fn chart(page: &mut String, rows: &[(String, usize)], style: Page) {
    let most = rows
        .iter()
        .map(|(_, count)| *count)
        .max()
        .unwrap_or(1)
        .max(1);
    let names = rows.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
    let digits = thousands(most as u64).len();
    let bars = usize::from(page_width(style))
        .saturating_sub(names + digits + 6)
        .min(LONGEST);
    let block = if style.unicode { "█" } else { "#" };
    for (name, count) in rows {
        let gap = " ".repeat(names - name.width());
        let number = thousands(*count as u64);
        // Whatever there is, is seen.
        let bar = block.repeat((count * bars).div_ceil(most));
        let _ = writeln!(page, "  {name}{gap}  {number:>digits$}  {bar}");
    }
}
