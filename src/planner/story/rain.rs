//! When it rains during a visit, in which shape, and what falls.
//! An hour whose rain is not known is neither wet nor dry, and bounds nothing.

use super::{Stretch, hour_on};
use crate::domain::WeatherCode;
use crate::planner::outlook::{Hours, OutlookHour};
use crate::planner::rules::{
    DRIZZLE_BELOW_MM, DRIZZLE_MOST_MM, EARLY_RAIN_UNTIL, HEAVY_FROM_MM, LIGHT_BELOW_MM,
    UNSURE_RAIN, WET_GROUND_MM,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The rain of a visit.
#[derive(Debug, Clone, PartialEq)]
pub struct Rain {
    /// Hours of the visit.
    pub hours: usize,
    /// Those known to be dry.
    pub dry: usize,
    /// Those of which it is not known.
    pub unknown: usize,
    /// Runs of wet hours.
    pub spells: Vec<Stretch>,
    /// How they lie in the visit.
    pub shape: Shape,
    /// What falls in them; `None` where nothing does.
    pub fall: Option<Fall>,
    /// The heaviest hour, where some of the wet hours are heavy and some are not.
    pub heaviest: Option<Heaviest>,
    /// The highest chance of rain, 0..=1.
    pub chance: Option<f64>,
    /// The highest chance of rain in a wet hour, where that is small.
    pub unsure: Option<f64>,
    /// When it begins to rain just before the family leaves, in an hour too short to count.
    pub parting: Option<Timestamp>,
}

/// How the wet hours lie in the visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// It is known of no hour.
    Unknown,
    /// No hour is known to be wet.
    Dry {
        /// When the last rain of the day ended, where that matters still.
        since: Option<Timestamp>,
    },
    /// Every hour is wet.
    Throughout,
    /// From the beginning until then.
    Until(Timestamp),
    /// From then to the end.
    From(Timestamp),
    /// Once, in between.
    Between(Stretch),
    /// Before and after a dry stretch.
    Around(Stretch),
    /// Twice.
    Twice(Stretch, Stretch),
    /// Three times or more.
    OnAndOff {
        /// When it begins, where hours before that are dry.
        from: Option<Timestamp>,
        /// When it ends, where hours after that are dry.
        until: Option<Timestamp>,
    },
}

/// What falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fall {
    /// Next to nothing.
    Drizzle,
    /// Less than half a millimetre an hour.
    LightRain,
    /// Rain.
    Rain,
    /// Four millimetres an hour or more.
    HeavyRain,
    /// Showers of less than half a millimetre an hour.
    LightShowers,
    /// Showers.
    Showers,
    /// Showers of four millimetres an hour or more.
    HeavyShowers,
    /// Snow.
    Snow,
    /// Rain and snow at once.
    Sleet,
    /// Rain in some hours, snow or sleet in others.
    RainAndSnow,
    /// Rain that freezes where it falls, in some hours at least.
    FreezingRain,
    /// Thunder in every wet hour.
    Thunderstorms,
    /// Thunder in some of them.
    RainAndThunder,
}

/// The heaviest hour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heaviest {
    /// The hour.
    pub at: Stretch,
    /// Its rain, mm.
    pub mm: f64,
}

impl Rain {
    /// Returns the rain of these hours; clocks are those of `zone`.
    pub(super) fn of(hours: &Hours, zone: &TimeZone) -> Self {
        let during = &hours.during;
        let unknown = hours.unknown();
        let spells = spells(during);
        let wet: Vec<&OutlookHour> = during.iter().filter(|hour| hour.is_wet()).collect();
        let shape = if unknown == during.len() {
            Shape::Unknown
        } else {
            shape(during, &spells, || rained_until(hours, zone))
        };
        Self {
            hours: during.len(),
            dry: hours.dry(),
            unknown,
            spells: spells.iter().map(|spell| spell.stretch).collect(),
            shape,
            fall: fall(&wet),
            heaviest: heaviest(&wet),
            chance: hours.rain_chance(),
            unsure: wet
                .iter()
                .map(|hour| hour.rain_chance)
                .reduce(|a, b| Some(a?.max(b?)))
                .flatten()
                .filter(|&chance| chance < UNSURE_RAIN),
            parting: parting(hours),
        }
    }

    /// Returns whether every hour is known.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.unknown == 0
    }

    /// Returns when the sky may turn: where early rain ends, or on a dry day at noon, else in the middle.
    pub(super) fn turns_at(&self, window: Stretch, zone: &TimeZone) -> Option<Timestamp> {
        match self.shape {
            Shape::Until(end) => Some(end),
            Shape::Dry { .. } => {
                let noon = window
                    .from
                    .to_zoned_datetime(zone.clone())
                    .date()
                    .at(12, 0, 0, 0)
                    .to_zoned_datetime(zone.clone())
                    .ok()?
                    .timestamp();
                let middle = window.from.as_second().midpoint(window.until.as_second());
                if window.from < noon && noon < window.until {
                    Some(noon)
                } else {
                    Timestamp::from_second(middle).ok()
                }
            }
            _ => None,
        }
    }
}

/// A run of wet hours, by its place in the visit.
struct Spell {
    first: usize,
    count: usize,
    stretch: Stretch,
}

