//! The places around a home, the nearest first: counted by their rows, read only as far as they are listed.
//! Of an imported catalogue only what is in reach is looked at, and of that only the nearest is read.

use super::Catalogues;
use super::listing::{List, Wish, by_region_and_name};
use crate::catalogue::TableError;
use crate::catalogue::duplicates::{Entry, TWIN_KM, merged};
use crate::catalogue::limits::{Lack, Traits, lacks};
use crate::catalogue::packed::{Gauge, Limit, Packed, ReadAt, Row, hash};
use crate::catalogue::search::key;
use crate::domain::{Area, Category, Circle, Destination, Limits, Position};
use crate::planner::{farthest_km, in_reach};
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

/// Half the way around the Earth: nothing is farther, km.
const ANYWHERE_KM: f64 = 20_100.0;

/// A place that no other catalogue has, still unread.
pub(super) struct Unread<'a> {
    /// The number of its catalogue.
    pub(super) catalogue: usize,
    pub(super) number: u32,
    pub(super) kind: &'a Category,
    pub(super) row: &'a Row,
    pub(super) position: Position,
}

/// A place on offer: read where several catalogues may have it, else not yet.
#[expect(
    clippy::large_enum_variant,
    reason = "it is passed on at once and never kept"
)]
pub(super) enum Offer<'a> {
    Unread(Unread<'a>),
    Read(Destination),
}

impl Unread<'_> {
    pub(super) fn traits(&self) -> Traits<'_> {
        Traits {
            kind: &self.kind.id,
            exposure: self.row.exposure(self.kind),
            price: self.row.price(),
        }
    }
}

impl<R: ReadAt> Catalogues<R> {
    /// Returns the places around `home` that satisfy the wish, the nearest first.
    pub(super) fn list_near(&self, home: Position, wish: &Wish<'_>) -> Result<List, TableError> {
        let mut sieve = Sieve::new(home, wish);
        self.offer(&sieve.area(), |offer| sieve.take(offer))?;
        Ok(List {
            found: sieve.found,
            maybe_free: sieve.maybe_free,
            places: self.read_in_order(sieve.nearest()),
        })
    }

    /// Returns the places that were kept, reading those that are still unread; at the same distance by region and name.
    #[expect(
        clippy::filter_map_identity,
        reason = "unlike flatten, it collects into the memory that the places are in"
    )]
    fn read_in_order(&self, mut kept: Vec<Kept>) -> Vec<Destination> {
        let mut places: Vec<Option<Destination>> = Vec::with_capacity(kept.len());
        places.extend(
            kept.iter_mut()
                .map(|kept| kept.place.take().map(|place| *place)),
        );
        for (catalogue, packed) in self.imported.iter().enumerate() {
            let unread = kept.iter().enumerate();
            let unread = unread
                .filter(|(_, kept)| kept.catalogue == catalogue)
                .map(|(slot, kept)| (kept.number, kept.row, slot))
                .collect();
            let fault = packed.load_into(&mut places, unread);
            self.note(packed, fault);
        }
        let mut first = 0;
        for level in kept.chunk_by(|a, b| a.km.total_cmp(&b.km).is_eq()) {
            if let Some(places) = places
                .get_mut(first..first + level.len())
                .filter(|_| level.len() > 1)
            {
                places.sort_by(|a, b| match (a, b) {
                    (Some(a), Some(b)) => by_region_and_name(a, b),
                    _ => a.is_some().cmp(&b.is_some()),
                });
            }
            first += level.len();
        }
        places.into_iter().filter_map(|place| place).collect()
    }

    /// Passes every place in `area` to `visit`, each once.
    pub(super) fn offer(
        &self,
        area: &Area,
        mut visit: impl FnMut(Offer<'_>),
    ) -> Result<(), TableError> {
        let mut entries = self.in_memory(area)?;
        let twins = self.possible_twins(&entries, area);
        for (catalogue, (source, packed)) in self.imported().enumerate() {
            let names = KindHashes::of(packed);
            let mut suspects = Vec::new();
            let fault = packed.rows(area, |number, row, position| {
                let Some(kind) = packed.kind(row) else { return };
                if self.changes.hide_row(source, number) {
                    return;
                }
                if twins.may_include(names.print(row), position) {
                    suspects.push(number);
                } else {
                    visit(Offer::Unread(Unread {
                        catalogue,
                        number,
                        kind,
                        row,
                        position,
                    }));
                }
            });
            self.note(packed, fault);
            entries.extend(self.load(source, packed, &suspects));
        }
        merged(entries)
            .into_iter()
            .for_each(|place| visit(Offer::Read(place)));
        Ok(())
    }

    /// Returns what several catalogues may have in common.
    fn possible_twins(&self, memory: &[Entry], area: &Area) -> PossibleTwins {
        let mut twins = PossibleTwins::default();
        for entry in memory {
            let print = print(hash(&key(&entry.place.name)), &entry.place.category.id);
            let places = twins.near.entry(print).or_default();
            places.push(entry.place.position);
        }
        if self.imported.len() < 2 {
            return twins;
        }
        let mut seen = HashSet::new();
        for (_, packed) in self.imported() {
            let names = KindHashes::of(packed);
            let mut own: Vec<u64> = Vec::new();
            // What is damaged is noted when the places are offered.
            let _ = packed.rows(area, |_, row, _| own.push(names.print(row)));
            own.sort_unstable();
            own.dedup();
            for print in own {
                if !seen.insert(print) {
                    twins.shared.insert(print);
                }
            }
        }
        twins
    }
}

