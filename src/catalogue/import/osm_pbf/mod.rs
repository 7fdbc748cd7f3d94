//! OpenStreetMap extracts (.osm.pbf): what a filter keeps of one, with the middle of every way and relation.
//! What is needed is known before it is read: relations first, then ways, then nodes, each blob unpacked once.
//!
//! Extracts are sorted - nodes, ways, relations - but need not be. So where each kind begins is only guessed by looking
//! into a few blobs, and every blob that is read tells which kinds it really holds. A wrong guess is seen in the end,
//! when all blobs are known, and the file is then read again by what it holds.

mod areas;
mod atlas;
mod blob;
mod block;
mod crew;
mod fault;
mod fields;
mod ground;
mod harvest;
mod header;
mod needed;
mod nodes;
mod pass;
mod placing;
mod relations;
mod rings;
mod sieve;
mod ways;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

use super::{ImportError, Progress, Reading, TagFilter};
use blob::Unpacker;
use block::Kinds;
use crew::Source;
use pass::Pass;
use std::fs::File;
use std::sync::Mutex;
use std::sync::atomic::AtomicU64;

/// Reads what `filter` keeps of an OpenStreetMap extract; `progress` is told how many bytes were read so far.
///
/// # Errors
/// Refuses a file that is damaged, is no extract, is compressed in a way or needs a feature that is not known here, or
/// would take more memory or time than an honest one of its size, naming the byte at which the part in question begins.
pub fn read_osm_pbf(
    file: &File,
    filter: &dyn TagFilter,
    progress: Progress<'_>,
) -> Result<Reading, ImportError> {
    let length = file.metadata()?.len();
    let (headers, blobs) = blob::list(file, length, progress)?;
    let source = Source {
        file: Mutex::new(file),
        length,
        blobs,
        progress,
        read: AtomicU64::new(0),
    };
    let as_of = read_headers(&source, &headers)?;
    let mut kinds = guess_kinds(&source)?;
    loop {
        match Pass::new(&source, filter, kinds).read()? {
            Ok(reading) => return Ok(Reading { as_of, ..reading }),
            Err(found) => kinds = found,
        }
    }
}

fn read_headers(
    source: &Source<'_>,
    headers: &[blob::Framed],
) -> Result<Option<String>, ImportError> {
    let mut unpacker = Unpacker::new();
    let mut as_of = None;
    for blob in headers {
        let header = unpacker.unpack(&source.file, blob);
        let read = header.and_then(header::read);
        as_of = as_of.or(read.map_err(|fault| fault.at(blob.byte))?);
    }
    Ok(as_of)
}

/// Guesses which kinds of objects each blob holds, as if the file were sorted.
fn guess_kinds(source: &Source<'_>) -> Result<Vec<Kinds>, ImportError> {
    let count = source.blobs.len();
    let mut kinds = vec![Kinds::default(); count];
    let mut unpacker = Unpacker::new();
    let mut start = 0;
    for (before, from) in [
        (Kinds::NODES, Kinds::WAYS | Kinds::RELATIONS),
        (Kinds::WAYS, Kinds::RELATIONS),
    ] {
        // The first blob, from `start` on, that holds something of a later kind.
        let (mut low, mut high) = (start, count);
        while low < high {
            let middle = usize::midpoint(low, high);
            let place = u32::try_from(middle).unwrap_or(u32::MAX);
            let held = source.kinds(place, &mut unpacker)?;
            if let Some(known) = kinds.get_mut(middle) {
                *known = held;
            }
            if held.meets(from) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        let guessed = kinds.iter_mut().take(low).skip(start);
        for blob in guessed.filter(|blob| blob.is_empty()) {
            *blob = before;
        }
        start = low;
    }
    for blob in kinds.iter_mut().filter(|blob| blob.is_empty()) {
        *blob = Kinds::RELATIONS;
    }
    Ok(kinds)
}
