//! Open-Meteo's forecast API: one request for many cells, and what its answer says of each.
//! This wire is known in this file and its folder only; answers are checked, because status 200 promises nothing.

pub mod archive;
mod wire;

use self::wire::{Answer, Columns, Located, Location, Unit};
use super::allowance;
use crate::domain::{
    Cell, Conditions, Forecast, HourSpan, Position, Precipitation, Source, WeatherCode,
};
use crate::net::{below_root, service_text};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use reqwest::Url;
use std::ops::RangeInclusive;
use std::sync::Arc;
use thiserror::Error;

/// The name under which forecasts of this service are kept and shown.
pub const SOURCE: &str = Source::OpenMeteo.as_str();
/// The credit that the licence wants beside the data.
pub const ATTRIBUTION: &str = "Weather data by Open-Meteo.com (https://open-meteo.com/), CC BY 4.0";
/// The root of the free service.
pub const DEFAULT_BASE: &str = "https://api.open-meteo.com";
/// Cells that one request may ask for: a hundred keep the address well below what proxies accept.
pub const MAX_CELLS_PER_REQUEST: usize = 100;

/// Days after today (UTC) that the service forecasts.
const LAST_DAY: i64 = 15;
/// Hours that an answer may span: the service's 16 days and as many of the past, so that a wild time stamp
/// cannot ask for a gap of a million hours to be filled.
const MOST_HOURS: usize = 32 * 24;
/// Kilometres between the cell asked for and the point answered for. The coarsest global model has a point
/// every quarter degree and the service may take the next one on land, up to some 60 km off; more than this
/// is another place's weather.
const FARTHEST_KM: f64 = 75.0;

/// An hourly variable as it is asked for, with the unit it must come in and the values that can be true.
struct Variable {
    name: &'static str,
    unit: &'static str,
    possible: RangeInclusive<f64>,
}

const fn variable(name: &'static str, unit: &'static str, least: f64, most: f64) -> Variable {
    Variable {
        name,
        unit,
        possible: least..=most,
    }
}

/// What is asked for, in this order; `conditions` reads them by it. Ten variables are one call of the
/// service's allowance, nine leave one to spare.
const VARIABLES: [Variable; 9] = [
    variable("temperature_2m", "°C", -90.0, 60.0),
    variable("apparent_temperature", "°C", -110.0, 80.0),
    variable("precipitation", "mm", 0.0, 500.0),
    variable("precipitation_probability", "%", 0.0, 100.0),
    variable("weather_code", "wmo code", 0.0, 99.0),
    variable("cloud_cover", "%", 0.0, 100.0),
    variable("wind_speed_10m", "km/h", 0.0, 500.0),
    variable("wind_gusts_10m", "km/h", 0.0, 500.0),
    variable("uv_index", "", 0.0, 50.0),
];

/// A request that cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RequestError {
    /// The configured root is not an http(s) address.
    #[error("the {SOURCE} address \"{0}\" is not a root such as {DEFAULT_BASE}")]
    Base(String),
    /// There is nothing to ask, or too much for one request.
    #[error("{SOURCE} is asked for 1 to {MAX_CELLS_PER_REQUEST} cells at a time, not {0}")]
    Cells(usize),
}

/// An answer that is not the forecast that was asked for.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ParseError {
    /// Nothing came.
    #[error("{SOURCE} sent an empty answer")]
    Empty,
    /// It is a web page, of which nothing is worth telling.
    #[error("{SOURCE} sent a web page instead of a forecast")]
    Page,
    /// It is something else: a sentence.
    #[error("{SOURCE} sent no forecast but \"{0}\"")]
    NotJson(String),
    /// The service gave up half-way, as it says with status 200.
    #[error("{SOURCE} broke off its answer: {0}")]
    BrokeOff(String),
    /// The JSON is damaged or of another shape.
    #[error("{SOURCE} sent an answer that cannot be read: {0}")]
    Malformed(String),
    /// The service says why it has no forecast.
    #[error("{SOURCE} refused: {0}")]
    Refused(String),
    /// Not as many places as were asked for, so that none can be told from another.
    #[error("{SOURCE} answered for {answered} places instead of {asked}")]
    Count {
        /// Cells asked for.
        asked: usize,
        /// Locations answered.
        answered: usize,
    },
    /// A location is not the one asked for at its place in the list.
    #[error("{SOURCE} answered for another place at position {0}")]
    Place(usize),
    /// A variable in another unit than the one asked for.
    #[error("{SOURCE} sent {variable} in \"{unit}\" instead of \"{wanted}\"")]
    Unit {
        /// The variable.
        variable: &'static str,
        /// The unit it came in; empty when none was named.
        unit: String,
        /// The unit it should have.
        wanted: &'static str,
    },
    /// A column that does not have one value for each hour.
    #[error("{SOURCE} sent {values} values of {variable} for {hours} hours")]
    Length {
        /// The variable.
        variable: &'static str,
        /// Values in its column.
        values: usize,
        /// Time stamps of the answer.
        hours: usize,
    },
    /// Time stamps that are not whole hours one after the other.
    #[error("{SOURCE} sent time stamps that are not hour after hour (near {0})")]
    Time(i64),
}

