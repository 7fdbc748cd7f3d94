//! Little-endian numbers and short texts, written one after another and read back with every bound checked.
//! Whatever does not fit is an absent answer and never a panic.

/// The longest text of a place, bytes: longer is no name, no address and no opening hours.
pub(super) const LONGEST_TEXT: usize = 4096;

/// Bytes that are read from the front.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl<'a> Bytes<'a> {
    /// Takes the next `N` bytes.
    pub(super) fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        self.take::<1>().map(|[byte]| byte)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.take().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    pub(super) fn u64(&mut self) -> Option<u64> {
        self.take().map(u64::from_le_bytes)
    }

    /// Takes the next text: its length in one byte, or in two from 128 on, then itself.
    pub(super) fn text(&mut self) -> Option<&'a str> {
        let low = usize::from(self.u8()?);
        let length = match low.checked_sub(128) {
            None => low,
            Some(low) => low | usize::from(self.u8()?) << 7,
        };
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }
}

/// Writes a text of at most [`LONGEST_TEXT`] bytes; of a longer one it writes nothing and says so.
#[must_use]
pub(super) fn put_text(out: &mut Vec<u8>, text: &str) -> bool {
    let length = text.len();
    let (Ok(low), Ok(high)) = (u8::try_from(length % 128), u8::try_from(length / 128)) else {
        return false;
    };
    if length > LONGEST_TEXT {
        return false;
    }
    if high == 0 {
        out.push(low);
    } else {
        out.extend([low | 128, high]);
    }
    out.extend(text.as_bytes());
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::nothing(0, true)]
    #[case::one_byte_of_length(127, true)]
    #[case::two_bytes_of_length(128, true)]
    #[case::the_longest(LONGEST_TEXT, true)]
    #[case::too_long(LONGEST_TEXT + 1, false)]
    fn a_text_comes_back_as_it_was(#[case] length: usize, #[case] fits: bool) {
        let text = "x".repeat(length);
        let mut out = Vec::new();
        assert_eq!(put_text(&mut out, &text), fits);
        if fits {
            let mut bytes = Bytes(&out);
            assert_eq!(bytes.text(), Some(text.as_str()));
            assert!(bytes.0.is_empty());
            out.pop();
            assert!(Bytes(&out).text().is_none(), "cut short");
        }
    }
}
