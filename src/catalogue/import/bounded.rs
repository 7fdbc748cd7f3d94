//! A file that is read no further than an honest one goes, and that can be given up half way.
//! Its errors come back out of whatever parser read it.

use super::pulse::{BETWEEN_ASKINGS, ROOM_AHEAD, check_room};
use super::{ImportError, Progress};
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// The most that a file of text may hold.
pub(super) const LARGEST: u64 = 1 << 30;
/// The most that a record of a list may hold, which is held in memory.
const LARGEST_RECORD: u64 = 64 << 20;

/// Where the record begins that is being read, for those who read records: bytes since then.
#[derive(Debug, Clone, Default)]
pub(super) struct RecordStart(Rc<Cell<u64>>);

impl RecordStart {
    /// Tells that a record begins.
    pub(super) fn is_here(&self) {
        self.0.set(0);
    }
}

/// A reader that tells how far it is, and stops at a size.
pub(super) struct Bounded<'a, R> {
    input: R,
    read: u64,
    /// At which byte it is next asked whether there is memory.
    asked: u64,
    largest: u64,
    record: Option<RecordStart>,
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
            record: None,
            progress,
        }
    }

    /// Returns the same, which stops at the size of a record too.
    pub(super) fn by_record(self, record: &RecordStart) -> Self {
        let record = Some(record.clone());
        Self { record, ..self }
    }

    fn too_much(&self, why: &str, most: u64) -> io::Error {
        io::Error::other(ImportError::TooMuch {
            place: format!("byte {}", self.read),
            why: format!("{why} {} MiB", most >> 20),
        })
    }
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let more = self.input.read(buffer)?;
        self.read = self
            .read
            .saturating_add(u64::try_from(more).unwrap_or(u64::MAX));
        if self.read > self.largest {
            return Err(self.too_much("it is larger than", self.largest));
        }
        if let Some(RecordStart(bytes)) = &self.record {
            bytes.set(bytes.get().saturating_add(more as u64));
            if bytes.get() > LARGEST_RECORD {
                return Err(self.too_much("one record of it is larger than", LARGEST_RECORD));
            }
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
    fn a_record_is_read_up_to_its_bound_and_the_next_one_too() {
        let most = usize::try_from(LARGEST_RECORD).unwrap();
        for (every, fits) in [(most, true), (most + 1, false)] {
            let endless = io::repeat(b' ').take(2 * LARGEST_RECORD + 2);
            let start = RecordStart::default();
            let mut bounded = Bounded::new(endless, LARGEST, &|_| true).by_record(&start);
            let mut record = vec![0; every];
            for _ in 0..2 {
                start.is_here();
                let told = bounded.read_exact(&mut record).map_err(read_error);
                assert_eq!(told.is_ok(), fits);
                let is_refused = matches!(told, Err(ImportError::TooMuch { .. }));
                assert_ne!(is_refused, fits);
            }
        }
    }

    #[test]
    fn a_reading_ends_when_somebody_stops_it() {
        let error = read(b"abc", 9, &|bytes| bytes < 3).unwrap_err();
        assert!(matches!(error, ImportError::Interrupted), "{error}");
    }
}