/// Returns the address that asks for the hours `span` of all `cells` at once.
///
/// `base` is a root such as `http://127.0.0.1:8080`, to which the documented path is added; the hours are
/// asked for in UTC, so that no clock change of any zone is in the answer.
///
/// # Errors
/// When `base` is not an http(s) address, or `cells` are none or more than a hundred.
pub fn request_url(base: &str, cells: &[Cell], span: HourSpan) -> Result<Url, RequestError> {
    if cells.is_empty() || cells.len() > MAX_CELLS_PER_REQUEST {
        return Err(RequestError::Cells(cells.len()));
    }
    let mut url = below_root(base, "v1/forecast").map_err(RequestError::Base)?;
    let list = |of: fn(Cell) -> f64| {
        let degrees: Vec<_> = cells.iter().map(|&c| format!("{:.2}", of(c))).collect();
        degrees.join(",")
    };
    let names: Vec<_> = VARIABLES.iter().map(|v| v.name).collect();
    url.set_query(Some(&format!(
        "latitude={}&longitude={}&hourly={}&timeformat=unixtime&timezone=GMT&start_hour={}&end_hour={}",
        list(Cell::lat),
        list(Cell::lon),
        names.join(","),
        utc_hour(span.first()),
        utc_hour(span.last()),
    )));
    Ok(url)
}

/// Returns how many calls of the service's allowance a request for the hours `span` of so many cells is.
#[must_use]
pub fn calls(cells: usize, span: HourSpan) -> u32 {
    let days = span.len().div_ceil(24);
    allowance::calls(cells, VARIABLES.len(), days)
}

fn utc_hour(stamp: Timestamp) -> String {
    let utc = TimeZone::UTC.to_datetime(stamp);
    format!("{}T{:02}:00", utc.date(), utc.hour())
}

/// Returns the part of `span` that the service forecasts at `now`, or `None` when that is nothing.
#[must_use]
pub fn within_reach(span: HourSpan, now: Timestamp) -> Option<HourSpan> {
    let today = now.as_second().div_euclid(86_400) * 86_400;
    let at = |hours: i64| Timestamp::from_second(today + hours * 3600).ok();
    // The service counts the hour after the last one towards the range, so the last day ends at 22:00.
    let (first, last) = (at(-24 * (LAST_DAY - 1))?, at(24 * LAST_DAY + 22)?);
    let (from, to) = (span.first().max(first), span.last().min(last));
    (from <= to).then(|| HourSpan::covering(from, to))
}

/// Returns one forecast for each of `cells`, in their order, from the body of a successful answer.
///
/// A value that is missing or cannot be true is unknown; hours missing between others are unknown hours. The
/// hours may be more or fewer than were asked for.
///
/// # Errors
/// When the body is not, in every part, an answer to what was asked.
pub fn parse(
    body: &[u8],
    cells: &[Cell],
    fetched_at: Timestamp,
) -> Result<Vec<Forecast>, ParseError> {
    let points: Vec<_> = cells.iter().map(|c| (c.lat(), c.lon())).collect();
    let locations = locations(body, &points)?;
    let forecasts = locations.into_iter();
    forecasts
        .map(|location| forecast(location, fetched_at))
        .collect()
}

/// Returns what a body says of each of the points asked for, latitude and longitude, in their order.
fn locations<L: Located>(body: &[u8], points: &[(f64, f64)]) -> Result<Vec<L>, ParseError> {
    let body = body.trim_ascii();
    match body.first() {
        None => return Err(ParseError::Empty),
        Some(b'{' | b'[') => {}
        Some(b'<') => return Err(ParseError::Page),
        Some(_) if wire::breaks_off(body).is_some() => {
            return Err(ParseError::BrokeOff(service_text(body)));
        }
        Some(_) => return Err(ParseError::NotJson(service_text(body))),
    }
    let Answer { locations, count } =
        wire::read::<L>(body, points.len()).map_err(|error| match wire::breaks_off(body) {
            Some(sentence) => ParseError::BrokeOff(service_text(sentence)),
            None => ParseError::Malformed(service_text(error.to_string().as_bytes())),
        })?;
    if let [only] = locations.as_slice()
        && let Some(reason) = only.refusal()
    {
        let reason = match reason {
            "" => "no reason given",
            reason => reason,
        };
        return Err(ParseError::Refused(service_text(reason.as_bytes())));
    }
    if count != points.len() {
        return Err(ParseError::Count {
            asked: points.len(),
            answered: count,
        });
    }
    let mut places = locations.iter().zip(points).enumerate();
    match places.find(|&(index, (location, &point))| !is_for(location, index, point)) {
        Some((index, _)) => Err(ParseError::Place(index)),
        None => Ok(locations),
    }
}

