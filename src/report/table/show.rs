//! `show` as a page: where it is and how far, the coming days in one chart, then every fact and who says so.

use super::facts::facts;
use super::header::{forecasts_line, instead, origin};
use super::hours::{HourChart, hour_chart};
use super::layout::{Column, numbers, row, text};
use super::{Page, chart, page_width};
use crate::domain::Destination;
use crate::planner::{ComingDay, NoVisit, Opening, Refusal, Weather, best_day};
use crate::report::credits;
use crate::report::safe::printable;
use crate::report::words::{self, About};
use crate::report::wrap::{tied, wrapped, wrapped_lines};
use crate::report::{Profile, WeatherKind};
use comfy_table::{Attribute, Cell};
use std::fmt::Write;

/// Returns the place as a page of text.
#[must_use]
pub fn show_to_table(profile: &Profile<'_>, style: Page) -> String {
    let width = page_width(style);
    let mut page = wrapped_lines(&head(profile), width);
    page.push('\n');
    if profile.as_of.is_none() {
        page.push_str(&outlook(profile, style));
        page.push('\n');
    }
    page.push_str(&facts(profile, style));
    page.push('\n');
    page.push_str(&wrapped(&credits::in_one_line(&profile.credits), width));
    page
}

fn head(profile: &Profile<'_>) -> String {
    let place = profile.candidate.place;
    let mut about = vec![printable(&place.category.label).into_owned()];
    about.extend(
        place
            .region
            .as_deref()
            .map(|region| printable(&words::region(region)).into_owned()),
    );
    about.extend(
        place
            .postcode
            .as_deref()
            .map(|code| printable(code).into_owned()),
    );
    let mut head = format!("{}\n{}\n", printable(&place.name), about.join(", "));
    let journey = &profile.candidate.journey;
    if let Some(day) = profile.as_of {
        let _ = writeln!(
            head,
            "AS IT WAS KNOWN at the end of {}: not as it is today",
            words::day_and_date(day)
        );
        for notice in &profile.notices {
            let _ = writeln!(head, "! {} (as of that day)", printable(notice));
        }
        return head;
    }
    let _ = match profile.home {
        Some(home) => {
            let mut told = format!(
                "{} from {}, {:.0} km {} ({:.0} km by road{})",
                words::drive(journey),
                origin(home),
                journey.crow_km,
                journey.compass().as_str(),
                journey.road_km,
                words::round_water(journey)
                    .map(|round| format!(", {round}"))
                    .unwrap_or_default()
            );
            for warning in words::drive_warnings(journey) {
                let _ = write!(told, " · ! {warning}");
            }
            writeln!(head, "{told}")
        }
        None => writeln!(
            head,
            "How far: say --near, or set near in the config (the days leave out the drive)"
        ),
    };
    head
}

fn outlook(profile: &Profile<'_>, style: Page) -> String {
    let width = page_width(style);
    let mut text = String::new();
    let kind = profile.weather_kind();
    match (kind, profile.oldest_forecast()) {
        (WeatherKind::Typical, _) | (WeatherKind::Mixed, None) => {
            text.push_str(&wrapped_lines(&typical(profile), width));
        }
        (_, Some((_, fetched_at))) => {
            let line = forecasts_line(&profile.sources_shown(), fetched_at, profile.generated_at);
            let line = format!("{line}{}", instead(profile.why_other.as_deref()));
            let mixed = match kind {
                WeatherKind::Mixed => "; none for the days marked TYPICAL",
                _ => "",
            };
            text.push_str(&wrapped(&format!("{line}{mixed}"), width));
        }
        (WeatherKind::None, None) if profile.days.iter().all(|day| day.visit().is_none()) => {}
        _ => text.push_str("NO WEATHER KNOWN: neither a forecast nor climate averages\n"),
    }
    // Averages make every day the same: a line each would say nothing.
    let tells = profile.days.iter().any(has_forecast);
    if tells || profile.days.iter().all(|day| day.visit().is_none()) {
        text.push_str(&coming_days(profile, style));
    }
    for warning in profile.warnings() {
        text.push_str(&wrapped(&format!("! {warning}"), width));
    }
    text
}

