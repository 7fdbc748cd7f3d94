//! The places that a wish names: counted, in order, with the nearest miss where there is none.
//! Without a home they are ordered by region and name, with a query by likeness.

use super::near::Offer;
use super::{Catalogues, HORIZON_KM};
use crate::catalogue::TableError;
use crate::catalogue::duplicates::{Entry, TWIN_KM, merged};
use crate::catalogue::limits::{Lack, lacks};
use crate::catalogue::packed::ReadAt;
use crate::catalogue::search::Likeliest;
use crate::domain::{Area, Circle, Destination, Limits, Position};
use crate::planner::{farthest_km, in_reach};
use std::cmp::Ordering;

/// Places that are read at once, and ordered, before those that are not wanted are forgotten.
const BATCH: usize = 4_096;

/// What is asked of the catalogues.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// A name, or nearly a name.
    pub query: Option<&'a str>,
    /// Where the family starts; only from somewhere is anything too far.
    pub from: Option<Position>,
    /// What a place must satisfy.
    pub limits: &'a Limits,
    /// How many places are wanted.
    pub top: Option<usize>,
}

/// The places that satisfy a wish.
#[derive(Debug, Clone, Default)]
pub struct List {
    /// The first of them, in order.
    pub places: Vec<Destination>,
    /// How many there are.
    pub found: usize,
    /// How many more there would be if their price were known to be nothing.
    pub maybe_free: usize,
}

/// A place that does not satisfy a wish.
#[derive(Debug, Clone)]
pub struct Miss {
    /// What it lacks, the most easily mended first.
    pub lacking: Vec<Lack>,
    /// The place.
    pub place: Destination,
}

impl Miss {
    /// Another kind is no miss but another wish.
    fn order(lacking: &[Lack]) -> (bool, usize) {
        (lacking.contains(&Lack::Kind), lacking.len())
    }
}

impl<'a> Wish<'a> {
    fn lacks(&self, place: &Destination) -> Vec<Lack> {
        lacks(self.limits, place.into(), !self.reaches(place.position))
    }

    fn reaches(&self, position: Position) -> bool {
        self.from
            .is_none_or(|from| in_reach(from, &self.limits.reach, position))
    }

    fn area(&self) -> Area {
        let circle = |centre| {
            let km = farthest_km(&self.limits.reach)?;
            Some(Area::Within(Circle { centre, km }).wider(TWIN_KM))
        };
        self.from.and_then(circle).unwrap_or(Area::Everywhere)
    }
}

impl<R: ReadAt> Catalogues<R> {
    /// Returns the places that satisfy `wish`. With a query, memory grows with what answers it; without one and with
    /// neither a home nor a number of places wanted, with what there is.
    ///
    /// Near a home, a query forgives slips where nothing in reach is spelt as it was typed.
    ///
    /// # Errors
    /// When the built-in table is damaged.
    pub fn list(&self, wish: &Wish<'_>) -> Result<List, TableError> {
        match (wish.query, wish.from) {
            (Some(query), _) => self.list_named(query, wish),
            (None, Some(home)) => self.list_near(home, wish),
            (None, None) => self.list_all(wish),
        }
    }

    fn list_named(&self, query: &str, wish: &Wish<'_>) -> Result<List, TableError> {
        let mut list = List::default();
        for place in self.answering(query, wish, &wish.area())? {
            match wish.lacks(&place).as_slice() {
                [] => list.places.push(place),
                [Lack::KnownPrice] => list.maybe_free += 1,
                _ => {}
            }
        }
        list.found = list.places.len();
        list.places.truncate(wish.top.unwrap_or(usize::MAX));
        Ok(list)
    }

    /// Returns the places in `area` that answer `query`, each once, the nearest first, else the likeliest.
    fn answering(
        &self,
        query: &str,
        wish: &Wish<'_>,
        area: &Area,
    ) -> Result<Vec<Destination>, TableError> {
        let mut likeliest: Likeliest<Entry> = Likeliest::new(usize::MAX);
        let memory = self.in_memory(area)?;
        self.alike(query, area, memory, |likeness, entry| {
            likeliest.add(likeness, entry);
        });
        let mut places = merged(likeliest.finish().0);
        if let Some(from) = wish.from {
            // Stable: at the same distance the likeliest stays first.
            places.sort_by(|a, b| {
                let km = |place: &Destination| from.distance_km(place.position);
                km(a).total_cmp(&km(b))
            });
        }
        Ok(places)
    }

    fn list_all(&self, wish: &Wish<'_>) -> Result<List, TableError> {
        let (mut found, mut maybe_free) = (0, 0);
        let mut first = First::new(wish.top.unwrap_or(usize::MAX));
        self.offer(&Area::Everywhere, |offer| {
            let lacking = match &offer {
                Offer::Unread(place) => lacks(wish.limits, place.traits(), false),
                Offer::Read(place) => wish.lacks(place),
            };
            match lacking.as_slice() {
                [] => {
                    found += 1;
                    first.take(self, offer);
                }
                [Lack::KnownPrice] => maybe_free += 1,
                _ => {}
            }
        })?;
        Ok(List {
            places: first.finish(self),
            found,
            maybe_free,
        })
    }

