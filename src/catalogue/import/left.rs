//! What was left for one reason: how many, and the first few by name, so that they can be looked up.

use super::plain::plain_line;

/// Examples that are kept of a reason.
const EXAMPLES: usize = 3;
/// Characters of an example.
const LONGEST_EXAMPLE: usize = 160;
/// Characters of a name in an example.
const LONGEST_NAME: usize = 60;

/// What was left for one reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Left {
    /// How many.
    pub count: u64,
    /// The first few: "Siberian Tiger (way/123)", "line 7: 3 columns, not 5".
    pub examples: Vec<String>,
}

impl Left {
    /// Counts one more, of which `example` tells only where that is kept.
    pub(super) fn add(&mut self, example: impl FnOnce() -> String) {
        self.count += 1;
        if self.examples.len() < EXAMPLES {
            self.examples.push(plain_line(&example(), LONGEST_EXAMPLE));
        }
    }

    /// Counts those that were left elsewhere for the same reason.
    pub(super) fn join(&mut self, others: Self) {
        self.count += others.count;
        let room = EXAMPLES.saturating_sub(self.examples.len());
        self.examples.extend(others.examples.into_iter().take(room));
    }
}

/// Returns what a record is called in an example: its name, where it has one, and its place in the file.
pub(super) fn called(name: Option<&str>, place: &str) -> String {
    let name = name.map(|name| plain_line(name, LONGEST_NAME));
    match name.filter(|name| !name.is_empty()) {
        Some(name) => format!("{name} ({place})"),
        None => place.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn left(names: &[&str]) -> Left {
        let mut left = Left::default();
        for name in names {
            left.add(|| (*name).to_owned());
        }
        left
    }

    #[test]
    fn all_are_counted_and_three_are_named() {
        let mut one = left(&["a", "b"]);
        one.join(left(&["c", "d", "e", "f"]));
        assert_eq!(
            (one.count, one.examples),
            (6, vec!["a".into(), "b".into(), "c".into()])
        );
    }

    #[rstest]
    #[case::with_a_name(Some("Old Mill"), "Old Mill (line 7)")]
    #[case::without_one(None, "line 7")]
    #[case::with_a_blank_one(Some(" \u{1b} "), "line 7")]
    fn a_record_is_called_by_its_name_and_its_place(
        #[case] name: Option<&str>,
        #[case] expected: &str,
    ) {
        assert_eq!(called(name, "line 7"), expected);
    }

    #[test]
    fn an_example_is_one_line_of_a_bounded_length() {
        let long = format!("a\nb{}", "x".repeat(10_000));
        let left = left(&[&long]);
        assert!(left.examples[0].starts_with("a bx") && left.examples[0].len() == LONGEST_EXAMPLE);
        assert!(called(Some(&long), "line 7").len() < LONGEST_NAME + 20);
    }
}
