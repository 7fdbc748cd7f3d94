//! Weather that rules a place out, whatever else speaks for it.

use super::outlook::Hours;
use super::rules::{EXPOSED_CATEGORIES, VETO_GUST_EXPOSED_KMH, VETO_GUST_KMH};
use crate::domain::Destination;

/// Why the weather of a visit rules a place out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Veto {
    /// Thunder during the visit.
    Thunder,
    /// Gusts of this strength, km/h.
    Gusts(f64),
    /// A mean wind of this strength, km/h, where the gusts, which are stronger still, are not known.
    Wind(f64),
}

/// Returns why these hours rule `place` out, if they do: only places at least half outdoors are.
///
/// Gusts that are not known rule nothing out and clear nothing: there is a word about them where the wind is strong. But
/// no gust is weaker than the mean wind, so that one as strong as the limit is enough.
#[must_use]
pub fn veto(place: &Destination, hours: &Hours) -> Option<Veto> {
    if !place.exposure.is_outdoor() {
        return None;
    }
    if hours
        .during
        .iter()
        .any(|hour| hour.code.is_some_and(|code| code.is_thunder()))
    {
        return Some(Veto::Thunder);
    }
    let limit = if EXPOSED_CATEGORIES.contains(&place.category.id.as_str()) {
        VETO_GUST_EXPOSED_KMH
    } else {
        VETO_GUST_KMH
    };
    let gust = hours.gust_kmh().filter(|&gust| gust >= limit);
    let wind = hours.wind_kmh().filter(|&wind| wind >= limit);
    gust.map(Veto::Gusts).or(wind.map(Veto::Wind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Conditions;
    use crate::planner::fixture::{
        SATURDAY, calendars, candidate, fine, forecast, normals, outing, place,
    };
    use crate::planner::{Circumstances, Refusal, Weights, assess};
    use rstest::rstest;

    #[rstest]
    #[case::a_breeze(20.0, Some(40.0), None)]
    #[case::a_gale_in_gusts(40.0, Some(70.0), Some(Veto::Gusts(70.0)))]
    #[case::gusts_that_nobody_knows(40.0, None, None)]
    #[case::a_wind_that_no_gust_is_weaker_than(65.0, None, Some(Veto::Wind(65.0)))]
    #[case::both(65.0, Some(90.0), Some(Veto::Gusts(90.0)))]
    fn gusts_rule_out_and_unknown_ones_neither_do_nor_clear(
        #[case] wind: f64,
        #[case] gust: Option<f64>,
        #[case] expected: Option<Veto>,
    ) {
        let park = place("park", "park", 0.9, 10.0);
        let windy = forecast(|stamp| Conditions {
            wind_kmh: Some(wind),
            gust_kmh: gust,
            ..fine(stamp)
        });
        let (outing, journal, calendars) =
            (outing(), crate::domain::Journal::default(), calendars());
        let given = Circumstances {
            outing: &outing,
            weights: Weights::default(),
            journal: &journal,
            calendars: &calendars,
            normals: &normals,
        };
        let refused = match assess(&given, &candidate(&park), SATURDAY, Some(&windy)) {
            Err(Refusal::Vetoed(veto, _)) => Some(veto),
            _ => None,
        };
        assert_eq!(refused, expected);
    }
}
