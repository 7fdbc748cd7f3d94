//! The hours of a day as a chart: temperature, rain and wind under each other, and when the family is there.
//! Where the page is too narrow for the day, the day goes on below.

use super::chart::bar;
use super::{Page, page_width};
use crate::planner::{ClockHour, DAYTIME, DayWeather, Daylight, OutlookHour, Visit};
use crate::report::words::{self, round_to};
use crate::report::wrap::wrapped;
use jiff::{SignedDuration, Timestamp, ZonedDateTime};

/// A day to be drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct HourChart<'a> {
    /// The day.
    pub(super) day: &'a DayWeather,
    /// When the family is there.
    pub(super) visit: Option<&'a Visit>,
    /// The instant of asking: hours that are over are not drawn.
    pub(super) now: Timestamp,
}

/// The hours between which daylight lengthens the chart.
const EARLIEST: i8 = 6;
const LATEST: i8 = 22;
/// Hours that a chart has at least: late in the evening it goes on to midnight.
const FEWEST: usize = 3;
/// Columns before the hours.
const LABEL: usize = 4;
/// Columns between the hours and what is said beside them.
const ASIDE: usize = 3;
/// What the bracket is.
const VISIT: &str = "your visit";

/// Returns the chart, with a final newline; hours without data are marked "?".
pub(super) fn hour_chart(of: &HourChart<'_>, style: Page) -> String {
    let hours = shown(of);
    let width = usize::from(page_width(style));
    let cells: Vec<[String; 4]> = hours.iter().map(|hour| cells(hour, style)).collect();
    let longest = cells.iter().flatten().map(|cell| cell.chars().count());
    let cell = 1 + longest.max().unwrap_or(0).max(2);
    let room = ((width - LABEL) / cell).max(1);
    let lines = hours.len().div_ceil(room).max(1);
    let asides = asides(of.day, &hours);
    let beside = LABEL + cell * hours.len() + ASIDE;
    let longest = asides.iter().map(|aside| aside.chars().count()).max();
    let fits = lines == 1 && beside + longest.unwrap_or(0) <= width;

    let mut chart = String::new();
    let mut named = false;
    let each = hours.len().div_ceil(lines).max(1);
    for (hours, cells) in hours.chunks(each).zip(cells.chunks(each)) {
        for (row, label) in labels(style).into_iter().enumerate() {
            let values = cells.iter().filter_map(|cells| cells.get(row));
            let values: String = values.map(|value| format!("{value:>cell$}")).collect();
            let aside = asides.get(row).filter(|_| fits);
            let line = format!("{label:<LABEL$}{values}{:ASIDE$}", "");
            chart.push_str((line + aside.map_or("", String::as_str)).trim_end());
            chart.push('\n');
        }
        if let Some(visit) = of.visit
            && let Some((first, last)) = overlap(hours, visit)
        {
            let words = if named { None } else { Some(visit) };
            named = true;
            let from = LABEL + (first + 1) * cell - 2;
            let until = LABEL + (last + 1) * cell;
            let line = bracket(until - from, words, width - from, style);
            chart.push_str(&format!("{:from$}{line}\n", ""));
        }
    }
    if !fits {
        chart.push_str(&wrapped(&below(&asides), page_width(style)));
    }
    chart
}

/// Returns the hours worth drawing: the daytime, the light and the visit, without what is over.
fn shown(of: &HourChart<'_>) -> Vec<ClockHour> {
    let (first, last) = reach(of);
    let hours = of.day.hours.iter().copied();
    let is_over = |hour: &ClockHour| {
        let end = hour.start.checked_add(SignedDuration::from_hours(1));
        end.is_ok_and(|end| end <= of.now)
    };
    let coming: Vec<ClockHour> = hours.filter(|hour| !is_over(hour)).collect();
    let within = coming
        .iter()
        .filter(|hour| (first..last).contains(&hour.clock));
    if within.clone().count() >= FEWEST {
        within.copied().collect()
    } else {
        coming
    }
}

