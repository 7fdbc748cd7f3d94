//! Nothing to suggest: which limit bit, and the nearest place that just missed it.

use super::catalogue::{Catalogues, damaged};
use super::outing::kinds_asked;
use super::roads::Roads;
use crate::catalogue::BUILT_IN;
use crate::domain::{Category, Destination, Journal, Journey, Outing};
use crate::error::{Error, Kind};
use crate::planner::{NearMiss, Ranking, Rule, only_too_far, shortlist_by};
use crate::report::safe::printable;
use crate::report::words;
use std::collections::BTreeMap;

/// The limits on the facts of a place, in the order they are named when several bit.
const FACT_RULES: [Rule; 6] = [
    Rule::Price,
    Rule::Buggy,
    Rule::Dog,
    Rule::Age,
    Rule::Hidden,
    Rule::Exposure,
];

/// What is looked at to say why there is nothing.
pub(super) struct WhyNothing<'a> {
    pub(super) outing: &'a Outing,
    pub(super) near_by: &'a [Destination],
    pub(super) all: &'a Catalogues,
    pub(super) roads: &'a Roads,
    pub(super) journal: &'a Journal,
    pub(super) min_score: Option<f64>,
}

impl WhyNothing<'_> {
    /// Returns why each ranking is empty; `None` for one that is not.
    ///
    /// # Errors
    /// When a catalogue cannot be read.
    pub(super) fn of(&self, rankings: &[Ranking<'_>]) -> Result<Vec<Option<Error>>, Error> {
        if rankings.iter().all(|ranking| !ranking.results.is_empty()) {
            return Ok(rankings.iter().map(|_| None).collect());
        }
        // Only now is it worth reading what is out of reach: the nearest of it may be named.
        let (outing, journal) = (self.outing, self.journal);
        let home = outing.origin.position;
        let beyond = self
            .all
            .nearest(home, |place| only_too_far(outing, place, journal));
        let beyond = beyond.map_err(damaged)?;
        let misses = shortlist_by(
            outing,
            self.near_by.iter().chain(&beyond),
            journal,
            |place| self.roads.journey(place),
        )
        .near_misses;
        let kinds = kinds_asked(&outing.limits, self.all.categories());
        let why = |ranking: &Ranking<'_>| {
            if self.all.total() == 0 {
                return failure(
                    "the catalogue is empty".to_owned(),
                    "set catalogue.built_in = true, or list places in catalogue.file",
                );
            }
            nothing_to_suggest(ranking, &misses, outing, &kinds, self.min_score)
        };
        Ok(rankings
            .iter()
            .map(|ranking| ranking.results.is_empty().then(|| why(ranking)))
            .collect())
    }
}

/// Returns the failure of a page without a result: the reason of all its days, or that of each.
pub(super) fn nothing_on_any_day(outings: &[Outing], reasons: Vec<Option<Error>>) -> Option<Error> {
    let told: Vec<(String, Error)> = outings
        .iter()
        .zip(reasons)
        .filter_map(|(outing, reason)| Some((words::days_and_dates(&outing.days), reason?)))
        .collect();
    let (_, first) = told.first()?;
    if told.iter().all(|(_, reason)| reason == first) {
        return Some(first.clone());
    }
    let lines: Vec<String> = told
        .iter()
        .map(|(days, reason)| format!("\n  {days}: {reason}"))
        .collect();
    Some(Error::new(
        Kind::Nothing,
        format!("nothing to suggest on any day{}", lines.concat()),
    ))
}

/// Returns the failure of an empty ranking; `near_misses` are of all places, `kinds` the categories asked for.
fn nothing_to_suggest(
    ranking: &Ranking<'_>,
    near_misses: &BTreeMap<Rule, NearMiss<'_>>,
    outing: &Outing,
    kinds: &[&Category],
    min_score: Option<f64>,
) -> Error {
    let what = what(kinds);
    let from = printable(&outing.origin.label).into_owned();
    if let (Some(best), Some(least)) = (&ranking.best_below, min_score) {
        let name = printable(&best.candidate.place.name);
        return failure(
            format!(
                "no {what} near {from} reaches a score of {least}; the best is {name} with {:.0}",
                best.best.score
            ),
            "lower --min-score",
        );
    }
    if let Some(maybe) = ranking.not_confirmed.first() {
        let name = printable(&maybe.candidate.place.name);
        let count = ranking.not_confirmed.len();
        return failure(
            format!(
                "no {what} near {from} is known to be what you asked for; {count} might be, first {name}, {}",
                words::drive(&maybe.candidate.journey)
            ),
            "ask them, or --format json lists them under not_confirmed",
        );
    }
    let count = |rule| ranking.dropped.count(rule);
    if !ranking.vetoed.is_empty() {
        return ruled_out(ranking, &from);
    }
    let (closed, no_time) = (count(Rule::Closed), count(Rule::NoTime));
    if no_time > closed {
        return no_time_for_a_visit(outing, &what, &from);
    }
    if closed > 0 {
        return failure(
            format!("no {what} near {from} is open then ({closed} closed)"),
            "try another day or hour",
        );
    }
    let bit = FACT_RULES
        .into_iter()
        .find_map(|rule| Some((rule, near_misses.get(&rule)?)));
    match (bit, near_misses.get(&Rule::TooFar)) {
        (Some((rule, miss)), _) => fact_missed(rule, miss, &what, &from),
        (None, Some(miss)) => too_far(miss, outing, &what, &from),
        (None, None) => failure(
            format!("no {what} near {from} satisfies all the limits"),
            "take some of them away",
        ),
    }
}

