//! Numbers as they are printed.

use crate::domain::{Journey, JourneyMethod, Reach};

/// Returns `value` rounded to `decimals` places, without a negative zero.
#[must_use]
pub fn round_to(value: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    let rounded = (value * scale).round() / scale;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// Returns a temperature in whole degrees: "7°".
#[must_use]
pub fn degrees(celsius: f64) -> String {
    format!("{:.0}°", round_to(celsius, 0))
}

/// Returns the drive: "about 14 min", or "about 3 h 05" from three hours on; "about" where it is an estimate.
#[must_use]
pub fn drive(journey: &Journey) -> String {
    let JourneyMethod::Estimate = journey.method;
    let minutes = journey.minutes.round();
    if minutes < 180.0 {
        format!("about {minutes:.0} min")
    } else {
        format!(
            "about {:.0} h {:02.0}",
            (minutes / 60.0).floor(),
            minutes % 60.0
        )
    }
}

/// Returns the drive and, where a water makes it much longer than the straight line, which: "about 62 min round the Forth".
#[must_use]
pub fn drive_round_water(journey: &Journey) -> String {
    match round_water(journey) {
        Some(round) => format!("{} {round}", drive(journey)),
        None => drive(journey),
    }
}

/// Returns what the drive goes round, where that makes it much longer than the straight line: "round the Forth".
#[must_use]
pub fn round_water(journey: &Journey) -> Option<String> {
    journey.around.map(|water| format!("round {water}"))
}

/// Returns how far the family goes: "95 min", "60 km", "45 min and 30 km".
#[must_use]
pub fn reach(reach: &Reach) -> String {
    match (reach.minutes, reach.km) {
        (Some(minutes), None) => format!("{minutes:.0} min"),
        (None, Some(km)) => format!("{km:.0} km"),
        (Some(minutes), Some(km)) => format!("{minutes:.0} min and {km:.0} km"),
        (None, None) => "reach".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Position;
    use crate::planner::estimate_journey;

    #[test]
    fn a_drive_that_is_long_for_its_kilometres_says_why() {
        let at = |lat, lon| Position::new(lat, lon).unwrap();
        let (minehead, cardiff) = (at(51.204, -3.478), at(51.481, -3.179));
        let over = estimate_journey(minehead, cardiff);
        assert_eq!(
            drive_round_water(&over),
            "about 128 min round the Severn estuary"
        );
        let along = estimate_journey(cardiff, at(51.621, -3.944));
        assert_eq!(drive_round_water(&along), drive(&along));
        assert_eq!(round_water(&along), None);
    }

    #[test]
    fn small_negative_numbers_do_not_become_minus_nought() {
        assert_eq!(degrees(-0.4), "0°");
        assert_eq!(degrees(-0.6), "-1°");
        assert!(round_to(-0.04, 1).is_sign_positive());
    }
}
