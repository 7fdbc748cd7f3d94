//! What `forecast` is asked.

use super::planning::clock;
use crate::error::Error;
use clap::Args;
use jiff::civil::Time;

/// Arguments of `forecast`.
#[derive(Debug, Args)]
pub struct ForecastArgs {
    /// A place by its id or whole name; else a location: a postcode, a town, "lat,lon", or a name of your own from the config
    #[arg(value_name = "PLACE|LOCATION", allow_hyphen_values = true)]
    pub of: String,
    /// Its other words, where it is not in quotes.
    #[arg(hide = true)]
    pub words: Vec<String>,
    /// Which days: today, sat, weekend, 2026-11-28, +3, or a list such as sat,sun [default: today before noon, else tomorrow]
    #[arg(long, value_name = "DAY")]
    pub on: Option<String>,
    /// Where you start, to mark when you would be there: a postcode, a place, "lat,lon", or a name of your own from the config
    #[arg(long, value_name = "LOCATION", allow_hyphen_values = true)]
    pub near: Option<String>,
    /// When you leave home [default: 10:00]
    #[arg(long, value_name = "HH:MM", value_parser = clock)]
    pub leave: Option<Time>,
    /// When you must be home again
    #[arg(long, value_name = "HH:MM", value_parser = clock)]
    pub back_by: Option<Time>,
    /// Ask no service; use cached forecasts of any age
    #[arg(long, conflicts_with = "refresh")]
    pub offline: bool,
    /// Ask for the forecast and the drive again, however fresh the cached ones are
    #[arg(long)]
    pub refresh: bool,
    /// Climate averages only; ask no service (but Open-Meteo's archive, once, where weather.archive allows it)
    #[arg(long, conflicts_with_all = ["refresh", "require_forecast"])]
    pub typical: bool,
    /// Fail with exit code 4 when no forecast of what is asked can be had
    #[arg(long)]
    pub require_forecast: bool,
    /// No warnings on standard error
    #[arg(long, short)]
    pub quiet: bool,
    /// table, json or csv (an hour a line)
    #[arg(long, value_enum, default_value = "table")]
    pub format: ForecastFormat,
}

/// How a forecast is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ForecastFormat {
    /// For the eye: the hours as a chart.
    Table,
    /// One JSON document.
    Json,
    /// An hour a line.
    Csv,
}

impl ForecastArgs {
    /// Returns the place or location that was typed.
    ///
    /// # Errors
    /// When it looks like a flag, which coordinates may too.
    pub fn query(&self) -> Result<String, Error> {
        let words: Vec<&str> = std::iter::once(&self.of)
            .chain(&self.words)
            .map(String::as_str)
            .collect();
        let query = words.join(" ");
        let mut letters = query.chars();
        if letters.next() == Some('-') && !letters.next().is_some_and(|c| c.is_ascii_digit()) {
            return Err(Error::usage(format!("there is no flag {}", self.of))
                .hint("kidtrip forecast --help lists them"));
        }
        Ok(query)
    }
}

#[cfg(test)]
mod tests {
    use crate::cli::{Cli, Command};
    use clap::Parser;
    use rstest::rstest;

    fn query(arguments: &[&str]) -> Result<String, String> {
        let typed = ["kidtrip", "forecast"].iter().chain(arguments);
        match Cli::try_parse_from(typed)
            .map_err(|error| error.to_string())?
            .command
        {
            Command::Forecast(args) => args.query().map_err(|error| error.to_string()),
            other => Err(format!("{other:?}")),
        }
    }

    #[rstest]
    #[case::in_quotes(&["Chester Zoo", "--on", "sat"], "Chester Zoo")]
    #[case::without_quotes(&["chester", "zoo", "--on", "sat"], "chester zoo")]
    #[case::after_the_flags(&["--on", "sat", "chester", "zoo"], "chester zoo")]
    #[case::south_of_the_equator(&["-33.87,151.21", "--on", "sat"], "-33.87,151.21")]
    #[case::with_a_gap(&["-33.87,", "151.21", "--offline"], "-33.87, 151.21")]
    fn a_place_is_typed_as_it_comes(#[case] arguments: &[&str], #[case] expected: &str) {
        assert_eq!(query(arguments).as_deref(), Ok(expected));
    }

    #[rstest]
    #[case::a_slip(&["--onn", "sat"])]
    #[case::a_dash(&["-x"])]
    #[case::after_the_place(&["Chester Zoo", "--onn", "sat"])]
    #[case::nothing(&[])]
    fn a_flag_is_no_place(#[case] arguments: &[&str]) {
        assert!(query(arguments).is_err(), "{arguments:?}");
    }
}
