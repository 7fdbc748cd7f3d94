//! What shuts for the winter: a place of such a kind is held back until somebody says that it is open.
//! A farm park in November must not come first unseen.

use super::opening::{Holidays, Hours, HoursRead, Opening};
use super::rules::{DEPTH_OF_WINTER, WINTER_CLOSERS, WINTER_MONTHS};
use crate::domain::Destination;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Returns whether `place` is of a kind that often shuts for the winter, `day` lies in one, and nobody says that it
/// is open: no hours are known, or they leave the day open and say that the place is shut in the depth of the winter.
#[must_use]
pub fn may_be_shut_for_winter(place: &Destination, day: Date, known: &HoursRead) -> bool {
    let in_question = place.position.lat() > 0.0
        && WINTER_MONTHS.contains(&day.month())
        && WINTER_CLOSERS.contains(&place.category.id.as_str());
    if !in_question {
        return false;
    }
    // Seasons are the same in every country: no holiday decides this.
    let no_holidays = Holidays {
        days: BTreeSet::new(),
        known_until: Some(Date::MAX),
    };
    let Some(hours) = Hours::of(place, known) else {
        return true;
    };
    let said = |day| hours.on(day, 0, &no_holidays);
    match said(day) {
        Opening::Unknown(_) => said(depth_of_winter(day)) == Opening::Closed,
        Opening::Open { .. } | Opening::Closed => false,
    }
}

/// Returns the day of the winter of `day` on which what shuts for it is shut.
fn depth_of_winter(day: Date) -> Date {
    let year = if day.month() > 6 {
        day.year().saturating_add(1)
    } else {
        day.year()
    };
    let (month, day_of_month) = DEPTH_OF_WINTER;
    Date::new(year, month, day_of_month).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use rstest::rstest;

    const SATURDAY: Date = date(2026, 11, 28);

    #[rstest]
    #[case::nothing_is_known("farm", None, SATURDAY, true)]
    #[case::hours_that_cannot_be_read("farm", Some("sometimes"), SATURDAY, true)]
    #[case::shut_in_january("farm", Some("Mo-Su unknown; Jan 8-31 off"), SATURDAY, true)]
    #[case::the_same_in_february(
        "farm",
        Some("Mo-Su unknown; Jan 8-31 off"),
        date(2027, 2, 13),
        true
    )]
    #[case::open_all_year("farm", Some("Mo-Su unknown; Dec 25 off"), SATURDAY, false)]
    #[case::open_that_day("farm", Some("Apr-Dec 10:00-16:00"), SATURDAY, false)]
    #[case::shut_that_day("farm", Some("Apr-Oct unknown; Nov-Mar off"), SATURDAY, false)]
    #[case::in_summer("farm", None, date(2027, 6, 19), false)]
    #[case::what_never_shuts("museum", None, SATURDAY, false)]
    fn what_may_be_shut_for_the_winter_is_told(
        #[case] kind: &str,
        #[case] hours: Option<&str>,
        #[case] day: Date,
        #[case] doubtful: bool,
    ) {
        let place = Destination {
            opening_hours: hours.map(str::to_owned).map(Into::into),
            ..crate::planner::fixture::place("x", kind, 0.75, 10.0)
        };
        assert_eq!(
            may_be_shut_for_winter(&place, day, &HoursRead::default()),
            doubtful
        );
    }
}
