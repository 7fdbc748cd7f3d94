//! Where lines and areas have their middle, on a plane laid upon the Earth at each of them.
//! Longitude is taken from the first point, so the date line cuts nothing.

use crate::domain::Position;

/// How many times the tolerance of an outline is doubled: from a metre to more than the Earth.
const MOST_DOUBLINGS: i32 = 26;
/// The tolerance with which an outline with too many points is first thinned, in degrees of latitude.
const FIRST_TOLERANCE: f64 = 1e-5;

/// The share of the box around a ring that it encloses at least, if it is not taken for a line.
const LEAST_SHARE: f64 = 1e-6;

/// A plane that touches the Earth near some points; its unit is a degree of latitude.
#[derive(Debug, Clone, Copy)]
struct Plane {
    lat: f64,
    lon: f64,
    /// How long a degree of longitude is there.
    cos: f64,
}

impl Plane {
    /// Returns the plane at the first of these points, to the scale of their mean latitude.
    fn at(points: &[Position]) -> Option<Self> {
        let first = points.first()?;
        let lats = points.iter().map(|point| point.lat());
        let (south, north) = lats.fold((90.0_f64, -90.0_f64), |(south, north), lat| {
            (south.min(lat), north.max(lat))
        });
        Some(Self {
            lat: first.lat(),
            lon: first.lon(),
            // At a pole a degree of longitude has no length, and nothing can be divided by it.
            cos: f64::midpoint(south, north).to_radians().cos().max(1e-9),
        })
    }

    fn flat(self, point: Position) -> (f64, f64) {
        let east = turned(point.lon() - self.lon);
        (east * self.cos, point.lat() - self.lat)
    }

    fn position(self, (x, y): (f64, f64)) -> Option<Position> {
        let lat = (self.lat + y).clamp(-90.0, 90.0);
        Position::new(lat, turned(self.lon + x / self.cos)).ok()
    }
}

/// Returns the same angle in -180..=180 degrees, if it is less than a turn and a half.
fn turned(degrees: f64) -> f64 {
    if degrees > 180.0 {
        degrees - 360.0
    } else if degrees < -180.0 {
        degrees + 360.0
    } else {
        degrees
    }
}

/// Returns the centroid of the areas that these rings enclose; of rings that enclose nothing, that of their lines.
///
/// Rings that lie in each other are added up, not cut out of each other.
pub fn centre_of_rings(rings: &[Vec<Position>]) -> Option<Position> {
    let weighed: Vec<(Position, f64)> = rings.iter().filter_map(|ring| weigh(ring)).collect();
    if weighed.is_empty() {
        let all: Vec<Position> = rings
            .iter()
            .filter_map(|ring| centre_of_line(ring))
            .collect();
        return mean(&all);
    }
    weighted_mean(&weighed)
}

/// Returns the centroid of a ring's area and the area in square degrees of latitude, unless it encloses none.
fn weigh(ring: &[Position]) -> Option<(Position, f64)> {
    let plane = Plane::at(ring)?;
    let (mut twice, mut x_moment, mut y_moment) = (0.0, 0.0, 0.0);
    let (mut low, mut high) = ((0.0_f64, 0.0_f64), (0.0_f64, 0.0_f64));
    let mut last = (0.0, 0.0);
    for point in ring.iter().chain(ring.first()) {
        let next = plane.flat(*point);
        let cross = last.0 * next.1 - next.0 * last.1;
        twice += cross;
        x_moment += (last.0 + next.0) * cross;
        y_moment += (last.1 + next.1) * cross;
        low = (low.0.min(next.0), low.1.min(next.1));
        high = (high.0.max(next.0), high.1.max(next.1));
        last = next;
    }
    let centre = (x_moment / (3.0 * twice), y_moment / (3.0 * twice));
    // A ring that crosses itself may enclose as much to the left as to the right, and have its centroid anywhere.
    let within = (low.0..=high.0).contains(&centre.0) && (low.1..=high.1).contains(&centre.1);
    let box_around = (high.0 - low.0) * (high.1 - low.1);
    if !within || twice.abs() < LEAST_SHARE * box_around {
        return None;
    }
    Some((plane.position(centre)?, twice.abs() / 2.0))
}

/// Returns the centroid of a line: the mean of its pieces, each weighed by its length.
pub fn centre_of_line(line: &[Position]) -> Option<Position> {
    let plane = Plane::at(line)?;
    let (mut length, mut x_moment, mut y_moment) = (0.0, 0.0, 0.0);
    let mut last = (0.0, 0.0);
    for point in line {
        let next = plane.flat(*point);
        let piece = (next.0 - last.0).hypot(next.1 - last.1);
        length += piece;
        x_moment += f64::midpoint(last.0, next.0) * piece;
        y_moment += f64::midpoint(last.1, next.1) * piece;
        last = next;
    }
    if length > 0.0 {
        plane.position((x_moment / length, y_moment / length))
    } else {
        line.first().copied()
    }
}

