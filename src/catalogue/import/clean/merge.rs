//! The same place mapped twice - a point and an area, a building and its grounds - made one: the area before the point, what
//! knows more before what knows less, and all that both know.

use super::super::areas::{Areas, size_km2};
use super::super::facts::FACT_KEYS;
use super::super::origin::of_both;
use super::super::report::ImportReport;
use super::super::{ImportError, Pulse};
use super::names::key;
use super::{Candidate, Naming};
use crate::domain::Position;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Within this distance two of the same name and of related kinds are one place: from edge to edge, areas taken as round.
const SAME_KM: f64 = 0.3;
/// The same for two that are only called after the same village, which two playgrounds may be.
const SAME_NEAR_KM: f64 = 0.06;
/// The same for railways, whose line is many ways; no distance is longer.
const SAME_LINE_KM: f64 = 3.0;
/// The side of a cell in which the same name is looked for, in degrees of latitude: no less than the longest distance.
const CELL_DEGREES: f64 = 0.03;

/// Kinds that one place may be mapped as.
const RELATED: [&[&str]; 7] = [
    &["zoo", "farm", "aquarium", "theme-park", "water-park"],
    &[
        "museum",
        "science-centre",
        "gallery",
        "castle",
        "stately-home",
        "ruin",
        "steam-railway",
        "cave",
        "garden",
        "park",
    ],
    &["park", "garden", "nature-reserve", "woodland", "beach"],
    &[
        "swimming-pool",
        "lido",
        "water-park",
        "splash-pad",
        "climbing",
        "ice-rink",
        "bowling",
    ],
    &[
        "soft-play",
        "trampoline-park",
        "climbing",
        "bowling",
        "theme-park",
    ],
    &["playground", "splash-pad"],
    &["cinema", "gallery", "library", "museum", "attraction"],
];

/// Returns the candidates with those that are the same place made one.
///
/// # Errors
/// When `pulse` stops.
pub(super) fn merged(
    candidates: Vec<Candidate>,
    pulse: Pulse<'_>,
    report: &mut ImportReport,
) -> Result<Vec<Candidate>, ImportError> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_cached_key(|index| candidates.get(*index).map(strength));
    pulse.beat()?;
    let stands_for = Sameness::new(&candidates, pulse)?.partners(&order, pulse)?;
    Ok(united(candidates, &order, &stands_for, report))
}

/// Strongest first: areas, those that know more, those whose kind is exact.
fn strength(candidate: &Candidate) -> Reverse<(bool, bool, usize, usize)> {
    let facts = FACT_KEYS
        .iter()
        .filter(|fact| candidate.feature.tag(fact).is_some());
    Reverse((
        !candidate.feature.outline.is_empty(),
        candidate.naming == Naming::Own,
        facts.count(),
        candidate.exactness,
    ))
}

/// Finds, for each candidate, the stronger one that it is the same place as.
struct Sameness<'a> {
    candidates: &'a [Candidate],
    keys: Vec<String>,
    radii_km: Vec<f64>,
    areas: Areas,
}

impl<'a> Sameness<'a> {
    fn new(candidates: &'a [Candidate], pulse: Pulse<'_>) -> Result<Self, ImportError> {
        let outlines = candidates
            .iter()
            .enumerate()
            .map(|(index, candidate)| (index, candidate.feature.outline.as_slice()));
        let keys = candidates
            .iter()
            .map(|candidate| pulse.beat().map(|()| key(&candidate.name)));
        Ok(Self {
            candidates,
            keys: keys.collect::<Result<_, _>>()?,
            radii_km: candidates.iter().map(radius_km).collect(),
            areas: Areas::new(outlines),
        })
    }

    /// Returns the number of the candidate that each one becomes part of; its own where it stands for itself.
    fn partners(
        &self,
        order: &[usize],
        pulse: Pulse<'_>,
    ) -> Result<Vec<Option<usize>>, ImportError> {
        // Those that stand for themselves, by name and cell.
        let mut standing: HashMap<(&str, i32, i32), Vec<usize>> = HashMap::new();
        let mut stands_for: Vec<Option<usize>> = vec![None; self.candidates.len()];
        for &index in order {
            pulse.beat()?;
            let Some((candidate, key)) = self.candidates.get(index).zip(self.keys.get(index))
            else {
                continue;
            };
            let at = candidate.feature.position;
            let near = cells_around(at)
                .filter_map(|(row, column)| standing.get(&(key.as_str(), row, column)))
                .flatten()
                .copied()
                .find(|other| self.is_near(index, *other));
            let partner = near.or_else(|| self.around(candidate, key, &stands_for));
            if partner.is_none() {
                let (row, column) = cell(at);
                standing.entry((key, row, column)).or_default().push(index);
            }
            if let Some(slot) = stands_for.get_mut(index) {
                *slot = Some(partner.unwrap_or(index));
            }
        }
        Ok(stands_for)
    }

