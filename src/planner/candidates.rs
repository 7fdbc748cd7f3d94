//! The hard rules that need no weather: which places are in the running, and why the others are not.
//! A place counts once, under the first rule it fails; unknown facts neither pass nor fail.

use super::journey::estimate_journey;
use super::rules::AGE_MARGIN_YEARS;
use crate::domain::{Destination, Fact, Journal, Journey, Limits, Outing};
use std::collections::BTreeMap;

/// A place that may be suggested.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    /// The place.
    pub place: &'a Destination,
    /// The drive there.
    pub journey: Journey,
    /// What it may be suggested as.
    pub standing: Standing,
}

/// What a place may be suggested as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It satisfies every limit for certain.
    Confirmed,
    /// It would satisfy them if these facts were yes.
    NotConfirmed(Vec<Asked>),
    /// It is of another kind than asked for, but would do if the weather turns.
    FallbackOnly,
}

/// A fact the family asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// `--free`
    Free,
    /// `--buggy`
    Buggy,
    /// `--dog`
    Dog,
}

/// The hard rules, in the order they are applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Out of reach.
    TooFar,
    /// Another category than those asked for.
    Category,
    /// More or less outdoors than asked for.
    Exposure,
    /// Known to be for other ages.
    Age,
    /// Known to cost something.
    Price,
    /// Known to be no place for a buggy.
    Buggy,
    /// Known not to admit dogs.
    Dog,
    /// Hidden by the family.
    Hidden,
    /// No time for a visit between leaving home and being back.
    NoTime,
    /// Known to be closed.
    Closed,
    /// Ruled out by the weather of the visit.
    Vetoed,
    /// Below the score asked for.
    BelowMinScore,
}

impl Rule {
    /// Returns whether a place may fail it on one day and not on another.
    #[must_use]
    pub fn depends_on_the_day(self) -> bool {
        matches!(
            self,
            Self::NoTime | Self::Closed | Self::Vetoed | Self::BelowMinScore
        )
    }
}

/// How many places each rule left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dropped(BTreeMap<Rule, usize>);

impl Dropped {
    /// Returns how many places `rule` left out.
    #[must_use]
    pub fn count(&self, rule: Rule) -> usize {
        self.0.get(&rule).copied().unwrap_or(0)
    }

    /// Counts `places` more that `rule` left out.
    pub fn add(&mut self, rule: Rule, places: usize) {
        *self.0.entry(rule).or_default() += places;
    }
}

/// The nearest place that one rule alone kept out.
#[derive(Debug, Clone, Copy)]
pub struct NearMiss<'a> {
    /// The place.
    pub place: &'a Destination,
    /// The drive there.
    pub journey: Journey,
}

/// Every place, sorted by the hard rules.
#[derive(Debug, Clone)]
pub struct Shortlist<'a> {
    /// The places in the running, in the catalogue's order.
    pub candidates: Vec<Candidate<'a>>,
    /// The others, counted.
    pub dropped: Dropped,
    /// Of those dropped, the nearest that failed this rule and no other.
    pub near_misses: BTreeMap<Rule, NearMiss<'a>>,
}

/// Returns the places of `catalogue` that the outing's limits leave in the running, by the estimated drives.
#[must_use]
pub fn shortlist<'a>(
    outing: &Outing,
    catalogue: impl IntoIterator<Item = &'a Destination>,
    journal: &Journal,
) -> Shortlist<'a> {
    let home = outing.origin.position;
    shortlist_by(outing, catalogue, journal, |place| {
        estimate_journey(home, place.position)
    })
}

