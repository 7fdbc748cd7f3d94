//! What is known of a place, fact by fact: the names of the facts and the values they can have.

use crate::domain::Price;
use std::str::FromStr;
use thiserror::Error;

/// Something that is known of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Its name.
    Name,
    /// The id of its kind.
    Kind,
    /// Its location as typed.
    At,
    /// Degrees north.
    Lat,
    /// Degrees east.
    Lon,
    /// The postcode.
    Postcode,
    /// Share of a visit spent outdoors.
    Exposure,
    /// Hours a family stays.
    Hours,
    /// The youngest age it is for.
    AgeMin,
    /// The oldest age it is for.
    AgeMax,
    /// What a family of four pays.
    Price,
    /// Whether a buggy gets round.
    Buggy,
    /// Whether dogs are welcome.
    Dog,
    /// Whether there are toilets.
    Toilets,
    /// Whether there is somewhere to change a baby.
    BabyChange,
    /// Whether food can be bought.
    Food,
    /// Whether a visit must be booked ahead.
    Booking,
    /// The opening hours.
    OpeningHours,
    /// Its own page.
    Url,
    /// The region of the country.
    Region,
}

/// What a field can hold.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldValue {
    /// Nothing is known.
    Unknown,
    /// A text or a word.
    Text(String),
    /// A number.
    Number(f64),
    /// Yes or no.
    Holds(bool),
}

/// A field before and after it was amended.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What was known before.
    pub from: FieldValue,
    /// What is known from then on.
    pub to: FieldValue,
}

/// A name that no field has.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("there is nothing called \"{asked}\" to be known of a place")]
pub struct UnknownField {
    /// What was asked for.
    pub asked: String,
    /// The field whose name is most like it, if any is.
    pub nearest: Option<Field>,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 20] = [
        Self::Name,
        Self::Kind,
        Self::At,
        Self::Lat,
        Self::Lon,
        Self::Postcode,
        Self::Exposure,
        Self::Hours,
        Self::AgeMin,
        Self::AgeMax,
        Self::Price,
        Self::Buggy,
        Self::Dog,
        Self::Toilets,
        Self::BabyChange,
        Self::Food,
        Self::Booking,
        Self::OpeningHours,
        Self::Url,
        Self::Region,
    ];

    /// Returns its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Kind => "kind",
            Self::At => "at",
            Self::Lat => "lat",
            Self::Lon => "lon",
            Self::Postcode => "postcode",
            Self::Exposure => "exposure",
            Self::Hours => "hours",
            Self::AgeMin => "age_min",
            Self::AgeMax => "age_max",
            Self::Price => "price",
            Self::Buggy => "buggy",
            Self::Dog => "dog",
            Self::Toilets => "toilets",
            Self::BabyChange => "baby_change",
            Self::Food => "food",
            Self::Booking => "booking",
            Self::OpeningHours => "opening_hours",
            Self::Url => "url",
            Self::Region => "region",
        }
    }

    /// Returns whether it is part of where the place is, so that a change needs a new verdict.
    #[must_use]
    pub fn is_location(self) -> bool {
        matches!(self, Self::At | Self::Lat | Self::Lon | Self::Postcode)
    }

    /// Returns what it can be, as a phrase for who typed something else.
    #[must_use]
    pub fn expects(self) -> &'static str {
        match self {
            Self::Name => "a name of 200 characters at most",
            Self::Kind => "the id of a kind of place, such as zoo",
            Self::At => "a location: a postcode, a pair of coordinates or the name of a place",
            Self::Lat | Self::Lon => "a number of degrees",
            Self::Postcode => "a postcode of 20 characters at most, or \"unknown\"",
            Self::Exposure => {
                "the share of a visit spent outdoors, between 0 and 1, or \"unknown\""
            }
            Self::Hours => "the hours of a visit, more than 0 and at most 12, or \"unknown\"",
            Self::AgeMin | Self::AgeMax => "an age in whole years, 0 to 99, or \"unknown\"",
            Self::Price => "free, low, high, paid or unknown",
            Self::Buggy
            | Self::Dog
            | Self::Toilets
            | Self::BabyChange
            | Self::Food
            | Self::Booking => "yes, no or unknown",
            Self::OpeningHours => {
                "opening hours as OpenStreetMap writes them, such as \"Mo-Fr 10:00-17:00\", or \"unknown\""
            }
            Self::Url => {
                "an address that begins with http:// or https://, of 300 characters at most, or \"unknown\""
            }
            Self::Region => "a region such as north-west, or \"unknown\"",
        }
    }

    /// Returns what `typed` means for this field; `None` where it cannot be that.
    ///
    /// Nothing and "unknown" are what is not known. A text is taken as it is: cleaning it is the caller's.
    #[must_use]
    pub fn read(self, typed: &str) -> Option<FieldValue> {
        let typed = typed.trim();
        let clears = typed.is_empty() || typed.eq_ignore_ascii_case("unknown");
        let must_be = matches!(
            self,
            Self::Name | Self::Kind | Self::At | Self::Lat | Self::Lon
        );
        if clears && (typed.is_empty() || !must_be) {
            return (!must_be).then_some(FieldValue::Unknown);
        }
        let number = || {
            typed
                .parse::<f64>()
                .ok()
                .filter(|number| number.is_finite())
        };
        let fits = |most: usize| typed.chars().count() <= most;
        let text = || FieldValue::Text(typed.to_owned());
        match self {
            Self::Name | Self::At => fits(200).then(text),
            Self::Kind | Self::Region => fits(100).then(text),
            Self::Postcode => fits(20).then(text),
            Self::Lat | Self::Lon => number().map(FieldValue::Number),
            Self::Exposure => number()
                .filter(|share| (0.0..=1.0).contains(share))
                .map(FieldValue::Number),
            Self::Hours => number()
                .filter(|hours| *hours > 0.0 && *hours <= 12.0)
                .map(FieldValue::Number),
            Self::AgeMin | Self::AgeMax => {
                let years = typed.parse::<u8>().ok().filter(|years| *years <= 99)?;
                Some(FieldValue::Number(f64::from(years)))
            }
            Self::Price => {
                let price = Price::named(&typed.to_lowercase())?;
                price.known().map(|word| FieldValue::Text(word.to_owned()))
            }
            Self::Buggy
            | Self::Dog
            | Self::Toilets
            | Self::BabyChange
            | Self::Food
            | Self::Booking => match typed.to_lowercase().as_str() {
                "yes" | "true" => Some(FieldValue::Holds(true)),
                "no" | "false" => Some(FieldValue::Holds(false)),
                _ => None,
            },
            Self::OpeningHours => {
                // Longer ones are not looked at: what parses them takes its time.
                let readable = fits(300) && typed.parse::<opening_hours::OpeningHours>().is_ok();
                readable.then(text)
            }
            Self::Url => {
                let web = typed.starts_with("https://") || typed.starts_with("http://");
                let plain = !typed.contains(char::is_whitespace) && url::Url::parse(typed).is_ok();
                (web && plain && fits(300)).then(text)
            }
        }
    }
}

