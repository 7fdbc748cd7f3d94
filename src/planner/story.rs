//! The weather of a visit as facts that a family plans by: when it rains, how it feels, how long it is light.
//! What a source does not know stays unknown: nothing is calm, dry or mild for want of data.

mod rain;
mod sky;

pub use rain::{Fall, Heaviest, Rain, Shape};
pub use sky::{Sky, Turn};

use super::outlook::{Hours, OutlookHour};
use super::rules::{
    BREEZY_GUST_KMH, BREEZY_WIND_KMH, FROST_C, GALE_KMH, HOT_C, ICY_AFTER_MM, MORNING_FROM,
    VERY_HOT_C, WINDY_GUST_KMH, WINDY_WIND_KMH,
};
use super::visit::Visit;
use crate::domain::WeatherCode;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use std::cell::OnceCell;

/// The weather of a visit, told by what matters of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// From the beginning of the first hour to the end of the last.
    pub window: Stretch,
    /// When it rains, and what falls.
    pub rain: Rain,
    /// The sky over the daylight hours; `None` where cloud is not known.
    pub sky: Option<Sky>,
    /// Whether the sky changes clearly: after early rain, or between the morning and the afternoon.
    pub turn: Option<Turn>,
    /// Air temperature.
    pub air: Option<Range>,
    /// Apparent temperature.
    pub felt: Option<Range>,
    /// The wind, where it is worth a word.
    pub wind: Option<Wind>,
    /// The heat, where there is one.
    pub heat: Option<Heat>,
    /// When the air is at or below freezing, the morning before the visit included.
    pub frost: Option<When>,
    /// Whether that is on ground that rain has wetted.
    pub icy: bool,
    /// When rain freezes on the ground, the morning included.
    pub freezing_rain: Option<When>,
    /// When there is fog.
    pub fog: Option<When>,
    /// When there is thunder.
    pub thunder: Option<When>,
    /// Whether snow falls in an hour that counts as dry, and in no other.
    pub flurries: bool,
    /// The highest UV index.
    pub uv: Option<f64>,
}

/// A stretch of time between two whole hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Its beginning.
    pub from: Timestamp,
    /// Its end.
    pub until: Timestamp,
}

/// When something is so, over some hours in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// In every hour.
    Throughout,
    /// From the first hour until then, and known not to be so right after.
    Until(Timestamp),
    /// From then to the end, and known not to be so right before.
    From(Timestamp),
    /// Between, and perhaps beyond where that is not known.
    Between(Stretch),
    /// More than once.
    AtTimes,
}

/// The lowest, the highest and the mean of some hours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The lowest.
    pub low: f64,
    /// The highest.
    pub high: f64,
    /// The mean.
    pub mean: f64,
    /// Whether the highest comes after the lowest.
    pub rising: bool,
}

/// How strong wind is, by the effects that the Beaufort scale names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Force {
    /// Small trees sway, umbrellas are hard to use.
    Breezy,
    /// Walking against it is hard.
    Windy,
    /// Twigs break off trees.
    Gale,
}

/// Wind worth a word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Wind {
    /// The strongest gust, km/h.
    Gusts(Force, f64),
    /// The strongest mean wind of the hours of which no gust is known, km/h.
    Mean(Force, f64),
}

/// Heat worth a word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heat {
    /// The highest apparent temperature, else that of the air, Celsius.
    pub celsius: f64,
    /// Whether it is the apparent one.
    pub apparent: bool,
    /// Whether it calls for extreme caution.
    pub severe: bool,
}

/// The light of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Light {
    /// The sun sets so many minutes after the visit.
    Left(i64),
    /// The sun sets during the visit.
    Ends,
    /// The sun has set when the family arrives.
    Gone,
}

/// A story that is told once, however often a page comes back to it. It follows from the hours that keep it, and counts
/// neither for nor against their being equal.
#[derive(Debug, Clone, Default)]
pub struct ToldOnce(OnceCell<Option<Box<Story>>>);

impl PartialEq for ToldOnce {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Hours {
    /// Returns the story of the stay; `None` without an hour.
    #[must_use]
    pub fn story(&self) -> Option<&Story> {
        let told = self.told.0.get_or_init(|| Story::of(self).map(Box::new));
        told.as_deref()
    }
}

impl Story {
    fn of(hours: &Hours) -> Option<Self> {
        let zone = &hours.zone;
        let (first, last) = (hours.during.first()?, hours.during.last()?);
        let window = Stretch {
            from: first.start,
            until: last.end(),
        };
        let rain = Rain::of(hours, zone);
        // They are of one day, in order: no clock need be read for each.
        let night = hours
            .earlier
            .partition_point(|hour| hour_on(hour.start, zone) < MORNING_FROM);
        let morning: Vec<OutlookHour> = hours
            .earlier
            .iter()
            .skip(night)
            .chain(&hours.during)
            .copied()
            .collect();
        let code = |test: fn(WeatherCode) -> bool| move |hour: &OutlookHour| hour.code.map(test);
        let frost = when(&morning, |hour| Some(hour.temperature_c? <= FROST_C));
        let snow = code(WeatherCode::is_snow);
        let snows = |hour: &&OutlookHour| snow(hour) == Some(true);
        Some(Self {
            window,
            sky: sky::sky(&hours.during),
            turn: sky::turn(&hours.during, rain.turns_at(window, zone)),
            air: range(&hours.during, |hour| hour.temperature_c),
            felt: range(&hours.during, |hour| hour.apparent_c),
            wind: wind(hours),
            heat: heat(&hours.during),
            icy: frost.is_some() && hours.rain_before_mm >= ICY_AFTER_MM,
            frost,
            freezing_rain: when(&morning, code(WeatherCode::is_freezing_rain)),
            fog: when(&hours.during, code(WeatherCode::is_fog)),
            thunder: when(&hours.during, code(WeatherCode::is_thunder)),
            flurries: hours
                .during
                .iter()
                .any(|hour| snows(&hour) && hour.is_dry())
                && !hours.during.iter().filter(snows).any(OutlookHour::is_wet),
            uv: hours.uv_index(),
            rain,
        })
    }

