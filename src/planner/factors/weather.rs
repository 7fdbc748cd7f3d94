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
