//! The first page of the site: what is suggested, then every place in reach, to be searched and filtered.

use super::super::html::{map, one_place};
use super::super::telling::{Chapter, Telling, Told};
use super::{Assets, forecasts, page};
use crate::domain::Destination;
use crate::report::Report;
use crate::report::safe::printable;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// A place of the site.
#[derive(Debug, Clone)]
pub struct SitePlace {
    /// The place.
    pub place: Destination,
    /// The file of its page, below the folder of the site.
    pub file: String,
    /// Minutes of the drive, and the words for it.
    pub minutes: f64,
    /// "about 14 min".
    pub drive: String,
    /// Its best day of those to come, in a phrase.
    pub best: Option<String>,
}

/// Returns the first page. `nothing` says why nothing is suggested, where that is so.
#[must_use]
pub fn index_page(
    report: &Report<'_>,
    places: &[SitePlace],
    nothing: Option<&str>,
    assets: &Assets,
) -> String {
    let telling = Telling::of(report);
    let fetched = report
        .oldest_forecast()
        .map(|(_, at)| forecasts(&report.sources_shown(), at, &report.outing.origin.zone));
    let body = html! {
        a.skip href="#all" { "To all places" }
        header {
            h1 { (telling.title) }
            @if let Some(better) = &telling.better { p.head { (better) } }
            // Words of an age are of the moment; those of typical weather and of none at all hold.
            @match &fetched {
                Some(fetched) => p.head { (fetched) },
                None => @for line in &telling.weather { p.head { (line) } },
            }
        }
        main {
            @if let Some(nothing) = nothing { p.head { "Nothing to suggest: " (printable(nothing)) } }
            @for chapter in &telling.chapters { (suggestions(chapter, places)) }
            section aria-labelledby="all" {
                h2 #all tabindex="-1" { "All places in reach" }
                (filter(places))
                ul.all { @for one in places { (item(one)) } }
            }
        }
        footer {
            @for credit in &telling.credits { p { (credit) } }
            p { "Made by kidtrip." }
        }
    };
    page(assets, "", &telling.title, true, &body)
}

fn suggestions(chapter: &Chapter<'_>, places: &[SitePlace]) -> Markup {
    let shown: Vec<&Told<'_>> = chapter.places.iter().collect();
    let file = |told: &Told<'_>| {
        let of = places.iter().find(|one| one.place.id == told.place.id);
        of.map(|one| one.file.clone())
    };
    html! {
        section aria-label="Suggestions" {
            @if let Some(title) = &chapter.title { h2.day { (title) } }
            div.list {
                @if !shown.is_empty() { (map(&shown)) }
                div.places {
                    ol { @for told in &chapter.places { (one_place(told, file(told).as_deref())) } }
                    @for line in &chapter.below { p.below { (line) } }
                }
            }
        }
    }
}

fn filter(places: &[SitePlace]) -> Markup {
    let kinds: BTreeMap<&str, &str> = places
        .iter()
        .map(|one| (&*one.place.category.label, &*one.place.category.id))
        .collect();
    html! {
        form.filter hidden role="search" aria-label="Search the places" {
            div { label for="q" { "Name or word" } input #q name="q" type="search" autocomplete="off"; }
            div {
                label for="kind" { "Kind" }
                select #kind name="kind" {
                    option value="" { "all kinds" }
                    @for (label, id) in &kinds { option value=(id) { (printable(label)) } }
                }
            }
            div {
                label for="where" { "Indoors or out" }
                select #where name="where" {
                    option value="" { "both" }
                    option value="in" { "indoors" }
                    option value="out" { "outdoors" }
                    option value="both" { "some of each" }
                }
            }
            div { label for="minutes" { "Minutes by car, at most" } input #minutes name="minutes" type="number" min="0" step="5" inputmode="numeric"; }
            p #found role="status" {}
        }
    }
}

fn item(one: &SitePlace) -> Markup {
    let place = &one.place;
    let kind = &place.category;
    let lies = lies(place);
    let mut about = vec![kind.label.to_lowercase(), one.drive.clone()];
    about.push(
        match lies {
            "in" => "indoors",
            "out" => "outdoors",
            _ => "in and out",
        }
        .to_owned(),
    );
    about.extend((place.price.known() == Some("free")).then(|| "free".to_owned()));
    about.extend(one.best.clone());
    html! {
        li data-kind=(kind.id) data-where=(lies) data-minutes=(one.minutes.round()) {
            a href=(one.file) { (printable(&place.name)) }
            span.about { (printable(&about.join(" · "))) }
        }
    }
}

/// Returns whether a place is indoors, outdoors or both.
fn lies(place: &Destination) -> &'static str {
    if place.exposure.is_indoor() {
        "in"
    } else if place.exposure.is_outdoor() {
        "out"
    } else {
        "both"
    }
}
