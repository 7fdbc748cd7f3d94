//! `[days]`: the family's own names for days to come, such as half-term.
//! A name may list the holidays of several years: the next of them that is not over is meant.

use super::{Origin, Value};
use crate::domain::{DayWord, iso_date};
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use std::collections::{BTreeMap, BTreeSet};

/// Days that may be asked about at once.
pub const MOST_DAYS: usize = 31;
/// Days of the longest holiday that a name may list: a summer's, at most.
const LONGEST_HOLIDAY: usize = 100;
/// Days that lie apart by no more than this belong to one holiday: a bridge day and the weekend after it.
const SAME_HOLIDAY_DAYS: i64 = 7;
/// Dates and ranges that a name may list.
const MOST_ENTRIES: usize = 100;
/// Characters of a name.
const LONGEST_NAME: usize = 40;

/// The family's own names for days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamedDays(BTreeMap<String, OwnDays>);

/// The days of one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnDays {
    /// The name as the config spells it.
    pub name: String,
    /// What the config says of it, and where.
    pub value: Value,
    /// The days of each holiday, in order; never empty.
    holidays: Vec<Vec<Date>>,
}

impl NamedDays {
    /// Adds a name for the days that `entries` list: "2027-02-13", "2027-02-13..2027-02-21".
    ///
    /// # Errors
    /// Says what is wrong with the name or with an entry.
    pub fn add(&mut self, name: &str, entries: Vec<String>, origin: Origin) -> Result<(), String> {
        check_name(name)?;
        let mut days = BTreeSet::new();
        if entries.is_empty() {
            return Err(expected());
        }
        if entries.len() > MOST_ENTRIES {
            return Err(format!("lists more than {MOST_ENTRIES} dates and ranges"));
        }
        for entry in &entries {
            days.extend(days_of(entry.trim())?);
        }
        let holidays = holidays(days);
        if let Some(longest) = holidays.iter().find(|days| days.len() > LONGEST_HOLIDAY) {
            return Err(format!(
                "{} days of one holiday, at most {LONGEST_HOLIDAY}: give its parts names of their own",
                longest.len()
            ));
        }
        let own = OwnDays {
            name: name.to_owned(),
            value: Value {
                text: entries.join(", "),
                origin,
            },
            holidays,
        };
        match self.0.insert(name.to_lowercase(), own) {
            Some(other) => Err(format!("is the same name as \"{}\"", other.name)),
            None => Ok(()),
        }
    }

    /// Returns the days called `name`, in any letter case.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&OwnDays> {
        self.0.get(&name.to_lowercase())
    }

    /// Returns the name that is most like `word`, where one is like it at all.
    #[must_use]
    pub fn most_like(&self, word: &str) -> Option<&str> {
        let word = word.to_lowercase();
        let likeness = |name: &str| strsim::normalized_damerau_levenshtein(name, &word);
        let (name, own) = self
            .0
            .iter()
            .max_by(|(a, _), (b, _)| likeness(a).total_cmp(&likeness(b)))?;
        (likeness(name) > 0.5).then_some(own.name.as_str())
    }

    /// Returns every name with its days, in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = &OwnDays> {
        self.0.values()
    }
}

impl OwnDays {
    /// Returns the days of the next holiday that is not over on `today`, or what is left of it; `None` when all are
    /// over.
    #[must_use]
    pub fn coming(&self, today: Date) -> Option<Vec<Date>> {
        let left = self.holidays.iter().map(|days| {
            let left = days.iter().copied().filter(|&day| day >= today);
            left.collect::<Vec<Date>>()
        });
        left.into_iter().find(|days| !days.is_empty())
    }

    /// Returns the last of all the days.
    #[must_use]
    pub fn last(&self) -> Option<Date> {
        self.holidays.last()?.last().copied()
    }
}

fn check_name(name: &str) -> Result<(), String> {
    let fits = name.starts_with(char::is_alphabetic)
        && name.chars().count() <= LONGEST_NAME
        && name
            .chars()
            .all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_' | ' '))
        && !name.ends_with(' ');
    if !fits {
        return Err(format!(
            "is no name for days: letters, digits and dashes, a letter first, at most {LONGEST_NAME}"
        ));
    }
    if DayWord::of(name).is_some() {
        return Err("has a meaning of its own: choose another name".to_owned());
    }
    Ok(())
}

/// Returns the days of one entry: a date, or a range with both ends.
fn days_of(entry: &str) -> Result<BTreeSet<Date>, String> {
    let date = |text: &str| {
        iso_date(text.trim())
            .ok_or_else(|| format!("\"{}\" is no date: {}", text.trim(), expected()))
    };
    let (first, last) = match entry.split_once("..") {
        Some((first, last)) => (date(first)?, date(last)?),
        None => (date(entry)?, date(entry)?),
    };
    if last < first {
        return Err(format!("\"{entry}\" ends before it begins"));
    }
    let days = days_between(first, last) + 1;
    if days > i64::try_from(LONGEST_HOLIDAY).unwrap_or(i64::MAX) {
        return Err(format!(
            "\"{entry}\" is {days} days, at most {LONGEST_HOLIDAY}: give its parts names of their own"
        ));
    }
    let step: Span = 1.day();
    Ok(first.series(step).take_while(|&day| day <= last).collect())
}

