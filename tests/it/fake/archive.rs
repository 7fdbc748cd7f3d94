//! A fake of Open-Meteo's archive, on the address of its forecast: the checks and answers of daily values.
//! It lags five days behind, with nulls; the weather of a day follows from its date.

use super::http::Request;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::fmt::Write as _;

/// The first day that the archive has.
const FIRST: Date = date(1940, 1, 1);
/// Days that it lags behind.
const LAG_DAYS: i64 = 5;

/// The weather of a day that is over: six days in ten are wet.
pub(crate) fn weather(day: Date) -> [f64; 4] {
    let number = day.duration_since(FIRST).as_hours() / 24;
    let mm = if number * 7 % 10 < 6 { 3.2 } else { 0.4 };
    let warmer = (number % 5) as f64;
    [8.0 + warmer, 1.0 + warmer, mm, 3_600.0 * warmer]
}

/// Returns the JSON of each span of days asked for, or the reason why there is none.
pub(crate) fn spans(today: Date, request: &Request) -> Result<Vec<String>, String> {
    let list = |name: &str| -> Vec<String> {
        let text = request.parameter(name).unwrap_or_default();
        let items = text.split(',').filter(|item| !item.is_empty());
        items.map(str::to_owned).collect()
    };
    let (latitudes, longitudes) = (list("latitude"), list("longitude"));
    if latitudes.len() != longitudes.len() {
        return Err(
            "Parameter 'latitude' and 'longitude' must have the same number of elements".into(),
        );
    }
    let (starts, ends) = (list("start_date"), list("end_date"));
    if starts.is_empty() || ends.is_empty() {
        return Err("Both 'start_date' and 'end_date' must be set in the url".into());
    }
    if starts.len() != ends.len() || starts.len() > 1 && starts.len() != latitudes.len() {
        return Err(
            "Parameter 'start_date' and 'end_date' must have the same number of elements as coordinates"
                .into(),
        );
    }
    let columns: Vec<(usize, String)> = list("daily")
        .into_iter()
        .map(|name| {
            let known = COLUMNS.iter().position(|(column, ..)| *column == name);
            let place = known.ok_or_else(|| {
                format!("Data corrupted at path ''. Cannot initialize ForecastVariableDaily from invalid String value {name}.")
            })?;
            Ok((place, name))
        })
        .collect::<Result<_, String>>()?;
    let in_range = |name: &str, text: &String| -> Result<Date, String> {
        let day: Date = text
            .parse()
            .map_err(|_| format!("Invalid date format {text}"))?;
        if (FIRST..=today).contains(&day) {
            return Ok(day);
        }
        Err(format!(
            "Parameter '{name}' is out of allowed range from {FIRST} to {today}"
        ))
    };
    let mut told = Vec::new();
    for (index, (lat, lon)) in latitudes.iter().zip(&longitudes).enumerate() {
        let of = |list: &[String]| list[index.min(list.len() - 1)].clone();
        let first = in_range("start_date", &of(&starts))?;
        let last = in_range("end_date", &of(&ends))?;
        if last < first {
            return Err("End-date must be larger or equals than start-date".into());
        }
        told.push(place(index, lat, lon, &columns, first, last, today));
    }
    Ok(told)
}

/// The variables, with their units and decimals.
const COLUMNS: [(&str, &str, usize); 4] = [
    ("temperature_2m_max", "°C", 1),
    ("temperature_2m_min", "°C", 1),
    ("precipitation_sum", "mm", 2),
    ("sunshine_duration", "s", 2),
];

fn place(
    index: usize,
    lat: &str,
    lon: &str,
    columns: &[(usize, String)],
    first: Date,
    last: Date,
    today: Date,
) -> String {
    let days: Vec<Date> = first
        .series(1.day())
        .take_while(|day| *day <= last)
        .collect();
    let mut json = format!(
        r#"{{"latitude":{lat},"longitude":{lon},"generationtime_ms":0.1,"utc_offset_seconds":0,"timezone":"Europe/London","timezone_abbreviation":"GMT","elevation":38.0"#
    );
    if index > 0 {
        let _ = write!(json, r#","location_id":{index}"#);
    }
    json.push_str(r#","daily_units":{"time":"iso8601""#);
    for (place, name) in columns {
        let _ = write!(json, r#","{name}":"{}""#, COLUMNS[*place].1);
    }
    let times: Vec<String> = days.iter().map(|day| format!("\"{day}\"")).collect();
    let _ = write!(json, r#"}},"daily":{{"time":[{}]"#, times.join(","));
    let known_until = today.saturating_sub(LAG_DAYS.days());
    for (place, name) in columns {
        let values: Vec<String> = days
            .iter()
            .map(|&day| match weather(day)[*place] {
                _ if day > known_until => "null".to_owned(),
                value => format!("{value:.0$}", COLUMNS[*place].2),
            })
            .collect();
        let _ = write!(json, r#","{name}":[{}]"#, values.join(","));
    }
    json.push_str("}}");
    json
}
