//! A fake of postcodes.io and of Open-Meteo's geocoding on one address: their answers for a few made-up places, and
//! their known ways to fail.

use super::http::{self, Request, Server};
use std::io;
use std::net::TcpStream;
use std::sync::{Arc, Mutex, PoisonError};

/// How every request is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// As documented.
    Well,
    /// A web page with status 200.
    Html,
    /// Another postcode's answer, or another name's.
    AnotherPlace,
    /// "503 Service Unavailable".
    Busy,
    /// The connection is closed.
    Reset,
}

/// A running fake; it stops when dropped.
pub(crate) struct Locations {
    server: Server,
    asked: Arc<Mutex<Vec<Request>>>,
}

impl Locations {
    /// Starts the fake.
    pub(crate) fn start(mode: Mode) -> io::Result<Self> {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&asked);
        let server = Server::start("127.0.0.1:0", move |request, connection| {
            seen.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(request.clone());
            respond(mode, request, connection)
        })?;
        Ok(Self { server, asked })
    }

    /// Returns the root of both services.
    pub(crate) fn url(&self) -> String {
        self.server.url()
    }

    /// Returns the key that each request showed, if any.
    pub(crate) fn keys_shown(&self) -> Vec<Option<String>> {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let shown = asked.iter().map(|request| request.header("x-api-key"));
        shown.map(|key| key.map(str::to_owned)).collect()
    }

    /// Returns the paths and queries asked for so far.
    pub(crate) fn asked(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let told = asked.iter().map(|request| {
            let query = match request.query.as_str() {
                "" => String::new(),
                query => format!("?{query}"),
            };
            format!("{}{query}", request.path)
        });
        told.collect()
    }
}

fn respond(mode: Mode, request: &Request, connection: &mut TcpStream) -> io::Result<()> {
    let json = [("content-type", "application/json; charset=utf-8")];
    match mode {
        Mode::Reset => return Err(io::ErrorKind::ConnectionReset.into()),
        Mode::Busy => return http::answer(connection, 503, &json, b"try later"),
        Mode::Html => {
            let html = [("content-type", "text/html")];
            return http::answer(connection, 200, &html, b"<html>sign in</html>");
        }
        Mode::Well | Mode::AnotherPlace => {}
    }
    let (status, mut body) = match request.path.strip_prefix("/postcodes/") {
        Some(postcode) => postcode_answer(&postcode.replace("%20", " ")),
        None => (200, names(request.parameter("name").unwrap_or_default())),
    };
    if mode == Mode::AnotherPlace {
        body = body.replace("5GS", "5GT").replace("Edale", "Edam");
    }
    http::answer(connection, status, &json, body.as_bytes())
}

fn postcode_answer(postcode: &str) -> (u16, String) {
    match postcode {
        "BT1 5GS" => (
            200,
            r#"{"status":200,"result":{"postcode":"BT1 5GS","quality":1,"country":"Northern Ireland","longitude":-5.930073,
            "latitude":54.596553,"admin_district":"Belfast","admin_county":null,"codes":{"admin_district":"N09000003"}}}"#
                .to_owned(),
        ),
        "IM1 1AA" => (
            200,
            r#"{"status":200,"result":{"postcode":"IM1 1AA","quality":9,"longitude":null,"latitude":null}}"#.to_owned(),
        ),
        "E1W 1UU" => (
            404,
            r#"{"status":404,"error":"Postcode not found","terminated":{"postcode":"E1W 1UU","year_terminated":2007,
            "month_terminated":12,"longitude":-0.051135,"latitude":51.508774}}"#
                .to_owned(),
        ),
        _ => (404, r#"{"status":404,"error":"Postcode not found"}"#.to_owned()),
    }
}

fn names(name: String) -> String {
    let place = |name: &str, lat: f64, lon: f64, admin2: &str| {
        format!(
            r#"{{"id":2650359,"name":"{name}","latitude":{lat},"longitude":{lon},"elevation":240.0,"feature_code":"PPL",
            "country_code":"GB","timezone":"Europe/London","country":"United Kingdom","admin1":"England","admin2":"{admin2}"}}"#
        )
    };
    let results = match name.as_str() {
        "Edale" => vec![
            place("Edale", 53.3663, -1.8166, "Derbyshire"),
            place("Edale End", 53.3701, -1.7702, "Derbyshire"),
        ],
        "Upper+Snodsbury+Green" => vec![
            place("Upper Snodsbury Green", 52.18, -2.08, "Worcestershire"),
            place("Upper Snodsbury Green", 50.18, -5.08, "Cornwall"),
        ],
        _ => return r#"{"generationtime_ms":0.155}"#.to_owned(),
    };
    format!(
        r#"{{"results":[{}],"generationtime_ms":0.4}}"#,
        results.join(",")
    )
}
