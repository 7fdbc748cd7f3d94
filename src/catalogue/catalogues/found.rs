//! The place that a query names, wherever it is listed: by id, by whole name, or nearly.
//! Only an id or a whole name settles it; whatever is merely like a name is offered, never taken.

use super::Catalogues;
use crate::catalogue::TableError;
use crate::catalogue::duplicates::{Entry, TWIN_KM, are_twins, merged};
use crate::catalogue::packed::{ReadAt, hash};
use crate::catalogue::search::{Likeliest, Likeness, NEAREST, Nearest, Query, key};
use crate::domain::{Area, Circle, Destination};
use std::borrow::Borrow;

/// Namesakes of an imported catalogue that are looked at, and candidates that are kept: more nobody reads.
const MOST: usize = 100;

/// What a query means.
#[derive(Debug, Clone)]
pub enum Found {
    /// This place: the query is its id, or the whole name of no other.
    One(Box<Destination>),
    /// One of these, the likeliest first, of so many in all: ask.
    Several(Vec<Destination>, usize),
    /// None; these have the nearest names, the nearest first.
    None(Vec<Destination>),
}

impl Borrow<Destination> for Entry {
    fn borrow(&self) -> &Destination {
        &self.place
    }
}

impl<R: ReadAt> Catalogues<R> {
    /// Returns the place that `query` names.
    ///
    /// An id wins over a name, and of several catalogues with the same id the family's own, then the built-in, unless the
    /// catalogue stands before it: "malta:mdina". Case, accents, punctuation, gaps and a leading "the" make no difference to a
    /// name.
    ///
    /// # Errors
    /// When the built-in table is damaged.
    pub fn find(&self, query: &str) -> Result<Found, TableError> {
        let typed = query.trim();
        // Of thousands of places one is meant: the others are not read for it.
        let bare = typed.rsplit_once(':').map_or(typed, |(_, id)| id.trim());
        let of_id = self.in_memory_called(&Area::Everywhere, |id, _| {
            id.eq_ignore_ascii_case(typed) || id.eq_ignore_ascii_case(bare)
        })?;
        // What the family has retired is known by its id and its name, and never offered.
        let known = [of_id.as_slice(), &self.changes.retired].concat();
        if let Some(entry) = self.of_typed_id(typed, &known) {
            return Ok(Found::One(Box::new(self.with_twins(entry)?)));
        }
        let name = key(typed);
        let of_name = self.in_memory_called(&Area::Everywhere, |_, named| key(named) == name)?;
        let known = [of_name.as_slice(), &self.changes.retired].concat();
        let (namesakes, more) = self.of_name(&name, &known);
        let mut places = merged(namesakes);
        match places.pop() {
            None => {}
            Some(only) if places.is_empty() && !more => return Ok(Found::One(Box::new(only))),
            Some(last) => {
                places.push(last);
                let all = places.len() + usize::from(more);
                return Ok(Found::Several(places, all));
            }
        }
        let mut likeliest = Likeliest::new(MOST);
        let memory = self.in_memory(&Area::Everywhere)?;
        self.alike(typed, &Area::Everywhere, memory, |likeness, entry| {
            likeliest.add(likeness, entry);
        });
        let (entries, all) = likeliest.finish();
        let told = entries.len();
        let places = merged(entries);
        Ok(if places.is_empty() {
            Found::None(self.nearest_names(typed)?)
        } else {
            let all = all - (told - places.len());
            Found::Several(places, all)
        })
    }

    /// Returns the places with the names most like `query`, the nearest first, at most five.
    ///
    /// # Errors
    /// When the built-in table is damaged.
    pub fn nearest_names(&self, query: &str) -> Result<Vec<Destination>, TableError> {
        let (mut query, mut nearest) = (Query::of(query), Nearest::new());
        for entry in self.in_memory(&Area::Everywhere)? {
            let place = &entry.place;
            if let Some(alike) = query.resemblance(&place.name, &place.id, nearest.least) {
                nearest.add(alike, entry);
            }
        }
        for (source, packed) in self.imported() {
            let fault = packed.records(&Area::Everywhere, |row, record| {
                if self.changes.hide(source, record.id) {
                    return;
                }
                let alike = query.resemblance(record.name, record.id, nearest.least);
                let place = alike.and_then(|alike| Some((alike, packed.destination(row, record)?)));
                if let Some((alike, place)) = place {
                    nearest.add(alike, Entry { source, place });
                }
            });
            self.note(packed, fault);
        }
        let mut places = merged(nearest.finish());
        places.truncate(NEAREST);
        Ok(places)
    }

