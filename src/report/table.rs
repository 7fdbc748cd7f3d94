//! `--format table`: a page for the eye, at any width from 60 columns, with or without colour.
//! Where and when first, then how sure, then the places and why.

use super::safe::printable;
use super::words;
use super::{Report, WeatherKind};
use crate::domain::{Location, is_stale};
use crate::planner::rules::{GOOD_FROM, POOR_BELOW};
use crate::planner::{Asked, Confidence, Opening, Rule, Standing, Suggestion, Weather, departure};
use comfy_table::{
    Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, Table, Width,
    presets,
};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// How the page is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Columns of the terminal.
    pub width: u16,
    /// Whether colours may be used; they only ever repeat what the words say.
    pub colour: bool,
}

/// The narrowest page that still has room for a name and its weather.
const NARROWEST: u16 = 60;
/// The widest page that is still read as lines.
const WIDEST: u16 = 120;

/// Returns the report as a page of text; nothing at all when there is no place to show.
#[must_use]
pub fn to_table(report: &Report<'_>, style: Page) -> String {
    let ranking = report.ranking;
    if ranking.results.is_empty() && ranking.not_confirmed.is_empty() {
        return String::new();
    }
    let mut page = wrapped_lines(&header(report), style);
    page.push('\n');
    if !ranking.results.is_empty() {
        page.push_str(&places(report, &ranking.results, style));
    }
    if !ranking.not_confirmed.is_empty() {
        let _ = writeln!(page, "\nNot confirmed (would do if what is unknown is so):");
        page.push_str(&places(report, &ranking.not_confirmed, style));
    }
    page.push_str(&plan_b(report, style));
    page.push('\n');
    if report.explain {
        page.push_str(&explanation(report));
    }
    page.push_str(&wrapped(&left_out(report), style));
    let credits: Vec<&str> = report.credits.iter().map(|credit| credit.short()).collect();
    page.push_str(&wrapped(&credits.join(" · "), style));
    page
}

fn header(report: &Report<'_>) -> String {
    let outing = report.outing;
    let days: Vec<String> = outing
        .days
        .iter()
        .map(|&day| words::day_and_date(day))
        .collect();
    let leaving = outing
        .days
        .first()
        .and_then(|&day| departure(outing, day))
        .map(|at| words::clock(&at))
        .unwrap_or_default();
    let mut head = format!(
        "{}, from {}, leaving {leaving}\n",
        days.join(" and "),
        origin(&outing.origin)
    );
    head.push_str(&weather_line(report));
    head
}

fn origin(location: &Location) -> String {
    let label = printable(&location.label);
    match &location.area {
        Some(area) => format!("{label} ({})", printable(area)),
        None => label.into_owned(),
    }
}

fn weather_line(report: &Report<'_>) -> String {
    let forecast = report.oldest_forecast().map(|(source, fetched_at)| {
        let age = words::age(fetched_at, report.generated_at);
        let stale = if is_stale(fetched_at, report.generated_at) {
            "STALE FORECAST"
        } else {
            "Forecast"
        };
        format!(
            "{stale} by {}, fetched {age} ago{}",
            service_name(source),
            sureness(report)
        )
    });
    match (report.weather_kind(), forecast) {
        (WeatherKind::Forecast, Some(line)) => format!("{line}\n"),
        (WeatherKind::Mixed, Some(line)) => {
            format!("{line}; no forecast for the places marked TYPICAL\n")
        }
        (WeatherKind::None, _) => {
            "NO WEATHER KNOWN: neither a forecast nor climate averages\n".to_owned()
        }
        _ => typical_line(report),
    }
}

