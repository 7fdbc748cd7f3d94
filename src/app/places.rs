//! `places`: the catalogue listed and searched, without asking anybody.

use super::Answer;
use super::catalogue::{by_postcode, categories, has_built_in, places as all_places};
use super::outing::{kinds, kinds_asked, origin, reach};
use super::world::{self, World};
use crate::catalogue::{self, Categories, Lack, lacks};
use crate::cli::PlacesArgs;
use crate::config::Settings;
use crate::domain::{Destination, Journey, Limits, Location};
use crate::error::{Error, Kind};
use crate::planner::estimate_journey;
use crate::report::safe::printable;
use crate::report::{self, Due, Listed, Listing, words};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Lists the places asked for.
pub(super) fn places(args: &PlacesArgs, world: &World) -> Result<Answer, Error> {
    let mut config = world.config()?;
    let laid = [
        ("near", "--near", &args.near),
        ("format", "--format", &args.format),
    ];
    for (name, flag, text) in laid {
        if let Some(text) = text {
            config.set_flag(name, flag, text.clone())?;
        }
    }
    let settings = Settings::of(&config)?;
    let categories = categories()?;
    // A home in the config is no wish to see only what is near it.
    let from = match (&args.near, args.within) {
        (None, None) => None,
        _ => Some(origin(&settings)?),
    };
    let limits = Limits {
        reach: reach(args.within, None, &settings),
        kinds: kinds(&args.kind, &categories)?,
        free: args.free,
        indoor: args.indoor,
        outdoor: args.outdoor,
        ..Limits::default()
    };
    let mut places = all_places(&settings, &categories, |_| true)?.places;
    if let Some(name) = &args.catalogue {
        only_of(name, &mut places)?;
    }
    let query = args.query.join(" ");
    let asked = Asked {
        query: Some(query.trim()).filter(|query| !query.is_empty()),
        from: from.as_ref(),
        limits: &limits,
    };
    let answer = asked.of(&places);
    let answering = || answer.listed.iter().map(|listed| listed.place);
    let (built_in, by_postcode) = (has_built_in(answering()), by_postcode(answering()));
    let found = answer.listed.len();
    let mut listed = answer.listed;
    if let Some(top) = args.top {
        listed.truncate(usize::try_from(top).unwrap_or(usize::MAX));
    }
    let listing = Listing {
        generated_at: world::now(&config)?,
        query: asked.query,
        origin: from.as_ref().map(|from| (from, limits.reach)),
        places: listed,
        found,
        left_out: maybe_free(answer.maybe_free),
        credits: Due {
            origin: from.as_ref(),
            built_in,
            by_postcode,
            ..Due::default()
        }
        .credits(),
    };
    let mut output = Answer::results(match settings.format.as_str() {
        "json" => report::places_to_json(&listing),
        "ndjson" => report::places_to_ndjson(&listing),
        "csv" => report::places_to_csv(&listing),
        _ => report::places_to_table(&listing, world.page(&settings)),
    });
    let notes = from.iter().flat_map(|from| &from.notes);
    output.warnings = notes.map(|note| printable(note).into_owned()).collect();
    if found == 0 {
        output.failure = Some(asked.nothing(&places, &categories));
    }
    Ok(output)
}

fn only_of(name: &str, places: &mut Vec<Destination>) -> Result<(), Error> {
    let known: BTreeSet<&str> = places.iter().map(|place| &*place.catalogue).collect();
    if !known.contains(name) {
        let all: Vec<&str> = known.into_iter().collect();
        let error = Error::usage(format!("--catalogue {name}: there is no such catalogue"));
        return Err(match all.as_slice() {
            [] => error.hint("there is none at all: see catalogue.file in the config"),
            _ => error.hint(format!("there is {}", all.join(", "))),
        });
    }
    places.retain(|place| &*place.catalogue == name);
    Ok(())
}

fn maybe_free(count: usize) -> Vec<String> {
    match count {
        0 => Vec::new(),
        1 => vec!["1 more may be free: its price is not known".to_owned()],
        many => vec![format!(
            "{many} more may be free: their prices are not known"
        )],
    }
}

/// What was asked of the catalogue.
struct Asked<'a> {
    query: Option<&'a str>,
    from: Option<&'a Location>,
    limits: &'a Limits,
}

/// The places that answer, in order, and how many more would if their price were known to be nothing.
struct Answering<'a> {
    listed: Vec<Listed<'a>>,
    maybe_free: usize,
}

