//! The only code that writes the disk.
//! Where things are kept, how a file is replaced whole, and what is kept in the cache.

pub mod allowance;
pub mod atomic;
mod cache_check;
pub mod catalogues;
pub mod editions;
pub mod event_log;
pub mod forecast_cache;
pub mod hook_failures;
mod location_cache;
mod lock;
pub mod past_cache;
pub mod paths;
mod plain_file;
mod records;
mod refusals;
pub mod route_cache;
pub mod site;
pub mod snapshot;
pub mod subscribers;
mod trial;

pub use cache_check::{CacheCheck, check_cache};
pub use location_cache::{LocationCache, locations_kept, remove_locations};
pub use refusals::Refusals;
pub use trial::{Trial, try_out};
