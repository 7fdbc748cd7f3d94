//! MET Norway's Locationforecast 2.0: one request for one cell, and what its answer says of the coming nine days.
//! The only file that knows this wire, with those below it; answers are checked, because status 200 promises nothing.

mod hours;
mod symbols;
mod wire;

use self::wire::{Answer, Step, Text, Units};
use crate::domain::{Cell, Forecast, HourSpan, Position, Source};
use crate::net::{Validity, below_root, service_text};
use jiff::{SignedDuration, Timestamp};
use reqwest::Url;
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;

/// The name under which forecasts of this service are kept and shown.
pub const SOURCE: &str = Source::MetNorway.as_str();
/// The credit that the licence wants beside the data.
pub const ATTRIBUTION: &str = "Data from MET Norway (https://www.met.no/), CC BY 4.0";
/// The root of the service.
pub const DEFAULT_BASE: &str = "https://api.met.no";
/// Cells that a run may ask for: each is a request, one after the other, and the service is everybody's.
pub const MOST_CELLS: usize = 50;
/// Time between an answer and the next request. All users together are to stay below 20 a second: one run does so however
/// fast the answers come, and makes some ten with the way to Oslo and back.
pub const APART: Duration = Duration::from_millis(50);
/// Statuses that are answers about the place, or ask for peace: trying again at once would be wrong.
pub const ANSWERS: &[u16] = &[NO_DATA, OUTSIDE, TOO_MANY];
/// There is nothing for the place; it is outside the area; too much was asked.
const NO_DATA: u16 = 404;
const OUTSIDE: u16 = 422;
const TOO_MANY: u16 = 429;
/// The status of a version of the service that is a trial or on its way out; the body is good.
pub const DEPRECATED: u16 = 203;

/// Days after now that the service forecasts, at most.
const LAST_DAY: i64 = 10;
/// Steps that an answer may have, and hours that it may span.
const MOST_STEPS: usize = 32 * 24;
/// Kilometres between the cell asked for and the point answered for: the service repeats what was asked.
const FARTHEST_KM: f64 = 20.0;
/// How long an answer may keep itself from being asked for again: beyond it a forecast is labelled stale.
const LONGEST: SignedDuration = SignedDuration::from_hours(6);
/// How long an answer is kept that does not say for how long: the service's own usual time.
const USUAL: SignedDuration = SignedDuration::from_mins(30);

/// An address that cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the {SOURCE} address \"{0}\" is not a root such as {DEFAULT_BASE}")]
pub struct BaseError(String);

/// An answer that is not the forecast that was asked for.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ParseError {
    /// Nothing came.
    #[error("{SOURCE} sent an empty answer")]
    Empty,
    /// It is a web page, of which nothing is worth telling.
    #[error("{SOURCE} sent a web page instead of a forecast")]
    Page,
    /// It is something else.
    #[error("{SOURCE} sent no forecast but \"{0}\"")]
    NotJson(String),
    /// The JSON is damaged or of another shape.
    #[error("{SOURCE} sent an answer that cannot be read: {0}")]
    Malformed(String),
    /// It is for somewhere else.
    #[error("{SOURCE} answered for another place")]
    Place,
    /// A value in another unit than the documented one.
    #[error("{SOURCE} sent {value} in \"{unit}\" instead of \"{wanted}\"")]
    Unit {
        /// The value.
        value: &'static str,
        /// The unit it came in.
        unit: String,
        /// The unit it should have.
        wanted: &'static str,
    },
    /// Time stamps that are not whole hours one after the other.
    #[error("{SOURCE} sent time stamps that are not hour after hour (near {0})")]
    Time(String),
}

/// Returns the address that asks for the whole forecast of `cell`.
///
/// `base` is a root such as `http://127.0.0.1:8080`, to which the documented path is added. `complete` costs more bytes
/// than `compact` and alone has the UV index, and gusts where there are any. Coordinates have two decimals: the service
/// refuses five.
///
/// # Errors
/// When `base` is not an http(s) address.
pub fn request_url(base: &str, cell: Cell) -> Result<Url, BaseError> {
    let mut url =
        below_root(base, "weatherapi/locationforecast/2.0/complete").map_err(BaseError)?;
    url.set_query(Some(&format!(
        "lat={:.2}&lon={:.2}",
        cell.lat(),
        cell.lon()
    )));
    Ok(url)
}

/// Returns the `User-Agent` that the terms ask for: the program, its version, and where to write to or look.
///
/// Without a `contact` it is the program's home page, where it has one, else its name and version alone; the service
/// refuses those who do not say who they are, and may refuse that.
#[must_use]
pub fn user_agent(contact: Option<&str>) -> String {
    const NAME: &str = concat!("kidtrip/", env!("CARGO_PKG_VERSION"));
    let home = [env!("CARGO_PKG_HOMEPAGE"), env!("CARGO_PKG_REPOSITORY")];
    let contact = contact.or_else(|| home.into_iter().find(|page| !page.is_empty()));
    match contact {
        Some(contact) => format!("{NAME} {contact}"),
        None => NAME.to_owned(),
    }
}

/// Returns the part of `span` that the service may forecast at `now`, or `None` when that is nothing. It knows no past,
/// and how far it looks ahead varies: its answer may end earlier.
#[must_use]
pub fn within_reach(span: HourSpan, now: Timestamp) -> Option<HourSpan> {
    let hour = Timestamp::from_second(now.as_second().div_euclid(3600) * 3600).ok()?;
    let end = hour
        .checked_add(SignedDuration::from_hours(24 * LAST_DAY))
        .ok()?;
    let (from, to) = (span.first().max(hour), span.last().min(end));
    (from <= to).then(|| HourSpan::covering(from, to))
}

