//! `cache info|clear`.

use super::Answer;
use super::world::World;
use crate::cli::CacheCommand;
use crate::error::{Error, Kind};
use crate::store::forecast_cache::{days_kept, remove_days};
use crate::store::route_cache::{homes_kept, remove_homes};
use crate::store::{locations_kept, remove_locations};
use std::path::PathBuf;

/// Runs a subcommand of `cache`.
pub(super) fn cache(command: &CacheCommand, world: &World) -> Result<Answer, Error> {
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
    let (homes, drives) = homes_kept(&directory).map_err(failed)?;
    let homes = match homes {
        1 => "1 start".to_owned(),
        many => format!("{many} starts"),
    };
    let mut told = match command {
        CacheCommand::Info => {
            let kilobytes = (bytes(&files) + location_bytes).div_ceil(1000);
            let kept = format!("{days} of forecasts{locations}, {kilobytes} kB\n");
            format!("{}\n{kept}", directory.display())
        }
        CacheCommand::Clear => {
            remove_days(&directory).map_err(failed)?;
            remove_locations(&directory).map_err(failed)?;
            format!("{days} of forecasts{locations} removed\n")
        }
    };
    if drives.is_empty() {
        return Ok(Answer::results(told));
    }
    told.push_str(&match command {
        CacheCommand::Info => {
            format!(
                "drives from {homes}, {} kB\n",
                bytes(&drives).div_ceil(1000)
            )
        }
        CacheCommand::Clear => {
            remove_homes(&directory).map_err(failed)?;
            format!("drives from {homes} removed\n")
        }
    });
    Ok(Answer::results(told))
}

fn bytes(files: &[(PathBuf, u64)]) -> u64 {
    files.iter().map(|&(_, bytes)| bytes).sum()
}
