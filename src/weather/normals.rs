//! Typical weather of a place and a day of the year, from monthly climate averages on a grid.
//! Between cell centres and between mid-months it is interpolated; far from any cell it is not known.

mod packed;

use crate::domain::{Normals, Period, Position};
use jiff::civil::Date;
use packed::{CellMonths, Grid, Months};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// What to print where typical weather is shown.
pub const ATTRIBUTION: &str = "Typical weather: interpolated from WMO Climatological Standard Normals 1991-2020 \
    (national meteorological services; NOAA NCEI accession 0253808), Met Office historic station data (Open Government \
    Licence v3.0) and DWD CLIMAT reports (CC BY 4.0), own processing.";

/// Both grids, packed by `tools/build_normals.py`.
static FILE: &[u8] = include_bytes!("../../data/normals.bin");

/// Kilometres to the nearest cell beyond which nothing is known.
const REACH_KM: f64 = 200.0;
/// Cells to look around for the nearest one, north and south: a degree is 111 km.
const REACH_ROWS: i64 = 2;
/// Mean days of each month.
const DAYS: Months = [
    31.0, 28.25, 31.0, 30.0, 31.0, 30.0, 31.0, 31.0, 30.0, 31.0, 30.0, 31.0,
];

/// Returns the climate averages of 1991-2020 at `position` around the day `date`, as [`Averages::at`] does.
#[must_use]
pub fn normals(position: Position, date: Date) -> Option<Normals> {
    Averages::default().at(position, date)
}

/// The climate averages of 1991-2020, of which each cell of a grid is unpacked once: places near each other share theirs.
#[derive(Debug, Default)]
pub struct Averages {
    cells: RefCell<HashMap<CellKey, Option<Rc<CellMonths>>>>,
}

/// Which grid, row and column.
type CellKey = (usize, usize, usize);

impl Averages {
    /// Returns the averages at `position` around the day `date`; only its month and day matter.
    ///
    /// The quarter-degree grid of the UK and Ireland is used where it has cells around the position, else the
    /// world's one-degree grid. `None` when the nearest cell is more than about 200 km off: at sea, in Antarctica.
    #[must_use]
    pub fn at(&self, position: Position, date: Date) -> Option<Normals> {
        let [fine, world] = packed::grids(FILE)?;
        let cells = self
            .around(&fine, position)
            .or_else(|| self.around(&world, position))
            .or_else(|| self.nearest(&world, position))?;
        between(&cells, Season::of(date))
    }

    fn cell(&self, grid: &Grid, row: usize, column: usize) -> Option<Rc<CellMonths>> {
        let mut cells = self.cells.borrow_mut();
        let unpacked = || Some(Rc::new(per_day(grid.cell(row, column)?)));
        let known = cells.entry((grid.number(), row, column));
        known.or_insert_with(unpacked).clone()
    }

    /// The cells whose centres are around the position, each with its bilinear weight; `None` when there is none.
    fn around(&self, grid: &Grid, position: Position) -> Option<Vec<Weighted>> {
        let north = (position.lat() - grid.lat0) / grid.step;
        let east = (position.lon() - grid.lon0) / grid.step;
        let (row, column) = (north.floor(), east.floor());
        let (up, right) = (north - row, east - column);
        let corners = [
            (0, 0, (1.0 - up) * (1.0 - right)),
            (0, 1, (1.0 - up) * right),
            (1, 0, up * (1.0 - right)),
            (1, 1, up * right),
        ];
        let cells: Vec<_> = corners
            .into_iter()
            .filter(|&(_, _, weight)| weight > 0.0)
            .filter_map(|(n, e, weight)| {
                let (row, column) = place(grid, row as i64 + n, column as i64 + e)?;
                Some((weight, self.cell(grid, row, column)?))
            })
            .collect();
        (!cells.is_empty()).then_some(cells)
    }

