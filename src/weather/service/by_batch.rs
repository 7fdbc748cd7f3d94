//! Asking Open-Meteo: a hundred cells a request, for the hours of one day or of several that follow each other.

use super::reach::within_reach;
use super::{Forecasts, Freshness, Wanted};
use crate::domain::{Cell, Forecast, HourSpan, Source};
use crate::weather::open_meteo::{self, MAX_CELLS_PER_REQUEST, SOURCE};
use jiff::{SignedDuration, civil::Date};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Time to wait for another run that is asking for the same days: the usual answer takes less.
const PATIENCE: Duration = Duration::from_secs(3);
/// Hours between those of two days that may be asked for all the same, so that one request serves both: the night.
const NIGHT: SignedDuration = SignedDuration::from_hours(12);

/// A day's hours as they are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct DayHours {
    day: Date,
    span: HourSpan,
}

impl Forecasts<'_> {
    /// Asks for the missing cells, a hundred at a time and the same ones for neighbouring days at once, and keeps what
    /// is answered.
    pub(super) fn ask_by_batch(&mut self, wanted: &[Wanted<'_>]) {
        let in_reach = |one: &Wanted<'_>| {
            within_reach(Source::OpenMeteo, one.span, self.settings.now).is_some()
        };
        let mut wanted: Vec<Wanted<'_>> = wanted.iter().copied().filter(in_reach).collect();
        wanted.retain(|&one| !self.not_asked(one).is_empty());
        wanted.sort_by_key(|one| one.day);
        // Of several runs at once, one asks and the others find its answer in the cache. All claim the days in their order.
        let normal = self.settings.freshness == Freshness::Normal;
        let mut claims = Vec::new();
        for &one in &wanted {
            let since = Instant::now();
            let patience = PATIENCE.min(self.client.time_left());
            let claim = normal.then(|| self.days.claim(one.day, patience)).flatten();
            self.client.waited(since.elapsed());
            if normal && claim.as_ref().is_none_or(|claim| claim.waited) {
                self.take_fresh(Source::OpenMeteo, one);
            }
            claims.extend(claim);
        }
        for (days, cells) in self.alike(&wanted) {
            for batch in self.allowed(cells).chunks(MAX_CELLS_PER_REQUEST) {
                self.ask_and_keep(batch, &days);
            }
        }
    }

    /// Returns the cells that miss the same days, with the runs of days that one request may ask for, in the order of
    /// the cells.
    fn alike(&self, wanted: &[Wanted<'_>]) -> Vec<(Vec<DayHours>, Vec<Cell>)> {
        let mut missed: BTreeMap<Cell, Vec<DayHours>> = BTreeMap::new();
        let mut in_order = Vec::new();
        for &one in wanted {
            let Some(span) = within_reach(Source::OpenMeteo, one.span, self.settings.now) else {
                continue;
            };
            for cell in self.not_asked(one) {
                let days = missed.entry(cell).or_insert_with(|| {
                    in_order.push(cell);
                    Vec::new()
                });
                days.push(DayHours { day: one.day, span });
            }
        }
        let mut groups: Vec<(Vec<DayHours>, Vec<Cell>)> = Vec::new();
        for cell in in_order {
            for run in runs(missed.get(&cell).map_or(&[], Vec::as_slice)) {
                match groups.iter_mut().find(|(days, _)| *days == run) {
                    Some((_, cells)) => cells.push(cell),
                    None => groups.push((run, vec![cell])),
                }
            }
        }
        groups
    }

    /// Asks for one batch, and keeps of the answer what belongs to each of `days`.
    fn ask_and_keep(&mut self, batch: &[Cell], days: &[DayHours]) {
        let Some(span) = days
            .iter()
            .map(|one| one.span)
            .reduce(|all, span| all.union(span))
        else {
            return;
        };
        let answer = self.ask_batch(batch, span);
        for &DayHours { day, span } in days {
            if let Some(forecasts) = &answer {
                let of_day = forecasts
                    .iter()
                    .map(|(&cell, forecast)| (cell, forecast.within(span)))
                    .collect();
                let warning = self.days.put(day, &of_day, self.settings.now);
                self.warnings.extend(warning);
                let dated = of_day.into_iter().map(|(cell, f)| ((day, cell), f));
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

/// Returns `days`, which are in order, as runs of those with no more than a night between their hours.
fn runs(days: &[DayHours]) -> Vec<Vec<DayHours>> {
    let follows = |a: &DayHours, b: &DayHours| b.span.first() <= a.span.last() + NIGHT;
    days.chunk_by(follows).map(<[DayHours]>::to_vec).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use rstest::rstest;

    fn day_hours(day: i8) -> DayHours {
        let midnight: Timestamp = format!("2026-11-{day:02}T00:00:00Z").parse().unwrap();
        let (from, to) = (
            SignedDuration::from_hours(-1),
            SignedDuration::from_hours(18),
        );
        DayHours {
            day: Date::new(2026, 11, day).unwrap(),
            span: HourSpan::covering(midnight + from, midnight + to),
        }
    }

    #[rstest]
    #[case::one(&[28], &[1])]
    #[case::a_weekend(&[28, 29], &[2])]
    #[case::two_weekends(&[21, 22, 28, 29], &[2, 2])]
    #[case::a_week(&[22, 23, 24, 25, 26, 27, 28], &[7])]
    #[case::every_other_day(&[22, 24], &[1, 1])]
    fn days_that_follow_each_other_are_asked_for_together(
        #[case] days: &[i8],
        #[case] expected: &[usize],
    ) {
        let days: Vec<DayHours> = days.iter().map(|&day| day_hours(day)).collect();
        let lengths: Vec<usize> = runs(&days).iter().map(Vec::len).collect();
        assert_eq!(lengths, expected);
    }
}
