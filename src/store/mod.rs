//! The only code that writes the disk.
//! Where things are kept, how a file is replaced whole, and what is kept in the cache.

pub mod allowance;
pub mod atomic;
pub mod catalogues;
pub mod forecast_cache;
mod location_cache;
mod lock;
pub mod past_cache;
pub mod paths;
pub mod route_cache;

pub use location_cache::{LocationCache, locations_kept, remove_locations};
