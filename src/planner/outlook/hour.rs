//! One clock hour of a forecast as kidtrip reads it, and what may be said of it.

use crate::domain::{Conditions, Forecast, WeatherCode};
use crate::planner::comfort::{Hour, SPREAD_HOURS, outdoor_hour};
use crate::planner::daylight::Daylight;
use crate::planner::rules::DRY_BELOW_MM;
use jiff::{SignedDuration, Timestamp};

/// One clock hour as kidtrip reads it: rain, its chance and gusts stamped at its end, the rest the mean of
/// both ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OutlookHour {
    /// When the hour begins.
    pub start: Timestamp,
    /// Air temperature, Celsius.
    pub temperature_c: Option<f64>,
    /// Apparent temperature, Celsius.
    pub apparent_c: Option<f64>,
    /// Rain, mm; where it is `spread` the share of this hour, of which nobody knows whether it is a wet one.
    pub rain_mm: Option<f64>,
    /// Whether the rain is the even share of what falls in six hours.
    pub spread: bool,
    /// Chance of rain, 0..=1.
    pub rain_chance: Option<f64>,
    /// The worse of the weather codes at both ends.
    pub code: Option<WeatherCode>,
    /// Cloud, percent.
    pub cloud_pct: Option<f64>,
    /// Wind, km/h.
    pub wind_kmh: Option<f64>,
    /// Gusts, km/h.
    pub gust_kmh: Option<f64>,
    /// UV index, the higher of both ends.
    pub uv_index: Option<f64>,
    /// Whether the sun sets before the hour is over.
    pub dark: bool,
}

impl OutlookHour {
    /// Returns whether the hour is known to be dry. Where rain is known for six hours together they are all dry, or none
    /// is known to be.
    #[must_use]
    pub fn is_dry(&self) -> bool {
        // A tenth of a millimetre in six shares comes back a little less.
        let hours = if self.spread { SPREAD_HOURS } else { 1.0 };
        self.rain_mm
            .is_some_and(|mm| mm * hours < DRY_BELOW_MM - 1e-9)
    }

    /// Returns whether it rains in the six hours around this one, in which of them nobody knows.
    #[must_use]
    pub fn may_be_wet(&self) -> bool {
        self.spread && self.rain_mm.is_some() && !self.is_dry()
    }

    /// Returns the rain of this very hour, mm, where that is known.
    #[must_use]
    pub fn own_rain_mm(&self) -> Option<f64> {
        self.rain_mm.filter(|_| !self.may_be_wet())
    }

    /// Returns the rain to draw for the hour, mm: its own, or its share of six where that is no little; the share of one of
    /// six hours, some of them wet, is no dry hour however small.
    #[must_use]
    pub fn drawn_rain_mm(&self) -> Option<f64> {
        self.rain_mm
            .filter(|&mm| mm >= DRY_BELOW_MM || self.is_dry())
    }

    /// Returns whether the hour is known to be wet.
    #[must_use]
    pub fn is_wet(&self) -> bool {
        self.own_rain_mm().is_some_and(|mm| mm >= DRY_BELOW_MM)
    }

    /// Returns when the hour is over.
    #[must_use]
    pub fn end(&self) -> Timestamp {
        let hour = SignedDuration::from_hours(1);
        self.start.checked_add(hour).unwrap_or(self.start)
    }

    /// Returns the outdoor comfort of the hour, where enough is known.
    #[must_use]
    pub fn comfort(&self) -> Option<f64> {
        self.complete().as_ref().map(outdoor_hour)
    }

    /// Returns an hour of which nothing is known but whether it is dark.
    pub(super) fn unknown(start: Timestamp, daylight: Daylight) -> Self {
        let end = start.checked_add(SignedDuration::from_hours(1));
        Self {
            start,
            temperature_c: None,
            apparent_c: None,
            rain_mm: None,
            spread: false,
            rain_chance: None,
            code: None,
            cloud_pct: None,
            wind_kmh: None,
            gust_kmh: None,
            uv_index: None,
            dark: end.is_ok_and(|end| daylight.is_dark(end)),
        }
    }

    /// Returns the hour for the comfort tables: temperature and rain must be known; unknown cloud and wind
    /// count as a middling British day's.
    pub(super) fn complete(&self) -> Option<Hour> {
        Some(Hour {
            apparent_c: self.apparent_c.or(self.temperature_c)?,
            cloud_pct: self.cloud_pct.unwrap_or(70.0),
            wind_kmh: self.wind_kmh.unwrap_or(15.0),
            rain_mm: self.rain_mm?,
            rain_chance: self.rain_chance,
            spread: self.spread,
            dark: self.dark,
        })
    }
}

/// Returns the clock hour from `start`, or `None` where the forecast has neither end.
#[must_use]
pub fn outlook_hour(
    forecast: &Forecast,
    start: Timestamp,
    daylight: Daylight,
) -> Option<OutlookHour> {
    let end = start.checked_add(SignedDuration::from_hours(1)).ok()?;
    let (opening, closing) = (forecast.at(start), forecast.at(end));
    if opening.is_none() && closing.is_none() {
        return None;
    }
    let ends =
        |value: fn(&Conditions) -> Option<f64>| (opening.and_then(value), closing.and_then(value));
    let mean = |value| match ends(value) {
        (Some(a), Some(b)) => Some(f64::midpoint(a, b)),
        (a, b) => a.or(b),
    };
    Some(OutlookHour {
        start,
        temperature_c: mean(|at| at.temperature_c),
        apparent_c: mean(|at| at.apparent_c),
        rain_mm: closing.and_then(|at| at.precipitation.mm),
        spread: forecast.is_spread(end),
        rain_chance: closing.and_then(|at| at.precipitation.probability),
        code: opening
            .and_then(|at| at.code)
            .max(closing.and_then(|at| at.code)),
        cloud_pct: mean(|at| at.cloud_pct),
        wind_kmh: mean(|at| at.wind_kmh),
        gust_kmh: closing.and_then(|at| at.gust_kmh),
        uv_index: match ends(|at| at.uv_index) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        },
        dark: daylight.is_dark(end),
    })
}
