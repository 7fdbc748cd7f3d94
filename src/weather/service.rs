//! Forecasts for cells: from the cache while they are fresh, else from the network, else from the cache again.
//! What cannot be had is missing from the answer and said once; it never fails it.

use super::open_meteo::{self, MAX_CELLS_PER_REQUEST, SOURCE};
use crate::domain::{Cell, Forecast, HourSpan};
use crate::net::{Client, NetError};
use crate::store::forecast_cache::ForecastCache;
use jiff::{SignedDuration, Timestamp, civil::Date};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// Age from which a forecast is asked for again.
const FRESH: SignedDuration = SignedDuration::from_hours(1);
/// Time to wait for another run that is asking for the same day: the usual answer takes less.
const PATIENCE: Duration = Duration::from_secs(3);

/// When the network is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Freshness {
    /// For cells without a forecast less than an hour old.
    #[default]
    Normal,
    /// For every cell, once in the run (`--refresh`).
    Refresh,
    /// Never; the cache serves forecasts of any age (`--offline`).
    Offline,
}

/// What a run's forecasts depend on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The service's root, such as `http://127.0.0.1:8080`.
    pub base_url: String,
    /// The instant of the run.
    pub now: Timestamp,
    /// When the network is asked.
    pub freshness: Freshness,
    /// Distinct cells that the network is asked for in the run, at most.
    pub max_cells: usize,
}

impl Settings {
    /// Cells asked for in a run when nothing else is configured.
    pub const DEFAULT_MAX_CELLS: usize = 200;
}

/// The forecasts of one run of the program, and how they were come by.
#[derive(Debug)]
pub struct Forecasts<'client> {
    client: &'client mut Client,
    cache: ForecastCache,
    settings: Settings,
    had: BTreeMap<(Date, Cell), Forecast>,
    asked: BTreeSet<(Date, Cell)>,
    asked_cells: BTreeSet<Cell>,
    requests: usize,
    reached_max_cells: bool,
    failures: Vec<String>,
    warnings: Vec<String>,
}

