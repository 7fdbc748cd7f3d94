//! A fake OSRM: its checks of a table's address, its answers to the letter, and its known ways to fail.
//! The drives it reports are a function of two points; what it was asked, and when, is kept.

use super::http::{self, Request, Server, lock};
use kidtrip::domain::Position;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How a request is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mode {
    /// As documented.
    Well,
    /// As documented, after a while.
    Slow(Duration),
    /// As documented, without the lengths.
    NoDistances,
    /// A row that is one value short.
    WrongLength,
    /// The lengths of one place more.
    WrongDistances,
    /// Two rows where one was asked for.
    TwoRows,
    /// The places in another order.
    Reversed,
    /// `nan` for a drive.
    Nan,
    /// A drive of less than no time.
    Negative,
    /// Home taken for a point some 11 km off.
    HomeOffTheMap,
    /// Half an answer.
    Truncated,
    /// Status 200 and nothing.
    Empty,
    /// Status 200 and a web page.
    Html,
    /// A byte a second.
    Drip,
    /// A body without end.
    Endless,
    /// The connection is closed on the request.
    Reset,
    /// A redirect elsewhere.
    RedirectTo(String),
    /// A status with a code and a message in the documented JSON.
    Status(u16, &'static str, &'static str),
    /// A status with a page, as something before the server answers.
    Page(u16),
}

/// Latitude and longitude.
pub(crate) type Point = (f64, f64);
/// Seconds and metres of a drive; `None` where there is none.
pub(crate) type Drive = Option<(f64, f64)>;

type Drives = dyn Fn(Point, Point) -> Drive + Send + Sync;
type Modes = dyn Fn(usize) -> Mode + Send + Sync;
type Water = dyn Fn(Point) -> bool + Send + Sync;

/// What has been asked so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen {
    /// Every request and when it came, in order.
    pub(crate) requests: Vec<(Instant, Request)>,
    /// Drives in answers that were well, counted each time.
    pub(crate) drives: usize,
}

struct State {
    drives: Box<Drives>,
    water: Mutex<Arc<Water>>,
    modes: Mutex<Arc<Modes>>,
    most_cells: Mutex<usize>,
    seen: Mutex<Seen>,
}

/// A running fake; it stops when dropped.
pub(crate) struct Osrm {
    server: Server,
    state: Arc<State>,
}

/// Drives over roads half as long again as the straight line, at 45 km/h.
pub(crate) fn winding(from: Point, to: Point) -> Drive {
    let metres = 1_500.0 * crow_km(from, to);
    Some((metres / 12.5, metres))
}

/// Drives as long as British ones are on average, each for good up to a third slower or a fifth faster.
pub(crate) fn british(from: Point, to: Point) -> Drive {
    let km = crow_km(from, to);
    let place = (to.0 * 7_919.0 + to.1 * 104_729.0).sin().abs();
    let minutes = 3.095 * km.powf(0.776) * (0.8 + 0.53 * place);
    Some((minutes * 60.0, km * 1_400.0))
}

/// Returns the great-circle distance.
pub(crate) fn crow_km(from: Point, to: Point) -> f64 {
    let position = |(lat, lon)| Position::new(lat, lon).ok();
    match (position(from), position(to)) {
        (Some(from), Some(to)) => from.distance_km(to),
        _ => 0.0,
    }
}

impl Osrm {
    /// Starts a fake that reports `drives(from, to)`.
    pub(crate) fn start(
        drives: impl Fn(Point, Point) -> Drive + Send + Sync + 'static,
    ) -> io::Result<Self> {
        Self::start_at("127.0.0.1:0", drives)
    }

    /// Starts a fake at a given address.
    pub(crate) fn start_at(
        address: &str,
        drives: impl Fn(Point, Point) -> Drive + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let state = Arc::new(State {
            drives: Box::new(drives),
            water: Mutex::new(Arc::new(|_| false)),
            modes: Mutex::new(Arc::new(|_| Mode::Well)),
            most_cells: Mutex::new(100 * 100),
            seen: Mutex::default(),
        });
        let shared = Arc::clone(&state);
        let server = Server::start(address, move |request, connection| {
            respond(&shared, request, connection)
        })?;
        Ok(Self { server, state })
    }

    /// Returns the root to give to kidtrip.
    pub(crate) fn url(&self) -> String {
        self.server.url()
    }

    /// Answers every request from now on like this.
    pub(crate) fn answer(&self, mode: Mode) {
        self.answer_each(move |_| mode.clone());
    }

