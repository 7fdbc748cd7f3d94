//! Asking MET Norway: one cell a request, one request after the other, each for all the days there are.
//! Its terms are kept: nothing is asked for before it expires, and what is had already is said.

use super::reach::within_reach;
use super::{Forecasts, Freshness, Wanted};
use crate::domain::{Cell, Source};
use crate::net::{Headers, NetError, Reply};
use crate::store::forecast_cache::Whole;
use crate::weather::met_norway::{self, ANSWERS, DEPRECATED, MOST_CELLS, SOURCE};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Time to wait for another run that is asking: it asks for one cell after the other.
const PATIENCE: Duration = Duration::from_secs(3);
/// Cells that are worth asking for before looking at what they have settled, and answers that are put into the cache at
/// once: what a run that is broken off may lose.
pub(super) const AT_ONCE: usize = 10;
/// Age beyond which a forecast is asked for again, whatever it said of how long it holds.
const TOO_OLD: SignedDuration = SignedDuration::from_hours(6);
/// What the reader is told when the service answers that this version of it is not to stay.
const TO_BE_WITHDRAWN: &str = "met-norway answers 203: this version of its service is a trial or to be withdrawn; \
                               is there a newer kidtrip?";
/// What helps when the service refuses to know who asks.
const SAY_WHO: &str =
    "it wants to know who asks: set weather.contact to an email address or a link";

/// Returns whether a forecast must not be asked for again at `now`. One from the future is of a clock that was wrong
/// then or is now.
pub(super) fn is_current(whole: &Whole, now: Timestamp) -> bool {
    now < whole.expires && now.duration_since(whole.forecast.fetched_at).abs() <= TOO_OLD
}

/// Why there is no forecast of a cell.
enum Failure {
    /// For a reason of its own: the next may have one.
    OfThisCell,
    /// For one that the next would fail for as well.
    OfAll,
}

