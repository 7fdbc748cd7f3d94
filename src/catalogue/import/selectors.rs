//! Which objects of a map are places for a family, and of which kind: `data/selectors.csv`.
//! The most exact selector wins; what may or may not be visited is decided later, in `clean`.

mod condition;

use self::condition::{Selector, Tags, holds};
use super::TagFilter;
use crate::catalogue::TableError;
use std::collections::{BTreeMap, HashMap};

const TABLE: &str = include_str!("../../../data/selectors.csv");

/// The kind that anything may be that is no other.
const FALLBACK: &str = "attraction";

/// What an object must be tagged, besides its name, for its name alone to tell its kind. "Farm Park Road" is none of
/// these, and neither is the Lido Cinema: what has a kind of its own is not what its name says.
const VAGUE: [(&str, &[&str]); 7] = [
    (
        "tourism",
        &["attraction", "theme_park", "zoo", "museum", "yes"],
    ),
    (
        "leisure",
        &[
            "park",
            "nature_reserve",
            "playground",
            "sports_centre",
            "swimming_pool",
            "water_park",
            "yes",
        ],
    ),
    ("attraction", &["farm", "animal_farm", "yes"]),
    ("boundary", &["protected_area", "national_park"]),
    ("natural", &["wetland", "wood"]),
    ("landuse", &["recreation_ground", "forest"]),
    ("amenity", &["public_bath", "animal_training"]),
];

/// What gives its name to the nameless playground inside it or near it, and is no place for a family itself.
const SETTINGS: [(&str, &[&str]); 3] = [
    (
        "place",
        &[
            "town",
            "suburb",
            "village",
            "hamlet",
            "neighbourhood",
            "quarter",
        ],
    ),
    ("leisure", &["recreation_ground", "common"]),
    ("landuse", &["recreation_ground", "village_green"]),
];

/// The selectors of every kind of place.
#[derive(Debug, Clone)]
pub struct Selectors {
    kinds: Vec<Kind>,
    /// The tags that can make an object worth a look; `None` for a key of which any value can.
    anchors: HashMap<String, Option<Vec<String>>>,
}

#[derive(Debug, Clone)]
struct Kind {
    id: String,
    selectors: Vec<Selector>,
    excluded: Vec<Selector>,
    name_required: bool,
    wanted: bool,
}

/// The kind of place an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selected<'a> {
    /// The id of the kind.
    pub kind: &'a str,
    /// How exactly it was selected: by so many conditions, 0 for the kind that anything may be.
    pub exactness: usize,
    /// Where the kind stands in the table.
    pub order: usize,
    /// Whether the table leaves this object out all the same.
    pub excluded: bool,
    /// Whether the kind is taken: some are only where somebody asks for them.
    pub asked_for: bool,
}

impl Selectors {
    /// Returns the selectors that come with the program.
    ///
    /// # Errors
    /// None for a table that passes the tests; a damaged one is named by line and column.
    pub fn built_in() -> Result<Self, TableError> {
        Self::parse(TABLE)
    }

    fn parse(table: &str) -> Result<Self, TableError> {
        let mut reader = ::csv::Reader::from_reader(table.as_bytes());
        let mut kinds = Vec::new();
        for (line, record) in (2..).zip(reader.records()) {
            let record = record.map_err(|error| TableError::unreadable(line, &error))?;
            kinds.push(kind(&record, line)?);
        }
        let anchors = anchors(&kinds);
        Ok(Self { kinds, anchors })
    }

    /// Returns the selectors with those of the kind `id` too, if it is one that is left out unless asked for.
    #[must_use]
    pub fn including(mut self, id: &str) -> Self {
        for kind in self.kinds.iter_mut().filter(|kind| kind.id == id) {
            kind.wanted = true;
        }
        self
    }

    /// Returns the kind of an object: of the selectors that match, that of the most conditions, the first of the table
    /// among equals; one whose exclusions match only where there is no other.
    #[must_use]
    pub fn select(&self, tags: &[(&str, &str)]) -> Option<Selected<'_>> {
        let tags = Tags::new(tags);
        let selected = (0..)
            .zip(&self.kinds)
            .filter_map(|(order, kind)| kind.select(order, &tags));
        // Of equals the first stays.
        selected.reduce(|best, next| {
            let rank = |one: &Selected<'_>| (one.asked_for, !one.excluded, one.exactness);
            if rank(&next) > rank(&best) {
                next
            } else {
                best
            }
        })
    }

    /// Returns whether a place of the kind `id` is nothing without a name.
    #[must_use]
    pub fn needs_name(&self, id: &str) -> bool {
        let known = self.kinds.iter().find(|kind| kind.id == id);
        known.is_none_or(|kind| kind.name_required)
    }

    /// Returns the tags of objects that may be places with a name, or of those that are places without one too, by key.
    pub(super) fn tags(&self, named: bool) -> BTreeMap<String, Option<Vec<String>>> {
        let wanted = self.kinds.iter().filter(|kind| kind.wanted);
        if !named {
            return tags_of(wanted.filter(|kind| !kind.name_required));
        }
        let mut tags = tags_of(wanted);
        add_all(&mut tags, &VAGUE);
        tags
    }

    /// Returns the ids of the kinds of the table, in its order.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.kinds.iter().map(|kind| kind.id.as_str())
    }
}

