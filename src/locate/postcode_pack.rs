//! The pack of every live GB unit postcode, data/postcodes.bin.
//! The format is described in tools/build_postcodes.py; a look-up decodes one sector and nothing else.

use super::pack::{Bits, Pack};
use crate::domain::Position;

/// The postcodes, embedded as they lie on disk.
static POSTCODES: &[u8] = include_bytes!("../../data/postcodes.bin");

const MAGIC: &[u8] = b"KTPC\x01";
const HEADER: usize = 16;
const OUTCODE: usize = 12;
const SECTOR: usize = 9;
/// The letters of the last two places of a postcode, in order.
const LETTERS: &[u8; 20] = b"ABDEFGHJLNPQRSTUWXYZ";
const COMBINATIONS: u32 = 400;
/// No unit is farther from the centre of its outcode, km: those of Fair Isle and Foula are 60 from that of ZE2.
const WIDEST_KM: f64 = 120.0;

/// Every GB unit postcode, and the outcodes of the whole of the UK and the Crown dependencies.
#[derive(Debug, Clone, Copy)]
pub(super) struct PostcodePack<'a>(Pack<'a>);

/// One outcode: "M20".
#[derive(Debug, Clone, Copy)]
pub(super) struct Outcode<'a> {
    pack: Pack<'a>,
    sectors_at: usize,
    mask: u16,
    /// Its centre: the point nearest to its units on the whole.
    pub(super) position: Position,
}

/// One sector: "M20 2".
#[derive(Debug, Clone, Copy)]
pub(super) struct Sector<'a> {
    bits: &'a [u8],
    parameters: u32,
    cell: (u16, u16),
    /// Its centre.
    pub(super) position: Position,
}

impl PostcodePack<'static> {
    /// Returns the embedded pack.
    pub(super) fn embedded() -> Self {
        Self::new(POSTCODES)
    }
}

impl<'a> PostcodePack<'a> {
    /// Returns `bytes` as a pack of postcodes.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        // A pack of another kind or version is an empty one.
        let known = bytes.starts_with(MAGIC);
        Self(Pack::new(if known { bytes } else { &[] }))
    }

    /// Returns the outcode written `code` in capitals, such as "M20".
    pub(super) fn outcode(self, code: &str) -> Option<Outcode<'a>> {
        let key = key(code)?;
        let at = self.first_from(key);
        (self.key_at(at)? == key).then(|| self.outcode_at(at))?
    }

    /// Returns the middle of the outcodes that are `code` and one more letter: W1A to W1W of "W1".
    pub(super) fn family(self, code: &str) -> Option<Position> {
        if !code.ends_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let (from, to) = (key(&format!("{code}A"))?, key(&format!("{code}Z"))?);
        let members: Vec<Position> = (self.first_from(from)..)
            .take_while(|index| self.key_at(*index).is_some_and(|k| k <= to))
            .filter_map(|index| Some(self.outcode_at(index)?.position))
            .collect();
        let count = f64::from(u8::try_from(members.len()).ok().filter(|n| *n > 0)?);
        let mean =
            |part: fn(Position) -> f64| members.iter().map(|p| part(*p)).sum::<f64>() / count;
        Position::new(mean(Position::lat), mean(Position::lon)).ok()
    }

    /// Returns whether some outcode belongs to the postcode area `area`, such as "M" or "IM".
    pub(super) fn has_area(self, area: &str) -> bool {
        // The first outcode of an area follows the area's letters and a digit.
        let Some(from) = key(&format!("{area}0")) else {
            return false;
        };
        let Some(to) = key(&format!("{area}9ZZ")).or_else(|| key(&format!("{area}9Z"))) else {
            return false;
        };
        self.key_at(self.first_from(from)).is_some_and(|k| k <= to)
    }

    /// Returns how far the nearest unit postcode is from `from`, where one is within `reach_km`.
    pub(super) fn nearest_km(self, from: Position, reach_km: f64) -> Option<f64> {
        let outcodes = (0..usize::from(self.0.u16(6)?)).filter_map(|index| self.outcode_at(index));
        let near = outcodes.filter(|code| code.position.distance_km(from) <= WIDEST_KM + reach_km);
        near.flat_map(|code| (0..=9).filter_map(move |digit| code.sector(digit)))
            .flat_map(Sector::units)
            .filter_map(|(_, cell)| Some(position(cell)?.distance_km(from)))
            .filter(|km| *km <= reach_km)
            .min_by(f64::total_cmp)
    }

    /// Returns the index of the first outcode whose key is at least `key`.
    fn first_from(self, key: u32) -> usize {
        let (mut low, mut high) = (0, self.0.u16(6).map_or(0, usize::from));
        while low < high {
            let middle = low + (high - low) / 2;
            match self.key_at(middle) {
                Some(found) if found < key => low = middle + 1,
                _ => high = middle,
            }
        }
        low
    }

    fn key_at(self, index: usize) -> Option<u32> {
        (index < usize::from(self.0.u16(6)?)).then(|| self.0.u24(HEADER + index * OUTCODE))?
    }

    fn outcode_at(self, index: usize) -> Option<Outcode<'a>> {
        let at = HEADER + index * OUTCODE;
        Some(Outcode {
            pack: self.0,
            sectors_at: usize::try_from(self.0.u24(at + 3)?).ok()?,
            mask: self.0.u16(at + 6)?,
            position: position((self.0.u16(at + 8)?, self.0.u16(at + 10)?))?,
        })
    }
}

