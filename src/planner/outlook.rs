//! The outlook of a visit: the weather of its hours at the destination, and what that is worth.
//! What a source does not know stays unknown; typical weather never looks like a forecast.

use super::comfort::{Hour, dry_comfort, left_by_rain, outdoor_visit};
use super::daylight::Daylight;
use super::disagreement::{Disagreement, disagreement};
use super::rules::{CLEARLY_DRY_CHANCE, TYPICAL_WET_HOUR_MM, WET_GROUND_HOURS};
use super::story::ToldOnce;
use super::visit::Visit;
use crate::domain::{Forecast, Normals, Position, Source, WeatherCode};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ZonedDateTime};

pub use hour::{OutlookHour, outlook_hour};

/// What is known of the weather of a visit.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// The forecast, the climate's averages, or nothing.
    pub weather: Weather,
    /// Outdoor comfort of the visit, 0..=100; `None` when nothing is known.
    pub outdoor: Option<f64>,
    /// Sunset on the destination's clock, where the sun sets.
    pub sunset: Option<ZonedDateTime>,
}

/// Where an outlook comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Weather {
    /// A forecast of the hours.
    Forecast(Hours),
    /// Climate averages: not a forecast.
    Typical(Normals),
    /// Neither could be had.
    None,
}

/// The forecast hours of a visit.
#[derive(Debug, Clone, PartialEq)]
pub struct Hours {
    /// The service.
    pub source: Source,
    /// When it was asked.
    pub fetched_at: Timestamp,
    /// How sure a forecast of that day is, less what the source does not know and what others say.
    pub confidence: Confidence,
    /// Another source that says something else of the rain.
    pub disagreement: Option<Disagreement>,
    /// The hours of the stay.
    pub during: Vec<OutlookHour>,
    /// The hours of the same day before it, from midnight at the destination.
    pub earlier: Vec<OutlookHour>,
    /// The hour that the visit ends in, where it is too little of it to count.
    pub parting: Option<OutlookHour>,
    /// Rain of the 12 hours before arrival, mm, as far as known.
    pub rain_before_mm: f64,
    /// The zone by whose clock they are told: the destination's.
    pub zone: TimeZone,
    /// Their story, once somebody has asked for it.
    pub told: ToldOnce,
}

/// How sure a forecast is, by how many days ahead it looks ("detail beyond day 5 is broad-brush": Met Office).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    /// Today to the day after tomorrow.
    High,
    /// Three to five days ahead.
    Fair,
    /// Six days ahead or more.
    Low,
}

impl Confidence {
    /// Returns the confidence of a forecast `lead` days ahead.
    #[must_use]
    pub fn of_lead_days(lead: i32) -> Self {
        match lead {
            ..=2 => Self::High,
            3..=5 => Self::Fair,
            _ => Self::Low,
        }
    }

    /// Returns the next lower one.
    #[must_use]
    pub fn lowered(self) -> Self {
        match self {
            Self::High => Self::Fair,
            Self::Fair | Self::Low => Self::Low,
        }
    }

    /// Returns the word the JSON contract uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Fair => "fair",
            Self::Low => "low",
        }
    }
}

