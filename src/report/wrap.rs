//! Text broken into lines between words; a word longer than the line stays whole.

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
    for word in text.split(' ').filter(|word| !word.is_empty()) {
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
        lines.push_str(word);
        used += length;
    }
    if !lines.is_empty() {
        lines.push('\n');
    }
    lines
}
