//! A fake Open-Meteo to try kidtrip against by hand: it prints its address and answers until it is stopped.
//! `cargo run --example fake_open_meteo -- wet`, then set `KIDTRIP_OPEN_METEO_URL` to the address. A date and an
//! address may follow: `wet 2027-06-18 127.0.0.1:8081` answers as the service will on that day.
#![allow(clippy::print_stdout, reason = "the address is what it is for")]

#[path = "../tests/it/fake/mod.rs"]
mod fake;

use fake::open_meteo::OpenMeteo;
use fake::weather::{self, Hour};

fn main() -> std::io::Result<()> {
    let kind = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "random".to_owned());
    let weather: Box<dyn Fn(f64, f64, i64) -> Hour + Send + Sync> = match kind.as_str() {
        "fine" => Box::new(weather::fine),
        "wet" => Box::new(weather::all_wet(0)),
        "night-rain" => Box::new(weather::night_rain(0)),
        "gusts" => Box::new(weather::gusty),
        "frosty" => Box::new(weather::frosty),
        "hot" => Box::new(weather::hot),
        "sparse" => Box::new(weather::sparse),
        "random" => Box::new(weather::random),
        other => {
            let message = format!(
                "\"{other}\" is none of fine, wet, night-rain, gusts, frosty, hot, sparse, random"
            );
            return Err(std::io::Error::new(
                std::io::ErrorKind::InvalidInput,
                message,
            ));
        }
    };
    let invalid = |error: jiff::Error| std::io::Error::new(std::io::ErrorKind::InvalidInput, error);
    let today = match std::env::args().nth(2) {
        Some(date) => date.parse().map_err(invalid)?,
        None => jiff::tz::TimeZone::UTC
            .to_datetime(jiff::Timestamp::now())
            .date(),
    };
    let address = std::env::args()
        .nth(3)
        .unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let fake = OpenMeteo::start_at(&address, today, weather)?;
    println!("{kind} weather of {today} at {}", fake.url());
    loop {
        std::thread::park();
    }
}
