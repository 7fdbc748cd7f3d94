//! The only socket: one blocking client with a deadline for the whole run, size limits and few retries.
//! Nothing of it, not even the list of trusted certificates, is set up before the first request.

mod error;
mod exchange;
mod key;
mod meter;
mod options;
mod question;
mod retry;
mod root;
mod service_text;
pub mod smtp;

pub use error::NetError;
pub(crate) use exchange::host;
pub use key::{ApiKey, NoKey};
pub use meter::{Ended, Meter};
pub use options::{Options, Terms};
pub use question::{Headers, Validity};
pub use reqwest::Url;
pub use root::below_root;
pub use service_text::service_text;

use exchange::{Exchange, Failure};
use question::Question;
use retry::{Hint, Record};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// An answer of a service with a status of success.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status, 200..=299, or 304 where the request said what is had already.
    pub status: u16,
    /// The decoded body.
    pub body: Vec<u8>,
    /// How long it holds, by its headers.
    pub validity: Validity,
}

/// A client for one run of the program.
#[derive(Debug)]
pub struct Client {
    options: Options,
    exchange: Option<Exchange>,
    services: BTreeMap<&'static str, Service>,
    meters: Vec<Box<dyn Meter>>,
    jitter: fastrand::Rng,
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
    key: Option<ApiKey>,
    /// The number of the meter that counts its requests.
    meter: Option<usize>,
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
            jitter: options
                .seed
                .map_or_else(fastrand::Rng::new, fastrand::Rng::with_seed),
            options,
            exchange: None,
            services: BTreeMap::new(),
            meters: Vec::new(),
            spent: Duration::ZERO,
            requests: 0,
        }
    }

    /// Returns how many requests have been sent, retries included and redirects not.
    #[must_use]
    pub fn requests(&self) -> usize {
        self.requests
    }

    /// Returns how much of the run's time is left for requests.
    #[must_use]
    pub fn time_left(&self) -> Duration {
        self.options.total.saturating_sub(self.spent)
    }

    /// Takes off the run's time what was spent on waiting for others.
    pub fn waited(&mut self, elapsed: Duration) {
        self.spent += elapsed;
    }

    /// Keeps to `terms` with `service` from now on; `since_last` is how long ago another run asked it.
    pub fn agree(&mut self, service: &'static str, terms: Terms, since_last: Option<Duration>) {
        let service = self.services.entry(service).or_default();
        service.terms = terms;
        let elsewhere = since_last.and_then(|since| Instant::now().checked_sub(since));
        service.last = service.last.max(elsewhere);
    }

    /// Shows `key` to each of `services` from now on, in a header that no message repeats.
    pub fn present(&mut self, services: &[&'static str], key: &ApiKey) {
        for &service in services {
            self.services.entry(service).or_default().key = Some(key.clone());
        }
    }

    /// Has `meter` count every request to `services` from now on; one that it refuses is not sent.
    pub fn count(&mut self, services: &[&'static str], meter: Box<dyn Meter>) {
        for &service in services {
            self.services.entry(service).or_default().meter = Some(self.meters.len());
        }
        self.meters.push(meter);
    }

    /// Takes what is worth a word on standard error though nothing is missing: a limit that is near.
    pub fn warnings(&mut self) -> Vec<String> {
        let meters = self.meters.iter_mut();
        meters.flat_map(|meter| meter.warnings()).collect()
    }

    /// Returns the answer of `service` at `url`, a request that counts as one call where calls are counted.
    ///
    /// A service that is busy or unreachable is tried once more after a moment, or when it said, if the run's
    /// deadline allows; after three failed requests in the run it is not asked again.
    ///
    /// # Errors
    /// When the address is not https (loopback aside), the service cannot be reached, answers with another
    /// status than success, redirects elsewhere or sends too much, or the time is used up.
    pub fn get(&mut self, service: &'static str, url: Url) -> Result<Reply, NetError> {
        self.ask(service, Question::get(&url))
    }

    /// Returns the answer of `service` at `url`, as [`Client::get`] does, to a request that counts as `calls`.
    ///
    /// # Errors
    /// As those of [`Client::get`].
    pub fn get_weighing(
        &mut self,
        service: &'static str,
        url: Url,
        calls: u32,
    ) -> Result<Reply, NetError> {
        let question = Question {
            calls,
            ..Question::get(&url)
        };
        self.ask(service, question)
    }

    /// Returns the answer of `service` at `url`, as [`Client::get`] does, to a request that says who asks and what is
    /// had already: the status is 304 and the body empty where that still holds.
    ///
    /// # Errors
    /// As those of [`Client::get`].
    pub fn get_with(
        &mut self,
        service: &'static str,
        url: Url,
        headers: &Headers<'_>,
    ) -> Result<Reply, NetError> {
        let question = Question {
            headers: *headers,
            ..Question::get(&url)
        };
        self.ask(service, question)
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
        let form = encoded.finish();
        let question = Question {
            form: Some(&form),
            ..Question::get(&url)
        };
        self.ask(service, question)
    }

    fn ask(&mut self, service: &'static str, question: Question<'_>) -> Result<Reply, NetError> {
        exchange::check_scheme(question.url)?;
        let started = Instant::now();
        let result = self.ask_within(service, question, started);
        let elapsed = started.elapsed();
        self.spent += elapsed;
        let service = self.services.entry(service).or_default();
        service.spent += elapsed;
        match &service.key {
            Some(key) => key.left_out_of(result),
            None => result,
        }
    }

    /// Takes note that an answer of `service` could not be used, as if the request had failed.
    pub fn was_unusable(&mut self, service: &'static str) {
        let record = &mut self.services.entry(service).or_default().record;
        record.failed(retry::Hint::Never, 1, Duration::ZERO, 0.0);
    }

    fn ask_within(
        &mut self,
        service: &'static str,
        question: Question<'_>,
        started: Instant,
    ) -> Result<Reply, NetError> {
        let host = exchange::host(question.url);
        let service = self.services.entry(service).or_default();
        let mut meter = service.meter.and_then(|number| self.meters.get_mut(number));
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
        let left = || budget.saturating_sub(started.elapsed());
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
            if left() <= service.pause() {
                return Err(too_slow(host));
            }
            let wait = match &mut meter {
                Some(meter) => meter.before(&host, question.calls, left()).map_err(|why| {
                    service.record.gave_up();
                    NetError::Spent(why)
                })?,
                None => Duration::ZERO,
            };
            let pause = service.pause().max(wait);
            let sent = if left() <= pause {
                Err(None)
            } else {
                std::thread::sleep(pause);
                exchange_of(&mut self.exchange, &self.options).map_err(Some)
            };
            let answer = match sent {
                Ok(exchange) => {
                    tries += 1;
                    self.requests += 1;
                    let key = service.key.as_ref();
                    let answer = exchange.ask(question, key, left(), self.options.most_bytes);
                    service.last = Some(Instant::now());
                    answer
                }
                Err(error) => {
                    if let Some(meter) = &mut meter {
                        meter.after(&host, question.calls, Ended::NotSent);
                    }
                    return Err(error.unwrap_or_else(|| too_slow(host)));
                }
            };
            let told = meter
                .as_mut()
                .and_then(|meter| meter.after(&host, question.calls, ended(&answer)));
            let (error, hint) = match answer {
                Ok(reply) => return Ok(reply),
                Err(Some(failure)) => failure,
                Err(None) => (too_slow(host.clone()), Hint::Never),
            };
            // "Not found" is an answer about what was asked, not a fault of the service.
            let is_answer = |status| status == 404 || terms.answers.contains(&status);
            if error.status().is_some_and(is_answer) {
                return Err(error);
            }
            let hint = told.map_or(hint, |wait| hint.no_sooner_than(wait));
            let pause = service
                .record
                .failed(hint, tries, left(), self.jitter.f64());
            match pause.map(|pause| pause.max(service.pause())) {
                Some(pause) if self.options.retries && pause < left() => std::thread::sleep(pause),
                _ => return Err(error),
            }
        }
    }
}

