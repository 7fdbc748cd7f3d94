//! A fake of MET Norway's Locationforecast 2.0: its terms, its answers to the letter, and its known ways to fail.
//! The weather it reports is that of the other fakes, hourly for 55 hours and every sixth hour for nine days.

use super::http::{self, Request, Server, lock};
use super::weather::Hour;
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};
use std::io::{self, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How a request is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// As documented, for places outside the Nordic area.
    Well,
    /// As documented for the Nordic area: with probabilities and gusts.
    Nordic,
    /// Hourly for three hours only, then every sixth hour.
    Coarse,
    /// Status 203 with a good body.
    Deprecated,
    /// A status with the page that the service sends with it.
    Status(u16),
    /// Status 200 and a web page.
    Html,
    /// Status 200 and nothing.
    Empty,
    /// Half an answer.
    Truncated,
    /// `nan` for numbers.
    Nan,
    /// The forecast of somewhere else.
    Elsewhere,
    /// A byte a second.
    Drip,
    /// The connection is closed on the request.
    Reset,
}

/// Every mode by the name that the example knows it by, and what it does.
pub(crate) const MODES: [(&str, Mode, &str); 15] = [
    (
        "ok",
        Mode::Well,
        "as documented: no chance of rain, no gusts",
    ),
    ("nordic", Mode::Nordic, "with the chance of rain and gusts"),
    ("coarse", Mode::Coarse, "every sixth hour from the third on"),
    ("deprecated", Mode::Deprecated, "203, the body is good"),
    (
        "forbidden",
        Mode::Status(403),
        "403, as to those who do not say who they are",
    ),
    ("no-data", Mode::Status(404), "404, nothing for the place"),
    ("outside", Mode::Status(422), "422, outside its area"),
    ("too-many", Mode::Status(429), "429, nothing for a while"),
    ("failing", Mode::Status(500), "500"),
    ("page", Mode::Html, "200 and a web page"),
    ("empty", Mode::Empty, "200 and nothing"),
    ("truncated", Mode::Truncated, "half an answer"),
    ("nan", Mode::Nan, "nan for numbers"),
    (
        "elsewhere",
        Mode::Elsewhere,
        "the forecast of somewhere else",
    ),
    ("drip", Mode::Drip, "a byte a second"),
];

/// What has been asked so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen {
    /// Every request, in order.
    pub(crate) requests: Vec<Request>,
    /// Those that were answered by 304.
    pub(crate) unchanged: usize,
    /// Those that came before what they asked for had expired.
    pub(crate) too_early: usize,
    answered: std::collections::BTreeMap<String, Timestamp>,
}

type Weather = dyn Fn(f64, f64, i64) -> Hour + Send + Sync;
type Modes = dyn Fn(usize) -> Mode + Send + Sync;

struct State {
    now: Mutex<Timestamp>,
    /// When the forecasts were last made: before then everything has changed.
    made: Mutex<Timestamp>,
    weather: Mutex<Arc<Weather>>,
    modes: Mutex<Arc<Modes>>,
    seen: Mutex<Seen>,
}

/// A running fake; it stops when dropped.
pub(crate) struct MetNorway {
    server: Server,
    state: Arc<State>,
}

/// How long an answer holds: as recorded.
pub(crate) const HOLDS: SignedDuration = SignedDuration::new(31 * 60 + 52, 0);

impl MetNorway {
    /// Starts a fake whose clock stands at `now` and that reports `weather(latitude, longitude, unix time)`.
    pub(crate) fn start(
        now: Timestamp,
        weather: impl Fn(f64, f64, i64) -> Hour + Send + Sync + 'static,
    ) -> io::Result<Self> {
        Self::start_at("127.0.0.1:0", now, weather)
    }

