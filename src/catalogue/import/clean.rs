//! Which of the family objects of a map are places, by rules measured on real extracts (`data/README.md`): what may not be
//! visited is left out, what is the same place is merged, what is part of a larger one is dropped.

mod inside;
mod merge;
mod names;
mod screening;

use self::names::{Own, Surroundings};
use super::collector::borrowed;
use super::kinds::KindNames;
use super::named::{KIND, NAME_IS_NO_TEXT};
use super::report::{ImportReport, LeftOut};
use super::selectors::is_setting;
use super::{Feature, ImportError, ImportRules, Pulse, Selected, Selectors};
use crate::domain::MapSource;
use std::collections::HashMap;
use std::sync::Arc;

/// An object that is on its way to be a place.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// The object, its tags those of all that were merged into it.
    pub(super) feature: Feature,
    /// The map it is on.
    pub(super) map: Arc<MapSource>,
    /// The id of its kind.
    pub(super) kind: String,
    /// How exactly it was told to be of that kind; 0 where it may be anything.
    pub(super) exactness: usize,
    /// Where its kind stands in the table of selectors.
    pub(super) order: usize,
    /// Its name.
    pub(super) name: String,
    /// Where that comes from.
    pub(super) naming: Naming,
}

/// Where the name of a place comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// The map names it.
    Own,
    /// The park around it, or the street.
    Within,
    /// The nearest village or town.
    Near,
}

impl Candidate {
    /// Returns its name, if it has one yet.
    fn said_name(&self) -> Option<&str> {
        Some(self.name.as_str()).filter(|name| !name.is_empty())
    }
}

/// Returns the places among `features`; everything that becomes none is told to `report`.
///
/// # Errors
/// When `pulse` stops.
pub(super) fn clean(
    features: Vec<(Feature, Arc<MapSource>)>,
    rules: &ImportRules<'_>,
    kinds: &KindNames,
    pulse: Pulse<'_>,
    report: &mut ImportReport,
) -> Result<Vec<Candidate>, ImportError> {
    let (admitted, settings) = admitted(features, rules, pulse, report)?;
    let unique = without_doubles(admitted, pulse, report)?;
    let named = named(unique, &settings, rules.selectors, kinds, pulse, report)?;
    let merged = merge::merged(named, pulse, report)?;
    inside::without_parts(merged, pulse, report)
}

/// Returns the objects that may be visited, and those that only give their names to others.
fn admitted(
    features: Vec<(Feature, Arc<MapSource>)>,
    rules: &ImportRules<'_>,
    pulse: Pulse<'_>,
    report: &mut ImportReport,
) -> Result<(Vec<Candidate>, Vec<Feature>), ImportError> {
    let mut candidates = Vec::new();
    let mut settings = Vec::new();
    for (feature, map) in features {
        pulse.beat()?;
        let tags: Vec<(&str, &str)> = borrowed(&feature.tags).collect();
        let Some(selected) = kind_of(&feature, &tags, rules.selectors) else {
            if is_setting(&tags) {
                settings.push(feature);
            }
            continue;
        };
        report.saw(selected.kind);
        let name = names::own(&feature);
        let Selected {
            kind,
            exactness,
            order,
            excluded,
            asked_for,
        } = selected;
        let kind = kind.to_owned();
        let objection = match asked_for {
            true => screening::objection(&feature, &kind, excluded, rules.today),
            false => Some(LeftOut::NotAskedFor),
        };
        if let Some(why) = objection {
            report.leave(why, name.as_deref(), &feature.source);
            continue;
        }
        candidates.push(Candidate {
            feature,
            map,
            kind,
            exactness,
            order,
            name: name.unwrap_or_default(),
            naming: Naming::Own,
        });
    }
    Ok((candidates, settings))
}

/// Returns the kind of an object; what the file itself says goes before what its tags do.
fn kind_of<'a>(
    feature: &'a Feature,
    tags: &[(&str, &str)],
    selectors: &'a Selectors,
) -> Option<Selected<'a>> {
    let stated = feature.tag(KIND).map(|kind| Selected {
        kind,
        exactness: usize::MAX,
        order: 0,
        excluded: false,
        asked_for: true,
    });
    stated.or_else(|| selectors.select(tags))
}

/// Leaves one of each object of OpenStreetMap, that with the most to tell: exports list an area and its centre, and extracts
/// overlap.
fn without_doubles(
    candidates: Vec<Candidate>,
    pulse: Pulse<'_>,
    report: &mut ImportReport,
) -> Result<Vec<Candidate>, ImportError> {
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut unique: Vec<Candidate> = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        pulse.beat()?;
        let object = &candidate.feature.source;
        let is_numbered = ["node/", "way/", "relation/"]
            .iter()
            .any(|kind| object.starts_with(kind));
        let before = first.get(object).and_then(|index| unique.get_mut(*index));
        match before.filter(|_| is_numbered) {
            Some(before) => {
                report.leave(LeftOut::Duplicate, candidate.said_name(), object);
                let telling =
                    |one: &Candidate| (!one.feature.outline.is_empty(), one.feature.tags.len());
                if telling(&candidate) > telling(before) {
                    *before = candidate;
                }
            }
            None => {
                first.insert(object.clone(), unique.len());
                unique.push(candidate);
            }
        }
    }
    Ok(unique)
}

/// Returns the candidates with their names; those that have none, and need one or have nothing around them, are left out.
fn named(
    mut candidates: Vec<Candidate>,
    settings: &[Feature],
    selectors: &Selectors,
    kinds: &KindNames,
    pulse: Pulse<'_>,
    report: &mut ImportReport,
) -> Result<Vec<Candidate>, ImportError> {
    let needs_name = |candidate: &Candidate| selectors.needs_name(&candidate.kind);
    let surroundings = Surroundings::of(&candidates, settings, kinds, needs_name);
    let verdict = |candidate: &Candidate| -> Result<Option<(String, Naming)>, LeftOut> {
        let own = names::judged(&candidate.name, kinds);
        if needs_name(candidate) {
            return match own {
                Own::Proper => Ok(None),
                Own::Generic => Err(LeftOut::GenericName),
                Own::None => Err(LeftOut::NoName),
            };
        }
        match own {
            Own::Proper if !surroundings.is_called_the_same(candidate) => Ok(None),
            _ => surroundings
                .name(candidate)
                .map(Some)
                .ok_or(LeftOut::NoName),
        }
    };
    let verdicts = candidates
        .iter()
        .map(|candidate| pulse.beat().map(|()| verdict(candidate)));
    let mut verdicts = verdicts.collect::<Result<Vec<_>, _>>()?.into_iter();
    candidates.retain_mut(|candidate| match verdicts.next() {
        Some(Ok(called)) => {
            if let Some((name, naming)) = called {
                candidate.name = name;
                candidate.naming = naming;
            }
            true
        }
        Some(Err(why)) => {
            let object = &candidate.feature.source;
            match candidate.feature.tag(NAME_IS_NO_TEXT) {
                Some(_) if why == LeftOut::NoName => {
                    report.leave(why, None, &format!("{object}: its name is no text"));
                }
                _ => report.leave(why, candidate.said_name(), object),
            }
            false
        }
        None => false,
    });
    Ok(candidates)
}

#[cfg(test)]
mod tests;
