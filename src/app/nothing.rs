//! Nothing to suggest: which limit bit, and the nearest place that just missed it.

use crate::domain::{Category, Outing};
use crate::error::{Error, Kind};
use crate::planner::{NearMiss, Ranking, Rule};
use crate::report::safe::printable;
use crate::report::words;
use std::collections::BTreeMap;

/// The limits on the facts of a place, in the order they are named when several bit.
const FACT_RULES: [Rule; 5] = [Rule::Price, Rule::Buggy, Rule::Dog, Rule::Age, Rule::Hidden];

/// Returns the failure of an empty ranking; `near_misses` are of all places, `kinds` the categories asked for.
pub(super) fn nothing_to_suggest(
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
    if let Some(vetoed) = ranking.vetoed.first() {
        let reason = vetoed
            .reasons
            .first()
            .map(|&(_, veto)| words::veto_reason(veto))
            .unwrap_or_default();
        return failure(
            format!(
                "the weather rules out every {what} near {from}: {reason} at {}",
                printable(&vetoed.place.name)
            ),
            "try --indoor or another day",
        );
    }
    let bit = FACT_RULES
        .into_iter()
        .find_map(|rule| Some((rule, near_misses.get(&rule)?)));
    if let Some((rule, miss)) = bit {
        return fact_missed(rule, miss, &what, &from);
    }
    if let Some(miss) = near_misses.get(&Rule::TooFar) {
        return too_far(miss, outing, &what, &from);
    }
    if ranking.dropped.count(Rule::Closed) > 0 {
        let count = ranking.dropped.count(Rule::Closed);
        return failure(
            format!("every {what} near {from} is closed then ({count} of them)"),
            "try another day",
        );
    }
    failure(
        format!("no {what} near {from} satisfies all the limits"),
        "take some of them away",
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

fn too_far(miss: &NearMiss<'_>, outing: &Outing, what: &str, from: &str) -> Error {
    let reach = &outing.limits.reach;
    let limit = words::reach(reach);
    failure(
        format!(
            "no {what} within {limit} of {from}; the nearest is {}, {} ({:.0} km)",
            printable(&miss.place.name),
            words::drive(&miss.journey),
            miss.journey.crow_km
        ),
        if reach.km.is_some() {
            "raise --within"
        } else {
            "raise --max-drive"
        },
    )
}

fn fact_missed(rule: Rule, miss: &NearMiss<'_>, what: &str, from: &str) -> Error {
    let (lacking, hint) = match rule {
        Rule::Price => ("free", "leave --free away"),
        Rule::Buggy => ("known to be fit for a buggy", "leave --buggy away"),
        Rule::Dog => ("known to admit dogs", "leave --dog away"),
        Rule::Age => ("for those ages", "leave --age away"),
        _ => ("not hidden", "kidtrip unhide brings one back"),
    };
    failure(
        format!(
            "no {what} near {from} is {lacking}; the nearest that is not is {}, {}",
            printable(&miss.place.name),
            words::drive(&miss.journey)
        ),
        hint,
    )
}
