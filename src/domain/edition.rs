//! What a brief said, as far as the next one wants to know: how its days looked, and which places it named.

use jiff::Timestamp;
use jiff::civil::Date;

/// A brief that was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// What it was about: where from, and which days.
    pub about: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was sent by mail, where it was.
    pub sent_at: Option<Timestamp>,
    /// Its days, in order.
    pub days: Vec<DayLook>,
    /// The places, the best first: id and name.
    pub places: Vec<(String, String)>,
}

/// How a day looked over the places of a brief.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DayLook {
    /// The day.
    pub day: Date,
    /// The share of hours that were dry, 0..=1.
    pub dry_share: f64,
}
