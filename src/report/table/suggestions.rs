//! The places of a list: a row of columns each, and below it what there is to say besides.

use super::layout::{numbers, row, text};
use super::{NARROWEST_TABLE, Page, WIDE, page_width};
use crate::domain::is_stale;
use crate::planner::rules::{GOOD_FROM, POOR_BELOW};
use crate::planner::{Asked, Assessment, Confidence, Opening, Standing, Suggestion, Weather};
use crate::report::safe::printable;
use crate::report::wrap::{indented, tied, unbroken, wrapped};
use crate::report::{DayList, Report, WeatherKind, words};
use comfy_table::{Attribute, Cell, Color};

/// The widths of the columns: rank, score, place, drive, the hours of the visit, its weather.
struct Columns {
    place: u16,
    hours: u16,
    weather: u16,
}

impl Columns {
    const RANK: u16 = 3;
    const SCORE: u16 = 5;
    const DRIVE: u16 = 13;
    const HOURS: u16 = 7;
    const HOURS_IN_ONE: u16 = 13;

    fn of(style: Page) -> Self {
        let page = page_width(style);
        let (place, hours) = if page >= WIDE {
            (36, Self::HOURS_IN_ONE)
        } else {
            (26, Self::HOURS)
        };
        let taken = Self::RANK + Self::SCORE + place + Self::DRIVE + hours;
        Self {
            place,
            hours,
            weather: page - taken,
        }
    }

    /// Returns one row under this layout.
    fn table(&self, style: Page, cells: [Cell; 6]) -> String {
        let columns = [
            numbers(Self::RANK, 0),
            numbers(Self::SCORE, 0),
            text(self.place, 1),
            numbers(Self::DRIVE, 0),
            text(self.hours, 1),
            text(self.weather, 1),
        ];
        row(style, &columns, cells)
    }
}

