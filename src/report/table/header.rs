//! The head of the page: where and when, then how sure the weather is.

use crate::domain::{Location, Outing, Source, is_stale};
use crate::planner::{Confidence, FORECAST_DAYS, Hours, Suggestion, Weather, departure};
use crate::report::safe::printable;
use crate::report::{Report, WeatherKind, words};
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Returns the lines above the places.
pub(super) fn header(report: &Report<'_>) -> String {
    let mut head = title(report) + "\n";
    if let Some(better) = better(report) {
        let _ = writeln!(head, "{better}");
    }
    head + &weather(report)
}

/// Returns when, from where and when the family leaves.
pub(in crate::report) fn title(report: &Report<'_>) -> String {
    let outing = report.outing;
    format!(
        "{}, from {}, leaving {}",
        words::days_and_dates(&outing.days),
        origin(&outing.origin),
        leaving(outing)
    )
}

/// Returns which day looks better, where there are several to compare.
pub(in crate::report) fn better(report: &Report<'_>) -> Option<String> {
    let better = report.better_day()?;
    Some(words::better_day(&better, report.outing))
}

/// Returns when the family leaves: today that may be later than asked for.
fn leaving(outing: &Outing) -> String {
    let usual = outing.leave.strftime("%H:%M").to_string();
    let first = outing.days.first().and_then(|&day| departure(outing, day));
    match first.map(|at| words::clock(&at)) {
        Some(first) if first != usual && outing.days.len() > 1 => {
            format!("{first} today, then {usual}")
        }
        Some(first) => first,
        None => usual,
    }
}

pub(super) fn origin(location: &Location) -> String {
    let label = printable(&location.label);
    match &location.area {
        Some(area) => format!("{label} ({})", printable(area)),
        None => label.into_owned(),
    }
}

/// Returns whose the forecasts are and how sure, or what there is instead, in lines.
pub(in crate::report) fn weather(report: &Report<'_>) -> String {
    let forecast = report.oldest_forecast().map(|(_, fetched_at)| {
        let line = forecasts_line(&report.sources_shown(), fetched_at, report.generated_at);
        let instead = instead(report.why_other.as_deref());
        let of_shown = || {
            let shown = report.shown();
            shown.filter_map(|shown| shown.best.outlook.forecast())
        };
        format!("{line}{instead}{}{}", lacks(of_shown), sureness(report))
    });
    match (report.weather_kind(), forecast) {
        (WeatherKind::Forecast, Some(line)) => format!("{line}\n"),
        (WeatherKind::Mixed, Some(line)) => {
            format!("{line}; what is marked TYPICAL has no forecast\n")
        }
        (WeatherKind::None, _) => {
            "NO WEATHER KNOWN: neither a forecast nor climate averages\n".to_owned()
        }
        _ => typical_line(report),
    }
}

/// Returns whose forecasts they are and how old: "Forecast by Open-Meteo, fetched 2 min ago".
pub(super) fn forecasts_line(
    sources: &BTreeSet<Source>,
    fetched_at: Timestamp,
    now: Timestamp,
) -> String {
    let age = words::age(fetched_at, now);
    let stale = if is_stale(fetched_at, now) {
        "STALE FORECAST"
    } else {
        "Forecast"
    };
    let titles: Vec<&str> = sources.iter().map(|source| source.title()).collect();
    let oldest = if titles.len() > 1 { "the oldest " } else { "" };
    format!(
        "{stale} by {}, {oldest}fetched {age} ago",
        titles.join(" and ")
    )
}

/// Returns why it is not the first source's, where that is so: " (Open-Meteo could not be reached)".
pub(super) fn instead(why_other: Option<&str>) -> String {
    why_other.map(|why| format!(" ({why})")).unwrap_or_default()
}

/// Returns what none of the forecasts shown knows.
pub(super) fn lacks<'a, I>(hours: impl Fn() -> I) -> &'static str
where
    I: Iterator<Item = &'a Hours>,
{
    let chance = hours().all(|hours| hours.rain_chance().is_none());
    let gusts = hours().all(|hours| hours.gust_kmh().is_none());
    match (chance, gusts) {
        (true, true) => "; it gives no chance of rain and no gusts",
        (true, false) => "; it gives no chance of rain",
        (false, true) => "; it gives no gusts",
        (false, false) => "",
    }
}

/// Returns how sure forecasts of these days are, where that is less than usual; where the days differ, which are the
/// surer ones.
fn sureness(report: &Report<'_>) -> String {
    match report.confidence() {
        Some(confidence) => words::how_sure(confidence).map(|sure| format!("; {sure}")),
        None => {
            let of = |day| Confidence::of_lead_days(report.outing.lead_days(day));
            // Days beyond any forecast are told of as typical, not as unsure.
            let days = report.outing.days.iter().copied();
            let days = days.filter(|&day| report.outing.lead_days(day) <= FORECAST_DAYS);
            let unsure = days.filter(|&day| of(day) != Confidence::High).min();
            unsure.map(|first| format!("; less sure from {} on", words::short_date(first)))
        }
    }
    .unwrap_or_default()
}

fn typical_line(report: &Report<'_>) -> String {
    let nearest = report.shown().min_by(|a, b| {
        let minutes = |shown: &Suggestion<'_>| shown.candidate.journey.minutes;
        minutes(a).total_cmp(&minutes(b))
    });
    let day = nearest.map(|near| near.best.visit.day);
    let when = day.map(words::part_of_month).unwrap_or_default();
    let why = report
        .why_typical
        .as_ref()
        .map(|why| format!(" ({why})"))
        .unwrap_or_default();
    let mut line = format!("TYPICAL WEATHER for {when}, not a forecast{why}\n");
    if let Some(near) = nearest
        && let Weather::Typical(normals) = &near.best.outlook.weather
    {
        line.push_str(&words::header_typical(normals, near.best.visit.day));
        if let Some(sunset) = &near.best.outlook.sunset {
            let _ = write!(line, " · sunset {}", words::clock(sunset));
        }
        line.push('\n');
    }
    line
}
