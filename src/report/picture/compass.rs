//! The compass map: home in the middle, north up, rings of minutes, each place in its true direction, numbered by rank.
//! Filled is good, half is fair, a ring is poor: it reads in grey.

use super::strokes;
use crate::report::telling::{Told, Worth};
use maud::{Markup, html};

/// Side of the picture.
pub(in crate::report) const SIDE: f64 = 480.0;
/// The middle, where home is.
const MIDDLE: f64 = SIDE / 2.0;
/// Radius of the outermost ring.
const EDGE: f64 = 205.0;
/// Radius of a mark.
const MARK: f64 = 12.0;
/// The rings, minutes.
const RINGS: [f64; 6] = [15.0, 30.0, 60.0, 90.0, 120.0, 180.0];
/// The least that the picture reaches, minutes.
const LEAST_REACH: f64 = 60.0;
/// How often marks that touch are pushed apart.
const PUSHES: usize = 60;

/// A place on the map.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::report) struct Mark {
    /// Its number on the list.
    pub(in crate::report) rank: usize,
    /// How well it does.
    pub(in crate::report) worth: Worth,
    /// Where it lies.
    pub(in crate::report) spot: Point,
    /// Where its number stands: on the spot, or beside it where marks would cover each other.
    pub(in crate::report) at: Point,
}

/// A point of the picture; y grows downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::report) struct Point {
    pub(in crate::report) x: f64,
    pub(in crate::report) y: f64,
}

impl Point {
    /// Returns the point in the direction `bearing`, degrees clockwise from north, `radius` from home.
    fn towards(bearing: f64, radius: f64) -> Self {
        let angle = bearing.to_radians();
        Self {
            x: MIDDLE + radius * angle.sin(),
            y: MIDDLE - radius * angle.cos(),
        }
    }

    fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// The map: its rings and its marks.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::report) struct Compass {
    /// Minutes and radius of each ring, the innermost first.
    pub(in crate::report) rings: Vec<(f64, f64)>,
    /// The marks, the best place last, so that it lies on top.
    pub(in crate::report) marks: Vec<Mark>,
}

impl Compass {
    /// Returns the map of places: number, how well it does, minutes of the drive, bearing from home.
    pub(in crate::report) fn of(places: &[(usize, Worth, f64, f64)]) -> Self {
        let farthest = places
            .iter()
            .map(|place| place.2)
            .fold(LEAST_REACH, f64::max);
        let last = RINGS.iter().copied().find(|&ring| ring >= farthest);
        let reach = last.unwrap_or(farthest);
        let radius = |minutes: f64| EDGE * (minutes / reach).clamp(0.0, 1.0);
        let rings = RINGS.iter().filter(|&&ring| ring <= reach);
        let mut marks: Vec<Mark> = places
            .iter()
            .map(|&(rank, worth, minutes, bearing)| {
                let spot = Point::towards(bearing, radius(minutes));
                Mark {
                    rank,
                    worth,
                    spot,
                    at: spot,
                }
            })
            .collect();
        push_apart(&mut marks);
        marks.reverse();
        Self {
            rings: rings.map(|&ring| (ring, radius(ring))).collect(),
            marks,
        }
    }

    /// Returns the map of what is told.
    pub(in crate::report) fn of_told(places: &[&Told<'_>]) -> Self {
        let marks: Vec<_> = places
            .iter()
            .map(|told| (told.rank, told.worth, told.minutes, told.bearing))
            .collect();
        Self::of(&marks)
    }

    /// Returns the map as SVG for a page; what colours it has follow the page's.
    pub(in crate::report) fn to_svg(&self, says: &str) -> Markup {
        let view = format!("0 0 {SIDE} {SIDE}");
        html! {
            svg class="compass" xmlns="http://www.w3.org/2000/svg" viewBox=(view) role="img" aria-label=(says) {
                (self.drawn(Lettering::Font))
            }
        }
    }

    /// Returns the map as SVG on white, without a font: what is written on it is drawn.
    pub(super) fn to_strokes(&self) -> Markup {
        let view = format!("0 0 {SIDE} {SIDE}");
        html! {
            svg xmlns="http://www.w3.org/2000/svg" viewBox=(view) width=(SIDE) height=(SIDE) {
                rect width=(SIDE) height=(SIDE) fill="#ffffff" {}
                (self.drawn(Lettering::Strokes))
            }
        }
    }

    fn drawn(&self, lettering: Lettering) -> Markup {
        let minutes = |minutes: f64, radius: f64| Label {
            class: "minutes",
            text: format!("{minutes:.0} min"),
            at: Point {
                x: MIDDLE,
                y: MIDDLE + radius - 4.0,
            },
            size: 11.0,
            is_bold: false,
            fill: "#5b6670",
        };
        let north = Label {
            class: "north",
            text: "N".to_owned(),
            at: Point { x: MIDDLE, y: 20.0 },
            size: 15.0,
            is_bold: true,
            fill: "#5b6670",
        };
        html! {
            @for &(ring, radius) in &self.rings {
                circle class="ring" cx=(MIDDLE) cy=(MIDDLE) r=(tenths(radius)) fill="none" stroke="#b8c0c8" {}
                (minutes(ring, radius).drawn(lettering))
            }
            (north.drawn(lettering))
            path class="home" d=(home()) fill="#33404d" {}
            @for mark in &self.marks { (mark.drawn(lettering)) }
        }
    }
}

/// How what is written on the map is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lettering {
    /// As text, in a font of the reader's.
    Font,
    /// As strokes, where there is no font.
    Strokes,
}

