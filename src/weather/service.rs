//! Forecasts for cells: from the cache while they are fresh, else from the sources in their order, else from the cache again.
//! What cannot be had is missing from the answer and said once; it never fails it.

mod account;
mod by_batch;
mod by_cell;
mod reach;
mod settings;

pub use account::{Account, Failed, WhyFailed};
pub use settings::{Freshness, Settings};

use self::reach::{overlaps, serves, within_reach};
use super::{met_norway, open_meteo};
use crate::domain::{Cell, Forecast, HourSpan, Source, is_stale};
use crate::net::Client;
use crate::store::forecast_cache::{ForecastCache, Whole, WholeForecasts};
use jiff::{SignedDuration, civil::Date};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

/// Age from which a forecast is asked for again, where its source does not say when.
const FRESH: SignedDuration = SignedDuration::from_hours(1);
/// What share of the time that is left a source may take while another waits behind it: more than half, as the first is
/// the one that is wanted, and enough for the next to answer.
const SHARE_OF_TIME: f64 = 0.6;

/// The forecasts of one run of the program, and how they were come by.
#[derive(Debug)]
pub struct Forecasts<'client> {
    client: &'client mut Client,
    settings: Settings,
    days: ForecastCache,
    wholes: WholeForecasts,
    had: BTreeMap<(Date, Cell), Forecast>,
    asked: BTreeSet<(Date, Cell)>,
    asked_whole: BTreeSet<Cell>,
    /// Cells that were asked for one by one, in this run or lately: those of the cache count, so that a run after
    /// another does not go on where that one had to stop.
    one_by_one: BTreeSet<Cell>,
    had_whole: BTreeMap<Cell, Whole>,
    asked_cells: BTreeSet<Cell>,
    agreed: BTreeSet<Source>,
    closed: BTreeSet<Source>,
    requests: usize,
    reached_max_cells: bool,
    left_unasked: bool,
    reached_most_of_one_by_one: bool,
    account: Account,
    warnings: Vec<String>,
}

/// What is asked: these hours of these cells, on an outing day.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The cells; where not all may be asked for, those that come first are.
    pub cells: &'a [Cell],
    /// The day, under which the forecasts are kept.
    pub day: Date,
    /// The hours that any visit of that day may touch.
    pub span: HourSpan,
}

/// A forecast from the cache.
struct Kept {
    forecast: Forecast,
    /// Whether its source is not to be asked again yet.
    is_fresh: bool,
}

impl<'client> Forecasts<'client> {
    /// Returns forecasts that have asked nobody yet; they are kept in `folder`, where there is one.
    #[must_use]
    pub fn new(client: &'client mut Client, folder: Option<PathBuf>, settings: Settings) -> Self {
        Self {
            client,
            settings,
            days: ForecastCache::new(folder.clone(), Source::OpenMeteo),
            wholes: WholeForecasts::new(folder, Source::MetNorway),
            had: BTreeMap::new(),
            asked: BTreeSet::new(),
            asked_whole: BTreeSet::new(),
            one_by_one: BTreeSet::new(),
            had_whole: BTreeMap::new(),
            asked_cells: BTreeSet::new(),
            agreed: BTreeSet::new(),
            closed: BTreeSet::new(),
            requests: 0,
            reached_max_cells: false,
            left_unasked: false,
            reached_most_of_one_by_one: false,
            account: Account::default(),
            warnings: Vec::new(),
        }
    }

    /// Returns what can be had for the hours `span` of `cells` on the outing day `day`, as [`Forecasts::fetch_days`] does.
    pub fn fetch(&mut self, cells: &[Cell], day: Date, span: HourSpan) -> BTreeMap<Cell, Forecast> {
        let mut days = self.fetch_days(&[Wanted { cells, day, span }]);
        days.pop().unwrap_or_default()
    }