/// Returns until when the service must not be asked for the same again, by the clock here, on which it is `now`.
///
/// That is `Expires` as it stands, or as much later than now as it is later than the answer's own `Date`: the later of
/// the two, should either clock be wrong, and never more than six hours.
#[must_use]
pub fn expiry(validity: &Validity, now: Timestamp) -> Timestamp {
    let plausible = |time: &SignedDuration| *time > SignedDuration::ZERO && *time <= LONGEST;
    let lasts = match validity.expires {
        None => USUAL,
        Some(expires) => {
            let from_now = expires.duration_since(now);
            let from_sent = validity.date.map(|date| expires.duration_since(date));
            let told = [Some(from_now), from_sent].into_iter().flatten();
            told.filter(plausible)
                .max()
                .unwrap_or_else(|| from_now.clamp(SignedDuration::ZERO, LONGEST))
        }
    };
    now.checked_add(lasts).unwrap_or(now)
}

/// Returns the forecast of `cell` from the body of a successful answer.
///
/// A value that is missing or cannot be true is unknown; so are hours of which nothing is said.
///
/// # Errors
/// When the body is not, in every part, an answer to what was asked.
pub fn parse(body: &[u8], cell: Cell, fetched_at: Timestamp) -> Result<Forecast, ParseError> {
    let body = body.trim_ascii();
    match body.first() {
        None => return Err(ParseError::Empty),
        Some(b'{') => {}
        Some(b'<') => return Err(ParseError::Page),
        Some(_) => return Err(ParseError::NotJson(service_text(body))),
    }
    let Answer {
        geometry,
        properties,
    } = wire::read(body).map_err(|error| malformed(&error.to_string()))?;
    if let Some(point) = geometry.and_then(|geometry| geometry.coordinates)
        && !is_near(point, cell)
    {
        return Err(ParseError::Place);
    }
    let properties = properties.ok_or_else(|| malformed("there are no hours in it"))?;
    if let Some(units) = properties.meta.and_then(|meta| meta.units) {
        check_units(&units)?;
    }
    let steps = properties.timeseries.map_or_else(Vec::new, |steps| steps.0);
    let (first, places) = places_in_time(&steps)?;
    let hours = hours::hours(&steps, &places);
    let last_hourly = i64::try_from(hours.hourly.saturating_sub(1)).unwrap_or(0);
    Ok(Forecast {
        source: Source::MetNorway,
        fetched_at,
        first,
        hourly_until: (hours.hourly < hours.conditions.len())
            .then(|| first.checked_add(SignedDuration::from_hours(last_hourly)))
            .and_then(Result::ok),
        hours: Arc::new(hours.conditions),
        rival: None,
    })
}

fn malformed(why: &str) -> ParseError {
    ParseError::Malformed(service_text(why.as_bytes()))
}

fn is_near(point: wire::Point, cell: Cell) -> bool {
    let positions = (
        Position::new(point.lat, point.lon),
        Position::new(cell.lat(), cell.lon()),
    );
    matches!(positions, (Ok(answered), Ok(asked)) if answered.distance_km(asked) <= FARTHEST_KM)
}

/// Checks the units that are named; they are documented, so that one that is not named is that.
fn check_units(units: &Units<'_>) -> Result<(), ParseError> {
    let named = [
        ("air_temperature", &units.air_temperature, "celsius"),
        ("cloud_area_fraction", &units.cloud_area_fraction, "%"),
        ("precipitation_amount", &units.precipitation_amount, "mm"),
        (
            "probability_of_precipitation",
            &units.probability_of_precipitation,
            "%",
        ),
        ("relative_humidity", &units.relative_humidity, "%"),
        ("wind_speed", &units.wind_speed, "m/s"),
        ("wind_speed_of_gust", &units.wind_speed_of_gust, "m/s"),
    ];
    for (value, unit, wanted) in named {
        if let Some(Text(unit)) = unit
            && unit != wanted
        {
            let unit = service_text(unit.as_bytes());
            return Err(ParseError::Unit {
                value,
                unit,
                wanted,
            });
        }
    }
    Ok(())
}

/// Returns the first stamp, and how many hours after it each step is.
fn places_in_time(steps: &[Step<'_>]) -> Result<(Timestamp, Vec<usize>), ParseError> {
    let odd = |step: &Step<'_>| ParseError::Time(service_text(step.time.0.as_bytes()));
    let mut first = None;
    let mut places: Vec<usize> = Vec::with_capacity(steps.len());
    for step in steps {
        let at: Timestamp = step.time.0.parse().map_err(|_| odd(step))?;
        let start = *first.get_or_insert(at);
        let seconds = at.as_second() - start.as_second();
        let is_whole = at.as_second() % 3600 == 0 && at.subsec_nanosecond() == 0;
        let place = usize::try_from(seconds / 3600)
            .ok()
            .filter(|&place| is_whole && place < MOST_STEPS)
            .filter(|&place| places.last().is_none_or(|&last| last < place))
            .ok_or_else(|| odd(step))?;
        places.push(place);
    }
    let first = first.ok_or_else(|| malformed("there are no hours in it"))?;
    // A forecast ends before time does.
    first
        .checked_add(SignedDuration::from_hours(MOST_STEPS as i64))
        .map_err(|_| malformed("it is of the end of time"))?;
    Ok((first, places))
}

#[cfg(test)]
mod tests;
