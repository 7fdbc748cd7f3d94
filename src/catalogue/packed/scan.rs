//! Searching a catalogue: the rows of an area, places by number, every place, and outward from a point.
//! A block that is damaged is passed over and told of; the others are as good as before.

use super::fault::Fault;
use super::gauge::{Gauge, Limit};
use super::read_at::ReadAt;
use super::reader::{Block, Packed};
use super::record::Record;
use super::row::{ROW, Row};
use crate::domain::{Area, Destination, Position};

/// Blocks whose rows are read at once where they follow one another: 86 kB.
const RUN: u32 = 8;

impl<R: ReadAt> Packed<R> {
    /// Passes the places in `area` to `visit`: number, row and position.
    ///
    /// Returns what is wrong with the first block that had to be passed over.
    pub fn rows(&self, area: &Area, mut visit: impl FnMut(u32, &Row, Position)) -> Option<Fault> {
        let mut fault = None;
        let gauge = gauge(area);
        let block = self.layout.block;
        let mut rows = Vec::new();
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
        let unseen = |&number: &u32| (number, None);
        let numbers: Vec<(u32, Option<Row>)> = numbers.iter().map(unseen).collect();
        self.load_seen(&numbers)
    }

    /// Returns the same of places whose rows may have been seen already, and need then not be read again.
    pub fn load_seen(
        &self,
        numbers: &[(u32, Option<Row>)],
    ) -> (Vec<Option<Destination>>, Option<Fault>) {
        let in_block = self.layout.block.max(1);
        let mut in_order: Vec<usize> = (0..numbers.len()).collect();
        let number = |at: usize| numbers.get(at).map_or(0, |&(number, _)| number);
        in_order.sort_unstable_by_key(|&at| number(at));
        let (mut fault, mut block) = (None, Block::default());
        let mut loaded: Vec<Option<Destination>> = vec![None; numbers.len()];
        for run in in_order.chunk_by(|&a, &b| number(a) / in_block == number(b) / in_block) {
            let of = run.first().map_or(0, |&at| number(at)) / in_block;
            let row = |at: usize| numbers.get(at).and_then(|&(_, row)| row);
            let read = if run.iter().all(|&at| row(at).is_some()) {
                self.read_records(of, &mut block)
            } else {
                self.read_block(of, &mut block)
            };
            if let Err(wrong) = read {
                fault.get_or_insert(wrong);
                continue;
            }
            for &at in run {
                let row = row(at).or_else(|| block.row(number(at) % in_block));
                let place = row.and_then(|row| self.destination(&row, &block.record(&row)?));
                if let Some(slot) = loaded.get_mut(at) {
                    *slot = place;
                }
            }
        }
        (loaded, fault)
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
        for (number, least_km) in self.tree.near(centre, most_km) {
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
                let near = self.tree.near(circle.centre, circle.km);
                let mut blocks: Vec<u32> = near.into_iter().map(|(block, _)| block).collect();
                blocks.sort_unstable();
                blocks
            }
        }
    }
}

/// Returns what tells the positions in `area` from others; `None` where all are.
fn gauge(area: &Area) -> Option<(Gauge, Limit)> {
    match area {
        Area::Everywhere => None,
        Area::Within(circle) => {
            let gauge = Gauge::new(circle.centre, circle.km);
            Some((gauge, gauge.limit(circle.km)))
        }
    }
}

/// Returns the position of a place that is inside.
fn holds(gauge: Option<&(Gauge, Limit)>, row: &Row) -> Option<Position> {
    let position = row.position()?;
    let inside = gauge.is_none_or(|(gauge, limit)| gauge.within(position, limit));
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
