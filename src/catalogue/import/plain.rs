//! Text of a map made fit to be kept: one line, without what moves a cursor or turns the writing, and no longer than a sign.

use crate::domain::is_harmful;

/// Returns `text` as one line of at most `longest` characters: control characters, direction marks and invisible ones
/// become blanks, runs of blanks one, and none is left at either end.
pub(super) fn plain_line(text: &str, longest: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    let words = text.split(|c: char| c.is_whitespace() || is_no_sign(c));
    for word in words.filter(|word| !word.is_empty()) {
        let gap = usize::from(length > 0);
        // A word that begins beyond the end is left out with all that follow.
        if length + gap >= longest {
            break;
        }
        if gap == 1 {
            line.push(' ');
        }
        let before = line.len();
        line.extend(word.chars().take(longest - length - gap));
        let taken = line.get(before..).map_or(0, |taken| taken.chars().count());
        length += gap + taken;
    }
    line
}

/// Returns whether a sign has none of it: what harms in a service's text, and what stands for bytes that were none.
fn is_no_sign(c: char) -> bool {
    is_harmful(c) || c == '\u{fffd}'
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::plain("Chester Zoo", "Chester Zoo")]
    #[case::gaps("  Chester \t Zoo\r\n", "Chester Zoo")]
    #[case::an_escape("Zoo\u{1b}[31m", "Zoo [31m")]
    #[case::a_direction_mark("a\u{202e}b", "a b")]
    #[case::an_invisible_one("Zo\u{200b}o", "Zo o")]
    #[case::too_long("1234567890 x", "1234567890")]
    #[case::cut_in_a_word("123456 789012", "123456 789")]
    #[case::nothing("\u{0}\n", "")]
    fn a_text_is_one_harmless_line(#[case] text: &str, #[case] expected: &str) {
        let longest = if text.len() > 11 && text.starts_with('1') {
            10
        } else {
            40
        };
        assert_eq!(plain_line(text, longest), expected);
    }

    proptest! {
        #[test]
        fn a_line_is_never_too_long_and_stays_as_it_is(text: String, longest in 0_usize..30) {
            let line = plain_line(&text, longest);
            prop_assert!(line.chars().count() <= longest);
            prop_assert!(!line.chars().any(char::is_control));
            prop_assert_eq!(plain_line(&line, longest), line);
        }
    }
}
