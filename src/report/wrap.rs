//! Text broken into lines between words; a word longer than the line stays whole.

use std::borrow::Cow;
use unicode_width::UnicodeWidthStr;

/// Returns every line of `text` broken to the width of the page.
pub(super) fn wrapped_lines(text: &str, width: u16) -> String {
    text.lines().map(|line| wrapped(line, width)).collect()
}

/// Returns `text` broken between words to the width of the page, with a final newline; nothing for nothing.
pub(super) fn wrapped(text: &str, width: u16) -> String {
    indented(text, width, 0)
}

/// Returns `text` broken between words, every line beginning with `indent` spaces.
pub(super) fn indented(text: &str, width: u16, indent: usize) -> String {
    let width = usize::from(width).saturating_sub(indent);
    let mut lines = String::new();
    let mut used = 0;
    for word in words(text) {
        let length = word.width();
        if used > 0 && used + 1 + length > width {
            lines.push('\n');
            used = 0;
        }
        if used > 0 {
            lines.push(' ');
            used += 1;
        } else {
            lines.extend(std::iter::repeat_n(' ', indent));
        }
        lines.push_str(&word);
        used += length;
    }
    if !lines.is_empty() {
        lines.push('\n');
    }
    lines
}

/// Returns the words of `text`; a mark that stands before a word, such as the ! of a warning, stays with it.
fn words(text: &str) -> Vec<Cow<'_, str>> {
    let mut words: Vec<Cow<'_, str>> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match words.last_mut() {
            Some(mark) if matches!(mark.as_ref(), "!" | "?") => {
                let marked = format!("{mark} {word}");
                *mark = Cow::Owned(marked);
            }
            _ => words.push(Cow::Borrowed(word)),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_a_mark_stays_with_its_word() {
        assert_eq!(
            indented("dry all day · ! gusts of wind", 16, 2),
            "  dry all day ·\n  ! gusts of\n  wind\n"
        );
        assert_eq!(wrapped("", 10), "");
    }
}
