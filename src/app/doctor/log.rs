//! What the family wrote down: whether all of it can be read, and damaged lines moved out of the way where that is asked for.
//! Until then nothing more is written down, for what is damaged might be mended by hand.

use crate::app::world::World;
use crate::config::Config;
use crate::report::Check;
use crate::report::words::counted;
use crate::store::event_log::{DamagedLine, EventLog, LogError, Reading, SetAside};
use jiff::Timestamp;

const ID: &str = "events";
/// Damaged lines that are told one by one.
const NAMED: usize = 3;
/// What to do about them.
const SET_ASIDE: &str = "nothing can be written down until they are moved to a file of their own: \
                         kidtrip doctor --set-aside";

/// Returns how the family's log is, after moving its damaged lines beside it where `set_aside` asks for that.
pub(super) fn checks(config: &Config, now: Timestamp, set_aside: bool) -> Vec<Check> {
    // Without a folder there is no log, which is told where the folders are.
    let Some(data) = World::paths(config).data else {
        return Vec::new();
    };
    let log = EventLog::new(&data, now);
    let moved = match set_aside && log.path().exists() {
        true => log.set_aside_damaged(),
        false => Ok(None),
    };
    let mut checks: Vec<Check> = match moved {
        Ok(moved) => moved.map(|moved| told(&moved)).into_iter().collect(),
        Err(error) => return vec![failed(&error)],
    };
    checks.push(match log.read() {
        Ok(reading) => of_reading(&reading),
        Err(error) => failed(&error),
    });
    checks
}

fn failed(error: &LogError) -> Check {
    let hint = error.hint().unwrap_or("what it says has to be put right");
    Check::problem(ID, error.to_string(), hint)
}

fn of_reading(reading: &Reading) -> Check {
    let path = reading.path().display();
    if !reading.damaged().is_empty() {
        let detail = format!("{path}: {}", lines(reading.damaged()));
        return Check::problem(ID, detail, SET_ASIDE);
    }
    match reading.warnings().first() {
        Some(torn) => Check::warning(
            ID,
            torn,
            "it was never told to be recorded: write it down again",
        ),
        None if reading.events().is_empty() => {
            Check::ok(ID, format!("{path}: nothing is written down yet"))
        }
        None => {
            let events = counted(reading.events().len(), "event");
            Check::ok(ID, format!("{path}: {events}, each whole"))
        }
    }
}

/// Returns what was moved, where to, and what that means.
fn told(moved: &SetAside) -> Check {
    let detail = format!("moved to {}: {}", moved.path.display(), lines(&moved.lines));
    let hint = "what they said counts no more; keep that file, somebody may read it yet";
    // It is what was asked for, and all is well again.
    Check {
        hint: Some(hint.to_owned()),
        ..Check::ok(format!("{ID}.set_aside"), detail)
    }
}

/// Returns the damaged lines by the numbers they have or had: "line 3 is damaged: its checksum does not match".
fn lines(damaged: &[DamagedLine]) -> String {
    let named: Vec<String> = damaged
        .iter()
        .take(NAMED)
        .map(|line| format!("line {} is damaged: {}", line.number, line.damage))
        .collect();
    match damaged.len() - named.len() {
        0 => named.join("; "),
        more => format!("{}; and {more} more", named.join("; ")),
    }
}
