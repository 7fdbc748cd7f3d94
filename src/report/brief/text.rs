//! The brief as plain text, written for reading at 72 columns; only a link may be longer.

use super::super::telling::Told;
use super::super::wrap::{indented, wrapped};
use super::{Brief, Draft, lines_of, when};
use crate::report::words;

/// Columns of a mail.
const WIDTH: u16 = 72;
/// Where what is said of a place begins: below its name.
const INDENT: usize = 3;

/// Returns the brief as plain text.
#[must_use]
pub fn to_brief(brief: &Brief<'_>) -> String {
    written(&Draft::of(brief))
}

/// Returns a draft as plain text.
pub(super) fn written(draft: &Draft<'_>) -> String {
    let (brief, telling) = (draft.brief, &draft.telling);
    // The answer says which day looks better, where days are compared.
    let mut text = wrapped(&format!("{}.", draft.answer), WIDTH);
    for line in &telling.weather {
        text.push_str(&wrapped(line, WIDTH));
    }
    for chapter in &telling.chapters {
        if let Some(title) = &chapter.title {
            text.push_str(&format!("\n{}\n", title.to_uppercase()));
        }
        for told in &chapter.places {
            text.push_str(&place(told, draft.days()));
        }
        for line in &chapter.below {
            text.push('\n');
            text.push_str(&wrapped(line, WIDTH));
        }
    }
    if !brief.changes.is_empty() {
        text.push('\n');
        text.push_str(&wrapped(
            &format!("Since the last brief: {}", brief.changes.join(" ")),
            WIDTH,
        ));
    }
    text.push('\n');
    text.push_str(&wrapped(&format!("{}.", telling.title), WIDTH));
    text.push_str(&wrapped(&telling.credits_in_short, WIDTH));
    text
}

fn place(told: &Told<'_>, days: &[jiff::civil::Date]) -> String {
    let mut text = String::from("\n");
    let head = format!("{}. {} (score {})", told.rank, told.name, told.score);
    text.push_str(&wrapped(&head, WIDTH));
    text.push_str(&indented(&sentence(&when(told, days)), WIDTH, INDENT));
    for line in lines_of(told, days) {
        text.push_str(&indented(&words::capitalised(&line), WIDTH, INDENT));
    }
    if let Some(link) = &told.link {
        text.push_str(&format!("{}{link}\n", " ".repeat(INDENT)));
    }
    text
}

fn sentence(phrase: &str) -> String {
    format!("{}.", words::capitalised(phrase))
}