/// Returns how sure forecasts of these days are, where that is less than usual.
fn sureness(report: &Report<'_>) -> &'static str {
    let leads = report
        .outing
        .days
        .iter()
        .map(|&day| report.outing.lead_days(day));
    match leads.max().map(Confidence::of_lead_days) {
        Some(Confidence::Fair) => "; some days ahead: the hours may shift",
        Some(Confidence::Low) => "; far ahead: broad-brush, trust the day more than the hours",
        Some(Confidence::High) | None => "",
    }
}

fn typical_line(report: &Report<'_>) -> String {
    let day = report.outing.days.first().copied();
    let when = day.map(words::part_of_month).unwrap_or_default();
    let why = report
        .why_typical
        .as_ref()
        .map(|why| format!(" ({why})"))
        .unwrap_or_default();
    let mut line = format!("TYPICAL WEATHER for {when}, not a forecast{why}\n");
    let nearest = report.shown().min_by(|a, b| {
        let minutes = |shown: &Suggestion<'_>| shown.candidate.journey.minutes;
        minutes(a).total_cmp(&minutes(b))
    });
    if let Some(near) = nearest
        && let (Weather::Typical(normals), Some(day)) = (&near.best.outlook.weather, day)
    {
        line.push_str(&words::header_typical(normals, day));
        if let Some(sunset) = &near.best.outlook.sunset {
            let _ = write!(line, " · sunset {}", words::clock(sunset));
        }
        line.push('\n');
    }
    line
}

fn service_name(source: &str) -> &str {
    match source {
        "open-meteo" => "Open-Meteo",
        other => other,
    }
}

/// The widths of the columns before the last: rank, score, place, drive, arrival.
struct Columns {
    place: u16,
    weather: u16,
}

impl Columns {
    const RANK: u16 = 3;
    const SCORE: u16 = 5;
    const DRIVE: u16 = 13;
    const ARRIVE: u16 = 7;

    fn of(style: Page) -> Self {
        let page = page_width(style);
        let place = if page >= 100 { 36 } else { 26 };
        let taken = Self::RANK + Self::SCORE + place + Self::DRIVE + Self::ARRIVE;
        Self {
            place,
            weather: page - taken,
        }
    }

    /// Returns a table of one row under this layout, so that every row lines up with every other.
    fn table(&self, style: Page, cells: [Cell; 6]) -> String {
        let mut table = Table::new();
        table
            .load_style(presets::NOTHING)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(page_width(style))
            .add_row(cells);
        if style.colour {
            table.enforce_styling();
        } else {
            table.force_no_tty();
        }
        let widths = [
            Self::RANK,
            Self::SCORE,
            self.place,
            Self::DRIVE,
            Self::ARRIVE,
            self.weather,
        ];
        for (column, width) in table.column_iter_mut().zip(widths) {
            let before = u16::from(matches!(column.index, 2 | 4 | 5));
            column
                .set_padding((before, 0))
                .set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
            if matches!(column.index, 0 | 1 | 3) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table.lines().fold(String::new(), |mut text, line| {
            let _ = writeln!(text, "{}", line.trim_end());
            text
        })
    }
}

fn places(report: &Report<'_>, suggestions: &[Suggestion<'_>], style: Page) -> String {
    let columns = Columns::of(style);
    let header = ["", "score", "place", "drive", "there", "when you are there"].map(Cell::new);
    let mut text = columns.table(style, header);
    for (rank, suggestion) in (1..).zip(suggestions) {
        text.push_str(&columns.table(style, row(report, rank, suggestion)));
        text.push_str(&indented(
            &details(report, suggestion).join(" · "),
            style,
            DETAIL_INDENT,
        ));
    }
    text
}

/// Where the second line of a place begins: below its name.
const DETAIL_INDENT: usize = 9;

fn row(report: &Report<'_>, rank: i32, suggestion: &Suggestion<'_>) -> [Cell; 6] {
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
        Cell::new(words::clock(&best.visit.arrive)),
        Cell::new(conditions(report, suggestion)),
    ]
}

