//! A file that is read no further than an honest one goes, and that can be given up half way.
//! Its errors come back out of whatever parser read it.

use super::pulse::{BETWEEN_ASKINGS, ROOM_AHEAD, check_room};
use super::{ImportError, Progress};
use std::io::{self, Read};

/// The most that a file of text may hold.
pub(super) const LARGEST: u64 = 1 << 30;

/// A reader that tells how far it is, and stops at a size.
pub(super) struct Bounded<'a, R> {
    input: R,
    read: u64,
    /// At which byte it is next asked whether there is memory.
    asked: u64,
    largest: u64,
    progress: Progress<'a>,
}

impl<'a, R: Read> Bounded<'a, R> {
    /// Returns `input`, of which at most `largest` bytes are read.
    pub(super) fn new(input: R, largest: u64, progress: Progress<'a>) -> Self {
        Self {
            input,
            read: 0,
            asked: 0,
            largest,
            progress,
        }
    }
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let more = self.input.read(buffer)?;
        self.read = self
            .read
            .saturating_add(u64::try_from(more).unwrap_or(u64::MAX));
        if self.read > self.largest {
            return Err(io::Error::other(ImportError::TooMuch {
                place: format!("byte {}", self.largest),
                why: format!("it is larger than {} MiB", self.largest >> 20),
            }));
        }
        if self.read >= self.asked {
            self.asked = self.read.saturating_add(BETWEEN_ASKINGS);
            check_room(ROOM_AHEAD).map_err(io::Error::other)?;
        }
        if !(self.progress)(self.read) {
            return Err(io::Error::other(ImportError::Interrupted));
        }
        Ok(more)
    }
}

/// Returns what went wrong: what a [`Bounded`] said, else the disk's own error.
pub(super) fn read_error(error: io::Error) -> ImportError {
    match error.downcast::<ImportError>() {
        Ok(said) => said,
        Err(error) => ImportError::Io(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], largest: u64, progress: Progress<'_>) -> Result<usize, ImportError> {
        let mut all = Vec::new();
        Bounded::new(bytes, largest, progress)
            .read_to_end(&mut all)
            .map_err(read_error)
    }

    #[test]
    fn a_file_is_read_up_to_its_bound_and_no_further() {
        assert_eq!(read(b"abc", 3, &|_| true).unwrap(), 3);
        let error = read(b"abcd", 3, &|_| true).unwrap_err();
        assert!(matches!(error, ImportError::TooMuch { .. }), "{error}");
    }

    #[test]
    fn a_reading_ends_when_somebody_stops_it() {
        let error = read(b"abc", 9, &|bytes| bytes < 3).unwrap_err();
        assert!(matches!(error, ImportError::Interrupted), "{error}");
    }
}
