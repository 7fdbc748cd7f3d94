//! The pack of postal codes of countries other than the UK, data/postal_codes.bin.
//! The format is described in tools/build_postal_codes.py; a look-up decodes one block of 64 codes and nothing else.

use super::pack::{Bits, Pack};
use crate::domain::Position;

/// The codes, embedded as they lie on disk.
static POSTAL_CODES: &[u8] = include_bytes!("../../data/postal_codes.bin");

const MAGIC: &[u8] = b"KTPO\x01";
const HEADER: usize = 12;
const COUNTRY: usize = 9;
const BLOCK: usize = 15;
/// Cells of the grid in a degree.
const GRID: f64 = 500.0;

/// The postal codes of every country in the pack.
#[derive(Debug, Clone, Copy)]
pub(super) struct PostalPack<'a>(Pack<'a>);

/// The postal codes of one country.
#[derive(Debug, Clone, Copy)]
pub(super) struct Codes<'a> {
    pack: Pack<'a>,
    /// Where its first block is described.
    blocks_at: usize,
    blocks: usize,
    /// Where the bits of the first block of all countries begin.
    bits_at: usize,
}

impl PostalPack<'static> {
    /// Returns the embedded pack.
    pub(super) fn embedded() -> Self {
        Self::new(POSTAL_CODES)
    }
}

impl<'a> PostalPack<'a> {
    /// Returns `bytes` as a pack of postal codes.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        // A pack of another kind or version is an empty one.
        let known = bytes.starts_with(MAGIC);
        Self(Pack::new(if known { bytes } else { &[] }))
    }

    /// Returns the codes of the country of these two capitals.
    pub(super) fn country(self, iso: &str) -> Option<Codes<'a>> {
        let at = |index: usize| HEADER + index * COUNTRY;
        let count = usize::from(self.0.u8(5)?);
        let record = (0..count)
            .map(at)
            .find(|at| self.0.bytes(*at, 2) == Some(iso.as_bytes()))?;
        let (first, blocks) = (self.0.u16(record + 2)?, self.0.u16(record + 4)?);
        let last = at(count.checked_sub(1)?);
        let all = usize::from(self.0.u16(last + 2)?) + usize::from(self.0.u16(last + 4)?);
        Some(Codes {
            pack: self.0,
            blocks_at: at(count) + usize::from(first) * BLOCK,
            blocks: usize::from(blocks),
            bits_at: at(count) + all * BLOCK,
        })
    }
}

impl<'a> Codes<'a> {
    /// Returns whether any of them lies within `km` of `position`.
    pub(super) fn any_within(self, position: Position, km: f64) -> bool {
        (0..self.blocks)
            .filter_map(|index| self.block(index))
            .flatten()
            .filter_map(|(_, cell)| middle(cell))
            .any(|there| there.distance_km(position) <= km)
    }

    /// Returns where the code of this number lies; `None` when the country has no such code.
    pub(super) fn position(self, code: u32) -> Option<Position> {
        let after = self.first_block_after(code);
        let (_, cell) = self
            .block(after.checked_sub(1)?)?
            .find(|(number, _)| *number >= code)
            .filter(|(number, _)| *number == code)?;
        middle(cell)
    }

    /// Returns the index of the first block that begins after `code`.
    fn first_block_after(self, code: u32) -> usize {
        let (mut low, mut high) = (0, self.blocks);
        while low < high {
            let half = low + (high - low) / 2;
            match self.pack.u24(self.blocks_at + half * BLOCK) {
                Some(first) if first <= code => low = half + 1,
                _ => high = half,
            }
        }
        low
    }