impl Forecasts<'_> {
    /// Asks for the missing cells, one by one, and keeps what is answered.
    pub(super) fn ask_by_cell(&mut self, wanted: Wanted<'_>) {
        if within_reach(Source::MetNorway, wanted.span, self.settings.now).is_none() {
            return;
        }
        let missing = self.not_asked_whole(wanted);
        if self.expired(&missing).is_empty() {
            return;
        }
        // Of several runs at once, one asks and the others find its answers in the cache.
        let since = Instant::now();
        let patience = PATIENCE.min(self.client.time_left());
        let claim = match self.settings.freshness {
            Freshness::Normal | Freshness::Refresh => self.wholes.claim(patience),
            Freshness::Offline => None,
        };
        self.client.waited(since.elapsed());
        if claim.as_ref().is_none_or(|claim| claim.waited) {
            self.take_fresh(Source::MetNorway, wanted);
        }
        let missing = self.not_asked_whole(wanted);
        let mut expired = self.expired(&missing);
        let cells = missing
            .into_iter()
            .filter(|cell| expired.contains_key(cell));
        let allowed = self.allowed(cells);
        let room = MOST_CELLS.saturating_sub(self.one_by_one.len());
        let asked = allowed.get(..room.min(allowed.len())).unwrap_or_default();
        for chunk in asked.chunks(AT_ONCE) {
            let (got, is_over) = self.ask_cells(chunk, &mut expired);
            let warning = self.wholes.put(&got, self.settings.now);
            self.warnings.extend(warning);
            for (cell, whole) in got {
                self.had.insert((wanted.day, cell), whole.forecast.clone());
                self.had_whole.insert(cell, whole);
                self.account.has_answered(Source::MetNorway);
            }
            if is_over {
                return;
            }
        }
        self.left_unasked |= allowed.len() > room;
    }

    /// Returns what is had of `cells`: those of this run, else those of the cache.
    pub(super) fn wholes_of(&self, cells: &[Cell]) -> BTreeMap<Cell, Whole> {
        let of_this_run = |cell: &Cell| Some((*cell, self.had_whole.get(cell)?.clone()));
        let mut wholes: BTreeMap<Cell, Whole> = cells.iter().filter_map(of_this_run).collect();
        let others: Vec<Cell> = cells
            .iter()
            .copied()
            .filter(|cell| !wholes.contains_key(cell))
            .collect();
        if !others.is_empty() {
            wholes.extend(self.wholes.get(&others));
        }
        wholes
    }

    /// Returns the missing cells that were not asked for in this run.
    fn not_asked_whole(&self, wanted: Wanted<'_>) -> Vec<Cell> {
        let mut missing = self.missing(wanted);
        missing.retain(|cell| !self.asked_whole.contains(cell));
        missing
    }

    /// Returns those of `cells` that may be asked for, with what is had of them already.
    fn expired(&self, cells: &[Cell]) -> BTreeMap<Cell, Option<Whole>> {
        let mut kept = self.wholes_of(cells);
        cells
            .iter()
            .map(|&cell| (cell, kept.remove(&cell)))
            .filter(|(_, whole)| {
                whole
                    .as_ref()
                    .is_none_or(|whole| !is_current(whole, self.settings.now))
            })
            .collect()
    }

    /// Asks for cells until one fails for a reason that the next would fail for too; returns what was answered, and
    /// whether that was so.
    fn ask_cells(
        &mut self,
        cells: &[Cell],
        expired: &mut BTreeMap<Cell, Option<Whole>>,
    ) -> (BTreeMap<Cell, Whole>, bool) {
        let mut got = BTreeMap::new();
        for &cell in cells {
            self.asked_whole.insert(cell);
            self.one_by_one.insert(cell);
            match self.ask_cell(cell, expired.remove(&cell).flatten()) {
                Ok(whole) => drop(got.insert(cell, whole)),
                Err(Failure::OfThisCell) => {}
                Err(Failure::OfAll) => return (got, true),
            }
        }
        (got, false)
    }

    fn ask_cell(&mut self, cell: Cell, before: Option<Whole>) -> Result<Whole, Failure> {
        let source = Source::MetNorway;
        let url =
            met_norway::request_url(&self.settings.met_norway_url, cell).map_err(|error| {
                self.account.was_unusable(source, error.to_string());
                Failure::OfAll
            })?;
        let user_agent = met_norway::user_agent(self.settings.contact.as_deref());
        let headers = Headers {
            user_agent: Some(&user_agent),
            since: before
                .as_ref()
                .and_then(|whole| whole.last_modified.as_deref()),
        };
        let sent = self.client.requests();
        let reply = self.client.get_with(SOURCE, url, &headers);
        self.requests += self.client.requests() - sent;
        if self.client.requests() > sent {
            self.asked_cells.insert(cell);
        }
        match reply {
            Ok(reply) => self.whole(&reply, cell, before),
            Err(error) => Err(self.could_not_ask(&error)),
        }
    }

    /// Returns the forecast that a successful answer has: its own, or that of before where this still holds.
    fn whole(
        &mut self,
        reply: &Reply,
        cell: Cell,
        before: Option<Whole>,
    ) -> Result<Whole, Failure> {
        let now = self.settings.now;
        let expires = met_norway::expiry(&reply.validity, now);
        let last_modified = reply.validity.last_modified.clone();
        if let (304, Some(before)) = (reply.status, before) {
            return Ok(Whole {
                forecast: crate::domain::Forecast {
                    fetched_at: now,
                    ..before.forecast
                },
                expires,
                last_modified: last_modified.or(before.last_modified),
            });
        }
        if reply.status == DEPRECATED && !self.warnings.iter().any(|told| told == TO_BE_WITHDRAWN) {
            self.warnings.push(TO_BE_WITHDRAWN.to_owned());
        }
        let forecast = met_norway::parse(&reply.body, cell, now).map_err(|error| {
            self.client.was_unusable(SOURCE);
            self.account
                .was_unusable(Source::MetNorway, error.to_string());
            // A damaged answer may be the only one; three of them are the end, as of any service.
            Failure::OfThisCell
        })?;
        Ok(Whole {
            forecast,
            expires,
            last_modified,
        })
    }

    /// Takes note of a request that brought nothing, and says whether the next one may.
    fn could_not_ask(&mut self, error: &NetError) -> Failure {
        self.account.could_not_ask(Source::MetNorway, error);
        match error.status() {
            // It wants peace, or will not have us: not again in this run.
            Some(429 | 400 | 401 | 403) => {
                self.closed.insert(Source::MetNorway);
                let is_refusal = matches!(error.status(), Some(401 | 403));
                if is_refusal && self.settings.contact.is_none() {
                    self.warnings.push(format!("{SOURCE}: {SAY_WHO}"));
                }
                Failure::OfAll
            }
            Some(status) if ANSWERS.contains(&status) => Failure::OfThisCell,
            _ => Failure::OfAll,
        }
    }
}
