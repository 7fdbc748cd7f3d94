//! What comes of judging a place: a suggestion on its best day, or the rule that keeps it out.
//! The order of suggestions is total: a forecast before none, the score, the minutes, the id.

use super::assess::{Assessment, Circumstances, Refusal, assess};
use super::candidates::{Candidate, Dropped, Rule};
use super::outlook::Weather;
use super::veto::Veto;
use super::worth_the_drive::WorthTheDrive;
use crate::domain::{Destination, Forecast, Journey};
use jiff::civil::Date;
use std::cmp::Ordering;

/// A place worth considering, on its best day.
#[derive(Debug, Clone)]
pub struct Suggestion<'a> {
    /// The candidate.
    pub candidate: Candidate<'a>,
    /// Its best day.
    pub best: Assessment,
    /// The other days asked about on which it can be visited, in their order.
    pub other_days: Vec<Assessment>,
    /// The days asked about on which it cannot, and why, in their order.
    pub left_out_days: Vec<(Date, Refusal)>,
    /// What the longer drive buys, where a place on the same list is much nearer.
    pub worth_the_drive: Option<WorthTheDrive<'a>>,
}

/// A place that the weather ruled out on every day.
#[derive(Debug, Clone)]
pub struct Vetoed<'a> {
    /// The place.
    pub place: &'a Destination,
    /// The drive there.
    pub journey: Journey,
    /// Why, by day.
    pub reasons: Vec<(Date, Veto)>,
}

/// The outcome.
#[derive(Debug, Clone)]
pub struct Ranking<'a> {
    /// The best places, best first; those without a forecast below those with one.
    pub results: Vec<Suggestion<'a>>,
    /// Indoor places for when the weather turns, where the results depend on it.
    pub plan_b: Vec<Suggestion<'a>>,
    /// Places that would be in the running if unknown facts were yes.
    pub not_confirmed: Vec<Suggestion<'a>>,
    /// How many places each rule left out.
    pub dropped: Dropped,
    /// Those among them that the weather ruled out.
    pub vetoed: Vec<Vetoed<'a>>,
    /// The best place below the score asked for, where that left out all.
    pub best_below: Option<Suggestion<'a>>,
    /// Every place that was assessed, best first, whether or not it is on a list: what would come next.
    pub assessed: Vec<&'a Destination>,
}

/// The verdict on a place, over all the days asked about.
#[derive(Debug, Clone)]
pub(super) enum Verdict<'a> {
    /// It can be suggested.
    Suggested(Box<Suggestion<'a>>),
    /// It cannot, under this hard rule.
    Out(Rule),
    /// The weather rules it out: why, by day.
    Ruled(Vec<(Date, Veto)>),
}

impl<'a> Verdict<'a> {
    /// Returns the suggestion, where it is one.
    pub(super) fn suggestion(&self) -> Option<&Suggestion<'a>> {
        match self {
            Self::Suggested(suggestion) => Some(suggestion),
            Self::Out(_) | Self::Ruled(_) => None,
        }
    }
}

impl Suggestion<'_> {
    /// Returns whether the stay is not clearly dry.
    #[must_use]
    pub fn may_get_wet(&self) -> bool {
        match &self.best.outlook.weather {
            Weather::Forecast(hours) => !hours.is_clearly_dry(),
            Weather::Typical(_) | Weather::None => true,
        }
    }
}

/// Assesses a candidate on every day and keeps the best: a day with a forecast before one without.
pub(super) fn judge<'a, 'f>(
    given: &Circumstances<'a>,
    candidate: &Candidate<'a>,
    forecast_of: impl Fn(Date) -> Option<&'f Forecast>,
) -> Verdict<'a> {
    let mut assessed: Vec<Assessment> = Vec::with_capacity(given.outing.days.len());
    let mut left_out_days: Vec<(Date, Refusal)> = Vec::new();
    for &day in &given.outing.days {
        match assess(given, candidate, day, forecast_of(day)) {
            Ok(assessment) => assessed.push(assessment),
            Err(refusal) => left_out_days.push((day, refusal)),
        }
    }
    // Best first; of equals the day on which the gate is likelier open, then, as the sort is stable, the earlier.
    let doubtful = |one: &Assessment| one.visit.may_find_it_shut();
    assessed.sort_by(|a, b| sureness_then_score(b, a).then_with(|| doubtful(a).cmp(&doubtful(b))));
    let mut assessed = assessed.into_iter();
    let Some(best) = assessed.next() else {
        return left_out(&left_out_days);
    };
    let mut other_days: Vec<Assessment> = assessed.collect();
    other_days.sort_by_key(|other| other.visit.day);
    Verdict::Suggested(Box::new(Suggestion {
        candidate: candidate.clone(),
        best,
        other_days,
        left_out_days,
        worth_the_drive: None,
    }))
}

/// Returns the verdict on a place that can be visited on no day: that of the weather, else of the first day.
fn left_out<'a>(days: &[(Date, Refusal)]) -> Verdict<'a> {
    let vetoes: Vec<(Date, Veto)> = days
        .iter()
        .filter_map(|(day, refusal)| Some((*day, refusal.veto()?)))
        .collect();
    if vetoes.is_empty() {
        let first = days.first().map(|(_, refusal)| refusal.rule());
        Verdict::Out(first.unwrap_or(Rule::Closed))
    } else {
        Verdict::Ruled(vetoes)
    }
}

/// Orders suggestions best first.
pub(super) fn better_first(a: &Suggestion<'_>, b: &Suggestion<'_>) -> Ordering {
    sureness_then_score(&b.best, &a.best).then_with(|| nearer_then_id(&a.candidate, &b.candidate))
}

/// Orders candidates by the drive, then by id.
pub(super) fn nearer_then_id(a: &Candidate<'_>, b: &Candidate<'_>) -> Ordering {
    a.journey
        .minutes
        .total_cmp(&b.journey.minutes)
        .then_with(|| a.place.id.cmp(&b.place.id))
}

fn sureness_then_score(a: &Assessment, b: &Assessment) -> Ordering {
    let sure = |assessment: &Assessment| assessment.outlook.forecast().is_some();
    sure(a).cmp(&sure(b)).then(a.score.total_cmp(&b.score))
}
