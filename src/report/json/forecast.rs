//! The shapes of `kidtrip.forecast/1`, and the weather of a place put into them.
//! Frozen like those of `contract`; `docs/forecast.schema.json` says the same.

use super::contract::{
    Day, DocumentWeather, EntryWeather, Instant, JourneyEntry, OpenEntry, Origin, TypicalEntry,
};
use super::weather::{typical_entry, visit_weather, weather_header};
use super::{journey_entry, line, open_entry, origin_entry, whole};
use crate::planner::{ClockHour, ComingDay, DAYTIME, DayWeather, OutlookHour, Refusal, Weather};
use crate::report::WeatherKind;
use crate::report::forecast::{kind_of, no_visit};
use crate::report::words::{self, round_to};
use crate::report::{Credit, ForecastReport};
use jiff::tz::TimeZone;
use serde::Serialize;

/// Returns the forecast as one JSON document, with a final newline.
#[must_use]
pub fn forecast_to_json(report: &ForecastReport<'_>) -> String {
    let place = report.candidate.place;
    let best = report.best();
    line(&Document {
        schema: "kidtrip.forecast/1",
        generated_at: Instant(report.generated_at),
        query: report.query,
        kind: match report.place() {
            Some(_) => "place",
            None => "location",
        },
        id: report.place().map(|place| &*place.id),
        label: &place.name,
        area: report
            .location
            .and_then(|location| location.area.as_deref()),
        lat: round_to(place.position.lat(), 5),
        lon: round_to(place.position.lon(), 5),
        timezone: place.zone.iana_name().unwrap_or("UTC"),
        origin: report.home.map(origin_entry),
        journey: report
            .home
            .map(|_| journey_entry(&report.candidate.journey)),
        weather: weather_header(
            // Typical days beside a week that is forecast.
            match (report.weather_kind(), report.oldest_forecast()) {
                (WeatherKind::Typical, Some(_)) => WeatherKind::Mixed,
                (kind, _) => kind,
            },
            report.is_of_past_years(),
            report.oldest_forecast(),
            &report.sources(),
            report.generated_at,
        ),
        days: report.days.iter().map(|day| entry(report, day)).collect(),
        week: report.week.iter().map(|day| brief(&day.weather)).collect(),
        best_day: best.map(|best| Day(best.visit.day)),
        best_reason: best.map(|best| words::weather_reason(place, best)),
        notices: super::notices(
            &report.notices,
            report.weather_kind(),
            report.why_typical.as_deref(),
            report.why_other.as_deref(),
        ),
        credits: report.credits.iter().map(Credit::full).collect(),
    })
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    generated_at: Instant,
    query: &'a str,
    kind: &'static str,
    id: Option<&'a str>,
    label: &'a str,
    area: Option<&'a str>,
    lat: f64,
    lon: f64,
    timezone: &'a str,
    origin: Option<Origin<'a>>,
    journey: Option<JourneyEntry>,
    weather: DocumentWeather,
    days: Vec<DayEntry>,
    week: Vec<Brief>,
    best_day: Option<Day>,
    best_reason: Option<String>,
    notices: Vec<String>,
    credits: Vec<&'a str>,
}

/// A day in a few values, those of the daytime.
#[derive(Serialize)]
struct Brief {
    day: Day,
    weather_kind: &'static str,
    summary: String,
    confidence: Option<&'static str>,
    temperature_max_c: Option<f64>,
    rain_mm: Option<f64>,
    rain_mm_by_hour: Vec<HourRain>,
}

#[derive(Serialize)]
struct HourRain {
    hour: i8,
    rain_mm: Option<f64>,
}

/// A day with all its hours.
#[derive(Serialize)]
struct DayEntry {
    #[serde(flatten)]
    brief: Brief,
    sunrise: Option<String>,
    sunset: Option<String>,
    typical: Option<TypicalEntry>,
    open: Option<OpenEntry>,
    visit: Option<VisitEntry>,
    no_visit: Option<&'static str>,
    not_recommended: Option<String>,
    story: Vec<String>,
    warnings: Vec<String>,
    hours: Vec<HourEntry>,
}

#[derive(Serialize)]
struct VisitEntry {
    arrive: String,
    leave: String,
    assumed: bool,
    weather: Option<EntryWeather>,
}