/// Something written on the map.
struct Label {
    class: &'static str,
    text: String,
    /// The middle of its foot.
    at: Point,
    size: f64,
    is_bold: bool,
    fill: &'static str,
}

impl Label {
    fn drawn(&self, lettering: Lettering) -> Markup {
        let (x, y) = (tenths(self.at.x), tenths(self.at.y));
        match lettering {
            Lettering::Font => html! {
                text class=(self.class) x=(x) y=(y) text-anchor="middle" font-size=(self.size)
                    font-weight=[self.is_bold.then_some("bold")] fill=(self.fill) { (self.text) }
            },
            Lettering::Strokes => {
                // Digits are as high as seven tenths of their font.
                let path = strokes::path(&self.text, x, y, 0.7 * self.size);
                let width = if self.is_bold { "1.8" } else { "1.1" };
                html! {
                    path d=(path) fill="none" stroke=(self.fill) stroke-width=(width) stroke-linecap="round" stroke-linejoin="round" {}
                }
            }
        }
    }
}

/// Returns the outline of a house in the middle.
fn home() -> String {
    let (x, y) = (MIDDLE, MIDDLE);
    format!("M{} {}l10 -9l10 9v10h-7v-6h-6v6h-7z", x - 10.0, y)
}

impl Mark {
    fn drawn(&self, lettering: Lettering) -> Markup {
        let (x, y) = (tenths(self.at.x), tenths(self.at.y));
        let is_beside = self.at.distance(self.spot) > 1.0;
        let half = format!(
            "M{x} {}a{MARK} {MARK} 0 0 0 0 {}z",
            tenths(self.at.y - MARK),
            2.0 * MARK
        );
        let inside = match self.worth {
            Worth::Good => "#166a3f",
            Worth::Fair | Worth::Poor => "#ffffff",
        };
        let number = Label {
            class: "rank",
            text: self.rank.to_string(),
            at: Point {
                x: self.at.x,
                y: self.at.y + 4.5,
            },
            size: 13.0,
            is_bold: true,
            fill: match self.worth {
                Worth::Good => "#ffffff",
                Worth::Fair | Worth::Poor => "#10281b",
            },
        };
        html! {
            g class={"mark " (self.worth.as_str())} {
                @if is_beside {
                    line class="lead" x1=(tenths(self.spot.x)) y1=(tenths(self.spot.y)) x2=(x) y2=(y) stroke="#5b6670" {}
                    circle class="spot" cx=(tenths(self.spot.x)) cy=(tenths(self.spot.y)) r="2.5" fill="#33404d" {}
                }
                circle class="body" cx=(x) cy=(y) r=(MARK) fill=(inside) stroke="#166a3f" stroke-width="2" {}
                @if self.worth == Worth::Fair { path class="half" d=(half) fill="#9fd0b4" {} }
                (number.drawn(lettering))
            }
        }
    }
}

/// Returns a coordinate with one decimal.
fn tenths(value: f64) -> f64 {
    crate::report::words::round_to(value, 1)
}

