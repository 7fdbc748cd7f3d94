//! Reads back what is told of a whole day besides a visit's remarks: its dry hours and its drier half.
//! For tests only.

use super::{Clocks, Told, index};
use crate::planner::OutlookHour;

fn is_dry(hour: &OutlookHour) -> bool {
    hour.rain_mm.is_some_and(|mm| mm < 0.1)
}

/// "7 of 12": how many, of how many.
fn share(text: &str) -> Option<(usize, usize)> {
    let (some, all) = text.split_once(" of ")?;
    Some((some.parse().ok()?, all.parse().ok()?))
}

fn is_share_of(text: &str, hours: &[OutlookHour]) -> Option<bool> {
    let dry = hours.iter().filter(|hour| is_dry(hour)).count();
    Some(share(text)? == (dry, hours.len()))
}

/// Returns whether "7 of 12 hours" is how many are dry.
pub(super) fn dry_hours_are(rest: &str, told: &Told<'_>) -> Option<bool> {
    is_share_of(rest.strip_suffix(" hours")?, &told.hours.during)
}

/// Returns whether "from 12:00: 6 of 8 hours dry, 1 of 4 before" and its like are true, and clearly so.
pub(super) fn half_is_drier(rest: &str, told: &Told<'_>, clocks: &Clocks) -> Option<bool> {
    let (when, shares) = rest.split_once(": ")?;
    let (word, clock) = when.split_once(' ')?;
    let (drier, other) = shares.split_once(" hours dry, ")?;
    let (early, late) = told.hours.during.split_at(index(&clocks.visit, clock)?);
    let (drier, other, drier_hours, other_hours) = match word {
        "from" => (drier, other.strip_suffix(" before")?, late, early),
        "until" => (drier, other.strip_suffix(" after")?, early, late),
        _ => return None,
    };
    let part = |text: &str| share(text).map(|(some, all)| some as f64 / all as f64);
    let is_noon = clock.starts_with("12:");
    Some(
        is_noon
            && is_share_of(drier, drier_hours)?
            && is_share_of(other, other_hours)?
            && part(drier)? - part(other)? >= 0.5 - 1e-9,
    )
}

/// What must be told of a day when, and only when, its hours have it.
pub(in crate::report::words::weather) fn due(told: &Told<'_>) -> Vec<(bool, &'static str)> {
    let during = &told.hours.during;
    let wet = during.iter().any(|hour| hour.rain_mm >= Some(0.1));
    let all_wet = during.iter().all(|hour| hour.rain_mm >= Some(0.1));
    let known = during.iter().all(|hour| hour.rain_mm.is_some());
    let clocks = Clocks::of(told.hours, told.visit.arrive.time_zone());
    let noon = clocks
        .visit
        .iter()
        .take(during.len())
        .position(|clock| clock.as_str() >= "12:00");
    let apart = noon.is_some_and(|noon| {
        let (early, late) = during.split_at(noon);
        let part = |hours: &[OutlookHour]| {
            hours.iter().filter(|hour| is_dry(hour)).count() as f64 / hours.len() as f64
        };
        early.len() >= 2 && late.len() >= 2 && (part(early) - part(late)).abs() >= 0.5 - 1e-9
    });
    // The summary has told it where the rain has one end: "until 12:00, then dry".
    let is_told = told.summary.contains(", then ");
    vec![
        (wet && !all_wet, "dry "),
        (wet && known && apart && !is_told, "drier "),
    ]
}
