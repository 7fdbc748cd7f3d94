//! `--format json` and `ndjson`: the versioned contract with scripts.
//! The shapes are in `contract`; here they are filled.

mod catalogues;
mod contract;
mod doctor;
mod escaped;
mod forecast;
mod history;
mod import;
mod log;
mod places;
mod show;
mod statistics;
mod story;
mod union;
mod weather;

pub use catalogues::{catalogue_to_json, catalogues_to_json};
pub use doctor::doctor_to_json;
pub use forecast::forecast_to_json;
pub use history::history_to_json;
pub use import::import_to_json;
pub use log::log_to_json;
pub use places::{places_to_json, places_to_ndjson};
pub use show::show_to_json;
pub use statistics::statistics_to_json;
pub use story::story_to_json;
pub use union::union_to_json;
pub(super) use weather::weather_credit;

use self::contract::{
    BetterDayEntry, ComparedDay, CreditedEntry, Day, DayEntry, Document, DroppedCounts, Entry,
    FactorEntry, Instant, JourneyEntry, LeftOutDay, NoResults, OpenEntry, Origin, OtherDay,
    VetoedPlace, VisitEntry, WorthEntry,
};
use self::weather::{visit_weather, weather_header};
use super::words::{self, round_to};
use super::{Credit, Report, WeatherKind, credits};
use crate::domain::{Journey, Location};
use crate::planner::{NoVisit, Opening, Ranking, Refusal, Rule, Suggestion, Visit};
use serde::Serialize;
use serde_json::{Map, Value};

/// Returns the report as one JSON document, schema `kidtrip.suggest/1`, with a final newline.
#[must_use]
pub fn to_json(report: &Report<'_>) -> String {
    line(&document(report))
}

/// Returns the document as a value, for formats that hold the same.
pub(super) fn to_value(report: &Report<'_>) -> Map<String, Value> {
    // The document holds strings, numbers and lists only: there is nothing that could fail to serialise.
    match serde_json::to_value(document(report)) {
        Ok(Value::Object(whole)) => whole,
        _ => Map::new(),
    }
}

/// Returns the results alone, one JSON object a line, each with the credit of its weather; without any, one line
/// that says so with the counts of what was left out.
#[must_use]
pub fn to_ndjson(report: &Report<'_>) -> String {
    let results = numbered(report, |ranking| &ranking.results);
    if results.is_empty() {
        return line(&NoResults {
            schema: "kidtrip.suggest/1",
            results: [],
            dropped: dropped_counts(|rule| report.left_out(rule)),
            notices: notices_of(report),
        });
    }
    let credited = results
        .into_iter()
        .zip(report.results())
        .map(|(entry, suggestion)| CreditedEntry {
            entry,
            attribution: credit_of_one(suggestion),
        });
    credited.map(|entry| line(&entry)).collect()
}

/// Returns the nearest whole number, as scripts expect of minutes and percentages.
#[expect(
    clippy::cast_possible_truncation,
    reason = "saturates; no such value comes near"
)]
fn whole(value: f64) -> i64 {
    value.round() as i64
}

/// Bytes of a usual document: what is never filled costs nothing.
const USUAL_BYTES: usize = 120 << 10;

/// Returns a document as one line of JSON with a final newline.
pub(crate) fn line(value: &impl Serialize) -> String {
    let mut line = escaped::json(value, USUAL_BYTES);
    line.push('\n');
    line
}

fn document<'a>(report: &'a Report<'a>) -> Document<'a> {
    Document {
        schema: "kidtrip.suggest/1",
        generated_at: Instant(report.generated_at),
        origin: origin_entry(&report.outing.origin),
        days: report.outing.days.iter().copied().map(Day).collect(),
        weather: weather_header(
            report.weather_kind(),
            report.is_of_past_years(),
            report.oldest_forecast(),
            &report.sources(),
            report.generated_at,
        ),
        each_day: report.each_day,
        better_day: better_day(report),
        results: numbered(report, |ranking| &ranking.results),
        plan_b: numbered(report, |ranking| &ranking.plan_b),
        not_confirmed: numbered(report, |ranking| &ranking.not_confirmed),
        dropped: dropped_counts(|rule| report.left_out(rule)),
        by_day: by_day(report),
        vetoed: vetoed_places(report),
        notices: notices_of(report),
        credits: report.credits.iter().map(Credit::full).collect(),
    }
}

