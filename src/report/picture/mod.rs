//! Pictures of a report, as data and as SVG: where the places lie, and the weather hour by hour.
//! Every one has a text that says the same, and shape tells what colour tells.

pub(super) mod compass;
pub(super) mod strip;
