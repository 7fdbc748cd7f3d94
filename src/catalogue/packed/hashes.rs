//! Hashes in order, each with the number of the place it is of: what an id or a name is looked up by.
//! Chunks of 4 KiB with a checksum each, so that a look-up reads some dozen of them and no more.

use super::bytes::Bytes;
use super::fault::Fault;
use super::read_at::ReadAt;
use std::io::{self, Write};

/// Bytes of a chunk: its entries, a checksum, four zeros.
const CHUNK: usize = 4096;
const ENTRY: usize = 8;
/// Entries of a chunk.
const ENTRIES: u32 = 511;
const CHECK: usize = 8;

/// The places of one hash.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Numbers {
    /// Their numbers, in order.
    pub numbers: Vec<u32>,
    /// Whether there are more of them.
    pub more: bool,
}

/// Returns the bytes that so many entries take.
pub(super) fn length(entries: u32) -> u64 {
    u64::from(entries) * ENTRY as u64 + u64::from(entries.div_ceil(ENTRIES)) * CHECK as u64
}

/// Writes entries, each a hash above the number of a place, in order.
pub(super) fn write(entries: &mut [u64], out: &mut impl Write) -> io::Result<()> {
    entries.sort_unstable();
    let mut chunk = Vec::with_capacity(CHUNK);
    for some in entries.chunks(ENTRIES as usize) {
        chunk.clear();
        for entry in some {
            chunk.extend(entry.to_le_bytes());
        }
        let sum = crc32fast::hash(&chunk);
        chunk.extend(sum.to_le_bytes());
        chunk.extend([0; 4]);
        out.write_all(&chunk)?;
    }
    Ok(())
}

/// The entries in a file.
pub(super) struct Hashes<'a, R> {
    pub(super) source: &'a R,
    pub(super) at: u64,
    pub(super) entries: u32,
}

impl<R: ReadAt> Hashes<'_, R> {
    /// Returns the places of `hash`, at most `most` of them.
    ///
    /// # Errors
    /// When a chunk cannot be read or is not as it was written.
    pub(super) fn of(&self, hash: u32, most: usize) -> Result<Numbers, Fault> {
        let mut found = Numbers::default();
        let mut at = self.first_chunk_reaching(hash)?;
        while at < self.chunks() {
            for entry in self.chunk(at)? {
                match hash_of(entry).cmp(&hash) {
                    std::cmp::Ordering::Less => {}
                    std::cmp::Ordering::Greater => return Ok(found),
                    std::cmp::Ordering::Equal if found.numbers.len() == most => {
                        found.more = true;
                        return Ok(found);
                    }
                    // The lower half is the number.
                    std::cmp::Ordering::Equal => found.numbers.push(number_of(entry)),
                }
            }
            at += 1;
        }
        Ok(found)
    }

    /// Reads every chunk.
    ///
    /// # Errors
    /// When one is not as it was written.
    pub(super) fn verify(&self) -> Result<(), Fault> {
        (0..self.chunks()).try_for_each(|at| self.chunk(at).map(drop))
    }

    fn chunks(&self) -> u32 {
        self.entries.div_ceil(ENTRIES)
    }

    /// Returns the first chunk whose last hash is not below `hash`.
    fn first_chunk_reaching(&self, hash: u32) -> Result<u32, Fault> {
        let (mut low, mut high) = (0, self.chunks());
        while low < high {
            let middle = low + (high - low) / 2;
            let last = self.chunk(middle)?.last().copied().unwrap_or_default();
            if hash_of(last) < hash {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Ok(low)
    }

    fn chunk(&self, at: u32) -> Result<Vec<u64>, Fault> {
        let before = u64::from(at) * u64::from(ENTRIES);
        let count = u64::from(self.entries)
            .saturating_sub(before)
            .min(u64::from(ENTRIES));
        let length = usize::try_from(count).unwrap_or(0) * ENTRY;
        let mut bytes = vec![0; length + CHECK];
        let from = self.at + u64::from(at) * CHUNK as u64;
        self.source.read_exact_at(&mut bytes, from)?;
        let wrong = || Fault::part(format!("its look-up of names and ids, at byte {from}"));
        let (entries, check) = bytes.split_at_checked(length).ok_or_else(wrong)?;
        let mut check = Bytes(check);
        if check.u32() != Some(crc32fast::hash(entries)) || check.u32() != Some(0) {
            return Err(wrong());
        }
        let mut entries = Bytes(entries);
        Ok(std::iter::from_fn(|| entries.u64()).collect())
    }
}

fn hash_of(entry: u64) -> u32 {
    u32::try_from(entry >> 32).unwrap_or(0)
}

fn number_of(entry: u64) -> u32 {
    u32::try_from(entry & u64::from(u32::MAX)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_hash_leads_to_all_its_places_and_to_no_other(
            hashes in prop::collection::vec(0_u32..200, 0..2_000), wanted in 0_u32..200, most in 1_usize..30,
        ) {
            let mut entries: Vec<u64> = (0_u64..).zip(&hashes).map(|(at, &hash)| u64::from(hash) << 32 | at).collect();
            let mut file = Vec::new();
            write(&mut entries, &mut file).unwrap();
            let entries = u32::try_from(hashes.len()).unwrap();
            prop_assert_eq!(file.len() as u64, length(entries));
            let found = Hashes { source: &file, at: 0, entries }.of(wanted, most).unwrap();
            let all: Vec<u32> = (0..).zip(&hashes).filter(|&(_, &hash)| hash == wanted).map(|(at, _)| at).collect();
            prop_assert_eq!(found.more, all.len() > most);
            prop_assert_eq!(&found.numbers, &all[..most.min(all.len())]);
        }
    }
}
