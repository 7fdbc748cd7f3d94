//! Typical weather from the last ten years on the same dates: which days those are, whose they are, what they say.
//! Past weather does not change, so what has been asked is never asked again.

use super::open_meteo::archive::{self, DAYS_OF_A_CALL, MOST_SPANS, SERVICE, Span, Square};
use crate::domain::{Normals, PastDay, Period, Position};
use crate::net::Client;
use crate::store::past_cache::PastCache;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// Years that are looked at: enough for a tenth of the days to be one (**judgement**).
const YEARS: i16 = 10;
/// Days taken with the one asked about, before and after it: seventy days in ten years.
const AROUND: i64 = 3;
/// Days after which the archive knows a day: ERA5 comes five days late, and a day is not over everywhere at once.
const LAG_DAYS: i64 = 7;
/// Days after which what the archive does not know of a day it never will (ERA5's final form comes within three months).
const FINAL_DAYS: i64 = 100;
/// Share of the days of which something must be known for an average of it.
const LEAST_KNOWN: f64 = 0.5;
/// Days of a mean month, and the rain from which a day is wet, mm (WMO).
const DAYS_OF_A_MONTH: f64 = 365.25 / 12.0;
const WET_FROM_MM: f64 = 1.0;

/// Who is asked, and as of when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The archive's root.
    pub base_url: String,
    /// The instant of the run.
    pub now: Timestamp,
    /// Whether only what has been asked before counts.
    pub offline: bool,
}

/// What the last ten years say, and what went wrong in finding out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Past {
    /// The averages around each day asked about; a day without enough known is absent.
    pub normals: BTreeMap<Date, Normals>,
    /// Why the archive could not be asked, in the words of an error.
    pub failure: Option<String>,
    /// What the reader may want to mend though nothing is missing: a cache that cannot be written.
    pub warning: Option<String>,
}

/// Returns what the last ten years at `position` say of each of `days`: from the cache, and for what it lacks from
/// the archive, in one request.
///
/// A week around a day of ten years is ten spans of one place, and a span of up to 35 days of four variables counts as
/// one call: ten calls for a day out, and ten for a week. (All ten years in one span would be 3,653 / 14 x 0.4 = 105.)
pub fn ten_years(
    client: &mut Client,
    cache: &PastCache,
    settings: &Settings,
    position: Position,
    days: &[Date],
) -> Past {
    let square = Square::of(position);
    let today = TimeZone::UTC.to_datetime(settings.now).date();
    let mut known = cache.get(&square.to_string());
    let wanted = days
        .iter()
        .flat_map(|&day| days_around(day, years(day, today)));
    let missing: BTreeSet<Date> = wanted.filter(|day| !known.contains_key(day)).collect();
    let mut past = Past::default();
    if !missing.is_empty() && !settings.offline {
        match ask(client, &settings.base_url, square, &spans(&missing)) {
            Ok(told) => {
                let keep: BTreeMap<_, _> = told
                    .iter()
                    .filter(|&(&day, told)| told.is_complete() || is_final(day, today))
                    .map(|(&day, &told)| (day, told))
                    .collect();
                past.warning = cache.put(&square.to_string(), &keep);
                known.extend(told);
            }
            Err(failure) => past.failure = Some(failure),
        }
    }
    past.normals = days
        .iter()
        .filter_map(|&day| Some((day, average(&known, day, years(day, today))?)))
        .collect();
    past
}

fn ask(
    client: &mut Client,
    base_url: &str,
    square: Square,
    spans: &[Span],
) -> Result<BTreeMap<Date, PastDay>, String> {
    let url = archive::request_url(base_url, square, spans)?;
    let reply = client.get_weighing(SERVICE, url, archive::calls(spans));
    let reply = reply.map_err(|error| error.to_string())?;
    archive::parse(&reply.body, square, spans).map_err(|error| {
        client.was_unusable(SERVICE);
        error.to_string()
    })
}

/// Returns the last ten years before that of `day` of which the archive knows the days around it.
fn years(day: Date, today: Date) -> RangeInclusive<i16> {
    let known_until = today.saturating_sub(LAG_DAYS.days());
    let is_known = |&year: &i16| {
        let days = days_around(day, year..=year);
        days.last().is_some_and(|last| last <= known_until)
    };
    let latest = (day.year() - 1).min(today.year());
    let last = (latest - 2..=latest).rev().find(is_known);
    let last = last.unwrap_or(latest);
    last - (YEARS - 1)..=last
}

/// Returns the days around `day` in each of `years`; around 28 February where a year has no 29th.
fn days_around(day: Date, years: RangeInclusive<i16>) -> impl Iterator<Item = Date> {
    years.flat_map(move |year| {
        let same = Date::new(year, day.month(), day.day());
        let same = same.or_else(|_| Date::new(year, 2, 28)).ok();
        let around =
            move |same: Date| (-AROUND..=AROUND).map(move |by| same.saturating_add(by.days()));
        same.into_iter().flat_map(around)
    })
}

fn is_final(day: Date, today: Date) -> bool {
    day < today.saturating_sub(FINAL_DAYS.days())
}

/// Returns the fewest spans that hold all `days` and count as one call each.
fn spans(days: &BTreeSet<Date>) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for &day in days {
        match spans.last_mut() {
            Some((first, last)) if day < first.saturating_add(DAYS_OF_A_CALL.days()) => {
                *last = day;
            }
            _ => spans.push((day, day)),
        }
    }
    spans.truncate(MOST_SPANS);
    spans
}

/// Returns the averages of the days around `day` in `years`, or `None` where too little is known.
fn average(
    known: &BTreeMap<Date, PastDay>,
    day: Date,
    years: RangeInclusive<i16>,
) -> Option<Normals> {
    let (first, last) = (*years.start(), *years.end());
    let days: Vec<Option<&PastDay>> = days_around(day, years).map(|day| known.get(&day)).collect();
    let mean = |of: &dyn Fn(&PastDay) -> Option<f64>| {
        let values: Vec<f64> = days.iter().copied().flatten().filter_map(of).collect();
        let enough = values.len() as f64 >= LEAST_KNOWN * days.len() as f64;
        (enough && !values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
    };
    Some(Normals {
        period: Period::Years { first, last },
        tmax_c: mean(&|day| day.tmax_c)?,
        tmin_c: mean(&|day| day.tmin_c)?,
        rain_mm_month: mean(&|day| day.rain_mm).map(|mm| mm * DAYS_OF_A_MONTH),
        wet_day_share: Some(mean(&|day| {
            Some(if day.rain_mm? >= WET_FROM_MM {
                1.0
            } else {
                0.0
            })
        })?),
        sun_hours: mean(&|day| day.sun_hours),
    })
}

#[cfg(test)]
mod tests;
