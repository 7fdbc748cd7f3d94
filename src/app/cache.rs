//! `cache info|clear`.

use super::Answer;
use super::world::World;
use crate::cli::{CacheArgs, CacheCommand};
use crate::error::{Error, Kind};
use crate::store::forecast_cache::{days_kept, remove_days};
use crate::store::{locations_kept, remove_locations};

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
    let (locations, location_bytes) = locations_kept(&directory);
    let locations = match locations {
        0 => String::new(),
        1 => ", 1 location".to_owned(),
        many => format!(", {many} locations"),
    };
    match args.command {
        CacheCommand::Info => {
            let bytes: u64 = files.iter().map(|&(_, bytes)| bytes).sum();
            let kilobytes = (bytes + location_bytes).div_ceil(1000);
            Ok(Answer::results(format!(
                "{}\n{days} of forecasts{locations}, {kilobytes} kB\n",
                directory.display()
            )))
        }
        CacheCommand::Clear => {
            remove_days(&directory).map_err(failed)?;
            remove_locations(&directory).map_err(failed)?;
            Ok(Answer::results(format!(
                "{days} of forecasts{locations} removed\n"
            )))
        }
    }
}
