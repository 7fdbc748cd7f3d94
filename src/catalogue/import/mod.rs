//! Any map's places: files of maps read into features, features made into places.
//! One file a format; what is kept, merged and left out is decided in one place for all of them.

mod feature;
mod osm_pbf;

pub use feature::{Feature, ImportError, Progress, Reading, Skipped, TagFilter};
pub use osm_pbf::read_osm_pbf;
