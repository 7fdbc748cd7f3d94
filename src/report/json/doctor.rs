//! The shape of `kidtrip.doctor/1`, frozen; `docs/doctor.schema.json` says the same.

use super::contract::Instant;
use super::line;
use crate::report::Checkup;
use serde::Serialize;

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    generated_at: Instant,
    version: &'static str,
    ok: bool,
    checks: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    state: &'static str,
    detail: &'a str,
    hint: Option<&'a str>,
}

/// Returns the checks as one JSON document, with a final newline.
#[must_use]
pub fn doctor_to_json(checkup: &Checkup) -> String {
    let checks = checkup.checks.iter();
    line(&Document {
        schema: "kidtrip.doctor/1",
        generated_at: Instant(checkup.generated_at),
        version: env!("CARGO_PKG_VERSION"),
        ok: checkup.is_well(),
        checks: checks
            .map(|check| Entry {
                id: &check.id,
                state: check.state.as_str(),
                detail: &check.detail,
                hint: check.hint.as_deref(),
            })
            .collect(),
    })
}