    /// Yields the number and the grid cell of each code of a block, ascending.
    fn block(self, index: usize) -> Option<impl Iterator<Item = (u32, (i32, i32))> + use<'a>> {
        let at = self.blocks_at + index * BLOCK;
        let number = |field: usize| self.pack.u24(at + 3 * field);
        let cell = |field: usize| i32::try_from(number(field)?).ok();
        let parameters = number(2)?;
        let field = move |from: u32, width: u32| parameters >> from & ((1 << width) - 1);
        let (gap_k, lat_k, lon_k) = (field(7, 4), field(11, 4), field(15, 4));
        let bits_at = self
            .bits_at
            .checked_add(usize::try_from(number(1)?).ok()?)?;
        let mut bits = Bits::new(self.pack.from(bits_at)?);
        let first = (number(0)?, (cell(3)?, cell(4)?));
        let rest = (1..field(0, 7)).scan(first, move |(code, cell), _| {
            *code = bits.exp_golomb(gap_k)?.checked_add(*code)?.checked_add(1)?;
            cell.0 = cell.0.checked_add(zigzag(bits.exp_golomb(lat_k)?)?)?;
            cell.1 = cell.1.checked_add(zigzag(bits.exp_golomb(lon_k)?)?)?;
            Some((*code, *cell))
        });
        Some(std::iter::once(first).chain(rest))
    }
}

fn zigzag(code: u32) -> Option<i32> {
    let half = i32::try_from(code >> 1).ok()?;
    Some(if code & 1 == 0 { half } else { -half - 1 })
}

/// Returns the middle of a cell of the grid from 90 S and 180 W.
fn middle((lat, lon): (i32, i32)) -> Option<Position> {
    let degrees = |cell: i32| (f64::from(cell) + 0.5) / GRID;
    Position::new(degrees(lat) - 90.0, degrees(lon) - 180.0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locate::postal_country::COUNTRIES;
    use proptest::prelude::*;

    fn all(codes: Codes<'_>) -> Vec<(u32, (i32, i32))> {
        (0..codes.blocks)
            .flat_map(|index| codes.block(index).unwrap())
            .collect()
    }

    #[test]
    fn the_pack_decodes_to_as_many_codes_as_it_says_and_each_is_found_again() {
        let pack = PostalPack::embedded();
        let mut total = 0;
        for country in &COUNTRIES {
            let codes = pack.country(country.iso).unwrap();
            let listed = all(codes);
            assert!(
                listed.is_sorted_by(|a, b| a.0 < b.0),
                "{} ascends",
                country.iso
            );
            for (code, cell) in &listed {
                let there = middle(*cell);
                assert!(there.is_some(), "{} {code} is on the Earth", country.iso);
                assert_eq!(codes.position(*code), there);
            }
            total += listed.len();
        }
        assert_eq!(u32::try_from(total).unwrap(), pack.0.u32(8).unwrap());
        assert_eq!(total, 153_420);
        assert_eq!(pack.0.u8(5).map(usize::from), Some(COUNTRIES.len()));
    }

    #[test]
    fn the_pack_is_not_larger_than_it_may_be() {
        assert!(
            POSTAL_CODES.len() <= 600_000,
            "{} bytes",
            POSTAL_CODES.len()
        );
    }

    #[test]
    fn a_code_between_two_others_is_none() {
        let codes = PostalPack::embedded().country("DE").unwrap();
        for (pair, next) in all(codes).iter().zip(all(codes).iter().skip(1)) {
            if pair.0 + 1 < next.0 {
                assert_eq!(codes.position(pair.0 + 1), None);
            }
        }
        assert_eq!(codes.position(0), None);
        assert_eq!(codes.position(u32::MAX), None);
    }

    proptest! {
        #[test]
        fn a_damaged_pack_gives_an_answer_or_none(
            at in 0_usize..352_901, to: u8, cut in 0_usize..352_901, code in 0_u32..100_000, head in 0_usize..40_000,
        ) {
            let mut bytes = POSTAL_CODES.to_vec();
            bytes[at % POSTAL_CODES.len()] = to;
            bytes[5 + head] ^= to;
            for pack in [PostalPack::new(&bytes), PostalPack::new(&bytes[..cut.min(bytes.len())])] {
                for iso in ["US", "AT", "MT"] {
                    let _ = pack.country(iso).and_then(|codes| codes.position(code));
                }
            }
        }
    }
}
