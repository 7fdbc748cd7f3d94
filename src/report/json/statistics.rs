//! How much was written down as JSON, version 1.

use super::contract::Instant;
use super::line;
use crate::queries::Statistics;
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;

/// Returns how much was written down as one document.
#[must_use]
pub fn statistics_to_json(statistics: &Statistics, generated_at: Timestamp) -> String {
    line(&Document {
        schema: "kidtrip.statistics/1",
        generated_at: Instant(generated_at),
        events: statistics.events,
        undone: statistics.undone,
        by_type: &statistics.by_type,
        by_actor: &statistics.by_actor,
        by_month: &statistics.by_month,
    })
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    generated_at: Instant,
    events: usize,
    undone: usize,
    by_type: &'a BTreeMap<String, usize>,
    by_actor: &'a BTreeMap<String, usize>,
    by_month: &'a BTreeMap<String, usize>,
}
