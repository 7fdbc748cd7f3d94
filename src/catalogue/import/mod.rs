//! Any map's places: files of maps read into features, features made into places.
//! One file a format; what is kept, merged and left out is decided in one place for all of them.

mod feature;
mod overpass_query;

pub use feature::{Feature, ImportError, Progress, Reading, Skipped, TagFilter};
pub use overpass_query::{AskedTag, SERVER_SECONDS, WIDEST_KM, overpass_query};
