//! Where the family starts from, as it was understood.

use super::Position;
use jiff::tz::TimeZone;

/// A resolved location: a point, what it was taken to be, and how exactly.
#[derive(Debug, Clone, PartialEq)]
pub struct Location {
    /// What was typed.
    pub query: String,
    /// What it was understood as: "M20 2RN", "Newport, Wales".
    pub label: String,
    /// The named place around a postcode or a pair of coordinates ("Didsbury, Manchester"), where one is known.
    pub area: Option<String>,
    /// The point itself; the centre of what the precision names.
    pub position: Position,
    /// How exactly the point is known.
    pub precision: Precision,
    /// The zone whose clock the family lives by.
    pub zone: TimeZone,
    /// What the reader should know of the choice: a retired postcode, namesakes that were passed over.
    pub notes: Vec<String>,
}

/// How exactly a location is known, from the finest to the coarsest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// A latitude and longitude as typed.
    Coordinates,
    /// A unit postcode of the UK, to about 100 m.
    Postcode,
    /// A postal code of another country, to a few kilometres.
    PostalCode,
    /// A postcode sector ("M20 2"), to a kilometre or so.
    Sector,
    /// An outcode or postal district ("M20"), to a few kilometres.
    Outcode,
    /// A town, village or locality, at its centre.
    Place,
    /// A name of the family's own from the config, at whatever that resolves to.
    Alias,
}

impl Precision {
    /// Returns the word the JSON contract uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Coordinates => "coordinates",
            Self::Postcode | Self::PostalCode => "postcode",
            Self::Sector => "sector",
            Self::Outcode => "outcode",
            Self::Place => "place",
            Self::Alias => "alias",
        }
    }
}
