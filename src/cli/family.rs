//! What the family writes down: visits, places hidden, and what was written by mistake.

use crate::domain::EventId;
use clap::Args;

/// Arguments of `visit`.
#[derive(Debug, Args)]
pub struct VisitArgs {
    /// The place: its id or its name
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
    /// The place: its id or its name
    #[arg(required = true)]
    pub place: Vec<String>,
}

/// Arguments of `undo`.
#[derive(Debug, Args)]
pub struct UndoArgs {
    /// The event, by its id [default: the last thing you wrote down]
    pub event: Option<EventId>,
}
