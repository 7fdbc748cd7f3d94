//! `forecast` as a page: which place and which day, how sure, the hours as a chart, the week, and the best day of it.

use super::chart::{self, is_broad_brush};
use super::header::{forecasts_line, instead, lacks, origin};
use super::hours::{HourChart, hour_chart};
use super::show::{BROAD_BRUSH, best_day_line};
use super::{Page, page_width};
use crate::domain::Destination;
use crate::planner::{ComingDay, Confidence, DayWeather, Outlook, Refusal, Weather, departure};
use crate::report::forecast::{kind_of, no_visit};
use crate::report::safe::printable;
use crate::report::words;
use crate::report::wrap::{wrapped, wrapped_lines};
use crate::report::{ForecastReport, WeatherKind, credits};
use std::fmt::Write;

/// Returns the forecast as a page of text.
#[must_use]
pub fn forecast_to_table(report: &ForecastReport<'_>, style: Page) -> String {
    let width = page_width(style);
    let mut page = wrapped_lines(&head(report), width);
    let forecasts = report.days.iter().any(|day| day.weather.has_forecast());
    let mut charts = String::new();
    for day in &report.days {
        // What is no forecast says so where the eye lands.
        if report.days.len() > 1 || day.weather.has_forecast() {
            charts.push('\n');
        }
        charts.push_str(&one_day(report, day, style));
    }
    if forecasts {
        let unknown = if charts.contains('?') {
            " ? not known"
        } else {
            ""
        };
        let legend = chart::legend("Rain each hour", style.unicode);
        charts.push_str(&wrapped(&format!("{legend}{unknown}"), width));
    }
    if let Some(line) = journey(report) {
        charts.push_str(&wrapped(&line, width));
    }
    page.push_str(&charts);
    page.push_str(&week(report, style));
    if let Some(line) = best_day_line(report.candidate.place, &report.week) {
        page.push_str(&wrapped(&line, width));
    }
    page.push('\n');
    page.push_str(&wrapped(&credits::in_one_line(&report.credits), width));
    if style.unicode { page } else { plain(&page) }
}

/// Returns the page in ASCII, but for the names of places: each sign of our own as wide as it was.
fn plain(page: &str) -> String {
    page.replace(" °C", "  C")
        .replace('°', "C")
        .replace('·', "-")
        .replace('…', ".")
}

/// Returns where it is, which day where it is one, and how sure.
fn head(report: &ForecastReport<'_>) -> String {
    let place = match report.location {
        Some(location) => origin(location),
        None => named(report.candidate.place),
    };
    let mut head = match report.days.as_slice() {
        [day] => format!("{place}, {}\n", title(report, day)),
        _ => format!("{place}\n"),
    };
    let kind = report.weather_kind();
    let _ = match (kind, report.oldest_forecast()) {
        (WeatherKind::Forecast | WeatherKind::Mixed, Some((_, fetched_at))) => {
            let line = forecasts_line(&report.sources_shown(), fetched_at, report.generated_at);
            let line = format!("{line}{}", instead(report.why_other.as_deref()));
            let mixed = match kind {
                WeatherKind::Mixed => "; none for the days marked TYPICAL".to_owned(),
                _ => sureness(report),
            };
            writeln!(head, "{line}{mixed}")
        }
        // The week below it is forecast.
        (WeatherKind::Typical | WeatherKind::None, Some((_, fetched_at))) => {
            let line = forecasts_line(&report.sources_shown(), fetched_at, report.generated_at);
            writeln!(head, "{line}; none for what is asked")
        }
        (WeatherKind::None, None) => {
            writeln!(
                head,
                "NO WEATHER KNOWN: neither a forecast nor climate averages"
            )
        }
        _ => Ok(()),
    };
    head
}

/// Returns the place with what tells it from its namesakes: "Victoria Park (London)".
fn named(place: &Destination) -> String {
    let name = printable(&place.name);
    match place.region.as_deref().map(words::region) {
        Some(region) => format!("{name} ({})", printable(&region)),
        None => name.into_owned(),
    }
}

/// Returns the day and, of a forecast, its story: "Saturday 28 November 2026: showers until 12:00, then dry".
fn title(report: &ForecastReport<'_>, day: &ComingDay) -> String {
    let named = words::day_and_date(day.day);
    if !day.weather.has_forecast() {
        return named;
    }
    let story = report.story(day).map_or_else(
        || words::summary(&day.weather.outlook, day.day, &day.weather.zone),
        |story| story.summary,
    );
    format!("{named}: {story}")
}

