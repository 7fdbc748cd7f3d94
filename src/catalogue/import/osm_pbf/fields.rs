//! Fields of a protocol buffer read in place: varints, lengths, packed numbers; nothing is copied or allocated.
//! Every length is checked against what is there, every sum against 64 bits.

/// What is wrong with some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damage(pub &'static str);

/// A value read from bytes that may be damaged.
pub type Read<T> = Result<T, Damage>;

const CUT: Damage = Damage("a field ends after the end of what holds it");
const TOO_LONG: Damage = Damage("a number takes more than 64 bits");

/// Bytes that are read from the front.
#[derive(Debug, Clone, Copy)]
pub struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    /// Reads these bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Reads one number of seven bits a byte, most of which take one byte, or `None` at the end.
    #[inline(always)]
    pub fn next_number(&mut self) -> Read<Option<u64>> {
        match self.0 {
            [] => Ok(None),
            [byte, rest @ ..] if *byte < 0x80 => {
                self.0 = rest;
                Ok(Some(u64::from(*byte)))
            }
            _ => self.next_wide(),
        }
    }

    /// Reads one number of seven bits a byte, most of which take a few bytes, or `None` at the end.
    ///
    /// Where lengths vary from number to number, to ask byte by byte is to guess wrong at every other one.
    #[inline(always)]
    pub fn next_wide(&mut self) -> Read<Option<u64>> {
        if let Some((eight, _)) = self.0.split_first_chunk() {
            let word = u64::from_le_bytes(*eight);
            let ends = !word & 0x8080_8080_8080_8080;
            if ends != 0 {
                // The bits up to the last byte of the number, and the length of it.
                let word = word & (ends ^ (ends - 1));
                let length = ends.trailing_zeros() / 8 + 1;
                self.0 = self.0.get(length as usize..).unwrap_or_default();
                return Ok(Some(squeezed(word)));
            }
        }
        self.slow_number()
    }

    /// Reads one number of seven bits a byte that has to be there.
    #[inline(always)]
    pub fn number(&mut self) -> Read<u64> {
        self.next_number()?.ok_or(CUT)
    }

    #[cold]
    fn slow_number(&mut self) -> Read<Option<u64>> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let mut number = 0;
        for (at, byte) in self.0.iter().enumerate().take(10) {
            let part = u64::from(byte & 0x7f);
            if at == 9 && *byte > 1 {
                return Err(TOO_LONG);
            }
            number |= part << (7 * at);
            if *byte < 0x80 {
                self.0 = self.0.get(at + 1..).unwrap_or_default();
                return Ok(Some(number));
            }
        }
        Err(if self.0.len() < 10 { CUT } else { TOO_LONG })
    }

    /// Returns how many bytes are left.
    pub fn left(&self) -> usize {
        self.0.len()
    }

    /// Passes over the zeros that come next, and returns how many they were.
    pub fn skip_zeros(&mut self) -> usize {
        let (eights, _) = self.0.as_chunks::<8>();
        let empty = eights.iter().take_while(|eight| **eight == [0; 8]);
        let mut zeros = empty.count() * 8;
        let rest = self.0.get(zeros..).unwrap_or_default();
        zeros += rest.iter().take_while(|byte| **byte == 0).count();
        self.0 = self.0.get(zeros..).unwrap_or_default();
        zeros
    }

    fn take(&mut self, length: u64) -> Read<&'a [u8]> {
        let length = usize::try_from(length).map_err(|_| CUT)?;
        let (taken, rest) = self.0.split_at_checked(length).ok_or(CUT)?;
        self.0 = rest;
        Ok(taken)
    }
}

