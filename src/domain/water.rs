//! The waters of Great Britain and Ireland that no road crosses but at a few bridges and tunnels: firths, estuaries, lochs.
//! Each is a line down its middle from its head to the open sea, good to some 300 m; ferries do not count.

mod england_and_wales;
mod ireland;
mod scotland;
mod west_and_south;

use super::Position;

/// A water that a drive goes round.
#[derive(Debug)]
pub struct Water {
    /// Its name, as it follows "round": "the Forth", "Loch Fyne".
    pub name: &'static str,
    /// Where a road crosses it, or passes its head; at least one.
    pub crossings: &'static [Position],
    /// Its line from the head to the open sea, in pieces: waters that meet share those below.
    reaches: &'static [Reach],
    bounds: Bounds,
}

/// A piece of a water's line.
#[derive(Debug)]
struct Reach {
    points: &'static [Position],
    bounds: Bounds,
}

/// Neighbours of a table, which stand beside each other in it.
#[derive(Clone, Copy)]
struct Coast {
    waters: &'static [Water],
    bounds: Bounds,
}

/// How many waters share a coast at most.
const NEIGHBOURS: usize = 6;

/// The waters, table by table.
static TABLES: [&[Coast]; 4] = [
    &coasts::<{ west_and_south::WATERS.len().div_ceil(NEIGHBOURS) }>(west_and_south::WATERS),
    &coasts::<{ england_and_wales::WATERS.len().div_ceil(NEIGHBOURS) }>(england_and_wales::WATERS),
    &coasts::<{ scotland::WATERS.len().div_ceil(NEIGHBOURS) }>(scotland::WATERS),
    &coasts::<{ ireland::WATERS.len().div_ceil(NEIGHBOURS) }>(ireland::WATERS),
];

/// Returns a table in so many coasts, so that most waters are passed by without a look.
const fn coasts<const N: usize>(waters: &'static [Water]) -> [Coast; N] {
    let mut coasts = [Coast::of(&[]); N];
    let mut rest = waters;
    let mut at = 0;
    while at < N {
        let few = if rest.len() < NEIGHBOURS {
            rest.len()
        } else {
            NEIGHBOURS
        };
        let (here, others) = rest.split_at(few);
        coasts[at] = Coast::of(here);
        rest = others;
        at += 1;
    }
    coasts
}

impl Coast {
    const fn of(waters: &'static [Water]) -> Self {
        let mut bounds = Bounds::NOTHING;
        let mut rest = waters;
        while let [water, others @ ..] = rest {
            bounds = bounds.with(water.bounds);
            rest = others;
        }
        Self { waters, bounds }
    }
}

impl Water {
    /// Returns the waters between two positions, in the order of the tables: those that the straight line crosses an
    /// odd number of times. A line that crosses a bend twice leads from a shore to the same shore.
    pub fn between(from: Position, to: Position) -> impl Iterator<Item = &'static Self> {
        let straight = Straight::between(from, to);
        TABLES
            .iter()
            .flat_map(|coasts| coasts.iter())
            .filter(move |coast| straight.bounds.touches(coast.bounds))
            .flat_map(|coast| coast.waters)
            .filter(move |water| straight.crossings_of(water) % 2 == 1)
    }
}

impl Reach {
    const fn along(points: &'static [Position]) -> Self {
        Self {
            points,
            bounds: Bounds::around(points),
        }
    }
}

/// A box of latitude and longitude, degrees.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    south: f64,
    north: f64,
    west: f64,
    east: f64,
}

impl Bounds {
    const NOTHING: Self = Self {
        south: 90.0,
        north: -90.0,
        west: 180.0,
        east: -180.0,
    };

    const fn around(points: &[Position]) -> Self {
        let mut bounds = Self::NOTHING;
        let mut rest = points;
        while let [point, others @ ..] = rest {
            bounds = bounds.with(Self {
                south: point.lat(),
                north: point.lat(),
                west: point.lon(),
                east: point.lon(),
            });
            rest = others;
        }
        bounds
    }

    const fn around_all(reaches: &[Reach]) -> Self {
        let mut bounds = Self::NOTHING;
        let mut rest = reaches;
        while let [reach, others @ ..] = rest {
            bounds = bounds.with(reach.bounds);
            rest = others;
        }
        bounds
    }

    const fn with(self, other: Self) -> Self {
        Self {
            south: self.south.min(other.south),
            north: self.north.max(other.north),
            west: self.west.min(other.west),
            east: self.east.max(other.east),
        }
    }

    fn touches(self, other: Self) -> bool {
        self.south <= other.north
            && other.south <= self.north
            && self.west <= other.east
            && other.west <= self.east
    }
}

/// A line between two positions that is straight in degrees: over 100 km it runs at most 300 m beside the great circle.
#[derive(Debug, Clone, Copy)]
struct Straight {
    from: Position,
    to: Position,
    bounds: Bounds,
}

impl Straight {
    fn between(from: Position, to: Position) -> Self {
        // In one order for both directions, so that the way back is as long as the way there.
        let key = |position: Position| (position.lat(), position.lon());
        let (from, to) = if key(from) <= key(to) {
            (from, to)
        } else {
            (to, from)
        };
        Self {
            from,
            to,
            bounds: Bounds::around(&[from, to]),
        }
    }

    fn crossings_of(&self, water: &Water) -> usize {
        if !self.bounds.touches(water.bounds) {
            return 0;
        }
        water
            .reaches
            .iter()
            .filter(|reach| self.bounds.touches(reach.bounds))
            .flat_map(|reach| reach.points.windows(2))
            .filter(|pair| matches!(pair, [a, b] if self.crosses(*a, *b)))
            .count()
    }

    /// Returns whether the piece from `a` to `b` leads from one side of the line to the other, between its ends.
    fn crosses(&self, a: Position, b: Position) -> bool {
        is_left(self.from, self.to, a) != is_left(self.from, self.to, b)
            && is_left(a, b, self.from) != is_left(a, b, self.to)
    }
}

/// Returns whether `point` lies to the left of the line from `from` to `to`, or on it.
fn is_left(from: Position, to: Position, point: Position) -> bool {
    let along = (to.lon() - from.lon(), to.lat() - from.lat());
    let aside = (point.lon() - from.lon(), point.lat() - from.lat());
    along.0 * aside.1 >= along.1 * aside.0
}

/// Positions of a table: `at![(51.6, -2.6), ...]`.
macro_rules! at {
    ($(($lat:literal, $lon:literal)),+) => {{
        const POINTS: &[$crate::domain::Position] =
            &[$($crate::domain::Position::of_table($lat, $lon)),+];
        POINTS
    }};
}

/// A piece of a line: `reach![(51.6, -2.6), ...;]`.
macro_rules! reach {
    ($($point:tt),+;) => {
        $crate::domain::water::Reach::along($crate::domain::water::at![$($point),+])
    };
}

/// A row of a table: its name; its crossings; its own line from the head; the reaches below that it shares.
macro_rules! water {
    ($name:literal; $($crossing:tt),+; $($point:tt),+; $($below:ident),*) => {{
        const REACHES: &[$crate::domain::water::Reach] =
            &[$crate::domain::water::reach![$($point),+;], $($below),*];
        $crate::domain::water::Water {
            name: $name,
            crossings: $crate::domain::water::at![$($crossing),+],
            reaches: REACHES,
            bounds: $crate::domain::water::Bounds::around_all(REACHES),
        }
    }};
}

use {at, reach, water};

#[cfg(test)]
mod tests;
