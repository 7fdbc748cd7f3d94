//! What keeps a place off a list: limits that only what is known can satisfy.

use crate::domain::{Destination, Fact, Journey, Limits};

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

/// Returns what `place` lacks of `limits`, the most easily mended first; `journey` is known only from somewhere.
#[must_use]
pub fn lacks(limits: &Limits, place: &Destination, journey: Option<&Journey>) -> Vec<Lack> {
    let too_far = journey.is_some_and(|journey| !limits.reach.allows(journey));
    let exposure = place.exposure;
    let rules = [
        (Lack::Reach, too_far),
        (Lack::Free, limits.free && place.price.is_free() == Fact::No),
        (
            Lack::KnownPrice,
            limits.free && place.price.is_free() == Fact::Unknown,
        ),
        (
            Lack::Exposure,
            limits.indoor && !exposure.is_indoor() || limits.outdoor && !exposure.is_outdoor(),
        ),
        (
            Lack::Kind,
            !limits.kinds.is_empty() && !limits.kinds.contains(&place.category.id),
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
    use crate::domain::{Price, Reach};
    use crate::planner::estimate_journey;
    use crate::planner::fixture::{home, place};
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
        assert_eq!(lacks(&limits, &park, None), expected);
    }

    #[test]
    fn every_limit_that_is_missed_is_told() {
        let limits = Limits {
            kinds: vec!["museum".to_owned()],
            indoor: true,
            reach: Reach {
                km: Some(5.0),
                minutes: None,
            },
            ..Limits::default()
        };
        let park = place("park", "park", 0.9, 10.0);
        let journey = estimate_journey(home(), park.position);
        assert_eq!(
            lacks(&limits, &park, Some(&journey)),
            [Lack::Reach, Lack::Exposure, Lack::Kind]
        );
        assert_eq!(lacks(&limits, &park, None), [Lack::Exposure, Lack::Kind]);
    }
}
