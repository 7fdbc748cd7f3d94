//! Made-up places, outings and forecasts for the planner's own tests.

use super::candidates::{Candidate, Standing};
use super::estimate_journey;
use super::opening::{Calendars, Holidays};
use crate::domain::{
    Category, Conditions, Destination, Exposure, FactSources, FamilyFacts, Forecast, HourSpan,
    Limits, Location, Normals, Outing, Period, Position, Precipitation, Precision, Price, Source,
    WeatherCode, zone,
};
use jiff::Timestamp;
use jiff::civil::{Date, date, time};
use std::sync::Arc;

/// Saturday 28 November 2026.
pub(crate) const SATURDAY: Date = date(2026, 11, 28);

/// M20 2RN.
pub(crate) fn home() -> Position {
    Position::new(53.4132, -2.2314).unwrap()
}

/// A place `km` north of home, of this category and exposure, of which nothing more is known.
pub(crate) fn place(id: &str, category: &str, exposure: f64, km: f64) -> Destination {
    Destination {
        id: id.to_owned(),
        name: id.to_owned(),
        category: Arc::new(Category {
            id: category.to_owned(),
            label: category.to_owned(),
            exposure: Exposure::new(exposure).unwrap(),
            typical_hours: 3.0,
            ages: (2, 12),
        }),
        position: Position::new(home().lat() + km / 111.195, home().lon()).unwrap(),
        zone: zone("Europe/London").unwrap(),
        postcode: None,
        exposure: Exposure::new(exposure).unwrap(),
        typical_hours: 3.0,
        ages: (2, 12),
        price: Price::Unknown,
        facts: FamilyFacts::default(),
        opening_hours: None,
        url: None,
        region: Some("north-west".to_owned()),
        catalogue: "test".into(),
        sources: FactSources::default(),
        map: None,
    }
}

/// An outing from home on Saturday, leaving at 10:00, asked for on Friday evening.
pub(crate) fn outing() -> Outing {
    Outing {
        origin: Location {
            query: "M20 2RN".to_owned(),
            label: "M20 2RN".to_owned(),
            area: None,
            position: home(),
            precision: Precision::Postcode,
            zone: zone("Europe/London").unwrap(),
            notes: Vec::new(),
        },
        days: vec![SATURDAY],
        leave: time(10, 0, 0, 0),
        back_by: None,
        asked_at: "2026-11-27T18:00:00Z".parse().unwrap(),
        limits: Limits::default(),
    }
}

/// A candidate that satisfies everything.
pub(crate) fn candidate(place: &Destination) -> Candidate<'_> {
    Candidate {
        place,
        journey: estimate_journey(home(), place.position),
        standing: Standing::Confirmed,
    }
}

/// Calendars that know of no holiday until the end of 2028.
pub(crate) fn calendars() -> Calendars {
    let known = Holidays {
        known_until: Some(date(2028, 12, 31)),
        ..Holidays::default()
    };
    Calendars {
        england_and_wales: known,
        ..Calendars::default()
    }
}

/// The climate of Manchester in late November, anywhere and always.
pub(crate) fn normals(_: Position, _: Date) -> Option<Normals> {
    Some(Normals {
        period: Period::Normals,
        tmax_c: 9.5,
        tmin_c: 4.2,
        rain_mm_month: Some(90.0),
        wet_day_share: Some(0.48),
        sun_hours: Some(1.8),
    })
}

/// 20 C, 20 % cloud, calm and dry.
pub(crate) fn fine(_: Timestamp) -> Conditions {
    Conditions {
        temperature_c: Some(20.0),
        apparent_c: Some(20.0),
        precipitation: Precipitation {
            mm: Some(0.0),
            probability: Some(0.0),
        },
        code: Some(WeatherCode(1)),
        cloud_pct: Some(20.0),
        wind_kmh: Some(0.0),
        gust_kmh: Some(10.0),
        uv_index: Some(0.5),
    }
}

