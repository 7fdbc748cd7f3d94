//! Where a place comes from that was imported from a map: the object, the file, and whom to credit.

use std::sync::Arc;

/// The object of a map that a place was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapObject {
    /// What the map calls it: "way/123", "line 12".
    pub object: String,
    /// The map it is on.
    pub map: Arc<MapSource>,
}

/// A map that places were imported from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct MapSource {
    /// The file or service it came from: "rutland.osm.pbf", "overpass-api.de".
    pub from: String,
    /// When the map was as imported, RFC 3339, where the source says so.
    pub as_of: Option<String>,
    /// When it was imported, RFC 3339.
    pub imported_at: String,
    /// Whom to credit wherever its places are shown: "Map data (c) OpenStreetMap contributors, ODbL 1.0".
    pub attribution: Option<String>,
    /// The licence: "ODbL 1.0"; `None` where nobody said.
    pub licence: Option<String>,
}
