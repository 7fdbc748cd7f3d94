//! The bank holidays of the United Kingdom: an embedded copy of gov.uk's list, by division.
//! Beyond its last year nothing is known, and opening hours are then unknown too.

use crate::planner::{Calendars, Holidays};
use jiff::civil::{Date, date};

const BANK_HOLIDAYS: &str = include_str!("../../data/bank_holidays.csv");

/// Returns the bank holidays by division.
#[must_use]
pub fn calendars() -> Calendars {
    Calendars {
        england_and_wales: division("england-and-wales"),
        scotland: division("scotland"),
        northern_ireland: division("northern-ireland"),
        ..Calendars::default()
    }
}

fn division(name: &str) -> Holidays {
    let days: std::collections::BTreeSet<Date> = BANK_HOLIDAYS
        .lines()
        .filter_map(|line| {
            let mut fields = line.splitn(3, ',');
            (fields.next()? == name).then_some(())?;
            fields.next()?.parse().ok()
        })
        .collect();
    let known_until = days.last().map(|last| date(last.year(), 12, 31));
    Holidays { days, known_until }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::christmas_everywhere(date(2026, 12, 25), [true, true, true])]
    #[case::second_of_january_in_scotland(date(2026, 1, 2), [false, true, false])]
    #[case::saint_patrick_in_northern_ireland(date(2026, 3, 17), [false, false, true])]
    #[case::easter_monday_not_in_scotland(date(2027, 3, 29), [true, false, true])]
    #[case::boxing_day_substitute(date(2026, 12, 28), [true, true, true])]
    #[case::an_ordinary_monday(date(2026, 11, 30), [false, true, false])]
    fn each_division_keeps_its_own_holidays(#[case] day: Date, #[case] expected: [bool; 3]) {
        let all = calendars();
        let kept = [&all.england_and_wales, &all.scotland, &all.northern_ireland]
            .map(|holidays| holidays.days.contains(&day));
        assert_eq!(kept, expected);
    }

    #[test]
    fn the_calendar_ends_with_its_last_year() {
        assert_eq!(calendars().scotland.known_until, Some(date(2028, 12, 31)));
        assert_eq!(calendars().elsewhere.known_until, None);
    }
}
