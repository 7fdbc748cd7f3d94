//! What a document in prose tells of a ranking: its head, its lists, and of each place what is worth a sentence.
//! Markdown, pages, mail, calendars and waypoints are made of this, so that all of them say the same.

use super::credits::{Credit, in_one_line, of_map};
use super::safe::printable;
use super::table::{conditions, details, header, under_a_roof};
use super::wrap::untied;
use super::{DayList, Report, words};
use crate::domain::Destination;
use crate::planner::rules::{GOOD_FROM, POOR_BELOW};
use crate::planner::{Hours, Suggestion, Visit};
use jiff::{SignedDuration, ZonedDateTime};
use std::borrow::Cow;

/// A report as prose.
pub(super) struct Telling<'a> {
    /// When, from where and when the family leaves.
    pub(super) title: String,
    /// Which day looks better, where there are several to compare.
    pub(super) better: Option<String>,
    /// Whose the forecasts are and how sure, or what there is instead.
    pub(super) weather: Vec<String>,
    /// The lists, in the order of the report; those without a place, too.
    pub(super) chapters: Vec<Chapter<'a>>,
    /// Whom to credit, in full.
    pub(super) credits: Vec<String>,
    /// The same in short, on one line.
    pub(super) credits_in_short: String,
}

/// One list of places.
pub(super) struct Chapter<'a> {
    /// Its day, where each has a list of its own.
    pub(super) title: Option<String>,
    /// The places, the best first.
    pub(super) places: Vec<Told<'a>>,
    /// The places that would do if what is not known of them were so.
    pub(super) not_confirmed: Vec<Told<'a>>,
    /// The plan B, or why there is nothing.
    pub(super) below: Vec<String>,
}

/// What is told of a place.
pub(super) struct Told<'a> {
    /// Its number on the list, from 1.
    pub(super) rank: usize,
    /// The place.
    pub(super) place: &'a Destination,
    /// Its name, harmless.
    pub(super) name: String,
    /// Its score, whole, as every format shows it.
    pub(super) score: String,
    /// How well it does.
    pub(super) worth: Worth,
    /// The visit.
    pub(super) visit: &'a Visit,
    /// When to leave home, by the clock there.
    pub(super) set_out: ZonedDateTime,
    /// When the family is home again, by the clock there.
    pub(super) home_again: ZonedDateTime,
    /// The drive: "about 14 min".
    pub(super) drive: String,
    /// Minutes of the drive.
    pub(super) minutes: f64,
    /// Where it lies, degrees clockwise from north.
    pub(super) bearing: f64,
    /// The weather of the visit.
    pub(super) weather: String,
    /// The hours of the visit, where there is a forecast.
    pub(super) hours: Option<&'a Hours>,
    /// Reasons, warnings, the other days, open questions, in the order of the table.
    pub(super) said: Vec<String>,
    /// What to take along.
    pub(super) bring: Vec<&'static str>,
    /// Its own page, where that is one of the web.
    pub(super) link: Option<String>,
    /// What the owner of the map wants said.
    pub(super) map_credit: Option<String>,
}

/// How well a place does, as shape and colour show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Worth {
    /// A good day out.
    Good,
    /// A fair one.
    Fair,
    /// A poor one.
    Poor,
}

impl Worth {
    /// Returns how well a place with this score does.
    pub(super) fn of(score: f64) -> Self {
        if score >= GOOD_FROM {
            Self::Good
        } else if score >= POOR_BELOW {
            Self::Fair
        } else {
            Self::Poor
        }
    }

    /// Returns the word.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Fair => "fair",
            Self::Poor => "poor",
        }
    }
}

impl<'a> Telling<'a> {
    /// Returns what there is to tell of a report.
    pub(super) fn of(report: &'a Report<'a>) -> Self {
        Self {
            title: untied(&header::title(report)),
            better: header::better(report).as_deref().map(untied),
            weather: header::weather(report).lines().map(untied).collect(),
            chapters: report
                .lists
                .iter()
                .map(|list| Chapter::of(report, list))
                .collect(),
            credits: report
                .credits
                .iter()
                .map(|credit| in_full(credit).into_owned())
                .collect(),
            credits_in_short: in_one_line(&report.credits),
        }
    }

    /// Returns which day looks better, then how sure the weather is.
    pub(super) fn head(&self) -> impl Iterator<Item = &String> {
        self.better.iter().chain(&self.weather)
    }

    /// Returns the places of all lists, the not confirmed left out.
    pub(super) fn places(&self) -> impl Iterator<Item = &Told<'a>> {
        self.chapters.iter().flat_map(|chapter| &chapter.places)
    }
}

