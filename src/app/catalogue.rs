//! The catalogues of a run: the built-in places, the family's own, and those imported.
//! An imported one that cannot be used is told of and left out: the others are as good without it.

use super::family;
use super::world::{self, World};
use crate::catalogue::packed::{Fault, Packed};
use crate::catalogue::{self, BUILT_IN, Categories, Change, InArea};
use crate::config::{Config, Settings};
use crate::domain::{Area, Destination, Position};
use crate::error::{Error, Kind};
use crate::locate;
use crate::queries::CATALOGUE;
use crate::report::safe::printable;
use crate::store::catalogues::{self as stored, CatalogueFile};
use crate::store::snapshot::Remembered;
use jiff::tz::TimeZone;
use std::fs::File;
use std::path::Path;

/// All the catalogues of a run, as one.
pub(super) type Catalogues = catalogue::Catalogues<File>;

/// The catalogues of a run, and what is to be said of those that are left out.
pub(super) struct Opened {
    pub(super) catalogues: Catalogues,
    /// What the family has written down; its approved places are among the catalogues.
    pub(super) remembered: Remembered,
    warnings: Vec<String>,
    files: Vec<CatalogueFile>,
}

impl Opened {
    /// Returns what is wrong with imported catalogues, as far as the run has come upon it.
    pub(super) fn warnings(&self) -> Vec<String> {
        let partly = self.catalogues.faults().into_iter().map(|(name, fault)| {
            let file = self.files.iter().find(|file| file.name == name);
            let path = file.map(|file| file.path.display().to_string());
            format!(
                "some places of the catalogue {name} are left out: {fault} ({}); import it again",
                path.unwrap_or_default()
            )
        });
        let remembered = self.remembered.warnings.iter().cloned();
        let own = self.warnings.iter().cloned();
        let left = family::left(&self.remembered.family);
        own.chain(partly).chain(remembered).chain(left).collect()
    }

    /// Returns the places in `area` as the family would have them, and how many places are elsewhere.
    ///
    /// # Errors
    /// None for built-in places that pass the tests.
    pub(super) fn within(&self, area: &Area) -> Result<InArea, Error> {
        let mut found = self.catalogues.within(area).map_err(damaged)?;
        found.places = self.laid_over(found.places);
        Ok(found)
    }

    /// Returns the places as the family would have them: with what it amended, without what it retired.
    pub(super) fn laid_over(&self, places: Vec<Destination>) -> Vec<Destination> {
        let family = &self.remembered.family.places;
        if family.is_empty() {
            return places;
        }
        let kinds = self.catalogues.categories();
        let lay = |place: Destination| match &*place.catalogue {
            CATALOGUE => Some(place),
            _ => family.laid_over(vec![place], kinds, zone_of).pop(),
        };
        places.into_iter().filter_map(lay).collect()
    }
}

/// Opens every catalogue.
///
/// # Errors
/// Names the file, line and column of a family's table that is wrong.
pub(super) fn open(
    config: &Config,
    settings: &Settings,
    categories: Categories,
) -> Result<Opened, Error> {
    let remembered = family::remembered(config, world::now(config)?);
    open_with(config, settings, categories, remembered)
}

/// Opens every catalogue, as the family has it that is `remembered`.
///
/// # Errors
/// Those of [`open`].
pub(super) fn open_with(
    config: &Config,
    settings: &Settings,
    categories: Categories,
    remembered: Remembered,
) -> Result<Opened, Error> {
    let mut warnings = Vec::new();
    let files = files(config).unwrap_or_else(|problem| {
        warnings.push(problem);
        Vec::new()
    });
    let mut imported = Vec::new();
    for file in &files {
        match packed(file, &categories) {
            Ok(packed) => imported.push(packed),
            Err(fault) => warnings.push(format!(
                "the catalogue {} is left out: {fault} ({})",
                file.name,
                file.path.display()
            )),
        }
    }
    let mut own = own(settings, &categories)?.map_or_else(Vec::new, |(_, places)| places);
    own.extend(remembered.family.places.approved(&categories, zone_of));
    let mut catalogues = Catalogues::new(categories).with_own(own);
    if settings.built_in {
        catalogues = catalogues.with_built_in();
    }
    let catalogues = as_the_family_has_them(catalogues.with_imported(imported), &remembered)?;
    Ok(Opened {
        remembered,
        catalogues,
        warnings,
        files,
    })
}

/// Returns the catalogues with what the family amended and without what it retired, found by the names and where they are
/// now.
fn as_the_family_has_them(
    catalogues: Catalogues,
    remembered: &Remembered,
) -> Result<Catalogues, Error> {
    let places = &remembered.family.places;
    if places.changed().next().is_none() {
        return Ok(catalogues);
    }
    let kinds = catalogues.categories().clone();
    let change = |place: Destination| match &*place.catalogue {
        CATALOGUE => Change::None,
        _ => match places.laid_over(vec![place], &kinds, zone_of).pop() {
            Some(amended) => Change::Amended(Box::new(amended)),
            None => Change::Retired,
        },
    };
    let changed = catalogues.with_changes(places.changed(), change);
    changed.map_err(damaged)
}

