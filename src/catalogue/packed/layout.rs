//! Where everything is in a catalogue's file: the preamble that never changes, and the footer of this format.
//! Every length is checked against the file's before anything is read by it.

use super::bytes::Bytes;
use super::fault::Fault;
use super::row::ROW;

/// The format that this release writes, and the latest that it reads.
pub const FORMAT: u32 = 1;

const MAGIC: [u8; 8] = *b"kidtrip\x1a";
/// Bytes of the release's name.
const RELEASE: usize = 32;
/// Bytes of the preamble, of every format.
pub(super) const PREAMBLE: usize = 64;
/// Bytes of the footer.
pub(super) const FOOTER: usize = 40;
/// Bytes of one entry of the directory.
pub(super) const ENTRY: usize = 16;
/// Places of a block but the last.
pub(super) const BLOCK: u32 = 512;
/// Bytes of all the parts that are read on opening, together: more is no honest file.
const MOST_TAIL: u64 = 64 << 20;
/// Bytes of a block's records.
pub(super) const MOST_RECORDS: u64 = 16 << 20;

/// Returns the preamble of a file of `length` bytes.
pub(super) fn preamble(length: u64) -> [u8; PREAMBLE] {
    let mut out = Vec::with_capacity(PREAMBLE);
    out.extend(MAGIC);
    out.extend(FORMAT.to_le_bytes());
    let release = env!("CARGO_PKG_VERSION").as_bytes();
    out.extend(release.iter().take(RELEASE));
    out.resize(12 + RELEASE, 0);
    out.extend(length.to_le_bytes());
    out.resize(PREAMBLE - 4, 0);
    out.extend(crc32fast::hash(&out).to_le_bytes());
    out.try_into().unwrap_or([0; PREAMBLE])
}

/// Checks the preamble of a file of `has` bytes.
///
/// # Errors
/// Says what the file is instead of a whole catalogue of a format that this release reads.
pub(super) fn check_preamble(bytes: &[u8], has: u64) -> Result<(), Fault> {
    if bytes.is_empty() {
        return Err(Fault::Empty);
    }
    if !bytes.iter().zip(MAGIC).all(|(&byte, magic)| byte == magic) {
        return Err(Fault::Foreign);
    }
    let short = Fault::Short {
        has,
        needs: (PREAMBLE + FOOTER) as u64,
    };
    let split = bytes.split_at_checked(PREAMBLE - 4);
    let Some((text, sum)) = split.and_then(|(text, sum)| Some((text, Bytes(sum).u32()?))) else {
        return Err(short);
    };
    if sum != crc32fast::hash(text) {
        return Err(Fault::part("its first 64 bytes"));
    }
    let mut rest = Bytes(text.get(MAGIC.len()..).unwrap_or_default());
    let (Some(format), Some(release), Some(needs)) =
        (rest.u32(), rest.take::<RELEASE>(), rest.u64())
    else {
        return Err(short);
    };
    if format > FORMAT {
        let release = String::from_utf8_lossy(&release);
        let release = release.trim_end_matches('\0').to_owned();
        return Err(Fault::Newer { release, format });
    }
    if has < needs {
        return Err(Fault::Short { has, needs });
    }
    if has > needs || format == 0 {
        return Err(Fault::part(format!(
            "it has {has} bytes, and was written with {needs}"
        )));
    }
    Ok(())
}

/// What the footer says, and what follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    /// How many places there are.
    pub(super) places: u32,
    /// How many are in each block but the last.
    pub(super) block: u32,
    /// Bytes of all the records.
    pub(super) records: u64,
    /// Bytes of the tree.
    pub(super) tree: u32,
    /// Bytes of the JSON.
    pub(super) about: u32,
    /// The checksum of directory, tree and JSON.
    pub(super) tail_sum: u32,
}

impl Layout {
    /// Returns the number of blocks.
    pub(super) fn blocks(&self) -> u32 {
        self.places.div_ceil(self.block.max(1))
    }

    /// Returns how many places are in `block`.
    pub(super) fn places_in(&self, block: u32) -> u32 {
        let before = u64::from(block) * u64::from(self.block);
        let left = u64::from(self.places).saturating_sub(before);
        // No more than a block's, which is a u32.
        u32::try_from(left.min(u64::from(self.block))).unwrap_or(0)
    }

    pub(super) fn rows_at(&self, block: u32) -> u64 {
        PREAMBLE as u64 + u64::from(block) * u64::from(self.block) * ROW as u64
    }

    pub(super) fn records_at(&self) -> u64 {
        PREAMBLE as u64 + u64::from(self.places) * ROW as u64
    }

    pub(super) fn ids_at(&self) -> u64 {
        self.records_at() + self.records
    }

    pub(super) fn names_at(&self) -> u64 {
        self.ids_at() + super::hashes::length(self.places)
    }

    pub(super) fn directory_at(&self) -> u64 {
        self.names_at() + super::hashes::length(self.places)
    }

    pub(super) fn directory(&self) -> u64 {
        u64::from(self.blocks()) * ENTRY as u64
    }

    /// Returns the bytes of directory, tree and JSON.
    pub(super) fn tail(&self) -> u64 {
        self.directory() + u64::from(self.tree) + u64::from(self.about)
    }

    /// Returns the bytes of the whole file.
    pub(super) fn file(&self) -> u64 {
        self.directory_at() + self.tail() + FOOTER as u64
    }

    pub(super) fn footer(&self) -> [u8; FOOTER] {
        let mut out = Vec::with_capacity(FOOTER);
        out.extend(self.places.to_le_bytes());
        out.extend(self.block.to_le_bytes());
        out.extend(self.records.to_le_bytes());
        out.extend(self.tree.to_le_bytes());
        out.extend(self.about.to_le_bytes());
        out.extend(self.tail_sum.to_le_bytes());
        out.extend([0; 8]);
        out.extend(crc32fast::hash(&out).to_le_bytes());
        out.try_into().unwrap_or([0; FOOTER])
    }

    /// Reads the footer of a file of `length` bytes.
    ///
    /// # Errors
    /// When it is not as it was written, or its lengths do not add up to the file's.
    pub(super) fn read(footer: &[u8], length: u64) -> Result<Self, Fault> {
        let wrong = || Fault::part("its footer");
        let (text, sum) = footer.split_at_checked(FOOTER - 4).ok_or_else(wrong)?;
        if Bytes(sum).u32() != Some(crc32fast::hash(text)) {
            return Err(wrong());
        }
        let mut bytes = Bytes(text);
        let mut read = || {
            Some(Self {
                places: bytes.u32()?,
                block: bytes.u32()?,
                records: bytes.u64()?,
                tree: bytes.u32()?,
                about: bytes.u32()?,
                tail_sum: bytes.u32()?,
            })
        };
        let layout = read().ok_or_else(wrong)?;
        let plausible = (1..=4096).contains(&layout.block)
            && layout.records < length
            && layout.tail() <= MOST_TAIL
            && layout.file() == length;
        if plausible { Ok(layout) } else { Err(wrong()) }
    }
}
