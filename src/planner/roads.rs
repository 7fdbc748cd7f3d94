//! Which drives are worth asking a service for that knows the roads, before any forecast is asked for.
//! Settled on estimates alone, so that the same question about the same places asks for the same drives.

use super::assess::{Circumstances, best_possible_score};
use super::candidates::{Candidate, Standing, shortlist_by};
use super::journey::hopeful_journey;
use super::suggestion::nearer_then_id;
use crate::domain::Destination;

/// One place in so many is the best that is left indoors: on a wet day those are shown, and fine weather, by which
/// the others are ordered, would put them last (**judgement**).
const INDOORS_EVERY: usize = 3;

/// Returns the `most` places of `catalogue` whose real drive could best bring them on the list, the best first:
/// those that the limits leave in the running if the drive is as short as it may be, in the order of the best
/// score that any weather could then give them, every third the best that is left indoors. Places that can only
/// be a fallback come last.
#[must_use]
pub fn worth_routing<'a>(
    given: &Circumstances<'_>,
    catalogue: impl IntoIterator<Item = &'a Destination>,
    most: usize,
) -> Vec<&'a Destination> {
    let home = given.outing.origin.position;
    let list = shortlist_by(given.outing, catalogue, given.journal, |place| {
        hopeful_journey(home, place.position)
    });
    let best_possible = |candidate: &Candidate<'_>| {
        let days = given.outing.days.iter();
        days.map(|&day| best_possible_score(given, candidate, day))
            .fold(0.0, f64::max)
    };
    let mut prospects: Vec<(bool, f64, Candidate<'a>)> = list
        .candidates
        .into_iter()
        .map(|candidate| {
            let fallback = candidate.standing == Standing::FallbackOnly;
            (fallback, best_possible(&candidate), candidate)
        })
        .collect();
    prospects.sort_by(|(a_last, a_score, a), (b_last, b_score, b)| {
        a_last
            .cmp(b_last)
            .then_with(|| b_score.total_cmp(a_score))
            .then_with(|| nearer_then_id(a, b))
    });
    let places = prospects
        .into_iter()
        .map(|(_, _, candidate)| candidate.place);
    let mut ordered = with_indoors_between(places.collect());
    ordered.truncate(most);
    ordered
}

/// Returns `places` with every third the first indoor one that has not come yet, as long as there are any.
fn with_indoors_between(places: Vec<&Destination>) -> Vec<&Destination> {
    let count = places.len();
    let is_indoor = |place: &Destination| place.exposure.is_indoor();
    let mut indoors = (0..count).filter(|&at| places.get(at).is_some_and(|place| is_indoor(place)));
    let mut all = 0..count;
    let mut taken = vec![false; count];
    let mut ordered = Vec::with_capacity(count);
    while ordered.len() < count {
        let is_new = |at: &usize| taken.get(*at) == Some(&false);
        let turn_of_indoors = (ordered.len() + 1) % INDOORS_EVERY == 0;
        let indoor = turn_of_indoors.then(|| indoors.find(is_new)).flatten();
        let Some(next) = indoor.or_else(|| all.find(is_new)) else {
            break;
        };
        if let (Some(slot), Some(place)) = (taken.get_mut(next), places.get(next)) {
            *slot = true;
            ordered.push(*place);
        }
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Journal, Outing, Reach};
    use crate::planner::fixture::{calendars, normals, outing, place};
    use crate::planner::{Weights, farthest_km, hopeful_reach};
    use rstest::rstest;

    fn order(outing: &Outing, places: &[Destination]) -> Vec<String> {
        let (journal, calendars) = (Journal::default(), calendars());
        let given = Circumstances {
            outing,
            weights: Weights::default(),
            journal: &journal,
            calendars: &calendars,
            normals: &normals,
        };
        let worth = worth_routing(&given, places, 7);
        worth
            .into_iter()
            .map(|place| place.id.to_string())
            .collect()
    }

    fn within(minutes: f64) -> Outing {
        let mut outing = outing();
        outing.limits.reach = Reach {
            km: None,
            minutes: Some(minutes),
        };
        outing
    }

    #[test]
    fn the_best_prospects_come_first_and_every_third_is_indoors() {
        let mut places: Vec<Destination> = (1..=6)
            .map(|km| place(&format!("park-{km}"), "park", 0.9, f64::from(km) * 10.0))
            .collect();
        places.extend([20.0, 10.0].map(|km| place(&format!("museum-{km}"), "museum", 0.0, km)));
        assert_eq!(
            order(&outing(), &places),
            [
                "park-1",
                "park-2",
                "museum-10",
                "park-3",
                "park-4",
                "museum-20",
                "park-5"
            ]
        );
    }

    #[test]
    fn of_a_kind_asked_for_all_come_before_a_fallback() {
        let mut outing = outing();
        outing.limits.kinds = vec!["zoo".to_owned()];
        let places = [
            place("museum", "museum", 0.0, 5.0),
            place("zoo", "zoo", 0.8, 60.0),
            place("park", "park", 0.9, 5.0),
        ];
        assert_eq!(order(&outing, &places), ["zoo", "museum"]);
    }

    #[rstest]
    #[case::within_by_the_estimate(45.0, true)]
    #[case::just_beyond_by_the_estimate(55.0, true)]
    #[case::far_beyond(65.0, false)]
    fn a_place_that_a_fast_road_could_bring_within_reach_is_asked_about(
        #[case] km: f64,
        #[case] expected: bool,
    ) {
        // 59, 69 and 79 minutes by the estimate.
        let outing = within(60.0);
        let place = place("x", "zoo", 0.8, km);
        let farthest = farthest_km(&hopeful_reach(&outing.limits.reach)).unwrap();
        assert_eq!(km <= farthest, expected, "{farthest}");
        assert_eq!(!order(&outing, &[place]).is_empty(), expected);
    }

    #[test]
    fn a_place_over_the_water_is_asked_about_however_short_the_reach_in_minutes_makes_it() {
        let mut outing = within(95.0);
        outing.origin.position = crate::domain::Position::new(50.90, -1.40).unwrap();
        let mut cowes = place("cowes", "castle", 0.6, 0.0);
        cowes.position = crate::domain::Position::new(50.75, -1.29).unwrap();
        let home = outing.origin.position;
        assert!(!crate::planner::in_reach(
            home,
            &outing.limits.reach,
            cowes.position
        ));
        assert_eq!(order(&outing, &[cowes]), ["cowes"]);
    }
}