impl Asked<'_> {
    fn of<'p>(&self, places: &'p [Destination]) -> Answering<'p> {
        let mut answering = Answering {
            listed: Vec::new(),
            maybe_free: 0,
        };
        for listed in self.named(places) {
            let lacking = lacks(self.limits, listed.place, listed.journey.as_ref());
            match lacking.as_slice() {
                [] => answering.listed.push(listed),
                [Lack::KnownPrice] => answering.maybe_free += 1,
                _ => {}
            }
        }
        answering
    }

    /// Returns the places of the name that was asked for, or all, in the order to list them.
    fn named<'p>(&self, places: &'p [Destination]) -> Vec<Listed<'p>> {
        let named: Vec<&Destination> = match self.query {
            Some(query) => catalogue::matching(query, places),
            None => {
                let mut all: Vec<&Destination> = places.iter().collect();
                all.sort_by(|a, b| by_region_and_name(a, b));
                all
            }
        };
        let mut listed: Vec<Listed<'p>> = named
            .into_iter()
            .map(|place| Listed {
                place,
                journey: self
                    .from
                    .map(|from| estimate_journey(from.position, place.position)),
            })
            .collect();
        let km = |listed: &Listed<'_>| listed.journey.map_or(0.0, |journey| journey.crow_km);
        // Stable: without a start, or at the same distance, the order stays.
        listed.sort_by(|a, b| km(a).total_cmp(&km(b)));
        listed
    }

    /// Returns the failure of an empty list, with the nearest miss.
    fn nothing(&self, places: &[Destination], categories: &Categories) -> Error {
        if places.is_empty() {
            return Error::new(Kind::Nothing, "the catalogue is empty")
                .hint("set catalogue.built_in = true, or list places in catalogue.file");
        }
        let mut missed: Vec<(Vec<Lack>, Listed<'_>)> = self
            .named(places)
            .into_iter()
            .map(|listed| {
                let lacking = lacks(self.limits, listed.place, listed.journey.as_ref());
                (lacking, listed)
            })
            .collect();
        // Another kind is no miss but another wish.
        missed.sort_by_key(|(lacking, _)| (lacking.contains(&Lack::Kind), lacking.len()));
        let Some((lacking, miss)) = missed.first() else {
            return self.no_such_name(places);
        };
        let kind = kinds_asked(self.limits, categories);
        let kind: Vec<String> = kind.iter().map(|kind| kind.label.to_lowercase()).collect();
        let mut what = match kind.is_empty() {
            true => "place".to_owned(),
            false => kind.join(" or "),
        };
        if let Some(query) = self.query {
            what = format!("{what} like \"{}\"", printable(query));
        }
        if let Some(from) = self.from {
            let reach = words::reach(&self.limits.reach);
            what = format!("{what} within {reach} of {}", printable(&from.label));
        }
        let limits = [
            (self.limits.free, "known to be free"),
            (self.limits.indoor, "indoors"),
            (self.limits.outdoor, "outdoors"),
        ];
        let wanted: Vec<&str> = limits
            .into_iter()
            .filter_map(|(wanted, words)| wanted.then_some(words))
            .collect();
        if !wanted.is_empty() {
            what = format!("{what} is {}", wanted.join(" and "));
        }
        let why: Vec<String> = lacking
            .iter()
            .map(|&lack| why_not(lack, miss.place, miss.journey.as_ref()))
            .collect();
        let name = printable(&miss.place.name);
        let message = format!("no {what}; the nearest miss is {name}: {}", why.join(", "));
        let error = Error::new(Kind::Nothing, message);
        match lacking.first() {
            Some(Lack::Reach) => error.hint("raise --within"),
            Some(Lack::Free | Lack::KnownPrice) => error.hint("leave --free away"),
            Some(Lack::Exposure) if self.limits.indoor => error.hint("leave --indoor away"),
            Some(Lack::Exposure) => error.hint("leave --outdoor away"),
            Some(Lack::Kind) | None => error.hint("leave --kind away"),
        }
    }

    fn no_such_name(&self, places: &[Destination]) -> Error {
        let query = printable(self.query.unwrap_or_default()).into_owned();
        let nearest = catalogue::nearest(&query, places);
        let names: Vec<String> = nearest
            .iter()
            .map(|place| printable(&place.name).into_owned())
            .collect();
        let mut message = format!("no place is called \"{query}\"");
        match names.as_slice() {
            [] => {}
            [only] => message.push_str(&format!("; the nearest name is {only}")),
            _ => message.push_str(&format!("; the nearest names are {}", names.join(", "))),
        }
        Error::new(Kind::Nothing, message).hint("fewer words find more")
    }
}

fn why_not(lack: Lack, place: &Destination, journey: Option<&Journey>) -> String {
    match lack {
        Lack::Reach => journey.map_or_else(String::new, |journey| {
            format!(
                "{} ({:.0} km)",
                words::drive_round_water(journey),
                journey.crow_km
            )
        }),
        Lack::Free => "not free".to_owned(),
        Lack::KnownPrice => "its price is not known".to_owned(),
        Lack::Exposure => format!("{:.0} % outdoors", place.exposure.share() * 100.0),
        Lack::Kind => format!("of the kind {}", printable(&place.category.id)),
    }
}

fn by_region_and_name(a: &Destination, b: &Destination) -> Ordering {
    let unplaced = |place: &Destination| place.region.is_none();
    let name = |place: &Destination| place.name.to_lowercase();
    unplaced(a)
        .cmp(&unplaced(b))
        .then_with(|| a.region.cmp(&b.region))
        .then_with(|| name(a).cmp(&name(b)))
        .then_with(|| a.id.cmp(&b.id))
        .then_with(|| a.catalogue.cmp(&b.catalogue))
}
