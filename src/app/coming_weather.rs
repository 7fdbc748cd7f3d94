//! The forecasts of the coming days at one place: asked for all at once, or as other runs have kept them.

use super::forecasts::forecasts;
use crate::config::{Config, Settings};
use crate::domain::{Cell, Forecast, HourSpan, Position, Source};
use crate::net;
use crate::weather::service::{Account, Freshness};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The forecasts of the coming days, and what went wrong with them.
#[derive(Default)]
pub(super) struct ComingWeather {
    whole: Option<Forecast>,
    of_days: BTreeMap<Date, Forecast>,
    pub(super) account: Account,
    pub(super) warnings: Vec<String>,
}

impl ComingWeather {
    /// Returns the sources of the forecasts.
    pub(super) fn sources(&self) -> BTreeSet<Source> {
        let forecasts = self.whole.iter().chain(self.of_days.values());
        forecasts.map(|forecast| forecast.source).collect()
    }

    /// Returns the forecast that has `day`, where there is one.
    pub(super) fn of(&self, day: Date) -> Option<&Forecast> {
        self.whole.as_ref().or_else(|| self.of_days.get(&day))
    }
}

/// Whom to ask, and where, and when.
pub(super) struct At<'a> {
    pub(super) position: Position,
    pub(super) freshness: Freshness,
    pub(super) config: &'a Config,
    pub(super) settings: &'a Settings,
    pub(super) now: Timestamp,
}

/// Asks once for the hours `span`, which are those of all the `days`; where that fails, takes what other runs have
/// kept of single days, if it has at least the hours that `needed` of a day.
pub(super) fn coming_weather(
    client: &mut net::Client,
    at: &At<'_>,
    days: &[Date],
    span: HourSpan,
    needed: impl Fn(Date) -> Option<HourSpan>,
) -> ComingWeather {
    let mut weather = ComingWeather::default();
    let Some(&first) = days.first() else {
        return weather;
    };
    let cells = [Cell::of(at.position)];
    let mut asked = forecasts(client, at.freshness, at.config, at.settings, at.now);
    weather.whole = asked.fetch(&cells, first, span).into_values().next();
    weather.account = asked.account().clone();
    weather.warnings = asked.warnings().to_vec();
    if weather.whole.is_some() {
        return weather;
    }
    let mut kept = forecasts(client, Freshness::Offline, at.config, at.settings, at.now);
    for &day in days {
        let got = needed(day).and_then(|span| kept.fetch(&cells, day, span).into_values().next());
        weather.of_days.extend(got.map(|forecast| (day, forecast)));
    }
    weather
}
