//! Places brought in: made of what was read, written as one catalogue, and told of.
//! The catalogue of that name serves until the new one is whole.

use super::progress::Progress;
use crate::app::Answer;
use crate::catalogue::Categories;
use crate::catalogue::import::{
    ImportError, ImportReport, ImportRules, MapFile, Pulse, Selectors, import,
};
use crate::catalogue::packed::Builder;
use crate::cli::{IntoArgs, ReadFormat};
use crate::domain::Destination;
use crate::error::{Error, Kind};
use crate::report::{self, Page};
use crate::store::catalogues::{self as stored, StoreError};
use crate::store::paths::Paths;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::io::{self, Write};

/// Where places are brought to.
pub(super) struct Brought<'a> {
    /// The catalogue.
    pub(super) name: &'a str,
    /// The kinds of place.
    pub(super) categories: &'a Categories,
    /// How they are told.
    pub(super) selectors: &'a Selectors,
    /// The instant of the import.
    pub(super) now: Timestamp,
    /// How it is told.
    pub(super) into: &'a IntoArgs,
    /// Whether everything is to stay as it is.
    pub(super) dry_run: bool,
    /// Where catalogues are kept.
    pub(super) paths: &'a Paths,
    /// How a table is to look.
    pub(super) page: Page,
}

/// Makes a catalogue of what `files` held.
///
/// # Errors
/// When there is nowhere to keep it, the disk fails or somebody stops it; the catalogue of that name is then as it was.
pub(super) fn bring_in(
    files: Vec<MapFile>,
    brought: &Brought<'_>,
    progress: &Progress,
) -> Result<Answer, Error> {
    let rules = ImportRules {
        categories: brought.categories,
        selectors: brought.selectors,
        today: TimeZone::UTC.to_datetime(brought.now).date(),
    };
    let go_on = || !progress.is_stopped();
    let (places, report) =
        import(files, brought.name, &rules, Pulse::of(&go_on)).map_err(|error| match error {
            ImportError::Interrupted => interrupted(),
            error => Error::new(
                Kind::Internal,
                format!("the catalogue {} is not made: {error}", brought.name),
            )
            .hint("every catalogue is as it was"),
        })?;
    let is_new = !brought.dry_run && !places.is_empty();
    if is_new {
        write(&places, brought, progress)?;
    }
    let mut answer = Answer::results(told(&report, brought));
    if is_new {
        let name = brought.name;
        answer.done.push(format!("the catalogue {name} is stored"));
    }
    if brought.dry_run && !brought.into.quiet {
        let note = format!("the catalogue {} is as it was (--dry-run)", brought.name);
        answer.warnings.push(note);
    }
    if places.is_empty() {
        let message = format!(
            "nothing that was read is a place for a family: there is no catalogue {} of it",
            brought.name
        );
        answer.failure = Some(
            Error::new(Kind::Internal, message).hint("the list says what was left out and why"),
        );
    }
    Ok(answer)
}

fn told(report: &ImportReport, brought: &Brought<'_>) -> String {
    match brought.into.format {
        ReadFormat::Json => report::import_to_json(report),
        ReadFormat::Table => report::import_to_table(report, brought.page),
    }
}

fn write(places: &[Destination], brought: &Brought<'_>, progress: &Progress) -> Result<(), Error> {
    let data = brought.paths.data.as_ref().ok_or_else(|| {
        Error::new(
            Kind::Internal,
            "there is no home directory to keep a catalogue in",
        )
        .hint("set KIDTRIP_DATA_DIR")
    })?;
    let mut builder = Builder::new(brought.name, &brought.now.to_string());
    for place in places {
        if progress.is_stopped() {
            return Err(interrupted());
        }
        builder.add(place).map_err(|unfit| {
            Error::new(
                Kind::Internal,
                format!("{} cannot be kept: {unfit}", place.id),
            )
        })?;
    }
    let written = stored::write(data, brought.name, |out| {
        builder.finish(&mut Stoppable { out, progress })
    });
    match written {
        Ok(_) => Ok(()),
        Err(error @ StoreError::Unsynced { .. }) => Err(super::not_stored(&error)),
        Err(_) if progress.is_stopped() => Err(interrupted()),
        Err(error) => Err(super::not_stored(&error)),
    }
}

fn interrupted() -> Error {
    Error::new(Kind::Internal, "interrupted").hint("every catalogue is as it was")
}

/// A file that is left half-written when somebody presses Ctrl-C, and so never takes its name.
struct Stoppable<'a> {
    out: &'a mut dyn Write,
    progress: &'a Progress,
}

impl Write for Stoppable<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.progress.is_stopped() {
            // The kind `Interrupted` would be tried again by whoever writes all of something.
            return Err(io::Error::other("interrupted"));
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
