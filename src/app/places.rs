//! `places`: the catalogue listed and searched; nobody is asked but for where home is, where that is allowed.

use super::Answer;
use super::catalogue::{self as catalogues, Catalogues, categories, damaged};
use super::forecasts::client;
use super::locations::Locator;
use super::nothing::{NONE_BUILT_IN, OVER_WATER, is_in_another_country};
use super::outing::{kinds, kinds_asked, origin, reach};
use super::world::{self, World};
use crate::catalogue::{Lack, Miss, Wish};
use crate::cli::PlacesArgs;
use crate::config::Settings;
use crate::domain::{Destination, Journey, Limits, Location};
use crate::error::{Error, Kind};
use crate::planner::estimate_journey;
use crate::report::safe::printable;
use crate::report::{self, Due, Listed, Listing, words};
use std::mem;

/// Lists the places asked for.
pub(super) fn places(args: &PlacesArgs, world: &World) -> Result<Answer, Error> {
    let mut config = world.config()?;
    config.set_flags([
        ("near", "--near", args.near.clone()),
        ("format", "--format", args.format.clone()),
    ])?;
    let settings = Settings::of(&config)?;
    let categories = categories()?;
    // A home in the config is no wish to see only what is near it.
    let from = match (&args.near, args.within) {
        (None, None) => None,
        _ => Some(origin(Locator {
            client: &mut client(world, &config, &settings),
            config: &config,
            settings: &settings,
            offline: false,
        })?),
    };
    let limits = Limits {
        reach: reach(args.within, None, &settings),
        kinds: kinds(&args.kind, &categories)?,
        free: args.free,
        indoor: args.indoor,
        outdoor: args.outdoor,
        ..Limits::default()
    };
    let opened = match &args.catalogue {
        Some(name) => catalogues::open_only(name, &config, &settings, categories)?,
        None => catalogues::open(&config, &settings, categories)?,
    };
    let query = args.query.join(" ");
    let wished = Some(query.trim()).filter(|query| !query.is_empty());
    let asked = Asked {
        all: &opened.catalogues,
        from: from.as_ref(),
        wish: Wish {
            query: wished,
            from: from.as_ref().map(|from| from.position),
            limits: &limits,
            top: args
                .top
                .map(|top| usize::try_from(top).unwrap_or(usize::MAX)),
        },
    };
    let mut list = opened.catalogues.list(&asked.wish).map_err(damaged)?;
    let known = list.places.len();
    list.places = opened.laid_over(list.places);
    list.found -= known - list.places.len();
    let failure = (list.found == 0).then(|| asked.nothing()).transpose()?;
    let warnings = opened.warnings();
    let listing = Listing {
        generated_at: world::now(&config)?,
        heading: "Places",
        query: wished,
        origin: from.as_ref().map(|from| (from, limits.reach)),
        places: list
            .places
            .iter()
            .map(|place| listed(place, from.as_ref()))
            .collect(),
        found: list.found,
        left_out: maybe_free(list.maybe_free),
        credits: Due {
            origin: from.as_ref(),
            places: list.places.iter().collect(),
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
    output.warnings.extend(warnings);
    output.failure = failure;
    // The end of the process gives all of it back at once.
    mem::forget((list, opened));
    Ok(output)
}

pub(super) fn listed<'a>(place: &'a Destination, from: Option<&Location>) -> Listed<'a> {
    let journey = from.map(|from| estimate_journey(from.position, place.position));
    Listed { place, journey }
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

/// What was asked, and of which catalogues.
struct Asked<'a> {
    all: &'a Catalogues,
    from: Option<&'a Location>,
    wish: Wish<'a>,
}

impl Asked<'_> {
    /// Returns the failure of an empty list, with the nearest miss.
    fn nothing(&self) -> Result<Error, Error> {
        if self.all.total() == 0 {
            return Ok(Error::new(Kind::Nothing, "the catalogue is empty")
                .hint("set catalogue.built_in = true, or list places in catalogue.file"));
        }
        match self.all.nearest_miss(&self.wish).map_err(damaged)? {
            Some(miss) => Ok(self.missed(&miss)),
            None => self.no_such_name(),
        }
    }

    fn missed(&self, miss: &Miss) -> Error {
        let limits = self.wish.limits;
        let kind = kinds_asked(limits, self.all.categories());
        let kind: Vec<String> = kind.iter().map(|kind| kind.label.to_lowercase()).collect();
        let mut what = match kind.is_empty() {
            true => "place".to_owned(),
            false => kind.join(" or "),
        };
        if let Some(query) = self.wish.query {
            what = format!("{what} like \"{}\"", printable(query));
        }
        if let Some(from) = self.from {
            let reach = words::reach(&limits.reach);
            what = format!("{what} within {reach} of {}", printable(&from.label));
        }
        let asked = [
            (limits.free, "known to be free"),
            (limits.indoor, "indoors"),
            (limits.outdoor, "outdoors"),
        ];
        let wanted: Vec<&str> = asked
            .into_iter()
            .filter_map(|(wanted, words)| wanted.then_some(words))
            .collect();
        if !wanted.is_empty() {
            what = format!("{what} is {}", wanted.join(" and "));
        }
        let Listed { place, journey } = listed(&miss.place, self.from);
        let lacking = miss.lacking.iter();
        let why: Vec<String> = lacking
            .map(|&lack| why_not(lack, place, journey.as_ref()))
            .collect();
        let name = printable(&miss.place.name);
        let message = format!("no {what}; the nearest miss is {name}: {}", why.join(", "));
        let error = Error::new(Kind::Nothing, message);
        let far = |journey: &Journey| is_in_another_country(&miss.place, journey);
        match miss.lacking.first() {
            Some(Lack::Reach) if journey.as_ref().is_some_and(far) => error.hint(NONE_BUILT_IN),
            Some(Lack::Reach) if journey.as_ref().is_some_and(Journey::lacks_ferry) => {
                error.hint(OVER_WATER)
            }
            Some(Lack::Reach) => error.hint("raise --within"),
            Some(Lack::Free | Lack::KnownPrice) => error.hint("leave --free away"),
            Some(Lack::Exposure) if limits.indoor => error.hint("leave --indoor away"),
            Some(Lack::Exposure) => error.hint("leave --outdoor away"),
            Some(Lack::Kind) | None => error.hint("leave --kind away"),
        }
    }

    fn no_such_name(&self) -> Result<Error, Error> {
        let query = self.wish.query.unwrap_or_default();
        let nearest = self.all.nearest_names(query).map_err(damaged)?;
        let query = printable(query);
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
        Ok(Error::new(Kind::Nothing, message).hint("fewer words find more"))
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
