//! The only socket: one blocking client with a deadline for the whole run, size limits and few retries.
//! Nothing of it, not even the list of trusted certificates, is set up before the first request.

mod error;
mod exchange;
mod retry;
mod root;
mod service_text;

pub use error::NetError;
pub use reqwest::Url;
pub use root::below_root;
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

/// What a service asks of those who use it, and what it may take of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Terms {
    /// Time between an answer and the next request, retries included.
    pub apart: Duration,
    /// How much of the run's time its requests may take; `None` for all of it.
    pub at_most: Option<Duration>,
    /// Statuses that say something of what was asked, and nothing ill of the service.
    pub answers: &'static [u16],
}

/// A client for one run of the program.
#[derive(Debug)]
pub struct Client {
    options: Options,
    exchange: Option<Exchange>,
    services: BTreeMap<&'static str, Service>,
    spent: Duration,
    requests: usize,
}

/// A service in this run.
#[derive(Debug, Default)]
struct Service {
    record: Record,
    terms: Terms,
    spent: Duration,
    last: Option<Instant>,
}

impl Service {
    /// Returns how long to wait before it may be asked again.
    fn pause(&self) -> Duration {
        let since = self.last.map(|last| last.elapsed());
        since.map_or(Duration::ZERO, |since| {
            self.terms.apart.saturating_sub(since)
        })
    }
}

impl Client {
    /// Returns a client that has not touched the network, nor read any file.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self {
            options,
            exchange: None,
            services: BTreeMap::new(),
            spent: Duration::ZERO,
            requests: 0,
        }
    }

    /// Returns how many requests have been sent, retries included and redirects not.
    #[must_use]
    pub fn requests(&self) -> usize {
        self.requests
    }

    /// Keeps to `terms` with `service` from now on; `since_last` is how long ago another run asked it.
    pub fn agree(&mut self, service: &'static str, terms: Terms, since_last: Option<Duration>) {
        let service = self.services.entry(service).or_default();
        service.terms = terms;
        let elsewhere = since_last.and_then(|since| Instant::now().checked_sub(since));
        service.last = service.last.max(elsewhere);
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
        let elapsed = started.elapsed();
        self.spent += elapsed;
        self.services.entry(service).or_default().spent += elapsed;
        result
    }

    /// Takes note that an answer of `service` could not be used, as if the request had failed.
    pub fn was_unusable(&mut self, service: &'static str) {
        let record = &mut self.services.entry(service).or_default().record;
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
        let service = self.services.entry(service).or_default();
        let terms = service.terms;
        let total = self
            .options
            .total
            .min(terms.at_most.unwrap_or(Duration::MAX));
        let budget = self
            .options
            .total
            .saturating_sub(self.spent)
            .min(total.saturating_sub(service.spent));
        let too_slow = |host| NetError::TooSlow {
            host,
            seconds: total.as_secs_f64().ceil() as u64,
        };
        let mut tries = 0;
        loop {
            if service.record.is_down() {
                let failures = service.record.failures();
                return Err(NetError::Down { host, failures });
            }
            let pause = service.pause();
            if budget.saturating_sub(started.elapsed()) <= pause {
                return Err(too_slow(host));
            }
            std::thread::sleep(pause);
            let left = budget.saturating_sub(started.elapsed());
            let exchange = match &self.exchange {
                Some(exchange) => exchange,
                None => self.exchange.insert(Exchange::new(&self.options)?),
            };
            tries += 1;
            self.requests += 1;
            let answer = exchange.ask(url, form, left, self.options.most_bytes);
            service.last = Some(Instant::now());
            let (error, hint) = match answer {
                Ok(reply) => return Ok(reply),
                Err(Some(failure)) => failure,
                Err(None) => (too_slow(host.clone()), retry::Hint::Never),
            };
            // "Not found" is an answer about what was asked, not a fault of the service.
            let is_answer = |status| status == 404 || terms.answers.contains(&status);
            if error.status().is_some_and(is_answer) {
                return Err(error);
            }
            let left = budget.saturating_sub(started.elapsed());
            let pause = service.record.failed(hint, tries, left, fastrand::f64());
            match pause.map(|pause| pause.max(service.pause())) {
                Some(pause) if self.options.retries && pause < left => std::thread::sleep(pause),
                _ => return Err(error),
            }
        }
    }
}
