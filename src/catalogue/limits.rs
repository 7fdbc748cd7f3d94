//! What keeps a place off a list: limits that only what is known can satisfy.

use crate::domain::{Destination, Exposure, Fact, Limits, Price};

/// What a limit asks of a place, its distance aside.
#[derive(Debug, Clone, Copy)]
pub struct Traits<'a> {
    /// The id of its kind.
    pub kind: &'a str,
    /// Its exposure.
    pub exposure: Exposure,
    /// Its price.
    pub price: Price,
}

impl<'a> From<&'a Destination> for Traits<'a> {
    fn from(place: &'a Destination) -> Self {
        Self {
            kind: &place.category.id,
            exposure: place.exposure,
            price: place.price,
        }
    }
}

/// Why a place is not on a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// It is too far away.
    Reach,
    /// It is known to cost something.
    Free,
    /// Nobody knows what it costs.
    KnownPrice,
    /// It is more or less outdoors than asked for.
    Exposure,
    /// It is of another kind.
    Kind,
}

/// Returns what a place lacks of `limits`, the most easily mended first; only from somewhere can it be out of reach.
#[must_use]
pub fn lacks(limits: &Limits, place: Traits<'_>, out_of_reach: bool) -> Vec<Lack> {
    let free = place.price.is_free();
    let exposure = place.exposure;
    let rules = [
        (Lack::Reach, out_of_reach),
        (Lack::Free, limits.free && free == Fact::No),
        (Lack::KnownPrice, limits.free && free == Fact::Unknown),
        (
            Lack::Exposure,
            limits.indoor && !exposure.is_indoor() || limits.outdoor && !exposure.is_outdoor(),
        ),
        (
            Lack::Kind,
            !limits.kinds.is_empty() && !limits.kinds.iter().any(|kind| kind == place.kind),
        ),
    ];
    rules
        .into_iter()
        .filter_map(|(lack, lacking)| lacking.then_some(lack))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planner::fixture::place;
    use rstest::rstest;

    #[rstest]
    #[case::free(Price::Free, &[])]
    #[case::dear(Price::High, &[Lack::Free])]
    #[case::unknown_is_never_free(Price::Unknown, &[Lack::KnownPrice])]
    fn only_what_is_known_to_be_free_is_free(#[case] price: Price, #[case] expected: &[Lack]) {
        let limits = Limits {
            free: true,
            ..Limits::default()
        };
        let mut park = place("park", "park", 0.9, 10.0);
        park.price = price;
        assert_eq!(lacks(&limits, (&park).into(), false), expected);
    }

    #[test]
    fn every_limit_that_is_missed_is_told() {
        let limits = Limits {
            kinds: vec!["museum".to_owned()],
            indoor: true,
            ..Limits::default()
        };
        let park = place("park", "park", 0.9, 10.0);
        assert_eq!(
            lacks(&limits, (&park).into(), true),
            [Lack::Reach, Lack::Exposure, Lack::Kind]
        );
        assert_eq!(
            lacks(&limits, (&park).into(), false),
            [Lack::Exposure, Lack::Kind]
        );
    }
}