impl<'a> Outcode<'a> {
    /// Returns whether its unit postcodes are in the pack; those of Northern Ireland, the Isle of Man and the
    /// Channel Islands are not.
    pub(super) fn has_units(self) -> bool {
        self.mask != 0
    }

    /// Returns the sector of the given digit, 0..=9.
    pub(super) fn sector(self, digit: u8) -> Option<Sector<'a>> {
        if digit > 9 || self.mask & 1 << digit == 0 {
            return None;
        }
        let index = (self.mask & ((1 << digit) - 1)).count_ones();
        let at = self.sectors_at + usize::try_from(index).ok()? * SECTOR;
        let cell = (self.pack.u16(at + 5)?, self.pack.u16(at + 7)?);
        let bits_at = self.sectors_at + usize::from(self.pack.u16(at)?);
        Some(Sector {
            bits: self.pack.from(bits_at)?,
            parameters: self.pack.u24(at + 2)?,
            cell,
            position: position(cell)?,
        })
    }
}

impl Sector<'_> {
    /// Returns the position of the unit that ends in `letters`, two capitals.
    pub(super) fn unit(self, letters: &str) -> Option<Position> {
        let wanted = combination(letters)?;
        let (_, cell) = self
            .units()
            .find(|(unit, _)| *unit >= wanted)
            .filter(|(unit, _)| *unit == wanted)?;
        position(cell)
    }

    /// Yields the letters (as a number below 400) and the grid cell of each unit, ascending.
    fn units(self) -> impl Iterator<Item = (u32, (u16, u16))> {
        let field = |from: u32, width: u32| self.parameters >> from & ((1 << width) - 1);
        let (gap_k, lat_k, lon_k) = (field(9, 4), field(13, 4), field(17, 4));
        let mut bits = Bits::new(self.bits);
        let (mut next, mut cell) = (0, self.cell);
        (0..field(0, 9)).map_while(move |_| {
            let unit = bits.exp_golomb(gap_k)?.checked_add(next)?;
            cell.0 = cell
                .0
                .checked_add_signed(zigzag(bits.exp_golomb(lat_k)?)?)?;
            cell.1 = cell
                .1
                .checked_add_signed(zigzag(bits.exp_golomb(lon_k)?)?)?;
            next = unit + 1;
            (unit < COMBINATIONS).then_some((unit, cell))
        })
    }
}

/// Returns an outcode as four base-37 digits, left-aligned; `None` for what cannot be one.
fn key(code: &str) -> Option<u32> {
    if !(2..=4).contains(&code.len()) {
        return None;
    }
    code.bytes()
        .map(Some)
        .chain(std::iter::repeat(None))
        .take(4)
        .try_fold(0, |key, byte| {
            let digit = match byte {
                None => 0,
                Some(b @ b'0'..=b'9') => 1 + u32::from(b - b'0'),
                Some(b @ b'A'..=b'Z') => 11 + u32::from(b - b'A'),
                Some(_) => return None,
            };
            Some(key * 37 + digit)
        })
}

/// Returns the outcode of a key of four base-37 digits; `None` when it is blank.
pub(super) fn outcode_of(key: u32) -> Option<String> {
    let digit = |place: u32| key / 37_u32.pow(place) % 37;
    let text: String = (0..4)
        .rev()
        .filter_map(|place| match digit(place) {
            0 => None,
            d @ 1..=10 => char::from_digit(d - 1, 10),
            d => char::from_digit(d - 1, 36).map(|c| c.to_ascii_uppercase()),
        })
        .collect();
    (!text.is_empty()).then_some(text)
}

