//! `--format html`: one page that needs nothing else: no script, no picture, font or style from anywhere.
//! `maud` escapes every word; the policy of the page lets a browser load nothing.

use super::Report;
use super::picture::compass::{Compass, in_words};
use super::picture::strip;
use super::telling::{Chapter, Telling, Told};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The style of a page, in light and in dark.
const STYLE: &str = include_str!("page.css");

/// What the page may load: its own style, known by this hash, and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'sha256-S9OTyo8kk+Kpp25qQHpFcP2chjh7QePoi5NqFvBht54='; base-uri 'none'; form-action 'none'";

/// Returns the report as a page of its own.
#[must_use]
pub fn to_html(report: &Report<'_>) -> String {
    let telling = Telling::of(report);
    let style = html! { style { (PreEscaped(STYLE)) } };
    let body = html! {
        header {
            h1 { (telling.title) }
            @for line in telling.head() { p.head { (line) } }
        }
        main {
            @for chapter in &telling.chapters { (one_list(chapter)) }
        }
        footer {
            @for credit in &telling.credits { p { (credit) } }
            p { "Made by kidtrip." }
        }
    };
    document(POLICY, &telling.title, &style, &body)
}

/// Returns a page: what it may load, its title, what else belongs into its head, and its body.
pub(super) fn document(policy: &str, title: &str, head: &Markup, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                title { (title) }
                (head)
            }
            body { (body) }
        }
    };
    let mut text = page.into_string();
    text.push('\n');
    text
}

/// Returns the map of a list with what its signs mean.
pub(super) fn map(places: &[&Told<'_>]) -> Markup {
    html! {
        figure {
            (Compass::of_told(places).to_svg(&in_words(places)))
            figcaption { "Home in the middle, north up, rings of minutes by car. Filled is good, half is fair, a ring is poor." }
        }
    }
}

fn one_list(chapter: &Chapter<'_>) -> Markup {
    let shown: Vec<&Told<'_>> = chapter.places.iter().collect();
    html! {
        section {
            @if let Some(title) = &chapter.title { h2.day { (title) } }
            div.list {
                @if !shown.is_empty() {
                    (map(&shown))
                }
                div.places {
                    ol { @for told in &chapter.places { (one_place(told, None)) } }
                    @for line in &chapter.below { p.below { (line) } }
                }
            }
            @if !chapter.not_confirmed.is_empty() {
                h2 { "Not confirmed" }
                p { "These would do if what is unknown is so." }
                ol { @for told in &chapter.not_confirmed { (one_place(told, None)) } }
            }
        }
    }
}

/// Returns a place as an item of a list; its name leads to `page`, where there is one, else to its own.
pub(super) fn one_place(told: &Told<'_>, page: Option<&str>) -> Markup {
    let zone = told.visit.arrive.time_zone();
    let (marked, reasons) = told.marked_and_reasons();
    html! {
        li value=(told.rank) class=(told.worth.as_str()) {
            h3 {
                @match (page, &told.link) {
                    (Some(page), _) => a href=(page) { (told.name) },
                    (None, Some(link)) => a href=(link) rel="noopener noreferrer" { (told.name) },
                    (None, None) => (told.name),
                }
                " " span.score title="score, of 100" { (told.score) }
            }
            p.when {
                span.drive { (told.drive) }
                ", there " span.hours { (told.hours_there()) }
                @if !told.weather.is_empty() { ". " span.weather { (told.weather) } }
            }
            @if let Some(hours) = told.hours { (strip::to_svg(hours, zone)) }
            @if !reasons.is_empty() { p.why { (reasons.join(" · ")) } }
            @if !marked.is_empty() || !told.bring.is_empty() {
                ul {
                    @for said in &marked { li { (said) } }
                    @if !told.bring.is_empty() { li { "bring " (told.bring.join(", ")) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use sha2::Digest;

    #[test]
    fn the_policy_names_the_hash_of_the_style_as_it_is() {
        let hash = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(STYLE));
        assert!(POLICY.contains(&format!("'sha256-{hash}'")), "it is {hash}");
    }

    #[test]
    fn the_style_loads_nothing() {
        for sign in ["url(", "@import", "</"] {
            assert!(!STYLE.contains(sign), "{sign}");
        }
    }
}
