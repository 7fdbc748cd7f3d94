//! One line of the forecast cache: a cell's forecast as columns of numbers, its key in front.
//! Numbers are written so that they read back as exactly the same, and read faster than JSON's own.

use super::whole::Whole;
use crate::domain::{Cell, Conditions, Forecast, Source, WeatherCode};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What every line begins with, up to the key.
const START: &str = r#"{"cell":""#;

/// A line. Each column is a text of numbers between commas, nothing where one is not known: a cached answer
/// is to cost half a millisecond, and a JSON array of as many numbers costs twice that.
#[derive(Serialize, Deserialize)]
struct Columns<T> {
    cell: T,
    fetched_at: T,
    first: i64,
    temperature_c: T,
    apparent_c: T,
    rain_mm: T,
    rain_chance: T,
    code: T,
    cloud_pct: T,
    wind_kmh: T,
    gust_kmh: T,
    uv_index: T,
    #[serde(skip_serializing_if = "Option::is_none")]
    hourly_until: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_modified: Option<T>,
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
    written(&columns(key, forecast))
}

/// Returns the line that holds a whole forecast under `key`, and how long it holds.
pub(super) fn format_whole(key: &str, whole: &Whole) -> String {
    written(&Columns {
        expires: Some(whole.expires.as_second()),
        last_modified: whole.last_modified.clone(),
        ..columns(key, &whole.forecast)
    })
}

/// Strings and numbers can always be written; an empty line would be passed over.
fn written(columns: &Columns<String>) -> String {
    serde_json::to_string(columns).unwrap_or_default()
}

fn columns(key: &str, forecast: &Forecast) -> Columns<String> {
    let column = |of: fn(&Conditions) -> Option<f64>| {
        let mut text = String::new();
        let mut digits = zmij::Buffer::new();
        for (place, hour) in forecast.hours.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            if let Some(value) = of(hour) {
                let number = digits.format(value);
                text.push_str(number.strip_suffix(".0").unwrap_or(number));
            }
        }
        text
    };
    Columns {
        cell: key.to_owned(),
        fetched_at: forecast.fetched_at.to_string(),
        first: forecast.first.as_second(),
        temperature_c: column(|hour| hour.temperature_c),
        apparent_c: column(|hour| hour.apparent_c),
        rain_mm: column(|hour| hour.precipitation.mm),
        rain_chance: column(|hour| hour.precipitation.probability),
        code: column(|hour| Some(f64::from(hour.code?.0))),
        cloud_pct: column(|hour| hour.cloud_pct),
        wind_kmh: column(|hour| hour.wind_kmh),
        gust_kmh: column(|hour| hour.gust_kmh),
        uv_index: column(|hour| hour.uv_index),
        hourly_until: forecast.hourly_until.map(|stamp| stamp.as_second()),
        expires: None,
        last_modified: None,
    }
}

/// Returns the forecast on a line, or `None` when the line is damaged.
pub(super) fn parse(line: &str, source: Source) -> Option<Forecast> {
    forecast(&serde_json::from_str(line).ok()?, source)
}

/// Returns the whole forecast on a line, or `None` when the line is damaged.
pub(super) fn parse_whole(line: &str, source: Source) -> Option<Whole> {
    let columns: Columns<&str> = serde_json::from_str(line).ok()?;
    Some(Whole {
        forecast: forecast(&columns, source)?,
        expires: Timestamp::from_second(columns.expires?).ok()?,
        last_modified: columns.last_modified.map(str::to_owned),
    })
}

