//! The names of the pack of places, walked in their order.
//! Each is stored as what differs from the one before, with the places that bear it.

use crate::locate::pack::Pack;

/// A name of the pack.
#[derive(Debug, Clone)]
pub(in crate::locate) struct Name {
    /// The name itself.
    pub(in crate::locate) text: String,
    /// Where its holders are listed, and how many they are.
    pub(super) holders_at: usize,
    pub(super) holders: usize,
}

/// Walks the names in order; each is stored as what differs from the one before.
#[derive(Debug)]
pub(super) struct Names<'a> {
    pack: Pack<'a>,
    at: Option<usize>,
    left: usize,
    text: Vec<u8>,
}

impl<'a> Names<'a> {
    /// Returns the `left` names from `at` on, where one stands that shares nothing with another; none where that is nowhere.
    pub(super) fn new(pack: Pack<'a>, at: Option<usize>, left: usize) -> Self {
        Self {
            pack,
            at,
            left,
            text: Vec::new(),
        }
    }
}

impl Iterator for Names<'_> {
    type Item = Name;

    fn next(&mut self) -> Option<Name> {
        self.left = self.left.checked_sub(1)?;
        let at = self.at?;
        let shared = usize::from(self.pack.u8(at)?);
        let more = usize::from(self.pack.u8(at + 1)?);
        self.text.truncate(shared);
        self.text.extend_from_slice(self.pack.bytes(at + 2, more)?);
        let holders = usize::from(self.pack.u8(at + 2 + more)?);
        let holders_at = at + 3 + more;
        self.at = Some(holders_at + 3 * holders);
        Some(Name {
            text: String::from_utf8(self.text.clone()).ok()?,
            holders_at,
            holders,
        })
    }
}
