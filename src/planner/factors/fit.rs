//! Fit: how near the children's ages are to the middle of the band, how much of the place is known, and whether
//! it may be shut for the winter.

use crate::domain::{Destination, Price};
use crate::planner::candidates::years_outside;
use crate::planner::rules::WINTER_FIT_SHARE;

/// What is lost at the very edge of the age band, and per year beyond it (judgement).
const EDGE_LOSS: f64 = 0.1;
const LOSS_PER_YEAR_OUTSIDE: f64 = 0.2;
/// What a place of which nothing is known loses (judgement): less than half an hour's drive does, so that a place far
/// away does not come first for being better known.
const UNKNOWN_LOSS: f64 = 0.05;

/// Returns the fit of `place` for children of these `ages`; without ages only what is known of it counts, and whether it
/// `may_be_shut` for the winter.
#[must_use]
pub fn value(place: &Destination, ages: &[u8], may_be_shut: bool) -> f64 {
    let winter = if may_be_shut { WINTER_FIT_SHARE } else { 1.0 };
    winter * in_season(place, ages)
}

/// Returns the fit of `place` if it is not shut for the winter: never less than [`value`], and for a fraction of its
/// price, as no opening hours are read.
#[must_use]
pub fn in_season(place: &Destination, ages: &[u8]) -> f64 {
    age_fit(place.ages, ages) * (1.0 - UNKNOWN_LOSS * (1.0 - known_share(place)))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a family has a handful of children"
)]
fn age_fit(band: (u8, u8), ages: &[u8]) -> f64 {
    if ages.is_empty() {
        return 1.0;
    }
    let sum: f64 = ages.iter().map(|&age| child_fit(band, age)).sum();
    sum / ages.len() as f64
}

fn child_fit(band: (u8, u8), age: u8) -> f64 {
    let outside = years_outside(age, band);
    if outside > 0 {
        return (1.0 - EDGE_LOSS - LOSS_PER_YEAR_OUTSIDE * f64::from(outside)).max(0.0);
    }
    let (youngest, oldest) = (f64::from(band.0), f64::from(band.1));
    let half_width = ((oldest - youngest) / 2.0).max(0.5);
    let off_centre = (f64::from(age) - f64::midpoint(youngest, oldest)) / half_width;
    1.0 - EDGE_LOSS * off_centre * off_centre
}

/// Returns the share of the family's questions that the catalogue answers, yes or no.
fn known_share(place: &Destination) -> f64 {
    let facts = &place.facts;
    let known = [
        place.opening_hours.is_some(),
        place.price != Price::Unknown,
        facts.buggy.known().is_some(),
        facts.dog.known().is_some(),
        facts.toilets.known().is_some(),
        facts.baby_change.known().is_some(),
        facts.food.known().is_some(),
        facts.booking.known().is_some(),
    ];
    #[expect(clippy::cast_precision_loss, reason = "eight questions")]
    let share = known.iter().filter(|&&known| known).count() as f64 / known.len() as f64;
    share
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::nobody_said(&[], 1.0)]
    #[case::in_the_middle(&[6], 1.0)]
    #[case::at_the_edge(&[10], 0.9)]
    #[case::a_year_beyond(&[11], 0.7)]
    #[case::one_of_two_beyond(&[6, 12], 0.75)]
    fn ages_near_the_middle_of_the_band_fit_best(#[case] ages: &[u8], #[case] expected: f64) {
        assert!(
            (age_fit((2, 10), ages) - expected).abs() < 1e-9,
            "{}",
            age_fit((2, 10), ages)
        );
    }

    #[test]
    fn what_may_be_shut_for_the_winter_does_not_come_first_unseen() {
        let farm = crate::planner::fixture::place("x", "farm", 0.75, 10.0);
        assert!(value(&farm, &[], true) <= WINTER_FIT_SHARE * value(&farm, &[], false));
    }
}
