//! Which areas a point lies in, and which point is the nearest, of very many: trees, so that a whole country takes seconds.

use crate::domain::Position;
use rstar::RTree;
use rstar::primitives::{GeomWithData, Rectangle};

/// The most areas around one point that are looked at: more overlap nowhere but in a file that means no good.
const MOST_AROUND: usize = 32;
/// The most points of an area that are looked at; of a larger one every second, third... is.
const MOST_POINTS: usize = 2_000;

/// Areas by where they are.
pub(super) struct Areas {
    tree: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>,
    areas: Vec<Area>,
}

struct Area {
    owner: usize,
    rings: Vec<Vec<[f64; 2]>>,
    size_km2: f64,
}

impl Areas {
    /// Returns the areas with these outlines, each under a number of the caller's; what has no outline is none.
    pub(super) fn new<'a>(outlines: impl Iterator<Item = (usize, &'a [Vec<Position>])>) -> Self {
        let areas: Vec<Area> = outlines
            .filter(|(_, rings)| !rings.is_empty())
            .map(|(owner, rings)| Area {
                owner,
                rings: thinned(rings),
                size_km2: size_km2(rings),
            })
            .collect();
        let boxes = areas.iter().enumerate().filter_map(|(index, area)| {
            let points = area.rings.iter().flatten();
            let (low, high) =
                points.fold(None, |bounds: Option<([f64; 2], [f64; 2])>, &[x, y]| {
                    let ([west, south], [east, north]) = bounds.unwrap_or(([x, y], [x, y]));
                    Some(([west.min(x), south.min(y)], [east.max(x), north.max(y)]))
                })?;
            Some(GeomWithData::new(Rectangle::from_corners(low, high), index))
        });
        Self {
            tree: RTree::bulk_load(boxes.collect()),
            areas,
        }
    }

    /// Returns the owners of the areas that a point lies in, with their sizes in km2, the smallest first.
    pub(super) fn around(&self, at: Position) -> Vec<(usize, f64)> {
        let point = [at.lon(), at.lat()];
        let boxes = self.tree.locate_all_at_point(&point).take(MOST_AROUND);
        let mut around: Vec<(usize, f64)> = boxes
            .filter_map(|entry| self.areas.get(entry.data))
            .filter(|area| is_inside(&area.rings, point))
            .map(|area| (area.owner, area.size_km2))
            .collect();
        around.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        around
    }
}

/// Returns whether a point is inside an odd number of rings, by the even-odd rule: a hole is outside.
fn is_inside(rings: &[Vec<[f64; 2]>], [x, y]: [f64; 2]) -> bool {
    rings.iter().fold(false, |inside, ring| {
        let next = ring.iter().cycle().skip(1);
        let crossings = ring.iter().zip(next).filter(|([x1, y1], [x2, y2])| {
            (*y1 > y) != (*y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
        });
        inside ^ (crossings.count() % 2 == 1)
    })
}

fn thinned(rings: &[Vec<Position>]) -> Vec<Vec<[f64; 2]>> {
    let points: usize = rings.iter().map(Vec::len).sum();
    let step = points.div_ceil(MOST_POINTS).max(1);
    let thin = |ring: &Vec<Position>| -> Vec<[f64; 2]> {
        let points = ring.iter().step_by(step);
        points.map(|at| [at.lon(), at.lat()]).collect()
    };
    rings
        .iter()
        .map(thin)
        .filter(|ring| ring.len() >= 3)
        .collect()
}

/// Returns the size of the area within rings, in km2: that of the largest ring, on a sphere made flat.
pub(super) fn size_km2(rings: &[Vec<Position>]) -> f64 {
    const KM_PER_DEGREE: f64 = 111.195;
    let ring_size = |ring: &Vec<Position>| {
        let Some(first) = ring.first() else {
            return 0.0;
        };
        // From its first point, so that nothing is lost to the size of the numbers.
        let flat = |at: &Position| {
            let x = (at.lon() - first.lon()) * first.lat().to_radians().cos();
            (x * KM_PER_DEGREE, (at.lat() - first.lat()) * KM_PER_DEGREE)
        };
        let next = ring.iter().cycle().skip(1);
        let doubled: f64 = ring
            .iter()
            .zip(next)
            .map(|(a, b)| (flat(a), flat(b)))
            .map(|((ax, ay), (bx, by))| ax * by - bx * ay)
            .sum();
        (doubled / 2.0).abs()
    };
    rings.iter().map(ring_size).fold(0.0, f64::max)
}

/// Points by where they are, each with a number of the caller's.
pub(super) struct Points(RTree<GeomWithData<[f64; 3], usize>>);

impl Points {
    /// Returns these points.
    pub(super) fn new(points: impl Iterator<Item = (usize, Position)>) -> Self {
        let points = points.map(|(owner, at)| GeomWithData::new(on_sphere(at), owner));
        Self(RTree::bulk_load(points.collect()))
    }

    /// Returns the owner of the point nearest to `at`.
    pub(super) fn nearest(&self, at: Position) -> Option<usize> {
        self.0
            .nearest_neighbor(&on_sphere(at))
            .map(|point| point.data)
    }
}

/// Returns a position on a sphere of radius 1: nearer there is nearer on Earth, across the date line too.
fn on_sphere(at: Position) -> [f64; 3] {
    let (lat, lon) = (at.lat().to_radians(), at.lon().to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn at(lat: f64, lon: f64) -> Position {
        Position::new(lat, lon).unwrap()
    }

    fn square(south: f64, west: f64, side: f64) -> Vec<Position> {
        let (north, east) = (south + side, west + side);
        vec![
            at(south, west),
            at(south, east),
            at(north, east),
            at(north, west),
            at(south, west),
        ]
    }

    #[rstest]
    #[case::inside_both(at(0.5, 0.5), &[1, 0])]
    #[case::inside_one(at(2.5, 2.5), &[0])]
    #[case::in_the_hole(at(3.5, 3.5), &[])]
    #[case::outside(at(5.0, 5.0), &[])]
    fn the_areas_around_a_point_are_found_the_smallest_first(
        #[case] point: Position,
        #[case] owners: &[usize],
    ) {
        let large = [square(0.0, 0.0, 4.0), square(3.2, 3.2, 0.6)];
        let small = [square(0.0, 0.0, 1.0)];
        let areas = Areas::new([(0, &large[..]), (1, &small[..]), (2, &[][..])].into_iter());
        let around: Vec<usize> = areas
            .around(point)
            .iter()
            .map(|(owner, _)| *owner)
            .collect();
        assert_eq!(around, owners);
    }

    #[test]
    fn a_size_is_that_of_the_largest_ring() {
        let size = size_km2(&[square(0.0, 0.0, 0.01), square(0.0, 0.0, 0.1)]);
        assert!((size - 123.6).abs() < 0.2, "{size}");
        assert_eq!(size_km2(&[]), 0.0);
    }

    #[test]
    fn the_nearest_point_may_be_over_the_date_line() {
        let points = Points::new([(0, at(0.0, 179.9)), (1, at(0.0, -170.0))].into_iter());
        assert_eq!(points.nearest(at(0.0, -179.9)), Some(0));
        assert_eq!(Points::new(std::iter::empty()).nearest(at(0.0, 0.0)), None);
    }

    #[test]
    fn an_area_of_a_million_points_is_thinned() {
        let rings = thinned(&[vec![at(0.0, 0.0); 1_000_000], vec![at(0.0, 0.0); 4]]);
        assert!(rings.concat().len() <= MOST_POINTS);
    }
}
