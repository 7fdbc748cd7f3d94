//! `--on`: the days that were meant, on the calendar at home.

use crate::config::{MOST_DAYS, NamedDays};
use crate::domain::DayWord;
use crate::error::Error;
use crate::report::safe::printable;
use crate::report::words;
use jiff::ToSpan;
use jiff::ZonedDateTime;
use jiff::civil::{Date, Weekday};
use std::collections::BTreeSet;

/// The days of a `week`.
const WEEK: usize = 7;

/// Returns the days that `text` names, in order, each once; without a text today before noon, else tomorrow.
/// What is none of the usual words may be one of the family's own in `named`.
///
/// # Errors
/// Names the part that is no day, or a day that is over; refuses more days than anyone plans for at once.
pub fn parse_days(
    text: Option<&str>,
    now: &ZonedDateTime,
    named: &NamedDays,
) -> Result<Vec<Date>, Error> {
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
        days.extend(meant(part.trim(), today, named)?);
        if days.len() > MOST_DAYS {
            return Err(Error::usage(format!(
                "--on {}: more than {MOST_DAYS} days",
                printable(text)
            ))
            .hint("ask for fewer at once, such as --on week or a range of dates in [days]"));
        }
    }
    Ok(days.into_iter().collect())
}

fn meant(word: &str, today: Date, named: &NamedDays) -> Result<Vec<Date>, Error> {
    let from_today = |days: i64| {
        let day = today.checked_add(days.days());
        day.map(|day| vec![day]).map_err(|_| not_a_day(word, named))
    };
    match DayWord::of(word) {
        Some(DayWord::Today) => Ok(vec![today]),
        Some(DayWord::Tomorrow) => from_today(1),
        Some(DayWord::Ahead(days)) => from_today(i64::from(days)),
        Some(DayWord::Weekend) if today.weekday() == Weekday::Sunday => Ok(vec![today]),
        Some(DayWord::Weekend) => {
            let saturday = coming(Weekday::Saturday, today);
            let saturday = saturday.ok_or_else(|| not_a_day(word, named))?;
            Ok(saturday.series(1.day()).take(2).collect())
        }
        Some(DayWord::Week) => Ok(today.series(1.day()).take(WEEK).collect()),
        Some(DayWord::Weekday(weekday)) => coming(weekday, today)
            .map(|day| vec![day])
            .ok_or_else(|| not_a_day(word, named)),
        Some(DayWord::Yesterday) => Err(over(word)),
        Some(DayWord::Date(date)) if date < today => Err(over(word)),
        Some(DayWord::Date(date)) => Ok(vec![date]),
        None => {
            let own = named.get(word).ok_or_else(|| not_a_day(word, named))?;
            own.coming(today).ok_or_else(|| all_over(word, own.last()))
        }
    }
}

fn coming(weekday: Weekday, today: Date) -> Option<Date> {
    today
        .series(1.day())
        .take(WEEK)
        .find(|day| day.weekday() == weekday)
}

fn not_a_day(word: &str, named: &NamedDays) -> Error {
    let usual = "today, tomorrow, sat, weekend, week, +3, 2026-11-28, or a list such as sat,sun";
    let error = Error::usage(format!("--on {}: not a day", printable(word)));
    match named.most_like(word) {
        Some(name) => error.hint(format!(
            "did you mean {}? Otherwise {usual}",
            printable(name)
        )),
        None => error.hint(format!(
            "try {usual}; names of your own go under [days] in the config"
        )),
    }
}

fn over(word: &str) -> Error {
    Error::usage(format!("--on {}: that day is over", printable(word)))
        .hint("name today or a day to come")
}

