//! The page: a ranking turned into text, one file per format, all from the same [`Report`].
//! Pure: a report is data, and the same report gives the same bytes.

mod brief;
mod checkup;
mod credits;
mod csv;
mod diary;
pub mod export;
mod forecast;
mod geojson;
mod gpx;
mod html;
mod ics;
mod json;
mod listing;
mod markdown;
mod picture;
mod profile;
pub mod safe;
pub mod site;
mod summary;
mod table;
mod telling;
pub mod words;
pub(crate) mod wrap;

pub use self::csv::{forecast_to_csv, log_to_csv, places_to_csv, to_csv};
pub use self::gpx::to_gpx;
pub use brief::{Brief, Letter, changes, to_brief, to_email};
pub use checkup::{Check, Checkup, State};
pub use credits::{Credit, Due};
pub use diary::{Chronicle, Diary, Tale, Union};
pub use forecast::ForecastReport;
pub use geojson::to_geojson;
pub use html::to_html;
pub use ics::to_ics;
pub(crate) use json::line;
pub use json::{
    catalogue_to_json, catalogues_to_json, doctor_to_json, forecast_to_json, history_to_json,
    import_to_json, log_to_json, places_to_json, places_to_ndjson, show_to_json,
    statistics_to_json, story_to_json, to_json, to_ndjson, union_to_json,
};
pub use listing::{Listed, Listing};
pub use markdown::to_markdown;
pub use profile::Profile;
pub use summary::{CatalogueKind, CatalogueSummary};
pub use table::{
    Page, catalogue_to_table, catalogues_to_table, doctor_to_table, entry_to_table,
    forecast_to_table, history_to_table, import_to_table, log_to_table, places_to_table,
    show_to_table, statistics_to_table, story_to_table, to_table, union_to_table,
};

use crate::domain::{Destination, Journey, Outing, Period, Source, is_stale};
use crate::planner::{
    BetterDay, Confidence, Outlook, Ranking, Rule, Suggestion, Vetoed, Weather, better_of_each_day,
    better_of_together,
};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Everything a format needs to print a ranking.
#[derive(Debug, Clone)]
pub struct Report<'a> {
    /// The instant of asking.
    pub generated_at: Timestamp,
    /// What was asked.
    pub outing: &'a Outing,
    /// The answer: one list of all the days, on which each place is on its best, or a list for each day.
    pub lists: &'a [DayList<'a>],
    /// Whether a list for each day was asked for.
    pub each_day: bool,
    /// What was left undone or is unusual, in full sentences.
    pub notices: Vec<String>,
    /// Why there is typical weather instead of a forecast, where there is: "Open-Meteo gave no forecast".
    pub why_typical: Option<String>,
    /// Why the forecasts are another source's than the first, where they are: "Open-Meteo could not be reached".
    pub why_other: Option<String>,
    /// The sources of every forecast that was looked at.
    pub sources_at_hand: BTreeSet<Source>,
    /// The credits of everything shown, each once; the weather's first.
    pub credits: Vec<Credit>,
    /// Whether the arithmetic is to be shown.
    pub explain: bool,
}

/// One list of a report.
#[derive(Debug, Clone)]
pub struct DayList<'a> {
    /// The days that it is about, in order.
    pub days: Vec<Date>,
    /// The places.
    pub ranking: Ranking<'a>,
    /// Why there is none, where there is none.
    pub nothing: Option<String>,
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

    fn of(weather: &Weather) -> Self {
        match weather {
            Weather::Forecast(_) => Self::Forecast,
            Weather::Typical(_) => Self::Typical,
            Weather::None => Self::None,
        }
    }
}

/// Returns whether there is typical weather, and all of it of the last ten years instead of 1991-2020.
fn are_of_past_years<'o>(outlooks: impl Iterator<Item = &'o Outlook>) -> bool {
    let periods = outlooks.filter_map(|outlook| match &outlook.weather {
        Weather::Typical(normals) => Some(normals.period),
        Weather::Forecast(_) | Weather::None => None,
    });
    let mut periods = periods.peekable();
    periods.peek().is_some() && periods.all(|period| matches!(period, Period::Years { .. }))
}

impl<'a> Report<'a> {
    /// Returns the results of every list, in the order of the lists.
    pub fn results(&self) -> impl Iterator<Item = &'a Suggestion<'a>> {
        self.lists.iter().flat_map(|list| &list.ranking.results)
    }

