//! What the embedded data cannot resolve, asked of two services - only where the family allows it, since the query
//! then leaves the machine. What is found is kept for good, that there is nothing for a week; a service that cannot be asked
//! changes nothing but a warning.

mod geocoding;
mod postcodes_io;
mod trial;

pub use geocoding::SERVICE as GEOCODING;
pub use postcodes_io::unit_postcode;
pub use trial::{Trial, trials};

use super::LocateError;
use crate::domain::{Location, Precision};
use crate::net::{self, NetError, below_root, service_text};
use crate::store::LocationCache;
use geocoding::Named;
use jiff::Timestamp;
use reqwest::Url;
use serde::de::DeserializeOwned;
use thiserror::Error;

/// The fewest and most letters of a name that is asked for.
const NAME_LETTERS: std::ops::RangeInclusive<usize> = 2..=80;

/// Where the services are.
#[derive(Debug, Clone)]
pub struct Roots {
    /// The root of postcodes.io.
    pub postcodes: String,
    /// The root of Open-Meteo's geocoding.
    pub geocoding: String,
}

/// The two services and what they have answered before.
#[derive(Debug)]
pub struct Online<'c> {
    client: &'c mut net::Client,
    cache: LocationCache,
    roots: Roots,
    offline: bool,
    now: Timestamp,
    warnings: Vec<String>,
}

/// What a service says of a postcode or a name: a place, or none.
type Answer = Result<Option<Location>, AnswerError>;

/// An answer that is not what was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(super) enum AnswerError {
    /// The configured root is no address.
    #[error("the address of {service} in the config is not a root such as https://example.org")]
    Root {
        /// The service.
        service: &'static str,
    },
    /// It is not of the documented shape.
    #[error("{service} sent an answer that cannot be read: {why}")]
    Malformed {
        /// The service.
        service: &'static str,
        /// What is wrong.
        why: String,
    },
    /// It is about another place, or one off the Earth.
    #[error("{service} answered for another place than was asked")]
    AnotherPlace {
        /// The service.
        service: &'static str,
    },
    /// There was no answer.
    #[error("{0}")]
    Net(#[from] NetError),
}

/// What is asked of whom.
enum Question {
    Postcode(String),
    Name(String),
}

/// Reads an answer of postcodes.io about the unit `postcode`; `None` where it has no position for it.
///
/// # Errors
/// Says what is wrong with it, where it is no answer about that postcode.
pub fn read_postcodes_io(body: &[u8], postcode: &str) -> Result<Option<Location>, String> {
    postcodes_io::parse(body, postcode, postcode).map_err(|error| error.to_string())
}

/// Reads an answer of the geocoding service about `name`: how many places it says are called that.
///
/// # Errors
/// Says what is wrong with it, where it is no answer of that service.
pub fn read_geocoding(body: &[u8], name: &str) -> Result<usize, String> {
    match geocoding::parse(body, name) {
        Ok(Named::Nobody) => Ok(0),
        Ok(Named::One(_)) => Ok(1),
        Ok(Named::Several(places)) => Ok(places.len()),
        Err(error) => Err(error.to_string()),
    }
}

impl<'c> Online<'c> {
    /// Returns the services at `roots`, not yet asked, at the instant `now`; with `offline` only what they have answered before
    /// counts.
    #[must_use]
    pub fn new(
        client: &'c mut net::Client,
        cache: LocationCache,
        roots: Roots,
        offline: bool,
        now: Timestamp,
    ) -> Self {
        Self {
            client,
            cache,
            roots,
            offline,
            now,
            warnings: Vec::new(),
        }
    }