fn notices_of(report: &Report<'_>) -> Vec<String> {
    let (typical, other) = (report.why_typical.as_deref(), report.why_other.as_deref());
    notices(&report.notices, report.weather_kind(), typical, other)
}

/// Returns what is unusual of a page, and why its weather is not what the first source forecasts, where it is not.
fn notices(
    unusual: &[String],
    kind: WeatherKind,
    why_typical: Option<&str>,
    why_other: Option<&str>,
) -> Vec<String> {
    let typical = why_typical
        .filter(|_| matches!(kind, WeatherKind::Typical | WeatherKind::Mixed))
        .map(|why| format!("typical weather, not a forecast: {why}"));
    let other = why_other
        .filter(|_| matches!(kind, WeatherKind::Forecast | WeatherKind::Mixed))
        .map(|why| format!("the forecast is not that of the first source: {why}"));
    unusual
        .iter()
        .cloned()
        .chain(typical)
        .chain(other)
        .collect()
}

fn origin_entry(origin: &Location) -> Origin<'_> {
    Origin {
        query: &origin.query,
        label: &origin.label,
        lat: round_to(origin.position.lat(), 4),
        lon: round_to(origin.position.lon(), 4),
        precision: origin.precision.as_str(),
        timezone: origin.zone.iana_name().unwrap_or("UTC").to_owned(),
        notes: &origin.notes,
    }
}

/// Returns the statements that the sources of one place's weather and drive ask for, where it stands alone.
pub(super) fn credit_of_one(suggestion: &Suggestion<'_>) -> String {
    let outlook = &suggestion.best.outlook;
    let weather = weather_credit(
        WeatherKind::of(&outlook.weather),
        super::are_of_past_years(std::iter::once(outlook)),
        super::sources_of(outlook),
    );
    let routed = suggestion.candidate.journey.is_routed();
    let route = routed.then(|| Credit::Routes.full());
    let due = [weather.as_str()]
        .into_iter()
        .chain(route)
        .filter(|credit| !credit.is_empty());
    due.collect::<Vec<_>>().join("; ")
}

/// Returns how the days compare, where there are several to compare.
fn better_day(report: &Report<'_>) -> Option<BetterDayEntry> {
    let better = report.better_day()?;
    Some(BetterDayEntry {
        days: better.best.iter().copied().map(Day).collect(),
        alike: better.are_alike(),
        text: words::better_day(&better, report.outing),
        compared: better
            .sides
            .iter()
            .map(|side| ComparedDay {
                day: Day(side.day),
                score: round_to(side.score(), 1),
            })
            .collect(),
    })
}

/// Returns what became of each day, where each has a list of its own.
fn by_day<'a>(report: &'a Report<'a>) -> Vec<DayEntry<'a>> {
    let lists = report.lists.iter().filter(|_| report.each_day);
    lists
        .flat_map(|list| list.days.iter().map(move |&day| (day, list)))
        .map(|(day, list)| DayEntry {
            day: Day(day),
            results: list.ranking.results.len(),
            dropped: dropped_counts(|rule| list.ranking.dropped.count(rule)),
            nothing: list.nothing.as_deref(),
        })
        .collect()
}

fn dropped_counts(count: impl Fn(Rule) -> usize) -> DroppedCounts {
    DroppedCounts {
        // For the reader of JSON a place that is too far to be back in time is too far.
        too_far: count(Rule::TooFar) + count(Rule::NoTime),
        category: count(Rule::Category),
        age: count(Rule::Age),
        price: count(Rule::Price),
        buggy: count(Rule::Buggy),
        dog: count(Rule::Dog),
        exposure: count(Rule::Exposure),
        closed: count(Rule::Closed),
        vetoed: count(Rule::Vetoed),
        hidden: count(Rule::Hidden),
        below_min_score: count(Rule::BelowMinScore),
    }
}

/// Returns the counts of what was left out, as they stand in JSON, for documents that are not JSON.
pub(super) fn dropped(report: &Report<'_>) -> String {
    line(&dropped_counts(|rule| report.left_out(rule)))
        .trim_end()
        .to_owned()
}