fn ruled_out(ranking: &Ranking<'_>, from: &str) -> Error {
    let [first, ..] = ranking.vetoed.as_slice() else {
        return failure(
            format!("the weather rules out every place near {from}"),
            "try another day",
        );
    };
    let reason = first
        .reasons
        .first()
        .map(|&(_, veto)| words::veto_reason(veto))
        .unwrap_or_default();
    let others = match ranking.dropped.count(Rule::Closed) + ranking.dropped.count(Rule::NoTime) {
        0 => String::new(),
        others => format!("; {others} more cannot be visited then"),
    };
    failure(
        format!(
            "the weather rules out {} near {from}, first {} ({reason}){others}",
            match ranking.vetoed.len() {
                1 => "one place".to_owned(),
                many => format!("{many} places"),
            },
            printable(&first.place.name)
        ),
        "try --indoor or another day",
    )
}

fn no_time_for_a_visit(outing: &Outing, what: &str, from: &str) -> Error {
    let clock = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
    let back = outing
        .back_by
        .map(|time| format!(" and back by {}", clock(time)))
        .unwrap_or_default();
    failure(
        format!(
            "there is no time for a visit to any {what} near {from}, leaving at {}{back}",
            clock(outing.leave)
        ),
        "change --leave or --back-by",
    )
}

fn failure(message: String, hint: &str) -> Error {
    Error::new(Kind::Nothing, message).hint(hint)
}

fn what(kinds: &[&Category]) -> String {
    let labels: Vec<String> = kinds.iter().map(|kind| kind.label.to_lowercase()).collect();
    if labels.is_empty() {
        "place".to_owned()
    } else {
        labels.join(" or ")
    }
}

/// Beyond this distance from all of the places that come with the program, the family is in another country.
const ELSEWHERE_KM: f64 = 250.0;

/// What to do there.
pub(super) const NONE_BUILT_IN: &str = "the places that come with kidtrip are in the UK: \
     kidtrip catalogue import brings in those of any map";

/// What to do about a place that a ferry leads to.
pub(super) const OVER_WATER: &str =
    "it is over the water: a reach in kilometres, such as --within 100km, takes it in";

/// Returns whether the nearest place is one that comes with the program, and is nowhere near.
pub(super) fn is_in_another_country(nearest: &Destination, journey: &Journey) -> bool {
    &*nearest.catalogue == BUILT_IN && journey.crow_km > ELSEWHERE_KM
}

fn too_far(miss: &NearMiss<'_>, outing: &Outing, what: &str, from: &str) -> Error {
    let reach = &outing.limits.reach;
    let limit = words::reach(reach);
    failure(
        format!(
            "no {what} within {limit} of {from}; the nearest is {}, {} ({:.0} km)",
            printable(&miss.place.name),
            words::drive_round_water(&miss.journey),
            miss.journey.crow_km
        ),
        match (reach.km, reach.minutes) {
            _ if is_in_another_country(miss.place, &miss.journey) => NONE_BUILT_IN,
            (Some(_), None) => "raise --within",
            _ if miss.journey.lacks_ferry() => OVER_WATER,
            _ => "raise --max-drive or --within",
        },
    )
}

fn fact_missed(rule: Rule, miss: &NearMiss<'_>, what: &str, from: &str) -> Error {
    let (lacking, hint) = match rule {
        Rule::Price => ("free", "leave --free away"),
        Rule::Buggy => ("known to be fit for a buggy", "leave --buggy away"),
        Rule::Dog => ("known to admit dogs", "leave --dog away"),
        Rule::Age => ("for those ages", "leave --age away"),
        Rule::Exposure => (
            "as much indoors or outdoors as asked for",
            "leave --indoor or --outdoor away",
        ),
        _ => ("not hidden", "kidtrip unhide brings one back"),
    };
    failure(
        format!(
            "no {what} near {from} is {lacking}; the nearest that is not is {}, {}",
            printable(&miss.place.name),
            words::drive_round_water(&miss.journey)
        ),
        hint,
    )
}
