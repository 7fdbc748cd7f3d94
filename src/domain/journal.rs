//! What the family remembers: where it has been, and what it does not want to see again.

use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The family's visits and hidden places, by destination id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Journal {
    /// The day of the latest visit to each place.
    pub last_visit: BTreeMap<String, Date>,
    /// The places the family has hidden.
    pub hidden: BTreeSet<String>,
}
