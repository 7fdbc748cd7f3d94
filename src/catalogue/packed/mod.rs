//! A catalogue of any size as one file: written once, never changed, read in ranges and never whole.
//! Pure over bytes: where the files are, and how one takes another's place, is the store's.
//!
//! ```text
//! preamble   what this is, the format, the release that wrote it, the length of the file
//! rows       of each place its position and what a search asks first, in blocks of 512 neighbours
//! records    of each place the rest, in the same blocks
//! ids, names hashes in order, with the places they are of, in chunks of 4 KiB
//! directory  of each block where its records begin and the checksums of its rows and records
//! tree       a packed Hilbert R-tree (geo-index) over the boxes around the blocks
//! about      JSON: the maps, kinds and zones, how many places, what is known of them
//! footer     how long all that is, and the checksum of the last three
//! ```
//!
//! Numbers are little-endian, the tree's those of the machine. Every byte is under a CRC-32 that is verified
//! before the byte is believed. Opening a file reads what is below the names: 0.8 MB of ten million places.

mod about;
mod builder;
mod bytes;
mod fault;
mod gauge;
mod hashes;
mod layout;
mod lookup;
mod read_at;
mod reader;
mod record;
mod row;
mod scan;
mod tree;

pub use about::{About, Known, MapNote};
pub use builder::{Builder, Unfit};
pub use fault::Fault;
pub use gauge::{Gauge, Limit};
pub use hashes::Numbers;
pub use layout::FORMAT;
pub use read_at::ReadAt;
pub use reader::Packed;
pub use record::Record;
pub use row::Row;

/// Returns the checksum that a name or an id is found by; `text` is folded already.
#[must_use]
pub fn hash(text: &str) -> u32 {
    crc32fast::hash(text.as_bytes())
}

#[cfg(test)]
mod tests;
