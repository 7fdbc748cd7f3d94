//! Weather: forecasts from services, and the climate normals behind them.
//! What is asked of whom is decided in `service`; each service's wire is known in one file of its own.

pub mod normals;
pub mod open_meteo;
pub mod service;