fn forecast(columns: &Columns<&str>, source: Source) -> Option<Forecast> {
    let hours = columns.temperature_c.split(',').count();
    let mut filled = vec![Conditions::default(); hours];
    fill(&mut filled, columns.temperature_c, |hour, v| {
        hour.temperature_c = v
    })?;
    fill(&mut filled, columns.apparent_c, |hour, v| {
        hour.apparent_c = v
    })?;
    fill(&mut filled, columns.rain_mm, |hour, v| {
        hour.precipitation.mm = v
    })?;
    fill(&mut filled, columns.rain_chance, |hour, v| {
        hour.precipitation.probability = v
    })?;
    fill(&mut filled, columns.code, |hour, v| {
        hour.code = v.and_then(code)
    })?;
    fill(&mut filled, columns.cloud_pct, |hour, v| hour.cloud_pct = v)?;
    fill(&mut filled, columns.wind_kmh, |hour, v| hour.wind_kmh = v)?;
    fill(&mut filled, columns.gust_kmh, |hour, v| hour.gust_kmh = v)?;
    fill(&mut filled, columns.uv_index, |hour, v| hour.uv_index = v)?;
    Some(Forecast {
        source,
        fetched_at: columns.fetched_at.parse::<Timestamp>().ok()?,
        first: Timestamp::from_second(columns.first).ok()?,
        hours: Arc::new(filled),
        hourly_until: match columns.hourly_until {
            Some(second) => Some(Timestamp::from_second(second).ok()?),
            None => None,
        },
        rival: None,
    })
}

/// Puts a column's values into the hours; `None` when there is not one for each, or one is no number.
fn fill(
    hours: &mut [Conditions],
    column: &str,
    put: fn(&mut Conditions, Option<f64>),
) -> Option<()> {
    let mut values = column.as_bytes().split(|&byte| byte == b',');
    for hour in hours {
        let text = values.next()?;
        if !text.is_empty() {
            put(hour, Some(number(text)?));
        }
    }
    values.next().is_none().then_some(())
}

/// Returns the code that a number is, or `None` when it is none at all.
fn code(value: f64) -> Option<WeatherCode> {
    (0..=99)
        .find(|&code| f64::from(code) == value)
        .map(WeatherCode)
}

/// Returns the number that `text` is, exactly as the standard library reads it.
fn number(text: &[u8]) -> Option<f64> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    short(digits)
        .map(|value| if negative { -value } else { value })
        .or_else(|| std::str::from_utf8(text).ok()?.parse().ok())
        .filter(|value| value.is_finite())
}

/// Reads what nearly every number is: up to 15 digits with a point between. Digits and the power of ten are
/// then whole numbers that a float holds exactly, so that their one division is rounded once (Clinger 1990).
fn short(text: &[u8]) -> Option<f64> {
    const TENS: [f64; 16] = [
        1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ];
    if text.len() > 15 {
        return None;
    }
    let (mut whole, mut digits, mut decimals) = (0_u64, 0, None);
    for byte in text {
        match byte {
            b'0'..=b'9' => {
                whole = whole * 10 + u64::from(byte - b'0');
                digits += 1;
                decimals = decimals.map(|n: usize| n + 1);
            }
            b'.' if decimals.is_none() => decimals = Some(0),
            _ => return None,
        }
    }
    let ten = TENS.get(decimals.unwrap_or(0))?;
    (digits > 0).then(|| whole as f64 / ten)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::a_tenth("0.1", Some(0.1))]
    #[case::negative("-12.5", Some(-12.5))]
    #[case::whole("100", Some(100.0))]
    #[case::long("0.30000000000000004", Some(0.30000000000000004))]
    #[case::tiny("5e-324", Some(5e-324))]
    #[case::infinite("inf", None)]
    #[case::too_large("1e999", None)]
    #[case::no_number("NaN", None)]
    #[case::two_points("1.2.3", None)]
    #[case::a_point(".", None)]
    #[case::a_sign("-", None)]
    #[case::two_signs("--1", None)]
    fn a_number_is_read_or_refused(#[case] text: &str, #[case] value: Option<f64>) {
        assert_eq!(number(text.as_bytes()), value);
    }

    proptest! {
        #[test]
        fn short_numbers_are_read_as_the_standard_library_reads_them(
            whole in 0..10_000_000_u64, decimals in "[0-9]{0,7}",
        ) {
            let text = format!("{whole}.{decimals}");
            let expected: f64 = text.parse().unwrap();
            prop_assert_eq!(short(text.as_bytes()).map(f64::to_bits), Some(expected.to_bits()));
        }
    }
}