/// Returns the number whose groups of seven bits stand in the eight bytes of a word.
#[inline(always)]
fn squeezed(word: u64) -> u64 {
    let word = word & 0x7f7f_7f7f_7f7f_7f7f;
    let pairs = word & 0x007f_007f_007f_007f | (word & 0x7f00_7f00_7f00_7f00) >> 1;
    let fours = pairs & 0x0000_3fff_0000_3fff | (pairs & 0x3fff_0000_3fff_0000) >> 2;
    fours & 0x0fff_ffff | (fours & 0x0fff_ffff_0000_0000) >> 4
}

/// Returns the signed number of a zigzag encoding: 0, -1, 1, -2 for 0, 1, 2, 3.
#[inline(always)]
#[expect(clippy::cast_possible_wrap, reason = "the upper bit is shifted out")]
pub fn zigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

/// The value of a field, as far as the format of maps needs it.
#[derive(Debug, Clone, Copy)]
pub enum Value<'a> {
    /// A number.
    Number(u64),
    /// Text, a message, or packed numbers.
    Bytes(&'a [u8]),
    /// Four or eight bytes, which no field that is read here has.
    Fixed,
}

impl<'a> Value<'a> {
    /// Returns the number that the field must have.
    pub fn number(self) -> Read<u64> {
        match self {
            Self::Number(number) => Ok(number),
            _ => Err(Damage("a field that should be a number is none")),
        }
    }

    /// Returns the signed number (not zigzag) that the field must have.
    #[expect(clippy::cast_possible_wrap, reason = "a negative is sent so")]
    pub fn signed(self) -> Read<i64> {
        Ok(self.number()? as i64)
    }

    /// Returns the bytes that the field must have.
    pub fn bytes(self) -> Read<&'a [u8]> {
        match self {
            Self::Bytes(bytes) => Ok(bytes),
            _ => Err(Damage("a field that should be bytes is a number")),
        }
    }

    /// Puts the bytes of a field into its place, in which they may come once only.
    pub fn once(self, place: &mut Option<&'a [u8]>) -> Read<()> {
        if place.replace(self.bytes()?).is_some() {
            return Err(Damage("a field that should come once comes twice"));
        }
        Ok(())
    }
}

/// The fields of a message, one after the other.
#[derive(Debug, Clone, Copy)]
pub struct Fields<'a>(Bytes<'a>);

impl<'a> Fields<'a> {
    /// Reads the fields of this message.
    pub fn new(message: &'a [u8]) -> Self {
        Self(Bytes::new(message))
    }

    /// Returns how many bytes are left.
    pub fn left(&self) -> usize {
        self.0.left()
    }

    /// Reads the number and the value of the next field, or `None` at the end.
    #[inline(always)]
    pub fn field(&mut self) -> Read<Option<(u64, Value<'a>)>> {
        let Some(key) = self.0.next_number()? else {
            return Ok(None);
        };
        let value = match key & 7 {
            0 => Value::Number(self.0.number()?),
            1 => self.0.take(8).map(|_| Value::Fixed)?,
            2 => {
                let length = self.0.number()?;
                Value::Bytes(self.0.take(length)?)
            }
            5 => self.0.take(4).map(|_| Value::Fixed)?,
            _ => return Err(Damage("a field has a type that does not exist")),
        };
        if key >> 3 == 0 {
            return Err(Damage("a field has the number 0"));
        }
        Ok(Some((key >> 3, value)))
    }
}

/// Packed numbers, each given as its difference from the one before.
#[derive(Debug, Clone, Copy)]
pub struct Deltas<'a> {
    left: Bytes<'a>,
    sum: i64,
}

impl<'a> Deltas<'a> {
    /// Reads packed differences.
    pub fn new(packed: &'a [u8]) -> Self {
        Self {
            left: Bytes::new(packed),
            sum: 0,
        }
    }

    /// Reads the next number, or `None` at the end; most follow the last one closely.
    #[inline(always)]
    pub fn number(&mut self) -> Read<Option<i64>> {
        let delta = self.left.next_number()?;
        self.add(delta)
    }

