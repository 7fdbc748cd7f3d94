//! A catalogue's file opened: its small parts read and verified, its places left where they are.
//! What a file says is believed only as far as its checksums and the bounds of what it refers to.

use super::about::About;
use super::bytes::Bytes;
use super::fault::Fault;
use super::layout::{ENTRY, FOOTER, Layout, MOST_RECORDS, PREAMBLE, check_preamble};
use super::read_at::ReadAt;
use super::record::{Context, Record};
use super::row::{ROW, Row};
use super::tree::{self, Aligned};
use crate::catalogue::Categories;
use crate::domain::{Category, Destination, MapSource, Position, zone};
use crate::locate::zone_at;
use jiff::tz::TimeZone;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A catalogue's file, opened.
#[derive(Debug)]
pub struct Packed<R> {
    pub(super) source: R,
    pub(super) layout: Layout,
    /// The directory, the tree and the JSON.
    tail: Aligned,
    name: Arc<str>,
    about: About,
    kinds: Vec<Option<Arc<Category>>>,
    /// The zones by number, each looked up when first needed; `None` where this release knows none of the name.
    zones: Vec<OnceLock<Option<TimeZone>>>,
    maps: Vec<Arc<MapSource>>,
}

/// What the directory says of a block.
#[derive(Debug, Clone, Copy)]
struct Entry {
    records_at: u64,
    row_sum: u32,
    record_sum: u32,
}

/// The rows and records of a block, verified.
#[derive(Debug, Default)]
pub(super) struct Block {
    rows: Vec<u8>,
    records: Vec<u8>,
}

impl Block {
    /// Returns the rows with their records, the first first; a row without a record is left out.
    pub(super) fn places(&self) -> impl Iterator<Item = (u32, Row, Record<'_>)> {
        (0_u32..)
            .zip(self.rows.chunks_exact(ROW))
            .filter_map(|(slot, bytes)| {
                let row = Row::read(bytes)?;
                Some((slot, row, self.record(&row)?))
            })
    }

    /// Returns the row in `slot`.
    pub(super) fn row(&self, slot: u32) -> Option<Row> {
        let at = usize::try_from(slot).ok()?.checked_mul(ROW)?;
        Row::read(self.rows.get(at..)?)
    }

    /// Returns the record of a row of this block.
    pub(super) fn record(&self, row: &Row) -> Option<Record<'_>> {
        Record::read(self.records.get(usize::try_from(row.offset).ok()?..)?)
    }
}

impl<R: ReadAt> Packed<R> {
    /// Opens a catalogue, to be called `name`. Places of kinds that are not in `categories` are passed over.
    ///
    /// # Errors
    /// Says what is wrong with the file.
    pub fn open(source: R, name: &str, categories: &Categories) -> Result<Self, Fault> {
        let length = source.length()?;
        let mut head = vec![0; usize::try_from(length.min(PREAMBLE as u64)).unwrap_or(0)];
        source.read_exact_at(&mut head, 0)?;
        check_preamble(&head, length)?;
        let mut footer = [0; FOOTER];
        source.read_exact_at(&mut footer, length.saturating_sub(FOOTER as u64))?;
        let layout = Layout::read(&footer, length)?;
        let mut tail = Aligned::zeroed(usize::try_from(layout.tail()).unwrap_or(0));
        source.read_exact_at(tail.bytes_mut(), layout.directory_at())?;
        if crc32fast::hash(tail.bytes()) != layout.tail_sum {
            return Err(Fault::part("its directory"));
        }
        let (tree, about) = parts(&layout);
        tree::check(tail.bytes().get(tree).unwrap_or_default(), layout.blocks())?;
        let about: About = serde_json::from_slice(tail.bytes().get(about).unwrap_or_default())
            .map_err(|error| Fault::part(format!("what it says of itself: {error}")))?;
        Ok(Self {
            tail,
            name: name.into(),
            kinds: about
                .kinds
                .iter()
                .map(|kind| categories.get(kind).ok().cloned())
                .collect(),
            zones: about.zones.iter().map(|_| OnceLock::new()).collect(),
            maps: about.maps.iter().map(|map| Arc::new(map.into())).collect(),
            about,
            source,
            layout,
        })
    }

    /// Returns what the file says of itself.
    #[must_use]
    pub fn about(&self) -> &About {
        &self.about
    }

    /// Returns the name that the catalogue was opened by.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns how many places there are of kinds that this release knows.
    #[must_use]
    pub fn places(&self) -> usize {
        let known = |kind: &&String| {
            let number = self.about.kinds.iter().position(|known| known == *kind);
            number.is_some_and(|number| self.kinds.get(number).is_some_and(Option::is_some))
        };
        let counts = self.about.by_kind.iter();
        let sum: u64 = counts
            .filter(|(kind, _)| known(kind))
            .map(|(_, &count)| u64::from(count))
            .sum();
        usize::try_from(sum).unwrap_or(usize::MAX)
    }

    /// Returns how many places are passed over because this release does not know their kind.
    #[must_use]
    pub fn of_unknown_kind(&self) -> usize {
        (self.about.places as usize).saturating_sub(self.places())
    }

