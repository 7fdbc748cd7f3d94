//! A fake of Open-Meteo's forecast, with its archive beside it: its checks, its answers to the letter, and its known ways to fail.
//! The weather it reports is a function of place and hour, for the point asked for.

use super::archive;
use super::http::{self, Request, Server, lock};
use super::weather::Hour;
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How a request is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mode {
    /// As documented.
    Well,
    /// `nan` for a place outside the model's area.
    Nan,
    /// The same for the last of several places.
    NanForTheLast,
    /// The sentence of a failed stream instead of an answer, with status 200.
    StreamingError,
    /// The same after half an answer.
    StreamingErrorHalfWay,
    /// The same after a whole answer.
    StreamingErrorAtTheEnd,
    /// Half an answer.
    Truncated,
    /// Status 200 and nothing.
    Empty,
    /// Status 200 and a web page.
    Html,
    /// One place fewer than asked for.
    WrongCount,
    /// One place more than asked for.
    OneTooMany,
    /// The places in another order.
    Reversed,
    /// A byte a second.
    Drip,
    /// A body without end.
    Endless,
    /// A body without end, compressed to nothing.
    GzipBomb,
    /// The connection is closed on the request.
    Reset,
    /// A redirect to itself.
    RedirectLoop,
    /// A redirect elsewhere.
    RedirectTo(String),
    /// A status with the reason in the documented JSON.
    Status(u16, &'static str),
    /// The same, and when to come back.
    StatusRetryAfter(u16, &'static str, &'static str),
    /// A status with a reason that repeats the key it was shown.
    RepeatKey(u16),
    /// As documented, to who shows a key a redirect to the paid host.
    Free,
    /// As documented, after a while.
    Late(Duration),
}

/// Modes by the names that the example knows them by, and what they do.
pub(crate) const MODES: [(&str, Mode, &str); 16] = [
    ("ok", Mode::Well, "as documented"),
    ("nan", Mode::Nan, "nan for a place outside the model's area"),
    (
        "broken-off",
        Mode::StreamingErrorHalfWay,
        "half an answer, then a sentence",
    ),
    ("truncated", Mode::Truncated, "half an answer"),
    ("empty", Mode::Empty, "200 and nothing"),
    ("page", Mode::Html, "200 and a web page"),
    (
        "too-few",
        Mode::WrongCount,
        "one place fewer than asked for",
    ),
    ("reversed", Mode::Reversed, "the places in another order"),
    ("drip", Mode::Drip, "a byte a second"),
    ("endless", Mode::Endless, "a body without end"),
    (
        "bomb",
        Mode::GzipBomb,
        "a body without end, compressed to nothing",
    ),
    ("reset", Mode::Reset, "the connection is closed"),
    ("redirects", Mode::RedirectLoop, "a redirect to itself"),
    (
        "too-many",
        Mode::Status(
            429,
            "Minutely API request limit exceeded. Please try again in one minute.",
        ),
        "429, nothing for a minute",
    ),
    (
        "busy",
        Mode::Status(503, "The service is overloaded"),
        "503",
    ),
    ("refused", Mode::Status(400, "Invalid timezone"), "400"),
];

/// What has been asked so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen {
    /// Every request, in order.
    pub(crate) requests: Vec<Request>,
    /// Cells in requests that were answered well, counted each time.
    pub(crate) cells: usize,
    /// Of those, the ones that had been answered for the same hours before.
    pub(crate) duplicates: usize,
    /// Bytes of the body of the last answer, as sent.
    pub(crate) bytes: usize,
    /// Requests that were under way at once, at most.
    pub(crate) at_once: usize,
    under_way: usize,
    answered: BTreeMap<(String, String, Option<String>), usize>,
}

type Weather = dyn Fn(f64, f64, i64) -> Hour + Send + Sync;
type Modes = dyn Fn(usize) -> Mode + Send + Sync;

struct State {
    today: Date,
    weather: Mutex<Arc<Weather>>,
    modes: Mutex<Arc<Modes>>,
    seen: Mutex<Seen>,
}

