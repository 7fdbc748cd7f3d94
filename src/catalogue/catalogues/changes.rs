//! What the family would have different of listed places: an amended one stands in for those of the catalogues, a retired
//! one is gone. That is settled before anything is looked for, so that a place is found by the name and where it is now.

use super::Catalogues;
use crate::catalogue::TableError;
use crate::catalogue::duplicates::{Entry, Source, TWIN_KM, are_twins, merged};
use crate::catalogue::packed::{ReadAt, hash};
use crate::catalogue::search::key;
use crate::domain::{Area, Circle, Destination};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Places of one id in one imported catalogue that are looked at.
const MOST: usize = 100;

/// What the family makes of a listed place.
#[derive(Debug, Clone)]
pub enum Change {
    /// Nothing.
    None,
    /// This, instead of it.
    Amended(Box<Destination>),
    /// It is no longer listed, only known.
    Retired,
}

/// The changes to all the catalogues.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Of which catalogues the place of an id is passed over.
    hidden: HashMap<String, BTreeSet<Source>>,
    /// The rows of imported catalogues that are passed over.
    rows: HashSet<(Source, u32)>,
    /// What stands in for them.
    pub(super) amended: Vec<Entry>,
    /// What is known still, and not listed.
    pub(super) retired: Vec<Entry>,
}

/// An entry, with its number in an imported catalogue.
struct Numbered {
    entry: Entry,
    number: Option<u32>,
}

impl Changes {
    /// Returns whether the place `id` of a catalogue is passed over.
    pub(super) fn hide(&self, source: Source, id: &str) -> bool {
        let of = self.hidden.get(id);
        of.is_some_and(|sources| sources.contains(&source))
    }

    /// Returns whether the row of an imported catalogue is passed over.
    pub(super) fn hide_row(&self, source: Source, number: u32) -> bool {
        self.rows.contains(&(source, number))
    }

    /// Returns how many more places are passed over than there are instead.
    pub(super) fn fewer(&self) -> usize {
        let hidden: usize = self.hidden.values().map(BTreeSet::len).sum();
        hidden.saturating_sub(self.amended.len())
    }

    fn add(&mut self, numbered: &Numbered) {
        let Numbered { entry, number } = numbered;
        let of_id = self.hidden.entry(entry.place.id.to_string()).or_default();
        of_id.insert(entry.source);
        self.rows
            .extend(number.map(|number| (entry.source, number)));
    }
}

impl<R: ReadAt> Catalogues<R> {
    /// Returns these with what the family would have different: `change` is shown each place of these `ids`, with what the
    /// other catalogues know of it, which are passed over with it.
    ///
    /// # Errors
    /// When the built-in table is damaged.
    pub fn with_changes<'i>(
        mut self,
        ids: impl IntoIterator<Item = &'i str>,
        change: impl Fn(Destination) -> Change,
    ) -> Result<Self, TableError> {
        let mut ids = ids.into_iter().peekable();
        if ids.peek().is_none() {
            return Ok(self);
        }
        let memory = self.in_memory(&Area::Everywhere)?;
        let mut changes = Changes::default();
        for id in ids {
            for found in self.all_of_id(id, &memory) {
                if changes.hide(found.entry.source, id) {
                    continue;
                }
                let twins = self.twins_of(&found.entry, &memory);
                let Entry { source, place } = found.entry.clone();
                let mut all = vec![found.entry.clone()];
                all.extend(twins.iter().map(|twin| twin.entry.clone()));
                // It keeps the id that the family knows it by, whichever catalogue knows most of it.
                let known = merged(all).into_iter().next();
                let known = Destination {
                    id: place.id.clone(),
                    catalogue: place.catalogue.clone(),
                    ..known.unwrap_or(place)
                };
                match change(known) {
                    Change::None => continue,
                    Change::Amended(place) => changes.amended.push(Entry {
                        source,
                        place: *place,
                    }),
                    Change::Retired => changes.retired.push(found.entry.clone()),
                }
                changes.add(&found);
                twins.iter().for_each(|twin| changes.add(twin));
            }
        }
        self.changes = changes;
        Ok(self)
    }

    /// Returns the places of exactly this id, of each catalogue.
    fn all_of_id(&self, id: &str, memory: &[Entry]) -> Vec<Numbered> {
        let mut found: Vec<Numbered> = memory
            .iter()
            .filter(|entry| entry.place.id == id)
            .map(|entry| Numbered {
                entry: entry.clone(),
                number: None,
            })
            .collect();
        let hash = hash(&id.to_ascii_lowercase());
        for (source, packed) in self.imported() {
            match packed.of_id(hash, MOST) {
                Ok(same) => found.extend(
                    self.numbered(source, packed, &same.numbers)
                        .filter(|numbered| numbered.entry.place.id == id),
                ),
                Err(fault) => self.note(packed, Some(fault)),
            }
        }
        found
    }

    fn twins_of(&self, entry: &Entry, memory: &[Entry]) -> Vec<Numbered> {
        let of_memory = memory.iter().filter(|other| are_twins(entry, other));
        let mut twins: Vec<Numbered> = of_memory
            .map(|entry| Numbered {
                entry: entry.clone(),
                number: None,
            })
            .collect();
        let name = hash(&key(&entry.place.name));
        let around = Area::Within(Circle {
            centre: entry.place.position,
            km: TWIN_KM,
        });
        for (source, packed) in self.imported() {
            let mut numbers = Vec::new();
            let fault = packed.rows(&around, |number, row, _| {
                if row.name_hash == name {
                    numbers.push(number);
                }
            });
            self.note(packed, fault);
            let near = self.numbered(source, packed, &numbers);
            twins.extend(near.filter(|other| are_twins(entry, &other.entry)));
        }
        twins
    }

    fn numbered(
        &self,
        source: Source,
        packed: &super::Packed<R>,
        numbers: &[u32],
    ) -> impl Iterator<Item = Numbered> {
        numbers.iter().filter_map(move |&number| {
            let entry = self.load(source, packed, &[number]).pop()?;
            Some(Numbered {
                entry,
                number: Some(number),
            })
        })
    }
}
