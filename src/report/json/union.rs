//! What came of a merge as JSON, version 1.

use super::line;
use crate::queries::{Conflict, Said};
use crate::report::Union;
use serde::Serialize;

/// Returns what came of a merge as one document.
#[must_use]
pub fn union_to_json(union: &Union<'_>) -> String {
    line(&Document {
        schema: "kidtrip.merge/1",
        from: &union.from,
        new: union.added,
        known: union.known,
        left_out: union.left_out,
        followed: union.followed,
        deciders: &union.deciders,
        suggested: union
            .suggested
            .iter()
            .map(|(id, name)| Suggested { id, name })
            .collect(),
        twins: union
            .twins
            .iter()
            .map(|twin| TwinEntry {
                place: twin.second,
                same_as: twin.first,
            })
            .collect(),
        conflicts: union.conflicts.iter().map(ConflictEntry::of).collect(),
    })
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    from: &'a str,
    new: usize,
    known: usize,
    left_out: usize,
    followed: usize,
    deciders: &'a [String],
    suggested: Vec<Suggested<'a>>,
    twins: Vec<TwinEntry<'a>>,
    conflicts: Vec<ConflictEntry<'a>>,
}

#[derive(Serialize)]
struct Suggested<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct TwinEntry<'a> {
    place: &'a str,
    same_as: &'a str,
}

#[derive(Serialize)]
struct ConflictEntry<'a> {
    place: &'a str,
    name: &'a str,
    fact: &'a str,
    counts: SaidEntry<'a>,
    passed_over: SaidEntry<'a>,
}

#[derive(Serialize)]
struct SaidEntry<'a> {
    value: &'a str,
    by: &'a str,
    event: String,
}

impl<'a> ConflictEntry<'a> {
    fn of(conflict: &'a Conflict<'a>) -> Self {
        Self {
            place: conflict.stream,
            name: conflict.name,
            fact: &conflict.fact,
            counts: SaidEntry::of(&conflict.counts),
            passed_over: SaidEntry::of(&conflict.passed_over),
        }
    }
}

impl<'a> SaidEntry<'a> {
    fn of(said: &'a Said<'a>) -> Self {
        Self {
            value: &said.value,
            by: &said.event.actor,
            event: said.event.id.to_string(),
        }
    }
}