fn combination(letters: &str) -> Option<u32> {
    let [first, second] = *letters.as_bytes() else {
        return None;
    };
    let place = |letter| u32::try_from(LETTERS.iter().position(|l| *l == letter)?).ok();
    Some(place(first)? * 20 + place(second)?)
}

/// Returns whether both letters may end a postcode (C, I, K, M, O and V never do).
pub(super) fn may_end_a_postcode(letters: &str) -> bool {
    combination(letters).is_some()
}

fn zigzag(code: u32) -> Option<i16> {
    let half = i16::try_from(code >> 1).ok()?;
    Some(if code & 1 == 0 { half } else { -half - 1 })
}

/// Returns the middle of a cell of the grid: 1/1500 degree from 49 N by 1/900 degree from 9 W.
fn position((lat, lon): (u16, u16)) -> Option<Position> {
    let degrees = |cell: u16, per_degree: f64| (f64::from(cell) + 0.5) / per_degree;
    Position::new(49.0 + degrees(lat, 1500.0), -9.0 + degrees(lon, 900.0)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_pack_decodes_to_as_many_units_as_were_published() {
        let pack = PostcodePack::embedded();
        let outcodes: Vec<Outcode<'_>> = (0..3000)
            .map_while(|i| pack.outcode_at_checked(i))
            .collect();
        let sectors: Vec<Sector<'_>> = outcodes
            .iter()
            .flat_map(|o| (0..=9).filter_map(|digit| o.sector(digit)))
            .collect();
        let units: usize = sectors.iter().map(|s| s.units().count()).sum();
        assert_eq!(outcodes.iter().filter(|o| o.has_units()).count(), 2_863);
        assert_eq!(outcodes.len(), 2_967);
        assert_eq!(sectors.len(), 10_846);
        assert_eq!(units, 1_742_638);
    }

    #[test]
    fn the_outcodes_ascend() {
        let pack = PostcodePack::embedded();
        let keys: Vec<u32> = (0..3000).map_while(|i| pack.key_at(i)).collect();
        assert!(keys.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn an_area_is_known_by_its_letters() {
        let pack = PostcodePack::embedded();
        assert!(pack.has_area("M") && pack.has_area("IM") && pack.has_area("ZE"));
        assert!(!pack.has_area("ZZ") && !pack.has_area("Q") && !pack.has_area(""));
    }

    impl<'a> PostcodePack<'a> {
        /// Returns the unit postcodes of an outcode, by sector.
        pub(in crate::locate) fn unit_codes(self, index: usize) -> Vec<Vec<String>> {
            let name = outcode_of(self.key_at(index).unwrap()).unwrap();
            let outcode = self.outcode_at(index).unwrap();
            let letter = |place: u32| char::from(LETTERS[usize::try_from(place).unwrap()]);
            (0..=9)
                .filter_map(|digit| Some((digit, outcode.sector(digit)?)))
                .map(|(digit, sector)| {
                    sector
                        .units()
                        .map(|(unit, _)| {
                            let (first, second) = (letter(unit / 20), letter(unit % 20));
                            format!("{name} {digit}{first}{second}")
                        })
                        .collect()
                })
                .collect()
        }

        fn outcode_at_checked(self, index: usize) -> Option<Outcode<'a>> {
            self.key_at(index)?;
            self.outcode_at(index)
        }
    }

    proptest! {
        #[test]
        fn a_damaged_pack_gives_an_answer_or_none(
            at in 0_usize..2_356_120, to: u8, cut in 0_usize..2_356_120, code in "M20|ZE1|AB10|YO91|[A-Z]{1,2}[0-9]",
        ) {
            let mut bytes = POSTCODES.to_vec();
            bytes[at % POSTCODES.len()] = to;
            bytes[HEADER + at % 36_000] ^= to;
            for pack in [PostcodePack::new(&bytes), PostcodePack::new(&bytes[..cut.min(bytes.len())])] {
                if let Some(outcode) = pack.outcode(&code) {
                    for digit in 0..=9 {
                        let _ = outcode.sector(digit).and_then(|s| s.unit("ZZ"));
                    }
                }
            }
        }
    }
}
