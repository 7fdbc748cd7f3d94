//! The head of the page: where and when, then how sure the weather is.

use crate::domain::{Location, Outing, Source, is_stale};
use crate::planner::{Confidence, Suggestion, Weather, departure};
use crate::report::safe::printable;
use crate::report::{Report, WeatherKind, words};
use jiff::Timestamp;
use std::fmt::Write;

/// Returns the lines above the places.
pub(super) fn header(report: &Report<'_>) -> String {
    let outing = report.outing;
    let mut head = format!(
        "{}, from {}, leaving {}\n",
        words::days_and_dates(&outing.days),
        origin(&outing.origin),
        leaving(outing)
    );
    head.push_str(&weather_line(report));
    head
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

fn weather_line(report: &Report<'_>) -> String {
    let forecast = report.oldest_forecast().map(|(source, fetched_at)| {
        let line = forecast_line(source, fetched_at, report.generated_at);
        format!("{line}{}", sureness(report))
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

/// Returns whose forecast it is and how old: "Forecast by Open-Meteo, fetched 2 min ago".
pub(super) fn forecast_line(source: Source, fetched_at: Timestamp, now: Timestamp) -> String {
    let age = words::age(fetched_at, now);
    let stale = if is_stale(fetched_at, now) {
        "STALE FORECAST"
    } else {
        "Forecast"
    };
    format!("{stale} by {}, fetched {age} ago", source.title())
}

/// Returns how sure forecasts of these days are, where that is less than usual; where the days differ, which are the
/// surer ones.
fn sureness(report: &Report<'_>) -> String {
    match report.confidence() {
        Some(confidence) => words::how_sure(confidence).map(|sure| format!("; {sure}")),
        None => {
            let of = |day| Confidence::of_lead_days(report.outing.lead_days(day));
            let days = report.outing.days.iter().copied();
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