fn all_over(word: &str, last: Option<Date>) -> Error {
    let last = last.map(words::day_and_date).unwrap_or_default();
    Error::usage(format!(
        "--on {}: its days are over, the last was {last}",
        printable(word)
    ))
    .hint("add the next ones under [days] in the config")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Origin;
    use jiff::civil::date;
    use rstest::rstest;

    fn at(text: &str) -> ZonedDateTime {
        text.parse().unwrap()
    }

    fn parse(text: &str) -> Result<Vec<Date>, Error> {
        parse_days(Some(text), &at(FRIDAY_EVENING), &NamedDays::default())
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
        let days = parse(text).unwrap();
        let expected: Vec<Date> = expected.iter().map(|&day| date(2026, 11, day)).collect();
        assert_eq!(days, expected);
    }

    #[test]
    fn a_week_is_seven_days_from_today() {
        let days = parse("week").unwrap();
        assert_eq!(days.len(), 7);
        assert_eq!(days.last(), Some(&date(2026, 12, 3)));
    }

    #[rstest]
    #[case::on_saturday("2026-11-28T09:00:00+00:00[Europe/London]", &[28, 29])]
    #[case::on_sunday("2026-11-29T09:00:00+00:00[Europe/London]", &[29])]
    fn a_weekend_under_way_is_what_is_left_of_it(#[case] now: &str, #[case] expected: &[i8]) {
        let days = parse_days(Some("weekend"), &at(now), &NamedDays::default()).unwrap();
        let expected: Vec<Date> = expected.iter().map(|&day| date(2026, 11, day)).collect();
        assert_eq!(days, expected);
    }

    #[rstest]
    #[case::in_the_morning("2026-11-27T11:59:00+00:00[Europe/London]", 27)]
    #[case::from_noon_on("2026-11-27T12:00:00+00:00[Europe/London]", 28)]
    fn without_a_day_it_is_today_until_noon(#[case] now: &str, #[case] day: i8) {
        let days = parse_days(None, &at(now), &NamedDays::default()).unwrap();
        assert_eq!(days, [date(2026, 11, day)]);
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
        let error = parse(text).unwrap_err();
        assert!(error.message.contains(why), "{error}");
        assert_eq!(error.kind.exit_code(), 2);
    }

    /// School holidays over two winters, and a bridge day with a weekend after it.
    fn named() -> NamedDays {
        let mut named = NamedDays::default();
        for (name, occasions) in [
            (
                "Half-Term",
                vec!["2027-02-13..2027-02-21", "2026-10-24..2026-11-01"],
            ),
            ("feast", vec!["2026-11-25..2026-11-28"]),
            ("bridge", vec!["2026-12-28", "2027-01-02..2027-01-03"]),
            ("gone", vec!["2026-05-01"]),
        ] {
            let occasions = occasions.into_iter().map(str::to_owned).collect();
            named.add(name, occasions, Origin::Default).unwrap();
        }
        named
    }

    #[rstest]
    #[case::the_next_that_is_not_over("half-term", "2027-02-13", 9)]
    #[case::in_any_letter_case("HALF-TERM", "2027-02-13", 9)]
    #[case::what_is_left_of_the_current_one("feast", "2026-11-27", 2)]
    #[case::days_that_do_not_meet("bridge", "2026-12-28", 3)]
    #[case::in_a_list("half-term,sun", "2026-11-29", 10)]
    fn a_name_of_ones_own_means_its_next_days(
        #[case] text: &str,
        #[case] first: &str,
        #[case] count: usize,
    ) {
        let days = parse_days(Some(text), &at(FRIDAY_EVENING), &named()).unwrap();
        assert_eq!(days.first().unwrap().to_string(), first);
        assert_eq!(days.len(), count);
    }

    #[rstest]
    #[case::all_over("gone", &["gone", "over", "Friday 1 May 2026", "[days]"])]
    #[case::a_slip("halfterm", &["not a day", "did you mean Half-Term?", "weekend"])]
    #[case::nothing_like_it("xyz", &["not a day", "[days]"])]
    #[case::too_many("half-term,+20,+21,+22,+23,+24,+25,+26,+27,+28,+29,+30,+31,+32,+33,+34,+35,+36,+37,+38,+39,+40,+41,+42", &["more than 31 days"])]
    fn a_name_that_cannot_be_used_says_why(#[case] text: &str, #[case] words: &[&str]) {
        let error = parse_days(Some(text), &at(FRIDAY_EVENING), &named()).unwrap_err();
        assert_eq!(error.kind.exit_code(), 2);
        for word in words {
            assert!(error.to_string().contains(word), "{error}");
        }
    }
}
