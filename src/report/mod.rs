//! The page: a ranking turned into text, one file per format, all from the same [`Report`].
//! Pure: a report is data, and the same report gives the same bytes.

mod credits;
mod csv;
pub mod export;
mod json;
mod listing;
mod profile;
pub mod safe;
mod summary;
mod table;
pub mod words;
mod wrap;

pub use self::csv::{places_to_csv, to_csv};
pub use credits::{Credit, Due};
pub(crate) use json::line;
pub use json::{
    catalogue_to_json, catalogues_to_json, import_to_json, places_to_json, places_to_ndjson,
    show_to_json, to_json, to_ndjson,
};
pub use listing::{Listed, Listing};
pub use profile::Profile;
pub use summary::{CatalogueKind, CatalogueSummary};
pub use table::{
    Page, catalogue_to_table, catalogues_to_table, import_to_table, places_to_table, show_to_table,
    to_table,
};

use crate::domain::{Destination, Journey, Outing, Source, is_stale};
use crate::planner::{Confidence, OtherDay, Ranking, Suggestion, Weather};
use jiff::Timestamp;

/// Everything a format needs to print a ranking.
#[derive(Debug, Clone)]
pub struct Report<'a> {
    /// The instant of asking.
    pub generated_at: Timestamp,
    /// What was asked.
    pub outing: &'a Outing,
    /// The answer.
    pub ranking: &'a Ranking<'a>,
    /// What was left undone or is unusual, in full sentences.
    pub notices: Vec<String>,
    /// Why there is typical weather instead of a forecast, where there is: "Open-Meteo could not be reached".
    pub why_typical: Option<String>,
    /// The credits of everything shown, each once; the weather's first.
    pub credits: Vec<Credit>,
    /// Whether the arithmetic is to be shown.
    pub explain: bool,
}

/// What the weather of a whole report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeatherKind {
    /// Forecasts throughout.
    Forecast,
    /// Climate averages throughout.
    Typical,
    /// Nothing at all.
    None,
    /// Some places with a forecast, some without.
    Mixed,
}

impl WeatherKind {
    /// Returns the word the JSON contract uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Forecast => "forecast",
            Self::Typical => "typical",
            Self::None => "none",
            Self::Mixed => "mixed",
        }
    }

    fn of_other(other: &OtherDay) -> Self {
        if other.forecast {
            Self::Forecast
        } else {
            Self::Typical
        }
    }

    fn of(weather: &Weather) -> Self {
        match weather {
            Weather::Forecast(_) => Self::Forecast,
            Weather::Typical(_) => Self::Typical,
            Weather::None => Self::None,
        }
    }
}

impl<'a> Report<'a> {
    /// Returns every suggestion shown: results, plan B and the not confirmed; where nothing is good enough to be
    /// shown, the best of what was not.
    fn shown(&self) -> impl Iterator<Item = &'a Suggestion<'a>> {
        let ranking = self.ranking;
        ranking
            .results
            .iter()
            .chain(&ranking.plan_b)
            .chain(&ranking.not_confirmed)
            .chain(
                ranking
                    .best_below
                    .iter()
                    .filter(|_| ranking.results.is_empty()),
            )
    }

    /// Returns every place that is named.
    #[must_use]
    pub fn places(&self) -> Vec<&'a Destination> {
        let shown = self.shown().map(|shown| shown.candidate.place);
        let ruled_out = self.ranking.vetoed.iter().map(|vetoed| vetoed.place);
        shown.chain(ruled_out).collect()
    }

    /// Returns the drives to every place that a format names.
    fn journeys(&self) -> impl Iterator<Item = &'a Journey> {
        let shown = self.shown().map(|shown| &shown.candidate.journey);
        shown.chain(self.ranking.vetoed.iter().map(|vetoed| &vetoed.journey))
    }

    /// Returns whether a drive is among those named that a server found, whose source is then to be credited.
    #[must_use]
    pub fn has_routes(&self) -> bool {
        self.journeys().any(Journey::is_routed)
    }

    /// Returns what the weather of the report is: that of every place it shows, or a forecast when that ruled all out.
    #[must_use]
    pub fn weather_kind(&self) -> WeatherKind {
        let mut kinds = self.shown().flat_map(|shown| {
            let others = shown.other_days.iter().map(WeatherKind::of_other);
            std::iter::once(WeatherKind::of(&shown.best.outlook.weather)).chain(others)
        });
        match kinds.next() {
            None if self.ranking.vetoed.is_empty() => WeatherKind::None,
            None => WeatherKind::Forecast,
            Some(first) if kinds.all(|kind| kind == first) => first,
            Some(_) => WeatherKind::Mixed,
        }
    }

    /// Returns how sure forecasts of the days asked about are, where that is the same for all.
    #[must_use]
    pub fn confidence(&self) -> Option<Confidence> {
        let days = self.outing.days.iter();
        let mut all = days.map(|&day| Confidence::of_lead_days(self.outing.lead_days(day)));
        let first = all.next()?;
        all.all(|other| other == first).then_some(first)
    }

    /// Returns whether every forecast shown is stale.
    #[must_use]
    pub fn is_all_stale(&self) -> bool {
        let forecasts = self
            .shown()
            .filter_map(|shown| shown.best.outlook.forecast());
        forecasts
            .map(|hours| hours.fetched_at)
            .all(|fetched_at| is_stale(fetched_at, self.generated_at))
    }

    /// Returns the source and the instant of the oldest forecast shown.
    #[must_use]
    pub fn oldest_forecast(&self) -> Option<(Source, Timestamp)> {
        self.shown()
            .filter_map(|shown| shown.best.outlook.forecast())
            .map(|hours| (hours.source, hours.fetched_at))
            .min_by_key(|&(_, fetched_at)| fetched_at)
    }
}
