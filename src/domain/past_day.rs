//! The weather of a day that is over, at one place.
//! What was not measured or modelled is `None`: never zero, never a guess.

/// What is known of a day that is over.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PastDay {
    /// The highest temperature, degrees Celsius.
    pub tmax_c: Option<f64>,
    /// The lowest temperature, degrees Celsius.
    pub tmin_c: Option<f64>,
    /// What fell in all, millimetres.
    pub rain_mm: Option<f64>,
    /// Bright sunshine, hours.
    pub sun_hours: Option<f64>,
}

impl PastDay {
    /// Returns whether temperatures and rain are known.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.tmax_c.is_some() && self.tmin_c.is_some() && self.rain_mm.is_some()
    }
}