/// A running fake; it stops when dropped.
pub(crate) struct OpenMeteo {
    server: Server,
    state: Arc<State>,
}

impl OpenMeteo {
    /// Starts a fake that thinks it is `today` (UTC) and reports `weather(latitude, longitude, unix time)`.
    pub(crate) fn start(
        today: Date,
        weather: impl Fn(f64, f64, i64) -> Hour + Send + Sync + 'static,
    ) -> io::Result<Self> {
        Self::start_at("127.0.0.1:0", today, weather)
    }

    /// Starts a fake at a given address.
    pub(crate) fn start_at(
        address: &str,
        today: Date,
        weather: impl Fn(f64, f64, i64) -> Hour + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let state = Arc::new(State {
            today,
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
        self.answer_each(move |_| mode.clone());
    }

    /// Answers the `n`-th request, counted from 0 over the whole life of the fake, like `modes(n)`.
    pub(crate) fn answer_each(&self, modes: impl Fn(usize) -> Mode + Send + Sync + 'static) {
        *lock(&self.state.modes) = Arc::new(modes);
    }

    /// Reports other weather from now on.
    pub(crate) fn set_weather(
        &self,
        weather: impl Fn(f64, f64, i64) -> Hour + Send + Sync + 'static,
    ) {
        *lock(&self.state.weather) = Arc::new(weather);
    }

    /// Returns what has been asked so far.
    pub(crate) fn seen(&self) -> Seen {
        lock(&self.state.seen).clone()
    }
}

fn respond(state: &State, request: &Request, connection: &mut TcpStream) -> io::Result<()> {
    let number = {
        let mut seen = lock(&state.seen);
        seen.requests.push(request.clone());
        seen.under_way += 1;
        seen.at_once = seen.at_once.max(seen.under_way);
        seen.requests.len() - 1
    };
    let is_late = matches!((Arc::clone(&lock(&state.modes)))(number), Mode::Late(_));
    let responded = respond_to(number, state, request, connection);
    if !is_late {
        lock(&state.seen).under_way -= 1;
    }
    responded
}

fn respond_to(
    number: usize,
    state: &State,
    request: &Request,
    connection: &mut TcpStream,
) -> io::Result<()> {
    let mode = (Arc::clone(&lock(&state.modes)))(number);
    let json = [("content-type", "application/json; charset=utf-8")];
    let error = |reason: &str| format!(r#"{{"error":true,"reason":"{reason}"}}"#);
    match mode {
        Mode::Reset => return Err(io::ErrorKind::ConnectionReset.into()),
        Mode::RedirectLoop => {
            let here = format!("{}?{}", request.path, request.query);
            return http::answer(connection, 302, &[("location", &here)], b"");
        }
        Mode::RedirectTo(place) => {
            return http::answer(connection, 302, &[("location", &place)], b"");
        }
        Mode::Status(status, reason) => {
            return http::answer(connection, status, &json, error(reason).as_bytes());
        }
        Mode::StatusRetryAfter(status, reason, after) => {
            let headers = [json[0], ("retry-after", after)];
            return http::answer(connection, status, &headers, error(reason).as_bytes());
        }
        Mode::Empty => return http::answer(connection, 200, &json, b""),
        Mode::Html => {
            let page = b"<!DOCTYPE html><html><title>Hotel Wi-Fi: log in</title></html>";
            return http::answer(connection, 200, &[("content-type", "text/html")], page);
        }
        Mode::Nan => {
            let body = br#"{"latitude":nan,"longitude":nan,"generationtime_ms":0.1}"#;
            return http::answer(connection, 200, &json, body);
        }
        Mode::StreamingError => {
            let body = b"Unexpected error while streaming data: timeoutReached";
            return http::answer(connection, 200, &json, body);
        }
        Mode::Drip => {
            let mut chunks = http::chunked(connection, &json)?;
            loop {
                chunks.write_all(b"[")?;
                std::thread::sleep(Duration::from_secs(1));
            }
        }
        Mode::Endless => {
            let mut chunks = http::chunked(connection, &json)?;
            loop {
                chunks.write_all(&[b' '; 1 << 16])?;
            }
        }
        Mode::GzipBomb => {
            let headers = [json[0], ("content-encoding", "gzip")];
            let mut bomb =
                GzEncoder::new(http::chunked(connection, &headers)?, Compression::best());
            loop {
                bomb.write_all(&[b' '; 1 << 16])?;
            }
        }
        Mode::RepeatKey(status) => {
            let key = request.header("x-api-key").unwrap_or("nothing");
            let body = error(&format!("The supplied API key {key} is invalid."));
            return http::answer(connection, status, &json, body.as_bytes());
        }
        Mode::Free if request.header("x-api-key").is_some() => {
            let paid = format!(
                "https://customer-api.open-meteo.com/{}?{}",
                request.path, request.query
            );
            return http::answer(connection, 303, &[("location", &paid)], b"");
        }
        Mode::Late(pause) => {
            std::thread::sleep(pause);
            // Who has the answer may ask again before this thread is told that it is sent.
            lock(&state.seen).under_way -= 1;
        }
        Mode::Well
        | Mode::Free
        | Mode::StreamingErrorHalfWay
        | Mode::StreamingErrorAtTheEnd
        | Mode::NanForTheLast
        | Mode::Truncated
        | Mode::WrongCount
        | Mode::OneTooMany
        | Mode::Reversed => {}
    }
    if request.query.len() > 12_000 {
        return http::answer(
            connection,
            414,
            &[("content-type", "text/html")],
            b"<html></html>",
        );
    }
    let told = match request.path.as_str() {
        "/v1/forecast" => places(state, request),
        "/v1/archive" => archive::spans(state.today, request),
        _ => {
            let body = br#"{"reason":"Not Found","error":true}"#;
            return http::answer(connection, 404, &json, body);
        }
    };
    let mut places = match told {
        Ok(places) => places,
        Err(reason) => return http::answer(connection, 400, &json, error(&reason).as_bytes()),
    };
    match mode {
        Mode::WrongCount => drop(places.pop()),
        Mode::OneTooMany => places.extend(places.last().cloned()),
        Mode::NanForTheLast => {
            let outside = r#"{"latitude":nan,"longitude":nan,"generationtime_ms":0.1}"#;
            if let Some(last) = places.last_mut() {
                outside.clone_into(last);
            }
        }
        Mode::Reversed => places.reverse(),
        _ => {}
    }
    let mut body = match places.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        many => format!("[{}]", many.join(",")),
    };
    match mode {
        Mode::Well | Mode::Free | Mode::Late(_) if request.path == "/v1/forecast" => {
            count(state, request);
        }
        Mode::Truncated => body.truncate(body.len() / 2),
        Mode::StreamingErrorAtTheEnd => {
            body.push_str("Unexpected error while streaming data: timeoutReached");
        }
        Mode::StreamingErrorHalfWay => {
            body.truncate(body.len() / 2);
            body.push_str("Unexpected error while streaming data: timeoutReached");
        }
        _ => {}
    }
    send(state, request, connection, body.as_bytes())
}

fn send(
    state: &State,
    request: &Request,
    connection: &mut TcpStream,
    body: &[u8],
) -> io::Result<()> {
    let json = ("content-type", "application/json; charset=utf-8");
    let offered = request.header("accept-encoding").unwrap_or_default();
    let (headers, sent) = if offered.contains("gzip") {
        // What zlib, which the service uses, makes of its default level takes this one level more.
        let mut gzip = GzEncoder::new(Vec::new(), Compression::new(7));
        gzip.write_all(body)?;
        (vec![json, ("content-encoding", "gzip")], gzip.finish()?)
    } else {
        (vec![json], body.to_vec())
    };
    lock(&state.seen).bytes = sent.len();
    let mut chunks = http::chunked(connection, &headers)?;
    chunks.write_all(&sent)?;
    chunks.end()
}

fn count(state: &State, request: &Request) {
    let list = |name: &str| request.parameter(name).unwrap_or_default();
    let (latitudes, longitudes) = (list("latitude"), list("longitude"));
    let mut seen = lock(&state.seen);
    for (lat, lon) in latitudes.split(',').zip(longitudes.split(',')) {
        let key = (
            lat.to_owned(),
            lon.to_owned(),
            request.parameter("start_hour"),
        );
        let times = seen.answered.entry(key).or_default();
        *times += 1;
        let again = *times > 1;
        seen.cells += 1;
        seen.duplicates += usize::from(again);
    }
}

/// Returns the JSON of each place asked for, or the reason why there is none.
fn places(state: &State, request: &Request) -> Result<Vec<String>, String> {
    let latitudes = degrees(request, "latitude")?;
    let longitudes = degrees(request, "longitude")?;
    if latitudes.len() != longitudes.len() {
        return Err(
            "Parameter 'latitude' and 'longitude' must have the same number of elements".into(),
        );
    }
    if latitudes.len() > 1_000 {
        return Err("Only up to 1000 locations can be requested at once".into());
    }
    let out_of_range = |list: &[f64], most: f64| list.iter().copied().find(|d| d.abs() > most);
    if let Some(given) = out_of_range(&latitudes, 90.0) {
        return Err(format!(
            "Latitude must be in range of -90 to 90°. Given: {given}."
        ));
    }
    if let Some(given) = out_of_range(&longitudes, 180.0) {
        return Err(format!(
            "Longitude must be in range of -180 to 180°. Given: {given}."
        ));
    }
    let unix = match request.parameter("timeformat").as_deref() {
        None | Some("iso8601") => false,
        Some("unixtime") => true,
        Some(other) => return Err(invalid("Timeformat", other)),
    };
    match request.parameter("timezone").as_deref() {
        None | Some("GMT" | "UTC") => {}
        Some(_) => return Err("Invalid timezone".into()),
    }
    let stamps = stamps(state.today, request)?;
    let names = request.parameter("hourly").unwrap_or_default();
    let columns = names
        .split(',')
        .filter(|name| !name.is_empty())
        .map(|name| column(name).ok_or_else(|| invalid("ForecastVariable", name)))
        .collect::<Result<Vec<_>, _>>()?;
    let weather = Arc::clone(&lock(&state.weather));
    let points = latitudes.into_iter().zip(longitudes).enumerate();
    Ok(points
        .map(|(index, (lat, lon))| {
            let hours: Vec<_> = stamps
                .iter()
                .map(|&stamp| weather(lat, lon, stamp))
                .collect();
            place(index, lat, lon, unix, &stamps, &columns, &hours)
        })
        .collect())
}

fn invalid(kind: &str, value: &str) -> String {
    format!(
        "Data corrupted at path ''. Cannot initialize {kind} from invalid String value {value}."
    )
}

fn degrees(request: &Request, name: &str) -> Result<Vec<f64>, String> {
    let list = request.parameter(name).unwrap_or_default();
    let numbers = list.split(',').filter(|degree| !degree.is_empty());
    numbers
        .map(|degree| degree.parse().map_err(|_| invalid("Float", degree)))
        .collect()
}

/// Returns the hours asked for: `start_hour` to `end_hour`, whole days, or seven days from today.
fn stamps(today: Date, request: &Request) -> Result<Vec<i64>, String> {
    let second = |at: DateTime| {
        let stamp = TimeZone::UTC
            .to_timestamp(at)
            .map_err(|error| error.to_string())?;
        Ok::<_, String>(stamp.as_second())
    };
    let midnight = second(today.to_datetime(jiff::civil::Time::midnight()))?;
    let (first, last) = (midnight - 93 * 86_400, midnight + 16 * 86_400 - 3600);
    let hour = |name: &str| -> Result<Option<i64>, String> {
        let Some(text) = request.parameter(name) else {
            return Ok(None);
        };
        let at = text.parse().map_err(|_| invalid("IsoDateTime", &text))?;
        let at = second(at)?;
        if (first..=last).contains(&at) {
            return Ok(Some(at));
        }
        let date = |second| {
            let stamp = jiff::Timestamp::from_second(second).unwrap_or_default();
            TimeZone::UTC.to_datetime(stamp).date()
        };
        Err(format!(
            "Parameter '{name}' is out of allowed range from {} to {}",
            date(first),
            date(last)
        ))
    };
    match (hour("start_hour")?, hour("end_hour")?) {
        (Some(start), Some(end)) if end < start => {
            Err("End-date must be larger or equals than start-date".into())
        }
        (Some(start), Some(end)) => Ok((start..=end).step_by(3600).collect()),
        (None, None) => Ok((midnight..midnight + 7 * 86_400).step_by(3600).collect()),
        _ => Err("Both 'start_hour' and 'end_hour' must be set in the url".into()),
    }
}

/// A variable: its name, unit, decimals and value.
type Column = (&'static str, &'static str, usize, fn(&Hour) -> Option<f64>);

fn column(name: &str) -> Option<Column> {
    let columns: [Column; 9] = [
        ("temperature_2m", "°C", 1, |hour| hour.temperature),
        ("apparent_temperature", "°C", 1, |hour| hour.apparent),
        ("precipitation", "mm", 2, |hour| hour.rain_mm),
        ("precipitation_probability", "%", 0, |hour| hour.rain_chance),
        ("weather_code", "wmo code", 0, |hour| hour.code),
        ("cloud_cover", "%", 0, |hour| hour.cloud),
        ("wind_speed_10m", "km/h", 1, |hour| hour.wind),
        ("wind_gusts_10m", "km/h", 1, |hour| hour.gusts),
        ("uv_index", "", 2, |hour| hour.uv),
    ];
    columns.into_iter().find(|(column, ..)| *column == name)
}

fn place(
    index: usize,
    lat: f64,
    lon: f64,
    unix: bool,
    stamps: &[i64],
    columns: &[Column],
    hours: &[Hour],
) -> String {
    // The service answers for the model's grid point near the one asked for, in 32 bits.
    let grid = |degree: f64| ((degree / 0.0625).round() * 0.0625) as f32 + 0.01;
    let mut json = format!(
        r#"{{"latitude":{},"longitude":{},"generationtime_ms":0.1{index},"utc_offset_seconds":0,"timezone":"GMT","timezone_abbreviation":"GMT","elevation":38.0"#,
        grid(lat),
        grid(lon)
    );
    let mut put = |text: std::fmt::Arguments| {
        let _ = json.write_fmt(text);
    };
    if index > 0 {
        put(format_args!(r#","location_id":{index}"#));
    }
    if !columns.is_empty() {
        let format = if unix { "unixtime" } else { "iso8601" };
        put(format_args!(r#","hourly_units":{{"time":"{format}""#));
        for (name, unit, ..) in columns {
            put(format_args!(r#","{name}":"{unit}""#));
        }
        let times: Vec<_> = stamps.iter().map(|&stamp| time(stamp, unix)).collect();
        put(format_args!(
            r#"}},"hourly":{{"time":[{}]"#,
            times.join(",")
        ));
        for (name, _, decimals, value) in columns {
            let values: Vec<_> = hours
                .iter()
                .map(|hour| match value(hour) {
                    Some(value) => format!("{value:.decimals$}"),
                    None => "null".to_owned(),
                })
                .collect();
            put(format_args!(r#","{name}":[{}]"#, values.join(",")));
        }
        put(format_args!("}}"));
    }
    json.push('}');
    json
}

fn time(stamp: i64, unix: bool) -> String {
    if unix {
        return stamp.to_string();
    }
    let at = jiff::Timestamp::from_second(stamp).unwrap_or_default();
    let local = TimeZone::UTC.to_datetime(at);
    format!("\"{}T{:02}:00\"", local.date(), local.hour())
}
