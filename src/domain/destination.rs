//! A place worth a family's day, and what is known of it.
//! Every fact has three values: yes, no and unknown; unknown is never yes.

use super::{MapObject, Position};
use jiff::tz::TimeZone;
use std::borrow::Cow;
use std::sync::Arc;
use thiserror::Error;

/// Words about a place: those that come with the program stay where they are, others are the place's own.
pub type Text = Cow<'static, str>;

/// A place a family can visit.
#[derive(Debug, Clone)]
pub struct Destination {
    /// The stable slug: "chester-zoo".
    pub id: Text,
    /// The name as its sign says it.
    pub name: Text,
    /// The kind of place, with its defaults.
    pub category: Arc<Category>,
    /// Where it is.
    pub position: Position,
    /// The zone whose clock its visitors live by.
    pub zone: TimeZone,
    /// The postcode, where one is known.
    pub postcode: Option<Text>,
    /// Share of the visit spent outdoors.
    pub exposure: Exposure,
    /// Hours a family typically stays.
    pub typical_hours: f64,
    /// The ages it is made for, in whole years, both included.
    pub ages: (u8, u8),
    /// What a family of four pays.
    pub price: Price,
    /// What parents ask of a place.
    pub facts: FamilyFacts,
    /// Opening hours in OpenStreetMap syntax, where they are known.
    pub opening_hours: Option<Text>,
    /// Its own page.
    pub url: Option<Text>,
    /// The region of the country: "north-west".
    pub region: Option<Text>,
    /// The catalogue it is listed in: "built-in".
    pub catalogue: Arc<str>,
    /// Where those facts come from that need not be the catalogue's own.
    pub sources: FactSources,
    /// The object of a map it was made from, where it was imported.
    pub map: Option<MapObject>,
}

/// Where the facts of a place come from; that of a fact nobody knows means nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FactSources {
    /// Of the position.
    pub position: FactSource,
    /// Of the exposure.
    pub exposure: FactSource,
    /// Of the hours a family stays.
    pub typical_hours: FactSource,
    /// Of the youngest age.
    pub age_min: FactSource,
    /// Of the oldest age.
    pub age_max: FactSource,
    /// Of the price.
    pub price: FactSource,
    /// Of whether a buggy gets round.
    pub buggy: FactSource,
    /// Of whether dogs are welcome.
    pub dog: FactSource,
    /// Of the toilets.
    pub toilets: FactSource,
    /// Of the place to change a baby.
    pub baby_change: FactSource,
    /// Of the food.
    pub food: FactSource,
    /// Of whether one must book.
    pub booking: FactSource,
    /// Of the opening hours.
    pub opening_hours: FactSource,
    /// Of the page.
    pub url: FactSource,
}

impl FactSources {
    /// Returns the sources of a place of which one source says everything.
    #[must_use]
    pub fn all(source: FactSource) -> Self {
        Self {
            position: source,
            exposure: source,
            typical_hours: source,
            age_min: source,
            age_max: source,
            price: source,
            buggy: source,
            dog: source,
            toilets: source,
            baby_change: source,
            food: source,
            booking: source,
            opening_hours: source,
            url: source,
        }
    }
}

/// Where a fact comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FactSource {
    /// The catalogue says so of this very place.
    #[default]
    Catalogue,
    /// It is usual for the kind of place.
    Category,
    /// It is that of the postcode.
    Postcode,
    /// The map that the place was imported from says so.
    Map,
    /// Another catalogue that has the same place says so.
    AnotherCatalogue,
    /// The family says so, having amended what a catalogue has.
    Family,
}

impl FactSource {
    /// Returns the word the JSON contract uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Catalogue => "catalogue",
            Self::Category => "category",
            Self::Postcode => "postcode",
            Self::Map => "map",
            Self::AnotherCatalogue => "another-catalogue",
            Self::Family => "family",
        }
    }
}

/// A kind of place, with what is typical of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Category {
    /// The slug: "science-centre".
    pub id: String,
    /// The label: "Science centre or planetarium".
    pub label: String,
    /// Share of the visit typically spent outdoors.
    pub exposure: Exposure,
    /// Hours a family typically stays.
    pub typical_hours: f64,
    /// The ages it suits, in whole years, both included.
    pub ages: (u8, u8),
}

/// The share of a visit spent outdoors, 0 (all inside) ..= 1 (all outside).
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Exposure(f64);

/// An exposure that is not a share.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
#[error("exposure {0} is not between 0 and 1")]
pub struct ExposureOutOfRange(pub f64);

impl Exposure {
    /// Returns the exposure `share`.
    ///
    /// # Errors
    /// When it is not within 0..=1.
    pub fn new(share: f64) -> Result<Self, ExposureOutOfRange> {
        if (0.0..=1.0).contains(&share) {
            Ok(Self(share))
        } else {
            Err(ExposureOutOfRange(share))
        }
    }

    /// Returns the share, 0..=1.
    #[must_use]
    pub fn share(self) -> f64 {
        self.0
    }

    /// Returns whether the visit is essentially indoors (`--indoor`): at most 0.3 outside.
    #[must_use]
    pub fn is_indoor(self) -> bool {
        self.0 <= 0.3
    }

    /// Returns whether the weather makes or breaks the visit (`--outdoor`): at least 0.5 outside.
    #[must_use]
    pub fn is_outdoor(self) -> bool {
        self.0 >= 0.5
    }
}

/// A fact that is known to hold, known not to, or not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fact {
    /// Known to hold.
    Yes,
    /// Known not to hold.
    No,
    /// Not known, and so never taken for yes.
    #[default]
    Unknown,
}

impl Fact {
    /// Returns the fact as an option: `None` when unknown.
    #[must_use]
    pub fn known(self) -> Option<bool> {
        match self {
            Self::Yes => Some(true),
            Self::No => Some(false),
            Self::Unknown => None,
        }
    }
}

/// What parents ask of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FamilyFacts {
    /// A buggy gets round most of it.
    pub buggy: Fact,
    /// Visitors' dogs are welcome.
    pub dog: Fact,
    /// There are toilets.
    pub toilets: Fact,
    /// There is somewhere to change a baby.
    pub baby_change: Fact,
    /// Food can be bought.
    pub food: Fact,
    /// A visit must be booked ahead.
    pub booking: Fact,
}

/// What a family of four pays to get in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Price {
    /// Nothing (parking aside).
    Free,
    /// Up to about 25 pounds.
    Low,
    /// More than that.
    High,
    /// Something: nobody knows how much.
    Paid,
    /// Not known.
    #[default]
    Unknown,
}

impl Price {
    /// Returns the price that the word of the JSON contract, or "unknown", stands for.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "free" => Some(Self::Free),
            "low" => Some(Self::Low),
            "high" => Some(Self::High),
            "paid" => Some(Self::Paid),
            "unknown" => Some(Self::Unknown),
            _ => None,
        }
    }

    /// Returns the word the JSON contract uses, `None` when unknown.
    #[must_use]
    pub fn known(self) -> Option<&'static str> {
        match self {
            Self::Free => Some("free"),
            Self::Low => Some("low"),
            Self::High => Some("high"),
            Self::Paid => Some("paid"),
            Self::Unknown => None,
        }
    }

    /// Returns whether the price is nothing, as a fact of three values.
    #[must_use]
    pub fn is_free(self) -> Fact {
        match self {
            Self::Free => Fact::Yes,
            Self::Low | Self::High | Self::Paid => Fact::No,
            Self::Unknown => Fact::Unknown,
        }
    }
}
