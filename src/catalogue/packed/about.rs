//! What a catalogue's file says of itself: its maps, kinds and zones, how many places, and what is known of them.
//! JSON, so that a person can read it; later releases may add to it.

use crate::domain::MapSource;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a file says of itself.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct About {
    /// What it was called when it was written.
    pub name: String,
    /// When it was written, RFC 3339.
    pub created: String,
    /// How many places it has.
    pub places: u32,
    /// South, north, west and east of all of them, degrees; `None` without any.
    pub bounds: Option<[f64; 4]>,
    /// How many places of each kind.
    pub by_kind: BTreeMap<String, u32>,
    /// Of how many places each fact is known.
    pub known: Known,
    /// The maps its places were imported from.
    pub maps: Vec<MapNote>,
    /// The kinds of its places, by number.
    pub(super) kinds: Vec<String>,
    /// The time zones of its places, by number; one without a name is empty.
    pub(super) zones: Vec<String>,
}

/// Of how many places a fact is known, whatever it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the names are those of the facts")]
pub struct Known {
    pub price: u32,
    pub buggy: u32,
    pub dog: u32,
    pub toilets: u32,
    pub baby_change: u32,
    pub food: u32,
    pub booking: u32,
    pub opening_hours: u32,
    pub url: u32,
    pub postcode: u32,
    pub exposure: u32,
    pub typical_hours: u32,
    pub ages: u32,
}

/// A map as the file has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapNote {
    /// The file or service.
    pub from: String,
    /// When the map was as imported.
    pub as_of: Option<String>,
    /// When it was imported.
    pub imported_at: String,
    /// Whom to credit.
    pub attribution: Option<String>,
    /// The licence.
    pub licence: Option<String>,
}

impl From<&MapSource> for MapNote {
    fn from(map: &MapSource) -> Self {
        Self {
            from: map.from.clone(),
            as_of: map.as_of.clone(),
            imported_at: map.imported_at.clone(),
            attribution: map.attribution.clone(),
            licence: map.licence.clone(),
        }
    }
}

impl From<&MapNote> for MapSource {
    fn from(note: &MapNote) -> Self {
        Self {
            from: note.from.clone(),
            as_of: note.as_of.clone(),
            imported_at: note.imported_at.clone(),
            attribution: note.attribution.clone(),
            licence: note.licence.clone(),
        }
    }
}