/// Returns the first clock hour of the chart, and the one it ends before.
fn reach(of: &HourChart<'_>) -> (i8, i8) {
    let (mut first, mut last) = match of.day.daylight {
        Daylight::Always => (EARLIEST, LATEST),
        Daylight::Between { .. } | Daylight::Never => (DAYTIME.start, DAYTIME.end),
    };
    if let Some((rise, set)) = of.day.sun() {
        let same = |at: &ZonedDateTime| at.date() == of.day.day;
        // Half an hour of light makes an hour worth its column.
        let rise_from = |at: &ZonedDateTime| at.hour() + i8::from(at.minute() >= 30);
        let (rise, set) = (
            same(&rise).then(|| rise_from(&rise)),
            same(&set).then(|| set.hour()),
        );
        first = first.min(rise.unwrap_or(EARLIEST)).max(EARLIEST);
        last = last.max(set.map_or(LATEST, |hour| hour + 1)).min(LATEST);
    }
    if let Some(visit) = of.visit {
        let ends_later = visit.leave.date() > of.day.day;
        first = first.min(visit.arrive.hour());
        last = last.max(if ends_later {
            24
        } else {
            visit.leave.hour() + 1
        });
    }
    (first, last)
}

fn labels(style: Page) -> [&'static str; 4] {
    let degrees = if style.unicode { " °C" } else { "  C" };
    ["", degrees, "rain", "wind"]
}

fn cells(hour: &ClockHour, style: Page) -> [String; 4] {
    let value = |of: fn(&OutlookHour) -> Option<f64>| hour.weather.as_ref().and_then(of);
    let whole = |value: Option<f64>| match value {
        Some(value) => format!("{:.0}", round_to(value, 0)),
        None => "?".to_owned(),
    };
    [
        format!("{:02}", hour.clock),
        whole(value(|hour| hour.temperature_c)),
        bar(value(OutlookHour::drawn_rain_mm), style.unicode).to_string(),
        whole(value(|hour| hour.wind_kmh)),
    ]
}

/// Returns what is said beside each row; empty where there is nothing to say.
fn asides(day: &DayWeather, hours: &[ClockHour]) -> [String; 4] {
    let gusts = words::strongest_gust_kmh(hours).map(|kmh| format!(", gusts to {kmh:.0}"));
    [
        words::sun(day).unwrap_or_default(),
        words::felt(hours).unwrap_or_default(),
        words::rain_and_dry_spell(hours),
        format!("km/h{}", gusts.unwrap_or_default()),
    ]
}

/// Returns the same as one line, for a page without room beside the rows.
fn below(asides: &[String; 4]) -> String {
    let [sun, felt, rain, wind] = asides;
    let wind = format!("wind in {wind}");
    let rain = match rain.starts_with(|first: char| first.is_ascii_digit()) {
        true => format!("rain {rain}"),
        false => rain.clone(),
    };
    let told = [sun, felt, &rain, &wind].into_iter();
    let told: Vec<&str> = told
        .map(String::as_str)
        .filter(|said| !said.is_empty())
        .collect();
    told.join(" · ")
}

/// Returns the first and the last of `hours` that the visit counts.
fn overlap(hours: &[ClockHour], visit: &Visit) -> Option<(usize, usize)> {
    let counted = visit.hours();
    let is_in = |hour: &ClockHour| counted.contains(&hour.start);
    let first = hours.iter().position(is_in)?;
    Some((first, hours.iter().rposition(is_in)?))
}

/// Returns a bracket of `length` columns, with what it means inside or behind it as far as there is `room`.
fn bracket(length: usize, visit: Option<&Visit>, room: usize, style: Page) -> String {
    let (open, bar, close) = match style.unicode {
        true => ('└', "─", '┘'),
        false => ('|', "-", '|'),
    };
    let drawn = |words: &str| {
        let bars = length.saturating_sub(2 + words.chars().count());
        let (left, right) = (bar.repeat(bars / 2), bar.repeat(bars - bars / 2));
        format!("{open}{left}{words}{right}{close}")
    };
    let Some(visit) = visit else {
        return drawn("");
    };
    let times = format!(
        "{}-{}",
        words::clock(&visit.arrive),
        words::clock(&visit.leave)
    );
    let inside = |words: &str| words.chars().count() + 4 <= length;
    let whole = format!("{VISIT} {times}");
    let line = if inside(&whole) {
        return drawn(&format!(" {whole} "));
    } else if inside(VISIT) {
        format!("{} {times}", drawn(&format!(" {VISIT} ")))
    } else {
        format!("{} {whole}", drawn(""))
    };
    if line.chars().count() <= room {
        line
    } else {
        if inside(VISIT) {
            drawn(&format!(" {VISIT} "))
        } else {
            drawn("")
        }
    }
}

#[cfg(test)]
mod tests;