    /// Reads the next number, or `None` at the end; most are some way from the last one.
    #[inline(always)]
    pub fn far_number(&mut self) -> Read<Option<i64>> {
        let delta = self.left.next_wide()?;
        self.add(delta)
    }

    #[inline(always)]
    fn add(&mut self, delta: Option<u64>) -> Read<Option<i64>> {
        let Some(delta) = delta else {
            return Ok(None);
        };
        let sum = self.sum.checked_add(zigzag(delta));
        self.sum = sum.ok_or(Damage("a sum of differences takes more than 64 bits"))?;
        Ok(Some(self.sum))
    }
}

/// Returns how many numbers are packed in some bytes.
pub fn count(packed: &[u8]) -> usize {
    packed.iter().filter(|byte| **byte < 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::nothing(&[], Ok(None))]
    #[case::one_byte(&[0x7f], Ok(Some(127)))]
    #[case::two_bytes(&[0x96, 0x01], Ok(Some(150)))]
    #[case::three_bytes(&[0x80, 0x80, 0x01], Ok(Some(16_384)))]
    #[case::the_largest(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1], Ok(Some(u64::MAX)))]
    #[case::a_bit_too_many(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2], Err(TOO_LONG))]
    #[case::a_number_without_end(&[0xff; 40], Err(TOO_LONG))]
    #[case::a_number_cut_short(&[0x80, 0x80], Err(CUT))]
    fn a_number_is_read_or_refused(#[case] bytes: &[u8], #[case] wanted: Read<Option<u64>>) {
        assert_eq!(Bytes::new(bytes).next_number(), wanted);
    }

    #[rstest]
    #[case::a_length_beyond_the_end(&[0x0a, 0x05, 1, 2])]
    #[case::a_length_of_64_bits(&[0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1])]
    #[case::a_group(&[0x0b])]
    #[case::a_type_that_does_not_exist(&[0x0e])]
    #[case::the_field_0(&[0x00, 0x01])]
    #[case::eight_bytes_of_which_two_are_there(&[0x09, 1, 2])]
    #[case::a_key_without_a_value(&[0x08])]
    fn a_damaged_field_is_refused(#[case] bytes: &[u8]) {
        assert!(Fields::new(bytes).field().is_err());
    }

    #[test]
    fn differences_that_leave_64_bits_are_refused() {
        let largest = [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1];
        let mut packed = largest.to_vec();
        packed.push(2);
        let mut deltas = Deltas::new(&packed);
        assert_eq!(deltas.number(), Ok(Some(i64::MAX)));
        assert!(deltas.number().is_err());
    }

    proptest! {
        #[test]
        fn any_number_comes_back(number: u64) {
            let mut bytes = Vec::new();
            let mut left = number;
            while left >= 0x80 {
                bytes.push((left & 0x7f) as u8 | 0x80);
                left >>= 7;
            }
            bytes.push(left as u8);
            for after in [&[][..], &[0xff; 9], &[1; 9]] {
                let bytes = [&bytes, after].concat();
                for read in [Bytes::next_number, Bytes::next_wide] {
                    let mut left = Bytes::new(&bytes);
                    prop_assert_eq!(read(&mut left), Ok(Some(number)));
                    prop_assert_eq!(left.left(), after.len());
                }
            }
            prop_assert_eq!(count(&bytes), 1);
        }

        #[test]
        fn zeros_are_passed_over(zeros in 0..40_usize, after in 0..20_usize) {
            let bytes = [vec![0; zeros], vec![1; after]].concat();
            let mut left = Bytes::new(&bytes);
            prop_assert_eq!(left.skip_zeros(), zeros);
            prop_assert_eq!(left.left(), after);
        }

        #[test]
        fn any_bytes_are_read_to_an_end(bytes: Vec<u8>) {
            let mut fields = Fields::new(&bytes);
            while let Ok(Some(_)) = fields.field() {}
            let mut deltas = Deltas::new(&bytes);
            while let Ok(Some(_)) = deltas.number() {}
        }
    }
}