    /// Returns the lowest temperature as it feels: the apparent one, else that of the air.
    #[must_use]
    pub fn coldest(&self) -> Option<f64> {
        self.felt.or(self.air).map(|range| range.low)
    }
}

impl Light {
    /// Returns the light of `visit` before `sunset`.
    #[must_use]
    pub fn of(visit: &Visit, sunset: &ZonedDateTime) -> Self {
        if *sunset <= visit.arrive {
            Self::Gone
        } else if *sunset < visit.leave {
            Self::Ends
        } else {
            Self::Left(sunset.duration_since(&visit.leave).as_mins())
        }
    }
}

/// Returns when something is so, `None` for never; what is not known bounds nothing.
fn when(hours: &[OutlookHour], is: impl Fn(&OutlookHour) -> Option<bool>) -> Option<When> {
    let so: Vec<Option<bool>> = hours.iter().map(is).collect();
    let first = so.iter().position(|&so| so == Some(true))?;
    let last = so.iter().rposition(|&so| so == Some(true))?;
    let run = so.get(first..=last)?;
    if run.iter().any(|&so| so != Some(true)) {
        return Some(When::AtTimes);
    }
    let stretch = Stretch {
        from: hours.get(first)?.start,
        until: hours.get(last)?.end(),
    };
    let known_not = |at: Option<usize>| at.and_then(|at| so.get(at)) == Some(&Some(false));
    let from_the_start = first == 0;
    let to_the_end = last + 1 == so.len();
    Some(match (from_the_start, to_the_end) {
        (true, true) => When::Throughout,
        (true, false) if known_not(last.checked_add(1)) => When::Until(stretch.until),
        (false, true) if known_not(first.checked_sub(1)) => When::From(stretch.from),
        _ => When::Between(stretch),
    })
}

fn range(hours: &[OutlookHour], value: impl Fn(&OutlookHour) -> Option<f64>) -> Option<Range> {
    let known: Vec<f64> = hours.iter().filter_map(value).collect();
    let at = |better: fn(&f64, &f64) -> bool| {
        let mut found: Option<(usize, f64)> = None;
        for (index, value) in known.iter().enumerate() {
            if found.is_none_or(|(_, best)| better(value, &best)) {
                found = Some((index, *value));
            }
        }
        found
    };
    let ((coldest, low), (warmest, high)) = (at(|a, b| a < b)?, at(|a, b| a > b)?);
    #[expect(clippy::cast_precision_loss, reason = "a visit has a handful of hours")]
    let mean = known.iter().sum::<f64>() / known.len() as f64;
    Some(Range {
        low,
        high,
        mean,
        rising: warmest > coldest,
    })
}

/// Returns the wind where it is worth a word; in hours without a gust known the mean wind speaks, never a calm.
fn wind(hours: &Hours) -> Option<Wind> {
    let force = |kmh: f64, breezy: f64, windy: f64| match kmh.round() {
        kmh if kmh >= GALE_KMH => Some(Force::Gale),
        kmh if kmh >= windy => Some(Force::Windy),
        kmh if kmh >= breezy => Some(Force::Breezy),
        _ => None,
    };
    let gusts = hours
        .gust_kmh()
        .and_then(|kmh| Some((force(kmh, BREEZY_GUST_KMH, WINDY_GUST_KMH)?, kmh)));
    let mean = hours
        .wind_of_unknown_gusts_kmh()
        .and_then(|kmh| Some((force(kmh, BREEZY_WIND_KMH, WINDY_WIND_KMH)?, kmh)));
    match (gusts, mean) {
        (Some((known, _)), Some((force, kmh))) if force > known => Some(Wind::Mean(force, kmh)),
        (Some((force, kmh)), _) => Some(Wind::Gusts(force, kmh)),
        (None, mean) => mean.map(|(force, kmh)| Wind::Mean(force, kmh)),
    }
}

fn heat(hours: &[OutlookHour]) -> Option<Heat> {
    let felt = hours.iter().filter_map(|hour| {
        let apparent = hour.apparent_c.is_some();
        Some((hour.apparent_c.or(hour.temperature_c)?, apparent))
    });
    let (celsius, apparent) = felt.reduce(|a, b| if b.0 > a.0 { b } else { a })?;
    (celsius.round() >= HOT_C).then_some(Heat {
        celsius,
        apparent,
        severe: celsius.round() >= VERY_HOT_C,
    })
}

/// Returns the hour that the clocks of `zone` show.
fn hour_on(at: Timestamp, zone: &TimeZone) -> i8 {
    at.to_zoned_datetime(zone.clone()).hour()
}

#[cfg(test)]
mod tests;
