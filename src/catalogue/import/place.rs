//! An object that has passed every rule, made into a place; what the map does not say is usual for its kind, or unknown.

use super::clean::Candidate;
use super::facts::{self, Hours};
use super::named::{BY_POSTCODE, ID};
use super::plain::plain_line;
use crate::domain::{Category, Destination, Exposure, FactSource, FactSources, MapObject, Text};
use crate::locate;
use crate::locate::{Zones, fold};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Letters of a name that its id has at most.
const LONGEST_SLUG: usize = 60;

/// Returns the place that a candidate is, and whether its opening hours could not be read.
pub(super) fn place(
    candidate: Candidate,
    category: &Arc<Category>,
    catalogue: &Arc<str>,
    zones: &Zones,
) -> (Destination, bool) {
    let feature = &candidate.feature;
    let position = feature.position;
    let postcode = facts::postcode(feature, position);
    let zone = postcode
        .as_deref()
        .and_then(locate::postcode_zone)
        .unwrap_or_else(|| zones.at(position));
    let exposure =
        facts::exposure(feature, &category.id).and_then(|share| Exposure::new(share).ok());
    let (youngest, oldest) = facts::ages(feature);
    let (hours, unreadable) = match facts::hours(feature) {
        Hours::Known(hours) => (Some(hours), false),
        Hours::None => (None, false),
        Hours::Unreadable => (None, true),
    };
    let age_min = youngest.unwrap_or(category.ages.0);
    let age_max = oldest.unwrap_or(category.ages.1);
    // Where only one is said and crosses what is usual, the usual gives way.
    let ages = match (youngest, oldest) {
        (Some(_), None) => (age_min, age_max.max(age_min)),
        (None, Some(_)) => (age_min.min(age_max), age_max),
        _ => (age_min, age_max),
    };
    let source = |said: bool| {
        if said {
            FactSource::Map
        } else {
            FactSource::Category
        }
    };
    let place = Destination {
        id: id(&candidate).into(),
        name: candidate.name.clone().into(),
        category: Arc::clone(category),
        position,
        zone,
        postcode: postcode.map(Text::Owned),
        exposure: exposure.unwrap_or(category.exposure),
        typical_hours: category.typical_hours,
        ages,
        price: facts::price(feature),
        facts: facts::family_facts(feature),
        opening_hours: hours.map(Text::Owned),
        url: facts::url(feature).map(Text::Owned),
        region: None,
        catalogue: Arc::clone(catalogue),
        sources: FactSources {
            position: match feature.tag(BY_POSTCODE) {
                Some(_) => FactSource::Postcode,
                None => FactSource::Map,
            },
            exposure: source(exposure.is_some()),
            typical_hours: FactSource::Category,
            age_min: source(youngest.is_some()),
            age_max: source(oldest.is_some()),
            ..FactSources::all(FactSource::Map)
        },
        map: Some(MapObject {
            object: plain_line(&feature.source, 80),
            map: candidate.map,
        }),
    };
    (place, unreadable)
}

/// Returns the id of a place: the same whenever the same object is imported again.
///
/// The id that the file itself gives it; else its name and its object's number, "rutland-water-park-w123"; for an object
/// without a number, its name and a hash of its name and its position to about 100 m.
fn id(candidate: &Candidate) -> String {
    let feature = &candidate.feature;
    if let Some(given) = feature.tag(ID).map(slug).filter(|given| !given.is_empty()) {
        return given;
    }
    let name = match slug(&candidate.name) {
        name if name.is_empty() => candidate.kind.clone(),
        name => name,
    };
    let suffix = match feature.source.split_once('/') {
        Some((kind @ ("node" | "way" | "relation"), number)) => {
            let letter = kind.get(..1).unwrap_or_default();
            format!("{letter}{number}")
        }
        _ => {
            let (lat, lon) = (feature.position.lat(), feature.position.lon());
            hash(&format!("{}|{lat:.3}|{lon:.3}", fold(&candidate.name)))
        }
    };
    format!("{name}-{suffix}")
}

/// Returns a slug of `name`: folded words with hyphens between, cut between two words where it is long.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for word in fold(&plain_line(name, 200))
        .split(' ')
        .filter(|word| !word.is_empty())
    {
        if slug.len() + word.len() >= LONGEST_SLUG {
            // A single word that is too long is cut within.
            if slug.is_empty() {
                slug.extend(word.chars().take(LONGEST_SLUG / 4));
            }
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    slug
}

/// Returns eight letters of the FNV-1a hash of `text`: the same on every machine and in every release.
fn hash(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{:08x}", hash >> 32)
}

/// Makes the ids of `places` differ: of two that are the same, the later gets a number behind.
pub(super) fn make_ids_unique(places: &mut [Destination]) {
    let mut taken: HashSet<String> = places.iter().map(|place| place.id.to_string()).collect();
    // The next number of each id, so that a table in which all are the same is not counted through again and again.
    let mut numbers: HashMap<String, u64> = HashMap::new();
    for place in places {
        let number = numbers.entry(place.id.to_string()).or_insert(0);
        while *number > 0 {
            *number += 1;
            let id = format!("{}-{number}", place.id);
            if taken.insert(id.clone()) {
                place.id = id.into();
                break;
            }
        }
        *number = (*number).max(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::plain("Rutland Water Park", "rutland-water-park")]
    #[case::accents("Château d'Été", "chateau-dete")]
    #[case::signs("  --!! ", "")]
    #[case::another_script("Зоопарк", "зоопарк")]
    fn a_slug_is_what_one_types(#[case] name: &str, #[case] expected: &str) {
        assert_eq!(slug(name), expected);
    }

    #[test]
    fn ids_that_are_the_same_are_numbered() {
        let ids = |names: &[&str]| {
            let mut places: Vec<Destination> = names
                .iter()
                .map(|name| crate::planner::fixture::place(name, "zoo", 0.5, 1.0))
                .collect();
            make_ids_unique(&mut places);
            places.into_iter().map(|place| place.id).collect::<Vec<_>>()
        };
        assert_eq!(ids(&["a", "a", "a-2", "a"]), ["a", "a-3", "a-2", "a-4"]);
        let many = ids(&vec!["a"; 20_000]);
        assert_eq!(many.last().map(|id| &**id), Some("a-20000"));
    }

    #[test]
    fn a_hash_is_the_same_for_ever() {
        // Ids are kept in journals: this number may never change.
        assert_eq!(hash("our zoo|53.400|-2.200"), hash("our zoo|53.400|-2.200"));
        assert_eq!(hash(""), "cbf29ce4");
        assert_eq!(hash("a"), "af63dc4c");
    }

    proptest! {
        #[test]
        fn any_name_has_a_short_slug(name: String) {
            let slug = slug(&name);
            prop_assert!(slug.len() <= 4 * LONGEST_SLUG);
            prop_assert!(!slug.contains(' ') && !slug.starts_with('-') && !slug.ends_with('-'));
        }
    }
}
