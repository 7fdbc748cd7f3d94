//! `where`, and what is said of a location that cannot be resolved.

use super::Answer;
use super::forecasts::client;
use super::world::{self, World};
use crate::cli::{ReadFormat, WhereArgs};
use crate::config::{Config, Settings};
use crate::domain::{Location, Precision};
use crate::error::{Error, Kind};
use crate::locate::online::{Online, Roots};
use crate::locate::{self, Candidate, LocateError};
use crate::net;
use crate::report::line;
use crate::report::safe::printable;
use crate::report::words::thousands;
use crate::store::LocationCache;
use serde::Serialize;
use std::fmt::Write;

/// Candidates listed before the rest is only counted.
const LISTED: usize = 8;

/// Prints what a location resolves to.
pub(super) fn locate(args: &WhereArgs, world: &World) -> Result<Answer, Error> {
    if args.all {
        return all(args);
    }
    let config = world.config()?;
    let settings = Settings::of(&config)?;
    let mut client = client(world, &config, &settings);
    let location = Locator {
        client: &mut client,
        config: &config,
        settings: &settings,
        offline: args.offline,
    }
    .resolve(&args.location, "kidtrip where")?;
    let mut answer = Answer::results(match args.format {
        ReadFormat::Table => described(&location),
        ReadFormat::Json => line(&Document::of(&location)),
    });
    answer.warnings = client.warnings();
    Ok(answer)
}

/// Where locations are looked up: in the program, and online where the family allows it.
pub(super) struct Locator<'a> {
    pub(super) client: &'a mut net::Client,
    pub(super) config: &'a Config,
    pub(super) settings: &'a Settings,
    pub(super) offline: bool,
}

impl Locator<'_> {
    /// Resolves `query`; `command` is what stands before a candidate's text to type.
    ///
    /// # Errors
    /// Names what is no location, or may be several; where a service might have known and could not be asked, that.
    pub(super) fn resolve(self, query: &str, command: &str) -> Result<Location, Error> {
        let aliases = &self.settings.aliases;
        if !self.settings.locate_online {
            return locate::resolve(query, aliases).map_err(|error| explained(&error, command));
        }
        let cache = LocationCache::new(World::paths(self.config).cache);
        let roots = Roots {
            postcodes: self.settings.postcodes_url.clone(),
            geocoding: self.settings.geocoding_url.clone(),
        };
        let now = world::now(self.config)?;
        let mut online = Online::new(self.client, cache, roots, self.offline, now);
        let found =
            locate::resolve_improved(query, aliases, |query, known| online.improve(query, known));
        match (found, online.warnings()) {
            (Ok(mut location), warnings) => {
                location.notes.extend_from_slice(warnings);
                Ok(location)
            }
            (Err(error), []) => Err(explained(&error, command)),
            (Err(error), [first, ..]) => {
                let known = explained(&error, command).message;
                Err(Error::new(Kind::Unreachable, format!("{known}; {first}"))
                    .hint("try again, or give coordinates"))
            }
        }
    }
}

fn explained(error: &LocateError, command: &str) -> Error {
    match error {
        LocateError::Ambiguous { query, candidates } => {
            let mut message = format!("{error}. Say which:");
            message.push_str(&listed(candidates, command, LISTED));
            if candidates.len() > LISTED {
                let more = candidates.len() - LISTED;
                let smaller = if candidates.iter().any(|one| one.population.is_some()) {
                    "smaller"
                } else {
                    "more"
                };
                let _ = write!(
                    message,
                    "\n  (and {more} {smaller}: kidtrip where --all \"{}\")",
                    printable(query)
                );
            }
            Error::usage(message)
        }
        LocateError::Alias { name, source, .. } => {
            let inner = explained(source, command);
            let message = format!("your place \"{}\": {}", printable(name), inner.message);
            Error { message, ..inner }
        }
        other => Error::usage(other.to_string()),
    }
}

