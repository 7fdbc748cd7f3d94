//! How far a place is: the great-circle distance and the minutes by road.
//! The estimate's formula and its error are in the planner's constants; this is the result.

use super::Way;

/// A drive from home to a place, one way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Journey {
    /// Great-circle distance, km.
    pub crow_km: f64,
    /// Distance by road, round the waters between, km.
    pub road_km: f64,
    /// Minutes by car, not rounded.
    pub minutes: f64,
    /// Bearing from home, degrees clockwise from north, 0..360.
    pub bearing: f64,
    /// Whether the way is known to cross water that no road does: a ferry, which is in the minutes of a route only.
    pub over_water: bool,
    /// The water that makes the drive much longer than the straight line, as it follows "round": "Loch Fyne".
    pub around: Option<&'static str>,
    /// Where minutes and road distance come from.
    pub method: JourneyMethod,
}

impl Journey {
    /// Returns the direction from home as one of eight compass points.
    #[must_use]
    pub fn compass(&self) -> Compass {
        Compass::of(self.bearing)
    }

    /// Returns the journey with the minutes and kilometres of `way`; what that does not say stays as it is.
    #[must_use]
    pub fn along(self, way: Way) -> Self {
        match way {
            Way::Road(route) => Self {
                minutes: route.minutes(),
                road_km: route.km().unwrap_or(self.road_km),
                around: None,
                method: JourneyMethod::Osrm,
                ..self
            },
            Way::NoRoad => Self {
                method: JourneyMethod::NoRoad,
                ..self
            },
        }
    }

    /// Returns whether the minutes are those of a route, not an estimate.
    #[must_use]
    pub fn is_routed(&self) -> bool {
        self.method == JourneyMethod::Osrm
    }

    /// Returns whether there is a ferry on the way that is not in the minutes.
    #[must_use]
    pub fn lacks_ferry(&self) -> bool {
        self.over_water && !self.is_routed()
    }
}

/// Where a journey's minutes come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JourneyMethod {
    /// The formula fitted on straight-line distance: say "about".
    Estimate,
    /// The same, because a service that knows the roads found none: say so.
    NoRoad,
    /// A route of an OSRM server.
    Osrm,
}

impl JourneyMethod {
    /// Returns the word the JSON contract uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Estimate | Self::NoRoad => "estimate",
            Self::Osrm => "osrm",
        }
    }
}

/// One of the eight compass points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compass {
    /// North.
    N,
    /// North-east.
    Ne,
    /// East.
    E,
    /// South-east.
    Se,
    /// South.
    S,
    /// South-west.
    Sw,
    /// West.
    W,
    /// North-west.
    Nw,
}

impl Compass {
    /// Returns the point nearest to `bearing`, degrees clockwise from north.
    #[must_use]
    pub fn of(bearing: f64) -> Self {
        const POINTS: [Compass; 8] = [
            Compass::N,
            Compass::Ne,
            Compass::E,
            Compass::Se,
            Compass::S,
            Compass::Sw,
            Compass::W,
            Compass::Nw,
        ];
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0..=8 after rem_euclid"
        )]
        let eighth = (bearing.rem_euclid(360.0) / 45.0).round() as usize;
        POINTS[eighth % POINTS.len()]
    }

    /// Returns the letters: "N", "NE", ...
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::N => "N",
            Self::Ne => "NE",
            Self::E => "E",
            Self::Se => "SE",
            Self::S => "S",
            Self::Sw => "SW",
            Self::W => "W",
            Self::Nw => "NW",
        }
    }
}
