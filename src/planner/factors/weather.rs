//! The weather of the visit, as far as the place is exposed to it.

use crate::planner::comfort::{mixed, mixed_at_best};
use crate::planner::outlook::{Confidence, Outlook, Weather};
use crate::planner::rules::{LOW_CONFIDENCE_PULL, POOR_BELOW, TYPICAL_WEIGHT_SHARE, Weights};

/// Returns the value for a place `exposure` outdoors: its comfort in this outlook, as a share of 1.
/// A forecast of low confidence is pulled towards `climate`, the outdoor comfort of an average day.
/// Where nothing is known, outdoors counts as poor.
#[must_use]
pub fn value(exposure: f64, outlook: &Outlook, climate: Option<f64>) -> f64 {
    let outdoor = outlook.outdoor.unwrap_or(POOR_BELOW);
    let comfort = mixed(exposure, outdoor);
    match &outlook.weather {
        Weather::Forecast(hours) => pulled(comfort, exposure, hours.confidence, climate) / 100.0,
        Weather::Typical(_) | Weather::None => comfort / 100.0,
    }
}

/// Returns the most that `value` can be under any forecast of this confidence.
#[must_use]
pub fn value_at_best(exposure: f64, confidence: Confidence, climate: Option<f64>) -> f64 {
    pulled(mixed_at_best(exposure), exposure, confidence, climate) / 100.0
}

/// Returns the weight: the whole of it for a forecast, half for climate averages.
#[must_use]
pub fn weight(weights: &Weights, outlook: &Outlook) -> f64 {
    match outlook.weather {
        Weather::Forecast(_) => weights.weather,
        Weather::Typical(_) | Weather::None => TYPICAL_WEIGHT_SHARE * weights.weather,
    }
}

fn pulled(comfort: f64, exposure: f64, confidence: Confidence, climate: Option<f64>) -> f64 {
    match (confidence, climate) {
        (Confidence::Low, Some(climate)) => {
            comfort + LOW_CONFIDENCE_PULL * (mixed(exposure, climate) - comfort)
        }
        _ => comfort,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Source;
    use crate::planner::Hours;
    use jiff::Timestamp;
    use rstest::rstest;

    fn outlook(outdoor: f64, confidence: Confidence) -> Outlook {
        Outlook {
            weather: Weather::Forecast(Hours {
                disagreement: None,
                source: Source::OpenMeteo,
                fetched_at: Timestamp::UNIX_EPOCH,
                confidence,
                during: Vec::new(),
                earlier: Vec::new(),
                parting: None,
                rain_before_mm: 0.0,
                zone: jiff::tz::TimeZone::UTC,
                told: crate::planner::ToldOnce::default(),
            }),
            outdoor: Some(outdoor),
            sunset: None,
        }
    }

    #[rstest]
    #[case::a_sure_forecast_stands(Confidence::High, 90.0, 50.0, 0.90)]
    #[case::a_fairly_sure_one_too(Confidence::Fair, 90.0, 50.0, 0.90)]
    #[case::fine_weather_far_ahead_is_doubted(Confidence::Low, 90.0, 50.0, 0.76)]
    #[case::so_is_foul_weather(Confidence::Low, 20.0, 50.0, 0.305)]
    #[case::an_average_day_stays(Confidence::Low, 50.0, 50.0, 0.50)]
    fn low_confidence_pulls_towards_the_climate(
        #[case] confidence: Confidence,
        #[case] outdoor: f64,
        #[case] climate: f64,
        #[case] expected: f64,
    ) {
        let value = value(1.0, &outlook(outdoor, confidence), Some(climate));
        assert!((value - expected).abs() < 1e-9, "{value}");
    }

    #[rstest]
    #[case(0.0, 20.0)]
    #[case(0.4, 95.0)]
    #[case(1.0, 100.0)]
    fn no_forecast_lifts_a_place_above_its_best(#[case] exposure: f64, #[case] outdoor: f64) {
        for confidence in [Confidence::High, Confidence::Fair, Confidence::Low] {
            let climate = Some(45.0);
            let value = value(exposure, &outlook(outdoor, confidence), climate);
            assert!(value <= value_at_best(exposure, confidence, climate) + 1e-9);
        }
    }
}
