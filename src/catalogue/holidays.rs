//! The bank holidays of the United Kingdom: an embedded copy of gov.uk's list, by division.
//! Beyond its last year nothing is known, and opening hours are then unknown too.

use crate::planner::Calendars;
use jiff::civil::{Date, date};

const BANK_HOLIDAYS: &str = include_str!("../../data/bank_holidays.csv");

/// Returns the bank holidays by division.
#[must_use]
pub fn calendars() -> Calendars {
    let mut calendars = Calendars::default();
    for line in BANK_HOLIDAYS.lines() {
        let mut fields = line.splitn(3, ',');
        let holidays = match fields.next() {
            Some("england-and-wales") => &mut calendars.england_and_wales,
            Some("scotland") => &mut calendars.scotland,
            Some("northern-ireland") => &mut calendars.northern_ireland,
            _ => continue,
        };
        holidays.days.extend(day(fields.next()));
    }
    for holidays in [
        &mut calendars.england_and_wales,
        &mut calendars.scotland,
        &mut calendars.northern_ireland,
    ] {
        let last = holidays.days.last();
        holidays.known_until = last.map(|last| date(last.year(), 12, 31));
    }
    calendars
}

fn day(text: Option<&str>) -> Option<Date> {
    text?.parse().ok()
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
