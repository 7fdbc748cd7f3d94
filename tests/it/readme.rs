//! The README's sessions are real: every `console` block is run and compared.
//! The clock is that of a Friday evening, the weather the fake service's.

use crate::fake::weather;
use crate::harness::{FRIDAY_EVENING, NOBODY, open_meteo};

#[test]
fn the_readme_shows_what_kidtrip_prints() {
    let fake = open_meteo(weather::random);
    let home = tempfile::TempDir::new().unwrap();
    let cases = trycmd::TestCases::new();
    cases
        .env("KIDTRIP_NOW", FRIDAY_EVENING)
        .env("KIDTRIP_OPEN_METEO_URL", fake.url())
        .env("KIDTRIP_MET_NORWAY_URL", NOBODY)
        .env(
            "KIDTRIP_CONFIG_DIR",
            home.path().join("config").display().to_string(),
        )
        .env(
            "KIDTRIP_DATA_DIR",
            home.path().join("data").display().to_string(),
        )
        .env(
            "KIDTRIP_CACHE_DIR",
            home.path().join("cache").display().to_string(),
        )
        .env("COLUMNS", "80")
        .env("LC_ALL", "C.UTF-8")
        .env("TERM", "xterm")
        .case("README.md");
    cases.run();
}
