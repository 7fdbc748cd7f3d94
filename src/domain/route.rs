//! What a service that knows the roads says of a drive, and the points it is asked about.
//! Kept in whole numbers, so that an answer from the cache is the answer that came from the network.

use super::Position;
use std::fmt;

/// A position to four decimals of a degree, some 11 m: as road services are asked about it and as what they
/// answered is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Waypoint {
    lat_e4: i32,
    lon_e4: i32,
}

impl Waypoint {
    /// Returns the waypoint nearest to `position`.
    #[must_use]
    pub fn of(position: Position) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "degrees are within -180..=180"
        )]
        let e4 = |degrees: f64| (degrees * 1e4).round() as i32;
        Self {
            lat_e4: e4(position.lat()),
            lon_e4: e4(position.lon()),
        }
    }

    /// Returns the latitude in degrees north.
    #[must_use]
    pub fn lat(self) -> f64 {
        f64::from(self.lat_e4) / 1e4
    }

    /// Returns the longitude in degrees east.
    #[must_use]
    pub fn lon(self) -> f64 {
        f64::from(self.lon_e4) / 1e4
    }
}

/// "53.4132,-2.2314".
impl fmt::Display for Waypoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.4},{:.4}", self.lat(), self.lon())
    }
}

/// A drive along roads and ferries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// How long it takes, tenths of a second: what services resolve.
    pub tenths_of_seconds: u32,
    /// How long it is, where that was said.
    pub metres: Option<u32>,
}

impl Route {
    /// Returns the minutes.
    #[must_use]
    pub fn minutes(self) -> f64 {
        f64::from(self.tenths_of_seconds) / 600.0
    }

    /// Returns the kilometres.
    #[must_use]
    pub fn km(self) -> Option<f64> {
        self.metres.map(|metres| f64::from(metres) / 1000.0)
    }
}

/// What a service found between two waypoints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A drive.
    Road(Route),
    /// No drive: another island, or no road near the place.
    NoRoad,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::rounded(53.413_249, -2.231_351, "53.4132,-2.2314")]
    #[case::south_and_east(-33.868_8, 151.209_3, "-33.8688,151.2093")]
    #[case::less_than_a_metre_from_the_equator(-0.000_001, 0.000_001, "0.0000,0.0000")]
    fn a_waypoint_is_told_to_eleven_metres(#[case] lat: f64, #[case] lon: f64, #[case] told: &str) {
        assert_eq!(
            Waypoint::of(Position::new(lat, lon).unwrap()).to_string(),
            told
        );
    }

    proptest! {
        #[test]
        fn a_waypoint_is_within_eight_metres_and_is_its_own(lat in -90.0..=90.0_f64, lon in -180.0..=180.0_f64) {
            let position = Position::new(lat, lon).unwrap();
            let waypoint = Waypoint::of(position);
            let back = Position::new(waypoint.lat(), waypoint.lon()).unwrap();
            prop_assert!(position.distance_km(back) < 0.008);
            prop_assert_eq!(Waypoint::of(back), waypoint);
        }
    }
}
