//! The shapes of `kidtrip.show/1`, and one place put into them.
//! Frozen like those of `contract`; `docs/show.schema.json` says the same.

use super::contract::{
    Day, DocumentWeather, EntryWeather, Instant, JourneyEntry, OpenEntry, Origin, VisitEntry,
};
use super::places::PlaceEntry;
use super::weather::{visit_weather, weather_header};
use super::{journey_entry, line, open_entry, origin_entry, visit_entry};
use crate::domain::{Exposure, FactSource, MapObject};
use crate::planner::{ComingDay, NoVisit, Refusal};
use crate::report::words::{self, round_to};
use crate::report::{Credit, Profile};
use serde::Serialize;
use std::collections::BTreeMap;

/// Returns the place as one JSON document, with a final newline.
#[must_use]
pub fn show_to_json(profile: &Profile<'_>) -> String {
    let place = profile.candidate.place;
    let facts = words::facts(place);
    let best = profile.best();
    let unknown = facts.iter().filter(|fact| fact.source.is_none());
    line(&Document {
        schema: "kidtrip.show/1",
        generated_at: Instant(profile.generated_at),
        as_of: profile.as_of.map(Day),
        place: PlaceEntry::of(place),
        typical_hours: place.typical_hours,
        timezone: place.zone.iana_name().unwrap_or("UTC"),
        map: place.map.as_ref().map(map_entry),
        origin: profile.home.map(origin_entry),
        journey: profile
            .home
            .map(|_| journey_entry(&profile.candidate.journey)),
        weather: weather_header(
            profile.weather_kind(),
            profile.is_of_past_years(),
            profile.oldest_forecast(),
            &profile.sources(true),
            profile.generated_at,
        ),
        days: profile
            .days
            .iter()
            .map(|one| day(place.exposure, one))
            .collect(),
        best_day: best.map(|best| Day(best.visit.day)),
        best_reason: best.map(|best| words::weather_reason(place, best)),
        unknown: unknown
            .flat_map(|fact| fact.fields.iter().copied())
            .collect(),
        sources: facts
            .iter()
            .flat_map(|fact| fact.fields.iter().map(|&field| (field, fact.source)))
            .chain(["lat", "lon"].map(|field| (field, Some(place.sources.position))))
            .map(|(field, source)| (field, source.map(FactSource::as_str)))
            .collect(),
        warnings: profile.warnings(),
        notices: super::notices(
            &profile.notices,
            profile.weather_kind(),
            profile.why_typical.as_deref(),
            profile.why_other.as_deref(),
        ),
        credits: profile.credits.iter().map(Credit::full).collect(),
    })
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    generated_at: Instant,
    /// Where it is not as of now.
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<Day>,
    #[serde(flatten)]
    place: PlaceEntry<'a>,
    typical_hours: f64,
    timezone: &'a str,
    map: Option<MapEntry<'a>>,
    origin: Option<Origin<'a>>,
    journey: Option<JourneyEntry>,
    weather: DocumentWeather,
    days: Vec<DayEntry>,
    best_day: Option<Day>,
    best_reason: Option<String>,
    unknown: Vec<&'static str>,
    sources: BTreeMap<&'static str, Option<&'static str>>,
    warnings: Vec<String>,
    notices: Vec<String>,
    credits: Vec<&'a str>,
}

/// The object of a map that the place was made from.
#[derive(Serialize)]
struct MapEntry<'a> {
    object: &'a str,
    from: &'a str,
    as_of: Option<&'a str>,
    imported_at: &'a str,
    attribution: Option<&'a str>,
    licence: Option<&'a str>,
}

fn map_entry(object: &MapObject) -> MapEntry<'_> {
    let map = &object.map;
    MapEntry {
        object: &object.object,
        from: &map.from,
        as_of: map.as_of.as_deref(),
        imported_at: &map.imported_at,
        attribution: map.attribution.as_deref(),
        licence: map.licence.as_deref(),
    }
}

#[derive(Serialize)]
struct DayEntry {
    day: Day,
    open: OpenEntry,
    visit: Option<VisitEntry>,
    weather: Option<EntryWeather>,
    rain_mm_by_hour: Vec<HourEntry>,
    score: Option<f64>,
    no_score: Option<String>,
}

#[derive(Serialize)]
struct HourEntry {
    hour: i8,
    rain_mm: Option<f64>,
}

fn day(exposure: Exposure, day: &ComingDay) -> DayEntry {
    let visit = day.visit();
    DayEntry {
        day: Day(day.day),
        open: open_entry(&day.opening),
        visit: visit.map(visit_entry),
        weather: visit
            .zip(day.outlook())
            .map(|(visit, outlook)| visit_weather(exposure, visit, outlook)),
        rain_mm_by_hour: crate::planner::DAYTIME
            .zip(day.weather.daytime())
            .map(|(hour, outlook)| HourEntry {
                hour,
                rain_mm: outlook
                    .and_then(|outlook| outlook.own_rain_mm())
                    .map(words::hour_of_rain),
            })
            .collect(),
        score: day
            .verdict
            .as_ref()
            .ok()
            .map(|assessment| round_to(assessment.score, 1)),
        no_score: day.verdict.as_ref().err().map(why_not),
    }
}

fn why_not(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoVisit(NoVisit::Closed) => "closed".to_owned(),
        Refusal::NoVisit(NoVisit::TooShort) => "no time for a visit".to_owned(),
        Refusal::Vetoed(veto, _) => words::veto_reason(*veto),
    }
}
