//! The sky of a visit: sunny, some sun or grey, and whether it clearly changes.
//! An hour in fog is as grey as it gets, whatever cloud is said to be above it.

use crate::planner::outlook::OutlookHour;
use crate::planner::rules::{CLEARLY_PCT, GREY_FROM_PCT, SUNNY_BELOW_PCT};
use jiff::Timestamp;

/// The sky over some hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sky {
    /// Hardly a cloud.
    Sunny,
    /// Sun and cloud.
    SomeSun,
    /// Cloud.
    Grey,
    /// The sun is down all along.
    Dark,
}

/// A clear change of the sky.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// From grey to sun.
    Brighter,
    /// From sun to grey.
    SunnyAtFirst,
    /// From some sun to grey.
    SomeSunAtFirst,
}

/// Returns the sky, `None` where cloud is known of less than half the daylight hours.
pub(super) fn sky(hours: &[OutlookHour]) -> Option<Sky> {
    let light: Vec<&OutlookHour> = hours.iter().filter(|hour| !hour.dark).collect();
    if light.is_empty() {
        return (!hours.is_empty()).then_some(Sky::Dark);
    }
    let known: Vec<f64> = light.iter().filter_map(|hour| cloud(hour)).collect();
    (2 * known.len() >= light.len()).then(|| mean(&known).map(named))?
}

/// Returns how the sky changes at `at`, where the cloud of every hour on both sides is known and clearly differs.
pub(super) fn turn(hours: &[OutlookHour], at: Option<Timestamp>) -> Option<Turn> {
    let at = at?;
    let (early, late): (Vec<&OutlookHour>, Vec<&OutlookHour>) =
        hours.iter().partition(|hour| hour.start < at);
    let side = |hours: &[&OutlookHour]| {
        let light = hours.iter().all(|hour| !hour.dark);
        let known: Option<Vec<f64>> = hours.iter().map(|hour| cloud(hour)).collect();
        mean(&known.filter(|_| light)?)
    };
    let (before, after) = (side(&early)?, side(&late)?);
    match (named(before), named(after)) {
        (Sky::Grey, Sky::SomeSun | Sky::Sunny) if after <= before - CLEARLY_PCT => {
            Some(Turn::Brighter)
        }
        (Sky::Sunny, Sky::Grey) if after >= before + CLEARLY_PCT => Some(Turn::SunnyAtFirst),
        (Sky::SomeSun, Sky::Grey) if after >= before + CLEARLY_PCT => Some(Turn::SomeSunAtFirst),
        _ => None,
    }
}

fn cloud(hour: &OutlookHour) -> Option<f64> {
    match hour.code {
        Some(code) if code.is_fog() => Some(100.0),
        _ => hour.cloud_pct,
    }
}

fn named(cloud_pct: f64) -> Sky {
    match cloud_pct {
        pct if pct < SUNNY_BELOW_PCT => Sky::Sunny,
        pct if pct < GREY_FROM_PCT => Sky::SomeSun,
        _ => Sky::Grey,
    }
}

fn mean(values: &[f64]) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "a visit has a handful of hours")]
    let count = values.len() as f64;
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / count)
}