fn listed(candidates: &[Candidate], command: &str, most: usize) -> String {
    let label = |candidate: &Candidate| match candidate.qualifier.as_str() {
        "" => printable(&candidate.name).into_owned(),
        qualifier => format!("{}, {}", printable(&candidate.name), printable(qualifier)),
    };
    let widths = candidates
        .iter()
        .take(most)
        .map(|one| label(one).chars().count());
    let width = widths.max().unwrap_or(0);
    let mut lines = String::new();
    for candidate in candidates.iter().take(most) {
        let people = candidate
            .population
            .map(|people| format!("{} people", thousands(people.into())))
            .unwrap_or_default();
        let (name, typed) = (label(candidate), printable(&candidate.type_this));
        let _ = write!(
            lines,
            "\n  {name:<width$}  {people:>17}   {command} \"{typed}\""
        );
    }
    lines
}

fn all(args: &WhereArgs) -> Result<Answer, Error> {
    let candidates = locate::candidates(&args.location);
    if candidates.is_empty() {
        return Err(Error::usage(format!(
            "no place is called \"{}\"",
            printable(&args.location)
        ))
        .hint("try another spelling, or a postcode"));
    }
    Ok(Answer::results(match args.format {
        ReadFormat::Table => {
            let mut lines = listed(&candidates, "--near", usize::MAX);
            lines.remove(0);
            lines.push('\n');
            lines
        }
        ReadFormat::Json => line(&AllDocument {
            schema: "kidtrip.where/1",
            query: &args.location,
            candidates: candidates.iter().map(CandidateEntry::of).collect(),
        }),
    }))
}

fn described(location: &Location) -> String {
    let precision = match location.precision {
        Precision::Coordinates => "as typed",
        Precision::Postcode => "postcode, to about 100 m",
        Precision::PostalCode => "postal code, to a few kilometres",
        Precision::Sector => "centre of the postcode sector, to about a kilometre",
        Precision::Outcode => "centre of the outcode, to a few kilometres",
        Precision::Place => "centre of the place",
        Precision::Alias => "a place of your own",
    };
    let mut text = printable(&location.label).into_owned();
    if let Some(area) = &location.area {
        let _ = write!(text, " ({})", printable(area));
    }
    let position = location.position;
    let _ = write!(
        text,
        "\n{:.4}, {:.4} · {precision} · {}\n",
        position.lat(),
        position.lon(),
        location.zone.iana_name().unwrap_or("UTC")
    );
    for note in &location.notes {
        let _ = writeln!(text, "note: {}", printable(note));
    }
    text
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    query: &'a str,
    label: &'a str,
    area: Option<&'a str>,
    lat: f64,
    lon: f64,
    precision: &'static str,
    timezone: &'a str,
    notes: &'a [String],
}

impl<'a> Document<'a> {
    fn of(location: &'a Location) -> Self {
        use crate::report::words::round_to;
        Self {
            schema: "kidtrip.where/1",
            query: &location.query,
            label: &location.label,
            area: location.area.as_deref(),
            lat: round_to(location.position.lat(), 4),
            lon: round_to(location.position.lon(), 4),
            precision: location.precision.as_str(),
            timezone: location.zone.iana_name().unwrap_or("UTC"),
            notes: &location.notes,
        }
    }
}

#[derive(Serialize)]
struct AllDocument<'a> {
    schema: &'static str,
    query: &'a str,
    candidates: Vec<CandidateEntry<'a>>,
}

#[derive(Serialize)]
struct CandidateEntry<'a> {
    name: &'a str,
    qualifier: &'a str,
    population: Option<u32>,
    lat: f64,
    lon: f64,
    type_this: &'a str,
}

impl<'a> CandidateEntry<'a> {
    fn of(candidate: &'a Candidate) -> Self {
        use crate::report::words::round_to;
        Self {
            name: &candidate.name,
            qualifier: &candidate.qualifier,
            population: candidate.population,
            lat: round_to(candidate.position.lat(), 4),
            lon: round_to(candidate.position.lon(), 4),
            type_this: &candidate.type_this,
        }
    }
}
