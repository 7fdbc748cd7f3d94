//! Open-Meteo's archive: one request for several spans of days at one place, and what its answer says of each day.
//! It lags some days behind; what it does not know yet is `null`, and stays unknown.

use super::wire::Located;
use super::{MAX_CELLS_PER_REQUEST, ParseError, Variable, locations, variable};
use crate::domain::{PastDay, Position};
use crate::net::{below_root, service_text};
use crate::weather::allowance;
use jiff::civil::Date;
use reqwest::Url;
use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};
use std::collections::BTreeMap;
use std::fmt;

/// The name that the client and its messages know it by.
pub const SERVICE: &str = "Open-Meteo's archive";
/// The credit that the licences want beside the data.
pub const ATTRIBUTION: &str = "Past weather by Open-Meteo.com (https://open-meteo.com/), CC BY 4.0, from ERA5 (Hersbach et al. \
    2023, doi:10.24381/cds.adbb2d47); contains modified Copernicus Climate Change Service information.";

/// Spans of days that one request may ask for.
pub const MOST_SPANS: usize = MAX_CELLS_PER_REQUEST;
/// Days of a span that count as one call, by four variables: a fourteenth of them by four tenths.
pub const DAYS_OF_A_CALL: i64 = 35;

/// What is asked for, in this order; sunshine makes the four no dearer than three.
const VARIABLES: [Variable; 4] = [
    variable("temperature_2m_max", "°C", -90.0, 60.0),
    variable("temperature_2m_min", "°C", -90.0, 60.0),
    variable("precipitation_sum", "mm", 0.0, 2_000.0),
    variable("sunshine_duration", "s", 0.0, 86_400.0),
];

/// A square of a quarter degree, that of the archive's own grid (ERA5), whose places share their past weather.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Square {
    lat_quarters: i32,
    lon_quarters: i32,
}

impl Square {
    /// Returns the square that holds `position`.
    #[must_use]
    pub fn of(position: Position) -> Self {
        Self {
            lat_quarters: (position.lat() * 4.0).round() as i32,
            lon_quarters: (position.lon() * 4.0).round() as i32,
        }
    }

    fn centre(self) -> (f64, f64) {
        (
            f64::from(self.lat_quarters) / 4.0,
            f64::from(self.lon_quarters) / 4.0,
        )
    }
}

impl fmt::Display for Square {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (lat, lon) = self.centre();
        write!(f, "{lat:.2},{lon:.2}")
    }
}

/// The days from the first to the last, both included.
pub type Span = (Date, Date);

/// Returns how many calls of the service's allowance a request for `spans` is.
#[must_use]
pub fn calls(spans: &[Span]) -> u32 {
    let of_one = |&(first, last): &Span| {
        let days = last.duration_since(first).as_hours() / 24 + 1;
        allowance::calls(1, VARIABLES.len(), usize::try_from(days).unwrap_or(0))
    };
    spans.iter().map(of_one).fold(0, u32::saturating_add)
}

/// Returns the address that asks for all `spans` of days, as they are at the place, in the middle of `square`: the
/// place is named once for each span.
///
/// # Errors
/// Says what is wrong with `base`, the service's root.
pub fn request_url(base: &str, square: Square, spans: &[Span]) -> Result<Url, String> {
    let mut url = below_root(base, "v1/archive").map_err(|shown| {
        format!("the address of {SERVICE}, \"{shown}\", is not a root such as https://a.example")
    })?;
    let (lat, lon) = square.centre();
    let list = |of: &dyn Fn(&Span) -> String| {
        let items: Vec<String> = spans.iter().map(of).collect();
        items.join(",")
    };
    url.set_query(Some(&format!(
        "latitude={}&longitude={}&start_date={}&end_date={}&daily={}&timezone=auto",
        list(&|_| format!("{lat:.2}")),
        list(&|_| format!("{lon:.2}")),
        list(&|(first, _)| first.to_string()),
        list(&|(_, last)| last.to_string()),
        VARIABLES.map(|variable| variable.name).join(",")
    )));
    Ok(url)
}

