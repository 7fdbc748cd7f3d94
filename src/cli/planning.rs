//! The flags that the planning commands share.

use crate::config::{Within, score_of};
use clap::Args;
use jiff::civil::Time;

/// Arguments of `suggest`.
#[derive(Debug, Args)]
pub struct SuggestArgs {
    /// The shared flags.
    #[command(flatten)]
    pub planning: Planning,
}

/// Arguments of `brief`.
#[derive(Debug, Args)]
pub struct BriefArgs {
    /// The shared flags.
    #[command(flatten)]
    pub planning: Planning,
    /// Who is to get it, with commas between [default: mail.to in the config]
    #[arg(long, value_name = "ADDRESS")]
    pub to: Option<String>,
    /// Send it by the mail server of the config, once however often this is run
    #[arg(long)]
    pub send: bool,
    /// Send it though it was sent already
    #[arg(long, requires = "send")]
    pub again: bool,
}

/// The flags of every planning command.
#[derive(Debug, Clone, Args)]
pub struct Planning {
    /// Where you start: a postcode (abroad "DE:10115"), a place ("Newport, Shropshire"), "lat,lon", or a name of your own (places in the config)
    #[arg(long, value_name = "LOCATION", allow_hyphen_values = true)]
    pub near: Option<String>,
    /// When: today, tomorrow, sat, weekend, week, 2026-11-28, +3, a list such as sat,sun, or a name of your own (days in the config) [default: today before noon, else tomorrow]
    #[arg(long, value_name = "DAY")]
    pub on: Option<String>,
    /// A list for each day, instead of one in which every place is on its best day
    #[arg(long)]
    pub each_day: bool,
    /// When you leave home [default: 10:00]
    #[arg(long, value_name = "HH:MM", value_parser = clock)]
    pub leave: Option<Time>,
    /// When you must be home again
    #[arg(long, value_name = "HH:MM", value_parser = clock)]
    pub back_by: Option<Time>,
    /// How far you go: kilometres as the crow flies, or minutes by car [default: 95min]
    #[arg(long, value_name = "60km|45min", allow_hyphen_values = true)]
    pub within: Option<Within>,
    /// The longest drive, minutes
    #[arg(long, value_name = "MIN", allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=1440))]
    pub max_drive: Option<u32>,
    /// Only these kinds: zoo,museum
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub kind: Vec<String>,
    /// The children's ages: 2,7
    #[arg(long, value_name = "AGE", value_delimiter = ',', allow_negative_numbers = true, value_parser = clap::value_parser!(u8).range(0..=17))]
    pub age: Vec<u8>,
    /// Only places that cost nothing
    #[arg(long)]
    pub free: bool,
    /// Only places a buggy gets round
    #[arg(long)]
    pub buggy: bool,
    /// Only places that admit dogs
    #[arg(long)]
    pub dog: bool,
    /// Only places that are essentially indoors
    #[arg(long, conflicts_with = "outdoor")]
    pub indoor: bool,
    /// Only places that are mostly outdoors
    #[arg(long)]
    pub outdoor: bool,
    /// Plan on climate averages; ask no service (but Open-Meteo's archive, once, where weather.archive allows it)
    #[arg(long, conflicts_with_all = ["refresh", "require_forecast"])]
    pub typical: bool,
    /// How many places [default: 10]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub top: Option<u32>,
    /// The least score worth suggesting, 0 to 100
    #[arg(long, value_name = "S", allow_negative_numbers = true, value_parser = score_of)]
    pub min_score: Option<f64>,
    /// table, json, ndjson, csv, markdown, html (one page), email (one message), ics (a calendar), geojson or gpx (waypoints) [default: table]
    #[arg(long, value_name = "FORMAT", value_parser = clap::builder::PossibleValuesParser::new(crate::config::FORMATS))]
    pub format: Option<String>,
    /// Show the arithmetic of each place, and what the weather ruled out
    #[arg(long)]
    pub explain: bool,
    /// Ask no service; use cached forecasts of any age
    #[arg(long, conflicts_with = "refresh")]
    pub offline: bool,
    /// Ask for forecasts and drives again, however fresh the cached ones are
    #[arg(long)]
    pub refresh: bool,
    /// Fail with exit code 4 when no forecast can be had
    #[arg(long)]
    pub require_forecast: bool,
    /// No warnings on standard error
    #[arg(long, short, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more on standard error
    #[arg(long, short)]
    pub verbose: bool,
}

pub(super) fn clock(text: &str) -> Result<Time, String> {
    text.parse()
        .map_err(|_| "expected a time of day such as 10:00".to_owned())
}
