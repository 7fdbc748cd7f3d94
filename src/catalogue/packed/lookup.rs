//! Places by what they are called, without a look at any other: the hash first, then the text itself.

use super::fault::Fault;
use super::hashes::{Hashes, Numbers, length};
use super::read_at::ReadAt;
use super::reader::Packed;

impl<R: ReadAt> Packed<R> {
    /// Returns the numbers of at most `most` places whose ids in lower case hash to `hash`.
    ///
    /// # Errors
    /// When the look-up is damaged.
    pub fn of_id(&self, hash: u32, most: usize) -> Result<Numbers, Fault> {
        self.ids().of(hash, most)
    }

    /// Returns the numbers of at most `most` places whose names, as they are compared whole, hash to `hash`.
    ///
    /// # Errors
    /// When the look-up is damaged.
    pub fn of_name(&self, hash: u32, most: usize) -> Result<Numbers, Fault> {
        self.names().of(hash, most)
    }

    pub(super) fn ids(&self) -> Hashes<'_, R> {
        Hashes {
            source: &self.source,
            at: self.layout.ids_at(),
            entries: self.layout.places,
        }
    }

    pub(super) fn names(&self) -> Hashes<'_, R> {
        Hashes {
            source: &self.source,
            at: self.layout.ids_at() + length(self.layout.places),
            entries: self.layout.places,
        }
    }
}
