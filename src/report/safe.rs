//! Text from outside made harmless: terminal escapes, bidirectional marks and line breaks taken out.

use crate::domain::is_harmful;
use std::borrow::Cow;

/// Characters of a single text that are printed at most.
const LONGEST: usize = 200;

/// Returns `text` without control characters and invisible direction marks, cut at 200 characters.
///
/// ```
/// use kidtrip::report::safe::printable;
/// assert_eq!(printable("Zoo\u{1b}[31m\n\u{202e}X"), "Zoo[31m X");
/// ```
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) && text.chars().nth(LONGEST).is_none() {
        return Cow::Borrowed(text);
    }
    let mut plain: String = text
        .chars()
        .map(|character| {
            if parts_words(character) {
                ' '
            } else {
                character
            }
        })
        .filter(|&character| is_plain(character))
        .take(LONGEST)
        .collect();
    if text
        .chars()
        .filter(|&character| is_plain(character))
        .nth(LONGEST)
        .is_some()
    {
        plain.push('…');
    }
    Cow::Owned(plain)
}

/// Returns `text` with its line breaks kept and everything else harmless: for messages that quote what was typed.
#[must_use]
pub fn harmless_lines(text: &str) -> String {
    text.chars()
        .filter(|&character| character == '\n' || is_plain(character))
        .collect()
}

fn is_plain(character: char) -> bool {
    !is_harmful(character)
}

/// Returns whether a character parts words, however it breaks a line.
fn parts_words(character: char) -> bool {
    matches!(character, '\n' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
