//! `catalogue fetch`: an Overpass server asked for the places around a location, once and politely.

use super::bring::{Brought, bring_in};
use super::progress::Progress;
use crate::app::Answer;
use crate::app::forecasts::client;
use crate::app::locations::Locator;
use crate::app::outing::origin;
use crate::app::world::{self, World};
use crate::catalogue::import::{
    self, ImportError, MapFile, NAMELESS_KM, SERVER_SECONDS, Stated, TextFormat, WIDEST_KM,
};
use crate::cli::FetchArgs;
use crate::config::{Settings, Within};
use crate::domain::Location;
use crate::error::{Error, Kind};
use crate::net::{self, NetError, Url};
use crate::report::safe::printable;
use std::sync::Arc;
use std::time::Duration;

/// The name that messages use.
const SERVICE: &str = "the Overpass server";
/// How far around is asked for when nobody says, km.
const USUAL_KM: f64 = 40.0;
/// Seconds for the answer to come, besides those the server may take to find it.
const TRANSFER_SECONDS: u64 = 60;
/// Decoded bytes of an answer: some 200,000 objects.
const MOST_BYTES: usize = 64 << 20;

/// Fetches the places around a location.
pub(super) fn fetch(args: &FetchArgs, world: &World) -> Result<Answer, Error> {
    let mut config = world.config()?;
    config.set_flags([("near", "--near", args.near.clone())])?;
    let settings = Settings::of(&config)?;
    let now = world::now(&config)?;
    let km = radius(args.within)?;
    let origin = origin(Locator {
        client: &mut client(&config, &settings),
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
    let body = ask(&settings, &query)?;
    // Until here Ctrl-C ends the run: there is nothing that it could leave half done.
    let progress = Progress::new(args.into.quiet)?;
    let at = |bytes| progress.at(bytes);
    let wanted = import::Wanted {
        selectors: &selectors,
        categories: &categories,
        kind: None,
        catalogue: &name,
        progress: &at,
    };
    let contents = import::read_text(TextFormat::Overpass, body.as_slice(), &wanted)
        .map_err(|error| partial(&error))?;
    let host = Url::parse(&settings.overpass_url)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned));
    let map = super::map_source(
        &contents,
        &host.unwrap_or_else(|| "Overpass".to_owned()),
        now,
        &Stated::default(),
    );
    let file = MapFile {
        contents,
        map: Arc::new(map),
    };
    let mut answer = bring_in(
        vec![file],
        &Brought {
            name: &name,
            categories: &categories,
            selectors: &selectors,
            now,
            into: &args.into,
            dry_run: false,
            paths: &World::paths(&config),
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

/// Asks once. A server that is busy or has had enough is not asked again: that is for the family to do, later.
fn ask(settings: &Settings, query: &str) -> Result<Vec<u8>, Error> {
    let mut client = net::Client::new(net::Options {
        total: Duration::from_secs(SERVER_SECONDS + TRANSFER_SECONDS),
        most_bytes: MOST_BYTES,
        ca_file: settings.ca_file.clone(),
        retries: false,
        ..net::Options::default()
    });
    let url = net::below_root(&settings.overpass_url, "api/interpreter").map_err(|shown| {
        Error::usage(format!(
            "catalogue.overpass_url is \"{shown}\": not an address"
        ))
    })?;
    let reply = client.post_form(SERVICE, url, &[("data", query)]);
    reply
        .map(|reply| reply.body)
        .map_err(|error| failed(&error))
}

fn failed(error: &NetError) -> Error {
    let hint = match error.status() {
        Some(429) => "it has had enough of this address for now: wait at least 30 seconds",
        Some(504) => "it is busy: try again in a few minutes, or with a smaller --within",
        Some(406) => {
            "it does not answer this program: set catalogue.overpass_url to another server"
        }
        Some(400) => {
            "it does not understand the question: is catalogue.overpass_url an Overpass server?"
        }
        _ => "try again later, or set catalogue.overpass_url to another server",
    };
    Error::new(Kind::Unreachable, format!("nothing was fetched: {error}")).hint(hint)
}

/// An answer that is not whole changes nothing.
fn partial(error: &ImportError) -> Error {
    Error::new(
        Kind::Unreachable,
        format!("nothing was fetched: the answer of {SERVICE} cannot be used, {error}"),
    )
    .hint("try again later, or with a smaller --within")
}
