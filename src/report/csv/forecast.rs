//! `forecast --format csv`: an hour a line; what is not known is empty. A day without a forecast is one line.

use super::{joined, text};
use crate::planner::{ClockHour, ComingDay, OutlookHour, Visit};
use crate::report::forecast::{kind_of, sources_of};
use crate::report::json::weather_credit;
use crate::report::words::{self, round_to};
use crate::report::{ForecastReport, WeatherKind};

const COLUMNS: [&str; 23] = [
    "query",
    "label",
    "lat",
    "lon",
    "timezone",
    "day",
    "time",
    "utc",
    "weather_kind",
    "temperature_c",
    "feels_like_c",
    "rain_mm",
    "rain_chance_pct",
    "cloud_pct",
    "wind_kmh",
    "gust_kmh",
    "uv_index",
    "code",
    "visit",
    "source",
    "fetched_at",
    "attribution",
    "warnings",
];

/// Returns the hours of the days asked for as CSV (RFC 4180, LF line ends), header first.
#[must_use]
pub fn forecast_to_csv(report: &ForecastReport<'_>) -> String {
    let records = report.days.iter().flat_map(|day| {
        // The same in every line of the day.
        let kind = kind_of(&day.weather);
        let credit = weather_credit(kind, false, sources_of(day).into_iter());
        let doubt = report.doubt(day).unwrap_or_default();
        let line = |hour| record(report, day, hour, [&credit, &doubt]);
        match kind {
            WeatherKind::Forecast | WeatherKind::Mixed => {
                let counted = report.visit(day).map(Visit::hours).unwrap_or_default();
                let hours = day.weather.hours.iter();
                hours
                    .map(|hour| {
                        let visit = report.visit(day).map(|_| counted.contains(&hour.start));
                        line(Some((hour, visit)))
                    })
                    .collect()
            }
            WeatherKind::Typical | WeatherKind::None => vec![line(None)],
        }
    });
    joined(&COLUMNS, records)
}

fn record(
    report: &ForecastReport<'_>,
    day: &ComingDay,
    hour: Option<(&ClockHour, Option<bool>)>,
    [credit, doubt]: [&str; 2],
) -> [String; COLUMNS.len()] {
    let place = report.candidate.place;
    let kind = kind_of(&day.weather);
    let hours = day.weather.outlook.forecast();
    let weather = hour.and_then(|(hour, _)| hour.weather);
    let number = |of: fn(&OutlookHour) -> Option<f64>, decimals| {
        let value = weather.as_ref().and_then(of);
        value
            .map(|value| round_to(value, decimals).to_string())
            .unwrap_or_default()
    };
    let start = hour.map(|(hour, _)| hour.start);
    let here = start.map(|start| start.to_zoned_datetime(day.weather.zone.clone()));
    let utc = |at: jiff::Timestamp| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    [
        text(report.query),
        text(&place.name),
        round_to(place.position.lat(), 5).to_string(),
        round_to(place.position.lon(), 5).to_string(),
        place.zone.iana_name().unwrap_or("UTC").to_owned(),
        day.day.to_string(),
        here.map(|here| here.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
            .unwrap_or_default(),
        start.map(utc).unwrap_or_default(),
        kind.as_str().to_owned(),
        number(|hour| hour.temperature_c, 1),
        number(|hour| hour.apparent_c, 1),
        // Two decimals are there only where one would tell another story.
        number(|hour| hour.own_rain_mm().map(words::hour_of_rain), 2),
        number(|hour| Some(hour.rain_chance? * 100.0), 0),
        number(|hour| hour.cloud_pct, 0),
        number(|hour| hour.wind_kmh, 0),
        number(|hour| hour.gust_kmh, 0),
        number(|hour| hour.uv_index, 1),
        weather
            .and_then(|weather| weather.code)
            .map(|code| code.0.to_string())
            .unwrap_or_default(),
        match hour.and_then(|(_, visit)| visit) {
            Some(true) => "yes".to_owned(),
            Some(false) => "no".to_owned(),
            None => String::new(),
        },
        hours
            .map(|hours| hours.source.as_str().to_owned())
            .unwrap_or_default(),
        hours.map(|hours| utc(hours.fetched_at)).unwrap_or_default(),
        credit.to_owned(),
        text(doubt),
    ]
}
