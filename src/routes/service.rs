//! Drives from one home to places: from the cache while they are recent, else from the server, else from the
//! cache again. What cannot be had is missing from the answer and said once; the estimate stands in for it.

use super::osrm::{self, ANSWERS, MOST_PLACES_PER_REQUEST, Refusal, SERVICE};
use crate::domain::{Position, Way, Waypoint};
use crate::net::{Client, NetError, Terms};
use crate::store::route_cache::{Claim, Kept, RouteCache};
use crate::weather::service::Freshness;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// Places asked for in a run: a hundred that could matter, and those shown in the end that were not among them.
const MOST_PLACES: usize = 300;
/// Requests in a run, one a second: the hundred and what is shown take one to three.
const MOST_REQUESTS: usize = 6;
/// Places without a road that may be left out of a question before it is given up.
const MOST_LEFT_OUT: usize = 3;
/// Age from which a drive is asked for again: roads change slowly (**judgement**).
const RECENT: SignedDuration = SignedDuration::from_hours(90 * 24);
/// Time between requests: what the public servers ask of everybody.
const APART: Duration = Duration::from_secs(1);
/// Time to wait for another run that is asking: it may have asked for the same.
const PATIENCE: Duration = Duration::from_secs(3);

/// What a run's drives depend on.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The server's root, such as `http://127.0.0.1:5000`.
    pub base_url: String,
    /// Where the family starts.
    pub home: Position,
    /// The instant of the run.
    pub now: Timestamp,
    /// When the server is asked.
    pub freshness: Freshness,
    /// How much of the run's time online the server may take.
    pub at_most: Duration,
}

/// The drives of one run of the program, and how they were come by.
#[derive(Debug)]
pub struct Routes {
    cache: RouteCache,
    settings: Settings,
    home: Waypoint,
    had: BTreeMap<Waypoint, Way>,
    asked: BTreeSet<Waypoint>,
    places_a_request: usize,
    requests: usize,
    left_out: usize,
    failure: Option<String>,
    warnings: Vec<String>,
}

impl Routes {
    /// Returns the drives that the cache has; nobody is asked yet.
    #[must_use]
    pub fn new(cache: RouteCache, settings: Settings) -> Self {
        let home = Waypoint::of(settings.home);
        let mut routes = Self {
            cache,
            settings,
            home,
            had: BTreeMap::new(),
            asked: BTreeSet::new(),
            places_a_request: MOST_PLACES_PER_REQUEST,
            requests: 0,
            left_out: 0,
            failure: None,
            warnings: Vec::new(),
        };
        match routes.settings.freshness {
            Freshness::Normal => routes.take_kept(|age| age < RECENT),
            Freshness::Offline => routes.take_kept(|_| true),
            Freshness::Refresh => {}
        }
        routes
    }

    /// Returns the way to `place`, where it is known.
    #[must_use]
    pub fn way_to(&self, place: Position) -> Option<Way> {
        self.had.get(&Waypoint::of(place)).copied()
    }

    /// Asks for the ways to the first of `places` that are not known, as many as one request may name and the run
    /// has room for; returns whether anything new is known.
    pub fn ask(&mut self, client: &mut Client, places: &[Position]) -> bool {
        let missing = self.missing(places);
        if missing.is_empty() || self.failure.is_some() {
            return false;
        }
        if self.settings.freshness == Freshness::Offline {
            return false;
        }
        let known = self.had.len();
        // Of several runs at once, one asks and the others find its answer in the cache.
        let mut claim = self.cache.claim(PATIENCE);
        let waited = claim.as_ref().is_none_or(|claim| claim.waited);
        if waited && self.settings.freshness == Freshness::Normal {
            self.take_kept(|age| age < RECENT);
        }
        let terms = Terms {
            apart: APART,
            at_most: Some(self.settings.at_most),
            answers: ANSWERS,
        };
        let since_last = claim.as_ref().and_then(Claim::since_last_request);
        client.agree(SERVICE, terms, since_last);
        let missing = self.missing(places);
        self.asked.extend(&missing);
        if let Err(failure) = self.ask_all(client, claim.as_mut(), missing) {
            self.failure = Some(failure);
            // Old roads are better than a guess.
            self.take_kept(|_| true);
        }
        self.had.len() > known
    }

