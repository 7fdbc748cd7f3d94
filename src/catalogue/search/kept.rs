//! The best of the places that pass by: those that answer a query, and those whose names are only like it.

use super::{Likeness, NEAREST, words_of};
use crate::domain::Destination;
use crate::locate::fold;
use std::borrow::Borrow;
use std::collections::BTreeMap;

/// The places that answer a query best, as they pass by.
#[derive(Debug)]
pub(in crate::catalogue) struct Likeliest<T> {
    most: usize,
    kept: Vec<(Likeness, T)>,
    /// How many are spelt as typed, and how many are slips, by distance.
    spelt: usize,
    slipped: BTreeMap<usize, usize>,
    nearest_spelt: Option<usize>,
}

impl<T: Borrow<Destination>> Likeliest<T> {
    /// Returns a list of the best `most`.
    pub(in crate::catalogue) fn new(most: usize) -> Self {
        Self {
            most,
            kept: Vec::new(),
            spelt: 0,
            slipped: BTreeMap::new(),
            nearest_spelt: None,
        }
    }

    pub(in crate::catalogue) fn add(&mut self, likeness: Likeness, place: T) {
        if likeness.slips == 0 {
            self.spelt += 1;
            let nearest = self.nearest_spelt.unwrap_or(usize::MAX);
            self.nearest_spelt = Some(nearest.min(likeness.distance));
        } else {
            *self.slipped.entry(likeness.distance).or_default() += 1;
        }
        self.kept.push((likeness, place));
        if self.kept.len() >= self.most.saturating_mul(2).max(64) {
            self.sort();
            self.kept.truncate(self.most);
        }
    }

    /// Returns the likeliest first, and how many there are with those that are not kept.
    ///
    /// Where something is spelt as it was typed, slips are forgiven only to what is about as near: "castle" is no
    /// slip for "cattle", but "west park" may well be Wrest Park.
    pub(in crate::catalogue) fn finish(mut self) -> (Vec<T>, usize) {
        self.sort();
        let most = self.nearest_spelt.map_or(usize::MAX, |best| best + 1);
        let slipped: usize = self.slipped.range(..=most).map(|(_, count)| count).sum();
        let forgiven = |likeness: &Likeness| likeness.slips == 0 || likeness.distance <= most;
        let kept = self.kept.into_iter();
        let places = kept.filter(|(likeness, _)| forgiven(likeness));
        let places = places.map(|(_, place)| place).take(self.most).collect();
        (places, self.spelt + slipped)
    }

    fn sort(&mut self) {
        self.kept
            .sort_by(|(a, one), (b, two)| a.cmp(b).then_with(|| names(one).cmp(&names(two))));
    }
}

/// The places whose names are most like a query, as they pass by.
#[derive(Debug)]
pub(in crate::catalogue) struct Nearest<T> {
    kept: Vec<(f64, T)>,
    /// What a place must resemble the query to be worth adding.
    pub(in crate::catalogue) least: f64,
}

impl<T: Borrow<Destination>> Nearest<T> {
    pub(in crate::catalogue) fn new() -> Self {
        Self {
            kept: Vec::new(),
            least: 0.0,
        }
    }

    pub(in crate::catalogue) fn add(&mut self, resemblance: f64, place: T) {
        self.kept.push((resemblance, place));
        if self.kept.len() >= 16 * NEAREST {
            self.sort();
            // Twins are merged in the end, so that some more are kept than are told.
            self.kept.truncate(4 * NEAREST);
            self.least = self.kept.last().map_or(0.0, |last| last.0);
        }
    }

    /// Returns the most alike first.
    pub(in crate::catalogue) fn finish(mut self) -> Vec<T> {
        self.sort();
        self.kept.into_iter().map(|(_, place)| place).collect()
    }

    fn sort(&mut self) {
        let words = |place: &T| words_of(&fold(&place.borrow().name)).len();
        self.kept.sort_by(|(a, one), (b, two)| {
            b.total_cmp(a)
                .then_with(|| words(one).cmp(&words(two)))
                .then_with(|| names(one)[1..].cmp(&names(two)[1..]))
        });
    }
}

fn names<T: Borrow<Destination>>(place: &T) -> [&str; 3] {
    let place: &Destination = place.borrow();
    [&place.name, &place.id, &place.catalogue]
}
