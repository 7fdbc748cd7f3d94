//! Whether a postcode is that of a point: a sign that one of the two was mistyped.
//! Where nothing is known of a country's codes, nothing is wrong with them.

use super::postal::{self, HOME};
use super::postal_country::COUNTRIES;
use super::{postcode, surroundings};
use crate::domain::Position;

/// A place is no farther from its UK postcode, km (**judgement**: the largest units are in the Highlands).
const AT_HOME_KM: f64 = 25.0;
/// A place is no farther from the middle of its code abroad, km (**judgement**: a code there is a town or a valley).
const ABROAD_KM: f64 = 100.0;
/// The same where a code may be a desert or a forest: 0872 of Australia is a sixth of the country.
const WIDE_KM: f64 = 1_500.0;
/// The countries with such codes.
const WIDE: [&str; 2] = ["AU", "CA"];

/// What is wrong with a postcode at a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Disagreement {
    /// It lies elsewhere.
    Apart {
        /// How far away, km.
        km: f64,
    },
    /// There is no such code, here or in any country whose codes are known.
    NoSuchCode,
}

/// Returns what is wrong with `code` as that of a place at `position`, if anything is known to be.
///
/// The code of another country may say so ("DE:10115"); without that it is read as it may be meant.
#[must_use]
pub fn disagreement(code: &str, position: Position) -> Option<Disagreement> {
    let around = surroundings::country(position);
    let is_known_around = around.is_some_and(|iso| {
        HOME.contains(&iso) || COUNTRIES.iter().any(|country| country.holds(iso))
    });
    let readings = readings(code);
    if readings.is_empty() {
        return is_known_around.then_some(Disagreement::NoSuchCode);
    }
    let within = |reading: &Reading| reading.position.distance_km(position) <= reading.reach_km;
    // What is written like a code of ours may be one of a country of which none is known.
    if readings.iter().any(within) || !(is_known_around || postal::says_its_country(code)) {
        return None;
    }
    let km = readings
        .iter()
        .map(|reading| reading.position.distance_km(position));
    Some(Disagreement::Apart {
        km: km.fold(f64::INFINITY, f64::min),
    })
}

/// What a code may be.
struct Reading {
    position: Position,
    reach_km: f64,
}

fn readings(code: &str) -> Vec<Reading> {
    let at_home = postal::at_home(code).unwrap_or(code);
    let at_home = postcode::resolve(at_home)
        .and_then(Result::ok)
        .map(|found| Reading {
            position: found.position,
            reach_km: AT_HOME_KM,
        });
    let abroad = postal::whose(code)
        .into_iter()
        .map(|(iso, position)| Reading {
            position,
            reach_km: if WIDE.contains(&iso) {
                WIDE_KM
            } else {
                ABROAD_KM
            },
        });
    at_home.into_iter().chain(abroad).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const DIDSBURY: (f64, f64) = (53.4132, -2.2314);
    const BERLIN: (f64, f64) = (52.52, 13.405);
    const SOFIA: (f64, f64) = (42.6977, 23.3219);
    const ALICE_SPRINGS: (f64, f64) = (-23.7, 133.88);

    #[rstest]
    #[case::its_own("M20 2RN", DIDSBURY)]
    #[case::a_new_one_of_its_sector("M20 2ZZ", DIDSBURY)]
    #[case::its_outcode("M20", DIDSBURY)]
    #[case::with_its_country("GB:M20 2RN", DIDSBURY)]
    #[case::berlins("10115", BERLIN)]
    #[case::berlins_with_its_country("DE:10115", BERLIN)]
    #[case::berlins_as_it_is_written_there("D-10115", BERLIN)]
    #[case::a_code_of_which_nothing_is_known("1000", SOFIA)]
    #[case::that_says_so("BG:1000", SOFIA)]
    #[case::a_desert("0872", ALICE_SPRINGS)]
    fn what_may_be_is_let_pass(#[case] code: &str, #[case] (lat, lon): (f64, f64)) {
        let position = Position::new(lat, lon).unwrap();
        assert_eq!(disagreement(code, position), None);
    }

    #[rstest]
    #[case::of_another_town("BS1 4DJ", DIDSBURY, 215.0..225.0)]
    #[case::of_another_country("DE:10115", DIDSBURY, 1_040.0..1_060.0)]
    #[case::the_same_without_its_country("10115", DIDSBURY, 400.0..1_070.0)]
    #[case::ours_abroad("M20 2RN", BERLIN, 1_040.0..1_060.0)]
    #[case::a_known_one_where_none_is("DE:10115", SOFIA, 1_300.0..1_350.0)]
    fn what_lies_elsewhere_is_told_how_far(
        #[case] code: &str,
        #[case] (lat, lon): (f64, f64),
        #[case] expected: std::ops::Range<f64>,
    ) {
        let position = Position::new(lat, lon).unwrap();
        let Some(Disagreement::Apart { km }) = disagreement(code, position) else {
            panic!("{:?}", disagreement(code, position));
        };
        assert!(expected.contains(&km), "{km}");
    }

    #[rstest]
    #[case::no_code_at_all("NONSENSE", DIDSBURY)]
    #[case::no_district("M99 9ZZ", DIDSBURY)]
    #[case::of_a_country_of_which_none_is_known("BG:1000", DIDSBURY)]
    #[case::no_number("DE:00000", BERLIN)]
    fn what_is_no_code_is_told(#[case] code: &str, #[case] (lat, lon): (f64, f64)) {
        let position = Position::new(lat, lon).unwrap();
        assert_eq!(disagreement(code, position), Some(Disagreement::NoSuchCode));
    }
}
