//! The kinds of place, with what is typical of each: `data/categories.csv`.

use super::table::TableError;
use crate::domain::{Category, Exposure};
use std::collections::BTreeMap;
use std::sync::Arc;
use thiserror::Error;

const CATEGORIES: &str = include_str!("../../data/categories.csv");

/// The kinds of place, by id.
#[derive(Debug, Clone)]
pub struct Categories(BTreeMap<String, Arc<Category>>);

/// A kind that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("there is no kind of place called \"{asked}\"")]
pub struct UnknownCategory {
    /// What was asked for.
    pub asked: String,
    /// The kind whose name is most like it, if any is.
    pub nearest: Option<String>,
}

impl Categories {
    /// Returns the kinds that come with the program.
    ///
    /// # Errors
    /// None for a table that passes the tests; a damaged one is named by line and column.
    pub fn built_in() -> Result<Self, TableError> {
        let mut categories = BTreeMap::new();
        // Every run reads it: a table without quotes needs no more than its commas.
        for (line, text) in (1..).zip(CATEGORIES.lines()).skip(1) {
            let record: Vec<&str> = text.split(',').collect();
            let category = category(&record, line)?;
            categories.insert(category.id.clone(), Arc::new(category));
        }
        Ok(Self(categories))
    }

    /// Returns the kind `id`.
    ///
    /// # Errors
    /// When there is none; names the most similar one.
    pub fn get(&self, id: &str) -> Result<&Arc<Category>, UnknownCategory> {
        self.0.get(id).ok_or_else(|| UnknownCategory {
            asked: id.to_owned(),
            nearest: self.most_like(id),
        })
    }

    /// Returns every kind, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Category>> {
        self.0.values()
    }

    fn most_like(&self, asked: &str) -> Option<String> {
        let asked = asked.to_lowercase();
        let begins = self
            .0
            .keys()
            .find(|id| asked.len() >= 2 && id.starts_with(&asked));
        let likeness = |id: &String| strsim::jaro_winkler(id, &asked);
        begins
            .or_else(|| {
                self.0
                    .keys()
                    .filter(|id| likeness(id) > 0.75)
                    .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
            })
            .cloned()
    }
}

fn category(record: &[&str], line: usize) -> Result<Category, TableError> {
    let text = |index: usize| record.get(index).copied().unwrap_or_default();
    let bad = |column: &'static str, index: usize| TableError::value(line, column, text(index));
    let age = |column, index: usize| text(index).parse::<u8>().map_err(|_| bad(column, index));
    let number = |column, index: usize| text(index).parse::<f64>().map_err(|_| bad(column, index));
    Ok(Category {
        id: text(0).to_owned(),
        label: text(1).to_owned(),
        exposure: Exposure::new(number("exposure", 2)?).map_err(|_| bad("exposure", 2))?,
        typical_hours: number("typical_hours", 3)?,
        ages: (age("age_min", 4)?, age("age_max", 5)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::a_beginning("zo", Some("zoo"))]
    #[case::a_slip("musuem", Some("museum"))]
    #[case::a_plural("beaches", Some("beach"))]
    #[case::nothing_like_it("qqqq", None)]
    fn an_unknown_kind_names_the_most_similar(#[case] asked: &str, #[case] nearest: Option<&str>) {
        let error = Categories::built_in().unwrap().get(asked).unwrap_err();
        assert_eq!(error.nearest.as_deref(), nearest);
    }

    #[test]
    fn the_table_needs_no_quotes() {
        assert!(!CATEGORIES.contains('"'));
        let columns = |line: &str| line.split(',').count();
        assert!(CATEGORIES.lines().all(|line| columns(line) == 7));
    }

    #[test]
    fn every_kind_has_sensible_defaults() {
        for kind in Categories::built_in().unwrap().iter() {
            assert!(
                kind.typical_hours > 0.0 && kind.typical_hours <= 9.0,
                "{}",
                kind.id
            );
            assert!(kind.ages.0 < kind.ages.1, "{}", kind.id);
            assert!(!kind.label.is_empty(), "{}", kind.id);
        }
    }
}
