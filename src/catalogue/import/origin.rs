//! Where a single place of a file comes from, where its record says so: whose it is, under which licence, and of which map.
//! Records that say the same share one source, so that a catalogue keeps each once.

use super::named::{CREDIT, LICENCE};
use super::plain::plain_line;
use super::source::{instant, joined_credits, joined_licences};
use super::{Feature, ImportError, MapFile};
use crate::domain::MapSource;
use std::collections::HashMap;
use std::sync::Arc;

/// The most sources that the records of one file may name.
const MOST_SOURCES: usize = 1_000;
/// Characters of a credit or a licence, several of them joined.
const LONGEST_CREDIT: usize = 4_000;
/// Characters of what a map is called, and of what it calls an object.
const LONGEST_MAP: usize = 200;
const LONGEST_OBJECT: usize = 80;

/// What a record says of where it comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// What the map calls the object.
    pub(super) object: Option<String>,
    said: Said,
}

/// What several records may say alike.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
struct Said {
    map: Option<String>,
    as_of: Option<String>,
    attribution: Option<String>,
    licence: Option<String>,
}

/// The columns that follow those of a table of places: where a place comes from.
pub const MAP_COLUMNS: [&str; 5] = ["map", "map_object", "attribution", "licence", "map_date"];

impl Origin {
    /// Returns what a record says in [`MAP_COLUMNS`].
    pub(super) fn of<'a>(value: impl Fn(&str) -> Option<&'a str>) -> Self {
        let line = |column: &str, longest| {
            let line = value(column).map(|text| plain_line(text, longest));
            line.filter(|line| !line.is_empty())
        };
        let as_of = value("map_date").and_then(instant);
        Self {
            object: line("map_object", LONGEST_OBJECT),
            said: Said {
                map: line("map", LONGEST_MAP),
                as_of: as_of.map(|instant| instant.to_string()),
                attribution: line("attribution", LONGEST_CREDIT),
                licence: line("licence", LONGEST_CREDIT),
            },
        }
    }

    /// Takes out of the tags of `feature` what they say of its origin.
    fn taken_from(feature: &mut Feature) -> Self {
        let origin = Self::of(|column| match column {
            "attribution" => feature.tag(CREDIT),
            "licence" => feature.tag(LICENCE),
            _ => None,
        });
        feature
            .tags
            .retain(|(key, _)| key != CREDIT && key != LICENCE);
        origin
    }
}

/// The sources of the places of one file.
pub(super) struct Sources {
    file: Arc<MapSource>,
    is_assumed: bool,
    known: HashMap<Said, Arc<MapSource>>,
    in_order: Vec<Arc<MapSource>>,
}

impl Sources {
    pub(super) fn of(file: &MapFile) -> Self {
        Self {
            file: Arc::clone(&file.map),
            is_assumed: file.is_assumed,
            known: HashMap::new(),
            in_order: Vec::new(),
        }
    }

    /// Returns the source of `feature`, whose tags say no more of it then.
    ///
    /// # Errors
    /// When the records name too many.
    pub(super) fn of_feature(
        &mut self,
        feature: &mut Feature,
    ) -> Result<Arc<MapSource>, ImportError> {
        let origin = Origin::taken_from(feature);
        self.of_origin(&origin)
    }

    /// Returns the source of a record that says this.
    ///
    /// # Errors
    /// When the records name too many.
    pub(super) fn of_origin(&mut self, origin: &Origin) -> Result<Arc<MapSource>, ImportError> {
        if let Some(known) = self.known.get(&origin.said) {
            return Ok(Arc::clone(known));
        }
        if self.known.len() >= MOST_SOURCES {
            return Err(ImportError::TooMuch {
                place: "its credits".to_owned(),
                why: format!("its places name more than {MOST_SOURCES} different sources"),
            });
        }
        let source = if origin.said == Said::default() {
            Arc::clone(&self.file)
        } else {
            Arc::new(self.made(&origin.said))
        };
        self.known.insert(origin.said.clone(), Arc::clone(&source));
        self.in_order.push(Arc::clone(&source));
        Ok(source)
    }

    fn made(&self, said: &Said) -> MapSource {
        let file = &self.file;
        // What is only assumed of the file gives way to what the record says of itself.
        let speaks = said.attribution.is_some() || said.licence.is_some();
        let (credit, licence) = if self.is_assumed && speaks {
            (None, None)
        } else {
            (file.attribution.as_deref(), file.licence.as_deref())
        };
        let credits = [credit, said.attribution.as_deref()];
        let attribution = joined_credits(credits.into_iter().flatten());
        let licences = [licence, said.licence.as_deref()];
        let licence = joined_licences(licences.into_iter().flatten(), attribution.as_deref());
        // The date is that of the map that the record names, not that of a file it has been through.
        let as_of = said.as_of.clone();
        MapSource {
            from: said.map.clone().unwrap_or_else(|| file.from.clone()),
            as_of: match &said.map {
                Some(_) => as_of,
                None => as_of.or_else(|| file.as_of.clone()),
            },
            imported_at: file.imported_at.clone(),
            attribution,
            licence,
        }
    }

    /// Returns whom to credit for all of them, and their licences.
    pub(super) fn credits(&self) -> (Option<String>, Option<String>) {
        match self.in_order.as_slice() {
            [] => (self.file.attribution.clone(), self.file.licence.clone()),
            all => together(all.iter().map(AsRef::as_ref)),
        }
    }
}

/// Returns whom to credit for several sources at once, and their licences.
fn together<'a>(
    sources: impl Iterator<Item = &'a MapSource> + Clone,
) -> (Option<String>, Option<String>) {
    let credits = sources.clone().filter_map(|one| one.attribution.as_deref());
    let attribution = joined_credits(credits);
    let licences = sources.filter_map(|one| one.licence.as_deref());
    let licence = joined_licences(licences, attribution.as_deref());
    (attribution, licence)
}

/// Returns the source of a place that knows what objects of both know: that of the first, with the credits of both.
pub(super) fn of_both(first: &Arc<MapSource>, other: &Arc<MapSource>) -> Arc<MapSource> {
    let is_same = first.attribution == other.attribution && first.licence == other.licence;
    if Arc::ptr_eq(first, other) || is_same {
        return Arc::clone(first);
    }
    let (attribution, licence) = together([first.as_ref(), other.as_ref()].into_iter());
    Arc::new(MapSource {
        attribution,
        licence,
        ..first.as_ref().clone()
    })
}
