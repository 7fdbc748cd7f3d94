//! One selector of the table: conditions on the tags of an object that must all hold.
//! `key=value`, `key=*`, `key!=value` and `name~words|other words`, joined by `&`.

use crate::locate::fold;

/// Conditions that must all hold.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Selector {
    conditions: Vec<Condition>,
}

/// Something an object's tags must say.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Condition {
    /// The key has this value, or has it among several: "swimming;tennis".
    Is(String, String),
    /// The key is there.
    Has(String),
    /// The key is not there, or has another value.
    IsNot(String, String),
    /// The name holds one of these, each folded, as whole words; a plural will do.
    Named(Vec<String>),
}

/// The tags of an object, and its name folded once for all the conditions that ask for it.
#[derive(Debug)]
pub(super) struct Tags<'a> {
    tags: &'a [(&'a str, &'a str)],
    folded_name: std::cell::OnceCell<String>,
}

impl<'a> Tags<'a> {
    /// Returns `tags` to be asked.
    pub(super) fn new(tags: &'a [(&'a str, &'a str)]) -> Self {
        Self {
            tags,
            folded_name: std::cell::OnceCell::new(),
        }
    }

    fn value(&self, key: &str) -> Option<&'a str> {
        let found = self.tags.iter().find(|(known, _)| *known == key);
        found.map(|(_, value)| *value)
    }

    /// Returns whether the key has this value, or has it among several.
    pub(super) fn is(&self, key: &str, value: &str) -> bool {
        self.value(key).is_some_and(|held| holds(held, value))
    }

    /// Returns the name between blanks, folded: " chester zoo ".
    fn padded_name(&self) -> &str {
        self.folded_name.get_or_init(|| {
            let name = self.value("name").unwrap_or_default();
            // No sign is longer, and a name of megabytes would cost as much to fold.
            let short: String = name.chars().take(LONGEST_NAME).collect();
            format!(" {} ", fold(&short))
        })
    }
}

/// Characters of a name that are looked at.
const LONGEST_NAME: usize = 200;

/// Returns whether a value of a map is `value`, or a list with it: "swimming; tennis".
pub(super) fn holds(held: &str, value: &str) -> bool {
    held == value || held.contains(';') && held.split(';').any(|one| one.trim() == value)
}

impl Selector {
    /// Returns the selector that `text` writes down; `None` for none.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let conditions: Option<Vec<Condition>> = text.split('&').map(Condition::parse).collect();
        conditions.map(|conditions| Self { conditions })
    }

    /// Returns whether every condition holds.
    pub(super) fn matches(&self, tags: &Tags<'_>) -> bool {
        self.conditions
            .iter()
            .all(|condition| condition.holds_for(tags))
    }

    /// Returns how many conditions there are.
    pub(super) fn conditions(&self) -> usize {
        self.conditions.len()
    }

    /// Returns whether it asks for nothing but words in the name.
    pub(super) fn is_bare_name(&self) -> bool {
        let named = |condition: &Condition| matches!(condition, Condition::Named(_));
        self.conditions.iter().all(named)
    }

    /// Returns the key and the value, where there is one, that an object must have for this to match.
    pub(super) fn anchor(&self) -> Option<(&str, Option<&str>)> {
        let valued = self
            .conditions
            .iter()
            .find_map(|condition| match condition {
                Condition::Is(key, value) => Some((key.as_str(), Some(value.as_str()))),
                _ => None,
            });
        valued.or_else(|| {
            self.conditions
                .iter()
                .find_map(|condition| match condition {
                    Condition::Has(key) => Some((key.as_str(), None)),
                    _ => None,
                })
        })
    }
}

