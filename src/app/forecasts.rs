//! Forecasts for a run: the client, the cache and the settings put together.

use super::world::{self, World};
use crate::config::{Config, Settings};
use crate::error::{Error, Kind};
use crate::locate::online::GEOCODING;
use crate::net;
use crate::report::WeatherKind;
use crate::store::Refusals;
use crate::store::allowance::Allowances;
use crate::weather::free_tier::FreeTier;
use crate::weather::met_norway;
use crate::weather::open_meteo::{self, archive};
use crate::weather::peace::Peace;
use crate::weather::service::{self, Account, Failed, Forecasts, Freshness, WhyFailed};
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
    let folder = World::paths(config).cache;
    let settings = service::Settings {
        sources: settings.sources.clone(),
        open_meteo_url: settings.open_meteo_url.clone(),
        met_norway_url: settings.met_norway_url.clone(),
        contact: settings.contact.clone(),
        now,
        freshness,
        max_cells: settings.max_cells,
    };
    Forecasts::new(client, folder, settings)
}

/// What is asked of Open-Meteo, under whatever name: it counts them together and takes one key for all.
const OPEN_METEO: [&str; 3] = [open_meteo::SOURCE, archive::SERVICE, GEOCODING];

/// Returns the client of a run, with the time that the settings give it.
pub(super) fn client(world: &World, config: &Config, settings: &Settings) -> net::Client {
    let options = net::Options {
        total: world.time_online(Duration::from_secs(settings.timeout_seconds)),
        ca_file: settings.ca_file.clone(),
        ..net::Options::default()
    };
    client_with(options, config, settings)
}

/// Returns a client with these options. What it asks of Open-Meteo is counted, unless the family pays for it; MET Norway
/// is left alone for as long as it has asked any run for.
pub(super) fn client_with(
    options: net::Options,
    config: &Config,
    settings: &Settings,
) -> net::Client {
    let mut client = net::Client::new(options);
    let cache = World::paths(config).cache;
    // A frozen clock that is none is told where the day is asked for.
    let now = world::now(config).unwrap_or_else(|_| Timestamp::now());
    let name = met_norway::user_agent(settings.contact.as_deref());
    let peace = Peace::new(Refusals::new(cache.clone()), name, now);
    client.count(&[met_norway::SOURCE], Box::new(peace));
    match &settings.apikey {
        Some(key) => client.present(&OPEN_METEO, key),
        None => {
            let kept = Allowances::new(cache);
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
pub(super) fn why_typical(typical: bool, offline: bool, account: &Account) -> Option<String> {
    match account.failed() {
        _ if typical => Some("as asked for".to_owned()),
        [] if offline => Some("offline, and none in the cache".to_owned()),
        [] => None,
        [one] => Some(why_no_forecast(*one)),
        several => {
            let several: Vec<&str> = several.iter().map(|one| one.source.title()).collect();
            Some(format!("neither {} gave a forecast", several.join(" nor ")))
        }
    }
}

/// Returns why another source than the first stood in, where one did.
pub(super) fn why_other(account: &Account) -> Option<String> {
    account.stand_ins().next()?;
    let first = account.failed().first()?;
    Some(if account.answered(first.source) {
        format!("{} did not answer for all", first.source.title())
    } else {
        why_no_forecast(*first)
    })
}

/// Returns why a source gave no forecast.
fn why_no_forecast(failed: Failed) -> String {
    let title = failed.source.title();
    match failed.why {
        WhyFailed::NotAsked => format!("{title} is not asked again yet"),
        WhyFailed::Refused => format!("{title} refused"),
        WhyFailed::NoForecast => format!("{title} gave no forecast"),
        WhyFailed::Down => format!("{title} could not be reached"),
    }
}

/// Returns what is worth a word on standard error when the weather is not all it could be.
pub(super) fn shortfall(kind: WeatherKind, offline: bool, account: &Account) -> Option<String> {
    let failures = account.failures().join("; ");
    let mut instead: Vec<&str> = account.stand_ins().map(|source| source.title()).collect();
    if instead.is_empty() || account.fell_back_on_cache() {
        instead.push("the forecasts in the cache");
    }
    let instead = instead.join(" and ");
    match kind {
        _ if failures.is_empty() => (offline && kind == WeatherKind::Typical).then(|| {
            "no forecast in the cache; showing typical weather. Leave --offline away to ask for one.".to_owned()
        }),
        WeatherKind::Typical => Some(format!(
            "no forecast: {failures}; showing typical weather. Try again, or --offline to skip the wait."
        )),
        WeatherKind::Mixed => Some(format!("not every forecast could be had: {failures}; using {instead} where there is one")),
        _ => Some(format!("{failures}; using {instead}")),
    }
}

/// Returns the failure of a run that was to have a forecast (`--require-forecast`) and has none.
pub(super) fn no_forecast(account: &Account, why_typical: Option<&str>) -> Error {
    let failures = account.failures().join("; ");
    let why = match (failures.as_str(), why_typical) {
        ("", Some(why)) => why,
        ("", None) => "no service has one for that day",
        (failures, _) => failures,
    };
    Error::new(Kind::Unreachable, format!("no forecast: {why}"))
        .hint("leave --require-forecast away for typical weather")
}

/// Returns that some places were left without a forecast because their source answers for one at a time.
pub(super) fn one_by_one(forecasts: &Forecasts<'_>) -> Option<String> {
    let (source, cells) = forecasts.most_of_one_by_one()?;
    Some(format!(
        "only {cells} forecasts were taken from {}, which answers for one place at a time: a farther place may do better",
        source.title()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::asked_for(true, false, Some("as asked for"))]
    #[case::offline(false, true, Some("offline, and none in the cache"))]
    #[case::beyond_every_forecast(false, false, None)]
    fn typical_weather_has_a_reason(
        #[case] typical: bool,
        #[case] offline: bool,
        #[case] expected: Option<&str>,
    ) {
        let why = why_typical(typical, offline, &Account::default());
        assert_eq!(why.as_deref(), expected);
    }

    #[test]
    fn nothing_is_said_where_nothing_failed() {
        let account = Account::default();
        assert_eq!(shortfall(WeatherKind::Forecast, false, &account), None);
        assert_eq!(shortfall(WeatherKind::Typical, false, &account), None);
        assert!(shortfall(WeatherKind::Typical, true, &account).is_some());
        assert_eq!(why_other(&account), None);
    }
}