    /// Answers the `n`-th request, counted from 0 over the whole life of the fake, like `modes(n)`.
    pub(crate) fn answer_each(&self, modes: impl Fn(usize) -> Mode + Send + Sync + 'static) {
        *lock(&self.state.modes) = Arc::new(modes);
    }

    /// Finds no road near points in this water from now on.
    pub(crate) fn flood(&self, water: impl Fn(Point) -> bool + Send + Sync + 'static) {
        *lock(&self.state.water) = Arc::new(water);
    }

    /// Refuses more cells than these from now on.
    pub(crate) fn allow_cells(&self, most: usize) {
        *lock(&self.state.most_cells) = most;
    }

    /// Returns what has been asked so far.
    pub(crate) fn seen(&self) -> Seen {
        lock(&self.state.seen).clone()
    }
}

const JSON: [(&str, &str); 1] = [("content-type", "application/json; charset=UTF-8")];

fn refuse(connection: &mut TcpStream, status: u16, code: &str, message: &str) -> io::Result<()> {
    let body = format!(r#"{{"message":"{message}","code":"{code}"}}"#);
    http::answer(connection, status, &JSON, body.as_bytes())
}

fn respond(state: &State, request: &Request, connection: &mut TcpStream) -> io::Result<()> {
    let number = {
        let mut seen = lock(&state.seen);
        seen.requests.push((Instant::now(), request.clone()));
        seen.requests.len() - 1
    };
    let mode = (Arc::clone(&lock(&state.modes)))(number);
    let page = b"<!DOCTYPE html><html><title>Hotel Wi-Fi: log in</title></html>";
    let html = [("content-type", "text/html")];
    match mode {
        Mode::Reset => return Err(io::ErrorKind::ConnectionReset.into()),
        Mode::RedirectTo(place) => {
            return http::answer(connection, 302, &[("location", &place)], b"");
        }
        Mode::Status(status, code, message) => return refuse(connection, status, code, message),
        Mode::Page(status) => return http::answer(connection, status, &html, page),
        Mode::Html => return http::answer(connection, 200, &html, page),
        Mode::Empty => return http::answer(connection, 200, &JSON, b""),
        Mode::Drip => {
            let mut chunks = http::chunked(connection, &JSON)?;
            loop {
                chunks.write_all(b" ")?;
                std::thread::sleep(Duration::from_secs(1));
            }
        }
        Mode::Endless => {
            let mut chunks = http::chunked(connection, &JSON)?;
            loop {
                chunks.write_all(&[b' '; 1 << 16])?;
            }
        }
        Mode::Slow(pause) => std::thread::sleep(pause),
        _ => {}
    }
    let question = match Question::read(state, request) {
        Ok(question) => question,
        Err((code, message)) => return refuse(connection, 400, code, &message),
    };
    let mut body = question.answer(state, &mode);
    match mode {
        Mode::Truncated => body.truncate(body.len() / 2),
        Mode::Well | Mode::Slow(_) | Mode::NoDistances => {
            lock(&state.seen).drives += question.sources.len() * question.destinations.len();
        }
        _ => {}
    }
    http::answer(connection, 200, &JSON, body.as_bytes())
}

/// A table's address, read.
struct Question {
    points: Vec<Point>,
    sources: Vec<usize>,
    destinations: Vec<usize>,
    durations: bool,
    distances: bool,
}

type Refusal = (&'static str, String);

impl Question {
    fn read(state: &State, request: &Request) -> Result<Self, Refusal> {
        let segments: Vec<&str> = request.path.split('/').skip(1).collect();
        let [service, version, _profile, coordinates] = segments.as_slice() else {
            let message = "URL string malformed close to position 1";
            return Err(("InvalidUrl", message.to_owned()));
        };
        if *service != "table" {
            return Err(("InvalidService", format!("Service {service} not found!")));
        }
        if *version != "v1" {
            return Err((
                "InvalidVersion",
                format!("Service {service} not available in version {version}!"),
            ));
        }
        // Longitude first.
        let point = |text: &str| {
            let (lon, lat) = text.split_once(',')?;
            let point: Point = (lat.parse().ok()?, lon.parse().ok()?);
            let on_earth = Position::new(point.0, point.1).is_ok();
            on_earth.then_some(point)
        };
        let points: Vec<Point> = coordinates
            .split(';')
            .map(|text| point(text).ok_or(("InvalidValue", "Invalid coordinate value.".to_owned())))
            .collect::<Result<_, _>>()?;
        if points.len() < 2 {
            let message = "Number of coordinates needs to be at least two.";
            return Err(("InvalidOptions", message.to_owned()));
        }
        let indices = |name: &str| -> Result<Vec<usize>, Refusal> {
            let Some(list) = request.parameter(name) else {
                return Ok((0..points.len()).collect());
            };
            let known = |text: &str| text.parse().ok().filter(|&index| index < points.len());
            list.split(';')
                .map(|text| {
                    let message = "Query string malformed close to position 1".to_owned();
                    known(text).ok_or(("InvalidQuery", message))
                })
                .collect()
        };
        let annotations = request.parameter("annotations");
        let wants = |what: &str| {
            let asked = annotations.as_deref().unwrap_or("duration");
            asked.split(',').any(|annotation| annotation == what)
        };
        let question = Self {
            sources: indices("sources")?,
            destinations: indices("destinations")?,
            durations: wants("duration"),
            distances: wants("distance"),
            points: points.clone(),
        };
        if question.sources.len() * question.destinations.len() > *lock(&state.most_cells) {
            return Err(("TooBig", "Too many table coordinates".to_owned()));
        }
        let water = Arc::clone(&lock(&state.water));
        if let Some(index) = points.iter().position(|&point| water(point)) {
            let message = format!("Could not find a matching segment for coordinate {index}");
            return Err(("NoSegment", message));
        }
        Ok(question)
    }

    fn answer(&self, state: &State, mode: &Mode) -> String {
        let at = |&index: &usize| self.points.get(index).copied().unwrap_or_default();
        let drive = |from: &usize, to: &usize| (state.drives)(at(from), at(to));
        let tenth = |value: f64| format!("{}", (value * 10.0).round() / 10.0);
        let table = |value: fn((f64, f64)) -> f64| -> Vec<Vec<String>> {
            let cell = |from: &usize, to: &usize| match drive(from, to) {
                Some(drive) => tenth(value(drive)),
                None => "null".to_owned(),
            };
            let row = |from: &usize| self.destinations.iter().map(|to| cell(from, to)).collect();
            self.sources.iter().map(row).collect()
        };
        let (mut durations, mut distances) = (table(|(s, _)| s), table(|(_, m)| m));
        let mut destinations: Vec<Point> = self.destinations.iter().map(at).collect();
        let mut sources: Vec<Point> = self.sources.iter().map(at).collect();
        let first = durations.first_mut();
        match (mode, first) {
            (Mode::WrongLength, Some(row)) => drop(row.pop()),
            (Mode::Nan, Some(row)) => row.iter_mut().for_each(|cell| *cell = "nan".to_owned()),
            (Mode::Negative, Some(row)) => row.iter_mut().for_each(|cell| cell.insert(0, '-')),
            (Mode::Reversed, Some(row)) => {
                row.reverse();
                destinations.reverse();
            }
            (Mode::TwoRows, Some(row)) => {
                let again = row.clone();
                durations.push(again);
            }
            (Mode::WrongDistances, _) => {
                distances
                    .iter_mut()
                    .for_each(|row| row.push("1".to_owned()));
            }
            (Mode::HomeOffTheMap, _) => sources.iter_mut().for_each(|home| home.0 += 0.1),
            _ => {}
        }
        let mut json = String::from(r#"{"code":"Ok""#);
        if self.durations {
            let _ = write!(json, r#","durations":{}"#, rows(&durations));
        }
        if self.distances && *mode != Mode::NoDistances {
            let _ = write!(json, r#","distances":{}"#, rows(&distances));
        }
        let _ = write!(
            json,
            r#","sources":[{}],"destinations":[{}]}}"#,
            snapped(&sources),
            snapped(&destinations)
        );
        json
    }
}

fn rows(table: &[Vec<String>]) -> String {
    let rows: Vec<String> = table
        .iter()
        .map(|row| format!("[{}]", row.join(",")))
        .collect();
    format!("[{}]", rows.join(","))
}

/// Points on roads some metres from those asked about.
fn snapped(points: &[Point]) -> String {
    let point = |&(lat, lon): &Point| {
        format!(
            r#"{{"hint":"XAiehPiqpY4_JQUAZQAAAA0BAACzBQAAVwEAALxM2gRcSLAI","distance":12.3,"name":"","location":[{:.6},{:.6}]}}"#,
            lon + 0.000_08,
            lat - 0.000_07
        )
    };
    points.iter().map(point).collect::<Vec<_>>().join(",")
}
