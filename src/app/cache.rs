//! `cache info|clear`.

use super::Answer;
use super::world::World;
use crate::cli::{CacheArgs, CacheCommand};
use crate::error::{Error, Kind};
use crate::store::forecast_cache::{days_kept, remove_days};

/// Runs a subcommand of `cache`.
pub(super) fn cache(args: &CacheArgs, world: &World) -> Result<Answer, Error> {
    let config = world.config()?;
    let directory = World::paths(&config).cache.ok_or_else(|| {
        Error::new(
            Kind::Internal,
            "there is no home directory to keep a cache in",
        )
        .hint("set KIDTRIP_CACHE_DIR")
    })?;
    let failed = |error: std::io::Error| {
        Error::new(Kind::Internal, format!("{}: {error}", directory.display()))
    };
    let files = days_kept(&directory).map_err(failed)?;
    let days = files
        .iter()
        .filter(|(path, _)| path.extension().is_some_and(|ending| ending == "jsonl"))
        .count();
    let days = match days {
        1 => "1 day".to_owned(),
        many => format!("{many} days"),
    };
    match args.command {
        CacheCommand::Info => {
            let bytes: u64 = files.iter().map(|&(_, bytes)| bytes).sum();
            let kilobytes = bytes.div_ceil(1000);
            Ok(Answer::results(format!(
                "{}\n{days} of forecasts, {kilobytes} kB\n",
                directory.display()
            )))
        }
        CacheCommand::Clear => {
            remove_days(&directory).map_err(failed)?;
            Ok(Answer::results(format!("{days} of forecasts removed\n")))
        }
    }
}
