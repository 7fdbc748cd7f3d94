//! The properties of a GeoJSON feature as the tags of a map, and which object of OpenStreetMap it is, if it is one.

use crate::catalogue::import::collector::{Collector, borrowed, sound_tags};
use crate::catalogue::import::hstore;
use crate::catalogue::import::json::{Members, Object, Scalar};
use crate::catalogue::import::kinds::KindNames;
use crate::catalogue::import::named::{Column, KIND};
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
            let value = map.next_value::<Scalar>()?.text();
            self.flat.extend(value.map(|value| (key.to_owned(), value)));
            Ok(())
        }
    }
}

impl Known {
    fn value(&self, key: &str) -> Option<&str> {
        let mut values = self.flat.iter().rev();
        values
            .find(|(known, _)| known == key)
            .map(|(_, value)| value.as_str())
    }

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

/// Returns the tags of a feature that is of no map known, its properties named as people name columns; `None` unless they
/// tell what it is.
pub(super) fn renamed(
    tags: Vec<(String, String)>,
    kinds: &KindNames,
    kind: Option<&str>,
    collector: &Collector<'_>,
) -> Option<Vec<(String, String)>> {
    let renamed = borrowed(&tags).filter_map(|(key, value)| Column::of(key).tag(value, kinds));
    let mut tags = sound_tags(renamed.collect());
    let has = |key: &str| borrowed(&tags).any(|(known, _)| known == key);
    if has(KIND) || collector.wants(&tags) {
        return Some(tags);
    }
    let kind = kind.filter(|_| has("name"))?;
    tags.push((KIND.to_owned(), kind.to_owned()));
    Some(tags)
}
