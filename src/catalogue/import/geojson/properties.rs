//! The properties of a GeoJSON feature as the tags of a map, and which object of OpenStreetMap it is, if it is one.

use crate::catalogue::import::collector::{Collector, borrowed, sound_tags};
use crate::catalogue::import::hstore;
use crate::catalogue::import::json::{Members, Object, Scalar};
use crate::catalogue::import::named::{CREDIT, Column, ID, KIND, LICENCE};
use crate::catalogue::import::read::Means;
use serde::de::MapAccess;

/// The properties of a feature, those within `tags` apart.
#[derive(Debug, Default)]
pub(super) struct Known {
    flat: Vec<(String, String)>,
    nested: Vec<(String, String)>,
}

impl Members for Known {
    fn member<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        if key == "tags" {
            map.next_value_seed(Object(&mut self.nested)).map(drop)
        } else {
            self.flat.extend(map.next_value::<Scalar>()?.tag(key));
            Ok(())
        }
    }
}

impl Known {
    /// Returns the object of OpenStreetMap that the feature is: "way/123".
    pub(super) fn object(&self, id: Option<&str>) -> Option<String> {
        let of = |kind: &str, id: &str| {
            let number: u64 = id.parse().ok()?;
            let known = matches!(kind, "node" | "way" | "relation") && number > 0;
            known.then(|| format!("{kind}/{number}"))
        };
        let slashed = |text: &str| text.split_once('/').and_then(|(kind, id)| of(kind, id));
        // overpass-turbo; osmium export; QuickOSM; ogr2ogr; the first overpass-turbo.
        [self.value("@id"), id]
            .into_iter()
            .flatten()
            .find_map(slashed)
            .or_else(|| of(self.value("@type")?, self.value("@id")?))
            .or_else(|| {
                let (letter, number) = self.value("full_id")?.split_at_checked(1)?;
                let kinds = [("n", "node"), ("w", "way"), ("r", "relation")];
                let (_, kind) = kinds.into_iter().find(|(known, _)| *known == letter)?;
                of(kind, number)
            })
            .or_else(|| of(self.value("osm_type")?, self.value("osm_id")?))
            .or_else(|| of("way", self.value("osm_way_id")?))
            .or_else(|| {
                of(self.value("type")?, self.value("id")?).filter(|_| !self.nested.is_empty())
            })
    }

    /// Returns a property, the last of its name.
    pub(super) fn value(&self, key: &str) -> Option<&str> {
        let mut values = self.flat.iter().rev();
        values
            .find(|(known, _)| known == key)
            .map(|(_, value)| value.as_str())
    }

    /// Returns its tags.
    pub(super) fn tags(self) -> Vec<(String, String)> {
        if !self.nested.is_empty() {
            return sound_tags(self.nested);
        }
        let mut tags = Vec::with_capacity(self.flat.len());
        for (key, value) in self.flat {
            match key.as_str() {
                "other_tags" => tags.extend(hstore::tags(&value)),
                // What an export says of itself: "@id", "@geometry".
                _ if key.starts_with('@') => {}
                _ => tags.push((key, value)),
            }
        }
        sound_tags(tags)
    }
}

/// Returns the object of OpenStreetMap that a feature's id names as `osmium export -u type_id` writes it: "n123", "w45", and of an
/// area twice the number of its way, or twice that of its relation and one. Anybody's id may look so; its tags have to as well.
pub(super) fn short_object(id: &str) -> Option<String> {
    let (letter, number) = id.split_at_checked(1)?;
    let plain = number.bytes().all(|byte| byte.is_ascii_digit());
    let number: u64 = number.parse().ok().filter(|number| *number > 0 && plain)?;
    match letter {
        "n" => Some(format!("node/{number}")),
        "w" => Some(format!("way/{number}")),
        "a" if number.is_multiple_of(2) => Some(format!("way/{}", number / 2)),
        "a" if number > 1 => Some(format!("relation/{}", number / 2)),
        _ => None,
    }
}

/// Names the credit and the licence among `tags` of an object of no map known as those of any record.
pub(super) fn credited(tags: &mut [(String, String)]) {
    for (key, _) in tags {
        match Column::of(key) {
            Column::Tag(known) if known == CREDIT || known == LICENCE => *key = known,
            _ => {}
        }
    }
}

/// Returns the tags of a feature that is of no map known, its properties named as people name columns; `None` unless they
/// tell what it is. An id with a letter in it is kept, as that of a table is; a number alone may be that of a line.
pub(super) fn renamed(
    tags: Vec<(String, String)>,
    id: Option<&str>,
    means: &Means<'_>,
    collector: &Collector<'_>,
) -> Option<Vec<(String, String)>> {
    let renamed =
        borrowed(&tags).filter_map(|(key, value)| Column::of(key).tag(value, means.kinds));
    let id = id.filter(|id| id.chars().any(char::is_alphabetic));
    let given = id.map(|id| (ID.to_owned(), id.to_owned()));
    let mut tags = sound_tags(given.into_iter().chain(renamed).collect());
    let has = |key: &str| borrowed(&tags).any(|(known, _)| known == key);
    if has(KIND) || collector.wants(&tags) {
        return Some(tags);
    }
    let kind = means.kind.filter(|_| has("name"))?;
    tags.push((KIND.to_owned(), kind.to_owned()));
    Some(tags)
}
