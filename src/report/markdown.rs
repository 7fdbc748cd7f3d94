//! `--format markdown`: the page as CommonMark, for notes, wikis and messages.
//! Names come from outside: whatever Markdown would take for a sign is escaped.

use super::Report;
use super::telling::{Chapter, Telling, Told};
use std::fmt::Write;

/// Returns the report as Markdown.
#[must_use]
pub fn to_markdown(report: &Report<'_>) -> String {
    let telling = Telling::of(report);
    let mut text = format!("# {}\n\n", escaped(&telling.title));
    for line in telling.head() {
        let _ = writeln!(text, "{}\n", escaped(line));
    }
    for chapter in &telling.chapters {
        text.push_str(&one_list(chapter));
    }
    let _ = writeln!(text, "---\n\n{}", escaped(&telling.credits_in_short));
    text
}

fn one_list(chapter: &Chapter<'_>) -> String {
    let mut text = String::new();
    if let Some(title) = &chapter.title {
        let _ = writeln!(text, "## {}\n", escaped(title));
    }
    text.extend(chapter.places.iter().map(item));
    if !chapter.not_confirmed.is_empty() {
        text.push_str("### Not confirmed\n\nThese would do if what is unknown is so.\n\n");
        text.extend(chapter.not_confirmed.iter().map(item));
    }
    for line in &chapter.below {
        let _ = writeln!(text, "{}\n", escaped(line));
    }
    text
}

/// Returns a place as an item of a numbered list, what is said of it as a paragraph below.
fn item(told: &Told<'_>) -> String {
    let name = match &told.link {
        Some(link) => format!("[{}](<{link}>)", escaped(&told.name)),
        None => escaped(&told.name),
    };
    let mut said = vec![told.weather.clone()];
    said.extend(told.said.iter().cloned());
    if !told.bring.is_empty() {
        said.push(format!("bring {}", told.bring.join(", ")));
    }
    said.retain(|phrase| !phrase.is_empty());
    let mark = format!("{}. ", told.rank);
    let indent = " ".repeat(mark.len());
    format!(
        "{mark}**{name}**, score {}, {}, there {}\n\n{indent}{}\n\n",
        told.score,
        told.drive,
        told.hours_there(),
        escaped(&said.join(" · ")),
    )
}

/// Returns text in which nothing is a sign of Markdown or HTML.
fn escaped(text: &str) -> String {
    const ANYWHERE: &str = "\\`*_[]<>&~|$^{}";
    const AT_THE_START: &str = "#+-=:";
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mut plain = String::with_capacity(text.len() + 8);
    for (at, character) in text.char_indices() {
        let begins = at == 0 && AT_THE_START.contains(character);
        let numbers = digits > 0 && at == digits && matches!(character, '.' | ')');
        if ANYWHERE.contains(character) || begins || numbers {
            plain.push('\\');
        }
        plain.push(character);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    /// Returns what a reader of Markdown that is not ours makes of a text: the words, and the signs that are not of a paragraph.
    fn read(markdown: &str) -> (String, Vec<String>) {
        let (mut words, mut signs) = (String::new(), Vec::new());
        for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Text(text) => words.push_str(&text),
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                other => signs.push(format!("{other:?}")),
            }
        }
        (words, signs)
    }

    proptest! {
        #[test]
        fn a_name_is_words_and_nothing_else(name in "[-a-z0-9#*_`<>&\\[\\]()!+=~|:.\"'{}$^@\\\\]{1,30}( [-a-z0-9#*_`<>&=~|.)(]{1,9})?") {
            let (words, signs) = read(&escaped(&name));
            prop_assert_eq!(&signs, &Vec::<String>::new());
            prop_assert_eq!(words, name);
        }
    }
}
