//! A fake Overpass server: its rules about who may ask, its answers, and its failures - many of them with status 200.

use super::http::{self, Request, Server};
use std::io;
use std::net::TcpStream;
use std::sync::{Arc, Mutex, PoisonError};

/// How a request is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// With the elements it was started with.
    Well,
    /// Status 200, half the elements, and a remark that the time ran out.
    TimedOut,
    /// Status 200, no elements, and a remark that the memory did.
    OutOfMemory,
    /// 429: too many requests of this address.
    RateLimited,
    /// 429 that says after how many seconds to come back.
    RefusedFor(u32),
    /// 504: the server is busy.
    Busy,
    /// 504: the database is down.
    DispatcherOff,
    /// 400: a query that cannot be parsed.
    BadRequest,
    /// Status 200 and a web page.
    Html,
    /// Status 200 and the page of an error.
    HtmlError,
    /// Status 200 and a map of another format.
    GeoJson,
    /// Half an answer.
    Truncated,
    /// Status 200 and nothing.
    Empty,
}

/// A running fake; it stops when dropped.
pub(crate) struct Overpass {
    server: Server,
    asked: Arc<Mutex<Vec<Request>>>,
}

impl Overpass {
    /// Starts a fake that answers with these elements, JSON objects joined by commas.
    pub(crate) fn start(mode: Mode, elements: &str) -> io::Result<Self> {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&asked);
        let elements = elements.to_owned();
        let server = Server::start("127.0.0.1:0", move |request, connection| {
            seen.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(request.clone());
            respond(mode, &elements, request, connection)
        })?;
        Ok(Self { server, asked })
    }

    /// Returns the root of the server.
    pub(crate) fn url(&self) -> String {
        self.server.url()
    }

    /// Returns the requests so far.
    pub(crate) fn asked(&self) -> Vec<Request> {
        self.asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

const JSON: [(&str, &str); 1] = [("content-type", "application/json")];
const HTML: [(&str, &str); 1] = [("content-type", "text/html; charset=utf-8")];

fn respond(
    mode: Mode,
    elements: &str,
    request: &Request,
    connection: &mut TcpStream,
) -> io::Result<()> {
    let agent = request.header("user-agent").unwrap_or_default();
    let is_library = ["", "reqwest", "curl/", "python-requests", "Wget"]
        .iter()
        .any(|library| agent == *library || !library.is_empty() && agent.starts_with(library));
    if is_library {
        return http::answer(connection, 406, &HTML, b"<html>Not Acceptable</html>");
    }
    let form = request.header("content-type") == Some("application/x-www-form-urlencoded");
    if request.path != "/api/interpreter" || !form || !request.body.starts_with(b"data=") {
        return http::answer(
            connection,
            400,
            &HTML,
            &page("line 1: parse error: an unknown type"),
        );
    }
    let document = |elements: &str, remark: &str| {
        format!(
            r#"{{"version":0.6,"generator":"Overpass API 0.7.62.8 e802775f","osm3s":{{
            "timestamp_osm_base":"2026-11-20T05:00:00Z","copyright":"The data included in this document is from www.openstreetmap.org. The data is made available under ODbL."}},
            "elements":[{elements}]{remark}}}"#
        )
    };
    let busy = "runtime error: open64: 0 Success /osm3s_v0.7.62_osm_base Dispatcher_Client::request_read_and_idx::";
    match mode {
        Mode::Well => http::answer(connection, 200, &JSON, document(elements, "").as_bytes()),
        Mode::TimedOut => {
            let remark = r#","remark":"runtime error: Query timed out in \"query\" at line 4 after 60 seconds.""#;
            http::answer(
                connection,
                200,
                &JSON,
                document(elements, remark).as_bytes(),
            )
        }
        Mode::OutOfMemory => {
            let remark = r#","remark":"runtime error: Query ran out of memory in \"query\" at line 4. It would need at least 600 MB of RAM to continue.""#;
            http::answer(connection, 200, &JSON, document("", remark).as_bytes())
        }
        Mode::RateLimited => http::answer(
            connection,
            429,
            &HTML,
            &page(&format!(
                "{busy}rate_limited. Please check /api/status for the quota of your IP address."
            )),
        ),
        Mode::RefusedFor(seconds) => {
            let seconds = seconds.to_string();
            let headers = [HTML[0], ("retry-after", seconds.as_str())];
            http::answer(connection, 429, &headers, &page("rate_limited"))
        }
        Mode::Busy => http::answer(
            connection,
            504,
            &HTML,
            &page(&format!(
                "{busy}timeout. The server is probably too busy to handle your request."
            )),
        ),
        Mode::DispatcherOff => http::answer(
            connection,
            504,
            &HTML,
            &page("The dispatcher (i.e. the database management system) is turned off."),
        ),
        Mode::BadRequest => http::answer(
            connection,
            400,
            &HTML,
            &page("line 2: parse error: ';' expected - 'out' found."),
        ),
        Mode::Html => http::answer(connection, 200, &HTML, b"<html>sign in</html>"),
        Mode::HtmlError => {
            let error =
                "runtime error: open64: 2 No such file or directory /db/nodes.bin File_Blocks::1";
            http::answer(connection, 200, &HTML, &page(error))
        }
        Mode::GeoJson => {
            let empty = br#"{"type":"FeatureCollection","features":[]}"#;
            http::answer(connection, 200, &JSON, empty)
        }
        Mode::Truncated => {
            let whole = document(elements, "");
            let half = whole.as_bytes().get(..whole.len() / 2).unwrap_or_default();
            http::answer(connection, 200, &JSON, half)
        }
        Mode::Empty => http::answer(connection, 200, &JSON, b""),
    }
}

fn page(error: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<html><head><title>OSM3S Response</title></head><body>\n\
         <p><strong style=\"color:#FF0000\">Error</strong>: {error} </p>\n</body></html>"
    )
    .into_bytes()
}