fn vetoed_places<'a>(report: &'a Report<'a>) -> Vec<VetoedPlace<'a>> {
    report
        .vetoed()
        .map(|vetoed| VetoedPlace {
            id: &vetoed.place.id,
            name: &vetoed.place.name,
            day: vetoed.reasons.first().map(|&(day, _)| Day(day)),
            minutes: whole(vetoed.journey.minutes),
            reason: vetoed
                .reasons
                .first()
                .map(|&(_, veto)| words::veto_reason(veto))
                .unwrap_or_default(),
        })
        .collect()
}

/// Returns one list of every ranking, each ranked from 1.
fn numbered<'a>(
    report: &'a Report<'a>,
    list: impl Fn(&'a Ranking<'a>) -> &'a [Suggestion<'a>],
) -> Vec<Entry<'a>> {
    let lists = report.lists.iter().map(|one| list(&one.ranking));
    lists
        .flat_map(|list| (1..).zip(list))
        .map(|(rank, suggestion)| entry(report, rank, suggestion))
        .collect()
}

fn entry<'a>(report: &'a Report<'a>, rank: usize, suggestion: &'a Suggestion<'a>) -> Entry<'a> {
    let place = suggestion.candidate.place;
    let best = &suggestion.best;
    Entry {
        rank,
        id: &place.id,
        name: &place.name,
        category: &place.category.id,
        exposure: place.exposure.share(),
        lat: round_to(place.position.lat(), 5),
        lon: round_to(place.position.lon(), 5),
        url: place.url.as_deref(),
        catalogue: &place.catalogue,
        day: Day(best.visit.day),
        other_days: suggestion
            .other_days
            .iter()
            .map(|other| OtherDay {
                day: Day(other.visit.day),
                score: round_to(other.score, 1),
                kind: WeatherKind::of(&other.outlook.weather).as_str(),
                compared: words::compared(suggestion, other, &report.outing.days),
            })
            .collect(),
        left_out_days: suggestion
            .left_out_days
            .iter()
            .map(|(day, refusal)| LeftOutDay {
                day: Day(*day),
                rule: rule_name(refusal),
                reason: words::why_left_out(refusal),
            })
            .collect(),
        worth_the_drive: suggestion.worth_the_drive.as_ref().map(|worth| WorthEntry {
            than: &worth.than.id,
            extra_minutes: whole(worth.extra_minutes),
            buys: words::gains(worth),
        }),
        journey: journey_entry(&suggestion.candidate.journey),
        visit: visit_entry(&best.visit),
        weather: visit_weather(place.exposure, &best.visit, &best.outlook),
        open: open_entry(&best.visit.opening),
        score: round_to(best.score, 1),
        factors: best
            .factors
            .iter()
            .map(|factor| FactorEntry {
                id: factor.id,
                value: round_to(factor.value, 4),
                weight: factor.weight,
                reason: words::factor_reason(factor, suggestion, &report.outing.limits.ages),
            })
            .collect(),
        wet_ground_points: best.wet_ground_points,
        reasons: words::reasons(suggestion, &report.outing.limits.ages),
        warnings: words::warnings(suggestion),
        unknown: words::unknowns(suggestion),
        map_attribution: credits::of_map(place),
    }
}

fn rule_name(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NoVisit(NoVisit::Closed) => "closed",
        Refusal::NoVisit(NoVisit::TooShort) => "no_time",
        Refusal::Vetoed(..) => "vetoed",
    }
}

fn journey_entry(journey: &Journey) -> JourneyEntry {
    JourneyEntry {
        crow_km: round_to(journey.crow_km, 1),
        road_km: round_to(journey.road_km, 1),
        minutes: whole(journey.minutes),
        bearing: whole(journey.bearing) % 360,
        compass: journey.compass().as_str(),
        over_water: journey.over_water,
        around: journey.around,
        method: journey.method.as_str(),
    }
}

fn visit_entry(visit: &Visit) -> VisitEntry {
    VisitEntry {
        arrive: words::clock(&visit.arrive),
        leave: words::clock(&visit.leave),
    }
}

fn open_entry(opening: &Opening) -> OpenEntry {
    OpenEntry {
        state: opening.as_str(),
        detail: words::opening_detail(opening),
    }
}
