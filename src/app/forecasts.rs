//! Forecasts for a run: the client, the cache and the settings put together.

use super::world::{self, World};
use crate::config::{Config, Settings};
use crate::domain::Source;
use crate::locate::online::GEOCODING;
use crate::net;
use crate::report::WeatherKind;
use crate::store::allowance::Allowances;
use crate::store::forecast_cache::ForecastCache;
use crate::weather::free_tier::FreeTier;
use crate::weather::open_meteo::{self, archive};
use crate::weather::service::{self, Forecasts, Freshness};
use jiff::Timestamp;
use std::time::Duration;

/// Returns the forecasts of a run that has asked nobody yet.
pub(super) fn forecasts<'client>(
    client: &'client mut net::Client,
    freshness: Freshness,
    config: &Config,
    settings: &Settings,
    now: Timestamp,
) -> Forecasts<'client> {
    let cache = ForecastCache::new(World::paths(config).cache, Source::OpenMeteo);
    let settings = service::Settings {
        base_url: settings.open_meteo_url.clone(),
        now,
        freshness,
        max_cells: settings.max_cells,
    };
    Forecasts::new(client, cache, settings)
}

/// What is asked of Open-Meteo, under whatever name: it counts them together and takes one key for all.
const OPEN_METEO: [&str; 3] = [open_meteo::SOURCE, archive::SERVICE, GEOCODING];

/// Returns the client of a run, with the time that the settings give it.
pub(super) fn client(config: &Config, settings: &Settings) -> net::Client {
    let options = net::Options {
        total: Duration::from_secs(settings.timeout_seconds),
        ca_file: settings.ca_file.clone(),
        ..net::Options::default()
    };
    client_with(options, config, settings)
}

/// Returns a client with these options. What it asks of Open-Meteo is counted, unless the family pays for it.
pub(super) fn client_with(
    options: net::Options,
    config: &Config,
    settings: &Settings,
) -> net::Client {
    let mut client = net::Client::new(options);
    match &settings.apikey {
        Some(key) => client.present(&OPEN_METEO, key),
        None => {
            let kept = Allowances::new(World::paths(config).cache);
            // A frozen clock that is none is told where the day is asked for.
            let now = world::now(config).unwrap_or_else(|_| Timestamp::now());
            client.count(&OPEN_METEO, Box::new(FreeTier::new(kept, now)));
        }
    }
    client
}

/// Returns when the network is asked, by the flags `--offline` and `--refresh`.
pub(super) fn freshness(offline: bool, refresh: bool) -> Freshness {
    match (offline, refresh) {
        (true, _) => Freshness::Offline,
        (false, true) => Freshness::Refresh,
        (false, false) => Freshness::Normal,
    }
}

/// Returns why there is typical weather instead of a forecast, where there is.
pub(super) fn why_typical(typical: bool, offline: bool, failures: &[String]) -> Option<String> {
    let why = if typical {
        "as asked for"
    } else if !failures.is_empty() {
        "Open-Meteo gave no forecast"
    } else if offline {
        "offline, and none in the cache"
    } else {
        return None;
    };
    Some(why.to_owned())
}

/// Returns what is worth a word on standard error when the weather is not all it could be.
pub(super) fn shortfall(kind: WeatherKind, offline: bool, failures: &[String]) -> Option<String> {
    match failures.first() {
        Some(first) => Some(match kind {
            WeatherKind::Typical => {
                format!("no forecast: {first}; showing typical weather. Try again, or --offline to skip the wait.")
            }
            WeatherKind::Mixed => format!("not every forecast could be had: {first}"),
            _ => format!("{first}; using the forecasts in the cache"),
        }),
        None if offline && kind == WeatherKind::Typical => {
            Some("no forecast in the cache; showing typical weather. Leave --offline away to ask for one.".to_owned())
        }
        None => None,
    }
}
