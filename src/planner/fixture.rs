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
/// The day after it.
pub(crate) const SUNDAY: Date = date(2026, 11, 29);

/// M20 2RN.
pub(crate) fn home() -> Position {
    Position::new(53.4132, -2.2314).unwrap()
}

/// A place `km` north of home, of this category and exposure, of which nothing more is known.
pub(crate) fn place(id: &str, category: &str, exposure: f64, km: f64) -> Destination {
    Destination {
        id: id.to_owned().into(),
        name: id.to_owned().into(),
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
        region: Some("north-west".into()),
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
        asked_at: "2026-11-27T18:00:00+00:00[Europe/London]".parse().unwrap(),
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
        hours: Arc::new((0..span.len()).map(|hour| weather(stamp(hour))).collect()),
        hourly_until: None,
        rival: None,
    }
}

/// Fine weather on Saturday, and this on Sunday.
pub(crate) fn with_sunday(sunday: impl Fn(Timestamp) -> Conditions) -> Forecast {
    let midnight: Timestamp = "2026-11-29T00:00:00Z".parse().unwrap();
    forecast(move |stamp| {
        if stamp > midnight {
            sunday(stamp)
        } else {
            fine(stamp)
        }
    })
}

/// A fine day but for its gusts.
pub(crate) fn stormy(stamp: Timestamp) -> Conditions {
    Conditions {
        gust_kmh: Some(75.0),
        ..fine(stamp)
    }
}