/// Returns the one connection to the world, made on its first use.
fn exchange_of<'a>(
    exchange: &'a mut Option<Exchange>,
    options: &Options,
) -> Result<&'a Exchange, NetError> {
    Ok(match exchange {
        Some(exchange) => exchange,
        None => exchange.insert(Exchange::new(options)?),
    })
}

/// Returns what a request is counted as, by its answer.
fn ended(answer: &Result<Reply, Option<Failure>>) -> Ended<'_> {
    match answer {
        Err(Some((error @ NetError::Status { status, body, .. }, _))) => Ended::Refused {
            status: *status,
            body,
            retry_after: error.retry_after(),
        },
        Err(Some((NetError::Redirect { .. }, _))) => Ended::Refused {
            status: 303,
            body: b"",
            retry_after: None,
        },
        Err(Some((NetError::Connect { .. }, _))) => Ended::NotSent,
        // What broke off or was not waited for may have been answered in full.
        _ => Ended::Answered,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jitters(seed: Option<u64>) -> Vec<f64> {
        let mut client = Client::new(Options {
            seed,
            ..Options::default()
        });
        (0..8).map(|_| client.jitter.f64()).collect()
    }

    #[test]
    fn pauses_waver_by_chance_and_by_a_seed_always_alike() {
        assert_eq!(jitters(Some(7)), jitters(Some(7)));
        assert_ne!(jitters(Some(7)), jitters(Some(8)));
        assert_ne!(jitters(None), jitters(None));
        assert!(
            jitters(None)
                .iter()
                .all(|jitter| (0.0..1.0).contains(jitter))
        );
    }
}