impl Condition {
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(words) = text.strip_prefix("name~") {
            let words: Vec<String> = words.split('|').flat_map(spellings).collect();
            let good = !words.is_empty() && words.iter().all(|word| !word.is_empty());
            return good.then_some(Self::Named(words));
        }
        let (key, value) = text.split_once('=')?;
        let part = |text: &str| {
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '-');
            (!text.is_empty() && text.chars().all(plain)).then(|| text.to_owned())
        };
        match (key.strip_suffix('!'), value) {
            (Some(key), value) => Some(Self::IsNot(part(key)?, part(value)?)),
            (None, "*") => Some(Self::Has(part(key)?)),
            (None, value) => Some(Self::Is(part(key)?, part(value)?)),
        }
    }

    fn holds_for(&self, tags: &Tags<'_>) -> bool {
        match self {
            Self::Is(key, value) => tags.is(key, value),
            Self::Has(key) => tags.value(key).is_some_and(|held| !held.trim().is_empty()),
            Self::IsNot(key, value) => !tags.is(key, value),
            Self::Named(words) => {
                let name = tags.padded_name();
                words.iter().any(|words| has_words(name, words))
            }
        }
    }
}

/// Returns whether `name`, padded with blanks, holds `words` as whole words, or their plural.
fn has_words(name: &str, words: &str) -> bool {
    name.match_indices(words).any(|(at, _)| {
        let before = name.get(..at).unwrap_or_default();
        let after = name.get(at + words.len()..).unwrap_or_default();
        before.ends_with(' ') && (after.starts_with(' ') || after.starts_with("s "))
    })
}

/// Returns every spelling of words with optional letters, folded: "soft ?play" is "soft play" and "softplay".
fn spellings(words: &str) -> Vec<String> {
    let mut spelt = vec![String::new()];
    let mut letters = words.chars().peekable();
    while let Some(letter) = letters.next() {
        if letters.next_if_eq(&'?').is_some() {
            let without = spelt.clone();
            spelt.iter_mut().for_each(|word| word.push(letter));
            spelt.extend(without);
        } else {
            spelt.iter_mut().for_each(|word| word.push(letter));
        }
    }
    spelt.iter().map(|word| fold(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::a_value("tourism=zoo", &[("tourism", "zoo")], true)]
    #[case::another_value("tourism=zoo", &[("tourism", "museum")], false)]
    #[case::one_of_several("sport=swimming", &[("sport", "tennis; swimming")], true)]
    #[case::any_value("heritage=*", &[("heritage", "2")], true)]
    #[case::a_blank_is_no_value("name=*", &[("name", "  ")], false)]
    #[case::not_this_one("access!=private", &[("access", "private")], false)]
    #[case::not_there_at_all("access!=private", &[], true)]
    #[case::all_must_hold("a=b&c=d", &[("a", "b")], false)]
    #[case::both_hold("a=b&c=d", &[("a", "b"), ("c", "d")], true)]
    #[case::words_in_a_name("name~farm park|open farm", &[("name", "Hatton's Open-Farm, Kent")], true)]
    #[case::a_plural("name~garden", &[("name", "Kew Gardens")], true)]
    #[case::no_part_of_a_word("name~lido", &[("name", "Solidor")], false)]
    #[case::no_longer_word("name~steam", &[("name", "Steamer Quay")], false)]
    #[case::an_optional_blank("name~soft ?play", &[("name", "SOFTPLAY Leeds")], true)]
    #[case::with_the_blank("name~soft ?play", &[("name", "Big Soft Play")], true)]
    #[case::an_apostrophe("name~children's farm", &[("name", "Childrens’ Farm")], true)]
    fn a_selector_matches_what_it_says(
        #[case] selector: &str,
        #[case] tags: &[(&str, &str)],
        #[case] expected: bool,
    ) {
        let selector = Selector::parse(selector).unwrap();
        assert_eq!(selector.matches(&Tags::new(tags)), expected);
    }

    #[rstest]
    #[case::nothing("")]
    #[case::no_value("tourism=")]
    #[case::no_key("=zoo")]
    #[case::no_equals("tourism")]
    #[case::an_empty_part("a=b&")]
    #[case::no_words("name~")]
    #[case::an_empty_word("name~zoo|")]
    #[case::a_stray_sign("a=b|c")]
    fn what_is_no_selector_is_refused(#[case] text: &str) {
        assert_eq!(Selector::parse(text), None);
    }
}
