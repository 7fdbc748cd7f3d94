//! What the weather of a visit is like, in the words that parents plan by: when it rains and when it is dry.

use super::dates::part_of_month;
use super::numbers::degrees;
use crate::domain::{Normals, Period};
use crate::planner::rules::{CLEARLY_DRY_CHANCE, DRY_BELOW_MM};
use crate::planner::{Hours, Outlook, OutlookHour, Veto, Weather};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// Rain of an hour from which it is heavy, and up to which it is drizzle, mm.
const HEAVY_FROM_MM: f64 = 4.0;
const DRIZZLE_BELOW_MM: f64 = 0.3;

/// Returns the story of the visit: "dry from 06:00", "showers until 12:00, then dry", "rain 13:00-15:00, otherwise dry".
/// Clock times are those of `zone`, the destination's.
#[must_use]
pub fn summary(outlook: &Outlook, day: Date, zone: &TimeZone) -> String {
    match &outlook.weather {
        Weather::Forecast(hours) => story(hours, zone),
        Weather::Typical(normals) => rain_days(normals, day),
        Weather::None => "weather unknown".to_owned(),
    }
}

/// Returns what averages say of rain: "rain on about 5 days in 10 in late November"; of the last ten years "about 5
/// days in 10 had rain here in late November of 2016-2025 (Open-Meteo archive)".
#[must_use]
pub fn rain_days(normals: &Normals, day: Date) -> String {
    let when = part_of_month(day);
    let in_ten = normals.wet_day_share.map(|share| share * 10.0);
    match (in_ten, normals.period) {
        (None, _) => format!("rain unknown in {when}"),
        (Some(days), Period::Normals) => format!("rain on about {days:.0} days in 10 in {when}"),
        (Some(days), Period::Years { first, last }) => format!(
            "about {days:.0} days in 10 had rain here in {when} of {first}-{last} (Open-Meteo archive)"
        ),
    }
}

/// Returns the typical weather for the head of a page: "rain on about 5 days in 10 in late November · 10°/4°".
#[must_use]
pub fn header_typical(normals: &Normals, day: Date) -> String {
    format!(
        "{} · {}/{}",
        rain_days(normals, day),
        degrees(normals.tmax_c),
        degrees(normals.tmin_c)
    )
}

/// Returns why the weather ruled a place out: "gusts of 70 km/h".
#[must_use]
pub fn veto_reason(veto: Veto) -> String {
    match veto {
        Veto::Thunder => "thunderstorms".to_owned(),
        Veto::Gusts(kmh) => format!("gusts of {kmh:.0} km/h"),
        Veto::Wind(kmh) => format!("a wind of {kmh:.0} km/h, gusts unknown"),
    }
}

fn story(hours: &Hours, zone: &TimeZone) -> String {
    if hours.has_rain_of_unknown_hour() {
        return spread_story(hours);
    }
    let wet = wet_spells(&hours.during);
    let thunder = hours
        .during
        .iter()
        .any(|hour| hour.code.is_some_and(|code| code.is_thunder()));
    let what = if thunder {
        "thunderstorms"
    } else {
        rain_word(&hours.during)
    };
    let at = |instant: Timestamp| {
        instant
            .to_zoned_datetime(zone.clone())
            .strftime("%H:%M")
            .to_string()
    };
    let unknown = hours
        .during
        .iter()
        .filter(|hour| hour.rain_mm.is_none())
        .count();
    let told = match wet.as_slice() {
        [] => dry_story(hours, &at),
        [all] if all.count == hours.during.len() => format!("{what} all along"),
        [early] if early.first == 0 => {
            let then = if brightens(&hours.during, early.count) {
                "then brighter"
            } else {
                "then dry"
            };
            format!("{what} until {}, {then}", at(early.end))
        }
        [late] if late.first + late.count == hours.during.len() => {
            format!("dry until {}, then {what}", at(late.start))
        }
        [between] => format!(
            "{what} {}-{}, otherwise dry",
            at(between.start),
            at(between.end)
        ),
        _ => format!("{what} on and off"),
    };
    if unknown == 0 {
        told
    } else {
        format!("{told} ({unknown} of {} hours unknown)", hours.during.len())
    }
}

