//! The places around a point: a circle on the Earth, or everywhere.
//! A question to catalogues that can answer it without looking at every place.

use super::Position;

/// The positions at most so many kilometres of great circle from a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Circle {
    /// The middle.
    pub centre: Position,
    /// The radius, km.
    pub km: f64,
}

impl Circle {
    /// Returns whether `position` is in the circle, its edge included.
    #[must_use]
    pub fn holds(&self, position: Position) -> bool {
        self.centre.distance_km(position) <= self.km
    }
}

/// Which positions are asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Area {
    /// All.
    Everywhere,
    /// Those in a circle.
    Within(Circle),
}

impl Area {
    /// Returns whether `position` is asked for.
    #[must_use]
    pub fn holds(&self, position: Position) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Within(circle) => circle.holds(position),
        }
    }

    /// Returns the area with this much more around it, km.
    #[must_use]
    pub fn wider(self, km: f64) -> Self {
        match self {
            Self::Everywhere => Self::Everywhere,
            Self::Within(circle) => Self::Within(Circle {
                km: circle.km.max(0.0) + km,
                ..circle
            }),
        }
    }
}
