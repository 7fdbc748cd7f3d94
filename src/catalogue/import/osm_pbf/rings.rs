//! The rings that lines make where they meet, in whichever order and direction they come.
//! Lines meet in nodes, not in coordinates.

use crate::domain::Position;
use std::collections::HashMap;

/// A line with the nodes at its ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The node at which it begins.
    pub first: i64,
    /// The node at which it ends.
    pub last: i64,
    /// Its points, those at its ends included.
    pub points: Vec<Position>,
}

impl Line {
    /// Returns whether it is a ring by itself.
    pub fn is_ring(&self) -> bool {
        self.first == self.last && self.points.len() >= 4
    }

    fn reversed(mut self) -> Self {
        self.points.reverse();
        Self {
            first: self.last,
            last: self.first,
            points: self.points,
        }
    }
}

/// What lines make together.
#[derive(Debug, Default, PartialEq)]
pub struct Rings {
    /// The rings, each with its first point at its end again.
    pub closed: Vec<Vec<Position>>,
    /// How many lines are left over that do not come back to where they began.
    pub open: usize,
}

/// Joins lines into rings.
///
/// Where an even number of ends meet at every node, walking on from line to line ends where it began, so no choice
/// between them needs to be taken back.
pub fn join(lines: Vec<Line>) -> Rings {
    let mut rings = Rings::default();
    let mut ends: HashMap<i64, Vec<usize>> = HashMap::new();
    let mut lines: Vec<Option<Line>> = lines.into_iter().map(Some).collect();
    for (at, line) in lines.iter().enumerate().rev() {
        if let Some(line) = line {
            ends.entry(line.first).or_default().push(at);
            ends.entry(line.last).or_default().push(at);
        }
    }
    for start in 0..lines.len() {
        let Some(mut ring) = lines.get_mut(start).and_then(Option::take) else {
            continue;
        };
        while ring.first != ring.last {
            let Some(next) = next(ring.last, &mut ends, &mut lines) else {
                break;
            };
            ring.points.extend(next.points.into_iter().skip(1));
            ring.last = next.last;
        }
        if ring.is_ring() {
            rings.closed.push(ring.points);
        } else if ring.first != ring.last {
            rings.open += 1;
        }
    }
    rings
}

/// Takes a line that is left at this node, turned so that it begins there.
fn next(
    node: i64,
    ends: &mut HashMap<i64, Vec<usize>>,
    lines: &mut [Option<Line>],
) -> Option<Line> {
    let waiting = ends.get_mut(&node)?;
    while let Some(at) = waiting.pop() {
        if let Some(line) = lines.get_mut(at).and_then(Option::take) {
            return Some(if line.first == node {
                line
            } else {
                line.reversed()
            });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    /// Returns the line through nodes that stand at a latitude of their own.
    fn line(nodes: &[i64]) -> Line {
        let points = nodes.iter().map(|node| Position::new(*node as f64, 0.0));
        Line {
            first: *nodes.first().unwrap(),
            last: *nodes.last().unwrap(),
            points: points.map(Result::unwrap).collect(),
        }
    }

    fn nodes(ring: &[Position]) -> Vec<i64> {
        ring.iter().map(|point| point.lat() as i64).collect()
    }

    /// Reads nodes out of "1 2 3, 3 4 1".
    fn lists(text: &str) -> Vec<Vec<i64>> {
        let lists = text.split(", ").filter(|list| !list.is_empty());
        let list = |list: &str| list.split(' ').map(|node| node.parse().unwrap()).collect();
        lists.map(list).collect()
    }

    #[rstest]
    #[case::nothing("", "", 0)]
    #[case::one_ring("1 2 3 1", "1 2 3 1", 0)]
    #[case::two_halves("1 2 3, 3 4 1", "1 2 3 4 1", 0)]
    #[case::halves_in_the_same_direction("1 2 3, 1 4 3", "1 2 3 4 1", 0)]
    #[case::thirds_out_of_order("1 2, 5 6 1, 5 2", "1 2 5 6 1", 0)]
    #[case::two_rings_mixed("1 2 3, 7 8 9, 3 1, 9 7", "1 2 3 1, 7 8 9 7", 0)]
    #[case::rings_that_touch("1 2 5, 5 3 1, 5 6 7, 7 8 5", "1 2 5 3 1, 5 6 7 8 5", 0)]
    #[case::an_open_end("1 2 3, 3 4", "", 1)]
    #[case::a_ring_and_an_open_end("1 2 3 1, 8 9", "1 2 3 1", 1)]
    #[case::there_and_back("1 2, 2 1", "", 0)]
    fn lines_make_rings(#[case] lines: &str, #[case] rings: &str, #[case] open: usize) {
        let joined = join(lists(lines).iter().map(|nodes| line(nodes)).collect());
        let found: Vec<Vec<i64>> = joined.closed.iter().map(|ring| nodes(ring)).collect();
        assert_eq!(found, lists(rings));
        assert_eq!(joined.open, open);
    }

    proptest! {
        #[test]
        fn a_ring_cut_anywhere_and_shuffled_comes_back(
            length in 4..40_i64,
            cuts in prop::collection::btree_set(0..40_usize, 1..8),
            turned: u8,
            seed in any::<prop::sample::Index>(),
        ) {
            let around: Vec<i64> = (0..=length).map(|at| at % length + 1).collect();
            let mut cuts: Vec<usize> = cuts.into_iter().filter(|cut| *cut < length as usize).collect();
            cuts.insert(0, 0);
            cuts.push(length as usize);
            cuts.dedup();
            let mut lines: Vec<Line> = cuts.windows(2).map(|cut| line(&around[cut[0]..=cut[1]])).collect();
            for (at, line) in lines.iter_mut().enumerate() {
                if turned >> (at % 8) & 1 == 1 {
                    *line = line.clone().reversed();
                }
            }
            let by = seed.index(lines.len());
            lines.rotate_left(by);
            let joined = join(lines);
            prop_assert_eq!(joined.open, 0);
            prop_assert_eq!(joined.closed.len(), 1);
            let mut found = nodes(&joined.closed[0]);
            prop_assert_eq!(found.first(), found.last());
            found.pop();
            found.sort_unstable();
            prop_assert_eq!(found, (1..=length).collect::<Vec<_>>());
        }
    }
}