impl<'a> Chapter<'a> {
    fn of(report: &'a Report<'a>, list: &'a DayList<'a>) -> Self {
        let ranking = &list.ranking;
        let told = |suggestions: &'a [Suggestion<'a>]| {
            (1..)
                .zip(suggestions)
                .filter_map(|(rank, suggestion)| Told::of(report, list, rank, suggestion))
                .collect()
        };
        let nothing = list
            .nothing
            .as_ref()
            .filter(|_| ranking.results.is_empty())
            .map(|why| format!("Nothing to suggest: {}", printable(why)));
        Self {
            title: report.each_day.then(|| words::days_and_dates(&list.days)),
            places: told(&ranking.results),
            not_confirmed: told(&ranking.not_confirmed),
            below: nothing.into_iter().chain(under_a_roof(list)).collect(),
        }
    }
}

impl<'a> Told<'a> {
    /// Returns what is told of a suggestion; `None` for a visit at the end of time.
    fn of(
        report: &'a Report<'a>,
        list: &'a DayList<'a>,
        rank: usize,
        suggestion: &'a Suggestion<'a>,
    ) -> Option<Self> {
        let candidate = &suggestion.candidate;
        let (place, journey, best) = (candidate.place, &candidate.journey, &suggestion.best);
        let home = &report.outing.origin.zone;
        let drive = minutes(journey.minutes);
        let at_home = |there: &ZonedDateTime| there.with_time_zone(home.clone());
        Some(Self {
            rank,
            place,
            name: printable(&place.name).into_owned(),
            score: format!("{:.0}", best.score),
            worth: Worth::of(best.score),
            visit: &best.visit,
            set_out: at_home(&best.visit.arrive).checked_sub(drive).ok()?,
            home_again: at_home(&best.visit.leave).checked_add(drive).ok()?,
            drive: words::drive(journey),
            minutes: journey.minutes,
            bearing: journey.bearing,
            weather: untied(&conditions(report, list, suggestion)),
            hours: best.outlook.forecast(),
            said: details(report, suggestion)
                .iter()
                .map(|said| without_link(&untied(said), place).to_owned())
                .collect(),
            bring: words::bring(place.exposure, &best.visit, &best.outlook),
            link: place.url.as_deref().and_then(of_the_web),
            map_credit: of_map(place).map(|credit| printable(credit).into_owned()),
        })
    }

    /// Returns warnings and open questions, which have a line each so that nobody reads past them; and all else that is said.
    pub(super) fn marked_and_reasons(&self) -> (Vec<&str>, Vec<&str>) {
        let is_marked = |said: &&str| said.starts_with(['!', '?']);
        self.said.iter().map(String::as_str).partition(is_marked)
    }

    /// Returns from when until when the family is there: "10:43-14:43".
    pub(super) fn hours_there(&self) -> String {
        format!(
            "{}-{}",
            words::clock(&self.visit.arrive),
            words::clock(&self.visit.leave)
        )
    }
}

/// Returns what the source asks for; a map's statement comes from outside, and may say anything.
pub(super) fn in_full(credit: &Credit) -> Cow<'_, str> {
    match credit {
        Credit::Map(statement) => printable(statement),
        own => own.full().into(),
    }
}

/// Returns a phrase without the address at its end: the name is the link.
fn without_link<'s>(phrase: &'s str, place: &Destination) -> &'s str {
    let address = place.url.as_deref().map(printable);
    let cut = address.and_then(|url| phrase.strip_suffix(&*url));
    cut.and_then(|cut| cut.strip_suffix(": ")).unwrap_or(phrase)
}

/// Returns whole minutes, as the visit was planned with.
fn minutes(minutes: f64) -> SignedDuration {
    SignedDuration::try_from_secs_f64(minutes.round() * 60.0).unwrap_or_default()
}

/// Returns an address that a reader's program may follow: one of the web, written as such.
pub(super) fn of_the_web(address: &str) -> Option<String> {
    let url = url::Url::parse(address).ok()?;
    let is_web = matches!(url.scheme(), "https" | "http") && url.has_host();
    is_web.then(|| url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::of_the_web(
        "https://www.chesterzoo.org/a?b=c",
        Some("https://www.chesterzoo.org/a?b=c")
    )]
    #[case::with_a_quote(
        "https://a.example/\"><script>",
        Some("https://a.example/%22%3E%3Cscript%3E")
    )]
    #[case::with_line_breaks("https://a.example/\r\nBcc: b", Some("https://a.example/Bcc:%20b"))]
    #[case::a_script("javascript:alert(1)", None)]
    #[case::a_file("file:///etc/passwd", None)]
    #[case::a_mail("mailto:a@b.example", None)]
    #[case::no_address("see the notice board", None)]
    fn only_addresses_of_the_web_are_linked(#[case] address: &str, #[case] link: Option<&str>) {
        assert_eq!(of_the_web(address).as_deref(), link);
    }

    #[rstest]
    #[case(70.0, Worth::Good)]
    #[case(69.9, Worth::Fair)]
    #[case(50.0, Worth::Fair)]
    #[case(49.9, Worth::Poor)]
    fn a_score_is_good_fair_or_poor(#[case] score: f64, #[case] worth: Worth) {
        assert_eq!(Worth::of(score), worth);
    }
}
