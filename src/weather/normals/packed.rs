//! The packed climate grids: where a cell's twelve months are, and how they are read.
//! The format is described in `tools/build_normals.py`; a look-up reads one block of at most eight cells.

/// Marks the version of the format.
const MAGIC: &[u8] = b"KTNORM1\n";
/// Bytes of a grid's entry after the magic.
const ENTRY: usize = 20;
/// Cells that share a block.
const BLOCK: usize = 8;
/// The width that says "not known".
const UNKNOWN: u32 = 15;
/// What is added to a base so that it is not negative.
const BIAS: i32 = 512;

/// Twelve months, January first.
pub(super) type Months = [f64; 12];

/// What is known of a cell, each by month.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct CellMonths {
    /// Mean daily maximum, degrees Celsius.
    pub(super) tmax_c: Option<Months>,
    /// Mean daily minimum, degrees Celsius.
    pub(super) tmin_c: Option<Months>,
    /// Rain of the month, millimetres.
    pub(super) rain_mm: Option<Months>,
    /// Days of the month with at least 1 mm.
    pub(super) wet_days: Option<Months>,
    /// Sunshine of the month, hours.
    pub(super) sun_h: Option<Months>,
}

/// One grid of a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grid<'a> {
    file: &'a [u8],
    /// Where the rows begin.
    at: usize,
    /// Where the table of blocks begins.
    table: usize,
    pub(super) lat0: f64,
    pub(super) lon0: f64,
    /// Degrees between cell centres.
    pub(super) step: f64,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

/// Returns the grids of a file, the finest first, or `None` when it is not one of ours.
pub(super) fn grids(file: &[u8]) -> Option<[Grid<'_>; 2]> {
    if !file.starts_with(MAGIC) {
        return None;
    }
    let mut grids = [grid(file, 0)?, grid(file, 1)?];
    let table = grids[1].at + grids[1].rows * grids[1].row_bytes();
    for grid in &mut grids {
        grid.table = table;
    }
    Some(grids)
}

fn grid(file: &[u8], number: usize) -> Option<Grid<'_>> {
    let entry = file.get(MAGIC.len() + number * ENTRY..)?;
    let degrees = |at| Some(f64::from(i32::from_le_bytes(bytes(entry, at)?)) / 1000.0);
    Some(Grid {
        file,
        lat0: degrees(0)?,
        lon0: degrees(4)?,
        step: degrees(8)?,
        rows: u16::from_le_bytes(bytes(entry, 12)?).into(),
        columns: u16::from_le_bytes(bytes(entry, 14)?).into(),
        at: offset(entry, 16)?,
        table: 0,
    })
}

impl Grid<'_> {
    /// Returns what tells it from the other grid of its file.
    pub(super) fn number(&self) -> usize {
        self.at
    }

    fn row_bytes(&self) -> usize {
        2 + self.columns.div_ceil(8)
    }

    /// Returns what is known of the cell in `row` (from the south) and `column` (from the west), if there is one.
    pub(super) fn cell(&self, row: usize, column: usize) -> Option<CellMonths> {
        let (first, mask) = self.row(row)?;
        if !bit(mask, column) {
            return None;
        }
        let before = (0..column).filter(|&c| bit(mask, c)).count();
        let block = self.table + 4 * (first + before / BLOCK);
        let data = self.file.get(offset(self.file, block)?..)?;
        read(data, before % BLOCK)
    }

    /// Returns whether there is such a cell.
    pub(super) fn has(&self, row: usize, column: usize) -> bool {
        self.row(row).is_some_and(|(_, mask)| bit(mask, column))
    }

    /// Returns the number of the row's first block, and which cells there are.
    fn row(&self, row: usize) -> Option<(usize, &[u8])> {
        if row >= self.rows {
            return None;
        }
        let start = self.at + row * self.row_bytes();
        let bytes = self.file.get(start..start + self.row_bytes())?;
        let (first, mask) = bytes.split_first_chunk::<2>()?;
        Some((u16::from_le_bytes(*first).into(), mask))
    }
}

fn bit(mask: &[u8], column: usize) -> bool {
    mask.get(column / 8)
        .is_some_and(|byte| byte >> (column % 8) & 1 == 1)
}

fn bytes<const N: usize>(from: &[u8], at: usize) -> Option<[u8; N]> {
    from.get(at..)?.first_chunk().copied()
}

fn offset(from: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(bytes(from, at)?)).ok()
}

/// Reads a block up to its cell `number`; each cell counts from the one before.
fn read(block: &[u8], number: usize) -> Option<CellMonths> {
    let mut bits = Bits {
        bytes: block,
        at: 0,
    };
    let mut cell = [None; 5];
    for _ in 0..=number {
        for steps in &mut cell {
            *steps = variable(&mut bits, *steps)?;
        }
    }
    let [tmax, tmin, rain, wet, sun] = cell;
    let linear = |step: f64| move |n: i32| f64::from(n) * step;
    Some(CellMonths {
        tmax_c: tmax.map(|steps| steps.map(linear(0.2))),
        tmin_c: tmin.map(|steps| steps.map(linear(0.2))),
        rain_mm: rain.map(|steps| steps.map(|n| 10.0 * (f64::from(n) / 16.0).exp_m1())),
        wet_days: wet.map(|steps| steps.map(linear(0.2))),
        sun_h: sun.map(|steps| steps.map(linear(4.0))),
    })
}

/// Reads a variable's twelve months in steps; the outer `None` is the end of the data.
fn variable(bits: &mut Bits, before: Option<[i32; 12]>) -> Option<Option<[i32; 12]>> {
    let width = bits.take(4)?;
    if width == UNKNOWN {
        return Some(None);
    }
    let base = i32::try_from(bits.take(10)?).ok()? - BIAS;
    let mut months = before.unwrap_or_default();
    for month in &mut months {
        *month += base + i32::try_from(bits.take(width)?).ok()?;
    }
    Some(Some(months))
}

/// A reader of bits, the highest of each byte first.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    /// Returns the next `width` bits, at most 15, as a number.
    fn take(&mut self, width: u32) -> Option<u32> {
        let width = usize::try_from(width).ok()?;
        if self.at + width > self.bytes.len() * 8 {
            return None;
        }
        // A number of up to 15 bits touches at most three bytes.
        let byte = |n: usize| u32::from(self.bytes.get(self.at / 8 + n).copied().unwrap_or(0));
        let window = byte(0) << 16 | byte(1) << 8 | byte(2);
        let shifted = window >> (24 - self.at % 8 - width);
        self.at += width;
        Some(shifted & ((1 << width) - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bits_are_read_highest_first_across_bytes() {
        let mut bits = Bits {
            bytes: &[0b1010_0110, 0b1100_0001],
            at: 0,
        };
        let taken: Vec<_> = [3, 0, 7, 6, 1].map(|width| bits.take(width)).into();
        assert_eq!(
            taken,
            [
                Some(0b101),
                Some(0),
                Some(0b001_1011),
                Some(0b00_0001),
                None
            ]
        );
    }

    proptest! {
        #[test]
        fn a_damaged_file_gives_nothing_or_something_but_never_a_panic(
            bytes in proptest::collection::vec(any::<u8>(), 0..400), row in 0..300_usize, column in 0..400_usize,
        ) {
            let file = [MAGIC, bytes.as_slice()].concat();
            for grid in grids(&file).into_iter().flatten() {
                let _ = grid.cell(row, column);
            }
        }
    }
}
