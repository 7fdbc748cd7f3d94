//! The visit: when the family is there, and which hours of weather that means.
//! All instants are on the clock of the destination's own zone.

use super::opening::{Calendars, Opening, opening_on};
use super::rules::{LATE_FROM, SHORTEST_STAY_MIN};
use crate::domain::{Destination, Journey, Outing};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan, ZonedDateTime};

/// A stay at a place on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct Visit {
    /// The day at home.
    pub day: Date,
    /// Arrival, on the destination's clock.
    pub arrive: ZonedDateTime,
    /// Departure, on the destination's clock.
    pub leave: ZonedDateTime,
    /// Whether the place is open then.
    pub opening: Opening,
}

/// Why there is no visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoVisit {
    /// The place is known to be closed.
    Closed,
    /// The family would have to turn back at once to be home in time, or the day is over.
    TooShort,
}

/// Returns the visit to `place` on `day`: arrival is leaving home plus the drive, or the opening if that is
/// later; the stay is the typical hours, cut by closing time, else by midnight, and by `back_by` minus the drive
/// home.
///
/// # Errors
/// Says why there is none.
pub fn plan_visit(
    outing: &Outing,
    day: Date,
    place: &Destination,
    journey: &Journey,
    calendars: &Calendars,
) -> Result<Visit, NoVisit> {
    let drive = minutes(journey.minutes.round());
    let set_out = departure(outing, day).ok_or(NoVisit::TooShort)?;
    let at_gate = add(&set_out, drive)?.with_time_zone(place.zone.clone());
    let opening = opening_on(place, day, minute_of(&at_gate, day), calendars);
    let stay = minutes((place.typical_hours * 60.0).round());
    let mut arrive = at_gate.clone();
    let mut leave_by = None;
    match opening {
        Opening::Closed => return Err(NoVisit::Closed),
        Opening::Open { from, until } => {
            let clock = |minute| on_the_clock(day, minute, &place.zone).ok_or(NoVisit::TooShort);
            arrive = arrive.max(clock(from)?);
            if arrive > add(&at_gate, stay)? {
                return Err(NoVisit::Closed);
            }
            leave_by = Some(clock(until)?);
        }
        Opening::Unknown(_) => {}
    }
    let midnight = on_the_clock(day, MINUTES_A_DAY, &place.zone).ok_or(NoVisit::TooShort)?;
    let mut leave = add(&arrive, stay)?.min(leave_by.unwrap_or(midnight));
    if let Some(back_by) = outing.back_by {
        let home = day
            .to_datetime(back_by)
            .to_zoned_datetime(outing.origin.zone.clone())
            .map_err(|_| NoVisit::TooShort)?;
        leave = leave.min(add(&home, -drive)?.with_time_zone(place.zone.clone()));
    }
    if leave.timestamp().duration_since(arrive.timestamp()) < minutes(SHORTEST_STAY_MIN) {
        return Err(NoVisit::TooShort);
    }
    Ok(Visit {
        day,
        arrive,
        leave,
        opening,
    })
}

/// Returns when the family sets out on `day`: the time asked for, but never before the instant of asking
/// (rounded up to five minutes). `None` for a time that does not exist.
#[must_use]
pub fn departure(outing: &Outing, day: Date) -> Option<ZonedDateTime> {
    let asked_for = day
        .to_datetime(outing.leave)
        .to_zoned_datetime(outing.origin.zone.clone())
        .ok()?;
    if asked_for >= outing.asked_at || outing.lead_days(day) != 0 {
        return Some(asked_for);
    }
    let five = 300;
    let now = outing.asked_at.timestamp().as_second();
    let rounded = Timestamp::from_second(now.div_euclid(five) * five + five).ok()?;
    Some(rounded.to_zoned_datetime(outing.origin.zone.clone()))
}

impl Visit {
    /// Returns whether it begins late at a gate whose hours nobody knows.
    #[must_use]
    pub fn may_find_it_shut(&self) -> bool {
        matches!(self.opening, Opening::Unknown(_)) && self.arrive.hour() >= LATE_FROM
    }

    /// Returns the whole hours, by their start, that the stay overlaps by at least 30 minutes; where there is
    /// none, the one it overlaps most.
    #[must_use]
    pub fn hours(&self) -> Vec<Timestamp> {
        let (arrive, leave) = (self.arrive.timestamp(), self.leave.timestamp());
        let first = arrive.as_second().div_euclid(HOUR) * HOUR;
        let overlap =
            |start: i64| leave.as_second().min(start + HOUR) - arrive.as_second().max(start);
        let touched: Vec<i64> = (first..leave.as_second()).step_by(3600).collect();
        let mut whole: Vec<i64> = touched
            .iter()
            .copied()
            .filter(|&start| overlap(start) >= HOUR / 2)
            .collect();
        if whole.is_empty() {
            // The earliest of equals: `max_by_key` keeps the last, so the search runs backwards.
            whole.extend(
                touched
                    .iter()
                    .copied()
                    .rev()
                    .max_by_key(|&start| overlap(start)),
            );
        }
        whole
            .into_iter()
            .filter_map(|start| Timestamp::from_second(start).ok())
            .collect()
    }
}

const HOUR: i64 = 3600;
const MINUTES_A_DAY: u16 = 1440;

#[expect(
    clippy::cast_possible_truncation,
    reason = "journeys and stays are far below 2^63 minutes"
)]
fn minutes(count: f64) -> SignedDuration {
    SignedDuration::from_mins(count as i64)
}

/// Returns the instant at which the clocks of `zone` show `minutes` minutes after the midnight that begins `day`;
/// from 1440 on that is the day after. On the days of a clock change that is not so many minutes after midnight.
fn on_the_clock(day: Date, minutes: u16, zone: &TimeZone) -> Option<ZonedDateTime> {
    let date = day
        .checked_add(i64::from(minutes / MINUTES_A_DAY).days())
        .ok()?;
    let hour = i8::try_from(minutes % MINUTES_A_DAY / 60).ok()?;
    let minute = i8::try_from(minutes % 60).ok()?;
    date.at(hour, minute, 0, 0)
        .to_zoned_datetime(zone.clone())
        .ok()
}

fn add(at: &ZonedDateTime, duration: SignedDuration) -> Result<ZonedDateTime, NoVisit> {
    at.checked_add(duration).map_err(|_| NoVisit::TooShort)
}

/// Returns the minutes from the midnight that begins `day` to `at`, on the clock of `at`'s zone.
fn minute_of(at: &ZonedDateTime, day: Date) -> u16 {
    let since = at
        .datetime()
        .duration_since(day.to_datetime(jiff::civil::Time::midnight()));
    u16::try_from(since.as_mins().max(0)).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests;
