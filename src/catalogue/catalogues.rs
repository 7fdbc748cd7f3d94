//! All the catalogues of a run as one: the built-in places, the family's own, and those imported.
//! A place that several of them have shows once. A damaged import costs its own places and a warning.

mod changes;
mod found;
mod listing;
mod near;

pub use changes::Change;
pub use found::Found;
pub use listing::{List, Miss, Wish};

use self::changes::Changes;
use super::built_in::{built_in_called, built_in_count};
use super::duplicates::{Entry, Source, TWIN_KM, merged};
use super::packed::{Fault, Gauge, Packed, ReadAt};
use super::{Categories, TableError};
use crate::domain::{Area, Destination, Position};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// How far an imported catalogue is searched for the nearest miss, km.
const HORIZON_KM: f64 = 500.0;

/// All the catalogues of a run.
#[derive(Debug)]
pub struct Catalogues<R> {
    categories: Categories,
    built_in: bool,
    own: Vec<Destination>,
    imported: Vec<Packed<R>>,
    /// What the family would have different.
    changes: Changes,
    /// What is wrong with an imported catalogue, the first thing only, by its name.
    faults: RefCell<BTreeMap<String, Fault>>,
}

/// The places of an area, and how many lie beyond.
#[derive(Debug, Default)]
pub struct InArea {
    /// The places, each once.
    pub places: Vec<Destination>,
    /// How many there are outside, twins counted in each catalogue.
    pub beyond: usize,
}

impl<R: ReadAt> Catalogues<R> {
    /// Returns no catalogue at all.
    #[must_use]
    pub fn new(categories: Categories) -> Self {
        Self {
            categories,
            built_in: false,
            own: Vec::new(),
            imported: Vec::new(),
            changes: Changes::default(),
            faults: RefCell::default(),
        }
    }

    /// Returns these and the places that come with the program.
    #[must_use]
    pub fn with_built_in(self) -> Self {
        Self {
            built_in: true,
            ..self
        }
    }

    /// Returns these and the family's own places.
    #[must_use]
    pub fn with_own(self, own: Vec<Destination>) -> Self {
        Self { own, ..self }
    }

    /// Returns these and imported catalogues.
    #[must_use]
    pub fn with_imported(self, mut imported: Vec<Packed<R>>) -> Self {
        imported.sort_by(|a, b| a.name().cmp(b.name()));
        Self { imported, ..self }
    }

    /// Returns the kinds of place.
    #[must_use]
    pub fn categories(&self) -> &Categories {
        &self.categories
    }

    /// Returns how many places there are, twins counted in each catalogue.
    #[must_use]
    pub fn total(&self) -> usize {
        let imported: usize = self.imported.iter().map(Packed::places).sum();
        let built_in = if self.built_in { built_in_count() } else { 0 };
        (built_in + self.own.len() + imported).saturating_sub(self.changes.fewer())
    }

    /// Returns what has been found wrong with imported catalogues so far, by their names.
    #[must_use]
    pub fn faults(&self) -> BTreeMap<String, Fault> {
        self.faults.borrow().clone()
    }

    /// Returns the places in `area`, and a few just outside it: twins may lie on either side of its edge.
    ///
    /// # Errors
    /// When the built-in table is damaged.
    pub fn within(&self, area: &Area) -> Result<InArea, TableError> {
        let area = area.wider(TWIN_KM);
        let mut entries = self.in_memory(&area)?;
        for (source, packed) in self.imported() {
            let fault = packed.records(&area, |row, record| {
                if self.changes.hide(source, record.id) {
                    return;
                }
                let place = packed.destination(row, record);
                entries.extend(place.map(|place| Entry { source, place }));
            });
            self.note(packed, fault);
        }
        Ok(InArea {
            beyond: self.total().saturating_sub(entries.len()),
            places: merged(entries),
        })
    }