    /// Returns what went wrong with the server, in the words of an error; it is not asked again in the run.
    #[must_use]
    pub fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    /// Returns what the reader may want to mend though nothing is missing: a cache that cannot be written.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Returns how many requests were sent, retries included.
    #[must_use]
    pub fn requests(&self) -> usize {
        self.requests
    }

    /// Takes what the cache has, of an age that is good enough, for places of which nothing is known.
    fn take_kept(&mut self, good_enough: impl Fn(SignedDuration) -> bool) {
        for (to, Kept { way, asked_at }) in self.cache.get() {
            // An answer from the future is one of a clock that was wrong then or is now.
            let age = self.settings.now.duration_since(asked_at).abs();
            if good_enough(age) {
                self.had.entry(to).or_insert(way);
            }
        }
    }

    /// Returns the first places, each once, of which nothing is known and that were not asked for before.
    fn missing(&self, places: &[Position]) -> Vec<Waypoint> {
        let mut seen = BTreeSet::new();
        let room = MOST_PLACES.saturating_sub(self.asked.len());
        places
            .iter()
            .map(|&place| Waypoint::of(place))
            .filter(|place| !self.had.contains_key(place) && !self.asked.contains(place))
            .filter(|&place| seen.insert(place))
            .take(room.min(MOST_PLACES_PER_REQUEST))
            .collect()
    }

    /// Asks until every place of `waiting` has its answer.
    fn ask_all(
        &mut self,
        client: &mut Client,
        mut claim: Option<&mut Claim>,
        mut waiting: Vec<Waypoint>,
    ) -> Result<(), String> {
        while !waiting.is_empty() {
            if self.requests >= MOST_REQUESTS {
                return Err(format!(
                    "{SERVICE} takes only {} places at a time: {} were left unasked after {} requests",
                    self.places_a_request,
                    waiting.len(),
                    self.requests
                ));
            }
            let rest = waiting.split_off(waiting.len().min(self.places_a_request));
            let answer = self.ask_batch(client, &waiting);
            if let Some(claim) = claim.as_deref_mut() {
                claim.has_asked();
            }
            match answer {
                Ok(ways) => {
                    self.keep(waiting.iter().copied().zip(ways).collect());
                    waiting.clear();
                }
                Err(Failure::Refused(Refusal::TooBig)) if waiting.len() > 1 => {
                    self.places_a_request = waiting.len() / 2;
                }
                Err(Failure::Refused(Refusal::NoRoadNear(place)))
                    if place < waiting.len() && self.left_out < MOST_LEFT_OUT =>
                {
                    self.left_out += 1;
                    let without = waiting.remove(place);
                    self.keep(BTreeMap::from([(without, Way::NoRoad)]));
                }
                Err(Failure::Refused(refusal)) => return Err(refusal.to_string()),
                Err(Failure::Said(failure)) => return Err(failure),
            }
            waiting.extend(rest);
        }
        Ok(())
    }

    fn ask_batch(&mut self, client: &mut Client, batch: &[Waypoint]) -> Result<Vec<Way>, Failure> {
        let url = osrm::request_url(&self.settings.base_url, self.home, batch)
            .map_err(|error| Failure::Said(error.to_string()))?;
        let before = client.requests();
        let reply = client.get(SERVICE, url);
        self.requests += client.requests() - before;
        match reply {
            Ok(reply) => osrm::parse(&reply.body, self.home, batch).map_err(Failure::Refused),
            Err(error) => {
                let refusal = match &error {
                    NetError::Status { status, body, .. } if ANSWERS.contains(status) => {
                        osrm::refusal_in(*status, body)
                    }
                    _ => None,
                };
                Err(refusal.map_or_else(|| Failure::Said(error.to_string()), Failure::Refused))
            }
        }
    }

    fn keep(&mut self, ways: BTreeMap<Waypoint, Way>) {
        let warning = self.cache.put(&ways, self.settings.now);
        self.warnings.extend(warning);
        self.had.extend(ways);
    }
}

/// Why a batch has no ways.
enum Failure {
    /// The server says so, or its answer is none.
    Refused(Refusal),
    /// For this reason.
    Said(String),
}
