//! Days, clocks and ages in words.

use crate::domain::age_minutes;
use jiff::civil::Date;
use jiff::{Timestamp, ZonedDateTime};

/// Returns the day in full: "Saturday 28 November 2026".
#[must_use]
pub fn day_and_date(day: Date) -> String {
    day.strftime("%A %-d %B %Y").to_string()
}

/// Returns several days: each in full, or the first and the last of more than two in a row.
#[must_use]
pub fn days_and_dates(days: &[Date]) -> String {
    let in_a_row = days.windows(2).all(|pair| match pair {
        [a, b] => a.tomorrow().is_ok_and(|next| next == *b),
        _ => true,
    });
    match days {
        [first, _, .., last] if in_a_row => {
            format!("{} to {}", first.strftime("%A %-d %B"), day_and_date(*last))
        }
        _ => days
            .iter()
            .map(|&day| day_and_date(day))
            .collect::<Vec<_>>()
            .join(" and "),
    }
}

/// Returns the day where there is little room: "Sat 28 Nov".
#[must_use]
pub fn short_date(day: Date) -> String {
    day.strftime("%a %-d %b").to_string()
}

/// Returns the time of day: "10:14".
#[must_use]
pub fn clock(at: &ZonedDateTime) -> String {
    at.strftime("%H:%M").to_string()
}

/// Returns the third of the month: "late November".
#[must_use]
pub fn part_of_month(day: Date) -> String {
    let part = match day.day() {
        ..=10 => "early",
        11..=20 => "mid",
        _ => "late",
    };
    format!("{part} {}", day.strftime("%B"))
}

/// Returns how long ago `then` was: "2 min", "5 h", "3 days"; never negative when a clock jumped back.
#[must_use]
pub fn age(then: Timestamp, now: Timestamp) -> String {
    let minutes = age_minutes(then, now);
    match minutes {
        ..=99 => format!("{minutes} min"),
        100..=2879 => format!("{} h", (minutes + 30) / 60),
        _ => format!("{} days", (minutes + 720) / 1440),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;
    use jiff::civil::date;
    use rstest::rstest;

    #[test]
    fn a_day_is_always_named_with_its_date() {
        assert_eq!(day_and_date(date(2026, 11, 8)), "Sunday 8 November 2026");
    }

    #[test]
    fn days_in_a_row_are_named_from_first_to_last() {
        let day = |number| date(2026, 11, number);
        assert_eq!(
            days_and_dates(&[day(27), day(28), day(29)]),
            "Friday 27 November to Sunday 29 November 2026"
        );
        assert_eq!(
            days_and_dates(&[day(27), day(29)]),
            "Friday 27 November 2026 and Sunday 29 November 2026"
        );
    }

    #[rstest]
    #[case::the_clock_jumped_back(-30, "0 min")]
    #[case::just_now(0, "0 min")]
    #[case::minutes(99, "99 min")]
    #[case::hours(125, "2 h")]
    #[case::days(4320, "3 days")]
    fn ages_read_as_a_person_would_say(#[case] minutes: i64, #[case] expected: &str) {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        assert_eq!(age(now - SignedDuration::from_mins(minutes), now), expected);
    }
}