/// Fine weather, but for `mm` of rain in the clock hour that begins at `from` and those until `until` (UTC).
pub(crate) fn rain_between(from: i8, until: i8, mm: f64) -> impl Fn(Timestamp) -> Conditions {
    move |stamp| {
        // Rain is stamped at the end of its hour.
        let begins = stamp.to_zoned_datetime(jiff::tz::TimeZone::UTC).hour() - 1;
        let mut conditions = fine(stamp);
        if (from..until).contains(&begins) {
            conditions.precipitation = Precipitation {
                mm: Some(mm),
                probability: Some(0.9),
            };
            conditions.code = Some(WeatherCode(61));
        }
        conditions
    }
}

/// A forecast of Friday noon to Sunday midnight, each stamp given by `weather`.
pub(crate) fn forecast(weather: impl Fn(Timestamp) -> Conditions) -> Forecast {
    let first: Timestamp = "2026-11-27T12:00:00Z".parse().unwrap();
    let span = HourSpan::covering(first, "2026-11-29T23:00:00Z".parse().unwrap());
    let stamp = |hour: usize| {
        let seconds = i64::try_from(hour * 3600).unwrap();
        Timestamp::from_second(first.as_second() + seconds).unwrap()
    };
    Forecast {
        source: Source::OpenMeteo,
        fetched_at: "2026-11-27T17:58:00Z".parse().unwrap(),
        first,
        hours: (0..span.len()).map(|hour| weather(stamp(hour))).collect(),
        hourly_until: None,
        rival: None,
    }
}

/// A synthetic British year: 365 stretches of sixty hours, from noon on. The annual course and spread of
/// temperature follow central England's (4 C in January, 17 in July, +- 3 from day to day), wet days come in
/// about four of ten and in spells, and cloud goes with rain and with westerlies rather than with warmth.
pub(crate) fn british_year() -> impl Iterator<Item = Vec<Conditions>> {
    let mut random = fastrand::Rng::with_seed(1991);
    let mut wet_spell = false;
    (0..365_i32).map(move |day| {
        let season = (std::f64::consts::TAU * f64::from(day - 200) / 365.0).cos();
        let wet_chance = if wet_spell { 0.62 } else { 0.26 };
        wet_spell = random.f64() < wet_chance;
        let anomaly = (random.f64() + random.f64() + random.f64() - 1.5) * 6.0;
        let mean_c = 10.3 + 6.5 * season + anomaly;
        let cloud_base = if wet_spell {
            85.0
        } else {
            random.f64() * 100.0
        };
        let wind = 6.0 + random.f64() * 22.0 + if wet_spell { 8.0 } else { 0.0 };
        (0..60_u8)
            .map(|hour| {
                // Noon is hour 0; the day is warmest about three in the afternoon.
                let phase = f64::from(hour) - 3.0;
                let swing =
                    (2.0 + 2.0 * (season + 1.0)) * (std::f64::consts::TAU * phase / 24.0).cos();
                let air = mean_c + 1.5 + swing;
                let raining = wet_spell && random.f64() < 0.4;
                let mm = if raining {
                    0.1 + random.f64().powi(3) * 4.0
                } else {
                    0.0
                };
                Conditions {
                    temperature_c: Some(air),
                    apparent_c: Some(air - wind / 9.0),
                    precipitation: Precipitation {
                        mm: Some(mm),
                        probability: Some(if raining {
                            0.8
                        } else if wet_spell {
                            0.4
                        } else {
                            0.05
                        }),
                    },
                    code: Some(WeatherCode(if raining { 61 } else { 3 })),
                    cloud_pct: Some((cloud_base + (random.f64() - 0.5) * 30.0).clamp(0.0, 100.0)),
                    wind_kmh: Some(wind),
                    gust_kmh: Some(wind * 1.6),
                    uv_index: None,
                }
            })
            .collect()
    })
}
