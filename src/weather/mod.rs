//! Weather: forecasts from services, past years from an archive, and the climate normals behind them.
//! What is asked of whom is decided in `service` and `past`; each service's wire is known in one file of its own.

pub mod allowance;
mod apparent;
pub mod free_tier;
pub mod met_norway;
pub mod normals;
pub mod open_meteo;
pub mod past;
pub mod peace;
pub mod service;

pub use apparent::apparent_temperature_c;