/// Returns what the forecasts of the days lack, and how sure days so far ahead are.
fn sureness(report: &ForecastReport<'_>) -> String {
    let days = report
        .days
        .iter()
        .map(|day| report.outing.lead_days(day.day));
    let sure = days.map(Confidence::of_lead_days);
    let sure = sure.max_by_key(|&confidence| confidence as u8);
    let lacks = lacks(|| {
        let outlooks = report.days.iter().map(|day| &day.weather.outlook);
        outlooks.filter_map(Outlook::forecast)
    });
    match sure.and_then(words::how_sure) {
        Some(sure) => format!("{lacks}; {sure}"),
        None => lacks.to_owned(),
    }
}

fn one_day(report: &ForecastReport<'_>, day: &ComingDay, style: Page) -> String {
    let width = page_width(style);
    let mut text = String::new();
    if report.days.len() > 1 {
        text.push_str(&wrapped(&title(report, day), width));
    }
    match kind_of(&day.weather) {
        WeatherKind::Typical => text.push_str(&wrapped_lines(&typical(report, day), width)),
        WeatherKind::Forecast | WeatherKind::Mixed => {
            let hours = HourChart {
                day: &day.weather,
                visit: report.visit(day),
                now: report.generated_at,
            };
            text.push_str(&hour_chart(&hours, style));
            if let Some(story) = report.story(day).filter(|story| !story.also.is_empty()) {
                let told = format!("{}: {}", story.hours, story.also.join("; "));
                text.push_str(&wrapped(&told, width));
            }
        }
        WeatherKind::None => {}
    }
    for said in remarks(report, day) {
        text.push_str(&wrapped(&said, width));
    }
    text
}

fn typical(report: &ForecastReport<'_>, day: &ComingDay) -> String {
    let why = match &report.why_typical {
        Some(why) => format!(" ({why})"),
        None => String::new(),
    };
    let mut text = format!(
        "TYPICAL WEATHER for {}, not a forecast{why}\n",
        words::part_of_month(day.day)
    );
    if let Weather::Typical(normals) = &day.weather.outlook.weather {
        text.push_str(&words::header_typical(normals, day.day));
        if let Some(sun) = words::sun(&day.weather) {
            let _ = write!(text, " · {sun}");
        }
        text.push('\n');
    }
    text
}

/// Returns why the day is none to go there, or may not be as it looks.
fn remarks(report: &ForecastReport<'_>, day: &ComingDay) -> Vec<String> {
    let of_place = report.place().is_some();
    let mut said = Vec::new();
    match no_visit(day) {
        Some("closed") => said.push("! closed that day".to_owned()),
        Some(why) if report.home.is_some() => said.push(format!("! {why} that day")),
        _ => {}
    }
    if let Err(Refusal::Vetoed(veto, _)) = &day.verdict {
        let why = words::veto_reason(*veto);
        said.push(match of_place {
            true => format!("! not recommended: {why}"),
            false => format!("! {why}"),
        });
    }
    said.extend(report.doubt(day).map(|doubt| format!("! {doubt}")));
    said
}

/// Returns the days side by side, where there is a forecast of any.
fn week(report: &ForecastReport<'_>, style: Page) -> String {
    let week: Vec<&DayWeather> = report.week.iter().map(|day| &day.weather).collect();
    if !week.iter().any(|day| day.has_forecast()) {
        return String::new();
    }
    let mut note = format!(
        "A bar of the week is the wetter of two hours, {}.",
        words::daytime()
    );
    if week.iter().any(|day| is_broad_brush(day)) {
        let _ = write!(note, " {BROAD_BRUSH}");
    }
    let note = wrapped(&note, page_width(style));
    format!("\n{}{note}", chart::week(&week, style))
}

/// Returns what the visit rests on: the drive, and a stay that is assumed where no kind of place tells it.
fn journey(report: &ForecastReport<'_>) -> Option<String> {
    let home = report.home?;
    let visit = |day: &&ComingDay| report.visit(day).is_some();
    let first = report.days.iter().find(visit)?;
    let leaving = departure(report.outing, first.day)?;
    let stay = match report.location {
        Some(_) => format!(
            ", and {:.0} h there as a day out",
            report.candidate.place.typical_hours
        ),
        None => String::new(),
    };
    Some(format!(
        "Your visit: leaving {} at {}, {}{stay}",
        printable(&home.label),
        words::clock(&leaving),
        words::drive_round_water(&report.candidate.journey),
    ))
}
