//! The words for days that everybody uses: today, sat, weekend, +3, 2026-11-28.
//! What they mean depends on the day of asking; a family's own names for days must be other words.

use jiff::civil::{Date, Weekday};

/// A word for a day, or for several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayWord {
    /// "today"
    Today,
    /// "tomorrow"
    Tomorrow,
    /// "yesterday"
    Yesterday,
    /// "weekend"
    Weekend,
    /// "week"
    Week,
    /// "sat", "saturday" and what is between.
    Weekday(Weekday),
    /// "+3": so many days ahead.
    Ahead(u16),
    /// "2026-11-28"
    Date(Date),
}

impl DayWord {
    /// Returns what `word` means in any letter case; `None` for a word that is none of these.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        let lower = word.to_lowercase();
        Some(match lower.as_str() {
            "today" => Self::Today,
            "tomorrow" => Self::Tomorrow,
            "yesterday" => Self::Yesterday,
            "weekend" => Self::Weekend,
            "week" => Self::Week,
            _ => {
                return weekday(&lower)
                    .map(Self::Weekday)
                    .or_else(|| lower.strip_prefix('+')?.parse().ok().map(Self::Ahead))
                    .or_else(|| iso_date(&lower).map(Self::Date));
            }
        })
    }
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

/// Returns the date of the only unambiguous spelling: the day of 03-04-2026 depends on who reads it.
#[must_use]
pub fn iso_date(text: &str) -> Option<Date> {
    let iso = text.len() == 10 && text.as_bytes().get(4) == Some(&b'-');
    text.parse().ok().filter(|_| iso)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use rstest::rstest;

    #[rstest]
    #[case::in_full("Saturday", Some(DayWord::Weekday(Weekday::Saturday)))]
    #[case::cut_short("sat", Some(DayWord::Weekday(Weekday::Saturday)))]
    #[case::too_short("sa", None)]
    #[case::capitals("WEEKEND", Some(DayWord::Weekend))]
    #[case::ahead("+3", Some(DayWord::Ahead(3)))]
    #[case::too_far_ahead("+99999", None)]
    #[case::a_date("2026-11-28", Some(DayWord::Date(date(2026, 11, 28))))]
    #[case::no_such_date("2026-02-31", None)]
    #[case::a_date_without_dashes("20261128", None)]
    #[case::the_wrong_way_round("28-11-2026", None)]
    #[case::a_name("half-term", None)]
    #[case::nothing("", None)]
    fn words_mean_what_a_person_means(#[case] word: &str, #[case] expected: Option<DayWord>) {
        assert_eq!(DayWord::of(word), expected);
    }
}
