//! `cache info|clear`.

use super::Answer;
use super::world::{self, World};
use crate::cli::CacheCommand;
use crate::error::{Error, Kind};
use crate::report::safe::printable;
use crate::report::words::thousands;
use crate::store::allowance::allowances_kept;
use crate::store::forecast_cache::{days_kept, remove_forecasts, wholes_kept};
use crate::store::past_cache::{remove_squares, squares_kept};
use crate::store::route_cache::{homes_kept, remove_homes};
use crate::store::{locations_kept, remove_locations};
use crate::weather::allowance::{Usage, Window};
use jiff::Timestamp;
use std::fmt::Write;
use std::path::{Path, PathBuf};

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
    let wholes = wholes_kept(&directory).map_err(failed)?;
    let wholes_are_kept = wholes
        .iter()
        .any(|(path, _)| path.extension().is_some_and(|ending| ending == "jsonl"));
    let wholes_told = match wholes_are_kept {
        true => ", the coming days by MET Norway",
        false => "",
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
            let kilobytes = (bytes(&files) + bytes(&wholes) + location_bytes).div_ceil(1000);
            let kept = format!("{days} of forecasts{wholes_told}{locations}, {kilobytes} kB\n");
            format!("{}\n{kept}", directory.display())
        }
        CacheCommand::Clear => {
            remove_forecasts(&directory).map_err(failed)?;
            remove_locations(&directory).map_err(failed)?;
            format!("{days} of forecasts{wholes_told}{locations} removed\n")
        }
    };
    if !drives.is_empty() {
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
    }
    let past = squares_kept(&directory).map_err(failed)?;
    if !past.is_empty() {
        told.push_str(&match command {
            CacheCommand::Info => {
                format!("past weather, {} kB\n", bytes(&past).div_ceil(1000))
            }
            CacheCommand::Clear => {
                remove_squares(&directory).map_err(failed)?;
                "past weather removed\n".to_owned()
            }
        });
    }
    // What services were asked, and that they have had enough, is theirs to forget: clearing leaves it.
    if matches!(command, CacheCommand::Info) {
        told.push_str(&calls_used(&directory, world::now(&config)?));
    }
    Ok(Answer::results(told))
}

/// Returns how many free calls have been used today, a line for each service of which any were.
fn calls_used(directory: &Path, now: Timestamp) -> String {
    let mut lines = String::new();
    for (host, usage) in allowances_kept::<Usage>(directory) {
        let has_begun =
            |window: &Window| usage.used(*window, now) > 0 || usage.is_refused(*window, now);
        if !Window::ALL.iter().any(has_begun) {
            continue;
        }
        let of = |window: Window, when: &str| {
            let (used, limit) = (usage.used(window, now), window.limit());
            let refused = if usage.is_refused(window, now) {
                " (it says that is all)"
            } else {
                ""
            };
            format!(
                "{} of {} {when}{refused}",
                thousands(used.into()),
                thousands(limit.into())
            )
        };
        let _ = writeln!(
            lines,
            "free calls of {}: {}, {}, {} (UTC)",
            printable(&host),
            of(Window::Minute, "this minute"),
            of(Window::Hour, "this hour"),
            of(Window::Day, "today")
        );
    }
    lines
}

fn bytes(files: &[(PathBuf, u64)]) -> u64 {
    files.iter().map(|&(_, bytes)| bytes).sum()
}
