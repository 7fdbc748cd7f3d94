//! The choice of the best places with as few forecasts as can settle it.
//! Candidates wait in the order of the best score any weather could give them; forecasts are asked for only
//! while one of those waiting could still overtake. The outcome is that of having fetched everything.

use self::prospects::{BestFirst, Entry};
use super::assess::Circumstances;
use super::candidates::{Candidate, Dropped, Rule, Shortlist, Standing};
use super::suggestion::{Ranking, Suggestion, Verdict, better_first};
use super::worth_the_drive;
use crate::domain::{Cell, Destination, Forecast, HourSpan};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Cells asked for before anything is known of the weather: enough to fill a list of ten and show what the
/// day is like, few enough that a fine day needs little more.
const FIRST_BATCH_CELLS: usize = 24;
/// Cells asked for at once.
pub const BATCH_CELLS: usize = 100;
/// Days beyond today for which services give forecasts.
pub const FORECAST_DAYS: i32 = 15;
/// How many fallbacks are named.
const FALLBACKS: usize = 3;

/// What the caller wants of the selection.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// How many places at most.
    pub top: usize,
    /// The least score worth naming.
    pub min_score: Option<f64>,
    /// Whether forecasts are to be used at all; if not, climate averages.
    pub forecasts: bool,
    /// Whether a plan for a wet day is wanted however dry it looks.
    pub plan_b: bool,
}

/// Forecasts that could still change the outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// The day of the visits.
    pub day: Date,
    /// The cells, each once, best prospects first; at most 100.
    pub cells: Vec<Cell>,
    /// The hours that any visit of that day may touch.
    pub span: HourSpan,
}

/// A selection under way.
pub struct Selection<'a> {
    given: Circumstances<'a>,
    wanted: Wanted,
    entries: Vec<Entry<'a>>,
    answers: BTreeMap<(Date, Cell), Option<Forecast>>,
    dropped: Dropped,
    fallback_wanted: bool,
}

impl<'a> Selection<'a> {
    /// Returns a selection among the places of `shortlist`.
    #[must_use]
    pub fn new(given: Circumstances<'a>, wanted: Wanted, shortlist: Shortlist<'a>) -> Self {
        let candidates = shortlist.candidates.into_iter();
        let mut entries: Vec<Entry<'a>> = candidates
            .map(|candidate| Entry::new(&given, candidate))
            .collect();
        // Few bytes are moved to find the order, not whole entries.
        entries.sort_by_cached_key(Entry::by_hope);
        Self {
            given,
            wanted,
            entries,
            answers: BTreeMap::new(),
            dropped: shortlist.dropped,
            fallback_wanted: wanted.plan_b,
        }
    }

    /// Returns the forecasts that could still change the outcome, at most one batch a day; none when it is
    /// settled. Every cell returned must be answered by [`Selection::supply`] before the next call.
    pub fn needs(&mut self) -> Vec<Need> {
        self.assess_answered();
        if !self.fallback_wanted && self.pending().is_empty() {
            self.fallback_wanted = self.depends_on_weather();
        }
        let pending = self.pending();
        if pending.is_empty() {
            return Vec::new();
        }
        let first = self.answers.is_empty();
        let limit = if first {
            FIRST_BATCH_CELLS
        } else {
            BATCH_CELLS
        };
        let days: Vec<Date> = self.forecast_days().collect();
        days.into_iter()
            .filter_map(|day| {
                let cells = self.unanswered(day, &pending, limit);
                let span = span::span(&self.given, &self.entries, day)?;
                (!cells.is_empty()).then_some(Need { day, cells, span })
            })
            .collect()
    }

    /// Takes the forecasts that could be had for `need`; a cell without one counts as answered all the same.
    pub fn supply(&mut self, need: &Need, mut forecasts: BTreeMap<Cell, Forecast>) {
        for &cell in &need.cells {
            self.answers
                .insert((need.day, cell), forecasts.remove(&cell));
        }
    }

