//! The brief: the answer first, a few places, the plan for a wet day, and what has changed since the last one.
//! As plain text, as a page for mail programs, and both together as a message.

mod changes;
mod email;
mod page;
mod text;

pub use changes::changes;
pub use email::{Letter, to_email};
pub use text::to_brief;

use super::telling::{Telling, Told};
use super::{Report, WeatherKind, words};
use crate::domain::{DayLook, Edition};
use crate::planner::Assessment;
use jiff::civil::Date;

/// Everything a format needs to print a brief.
#[derive(Debug, Clone)]
pub struct Brief<'a> {
    /// The suggestions.
    pub report: &'a Report<'a>,
    /// What has changed since the last brief, in full sentences.
    pub changes: Vec<String>,
}

impl Brief<'_> {
    /// Returns the subject of a mail: the answer, and which days it is about.
    #[must_use]
    pub fn subject(&self) -> String {
        Draft::of(self).subject()
    }

    /// Returns what the next brief wants to know of this one.
    #[must_use]
    pub fn edition(&self) -> Edition {
        let report = self.report;
        let days = report.outing.days.iter();
        let look = |&day: &Date| {
            let dry_share = dry_share(report, day)?;
            Some(DayLook { day, dry_share })
        };
        let place = |one: &crate::planner::Suggestion<'_>| {
            let place = one.candidate.place;
            (place.id.to_string(), place.name.to_string())
        };
        Edition {
            about: about(report),
            made_at: report.generated_at,
            sent_at: None,
            days: days.filter_map(look).collect(),
            places: report.results().map(place).collect(),
        }
    }
}

/// Returns what makes two briefs one and the same: where from, and which days.
fn about(report: &Report<'_>) -> String {
    let outing = report.outing;
    let days: Vec<String> = outing.days.iter().map(Date::to_string).collect();
    let home = outing.origin.position;
    format!("{:.4},{:.4} {}", home.lat(), home.lon(), days.join(" "))
}

/// A brief as it is told, which its text, its page and its subject are made of.
struct Draft<'a> {
    brief: &'a Brief<'a>,
    telling: Telling<'a>,
    /// Which day looks better and why; of one day, its best place.
    answer: String,
}

impl<'a> Draft<'a> {
    fn of(brief: &'a Brief<'a>) -> Self {
        let telling = Telling::of(brief.report);
        Self {
            brief,
            answer: answer(&telling),
            telling,
        }
    }

    fn subject(&self) -> String {
        let report = self.brief.report;
        let days = words::days_in_short(&report.outing.days);
        let is_forecast = matches!(
            report.weather_kind(),
            WeatherKind::Forecast | WeatherKind::Mixed
        );
        // Who reads no further than the subject is not to take one for the other.
        let mark = match is_forecast {
            true if report.is_all_stale() => ", stale forecast",
            true => "",
            false => ", typical weather",
        };
        format!("{} (kidtrip, {days}{mark})", self.answer)
    }

    fn days(&self) -> &'a [Date] {
        &self.brief.report.outing.days
    }
}

fn answer(telling: &Telling<'_>) -> String {
    if let Some(better) = &telling.better {
        // What is said of the other days follows, and is told in the text.
        return better.split("; ").next().unwrap_or(better).to_owned();
    }
    match telling.places().next() {
        Some(best) if best.weather.is_empty() => best.name.clone(),
        Some(best) => format!("{}: {}", best.name, best.weather),
        None => telling.title.clone(),
    }
}

/// Returns the share of dry hours of a day, over every visit of it whose forecast is known.
fn dry_share(report: &Report<'_>, day: Date) -> Option<f64> {
    let visits = report
        .results()
        .flat_map(|one| std::iter::once(&one.best).chain(&one.other_days));
    let of_day = visits.filter(|visit: &&Assessment| visit.visit.day == day);
    let (dry, all) = of_day
        .filter_map(|visit| visit.outlook.forecast())
        .fold((0, 0), |(dry, all), hours| {
            (dry + hours.dry(), all + hours.during.len())
        });
    #[expect(clippy::cast_precision_loss, reason = "a brief has a few hours")]
    (all > 0).then(|| dry as f64 / all as f64)
}

/// What stands below a place, in lines of their own.
fn lines_of(told: &Told<'_>, days: &[Date]) -> Vec<String> {
    let mut lines = Vec::new();
    // The line above has the day.
    let day = format!("{}, ", words::short_day_name(told.visit.day, days));
    let weather = told.weather.strip_prefix(&day).unwrap_or(&told.weather);
    let (marked, reasons) = told.marked_and_reasons();
    let mut first = vec![weather];
    first.extend(reasons);
    first.retain(|phrase| !phrase.is_empty());
    lines.push(format!("{}.", first.join(" · ")));
    lines.extend(marked.into_iter().map(str::to_owned));
    if !told.bring.is_empty() {
        lines.push(format!("Bring {}.", told.bring.join(", ")));
    }
    lines.retain(|line| line != ".");
    lines
}

/// Returns when, as the head of a place has it: "Saturday, leave 10:00, about 43 min, there 10:43-14:43".
fn when(told: &Told<'_>, days: &[Date]) -> String {
    let day = if days.len() > 1 {
        format!("{}, ", words::day_name(told.visit.day, days))
    } else {
        String::new()
    };
    format!(
        "{day}leave {}, {}, there {}",
        words::clock(&told.set_out),
        told.drive,
        told.hours_there()
    )
}
