//! What tells at a glance that a place cannot answer a query: the letters that its name and its id have at all.
//! A catalogue of millions passes by, of which next to none has the letters of what was typed.

use super::{LONGEST_WORD, Query, Word};

/// Two ways to the same sum may differ by so much.
const ROUNDING: f64 = 1e-9;

/// A bit for each letter that a place may have; all of them where that takes a closer look.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letters(u64);

impl Letters {
    /// Returns the letters of a name and an id; signs count for some letter, which does no harm.
    pub(super) fn of(name: &str, id: &str) -> Self {
        if !name.is_ascii() || !id.is_ascii() {
            return Self(u64::MAX);
        }
        let bytes = name.bytes().chain(id.bytes());
        Self(bytes.fold(0, |letters, byte| {
            letters | 1 << (byte.to_ascii_lowercase() % 64)
        }))
    }
}

impl Word<String> {
    /// Returns how many letters of this word no word of the place has.
    fn lacking_in(&self, letters: Letters) -> usize {
        (self.alphabet & !letters.0).count_ones() as usize
    }

    /// Returns how much a word of these letters resembles this one at best, 0 to 1: one that is longer by what is lacking, so
    /// that its length makes up for it.
    #[expect(clippy::cast_precision_loss, reason = "a few dozen letters at most")]
    fn at_best_of(&self, letters: Letters) -> f64 {
        let lacking = self.lacking_in(letters);
        if self.letters > LONGEST_WORD || self.is_number && lacking > 0 {
            return 0.0;
        }
        self.letters as f64 / (self.letters + lacking).max(1) as f64
    }
}

impl Query {
    /// Returns whether a place of these letters may answer it: every word with the slips that are forgiven.
    pub(super) fn may_be_like(&self, letters: Letters) -> bool {
        let may = |asked: &Word<String>| asked.lacking_in(letters) <= asked.forgiven();
        self.asked.iter().all(may)
    }

    /// Returns whether a place of these letters may resemble it by `least` in all.
    pub(super) fn may_resemble(&self, letters: Letters, least: f64) -> bool {
        let at_best: f64 = self
            .asked
            .iter()
            .map(|asked| asked.at_best_of(letters))
            .sum();
        at_best + ROUNDING >= least
    }
}
