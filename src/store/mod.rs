//! The only code that writes the disk.
//! Where things are kept, how a file is replaced whole, and what is kept in the cache.

pub mod atomic;
pub mod catalogues;
pub mod event_log;
pub mod forecast_cache;
mod location_cache;
mod lock;
pub mod paths;
pub mod route_cache;
pub mod snapshot;
pub mod subscribers;

pub use location_cache::{LocationCache, locations_kept, remove_locations};
