//! Which objects are kept by their tags, asked once a block for each pair of key and value.
//! Most pairs of a map matter to nobody, and most objects have no others.

use super::block::{Block, Strings};
use super::fields::{Bytes, Damage, Read};
use crate::catalogue::import::TagFilter;
use std::collections::BTreeSet;

/// Tags of an object; the map's own database takes no more.
const MOST_TAGS: usize = 5_000;
/// Bytes of a key or value; the map's own database takes 255 characters.
const LONGEST_TEXT: usize = 4_096;
/// Pairs whose answer is remembered.
const MOST_ANSWERS: usize = 1 << 14;

/// The tags of an object that is kept.
pub type Tags = Vec<(String, String)>;

/// What becomes of an object.
#[derive(Debug, PartialEq)]
pub enum Verdict {
    /// The filter does not keep it.
    Left,
    /// The filter keeps it, with these tags.
    Kept(Tags),
    /// A tag of it is none.
    Bad,
}

/// The filter, laid over the strings of one block.
pub struct Sieve<'a> {
    strings: Strings<'a>,
    filter: &'a dyn TagFilter,
    /// Pairs that were asked, each at a place that follows from it: key, value, and whether it may matter.
    answers: &'a mut [u64],
}

impl<'a> Sieve<'a> {
    /// Lays a filter over a block; `answers` is room, kept from block to block.
    pub fn new(block: &Block<'a>, filter: &'a dyn TagFilter, answers: &'a mut Vec<u64>) -> Self {
        let strings = block.strings;
        let room = strings.len().next_power_of_two().min(MOST_ANSWERS);
        answers.clear();
        answers.resize(room, 0);
        Self {
            strings,
            filter,
            answers,
        }
    }

    /// Returns whether a pair of strings of the block may matter to the filter.
    #[inline]
    pub fn may_matter(&mut self, key: u64, value: u64) -> Read<bool> {
        let count = self.strings.len() as u64;
        if key >= count || value >= count {
            return Err(Damage(
                "a tag is made of strings that the block does not have",
            ));
        }
        // A block has fewer than 2^24 strings, so that a pair and its answer fit in 64 bits.
        let pair = key << 32 | value << 2 | 2;
        let place = (key.wrapping_mul(0x9e37_79b9) ^ value) as usize & (self.answers.len() - 1);
        match self.answers.get_mut(place) {
            Some(answer) if *answer & !1 == pair => Ok(*answer & 1 == 1),
            answer => {
                let matters = match (text(self.strings, key)?, text(self.strings, value)?) {
                    (Some(key), Some(value)) => self.filter.may_matter(key, value),
                    _ => false,
                };
                if let Some(answer) = answer {
                    *answer = pair | u64::from(matters);
                }
                Ok(matters)
            }
        }
    }

    /// Returns what becomes of an object with these packed keys and values.
    pub fn pairs(&mut self, keys: Option<&[u8]>, values: Option<&[u8]>) -> Read<Verdict> {
        let pairs = Pairs {
            keys: Bytes::new(keys.unwrap_or_default()),
            values: Bytes::new(values.unwrap_or_default()),
        };
        let mut matters = false;
        for pair in pairs.clone() {
            let (key, value) = pair?;
            matters |= self.may_matter(key, value)?;
        }
        if matters {
            self.judge(pairs)
        } else {
            Ok(Verdict::Left)
        }
    }

    /// Returns what becomes of an object with these tags, of which one may matter.
    pub fn judge(&self, pairs: impl Iterator<Item = Read<(u64, u64)>>) -> Read<Verdict> {
        let mut tags = Vec::new();
        let mut keys = BTreeSet::new();
        for pair in pairs {
            let (key, value) = pair?;
            let (Some(key), Some(value)) = (text(self.strings, key)?, text(self.strings, value)?)
            else {
                return Ok(Verdict::Bad);
            };
            if tags.len() == MOST_TAGS {
                return Ok(Verdict::Bad);
            }
            if keys.insert(key) {
                tags.push((key, value));
            }
        }
        if !self.filter.keeps(&tags) {
            return Ok(Verdict::Left);
        }
        let owned = tags.into_iter();
        let owned = owned.map(|(key, value)| (key.to_owned(), value.to_owned()));
        Ok(Verdict::Kept(owned.collect()))
    }
}

/// Keys and values side by side.
#[derive(Debug, Clone)]
struct Pairs<'a> {
    keys: Bytes<'a>,
    values: Bytes<'a>,
}

impl Iterator for Pairs<'_> {
    type Item = Read<(u64, u64)>;

    fn next(&mut self) -> Option<Self::Item> {
        match (self.keys.next_number(), self.values.next_number()) {
            (Ok(Some(key)), Ok(Some(value))) => Some(Ok((key, value))),
            (Ok(None), Ok(None)) => None,
            (Err(damage), _) | (_, Err(damage)) => Some(Err(damage)),
            _ => Some(Err(Damage("an object has not as many values as keys"))),
        }
    }
}

/// Returns a string of a block, or `None` if it is no text or too long to be a tag's.
fn text(strings: Strings<'_>, index: u64) -> Read<Option<&str>> {
    let bytes = strings.bytes(index)?;
    if bytes.len() > LONGEST_TEXT {
        return Ok(None);
    }
    Ok(std::str::from_utf8(bytes).ok())
}
