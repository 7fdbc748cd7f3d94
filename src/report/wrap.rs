//! Text broken into lines between words; a word longer than the line stays whole.

use unicode_width::UnicodeWidthStr;

/// A space that no line is broken at; printed as any other.
const TIE: char = '\u{a0}';

/// Returns `text` as one word, which no line is broken within.
pub(super) fn unbroken(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

/// Units that stay with their number.
const UNITS: [&str; 4] = ["%", "km/h", "mm", "min"];

/// Signs that stay with what they mark.
const MARKS: [&str; 2] = ["! ", "? "];

/// Words that stay with the clock time after them.
const BEFORE_A_CLOCK: [&str; 2] = ["from ", "until "];

/// Returns `text` with its numbers tied to their units, clock times to the word before, and marks to what they mark.
pub(super) fn tied(text: &str) -> String {
    let mut tied = String::with_capacity(text.len());
    for word in text.split_inclusive(' ') {
        let unit = word.trim_end_matches([' ', ',', ';', '.']);
        let number = tied
            .trim_end()
            .ends_with(|last: char| last.is_ascii_digit());
        let clock = word.contains(':') && word.starts_with(|first: char| first.is_ascii_digit());
        let told_when = BEFORE_A_CLOCK.iter().any(|before| tied.ends_with(before));
        if (UNITS.contains(&unit) && number) || (clock && told_when) {
            tied.truncate(tied.trim_end().len());
            tied.push(TIE);
        }
        match MARKS.contains(&word) {
            true => tied.push_str(&unbroken(word)),
            false => tied.push_str(word),
        }
    }
    tied
}

/// Returns `text` with the spaces of its [`unbroken`] words as they are printed.
pub(super) fn untied(text: &str) -> String {
    text.replace(TIE, " ")
}

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
    for word in tied(text).split(' ').filter(|word| !word.is_empty()) {
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
        lines.push_str(&untied(word));
        used += length;
    }
    if !lines.is_empty() {
        lines.push('\n');
    }
    lines
}

/// Returns `line` broken between words where it is longer than `width`, what follows the first break behind `indent`
/// spaces. Every word stays as it is: an address or a path that is longer than a line too.
pub(crate) fn hanging(line: &str, width: usize, indent: usize) -> String {
    let mut text = String::with_capacity(line.len());
    let mut used = 0;
    for (number, word) in line.split(' ').enumerate() {
        let length = word.width();
        if number > 0 && used > indent && used + 1 + length > width {
            text.push('\n');
            text.extend(std::iter::repeat_n(' ', indent));
            used = indent;
        } else if number > 0 {
            text.push(' ');
            used += 1;
        }
        text.push_str(word);
        used += length;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::units("gusts of 70 km/h", 14, "gusts of\n70 km/h\n")]
    #[case::units_in_a_list("a 45 %, b 3 mm", 5, "a\n45 %,\nb\n3 mm\n")]
    #[case::clocks("dry until 12:00", 11, "dry\nuntil 12:00\n")]
    #[case::marks("free · ? check", 9, "free ·\n? check\n")]
    #[case::nothing("", 10, "")]
    #[case::no_unit("it is % odd", 6, "it is\n% odd\n")]
    fn what_belongs_together_stays_on_one_line(
        #[case] text: &str,
        #[case] width: u16,
        #[case] expected: &str,
    ) {
        assert_eq!(wrapped(text, width), expected);
    }

    #[rstest]
    #[case::short("kidtrip: short", "kidtrip: short")]
    #[case::long("kidtrip: one two three four", "kidtrip: one two\n   three four")]
    #[case::an_address(
        "kidtrip: see https://a.example/very/long for more",
        "kidtrip: see\n   https://a.example/very/long\n   for more"
    )]
    #[case::gaps("kidtrip:  a   b", "kidtrip:  a   b")]
    #[case::nothing("", "")]
    fn a_line_hangs_below_its_first_words(#[case] line: &str, #[case] expected: &str) {
        assert_eq!(hanging(line, 17, 3), expected);
    }

    #[test]
    fn a_tied_space_is_printed_as_any_other() {
        assert_eq!(untied(&tied("70 km/h")), "70 km/h");
        assert_eq!(wrapped(&unbroken("18° feels 15°"), 5), "18° feels 15°\n");
    }
}