    /// The nearest cell within reach.
    fn nearest(&self, grid: &Grid, position: Position) -> Option<Vec<Weighted>> {
        let row = ((position.lat() - grid.lat0) / grid.step).round() as i64;
        let column = ((position.lon() - grid.lon0) / grid.step).round() as i64;
        // Meridians run together towards the poles, so that more columns are within reach there.
        let width = (REACH_ROWS as f64 / position.lat().to_radians().cos().max(0.02)).ceil() as i64;
        let candidates = (row - REACH_ROWS..=row + REACH_ROWS)
            .flat_map(|r| (column - width..=column + width).map(move |c| (r, c)));
        let (_, row, column) = candidates
            .filter_map(|(r, c)| place(grid, r, c))
            .filter(|&(r, c)| grid.has(r, c))
            .filter_map(|(r, c)| {
                let lat = grid.lat0 + r as f64 * grid.step;
                let lon = grid.lon0 + c as f64 * grid.step;
                Some((Position::new(lat, lon).ok()?.distance_km(position), r, c))
            })
            .filter(|&(km, ..)| km <= REACH_KM)
            .min_by(|a, b| a.0.total_cmp(&b.0))?;
        Some(vec![(1.0, self.cell(grid, row, column)?)])
    }
}

/// A cell, and how much it counts.
type Weighted = (f64, Rc<CellMonths>);

/// Returns the averages between the cells, and between the middles of the months.
fn between(cells: &[Weighted], season: Season) -> Option<Normals> {
    let at = |of: fn(&CellMonths) -> &Option<Months>| {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (weight, cell) in cells {
            if let Some(months) = of(cell) {
                sum += weight * season.between(months);
                weights += weight;
            }
        }
        (weights > 0.0).then(|| sum / weights)
    };
    Some(Normals {
        period: Period::Normals,
        tmax_c: at(|cell| &cell.tmax_c)?,
        tmin_c: at(|cell| &cell.tmin_c)?,
        rain_mm_month: at(|cell| &cell.rain_mm),
        wet_day_share: at(|cell| &cell.wet_days),
        sun_hours: at(|cell| &cell.sun_h),
    })
}

/// Returns the row and column on the grid; a grid that goes round the Earth has no first and last column.
fn place(grid: &Grid, row: i64, column: i64) -> Option<(usize, usize)> {
    let columns = i64::try_from(grid.columns).ok()?;
    let round = (columns as f64 * grid.step - 360.0).abs() < 1e-6;
    let column = if round {
        column.rem_euclid(columns)
    } else {
        column
    };
    let row = usize::try_from(row).ok().filter(|&row| row < grid.rows)?;
    let column = usize::try_from(column).ok().filter(|&c| c < grid.columns)?;
    Some((row, column))
}

/// Turns a month's wet days into a share of its days, and its sunshine into hours a day.
fn per_day(mut cell: CellMonths) -> CellMonths {
    for months in [&mut cell.wet_days, &mut cell.sun_h].into_iter().flatten() {
        for (value, days) in months.iter_mut().zip(DAYS) {
            *value /= days;
        }
    }
    for share in cell.wet_days.iter_mut().flatten() {
        *share = share.clamp(0.0, 1.0);
    }
    cell
}

/// A day of the year as a share of the way from the middle of one month to that of the next.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Season {
    month: usize,
    share: f64,
}

impl Season {
    fn of(date: Date) -> Self {
        let middle = |date: Date| (f64::from(date.days_in_month()) + 1.0) / 2.0;
        let month = usize::from(date.month().unsigned_abs()) - 1;
        let past = f64::from(date.day()) - middle(date);
        let first = date.first_of_month();
        let neighbour = if past < 0.0 {
            first.yesterday()
        } else {
            date.last_of_month().tomorrow()
        };
        // Only the first and the last day that jiff knows have no neighbour.
        let neighbour = neighbour.unwrap_or(date);
        // Half of each month lies between their middles.
        let length = (f64::from(date.days_in_month()) + f64::from(neighbour.days_in_month())) / 2.0;
        if past < 0.0 {
            let month = (month + 11) % 12;
            let share = 1.0 + past / length;
            Self { month, share }
        } else {
            let share = past / length;
            Self { month, share }
        }
    }

    fn between(self, months: &Months) -> f64 {
        let at = |month: usize| months.get(month % 12).copied().unwrap_or_default();
        at(self.month) * (1.0 - self.share) + at(self.month + 1) * self.share
    }
}

#[cfg(test)]
mod tests;
