//! The static site: the suggestions, every place in reach to search and filter, and a page for each of them.
//! Everything is in the folder: no page loads anything from elsewhere, and all of them work without the script.

mod index;
mod place;

pub use index::{SitePlace, index_page};
pub use place::{PlacePage, place_page};

use super::html::document;
use crate::domain::Source;
use crate::report::words;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// What every page shares, under names that change with their content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assets {
    /// The style: its name and its content.
    pub style: (String, &'static str),
    /// The script of the search, which the pages do without: its name and its content.
    pub script: (String, &'static str),
}

const COMMON_STYLE: &str = concat!(include_str!("../html/page.css"), include_str!("site.css"));
const SCRIPT: &str = include_str!("filter.js");
/// What a page may load: the style and the script beside it, nothing of anybody else's.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; form-action 'none'";

impl Default for Assets {
    fn default() -> Self {
        let named = |stem: &str, ending: &str, content: &str| {
            format!(
                "{stem}.{:08x}.{ending}",
                crc32fast::hash(content.as_bytes())
            )
        };
        Self {
            style: (named("site", "css", COMMON_STYLE), COMMON_STYLE),
            script: (named("filter", "js", SCRIPT), SCRIPT),
        }
    }
}

/// Returns a page; `up` leads from it to the folder of the site: "" or "../".
fn page(assets: &Assets, up: &str, title: &str, with_script: bool, body: &Markup) -> String {
    let head = html! {
        link rel="stylesheet" href={(up) (assets.style.0)};
        link rel="icon" href="data:,";
        @if with_script { script defer src={(up) (assets.script.0)} {} }
    };
    document(POLICY, title, &head, body)
}

/// Returns whose forecasts they are and when they were fetched. A page is read at any time: an age would be wrong.
fn forecasts(sources: &BTreeSet<Source>, fetched_at: Timestamp, zone: &TimeZone) -> String {
    let titles: Vec<&str> = sources.iter().map(|source| source.title()).collect();
    let at = fetched_at.to_zoned_datetime(zone.clone());
    format!(
        "Forecast by {}, fetched on {} at {}",
        titles.join(" and "),
        words::day_and_date(at.date()),
        words::clock(&at)
    )
}