    /// Returns the place that comes nearest to satisfying a wish that none satisfies; `None` where no name is like the
    /// query, or there is no place at all.
    ///
    /// # Errors
    /// When the built-in table is damaged.
    pub fn nearest_miss(&self, wish: &Wish<'_>) -> Result<Option<Miss>, TableError> {
        let best = |places: Vec<Destination>| {
            let misses = places.into_iter().map(|place| Miss {
                lacking: wish.lacks(&place),
                place,
            });
            // The first of equals.
            misses.min_by_key(|miss| Miss::order(&miss.lacking))
        };
        match (wish.query, wish.from) {
            (Some(query), _) => Ok(best(self.answering(query, wish, &Area::Everywhere)?)),
            (None, Some(home)) => self.nearest_miss_around(home, wish),
            (None, None) => self.first_miss(wish),
        }
    }

    fn nearest_miss_around(
        &self,
        home: Position,
        wish: &Wish<'_>,
    ) -> Result<Option<Miss>, TableError> {
        let mut best: Option<(f64, Miss)> = None;
        let mut offer = |place: Destination, km: f64| {
            let lacking = wish.lacks(&place);
            let better = best.as_ref().is_none_or(|(best_km, best)| {
                let order = Miss::order(&lacking).cmp(&Miss::order(&best.lacking));
                order.then(km.total_cmp(best_km)).is_lt()
            });
            if better {
                best = Some((km, Miss { lacking, place }));
            }
            // Nothing farther can beat a place that lacks one thing.
            match &best {
                Some((km, miss)) if Miss::order(&miss.lacking) <= (false, 1) => *km,
                _ => f64::INFINITY,
            }
        };
        for entry in self.in_memory(&Area::Everywhere)? {
            let km = home.distance_km(entry.place.position);
            offer(entry.place, km);
        }
        for (source, packed) in self.imported() {
            let fault = packed.outward(home, HORIZON_KM, |place, km| {
                match self.changes.hide(source, &place.id) {
                    true => HORIZON_KM,
                    false => offer(place, km),
                }
            });
            self.note(packed, fault);
        }
        Ok(best.map(|(_, miss)| miss))
    }

    /// Returns the nearest miss that comes first by region and name.
    fn first_miss(&self, wish: &Wish<'_>) -> Result<Option<Miss>, TableError> {
        let mut best = (true, usize::MAX);
        let mut first = First::new(1);
        self.offer(&Area::Everywhere, |offer| {
            let lacking = match &offer {
                Offer::Unread(place) => lacks(wish.limits, place.traits(), false),
                Offer::Read(place) => wish.lacks(place),
            };
            let order = Miss::order(&lacking);
            if order < best {
                best = order;
                first = First::new(1);
            }
            if order == best {
                first.take(self, offer);
            }
        })?;
        let miss = |place: Destination| Miss {
            lacking: wish.lacks(&place),
            place,
        };
        Ok(first.finish(self).pop().map(miss))
    }
}

/// The first places by region and name, as they pass by.
struct First {
    most: usize,
    places: Vec<Destination>,
    unread: Vec<(usize, u32)>,
}

impl First {
    fn new(most: usize) -> Self {
        Self {
            most,
            places: Vec::new(),
            unread: Vec::new(),
        }
    }

    fn take<R: ReadAt>(&mut self, from: &Catalogues<R>, offer: Offer<'_>) {
        match offer {
            Offer::Read(place) => self.places.push(place),
            Offer::Unread(place) => self.unread.push((place.catalogue, place.number)),
        }
        if self.unread.len() >= BATCH {
            self.read(from);
        }
    }

    fn read<R: ReadAt>(&mut self, from: &Catalogues<R>) {
        for (number, (source, packed)) in from.imported().enumerate() {
            let of_this = self.unread.iter().filter(|&&(of, _)| of == number);
            let numbers: Vec<u32> = of_this.map(|&(_, number)| number).collect();
            let entries = from.load(source, packed, &numbers).into_iter();
            self.places.extend(entries.map(|entry| entry.place));
        }
        self.unread.clear();
        if self.places.len() > self.most {
            self.places.sort_by(by_region_and_name);
            self.places.truncate(self.most);
        }
    }

    fn finish<R: ReadAt>(mut self, from: &Catalogues<R>) -> Vec<Destination> {
        self.read(from);
        self.places.sort_by(by_region_and_name);
        self.places.truncate(self.most);
        self.places
    }
}

/// The order of a list that is not around a home: what has no region comes last.
pub(super) fn by_region_and_name(a: &Destination, b: &Destination) -> Ordering {
    let unplaced = |place: &Destination| place.region.is_none();
    let name = |place: &Destination| place.name.to_lowercase();
    unplaced(a)
        .cmp(&unplaced(b))
        .then_with(|| a.region.cmp(&b.region))
        .then_with(|| name(a).cmp(&name(b)))
        .then_with(|| a.id.cmp(&b.id))
        .then_with(|| a.catalogue.cmp(&b.catalogue))
}