impl<'client> Forecasts<'client> {
    /// Returns forecasts that have asked nobody yet.
    #[must_use]
    pub fn new(client: &'client mut Client, cache: ForecastCache, settings: Settings) -> Self {
        Self {
            client,
            cache,
            settings,
            had: BTreeMap::new(),
            asked: BTreeSet::new(),
            asked_cells: BTreeSet::new(),
            requests: 0,
            reached_max_cells: false,
            failures: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// Returns what can be had for the hours `span` of `cells` on the outing day `day`.
    ///
    /// Each forecast says when it was fetched; a cell without one is absent. Where not all cells may be asked
    /// for, those that come first are. The hours may end early on the last day the service forecasts, and days
    /// beyond it are not asked for.
    pub fn fetch(&mut self, cells: &[Cell], day: Date, span: HourSpan) -> BTreeMap<Cell, Forecast> {
        let Some(span) = open_meteo::within_reach(span, self.settings.now) else {
            return BTreeMap::new();
        };
        self.take_fresh(cells, day, span);
        if self.settings.freshness != Freshness::Offline {
            self.ask(cells, day, span);
        }
        self.take_any(cells, day, span);
        cells
            .iter()
            .filter_map(|&cell| Some((cell, self.had.get(&(day, cell))?.clone())))
            .collect()
    }

    /// Returns what went wrong with the service, each thing once, in the words of an error.
    #[must_use]
    pub fn failures(&self) -> &[String] {
        &self.failures
    }

    /// Returns what the reader may want to mend though nothing is missing: a cache that cannot be written.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Returns how many distinct cells the network was asked for.
    #[must_use]
    pub fn cells_asked(&self) -> usize {
        self.asked_cells.len()
    }

    /// Returns how many requests were sent, retries included.
    #[must_use]
    pub fn requests(&self) -> usize {
        self.requests
    }

    /// Returns the client, for what else is to be asked in the run.
    pub fn client(&mut self) -> &mut Client {
        self.client
    }

    /// Returns whether cells were left without a forecast because the run may not ask for more.
    #[must_use]
    pub fn reached_max_cells(&self) -> bool {
        self.reached_max_cells
    }

    /// Takes the fresh forecasts of the cache, unless the reader wants newer ones than any cache has.
    fn take_fresh(&mut self, cells: &[Cell], day: Date, span: HourSpan) {
        if self.settings.freshness != Freshness::Normal {
            return;
        }
        let now = self.settings.now;
        let missing = self.missing(cells, day, span);
        for (cell, forecast) in self.kept(&missing, day, span) {
            // A forecast from the future is one of a clock that was wrong then or is now.
            if now.duration_since(forecast.fetched_at).abs() < FRESH {
                self.had.insert((day, cell), forecast);
            }
        }
    }

    /// Takes what the cache has for cells that could not be had otherwise, however old.
    fn take_any(&mut self, cells: &[Cell], day: Date, span: HourSpan) {
        let missing = self.missing(cells, day, span);
        for (cell, forecast) in self.kept(&missing, day, span) {
            self.had.insert((day, cell), forecast);
        }
    }

    fn kept(&self, cells: &[Cell], day: Date, span: HourSpan) -> BTreeMap<Cell, Forecast> {
        if cells.is_empty() {
            return BTreeMap::new();
        }
        self.cache.get(cells, day, span)
    }

    /// Returns the cells, each once, whose forecast is not at hand.
    fn missing(&self, cells: &[Cell], day: Date, span: HourSpan) -> Vec<Cell> {
        let mut seen = BTreeSet::new();
        let at_hand = |cell: Cell| {
            let forecast = self.had.get(&(day, cell));
            forecast
                .and_then(Forecast::span)
                .is_some_and(|had| had.covers(span))
        };
        cells
            .iter()
            .copied()
            .filter(|&cell| seen.insert(cell) && !at_hand(cell))
            .collect()
    }

    /// Returns the missing cells that may be asked for, and takes note when that is not all.
    fn allowed(&mut self, cells: &[Cell], day: Date, span: HourSpan) -> Vec<Cell> {
        let mut room = self
            .settings
            .max_cells
            .saturating_sub(self.asked_cells.len());
        let mut allowed = Vec::new();
        for cell in self.missing(cells, day, span) {
            if self.asked.contains(&(day, cell)) {
                continue;
            }
            if !self.asked_cells.contains(&cell) {
                if room == 0 {
                    self.reached_max_cells = true;
                    continue;
                }
                room -= 1;
            }
            allowed.push(cell);
        }
        allowed
    }

    /// Asks the service for the missing cells, a hundred at a time, and keeps what it answers.
    fn ask(&mut self, cells: &[Cell], day: Date, span: HourSpan) {
        let missing = self.missing(cells, day, span);
        if missing
            .iter()
            .all(|&cell| self.asked.contains(&(day, cell)))
        {
            return;
        }
        // Of several runs at once, one asks and the others find its answer in the cache.
        let claim = match self.settings.freshness {
            Freshness::Normal => self.cache.claim(day, PATIENCE),
            Freshness::Refresh | Freshness::Offline => None,
        };
        if claim.as_ref().is_none_or(|claim| claim.waited) {
            self.take_fresh(cells, day, span);
        }
        for batch in self.allowed(cells, day, span).chunks(MAX_CELLS_PER_REQUEST) {
            match self.ask_batch(batch, span) {
                Ok(forecasts) => {
                    let warning = self.cache.put(day, &forecasts, self.settings.now);
                    self.warnings.extend(warning);
                    let dated = forecasts.into_iter().map(|(cell, f)| ((day, cell), f));
                    self.had.extend(dated);
                }
                Err(Failure::Again) => {}
                Err(Failure::Said(failure)) if self.failures.contains(&failure) => {}
                Err(Failure::Said(failure)) => self.failures.push(failure),
            }
            self.asked.extend(batch.iter().map(|&cell| (day, cell)));
        }
    }

    fn ask_batch(
        &mut self,
        batch: &[Cell],
        span: HourSpan,
    ) -> Result<BTreeMap<Cell, Forecast>, Failure> {
        let said = |error: &dyn std::fmt::Display| Failure::Said(error.to_string());
        let url = open_meteo::request_url(&self.settings.base_url, batch, span)
            .map_err(|error| said(&error))?;
        let before = self.client.requests();
        let calls = open_meteo::calls(batch.len(), span);
        let reply = self.client.get_weighing(SOURCE, url, calls);
        self.requests += self.client.requests() - before;
        if self.client.requests() > before {
            self.asked_cells.extend(batch);
        }
        let reply = reply.map_err(|error| match error {
            // That the service is down was said when it failed.
            NetError::Down { .. } if !self.failures.is_empty() => Failure::Again,
            error => said(&error),
        })?;
        match open_meteo::parse(&reply.body, batch, self.settings.now) {
            Ok(forecasts) => Ok(batch.iter().copied().zip(forecasts).collect()),
            Err(error) => {
                self.client.was_unusable(SOURCE);
                Err(said(&error))
            }
        }
    }
}

/// Why a batch has no forecasts.
enum Failure {
    /// For a reason that has been said.
    Again,
    /// For this reason.
    Said(String),
}
