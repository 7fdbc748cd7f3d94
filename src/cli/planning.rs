//! The flags that the planning commands share.

use clap::Args;
use jiff::civil::Time;
use std::str::FromStr;

/// Arguments of `suggest`.
#[derive(Debug, Args)]
pub struct SuggestArgs {
    /// The shared flags.
    #[command(flatten)]
    pub planning: Planning,
}

/// The flags of every planning command.
#[derive(Debug, Args)]
pub struct Planning {
    /// Where you start: a postcode, a place ("Newport, Shropshire"), "lat,lon", or a name of your own (places in the config)
    #[arg(long, value_name = "LOCATION", allow_hyphen_values = true)]
    pub near: Option<String>,
    /// When: today, tomorrow, sat, weekend, week, 2026-11-28, +3, or a list such as sat,sun [default: today before noon, else tomorrow]
    #[arg(long, value_name = "DAY")]
    pub on: Option<String>,
    /// When you leave home [default: 10:00]
    #[arg(long, value_name = "HH:MM", value_parser = clock)]
    pub leave: Option<Time>,
    /// When you must be home again
    #[arg(long, value_name = "HH:MM", value_parser = clock)]
    pub back_by: Option<Time>,
    /// How far you go: kilometres as the crow flies, or minutes by car [default: 95min]
    #[arg(long, value_name = "60km|45min", allow_hyphen_values = true)]
    pub within: Option<WithinArg>,
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
    /// Plan on climate averages; ask no service
    #[arg(long, conflicts_with_all = ["refresh", "require_forecast"])]
    pub typical: bool,
    /// How many places [default: 10]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub top: Option<u32>,
    /// The least score worth suggesting, 0 to 100
    #[arg(long, value_name = "S", allow_negative_numbers = true, value_parser = score)]
    pub min_score: Option<f64>,
    /// table, json, ndjson or csv [default: table]
    #[arg(long, value_name = "FORMAT", value_parser = clap::builder::PossibleValuesParser::new(crate::config::FORMATS))]
    pub format: Option<String>,
    /// Show the arithmetic of each place, and what the weather ruled out
    #[arg(long)]
    pub explain: bool,
    /// Ask no service; use cached forecasts of any age
    #[arg(long, conflicts_with = "refresh")]
    pub offline: bool,
    /// Ask for forecasts again, however fresh the cached ones are
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

/// A distance or a time: "60km", "45min".
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum WithinArg {
    /// Great-circle kilometres.
    Km(f64),
    /// Minutes by car.
    Minutes(f64),
}

impl FromStr for WithinArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let lower = text.trim().to_lowercase();
        let split = lower
            .find(|letter: char| letter.is_alphabetic())
            .unwrap_or(lower.len());
        let (number, unit) = lower.split_at(split);
        let amount: f64 = number.trim().parse().map_err(|_| expected())?;
        if !amount.is_finite() || amount <= 0.0 {
            return Err("expected more than 0, such as 60km or 45min".to_owned());
        }
        match unit {
            "km" => Ok(Self::Km(amount)),
            "mi" | "mile" | "miles" => Ok(Self::Km(amount * KM_PER_MILE)),
            "min" | "mins" | "m" => Ok(Self::Minutes(amount)),
            "h" | "hour" | "hours" => Ok(Self::Minutes(amount * 60.0)),
            "" => Err("say km or min, such as 60km or 45min".to_owned()),
            _ => Err(expected()),
        }
    }
}

/// The international mile, km.
const KM_PER_MILE: f64 = 1.609_344;

fn expected() -> String {
    "expected kilometres or minutes, such as 60km or 45min".to_owned()
}

fn clock(text: &str) -> Result<Time, String> {
    text.parse()
        .map_err(|_| "expected a time of day such as 10:00".to_owned())
}

fn score(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(score) if (0.0..=100.0).contains(&score) => Ok(score),
        _ => Err("expected a score from 0 to 100".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::kilometres("60km", WithinArg::Km(60.0))]
    #[case::with_a_space("60 km", WithinArg::Km(60.0))]
    #[case::minutes("45min", WithinArg::Minutes(45.0))]
    #[case::an_hour_and_a_half("1.5h", WithinArg::Minutes(90.0))]
    #[case::miles("10mi", WithinArg::Km(16.09344))]
    fn a_reach_is_kilometres_or_minutes(#[case] text: &str, #[case] expected: WithinArg) {
        assert_eq!(text.parse(), Ok(expected));
    }

    #[rstest]
    #[case::a_fruit("banana")]
    #[case::no_unit("45")]
    #[case::negative("-5min")]
    #[case::nothing("0km")]
    #[case::infinite("infkm")]
    #[case::empty("")]
    fn anything_else_is_refused(#[case] text: &str) {
        assert!(text.parse::<WithinArg>().is_err());
    }
}
