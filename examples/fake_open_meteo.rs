//! A fake Open-Meteo to try kidtrip against by hand: it prints its address and answers until it is stopped.
//! `cargo run --example fake_open_meteo -- wet`, then set `KIDTRIP_OPEN_METEO_URL` to the address.
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
        "random" => Box::new(weather::random),
        other => {
            let message = format!("\"{other}\" is none of fine, wet, night-rain, gusts, random");
            return Err(std::io::Error::new(
                std::io::ErrorKind::InvalidInput,
                message,
            ));
        }
    };
    let now = jiff::Timestamp::now();
    let today = jiff::tz::TimeZone::UTC.to_datetime(now).date();
    let fake = OpenMeteo::start_at("127.0.0.1:8080", today, weather)?;
    println!("{kind} weather of {today} at {}", fake.url());
    loop {
        std::thread::park();
    }
}
