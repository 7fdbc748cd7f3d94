//! `--on`: the days that were meant, on the calendar at home.

use crate::error::Error;
use jiff::ToSpan;
use jiff::ZonedDateTime;
use jiff::civil::{Date, Weekday};
use std::collections::BTreeSet;

/// The days of a `week`.
const WEEK: usize = 7;

/// Returns the days that `text` names, in order, each once; without a text today before noon, else tomorrow.
///
/// # Errors
/// Names the part that is no day, or a day that is over.
pub fn parse_days(text: Option<&str>, now: &ZonedDateTime) -> Result<Vec<Date>, Error> {
    let today = now.date();
    let Some(text) = text else {
        let day = if now.hour() < 12 {
            Some(today)
        } else {
            today.tomorrow().ok()
        };
        return day
            .map(|day| vec![day])
            .ok_or_else(|| Error::usage("the calendar ends today"));
    };
    let mut days = BTreeSet::new();
    for part in text.split(',') {
        days.extend(one(part.trim(), today)?);
    }
    Ok(days.into_iter().collect())
}

fn one(word: &str, today: Date) -> Result<Vec<Date>, Error> {
    let lower = word.to_lowercase();
    let from_today = |days: i64| today.checked_add(days.days()).map_err(|_| not_a_day(word));
    match lower.as_str() {
        "today" => return Ok(vec![today]),
        "tomorrow" => return Ok(vec![from_today(1)?]),
        "weekend" if today.weekday() == Weekday::Sunday => return Ok(vec![today]),
        "weekend" => {
            let saturday = coming(Weekday::Saturday, today).ok_or_else(|| not_a_day(word))?;
            return Ok(saturday.series(1.day()).take(2).collect());
        }
        "week" => return Ok(today.series(1.day()).take(WEEK).collect()),
        "yesterday" => return Err(over("yesterday")),
        _ => {}
    }
    if let Some(weekday) = weekday(&lower) {
        return coming(weekday, today)
            .map(|day| vec![day])
            .ok_or_else(|| not_a_day(word));
    }
    if let Some(ahead) = lower.strip_prefix('+') {
        let days: u16 = ahead.parse().map_err(|_| not_a_day(word))?;
        return Ok(vec![from_today(i64::from(days))?]);
    }
    // Only the unambiguous spelling: the day of 03-04-2026 depends on who reads it.
    let iso = lower.len() == 10 && lower.as_bytes().get(4) == Some(&b'-');
    let date: Date = lower
        .parse()
        .ok()
        .filter(|_| iso)
        .ok_or_else(|| not_a_day(word))?;
    if date < today {
        return Err(over(word));
    }
    Ok(vec![date])
}

fn coming(weekday: Weekday, today: Date) -> Option<Date> {
    today
        .series(1.day())
        .take(WEEK)
        .find(|day| day.weekday() == weekday)
}

fn weekday(word: &str) -> Option<Weekday> {
    const NAMES: [(&str, Weekday); 7] = [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    let named = NAMES
        .iter()
        .find(|(name, _)| word.len() >= 3 && name.starts_with(word));
    named.map(|&(_, weekday)| weekday)
}

fn not_a_day(word: &str) -> Error {
    Error::usage(format!("--on {word}: not a day"))
        .hint("try today, tomorrow, sat, weekend, week, +3, 2026-11-28, or a list such as sat,sun")
}

fn over(word: &str) -> Error {
    Error::usage(format!("--on {word}: that day is over")).hint("name today or a day to come")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use rstest::rstest;

    fn at(text: &str) -> ZonedDateTime {
        text.parse().unwrap()
    }

    const FRIDAY_EVENING: &str = "2026-11-27T18:00:00+00:00[Europe/London]";

    #[rstest]
    #[case::today("today", &[27])]
    #[case::tomorrow("tomorrow", &[28])]
    #[case::saturday("sat", &[28])]
    #[case::in_full("Saturday", &[28])]
    #[case::the_weekday_it_is("friday", &[27])]
    #[case::weekend("weekend", &[28, 29])]
    #[case::a_date("2026-11-30", &[30])]
    #[case::ahead("+3", &[30])]
    #[case::a_list("sun, sat,sun", &[28, 29])]
    fn days_are_those_a_person_means(#[case] text: &str, #[case] expected: &[i8]) {
        let days = parse_days(Some(text), &at(FRIDAY_EVENING)).unwrap();
        let expected: Vec<Date> = expected.iter().map(|&day| date(2026, 11, day)).collect();
        assert_eq!(days, expected);
    }

    #[test]
    fn a_week_is_seven_days_from_today() {
        let days = parse_days(Some("week"), &at(FRIDAY_EVENING)).unwrap();
        assert_eq!(days.len(), 7);
        assert_eq!(days.last(), Some(&date(2026, 12, 3)));
    }

    #[rstest]
    #[case::on_saturday("2026-11-28T09:00:00+00:00[Europe/London]", &[28, 29])]
    #[case::on_sunday("2026-11-29T09:00:00+00:00[Europe/London]", &[29])]
    fn a_weekend_under_way_is_what_is_left_of_it(#[case] now: &str, #[case] expected: &[i8]) {
        let days = parse_days(Some("weekend"), &at(now)).unwrap();
        let expected: Vec<Date> = expected.iter().map(|&day| date(2026, 11, day)).collect();
        assert_eq!(days, expected);
    }

    #[rstest]
    #[case::in_the_morning("2026-11-27T11:59:00+00:00[Europe/London]", 27)]
    #[case::from_noon_on("2026-11-27T12:00:00+00:00[Europe/London]", 28)]
    fn without_a_day_it_is_today_until_noon(#[case] now: &str, #[case] day: i8) {
        assert_eq!(parse_days(None, &at(now)).unwrap(), [date(2026, 11, day)]);
    }

    #[rstest]
    #[case::no_such_date("31-02", "not a day")]
    #[case::nor_this("2026-02-31", "not a day")]
    #[case::gone("yesterday", "over")]
    #[case::gone_by_date("2026-11-26", "over")]
    #[case::too_far("+99999", "not a day")]
    #[case::empty("", "not a day")]
    #[case::a_gap("sat,,sun", "not a day")]
    fn other_words_are_refused_by_name(#[case] text: &str, #[case] why: &str) {
        let error = parse_days(Some(text), &at(FRIDAY_EVENING)).unwrap_err();
        assert!(error.message.contains(why), "{error}");
        assert_eq!(error.kind.exit_code(), 2);
    }
}
