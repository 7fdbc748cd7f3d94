//! What has changed since the last brief: of the same days how they look, of others which places are new.

use crate::domain::{DayLook, Edition};
use crate::report::safe::printable;
use crate::report::words;
use jiff::civil::Date;

/// A day with no more dry hours than this share is a wet one, with as many as that a dry one (**judgement**).
const WET: f64 = 0.4;
const DRY: f64 = 0.7;
/// From this difference of the share on a day looks other than it did (**judgement**).
const NOTABLE: f64 = 0.25;
/// Places that are named one by one.
const NAMED: usize = 3;

/// Returns what has changed from `before` to `now`, in full sentences; nothing where that is nothing.
#[must_use]
pub fn changes(before: &Edition, now: &Edition) -> Vec<String> {
    let days: Vec<Date> = now.days.iter().map(|look| look.day).collect();
    let common = now.days.iter().filter_map(|look| {
        let then = before.days.iter().find(|then| then.day == look.day)?;
        Some((then, look))
    });
    let mut common = common.peekable();
    if common.peek().is_some() {
        return common
            .filter_map(|(then, now)| turned(then, now, &days))
            .collect();
    }
    let known = |id: &str| before.places.iter().any(|(known, _)| known == id);
    let new: Vec<String> = now
        .places
        .iter()
        .filter(|(id, _)| !known(id))
        .map(|(_, name)| printable(name).into_owned())
        .collect();
    let named = new.iter().take(NAMED).cloned().collect::<Vec<_>>();
    match new.len() {
        0 => Vec::new(),
        many if many > NAMED => vec![format!(
            "New this time: {} and {} more.",
            named.join(", "),
            many - NAMED
        )],
        _ => vec![format!("New this time: {}.", named.join(", "))],
    }
}

/// Returns how a day looks other than it did: "Sunday has turned wet: 2 in 10 hours are dry now, 9 in 10 before.".
fn turned(then: &DayLook, now: &DayLook, days: &[Date]) -> Option<String> {
    let by = now.dry_share - then.dry_share;
    if by.abs() < NOTABLE {
        return None;
    }
    let how = if then.dry_share > WET && now.dry_share <= WET {
        "has turned wet"
    } else if then.dry_share < DRY && now.dry_share >= DRY {
        "has turned dry"
    } else if by < 0.0 {
        "looks wetter"
    } else {
        "looks drier"
    };
    let tenths = |share: f64| (share * 10.0).round();
    Some(format!(
        "{} {how}: {:.0} in 10 hours are dry now, {:.0} in 10 before.",
        words::day_name(now.day, days),
        tenths(now.dry_share),
        tenths(then.dry_share)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use rstest::rstest;

    fn edition(days: &[(i8, f64)], places: &[&str]) -> Edition {
        let look = |&(day, dry_share): &(i8, f64)| DayLook {
            day: date(2026, 11, day),
            dry_share,
        };
        Edition {
            about: "home".to_owned(),
            made_at: "2026-11-26T18:00:00Z".parse().unwrap(),
            sent_at: None,
            days: days.iter().map(look).collect(),
            places: places
                .iter()
                .map(|id| ((*id).to_owned(), id.to_uppercase()))
                .collect(),
        }
    }

    #[rstest]
    #[case::wet(0.9, 0.2, &["Sunday has turned wet: 2 in 10 hours are dry now, 9 in 10 before."])]
    #[case::dry(0.2, 0.9, &["Sunday has turned dry: 9 in 10 hours are dry now, 2 in 10 before."])]
    #[case::wetter(1.0, 0.6, &["Sunday looks wetter: 6 in 10 hours are dry now, 10 in 10 before."])]
    #[case::drier(0.1, 0.4, &["Sunday looks drier: 4 in 10 hours are dry now, 1 in 10 before."])]
    #[case::much_the_same(0.5, 0.6, &[])]
    fn a_day_that_looks_other_than_it_did_is_told(
        #[case] then: f64,
        #[case] now: f64,
        #[case] expected: &[&str],
    ) {
        let before = edition(&[(28, 0.5), (29, then)], &["zoo"]);
        let after = edition(&[(28, 0.5), (29, now)], &["park"]);
        assert_eq!(changes(&before, &after), expected);
    }

    #[rstest]
    #[case::none(&["zoo"], &[])]
    #[case::one(&["zoo", "park"], &["New this time: PARK."])]
    #[case::many(&["a", "b", "c", "d", "e"], &["New this time: A, B, C and 2 more."])]
    fn of_other_days_the_new_places_are_told(#[case] places: &[&str], #[case] expected: &[&str]) {
        let before = edition(&[(21, 0.5), (22, 0.5)], &["zoo"]);
        let after = edition(&[(28, 0.9), (29, 0.1)], places);
        assert_eq!(changes(&before, &after), expected);
    }
}
