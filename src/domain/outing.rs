//! What the family asks for: from where, on which days, within which limits.

use super::{Journey, Location};
use jiff::ZonedDateTime;
use jiff::civil::{Date, Time};

/// A day out as it was asked for.
#[derive(Debug, Clone)]
pub struct Outing {
    /// Home, or wherever the day starts.
    pub origin: Location,
    /// The days in question, in order, each once; at least one.
    pub days: Vec<Date>,
    /// When the family leaves home, by the clock there.
    pub leave: Time,
    /// When it must be home again, by the clock there.
    pub back_by: Option<Time>,
    /// The instant of asking, by the clock at home: nobody leaves before it, and the forecast's lead is counted from its day.
    pub asked_at: ZonedDateTime,
    /// What a place must satisfy.
    pub limits: Limits,
}

impl Outing {
    /// Returns the date at home at the instant of asking.
    #[must_use]
    pub fn today(&self) -> Date {
        self.asked_at.date()
    }

    /// Returns how many days ahead `day` lies; today is 0, a past day negative.
    #[must_use]
    pub fn lead_days(&self, day: Date) -> i32 {
        day.duration_since(self.today())
            .as_hours()
            .try_into()
            .map_or(0, |hours: i32| hours / 24)
    }
}

/// What a place must satisfy to be suggested.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    /// How far the family will go.
    pub reach: Reach,
    /// The categories wanted, by id; empty for any.
    pub kinds: Vec<String>,
    /// The children's ages in whole years; empty when not said.
    pub ages: Vec<u8>,
    /// Only places that cost nothing.
    pub free: bool,
    /// Only places a buggy gets round.
    pub buggy: bool,
    /// Only places that admit dogs.
    pub dog: bool,
    /// Only places that are essentially indoors.
    pub indoor: bool,
    /// Only places that are mostly outdoors.
    pub outdoor: bool,
}

/// How far the family will go; each limit that is set is hard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reach {
    /// Great-circle kilometres.
    pub km: Option<f64>,
    /// Minutes by car.
    pub minutes: Option<f64>,
}

impl Reach {
    /// Minutes by car when nothing was said: the edge of a family's ideal day out
    /// (a survey of 2,000 families: at most 83 km, about 95 minutes by the formula).
    pub const DEFAULT_MINUTES: f64 = 95.0;

    /// Returns whether a journey is within every limit. A limit in minutes keeps what is over the water out, as
    /// nobody knows the minutes of a ferry but a route that takes it. One in kilometres does not.
    #[must_use]
    pub fn allows(&self, journey: &Journey) -> bool {
        let in_time = |most| journey.minutes <= most && !journey.lacks_ferry();
        self.km.is_none_or(|most| journey.crow_km <= most) && self.minutes.is_none_or(in_time)
    }
}

impl Default for Reach {
    fn default() -> Self {
        Self {
            km: None,
            minutes: Some(Self::DEFAULT_MINUTES),
        }
    }
}