fn has_forecast(day: &ComingDay) -> bool {
    let outlook = day.outlook();
    outlook.is_some_and(|outlook| outlook.forecast().is_some())
}

fn typical(profile: &Profile<'_>) -> String {
    let first = profile
        .days
        .iter()
        .find_map(|day| Some((day.day, day.outlook()?)));
    let Some((day, outlook)) = first else {
        return String::new();
    };
    let why = match &profile.why_typical {
        Some(why) => format!(" ({why})"),
        None => String::new(),
    };
    let mut text = format!(
        "TYPICAL WEATHER for {}, not a forecast{why}\n",
        words::part_of_month(day)
    );
    if let Weather::Typical(normals) = &outlook.weather {
        text.push_str(&words::header_typical(normals, day));
        if let Some(sunset) = &outlook.sunset {
            let _ = write!(text, " · sunset {}", words::clock(sunset));
        }
        text.push('\n');
    }
    text
}

/// Returns the columns of the chart: the day, the visit, the rain of each hour, degrees, score, words.
fn columns(width: u16) -> Vec<Column> {
    let mut columns = vec![
        text(10, 0),
        text(12, 1),
        text(chart::HOURS + 2, 2),
        numbers(5, 1),
        numbers(6, 1),
    ];
    let taken: u16 = columns.iter().map(|column| column.width).sum();
    columns.push(text(width.saturating_sub(taken), 2));
    columns
}

fn coming_days(profile: &Profile<'_>, style: Page) -> String {
    let width = page_width(style);
    let columns = columns(width);
    let titles = [
        "",
        "visit",
        &chart::axis(),
        "",
        "score",
        "when you are there",
    ]
    .map(Cell::new);
    let mut page = row(style, &columns, titles);
    for day in &profile.days {
        page.push_str(&row(style, &columns, cells(day, style)));
    }
    if profile.days.iter().any(has_forecast) {
        let of = format!("Rain each hour, {}", words::daytime());
        page.push_str(&wrapped(&chart::legend(&of, style.unicode), width));
    }
    // One day alone has room for its hours.
    if let [day] = profile.days.as_slice()
        && day.weather.has_forecast()
    {
        let hours = HourChart {
            day: &day.weather,
            visit: profile.home.and(day.visit()),
            now: profile.generated_at,
        };
        let _ = write!(page, "\n{}\n", hour_chart(&hours, style));
    }
    if let Some(line) = best_day_line(profile.candidate.place, &profile.days) {
        page.push_str(&wrapped(&line, width));
    }
    if let Some(best) = profile.best() {
        let exposure = profile.candidate.place.exposure;
        let bring = words::bring(exposure, &best.visit, &best.outlook);
        if !bring.is_empty() {
            page.push_str(&wrapped(&format!("Bring: {}.", bring.join(", ")), width));
        }
    }
    if let Some(line) = darkness(profile) {
        page.push_str(&wrapped(&line, width));
    }
    if profile.days.iter().any(is_broad_brush) {
        page.push_str(&wrapped(BROAD_BRUSH, width));
    }
    page
}

/// Returns which day is the best, with its weather and why, where forecasts tell one from another.
pub(super) fn best_day_line(place: &Destination, days: &[ComingDay]) -> Option<String> {
    let best = best_day(days)?;
    let reason = words::weather_reason(place, best);
    let zone = best.visit.arrive.time_zone();
    let story = words::summary(&best.outlook, best.visit.day, zone);
    let mut told = vec![story.clone()];
    told.extend(words::temperature(&best.outlook, false));
    if reason != story {
        told.push(reason);
    }
    Some(format!(
        "{}: {} ({})",
        words::best_day_title(place, days),
        words::day_and_date(best.visit.day),
        told.join("; ")
    ))
}

