//! Which objects are kept by their tags: a key is asked about once a block, a value only of keys that may matter.
//! Most keys of a map matter to nobody, and most objects have no others.

use super::block::{Block, Strings};
use super::fields::{Bytes, Damage, Read};
use crate::catalogue::import::TagFilter;
use std::collections::BTreeSet;

/// What is wrong with an object that has a tag that is none.
pub const BAD_TAG: &str = "a tag of it is no text, or longer than any, or it has thousands";

/// Tags of an object; the map's own database takes no more.
const MOST_TAGS: usize = 5_000;
/// Tags up to which one is looked for among the others one by one.
const FEW_TAGS: usize = 32;
/// Bytes of a key or value; the map's own database takes 255 characters.
const LONGEST_TEXT: usize = 4_096;

const NO_STRING: Damage = Damage("a tag is made of strings that the block does not have");

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

/// What is known of a string as a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Nobody has asked yet.
    NotAsked,
    /// It matters to nobody, whatever its value.
    No,
    /// It may matter, by its value.
    Perhaps,
}

/// The filter, laid over the strings of one block.
pub struct Sieve<'a> {
    strings: Strings<'a>,
    filter: &'a dyn TagFilter,
    /// What is known of each string as a key.
    answers: &'a mut [Answer],
}

impl<'a> Sieve<'a> {
    /// Lays a filter over a block; `answers` is room, kept from block to block.
    pub fn new(block: &Block<'a>, filter: &'a dyn TagFilter, answers: &'a mut Vec<Answer>) -> Self {
        answers.clear();
        answers.resize(block.strings.len(), Answer::NotAsked);
        Self {
            strings: block.strings,
            filter,
            answers,
        }
    }

    /// Returns whether a pair of strings of the block may matter to the filter.
    #[inline(always)]
    pub fn may_matter(&mut self, key: u64, value: u64) -> Read<bool> {
        let answer = usize::try_from(key)
            .ok()
            .and_then(|key| self.answers.get(key));
        if value >= self.answers.len() as u64 {
            return Err(NO_STRING);
        }
        match answer {
            Some(Answer::No) => Ok(false),
            Some(_) => self.ask(key, value),
            None => Err(NO_STRING),
        }
    }

    fn ask(&mut self, key: u64, value: u64) -> Read<bool> {
        let Some(name) = text(self.strings, key)? else {
            return Ok(false);
        };
        if let Some(answer) = self.answers.get_mut(key as usize)
            && *answer == Answer::NotAsked
        {
            if !self.filter.key_may_matter(name) {
                *answer = Answer::No;
                return Ok(false);
            }
            *answer = Answer::Perhaps;
        }
        let value = text(self.strings, value)?;
        Ok(value.is_some_and(|value| self.filter.may_matter(name, value)))
    }

    /// Returns what becomes of an object with these packed keys and values.
    #[inline]
    pub fn pairs(&mut self, keys: Option<&[u8]>, values: Option<&[u8]>) -> Read<Verdict> {
        let pairs = Pairs {
            keys: Bytes::new(keys.unwrap_or_default()),
            values: Bytes::new(values.unwrap_or_default()),
        };
        let mut left = pairs.clone();
        let mut matters = false;
        while let Some((key, value)) = left.pair()? {
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
        let mut tags: Vec<(&str, &str)> = Vec::new();
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
            // Few tags are compared each with each, many in a set.
            let is_new = if tags.len() < FEW_TAGS {
                !tags.iter().any(|(known, _)| *known == key)
            } else {
                if keys.is_empty() {
                    keys.extend(tags.iter().map(|(known, _)| *known));
                }
                keys.insert(key)
            };
            if is_new {
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

impl Pairs<'_> {
    #[inline(always)]
    fn pair(&mut self) -> Read<Option<(u64, u64)>> {
        match (self.keys.next_number()?, self.values.next_number()?) {
            (Some(key), Some(value)) => Ok(Some((key, value))),
            (None, None) => Ok(None),
            _ => Err(Damage("an object has not as many values as keys")),
        }
    }
}

impl Iterator for Pairs<'_> {
    type Item = Read<(u64, u64)>;

    fn next(&mut self) -> Option<Self::Item> {
        self.pair().transpose()
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
