//! kidtrip: where shall we take the children, given where we are and the weather when we get there?
//!
//! The modules in the order data passes through them. `docs/architecture.md` has the map and the invariants.

// What was typed, and what it is laid upon.
pub mod cli;
pub mod config;
pub mod error;

// Where pure meets I/O: one function per subcommand.
pub mod app;

// The words.
pub mod domain;

// Where from, which places, which roads, what weather.
pub mod catalogue;
pub mod locate;
pub mod routes;
pub mod weather;

// What the family writes down: decisions that return events, and what the events come to. Pure.
pub mod commands;
pub mod queries;

// The ranking, and the page: pure.
pub mod planner;
pub mod report;

// The outside world: the only disk, the only socket, and the only start of other programs.
pub mod net;
pub mod programs;
pub mod store;
