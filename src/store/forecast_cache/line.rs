//! One line of the forecast cache: a cell's forecast as columns of numbers, its key in front.
//! Numbers are written so that they read back as exactly the same.

use crate::domain::{Cell, Conditions, Forecast, Precipitation, WeatherCode};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What every line begins with, up to the key.
const START: &str = r#"{"cell":""#;

/// The columns after the key.
#[derive(Serialize, Deserialize)]
struct Columns<'a> {
    cell: &'a str,
    fetched_at: &'a str,
    first: i64,
    temperature_c: Vec<Option<f64>>,
    apparent_c: Vec<Option<f64>>,
    rain_mm: Vec<Option<f64>>,
    rain_chance: Vec<Option<f64>>,
    code: Vec<Option<u8>>,
    cloud_pct: Vec<Option<f64>>,
    wind_kmh: Vec<Option<f64>>,
    gust_kmh: Vec<Option<f64>>,
    uv_index: Vec<Option<f64>>,
}

/// Returns the key of a cell: its centre with two decimals, which tells any two cells apart.
pub(super) fn key(cell: Cell) -> String {
    format!("{:.2},{:.2}", cell.lat(), cell.lon())
}

/// Returns the key of a line without reading the rest of it.
pub(super) fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line.strip_prefix(START)?.split_once('"')?;
    Some(key)
}

/// Returns the line that holds `forecast` under `key`.
pub(super) fn format(key: &str, forecast: &Forecast) -> String {
    let column = |of: fn(&Conditions) -> Option<f64>| forecast.hours.iter().map(of).collect();
    let columns = Columns {
        cell: key,
        fetched_at: &forecast.fetched_at.to_string(),
        first: forecast.first.as_second(),
        temperature_c: column(|hour| hour.temperature_c),
        apparent_c: column(|hour| hour.apparent_c),
        rain_mm: column(|hour| hour.precipitation.mm),
        rain_chance: column(|hour| hour.precipitation.probability),
        code: forecast
            .hours
            .iter()
            .map(|hour| Some(hour.code?.0))
            .collect(),
        cloud_pct: column(|hour| hour.cloud_pct),
        wind_kmh: column(|hour| hour.wind_kmh),
        gust_kmh: column(|hour| hour.gust_kmh),
        uv_index: column(|hour| hour.uv_index),
    };
    // Strings and numbers can always be written; an empty line would be passed over.
    serde_json::to_string(&columns).unwrap_or_default()
}

/// Returns the forecast on a line, or `None` when the line is damaged.
pub(super) fn parse(line: &str, source: &'static str) -> Option<Forecast> {
    let columns: Columns = serde_json::from_str(line).ok()?;
    let hours = columns.temperature_c.len();
    let same = [
        &columns.apparent_c,
        &columns.rain_mm,
        &columns.rain_chance,
        &columns.cloud_pct,
        &columns.wind_kmh,
        &columns.gust_kmh,
        &columns.uv_index,
    ];
    if same.iter().any(|column| column.len() != hours) || columns.code.len() != hours {
        return None;
    }
    let at = |column: &[Option<f64>], hour: usize| column.get(hour).copied().flatten();
    Some(Forecast {
        source,
        fetched_at: columns.fetched_at.parse::<Timestamp>().ok()?,
        first: Timestamp::from_second(columns.first).ok()?,
        hours: (0..hours)
            .map(|hour| Conditions {
                temperature_c: at(&columns.temperature_c, hour),
                apparent_c: at(&columns.apparent_c, hour),
                precipitation: Precipitation {
                    mm: at(&columns.rain_mm, hour),
                    probability: at(&columns.rain_chance, hour),
                },
                code: columns.code.get(hour).copied().flatten().map(WeatherCode),
                cloud_pct: at(&columns.cloud_pct, hour),
                wind_kmh: at(&columns.wind_kmh, hour),
                gust_kmh: at(&columns.gust_kmh, hour),
                uv_index: at(&columns.uv_index, hour),
            })
            .collect(),
    })
}
