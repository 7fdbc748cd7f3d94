//! What is to be told of a catalogue: how much it holds, how well that is known, and where it comes from.

use crate::catalogue::packed::{About, Known, MapNote};
use std::collections::BTreeMap;

/// What is known of a catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct CatalogueSummary {
    /// What it is called.
    pub name: String,
    /// How it came here.
    pub kind: CatalogueKind,
    /// How many places it has.
    pub places: u32,
    /// How many of each kind.
    pub by_kind: BTreeMap<String, u32>,
    /// Of how many places each fact is known.
    pub known: Known,
    /// South, north, west and east of all of them, degrees.
    pub bounds: Option<[f64; 4]>,
    /// When it was imported, RFC 3339.
    pub created: Option<String>,
    /// The maps its places come from.
    pub maps: Vec<MapNote>,
    /// Where it is kept.
    pub path: Option<String>,
    /// Bytes of that file.
    pub bytes: u64,
    /// Places that are passed over because this release does not know their kind.
    pub passed_over: usize,
    /// What is wrong with it.
    pub fault: Option<String>,
}

/// How a catalogue came here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CatalogueKind {
    /// With the program.
    BuiltIn,
    /// The family wrote it.
    Own,
    /// From a map.
    Imported,
}

impl CatalogueKind {
    /// Returns the word the JSON contract uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BuiltIn => "built-in",
            Self::Own => "own",
            Self::Imported => "imported",
        }
    }
}

impl CatalogueSummary {
    /// Returns a catalogue of which nothing else is known.
    #[must_use]
    pub fn named(name: &str, kind: CatalogueKind) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            places: 0,
            by_kind: BTreeMap::new(),
            known: Known::default(),
            bounds: None,
            created: None,
            maps: Vec::new(),
            path: None,
            bytes: 0,
            passed_over: 0,
            fault: None,
        }
    }

    /// Returns what a catalogue says of itself.
    #[must_use]
    pub fn of(name: &str, kind: CatalogueKind, about: &About) -> Self {
        Self {
            places: about.places,
            by_kind: about.by_kind.clone(),
            known: about.known,
            bounds: about.bounds,
            created: (kind == CatalogueKind::Imported).then(|| about.created.clone()),
            maps: about.maps.clone(),
            ..Self::named(name, kind)
        }
    }

    /// Returns the facts by name, with the number of places of which each is known.
    #[must_use]
    pub fn facts(&self) -> [(&'static str, u32); 13] {
        let known = &self.known;
        [
            ("opening_hours", known.opening_hours),
            ("price", known.price),
            ("url", known.url),
            ("postcode", known.postcode),
            ("buggy", known.buggy),
            ("dog", known.dog),
            ("toilets", known.toilets),
            ("baby_change", known.baby_change),
            ("food", known.food),
            ("booking", known.booking),
            ("exposure", known.exposure),
            ("typical_hours", known.typical_hours),
            ("ages", known.ages),
        ]
    }
}
