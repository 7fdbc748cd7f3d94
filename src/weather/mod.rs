//! Weather: forecasts from services, and the climate normals behind them.
//! What is asked of whom is decided in `service`; each service's wire is known in one file of its own.

mod apparent;
pub mod met_norway;
pub mod normals;
pub mod open_meteo;
pub mod service;

pub use apparent::apparent_temperature_c;