    fn is_near(&self, index: usize, other: usize) -> bool {
        let radii = [index, other].map(|one| self.radii_km.get(one).copied().unwrap_or(0.0));
        let both = self.candidates.get(index).zip(self.candidates.get(other));
        let Some((candidate, other)) = both else {
            return false;
        };
        let reach_km = match (
            candidate.naming,
            candidate.kind.as_str(),
            other.kind.as_str(),
        ) {
            (Naming::Near, _, _) => SAME_NEAR_KM,
            (_, "steam-railway", "steam-railway") => SAME_LINE_KM,
            _ => (SAME_KM + radii.iter().sum::<f64>()).min(SAME_LINE_KM),
        };
        let distance = candidate
            .feature
            .position
            .distance_km(other.feature.position);
        are_related(candidate, other) && distance <= reach_km
    }

    /// Returns the area around a candidate that is the same place: one of its name, or one of its kind where one of the two
    /// has no name of its own. Only those that had their turn count, so that nobody waits for another.
    fn around(
        &self,
        candidate: &Candidate,
        key: &str,
        stands_for: &[Option<usize>],
    ) -> Option<usize> {
        let areas = self.areas.around(candidate.feature.position);
        areas.into_iter().find_map(|(owner, _)| {
            let stands = stands_for.get(owner).copied().flatten()?;
            let other = self.candidates.get(owner)?;
            let same_name = self.keys.get(owner).is_some_and(|other| other == key);
            let nameless = candidate.naming != Naming::Own || other.naming != Naming::Own;
            let same = same_name && are_related(candidate, other)
                || nameless && candidate.kind == other.kind;
            same.then_some(stands)
        })
    }
}

/// Returns the radius of a circle as large as the area of a candidate.
fn radius_km(candidate: &Candidate) -> f64 {
    (size_km2(&candidate.feature.outline) / std::f64::consts::PI).sqrt()
}

fn are_related(one: &Candidate, other: &Candidate) -> bool {
    let anything = one.exactness == 0 || other.exactness == 0;
    let both = |kinds: &&[&str]| {
        kinds.contains(&one.kind.as_str()) && kinds.contains(&other.kind.as_str())
    };
    anything || one.kind == other.kind || RELATED.iter().any(both)
}

/// Returns the row and column of a position: as wide as high, so that a distance fits the cells around.
fn cell(at: Position) -> (i32, i32) {
    #[expect(clippy::cast_possible_truncation, reason = "a few thousand rows")]
    let row = (at.lat() / CELL_DEGREES).floor() as i32;
    (row, column(row, at))
}

#[expect(clippy::cast_possible_truncation, reason = "a few thousand columns")]
fn column(row: i32, at: Position) -> i32 {
    // The width of a row is that at its end nearer to the pole, where degrees are the shortest.
    let south = f64::from(row) * CELL_DEGREES;
    let poleward = south.abs().max((south + CELL_DEGREES).abs()).min(89.0);
    (at.lon() * poleward.to_radians().cos() / CELL_DEGREES).floor() as i32
}

fn cells_around(at: Position) -> impl Iterator<Item = (i32, i32)> {
    let (row, _) = cell(at);
    (row - 1..=row + 1).flat_map(move |row| {
        let column = column(row, at);
        (column - 1..=column + 1).map(move |column| (row, column))
    })
}

/// Gives each that stands what those know that are merged into it.
fn united(
    candidates: Vec<Candidate>,
    order: &[usize],
    stands_for: &[Option<usize>],
    report: &mut ImportReport,
) -> Vec<Candidate> {
    let mut slots: Vec<Option<Candidate>> = candidates.into_iter().map(Some).collect();
    for &index in order {
        let partner = stands_for.get(index).copied().flatten();
        let Some(partner) = partner.filter(|partner| *partner != index) else {
            continue;
        };
        let merged = slots.get_mut(index).and_then(Option::take);
        let standing = slots.get_mut(partner).and_then(Option::as_mut);
        if let (Some(merged), Some(standing)) = (merged, standing) {
            report.merged += 1;
            unite(standing, merged);
        }
    }
    slots.into_iter().flatten().collect()
}

fn unite(standing: &mut Candidate, merged: Candidate) {
    let rank = |one: &Candidate| (Reverse(one.exactness), one.order);
    if rank(&merged) < rank(standing) {
        standing.kind = merged.kind;
        standing.exactness = merged.exactness;
        standing.order = merged.order;
    }
    if standing.naming != Naming::Own && merged.naming == Naming::Own {
        standing.name = merged.name;
        standing.naming = Naming::Own;
    }
    standing.map = of_both(&standing.map, &merged.map);
    for (key, value) in merged.feature.tags {
        if FACT_KEYS.contains(&key.as_str()) && standing.feature.tag(&key).is_none() {
            standing.feature.tags.push((key, value));
        }
    }
}
