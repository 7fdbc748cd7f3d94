//! `history`: where the family has been, and what it liked most.

use super::event_log;
use crate::app::Answer;
use crate::app::world::{self, World};
use crate::cli::{HistoryArgs, ReadFormat};
use crate::config::Settings;
use crate::error::Error;
use crate::queries::{loved, visits};
use crate::report::{self, Diary};

/// Shows where the family has been.
pub(in crate::app) fn history(args: &HistoryArgs, world: &World) -> Result<Answer, Error> {
    let config = world.config()?;
    let settings = Settings::of(&config)?;
    let now = world::now(&config)?;
    let reading = event_log(&config, now)?.read()?;
    let visits = visits(reading.events());
    let diary = Diary {
        generated_at: now,
        visits: visits.all.iter().rev().collect(),
        loved: loved(&visits.all),
        hidden: &visits.hidden,
    };
    Ok(Answer {
        warnings: reading.warnings(),
        ..Answer::results(match args.format {
            ReadFormat::Table => report::history_to_table(&diary, world.page(&settings)),
            ReadFormat::Json => report::history_to_json(&diary),
        })
    })
}