    /// Returns the ids of the kinds, by number.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.about.kinds.iter().map(String::as_str)
    }

    /// Returns the kind of a place, where this release knows it.
    #[must_use]
    pub fn kind(&self, row: &Row) -> Option<&Arc<Category>> {
        self.kinds.get(row.kind_number())?.as_ref()
    }

    /// Returns the place of a row and its record; `None` where its kind is not known or a value fits no place.
    #[must_use]
    pub fn destination(&self, row: &Row, record: &Record<'_>) -> Option<Destination> {
        let context = Context {
            kind: self.kind(row)?,
            zone: self.zone(record.zone, row.position()?),
            maps: &self.maps,
            catalogue: &self.name,
        };
        record.destination(row, &context)
    }

    /// Reads every byte of the file.
    ///
    /// # Errors
    /// Names the first part that is not as it was written.
    pub fn verify(&self) -> Result<(), Fault> {
        let mut block = Block::default();
        for number in 0..self.layout.blocks() {
            self.read_block(number, &mut block)?;
            let whole = block.places().count();
            if whole != self.layout.places_in(number) as usize {
                return Err(Fault::part(format!("a place of block {number}")));
            }
        }
        self.ids().verify()?;
        self.names().verify()
    }

    /// Returns the blocks that may hold places at most `most_km` from `centre`, the nearest first, each with the
    /// kilometres that none of its places is nearer than.
    pub(super) fn near(&self, centre: Position, most_km: f64) -> Vec<(u32, f64)> {
        let (tree, _) = parts(&self.layout);
        tree::near(
            self.tail.bytes().get(tree).unwrap_or_default(),
            centre,
            most_km,
        )
    }

    fn zone(&self, number: u16, position: Position) -> TimeZone {
        let number = usize::from(number);
        let known = self.zones.get(number).and_then(|cell| {
            let name = self.about.zones.get(number).map_or("", String::as_str);
            cell.get_or_init(|| zone(name).ok()).clone()
        });
        known.unwrap_or_else(|| zone_at(position))
    }

    /// Reads the rows of `count` blocks from `first` on, one after another, not verified.
    pub(super) fn read_rows(
        &self,
        first: u32,
        count: u32,
        rows: &mut Vec<u8>,
    ) -> Result<(), Fault> {
        let last = first.saturating_add(count).saturating_sub(1);
        let before_last = count.saturating_sub(1) as usize * self.layout.block as usize;
        let places = before_last + self.layout.places_in(last) as usize;
        rows.resize(places * ROW, 0);
        let at = self.layout.rows_at(first);
        Ok(self.source.read_exact_at(rows, at)?)
    }

    /// Returns whether the rows of a block are as they were written.
    pub(super) fn are_sound(&self, block: u32, rows: &[u8]) -> Result<(), Fault> {
        let entry = self.entry(block)?;
        if crc32fast::hash(rows) == entry.row_sum {
            Ok(())
        } else {
            Err(Fault::part(format!("the rows of block {block}")))
        }
    }

    /// Reads and verifies a block.
    pub(super) fn read_block(&self, number: u32, block: &mut Block) -> Result<(), Fault> {
        self.read_rows(number, 1, &mut block.rows)?;
        self.are_sound(number, &block.rows)?;
        self.read_records(number, block)
    }

    /// Reads and verifies the records of a block, whose rows are then those of whatever block was read before.
    pub(super) fn read_records(&self, number: u32, block: &mut Block) -> Result<(), Fault> {
        let wrong = || Fault::part(format!("the records of block {number}"));
        let entry = self.entry(number)?;
        let end = if number + 1 == self.layout.blocks() {
            self.layout.records
        } else {
            self.entry(number + 1)?.records_at
        };
        let length = end.checked_sub(entry.records_at).ok_or_else(wrong)?;
        if length > MOST_RECORDS || end > self.layout.records {
            return Err(wrong());
        }
        block
            .records
            .resize(usize::try_from(length).unwrap_or(0), 0);
        let at = self.layout.records_at() + entry.records_at;
        self.source.read_exact_at(&mut block.records, at)?;
        if crc32fast::hash(&block.records) == entry.record_sum {
            Ok(())
        } else {
            Err(wrong())
        }
    }

    fn entry(&self, block: u32) -> Result<Entry, Fault> {
        let read = || {
            let block = Some(block).filter(|&block| block < self.layout.blocks())?;
            let at = usize::try_from(block).ok()?.checked_mul(ENTRY)?;
            let mut bytes = Bytes(self.tail.bytes().get(at..)?);
            Some(Entry {
                records_at: bytes.u64()?,
                row_sum: bytes.u32()?,
                record_sum: bytes.u32()?,
            })
        };
        read().ok_or_else(|| Fault::part(format!("there is no block {block}")))
    }
}

/// Returns where the tree and the JSON are among what is read on opening; the directory is before them.
fn parts(layout: &Layout) -> (Range<usize>, Range<usize>) {
    // Both were found to be a few megabytes at most.
    let tree = usize::try_from(layout.directory()).unwrap_or(usize::MAX);
    let about = tree.saturating_add(layout.tree as usize);
    let end = about.saturating_add(layout.about as usize);
    (tree..about, about..end)
}
