//! `review`: the proposals that wait for a decision.

use super::event_log;
use super::reactions::look_into_what_is_left;
use crate::app::Answer;
use crate::app::catalogue::{self as catalogues, categories};
use crate::app::world::{self, World};
use crate::cli::{ReadFormat, ReviewArgs};
use crate::config::Settings;
use crate::error::Error;
use crate::queries::{Family, Verdict, Waiting, proposals};
use crate::report::line;
use crate::report::safe::printable;
use serde::Serialize;
use std::fmt::Write;

/// Lists the proposals that wait for a decision, the longest waiting first.
pub(in crate::app) fn review(args: &ReviewArgs, world: &World) -> Result<Answer, Error> {
    let config = world.config()?;
    let settings = Settings::of(&config)?;
    let log = event_log(&config, world::now(&config)?)?;
    let opened = catalogues::open(&config, &settings, categories()?)?;
    // A log that cannot be written to can still be shown.
    let mut warnings = look_into_what_is_left(&log, &opened).unwrap_or_default();
    let reading = log.read()?;
    let family = Family::of(reading.events());
    let waiting = proposals(&family);
    let of_log = opened.remembered.warnings.iter().cloned();
    for warning in of_log.chain(reading.warnings()) {
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }
    Ok(Answer {
        warnings,
        ..Answer::results(match args.format {
            ReadFormat::Table => table(&waiting),
            ReadFormat::Json => line(&Document {
                schema: "kidtrip.review/1",
                proposals: waiting.iter().map(Proposed::of).collect(),
            }),
        })
    })
}

fn table(waiting: &[Waiting<'_>]) -> String {
    if waiting.is_empty() {
        return "No proposal waits for a decision.\n".to_owned();
    }
    let mut page = String::new();
    for one in waiting {
        let place = &one.proposal.place;
        let _ = writeln!(
            page,
            "{} ({}), proposed by {} at {}\n  {}",
            printable(&place.name),
            printable(&place.kind),
            printable(&one.proposal.by),
            printable(&place.location.at),
            found(one.verdict)
        );
        let id = printable(one.id);
        let _ = match one.verdict {
            Some(Verdict::Valid(_)) => {
                writeln!(page, "  kidtrip approve {id}, or kidtrip reject {id}")
            }
            _ => writeln!(page, "  kidtrip amend {id} at=..., or kidtrip reject {id}"),
        };
    }
    page
}

fn found(verdict: Option<&Verdict>) -> String {
    match verdict {
        None => "the location has not been looked into yet".to_owned(),
        Some(Verdict::Valid(Some(near))) => format!("near {}", printable(near)),
        Some(Verdict::Valid(None)) => "the location is one".to_owned(),
        Some(Verdict::Invalid(reason)) => format!("location rejected: {}", printable(reason)),
    }
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    proposals: Vec<Proposed<'a>>,
}

#[derive(Serialize)]
struct Proposed<'a> {
    id: &'a str,
    name: &'a str,
    category: &'a str,
    at: &'a str,
    lat: f64,
    lon: f64,
    by: &'a str,
    event: String,
    stage: &'static str,
    near: Option<&'a str>,
    reason: Option<&'a str>,
}

impl<'a> Proposed<'a> {
    fn of(waiting: &Waiting<'a>) -> Self {
        let place = &waiting.proposal.place;
        let (near, reason) = match waiting.verdict {
            Some(Verdict::Valid(near)) => (near.as_deref(), None),
            Some(Verdict::Invalid(reason)) => (None, Some(reason.as_str())),
            None => (None, None),
        };
        Self {
            id: waiting.id,
            name: &place.name,
            category: &place.kind,
            at: &place.location.at,
            lat: place.location.lat,
            lon: place.location.lon,
            by: &waiting.proposal.by,
            event: waiting.proposal.event.to_string(),
            stage: waiting.stage.as_str(),
            near,
            reason,
        }
    }
}
