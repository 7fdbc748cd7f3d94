//! OSRM's table: one request for the drives from home to many places, and what its answer says of each.
//! The only file that knows this wire; an answer that is not in every part what was asked for is refused whole.

use crate::domain::{Position, Route, Way, Waypoint};
use crate::net::{below_root, service_text};
use reqwest::Url;
use serde::Deserialize;
use thiserror::Error;

/// The name of the service in messages and in the books of the client.
pub const SERVICE: &str = "OSRM";
/// Places that one request may ask for: a hundred keep the address below what servers accept, and the cells
/// below OSRM's default limit.
pub const MOST_PLACES_PER_REQUEST: usize = 100;
/// Statuses with which the server answers what was asked wrongly or too largely.
pub const ANSWERS: &[u16] = &[400, 414];

/// Kilometres from a place to the road that the server took for it. From a place off its map the server goes to
/// the last road on it, however far: beyond this that is another place's drive (**judgement**).
const FARTHEST_KM: f64 = 2.0;
/// Seconds of the longest drive that is believed: a week, twice the way across Europe.
const MOST_SECONDS: f64 = 7.0 * 86_400.0;
/// Metres of the longest drive that is believed.
const MOST_METRES: f64 = 20e6;
/// Bytes of an answer that is read: a hundred places with the names of their roads take some 25 kB.
const MOST_BYTES: usize = 1 << 20;

/// A request that cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RequestError {
    /// The configured root is not an http(s) address.
    #[error("the {SERVICE} address \"{0}\" is not a root such as http://127.0.0.1:5000")]
    Base(String),
    /// There is nothing to ask, or too much for one request.
    #[error("{SERVICE} is asked for 1 to {MOST_PLACES_PER_REQUEST} places at a time, not {0}")]
    Places(usize),
}

/// Why an answer holds no drives.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Refusal {
    /// More was asked for than the server does at once.
    #[error("{SERVICE} finds the question too large")]
    TooBig,
    /// The map has no road for the place at this index of the list.
    #[error("{SERVICE} knows no road near several of the places: does its map reach there?")]
    NoRoadNear(usize),
    /// The map has no road where the family starts.
    #[error("{SERVICE} knows no road near where you start: does its map reach there?")]
    NoRoadAtHome,
    /// The server says why it refuses.
    #[error("{SERVICE} refused: {code} ({message})")]
    Refused {
        /// OSRM's code.
        code: String,
        /// Its words.
        message: String,
    },
    /// Nothing came.
    #[error("{SERVICE} sent an empty answer")]
    Empty,
    /// It is something else: a web page, a sentence.
    #[error("{SERVICE} sent no table but \"{0}\"")]
    NotJson(String),
    /// It is larger than any answer to what was asked.
    #[error("{SERVICE} sent {0} kB, which is no answer to what was asked")]
    TooLarge(usize),
    /// The JSON is damaged or of another shape.
    #[error("{SERVICE} sent an answer that cannot be read: {0}")]
    Malformed(String),
    /// Not as many values as places were asked for, so that none can be told from another.
    #[error("{SERVICE} sent {answered} {what} for {asked} places")]
    Count {
        /// What there are too many or too few of.
        what: &'static str,
        /// Places asked for.
        asked: usize,
        /// Values answered.
        answered: usize,
    },
    /// A value that no drive has.
    #[error("{SERVICE} sent a drive of {0}, which cannot be")]
    Impossible(String),
}

/// Returns the address that asks for the drives from `home` to all of `places`, longitudes first.
///
/// `base` is a root such as `http://127.0.0.1:5000`, to which the documented path is added.
///
/// # Errors
/// When `base` is not an http(s) address, or `places` are none or more than a hundred.
pub fn request_url(base: &str, home: Waypoint, places: &[Waypoint]) -> Result<Url, RequestError> {
    if places.is_empty() || places.len() > MOST_PLACES_PER_REQUEST {
        return Err(RequestError::Places(places.len()));
    }
    let points: Vec<String> = std::iter::once(&home)
        .chain(places)
        .map(|point| format!("{:.4},{:.4}", point.lon(), point.lat()))
        .collect();
    let path = format!("table/v1/driving/{}", points.join(";"));
    let mut url = below_root(base, &path).map_err(RequestError::Base)?;
    let destinations: Vec<String> = (1..=places.len()).map(|index| index.to_string()).collect();
    url.set_query(Some(&format!(
        "sources=0&destinations={}&annotations=duration,distance",
        destinations.join(";")
    )));
    Ok(url)
}

/// The parts of an answer that are read. Lists are as long as the server makes them, in an answer of bounded size.
#[derive(Deserialize)]
struct Answer {
    code: Option<String>,
    message: Option<String>,
    durations: Option<Vec<Vec<Option<f64>>>>,
    distances: Option<Vec<Vec<Option<f64>>>>,
    sources: Option<Vec<Snapped>>,
    destinations: Option<Vec<Snapped>>,
}

/// A point on the road that the server took for one asked about: longitude, latitude.
#[derive(Deserialize)]
struct Snapped {
    location: (f64, f64),
}