/// Returns the places of `catalogue` that the outing's limits leave in the running, by the drives that
/// `journey_to` tells.
#[must_use]
pub fn shortlist_by<'a>(
    outing: &Outing,
    catalogue: impl IntoIterator<Item = &'a Destination>,
    journal: &Journal,
    journey_to: impl Fn(&Destination) -> Journey,
) -> Shortlist<'a> {
    let catalogue = catalogue.into_iter();
    let mut list = Shortlist {
        candidates: Vec::with_capacity(catalogue.size_hint().0),
        dropped: Dropped::default(),
        near_misses: BTreeMap::new(),
    };
    for place in catalogue {
        let journey = journey_to(place);
        let failed = failed_rules(outing, place, &journey, journal);
        if let Some(&first) = failed.first() {
            list.dropped.add(first, 1);
            if failed.len() == 1 {
                remember_nearest(&mut list.near_misses, first, NearMiss { place, journey });
            }
        }
        let standing = match failed.as_slice() {
            [] => match unconfirmed(&outing.limits, place) {
                unknown if unknown.is_empty() => Standing::Confirmed,
                unknown => Standing::NotConfirmed(unknown),
            },
            // A museum may be plan B for a day of zoos.
            only if only
                .iter()
                .all(|rule| matches!(rule, Rule::Category | Rule::Exposure))
                && place.exposure.is_indoor()
                && unconfirmed(&outing.limits, place).is_empty() =>
            {
                Standing::FallbackOnly
            }
            _ => continue,
        };
        list.candidates.push(Candidate {
            place,
            journey,
            standing,
        });
    }
    list
}

fn remember_nearest<'a>(misses: &mut BTreeMap<Rule, NearMiss<'a>>, rule: Rule, miss: NearMiss<'a>) {
    let nearer = misses
        .get(&rule)
        .is_none_or(|known| miss.journey.minutes < known.journey.minutes);
    if nearer {
        misses.insert(rule, miss);
    }
}

/// Returns whether nothing but the distance keeps `place` out of the running.
#[must_use]
pub fn only_too_far(outing: &Outing, place: &Destination, journal: &Journal) -> bool {
    let journey = estimate_journey(outing.origin.position, place.position);
    failed_rules(outing, place, &journey, journal) == [Rule::TooFar]
}

fn failed_rules(
    outing: &Outing,
    place: &Destination,
    journey: &Journey,
    journal: &Journal,
) -> Vec<Rule> {
    let limits = &outing.limits;
    let facts = &place.facts;
    let rules = [
        (Rule::TooFar, !limits.reach.allows(journey)),
        (Rule::Category, other_kind(limits, place)),
        (Rule::Exposure, other_exposure(limits, place)),
        (
            Rule::Age,
            limits
                .ages
                .iter()
                .any(|&age| years_outside(age, place.ages) > AGE_MARGIN_YEARS),
        ),
        (
            Rule::Price,
            limits.free && place.price.is_free() == Fact::No,
        ),
        (Rule::Buggy, limits.buggy && facts.buggy == Fact::No),
        (Rule::Dog, limits.dog && facts.dog == Fact::No),
        (Rule::Hidden, journal.hidden.contains(&*place.id)),
    ];
    rules
        .into_iter()
        .filter_map(|(rule, failed)| failed.then_some(rule))
        .collect()
}

fn other_kind(limits: &Limits, place: &Destination) -> bool {
    !limits.kinds.is_empty() && !limits.kinds.contains(&place.category.id)
}

fn other_exposure(limits: &Limits, place: &Destination) -> bool {
    limits.indoor && !place.exposure.is_indoor() || limits.outdoor && !place.exposure.is_outdoor()
}

fn unconfirmed(limits: &Limits, place: &Destination) -> Vec<Asked> {
    let asked = [
        (Asked::Free, limits.free, place.price.is_free()),
        (Asked::Buggy, limits.buggy, place.facts.buggy),
        (Asked::Dog, limits.dog, place.facts.dog),
    ];
    asked
        .into_iter()
        .filter_map(|(which, wanted, fact)| (wanted && fact == Fact::Unknown).then_some(which))
        .collect()
}

/// Returns how many whole years `age` lies outside the band `ages`, both ends included.
#[must_use]
pub fn years_outside(age: u8, (youngest, oldest): (u8, u8)) -> u8 {
    youngest.saturating_sub(age).max(age.saturating_sub(oldest))
}

#[cfg(test)]
mod tests;
