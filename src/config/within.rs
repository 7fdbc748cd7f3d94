//! Limits as they are typed, in a flag or in the config file: "60km", "45min", a score.

use std::str::FromStr;

/// A distance or a time: "60km", "45min".
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Within {
    /// Great-circle kilometres.
    Km(f64),
    /// Minutes by car.
    Minutes(f64),
}

impl FromStr for Within {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let lower = text.trim().to_lowercase();
        let split = lower
            .find(|letter: char| letter.is_alphabetic())
            .unwrap_or(lower.len());
        let (number, unit) = lower.split_at(split);
        let amount: f64 = number.trim().parse().map_err(|_| expected())?;
        if !amount.is_finite() || amount <= 0.0 {
            return Err("expected more than 0, such as 60km or 45min".to_owned());
        }
        match unit {
            "km" => Ok(Self::Km(amount)),
            "mi" | "mile" | "miles" => Ok(Self::Km(amount * KM_PER_MILE)),
            "min" | "mins" | "m" => Ok(Self::Minutes(amount)),
            "h" | "hour" | "hours" => Ok(Self::Minutes(amount * 60.0)),
            "" => Err("say km or min, such as 60km or 45min".to_owned()),
            _ => Err(expected()),
        }
    }
}

/// The international mile, km.
const KM_PER_MILE: f64 = 1.609_344;

fn expected() -> String {
    "expected kilometres or minutes, such as 60km or 45min".to_owned()
}

/// Returns a score from 0 to 100.
///
/// # Errors
/// Says what is expected.
pub fn score_of(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(score) if (0.0..=100.0).contains(&score) => Ok(score),
        _ => Err("expected a score from 0 to 100".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::kilometres("60km", Within::Km(60.0))]
    #[case::with_a_space("60 km", Within::Km(60.0))]
    #[case::minutes("45min", Within::Minutes(45.0))]
    #[case::an_hour_and_a_half("1.5h", Within::Minutes(90.0))]
    #[case::miles("10mi", Within::Km(16.09344))]
    fn a_reach_is_kilometres_or_minutes(#[case] text: &str, #[case] expected: Within) {
        assert_eq!(text.parse(), Ok(expected));
    }

    #[rstest]
    #[case::a_fruit("banana")]
    #[case::no_unit("45")]
    #[case::negative("-5min")]
    #[case::nothing("0km")]
    #[case::infinite("infkm")]
    #[case::empty("")]
    fn anything_else_is_refused(#[case] text: &str) {
        assert!(text.parse::<Within>().is_err());
    }
}
