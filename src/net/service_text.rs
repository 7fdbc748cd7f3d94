//! Text that a service sent, made fit to be shown in one line of an error.
//! Nothing in it can move a cursor, turn the writing direction or fill a screen.

use crate::domain::is_harmful;

/// Characters that are kept of a service's text.
const LONGEST: usize = 200;

/// Returns `bytes` as one line of harmless text: control, bidi and invisible characters become spaces, runs
/// of spaces become one, and what is longer than 200 characters is cut with an ellipsis.
#[must_use]
pub fn service_text(bytes: &[u8]) -> String {
    // Four bytes are the most a character takes, and markup-free text needs no more than this to fill the line.
    let start = bytes.get(..LONGEST * 16).unwrap_or(bytes);
    let text = String::from_utf8_lossy(start);
    let mut line = String::new();
    let mut length = 0;
    for word in text.split(|c: char| c.is_whitespace() || is_harmful(c)) {
        if word.is_empty() {
            continue;
        }
        let space = usize::from(!line.is_empty());
        let room = LONGEST.saturating_sub(length + space);
        if room == 0 {
            line.push('…');
            return line;
        }
        if space == 1 {
            line.push(' ');
        }
        let letters = word.chars().count();
        line.extend(word.chars().take(room));
        if letters > room {
            line.push('…');
            return line;
        }
        length += space + letters;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::plain_text_stays(b"The service is overloaded", "The service is overloaded")]
    #[case::an_escape_sequence_is_broken(b"\x1b[2Jgone\x07", "[2Jgone")]
    #[case::lines_become_one(b"one\r\nBcc: two\n\n", "one Bcc: two")]
    #[case::a_bidi_override_goes("a\u{202e}b".as_bytes(), "a b")]
    #[case::bytes_that_are_not_text_are_marked(b"\xff\xfe", "\u{fffd}\u{fffd}")]
    #[case::nothing_stays_nothing(b"", "")]
    fn a_service_text_is_one_harmless_line(#[case] bytes: &[u8], #[case] expected: &str) {
        assert_eq!(service_text(bytes), expected);
    }

    #[test]
    fn a_long_text_is_cut_at_200_characters() {
        let cut = service_text("é".repeat(10_000).as_bytes());
        assert_eq!(cut.chars().count(), 201);
        assert!(cut.ends_with("é…"), "{cut}");
    }

    proptest! {
        #[test]
        fn whatever_a_service_sends_fits_a_line(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
            let text = service_text(&bytes);
            prop_assert!(text.chars().count() <= LONGEST + 1);
            prop_assert!(!text.chars().any(is_harmful));
        }
    }
}
