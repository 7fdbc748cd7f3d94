//! Fakes of both weather services, to see kidtrip online without the internet: they print what to set, and answer until
//! they are stopped. `cargo run --example fake-weather -- wet --open-meteo drip`; `--help` lists days and failures.
#![allow(clippy::print_stdout, reason = "the addresses are what it is for")]

#[path = "../tests/it/fake/mod.rs"]
mod fake;

use clap::Parser;
use clap::builder::PossibleValuesParser;
use fake::met_norway::{self, MetNorway};
use fake::open_meteo::{self, OpenMeteo};
use fake::weather::{self, Hour};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::sync::Arc;
use std::time::Duration;

type Weather = Arc<dyn Fn(f64, f64, i64) -> Hour + Send + Sync>;

/// Kinds of day, and what they are like.
const DAYS: [(&str, &str); 10] = [
    (
        "random",
        "differs from place to place and from hour to hour, as a model's does",
    ),
    ("fine", "20 degrees, some cloud, dry"),
    ("wet", "8 mm between 10 and 16 o'clock (UTC)"),
    (
        "wet-saturday",
        "8 mm between 10 and 16 on Saturdays, fine on the other days",
    ),
    ("night-rain", "10 mm before 6 o'clock"),
    ("gusts", "dry, wind of 35 km/h, gusts of 70"),
    ("frosty", "clear, frost in the morning"),
    ("hot", "dry, above 30 degrees"),
    (
        "sparse",
        "what a source knows that gives neither gusts nor chances",
    ),
    ("unknown", "nothing is known"),
];

/// Fakes of Open-Meteo and MET Norway on this machine.
#[derive(Parser)]
#[command(name = "fake-weather", after_help = lists())]
struct Asked {
    /// The kind of day
    #[arg(default_value = "random", value_parser = PossibleValuesParser::new(DAYS.map(|(name, _)| name)), hide_possible_values = true)]
    day: String,
    /// How Open-Meteo answers
    #[arg(long, default_value = "ok", value_name = "MODE", value_parser = PossibleValuesParser::new(open_meteo::MODES.map(|(name, ..)| name)), hide_possible_values = true)]
    open_meteo: String,
    /// How MET Norway answers
    #[arg(long, default_value = "ok", value_name = "MODE", value_parser = PossibleValuesParser::new(met_norway::MODES.map(|(name, ..)| name)), hide_possible_values = true)]
    met_norway: String,
    /// Another kind of day for MET Norway, so that the two disagree
    #[arg(long, value_name = "DAY", value_parser = PossibleValuesParser::new(DAYS.map(|(name, _)| name)), hide_possible_values = true)]
    met_norway_day: Option<String>,
    /// The instant at which they answer, such as 2026-11-27T18:00:00Z [default: now]
    #[arg(long, value_name = "INSTANT")]
    now: Option<Timestamp>,
    /// The port of Open-Meteo; MET Norway has the next one
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

fn lists() -> String {
    let table = |title: &str, rows: &[(&str, &str)]| {
        let rows: Vec<String> = rows
            .iter()
            .map(|(name, about)| format!("  {name:<12} {about}"))
            .collect();
        format!("{title}:\n{}", rows.join("\n"))
    };
    let modes_of_one = open_meteo::MODES.map(|(name, _, about)| (name, about));
    let modes_of_other = met_norway::MODES.map(|(name, _, about)| (name, about));
    [
        table("Days", &DAYS),
        table("Modes of --open-meteo", &modes_of_one),
        table("Modes of --met-norway", &modes_of_other),
    ]
    .join("\n\n")
}

fn weather(day: &str) -> Weather {
    match day {
        "fine" => Arc::new(weather::fine),
        "wet" => Arc::new(weather::all_wet(0)),
        "wet-saturday" => Arc::new(weather::wet_saturday),
        "night-rain" => Arc::new(weather::night_rain(0)),
        "gusts" => Arc::new(weather::gusty),
        "frosty" => Arc::new(weather::frosty),
        "hot" => Arc::new(weather::hot),
        "sparse" => Arc::new(weather::sparse),
        "unknown" => Arc::new(weather::nothing_known),
        _ => Arc::new(weather::random),
    }
}

fn main() -> std::io::Result<()> {
    let asked = Asked::parse();
    let now = asked.now.unwrap_or_else(Timestamp::now);
    let today = TimeZone::UTC.to_datetime(now).date();
    let (of_one, of_other) = (
        weather(&asked.day),
        weather(asked.met_norway_day.as_ref().unwrap_or(&asked.day)),
    );
    let at = |port: u16| format!("127.0.0.1:{port}");
    let one = OpenMeteo::start_at(&at(asked.port), today, move |lat, lon, stamp| {
        of_one(lat, lon, stamp)
    })?;
    let other = MetNorway::start_at(
        &at(asked.port.saturating_add(1)),
        now,
        move |lat, lon, stamp| of_other(lat, lon, stamp),
    )?;
    if let Some((_, mode, _)) = open_meteo::MODES
        .into_iter()
        .find(|(name, ..)| *name == asked.open_meteo)
    {
        one.answer(mode);
    }
    if let Some((_, mode, _)) = met_norway::MODES
        .into_iter()
        .find(|(name, ..)| *name == asked.met_norway)
    {
        other.answer(mode);
    }
    println!(
        "# {} weather of {today}; set these, then run kidtrip:",
        asked.day
    );
    println!("export KIDTRIP_OPEN_METEO_URL={}", one.url());
    println!("export KIDTRIP_OPEN_METEO_ARCHIVE_URL={}", one.url());
    println!("export KIDTRIP_MET_NORWAY_URL={}", other.url());
    if asked.now.is_some() {
        println!("export KIDTRIP_NOW={now}");
    }
    loop {
        std::thread::sleep(Duration::from_secs(20));
        if asked.now.is_none() {
            other.set_clock(Timestamp::now());
        }
    }
}
