//! `catalogue list|info|remove`: which catalogues there are, what one holds, and one less.

use crate::app::Answer;
use crate::app::catalogue::{categories, damaged, files, own, packed};
use crate::app::world::World;
use crate::catalogue::packed::{About, Builder};
use crate::catalogue::{self, BUILT_IN};
use crate::cli::ReadFormat;
use crate::config::{Config, Settings};
use crate::domain::Destination;
use crate::error::{Error, Kind};
use crate::report::safe::printable;
use crate::report::{self, CatalogueKind, CatalogueSummary};
use crate::store::catalogues as stored;
use std::{fs, io};

/// Lists the catalogues.
pub(super) fn list(format: ReadFormat, world: &World) -> Result<Answer, Error> {
    let config = world.config()?;
    let settings = Settings::of(&config)?;
    let all = summaries(&config, &settings, |_| true)?;
    Ok(Answer::results(match format {
        ReadFormat::Table => report::catalogues_to_table(&all, world.page(&settings)),
        ReadFormat::Json => report::catalogues_to_json(&all),
    }))
}

/// Shows what a catalogue holds, every byte of it read.
pub(super) fn info(name: &str, format: ReadFormat, world: &World) -> Result<Answer, Error> {
    let config = world.config()?;
    let settings = Settings::of(&config)?;
    let Some(mut found) = summaries(&config, &settings, |known| known == name)?.pop() else {
        return Err(unknown(name, &config, &settings));
    };
    if found.kind == CatalogueKind::Imported && found.fault.is_none() {
        found.fault = fault_of(name, &config)?;
    }
    let mut answer = Answer::results(match format {
        ReadFormat::Table => report::catalogue_to_table(&found, world.page(&settings)),
        ReadFormat::Json => report::catalogue_to_json(&found),
    });
    answer.failure = found.fault.as_ref().map(|fault| is_damaged(name, fault));
    Ok(answer)
}

/// Returns what is wrong with an imported catalogue, every byte of it read.
///
/// # Errors
/// When nobody can tell which files there are.
pub(super) fn fault_of(name: &str, config: &Config) -> Result<Option<String>, Error> {
    let file = files(config)
        .map_err(|problem| Error::new(Kind::Internal, problem))?
        .into_iter()
        .find(|file| file.name == name);
    let categories = categories()?;
    let checked = file.map(|file| packed(&file, &categories).and_then(|one| one.verify()));
    Ok(checked.and_then(Result::err).map(|fault| fault.to_string()))
}

/// Returns the failure of a catalogue with this fault.
pub(super) fn is_damaged(name: &str, fault: &str) -> Error {
    Error::new(
        Kind::Internal,
        format!("the catalogue {} is damaged: {fault}", printable(name)),
    )
    .hint("import it again")
}

/// Removes an imported catalogue.
pub(super) fn remove(name: &str, world: &World) -> Result<Answer, Error> {
    let config = world.config()?;
    let settings = Settings::of(&config)?;
    if name == BUILT_IN {
        return Err(Error::usage("the built-in places come with the program")
            .hint("to do without them set built_in = false under [catalogue] in the config"));
    }
    let own = own_summary(&settings)?.filter(|own| own.name == name);
    if let (Some(own), Some(path)) = (own, &settings.own_places) {
        return Err(Error::usage(format!(
            "{} is your own file, {}",
            printable(&own.name),
            path.display()
        ))
        .hint("to do without it take catalogue.file out of the config"));
    }
    let data = World::paths(&config).data;
    let removed = match &data {
        Some(data) => stored::remove(data, name).map_err(|error| super::not_stored(&error))?,
        None => false,
    };
    if removed {
        Ok(Answer::results(format!("{} is removed\n", printable(name))))
    } else {
        Err(unknown(name, &config, &settings))
    }
}

/// Returns the failure of a name that no catalogue has.
pub(super) fn unknown(name: &str, config: &Config, settings: &Settings) -> Error {
    let error = Error::usage(format!("there is no catalogue {}", printable(name)));
    let known: Vec<String> = summaries(config, settings, |_| true)
        .unwrap_or_default()
        .into_iter()
        .map(|one| printable(&one.name).into_owned())
        .collect();
    match known.as_slice() {
        [] => error.hint("there is none at all: kidtrip catalogue import FILE brings one in"),
        all => error.hint(format!("there is {}", all.join(", "))),
    }
}

/// Returns what is known of the catalogues of `wanted` names: the built-in one, the family's own, then the imported.
fn summaries(
    config: &Config,
    settings: &Settings,
    wanted: impl Fn(&str) -> bool,
) -> Result<Vec<CatalogueSummary>, Error> {
    let mut all = Vec::new();
    if settings.built_in && wanted(BUILT_IN) {
        all.push(built_in_summary()?);
    }
    all.extend(own_summary(settings)?.filter(|own| wanted(&own.name)));
    let categories = categories()?;
    let files = files(config).map_err(|problem| Error::new(Kind::Internal, problem))?;
    for file in files.into_iter().filter(|file| wanted(&file.name)) {
        let bytes = fs::symlink_metadata(&file.path).map_or(0, |metadata| metadata.len());
        let path = file.path.display().to_string();
        all.push(match packed(&file, &categories) {
            Ok(packed) => CatalogueSummary {
                path: Some(path),
                bytes,
                passed_over: packed.of_unknown_kind(),
                ..CatalogueSummary::of(&file.name, CatalogueKind::Imported, packed.about())
            },
            Err(fault) => CatalogueSummary {
                path: Some(path),
                bytes,
                fault: Some(fault.to_string()),
                ..CatalogueSummary::named(&file.name, CatalogueKind::Imported)
            },
        });
    }
    Ok(all)
}

fn built_in_summary() -> Result<CatalogueSummary, Error> {
    let read = catalogue::built_in(&categories()?, |_| true).map_err(damaged)?;
    let about = about(&read.places)?;
    Ok(CatalogueSummary::of(
        BUILT_IN,
        CatalogueKind::BuiltIn,
        &about,
    ))
}

fn own_summary(settings: &Settings) -> Result<Option<CatalogueSummary>, Error> {
    let Some((name, places)) = own(settings, &categories()?)? else {
        return Ok(None);
    };
    let path = settings.own_places.as_ref();
    let about = about(&places)?;
    Ok(Some(CatalogueSummary {
        path: path.map(|path| path.display().to_string()),
        ..CatalogueSummary::of(&name, CatalogueKind::Own, &about)
    }))
}

/// Returns what a catalogue of these places would say of itself.
fn about(places: &[Destination]) -> Result<About, Error> {
    let mut builder = Builder::new("", "");
    for place in places {
        builder.add(place).map_err(|unfit| {
            Error::usage(format!(
                "{} cannot be counted: {unfit}",
                printable(&place.id)
            ))
        })?;
    }
    let about = builder.finish(&mut io::sink());
    about.map_err(|error| Error::new(Kind::Internal, error.to_string()))
}
