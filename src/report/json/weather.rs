//! The weather in JSON: of a whole document, and of one visit.

use super::contract::{DocumentWeather, EntryWeather, Instant, SpellEntry, TypicalEntry};
use super::whole;
use crate::domain::{Exposure, Normals, Period, Source, age_minutes, is_stale};
use crate::planner::rules::FROST_C;
use crate::planner::{Hours, Outlook, Range, Story, Visit, Weather};
use crate::report::words::{self, round_to};
use crate::report::{WeatherKind, credits};
use jiff::Timestamp;
use std::collections::BTreeSet;

/// What the contract calls the source of typical weather.
const NORMALS: &str = "climate-normals-1991-2020";
/// The name of the source of typical weather of the last ten years.
const ARCHIVE: &str = "open-meteo-archive";

/// Returns what the weather of a whole document is and whose; `oldest` is the source and the instant of its
/// oldest forecast, `sources` are those of all, and `past` says that what is typical is so of the last ten years.
pub(super) fn weather_header(
    kind: WeatherKind,
    past: bool,
    oldest: Option<(Source, Timestamp)>,
    sources: &BTreeSet<Source>,
    now: Timestamp,
) -> DocumentWeather {
    let source = match (oldest, kind) {
        (Some((source, _)), _) => Some(source.as_str()),
        (None, WeatherKind::Typical) if past => Some(ARCHIVE),
        (None, WeatherKind::Typical) => Some(NORMALS),
        (None, _) => None,
    };
    let fetched_at = oldest.map(|(_, fetched_at)| fetched_at);
    DocumentWeather {
        kind: kind.as_str(),
        source,
        age_minutes: fetched_at.map(|then| age_minutes(then, now)),
        stale: fetched_at.is_some_and(|then| is_stale(then, now)),
        fetched_at: fetched_at.map(Instant),
        attribution: weather_credit(kind, past, sources.iter().copied()),
    }
}

/// Returns the statements that the sources of this weather ask for; empty where there is none.
pub(in crate::report) fn weather_credit(
    kind: WeatherKind,
    past: bool,
    sources: impl Iterator<Item = Source>,
) -> String {
    match kind {
        WeatherKind::Forecast | WeatherKind::Mixed => {
            let credits: Vec<&str> = sources.map(credits::attribution).collect();
            credits.join("; ")
        }
        WeatherKind::Typical if past => crate::weather::open_meteo::archive::ATTRIBUTION.to_owned(),
        WeatherKind::Typical => crate::weather::normals::ATTRIBUTION.to_owned(),
        WeatherKind::None => String::new(),
    }
}

pub(super) fn visit_weather(exposure: Exposure, visit: &Visit, outlook: &Outlook) -> EntryWeather {
    let common = EntryWeather {
        kind: WeatherKind::of(&outlook.weather).as_str(),
        summary: words::summary(outlook, visit.day, visit.arrive.time_zone()),
        story: words::story(visit, outlook),
        advice: words::bring(exposure, visit, outlook),
        light_left_minutes: outlook.sunset.as_ref().map(|sunset| {
            let left = sunset.duration_since(&visit.leave).as_mins();
            left.max(0)
        }),
        hours: visit.hours().len(),
        sunset: outlook.sunset.as_ref().map(words::clock),
        ..EntryWeather::default()
    };
    match &outlook.weather {
        Weather::Forecast(hours) => forecast_weather(hours, visit, common),
        Weather::Typical(normals) => typical_weather(normals, common),
        Weather::None => common,
    }
}

fn forecast_weather(hours: &Hours, visit: &Visit, common: EntryWeather) -> EntryWeather {
    let tenth = |value: Option<f64>| value.map(|value| round_to(value, 1));
    let zone = visit.arrive.time_zone();
    let story = hours.story();
    let clock = |at: Timestamp| words::clock(&at.to_zoned_datetime(zone.clone()));
    let spells = story.iter().flat_map(|story| &story.rain.spells);
    let range = |of: fn(&Story) -> Option<Range>| story.and_then(of);
    let (air, felt) = (range(|story| story.air), range(|story| story.felt));
    EntryWeather {
        source: Some(hours.source.as_str()),
        fetched_at: Some(Instant(hours.fetched_at)),
        code: hours.code().map(|code| code.0),
        dry_hours: Some(hours.dry()),
        hours: hours.during.len(),
        temperature_c: tenth(hours.mean(|hour| hour.temperature_c)),
        feels_like_c: tenth(hours.mean(|hour| hour.apparent_c)),
        rain_mm: hours.rain_mm().map(words::hour_of_rain),
        rain_chance_pct: hours.rain_chance().map(|chance| whole(chance * 100.0)),
        wind_kmh: hours.mean(|hour| hour.wind_kmh).map(whole),
        gust_kmh: hours.gust_kmh().map(whole),
        uv_index: tenth(hours.uv_index()),
        confidence: Some(hours.confidence.as_str()),
        unknown_hours: Some(hours.unknown()),
        rain_spells: Some(
            spells
                .map(|spell| SpellEntry {
                    from: clock(spell.from),
                    to: clock(spell.until),
                })
                .collect(),
        ),
        temperature_min_c: tenth(air.map(|air| air.low)),
        temperature_max_c: tenth(air.map(|air| air.high)),
        feels_like_min_c: tenth(felt.map(|felt| felt.low)),
        feels_like_max_c: tenth(felt.map(|felt| felt.high)),
        frost: hours.any(|hour| Some(hour.temperature_c? <= FROST_C)),
        thunder: hours.any(|hour| Some(hour.code?.is_thunder())),
        fog: hours.any(|hour| Some(hour.code?.is_fog())),
        ..common
    }
}

fn typical_weather(normals: &Normals, common: EntryWeather) -> EntryWeather {
    EntryWeather {
        source: Some(match normals.period {
            Period::Years { .. } => ARCHIVE,
            Period::Normals => NORMALS,
        }),
        temperature_c: Some(round_to(normals.tmax_c, 1)),
        typical: Some(typical_entry(normals)),
        ..common
    }
}

pub(super) fn typical_entry(normals: &Normals) -> TypicalEntry {
    TypicalEntry {
        tmax_c: round_to(normals.tmax_c, 1),
        tmin_c: round_to(normals.tmin_c, 1),
        wet_days_in_10: normals.wet_day_share.map(|share| round_to(share * 10.0, 1)),
    }
}
