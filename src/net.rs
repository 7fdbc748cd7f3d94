//! The only socket: one blocking client with a deadline for the whole run, size limits and few retries.
//! Nothing of it, not even the list of trusted certificates, is set up before the first request.

mod error;
mod exchange;
mod retry;
mod service_text;

pub use error::NetError;
pub use reqwest::Url;
pub use service_text::service_text;

use exchange::Exchange;
use retry::Record;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// What a client may use.
#[derive(Debug, Clone)]
pub struct Options {
    /// Time for everything the client does in the run, waiting included.
    pub total: Duration,
    /// Decoded bytes that an answer may have.
    pub most_bytes: usize,
    /// A file of PEM certificates trusted besides the public ones.
    pub ca_file: Option<PathBuf>,
    /// Whether a busy or unreachable service may be tried once more after a moment.
    pub retries: bool,
}

impl Default for Options {
    /// Ten seconds in all, 16 MiB an answer.
    fn default() -> Self {
        Self {
            total: Duration::from_secs(10),
            most_bytes: 16 << 20,
            ca_file: None,
            retries: true,
        }
    }
}

/// An answer of a service with a status of success.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status, 200..=299.
    pub status: u16,
    /// The decoded body.
    pub body: Vec<u8>,
}

/// A client for one run of the program.
#[derive(Debug)]
pub struct Client {
    options: Options,
    exchange: Option<Exchange>,
    records: BTreeMap<&'static str, Record>,
    spent: Duration,
    requests: usize,
}

impl Client {
    /// Returns a client that has not touched the network, nor read any file.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self {
            options,
            exchange: None,
            records: BTreeMap::new(),
            spent: Duration::ZERO,
            requests: 0,
        }
    }

    /// Returns how many requests have been sent, retries included and redirects not.
    #[must_use]
    pub fn requests(&self) -> usize {
        self.requests
    }

    /// Returns the answer of `service` at `url`.
    ///
    /// A service that is busy or unreachable is tried once more after a moment, or when it said, if the run's
    /// deadline allows; after three failed requests in the run it is not asked again.
    ///
    /// # Errors
    /// When the address is not https (loopback aside), the service cannot be reached, answers with another
    /// status than success, redirects elsewhere or sends too much, or the time is used up.
    pub fn get(&mut self, service: &'static str, url: Url) -> Result<Reply, NetError> {
        self.ask(service, &url, None)
    }

    /// Returns the answer of `service` at `url` to the fields of `form`, as [`Client::get`] does.
    ///
    /// # Errors
    /// As those of [`Client::get`].
    pub fn post_form(
        &mut self,
        service: &'static str,
        url: Url,
        form: &[(&str, &str)],
    ) -> Result<Reply, NetError> {
        let mut encoded = url::form_urlencoded::Serializer::new(String::new());
        encoded.extend_pairs(form);
        self.ask(service, &url, Some(&encoded.finish()))
    }

    fn ask(
        &mut self,
        service: &'static str,
        url: &Url,
        form: Option<&str>,
    ) -> Result<Reply, NetError> {
        exchange::check_scheme(url)?;
        let started = Instant::now();
        let result = self.ask_within(service, url, form, started);
        self.spent += started.elapsed();
        result
    }

    /// Takes note that an answer of `service` could not be used, as if the request had failed.
    pub fn was_unusable(&mut self, service: &'static str) {
        let record = self.records.entry(service).or_default();
        record.failed(retry::Hint::Never, 1, Duration::ZERO, 0.0);
    }

    fn ask_within(
        &mut self,
        service: &'static str,
        url: &Url,
        form: Option<&str>,
        started: Instant,
    ) -> Result<Reply, NetError> {
        let host = exchange::host(url);
        let budget = self.options.total.saturating_sub(self.spent);
        let record = self.records.entry(service).or_default();
        let mut tries = 0;
        loop {
            if record.is_down() {
                let failures = record.failures();
                return Err(NetError::Down { host, failures });
            }
            let left = budget.saturating_sub(started.elapsed());
            if left.is_zero() {
                let seconds = self.options.total.as_secs();
                return Err(NetError::TooSlow { host, seconds });
            }
            let exchange = match &self.exchange {
                Some(exchange) => exchange,
                None => self.exchange.insert(Exchange::new(&self.options)?),
            };
            tries += 1;
            self.requests += 1;
            let (error, hint) = match exchange.ask(url, form, left, &self.options) {
                Ok(reply) => return Ok(reply),
                Err(failure) => failure,
            };
            // "Not found" is an answer about what was asked, not a fault of the service.
            if error.status() == Some(404) {
                return Err(error);
            }
            let left = budget.saturating_sub(started.elapsed());
            match record.failed(hint, tries, left, fastrand::f64()) {
                Some(pause) if self.options.retries => std::thread::sleep(pause),
                _ => return Err(error),
            }
        }
    }
}
