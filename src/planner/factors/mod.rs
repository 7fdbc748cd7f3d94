//! The soft rules, one file each: every factor is a value in (0, 1] with a weight.
//! Together they are a weighted geometric mean, so that no strength makes up for a hopeless weakness.

pub mod fit;
pub mod journey;
pub mod novelty;
pub mod weather;

/// One soft rule's verdict on a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Factor {
    /// Which rule: "weather", "journey", "novelty", "fit".
    pub id: &'static str,
    /// Its verdict, 0 (exclusive) ..= 1.
    pub value: f64,
    /// How much it counts; only the ratio to the others matters.
    pub weight: f64,
}

/// The least a factor can be: a geometric mean must not be annihilated.
const FLOOR: f64 = 0.01;

impl Factor {
    /// Returns a factor, its value brought into 0.01..=1; a value that is not a number counts as the least.
    #[must_use]
    pub fn new(id: &'static str, value: f64, weight: f64) -> Self {
        let value = if value.is_nan() {
            FLOOR
        } else {
            value.clamp(FLOOR, 1.0)
        };
        Self { id, value, weight }
    }
}

/// Returns the weighted geometric mean of `factors` times 100, in 0..=100.
///
/// ```
/// use kidtrip::planner::{Factor, combine};
/// let score = combine(&[Factor::new("weather", 0.64, 0.5), Factor::new("journey", 1.0, 0.5)]);
/// assert!((score - 80.0).abs() < 1e-9);
/// ```
#[must_use]
pub fn combine(factors: &[Factor]) -> f64 {
    let total: f64 = factors.iter().map(|factor| factor.weight).sum();
    if total <= 0.0 {
        return 100.0;
    }
    let log: f64 = factors
        .iter()
        .map(|factor| factor.weight * factor.value.ln())
        .sum();
    (100.0 * (log / total).exp()).clamp(0.0, 100.0)
}
