//! Days, clocks and ages in words.

use crate::domain::age_minutes;
use jiff::civil::Date;
use jiff::{Timestamp, ZonedDateTime};

/// Returns the day in full: "Saturday 28 November 2026".
#[must_use]
pub fn day_and_date(day: Date) -> String {
    day.strftime("%A %-d %B %Y").to_string()
}

/// Runs of days in a row that are named one by one.
const RUNS: usize = 4;

/// Returns several days, each with its date, those in a row from the first to the last: "Saturday 28 and Sunday 29
/// November 2026", "Friday 27 November to Thursday 3 December 2026". Many that do not meet are counted.
#[must_use]
pub fn days_and_dates(days: &[Date]) -> String {
    let (Some(&first), Some(&last)) = (days.first(), days.last()) else {
        return String::new();
    };
    let runs: Vec<&[Date]> = days
        .chunk_by(|day, next| day.tomorrow().is_ok_and(|tomorrow| tomorrow == *next))
        .collect();
    if runs.len() > RUNS {
        let between = [Named::Day(first), Named::To(last)];
        return format!("{} days from {}", days.len(), named(&between));
    }
    let names: Vec<Named> = runs
        .iter()
        .flat_map(|run| match **run {
            [first, _, .., last] => vec![Named::Day(first), Named::To(last)],
            ref few => few.iter().map(|&day| Named::Day(day)).collect(),
        })
        .collect();
    named(&names)
}

/// A day in a list of days.
#[derive(Clone, Copy)]
enum Named {
    /// One of the list.
    Day(Date),
    /// The end of a run that begins with the one before.
    To(Date),
}

/// Returns a list of days, the month and the year said once for all the days before them that share it.
fn named(days: &[Named]) -> String {
    let mut text = String::new();
    for (at, &one) in days.iter().enumerate() {
        let (day, before) = match one {
            Named::To(day) => (day, " to "),
            Named::Day(day) if at == 0 => (day, ""),
            // The last of a list, and not the beginning of a run.
            Named::Day(day) if at + 1 == days.len() => (day, " and "),
            Named::Day(day) => (day, ", "),
        };
        let next = days
            .get(at + 1)
            .map(|&(Named::Day(next) | Named::To(next))| next);
        let form = match next {
            Some(next) if next.first_of_month() == day.first_of_month() => "%A %-d",
            Some(next) if next.year() == day.year() => "%A %-d %B",
            _ => "%A %-d %B %Y",
        };
        text.push_str(before);
        text.push_str(&day.strftime(form).to_string());
    }
    text
}

/// Returns the days where there is little room, the first and the last of them: "28-29 November", "30 November-1 December".
#[must_use]
pub fn days_in_short(days: &[Date]) -> String {
    let (Some(&first), Some(&last)) = (days.first(), days.last()) else {
        return String::new();
    };
    let full = last.strftime("%-d %B").to_string();
    match first {
        _ if first == last => full,
        _ if first.first_of_month() == last.first_of_month() => format!("{}-{full}", first.day()),
        _ => format!("{}-{full}", first.strftime("%-d %B")),
    }
}

/// Returns the day as it is called among `days`: "Sunday" where they lie within a week, else "Sun 29 Nov".
#[must_use]
pub fn day_name(day: Date, days: &[Date]) -> String {
    if are_within_a_week(days) {
        day.strftime("%A").to_string()
    } else {
        short_date(day)
    }
}

/// Returns the same where there is little room: "Sun" or "Sun 29 Nov".
#[must_use]
pub fn short_day_name(day: Date, days: &[Date]) -> String {
    if are_within_a_week(days) {
        day.strftime("%a").to_string()
    } else {
        short_date(day)
    }
}

fn are_within_a_week(days: &[Date]) -> bool {
    match (days.first(), days.last()) {
        (Some(&first), Some(&last)) => last.duration_since(first).as_hours() < 7 * 24,
        _ => false,
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

    #[rstest]
    #[case::one(&["2026-11-28"], "Saturday 28 November 2026")]
    #[case::a_weekend(&["2026-11-28", "2026-11-29"], "Saturday 28 and Sunday 29 November 2026")]
    #[case::over_a_month_end(&["2026-10-31", "2026-11-01"], "Saturday 31 October and Sunday 1 November 2026")]
    #[case::over_new_year(&["2026-12-31", "2027-01-01"], "Thursday 31 December 2026 and Friday 1 January 2027")]
    #[case::in_a_row(&["2026-11-27", "2026-11-28", "2026-11-29"], "Friday 27 to Sunday 29 November 2026")]
    #[case::apart(&["2026-11-27", "2026-11-29"], "Friday 27 and Sunday 29 November 2026")]
    #[case::a_row_and_a_day(
        &["2026-11-27", "2026-11-28", "2026-11-29", "2026-12-05"],
        "Friday 27 to Sunday 29 November and Saturday 5 December 2026"
    )]
    #[case::many(
        &["2026-11-27", "2026-11-29", "2026-12-01", "2026-12-03", "2026-12-05"],
        "5 days from Friday 27 November to Saturday 5 December 2026"
    )]
    #[case::none(&[], "")]
    fn days_are_named_with_their_dates_and_nothing_twice(
        #[case] days: &[&str],
        #[case] expected: &str,
    ) {
        let days: Vec<Date> = days.iter().map(|day| day.parse().unwrap()).collect();
        assert_eq!(days_and_dates(&days), expected);
    }

    #[test]
    fn a_weekday_names_a_day_within_a_week_only() {
        let (first, day) = (date(2026, 11, 27), date(2026, 11, 29));
        assert_eq!(day_name(day, &[first, date(2026, 12, 3)]), "Sunday");
        assert_eq!(day_name(day, &[first, date(2026, 12, 4)]), "Sun 29 Nov");
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
