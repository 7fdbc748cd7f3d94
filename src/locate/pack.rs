//! Checked little-endian reading of an embedded pack.
//! Every access may fail, so a damaged pack is an absent answer and never a panic.

/// A pack's bytes, read in place: opening it costs nothing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pack<'a>(&'a [u8]);

impl<'a> Pack<'a> {
    /// Returns `bytes` as a pack to read.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Returns the `len` bytes at `at`.
    pub(super) fn bytes(self, at: usize, len: usize) -> Option<&'a [u8]> {
        self.0.get(at..at.checked_add(len)?)
    }

    /// Returns everything from `at` on.
    pub(super) fn from(self, at: usize) -> Option<&'a [u8]> {
        self.0.get(at..)
    }

    /// Returns the byte at `at`.
    pub(super) fn u8(self, at: usize) -> Option<u8> {
        self.0.get(at).copied()
    }

    /// Returns the two-byte number at `at`.
    pub(super) fn u16(self, at: usize) -> Option<u16> {
        Some(u16::from_le_bytes(self.bytes(at, 2)?.try_into().ok()?))
    }

    /// Returns the three-byte number at `at`.
    pub(super) fn u24(self, at: usize) -> Option<u32> {
        match *self.bytes(at, 3)? {
            [a, b, c] => Some(u32::from_le_bytes([a, b, c, 0])),
            _ => None,
        }
    }

    /// Returns the four-byte number at `at`.
    pub(super) fn u32(self, at: usize) -> Option<u32> {
        Some(u32::from_le_bytes(self.bytes(at, 4)?.try_into().ok()?))
    }
}

/// A stream of bits, least significant first.
#[derive(Debug)]
pub(super) struct Bits<'a> {
    rest: &'a [u8],
    buffer: u64,
    held: u32,
}

impl<'a> Bits<'a> {
    /// Returns the bits of `bytes` from the first.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            buffer: 0,
            held: 0,
        }
    }

    /// Returns the next Exp-Golomb code of order `k`, or `None` past the end or when it is no code.
    ///
    /// One zero for each binary digit of `w = (v >> k) + 1` after its first, a one, those digits low first,
    /// then the `k` low bits of `v`.
    pub(super) fn exp_golomb(&mut self, k: u32) -> Option<u32> {
        self.fill();
        let zeros = self.buffer.trailing_zeros();
        // A code takes 2 * zeros + 1 + k bits, and the buffer holds at least 56 of them.
        if zeros > 16 || k > 12 || 2 * zeros + 1 + k > self.held {
            return None;
        }
        self.skip(zeros + 1);
        let w = 1 << zeros | self.take(zeros);
        Some((w - 1) << k | self.take(k))
    }

    /// Tops the buffer up to at least 56 bits, while there are any.
    fn fill(&mut self) {
        while self.held <= 56 {
            let Some((&byte, rest)) = self.rest.split_first() else {
                return;
            };
            self.buffer |= u64::from(byte) << self.held;
            self.held += 8;
            self.rest = rest;
        }
    }

    fn take(&mut self, count: u32) -> u32 {
        let mask = (1_u64 << count) - 1;
        let value = u32::try_from(self.buffer & mask).unwrap_or(0);
        self.skip(count);
        value
    }

    fn skip(&mut self, count: u32) {
        self.buffer >>= count;
        self.held -= count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_little_endian_and_absent_past_the_end() {
        let pack = Pack::new(&[1, 2, 3, 4]);
        assert_eq!(pack.u16(0), Some(0x0201));
        assert_eq!(pack.u24(1), Some(0x04_0302));
        assert_eq!(pack.u32(0), Some(0x0403_0201));
        assert_eq!(pack.u24(2), None);
        assert_eq!(pack.u8(usize::MAX), None);
        assert_eq!(pack.bytes(usize::MAX, 2), None);
    }

    #[test]
    fn exp_golomb_codes_are_read_in_turn_and_end_with_the_stream() {
        // 0 and 4 of order 0: "1", then "001" with the digits "10" (low first) of w = 5.
        let mut bits = Bits::new(&[0b0001_1001]);
        assert_eq!(bits.exp_golomb(0), Some(0));
        assert_eq!(bits.exp_golomb(0), Some(4));
        assert_eq!(bits.exp_golomb(0), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(bytes: Vec<u8>, k in 0_u32..40) {
            let mut bits = Bits::new(&bytes);
            let mut codes = 0;
            while bits.exp_golomb(k).is_some() {
                codes += 1;
            }
            prop_assert!(codes <= bytes.len() * 8);
        }
    }
}
