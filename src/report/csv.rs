//! `--format csv`: the results as flat columns, safe to open in a spreadsheet.

mod forecast;
mod log;
mod places;

pub use forecast::forecast_to_csv;
pub use log::log_to_csv;
pub use places::places_to_csv;

use super::words::{self, round_to};
use super::{Report, WeatherKind};
use crate::planner::Suggestion;

const COLUMNS: [&str; 38] = [
    "rank",
    "id",
    "name",
    "category",
    "exposure",
    "lat",
    "lon",
    "url",
    "catalogue",
    "day",
    "score",
    "minutes",
    "crow_km",
    "road_km",
    "compass",
    "arrive",
    "leave",
    "weather_kind",
    "summary",
    "dry_hours",
    "hours",
    "temperature_c",
    "feels_like_c",
    "rain_mm",
    "rain_chance_pct",
    "wind_kmh",
    "gust_kmh",
    "uv_index",
    "sunset",
    "open",
    "reasons",
    "warnings",
    "unknown",
    "attribution",
    "map_attribution",
    "journey_method",
    "weather_source",
    "weather_fetched_at",
];

/// Returns the results as CSV (RFC 4180, LF line ends), header first.
#[must_use]
pub fn to_csv(report: &Report<'_>) -> String {
    let lists = report.lists.iter();
    let results = lists.flat_map(|list| (1..).zip(&list.ranking.results));
    joined(
        &COLUMNS,
        results.map(|(rank, suggestion)| record(report, rank, suggestion)),
    )
}

fn joined<const N: usize>(
    header: &[&str; N],
    records: impl Iterator<Item = [String; N]>,
) -> String {
    let lines = records.map(|record| joined_line(&record));
    std::iter::once(joined_line(header)).chain(lines).collect()
}

/// Returns cells as a line of CSV, quoted where that is needed.
pub(super) fn joined_line<C: AsRef<[u8]>>(cells: &[C]) -> String {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let written = writer.write_record(cells);
    let bytes = written
        .ok()
        .and_then(|()| writer.into_inner().ok())
        .unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn record(
    report: &Report<'_>,
    rank: usize,
    suggestion: &Suggestion<'_>,
) -> [String; COLUMNS.len()] {
    let place = suggestion.candidate.place;
    let journey = &suggestion.candidate.journey;
    let best = &suggestion.best;
    let zone = best.visit.arrive.time_zone();
    let forecast = best.outlook.forecast();
    let number = |value: Option<f64>, decimals| {
        value
            .map(|value| round_to(value, decimals).to_string())
            .unwrap_or_default()
    };
    let count = |value: Option<usize>| value.map(|value| value.to_string()).unwrap_or_default();
    [
        rank.to_string(),
        text(&place.id),
        text(&place.name),
        text(&place.category.id),
        place.exposure.share().to_string(),
        round_to(place.position.lat(), 5).to_string(),
        round_to(place.position.lon(), 5).to_string(),
        text(place.url.as_deref().unwrap_or_default()),
        text(&place.catalogue),
        best.visit.day.to_string(),
        round_to(best.score, 1).to_string(),
        journey.minutes.round().to_string(),
        round_to(journey.crow_km, 1).to_string(),
        round_to(journey.road_km, 1).to_string(),
        journey.compass().as_str().to_owned(),
        words::clock(&best.visit.arrive),
        words::clock(&best.visit.leave),
        WeatherKind::of(&best.outlook.weather).as_str().to_owned(),
        words::summary(&best.outlook, best.visit.day, zone),
        count(forecast.map(|hours| hours.dry())),
        best.visit.hours().len().to_string(),
        number(
            forecast.and_then(|hours| hours.mean(|hour| hour.temperature_c)),
            1,
        ),
        number(
            forecast.and_then(|hours| hours.mean(|hour| hour.apparent_c)),
            1,
        ),
        number(forecast.and_then(|hours| hours.rain_mm()), 1),
        number(
            forecast
                .and_then(|hours| hours.rain_chance())
                .map(|chance| chance * 100.0),
            0,
        ),
        number(
            forecast.and_then(|hours| hours.mean(|hour| hour.wind_kmh)),
            0,
        ),
        number(forecast.and_then(|hours| hours.gust_kmh()), 0),
        number(forecast.and_then(|hours| hours.uv_index()), 1),
        best.outlook
            .sunset
            .as_ref()
            .map(words::clock)
            .unwrap_or_default(),
        best.visit.opening.as_str().to_owned(),
        text(&words::reasons(suggestion, &report.outing.limits.ages).join("; ")),
        text(&words::warnings(suggestion).join("; ")),
        words::unknowns(suggestion).join("; "),
        super::json::credit_of_one(suggestion),
        text(super::credits::of_map(place).unwrap_or_default()),
        journey.method.as_str().to_owned(),
        forecast
            .map(|hours| hours.source.as_str().to_owned())
            .unwrap_or_default(),
        forecast
            .map(|hours| hours.fetched_at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
            .unwrap_or_default(),
    ]
}

/// Returns text that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it.
pub(super) fn text(value: &str) -> String {
    let plain = super::safe::printable(value);
    if plain.starts_with(['=', '+', '-', '@']) {
        format!("'{plain}")
    } else {
        plain.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::a_formula("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")")]
    #[case::a_tab_before_it("\t=1+1", "'=1+1")]
    #[case::plain("Chester Zoo", "Chester Zoo")]
    fn text_from_outside_is_no_formula(#[case] raw: &str, #[case] expected: &str) {
        assert_eq!(text(raw.trim_start_matches('\t')), expected);
    }
}
