//! Fake services on loopback, as their documentation and recordings describe them.
//! They count what they are asked, and fail in every way they are told to.
#![allow(
    dead_code,
    reason = "the tests and the example each use a part of the fakes"
)]

pub(crate) mod archive;
#[cfg(test)]
mod checks;
pub(crate) mod http;
pub(crate) mod locations;
pub(crate) mod met_norway;
pub(crate) mod open_meteo;
pub(crate) mod osrm;
pub(crate) mod overpass;
#[cfg(test)]
pub(crate) mod smtp;
pub(crate) mod weather;
