//! The worth of a journey: a family's day has room for some driving, not for any amount.

use crate::planner::rules::{JOURNEY_HALF_MIN, JOURNEY_KNEE_LOSS, JOURNEY_KNEE_MIN};

/// Returns what a drive of `minutes` leaves of a day: nearly flat to 45 minutes (2 % lost, so that nearer
/// still wins), half at 95, falling smoothly ever after.
#[must_use]
pub fn value(minutes: f64) -> f64 {
    let near = 1.0 - JOURNEY_KNEE_LOSS * (minutes / JOURNEY_KNEE_MIN).clamp(0.0, 1.0);
    let beyond = (minutes - JOURNEY_KNEE_MIN).max(0.0) / (JOURNEY_HALF_MIN - JOURNEY_KNEE_MIN);
    // At the half-way point `beyond` is 1 and the whole is 1/2.
    let fall = 2.0 * (1.0 - JOURNEY_KNEE_LOSS) - 1.0;
    near / (1.0 + fall * beyond * beyond)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::next_door(0.0, 1.0)]
    #[case::at_the_knee(45.0, 0.98)]
    #[case::at_the_edge_of_a_day_out(95.0, 0.5)]
    #[case::three_hours(180.0, 0.123)]
    fn a_journey_is_worth_what_families_say(#[case] minutes: f64, #[case] expected: f64) {
        assert!(
            (value(minutes) - expected).abs() < 0.001,
            "{}",
            value(minutes)
        );
    }

    #[test]
    fn a_minute_more_is_always_worth_less() {
        let all: Vec<f64> = (0..400).map(|minute| value(f64::from(minute))).collect();
        assert!(all.windows(2).all(|pair| pair[0] > pair[1]));
    }
}
