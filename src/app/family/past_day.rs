//! The day that was meant for something that is over. Unlike those of a plan, such days look back.

use crate::domain::DayWord;
use crate::error::Error;
use crate::report::safe::printable;
use jiff::ToSpan;
use jiff::civil::Date;

/// Returns the day that `text`, the value of `flag`, names: a weekday is the latest one, `today` if it is one; without a text `today`.
/// A day that has not come is returned too: it is for the rules to refuse.
///
/// # Errors
/// When the text is no day, or more than one.
pub(in crate::app) fn past_day(flag: &str, text: Option<&str>, today: Date) -> Result<Date, Error> {
    let Some(text) = text else {
        return Ok(today);
    };
    let day = match DayWord::of(text.trim()) {
        Some(DayWord::Today) => Some(today),
        Some(DayWord::Yesterday) => today.yesterday().ok(),
        Some(DayWord::Tomorrow) => today.tomorrow().ok(),
        Some(DayWord::Ahead(days)) => today.checked_add(i64::from(days).days()).ok(),
        Some(DayWord::Weekday(weekday)) if weekday == today.weekday() => Some(today),
        Some(DayWord::Weekday(weekday)) => today.nth_weekday(-1, weekday).ok(),
        Some(DayWord::Date(date)) => Some(date),
        Some(DayWord::Weekend | DayWord::Week) | None => None,
    };
    day.ok_or_else(|| {
        let message = format!("{flag} {}: not a day", printable(text));
        Error::usage(message).hint("today, yesterday, sat (the latest one) or a date, 2026-11-28")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use rstest::rstest;

    #[rstest]
    #[case::unsaid(None, date(2026, 11, 28))]
    #[case::today(Some("today"), date(2026, 11, 28))]
    #[case::yesterday(Some("Yesterday"), date(2026, 11, 27))]
    #[case::a_weekday_that_is_today(Some("sat"), date(2026, 11, 28))]
    #[case::the_latest_of_another(Some("sunday"), date(2026, 11, 22))]
    #[case::a_date(Some("2025-02-01"), date(2025, 2, 1))]
    #[case::one_to_come_for_the_rules_to_refuse(Some("+3"), date(2026, 12, 1))]
    fn a_visit_looks_back(#[case] text: Option<&str>, #[case] expected: Date) {
        assert_eq!(
            past_day("--on", text, date(2026, 11, 28)).unwrap(),
            expected
        );
    }

    #[rstest]
    #[case::two_days("weekend")]
    #[case::a_week("week")]
    #[case::no_day("lately")]
    #[case::a_list("sat,sun")]
    fn what_is_no_single_day_is_asked_for_again(#[case] text: &str) {
        let error = past_day("--on", Some(text), date(2026, 11, 28)).unwrap_err();
        assert!(error.message.contains(text), "{error}");
    }

    #[test]
    fn the_first_day_of_the_calendar_has_no_day_before() {
        assert!(past_day("--on", Some("yesterday"), Date::MIN).is_err());
    }
}