    /// Passes the places of `memory` and of the imported catalogues in `area` that answer `query` to `visit`.
    pub(super) fn alike(
        &self,
        query: &str,
        area: &Area,
        memory: Vec<Entry>,
        mut visit: impl FnMut(Likeness, Entry),
    ) {
        let mut query = Query::of(query);
        for entry in memory {
            if let Some(likeness) = query.likeness(&entry.place.name, &entry.place.id) {
                visit(likeness, entry);
            }
        }
        for (source, packed) in self.imported() {
            let fault = packed.records(area, |row, record| {
                if let Some(likeness) = query.likeness(record.name, record.id)
                    && !self.changes.hide(source, record.id)
                    && let Some(place) = packed.destination(row, record)
                {
                    visit(likeness, Entry { source, place });
                }
            });
            self.note(packed, fault);
        }
    }

    /// Returns what to type for each of `places`: its id, with its catalogue before it where another catalogue has that id too.
    ///
    /// # Errors
    /// When the built-in table is damaged.
    pub fn to_type(&self, places: &[&Destination]) -> Result<Vec<String>, TableError> {
        let is_one = |id: &str| places.iter().any(|place| place.id.eq_ignore_ascii_case(id));
        let memory = self.in_memory_called(&Area::Everywhere, |id, _| is_one(id))?;
        let to_type = |place: &&Destination| {
            let same = self.of_id(&place.id, &memory);
            let mut catalogues = same.iter().map(|entry| &entry.place.catalogue);
            match catalogues.any(|catalogue| *catalogue != place.catalogue) {
                true => format!("{}:{}", place.catalogue, place.id),
                false => place.id.to_string(),
            }
        };
        Ok(places.iter().map(to_type).collect())
    }

    /// Returns the place of an id, or of the id behind a catalogue and a colon.
    fn of_typed_id(&self, typed: &str, memory: &[Entry]) -> Option<Entry> {
        let best = |id: &str, wanted: &dyn Fn(&Destination) -> bool| {
            let same = self.of_id(id, memory).into_iter();
            same.filter(|entry| wanted(&entry.place))
                .min_by_key(|entry| (entry.place.id != id, entry.source))
        };
        best(typed, &|_| true).or_else(|| {
            let (catalogue, id) = typed.rsplit_once(':')?;
            let catalogue = catalogue.trim();
            best(id.trim(), &|place| {
                place.catalogue.eq_ignore_ascii_case(catalogue)
            })
        })
    }

    /// Returns the places of an id in every catalogue, in whatever letter case.
    fn of_id(&self, id: &str, memory: &[Entry]) -> Vec<Entry> {
        let is_it = |entry: &Entry| entry.place.id.eq_ignore_ascii_case(id);
        let mut same: Vec<Entry> = memory.iter().filter(|one| is_it(one)).cloned().collect();
        let hash = hash(&id.to_ascii_lowercase());
        for (source, packed) in self.imported() {
            match packed.of_id(hash, MOST) {
                Ok(found) => same.extend(self.load(source, packed, &found.numbers)),
                Err(fault) => self.note(packed, Some(fault)),
            }
        }
        same.retain(is_it);
        same
    }

    /// Returns the places of a whole name, and whether an imported catalogue has more of them.
    fn of_name(&self, name: &str, memory: &[Entry]) -> (Vec<Entry>, bool) {
        if name.is_empty() {
            return (Vec::new(), false);
        }
        let named = |entry: &Entry| key(&entry.place.name) == name;
        let mut namesakes: Vec<Entry> = memory
            .iter()
            .filter(|entry| named(entry))
            .cloned()
            .collect();
        let mut more = false;
        for (source, packed) in self.imported() {
            match packed.of_name(hash(name), MOST) {
                Ok(found) => {
                    let entries = self.load(source, packed, &found.numbers);
                    namesakes.extend(entries.into_iter().filter(named));
                    more |= found.more;
                }
                Err(fault) => self.note(packed, Some(fault)),
            }
        }
        (namesakes, more)
    }

    /// Returns the place of an entry, with what the other catalogues know of it.
    fn with_twins(&self, entry: Entry) -> Result<Destination, TableError> {
        // It comes first, so that the first of the merged places is the one it is, or has given what it knows to.
        let mut entries = vec![entry.clone()];
        let name = hash(&key(&entry.place.name));
        let around = Area::Within(Circle {
            centre: entry.place.position,
            km: TWIN_KM,
        });
        let near = self.in_memory(&around.wider(TWIN_KM))?.into_iter();
        entries.extend(near.filter(|other| are_twins(&entry, other)));
        for (source, packed) in self.imported() {
            let mut numbers = Vec::new();
            let fault = packed.rows(&around, |number, row, _| {
                if row.name_hash == name {
                    numbers.push(number);
                }
            });
            self.note(packed, fault);
            let near = self.load(source, packed, &numbers).into_iter();
            entries.extend(near.filter(|other| are_twins(&entry, other)));
        }
        let first = merged(entries).into_iter().next();
        Ok(first.unwrap_or(entry.place))
    }
}