/// Moves marks that cover each other, or home, apart; equal input gives equal output.
fn push_apart(marks: &mut [Mark]) {
    let least = 2.0 * MARK + 2.0;
    for _ in 0..PUSHES {
        let mut is_done = true;
        for one in 0..marks.len() {
            for other in one + 1..marks.len() {
                let gap = marks[one].at.distance(marks[other].at);
                if gap >= least {
                    continue;
                }
                is_done = false;
                let (dx, dy) = direction(marks[one].at, marks[other].at, other);
                let by = (least - gap) / 2.0;
                shift(&mut marks[one].at, -dx * by, -dy * by);
                shift(&mut marks[other].at, dx * by, dy * by);
            }
            let home = Point {
                x: MIDDLE,
                y: MIDDLE,
            };
            let gap = marks[one].at.distance(home);
            if gap < least {
                is_done = false;
                let (dx, dy) = direction(home, marks[one].at, one);
                shift(&mut marks[one].at, dx * (least - gap), dy * (least - gap));
            }
        }
        if is_done {
            return;
        }
    }
}

/// Returns the unit vector from one point to another; for points that coincide one that depends on `number`.
fn direction(from: Point, to: Point, number: usize) -> (f64, f64) {
    let gap = from.distance(to);
    if gap < 0.01 {
        // The golden angle: whatever follows goes elsewhere.
        #[expect(clippy::cast_precision_loss, reason = "a list has few places")]
        let angle = number as f64 * 2.399_963;
        return (angle.cos(), angle.sin());
    }
    ((to.x - from.x) / gap, (to.y - from.y) / gap)
}

fn shift(point: &mut Point, dx: f64, dy: f64) {
    point.x = (point.x + dx).clamp(MARK + 1.0, SIDE - MARK - 1.0);
    point.y = (point.y + dy).clamp(MARK + 1.0, SIDE - MARK - 1.0);
}

/// Returns the map in words: "1 Chester Zoo, about 43 min south-west, good; ...".
pub(in crate::report) fn in_words(places: &[&Told<'_>]) -> String {
    let each = places.iter().map(|told| {
        format!(
            "{} {}, {} {}, {}",
            told.rank,
            told.name,
            told.drive,
            crate::domain::Compass::of(told.bearing).as_str(),
            told.worth.as_str()
        )
    });
    format!(
        "Map with home in the middle: {}",
        each.collect::<Vec<_>>().join("; ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::north(0.0, 0.0, -1.0)]
    #[case::east(90.0, 1.0, 0.0)]
    #[case::south(180.0, 0.0, 1.0)]
    #[case::west(270.0, -1.0, 0.0)]
    fn a_place_lies_in_its_true_direction(#[case] bearing: f64, #[case] x: f64, #[case] y: f64) {
        let map = Compass::of(&[(1, Worth::Good, 30.0, bearing)]);
        let spot = map.marks[0].spot;
        let (dx, dy) = (spot.x - MIDDLE, spot.y - MIDDLE);
        assert!(
            (dx - x * EDGE / 2.0).abs() < 1e-6 && (dy - y * EDGE / 2.0).abs() < 1e-6,
            "{spot:?}"
        );
    }

    #[rstest]
    #[case::all_near(20.0, &[15.0, 30.0, 60.0])]
    #[case::an_hour_and_more(70.0, &[15.0, 30.0, 60.0, 90.0])]
    #[case::beyond_all_rings(400.0, &[15.0, 30.0, 60.0, 90.0, 120.0, 180.0])]
    fn the_rings_reach_as_far_as_the_places(#[case] minutes: f64, #[case] rings: &[f64]) {
        let map = Compass::of(&[(1, Worth::Good, minutes, 10.0)]);
        let drawn: Vec<f64> = map.rings.iter().map(|ring| ring.0).collect();
        assert_eq!(drawn, rings);
        assert!(map.rings.iter().all(|ring| ring.1 <= EDGE));
    }

    proptest! {
        #[test]
        fn no_number_hides_another_and_all_are_in_the_picture(
            places in prop::collection::vec((0.0..95.0_f64, 0.0..360.0_f64), 1..11),
        ) {
            let places: Vec<_> = (1..).zip(places).map(|(rank, (minutes, bearing))| (rank, Worth::Good, minutes, bearing)).collect();
            let map = Compass::of(&places);
            prop_assert_eq!(map.marks.len(), places.len());
            for (at, one) in map.marks.iter().enumerate() {
                prop_assert!((0.0..=SIDE).contains(&one.at.x) && (0.0..=SIDE).contains(&one.at.y));
                for other in &map.marks[at + 1..] {
                    prop_assert!(one.at.distance(other.at) > 1.8 * MARK, "{one:?} {other:?}");
                }
            }
            prop_assert_eq!(Compass::of(&places), map);
        }
    }
}
