//! Typical weather for a run: the last ten years where `--typical` may ask for them, else the averages of 1991-2020.

use super::world::World;
use crate::config::{Config, Settings};
use crate::domain::{Normals, Position};
use crate::net::Client;
use crate::store::past_cache::PastCache;
use crate::weather::normals::Averages;
use crate::weather::past::{self, Past, ten_years};
use jiff::Timestamp;
use jiff::civil::Date;

/// What the flags and settings say of typical weather.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    /// Whether it was asked for (`--typical`).
    pub(super) typical: bool,
    /// Whether no service may be asked (`--offline`).
    pub(super) offline: bool,
}

/// The typical weather of a run.
#[derive(Debug, Default)]
pub(super) struct Climate {
    past: Past,
    averages: Averages,
}

impl Climate {
    /// Returns the typical weather around `position` on `days`; nobody is asked unless the config allows it.
    pub(super) fn around(
        wish: Wish,
        client: &mut Client,
        config: &Config,
        settings: &Settings,
        position: Position,
        days: &[Date],
        now: Timestamp,
    ) -> Self {
        if !wish.typical || !settings.archive {
            return Self::default();
        }
        let cache = PastCache::new(World::paths(config).cache);
        let asked = past::Settings {
            base_url: settings.archive_url.clone(),
            now,
            offline: wish.offline,
        };
        let past = ten_years(client, &cache, &asked, position, days);
        Self {
            past,
            averages: Averages::default(),
        }
    }

    /// Returns the averages of a place on a day: those of the last ten years are the same for every place of the run,
    /// so that places are compared by one measure.
    pub(super) fn normals(&self, position: Position, day: Date) -> Option<Normals> {
        let past = self.past.normals.get(&day).copied();
        past.or_else(|| self.averages.at(position, day))
    }

    /// Returns what is worth a word on standard error.
    pub(super) fn warnings(&self) -> Vec<String> {
        let failure = self.past.failure.as_ref().map(|failure| {
            format!(
                "the last ten years could not be had: {failure}; showing the averages of 1991-2020"
            )
        });
        failure
            .into_iter()
            .chain(self.past.warning.clone())
            .collect()
    }
}
