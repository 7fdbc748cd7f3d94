//! Novelty: a place just visited rests for a while.

use crate::planner::rules::{NOVELTY_FLOOR, NOVELTY_HALF_LIFE_DAYS};

/// Returns the novelty of a place last visited `days` ago: 1 when never visited, 0.2 on the day itself, half of
/// the difference gone after 60 days.
#[must_use]
pub fn value(days: Option<f64>) -> f64 {
    days.map_or(1.0, |days| {
        1.0 - (1.0 - NOVELTY_FLOOR) * 0.5_f64.powf(days.max(0.0) / NOVELTY_HALF_LIFE_DAYS)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::never(None, 1.0)]
    #[case::today(Some(0.0), 0.2)]
    #[case::a_half_life_ago(Some(60.0), 0.6)]
    #[case::two_half_lives_ago(Some(120.0), 0.8)]
    #[case::in_the_future(Some(-5.0), 0.2)]
    fn a_visited_place_rests_and_returns(#[case] days: Option<f64>, #[case] expected: f64) {
        assert!((value(days) - expected).abs() < 1e-9);
    }
}