    /// Returns the outcome.
    #[must_use]
    pub fn finish(mut self) -> Ranking<'a> {
        self.assess_answered();
        let top = self.wanted.top;
        let below = self.below_min_score();
        self.dropped.add(Rule::BelowMinScore, below);
        let plan_b = if self.fallback_wanted {
            self.ranked(Group::Fallback, FALLBACKS)
        } else {
            Vec::new()
        };
        // The nearer place of a label may be one that the list is too short for.
        let confirmed = self.reaching_least(Group::Confirmed);
        let mut results = first(&confirmed, top);
        worth_the_drive::label(&mut results, &confirmed);
        let not_confirmed = self.ranked(Group::NotConfirmed, top);
        let assessed = self.assessed();
        let best_below = self
            .ranked_whatever_score(Group::Confirmed)
            .first()
            .copied()
            .cloned();
        let mut ruled = Vec::new();
        for entry in self.entries {
            // A fallback is counted already, under the rule that made it one.
            if entry.candidate.standing == Standing::FallbackOnly {
                continue;
            }
            match &entry.verdict {
                Some(Verdict::Out(rule)) => self.dropped.add(*rule, 1),
                Some(Verdict::Ruled(_)) => ruled.push(entry),
                Some(Verdict::Suggested(_)) | None => {}
            }
        }
        self.dropped.add(Rule::Vetoed, ruled.len());
        ruled.sort_by(|a, b| a.best_first(b, &self.given));
        let vetoed = ruled.into_iter().filter_map(Entry::vetoed).collect();
        Ranking {
            results,
            not_confirmed,
            best_below,
            assessed,
            plan_b,
            dropped: self.dropped,
            vetoed,
        }
    }
}

/// The lists a place can be on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    Confirmed,
    NotConfirmed,
    Fallback,
}

impl Group {
    const ALL: [Self; 3] = [Self::Confirmed, Self::NotConfirmed, Self::Fallback];

    fn holds(self, candidate: &Candidate<'_>) -> bool {
        let indoor = candidate.place.exposure.is_indoor();
        match (self, &candidate.standing) {
            (Self::Confirmed, Standing::Confirmed)
            | (Self::NotConfirmed, Standing::NotConfirmed(_))
            | (Self::Fallback, Standing::FallbackOnly) => true,
            (Self::Fallback, Standing::Confirmed) => indoor,
            _ => false,
        }
    }
}

impl<'a> Selection<'a> {
    fn forecast_days(&self) -> impl Iterator<Item = Date> {
        let outing = self.given.outing;
        let wanted = self.wanted.forecasts;
        let in_reach = move |day: &Date| (0..=FORECAST_DAYS).contains(&outing.lead_days(*day));
        outing
            .days
            .iter()
            .copied()
            .filter(move |day| wanted && in_reach(day))
    }

    /// Assesses every waiting candidate whose forecasts have been answered on all days.
    fn assess_answered(&mut self) {
        let days: Vec<Date> = self.forecast_days().collect();
        for entry in &mut self.entries {
            let cell = entry.cell;
            let answer = |day| self.answers.get(&(day, cell));
            if entry.verdict.is_none() && days.iter().all(|&day| answer(day).is_some()) {
                entry.judge(&self.given, |day| answer(day).and_then(Option::as_ref));
            }
        }
    }

