//! The Overpass server: asked once and politely, left alone after it has refused, its failures in words.
//! Many of them come with status 200.

use crate::catalogue::import::{self, Format, ImportError, SERVER_SECONDS, TELLING, TextFormat};
use crate::config::Settings;
use crate::error::{Error, Kind};
use crate::net::{self, NetError, Url, service_text};
use crate::store::Refusals;
use jiff::{SignedDuration, Timestamp};
use std::path::PathBuf;
use std::time::Duration;

/// The name that messages use.
pub(super) const SERVICE: &str = "the Overpass server";
/// Seconds for the answer to come, besides those the server may take to find it.
const TRANSFER_SECONDS: u64 = 60;
/// How long a server that has refused is left alone at least: its operators say so.
const REFUSED: SignedDuration = SignedDuration::from_secs(30);
/// Decoded bytes of an answer: some 200,000 objects.
const MOST_BYTES: usize = 64 << 20;

/// The server that is asked.
pub(super) struct Server {
    url: Url,
    /// Its name, without the port.
    pub(super) host: String,
    /// Its name as refusals are remembered by, with the port.
    address: String,
    refusals: Refusals,
}

impl Server {
    /// Returns the server of the settings, whose refusals are remembered in the folder `cache`.
    ///
    /// # Errors
    /// When the setting is no address.
    pub(super) fn of(settings: &Settings, cache: Option<PathBuf>) -> Result<Self, Error> {
        let url = net::below_root(&settings.overpass_url, "api/interpreter").map_err(|shown| {
            Error::usage(format!(
                "catalogue.overpass_url is \"{shown}\": not an address"
            ))
        })?;
        let host = url.host_str().unwrap_or("Overpass").to_owned();
        Ok(Self {
            address: match url.port() {
                Some(port) => format!("{host}:{port}"),
                None => host.clone(),
            },
            host,
            url,
            refusals: Refusals::new(cache),
        })
    }

    /// Leaves a server alone that has refused a moment ago: its operators ask for that.
    ///
    /// # Errors
    /// Says when it may be asked again.
    pub(super) fn may_be_asked(&self, now: Timestamp) -> Result<(), Error> {
        let Some(until) = self.refusals.until(&self.address, now) else {
            return Ok(());
        };
        let seconds = until.duration_since(now).as_secs().max(1);
        Err(Error::new(
            Kind::Unreachable,
            format!(
                "nothing was fetched: {} has had enough of this address, and is not asked before {}",
                self.address,
                until.strftime("%H:%M:%S UTC")
            ),
        )
        .hint(match seconds {
            1 => "try again in a second".to_owned(),
            many => format!("try again in {many} seconds"),
        }))
    }

    /// Asks once. A server that is busy or has had enough is not asked again: that is for the family to do, later.
    ///
    /// # Errors
    /// Says how it failed; [`Server::failed`] says what to do.
    pub(super) fn ask(&self, settings: &Settings, query: &str) -> Result<Vec<u8>, NetError> {
        let mut client = net::Client::new(net::Options {
            total: Duration::from_secs(SERVER_SECONDS + TRANSFER_SECONDS),
            most_bytes: MOST_BYTES,
            ca_file: settings.ca_file.clone(),
            retries: false,
            ..net::Options::default()
        });
        let reply = client.post_form(SERVICE, self.url.clone(), &[("data", query)]);
        reply.map(|reply| reply.body)
    }

    /// Returns the failure of a server that gave no answer at `now`, and remembers a refusal for the runs to come.
    pub(super) fn failed(&self, error: &NetError, now: Timestamp) -> Error {
        let hint = match error.status() {
            Some(429) => {
                let asked = error.retry_after().unwrap_or_default();
                let wait = SignedDuration::try_from(asked).unwrap_or(SignedDuration::MAX);
                let wait = wait.max(REFUSED);
                // What cannot be remembered has been said all the same.
                let _ = self.refusals.remember(&self.address, now, wait);
                let seconds = wait.as_secs();
                return unreachable(error).hint(format!(
                    "it has had enough of this address for now: wait at least {seconds} seconds"
                ));
            }
            Some(504) => "it is busy: try again in a few minutes, or with a smaller --within",
            Some(406) => {
                "it does not answer this program: set catalogue.overpass_url to another server"
            }
            Some(400) => {
                "it does not understand the question: is catalogue.overpass_url an Overpass server?"
            }
            _ => "try again later, or set catalogue.overpass_url to another server",
        };
        unreachable(error).hint(hint)
    }
}

fn unreachable(error: &NetError) -> Error {
    Error::new(Kind::Unreachable, format!("nothing was fetched: {error}"))
}

/// Checks that what came is of the format that was asked for; many a failure comes with status 200.
///
/// # Errors
/// Says what it is instead, and what a web page says.
pub(super) fn is_an_answer(body: &[u8]) -> Result<(), Error> {
    let start = body.get(..TELLING).unwrap_or(body);
    let why = match import::detect(start) {
        Ok(Format::Text(TextFormat::Overpass)) => return Ok(()),
        Ok(other) => format!("it is {}, and no Overpass JSON", other.as_str()),
        Err(ImportError::Unsuitable(why)) => match page_text(start) {
            Some(text) => format!("{why}; it says \"{text}\""),
            None => why,
        },
        Err(error) => error.to_string(),
    };
    let message = format!("nothing was fetched: the answer of {SERVICE} cannot be used: {why}");
    Err(Error::new(Kind::Unreachable, message)
        .hint("try again later; is catalogue.overpass_url an Overpass server, and is this machine signed in to its network?"))
}

/// Returns what a web page says, in one harmless line: the error of an Overpass server, else what stands in its body.
fn page_text(page: &[u8]) -> Option<String> {
    let page = String::from_utf8_lossy(page);
    let page = page.trim_start_matches('\u{feff}').trim_start();
    let body = page.starts_with('<').then_some(page)?;
    let begin = ["Error</strong>:", "<body>", "<title>"]
        .into_iter()
        .find_map(|mark| Some(body.find(mark)? + mark.len()));
    let told = body.get(begin.unwrap_or(0)..)?;
    let end = told.find("</p>").unwrap_or(told.len());
    let mut text = String::new();
    for piece in told.get(..end)?.split('<') {
        // The first piece follows no tag; of the others the tag ends at its bracket.
        let bare = piece.split_once('>').map_or(piece, |(_, bare)| bare);
        text.push_str(bare);
        text.push(' ');
    }
    let line = service_text(text.as_bytes());
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::of_overpass(
        "<?xml version=\"1.0\"?>\n<html><body>\n<p><strong style=\"color:#FF0000\">Error</strong>: runtime error: open64: 2 No such file </p>\n</body></html>",
        Some("runtime error: open64: 2 No such file")
    )]
    #[case::of_a_hotel(
        "<!doctype html><html><head><title>x</title></head><body><h1>Sign <b>in</b></h1><p>Room</p> more</body>",
        Some("Sign in Room")
    )]
    #[case::without_a_body("<html>sign in</html>", Some("sign in"))]
    #[case::of_harm("<html><body>\u{1b}[2J\u{202e}x</body></html>", Some("[2J x"))]
    #[case::of_nothing("<html></html>", None)]
    #[case::no_page("{}", None)]
    fn a_page_says_what_its_reader_would_see(#[case] page: &str, #[case] says: Option<&str>) {
        assert_eq!(page_text(page.as_bytes()).as_deref(), says);
    }
}
