//! The family's own programs for events: whether they can be started, what waits for them, and what they failed at.

use crate::app::family::{HookState, hook_states};
use crate::config::Config;
use crate::report::Check;
use crate::report::safe::printable;
use crate::report::words::counted;
use std::path::{Path, PathBuf};

/// Returns how each program of the config does; nothing where there is none.
pub(super) fn checks(config: &Config) -> Vec<Check> {
    match hook_states(config) {
        Ok(states) => states.iter().map(check).collect(),
        Err(error) => vec![Check::problem(
            "hooks",
            error.message,
            error.hint.unwrap_or_default(),
        )],
    }
}

fn check(state: &HookState) -> Check {
    let id = format!("hooks.{}", state.on);
    let name = state
        .program
        .first()
        .map(String::as_str)
        .unwrap_or_default();
    let shown = printable(name).into_owned();
    if !can_be_started(name) {
        return Check::problem(
            id,
            format!("{shown} cannot be started: there is no such program"),
            "give its path in the config, and chmod +x it",
        );
    }
    let failed = state.last_failure.as_ref();
    match (state.waiting, failed) {
        (0, None) => Check::ok(id, format!("{shown} has had every event")),
        (0, Some(why)) => Check::warning(
            id,
            format!("{shown} failed the last time: {}", printable(why)),
            "kidtrip log hooks lists what it failed at",
        ),
        (many, _) => Check::warning(
            id,
            format!("{} waiting for {shown}", counted(many, "event")),
            "kidtrip log hooks --run delivers them",
        ),
    }
}

/// Returns whether there is a file of that name: of a bare one in the folders of PATH.
fn can_be_started(name: &str) -> bool {
    if name.contains('/') {
        return Path::new(name).is_file();
    }
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders)
        .map(|folder: PathBuf| folder.join(name))
        .any(|path| path.is_file())
}