impl TagFilter for Selectors {
    fn key_may_matter(&self, key: &str) -> bool {
        self.anchors.contains_key(key)
    }

    fn may_matter(&self, key: &str, value: &str) -> bool {
        match self.anchors.get(key) {
            None => false,
            Some(None) => true,
            Some(Some(values)) => values.iter().any(|wanted| holds(value, wanted)),
        }
    }

    fn keeps(&self, tags: &[(&str, &str)]) -> bool {
        self.select(tags).is_some() || is_setting(tags)
    }
}

/// Returns whether an object only gives its name to others.
pub(super) fn is_setting(tags: &[(&str, &str)]) -> bool {
    let named = tags.iter().any(|(key, _)| *key == "name");
    named && has_one_of(&Tags::new(tags), &SETTINGS)
}

fn has_one_of(tags: &Tags<'_>, table: &[(&str, &[&str])]) -> bool {
    table
        .iter()
        .any(|(key, values)| values.iter().any(|value| tags.is(key, value)))
}

impl Kind {
    fn select(&self, order: usize, tags: &Tags<'_>) -> Option<Selected<'_>> {
        let matching = self.selectors.iter().filter(|one| one.matches(tags));
        let exactness = matching
            .filter_map(|one| match one.is_bare_name() {
                // The vague tag counts as the other condition.
                true => has_one_of(tags, &VAGUE).then_some(2),
                false => Some(one.conditions()),
            })
            .max()?;
        Some(Selected {
            kind: &self.id,
            exactness: if self.id == FALLBACK { 0 } else { exactness },
            order,
            excluded: self.excluded.iter().any(|one| one.matches(tags)),
            asked_for: self.wanted,
        })
    }
}

fn kind(record: &::csv::StringRecord, line: usize) -> Result<Kind, TableError> {
    let text = |index: usize| record.get(index).unwrap_or_default();
    let selectors = |column: &'static str, index: usize| -> Result<Vec<Selector>, TableError> {
        let written = text(index).split(';').filter(|one| !one.is_empty());
        written
            .map(|one| Selector::parse(one).ok_or_else(|| TableError::value(line, column, one)))
            .collect()
    };
    let yes = |column: &'static str, index: usize| match text(index) {
        "yes" => Ok(true),
        "no" => Ok(false),
        other => Err(TableError::value(line, column, other)),
    };
    Ok(Kind {
        id: text(0).to_owned(),
        selectors: selectors("selectors", 1)?,
        excluded: selectors("exclude", 2)?,
        name_required: yes("name_required", 3)?,
        wanted: yes("by_default", 4)?,
    })
}

/// Tags by their keys: the values that matter, `None` for any.
type ByKey = BTreeMap<String, Option<Vec<String>>>;

fn anchors(kinds: &[Kind]) -> HashMap<String, Option<Vec<String>>> {
    let mut anchors = tags_of(kinds.iter());
    add_all(&mut anchors, &VAGUE);
    add_all(&mut anchors, &SETTINGS);
    anchors.into_iter().collect()
}

/// Returns the tags that make an object worth a look as one of `kinds`.
fn tags_of<'a>(kinds: impl Iterator<Item = &'a Kind>) -> ByKey {
    let mut tags = ByKey::new();
    for selector in kinds.flat_map(|kind| &kind.selectors) {
        if let Some((key, value)) = selector.anchor() {
            add(&mut tags, key, value);
        }
    }
    tags
}

fn add_all(tags: &mut ByKey, table: &[(&str, &[&str])]) {
    for (key, values) in table {
        values.iter().for_each(|value| add(tags, key, Some(value)));
    }
}

fn add(tags: &mut ByKey, key: &str, value: Option<&str>) {
    let values = tags
        .entry(key.to_owned())
        .or_insert_with(|| Some(Vec::new()));
    match (value, values.as_mut()) {
        (Some(value), Some(values)) if !values.iter().any(|known| known == value) => {
            values.push(value.to_owned());
        }
        (None, _) => *values = None,
        _ => {}
    }
}

#[cfg(test)]
mod tests;
