//! Pictures of a report, as data, as SVG and as PNG: where the places lie, and the weather hour by hour.
//! Every one has a text that says the same, and shape tells what colour tells.

pub(super) mod compass;
pub(super) mod png;
pub(super) mod strip;
mod strokes;
