//! What `log` is asked: the events themselves, told, sent to another parent, and taken in from one.

use super::ReadFormat;
use clap::{Args, Subcommand};
use std::path::PathBuf;

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
    /// Print the last events, and then each as it is written down, until Ctrl-C.
    Follow(LogFollowArgs),
    /// Print the events as they are kept, a line of JSON each: for another parent's `log import`, or a backup.
    Export(LogExportArgs),
    /// Take in the events of a file that `log export` has made; those that are known stay as they are.
    Import(LogImportArgs),
    /// Take in the events of another data folder, or of any folder with an events.jsonl.
    Merge(LogMergeArgs),
    /// Make everything again that is made from the log.
    Rebuild,
    /// Count what was written down: by type, by person, by month.
    Statistics(LogStatisticsArgs),
    /// List the programs that are run for events, what waits for them, and what they failed at.
    Hooks(LogHooksArgs),
}

/// Which events are meant.
#[derive(Debug, Args)]
pub struct LogFilterArgs {
    /// Only what is about this place: its id, its name, or its catalogue and id
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    /// Only events of these types: VisitRecorded,DestinationHidden
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    pub types: Vec<String>,
    /// Only what this person wrote down
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}

/// Arguments of `log list`.
#[derive(Debug, Args)]
pub struct LogListArgs {
    #[command(flatten)]
    /// Which events.
    pub filter: LogFilterArgs,
    /// Only what was written down since: today, yesterday, sat (the latest one) or 2026-11-28; or after an event, by its id
    #[arg(long, value_name = "DAY|ID")]
    pub since: Option<String>,
    /// table, json (with what was undone, and what was written apart), ndjson (an event a line, as it is kept) or csv
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
    /// For a spreadsheet.
    Csv,
}

/// Arguments of `log follow`.
#[derive(Debug, Args)]
pub struct LogFollowArgs {
    #[command(flatten)]
    /// Which events.
    pub filter: LogFilterArgs,
    /// How many of the events that are there to begin with
    #[arg(long, value_name = "N", default_value = "10")]
    pub last: usize,
    /// table or ndjson (an event a line, as it is kept)
    #[arg(long, value_enum, default_value = "table")]
    pub format: FollowFormat,
}

/// How events are printed as they come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum FollowFormat {
    /// For the eye.
    Table,
    /// An event a line, as it is kept.
    Ndjson,
}

/// Arguments of `log export`.
#[derive(Debug, Args)]
pub struct LogExportArgs {
    /// Only what was written down since: today, yesterday, sat or 2026-11-28; or what came into this log after an event, by its id
    #[arg(long, value_name = "DAY|ID")]
    pub since: Option<String>,
}

/// Arguments of `log import`.
#[derive(Debug, Args)]
pub struct LogImportArgs {
    /// The file; - reads standard input
    pub file: PathBuf,
    /// table or json: how to print what was new, left out, and decided both ways
    #[arg(long, value_enum, default_value = "table")]
    pub format: ReadFormat,
}

/// Arguments of `log merge`.
#[derive(Debug, Args)]
pub struct LogMergeArgs {
    /// The folder; nothing in it is changed
    pub folder: PathBuf,
    /// table or json: how to print what was new, left out, and decided both ways
    #[arg(long, value_enum, default_value = "table")]
    pub format: ReadFormat,
}

/// Arguments of `log statistics`.
#[derive(Debug, Args)]
pub struct LogStatisticsArgs {
    /// table or json
    #[arg(long, value_enum, default_value = "table")]
    pub format: ReadFormat,
}

/// Arguments of `log hooks`.
#[derive(Debug, Args)]
pub struct LogHooksArgs {
    /// Run them first for what waits
    #[arg(long)]
    pub run: bool,
    /// table or json
    #[arg(long, value_enum, default_value = "table")]
    pub format: ReadFormat,
}
