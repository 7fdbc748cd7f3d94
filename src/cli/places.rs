//! What `places` and `show` are asked.

use super::ReadFormat;
use super::planning::clock;
use crate::config::Within;
use clap::Args;
use jiff::civil::Time;

/// Arguments of `places`.
#[derive(Debug, Args)]
pub struct PlacesArgs {
    /// A name, or nearly a name; without it, every place
    pub query: Vec<String>,
    /// Only places around here, nearest first: a postcode (abroad "DE:10115"), a place, "lat,lon", or a name of your own from the config
    #[arg(long, value_name = "LOCATION", allow_hyphen_values = true)]
    pub near: Option<String>,
    /// How far around: kilometres as the crow flies, or minutes by car [default: 95min]
    #[arg(long, value_name = "60km|45min", allow_hyphen_values = true)]
    pub within: Option<Within>,
    /// Only these kinds: zoo,museum
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub kind: Vec<String>,
    /// Only places that are known to cost nothing
    #[arg(long)]
    pub free: bool,
    /// Only places that are essentially indoors
    #[arg(long, conflicts_with = "outdoor")]
    pub indoor: bool,
    /// Only places that are mostly outdoors
    #[arg(long)]
    pub outdoor: bool,
    /// Only places of this catalogue: built-in, one that you imported, or your own table by its name
    #[arg(long, value_name = "NAME")]
    pub catalogue: Option<String>,
    /// How many places [default: all]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..))]
    pub top: Option<u32>,
    /// table, json, ndjson or csv [default: table]
    #[arg(long, value_name = "FORMAT", value_parser = clap::builder::PossibleValuesParser::new(crate::config::LIST_FORMATS))]
    pub format: Option<String>,
}

/// Arguments of `show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The place: its id, its name, or its catalogue and id, as in malta:mdina
    #[arg(required = true)]
    pub place: Vec<String>,
    /// Where you start: a postcode (abroad "DE:10115"), a place, "lat,lon", or a name of your own from the config
    #[arg(long, value_name = "LOCATION", allow_hyphen_values = true)]
    pub near: Option<String>,
    /// Which days: today, sat, weekend, 2026-11-28, +3, a list such as sat,sun, or a name of your own (days in the config) [default: the next 7 days]
    #[arg(long, value_name = "DAY")]
    pub on: Option<String>,
    /// When you leave home [default: 10:00]
    #[arg(long, value_name = "HH:MM", value_parser = clock)]
    pub leave: Option<Time>,
    /// When you must be home again
    #[arg(long, value_name = "HH:MM", value_parser = clock)]
    pub back_by: Option<Time>,
    /// Ask no service; use cached forecasts of any age
    #[arg(long, conflicts_with = "refresh")]
    pub offline: bool,
    /// Ask for forecasts and the drive again, however fresh the cached ones are
    #[arg(long)]
    pub refresh: bool,
    /// Climate averages only; ask no service (but Open-Meteo's archive, once, where weather.archive allows it)
    #[arg(long, conflicts_with = "refresh")]
    pub typical: bool,
    /// What happened to it instead: every proposal, decision, amendment and visit, and what passed over what
    #[arg(long, conflicts_with_all = ["near", "on", "leave", "back_by", "offline", "refresh", "typical", "as_of"])]
    pub history: bool,
    /// As it was known at the end of a day that is over: yesterday, sat (the latest one) or 2026-05-01; without the weather
    #[arg(long, value_name = "DAY", conflicts_with_all = ["near", "on", "leave", "back_by", "offline", "refresh", "typical"])]
    pub as_of: Option<String>,
    /// table or json
    #[arg(long, value_enum, default_value = "table")]
    pub format: ReadFormat,
}