fn forecast(location: Location, fetched_at: Timestamp) -> Result<Forecast, ParseError> {
    let Some((mut columns, stamps)) = location.hourly.and_then(Columns::with_time) else {
        return Err(ParseError::Malformed("there are no hours in it".to_owned()));
    };
    check_units(&mut columns, location.hourly_units)?;
    for (column, variable) in columns.iter().zip(&VARIABLES) {
        if let Some(values) = column
            && values.len() != stamps.len()
        {
            return Err(ParseError::Length {
                variable: variable.name,
                values: values.len(),
                hours: stamps.len(),
            });
        }
    }
    let (first, hours) = places_in_time(&stamps)?;
    let mut filled = vec![Conditions::default(); hours.last().map_or(0, |last| last + 1)];
    for (row, &hour) in hours.iter().enumerate() {
        if let Some(slot) = filled.get_mut(hour) {
            *slot = conditions(&columns, row);
        }
    }
    Ok(Forecast {
        source: Source::OpenMeteo,
        fetched_at,
        first,
        hours: Arc::new(filled),
        hourly_until: None,
        rival: None,
    })
}

/// Whether the location can be the one at `index`: the service numbers them, and names the model's point
/// that it used, which is near the point asked for but never exactly it.
fn is_for(location: &impl Located, index: usize, (lat, lon): (f64, f64)) -> bool {
    let numbered = location.number().is_none_or(|id| id == index as u64);
    let near = location.point().is_none_or(|(answered_lat, answered_lon)| {
        let positions = (
            Position::new(answered_lat, answered_lon),
            Position::new(lat, lon),
        );
        matches!(positions, (Ok(answered), Ok(asked)) if answered.distance_km(asked) <= FARTHEST_KM)
    });
    numbered && near
}

/// Checks the unit of every column, and drops those that the service calls undefined.
fn check_units(
    columns: &mut [Option<Vec<Option<f64>>>; 9],
    units: Option<Columns<Unit, Unit>>,
) -> Result<(), ParseError> {
    let units = units.unwrap_or_default();
    let wrong = |variable, unit: Option<Unit>, wanted| ParseError::Unit {
        variable,
        unit: unit.map_or_else(String::new, |unit| service_text(unit.0.as_bytes())),
        wanted,
    };
    match units.time {
        Some(unit) if unit.0 == "unixtime" => {}
        other => return Err(wrong("time", other, "unixtime")),
    }
    for ((column, unit), variable) in columns.iter_mut().zip(units.values).zip(&VARIABLES) {
        match unit {
            _ if column.is_none() => {}
            Some(unit) if unit.0 == variable.unit => {}
            Some(unit) if unit.0 == "undefined" => *column = None,
            other => return Err(wrong(variable.name, other, variable.unit)),
        }
    }
    Ok(())
}

/// Returns the first stamp, and how many hours after it each one is.
fn places_in_time(stamps: &[i64]) -> Result<(Timestamp, Vec<usize>), ParseError> {
    let Some(&start) = stamps.first() else {
        return Err(ParseError::Malformed("there are no hours in it".to_owned()));
    };
    let first = Timestamp::from_second(start).map_err(|_| ParseError::Time(start))?;
    let mut hours = Vec::with_capacity(stamps.len());
    for &stamp in stamps {
        let hour = stamp
            .checked_sub(start)
            .filter(|seconds| seconds % 3600 == 0 && start % 3600 == 0)
            .and_then(|seconds| usize::try_from(seconds / 3600).ok())
            .filter(|&hour| hour < MOST_HOURS && hours.last().is_none_or(|&last| last < hour))
            .ok_or(ParseError::Time(stamp))?;
        hours.push(hour);
    }
    // A forecast ends before time does.
    let end = SignedDuration::from_hours(MOST_HOURS as i64);
    first
        .checked_add(end)
        .map_err(|_| ParseError::Time(start))?;
    Ok((first, hours))
}

fn conditions(columns: &[Option<Vec<Option<f64>>>; 9], row: usize) -> Conditions {
    let mut values = [None; VARIABLES.len()];
    for ((value, column), variable) in values.iter_mut().zip(columns).zip(&VARIABLES) {
        let read = column.as_ref().and_then(|column| *column.get(row)?);
        // Adding zero turns "-0.0", which the service may write for a trace, into zero.
        *value = read
            .filter(|v| variable.possible.contains(v))
            .map(|v| v + 0.0);
    }
    let [
        temperature_c,
        apparent_c,
        mm,
        chance,
        code,
        cloud_pct,
        wind_kmh,
        gust_kmh,
        uv_index,
    ] = values;
    Conditions {
        temperature_c,
        apparent_c,
        precipitation: Precipitation {
            mm,
            probability: chance.map(|percent| percent / 100.0),
        },
        code: code.and_then(weather_code),
        cloud_pct,
        wind_kmh,
        gust_kmh,
        uv_index,
    }
}

/// Returns the code when it is one that the service documents.
fn weather_code(value: f64) -> Option<WeatherCode> {
    const KNOWN: [u8; 28] = [
        0, 1, 2, 3, 45, 48, 51, 53, 55, 56, 57, 61, 63, 65, 66, 67, 71, 73, 75, 77, 80, 81, 82, 85,
        86, 95, 96, 99,
    ];
    KNOWN
        .into_iter()
        .find(|&known| f64::from(known) == value)
        .map(WeatherCode)
}

#[cfg(test)]
mod tests;