fn spells(hours: &[OutlookHour]) -> Vec<Spell> {
    let mut spells: Vec<Spell> = Vec::new();
    for (index, hour) in hours.iter().enumerate().filter(|(_, hour)| hour.is_wet()) {
        match spells.last_mut() {
            Some(spell) if spell.first + spell.count == index => {
                spell.count += 1;
                spell.stretch.until = hour.end();
            }
            _ => spells.push(Spell {
                first: index,
                count: 1,
                stretch: Stretch {
                    from: hour.start,
                    until: hour.end(),
                },
            }),
        }
    }
    spells
}

fn shape(
    hours: &[OutlookHour],
    spells: &[Spell],
    rained_until: impl Fn() -> Option<Timestamp>,
) -> Shape {
    let ends = |spell: &Spell| spell.first + spell.count == hours.len();
    match spells {
        [] => Shape::Dry {
            since: rained_until(),
        },
        [all] if all.count == hours.len() => Shape::Throughout,
        [early] if early.first == 0 => Shape::Until(early.stretch.until),
        [late] if ends(late) => Shape::From(late.stretch.from),
        [between] => Shape::Between(between.stretch),
        [early, late] => {
            let gap = hours.get(early.count..late.first).unwrap_or_default();
            if early.first == 0 && ends(late) && gap.iter().all(OutlookHour::is_dry) {
                Shape::Around(Stretch {
                    from: early.stretch.until,
                    until: late.stretch.from,
                })
            } else {
                Shape::Twice(early.stretch, late.stretch)
            }
        }
        [first, .., last] => {
            let worth_saying = 2;
            let before = first.first;
            let after = hours.len() - last.first - last.count;
            Shape::OnAndOff {
                from: (before >= worth_saying).then_some(first.stretch.from),
                until: (after >= worth_saying).then_some(last.stretch.until),
            }
        }
    }
}

/// Returns when the rain of the day ended that fell before a visit, where every hour since is known to be dry and
/// it still matters: it fell in the morning, or the ground is sodden.
fn rained_until(hours: &Hours, zone: &TimeZone) -> Option<Timestamp> {
    let last = hours.earlier.iter().rposition(OutlookHour::is_wet)?;
    let since = hours.earlier.get(last + 1..)?;
    let end = hours.earlier.get(last)?.end();
    let matters = hour_on(end, zone) >= EARLY_RAIN_UNTIL || hours.rain_before_mm > WET_GROUND_MM;
    (matters && since.iter().all(OutlookHour::is_dry)).then_some(end)
}

/// Returns when it begins to rain in the hour that the visit ends in, after a last hour that is dry.
fn parting(hours: &Hours) -> Option<Timestamp> {
    let parting = hours.parting.as_ref().filter(|hour| hour.is_wet())?;
    let dry_till_then = hours.during.last().is_some_and(OutlookHour::is_dry);
    dry_till_then.then_some(parting.start)
}

/// Returns what falls in these wet hours: its kind by the weather codes, its strength by the millimetres.
fn fall(wet: &[&OutlookHour]) -> Option<Fall> {
    if wet.is_empty() {
        return None;
    }
    let codes: Vec<WeatherCode> = wet.iter().filter_map(|hour| hour.code).collect();
    let some = |test: fn(WeatherCode) -> bool| codes.iter().any(|&code| test(code));
    let all = |test: fn(WeatherCode) -> bool| some(test) && codes.iter().all(|&code| test(code));
    let below = |limit: f64| {
        wet.iter()
            .all(|hour| hour.rain_mm.is_some_and(|mm| mm < limit))
    };
    let heavy = wet.iter().all(|hour| is_heavy(hour));
    let showers = codes.iter().filter(|code| code.is_showers()).count();
    let showery = 2 * showers >= codes.len().max(1);
    Some(
        if all(WeatherCode::is_thunder) && codes.len() == wet.len() {
            Fall::Thunderstorms
        } else if some(WeatherCode::is_thunder) {
            Fall::RainAndThunder
        } else if some(WeatherCode::is_freezing_rain) {
            Fall::FreezingRain
        } else if all(WeatherCode::is_snow) {
            Fall::Snow
        } else if all(WeatherCode::is_sleet) {
            Fall::Sleet
        } else if some(WeatherCode::is_snow) || some(WeatherCode::is_sleet) {
            Fall::RainAndSnow
        } else if showery && heavy {
            Fall::HeavyShowers
        } else if showery && below(LIGHT_BELOW_MM) {
            Fall::LightShowers
        } else if showery {
            Fall::Showers
        } else if heavy {
            Fall::HeavyRain
        } else if below(DRIZZLE_BELOW_MM)
            || (all(WeatherCode::is_drizzle) && below(DRIZZLE_MOST_MM))
        {
            Fall::Drizzle
        } else if below(LIGHT_BELOW_MM) {
            Fall::LightRain
        } else {
            Fall::Rain
        },
    )
}

fn is_heavy(hour: &OutlookHour) -> bool {
    hour.rain_mm.is_some_and(|mm| mm >= HEAVY_FROM_MM)
}

fn heaviest(wet: &[&OutlookHour]) -> Option<Heaviest> {
    if wet.iter().all(|hour| is_heavy(hour)) {
        return None;
    }
    let heavy = wet.iter().filter(|hour| is_heavy(hour));
    let (hour, mm) = heavy
        .filter_map(|hour| Some((hour, hour.rain_mm?)))
        .reduce(|a, b| if b.1 > a.1 { b } else { a })?;
    Some(Heaviest {
        at: Stretch {
            from: hour.start,
            until: hour.end(),
        },
        mm,
    })
}
