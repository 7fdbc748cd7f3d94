//! The page of one place: its coming days and the best of them, then every fact with who says so.

use super::super::picture::strip;
use super::super::telling::{Worth, in_full, of_the_web};
use super::{Assets, forecasts, page};
use crate::planner::{ComingDay, Refusal, Weather};
use crate::report::safe::printable;
use crate::report::words::{self, Known};
use crate::report::{Profile, WeatherKind};
use maud::{Markup, html};

/// Everything the page of a place needs.
#[derive(Debug, Clone)]
pub struct PlacePage<'a> {
    /// The place and its coming days.
    pub profile: &'a Profile<'a>,
    /// What every page shares.
    pub assets: &'a Assets,
}

/// Returns the page of a place.
#[must_use]
pub fn place_page(asked: &PlacePage<'_>) -> String {
    let profile = asked.profile;
    let place = profile.candidate.place;
    let name = printable(&place.name);
    let mut about = vec![printable(&place.category.label).into_owned()];
    let region = place.region.as_deref().map(words::region);
    about.extend(region.map(|region| printable(&region).into_owned()));
    let code = place.postcode.as_deref();
    about.extend(code.map(|code| printable(code).into_owned()));
    let body = html! {
        nav aria-label="Site" { a href="../index.html" { "All places" } }
        header {
            h1 { (name) }
            p.head { (about.join(", ")) }
            p.head { (words::drive(&profile.candidate.journey)) ", " (format!("{:.0} km", profile.candidate.journey.crow_km)) " " (profile.candidate.journey.compass().as_str()) }
            @if let Some(link) = place.url.as_deref().and_then(of_the_web) {
                p.head { a href=(link) rel="noopener noreferrer" { "Its own page" } }
            }
        }
        main {
            section aria-labelledby="days" {
                h2 #days { "The coming days" }
                (weather(profile))
                (days(profile))
            }
            section aria-labelledby="facts" {
                h2 #facts { "What is known of it" }
                (facts(profile))
            }
        }
        footer {
            @for credit in &profile.credits { p { (in_full(credit)) } }
            p { "Made by kidtrip." }
        }
    };
    page(
        asked.assets,
        "../",
        &format!("{name} · kidtrip"),
        false,
        &body,
    )
}

fn weather(profile: &Profile<'_>) -> Markup {
    let zone = &profile.outing.origin.zone;
    let fetched = profile
        .oldest_forecast()
        .map(|(_, at)| forecasts(&profile.sources_shown(), at, zone));
    html! {
        @match (fetched, profile.weather_kind()) {
            (Some(fetched), WeatherKind::Mixed) => p { (fetched) "; what is marked TYPICAL has no forecast" },
            (Some(fetched), _) => p { (fetched) },
            (None, WeatherKind::Typical | WeatherKind::Mixed) => p { strong { "TYPICAL WEATHER, not a forecast" } },
            (None, _) => p { strong { "NO WEATHER KNOWN" } },
        }
        @if let Some(best) = profile.best() {
            p {
                strong { (words::best_day_title(profile.candidate.place, &profile.days)) ": " (words::day_and_date(best.visit.day)) }
                ". " (words::capitalised(&words::weather_reason(profile.candidate.place, best))) "."
            }
            @if let Some(hours) = best.outlook.forecast() { (strip::to_svg(hours, best.visit.arrive.time_zone())) }
        }
        @for warning in profile.warnings() { p { "! " (warning) } }
    }
}

fn days(profile: &Profile<'_>) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label="The coming days as a table" {
            table {
                caption { "Setting out at " (profile.outing.leave.strftime("%H:%M").to_string()) }
                thead { tr { th scope="col" { "day" } th scope="col" { "visit" } th scope="col" { "score" } th scope="col" { "when you are there" } } }
                tbody { @for one in &profile.days { (day(one)) } }
            }
        }
    }
}

fn day(one: &ComingDay) -> Markup {
    let visit = one.visit().map(|visit| {
        format!(
            "{}-{}",
            words::clock(&visit.arrive),
            words::clock(&visit.leave)
        )
    });
    let (score, worth, story) = match &one.verdict {
        Ok(assessment) => {
            let visit = &assessment.visit;
            let story = words::summary(&assessment.outlook, visit.day, visit.arrive.time_zone());
            let story = match assessment.outlook.weather {
                Weather::Typical(_) => format!("TYPICAL: {story}"),
                Weather::Forecast(_) | Weather::None => story,
            };
            let worth = Worth::of(assessment.score).as_str();
            (format!("{:.0}", assessment.score), worth, story)
        }
        Err(Refusal::Vetoed(veto, _)) => (
            "-".to_owned(),
            "poor",
            format!("not recommended: {}", words::veto_reason(*veto)),
        ),
        Err(refusal) => ("-".to_owned(), "", words::why_left_out(refusal)),
    };
    html! {
        tr class=(worth) {
            th scope="row" { (words::short_date(one.day)) }
            td { (visit.as_deref().unwrap_or("-")) }
            td.mark { (score) }
            td { (story) }
        }
    }
}

fn facts(profile: &Profile<'_>) -> Markup {
    let place = profile.candidate.place;
    let catalogue = format!("catalogue {}", place.catalogue);
    let known = words::facts(place);
    let unknown: Vec<&str> = known
        .iter()
        .filter(|fact| fact.source.is_none() || fact.value.is_none())
        .map(|fact| fact.label)
        .collect();
    html! {
        dl {
            @for fact in &known {
                @if let (Some(value), Some(source)) = (&fact.value, fact.source) {
                    dt { (fact.label) }
                    dd {
                        @match value {
                            Known::Is(value) => (printable(value)),
                            Known::Holds(true) => "yes",
                            Known::Holds(false) => "no",
                        }
                        " " span.from { "(" (printable(words::said_by(source, &catalogue))) ")" }
                    }
                }
            }
            @if !unknown.is_empty() { dt { "not known" } dd { "? " (unknown.join(", ")) } }
            dt { "opening" }
            dd {
                @match words::opening_days(&profile.openings()) {
                    Some(told) => (told),
                    None => "? check opening times",
                }
            }
            dt { "position" }
            dd { (format!("{:.4}, {:.4}", place.position.lat(), place.position.lon())) }
        }
    }
}
