//! `undo`: what was written down counts no more.

use super::reactions::react;
use super::{event_log, me, record, told};
use crate::app::Answer;
use crate::app::catalogue::{self as catalogues, categories};
use crate::app::world::{self, World};
use crate::cli::UndoArgs;
use crate::commands::{Given, Undo};
use crate::config::Settings;
use crate::domain::Occurrence;
use crate::error::Error;
use crate::queries::{Family, Verdict};
use crate::report::safe::printable;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// Takes an event back, else the last that can be.
pub(in crate::app) fn undo(args: &UndoArgs, world: &World) -> Result<Answer, Error> {
    let config = world.config()?;
    let settings = Settings::of(&config)?;
    let now = world::now(&config)?;
    let (me, kinds) = (me(&settings), categories()?);
    let log = event_log(&config, now)?;
    let today = now.to_zoned_datetime(TimeZone::system()).date();
    let seen = log.read()?;
    let undo = Undo {
        event: match args.event {
            Some(event) => Some(event),
            // The last by now: of two who take it back at once, the second does not take back the one before.
            None => Undo::latest(&me, seen.events())?,
        },
    };
    let mut recorded = record(&log, &BTreeMap::new(), |family, events| {
        let given = Given {
            family,
            actor: &me,
            today,
            kinds: &kinds,
            listed: None,
        };
        undo.decide(&given, events)
    })?;
    recorded.warnings.extend(seen.warnings());
    let lines: Vec<String> = recorded
        .events
        .iter()
        .filter_map(|event| match &event.occurrence {
            Occurrence::EventUndone { what, .. } => Some(format!(
                "Undone: the {} counts no more. kidtrip undo {} brings it back.",
                printable(what),
                event.id
            )),
            _ => None,
        })
        .collect();
    // An older location may count again, and is to be looked into.
    let opened = catalogues::open(&config, &settings, kinds)?;
    react(&log, &opened)?;
    let family = Family::of(log.read()?.events());
    let streams = recorded.events.iter().map(|event| event.stream.as_str());
    let no_location: Vec<String> = streams.filter_map(|id| no_location(id, &family)).collect();
    recorded.warnings.extend(no_location);
    Ok(told(lines.join("\n"), recorded))
}

/// Returns that the place `id` has no location that is one, if so: what an undoing brings back may have had none.
fn no_location(id: &str, family: &Family) -> Option<String> {
    let place = family.places.get(id).filter(|place| place.is_alive())?;
    let Some(Verdict::Invalid(reason)) = &place.verdict else {
        return None;
    };
    let (id, reason) = (printable(id), printable(reason));
    Some(format!(
        "{id} is not suggested, for its location is rejected: {reason}; kidtrip amend {id} at=... corrects it"
    ))
}