    /// Starts a fake at a given address.
    pub(crate) fn start_at(
        address: &str,
        now: Timestamp,
        weather: impl Fn(f64, f64, i64) -> Hour + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let state = Arc::new(State {
            now: Mutex::new(now),
            made: Mutex::new(now),
            weather: Mutex::new(Arc::new(weather)),
            modes: Mutex::new(Arc::new(|_| Mode::Well)),
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
        self.answer_each(move |_| mode);
    }

    /// Answers the `n`-th request, counted from 0 over the whole life of the fake, like `modes(n)`.
    pub(crate) fn answer_each(&self, modes: impl Fn(usize) -> Mode + Send + Sync + 'static) {
        *lock(&self.state.modes) = Arc::new(modes);
    }

    /// Sets the clock; nothing new is forecast.
    pub(crate) fn set_clock(&self, now: Timestamp) {
        *lock(&self.state.now) = now;
    }

    /// Makes new forecasts, of this weather.
    pub(crate) fn forecast_anew(
        &self,
        weather: impl Fn(f64, f64, i64) -> Hour + Send + Sync + 'static,
    ) {
        *lock(&self.state.weather) = Arc::new(weather);
        *lock(&self.state.made) = *lock(&self.state.now);
    }

    /// Returns what has been asked so far.
    pub(crate) fn seen(&self) -> Seen {
        lock(&self.state.seen).clone()
    }
}

/// Returns an instant as HTTP writes it.
pub(crate) fn http_date(at: Timestamp) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

fn page(status: u16) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>"
    )
}

fn respond(state: &State, request: &Request, connection: &mut TcpStream) -> io::Result<()> {
    let number = {
        let mut seen = lock(&state.seen);
        seen.requests.push(request.clone());
        seen.requests.len() - 1
    };
    let mode = (Arc::clone(&lock(&state.modes)))(number);
    let now = *lock(&state.now);
    let date = http_date(now);
    let html = [("content-type", "text/html"), ("date", date.as_str())];
    let refused = |connection: &mut TcpStream, status| {
        http::answer(connection, status, &html, page(status).as_bytes())
    };
    if !says_who(request) {
        return refused(connection, 403);
    }
    match mode {
        Mode::Reset => return Err(io::ErrorKind::ConnectionReset.into()),
        Mode::Status(status) => return refused(connection, status),
        Mode::Html => {
            let body = b"<!DOCTYPE html><html><title>Hotel Wi-Fi: log in</title></html>";
            return http::answer(connection, 200, &html, body);
        }
        Mode::Empty => return http::answer(connection, 200, &html, b""),
        Mode::Drip => {
            let mut chunks = http::chunked(connection, &[("content-type", "application/json")])?;
            loop {
                chunks.write_all(b"{")?;
                std::thread::sleep(Duration::from_secs(1));
            }
        }
        _ => {}
    }
    let kind = request
        .path
        .strip_prefix("/weatherapi/locationforecast/2.0/");
    let Some(complete) = kind.and_then(|kind| match kind {
        "complete" => Some(true),
        "compact" => Some(false),
        _ => None,
    }) else {
        return refused(connection, 404);
    };
    let (lat, lon) = match place(request) {
        Ok(place) => place,
        Err(status) => return refused(connection, status),
    };
    let made = *lock(&state.made);
    let last_modified = http_date(made);
    let expires = http_date(now + HOLDS);
    let headers = [
        ("content-type", "application/json"),
        ("date", date.as_str()),
        ("expires", expires.as_str()),
        ("last-modified", last_modified.as_str()),
        ("vary", "Accept, Accept-Encoding"),
    ];
    {
        let mut seen = lock(&state.seen);
        let before = seen.answered.insert(request.query.clone(), now + HOLDS);
        seen.too_early += usize::from(before.is_some_and(|until| now < until));
    }
    let same = request.header("if-modified-since") == Some(&last_modified);
    if same && mode != Mode::Deprecated {
        lock(&state.seen).unchanged += 1;
        return http::answer(connection, 304, &headers, b"");
    }
    let weather = Arc::clone(&lock(&state.weather));
    let hourly = if mode == Mode::Coarse { 3 } else { 55 };
    let (lat, lon) = if mode == Mode::Elsewhere {
        (lat - 5.0, lon)
    } else {
        (lat, lon)
    };
    let body = Answer {
        now,
        made,
        hourly,
        nordic: mode == Mode::Nordic,
        complete,
        weather: &|stamp| weather(lat, lon, stamp),
    };
    let mut body = body.json(lat, lon).to_string();
    match mode {
        Mode::Truncated => body.truncate(body.len() / 2),
        Mode::Nan => body = body.replace("\"air_temperature\":", "\"air_temperature\":nan,\"x\":"),
        _ => {}
    }
    let status = if mode == Mode::Deprecated { 203 } else { 200 };
    let offered = request.header("accept-encoding").unwrap_or_default();
    if !offered.contains("gzip") {
        return http::answer(connection, status, &headers, body.as_bytes());
    }
    let mut gzip = GzEncoder::new(Vec::new(), Compression::new(6));
    gzip.write_all(body.as_bytes())?;
    let mut headers = headers.to_vec();
    headers.push(("content-encoding", "gzip"));
    http::answer(connection, status, &headers, &gzip.finish()?)
}

