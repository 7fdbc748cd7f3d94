//! The hours of a day that are asked for: those that any visit may touch, and what was rained on the ground before.
//! One answer serves every place of the day.

use super::Entry;
use crate::domain::HourSpan;
use crate::planner::assess::Circumstances;
use crate::planner::candidates::Candidate;
use crate::planner::rules::WET_GROUND_HOURS;
use crate::planner::visit::departure;
use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};

/// Returns the hours that any visit of `day` may touch: from twelve hours before the first arrival (the
/// ground) to the end of the longest stay, and at least 23:00 to 18:00, so that one answer serves most
/// questions about a day.
pub(super) fn span(
    given: &Circumstances<'_>,
    entries: &[Entry<'_>],
    day: Date,
) -> Option<HourSpan> {
    let set_out = departure(given.outing, day)?;
    let longest = |value: fn(&Candidate<'_>) -> f64| {
        entries
            .iter()
            .map(|entry| value(&entry.candidate))
            .fold(0.0, f64::max)
    };
    let minutes = longest(|candidate| candidate.journey.minutes)
        + 60.0 * longest(|candidate| candidate.place.typical_hours);
    let away = SignedDuration::try_from_secs_f64(minutes * 60.0).ok()?;
    let midnight = set_out.start_of_day().ok()?;
    let ground = set_out.checked_sub((WET_GROUND_HOURS - 1).hours()).ok()?;
    let usual = HourSpan::covering(
        midnight.checked_sub(1.hour()).ok()?.timestamp(),
        midnight.checked_add(18.hours()).ok()?.timestamp(),
    );
    let needed = HourSpan::covering(
        ground.timestamp(),
        set_out.checked_add(away).ok()?.timestamp(),
    );
    Some(usual.union(needed))
}
