//! The way round the waters: a short chain of straight lines from bridge to bridge that crosses no water between them.
//! Found by halving: the water that costs most is gone round first, then whatever lies in either half.

use crate::domain::{Position, Water};

/// How many times a way is halved: at most fifteen bridges, more than any drive of a day has. What still lies
/// between then is left as it is: an estimate a little short, rather than none.
const HALVINGS: u8 = 4;

/// The way from home to a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    /// The length of its straight lines together, km; never less than the one straight line.
    pub(super) km: f64,
    /// The water that costs most, where any lies between.
    pub(super) around: Option<&'static Water>,
}

impl Way {
    /// Returns the straight line, whatever lies between.
    pub(super) fn straight(from: Position, to: Position) -> Self {
        Self {
            km: from.distance_km(to),
            around: None,
        }
    }
}

/// Returns the way between two positions on one landmass, as long there as back.
pub(super) fn way_round(from: Position, to: Position) -> Way {
    let straight = Way::straight(from, to);
    let (from, to) = (Stop::on_land(from), Stop::on_land(to));
    match costliest(from, to) {
        None => straight,
        Some(water) => Way {
            // Two sides of a triangle are longer than the third, but for the last digit.
            km: over(water, from, to, HALVINGS).max(straight.km),
            around: Some(water),
        },
    }
}

/// An end of a straight line: home, the place, or a bridge over a water, which that water cannot keep it from.
#[derive(Debug, Clone, Copy)]
struct Stop {
    position: Position,
    bridge_over: Option<&'static Water>,
}

impl Stop {
    fn on_land(position: Position) -> Self {
        Self {
            position,
            bridge_over: None,
        }
    }

    fn km(self, to: Self) -> f64 {
        self.position.distance_km(to.position)
    }

    fn is_on(self, water: &Water) -> bool {
        // No two waters have the same crossings, while those of one bay share its name.
        self.bridge_over
            .is_some_and(|over| over.crossings == water.crossings)
    }
}

fn bridges(water: &'static Water) -> impl Iterator<Item = Stop> {
    water.crossings.iter().map(|&position| Stop {
        position,
        bridge_over: Some(water),
    })
}

/// Returns the water between two stops whose nearest bridge is farthest out of the way; of equals the first.
fn costliest(from: Stop, to: Stop) -> Option<&'static Water> {
    let by_bridge = |water| {
        bridges(water)
            .map(|bridge| from.km(bridge) + bridge.km(to))
            .fold(f64::INFINITY, f64::min)
    };
    Water::between(from.position, to.position)
        .filter(|water| !from.is_on(water) && !to.is_on(water))
        .map(|water| (water, by_bridge(water)))
        .reduce(|most, other| if other.1 > most.1 { other } else { most })
        .map(|(water, _)| water)
}

/// Returns the shortest way from stop to stop over a bridge of `water`, km.
fn over(water: &'static Water, from: Stop, to: Stop, halvings: u8) -> f64 {
    bridges(water).fold(f64::INFINITY, |best, bridge| {
        if from.km(bridge) + bridge.km(to) >= best {
            return best;
        }
        best.min(way_km(from, bridge, halvings - 1) + way_km(bridge, to, halvings - 1))
    })
}

fn way_km(from: Stop, to: Stop, halvings: u8) -> f64 {
    match costliest(from, to) {
        Some(water) if halvings > 0 => over(water, from, to, halvings),
        _ => from.km(to),
    }
}

#[cfg(test)]
mod tests;