impl FromStr for Field {
    type Err = UnknownField;

    /// Returns the field of that name; hyphens do for underscores, and some have a second name.
    fn from_str(asked: &str) -> Result<Self, UnknownField> {
        let name = asked.trim().to_lowercase().replace('-', "_");
        let alias = match name.as_str() {
            "category" => Some(Self::Kind),
            "location" => Some(Self::At),
            "latitude" => Some(Self::Lat),
            "longitude" => Some(Self::Lon),
            "typical_hours" => Some(Self::Hours),
            _ => None,
        };
        let named = alias.or_else(|| Self::ALL.into_iter().find(|field| field.name() == name));
        named.ok_or_else(|| UnknownField {
            asked: asked.to_owned(),
            nearest: most_like(&name),
        })
    }
}

fn most_like(name: &str) -> Option<Field> {
    let likeness = |field: &Field| strsim::jaro_winkler(field.name(), name);
    let best = Field::ALL
        .into_iter()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    best.filter(|field| likeness(field) > 0.75)
}

impl FieldValue {
    /// Returns it as it is typed and shown: "unknown" where nothing is known.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Unknown => "unknown".to_owned(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Holds(true) => "yes".to_owned(),
            Self::Holds(false) => "no".to_owned(),
        }
    }

    pub(super) fn text(&self) -> Result<Option<String>, ()> {
        match self {
            Self::Unknown => Ok(None),
            Self::Text(text) => Ok(Some(text.clone())),
            Self::Number(_) | Self::Holds(_) => Err(()),
        }
    }

    pub(super) fn number(&self) -> Result<Option<f64>, ()> {
        match self {
            Self::Unknown => Ok(None),
            Self::Number(number) => Ok(Some(*number)),
            Self::Text(_) | Self::Holds(_) => Err(()),
        }
    }

    /// Returns a number of whole years.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "within 0..=255 it is neither cut nor turned"
    )]
    pub(super) fn years(&self) -> Result<Option<u8>, ()> {
        match self.number()? {
            None => Ok(None),
            Some(number) if (0.0..=255.0).contains(&number) => Ok(Some(number as u8)),
            Some(_) => Err(()),
        }
    }
}