impl Snapped {
    fn is_near(&self, asked: Waypoint) -> bool {
        let (lon, lat) = self.location;
        match (
            Position::new(lat, lon),
            Position::new(asked.lat(), asked.lon()),
        ) {
            (Ok(taken), Ok(asked)) => taken.distance_km(asked) <= FARTHEST_KM,
            _ => false,
        }
    }
}

/// Returns the way from `home` to each of `places`, in their order, from the body of an answer of any status.
///
/// There is no road to a place whose cell is null, or whose nearest road is more than 2 km off.
///
/// # Errors
/// When the server refuses, or the body is not, in every part, an answer to what was asked.
pub fn parse(body: &[u8], home: Waypoint, places: &[Waypoint]) -> Result<Vec<Way>, Refusal> {
    let answer = read(body)?;
    match answer.code.as_deref() {
        Some("Ok") => {}
        Some(code) => return Err(refusal(code, answer.message.as_deref().unwrap_or_default())),
        None => return Err(malformed("it has no code")),
    }
    let durations = answer.durations.ok_or(malformed("it has no durations"))?;
    let durations = row("durations", durations, places.len())?;
    let distances = match answer.distances {
        Some(distances) => row("distances", distances, places.len())?,
        None => vec![None; places.len()],
    };
    let sources = answer.sources.ok_or(malformed("it has no sources"))?;
    let [source] = sources.as_slice() else {
        return Err(malformed("it has not one source"));
    };
    if !source.is_near(home) {
        return Err(Refusal::NoRoadAtHome);
    }
    let destinations = answer
        .destinations
        .ok_or(malformed("it has no destinations"))?;
    if destinations.len() != places.len() {
        return Err(Refusal::Count {
            what: "destinations",
            asked: places.len(),
            answered: destinations.len(),
        });
    }
    let cells = durations.into_iter().zip(distances);
    let asked = destinations.iter().zip(places);
    cells
        .zip(asked)
        .map(|((seconds, metres), (taken, &place))| {
            let way = way(seconds, metres)?;
            Ok(if taken.is_near(place) {
                way
            } else {
                Way::NoRoad
            })
        })
        .collect()
}

/// Returns what the server says of the question in an answer with a status of failure; `None` when it says nothing.
#[must_use]
pub fn refusal_in(status: u16, body: &[u8]) -> Option<Refusal> {
    // The address was too long, for the server or for what stands before it.
    if status == 414 {
        return Some(Refusal::TooBig);
    }
    let answer = read(body).ok()?;
    let message = answer.message.unwrap_or_default();
    answer.code.map(|code| refusal(&code, &message))
}

fn read(body: &[u8]) -> Result<Answer, Refusal> {
    if body.len() > MOST_BYTES {
        return Err(Refusal::TooLarge(body.len() / 1000));
    }
    let body = body.trim_ascii();
    match body.first() {
        None => Err(Refusal::Empty),
        Some(b'{') => serde_json::from_slice(body)
            .map_err(|error| Refusal::Malformed(service_text(error.to_string().as_bytes()))),
        Some(_) => Err(Refusal::NotJson(service_text(body))),
    }
}

fn malformed(why: &str) -> Refusal {
    Refusal::Malformed(why.to_owned())
}

/// Returns what a code other than "Ok" says of the question.
fn refusal(code: &str, message: &str) -> Refusal {
    // "Could not find a matching segment for coordinate 3", where 0 is home.
    let coordinate = || message.rsplit(' ').next()?.parse::<usize>().ok();
    match (code, coordinate()) {
        ("TooBig", _) => Refusal::TooBig,
        ("NoSegment", Some(0)) => Refusal::NoRoadAtHome,
        ("NoSegment", Some(coordinate)) => Refusal::NoRoadNear(coordinate - 1),
        _ => Refusal::Refused {
            code: service_text(code.as_bytes()),
            message: service_text(message.as_bytes()),
        },
    }
}

/// Returns the only row of a table, which has a value for each place.
fn row(
    what: &'static str,
    table: Vec<Vec<Option<f64>>>,
    asked: usize,
) -> Result<Vec<Option<f64>>, Refusal> {
    let answered = match table.as_slice() {
        [row] => row.len(),
        rows => return Err(malformed(&format!("it has {} rows of {what}", rows.len()))),
    };
    match table.into_iter().next() {
        Some(row) if answered == asked => Ok(row),
        _ => Err(Refusal::Count {
            what,
            asked,
            answered,
        }),
    }
}

fn way(seconds: Option<f64>, metres: Option<f64>) -> Result<Way, Refusal> {
    let Some(seconds) = seconds else {
        return Ok(Way::NoRoad);
    };
    if !(0.0..=MOST_SECONDS).contains(&seconds) {
        return Err(Refusal::Impossible(format!("{seconds} s")));
    }
    if let Some(metres) = metres.filter(|metres| !(0.0..=MOST_METRES).contains(metres)) {
        return Err(Refusal::Impossible(format!("{metres} m")));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "both are within bounds that fit"
    )]
    let whole = |value: f64| value.round() as u32;
    Ok(Way::Road(Route {
        tenths_of_seconds: whole(seconds * 10.0),
        metres: metres.map(whole),
    }))
}

#[cfg(test)]
mod tests;
