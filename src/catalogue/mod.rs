//! The places: the built-in catalogue.
