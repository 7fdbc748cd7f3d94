//! `cache info|clear`.

use super::Answer;
use super::world::World;
use crate::cli::{CacheArgs, CacheCommand};
use crate::error::{Error, Kind};
use crate::store::forecast_cache::ForecastCache;

/// Runs a subcommand of `cache`.
pub(super) fn cache(args: &CacheArgs, world: &World) -> Result<Answer, Error> {
    let config = world.config()?;
    let now = super::world::now(&config)?;
    let directory = World::cache_directory(&config).ok_or_else(|| {
        Error::new(Kind::Internal, "there is no home directory to keep a cache in").hint("set KIDTRIP_CACHE_DIR")
    })?;
    let cache = ForecastCache::new(Some(directory.clone()), now);
    let failed = |error: std::io::Error| Error::new(Kind::Internal, format!("{}: {error}", directory.display()));
    match args.command {
        CacheCommand::Info => {
            let (files, bytes) = cache.size().map_err(failed)?;
            Ok(Answer::results(format!("{}\n{files} days of forecasts, {} kB\n", directory.display(), bytes.div_ceil(1000))))
        }
        CacheCommand::Clear => {
            let files = cache.clear().map_err(failed)?;
            Ok(Answer::results(format!("{files} days of forecasts removed\n")))
        }
    }
}