/// Returns the story of rain that is known for six hours together: that there is some, and that nobody knows when.
fn spread_story(hours: &Hours) -> String {
    let code = |test: fn(crate::domain::WeatherCode) -> bool| {
        let mut codes = hours.during.iter().filter_map(|hour| hour.code);
        codes.any(test)
    };
    let what = if code(|code| code.is_thunder()) {
        "thunderstorms"
    } else if code(|code| code.is_snow()) {
        "some snow"
    } else {
        "some rain"
    };
    match hours.rain_mm().unwrap_or(0.0) {
        mm if mm < DRY_BELOW_MM => format!("{what} (hardly any), hours unknown"),
        mm => format!("{what} (about {mm:.1} mm), hours unknown"),
    }
}

fn dry_story(hours: &Hours, at: &impl Fn(Timestamp) -> String) -> String {
    let last_wet = hours.earlier.iter().rev().find(|hour| is_wet(hour));
    if let Some(last) = last_wet {
        return format!("dry from {}", at(end_of(last)));
    }
    let likely = hours
        .rain_chance()
        .filter(|&chance| chance >= CLEARLY_DRY_CHANCE);
    if let Some(chance) = likely {
        return format!("dry, but a {:.0} % chance of rain", chance * 100.0);
    }
    let at_night = !hours.during.is_empty() && hours.during.iter().all(|hour| hour.dark);
    let sky = match hours.mean(|hour| hour.cloud_pct) {
        Some(_) if at_night => "dry, after dark",
        Some(cloud) if cloud < 30.0 => "dry and sunny",
        Some(cloud) if cloud < 70.0 => "dry with some sun",
        Some(_) => "dry but grey",
        None => "dry",
    };
    sky.to_owned()
}

/// A run of wet hours, by its place in the stay.
struct Spell {
    first: usize,
    count: usize,
    start: Timestamp,
    end: Timestamp,
}

fn wet_spells(hours: &[OutlookHour]) -> Vec<Spell> {
    let mut spells: Vec<Spell> = Vec::new();
    for (index, hour) in hours.iter().enumerate().filter(|(_, hour)| is_wet(hour)) {
        match spells.last_mut() {
            Some(spell) if spell.first + spell.count == index => {
                spell.count += 1;
                spell.end = end_of(hour);
            }
            _ => spells.push(Spell {
                first: index,
                count: 1,
                start: hour.start,
                end: end_of(hour),
            }),
        }
    }
    spells
}

fn is_wet(hour: &OutlookHour) -> bool {
    hour.rain_mm.is_some_and(|mm| mm >= DRY_BELOW_MM)
}

fn end_of(hour: &OutlookHour) -> Timestamp {
    hour.start
        .checked_add(SignedDuration::from_hours(1))
        .unwrap_or(hour.start)
}

/// Returns whether the hours from `index` on are clearly less cloudy than those before.
fn brightens(hours: &[OutlookHour], index: usize) -> bool {
    let (early, late) = hours.split_at(index.min(hours.len()));
    let mean = |part: &[OutlookHour]| {
        let cloud: Vec<f64> = part.iter().filter_map(|hour| hour.cloud_pct).collect();
        #[expect(clippy::cast_precision_loss, reason = "a visit has a handful of hours")]
        let count = cloud.len() as f64;
        (!cloud.is_empty()).then(|| cloud.iter().sum::<f64>() / count)
    };
    matches!((mean(early), mean(late)), (Some(before), Some(after)) if after <= before - 15.0)
}

fn rain_word(hours: &[OutlookHour]) -> &'static str {
    let wet: Vec<&OutlookHour> = hours.iter().filter(|hour| is_wet(hour)).collect();
    let code = |test: fn(crate::domain::WeatherCode) -> bool| {
        wet.iter().any(|hour| hour.code.is_some_and(test))
    };
    let mm = |hour: &&OutlookHour| hour.rain_mm.unwrap_or(0.0);
    if code(|code| code.is_snow()) {
        "snow"
    } else if wet.iter().any(|hour| mm(hour) >= HEAVY_FROM_MM) {
        "heavy rain"
    } else if wet.iter().all(|hour| mm(hour) < DRIZZLE_BELOW_MM) {
        "drizzle"
    } else if code(|code| code.is_showers()) {
        "showers"
    } else {
        "rain"
    }
}

#[cfg(test)]
mod tests;