/// Returns the outlook of `visit` from a forecast, or `None` when that does not cover at least half its hours.
///
/// `confidence` is that of a forecast so far ahead. It is a step lower where the source does not give the chance of rain
/// or knows it for six hours at a time only, and another step where a second source disagrees.
#[must_use]
pub fn forecast_outlook(
    visit: &Visit,
    position: Position,
    forecast: &Forecast,
    confidence: Confidence,
) -> Option<Outlook> {
    let daylight = Daylight::of(position, visit.arrive.date());
    let read = |start: Timestamp| outlook_hour(forecast, start, daylight);
    let starts = visit.hours();
    let during: Vec<OutlookHour> = starts
        .iter()
        .map(|&start| read(start).unwrap_or_else(|| OutlookHour::unknown(start, daylight)))
        .collect();
    let complete: Vec<Hour> = during.iter().filter_map(OutlookHour::complete).collect();
    if complete.is_empty() || 2 * complete.len() < starts.len() {
        return None;
    }
    let first = *starts.first()?;
    let midnight = visit.arrive.start_of_day().ok()?.timestamp();
    let earlier = hours_back_from(first)
        .take_while(|&start| start >= midnight)
        .filter_map(read)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let disagreement = disagreement(&starts, forecast, daylight);
    let lacks = during
        .iter()
        .any(|hour| hour.rain_chance.is_none() || hour.spread);
    let doubts = [lacks, disagreement.is_some()];
    let confidence = doubts
        .into_iter()
        .filter(|&doubt| doubt)
        .fold(confidence, |confidence, _| confidence.lowered());
    let last = *starts.last()?;
    let after = last.checked_add(SignedDuration::from_hours(1)).ok()?;
    let parting = (after < visit.leave.timestamp())
        .then(|| read(after))
        .flatten();
    let rain_before_mm = hours_back_from(first)
        .take(usize::try_from(WET_GROUND_HOURS).unwrap_or(0))
        .filter_map(|start| read(start)?.rain_mm)
        .sum();
    Some(Outlook {
        outdoor: outdoor_visit(&complete),
        sunset: sunset(daylight, visit),
        weather: Weather::Forecast(Hours {
            source: forecast.source,
            fetched_at: forecast.fetched_at,
            confidence,
            disagreement,
            during,
            earlier,
            parting,
            rain_before_mm,
            zone: visit.arrive.time_zone().clone(),
            told: ToldOnce::default(),
        }),
    })
}

/// Returns the outlook of `visit` from climate averages, or from nothing at all.
#[must_use]
pub fn typical_outlook(visit: &Visit, position: Position, normals: Option<Normals>) -> Outlook {
    let date = visit.arrive.date();
    let daylight = Daylight::of(position, date);
    Outlook {
        weather: normals.map_or(Weather::None, Weather::Typical),
        outdoor: normals.map(|normals| typical_comfort(&normals, position, date)),
        sunset: sunset(daylight, visit),
    }
}

/// Returns the outdoor comfort to expect of an average day, 0..=100: a dry hour near the day's maximum, its
/// cloud from the share of possible sunshine, less the rain of a wet day as often as the climate has one.
/// (A composition of the hourly tables; **judgement**, used for climate averages only.)
#[must_use]
pub fn typical_comfort(normals: &Normals, position: Position, date: Date) -> f64 {
    // Family hours (10 to 16) run about a sixth of the daily range below the maximum.
    let daytime_c = normals.tmax_c - (normals.tmax_c - normals.tmin_c) / 6.0;
    let daylight_hours = match Daylight::of(position, date) {
        Daylight::Between { rise, set } => set.duration_since(rise).as_secs_f64() / 3600.0,
        Daylight::Always => 24.0,
        Daylight::Never => 0.0,
    };
    let cloud_pct = match normals.sun_hours {
        Some(sun) if daylight_hours > 0.0 => 100.0 * (1.0 - (sun / daylight_hours).clamp(0.0, 1.0)),
        _ => 70.0,
    };
    let dry = dry_comfort(daytime_c, cloud_pct, 15.0);
    let wet_share = normals.wet_day_share.unwrap_or(0.4);
    dry * (1.0 - wet_share * (1.0 - left_by_rain(TYPICAL_WET_HOUR_MM)))
}

impl Outlook {
    /// Returns the forecast hours, where there is a forecast.
    #[must_use]
    pub fn forecast(&self) -> Option<&Hours> {
        match &self.weather {
            Weather::Forecast(hours) => Some(hours),
            Weather::Typical(_) | Weather::None => None,
        }
    }
}

impl Hours {
    /// Returns how many hours of the stay are known to be dry (less than 0.1 mm).
    #[must_use]
    pub fn dry(&self) -> usize {
        self.during.iter().filter(|hour| hour.is_dry()).count()
    }

