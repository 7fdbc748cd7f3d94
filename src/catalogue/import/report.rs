//! What became of everything that an import looked at: kept, merged, or left out and why.
//! Every family object is accounted for: seen = kept + merged + left out, those among them that could not be used.

use super::Skipped;
use super::left::{Left, called};
use std::collections::BTreeMap;

/// What became of the objects of an import.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportReport {
    /// The catalogue that was made.
    pub catalogue: String,
    /// The files that were read, in their order.
    pub files: Vec<FileRead>,
    /// Objects of every kind that were looked at.
    pub objects: u64,
    /// Family objects among them.
    pub seen: u64,
    /// Those that became a place of their own.
    pub kept: u64,
    /// Those that are the same place as another, which took over what they know.
    pub merged: u64,
    /// Those that were left out, by reason.
    pub left_out: BTreeMap<LeftOut, Left>,
    /// How many of those left out were records that could not be used, of which nobody knows the kind.
    pub skipped: u64,
    /// The family objects and the places by kind, those that were skipped left out: they add up to `seen - skipped`.
    pub kinds: BTreeMap<String, KindCount>,
    /// Places whose opening hours could not be read, and so are not known.
    pub unreadable_hours: u64,
    /// Places without a name of their own, called after what is around them.
    pub named_by_surroundings: u64,
}

/// A file that was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FileRead {
    /// The file or service.
    pub from: String,
    /// When the map was so, RFC 3339, where it says so.
    pub as_of: Option<String>,
    /// Whom to credit.
    pub attribution: Option<String>,
    /// Its licence, where one is known.
    pub licence: Option<String>,
    /// Objects that were looked at.
    pub objects: u64,
}

/// Family objects of one kind, and places made of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct KindCount {
    /// Objects seen.
    pub seen: u64,
    /// Places kept.
    pub kept: u64,
}

/// Why a family object is no place of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// It has no name, nor anything around it to be called after.
    NoName,
    /// Its name is what many are called: "Museum".
    GenericName,
    /// It is not for everybody.
    Private,
    /// It is part of a zoo, farm or theme park.
    Inside,
    /// It is the very object that was seen before.
    Duplicate,
    /// It is no more, or not yet.
    Disused,
    /// It is for grown-ups.
    ForAdults,
    /// The table of kinds leaves it out: an enclosure of a zoo, a shop.
    Excluded,
    /// It is of a kind that is taken only where somebody asks for it: viewpoints.
    NotAskedFor,
    /// It has no position on Earth. This and those that follow are of records that could not be used.
    NoPosition,
    /// What it is made of is not in the file.
    MissingParts,
    /// A value does not fit.
    BadValue,
    /// Nothing says what kind of place it is.
    NoKind,
}

impl LeftOut {
    /// All reasons, in the order in which they are told.
    pub const ALL: [Self; 13] = [
        Self::NoName,
        Self::GenericName,
        Self::Private,
        Self::Inside,
        Self::Duplicate,
        Self::Disused,
        Self::ForAdults,
        Self::Excluded,
        Self::NotAskedFor,
        Self::NoPosition,
        Self::MissingParts,
        Self::BadValue,
        Self::NoKind,
    ];

    /// Returns the reason in words.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoName => "no name",
            Self::GenericName => "a name that many have",
            Self::Private => "not open to everybody",
            Self::Inside => "part of a zoo, farm or theme park",
            Self::Duplicate => "the same object twice",
            Self::Disused => "closed for good, or not yet open",
            Self::ForAdults => "for adults only",
            Self::Excluded => "an exhibit, a shop or a dive site",
            Self::NotAskedFor => "taken only with --include",
            Self::NoPosition => "no position on Earth",
            Self::MissingParts => "parts of it are not in the file",
            Self::BadValue => "a value that does not fit",
            Self::NoKind => "nothing says what kind of place",
        }
    }

    /// Returns whether it is said of records that could not be used, rather than of objects that are no place for a family.
    #[must_use]
    pub fn is_of_a_record(self) -> bool {
        self >= Self::NoPosition
    }

    /// Returns the word that the JSON contract uses.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::NoName => "no_name",
            Self::GenericName => "generic_name",
            Self::Private => "private",
            Self::Inside => "inside",
            Self::Duplicate => "duplicate",
            Self::Disused => "disused",
            Self::ForAdults => "for_adults",
            Self::Excluded => "excluded",
            Self::NotAskedFor => "not_asked_for",
            Self::NoPosition => "no_position",
            Self::MissingParts => "missing_parts",
            Self::BadValue => "bad_value",
            Self::NoKind => "no_kind",
        }
    }
}

impl From<Skipped> for LeftOut {
    fn from(skipped: Skipped) -> Self {
        match skipped {
            Skipped::NoPosition => Self::NoPosition,
            Skipped::MissingParts => Self::MissingParts,
            Skipped::BadValue => Self::BadValue,
            Skipped::NoKind => Self::NoKind,
        }
    }
}

impl ImportReport {
    /// Counts a family object.
    pub(super) fn saw(&mut self, kind: &str) {
        self.seen += 1;
        self.kind(kind).seen += 1;
    }

    /// Counts records that a reader could not use.
    pub(super) fn skip(&mut self, why: Skipped, records: Left) {
        self.seen += records.count;
        self.skipped += records.count;
        self.left_out.entry(why.into()).or_default().join(records);
    }

    /// Counts an object that was left out.
    pub(super) fn leave(&mut self, why: LeftOut, name: Option<&str>, object: &str) {
        let left = self.left_out.entry(why).or_default();
        left.add(|| called(name, object));
    }

    /// Counts a place.
    pub(super) fn keep(&mut self, kind: &str) {
        self.kept += 1;
        self.kind(kind).kept += 1;
    }

    fn kind(&mut self, kind: &str) -> &mut KindCount {
        self.kinds.entry(kind.to_owned()).or_default()
    }

    /// Returns how many family objects were left out for any reason.
    #[must_use]
    pub fn left_out_in_all(&self) -> u64 {
        self.left_out.values().map(|left| left.count).sum()
    }
}