/// Returns whether a request says who sends it: names of libraries do not.
fn says_who(request: &Request) -> bool {
    const GENERIC: [&str; 8] = [
        "mozilla",
        "curl",
        "wget",
        "python",
        "java",
        "okhttp",
        "go-http-client",
        "reqwest",
    ];
    let agent = request
        .header("user-agent")
        .unwrap_or_default()
        .to_lowercase();
    !agent.is_empty() && !GENERIC.iter().any(|generic| agent.starts_with(generic))
}

/// Returns the latitude and the longitude asked for, or the status of the refusal.
fn place(request: &Request) -> Result<(f64, f64), u16> {
    let degrees = |name: &str, most: f64| {
        let text = request.parameter(name).ok_or(400_u16)?;
        let decimals = text
            .split_once('.')
            .map_or(0, |(_, decimals)| decimals.len());
        let value: f64 = text.parse().map_err(|_| 400_u16)?;
        match decimals {
            5.. => Err(403_u16),
            _ if value.abs() > most => Err(400),
            _ => Ok(value),
        }
    };
    Ok((degrees("lat", 90.0)?, degrees("lon", 180.0)?))
}

/// An answer in the making.
struct Answer<'a> {
    now: Timestamp,
    made: Timestamp,
    hourly: i64,
    nordic: bool,
    complete: bool,
    weather: &'a dyn Fn(i64) -> Hour,
}