/// Opens the catalogue of that name alone.
///
/// # Errors
/// When there is none of that name, or it cannot be used.
pub(super) fn open_only(
    name: &str,
    config: &Config,
    settings: &Settings,
    categories: Categories,
) -> Result<Opened, Error> {
    let files = files(config).map_err(|problem| Error::new(Kind::Internal, problem))?;
    let mut imported = Vec::new();
    for file in files.iter().filter(|file| file.name == name) {
        imported.push(packed(file, &categories).map_err(|fault| {
            let message = format!("the catalogue {name} cannot be used: {fault}");
            Error::new(Kind::Internal, message).hint(file.path.display().to_string())
        })?);
    }
    let own = own(settings, &categories)?;
    let is_built_in = settings.built_in && name == BUILT_IN;
    let mut known: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    known.extend(own.as_ref().map(|(name, _)| name.as_str()));
    known.extend(settings.built_in.then_some(BUILT_IN));
    let remembered = family::remembered(config, world::now(config)?);
    let approved = remembered.family.places.approved(&categories, zone_of);
    known.extend((!approved.is_empty()).then_some(CATALOGUE));
    if !known.contains(&name) {
        known.sort_unstable();
        known.dedup();
        let shown = printable(name);
        let error = Error::usage(format!("--catalogue {shown}: there is no such catalogue"));
        return Err(match known.as_slice() {
            [] => error.hint("there is none at all: see catalogue.file in the config"),
            _ => error.hint(format!("there is {}", known.join(", "))),
        });
    }
    let mut catalogues = Catalogues::new(categories).with_imported(imported);
    if is_built_in {
        catalogues = catalogues.with_built_in();
    }
    // The family's table may go by any name, that of its log too.
    let mut places = own
        .filter(|(own, _)| own == name)
        .map_or_else(Vec::new, |(_, places)| places);
    if name == CATALOGUE {
        places.extend(approved);
    }
    let catalogues = catalogues.with_own(places);
    Ok(Opened {
        catalogues: as_the_family_has_them(catalogues, &remembered)?,
        remembered,
        warnings: Vec::new(),
        files,
    })
}

/// Returns the zone at a position, by its postcode where it has one.
fn zone_of(postcode: Option<&str>, position: Position) -> TimeZone {
    let zone = postcode.and_then(locate::postcode_zone);
    zone.unwrap_or_else(|| locate::zone_at(position))
}

/// Returns the files of the imported catalogues; an `Err` says why nobody can tell.
pub(super) fn files(config: &Config) -> Result<Vec<CatalogueFile>, String> {
    let Some(data) = World::paths(config).data else {
        return Ok(Vec::new());
    };
    stored::list(&data).map_err(|error| {
        let folder = stored::folder(&data);
        format!(
            "imported catalogues are left out: {} cannot be read: {error}",
            folder.display()
        )
    })
}

/// Opens an imported catalogue.
pub(super) fn packed(file: &CatalogueFile, categories: &Categories) -> Result<Packed<File>, Fault> {
    Packed::open(stored::open(&file.path)?, &file.name, categories)
}

/// Returns the family's own table: its name and its places.
pub(super) fn own(
    settings: &Settings,
    categories: &Categories,
) -> Result<Option<(String, Vec<Destination>)>, Error> {
    let Some(path) = &settings.own_places else {
        return Ok(None);
    };
    let wrong = |error: &dyn std::fmt::Display| {
        Error::usage(format!("catalogue.file {}: {error}", path.display()))
    };
    let text = std::fs::read_to_string(path).map_err(|error| wrong(&error))?;
    let name = own_name(path);
    // A family's own table is checked whole: a mistake in it should not wait for a trip to come near.
    let read =
        catalogue::read_table(&text, &name, categories, |_| true).map_err(|error| wrong(&error))?;
    Ok(Some((name, read.places)))
}

fn own_name(path: &Path) -> String {
    let stem = path.file_stem();
    stem.map_or_else(|| "own".into(), |stem| stem.to_string_lossy().into_owned())
}

/// Returns the kinds of place.
///
/// # Errors
/// None for a table that passes the tests.
pub(super) fn categories() -> Result<Categories, Error> {
    Categories::built_in().map_err(|error| broken("the built-in categories", &error))
}

/// Returns the failure of the built-in places.
#[expect(clippy::needless_pass_by_value, reason = "it is what map_err gives")]
pub(super) fn damaged(error: catalogue::TableError) -> Error {
    broken("the built-in places", &error)
}

fn broken(what: &str, error: &impl std::fmt::Display) -> Error {
    Error::new(Kind::Internal, format!("{what} are damaged: {error}"))
}
