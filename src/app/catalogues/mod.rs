//! `catalogue`: places of any map brought in, listed, looked into, written out and taken away.

mod bring;
mod export;
mod fetch;
mod import;
mod manage;
mod progress;
mod server;

use super::Answer;
use super::catalogue::categories;
use super::world::World;
use crate::catalogue::Categories;
use crate::catalogue::import::{self as maps, Contents, MapFile, Reading, Selectors, Stated};
use crate::cli::CatalogueCommand;
use crate::error::{Error, Kind};
use crate::locate::fold;
use crate::store::catalogues::{self as stored, StoreError};
use jiff::Timestamp;
use std::sync::Arc;

/// Letters of a name that is made from a file's or a location's.
const LONGEST_NAME: usize = 40;

/// Runs a subcommand of `catalogue`.
pub(super) fn catalogue(command: &CatalogueCommand, world: &World) -> Result<Answer, Error> {
    match command {
        CatalogueCommand::Import(args) => import::import(args, world),
        CatalogueCommand::Fetch(args) => fetch::fetch(args, world),
        CatalogueCommand::List { format } => manage::list(*format, world),
        CatalogueCommand::Info { name, format } => manage::info(name, *format, world),
        CatalogueCommand::Remove { name } => manage::remove(name, world),
        CatalogueCommand::Export { name, format } => export::export(name, *format, world),
    }
}

/// Returns the kinds of place, and how they are told on a map.
fn kinds() -> Result<(Categories, Selectors), Error> {
    let selectors = Selectors::built_in().map_err(|error| {
        Error::new(
            Kind::Internal,
            format!("the built-in selectors are damaged: {error}"),
        )
    })?;
    Ok((categories()?, selectors))
}

/// Returns a catalogue's name made from other words: "Around Nuneaton & Bedworth" is around-nuneaton-bedworth.
fn name_from(words: &str) -> String {
    let folded = fold(words);
    let letters =
        |word: &str| -> String { word.chars().filter(char::is_ascii_alphanumeric).collect() };
    let mut name = String::new();
    for word in folded
        .split(' ')
        .map(letters)
        .filter(|word| !word.is_empty())
    {
        if name.len() + word.len() >= LONGEST_NAME {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.push_str(&word);
    }
    name
}

/// Returns what was read as a file of a map, with where it comes from and whom to credit.
fn map_file(contents: Contents, from: &str, now: Timestamp, stated: &Stated) -> MapFile {
    let silent = Reading::default();
    let reading = match &contents {
        Contents::Map(reading) => reading,
        // Its lines say it, each of its own place.
        Contents::Table(..) => &silent,
    };
    let map = Arc::new(maps::map_source(reading, from, now, stated));
    let is_assumed = maps::is_assumed(reading, stated);
    MapFile {
        contents,
        map,
        is_assumed,
    }
}

fn check_name(name: &str) -> Result<(), Error> {
    stored::check_name(name).map_err(|error| not_stored(&error))
}

/// Returns the failure of a name that cannot be, or of the disk.
fn not_stored(error: &StoreError) -> Error {
    match error {
        StoreError::Name(_) | StoreError::Reserved(_) => {
            Error::usage(error.to_string()).hint("choose another with --name")
        }
        StoreError::Write { .. } => {
            Error::new(Kind::Internal, error.to_string()).hint("every catalogue is as it was")
        }
        StoreError::Unsynced { .. } => Error::new(Kind::Internal, error.to_string())
            .hint("the new catalogue is in place; look after the disk, and bring it in again"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::before_it_took_its_name(false, "every catalogue is as it was", "cannot be written")]
    #[case::afterwards(true, "the new catalogue is in place", "is written, but")]
    fn a_failure_of_the_disk_says_which_catalogue_there_is_now(
        #[case] is_replaced: bool,
        #[case] hint: &str,
        #[case] words: &str,
    ) {
        let error = crate::store::atomic::WriteError {
            path: "malta.kidtrip".into(),
            source: std::io::Error::other("broken"),
            is_replaced,
        };
        let told = format!("{:?}", not_stored(&error.into()));
        assert!(told.contains(hint) && told.contains(words), "{told}");
    }

    #[rstest]
    #[case::a_file("rutland-2018", "rutland-2018")]
    #[case::accents_and_signs("around Île-de-France (Été)", "around-ile-de-france-ete")]
    #[case::coordinates("around 45.76, 4.84", "around-45-76-4-84")]
    #[case::long(
        "around Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
        "around"
    )]
    #[case::another_script("Лион", "")]
    fn a_name_is_made_of_what_there_is(#[case] words: &str, #[case] name: &str) {
        assert_eq!(name_from(words), name);
    }
}
