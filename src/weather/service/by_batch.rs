//! Asking Open-Meteo: a hundred cells a request, for the hours of one day.

use super::reach::within_reach;
use super::{Forecasts, Freshness, Wanted};
use crate::domain::{Cell, Forecast, HourSpan, Source};
use crate::weather::open_meteo::{self, MAX_CELLS_PER_REQUEST, SOURCE};
use std::collections::BTreeMap;
use std::time::Duration;

/// Time to wait for another run that is asking for the same day: the usual answer takes less.
const PATIENCE: Duration = Duration::from_secs(3);

impl Forecasts<'_> {
    /// Asks for the missing cells, a hundred at a time, and keeps what is answered.
    pub(super) fn ask_by_batch(&mut self, wanted: Wanted<'_>) {
        let day = wanted.day;
        let Some(span) = within_reach(Source::OpenMeteo, wanted.span, self.settings.now) else {
            return;
        };
        if self.not_asked(wanted).is_empty() {
            return;
        }
        // Of several runs at once, one asks and the others find its answer in the cache.
        let claim = match self.settings.freshness {
            Freshness::Normal => self.days.claim(day, PATIENCE),
            Freshness::Refresh | Freshness::Offline => None,
        };
        let waited = claim.as_ref().is_none_or(|claim| claim.waited);
        if waited && self.settings.freshness == Freshness::Normal {
            self.take_fresh(Source::OpenMeteo, wanted);
        }
        let missing = self.not_asked(wanted);
        for batch in self.allowed(missing).chunks(MAX_CELLS_PER_REQUEST) {
            if let Some(forecasts) = self.ask_batch(batch, span) {
                let warning = self.days.put(day, &forecasts, self.settings.now);
                self.warnings.extend(warning);
                let dated = forecasts.into_iter().map(|(cell, f)| ((day, cell), f));
                self.had.extend(dated);
                self.account.has_answered(Source::OpenMeteo);
            }
            self.asked.extend(batch.iter().map(|&cell| (day, cell)));
        }
    }

    /// Returns the missing cells that were not asked for in this run.
    fn not_asked(&self, wanted: Wanted<'_>) -> Vec<Cell> {
        let mut missing = self.missing(wanted);
        missing.retain(|&cell| !self.asked.contains(&(wanted.day, cell)));
        missing
    }

    fn ask_batch(&mut self, batch: &[Cell], span: HourSpan) -> Option<BTreeMap<Cell, Forecast>> {
        let source = Source::OpenMeteo;
        let url = match open_meteo::request_url(&self.settings.open_meteo_url, batch, span) {
            Ok(url) => url,
            Err(error) => {
                self.account.was_unusable(source, error.to_string());
                return None;
            }
        };
        let before = self.client.requests();
        let calls = open_meteo::calls(batch.len(), span);
        let reply = self.client.get_weighing(SOURCE, url, calls);
        self.requests += self.client.requests() - before;
        if self.client.requests() > before {
            self.asked_cells.extend(batch);
        }
        let reply = match reply {
            Ok(reply) => reply,
            Err(error) => {
                self.account.could_not_ask(source, &error);
                return None;
            }
        };
        match open_meteo::parse(&reply.body, batch, self.settings.now) {
            Ok(forecasts) => Some(batch.iter().copied().zip(forecasts).collect()),
            Err(error) => {
                self.client.was_unusable(SOURCE);
                self.account.was_unusable(source, error.to_string());
                None
            }
        }
    }
}
