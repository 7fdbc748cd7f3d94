//! Reads the remarks back: what is said of wind, heat, frost, fog, sun and light, and what must be said.
//! For tests only.

use super::whole_day::{dry_hours_are, half_is_drier};
use super::{Clocks, Told, index};
use crate::domain::WeatherCode;
use crate::planner::{Hours, OutlookHour};
use jiff::ZonedDateTime;

/// Returns whether "all along", "until 11:00", "10:00-11:00" and their like are true of some answers.
fn is_when(when: &str, so: &[Option<bool>], bounds: &[String]) -> Option<bool> {
    let at = |clock: &str| index(bounds, clock);
    let yes =
        |range: &[Option<bool>]| !range.is_empty() && range.iter().all(|&so| so == Some(true));
    let nowhere = |range: &[Option<bool>]| range.iter().all(|&so| so != Some(true));
    Some(match when.split_once(' ') {
        Some(("all", "along")) => yes(so),
        Some(("at", "times")) => so.iter().filter(|&&so| so == Some(true)).count() >= 2,
        Some(("until", clock)) => {
            let (before, after) = so.split_at(at(clock)?);
            yes(before) && nowhere(after) && after.first() == Some(&Some(false))
        }
        Some(("from", clock)) => {
            let (before, after) = so.split_at(at(clock)?);
            yes(after) && nowhere(before) && before.last() == Some(&Some(false))
        }
        _ => {
            let (from, until) = when.split_once('-')?;
            let (from, until) = (at(from)?, at(until)?);
            yes(&so[from..until]) && nowhere(&so[..from]) && nowhere(&so[until..])
        }
    })
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok()
}

fn degrees(text: &str) -> Option<f64> {
    number(text.strip_suffix('°')?)
}

pub(super) fn is_borne_out(remark: &str, told: &Told<'_>, clocks: &Clocks) -> bool {
    let Told { hours, visit, .. } = *told;
    let during = &hours.during;
    let code = |range: &'static [u8]| {
        move |hour: &OutlookHour| hour.code.map(|code| range.contains(&code.0))
    };
    let of = |hours: &[OutlookHour], is: &dyn Fn(&OutlookHour) -> Option<bool>| {
        hours.iter().map(is).collect::<Vec<_>>()
    };
    let most =
        |value: fn(&OutlookHour) -> Option<f64>| during.iter().filter_map(value).reduce(f64::max);
    let least =
        |value: fn(&OutlookHour) -> Option<f64>| during.iter().filter_map(value).reduce(f64::min);
    let mean = |value: fn(&OutlookHour) -> Option<f64>| hours.mean(value);
    let rounds_to =
        |value: Option<f64>, said: f64| value.is_some_and(|value| (value - said).abs() <= 0.5);
    let sunset = told.sunset;
    let clock_of = |sunset: &ZonedDateTime| sunset.strftime("%H:%M").to_string();
    let frosty = |hour: &OutlookHour| Some(hour.temperature_c? <= 0.0);
    let read = || -> Option<bool> {
        let (first, rest) = remark.split_once(' ')?;
        Some(match first {
            "thunder" => is_when(
                rest,
                &of(during, &code(&[95, 96, 97, 98, 99])),
                &clocks.visit,
            )?,
            "fog" => is_when(rest, &of(during, &code(&[45, 48])), &clocks.visit)?,
            "ice:" => is_when(
                rest.strip_prefix("freezing rain ")?,
                &of(&clocks.morning, &code(&[56, 57, 66, 67])),
                &clocks.morning_bounds,
            )?,
            "frost" => is_when(rest, &of(&clocks.morning, &frosty), &clocks.morning_bounds)?,
            "may" => {
                let when = rest.strip_prefix("be icy: frost ")?;
                hours.rain_before_mm > 0.0
                    && is_when(when, &of(&clocks.morning, &frosty), &clocks.morning_bounds)?
            }
            "a" => {
                remark == "a few flakes of snow"
                    && during
                        .iter()
                        .any(|hour| hour.code.is_some_and(WeatherCode::is_snow))
            }
            "heavy" => {
                let (at, mm) = rest.strip_suffix(" mm")?.split_once(": ")?;
                let (from, until) = at.split_once('-')?;
                let (from, until) = (index(&clocks.visit, from)?, index(&clocks.visit, until)?);
                let heaviest = most(|hour| hour.rain_mm)?;
                let this = during[from].rain_mm?;
                until == from + 1
                    && this >= heaviest
                    && this >= 4.0
                    && (this - number(mm)?).abs() <= 0.05
            }
            "rain" if rest.starts_with("only ") => {
                let chance = number(rest.strip_prefix("only ")?.strip_suffix(" % likely")?)?;
                let wet = during.iter().filter(|hour| hour.rain_mm >= Some(0.1));
                let chances: Option<Vec<f64>> = wet.map(|hour| hour.rain_chance).collect();
                let highest = chances?.into_iter().reduce(f64::max)?;
                highest < 0.3 && rounds_to(Some(100.0 * highest), chance)
            }
            "rain" => {
                let clock = rest.strip_prefix("from ")?.strip_suffix(" as you leave")?;
                let after = hours.parting?;
                Some(&clock.to_owned()) == clocks.visit.last()
                    && after.rain_mm >= Some(0.1)
                    && after.start < visit.leave.timestamp()
            }
            "dry" => dry_hours_are(rest, told)?,
            "drier" => half_is_drier(rest, told, clocks)?,
            "breezy:" | "windy:" | "gale:" | "gale-force" => wind_is(remark, hours)?,
            "hot:" | "very" => {
                let said = rest.trim_start_matches("hot: ");
                let felt = said.strip_prefix("feels like ");
                let value = degrees(felt.unwrap_or(said))?;
                let hottest = most(|hour| hour.apparent_c.or(hour.temperature_c));
                let by_what = match felt {
                    Some(_) => most(|hour| hour.apparent_c),
                    None => most(|hour| hour.temperature_c.filter(|_| hour.apparent_c.is_none())),
                };
                let range = if first == "very" {
                    32.0..99.0
                } else {
                    28.0..32.0
                };
                rounds_to(hottest, value) && rounds_to(by_what, value) && range.contains(&value)
            }
            "bitterly" => {
                let value = degrees(rest.strip_prefix("cold: feels like ")?)?;
                value < 0.0 && rounds_to(least(|hour| hour.apparent_c), value)
            }
            "sun" => {
                let value = number(rest.strip_prefix("cream: UV ")?)?;
                value >= 3.0 && rounds_to(most(|hour| hour.uv_index), value)
            }
            "feels" => {
                let value = degrees(rest.strip_prefix("like ")?)?;
                let air = mean(|hour| hour.temperature_c)?;
                rounds_to(mean(|hour| hour.apparent_c), value) && (air - value).abs() >= 1.5
            }
            "light" => {
                let sunset = sunset?;
                rest == format!("until {}", clock_of(sunset)) && *sunset >= visit.leave
            }
            "dark" => {
                let sunset = sunset?;
                let (word, clock) = rest.split_once(' ')?;
                let gone = *sunset <= visit.arrive;
                clock == clock_of(sunset) && *sunset < visit.leave && (word == "since") == gone
            }
            from => {
                let from = degrees(from)?;
                let (word, to) = rest.split_once(" to ")?;
                let to = degrees(to)?;
                let (low, high) = if word == "rising" {
                    (from, to)
                } else {
                    (to, from)
                };
                let air = |hour: &OutlookHour| hour.temperature_c;
                let coldest = during.iter().position(|hour| air(hour) == least(air))?;
                let warmest = during.iter().position(|hour| air(hour) == most(air))?;
                rounds_to(least(air), low)
                    && rounds_to(most(air), high)
                    && high - low >= 5.0
                    && (word == "rising") == (coldest < warmest)
            }
        })
    };
    read() == Some(true)
}

