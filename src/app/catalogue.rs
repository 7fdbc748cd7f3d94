//! The places of a run: the built-in ones and the family's own.

use crate::catalogue::{self, Categories};
use crate::config::Settings;
use crate::domain::{Destination, FactSource, Position};
use crate::error::{Error, Kind};

/// The places in reach, and the number of those beyond.
pub(super) struct Places {
    pub(super) places: Vec<Destination>,
    pub(super) beyond: usize,
}

/// Returns the places whose position is `wanted`, and all of the family's own.
///
/// # Errors
/// Names the file, line and column of a table that is wrong.
pub(super) fn places(
    settings: &Settings,
    categories: &Categories,
    wanted: impl Fn(Position) -> bool,
) -> Result<Places, Error> {
    let mut found = Places {
        places: Vec::new(),
        beyond: 0,
    };
    if settings.built_in {
        let read = catalogue::built_in(categories, &wanted)
            .map_err(|error| broken("the built-in places", &error))?;
        found.places = read.places;
        found.beyond = read.passed_over;
    }
    if let Some(path) = &settings.own_places {
        let wrong = |error: &dyn std::fmt::Display| {
            Error::usage(format!("catalogue.file {}: {error}", path.display()))
        };
        let text = std::fs::read_to_string(path).map_err(|error| wrong(&error))?;
        let name = path
            .file_stem()
            .map_or("own".into(), |stem| stem.to_string_lossy());
        // A family's own table is checked whole: a mistake in it should not wait for a trip to come near.
        let read = catalogue::read_table(&text, &name, categories, |_| true)
            .map_err(|error| wrong(&error))?;
        found.places.extend(read.places);
    }
    Ok(found)
}

/// Returns the kinds of place.
///
/// # Errors
/// None for a table that passes the tests.
pub(super) fn categories() -> Result<Categories, Error> {
    Categories::built_in().map_err(|error| broken("the built-in categories", &error))
}

/// Returns whether one of `places` is where its postcode is, whose source is then to be credited.
pub(super) fn by_postcode<'a>(places: impl IntoIterator<Item = &'a Destination>) -> bool {
    places
        .into_iter()
        .any(|place| place.sources.position == FactSource::Postcode)
}

/// Returns whether one of `places` comes with the program, whose sources are then to be credited.
pub(super) fn has_built_in<'a>(places: impl IntoIterator<Item = &'a Destination>) -> bool {
    places
        .into_iter()
        .any(|place| &*place.catalogue == catalogue::BUILT_IN)
}

fn broken(what: &str, error: &impl std::fmt::Display) -> Error {
    Error::new(Kind::Internal, format!("{what} are damaged: {error}"))
}
