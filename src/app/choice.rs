//! The choice of a run: drives and forecasts asked for until they settle it, of all the days together or of each.

use super::roads::Roads;
use crate::catalogue::InArea;
use crate::domain::{Destination, JourneyMethod, Outing};
use crate::planner::{
    Circumstances, Need, Ranking, Rule, Selection, Wanted, shortlist_by, worth_routing,
};
use crate::routes::osrm::MOST_PLACES_PER_REQUEST;
use crate::weather::service::Forecasts;

/// Places whose real drive is asked for before the weather is known: as many as one request may name.
const PROSPECTS: usize = MOST_PLACES_PER_REQUEST;

/// What is to be chosen from, and how.
pub(super) struct Question<'a> {
    /// The circumstances of all the days asked about.
    pub(super) given: Circumstances<'a>,
    /// What is wanted of each list.
    pub(super) wanted: Wanted,
    /// The outing of each list: one of all the days, or one of each.
    pub(super) outings: &'a [Outing],
    /// The places that may be in reach.
    pub(super) near_by: &'a InArea,
}

/// What was chosen.
pub(super) struct Choice<'a> {
    /// A ranking for each outing.
    pub(super) rankings: Vec<Ranking<'a>>,
    /// How many places are out of reach.
    pub(super) beyond: usize,
}

/// Returns the outing of each list: that of all the days, or one for each of them.
pub(super) fn outings(outing: &Outing, each_day: bool) -> Vec<Outing> {
    if !each_day {
        return vec![outing.clone()];
    }
    let days = outing.days.iter();
    days.map(|&day| Outing {
        days: vec![day],
        ..outing.clone()
    })
    .collect()
}

/// Returns the best places of each list. No forecast of a cell on a day is asked for twice; while the lists show an
/// estimated drive and a server knows the real one, they are made again.
pub(super) fn choose<'a>(
    asked: &Question<'a>,
    roads: &mut Roads,
    forecasts: &mut Forecasts<'_>,
) -> Choice<'a> {
    let places = &asked.near_by.places;
    if roads.have_a_server() {
        let prospects = worth_routing(&asked.given, places, PROSPECTS);
        roads.ask(forecasts.client(), &prospects);
    }
    loop {
        let outing = asked.given.outing;
        let mut list = shortlist_by(outing, places, asked.given.journal, |place| {
            roads.journey(place)
        });
        list.dropped.add(Rule::TooFar, asked.near_by.beyond);
        let rankings: Vec<Ranking<'a>> = asked
            .outings
            .iter()
            .map(|outing| {
                let given = Circumstances {
                    outing,
                    ..asked.given
                };
                let selection = Selection::new(given, asked.wanted, list.clone());
                settle(selection, forecasts)
            })
            .collect();
        if !roads.ask(forecasts.client(), &to_be_routed(&rankings)) {
            return Choice {
                rankings,
                beyond: list.dropped.count(Rule::TooFar),
            };
        }
    }
}

/// Asks for forecasts until they settle the choice.
fn settle<'a>(mut selection: Selection<'a>, forecasts: &mut Forecasts<'_>) -> Ranking<'a> {
    loop {
        let needs: Vec<Need> = selection.needs();
        if needs.is_empty() {
            return selection.finish();
        }
        for mut need in needs {
            // What is left out is asked for when it still matters.
            need.cells.truncate(forecasts.at_once());
            let got = forecasts.fetch(&need.cells, need.day, need.span);
            selection.supply(&need, got);
        }
    }
}

/// Returns the places whose real drive could change the page, first those on it by an estimate, then those that
/// would take their place; none when none on it is there by an estimate.
fn to_be_routed<'a>(rankings: &[Ranking<'a>]) -> Vec<&'a Destination> {
    let lists = rankings.iter().flat_map(|ranking| {
        [&ranking.results, &ranking.plan_b, &ranking.not_confirmed].into_iter()
    });
    let candidates = lists.flatten().map(|shown| &shown.candidate);
    let mut places: Vec<&Destination> = candidates
        .filter(|candidate| candidate.journey.method == JourneyMethod::Estimate)
        .map(|candidate| candidate.place)
        .collect();
    if !places.is_empty() {
        places.extend(rankings.iter().flat_map(|ranking| &ranking.assessed));
    }
    places
}
