//! A place as somebody proposes it: what they typed, with nothing made of it that is yet to be found out.

use super::field::{Field, FieldValue};
use crate::domain::{Destination, Fact, FactSource, FamilyFacts, Price, Text};

/// A place as it is proposed, or amended.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposedPlace {
    /// The name as its sign says it.
    pub name: String,
    /// The id of its kind: "zoo".
    pub kind: String,
    /// Where it is said to be.
    pub location: Located,
    /// Share of a visit spent outdoors, 0..=1, where it is other than usual for the kind.
    pub exposure: Option<f64>,
    /// Hours a family stays, where that is other than usual for the kind.
    pub hours: Option<f64>,
    /// The youngest age it is for, in whole years.
    pub age_min: Option<u8>,
    /// The oldest age it is for, in whole years.
    pub age_max: Option<u8>,
    /// What a family of four pays.
    pub price: Price,
    /// What parents ask of a place.
    pub facts: FamilyFacts,
    /// Opening hours in OpenStreetMap syntax.
    pub opening_hours: Option<String>,
    /// Its own page.
    pub url: Option<String>,
    /// The region of the country.
    pub region: Option<String>,
}

/// Where a place is said to be; whether that is on the Earth is yet to be found out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Located {
    /// As it was typed: "WA16 6QN", "53.33, -2.38".
    pub at: String,
    /// Degrees north: a finite number, be it out of range.
    pub lat: f64,
    /// Degrees east: a finite number, be it out of range.
    pub lon: f64,
    /// The postcode, where one is known.
    pub postcode: Option<String>,
}

impl ProposedPlace {
    /// Returns a place of which nothing more is known.
    #[must_use]
    pub fn new(name: &str, kind: &str, location: Located) -> Self {
        Self {
            name: name.to_owned(),
            kind: kind.to_owned(),
            location,
            exposure: None,
            hours: None,
            age_min: None,
            age_max: None,
            price: Price::Unknown,
            facts: FamilyFacts::default(),
            opening_hours: None,
            url: None,
            region: None,
        }
    }

    /// Returns a place of a catalogue as if it were proposed; what is only usual for its kind is left out.
    #[must_use]
    pub fn of(place: &Destination) -> Self {
        let (lat, lon) = (place.position.lat(), place.position.lon());
        let owned = |text: Option<&Text>| text.map(ToString::to_string);
        let own = |source: FactSource| source != FactSource::Category;
        let sources = &place.sources;
        Self {
            exposure: own(sources.exposure).then(|| place.exposure.share()),
            hours: own(sources.typical_hours).then_some(place.typical_hours),
            age_min: own(sources.age_min).then_some(place.ages.0),
            age_max: own(sources.age_max).then_some(place.ages.1),
            price: place.price,
            facts: place.facts,
            opening_hours: owned(place.opening_hours.as_ref()),
            url: owned(place.url.as_ref()),
            region: owned(place.region.as_ref()),
            ..Self::new(
                &place.name,
                &place.category.id,
                Located {
                    at: format!("{lat}, {lon}"),
                    lat,
                    lon,
                    postcode: owned(place.postcode.as_ref()),
                },
            )
        }
    }

    /// Returns what is known of `field`.
    #[must_use]
    pub fn get(&self, field: Field) -> FieldValue {
        let text = |text: &str| FieldValue::Text(text.to_owned());
        let texts = |known: &Option<String>| known.as_deref().map_or(FieldValue::Unknown, text);
        let number = |known: Option<f64>| known.map_or(FieldValue::Unknown, FieldValue::Number);
        let fact = |fact: Fact| fact.known().map_or(FieldValue::Unknown, FieldValue::Holds);
        match field {
            Field::Name => text(&self.name),
            Field::Kind => text(&self.kind),
            Field::At => text(&self.location.at),
            Field::Lat => FieldValue::Number(self.location.lat),
            Field::Lon => FieldValue::Number(self.location.lon),
            Field::Postcode => texts(&self.location.postcode),
            Field::Exposure => number(self.exposure),
            Field::Hours => number(self.hours),
            Field::AgeMin => number(self.age_min.map(f64::from)),
            Field::AgeMax => number(self.age_max.map(f64::from)),
            Field::Price => self.price.known().map_or(FieldValue::Unknown, text),
            Field::Buggy => fact(self.facts.buggy),
            Field::Dog => fact(self.facts.dog),
            Field::Toilets => fact(self.facts.toilets),
            Field::BabyChange => fact(self.facts.baby_change),
            Field::Food => fact(self.facts.food),
            Field::Booking => fact(self.facts.booking),
            Field::OpeningHours => texts(&self.opening_hours),
            Field::Url => texts(&self.url),
            Field::Region => texts(&self.region),
        }
    }

    /// Makes `value` what is known of `field`; a value of a kind that the field cannot have changes nothing.
    pub fn set(&mut self, field: Field, value: &FieldValue) {
        let (facts, location) = (&mut self.facts, &mut self.location);
        match field {
            Field::Name => set_text(&mut self.name, value),
            Field::Kind => set_text(&mut self.kind, value),
            Field::At => set_text(&mut location.at, value),
            Field::Lat => set_number(&mut location.lat, value),
            Field::Lon => set_number(&mut location.lon, value),
            Field::Postcode => set_optional(&mut location.postcode, value.text()),
            Field::Exposure => set_optional(&mut self.exposure, value.number()),
            Field::Hours => set_optional(&mut self.hours, value.number()),
            Field::AgeMin => set_optional(&mut self.age_min, value.years()),
            Field::AgeMax => set_optional(&mut self.age_max, value.years()),
            Field::Price => set_price(&mut self.price, value),
            Field::Buggy => set_fact(&mut facts.buggy, value),
            Field::Dog => set_fact(&mut facts.dog, value),
            Field::Toilets => set_fact(&mut facts.toilets, value),
            Field::BabyChange => set_fact(&mut facts.baby_change, value),
            Field::Food => set_fact(&mut facts.food, value),
            Field::Booking => set_fact(&mut facts.booking, value),
            Field::OpeningHours => set_optional(&mut self.opening_hours, value.text()),
            Field::Url => set_optional(&mut self.url, value.text()),
            Field::Region => set_optional(&mut self.region, value.text()),
        }
    }
}

/// `Err` where the value is of a kind that the field cannot have, `Ok(None)` where it is not known.
type Wanted<T> = Result<Option<T>, ()>;

fn set_optional<T>(known: &mut Option<T>, value: Wanted<T>) {
    if let Ok(value) = value {
        *known = value;
    }
}

fn set_text(known: &mut String, value: &FieldValue) {
    if let Ok(Some(text)) = value.text() {
        *known = text;
    }
}

fn set_number(known: &mut f64, value: &FieldValue) {
    if let Ok(Some(number)) = value.number() {
        *known = number;
    }
}

fn set_fact(known: &mut Fact, value: &FieldValue) {
    match value {
        FieldValue::Holds(true) => *known = Fact::Yes,
        FieldValue::Holds(false) => *known = Fact::No,
        FieldValue::Unknown => *known = Fact::Unknown,
        FieldValue::Text(_) | FieldValue::Number(_) => {}
    }
}

fn set_price(known: &mut Price, value: &FieldValue) {
    match value {
        FieldValue::Unknown => *known = Price::Unknown,
        FieldValue::Text(word) => {
            if let Some(price) = Price::named(word) {
                *known = price;
            }
        }
        FieldValue::Number(_) | FieldValue::Holds(_) => {}
    }
}