/// An hour, from its start: rain and gusts are of the hour, the rest the mean of both ends.
#[derive(Serialize)]
struct HourEntry {
    time: String,
    utc: Instant,
    temperature_c: Option<f64>,
    feels_like_c: Option<f64>,
    rain_mm: Option<f64>,
    rain_chance_pct: Option<i64>,
    cloud_pct: Option<i64>,
    wind_kmh: Option<i64>,
    gust_kmh: Option<i64>,
    uv_index: Option<f64>,
    code: Option<u8>,
    visit: bool,
}

fn brief(day: &DayWeather) -> Brief {
    let hours = day.outlook.forecast();
    let rain = |hour: Option<OutlookHour>| hour.and_then(|hour| hour.own_rain_mm());
    Brief {
        day: Day(day.day),
        weather_kind: kind_of(day).as_str(),
        summary: words::summary(&day.outlook, day.day, &day.zone),
        confidence: hours.map(|hours| hours.confidence.as_str()),
        temperature_max_c: tenth(words::warmest_c(day)),
        rain_mm: tenth(words::daytime_rain_mm(day)),
        rain_mm_by_hour: DAYTIME
            .zip(day.daytime())
            .map(|(clock, hour)| HourRain {
                hour: clock,
                rain_mm: rain(hour).map(words::hour_of_rain),
            })
            .collect(),
    }
}

fn entry(report: &ForecastReport<'_>, day: &ComingDay) -> DayEntry {
    let weather = &day.weather;
    let sun = weather.sun();
    let visit = report.visit(day);
    let counted = visit.map(crate::planner::Visit::hours).unwrap_or_default();
    DayEntry {
        brief: brief(weather),
        sunrise: sun.as_ref().map(|(rise, _)| words::clock(rise)),
        sunset: sun.as_ref().map(|(_, set)| words::clock(set)),
        typical: match &weather.outlook.weather {
            Weather::Typical(normals) => Some(typical_entry(normals)),
            Weather::Forecast(_) | Weather::None => None,
        },
        open: report.place().map(|_| open_entry(&day.opening)),
        visit: visit.map(|visit| VisitEntry {
            arrive: words::clock(&visit.arrive),
            leave: words::clock(&visit.leave),
            assumed: report.location.is_some(),
            weather: day
                .outlook()
                .map(|outlook| visit_weather(report.candidate.place.exposure, visit, outlook)),
        }),
        no_visit: no_visit(day),
        not_recommended: match &day.verdict {
            Err(Refusal::Vetoed(veto, _)) => Some(words::veto_reason(*veto)),
            Ok(_) | Err(Refusal::NoVisit(_)) => None,
        },
        story: report
            .story(day)
            .map_or_else(Vec::new, |story| story.phrases()),
        warnings: report.doubt(day).into_iter().collect(),
        hours: weather
            .hours
            .iter()
            .map(|hour| hour_entry(hour, &weather.zone, counted.contains(&hour.start)))
            .collect(),
    }
}

fn hour_entry(hour: &ClockHour, zone: &TimeZone, visit: bool) -> HourEntry {
    let value = |of: fn(&OutlookHour) -> Option<f64>| hour.weather.as_ref().and_then(of);
    let here = hour.start.to_zoned_datetime(zone.clone());
    HourEntry {
        time: here.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        utc: Instant(hour.start),
        temperature_c: tenth(value(|hour| hour.temperature_c)),
        feels_like_c: tenth(value(|hour| hour.apparent_c)),
        rain_mm: value(|hour| hour.own_rain_mm()).map(words::hour_of_rain),
        rain_chance_pct: value(|hour| hour.rain_chance).map(|chance| whole(chance * 100.0)),
        cloud_pct: value(|hour| hour.cloud_pct).map(whole),
        wind_kmh: value(|hour| hour.wind_kmh).map(whole),
        gust_kmh: value(|hour| hour.gust_kmh).map(whole),
        uv_index: tenth(value(|hour| hour.uv_index)),
        code: hour
            .weather
            .and_then(|weather| weather.code)
            .map(|code| code.0),
        visit,
    }
}

fn tenth(value: Option<f64>) -> Option<f64> {
    value.map(|value| round_to(value, 1))
}
