//! A kind of place as people write it in a table, found by its id, its label or one half of that.

use crate::catalogue::Categories;
use crate::locate::fold;
use std::collections::HashMap;

/// The kinds of place by every name that people may give them.
#[derive(Debug, Clone)]
pub struct KindNames(HashMap<String, String>);

impl KindNames {
    /// Returns the names of `categories`: of "Zoo or wildlife park" its id, the whole label, "Zoo" and "Wildlife park",
    /// each in the plural too.
    #[must_use]
    pub fn of(categories: &Categories) -> Self {
        let mut names = HashMap::new();
        for kind in categories.iter() {
            let halves = kind.label.split(" or ");
            for name in [kind.id.as_str(), kind.label.as_str()]
                .into_iter()
                .chain(halves)
            {
                let folded = fold(name);
                let plurals = [format!("{folded}s"), plural(&folded)];
                for spelt in plurals.into_iter().chain([folded.clone()]) {
                    // An id is never taken by half a label of another kind.
                    names.entry(spelt).or_insert_with(|| kind.id.clone());
                }
            }
        }
        for kind in categories.iter() {
            names.insert(fold(&kind.id), kind.id.clone());
        }
        Self(names)
    }

    /// Returns whether `folded` is the name of a kind, and of nothing else.
    pub(super) fn is_a_kind(&self, folded: &str) -> bool {
        self.0.contains_key(folded)
    }

    /// Returns the id of the kind that `text` names, a list of several too: "Museum; Gallery" is a museum.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<&str> {
        let named = |text: &str| self.0.get(&fold(text)).map(String::as_str);
        // Nobody writes more than that, and a cell of megabytes would cost as much to fold.
        let short = text.get(..200).unwrap_or(text);
        named(short).or_else(|| short.split([';', ',', '/', '|']).find_map(named))
    }
}

fn plural(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{word}es"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::an_id("soft-play", Some("soft-play"))]
    #[case::an_id_in_words("Soft play", Some("soft-play"))]
    #[case::a_label("Zoo or wildlife park", Some("zoo"))]
    #[case::half_a_label("Wildlife Park", Some("zoo"))]
    #[case::a_plural("Museums", Some("museum"))]
    #[case::another_plural("Libraries", Some("library"))]
    #[case::beaches("Beaches", Some("beach"))]
    #[case::the_first_of_several("Cathedral; Museum", Some("museum"))]
    #[case::something_else("Cathedral", None)]
    #[case::nothing("", None)]
    fn a_kind_is_found_by_what_people_call_it(#[case] text: &str, #[case] kind: Option<&str>) {
        let names = KindNames::of(&Categories::built_in().unwrap());
        assert_eq!(names.find(text), kind);
    }

    #[test]
    fn every_kind_is_found_by_its_id_and_its_label() {
        let categories = Categories::built_in().unwrap();
        let names = KindNames::of(&categories);
        for kind in categories.iter() {
            assert_eq!(names.find(&kind.id), Some(kind.id.as_str()));
            assert_eq!(names.find(&kind.label), Some(kind.id.as_str()));
        }
    }
}
