//! What the family writes down: visits, places hidden, and what was written by mistake.

use super::ReadFormat;
use crate::config::Within;
use crate::domain::EventId;
use clap::Args;

/// Arguments of `visit`.
#[derive(Debug, Args)]
pub struct VisitArgs {
    /// The place: its id, its name, or its catalogue and id, as in malta:mdina
    #[arg(required = true)]
    pub place: Vec<String>,
    /// When you were there: today, yesterday, sat (the latest one, today if it is one) or 2026-11-28 [default: today]
    #[arg(long, value_name = "DAY")]
    pub on: Option<String>,
    /// How you liked it: 1 (not at all) to 5 (again, soon)
    #[arg(long, value_name = "1-5", allow_negative_numbers = true)]
    pub rating: Option<u8>,
    /// What you want to remember of it
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub note: Option<String>,
}

/// Arguments of `hide` and `unhide`.
#[derive(Debug, Args)]
pub struct HideArgs {
    /// The place: its id, its name, or its catalogue and id, as in malta:mdina
    #[arg(required = true)]
    pub place: Vec<String>,
}

/// Arguments of `undo`.
#[derive(Debug, Args)]
pub struct UndoArgs {
    /// The event, by its id [default: the last thing you wrote down]
    pub event: Option<EventId>,
}

/// Arguments of `history`.
#[derive(Debug, Args)]
pub struct HistoryArgs {
    /// The calendar of a year with the days out marked [default: this year]
    #[arg(long, value_name = "YEAR", num_args = 0..=1, allow_negative_numbers = true, value_parser = clap::value_parser!(i16).range(1..=9999))]
    pub calendar: Option<Option<i16>>,
    /// The places near home where you have never been, nearest first
    #[arg(long, conflicts_with = "calendar")]
    pub never_been: bool,
    /// Where you start: a postcode (abroad "DE:10115"), a place, "lat,lon", or a name of your own from the config
    #[arg(
        long,
        value_name = "LOCATION",
        allow_hyphen_values = true,
        requires = "never_been"
    )]
    pub near: Option<String>,
    /// How far: kilometres as the crow flies, or minutes by car [default: 95min]
    #[arg(
        long,
        value_name = "60km|45min",
        allow_hyphen_values = true,
        requires = "never_been"
    )]
    pub within: Option<Within>,
    /// How many places [default: 10]
    #[arg(long, value_name = "N", allow_negative_numbers = true, requires = "never_been", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub top: Option<u32>,
    /// table or json
    #[arg(long, value_enum, default_value = "table")]
    pub format: ReadFormat,
}

/// Arguments of `propose`.
#[derive(Debug, Args)]
pub struct ProposeArgs {
    /// The name as its sign says it
    pub name: Option<String>,
    /// Where it is: a postcode, or "lat,lon"
    #[arg(long, value_name = "POSTCODE|LAT,LON", allow_hyphen_values = true)]
    pub at: Option<String>,
    /// The kind of place: playground
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// An id of its own [default: made from the name]
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// What else is known of it: price=free buggy=yes opening_hours="Mo-Su 10:00-17:00"
    #[arg(value_name = "KEY=VALUE")]
    pub facts: Vec<String>,
}

/// Arguments of `amend`.
#[derive(Debug, Args)]
pub struct AmendArgs {
    /// The place: its id, its name, or its catalogue and id, as in malta:mdina
    pub place: String,
    /// What is to be known of it: price=free at="M20 2RN" toilets=unknown
    #[arg(value_name = "KEY=VALUE", required = true)]
    pub facts: Vec<String>,
}

/// Arguments of `approve`, `reject` and `retire`.
#[derive(Debug, Args)]
pub struct DecideArgs {
    /// The place: its id, its name, or its catalogue and id, as in malta:mdina
    #[arg(required = true)]
    pub place: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub because: Option<String>,
}

/// Arguments of `review`.
#[derive(Debug, Args)]
pub struct ReviewArgs {
    /// table or json
    #[arg(long, value_enum, default_value = "table")]
    pub format: ReadFormat,
}