    /// Returns what is worth a word on standard error.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Returns what the services know of `query` where the embedded data gave only `known`: nothing, or the district
    /// of a postcode.
    ///
    /// # Errors
    /// As `known`, or that several places bear the name.
    pub fn improve(
        &mut self,
        query: &str,
        known: Result<Location, LocateError>,
    ) -> Result<Location, LocateError> {
        let Some(question) = Question::of(query, &known) else {
            return known;
        };
        if let Some(kept) = self.cache.get(question.text()) {
            return Ok(Location {
                query: query.to_owned(),
                ..kept
            });
        }
        if self.offline {
            return known;
        }
        if self.cache.is_missed(question.text(), self.now) {
            return question.unanswered(known);
        }
        let answer = match &question {
            Question::Postcode(postcode) => self.postcode(postcode, query),
            Question::Name(name) => match self.name(name) {
                Ok(Named::Nobody) => Ok(None),
                Ok(Named::One(location)) => Ok(Some(*location)),
                Ok(Named::Several(candidates)) => {
                    return Err(LocateError::Ambiguous {
                        query: query.to_owned(),
                        candidates,
                    });
                }
                Err(error) => Err(error),
            },
        };
        match answer {
            Ok(Some(location)) => {
                self.warnings
                    .extend(self.cache.put(question.text(), &location));
                Ok(location)
            }
            Ok(None) => {
                // That this cannot be kept costs one question more, and nothing that anybody has to know.
                let _ = self.cache.put_missed(question.text(), self.now);
                question.unanswered(known)
            }
            Err(error) => {
                self.warnings.push(format!(
                    "\"{}\" could not be looked up: {error}",
                    query.trim()
                ));
                known
            }
        }
    }

    fn postcode(&mut self, postcode: &str, query: &str) -> Answer {
        let url = postcodes_io::url(&self.roots.postcodes, postcode)?;
        let body = match self.client.get(postcodes_io::SERVICE, url) {
            Ok(reply) => reply.body,
            // An unknown postcode, which may have been a known one once.
            Err(NetError::Status {
                status: 404, body, ..
            }) => body,
            Err(error) => return Err(error.into()),
        };
        postcodes_io::parse(&body, postcode, query)
    }

    fn name(&mut self, name: &str) -> Result<Named, AnswerError> {
        let url = geocoding::url(&self.roots.geocoding, name)?;
        let reply = self.client.get(geocoding::SERVICE, url)?;
        geocoding::parse(&reply.body, name)
    }
}

impl Question {
    fn of(query: &str, known: &Result<Location, LocateError>) -> Option<Self> {
        let postcode = || unit_postcode(query).map(Self::Postcode);
        match known {
            Ok(location) => match location.precision {
                Precision::Sector | Precision::Outcode => postcode(),
                _ => None,
            },
            Err(LocateError::UnknownPostcode { .. }) => postcode(),
            Err(LocateError::Unknown { .. }) => postcode().or_else(|| {
                let name = query.trim();
                let letters = name.chars().count();
                NAME_LETTERS
                    .contains(&letters)
                    .then(|| Self::Name(name.to_owned()))
            }),
            Err(_) => None,
        }
    }

    /// Returns what is known where the service knows nothing, which is said of a place that is known by its district alone.
    fn unanswered(&self, known: Result<Location, LocateError>) -> Result<Location, LocateError> {
        known.map(|mut location| {
            location.notes.push(format!(
                "{} has no position for {}",
                postcodes_io::SERVICE,
                self.text()
            ));
            location
        })
    }

    fn text(&self) -> &str {
        match self {
            Self::Postcode(text) | Self::Name(text) => text,
        }
    }
}

/// Returns the address of `path` below `root`.
fn address(service: &'static str, root: &str, path: &str) -> Result<Url, AnswerError> {
    below_root(root, path).map_err(|_| AnswerError::Root { service })
}

/// Reads JSON of a documented shape.
fn readable<T: DeserializeOwned>(service: &'static str, body: &[u8]) -> Result<T, AnswerError> {
    serde_json::from_slice(body).map_err(|error| AnswerError::Malformed {
        service,
        why: service_text(error.to_string().as_bytes()),
    })
}
