//! The choice of a run: drives and forecasts asked for until they settle it, of all the days together or of each.

use super::roads::Roads;
use crate::catalogue::InArea;
use crate::domain::{Destination, JourneyMethod, Outing};
use crate::planner::{
    Circumstances, Need, Ranking, Rule, Selection, Wanted, shortlist_by, worth_routing,
};
use crate::routes::osrm::MOST_PLACES_PER_REQUEST;
use crate::weather::service::{self, Forecasts};

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
        let selections = asked.outings.iter().map(|outing| {
            let given = Circumstances {
                outing,
                ..asked.given
            };
            Selection::new(given, asked.wanted, list.clone())
        });
        let rankings = settle(selections.collect(), forecasts);
        if !roads.ask(forecasts.client(), &to_be_routed(&rankings)) {
            return Choice {
                rankings,
                beyond: list.dropped.count(Rule::TooFar),
            };
        }
    }
}

/// Asks for forecasts until they settle every choice, for all of them at once.
fn settle<'a>(
    mut selections: Vec<Selection<'a>>,
    forecasts: &mut Forecasts<'_>,
) -> Vec<Ranking<'a>> {
    loop {
        let mut needs: Vec<(usize, Need)> = Vec::new();
        for (number, selection) in selections.iter_mut().enumerate() {
            needs.extend(selection.needs().into_iter().map(|need| (number, need)));
        }
        if needs.is_empty() {
            return selections.into_iter().map(Selection::finish).collect();
        }
        // What is left out is asked for when it still matters.
        let at_once = forecasts.at_once();
        for (_, need) in &mut needs {
            need.cells.truncate(at_once);
        }
        let wanted: Vec<service::Wanted<'_>> = needs
            .iter()
            .map(|(_, need)| service::Wanted {
                cells: &need.cells,
                day: need.day,
                span: need.span,
            })
            .collect();
        let got = forecasts.fetch_days(&wanted);
        for ((number, need), forecasts) in needs.iter().zip(got) {
            if let Some(selection) = selections.get_mut(*number) {
                selection.supply(need, forecasts);
            }
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