fn wind_is(remark: &str, hours: &Hours) -> Option<bool> {
    let gust = hours
        .during
        .iter()
        .filter_map(|hour| hour.gust_kmh)
        .reduce(f64::max);
    let wind = wind_of_unknown_gusts(&hours.during);
    let (word, measured) = remark.split_once(' ')?;
    if let Some(kmh) = measured.strip_suffix(" km/h, gusts unknown") {
        let kmh = number(kmh.strip_prefix("wind of ")?)?;
        let range = match word {
            "breezy:" => 29.0..39.0,
            "windy:" => 39.0..62.0,
            "gale:" => 62.0..999.0,
            _ => return None,
        };
        return Some((wind? - kmh).abs() <= 0.5 && range.contains(&kmh));
    }
    let kmh = number(measured.strip_prefix("gusts of ")?.strip_suffix(" km/h")?)?;
    let range = match word {
        "breezy:" => 39.0..50.0,
        "windy:" => 50.0..62.0,
        "gale-force" => 62.0..999.0,
        _ => return None,
    };
    Some((gust? - kmh).abs() <= 0.5 && range.contains(&kmh))
}

/// The strongest mean wind of the hours without a known gust.
fn wind_of_unknown_gusts(during: &[OutlookHour]) -> Option<f64> {
    let without = during.iter().filter(|hour| hour.gust_kmh.is_none());
    without.filter_map(|hour| hour.wind_kmh).reduce(f64::max)
}

/// How strong a wind is by its word: 0 none, 1 breezy, 2 windy, 3 a gale.
fn strength(kmh: Option<f64>, from: [f64; 3]) -> usize {
    let reached = |least: &&f64| kmh.is_some_and(|kmh| kmh.round() >= **least);
    from.iter().filter(reached).count()
}

/// What must be said when, and only when, the hours have it.
pub(super) fn due(told: &Told<'_>) -> Vec<(bool, &'static [&'static str])> {
    let during = &told.hours.during;
    let any = |is: &dyn Fn(&OutlookHour) -> Option<bool>| {
        during.iter().any(|hour| is(hour) == Some(true))
    };
    let gust = during
        .iter()
        .filter_map(|hour| hour.gust_kmh)
        .reduce(f64::max);
    let gusts = strength(gust, [39.0, 50.0, 62.0]);
    let mean = strength(wind_of_unknown_gusts(during), [29.0, 39.0, 62.0]);
    let felt = |hour: &OutlookHour| hour.apparent_c.or(hour.temperature_c);
    let clocks = Clocks::of(told.hours, told.visit.arrive.time_zone());
    let frost = clocks
        .morning
        .iter()
        .any(|hour| hour.temperature_c <= Some(0.0) && hour.temperature_c.is_some());
    vec![
        (any(&|hour| Some(hour.uv_index? >= 2.95)), &["sun cream"]),
        (gusts > 0 && gusts >= mean, &["gusts of"]),
        (mean > gusts, &["gusts unknown"]),
        (any(&|hour| Some(felt(hour)?.round() >= 28.0)), &["hot:"]),
        (
            any(&|hour| Some(hour.apparent_c?.round() < 0.0)),
            &["bitterly cold"],
        ),
        (frost, &["frost "]),
        (any(&|hour| Some(hour.code?.is_fog())), &["fog "]),
        (any(&|hour| Some(hour.code?.is_thunder())), &["thunder"]),
    ]
}
