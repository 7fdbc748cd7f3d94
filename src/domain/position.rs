//! A point on the Earth in WGS84 degrees, checked once when it is made.
//! Distances and bearings are geo's haversine, in kilometres and degrees.

use geo::{Bearing, Distance, Haversine, Point};
use thiserror::Error;

/// A point on the Earth: latitude -90..=90 and longitude -180..=180, WGS84 degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    lat: f64,
    lon: f64,
}

/// A latitude or longitude that is not on the Earth.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum PositionOutOfRange {
    /// The latitude is not in -90..=90 degrees.
    #[error("latitude {0} is not between -90 and 90")]
    Latitude(f64),
    /// The longitude is not in -180..=180 degrees.
    #[error("longitude {0} is not between -180 and 180")]
    Longitude(f64),
}

impl Position {
    /// Returns the position at `lat`, `lon` in WGS84 degrees.
    ///
    /// # Errors
    /// Names the value that is out of range or not a number.
    ///
    /// ```
    /// use kidtrip::domain::Position;
    /// let manchester = Position::new(53.4808, -2.2426)?;
    /// let liverpool = Position::new(53.4084, -2.9916)?;
    /// assert_eq!(manchester.distance_km(liverpool).round(), 50.0);
    /// assert!(Position::new(91.0, 0.0).is_err());
    /// # Ok::<(), kidtrip::domain::PositionOutOfRange>(())
    /// ```
    pub fn new(lat: f64, lon: f64) -> Result<Self, PositionOutOfRange> {
        if !(-90.0..=90.0).contains(&lat) {
            return Err(PositionOutOfRange::Latitude(lat));
        }
        if !(-180.0..=180.0).contains(&lon) {
            return Err(PositionOutOfRange::Longitude(lon));
        }
        Ok(Self { lat, lon })
    }

    /// Returns a position of a table that is written in the program; its tests check that it is on the Earth.
    pub(super) const fn of_table(lat: f64, lon: f64) -> Self {
        Self { lat, lon }
    }

    /// Returns the latitude in degrees north.
    #[must_use]
    pub const fn lat(self) -> f64 {
        self.lat
    }

    /// Returns the longitude in degrees east.
    #[must_use]
    pub const fn lon(self) -> f64 {
        self.lon
    }

    /// Returns the great-circle distance in kilometres (haversine on the IUGG mean radius, 6371.0088 km).
    #[must_use]
    pub fn distance_km(self, to: Self) -> f64 {
        Haversine.distance(self.point(), to.point()) / 1000.0
    }

    /// Returns the initial bearing in degrees clockwise from north, 0..360.
    #[must_use]
    pub fn bearing(self, to: Self) -> f64 {
        Haversine
            .bearing(self.point(), to.point())
            .rem_euclid(360.0)
    }

    fn point(self) -> Point {
        Point::new(self.lon, self.lat)
    }
}
