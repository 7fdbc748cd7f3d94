//! What to take along for the weather of a visit.

use crate::domain::Exposure;
use crate::planner::rules::{
    CLEARLY_DRY_CHANCE, COLD_HANDS_C, PUDDLES_MM, SUN_CREAM_UV, SUN_HAT_UV, WET_GROUND_MM,
};
use crate::planner::{Light, Outlook, Visit};
use crate::report::words::numbers::round_to;

/// Returns what to take along: "waterproofs", "wellies", "sun cream". Nothing for a place indoors, nothing without a
/// forecast, and nothing for weather that is not known.
#[must_use]
pub fn bring(exposure: Exposure, visit: &Visit, outlook: &Outlook) -> Vec<&'static str> {
    let hours = outlook.forecast();
    let Some((hours, story)) = hours.and_then(|hours| Some((hours, hours.story()?))) else {
        return Vec::new();
    };
    if exposure.is_indoor() {
        return Vec::new();
    }
    let rain = &story.rain;
    let wet = rain.fall.is_some() || rain.parting.is_some();
    let likely = rain
        .chance
        .is_some_and(|chance| chance >= CLEARLY_DRY_CHANCE);
    let puddles =
        hours.rain_before_mm > WET_GROUND_MM || hours.rain_mm().is_some_and(|mm| mm >= PUDDLES_MM);
    let uv = story.uv.map_or(0.0, |uv| round_to(uv, 1));
    let hot = story.heat.is_some();
    let cold = story
        .coldest()
        .is_some_and(|felt| round_to(felt, 0) <= COLD_HANDS_C);
    let sunset = outlook.sunset.as_ref();
    let dark = sunset.is_some_and(|sunset| !matches!(Light::of(visit, sunset), Light::Left(_)));
    let outdoors = exposure.is_outdoor();
    [
        (wet || likely, "waterproofs"),
        (puddles && outdoors, "wellies"),
        (cold, "hats and gloves"),
        (uv >= SUN_CREAM_UV, "sun cream"),
        (uv >= SUN_HAT_UV || hot, "sun hats"),
        (hot, "plenty of water"),
        (dark && outdoors, "a torch"),
    ]
    .into_iter()
    .filter_map(|(due, what)| due.then_some(what))
    .collect()
}
