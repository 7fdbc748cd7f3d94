//! `log rebuild`: everything that is made from the log is thrown away and made again. The log itself is only read.

use super::event_log;
use crate::app::Answer;
use crate::app::world::{self, World};
use crate::error::{Error, Kind};
use crate::report::words::{counted, thousands};
use crate::store::snapshot::{self, Rebuilt};
use crate::store::subscribers::remove_damaged_positions;
use std::fmt::Write;

/// Makes everything again that is made from the log, and says what that was.
pub(super) fn rebuild(world: &World) -> Result<Answer, Error> {
    let config = world.config()?;
    let log = event_log(&config, world::now(&config)?)?;
    let reading = log.read()?;
    let failed = |error: std::io::Error| {
        let message = format!("what is made from the log cannot be made again: {error}");
        Error::new(Kind::Internal, message)
    };
    let mut told = format!(
        "{} in {}\n",
        counted(reading.events().len(), "event"),
        log.path().display()
    );
    let cache = World::paths(&config).cache;
    let rebuilt = cache.as_deref().map(|cache| snapshot::rebuild(&log, cache));
    let _ = match rebuilt.transpose().map_err(failed)? {
        None => writeln!(
            told,
            "There is no cache folder, so that no snapshot is kept."
        ),
        Some(rebuilt) => writeln!(told, "{}", of_snapshot(&rebuilt)),
    };
    let removed = remove_damaged_positions(&log).map_err(failed)?;
    for path in removed {
        let _ = writeln!(
            told,
            "Removed {}, which was damaged: what follows from each event is looked at again.",
            path.display()
        );
    }
    Ok(Answer {
        warnings: reading.warnings(),
        ..Answer::results(told)
    })
}

fn of_snapshot(rebuilt: &Rebuilt) -> String {
    let removed = match rebuilt.removed {
        Some(bytes) => format!("Removed a snapshot of {} bytes. ", thousands(bytes)),
        None => "There was no snapshot. ".to_owned(),
    };
    let made = match &rebuilt.made {
        Some((path, bytes)) => format!("Made {} of {} bytes.", path.display(), thousands(*bytes)),
        None => "None is needed: the log is read as fast.".to_owned(),
    };
    removed + &made
}
