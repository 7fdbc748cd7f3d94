//! Points, lines and areas of a map, reduced to where a thing is and the rings around it.

use super::geometry::{centre_of_rings, mean, middle_of_line};
use crate::domain::Position;
use std::collections::HashMap;

/// Where a thing is, and around what.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shape {
    /// Its point, the point half-way along its line, or the centroid of its area.
    pub(super) position: Position,
    /// The rings around its area, inner ones too; empty for a point or a line.
    pub(super) outline: Vec<Vec<Position>>,
}

impl Shape {
    /// Returns the shape of a point.
    pub(super) fn point(position: Position) -> Self {
        Self {
            position,
            outline: Vec::new(),
        }
    }

    /// Returns the shape of several points that are one thing; `None` for no points.
    pub(super) fn points(points: &[Position]) -> Option<Self> {
        mean(points).map(Self::point)
    }

    /// Returns the shape of a line, of one that ends where it began that of what it encloses; `None` for no points.
    pub(super) fn line(points: &[Position]) -> Option<Self> {
        let position = if is_closed(points) {
            centre_of_rings(&[points.to_vec()])
        } else {
            middle_of_line(points)
        };
        position.map(Self::point)
    }

    /// Returns the shape of an area within `outer` rings and without `inner` ones; `None` for no points.
    pub(super) fn area(outer: Vec<Vec<Position>>, inner: Vec<Vec<Position>>) -> Option<Self> {
        let position = centre_of_rings(&outer)?;
        let rings = outer.into_iter().chain(inner);
        Some(Self {
            position,
            outline: rings.filter(|ring| ring.len() >= 3).collect(),
        })
    }

    /// Returns the shape of a line that is an area if it ends where it began.
    pub(super) fn closed_or_line(points: Vec<Position>) -> Option<Self> {
        if is_closed(&points) {
            Self::area(vec![points], Vec::new())
        } else {
            Self::line(&points)
        }
    }
}

fn is_closed(points: &[Position]) -> bool {
    points.len() >= 4 && points.first() == points.last()
}

/// Returns the rings that `pieces` make when they are joined end to end; what closes into no ring is left out.
pub(super) fn rings(pieces: Vec<Vec<Position>>) -> Vec<Vec<Position>> {
    let mut pieces: Vec<Option<Vec<Position>>> = pieces.into_iter().map(Some).collect();
    let mut ends: HashMap<(u64, u64), Vec<usize>> = HashMap::new();
    for (index, piece) in pieces.iter().enumerate() {
        for end in piece.iter().flat_map(|piece| [piece.first(), piece.last()]) {
            ends.entry(end.map_or((0, 0), |at| key(*at)))
                .or_default()
                .push(index);
        }
    }
    let mut rings = Vec::new();
    for start in 0..pieces.len() {
        let Some(mut ring) = pieces.get_mut(start).and_then(Option::take) else {
            continue;
        };
        while let Some(&end) = ring.last().filter(|end| Some(*end) != ring.first()) {
            let next = ends.get_mut(&key(end)).and_then(|waiting| {
                // Pieces that are used up leave the list, so that each is looked at twice at most.
                while let Some(index) = waiting.pop() {
                    if let Some(piece) = pieces.get_mut(index).and_then(Option::take) {
                        return Some(piece);
                    }
                }
                None
            });
            let Some(mut next) = next else { break };
            if next.first() != Some(&end) {
                next.reverse();
            }
            ring.extend(next.into_iter().skip(1));
        }
        if ring.len() >= 4 && ring.first() == ring.last() {
            rings.push(ring);
        }
    }
    rings
}

fn key(at: Position) -> (u64, u64) {
    (at.lat().to_bits(), at.lon().to_bits())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(lat: f64, lon: f64) -> Position {
        Position::new(lat, lon).unwrap()
    }

    fn square() -> Vec<Position> {
        vec![
            at(0.0, 0.0),
            at(0.0, 2.0),
            at(2.0, 2.0),
            at(2.0, 0.0),
            at(0.0, 0.0),
        ]
    }

    #[test]
    fn an_area_is_at_its_centroid_and_keeps_its_rings() {
        let shape = Shape::area(vec![square()], vec![square()]).unwrap();
        assert!(shape.position.distance_km(at(1.0, 1.0)) < 1e-9);
        assert_eq!(shape.outline.len(), 2);
    }

    #[test]
    fn a_line_that_ends_where_it_began_is_an_area() {
        assert_eq!(Shape::closed_or_line(square()).unwrap().outline.len(), 1);
        let open = Shape::closed_or_line(vec![at(0.0, 0.0), at(0.0, 2.0)]).unwrap();
        assert_eq!((open.position, open.outline.len()), (at(0.0, 1.0), 0));
    }

    #[test]
    fn a_line_is_at_its_middle_and_a_closed_one_within() {
        let bent = [at(0.0, 0.0), at(0.0, 1.0), at(0.0, 3.0)];
        let middle = Shape::line(&bent).unwrap();
        assert!(middle.position.distance_km(at(0.0, 1.5)) < 1e-9);
        let within = Shape::line(&square()).unwrap();
        assert!(within.position.distance_km(at(1.0, 1.0)) < 1e-9);
        assert!(within.outline.is_empty());
    }

    #[test]
    fn the_date_line_cuts_nothing() {
        let across = [at(0.0, 179.0), at(0.0, -179.0)];
        let middle = Shape::line(&across).unwrap().position;
        assert!(middle.distance_km(at(0.0, 180.0)) < 1e-6, "{middle:?}");
        let middle = Shape::points(&across).unwrap().position;
        assert!(middle.distance_km(at(0.0, 180.0)) < 1e-6, "{middle:?}");
    }

    #[test]
    fn a_shape_without_extent_is_where_its_points_are() {
        let flat = Shape::area(vec![vec![at(5.0, 5.0); 4]], Vec::new()).unwrap();
        assert_eq!(flat.position, at(5.0, 5.0));
        assert_eq!(Shape::area(Vec::new(), Vec::new()), None);
        assert_eq!(Shape::line(&[]), None);
        assert_eq!(Shape::points(&[]), None);
    }

    #[test]
    fn pieces_are_joined_whichever_way_they_run() {
        let mut backwards: Vec<Position> = square()[2..].to_vec();
        backwards.reverse();
        let joined = rings(vec![
            square()[..2].to_vec(),
            backwards,
            square()[1..3].to_vec(),
        ]);
        assert_eq!(joined.len(), 1);
        assert_eq!(joined[0].len(), 5);
    }

    #[test]
    fn what_does_not_close_is_no_ring() {
        assert_eq!(
            rings(vec![square()[..4].to_vec(), Vec::new()]),
            Vec::<Vec<Position>>::new()
        );
    }

    proptest! {
        #[test]
        fn any_pieces_give_closed_rings(
            pieces in proptest::collection::vec(
                proptest::collection::vec((0_i8..3, 0_i8..3), 0..5), 0..12)
        ) {
            let pieces = pieces.into_iter().map(|piece| {
                piece.into_iter().map(|(lat, lon)| at(f64::from(lat), f64::from(lon))).collect()
            });
            for ring in rings(pieces.collect()) {
                prop_assert_eq!(ring.first(), ring.last());
                prop_assert!(Shape::area(vec![ring], Vec::new()).is_some());
            }
        }
    }
}
