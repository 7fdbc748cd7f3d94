//! A catalogue's file being made: places in any order go in, blocks of neighbours come out.
//! Nothing is sought back in the output, so that it can be any stream of bytes.

use super::about::About;
use super::layout::{BLOCK, Layout, MOST_RECORDS, preamble};
use super::row::{ROW, Row};
use super::{hash, hashes, record, tree};
use crate::catalogue::search::key;
use crate::domain::{Destination, FactSource, MapSource, Price};
use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::Arc;
use thiserror::Error;

/// A place that no catalogue can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Unfit {
    /// A text is longer than 4,096 bytes.
    #[error("its {0} is longer than 4096 bytes")]
    TooLong(&'static str),
    /// There are too many places, kinds, zones or maps.
    #[error("the catalogue has too many {0}")]
    TooMany(&'static str),
}

/// A catalogue's file being made. It holds about 100 bytes a place.
#[derive(Debug)]
pub struct Builder {
    about: About,
    drafts: Vec<Draft>,
    /// The records one after another, in the order they came.
    records: Vec<u8>,
    kinds: HashMap<String, u16>,
    zones: HashMap<String, u16>,
    maps: Vec<Arc<MapSource>>,
    /// The number of each map.
    map_numbers: HashMap<Arc<MapSource>, u16>,
    block: u32,
}

#[derive(Debug)]
struct Draft {
    row: Row,
    id_hash: u32,
    /// Where its record begins; it ends where the next place's does.
    at: u64,
}

impl Builder {
    /// Returns a catalogue without places, called `name`; `created` is now, RFC 3339.
    #[must_use]
    pub fn new(name: &str, created: &str) -> Self {
        Self {
            about: About {
                name: name.to_owned(),
                created: created.to_owned(),
                ..About::default()
            },
            drafts: Vec::new(),
            records: Vec::new(),
            kinds: HashMap::new(),
            zones: HashMap::new(),
            maps: Vec::new(),
            map_numbers: HashMap::new(),
            block: BLOCK,
        }
    }

    /// Returns the catalogue with blocks of so many places.
    #[cfg(test)]
    pub(super) fn with_block(self, block: u32) -> Self {
        Self { block, ..self }
    }

    /// Adds a place; what it says of its catalogue does not matter.
    ///
    /// # Errors
    /// When it does not fit; the catalogue is then as it was before.
    pub fn add(&mut self, place: &Destination) -> Result<(), Unfit> {
        if self.drafts.len() >= u32::MAX as usize {
            return Err(Unfit::TooMany("places"));
        }
        let kind = number(&mut self.kinds, &place.category.id, "kinds")?;
        let zone = place.zone.iana_name().unwrap_or_default();
        let zone = number(&mut self.zones, zone, "zones")?;
        let map = match &place.map {
            Some(object) => Some(self.map(&object.map)?),
            None => None,
        };
        let at = self.records.len();
        if let Err(field) = record::write(place, zone, map, &mut self.records) {
            self.records.truncate(at);
            return Err(Unfit::TooLong(field));
        }
        let own = place.sources.exposure != FactSource::Category;
        self.drafts.push(Draft {
            row: Row::new(
                place.position,
                hash(&key(&place.name)),
                kind,
                own.then_some(place.exposure),
                place.price,
            ),
            id_hash: hash(&place.id.to_ascii_lowercase()),
            at: at as u64,
        });
        self.count(place);
        Ok(())
    }

    /// Returns how many places there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.drafts.len()
    }

    /// Returns whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.drafts.is_empty()
    }

    fn map(&mut self, map: &Arc<MapSource>) -> Result<u16, Unfit> {
        if let Some(&known) = self.map_numbers.get(map) {
            return Ok(known);
        }
        let next = u16::try_from(self.maps.len())
            .ok()
            .filter(|&at| at < u16::MAX)
            .ok_or(Unfit::TooMany("maps"))?;
        self.maps.push(Arc::clone(map));
        self.map_numbers.insert(Arc::clone(map), next);
        Ok(next)
    }

    fn count(&mut self, place: &Destination) {
        let about = &mut self.about;
        match about.by_kind.get_mut(&place.category.id) {
            Some(count) => *count += 1,
            None => {
                about.by_kind.insert(place.category.id.clone(), 1);
            }
        }
        let (lat, lon) = (place.position.lat(), place.position.lon());
        let [south, north, west, east] = about.bounds.unwrap_or([lat, lat, lon, lon]);
        about.bounds = Some([south.min(lat), north.max(lat), west.min(lon), east.max(lon)]);
        let (facts, sources, known) = (&place.facts, &place.sources, &mut about.known);
        let own = |source: FactSource| source != FactSource::Category;
        let counts = [
            (&mut known.price, place.price != Price::Unknown),
            (&mut known.buggy, facts.buggy.known().is_some()),
            (&mut known.dog, facts.dog.known().is_some()),
            (&mut known.toilets, facts.toilets.known().is_some()),
            (&mut known.baby_change, facts.baby_change.known().is_some()),
            (&mut known.food, facts.food.known().is_some()),
            (&mut known.booking, facts.booking.known().is_some()),
            (&mut known.opening_hours, place.opening_hours.is_some()),
            (&mut known.url, place.url.is_some()),
            (&mut known.postcode, place.postcode.is_some()),
            (&mut known.exposure, own(sources.exposure)),
            (&mut known.typical_hours, own(sources.typical_hours)),
            (
                &mut known.ages,
                own(sources.age_min) || own(sources.age_max),
            ),
        ];
        for (count, is_known) in counts {
            *count += u32::from(is_known);
        }
    }

    /// Writes the file and returns what it says of itself.
    ///
    /// # Errors
    /// When the output fails, or the catalogue is larger than a file of this format can be.
    pub fn finish(mut self, out: &mut impl Write) -> io::Result<About> {
        self.about.places = u32::try_from(self.drafts.len()).unwrap_or(u32::MAX);
        self.about.kinds = by_number(&self.kinds);
        self.about.zones = by_number(&self.zones);
        self.about.maps = self.maps.iter().map(|map| map.as_ref().into()).collect();
        let about = serde_json::to_vec(&self.about)?;
        let order = tree::hilbert_order(
            self.drafts.iter().map(|draft| draft.row.bounds()),
            self.block,
        );
        let block = usize::try_from(self.block).unwrap_or(1);
        let blocks: Vec<&[u32]> = order.chunks(block.max(1)).collect();
        let boxes: Vec<[i32; 4]> = blocks.iter().map(|block| self.bounds(block)).collect();
        let tree = tree::pack(&boxes);
        let size = |bytes: &[u8]| u32::try_from(bytes.len()).map_err(io::Error::other);
        let mut layout = Layout {
            places: self.about.places,
            block: self.block,
            records: self.records.len() as u64,
            tree: size(&tree)?,
            about: size(&about)?,
            tail_sum: 0,
        };
        out.write_all(&preamble(layout.file()))?;
        let row_sums = self.write_rows(&blocks, out)?;
        let records = self.write_records(&blocks, out)?;
        self.write_hashes(&order, out)?;
        let mut tail = Vec::new();
        for (row_sum, (at, record_sum)) in row_sums.into_iter().zip(records) {
            tail.extend(at.to_le_bytes());
            tail.extend(row_sum.to_le_bytes());
            tail.extend(record_sum.to_le_bytes());
        }
        tail.extend(tree);
        tail.extend(about);
        layout.tail_sum = crc32fast::hash(&tail);
        let footer = layout.footer();
        // What cannot be opened must not be written.
        Layout::read(&footer, layout.file()).map_err(io::Error::other)?;
        out.write_all(&tail)?;
        out.write_all(&footer)?;
        Ok(self.about)
    }

    fn draft(&self, number: u32) -> Option<&Draft> {
        self.drafts.get(usize::try_from(number).ok()?)
    }

    /// Returns the record of a place.
    fn record(&self, number: u32) -> &[u8] {
        let at = |number: u32| Some(usize::try_from(self.draft(number)?.at).ok());
        let from = at(number).flatten().unwrap_or(self.records.len());
        let until = at(number.saturating_add(1))
            .flatten()
            .unwrap_or(self.records.len());
        self.records.get(from..until).unwrap_or_default()
    }

    fn bounds(&self, block: &[u32]) -> [i32; 4] {
        let boxes = block.iter().filter_map(|&number| self.draft(number));
        boxes
            .map(|draft| draft.row.bounds())
            .reduce(|[a, b, c, d], [west, south, east, north]| {
                [a.min(west), b.min(south), c.max(east), d.max(north)]
            })
            .unwrap_or_default()
    }

    /// Writes the rows and returns the checksum of each block's.
    fn write_rows(&self, blocks: &[&[u32]], out: &mut impl Write) -> io::Result<Vec<u32>> {
        let mut sums = Vec::with_capacity(blocks.len());
        let mut rows = Vec::with_capacity(ROW * self.block as usize);
        for block in blocks {
            rows.clear();
            let mut offset = 0_u32;
            for &number in *block {
                if let Some(draft) = self.draft(number) {
                    draft.row.at(offset).write(&mut rows);
                }
                let length = u32::try_from(self.record(number).len()).unwrap_or(u32::MAX);
                offset = offset.saturating_add(length);
            }
            if u64::from(offset) > MOST_RECORDS {
                return Err(io::Error::other("its places have too much text"));
            }
            sums.push(crc32fast::hash(&rows));
            out.write_all(&rows)?;
        }
        Ok(sums)
    }

    /// Writes the records and returns where each block's begin, and their checksum.
    fn write_records(
        &self,
        blocks: &[&[u32]],
        out: &mut impl Write,
    ) -> io::Result<Vec<(u64, u32)>> {
        let mut entries = Vec::with_capacity(blocks.len());
        let (mut records, mut at) = (Vec::new(), 0_u64);
        for block in blocks {
            records.clear();
            for &number in *block {
                records.extend(self.record(number));
            }
            entries.push((at, crc32fast::hash(&records)));
            at += records.len() as u64;
            out.write_all(&records)?;
        }
        Ok(entries)
    }

    /// Writes the hashes of the ids, then those of the names.
    fn write_hashes(&self, order: &[u32], out: &mut impl Write) -> io::Result<()> {
        let entry = |at: u32, hash: u32| u64::from(hash) << 32 | u64::from(at);
        let of = |hash: fn(&Draft) -> u32| -> Vec<u64> {
            (0..)
                .zip(order)
                .filter_map(|(at, &number)| Some(entry(at, hash(self.draft(number)?))))
                .collect()
        };
        hashes::write(&mut of(|draft| draft.id_hash), out)?;
        hashes::write(&mut of(|draft| draft.row.name_hash), out)
    }
}

/// Returns the number of `text`, the next one where it is new.
fn number(
    numbers: &mut HashMap<String, u16>,
    text: &str,
    what: &'static str,
) -> Result<u16, Unfit> {
    if let Some(&known) = numbers.get(text) {
        return Ok(known);
    }
    let next = u16::try_from(numbers.len()).map_err(|_| Unfit::TooMany(what))?;
    numbers.insert(text.to_owned(), next);
    Ok(next)
}

fn by_number(numbers: &HashMap<String, u16>) -> Vec<String> {
    let mut texts: Vec<(u16, String)> = numbers
        .iter()
        .map(|(text, &number)| (number, text.clone()))
        .collect();
    texts.sort_unstable();
    texts.into_iter().map(|(_, text)| text).collect()
}