impl Answer<'_> {
    fn json(&self, lat: f64, lon: f64) -> Value {
        let first = self.now.as_second().div_euclid(3600) * 3600;
        // Every sixth hour is one of the clock's.
        let six = 6 * 3600;
        let turn = (first + self.hourly * 3600 + six - 1).div_euclid(six) * six;
        let last = (first + 9 * 86_400).div_euclid(six) * six - six;
        let hourly = (first..turn).step_by(3600).map(|at| (at, 1));
        let coarse = (turn..last).step_by(21_600).map(|at| (at, 6));
        let mut steps: Vec<Value> = hourly
            .chain(coarse)
            .map(|(at, hours)| self.step(at, hours))
            .collect();
        steps.push(json!({"time": time(last), "data": {"instant": self.instant(last, 6)}}));
        let mut units = json!({
            "air_pressure_at_sea_level": "hPa", "air_temperature": "celsius", "cloud_area_fraction": "%",
            "precipitation_amount": "mm", "relative_humidity": "%", "wind_from_direction": "degrees", "wind_speed": "m/s",
        });
        if self.complete {
            units["ultraviolet_index_clear_sky"] = json!("1");
        }
        json!({
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [lon, lat, 38]},
            "properties": {
                "meta": {"updated_at": time(self.made.as_second()), "units": units},
                "timeseries": steps,
            },
        })
    }

    fn step(&self, at: i64, hours: i64) -> Value {
        let mut data = Map::new();
        data.insert("instant".to_owned(), self.instant(at, hours));
        data.insert(
            "next_12_hours".to_owned(),
            json!({"summary": {"symbol_code": self.symbol(at, 12)}, "details": {}}),
        );
        if hours == 1 {
            data.insert("next_1_hours".to_owned(), self.period(at, 1));
        }
        data.insert("next_6_hours".to_owned(), self.period(at, 6));
        json!({"time": time(at), "data": data})
    }

    fn instant(&self, at: i64, hours: i64) -> Value {
        let hour = (self.weather)(at);
        let mut details = Map::new();
        let mut put = |name: &str, value: Option<f64>| {
            let value = value.map(|value| json!((value * 10.0).round() / 10.0));
            details.extend(value.map(|value| (name.to_owned(), value)));
        };
        put("air_pressure_at_sea_level", Some(1013.2));
        put("air_temperature", hour.temperature);
        put("cloud_area_fraction", hour.cloud);
        put("relative_humidity", hour.temperature.map(|_| 75.0));
        put("wind_from_direction", Some(230.0));
        put("wind_speed", hour.wind.map(|kmh| kmh / 3.6));
        if self.complete && hours == 1 {
            put("ultraviolet_index_clear_sky", hour.uv);
        }
        if self.complete && self.nordic && hours == 1 {
            put("wind_speed_of_gust", hour.gusts.map(|kmh| kmh / 3.6));
        }
        json!({"details": details})
    }

    /// What falls between an instant and so many hours after it: each hour's is stamped at its end.
    fn period(&self, at: i64, hours: i64) -> Value {
        let stamps = (1..=hours).map(|hour| at + hour * 3600);
        let of = |value: fn(&Hour) -> Option<f64>| {
            let values: Option<Vec<f64>> = stamps
                .clone()
                .map(|stamp| value(&(self.weather)(stamp)))
                .collect();
            values
        };
        let mut details = Map::new();
        if let Some(rain) = of(|hour| hour.rain_mm) {
            let mm = (rain.iter().sum::<f64>() * 10.0).round() / 10.0;
            details.insert("precipitation_amount".to_owned(), json!(mm));
        }
        if self.nordic
            && let Some(chances) = of(|hour| hour.rain_chance)
        {
            let chance = chances.into_iter().fold(0.0, f64::max);
            details.insert(
                "probability_of_precipitation".to_owned(),
                json!((chance * 10.0).round() / 10.0),
            );
        }
        json!({"summary": {"symbol_code": self.symbol(at, hours)}, "details": details})
    }

    fn symbol(&self, at: i64, hours: i64) -> String {
        let worst = (1..=hours)
            .filter_map(|hour| (self.weather)(at + hour * 3600).code)
            .fold(0.0, f64::max);
        let part = if (6..18).contains(&(at.rem_euclid(86_400) / 3600)) {
            "day"
        } else {
            "night"
        };
        match worst {
            code if code >= 95.0 => "rainandthunder".to_owned(),
            code if code >= 63.0 => "rain".to_owned(),
            code if code >= 61.0 => "lightrain".to_owned(),
            code if code >= 3.0 => "cloudy".to_owned(),
            code if code >= 2.0 => format!("partlycloudy_{part}"),
            code if code >= 1.0 => format!("fair_{part}"),
            _ => format!("clearsky_{part}"),
        }
    }
}

fn time(second: i64) -> String {
    let at = Timestamp::from_second(second).unwrap_or_default();
    TimeZone::UTC
        .to_datetime(at)
        .strftime("%Y-%m-%dT%H:%M:%SZ")
        .to_string()
}
