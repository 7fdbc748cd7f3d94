//! `catalogue import`: files of maps, each told by what it holds and made into a catalogue of its own.

use super::bring::{Brought, bring_in};
use super::progress::Progress;
use crate::app::Answer;
use crate::app::outing;
use crate::app::world::{self, World};
use crate::catalogue::import::{
    self, Contents, Format, ImportError, MapFile, OPENSTREETMAP, Reading, Stated, TELLING, Wanted,
};
use crate::catalogue::{Categories, import::Selectors};
use crate::cli::ImportArgs;
use crate::config::Settings;
use crate::error::{Error, Kind};
use crate::report::safe::printable;
use jiff::Timestamp;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// Imports files: all into the catalogue that is named, else each into one called after it.
pub(super) fn import(args: &ImportArgs, world: &World) -> Result<Answer, Error> {
    let config = world.config()?;
    let settings = Settings::of(&config)?;
    let now = world::now(&config)?;
    let (categories, mut selectors) = super::kinds()?;
    for kind in outing::kinds(&args.include, &categories)? {
        selectors = selectors.including(&kind);
    }
    let kind = match &args.kind {
        Some(kind) => outing::kinds(std::slice::from_ref(kind), &categories)?.pop(),
        None => None,
    };
    let names: Vec<String> = match &args.into.name {
        Some(name) => vec![name.clone()],
        None => args.files.iter().map(|file| name_of(file)).collect(),
    };
    for (at, name) in names.iter().enumerate() {
        super::check_name(name)?;
        if names.iter().take(at).any(|other| other == name) {
            return Err(
                Error::usage(format!("two of the files would be called {name}"))
                    .hint("join them with --name, or import them one by one"),
            );
        }
    }
    let progress = Progress::new(args.into.quiet)?;
    let source = Source {
        args,
        categories: &categories,
        selectors: &selectors,
        kind: kind.as_deref(),
        now,
        progress: &progress,
    };
    let paths = World::paths(&config);
    let brought = |name| Brought {
        name,
        categories: &categories,
        selectors: &selectors,
        now,
        into: &args.into,
        dry_run: args.dry_run,
        paths: &paths,
        page: world.page(&settings),
    };
    let mut answer = Answer::default();
    match names.as_slice() {
        [name] => {
            let files: Result<Vec<MapFile>, Error> = args
                .files
                .iter()
                .map(|path| source.read(path, name))
                .collect();
            answer = bring_in(files?, &brought(name), &progress)?;
        }
        each => {
            for (name, path) in each.iter().zip(&args.files) {
                let files = vec![source.read(path, name)?];
                let one = bring_in(files, &brought(name), &progress)?;
                answer.stdout.to_mut().push_str(&one.stdout);
                answer.warnings.extend(one.warnings);
                answer.done.extend(one.done);
                answer.failure = answer.failure.or(one.failure);
            }
        }
    }
    Ok(answer)
}

/// What files are read with.
struct Source<'a> {
    args: &'a ImportArgs,
    categories: &'a Categories,
    selectors: &'a Selectors,
    kind: Option<&'a str>,
    now: Timestamp,
    progress: &'a Progress,
}

impl Source<'_> {
    fn read(&self, path: &Path, catalogue: &str) -> Result<MapFile, Error> {
        let contents = self
            .contents(path, catalogue)
            .map_err(|error| refused(path, &error))?;
        let from = path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy();
        let stated = Stated {
            attribution: self.args.attribution.clone(),
            licence: self.args.licence.clone(),
        };
        Ok(super::map_file(contents, &from, self.now, &stated))
    }

    fn contents(&self, path: &Path, catalogue: &str) -> Result<Contents, ImportError> {
        // Looked at before it is opened: opening a pipe waits for whoever writes into it.
        let metadata = std::fs::metadata(path)?;
        if metadata.is_dir() {
            return Err(io::Error::from(io::ErrorKind::IsADirectory).into());
        }
        if !metadata.is_file() {
            let why = "it is no plain file; save it as one first";
            return Err(ImportError::Unsuitable(why.to_owned()));
        }
        let mut file = File::open(path)?;
        let mut start = Vec::new();
        (&file).take(TELLING as u64).read_to_end(&mut start)?;
        let format = import::detect(&start)?;
        file.seek(SeekFrom::Start(0))?;
        let what = path.file_name().unwrap_or_default().to_string_lossy();
        self.progress
            .begin(printable(&what).into_owned(), metadata.len());
        let at = |bytes| self.progress.at(bytes);
        match format {
            Format::Pbf => {
                let reading = import::read_osm_pbf(&file, self.selectors, &at)?;
                // The format is OpenStreetMap's own, whoever cut the extract.
                let credit = reading.attribution.clone();
                Ok(Contents::Map(Reading {
                    attribution: credit.or_else(|| Some(OPENSTREETMAP.to_owned())),
                    ..reading
                }))
            }
            Format::Text(format) => {
                let wanted = Wanted {
                    selectors: self.selectors,
                    categories: self.categories,
                    kind: self.kind,
                    catalogue,
                    progress: &at,
                    bytes: metadata.len(),
                };
                import::read_text(format, &file, &wanted)
            }
        }
    }
}

/// Returns what a catalogue of the places in a file is called: the file's name up to the first dot.
fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    super::name_from(name.split('.').next().unwrap_or_default())
}

fn refused(path: &Path, error: &ImportError) -> Error {
    let path = path.display().to_string();
    let path = printable(&path);
    match error {
        ImportError::Io(error) if error.kind() == io::ErrorKind::NotFound => {
            Error::usage(format!("{path}: there is no such file"))
        }
        ImportError::Interrupted => Error::new(Kind::Internal, format!("{path}: {error}"))
            .hint("every catalogue is as it was"),
        _ => Error::new(Kind::Internal, format!("{path} is not imported: {error}"))
            .hint("every catalogue is as it was"),
    }
}
