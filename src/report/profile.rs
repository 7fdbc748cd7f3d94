//! The page of `show`: one place, what is known of it and from whom, and its coming days.

use super::{Credit, Due, WeatherKind, are_of_past_years, words};
use crate::domain::{Location, Outing, Source};
use crate::planner::{Assessment, Candidate, ComingDay, Opening, best_day};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Everything a format needs to print one place.
#[derive(Debug, Clone)]
pub struct Profile<'a> {
    /// The instant of asking.
    pub generated_at: Timestamp,
    /// The place and the drive there.
    pub candidate: Candidate<'a>,
    /// The day at the end of which it was known so, where that is not now: then there are no days to come.
    pub as_of: Option<Date>,
    /// What the days were judged for.
    pub outing: &'a Outing,
    /// Where the family starts; without it the days are those of someone who is there already.
    pub home: Option<&'a Location>,
    /// Whether the place opens today.
    pub today: Opening,
    /// The coming days.
    pub days: Vec<ComingDay>,
    /// What was left undone or is unusual, in full sentences.
    pub notices: Vec<String>,
    /// Why there is typical weather instead of a forecast, where there is.
    pub why_typical: Option<String>,
    /// Why the forecasts are another source's than the first, where they are.
    pub why_other: Option<String>,
    /// The sources of every forecast that was looked at.
    pub sources_at_hand: BTreeSet<Source>,
    /// The credits of everything shown, each once; the weather's first.
    pub credits: Vec<Credit>,
}

impl Profile<'_> {
    /// Returns what the weather of all the days is.
    #[must_use]
    pub fn weather_kind(&self) -> WeatherKind {
        let outlooks = self.days.iter().filter_map(ComingDay::outlook);
        let mut kinds = outlooks.map(|outlook| WeatherKind::of(&outlook.weather));
        match kinds.next() {
            None => WeatherKind::None,
            Some(first) if kinds.all(|kind| kind == first) => first,
            Some(_) => WeatherKind::Mixed,
        }
    }

    /// Returns whether all of its typical weather is that of the last ten years.
    #[must_use]
    pub fn is_of_past_years(&self) -> bool {
        are_of_past_years(self.days.iter().filter_map(ComingDay::outlook))
    }

    /// Returns the sources of the forecasts of visits.
    #[must_use]
    pub fn sources_shown(&self) -> BTreeSet<Source> {
        let outlooks = self.days.iter().filter_map(ComingDay::outlook);
        let forecasts = outlooks.filter_map(|outlook| outlook.forecast());
        forecasts.map(|hours| hours.source).collect()
    }

    /// Returns the sources of the forecasts shown, and of those that disagree with one. The hours of days on which nobody
    /// can be there are all in a document (`every_hour`); a page draws them where it is of that day alone.
    #[must_use]
    pub fn sources(&self, every_hour: bool) -> BTreeSet<Source> {
        let outlooks = self.days.iter().filter_map(ComingDay::outlook);
        let mut shown: BTreeSet<Source> = outlooks.flat_map(super::sources_of).collect();
        if !every_hour && self.days.len() > 1 {
            return shown;
        }
        for day in self.days.iter().filter(|day| day.outlook().is_none()) {
            let hours = || day.weather.daytime().into_iter().flatten();
            match day.weather.outlook.forecast() {
                Some(hours) => drop(shown.insert(hours.source)),
                // Too few hours for a forecast of the day are in the document all the same.
                None if every_hour && hours().next().is_some() => {
                    shown.extend(&self.sources_at_hand);
                }
                None => {}
            }
        }
        shown
    }

    /// Returns the credits of everything shown; of `every_hour` as [`Profile::sources`] has it.
    #[must_use]
    pub fn due(&self, every_hour: bool) -> Vec<Credit> {
        let kind = self.weather_kind();
        Due {
            origin: self.home,
            forecasts: self.sources(every_hour),
            typical: matches!(kind, WeatherKind::Typical | WeatherKind::Mixed)
                && !self.is_of_past_years(),
            past: self.is_of_past_years(),
            places: vec![self.candidate.place],
            routed: self.candidate.journey.is_routed(),
        }
        .credits()
    }

    /// Returns the source and the instant of the oldest forecast shown.
    #[must_use]
    pub fn oldest_forecast(&self) -> Option<(Source, Timestamp)> {
        let outlooks = self.days.iter().filter_map(ComingDay::outlook);
        outlooks
            .filter_map(|outlook| outlook.forecast())
            .map(|hours| (hours.source, hours.fetched_at))
            .min_by_key(|&(_, fetched_at)| fetched_at)
    }

    /// Returns when the place opens today and on the coming days.
    #[must_use]
    pub fn openings(&self) -> Vec<(Date, &Opening)> {
        let today = self.outing.today();
        let days = self.days.iter().map(|day| (day.day, &day.opening));
        let first = (today, &self.today);
        std::iter::once(first)
            .chain(days.filter(|&(day, _)| day != today))
            .collect()
    }

    /// Returns why visits may find the gate shut, each reason once, with the days where it is not all of them.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let visits = || {
            let days = self.days.iter();
            days.filter_map(|day| day.verdict.as_ref().ok())
        };
        let mut told: Vec<(String, Vec<Date>)> = Vec::new();
        for visit in visits() {
            for caution in words::cautions(visit) {
                let day = visit.visit.day;
                match told.iter_mut().find(|(known, _)| *known == caution) {
                    Some((_, days)) => days.push(day),
                    None => told.push((caution, vec![day])),
                }
            }
        }
        let all = visits().count();
        told.into_iter()
            .map(|(caution, days)| {
                if days.len() == all {
                    return caution;
                }
                let days: Vec<String> = days.into_iter().map(words::short_date).collect();
                format!("{}: {caution}", days.join(", "))
            })
            .collect()
    }

    /// Returns the best of the days, where forecasts tell one from another.
    #[must_use]
    pub fn best(&self) -> Option<&Assessment> {
        best_day(&self.days)
    }
}
