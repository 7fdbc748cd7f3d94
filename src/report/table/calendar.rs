//! The calendar of a year with the days out marked, month by month, and beneath it where they went.

use super::{Page, page_width};
use crate::queries::Visit;
use crate::report::Diary;
use crate::report::safe::printable;
use crate::report::words::counted;
use crate::report::wrap::wrapped;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Columns of a day: its number and its mark.
const DAY: usize = 3;
/// Columns of a month, the gap to the next one included.
const MONTH: usize = 7 * DAY + 3;
/// Months that stand side by side where there is room.
const MOST_ABREAST: usize = 4;

/// Returns the year as a page of text. A day out is marked with a star.
pub(super) fn calendar(diary: &Diary<'_>, year: i16, style: Page) -> String {
    let width = page_width(style);
    let days = diary.days_out(year);
    let mut page = format!("{year}\n");
    let abreast = (usize::from(width) / MONTH).clamp(1, MOST_ABREAST);
    let months: Vec<i8> = (1..=12).collect();
    for months in months.chunks(abreast) {
        page.push('\n');
        let blocks: Vec<Vec<String>> = months
            .iter()
            .map(|&month| month_lines(year, month, &days))
            .collect();
        let lines = blocks.iter().map(Vec::len).max().unwrap_or(0);
        for number in 0..lines {
            let mut line = String::new();
            for block in &blocks {
                let of_month = block.get(number).map_or("", String::as_str);
                let _ = write!(line, "{of_month:<MONTH$}");
            }
            page.push_str(line.trim_end());
            page.push('\n');
        }
    }
    page.push('\n');
    for (day, visits) in &days {
        let names: Vec<String> = visits.iter().map(|visit| told(visit)).collect();
        let line = format!("{}: {}", day.strftime("%a %-d %b"), names.join(", "));
        page.push_str(&wrapped(&line, width));
    }
    let visits = days.values().map(Vec::len).sum();
    let _ = match visits {
        0 => writeln!(page, "No visit is written down in {year}."),
        _ => writeln!(
            page,
            "{} on {} (* a day out)",
            counted(visits, "visit"),
            counted(days.len(), "day")
        ),
    };
    page
}

fn told(visit: &Visit) -> String {
    let rating = visit.rating.map(|rating| format!(" ({rating} of 5)"));
    format!("{}{}", printable(&visit.name), rating.unwrap_or_default())
}

/// Returns the lines of one month: its name, the days of the week, and its weeks from Monday to Sunday.
fn month_lines(year: i16, month: i8, days: &BTreeMap<Date, Vec<&Visit>>) -> Vec<String> {
    let Ok(first) = Date::new(year, month, 1) else {
        return Vec::new();
    };
    let mut lines = vec![
        first.strftime("%B").to_string(),
        "Mo Tu We Th Fr Sa Su".to_owned(),
    ];
    let before = first.weekday().since(Weekday::Monday).unsigned_abs();
    let mut week = " ".repeat(DAY * usize::from(before));
    for day in first.series(1.day()).take_while(|day| day.month() == month) {
        let mark = if days.contains_key(&day) { '*' } else { ' ' };
        let _ = write!(week, "{:>2}{mark}", day.day());
        if day.weekday() == Weekday::Sunday {
            lines.push(std::mem::take(&mut week));
        }
    }
    if !week.is_empty() {
        lines.push(week);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::EventId;
    use jiff::civil::date;

    fn lines(year: i16, month: i8, out: &[Date]) -> Vec<String> {
        let visit = Visit {
            event: EventId::after(None, 1, 1).unwrap(),
            place: "zoo".to_owned(),
            name: "Zoo".to_owned(),
            day: date(2026, 1, 1),
            rating: None,
            note: None,
            by: "anna".to_owned(),
        };
        let days = out.iter().map(|&day| (day, vec![&visit])).collect();
        month_lines(year, month, &days)
    }

    #[test]
    fn a_month_begins_on_its_weekday_and_ends_on_its_last_day() {
        let november = lines(2026, 11, &[date(2026, 11, 1), date(2026, 11, 30)]);
        let expected = [
            "November",
            "Mo Tu We Th Fr Sa Su",
            "                   1*",
            " 2  3  4  5  6  7  8 ",
            " 9 10 11 12 13 14 15 ",
            "16 17 18 19 20 21 22 ",
            "23 24 25 26 27 28 29 ",
            "30*",
        ];
        assert_eq!(november, expected);
    }

    #[test]
    fn a_leap_day_is_a_day() {
        let february = lines(2028, 2, &[date(2028, 2, 29)]);
        assert!(february.last().unwrap().contains("29*"), "{february:?}");
        assert!(!lines(2026, 2, &[]).concat().contains("29"));
    }
}
