//! From MET Norway's steps - each hour for some two days, then every sixth - to hours without gaps.
//! What is known of an hour by itself stays that; of the others it is said that they are shares.

use super::symbols::weather_code;
use super::wire::{Data, Instant, Period, Step};
use crate::domain::{Conditions, Precipitation};
use crate::weather::apparent_temperature_c;
use std::ops::RangeInclusive;

/// Hours of the longer of the two periods that steps give sums for.
const LONG: usize = 6;
/// Kilometres an hour in a metre a second.
const KMH_IN_MS: f64 = 3.6;

/// Hours, and how many of them, counted from the first, have rain of their own.
pub(super) struct Hours {
    pub(super) conditions: Vec<Conditions>,
    pub(super) hourly: usize,
}

/// Returns the hours from the first step to the last, each step's place among them given in `places`, ascending.
///
/// Where only every sixth hour is given:
/// - Rain is known as the sum of six hours. Each of them gets the even share of it, and the forecast says from where on
///   (`Forecast::hourly_until`), so that nobody takes a share below 0.1 mm for a dry hour. Leaving it unknown would
///   throw away that six hours are dry together, or that 8 mm fall in them.
/// - Air and apparent temperature, cloud and mean wind lie on the straight line between both ends: they change
///   slowly enough for that to be a degree or two off, and the forecast counts as less certain for it.
/// - Gusts and UV between the ends are unknown: they are extremes, of which a line between two says nothing.
pub(super) fn hours(steps: &[Step<'_>], places: &[usize]) -> Hours {
    let count = places.last().map_or(0, |last| last + 1);
    let mut hours = Hours {
        conditions: vec![Conditions::default(); count],
        hourly: 0,
    };
    let nothing = Data::default();
    let steps: Vec<(usize, &Data<'_>)> = places
        .iter()
        .zip(steps)
        .map(|(&place, step)| (place, step.data.as_ref().unwrap_or(&nothing)))
        .collect();
    for &(place, data) in &steps {
        let instant = data.instant.as_ref().and_then(|at| at.details);
        if let Some(hour) = hours.conditions.get_mut(place) {
            put_instant(hour, instant.unwrap_or_default());
        }
    }
    put_gusts(&mut hours.conditions);
    for &(place, data) in &steps {
        put_hour(&mut hours, place, data);
    }
    // From here on there are sums only.
    let first_without = hours.hourly.max(1);
    for (step, &(place, data)) in steps.iter().enumerate() {
        let next = steps.get(step + 1).map_or(count, |&(next, _)| next);
        let until = (place + LONG).min(next) + 1;
        let shared = (place + 1).max(first_without)..until.min(count);
        put_share(&mut hours.conditions, shared, data);
        put_between(&mut hours.conditions, place, next);
    }
    hours
}

/// Puts what holds at an instant into its hour.
fn put_instant(hour: &mut Conditions, at: Instant) {
    hour.temperature_c = possible(at.air_temperature, -90.0..=60.0);
    hour.cloud_pct = possible(at.cloud_area_fraction, 0.0..=100.0);
    // That of a clear sky, which is all there is: never less than what comes through the clouds.
    hour.uv_index = possible(at.ultraviolet_index_clear_sky, 0.0..=50.0);
    let wind_ms = possible(at.wind_speed, 0.0..=138.0);
    hour.wind_kmh = wind_ms.map(|ms| ms * KMH_IN_MS);
    hour.gust_kmh = possible(at.wind_speed_of_gust, 0.0..=138.0).map(|ms| ms * KMH_IN_MS);
    let humidity_pct = possible(at.relative_humidity, 0.0..=100.0);
    hour.apparent_c = match (hour.temperature_c, humidity_pct, wind_ms) {
        (Some(air), Some(humidity), Some(wind)) => {
            Some(apparent_temperature_c(air, humidity, wind))
        }
        _ => None,
    };
}

/// Makes the gusts of an instant those of the hour that ends there: the stronger of both ends.
fn put_gusts(hours: &mut [Conditions]) {
    let mut before = None;
    for hour in hours {
        let here = hour.gust_kmh;
        hour.gust_kmh = match (before, here) {
            (Some(a), Some(b)) => Some(f64::max(a, b)),
            (_, here) => here,
        };
        before = here;
    }
}

/// Puts what falls in the hour after a step, where the step says so, into the hour that ends then.
fn put_hour(hours: &mut Hours, place: usize, data: &Data<'_>) {
    let Some(period) = &data.next_1_hours else {
        return;
    };
    let Some(hour) = hours.conditions.get_mut(place + 1) else {
        return;
    };
    hour.precipitation = fallen(period, 1.0);
    hour.code = symbol(period);
    if hour.precipitation.mm.is_some() {
        hours.hourly = hours.hourly.max(place + 2);
    }
}

/// Puts the even share of what falls in the six hours after a step into those of them that have nothing of their own.
fn put_share(hours: &mut [Conditions], shared: std::ops::Range<usize>, data: &Data<'_>) {
    let Some(period) = &data.next_6_hours else {
        return;
    };
    #[expect(clippy::cast_precision_loss, reason = "six")]
    let share = fallen(period, LONG as f64);
    for hour in hours.get_mut(shared).into_iter().flatten() {
        let own = hour.precipitation;
        hour.precipitation = Precipitation {
            mm: own.mm.or(share.mm),
            probability: own.probability.or(share.probability),
        };
        hour.code = hour.code.or_else(|| symbol(period));
    }
}

/// Puts what lies between two steps, where both ends are known and no more than six hours apart.
fn put_between(hours: &mut [Conditions], place: usize, next: usize) {
    let apart = next.saturating_sub(place);
    if !(2..=LONG).contains(&apart) {
        return;
    }
    let (Some(&from), Some(&to)) = (hours.get(place), hours.get(next)) else {
        return;
    };
    for step in 1..apart {
        #[expect(clippy::cast_precision_loss, reason = "at most six")]
        let along = step as f64 / apart as f64;
        let between = |of: fn(&Conditions) -> Option<f64>| {
            let (from, to) = (of(&from)?, of(&to)?);
            Some(from + (to - from) * along)
        };
        if let Some(hour) = hours.get_mut(place + step) {
            hour.temperature_c = between(|at| at.temperature_c);
            hour.apparent_c = between(|at| at.apparent_c);
            hour.cloud_pct = between(|at| at.cloud_pct);
            hour.wind_kmh = between(|at| at.wind_kmh);
        }
    }
}

/// Returns what falls in one hour of a period of so many.
fn fallen(period: &Period<'_>, of_hours: f64) -> Precipitation {
    let fallen = period.details.unwrap_or_default();
    Precipitation {
        mm: possible(fallen.precipitation_amount, 0.0..=500.0 * of_hours).map(|mm| mm / of_hours),
        // Of six hours it is never less than that of any of them.
        probability: possible(fallen.probability_of_precipitation, 0.0..=100.0)
            .map(|percent| percent / 100.0),
    }
}

fn symbol(period: &Period<'_>) -> Option<crate::domain::WeatherCode> {
    let summary = period.summary.as_ref()?;
    weather_code(&summary.symbol_code.as_ref()?.0)
}

/// Returns a value that can be true; zero for a negative one.
fn possible(value: Option<f64>, range: RangeInclusive<f64>) -> Option<f64> {
    value.filter(|value| range.contains(value)).map(|v| v + 0.0)
}