    /// Returns the waiting candidates that could still make one of the lists.
    fn pending(&self) -> Vec<&Entry<'a>> {
        let bars: Vec<(Group, f64)> = Group::ALL
            .into_iter()
            .filter(|&group| group != Group::Fallback || self.fallback_wanted)
            .map(|group| (group, self.bar(group)))
            .collect();
        let could_make = |entry: &Entry<'_>, &(group, bar): &(Group, f64)| {
            group.holds(&entry.candidate) && entry.could_reach(bar, &self.given)
        };
        self.entries
            .iter()
            .filter(|entry| entry.verdict.is_none())
            .filter(|entry| bars.iter().any(|bar| could_make(entry, bar)))
            .collect()
    }

    /// Returns the score a newcomer must reach to make the list of `group`: that of its last place; the least
    /// score asked for while it is not full; and while nothing reaches that, the best there is, to name it.
    fn bar(&self, group: Group) -> f64 {
        let least = self.least_score(group);
        let forecast = |one: &&Suggestion<'_>| one.best.outlook.forecast().is_some();
        let scores: Vec<f64> = self
            .ranked_whatever_score(group)
            .into_iter()
            .filter(forecast)
            .map(|suggestion| suggestion.best.score)
            .collect();
        let last = self.places_on(group).saturating_sub(1);
        match (scores.first(), scores.get(last)) {
            (_, Some(&last)) if last >= least => last,
            (Some(&first), _) if first < least => first,
            (Some(_), _) => least,
            (None, _) => 0.0,
        }
    }

    fn places_on(&self, group: Group) -> usize {
        match group {
            Group::Confirmed | Group::NotConfirmed => self.wanted.top,
            Group::Fallback => FALLBACKS,
        }
    }

    fn least_score(&self, group: Group) -> f64 {
        match group {
            Group::Confirmed | Group::NotConfirmed => self.wanted.min_score.unwrap_or(0.0),
            Group::Fallback => 0.0,
        }
    }

    /// Returns the assessed places of `group`, best first.
    fn ranked_whatever_score(&self, group: Group) -> Vec<&Suggestion<'a>> {
        self.ranked_where(group, |_, _| true)
    }

    /// Returns the list of `group`: the best that reach the least score asked for.
    fn ranked(&self, group: Group, top: usize) -> Vec<Suggestion<'a>> {
        first(&self.reaching_least(group), top)
    }

    /// Returns the places of `group` that reach the least score asked for, best first. A place that no forecast could lift to
    /// it is not listed on climate averages either.
    fn reaching_least(&self, group: Group) -> Vec<&Suggestion<'a>> {
        let least = self.least_score(group);
        self.ranked_where(group, |entry, suggestion| {
            entry.could_reach(least, &self.given) && suggestion.best.score >= least
        })
    }

    fn ranked_where(
        &self,
        group: Group,
        wanted: impl Fn(&Entry<'a>, &Suggestion<'a>) -> bool,
    ) -> Vec<&Suggestion<'a>> {
        let entries = self.entries.iter();
        let mut ranked: Vec<&Suggestion<'a>> = entries
            .filter(|entry| group.holds(&entry.candidate))
            .filter_map(|entry| Some((entry, entry.verdict.as_ref()?.suggestion()?)))
            .filter(|(entry, suggestion)| wanted(entry, suggestion))
            .map(|(_, suggestion)| suggestion)
            .collect();
        ranked.sort_by(|a, b| better_first(a, b));
        ranked
    }

    /// Returns every assessed place of any list, best first.
    fn assessed(&self) -> Vec<&'a Destination> {
        let verdicts = self
            .entries
            .iter()
            .filter_map(|entry| entry.verdict.as_ref());
        let mut all: Vec<&Suggestion<'a>> = verdicts.filter_map(Verdict::suggestion).collect();
        all.sort_by(|a, b| better_first(a, b));
        all.into_iter().map(|one| one.candidate.place).collect()
    }

    fn below_min_score(&self) -> usize {
        let Some(least) = self.wanted.min_score else {
            return 0;
        };
        let is_below = |entry: &&Entry<'_>| match &entry.verdict {
            Some(verdict) => verdict.suggestion().is_some_and(|one| {
                one.best.score < least || !entry.could_reach(least, &self.given)
            }),
            None => !entry.could_reach(least, &self.given),
        };
        let confirmed = self
            .entries
            .iter()
            .filter(|entry| Group::Confirmed.holds(&entry.candidate));
        confirmed.filter(is_below).count()
    }

    /// Returns whether the list would fall apart if it rained, or rain has already kept outdoor places off it.
    fn depends_on_weather(&self) -> bool {
        let results = self.ranked(Group::Confirmed, self.wanted.top);
        let outdoor =
            |suggestion: &&Suggestion<'_>| suggestion.candidate.place.exposure.is_outdoor();
        if results.iter().any(|suggestion| outdoor(&suggestion)) {
            return results.iter().filter(outdoor).any(Suggestion::may_get_wet);
        }
        // Only those that fine weather could have put on the list: the others were never asked about.
        let bar = self.bar(Group::Confirmed);
        let hopeful = self
            .entries
            .iter()
            .filter(|entry| entry.could_reach(bar, &self.given));
        let kept_off = |verdict: &Verdict<'_>| match verdict {
            Verdict::Suggested(one) => {
                let forecast = one.best.outlook.forecast();
                outdoor(&one.as_ref()) && forecast.is_some_and(|hours| !hours.is_clearly_dry())
            }
            Verdict::Ruled(_) => true,
            Verdict::Out(_) => false,
        };
        hopeful
            .into_iter()
            .filter_map(|entry| entry.verdict.as_ref())
            .any(kept_off)
    }

    /// Returns the cells that `pending` wait for on `day`, best prospects first.
    fn unanswered(&self, day: Date, pending: &[&Entry<'a>], limit: usize) -> Vec<Cell> {
        let mut seen = BTreeSet::new();
        BestFirst::of(pending, self.given)
            .map(|entry| entry.cell)
            .filter(|&cell| !self.answers.contains_key(&(day, cell)) && seen.insert(cell))
            .take(limit)
            .collect()
    }
}

/// Returns the first `top` of a list.
fn first<'a>(list: &[&Suggestion<'a>], top: usize) -> Vec<Suggestion<'a>> {
    list.iter().take(top).copied().cloned().collect()
}

mod prospects;
mod span;
#[cfg(test)]
mod tests;
