//! What the family writes down: visits, places hidden, and what was written by mistake.

use super::ReadFormat;
use crate::domain::EventId;
use clap::{Args, Subcommand};

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
    /// table or json
    #[arg(long, value_enum, default_value = "table")]
    pub format: ReadFormat,
}

/// Arguments of `log`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct LogArgs {
    #[command(subcommand)]
    /// What to do with it; `list` where nothing is said.
    pub command: Option<LogCommand>,
    #[command(flatten)]
    /// Which events to list.
    pub list: LogListArgs,
}

/// The subcommands of `log`.
#[derive(Debug, Subcommand)]
pub enum LogCommand {
    /// List what was written down, the oldest first.
    List(LogListArgs),
}

/// Arguments of `log list`.
#[derive(Debug, Args)]
pub struct LogListArgs {
    /// Only what is about this place: its id, its name, or its catalogue and id
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    /// Only events of these types: VisitRecorded,DestinationHidden
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    pub types: Vec<String>,
    /// Only what this person wrote down
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Only what was written down since: today, yesterday, sat (the latest one) or 2026-11-28
    #[arg(long, value_name = "DAY")]
    pub since: Option<String>,
    /// table, json (with what was undone, and what was written apart) or ndjson (an event a line, as it is kept)
    #[arg(long, value_enum, default_value = "table")]
    pub format: LogFormat,
}

/// How the log is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// For the eye.
    Table,
    /// One JSON document.
    Json,
    /// An event a line, as it is kept.
    Ndjson,
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