    /// Returns of how many hours of the stay nobody knows the rain.
    #[must_use]
    pub fn unknown(&self) -> usize {
        let hours = self.during.iter();
        hours.filter(|hour| hour.own_rain_mm().is_none()).count()
    }

    /// Returns whether every hour is dry and rain is known to be unlikely in each: nothing to plan around.
    #[must_use]
    pub fn is_clearly_dry(&self) -> bool {
        let unlikely = |chance: f64| chance < CLEARLY_DRY_CHANCE;
        let mut during = self.during.iter();
        during.all(|hour| hour.is_dry() && hour.rain_chance.is_some_and(unlikely))
    }

    /// Returns whether it rains at some time of the stay or near it, of which nobody knows the hour.
    #[must_use]
    pub fn has_rain_of_unknown_hour(&self) -> bool {
        self.during.iter().any(OutlookHour::may_be_wet)
    }

    /// Returns the rain of the stay, mm, as far as known; `None` when no hour's is.
    #[must_use]
    pub fn rain_mm(&self) -> Option<f64> {
        self.known(|hour| hour.rain_mm).reduce(|a, b| a + b)
    }

    /// Returns the highest chance of rain in any hour, 0..=1.
    #[must_use]
    pub fn rain_chance(&self) -> Option<f64> {
        self.known(|hour| hour.rain_chance).reduce(f64::max)
    }

    /// Returns the strongest gust, km/h.
    #[must_use]
    pub fn gust_kmh(&self) -> Option<f64> {
        self.known(|hour| hour.gust_kmh).reduce(f64::max)
    }

    /// Returns the strongest mean wind of any hour, km/h.
    #[must_use]
    pub fn wind_kmh(&self) -> Option<f64> {
        self.known(|hour| hour.wind_kmh).reduce(f64::max)
    }

    /// Returns the strongest mean wind of those hours whose gusts are not known, km/h.
    #[must_use]
    pub fn wind_of_unknown_gusts_kmh(&self) -> Option<f64> {
        let wind = |hour: &OutlookHour| hour.wind_kmh.filter(|_| hour.gust_kmh.is_none());
        self.known(wind).reduce(f64::max)
    }

    /// Returns the highest UV index.
    #[must_use]
    pub fn uv_index(&self) -> Option<f64> {
        self.known(|hour| hour.uv_index).reduce(f64::max)
    }

    /// Returns the worst weather code.
    #[must_use]
    pub fn code(&self) -> Option<WeatherCode> {
        self.during.iter().filter_map(|hour| hour.code).max()
    }

    /// Returns whether something is so in any hour of the stay; `None` where only unknown hours could tell.
    #[must_use]
    pub fn any(&self, is: impl Fn(&OutlookHour) -> Option<bool>) -> Option<bool> {
        let answers: Vec<Option<bool>> = self.during.iter().map(is).collect();
        if answers.contains(&Some(true)) {
            return Some(true);
        }
        (!answers.contains(&None)).then_some(false)
    }

    /// Returns the mean of a value over the hours that have it.
    #[must_use]
    pub fn mean(&self, value: impl Fn(&OutlookHour) -> Option<f64>) -> Option<f64> {
        let (sum, count) = self
            .known(value)
            .fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
        (count > 0.0).then(|| sum / count)
    }

    fn known(&self, value: impl Fn(&OutlookHour) -> Option<f64>) -> impl Iterator<Item = f64> {
        self.during.iter().filter_map(value)
    }
}

fn hours_back_from(first: Timestamp) -> impl Iterator<Item = Timestamp> {
    (1..).map_while(move |back| first.checked_sub(SignedDuration::from_hours(back)).ok())
}

fn sunset(daylight: Daylight, visit: &Visit) -> Option<ZonedDateTime> {
    let zone = visit.arrive.time_zone().clone();
    daylight.sunset().map(|set| set.to_zoned_datetime(zone))
}

mod hour;
#[cfg(test)]
mod tests;
