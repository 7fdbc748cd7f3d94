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

/// Returns a number with its thousands apart: "161,506".
#[must_use]
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_negative_numbers_do_not_become_minus_nought() {
        assert_eq!(degrees(-0.4), "0°");
        assert_eq!(degrees(-0.6), "-1°");
        assert!(round_to(-0.04, 1).is_sign_positive());
    }
}