/// Returns the point half-way along a line.
pub fn middle_of_line(line: &[Position]) -> Option<Position> {
    let plane = Plane::at(line)?;
    let flat: Vec<(f64, f64)> = line.iter().map(|point| plane.flat(*point)).collect();
    let pieces = || flat.iter().zip(flat.iter().skip(1));
    let length = |(from, to): (&(f64, f64), &(f64, f64))| (to.0 - from.0).hypot(to.1 - from.1);
    let mut left = pieces().map(length).sum::<f64>() / 2.0;
    for (from, to) in pieces() {
        let piece = length((from, to));
        if piece > 0.0 && left <= piece {
            let share = left / piece;
            let x = from.0 + (to.0 - from.0) * share;
            return plane.position((x, from.1 + (to.1 - from.1) * share));
        }
        left -= piece;
    }
    line.first().copied()
}

/// Returns the mean of some points.
pub fn mean(points: &[Position]) -> Option<Position> {
    let alike: Vec<(Position, f64)> = points.iter().map(|point| (*point, 1.0)).collect();
    weighted_mean(&alike)
}

fn weighted_mean(points: &[(Position, f64)]) -> Option<Position> {
    let (first, _) = points.first()?;
    let plane = Plane::at(&[*first])?;
    let (mut total, mut x, mut y) = (0.0, 0.0, 0.0);
    for (point, weight) in points {
        let flat = plane.flat(*point);
        total += weight;
        x += flat.0 * weight;
        y += flat.1 * weight;
    }
    plane.position((x / total, y / total))
}

/// Returns rings that follow these with no more than so many points in all, each still closed.
///
/// Points that are near the last one are left out, and rings of which fewer than four points remain.
pub fn thinned(rings: Vec<Vec<Position>>, most: usize) -> Vec<Vec<Position>> {
    let points = |rings: &[Vec<Position>]| rings.iter().map(Vec::len).sum::<usize>();
    let mut thin = rings;
    for doubling in 0..MOST_DOUBLINGS {
        if points(&thin) <= most {
            return thin;
        }
        let tolerance = FIRST_TOLERANCE * f64::from(doubling).exp2();
        let fewer = thin.iter().filter_map(|ring| thinner(ring, tolerance));
        thin = fewer.collect();
    }
    Vec::new()
}

