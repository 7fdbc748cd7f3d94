//! The page of `forecast`: a place of the catalogue or any location, its hours on the days asked for and the week.

use super::words::{self, DayStory};
use super::{Credit, WeatherKind};
use crate::domain::{Destination, Location, Outing, Source};
use crate::planner::{Assessment, Candidate, ComingDay, DayWeather, NoVisit, Refusal, best_day};
use jiff::Timestamp;
use std::collections::BTreeSet;

/// Everything a format needs to print the weather of a place.
#[derive(Debug, Clone)]
pub struct ForecastReport<'a> {
    /// The instant of asking.
    pub generated_at: Timestamp,
    /// What was typed.
    pub query: &'a str,
    /// The location, where it is no place of a catalogue; the candidate then only stands for it.
    pub location: Option<&'a Location>,
    /// The place and the drive there.
    pub candidate: Candidate<'a>,
    /// What the days were judged for.
    pub outing: &'a Outing,
    /// Where the family starts; without it there is no visit to tell.
    pub home: Option<&'a Location>,
    /// The days asked for.
    pub days: Vec<ComingDay>,
    /// The coming week; empty where the days asked for are beyond any forecast.
    pub week: Vec<ComingDay>,
    /// What was left undone or is unusual, in full sentences.
    pub notices: Vec<String>,
    /// Why there is typical weather instead of a forecast, where there is.
    pub why_typical: Option<String>,
    /// Why the forecasts are another source's than the first, where they are.
    pub why_other: Option<String>,
    /// The credits of everything shown, each once; the weather's first.
    pub credits: Vec<Credit>,
}

impl<'a> ForecastReport<'a> {
    /// Returns the place, where it is one of a catalogue.
    #[must_use]
    pub fn place(&self) -> Option<&'a Destination> {
        self.location.is_none().then_some(self.candidate.place)
    }

    /// Returns what the weather of the days asked for is.
    #[must_use]
    pub fn weather_kind(&self) -> WeatherKind {
        let mut kinds = self.days.iter().map(|day| kind_of(&day.weather));
        match kinds.next() {
            None => WeatherKind::None,
            Some(first) if kinds.all(|kind| kind == first) => first,
            Some(_) => WeatherKind::Mixed,
        }
    }

    /// Returns whether all of its typical weather is that of the last ten years.
    #[must_use]
    pub fn is_of_past_years(&self) -> bool {
        super::are_of_past_years(self.days.iter().map(|day| &day.weather.outlook))
    }

    /// Returns the source and the instant of the oldest forecast shown.
    #[must_use]
    pub fn oldest_forecast(&self) -> Option<(Source, Timestamp)> {
        self.days
            .iter()
            .chain(&self.week)
            .filter_map(|day| day.weather.outlook.forecast())
            .map(|hours| (hours.source, hours.fetched_at))
            .min_by_key(|&(_, fetched_at)| fetched_at)
    }

    /// Returns the sources of the forecasts shown.
    #[must_use]
    pub fn sources_shown(&self) -> BTreeSet<Source> {
        let days = self.days.iter().chain(&self.week);
        let forecasts = days.filter_map(|day| day.weather.outlook.forecast());
        forecasts.map(|hours| hours.source).collect()
    }

    /// Returns the sources of the forecasts shown, and of those that disagree with one.
    #[must_use]
    pub fn sources(&self) -> BTreeSet<Source> {
        let days = self.days.iter().chain(&self.week);
        days.flat_map(sources_of).collect()
    }

    /// Returns the best day of the week, where forecasts tell one from another.
    #[must_use]
    pub fn best(&self) -> Option<&Assessment> {
        best_day(&self.week)
    }

    /// Returns the words for what is still to come of a day; `None` without a forecast, and in the evening.
    #[must_use]
    pub fn story(&self, day: &ComingDay) -> Option<DayStory> {
        let visit = self.visit(day).zip(day.outlook());
        words::day_story(&day.weather, self.generated_at, visit)
    }

    /// Returns why a day may not be as it looks: another source expects other rain of the visit, or of the daytime.
    #[must_use]
    pub fn doubt(&self, day: &ComingDay) -> Option<String> {
        let visit = self.visit(day).and(day.outlook());
        let of_visit = visit.and_then(|outlook| words::disagreement(outlook, words::WHILE_THERE));
        of_visit.or_else(|| {
            let when = format!("within {}", words::daytime());
            words::disagreement(&day.weather.outlook, &when)
        })
    }

    /// Returns the visit on a day asked for, where the family starts somewhere.
    #[must_use]
    pub fn visit<'d>(&self, day: &'d ComingDay) -> Option<&'d crate::planner::Visit> {
        self.home.and(day.visit())
    }
}

/// Returns the sources of the forecasts of a day, and of those that disagree with one.
pub(super) fn sources_of(day: &ComingDay) -> BTreeSet<Source> {
    let outlooks = day.outlook().into_iter().chain([&day.weather.outlook]);
    outlooks.flat_map(super::sources_of).collect()
}

/// Returns what the weather of a day is.
pub(super) fn kind_of(day: &DayWeather) -> WeatherKind {
    WeatherKind::of(&day.outlook.weather)
}

/// Returns why nobody can go there that day, where that is so.
pub(super) fn no_visit(day: &ComingDay) -> Option<&'static str> {
    match &day.verdict {
        Err(Refusal::NoVisit(NoVisit::Closed)) => Some("closed"),
        Err(Refusal::NoVisit(NoVisit::TooShort)) => Some("no time for a visit"),
        Ok(_) | Err(Refusal::Vetoed(..)) => None,
    }
}