    /// Returns whether no list has a result.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.results().next().is_none()
    }

    /// Returns the places that the weather ruled out, of every list.
    pub fn vetoed(&self) -> impl Iterator<Item = &'a Vetoed<'a>> {
        self.lists.iter().flat_map(|list| &list.ranking.vetoed)
    }

    /// Returns how many places `rule` left out; of lists of single days those of each day are added up where the rule
    /// depends on the day.
    #[must_use]
    pub fn left_out(&self, rule: Rule) -> usize {
        let counts = self
            .lists
            .iter()
            .map(|list| list.ranking.dropped.count(rule));
        if rule.depends_on_the_day() {
            counts.sum()
        } else {
            counts.max().unwrap_or(0)
        }
    }

    /// Returns how the days compare, where there are several to compare.
    #[must_use]
    pub fn better_day(&self) -> Option<BetterDay<'a>> {
        match self.lists {
            [one] => better_of_together(&one.ranking.results),
            lists => better_of_each_day(lists.iter().flat_map(|list| {
                let days = list.days.iter();
                days.map(|&day| (day, &list.ranking))
            })),
        }
    }

    /// Returns every suggestion shown: results, plan B and the not confirmed; where nothing is good enough to be
    /// shown, the best of what was not.
    fn shown(&self) -> impl Iterator<Item = &'a Suggestion<'a>> {
        let is_empty = self.is_empty();
        self.lists.iter().flat_map(move |list| {
            let ranking = &list.ranking;
            ranking
                .results
                .iter()
                .chain(&ranking.plan_b)
                .chain(&ranking.not_confirmed)
                .chain(ranking.best_below.iter().filter(move |_| is_empty))
        })
    }

    /// Returns every place that is named.
    #[must_use]
    pub fn places(&self) -> Vec<&'a Destination> {
        let shown = self.shown().map(|shown| shown.candidate.place);
        let ruled_out = self.vetoed().map(|vetoed| vetoed.place);
        shown.chain(ruled_out).collect()
    }

    /// Returns the drives to every place that a format names.
    fn journeys(&self) -> impl Iterator<Item = &'a Journey> {
        let shown = self.shown().map(|shown| &shown.candidate.journey);
        shown.chain(self.vetoed().map(|vetoed| &vetoed.journey))
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
            let visits = std::iter::once(&shown.best).chain(&shown.other_days);
            visits.map(|visit| WeatherKind::of(&visit.outlook.weather))
        });
        match kinds.next() {
            None if self.vetoed().next().is_none() => WeatherKind::None,
            None => WeatherKind::Forecast,
            Some(first) if kinds.all(|kind| kind == first) => first,
            Some(_) => WeatherKind::Mixed,
        }
    }

    /// Returns whether all of its typical weather is that of the last ten years.
    #[must_use]
    pub fn is_of_past_years(&self) -> bool {
        are_of_past_years(self.shown().map(|shown| &shown.best.outlook))
    }

    /// Returns the sources of the forecasts shown, and of those that disagree with one; where the weather ruled a place out,
    /// those of every forecast that was looked at.
    #[must_use]
    pub fn sources(&self) -> BTreeSet<Source> {
        let shown = self
            .shown()
            .flat_map(|shown| sources_of(&shown.best.outlook));
        let ruled_out = self.vetoed().flat_map(|_| &self.sources_at_hand);
        shown.chain(ruled_out.copied()).collect()
    }

    /// Returns the sources of the forecasts shown.
    #[must_use]
    pub fn sources_shown(&self) -> BTreeSet<Source> {
        let forecasts = self
            .shown()
            .filter_map(|shown| shown.best.outlook.forecast());
        forecasts.map(|hours| hours.source).collect()
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
            .flat_map(|shown| std::iter::once(&shown.best).chain(&shown.other_days))
            .filter_map(|visit| visit.outlook.forecast())
            .map(|hours| (hours.source, hours.fetched_at))
            .min_by_key(|&(_, fetched_at)| fetched_at)
    }
}

/// Returns what a document without a place says: that there is none, and how many each rule left out.
fn no_place(report: &Report<'_>) -> Option<String> {
    let counts = json::dropped(report);
    report
        .is_empty()
        .then(|| format!("Nothing to suggest. Left out: {counts}"))
}

/// Returns the source of an outlook that is a forecast, and that of the one that disagrees with it.
fn sources_of(outlook: &Outlook) -> impl Iterator<Item = Source> + use<> {
    let hours = outlook.forecast();
    let other = hours.and_then(|hours| hours.disagreement);
    hours
        .map(|hours| hours.source)
        .into_iter()
        .chain(other.map(|other| other.source))
}