fn thinner(ring: &[Position], tolerance: f64) -> Option<Vec<Position>> {
    let plane = Plane::at(ring)?;
    let [first, middle @ .., end] = ring else {
        return None;
    };
    let mut kept = vec![*first];
    let mut last = plane.flat(*first);
    for point in middle {
        let next = plane.flat(*point);
        if (next.0 - last.0).hypot(next.1 - last.1) > tolerance {
            kept.push(*point);
            last = next;
        }
    }
    kept.push(*end);
    (kept.len() >= 4).then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn points(of: &[(f64, f64)]) -> Vec<Position> {
        of.iter()
            .map(|(lat, lon)| Position::new(*lat, *lon).unwrap())
            .collect()
    }

    #[track_caller]
    fn assert_near(found: Option<Position>, (lat, lon): (f64, f64)) {
        let found = found.unwrap();
        let near = (found.lat() - lat).abs() < 1e-9 && (found.lon() - lon).abs() < 1e-9;
        assert!(near, "{found:?} is not {lat}, {lon}");
    }

    const SQUARE: [(f64, f64); 5] = [(50., 0.), (50., 2.), (52., 2.), (52., 0.), (50., 0.)];
    /// A square of 2 x 2 on a bar of 6 x 1 lying west to east.
    const L: [(f64, f64); 7] = [
        (0., 0.),
        (0., 6.),
        (1., 6.),
        (1., 2.),
        (3., 2.),
        (3., 0.),
        (0., 0.),
    ];

    #[rstest]
    #[case::a_square(&SQUARE, (51., 1.))]
    #[case::an_l_whose_corners_are_not_evenly_spread(&L, (0.5 * 0.6 + 2. * 0.4, 3. * 0.6 + 0.4))]
    #[case::a_triangle(&[(0., 0.), (0., 3.), (3., 0.), (0., 0.)], (1., 1.))]
    #[case::one_across_the_date_line(
        &[(10., 179.), (10., -179.), (12., -179.), (12., 179.), (10., 179.)], (11., 180.))]
    #[case::one_with_many_points_on_one_side(
        &[(0., 0.), (0., 0.5), (0., 1.), (0., 1.5), (0., 2.), (2., 2.), (2., 0.), (0., 0.)], (1., 1.))]
    #[case::one_that_encloses_nothing(&[(0., 0.), (0., 2.), (0., 0.)], (0., 1.))]
    #[case::an_eight_that_encloses_as_much_on_either_side(
        &[(0., 0.), (2., 2.), (2., 0.), (0., 2.), (0., 0.)], (1., 1.))]
    #[case::one_in_a_single_point(&[(5., 5.), (5., 5.), (5., 5.)], (5., 5.))]
    fn a_ring_has_the_centre_of_its_area(#[case] ring: &[(f64, f64)], #[case] centre: (f64, f64)) {
        assert_near(centre_of_rings(&[points(ring)]), centre);
        let mut back = points(ring);
        back.reverse();
        assert_near(centre_of_rings(&[back]), centre);
    }

    #[test]
    fn a_larger_ring_weighs_more_by_what_it_covers_on_the_ground() {
        let at = |lat: f64, lon: f64, side: f64| {
            points(&[
                (lat, lon),
                (lat, lon + side),
                (lat + side, lon + side),
                (lat + side, lon),
                (lat, lon),
            ])
        };
        let rings = [at(-1., -1., 2.), at(-0.5, 9.5, 1.)];
        // 4 parts at longitude 0, 1 at 10.
        assert_near(centre_of_rings(&rings), (0., 2.));
        // At 60 degrees a degree of longitude is half as long.
        let rings = [at(-0.5, -0.5, 1.), at(59.5, -0.5, 1.)];
        let centre = centre_of_rings(&rings).unwrap();
        assert!((centre.lat() - 20.).abs() < 0.01, "{centre:?}");
    }

    #[rstest]
    #[case::a_bend((0., 0.), (0., 2.), (2., 2.), (0., 2.))]
    #[case::one_long_piece((0., 0.), (0., 3.), (0., 4.), (0., 2.))]
    #[case::pieces_of_no_length((1., 1.), (1., 1.), (1., 1.), (1., 1.))]
    fn a_line_has_its_middle_half_way_along(
        #[case] from: (f64, f64),
        #[case] by: (f64, f64),
        #[case] to: (f64, f64),
        #[case] middle: (f64, f64),
    ) {
        let found = middle_of_line(&points(&[from, by, to])).unwrap();
        let wanted = Position::new(middle.0, middle.1).unwrap();
        assert!(found.distance_km(wanted) < 0.1, "{found:?}");
    }

    #[test]
    fn a_closed_line_has_its_centre_within() {
        assert_near(centre_of_line(&points(&SQUARE)), (51., 1.));
        assert_eq!(centre_of_line(&[]), None);
        assert_eq!(middle_of_line(&[]), None);
        assert_eq!(mean(&[]), None);
    }

    #[test]
    fn an_outline_of_very_many_points_keeps_its_form_with_few() {
        let circle = |count: u32, radius: f64| -> Vec<Position> {
            let angles = (0..=count).map(|at| f64::from(at % count) / f64::from(count));
            let angles = angles.map(|share| share * std::f64::consts::TAU);
            let around = angles.map(|angle| (radius * angle.sin(), radius * angle.cos()));
            points(&around.collect::<Vec<_>>())
        };
        let rings = vec![circle(50_000, 1.0), circle(12, 1e-7)];
        let thin = thinned(rings.clone(), 1_000);
        assert_eq!(thin.len(), 1, "the speck is gone");
        assert!((400..=1_000).contains(&thin[0].len()), "{}", thin[0].len());
        assert_eq!(thin[0].first(), thin[0].last());
        assert_near(centre_of_rings(&rings[..1]), (0., 0.));
        assert!(centre_of_rings(&thin).unwrap().lat().abs() < 1e-3);
        assert_eq!(thinned(vec![circle(9, 1.0)], 10), vec![circle(9, 1.0)]);
    }

    proptest! {
        #[test]
        fn the_centre_of_anything_is_on_the_earth_and_within_its_latitudes(
            ring in prop::collection::vec((-90.0..=90.0_f64, -180.0..=180.0_f64), 1..12),
        ) {
            let ring = points(&ring);
            let (south, north) = ring.iter().fold((90.0_f64, -90.0_f64), |(south, north), point| {
                (south.min(point.lat()), north.max(point.lat()))
            });
            for centre in [
                centre_of_rings(std::slice::from_ref(&ring)),
                centre_of_line(&ring),
                middle_of_line(&ring),
                mean(&ring),
            ] {
                let lat = centre.unwrap().lat();
                prop_assert!((south - 1e-6..=north + 1e-6).contains(&lat), "{lat}");
            }
        }
    }
}