/// Returns the visit in one cell: the day where several were asked about, shelter, weather, temperature.
fn conditions(report: &Report<'_>, suggestion: &Suggestion<'_>) -> String {
    let best = &suggestion.best;
    let exposure = suggestion.candidate.place.exposure;
    let mut parts = Vec::new();
    if report.outing.days.len() > 1 {
        parts.push(best.visit.day.strftime("%A").to_string());
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
    parts.extend(temperatures(suggestion));
    let shelter = words::shelter(exposure);
    match (shelter.is_empty(), parts.is_empty()) {
        (true, _) => parts.join(", "),
        (false, true) => shelter.to_owned(),
        (false, false) => format!("{shelter}; {}", parts.join(", ")),
    }
}

/// Returns what there is to say besides: reasons, the other days, warnings, opening, open questions.
fn details(report: &Report<'_>, suggestion: &Suggestion<'_>) -> Vec<String> {
    // The drive has a column of its own.
    let mut details: Vec<String> = words::reasons(suggestion, &report.outing.limits.ages)
        .into_iter()
        .skip(1)
        .collect();
    details.extend(
        suggestion
            .other_days
            .iter()
            .map(|(day, score)| format!("{} {score:.0}", day.strftime("%A"))),
    );
    details.extend(
        words::warnings(suggestion)
            .into_iter()
            .map(|warning| format!("! {warning}")),
    );
    details.extend(questions(suggestion));
    details
}

fn temperatures(suggestion: &Suggestion<'_>) -> Option<String> {
    let hours = suggestion.best.outlook.forecast()?;
    let air = words::degrees(hours.mean(|hour| hour.temperature_c)?);
    let felt = hours.mean(|hour| hour.apparent_c).map(words::degrees);
    Some(match felt {
        Some(felt) if felt != air => format!("{air} feels {felt}"),
        _ => air,
    })
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

fn plan_b(report: &Report<'_>, style: Page) -> String {
    let named: Vec<String> = report
        .ranking
        .plan_b
        .iter()
        .map(|suggestion| {
            format!(
                "{}, {}",
                printable(&suggestion.candidate.place.name),
                words::drive(&suggestion.candidate.journey)
            )
        })
        .collect();
    if named.is_empty() {
        return String::new();
    }
    format!(
        "\n{}",
        wrapped(&format!("If it turns wet: {}.", named.join("; ")), style)
    )
}

/// Returns the counts of what is not shown, in one line: "412 out of reach · 2 left out for the weather".
fn left_out(report: &Report<'_>) -> String {
    let counts = [
        (Rule::TooFar, "out of reach"),
        (Rule::Category, "of other kinds"),
        (Rule::Exposure, "too much or too little indoors"),
        (Rule::Age, "for other ages"),
        (Rule::Price, "not free"),
        (Rule::Buggy, "no good with a buggy"),
        (Rule::Dog, "without dogs"),
        (Rule::Hidden, "hidden"),
        (Rule::Closed, "closed"),
        (Rule::Vetoed, "left out for the weather"),
        (Rule::BelowMinScore, "below the score asked for"),
    ];
    let said: Vec<String> = counts
        .into_iter()
        .map(|(rule, words)| (report.ranking.dropped.count(rule), words))
        .filter(|&(count, _)| count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    if said.is_empty() || report.explain {
        return said.join(" · ");
    }
    format!("{} (--explain shows the arithmetic)", said.join(" · "))
}

fn explanation(report: &Report<'_>) -> String {
    let mut text =
        String::from("How the scores come about (weighted geometric mean of the factors):\n");
    for (rank, suggestion) in (1..).zip(&report.ranking.results) {
        let best = &suggestion.best;
        let _ = writeln!(
            text,
            "{rank:>3}  {}",
            printable(&suggestion.candidate.place.name)
        );
        for factor in &best.factors {
            let _ = writeln!(
                text,
                "       {:<8} {:.3} ^ {:<5} {}",
                factor.id,
                factor.value,
                factor.weight,
                words::factor_reason(factor, suggestion)
            );
        }
        if best.wet_ground_points > 0.0 {
            let _ = writeln!(
                text,
                "       less {:.0} points for wet ground",
                best.wet_ground_points
            );
        }
        if let Some(outdoor) = best.outlook.outdoor {
            let _ = writeln!(
                text,
                "       outdoor comfort {outdoor:.1} of 100, exposure {}",
                suggestion.candidate.place.exposure.share()
            );
        }
        let _ = writeln!(text, "       = {:.1}", best.score);
    }
    for vetoed in &report.ranking.vetoed {
        let reasons: Vec<String> = vetoed
            .reasons
            .iter()
            .map(|&(day, veto)| format!("{} on {}", words::veto_reason(veto), day.strftime("%A")))
            .collect();
        let _ = writeln!(
            text,
            "  -  {}: not recommended, {}",
            printable(&vetoed.place.name),
            reasons.join(", ")
        );
    }
    text.push('\n');
    text
}

fn page_width(style: Page) -> u16 {
    style.width.clamp(NARROWEST, WIDEST)
}

/// Returns every line of `text` broken to the width of the page.
fn wrapped_lines(text: &str, style: Page) -> String {
    text.lines().map(|line| wrapped(line, style)).collect()
}

/// Returns `text` broken between words to the width of the page, with a final newline; nothing for nothing.
fn wrapped(text: &str, style: Page) -> String {
    indented(text, style, 0)
}

/// Returns `text` broken between words, every line beginning with `indent` spaces.
fn indented(text: &str, style: Page, indent: usize) -> String {
    let width = usize::from(page_width(style)).saturating_sub(indent);
    let mut lines = String::new();
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let length = word.width();
        if used > 0 && used + 1 + length > width {
            lines.push('\n');
            used = 0;
        }
        if used > 0 {
            lines.push(' ');
            used += 1;
        } else {
            lines.extend(std::iter::repeat_n(' ', indent));
        }
        lines.push_str(word);
        used += length;
    }
    if !lines.is_empty() {
        lines.push('\n');
    }
    lines
}
