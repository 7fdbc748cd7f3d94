//! A file of a map that is text, read by the reader of its format, within bounds.

use super::bounded::{Bounded, LARGEST, RecordStart, read_error};
use super::kinds::KindNames;
use super::origin::Origin;
use super::{ImportError, Progress, Reading, Selectors, TagFilter, TextFormat};
use super::{csv, geojson, gpx, overpass};
use crate::catalogue::Categories;
use crate::domain::Destination;
use std::io::{BufRead, BufReader, Read};

/// The most that a table may hold, which is read whole so that its quotes can be checked, and a file of waypoints, of
/// which a single tag may be as large.
pub(super) const LARGEST_WHOLE: u64 = 256 << 20;

/// What a file of a map held.
#[derive(Debug, Clone)]
pub enum Contents {
    /// Objects, of which places are yet to be made.
    Map(Reading),
    /// Places as they are: a table of our own, and where each says that it comes from; fewer where the rest say nothing.
    Table(Vec<Destination>, Vec<Origin>),
}

/// What a file of text is read with.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// The objects that are wanted.
    pub selectors: &'a Selectors,
    /// The kinds of place.
    pub categories: &'a Categories,
    /// The kind of whatever does not say what it is: the id of one of `categories`.
    pub kind: Option<&'a str>,
    /// The catalogue that the places will be in.
    pub catalogue: &'a str,
    /// Told the bytes that have been read.
    pub progress: Progress<'a>,
    /// The bytes that there are, as far as that is known.
    pub bytes: u64,
}

/// What a reader of features or lines goes by.
pub(super) struct Means<'a> {
    /// What is wanted of a file that holds the tags of a map.
    pub(super) filter: &'a dyn TagFilter,
    /// The kinds of place.
    pub(super) categories: &'a Categories,
    /// Their names.
    pub(super) kinds: &'a KindNames,
    /// The kind of whatever does not say.
    pub(super) kind: Option<&'a str>,
    /// The catalogue that places will be in that are taken as they are.
    pub(super) catalogue: &'a str,
    /// Told the bytes that have been read.
    pub(super) progress: Progress<'a>,
    /// The bytes that there are.
    pub(super) bytes: u64,
    /// Where the record begins that is being read.
    pub(super) record: RecordStart,
}

impl Means<'_> {
    /// Goes on with a file that has been read whole, or says that somebody has stopped it.
    pub(super) fn go_on(&self) -> Result<(), ImportError> {
        if (self.progress)(self.bytes) {
            Ok(())
        } else {
            Err(ImportError::Interrupted)
        }
    }
}

/// Reads a file of text.
///
/// # Errors
/// Refuses a file that is damaged, too large or none of its format, with the place and the reason.
pub fn read_text(
    format: TextFormat,
    input: impl Read,
    wanted: &Wanted<'_>,
) -> Result<Contents, ImportError> {
    let largest = match format {
        TextFormat::Csv | TextFormat::Gpx => LARGEST_WHOLE,
        TextFormat::Overpass | TextFormat::GeoJson | TextFormat::GeoJsonSequence => LARGEST,
    };
    let record = RecordStart::default();
    let bounded = Bounded::new(input, largest, wanted.progress);
    let bounded = match format {
        TextFormat::Overpass | TextFormat::GeoJson | TextFormat::GeoJsonSequence => {
            bounded.by_record(&record)
        }
        TextFormat::Csv | TextFormat::Gpx => bounded,
    };
    let mut input = BufReader::with_capacity(1 << 16, bounded);
    if input
        .fill_buf()
        .map_err(read_error)?
        .starts_with(b"\xef\xbb\xbf")
    {
        input.consume(3);
    }
    let kinds = KindNames::of(wanted.categories);
    let means = Means {
        filter: wanted.selectors,
        categories: wanted.categories,
        kinds: &kinds,
        kind: wanted.kind,
        catalogue: wanted.catalogue,
        progress: wanted.progress,
        bytes: wanted.bytes,
        record: record.clone(),
    };
    match format {
        TextFormat::Overpass => overpass::read(input, &means).map(Contents::Map),
        TextFormat::Gpx => gpx::read(input, &means).map(Contents::Map),
        TextFormat::GeoJson => geojson::read(input, &means),
        TextFormat::GeoJsonSequence => geojson::read_sequence(input, &means),
        TextFormat::Csv => csv::read(input, &means),
    }
}

#[cfg(test)]
impl Means<'_> {
    /// Gives `read` the built-in kinds and selectors, and `kind` for whatever does not say.
    pub(super) fn of_tests<T>(kind: Option<&str>, read: impl FnOnce(&Means<'_>) -> T) -> T {
        let categories = Categories::built_in().unwrap();
        read(&Means {
            filter: &Selectors::built_in().unwrap(),
            categories: &categories,
            kinds: &KindNames::of(&categories),
            kind,
            catalogue: "mine",
            progress: &|_| true,
            bytes: 0,
            record: RecordStart::default(),
        })
    }
}
