//! kidtrip: where shall we take the children, given where we are and the weather when we get there?
//!
//! The modules in the order data passes through them:
//! what was typed, the words, where and which places, the weather, the ranking, the page.

pub mod domain;

pub mod catalogue;
pub mod cli;
pub mod config;
pub mod error;
pub mod locate;
pub mod net;
pub mod planner;
pub mod report;
pub mod store;
pub mod weather;
