//! Searching a catalogue: the rows of an area, places by number, every place, and outward from a point.
//! A block that is damaged is passed over and told of; the others are as good as before.

use super::fault::Fault;
use super::gauge::{Gauge, Limit};
use super::read_at::ReadAt;
use super::reader::{Block, Packed};
use super::record::Record;
use super::row::{ROW, Row, Window};
use crate::domain::{Area, Destination, Position};

/// Blocks whose rows are read at once where they follow one another: 43 kB.
const RUN: u32 = 4;

impl<R: ReadAt> Packed<R> {
    /// Passes the places in `area` to `visit`: number, row and position.
    ///
    /// Returns what is wrong with the first block that had to be passed over.
    pub fn rows(&self, area: &Area, mut visit: impl FnMut(u32, &Row, Position)) -> Option<Fault> {
        let mut fault = None;
        let gauge = gauge(area);
        let block = self.layout.block;
        let mut rows = Vec::with_capacity(RUN as usize * block as usize * ROW);
        for (first, count) in runs(self.blocks_in(area)) {
            if let Err(wrong) = self.read_rows(first, count, &mut rows) {
                fault.get_or_insert(wrong);
                continue;
            }
            let of_blocks = rows.chunks(block as usize * ROW);
            for (number, rows) in (first..).zip(of_blocks) {
                if let Err(wrong) = self.are_sound(number, rows) {
                    fault.get_or_insert(wrong);
                    continue;
                }
                let first = number.saturating_mul(block);
                for (at, row) in (first..).zip(rows.chunks_exact(ROW)) {
                    let Some(row) = Row::read(row) else { continue };
                    if let Some(position) = holds(gauge.as_ref(), &row)
                        && self.kind(&row).is_some()
                    {
                        visit(at, &row, position);
                    }
                }
            }
        }
        fault
    }

    /// Passes the places in `area` to `visit` with their records: memory stays that of one block.
    ///
    /// Returns what is wrong with the first block that had to be passed over.
    pub fn records(&self, area: &Area, mut visit: impl FnMut(&Row, &Record<'_>)) -> Option<Fault> {
        let (mut fault, mut block) = (None, Block::default());
        let gauge = gauge(area);
        for number in self.blocks_in(area) {
            if let Err(wrong) = self.read_block(number, &mut block) {
                fault.get_or_insert(wrong);
                continue;
            }
            for (_, row, record) in block.places() {
                if self.kind(&row).is_some() && holds(gauge.as_ref(), &row).is_some() {
                    visit(&row, &record);
                }
            }
        }
        fault
    }

    /// Returns the places of these numbers, in their order, `None` for those that cannot be had, and what is wrong with
    /// the first block that had to be passed over.
    pub fn load(&self, numbers: &[u32]) -> (Vec<Option<Destination>>, Option<Fault>) {
        let mut places = vec![None; numbers.len()];
        let wanted = numbers.iter().zip(0..);
        let wanted = wanted.map(|(&number, slot)| (number, None, slot)).collect();
        let fault = self.load_into(&mut places, wanted);
        (places, fault)
    }

    /// Puts places of these numbers into the slots beside them, leaving those alone that cannot be had; a row that has
    /// been seen already is not read again.
    ///
    /// Returns what is wrong with the first block that had to be passed over.
    pub fn load_into(
        &self,
        slots: &mut [Option<Destination>],
        mut wanted: Vec<(u32, Option<Row>, usize)>,
    ) -> Option<Fault> {
        let in_block = self.layout.block.max(1);
        wanted.sort_unstable_by_key(|&(number, ..)| number);
        let (mut fault, mut block) = (None, Block::default());
        for run in wanted.chunk_by(|a, b| a.0 / in_block == b.0 / in_block) {
            let number = run.first().map_or(0, |&(number, ..)| number / in_block);
            let read = if run.iter().all(|(_, row, _)| row.is_some()) {
                self.read_records(number, &mut block)
            } else {
                self.read_block(number, &mut block)
            };
            if let Err(wrong) = read {
                fault.get_or_insert(wrong);
                continue;
            }
            for &(number, row, slot) in run {
                let row = row.or_else(|| block.row(number % in_block));
                let place = row.and_then(|row| self.destination(&row, &block.record(&row)?));
                if let Some(slot) = slots.get_mut(slot) {
                    *slot = place;
                }
            }
        }
        fault
    }

    /// Passes the places around `centre` to `visit`, block by block outward, until no block is left that may hold one
    /// at most as far away as `visit` last wanted, km; at first that is `most_km`.
    ///
    /// Returns what is wrong with the first block that had to be passed over.
    pub fn outward(
        &self,
        centre: Position,
        most_km: f64,
        mut visit: impl FnMut(Destination, f64) -> f64,
    ) -> Option<Fault> {
        let (mut fault, mut block) = (None, Block::default());
        let mut wanted_km = most_km;
        for (number, least_km) in self.near(centre, most_km) {
            if least_km > wanted_km {
                break;
            }
            if let Err(wrong) = self.read_block(number, &mut block) {
                fault.get_or_insert(wrong);
                continue;
            }
            for (_, row, record) in block.places() {
                let km = row.position().map(|position| centre.distance_km(position));
                let Some(km) = km.filter(|&km| km <= wanted_km) else {
                    continue;
                };
                if let Some(place) = self.destination(&row, &record) {
                    wanted_km = visit(place, km).min(wanted_km);
                }
            }
        }
        fault
    }

    /// Returns the blocks that may have places in `area`, in order.
    fn blocks_in(&self, area: &Area) -> Vec<u32> {
        match area {
            Area::Everywhere => (0..self.layout.blocks()).collect(),
            Area::Within(circle) => {
                let near = self.near(circle.centre, circle.km);
                let mut blocks: Vec<u32> = near.into_iter().map(|(block, _)| block).collect();
                blocks.sort_unstable();
                blocks
            }
        }
    }
}

/// Returns what tells the positions in `area` from others; `None` where all are.
fn gauge(area: &Area) -> Option<(Window, Gauge, Limit)> {
    match area {
        Area::Everywhere => None,
        Area::Within(circle) => {
            let gauge = Gauge::new(circle.centre, circle.km);
            Some((gauge.window(), gauge, gauge.limit(circle.km)))
        }
    }
}

/// Returns the position of a place that is inside.
fn holds(gauge: Option<&(Window, Gauge, Limit)>, row: &Row) -> Option<Position> {
    if gauge.is_some_and(|(window, ..)| !row.is_in(window)) {
        return None;
    }
    let position = row.position()?;
    let inside = gauge.is_none_or(|(_, gauge, limit)| gauge.within(position, limit));
    inside.then_some(position)
}

/// Returns runs of blocks that follow one another: the first, and how many.
fn runs(blocks: Vec<u32>) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for block in blocks {
        match runs.last_mut() {
            Some((first, count)) if *first + *count == block && *count < RUN => *count += 1,
            _ => runs.push((block, 1)),
        }
    }
    runs
}