/// Returns the days of all `spans` that the body of a successful answer tells of. A value that is missing or cannot
/// be true is unknown.
///
/// # Errors
/// When the body is not, in every part, an answer to what was asked.
pub fn parse(
    body: &[u8],
    square: Square,
    spans: &[Span],
) -> Result<BTreeMap<Date, PastDay>, ParseError> {
    let points = vec![square.centre(); spans.len()];
    let told: Vec<Place> = locations(body, &points)?;
    let mut days = BTreeMap::new();
    for (place, &(first, last)) in told.into_iter().zip(spans) {
        let of_place = past_days(place)?.into_iter();
        days.extend(of_place.filter(|(day, _)| (first..=last).contains(day)));
    }
    Ok(days)
}

fn past_days(place: Place) -> Result<Vec<(Date, PastDay)>, ParseError> {
    let (Some(daily), Some(units)) = (place.daily, place.daily_units) else {
        return Err(ParseError::Malformed("there are no days in it".to_owned()));
    };
    let wrong = |variable, unit: Option<String>, wanted| ParseError::Unit {
        variable,
        unit: service_text(unit.unwrap_or_default().as_bytes()),
        wanted,
    };
    match units.time {
        Some(unit) if unit == "iso8601" => {}
        other => return Err(wrong("time", other, "iso8601")),
    }
    let columns = [
        (daily.temperature_2m_max, units.temperature_2m_max),
        (daily.temperature_2m_min, units.temperature_2m_min),
        (daily.precipitation_sum, units.precipitation_sum),
        (daily.sunshine_duration, units.sunshine_duration),
    ];
    let mut days = vec![PastDay::default(); daily.time.len()];
    for (place, ((column, unit), variable)) in columns.into_iter().zip(&VARIABLES).enumerate() {
        let Some(values) = column else { continue };
        match unit {
            Some(unit) if unit == variable.unit => {}
            Some(unit) if unit == "undefined" => continue,
            other => return Err(wrong(variable.name, other, variable.unit)),
        }
        if values.len() != days.len() {
            return Err(ParseError::Length {
                variable: variable.name,
                values: values.len(),
                hours: days.len(),
            });
        }
        for (day, value) in days.iter_mut().zip(values) {
            let value = value.filter(|value| variable.possible.contains(value));
            match place {
                0 => day.tmax_c = value,
                1 => day.tmin_c = value,
                // Adding zero turns "-0.0", which the service may write for a trace, into zero.
                2 => day.rain_mm = value.map(|mm| mm + 0.0),
                _ => day.sun_hours = value.map(|seconds| seconds / 3600.0),
            }
        }
    }
    Ok(daily.time.into_iter().map(|day| day.0).zip(days).collect())
}

/// One place of an answer, or the error in its place.
#[derive(Deserialize)]
struct Place {
    error: Option<bool>,
    reason: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    location_id: Option<u64>,
    daily_units: Option<Units>,
    daily: Option<Daily>,
}

impl Located for Place {
    fn refusal(&self) -> Option<&str> {
        let reason = self.reason.as_deref().unwrap_or_default();
        self.error.filter(|&error| error).map(|_| reason)
    }

    fn number(&self) -> Option<u64> {
        self.location_id
    }

    fn point(&self) -> Option<(f64, f64)> {
        self.latitude.zip(self.longitude)
    }
}

#[derive(Deserialize)]
struct Units {
    time: Option<String>,
    temperature_2m_max: Option<String>,
    temperature_2m_min: Option<String>,
    precipitation_sum: Option<String>,
    sunshine_duration: Option<String>,
}

/// A variable of every day.
type Column = Option<Vec<Option<f64>>>;

#[derive(Deserialize)]
struct Daily {
    time: Vec<Day>,
    temperature_2m_max: Column,
    temperature_2m_min: Column,
    precipitation_sum: Column,
    sunshine_duration: Column,
}

/// A date, read without a copy.
struct Day(Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl Visitor<'_> for Reader {
            type Value = Day;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a date")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Day, E> {
                text.parse().map(Day).map_err(|_| E::custom("no date"))
            }
        }
        deserializer.deserialize_str(Reader)
    }
}

#[cfg(test)]
mod tests;