/// Returns the places of a list under columns, or as paragraphs on a page too narrow for them.
pub(super) fn places(
    report: &Report<'_>,
    list: &DayList<'_>,
    suggestions: &[Suggestion<'_>],
    style: Page,
) -> String {
    if page_width(style) < NARROWEST_TABLE {
        return paragraphs(report, list, suggestions, style);
    }
    let columns = Columns::of(style);
    let header = ["", "score", "place", "drive", "visit", "when you are there"].map(Cell::new);
    let mut text = columns.table(style, header);
    for (rank, suggestion) in (1..).zip(suggestions) {
        text.push_str(&columns.table(style, suggested(report, list, rank, suggestion, style)));
        text.push_str(&indented(
            &details(report, suggestion).join(" · "),
            page_width(style),
            DETAIL_INDENT,
        ));
    }
    text
}

/// Returns the places as paragraphs, for a page too narrow for columns.
fn paragraphs(
    report: &Report<'_>,
    list: &DayList<'_>,
    suggestions: &[Suggestion<'_>],
    style: Page,
) -> String {
    let mut text = String::new();
    for (rank, suggestion) in (1..).zip(suggestions) {
        let best = &suggestion.best;
        let name = printable(&suggestion.candidate.place.name);
        let head = format!("{rank}. {name} ({:.0})", best.score);
        let mut said = vec![format!(
            "{}, there {}",
            words::drive(&suggestion.candidate.journey),
            hours_there(best)
        )];
        said.push(conditions(report, list, suggestion));
        said.extend(details(report, suggestion));
        text.push_str(&wrapped(&head, page_width(style)));
        text.push_str(&indented(&said.join(" · "), page_width(style), 3));
    }
    text
}

/// Where the second line of a place begins: below its name.
const DETAIL_INDENT: usize = 9;

fn suggested(
    report: &Report<'_>,
    list: &DayList<'_>,
    rank: i32,
    suggestion: &Suggestion<'_>,
    style: Page,
) -> [Cell; 6] {
    let place = suggestion.candidate.place;
    let best = &suggestion.best;
    let (colour, attribute) = if best.score >= GOOD_FROM {
        (Color::Green, Attribute::Bold)
    } else if best.score >= POOR_BELOW {
        (Color::Yellow, Attribute::NormalIntensity)
    } else {
        (Color::Red, Attribute::NormalIntensity)
    };
    [
        Cell::new(rank),
        Cell::new(format!("{:.0}", best.score))
            .fg(colour)
            .add_attribute(attribute),
        Cell::new(printable(&place.name)).add_attribute(Attribute::Bold),
        Cell::new(words::drive(&suggestion.candidate.journey)),
        // The row has a second line for the weather: leaving stands there too, where there is little room.
        Cell::new(match page_width(style) {
            WIDE.. => hours_there(best),
            _ => hours_there(best).replace('-', "-\n"),
        }),
        Cell::new(tied(&conditions(report, list, suggestion))),
    ]
}

/// Returns from when until when the family is there.
fn hours_there(best: &Assessment) -> String {
    let visit = &best.visit;
    format!(
        "{}-{}",
        words::clock(&visit.arrive),
        words::clock(&visit.leave)
    )
}

/// Returns the visit in one cell: the day where several were asked about, shelter, weather, temperature.
pub(in crate::report) fn conditions(
    report: &Report<'_>,
    list: &DayList<'_>,
    suggestion: &Suggestion<'_>,
) -> String {
    let best = &suggestion.best;
    let exposure = suggestion.candidate.place.exposure;
    let mut parts = Vec::new();
    if list.days.len() > 1 {
        parts.push(words::short_day_name(best.visit.day, &list.days));
    }
    match best.outlook.weather {
        Weather::Typical(_) if report.weather_kind() == WeatherKind::Mixed => {
            parts.push("TYPICAL, not a forecast".to_owned());
        }
        Weather::Typical(_) => {}
        Weather::Forecast(_) | Weather::None => {
            let zone = best.visit.arrive.time_zone();
            parts.push(words::summary(&best.outlook, best.visit.day, zone));
        }
    }
    parts.extend(temperature(suggestion));
    let breeze = words::breeze(&best.outlook);
    parts.extend(breeze.filter(|_| !exposure.is_indoor()).map(str::to_owned));
    let shelter = words::shelter(exposure);
    match (shelter.is_empty(), parts.is_empty()) {
        (true, _) => parts.join(", "),
        (false, true) => shelter.to_owned(),
        (false, false) => format!("{shelter}; {}", parts.join(", ")),
    }
}

/// Returns what there is to say besides: reasons, the other days, warnings, opening, open questions.
pub(in crate::report) fn details(report: &Report<'_>, suggestion: &Suggestion<'_>) -> Vec<String> {
    // The drive has a column of its own, but for why it is so long.
    let mut details: Vec<String> = words::round_water(&suggestion.candidate.journey)
        .into_iter()
        .collect();
    let reasons = words::reasons(suggestion, &report.outing.limits.ages);
    details.extend(reasons.into_iter().skip(1));
    let hours = suggestion.best.outlook.forecast();
    if report.sources_shown().len() > 1 {
        details.extend(hours.map(|hours| format!("forecast by {}", hours.source.title())));
    }
    let days = &report.outing.days;
    details.extend(words::other_days(suggestion, days));
    details.extend(words::left_out_days(suggestion, days));
    details.extend(
        words::warnings(suggestion)
            .into_iter()
            .map(|warning| format!("! {warning}")),
    );
    details.extend(words::notes(suggestion));
    details.extend(sureness(report, suggestion));
    details.extend(questions(suggestion));
    details
}

/// Returns the temperature, kept on one line; what it feels like is left out inside, and where a warning tells it.
fn temperature(suggestion: &Suggestion<'_>) -> Option<String> {
    let best = &suggestion.best;
    let warned = || {
        let remarks = words::remarks(&best.visit, &best.outlook);
        let felt = [words::About::Heat, words::About::Cold];
        remarks.iter().any(|remark| felt.contains(&remark.about))
    };
    let quiet = suggestion.candidate.place.exposure.is_indoor() || warned();
    let told = words::temperature(&best.outlook, quiet)?;
    Some(unbroken(&told))
}

/// Returns how sure the forecast of this place is, where the head of the page speaks of others too: of surer days,
/// or of fresher forecasts.
fn sureness(report: &Report<'_>, suggestion: &Suggestion<'_>) -> Vec<String> {
    let Some(hours) = suggestion.best.outlook.forecast() else {
        return Vec::new();
    };
    let ahead = report.outing.lead_days(suggestion.best.visit.day);
    let sure = words::doubt(Confidence::of_lead_days(ahead));
    let sure = sure.filter(|_| report.confidence().is_none());
    let now = report.generated_at;
    let stale = is_stale(hours.fetched_at, now) && !report.is_all_stale();
    let old = stale.then(|| {
        format!(
            "! STALE forecast, {} old",
            words::age(hours.fetched_at, now)
        )
    });
    old.into_iter().chain(sure.map(str::to_owned)).collect()
}

fn questions(suggestion: &Suggestion<'_>) -> Vec<String> {
    let place = suggestion.candidate.place;
    let mut questions = Vec::new();
    match &suggestion.best.visit.opening {
        Opening::Unknown(_) => {
            let link = place
                .url
                .as_deref()
                .map(|url| format!(": {}", printable(url)))
                .unwrap_or_default();
            questions.push(format!("? check opening times{link}"));
        }
        opening => {
            questions.extend(words::opening_detail(opening).map(|hours| format!("open {hours}")))
        }
    }
    if let Standing::NotConfirmed(asked) = &suggestion.candidate.standing {
        let names: Vec<&str> = asked.iter().map(|&asked| asked_name(asked)).collect();
        questions.push(format!("? not confirmed: {}", names.join(", ")));
    }
    questions
}

fn asked_name(asked: Asked) -> &'static str {
    match asked {
        Asked::Free => "free",
        Asked::Buggy => "buggy",
        Asked::Dog => "dogs",
    }
}