    /// Returns the place nearest to `from` that is `wanted`; of imported catalogues, within 500 km.
    ///
    /// # Errors
    /// When the built-in table is damaged.
    pub fn nearest(
        &self,
        from: Position,
        wanted: impl Fn(&Destination) -> bool,
    ) -> Result<Option<Destination>, TableError> {
        let mut nearest: Option<(f64, Destination)> = None;
        let mut offer = |place: Destination, km: f64| {
            let nearer = nearest.as_ref().is_none_or(|(best, _)| km < *best);
            if nearer && wanted(&place) {
                nearest = Some((km, place));
            }
            nearest.as_ref().map_or(f64::INFINITY, |(best, _)| *best)
        };
        for entry in self.in_memory(&Area::Everywhere)? {
            let km = from.distance_km(entry.place.position);
            offer(entry.place, km);
        }
        for (source, packed) in self.imported() {
            let fault = packed.outward(from, HORIZON_KM, |place, km| {
                match self.changes.hide(source, &place.id) {
                    true => HORIZON_KM,
                    false => offer(place, km),
                }
            });
            self.note(packed, fault);
        }
        Ok(nearest.map(|(_, place)| place))
    }

    /// Returns the entries of the catalogues that are read whole: the built-in one and the family's own.
    fn in_memory(&self, area: &Area) -> Result<Vec<Entry>, TableError> {
        self.in_memory_called(area, |_, _| true)
    }

    /// Returns those of them alone whose id and name are wanted, as `called` says.
    fn in_memory_called(
        &self,
        area: &Area,
        called: impl Fn(&str, &str) -> bool,
    ) -> Result<Vec<Entry>, TableError> {
        let gauge = match area {
            Area::Everywhere => None,
            Area::Within(circle) => {
                let gauge = Gauge::new(circle.centre, circle.km);
                Some((gauge, gauge.limit(circle.km)))
            }
        };
        let inside = |position| {
            let gauge = gauge.as_ref();
            gauge.is_none_or(|(gauge, limit)| gauge.within(position, limit))
        };
        let mut entries = Vec::new();
        if self.built_in {
            let entry = |place| Entry {
                source: Source::BuiltIn,
                place,
            };
            entries = built_in_called(&self.categories, inside, &called, entry)?;
        }
        let wanted = |place: &Destination| inside(place.position) && called(&place.id, &place.name);
        let own = self.own.iter().filter(|place| wanted(place));
        entries.extend(own.map(|place| Entry {
            source: Source::Own,
            place: place.clone(),
        }));
        entries.retain(|entry| !self.changes.hide(entry.source, &entry.place.id));
        let amended = self.changes.amended.iter();
        entries.extend(amended.filter(|entry| wanted(&entry.place)).cloned());
        Ok(entries)
    }

    /// Passes every place to `visit`, each as its own catalogue has it; of imported ones only a block is in memory.
    ///
    /// # Errors
    /// When the built-in table is damaged.
    pub fn each(&self, mut visit: impl FnMut(&Destination)) -> Result<(), TableError> {
        for entry in self.in_memory(&Area::Everywhere)? {
            visit(&entry.place);
        }
        for (source, packed) in self.imported() {
            let fault = packed.records(&Area::Everywhere, |row, record| {
                if !self.changes.hide(source, record.id)
                    && let Some(place) = packed.destination(row, record)
                {
                    visit(&place);
                }
            });
            self.note(packed, fault);
        }
        Ok(())
    }

    fn imported(&self) -> impl Iterator<Item = (Source, &Packed<R>)> {
        (0..).map(Source::Imported).zip(&self.imported)
    }

    /// Returns the places of these numbers, as entries.
    fn load(&self, source: Source, packed: &Packed<R>, numbers: &[u32]) -> Vec<Entry> {
        let (places, fault) = packed.load(numbers);
        self.note(packed, fault);
        let places = places.into_iter().flatten();
        places
            .filter(|place| !self.changes.hide(source, &place.id))
            .map(|place| Entry { source, place })
            .collect()
    }

    fn note(&self, packed: &Packed<R>, fault: Option<Fault>) {
        if let Some(fault) = fault {
            let mut faults = self.faults.borrow_mut();
            faults.entry(packed.name().to_owned()).or_insert(fault);
        }
    }
}

#[cfg(test)]
mod tests;
