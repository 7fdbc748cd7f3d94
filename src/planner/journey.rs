//! The estimated drive: straight-line distance turned into minutes and road kilometres.
//! Fitted on real routes; water is not in it, so the words say "about".

use crate::domain::{Journey, JourneyMethod, Landmass, Position, Reach};

/// Mean detour of British roads over the straight line (1.40: Ballou et al. 2002; Cole & King 1968;
/// measured on 5,434 GB pairs: mean 1.39, median 1.34).
const DETOUR: f64 = 1.4;

/// No drive takes less, with coats and car seats, minutes.
const SHORTEST_MIN: f64 = 5.0;

/// Returns the estimated drive from `home` to `place`.
///
/// Minutes are 3.095 g^0.776 for a great-circle distance g up to 100 km (380 held-out GB routes: mean
/// absolute percentage error 13.9 %, bias -1.4 min), 110.3 (g/100)^0.729 beyond, never under 5.
///
/// ```
/// use kidtrip::domain::Position;
/// use kidtrip::planner::estimate_journey;
/// let home = Position::new(53.0, -2.0)?;
/// let place = Position::new(53.4047, -2.0)?; // 45 km due north
/// let journey = estimate_journey(home, place);
/// assert_eq!(journey.minutes.round(), 59.0);
/// assert_eq!(journey.compass().as_str(), "N");
/// # Ok::<(), kidtrip::domain::PositionOutOfRange>(())
/// ```
#[must_use]
pub fn estimate_journey(home: Position, place: Position) -> Journey {
    let crow_km = home.distance_km(place);
    Journey {
        crow_km,
        road_km: DETOUR * crow_km,
        minutes: estimate_minutes(crow_km),
        bearing: home.bearing(place),
        over_water: Landmass::between(home, place),
        method: JourneyMethod::Estimate,
    }
}

/// Returns the estimated minutes of a drive over `crow_km` of great circle.
#[must_use]
pub fn estimate_minutes(crow_km: f64) -> f64 {
    let driven = if crow_km <= 100.0 {
        3.095 * crow_km.powf(0.776)
    } else {
        110.3 * (crow_km / 100.0).powf(0.729)
    };
    driven.max(SHORTEST_MIN)
}

/// Returns whether a place is within `reach` of `home`: [`Reach::allows`] of the estimate, for a fraction of its price.
#[must_use]
pub fn in_reach(home: Position, reach: &Reach, place: Position) -> bool {
    let crow_km = home.distance_km(place);
    // The straight line settles it for most of a country, before any coast is looked at.
    let in_time = |most| estimate_minutes(crow_km) <= most && !Landmass::between(home, place);
    reach.km.is_none_or(|most| crow_km <= most) && reach.minutes.is_none_or(in_time)
}

/// Returns how far a place within `reach` can be at most, km of great circle; `None` where nothing limits it.
///
/// The inverse of [`estimate_minutes`], rounded up: whatever is farther is out of reach.
#[must_use]
pub fn farthest_km(reach: &Reach) -> Option<f64> {
    let by_minutes = reach.minutes.map(|minutes| {
        let near = (minutes / 3.095).max(0.0).powf(1.0 / 0.776).min(100.0);
        let far = 100.0 * (minutes / 110.3).max(0.0).powf(1.0 / 0.729);
        // The two curves part by 0.04 minutes where they meet.
        let km = if far > 100.0 { far } else { near };
        km * (1.0 + 1e-9)
    });
    [reach.km, by_minutes]
        .into_iter()
        .flatten()
        .reduce(f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    proptest! {
        #[test]
        fn nothing_within_minutes_is_farther_than_the_farthest(km in 0.0_f64..3_000.0, minutes in 1.0_f64..1_500.0) {
            let reach = Reach { km: None, minutes: Some(minutes) };
            if estimate_minutes(km) <= minutes {
                prop_assert!(km <= farthest_km(&reach).unwrap());
            }
            let edge = Reach { km: None, minutes: Some(estimate_minutes(km)) };
            prop_assert!(km <= farthest_km(&edge).unwrap());
        }
    }

    proptest! {
        #[test]
        fn in_reach_is_what_the_journey_allows(
            lat in 49.0_f64..60.0, lon in -8.0_f64..2.0, km in 0.0_f64..400.0, minutes in 5.0_f64..400.0, both: bool,
        ) {
            let (home, place) = (Position::new(53.4, -2.2).unwrap(), Position::new(lat, lon).unwrap());
            let reach = Reach { km: both.then_some(km), minutes: Some(minutes) };
            prop_assert_eq!(in_reach(home, &reach, place), reach.allows(&estimate_journey(home, place)));
        }
    }

    #[test]
    fn the_narrower_limit_is_the_farthest() {
        let reach = |km, minutes| farthest_km(&Reach { km, minutes });
        assert_eq!(reach(None, None), None);
        assert_eq!(reach(Some(60.0), Some(1_000.0)), Some(60.0));
        assert!(reach(Some(60.0), Some(30.0)).unwrap() < 20.0);
        assert!((80.0..90.0).contains(&reach(None, Some(95.0)).unwrap()));
    }

    #[rstest]
    #[case::on_the_doorstep(0.0, 5.0)]
    #[case::ten_km(10.0, 18.0)]
    #[case::twenty_km(20.0, 32.0)]
    #[case::forty_five_km(45.0, 59.0)]
    #[case::a_hundred_km(100.0, 110.0)]
    #[case::just_beyond_a_hundred(100.001, 110.0)]
    fn the_estimate_gives_the_documented_minutes(#[case] km: f64, #[case] expected: f64) {
        assert!(
            (estimate_minutes(km) - expected).abs() < 0.75,
            "{}",
            estimate_minutes(km)
        );
    }

    #[test]
    fn farther_never_takes_less_time() {
        let all: Vec<f64> = (0..5_000)
            .map(|tenth| estimate_minutes(f64::from(tenth) / 10.0))
            .collect();
        assert!(all.is_sorted());
    }
}
