//! A place in the payload of an event, version 1: these names and types stay as they are for ever.

use super::super::number::Number;
use crate::domain::{Fact, FamilyFacts, Located, Price, ProposedPlace};
use serde::{Deserialize, Serialize};

/// A place; what is not known is left out.
#[derive(Serialize, Deserialize)]
pub(super) struct Place {
    name: String,
    kind: String,
    at: String,
    lat: Number,
    lon: Number,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    postcode: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    exposure: Option<Number>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hours: Option<Number>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    age_min: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    age_max: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    price: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    buggy: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dog: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    toilets: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    baby_change: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    food: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    booking: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    opening_hours: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    region: Option<String>,
}

impl Place {
    pub(super) fn of(place: ProposedPlace) -> Self {
        let facts = place.facts;
        Self {
            name: place.name,
            kind: place.kind,
            at: place.location.at,
            lat: Number(place.location.lat),
            lon: Number(place.location.lon),
            postcode: place.location.postcode,
            exposure: place.exposure.map(Number),
            hours: place.hours.map(Number),
            age_min: place.age_min,
            age_max: place.age_max,
            price: place.price.known().map(str::to_owned),
            buggy: facts.buggy.known(),
            dog: facts.dog.known(),
            toilets: facts.toilets.known(),
            baby_change: facts.baby_change.known(),
            food: facts.food.known(),
            booking: facts.booking.known(),
            opening_hours: place.opening_hours,
            url: place.url,
            region: place.region,
        }
    }

    pub(super) fn into_domain(self) -> Result<ProposedPlace, String> {
        let fact = |known: Option<bool>| match known {
            Some(true) => Fact::Yes,
            Some(false) => Fact::No,
            None => Fact::Unknown,
        };
        let price = match self.price {
            Some(word) => Price::named(&word).ok_or_else(|| format!("\"{word}\" is no price"))?,
            None => Price::Unknown,
        };
        Ok(ProposedPlace {
            name: self.name,
            kind: self.kind,
            location: Located {
                at: self.at,
                lat: self.lat.0,
                lon: self.lon.0,
                postcode: self.postcode,
            },
            exposure: self.exposure.map(|share| share.0),
            hours: self.hours.map(|hours| hours.0),
            age_min: self.age_min,
            age_max: self.age_max,
            price,
            facts: FamilyFacts {
                buggy: fact(self.buggy),
                dog: fact(self.dog),
                toilets: fact(self.toilets),
                baby_change: fact(self.baby_change),
                food: fact(self.food),
                booking: fact(self.booking),
            },
            opening_hours: self.opening_hours,
            url: self.url,
            region: self.region,
        })
    }
}
