//! Whose clock is kept at many points, one after another: what `zone_at` says of each, without its walk through all places of the
//! same latitude.

use super::gazetteer::Gazetteer;
use super::surroundings::{self, ZONE_KM};
use crate::domain::Position;
use jiff::tz::TimeZone;
use rstar::RTree;
use rstar::primitives::GeomWithData;
use std::cell::{Cell, OnceCell};

/// So many points are looked up one by one: the index takes as long to make as some hundreds of them (measured).
const ONE_BY_ONE: u32 = 200;
/// Two places whose distances differ by less are both looked at, km: far more than the arithmetic is off by.
const MARGIN_KM: f64 = 0.001;
/// The Earth's radius, km: that of the distances between positions.
const EARTH_KM: f64 = 6371.0088;

/// A place whose people have been counted: where it is as seen from the middle of the Earth, and the number of its zone.
type Town = GeomWithData<[f64; 3], u16>;

/// The zones of many points.
#[derive(Debug, Default)]
pub struct Zones {
    asked: Cell<u32>,
    towns: OnceCell<RTree<Town>>,
}

impl Zones {
    /// Returns the zones, of which none has been asked for.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the time zone of the nearest town; far from any, the hours that the longitude gives.
    #[must_use]
    pub fn at(&self, position: Position) -> TimeZone {
        let asked = self.asked.get();
        if asked >= ONE_BY_ONE {
            if let Some(zone) = self.beyond_doubt(position) {
                return zone;
            }
        } else {
            self.asked.set(asked + 1);
        }
        surroundings::zone(position).0
    }

    /// Returns the zone of the nearest town, unless one of another zone is as near or there is none in reach: then the gazetteer
    /// has to say.
    fn beyond_doubt(&self, position: Position) -> Option<TimeZone> {
        let towns = self.towns.get_or_init(towns);
        let here = from_the_middle(position);
        let (nearest, square) = towns.nearest_neighbor_iter_with_distance_2(&here).next()?;
        let reach = square.sqrt() + MARGIN_KM;
        // A chord is shorter than the way over the ground, by less than 30 m within this reach.
        if reach > ZONE_KM - 1.0 {
            return None;
        }
        let mut near = towns.locate_within_distance(here, reach * reach);
        if near.any(|town| town.data != nearest.data) {
            return None;
        }
        Gazetteer::embedded().zone(nearest.data)
    }
}

fn towns() -> RTree<Town> {
    let counted = Gazetteer::embedded().counted();
    let towns = counted.map(|(position, zone)| Town::new(from_the_middle(position), zone));
    RTree::bulk_load(towns.collect())
}

/// Returns where a position is as seen from the middle of the Earth, km; places with the shortest chord between them are those with
/// the shortest way.
fn from_the_middle(position: Position) -> [f64; 3] {
    let (lat, lon) = (position.lat().to_radians(), position.lon().to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()].map(|share| share * EARTH_KM)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    /// Zones whose index answers from the first point on.
    fn indexed() -> Zones {
        let zones = Zones::new();
        zones.asked.set(ONE_BY_ONE);
        zones
    }

    fn at(lat: f64, lon: f64) -> Position {
        Position::new(lat, lon).unwrap()
    }

    /// A grid of points around one, so many degrees high and wide.
    fn around([lat, lon]: [f64; 2], degrees: f64) -> impl Iterator<Item = Position> {
        let steps = move |middle: f64| {
            (-12..=12_i32).map(move |step| middle + degrees * f64::from(step) / 24.0)
        };
        steps(lat).flat_map(move |lat| steps(lon).map(move |lon| at(lat, lon)))
    }

    #[rstest]
    #[case::ireland_and_the_north([54.3, -7.3], 1.2, 2)]
    #[case::france_and_switzerland([46.4, 6.4], 1.0, 2)]
    #[case::spain_and_portugal([41.9, -6.9], 2.0, 2)]
    #[case::indiana([38.3, -87.0], 2.0, 3)]
    #[case::where_the_day_changes([-16.5, 180.0], 0.0, 1)]
    fn on_either_side_of_a_border_it_is_what_the_gazetteer_says(
        #[case] middle: [f64; 2],
        #[case] degrees: f64,
        #[case] at_least: usize,
    ) {
        let zones = indexed();
        let mut known = std::collections::BTreeSet::new();
        for point in around(middle, degrees) {
            let zone = zones.at(point);
            assert_eq!(zone, surroundings::zone(point).0, "{point:?}");
            known.insert(zone.iana_name().unwrap_or_default().to_owned());
        }
        assert!(known.len() >= at_least, "{known:?}");
    }

    #[test]
    fn between_two_towns_with_two_clocks_the_gazetteer_says_which() {
        let (zones, gazetteer) = (indexed(), Gazetteer::embedded());
        // Derry and Letterkenny, Basel and Saint-Louis, Tui and Valença: the middle of each two, and a little beside it.
        let pairs = [
            ([54.9981, -7.3093], [54.95, -7.7336]),
            ([47.5584, 7.5733], [47.5921, 7.5592]),
            ([42.0471, -8.6444], [42.0282, -8.6431]),
        ];
        for ([lat, lon], [other_lat, other_lon]) in pairs {
            for share in 0..=1000 {
                let share = f64::from(share) / 1000.0;
                let point = at(
                    lat + share * (other_lat - lat),
                    lon + share * (other_lon - lon),
                );
                assert_eq!(zones.at(point), surroundings::zone(point).0, "{point:?}");
            }
        }
        assert!(gazetteer.counted().count() > 70_000);
    }

    #[test]
    fn the_index_is_made_only_for_many() {
        let zones = Zones::new();
        for _ in 0..ONE_BY_ONE {
            let _ = zones.at(at(53.4, -2.2));
            assert!(zones.towns.get().is_none());
        }
        let zone = zones.at(at(53.4, -2.2));
        assert!(zones.towns.get().is_some());
        assert_eq!(zone.iana_name(), Some("Europe/London"));
    }

    #[test]
    fn anywhere_on_earth_it_is_what_the_gazetteer_says() {
        let zones = indexed();
        let mut runner = proptest::test_runner::TestRunner::default();
        let anywhere = (-90.0_f64..=90.0, -180.0_f64..=180.0);
        let result = runner.run(&anywhere, |(lat, lon)| {
            let point = at(lat, lon);
            prop_assert_eq!(zones.at(point), surroundings::zone(point).0);
            Ok(())
        });
        assert_eq!(result, Ok(()));
    }

    #[test]
    fn at_every_thousandth_town_it_is_the_towns() {
        let zones = indexed();
        for (position, _) in Gazetteer::embedded().counted().step_by(1000) {
            let zone = zones.at(position);
            assert_eq!(zone, surroundings::zone(position).0, "{position:?}");
        }
    }
}
