//! What is kept on the disk: the folders, the imported catalogues and the family's own table, the cache.

use super::clock::days_since;
use crate::app::catalogue::{categories, files, own, packed};
use crate::app::world::World;
use crate::catalogue::packed::{About, FORMAT, Fault};
use crate::config::{Config, Settings};
use crate::report::words::{self, thousands};
use crate::report::{Check, State};
use crate::store::catalogues::CatalogueFile;
use crate::store::{Trial, check_cache, try_out};
use jiff::Timestamp;
use std::path::PathBuf;

/// Days after which the places of a map are worth importing again (**judgement**).
const OLD_DAYS: i64 = 730;
/// Unreadable parts of the cache that are named.
const NAMED: usize = 3;

/// Returns whether each folder can be used, by really writing there and taking it away again.
pub(super) fn folders(config: &Config, world: &World) -> Vec<Check> {
    let paths = World::paths(config);
    let of_config = world.config_file.as_ref();
    let of_config = of_config.and_then(|file| Some(file.parent()?.to_owned()));
    // Settings may well be somebody else's to write.
    [
        folder("config", of_config, "KIDTRIP_CONFIG_DIR", State::Warning),
        folder("data", paths.data, "KIDTRIP_DATA_DIR", State::Problem),
        folder("cache", paths.cache, "KIDTRIP_CACHE_DIR", State::Problem),
    ]
    .into()
}

fn folder(what: &str, path: Option<PathBuf>, variable: &str, otherwise: State) -> Check {
    let id = format!("folder.{what}");
    let Some(path) = path else {
        let hint = format!("set HOME, or {variable}");
        return Check {
            state: otherwise,
            ..Check::warning(id, "there is no home folder to put it in", hint)
        };
    };
    let shown = path.display();
    match try_out(&path) {
        Ok(Trial::Works) => Check::ok(id, format!("{shown}: can be written")),
        Ok(Trial::CanBeMade) => Check::ok(id, format!("{shown}: not there yet, can be made")),
        Err(error) => {
            let hint = format!("give yourself the right to write there, or set {variable}");
            Check {
                state: otherwise,
                ..Check::warning(id, format!("{shown} cannot be used: {error}"), hint)
            }
        }
    }
}

/// Returns how each imported catalogue is, every byte of it read, and the family's own table.
pub(super) fn catalogues(config: &Config, settings: &Settings, now: Timestamp) -> Vec<Check> {
    const ID: &str = "catalogues";
    let categories = match categories() {
        Ok(categories) => categories,
        Err(error) => return vec![Check::problem(ID, error.message, "install kidtrip again")],
    };
    let mut checks = Vec::new();
    match files(config) {
        Ok(files) if files.is_empty() => checks.push(Check::ok(ID, "none is imported")),
        Ok(files) => checks.extend(files.iter().map(|file| {
            let opened = packed(file, &categories).and_then(|one| {
                one.verify()?;
                Ok((one.about().clone(), one.of_unknown_kind()))
            });
            match opened {
                Ok((about, passed_over)) => sound(file, &about, passed_over, now),
                Err(fault) => damaged(file, &fault),
            }
        })),
        Err(problem) => {
            let hint = "give yourself the right to read there, or set KIDTRIP_DATA_DIR";
            checks.push(Check::problem(ID, problem, hint));
        }
    }
    match own(settings, &categories) {
        Ok(None) => {}
        Ok(Some((name, places))) => {
            let count = counted(places.len() as u64);
            checks.push(Check::ok("catalogue.file", format!("{name}: {count}")));
        }
        Err(error) => checks.push(Check::problem(
            "catalogue.file",
            error.message,
            "mend the table, or take catalogue.file out of the config",
        )),
    }
    checks
}

fn counted(places: u64) -> String {
    match places {
        1 => "1 place".to_owned(),
        many => format!("{} places", thousands(many)),
    }
}

fn sound(file: &CatalogueFile, about: &About, passed_over: usize, now: Timestamp) -> Check {
    let id = format!("catalogue.{}", file.name);
    let mut told = vec![counted(about.places.into())];
    let mut oldest = 0;
    for map in &about.maps {
        let (date, verb) = match &map.as_of {
            Some(as_of) => (as_of, "as of"),
            None => (&map.imported_at, "imported"),
        };
        let days = days_since(date, now);
        oldest = oldest.max(days.unwrap_or(0));
        let day = date.split('T').next().unwrap_or(date);
        let age = days.map_or_else(String::new, |days| match days {
            1 => ", 1 day ago".to_owned(),
            many => format!(", {many} days ago"),
        });
        told.push(format!("{} {verb} {day}{age}", map.from));
    }
    if passed_over > 0 {
        let kinds = "of kinds that this release does not know";
        told.push(format!("{passed_over} {kinds}"));
    }
    told.push(format!("format {FORMAT}, every checksum right"));
    let detail = told.join("; ");
    if oldest > OLD_DAYS {
        let name = &file.name;
        let hint =
            format!("places come and go: kidtrip catalogue import a newer map with --name {name}");
        return Check::warning(id, detail, hint);
    }
    Check::ok(id, detail)
}

fn damaged(file: &CatalogueFile, fault: &Fault) -> Check {
    let name = &file.name;
    let detail = format!("{}: {fault}", file.path.display());
    let hint = match fault {
        Fault::Newer { .. } => "use the newer kidtrip, or import the map again".to_owned(),
        _ => format!(
            "import its map again with --name {name}, or do without it: kidtrip catalogue remove {name}"
        ),
    };
    Check::problem(format!("catalogue.{name}"), detail, hint)
}

/// Returns how much is cached, and what of it cannot be read.
pub(super) fn cache(config: &Config) -> Option<Check> {
    const ID: &str = "cache";
    // A folder that cannot be read is told of where the folders are.
    let found = check_cache(&World::paths(config).cache?).ok()?;
    let kilobytes = found.bytes.div_ceil(1000);
    let detail = format!(
        "{} entries in {}, {kilobytes} kB",
        thousands(found.entries as u64),
        words::counted(found.files, "file")
    );
    Some(match found.unreadable.as_slice() {
        [] => Check::ok(ID, detail),
        unreadable => Check::warning(
            ID,
            format!("{detail}; cannot be read: {}", first(unreadable)),
            "nothing is lost but time: kidtrip cache clear",
        ),
    })
}

fn first(unreadable: &[String]) -> String {
    let named: Vec<&str> = unreadable.iter().take(NAMED).map(String::as_str).collect();
    let more = unreadable.len() - named.len();
    match more {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}