    /// Returns what can be had for each of `wanted`, in their order.
    ///
    /// Each forecast says whose it is and when it was fetched, and has with it what another source says where that is at
    /// hand; a cell without one is absent. Days that follow each other are asked for together. The hours may end early on
    /// the last day a source forecasts, and days beyond it are not asked for.
    pub fn fetch_days(&mut self, wanted: &[Wanted<'_>]) -> Vec<BTreeMap<Cell, Forecast>> {
        let sources = self.settings.sources.clone();
        // What a later source said lately is no reason to leave an earlier one unasked.
        for &source in &sources {
            if self.settings.freshness == Freshness::Normal {
                for &wanted in wanted {
                    if self.take_fresh(source, wanted) {
                        self.account.has_answered(source);
                    }
                }
            }
            let offline = self.settings.freshness == Freshness::Offline;
            let is_settled = wanted.iter().all(|&one| self.missing(one).is_empty());
            if !offline && !is_settled && !self.closed.contains(&source) {
                self.ask(source, wanted);
            }
        }
        let had = wanted.iter().map(|&wanted| {
            self.reached_most_of_one_by_one |=
                self.left_unasked && !self.missing(wanted).is_empty();
            self.take_any(wanted);
            self.with_rivals(wanted)
        });
        had.collect()
    }

    /// Returns what went wrong with the sources, each thing once, in the words of an error.
    #[must_use]
    pub fn failures(&self) -> &[String] {
        self.account.failures()
    }

    /// Returns how the forecasts were come by.
    #[must_use]
    pub fn account(&self) -> &Account {
        &self.account
    }

    /// Returns the sources of the forecasts at hand.
    #[must_use]
    pub fn sources(&self) -> BTreeSet<Source> {
        self.had.values().map(|forecast| forecast.source).collect()
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

    /// Returns how many cells are worth asking for at a time: few where they are asked for one by one, as each may settle
    /// what they are asked for.
    #[must_use]
    pub fn at_once(&self) -> usize {
        let failed = self.account.failed().iter().map(|failed| failed.source);
        let failed: Vec<Source> = failed.collect();
        let mut left = self.settings.sources.iter();
        match left.find(|source| !failed.contains(source)) {
            Some(Source::MetNorway) if !self.left_unasked => by_cell::AT_ONCE,
            _ => open_meteo::MAX_CELLS_PER_REQUEST,
        }
    }

    /// Returns how many forecasts there are of a source that answers for one cell at a time, where there are some and more
    /// were wanted.
    #[must_use]
    pub fn most_of_one_by_one(&self) -> Option<(Source, usize)> {
        let answered = |cell: &&Cell| self.had_whole.contains_key(cell);
        let had = self.one_by_one.iter().filter(answered).count();
        (self.reached_most_of_one_by_one && had > 0).then_some((Source::MetNorway, had))
    }

    fn ask(&mut self, source: Source, wanted: &[Wanted<'_>]) {
        self.agree(source);
        match source {
            Source::OpenMeteo => self.ask_by_batch(wanted),
            Source::MetNorway => {
                for &wanted in wanted {
                    // What it said for the day before holds for this one. Nor does `--refresh` go against what it asks for:
                    // it has nothing newer before then.
                    if self.take_fresh(source, wanted) {
                        self.account.has_answered(source);
                    }
                    if !self.closed.contains(&source) {
                        self.ask_by_cell(wanted);
                    }
                }
            }
        }
    }

    /// Settles, before a source is asked first, what it may take of the run's time: not all while another waits.
    fn agree(&mut self, source: Source) {
        if !self.agreed.insert(source) {
            return;
        }
        let is_last = self.settings.sources.last() == Some(&source);
        let share = self.client.time_left().mul_f64(SHARE_OF_TIME);
        let at_most: Option<Duration> = (!is_last).then_some(share);
        match source {
            Source::OpenMeteo => {
                let terms = crate::net::Terms {
                    at_most,
                    ..crate::net::Terms::default()
                };
                self.client.agree(open_meteo::SOURCE, terms, None);
            }
            Source::MetNorway => {
                let terms = crate::net::Terms {
                    apart: met_norway::APART,
                    at_most,
                    answers: met_norway::ANSWERS,
                };
                self.client.agree(met_norway::SOURCE, terms, None);
            }
        }
    }

    /// Takes the fresh forecasts that the cache has of `source`; returns whether there were any.
    fn take_fresh(&mut self, source: Source, wanted: Wanted<'_>) -> bool {
        let missing = self.missing(wanted);
        let mut took_any = false;
        for (cell, kept) in self.kept(source, &missing, wanted) {
            if kept.is_fresh && serves(&kept.forecast, wanted.span, self.settings.now) {
                self.had.insert((wanted.day, cell), kept.forecast);
                if source == Source::MetNorway {
                    self.one_by_one.insert(cell);
                }
                took_any = true;
            }
        }
        took_any
    }

    /// Takes the newest that the cache has, of whatever source and age, for cells that could not be had otherwise.
    fn take_any(&mut self, wanted: Wanted<'_>) {
        let missing = self.missing(wanted);
        let mut newest: BTreeMap<Cell, Kept> = BTreeMap::new();
        for &source in &self.settings.sources {
            for (cell, kept) in self.kept(source, &missing, wanted) {
                let fetched_at = |kept: &Kept| kept.forecast.fetched_at;
                if newest
                    .get(&cell)
                    .is_none_or(|other| fetched_at(other) < fetched_at(&kept))
                {
                    newest.insert(cell, kept);
                }
            }
        }
        for (cell, kept) in newest {
            if !kept.is_fresh {
                self.account.has_fallen_back();
            }
            self.had.insert((wanted.day, cell), kept.forecast);
        }
    }

    /// Returns the forecasts at hand, each with what another source said lately of the same hours; nobody is asked for it.
    fn with_rivals(&self, wanted: Wanted<'_>) -> BTreeMap<Cell, Forecast> {
        let at_hand = |cell: Cell| Some((cell, self.had.get(&(wanted.day, cell))?.clone()));
        let cells = wanted.cells.iter().copied();
        let mut forecasts: BTreeMap<Cell, Forecast> = cells.filter_map(at_hand).collect();
        for &source in &self.settings.sources {
            let of_others: Vec<Cell> = forecasts
                .iter()
                .filter(|(_, forecast)| forecast.source != source && forecast.rival.is_none())
                .map(|(&cell, _)| cell)
                .collect();
            for (cell, kept) in self.kept(source, &of_others, wanted) {
                let lately = !is_stale(kept.forecast.fetched_at, self.settings.now);
                if lately && let Some(forecast) = forecasts.get_mut(&cell) {
                    forecast.rival = Some(Box::new(kept.forecast));
                }
            }
        }
        forecasts
    }

    /// Returns what the cache has of `source` for `cells`: of whatever age, and perhaps only a part of the hours.
    fn kept(&self, source: Source, cells: &[Cell], wanted: Wanted<'_>) -> BTreeMap<Cell, Kept> {
        let now = self.settings.now;
        if cells.is_empty() {
            return BTreeMap::new();
        }
        // A forecast from the future is one of a clock that was wrong then or is now.
        let within =
            |forecast: &Forecast, most| now.duration_since(forecast.fetched_at).abs() < most;
        match (source, within_reach(source, wanted.span, now)) {
            (_, None) => BTreeMap::new(),
            (Source::OpenMeteo, Some(span)) => {
                let kept = self.days.get(cells, wanted.day, span).into_iter();
                kept.map(|(cell, forecast)| {
                    let is_fresh = within(&forecast, FRESH);
                    (cell, Kept { forecast, is_fresh })
                })
                .collect()
            }
            (Source::MetNorway, Some(span)) => {
                let kept = self.wholes_of(cells).into_iter();
                kept.filter(|(_, whole)| overlaps(&whole.forecast, span))
                    .map(|(cell, whole)| {
                        let is_fresh = by_cell::is_current(&whole, now);
                        let forecast = whole.forecast;
                        (cell, Kept { forecast, is_fresh })
                    })
                    .collect()
            }
        }
    }

    /// Returns the cells, each once, whose forecast is not at hand.
    fn missing(&self, wanted: Wanted<'_>) -> Vec<Cell> {
        let mut seen = BTreeSet::new();
        let at_hand = |cell: Cell| {
            let forecast = self.had.get(&(wanted.day, cell));
            forecast.is_some_and(|forecast| serves(forecast, wanted.span, self.settings.now))
        };
        let cells = wanted.cells.iter().copied();
        cells
            .filter(|&cell| seen.insert(cell) && !at_hand(cell))
            .collect()
    }

    /// Returns those of `cells` that the network may be asked for, and takes note when that is not all.
    fn allowed(&mut self, cells: impl IntoIterator<Item = Cell>) -> Vec<Cell> {
        let mut room = self
            .settings
            .max_cells
            .saturating_sub(self.asked_cells.len());
        let mut allowed = Vec::new();
        for cell in cells {
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
}