/// The names and kinds that several catalogues have.
#[derive(Debug, Default)]
struct PossibleTwins {
    /// Where the catalogues in memory have a place of this name and kind.
    near: HashMap<u64, Vec<Position>>,
    /// What more than one imported catalogue has in the area.
    shared: HashSet<u64>,
}

impl PossibleTwins {
    fn may_include(&self, print: u64, position: Position) -> bool {
        let is_near = |other: &Position| position.distance_km(*other) <= TWIN_KM;
        let near = self.near.get(&print);
        near.is_some_and(|places| places.iter().any(is_near)) || self.shared.contains(&print)
    }
}

/// Returns what tells names and kinds apart, but for a chance in thousands of millions.
fn print(name: u32, kind: &str) -> u64 {
    u64::from(name) << 32 | u64::from(hash(kind))
}

/// The prints of a catalogue's rows, its kinds hashed once.
struct KindHashes(Vec<u32>);

impl KindHashes {
    fn of<R: ReadAt>(packed: &Packed<R>) -> Self {
        Self(packed.kinds().map(hash).collect())
    }

    fn print(&self, row: &Row) -> u64 {
        let kind = self.0.get(row.kind_number()).copied().unwrap_or_default();
        u64::from(row.name_hash) << 32 | u64::from(kind)
    }
}

/// A place that may be listed.
struct Kept {
    km: f64,
    catalogue: usize,
    number: u32,
    row: Option<Row>,
    place: Option<Box<Destination>>,
}

impl Kept {
    fn order(&self, other: &Self) -> Ordering {
        let at = |kept: &Self| (kept.catalogue, kept.number);
        self.km
            .total_cmp(&other.km)
            .then_with(|| at(self).cmp(&at(other)))
    }
}

/// Counts what satisfies the wish and keeps the nearest of it.
struct Sieve<'a> {
    home: Position,
    limits: &'a Limits,
    most: usize,
    gauge: Gauge,
    /// The farthest that the reach allows.
    reach: Limit,
    /// How far as many places are as are wanted, once there are as many: what is farther is not listed.
    worst: Option<Limit>,
    farthest_km: f64,
    /// The nearest, and some that were near when they passed.
    kept: Vec<Kept>,
    read: u32,
    found: usize,
    maybe_free: usize,
}

impl<'a> Sieve<'a> {
    fn new(home: Position, wish: &Wish<'a>) -> Self {
        let farthest_km = farthest_km(&wish.limits.reach).unwrap_or(ANYWHERE_KM);
        let gauge = Gauge::new(home, farthest_km);
        Self {
            home,
            limits: wish.limits,
            most: wish.top.unwrap_or(usize::MAX),
            gauge,
            reach: gauge.limit(farthest_km),
            worst: None,
            farthest_km,
            kept: Vec::new(),
            read: 0,
            found: 0,
            maybe_free: 0,
        }
    }

    /// Returns the area that may hold what satisfies the wish, or a twin of it.
    fn area(&self) -> Area {
        Area::Within(Circle {
            centre: self.home,
            km: self.farthest_km,
        })
        .wider(TWIN_KM)
    }

    fn take(&mut self, offer: Offer<'_>) {
        match offer {
            Offer::Unread(place) => {
                if self.satisfies(place.traits(), place.position) {
                    self.keep(place.position, |km| Kept {
                        km,
                        catalogue: place.catalogue,
                        number: place.number,
                        row: Some(*place.row),
                        place: None,
                    });
                }
            }
            Offer::Read(place) => {
                if self.satisfies((&place).into(), place.position) {
                    self.read += 1;
                    let number = self.read;
                    self.keep(place.position, |km| Kept {
                        km,
                        // At the same distance, after the unread ones.
                        catalogue: usize::MAX,
                        number,
                        row: None,
                        place: Some(Box::new(place)),
                    });
                }
            }
        }
    }

    /// Returns whether a place satisfies the wish, and counts it.
    fn satisfies(&mut self, traits: Traits<'_>, position: Position) -> bool {
        let reach = &self.limits.reach;
        let in_time = || reach.minutes.is_none() || in_reach(self.home, reach, position);
        if !self.gauge.within(position, &self.reach) || !in_time() {
            return false;
        }
        match lacks(self.limits, traits, false).as_slice() {
            [] => {
                self.found += 1;
                true
            }
            [Lack::KnownPrice] => {
                self.maybe_free += 1;
                false
            }
            _ => false,
        }
    }

    fn keep(&mut self, position: Position, kept: impl FnOnce(f64) -> Kept) {
        if let Some(worst) = &self.worst
            && !self.gauge.within(position, worst)
        {
            return;
        }
        self.kept.push(kept(self.home.distance_km(position)));
        // Now and then the farther half is forgotten, which is cheaper than keeping order all the time.
        if self.kept.len() >= self.most.saturating_mul(2) {
            self.forget();
        }
    }

    fn forget(&mut self) {
        let Some(last) = self
            .most
            .checked_sub(1)
            .filter(|&last| last < self.kept.len())
        else {
            return;
        };
        let (_, worst, _) = self.kept.select_nth_unstable_by(last, Kept::order);
        self.worst = Some(self.gauge.limit(worst.km));
        self.kept.truncate(self.most);
    }

    /// Returns what is to be listed, the nearest first.
    fn nearest(mut self) -> Vec<Kept> {
        self.kept.sort_unstable_by(Kept::order);
        self.kept.truncate(self.most);
        self.kept
    }
}
