//! What a reader of text gathers: the features that are wanted, the records that are not to be used, and the bounds of both.

use super::left::called;
use super::shape::Shape;
use super::{Feature, Reading, Skipped, TagFilter};
use std::collections::HashSet;

/// The most features that one file may give: no country has as many.
pub(super) const MOST_FEATURES: usize = 1_000_000;
/// The most tags of all of them together.
const MOST_TAGS_OF_ALL: usize = 10_000_000;
/// The most points of outlines that are kept of one file.
const MOST_POINTS: usize = 20_000_000;
/// The most tags of one object that are looked at.
const MOST_TAGS: usize = 1_000;
/// The most bytes of a value that are kept: OpenStreetMap itself allows 255 letters.
const LONGEST_VALUE: usize = 4_096;

const TOO_MANY_POINTS: &str = "its outlines have more points than those of any country";

/// The features of a file, as they are gathered.
pub(super) struct Collector<'a> {
    filter: &'a dyn TagFilter,
    points: usize,
    tags: usize,
    /// What has been gathered.
    pub(super) reading: Reading,
}

impl<'a> Collector<'a> {
    /// Returns a collector of what `filter` keeps.
    pub(super) fn new(filter: &'a dyn TagFilter) -> Self {
        Self {
            filter,
            points: 0,
            tags: 0,
            reading: Reading::default(),
        }
    }

    /// Returns whether an object with these tags is wanted.
    pub(super) fn wants(&self, tags: &[(String, String)]) -> bool {
        let mut any = borrowed(tags);
        if !any.any(|(key, value)| self.filter.may_matter(key, value)) {
            return false;
        }
        let tags: Vec<(&str, &str)> = borrowed(tags).collect();
        self.filter.keeps(&tags)
    }

    /// Counts one object more that was looked at.
    pub(super) fn saw(&mut self) {
        self.reading.objects += 1;
    }

    /// Takes a feature, or counts that it is nowhere, of which `nowhere` says why.
    ///
    /// # Errors
    /// Names the bound that it breaks.
    pub(super) fn take(
        &mut self,
        source: String,
        tags: Vec<(String, String)>,
        shape: Option<Shape>,
        nowhere: impl FnOnce() -> String,
    ) -> Result<(), &'static str> {
        let Some(shape) = shape else {
            let name = borrowed(&tags).find(|(key, _)| *key == "name");
            self.reading.skip(Skipped::NoPosition, || {
                let called = called(name.map(|(_, name)| name), &source);
                format!("{called}: {}", nowhere())
            });
            return Ok(());
        };
        self.points += shape.outline.iter().map(Vec::len).sum::<usize>();
        self.tags += tags.len();
        if self.tags > MOST_TAGS_OF_ALL {
            return Err("its places have more tags than those of any country");
        }
        if self.points > MOST_POINTS {
            return Err(TOO_MANY_POINTS);
        }
        if self.reading.features.len() >= MOST_FEATURES {
            return Err("there are more places than in any country");
        }
        self.reading.features.push(Feature {
            source,
            tags,
            position: shape.position,
            outline: shape.outline,
        });
        Ok(())
    }

    /// Gives the feature of this index the area that it turns out to have.
    pub(super) fn reshape(&mut self, index: usize, shape: Shape) -> Result<(), &'static str> {
        self.points += shape.outline.iter().map(Vec::len).sum::<usize>();
        if self.points > MOST_POINTS {
            return Err(TOO_MANY_POINTS);
        }
        if let Some(feature) = self.reading.features.get_mut(index) {
            feature.position = shape.position;
            feature.outline = shape.outline;
        }
        Ok(())
    }
}

/// Returns tags as they are asked about.
pub(super) fn borrowed(tags: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    tags.iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
}

/// Returns `tags` with each key once, the last value of each as JSON has it, and no more and no longer than a map has them.
pub(super) fn sound_tags(tags: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut seen = HashSet::new();
    let last: Vec<bool> = tags
        .iter()
        .rev()
        .map(|(key, _)| seen.insert(key.as_str()))
        .collect();
    let kept: Vec<bool> = last.into_iter().rev().collect();
    tags.into_iter()
        .zip(kept)
        .filter(|((_, value), last)| *last && value.len() <= LONGEST_VALUE)
        .map(|(tag, _)| tag)
        .take(MOST_TAGS)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_stands_once_with_its_last_value() {
        let tags = [("a", "1"), ("b", "2"), ("a", "3")]
            .map(|(key, value)| (key.to_owned(), value.to_owned()));
        let sound = sound_tags(tags.to_vec());
        assert_eq!(
            borrowed(&sound).collect::<Vec<_>>(),
            [("b", "2"), ("a", "3")]
        );
    }

    #[test]
    fn a_value_of_a_megabyte_is_left_out() {
        let long = vec![("name".to_owned(), "x".repeat(1 << 20))];
        assert!(sound_tags(long).is_empty());
    }
}