/// Returns the days in groups: those that lie within a week of the one before belong together.
fn holidays(days: BTreeSet<Date>) -> Vec<Vec<Date>> {
    let days: Vec<Date> = days.into_iter().collect();
    days.chunk_by(|&day, &next| days_between(day, next) <= SAME_HOLIDAY_DAYS)
        .map(<[Date]>::to_vec)
        .collect()
}

fn days_between(first: Date, last: Date) -> i64 {
    last.duration_since(first).as_hours() / 24
}

fn expected() -> String {
    "expected a date such as 2026-12-28, a range such as 2027-02-13..2027-02-21, or a list of them"
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use rstest::rstest;

    fn named(entries: &[&str]) -> Result<NamedDays, String> {
        let mut days = NamedDays::default();
        let entries = entries.iter().map(|&entry| entry.to_owned()).collect();
        days.add("half-term", entries, Origin::Default)?;
        Ok(days)
    }

    #[rstest]
    #[case::before_it(date(2026, 11, 27), Some((date(2027, 2, 13), 9)))]
    #[case::on_its_first_day(date(2027, 2, 13), Some((date(2027, 2, 13), 9)))]
    #[case::in_the_middle(date(2027, 2, 20), Some((date(2027, 2, 20), 2)))]
    #[case::after_it(date(2027, 2, 22), Some((date(2028, 2, 12), 9)))]
    #[case::after_all(date(2028, 2, 21), None)]
    fn the_next_holiday_that_is_not_over_is_meant(
        #[case] today: Date,
        #[case] expected: Option<(Date, usize)>,
    ) {
        let days = named(&["2028-02-12..2028-02-20", "2027-02-13..2027-02-21"]).unwrap();
        let coming = days.get("half-term").unwrap().coming(today);
        let told = coming.map(|days| (days[0], days.len()));
        assert_eq!(told, expected);
    }

    #[test]
    fn a_bridge_day_and_the_weekend_after_it_are_one_holiday() {
        let days = named(&["2026-12-28", "2027-01-02..2027-01-03", "2027-01-11"]).unwrap();
        let coming = days.get("half-term").unwrap().coming(date(2026, 11, 27));
        assert_eq!(
            coming.unwrap(),
            [date(2026, 12, 28), date(2027, 1, 2), date(2027, 1, 3)]
        );
    }

    #[test]
    fn a_summer_has_a_name_however_many_days_are_asked_about_at_once() {
        let days = named(&["2027-07-22..2027-09-01"]).unwrap();
        let coming = days.get("half-term").unwrap().coming(date(2026, 11, 27));
        assert_eq!(coming.unwrap().len(), 42);
    }

    #[rstest]
    #[case::no_date(&["2027-02-31"], "\"2027-02-31\" is no date")]
    #[case::half_a_range(&["2027-02-13.."], "\"\" is no date")]
    #[case::backwards(&["2027-02-21..2027-02-13"], "ends before it begins")]
    #[case::half_a_year(&["2027-04-01..2027-09-30"], "183 days, at most 100")]
    #[case::in_parts(&["2027-06-01..2027-08-10", "2027-08-11..2027-09-30"], "122 days of one holiday")]
    #[case::all_of_time(&["0001-01-01..9999-12-31"], "at most 100")]
    #[case::nothing(&[], "expected a date")]
    fn what_is_no_holiday_is_refused(#[case] entries: &[&str], #[case] why: &str) {
        let said = named(entries).unwrap_err();
        assert!(said.contains(why), "{said}");
    }

    #[rstest]
    #[case::a_weekday("sat", "a meaning of its own")]
    #[case::between_short_and_whole("Satur", "a meaning of its own")]
    #[case::the_weekend("Weekend", "a meaning of its own")]
    #[case::a_list("a,b", "no name for days")]
    #[case::days_ahead("+3", "no name for days")]
    #[case::a_date("2026-11-28", "no name for days")]
    #[case::empty("", "no name for days")]
    #[case::an_escape("a\u{1b}", "no name for days")]
    #[case::very_long("abcdefghijabcdefghijabcdefghijabcdefghijx", "at most 40")]
    fn a_name_must_be_none_of_the_usual_words(#[case] name: &str, #[case] why: &str) {
        let mut days = NamedDays::default();
        let said = days.add(name, vec!["2027-01-01".to_owned()], Origin::Default);
        let said = said.unwrap_err();
        assert!(said.contains(why), "{said}");
    }

    #[test]
    fn one_name_in_two_letter_cases_is_refused() {
        let mut days = named(&["2027-01-01"]).unwrap();
        let again = days.add("Half-Term", vec!["2027-01-02".to_owned()], Origin::Default);
        assert!(again.unwrap_err().contains("half-term"));
    }
}
