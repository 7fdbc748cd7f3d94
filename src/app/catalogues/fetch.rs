//! `catalogue fetch`: an Overpass server asked for the places around a location, once and politely.

use super::bring::{Brought, bring_in};
use super::progress::Progress;
use super::server::{SERVICE, Server, is_an_answer};
use crate::app::Answer;
use crate::app::forecasts::client;
use crate::app::locations::Locator;
use crate::app::outing::origin;
use crate::app::world::{self, World};
use crate::catalogue::import::{self, ImportError, NAMELESS_KM, Stated, TextFormat, WIDEST_KM};
use crate::cli::FetchArgs;
use crate::config::{Settings, Within};
use crate::domain::Location;
use crate::error::{Error, Kind};
use crate::report::safe::printable;

/// How far around is asked for when nobody says, km.
const USUAL_KM: f64 = 40.0;

/// Fetches the places around a location.
pub(super) fn fetch(args: &FetchArgs, world: &World) -> Result<Answer, Error> {
    let mut config = world.config()?;
    config.set_flags([("near", "--near", args.near.clone())])?;
    let settings = Settings::of(&config)?;
    let now = world::now(&config)?;
    let km = radius(args.within)?;
    let origin = origin(Locator {
        client: &mut client(world, &config, &settings),
        config: &config,
        settings: &settings,
        offline: false,
    })?;
    let (categories, selectors) = super::kinds()?;
    let name = match &args.into.name {
        Some(name) => name.clone(),
        None => name_of(&origin),
    };
    super::check_name(&name)?;
    let query = import::overpass_query(origin.position, km, &selectors.asked());
    let paths = World::paths(&config);
    let server = Server::of(&settings, paths.cache.clone())?;
    server.may_be_asked(now)?;
    let body = match server.ask(&settings, &query) {
        Ok(body) => body,
        // The answer may have taken a minute, from which the wait counts.
        Err(error) => return Err(server.failed(&error, world::now(&config)?)),
    };
    let host = server.host;
    is_an_answer(&body)?;
    // Until here Ctrl-C ends the run: there is nothing that it could leave half done.
    let progress = Progress::new(args.into.quiet)?;
    let at = |bytes| progress.at(bytes);
    let wanted = import::Wanted {
        selectors: &selectors,
        categories: &categories,
        kind: None,
        catalogue: &name,
        progress: &at,
        bytes: u64::try_from(body.len()).unwrap_or(u64::MAX),
    };
    let contents = import::read_text(TextFormat::Overpass, body.as_slice(), &wanted)
        .map_err(|error| partial(&error))?;
    let file = super::map_file(contents, &host, now, &Stated::default());
    let mut answer = bring_in(
        vec![file],
        &Brought {
            name: &name,
            categories: &categories,
            selectors: &selectors,
            now,
            into: &args.into,
            dry_run: false,
            paths: &paths,
            page: world.page(&settings),
        },
        &progress,
    )?;
    let notes = origin.notes.iter().map(|note| printable(note).into_owned());
    answer.warnings.extend(notes);
    if km > NAMELESS_KM && !args.into.quiet {
        answer.warnings.push(format!(
            "places without a name, such as most playgrounds, are fetched within {NAMELESS_KM} km only"
        ));
    }
    Ok(answer)
}

fn radius(within: Option<Within>) -> Result<f64, Error> {
    match within {
        None => Ok(USUAL_KM),
        Some(Within::Km(km)) if km <= WIDEST_KM => Ok(km),
        Some(Within::Km(km)) => Err(Error::usage(format!(
            "--within {km}km is more than an Overpass server is asked for here, {WIDEST_KM} km"
        ))
        .hint("import an extract of the map instead: kidtrip catalogue import FILE.osm.pbf")),
        Some(Within::Minutes(minutes)) => Err(Error::usage(format!(
            "--within {minutes}min: fetch takes kilometres"
        ))
        .hint("such as --within 40km")),
    }
}

/// Returns what the catalogue around a location is called: "around-lyon".
fn name_of(origin: &Location) -> String {
    super::name_from(&format!("around {}", origin.label))
}

/// An answer that is not whole changes nothing; that of a whole one which is stopped here is no fault of the server.
fn partial(error: &ImportError) -> Error {
    if matches!(error, ImportError::Interrupted | ImportError::NoMemory) {
        return Error::new(Kind::Internal, format!("nothing was fetched: {error}"))
            .hint("every catalogue is as it was");
    }
    Error::new(
        Kind::Unreachable,
        format!("nothing was fetched: the answer of {SERVICE} cannot be used: {error}"),
    )
    .hint("try again later, or with a smaller --within")
}
