//! Drives by road from a server that knows the roads, where one is configured.
//! What is asked is decided in `service`; the server's wire is known in one file of its own.

pub mod osrm;
pub mod service;
