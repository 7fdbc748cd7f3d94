//! What the family writes down: who writes, where to, and what the log means for what is suggested.
//! Decisions are made in `commands`; here they are given what they need, recorded, and told in one line.

mod editors;
mod events;
mod failure;
mod filter;
mod follow;
mod history;
mod hook_list;
mod hooks;
mod location_check;
mod past_day;
mod proposals;
mod reactions;
mod rebuild;
mod remembered;
mod review;
mod sharing;
mod story;
mod undo;
mod visits;

pub(super) use editors::editor;
pub(super) use events::log;
pub(super) use history::history;
pub(super) use hook_list::{HookState, hook_states};
pub(super) use hooks::Hooks;
pub(super) use past_day::past_day;
pub(super) use proposals::{amend, approve, propose, reject, retire};
pub(super) use remembered::{as_known, hidden, left, remembered, remembered_at};
pub(super) use review::review;
pub(super) use story::story;
pub(super) use undo::undo;
pub(super) use visits::{hide, unhide, visit};

use super::Answer;
use super::world::{World, variable};
use crate::commands::Rejection;
use crate::config::{Config, Settings};
use crate::domain::{Event, NewEvent};
use crate::error::{Error, Kind};
use crate::queries::Family;
use crate::store::event_log::{EventLog, Recorded};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Variables that tell the login name, the first that is set.
const LOGIN_NAMES: [&str; 3] = ["USER", "LOGNAME", "USERNAME"];

/// Returns the family's log.
///
/// # Errors
/// When there is no folder to keep it in.
pub(super) fn event_log(config: &Config, now: Timestamp) -> Result<EventLog, Error> {
    let data = World::paths(config).data.ok_or_else(|| {
        let message = "there is no home directory to keep what you write down in";
        Error::new(Kind::Internal, message).hint("set KIDTRIP_DATA_DIR")
    })?;
    Ok(EventLog::new(&data, now))
}

/// Returns the name of who runs this: as the config says, else the login name, else "me".
fn me(settings: &Settings) -> String {
    let told = || LOGIN_NAMES.into_iter().find_map(variable);
    // Cron and containers may tell nobody's name; the system knows whose process this is.
    let known = || whoami::username().ok().filter(|name| !name.is_empty());
    let me = settings.me.clone().or_else(told).or_else(known);
    me.unwrap_or_else(|| "me".to_owned())
}

/// Records what `decide` makes of everything that was recorded before, all of it or nothing, if the streams still end where
/// they are `expected` to.
///
/// # Errors
/// When a rule refuses it, somebody else was faster, or the log cannot be read or written.
fn record(
    log: &EventLog,
    expected: &BTreeMap<String, u64>,
    given: impl Fn(&Family, &[Event]) -> Result<Vec<NewEvent>, Rejection>,
) -> Result<Recorded, Error> {
    let recorded = log.transact_if(expected, |reading| {
        let events = reading.events();
        given(&Family::of(events), events)
    });
    Ok(recorded?)
}

/// Returns the answer of a command that has recorded something.
fn told(line: String, recorded: Recorded) -> Answer {
    Answer {
        warnings: recorded.warnings,
        ..Answer::results(line + "\n")
    }
}