/// What is said of days that are far ahead.
pub(super) const BROAD_BRUSH: &str =
    "Days marked ~ are far ahead: trust the day more than its hours.";

/// Returns when it gets dark, where a visit outdoors on one of the days outlasts the light.
fn darkness(profile: &Profile<'_>) -> Option<String> {
    let place = profile.candidate.place;
    let visits = profile
        .days
        .iter()
        .filter_map(|day| day.verdict.as_ref().ok());
    let (sunset, visit) = visits
        .filter_map(|visit| Some((words::dark_from(place, visit)?, visit)))
        .min_by_key(|(sunset, _)| sunset.time())?;
    let when = match *sunset < visit.visit.arrive {
        true => "before you arrive",
        false => "before the visit ends",
    };
    Some(format!(
        "Dark from {}, {when}: --leave earlier for more daylight.",
        words::clock(sunset)
    ))
}

fn cells(day: &ComingDay, style: Page) -> Vec<Cell> {
    let visit = day.visit().map_or_else(
        || "-".to_owned(),
        |visit| {
            format!(
                "{}-{}",
                words::clock(&visit.arrive),
                words::clock(&visit.leave)
            )
        },
    );
    let rain = if has_forecast(day) {
        chart::bars(&day.weather.daytime(), style.unicode)
    } else {
        String::new()
    };
    let score = match &day.verdict {
        Ok(assessment) => format!("{:.0}", assessment.score),
        Err(_) => "-".to_owned(),
    };
    let mark = if is_broad_brush(day) { "~" } else { "" };
    vec![
        Cell::new(words::short_date(day.day)),
        Cell::new(visit),
        Cell::new(rain),
        Cell::new(day.outlook().and_then(degrees).unwrap_or_default()),
        Cell::new(format!("{mark}{score}")).add_attribute(Attribute::Bold),
        Cell::new(tied(&story(day))),
    ]
}

fn story(day: &ComingDay) -> String {
    match &day.verdict {
        Err(Refusal::NoVisit(NoVisit::Closed)) if day.opening == Opening::Closed => {
            "closed".to_owned()
        }
        Err(Refusal::NoVisit(NoVisit::Closed)) => "closed when you would be there".to_owned(),
        Err(Refusal::NoVisit(NoVisit::TooShort)) => "no time for a visit".to_owned(),
        Err(Refusal::Vetoed(veto, _)) => {
            format!("not recommended: {}", words::veto_reason(*veto))
        }
        Ok(assessment) => {
            let visit = &assessment.visit;
            let story = words::summary(&assessment.outlook, visit.day, visit.arrive.time_zone());
            match assessment.outlook.weather {
                Weather::Typical(_) => format!("TYPICAL: {story}"),
                Weather::Forecast(_) | Weather::None => {
                    let remarks = words::remarks(visit, &assessment.outlook);
                    // Sun cream and dusk are told below the days, rain in the summary.
                    let apart = [About::Rain, About::Sun, About::Light];
                    let graver = remarks
                        .into_iter()
                        .filter(|remark| remark.grave && !apart.contains(&remark.about))
                        .map(|remark| remark.short)
                        .collect::<Vec<_>>()
                        .join(", ");
                    match graver.is_empty() {
                        true => story,
                        false => format!("{story}; {graver}"),
                    }
                }
            }
        }
    }
}

fn is_broad_brush(day: &ComingDay) -> bool {
    let hours = day.outlook().and_then(|outlook| outlook.forecast());
    hours.is_some_and(|hours| hours.confidence == crate::planner::Confidence::Low)
}

fn degrees(outlook: &crate::planner::Outlook) -> Option<String> {
    let hours = outlook.forecast()?;
    Some(words::degrees(hours.mean(|hour| hour.temperature_c)?))
}
