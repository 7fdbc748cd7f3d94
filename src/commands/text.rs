//! What was typed, made fit to be kept: one line, nothing that cannot be seen, no longer than it should be.

use super::rejection::Rejection;
use crate::domain::is_harmful;

/// Characters of the name of a place.
const LONGEST_PLACE: usize = 200;
/// Characters of the name of a person.
const LONGEST_NAME: usize = 64;
/// Characters of a note or a reason.
const LONGEST_NOTE: usize = 2_000;
/// Characters of the id of a place.
const LONGEST_ID: usize = 200;

/// Returns `typed` as one line of what can be seen; empty where there is nothing of the kind.
pub(super) fn line(typed: &str) -> String {
    let words = typed.split(|c: char| c.is_whitespace() || is_harmful(c));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Returns the name of a place.
pub(super) fn place_name(typed: &str) -> Result<String, Rejection> {
    let name = line(typed);
    if name.is_empty() {
        return Err(Rejection::new("a place needs a name").hint("give it as it says on its sign"));
    }
    fits("the name of a place", name, LONGEST_PLACE)
}

/// Returns the name of a person, called `what` where it is wrong.
pub(super) fn name(what: &str, typed: &str) -> Result<String, Rejection> {
    let name = line(typed);
    if name.is_empty() {
        return Err(Rejection::new(format!("{what} is missing")));
    }
    if name.starts_with('@') {
        return Err(Rejection::new(format!(
            "{what} cannot begin with @: \"{name}\""
        )));
    }
    fits(what, name, LONGEST_NAME)
}

/// Returns a note or a reason; `None` where there is nothing in it.
pub(super) fn note(what: &str, typed: Option<&str>) -> Result<Option<String>, Rejection> {
    let note = typed.map(line).filter(|note| !note.is_empty());
    note.map(|note| fits(what, note, LONGEST_NOTE)).transpose()
}

/// Returns the id of a place, which is also the name of its stream.
pub(super) fn id(typed: &str) -> Result<String, Rejection> {
    let id = line(typed);
    if id.is_empty() || id.starts_with('@') || id != typed.trim() {
        return Err(
            Rejection::new(format!("\"{id}\" cannot be the id of a place"))
                .hint("an id is like tatton-park"),
        );
    }
    fits("the id of a place", id, LONGEST_ID)
}

fn fits(what: &str, text: String, most: usize) -> Result<String, Rejection> {
    let length = text.chars().count();
    if length <= most {
        return Ok(text);
    }
    let reason = format!("{what} is too long: {length} characters of {most} at most");
    Err(Rejection::new(reason))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::blanks_are_one("  Tatton \t Park\n", "Tatton Park")]
    #[case::escapes_cannot_move_a_cursor("Zoo\u{1b}[31m", "Zoo [31m")]
    #[case::nor_turn_the_writing("a\u{202e}b", "a b")]
    #[case::nothing(" \u{200b} ", "")]
    fn what_is_kept_is_one_line_that_can_be_seen(#[case] typed: &str, #[case] kept: &str) {
        assert_eq!(line(typed), kept);
    }

    #[test]
    fn what_is_too_long_is_refused_and_not_cut() {
        let reason = place_name(&"é".repeat(201)).unwrap_err().reason;
        assert_eq!(
            reason,
            "the name of a place is too long: 201 characters of 200 at most"
        );
        assert!(place_name(&"é".repeat(200)).is_ok());
        assert!(note("the note", Some(&"x".repeat(2_001))).is_err());
        assert_eq!(note("the note", Some(" \n ")), Ok(None));
    }

    #[rstest]
    #[case::of_the_editors("@editors")]
    #[case::empty("")]
    #[case::with_an_escape("a\u{1b}b")]
    fn some_ids_are_none(#[case] typed: &str) {
        assert!(id(typed).is_err());
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_kept_harmless(typed: String) {
            let line = line(&typed);
            prop_assert!(!line.chars().any(is_harmful));
            prop_assert_eq!(line.trim(), line.as_str());
        }
    }
}
