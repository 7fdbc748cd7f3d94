//! The shapes of `kidtrip.places/1`, and a list of places put into them.
//! Frozen like those of `contract`; `docs/places.schema.json` says the same.

use super::contract::{Instant, JourneyEntry, Origin};
use super::{journey_entry, line, origin_entry};
use crate::domain::Destination;
use crate::report::words::round_to;
use crate::report::{Credit, Listed, Listing, credits};
use serde::{Serialize, Serializer};

/// Returns the list as one JSON document, with a final newline.
#[must_use]
pub fn places_to_json(listing: &Listing<'_>) -> String {
    line(&Document {
        schema: "kidtrip.places/1",
        generated_at: Instant(listing.generated_at),
        query: listing.query,
        origin: listing.origin.map(|(origin, _)| origin_entry(origin)),
        found: listing.found,
        places: &listing.places,
        credits: listing.credits.iter().map(Credit::full).collect(),
    })
}

/// Returns the places alone, one JSON object a line.
#[must_use]
pub fn places_to_ndjson(listing: &Listing<'_>) -> String {
    listing
        .places
        .iter()
        .map(entry)
        .map(|one| line(&one))
        .collect()
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    generated_at: Instant,
    query: Option<&'a str>,
    origin: Option<Origin<'a>>,
    found: usize,
    #[serde(serialize_with = "entries")]
    places: &'a [Listed<'a>],
    credits: Vec<&'a str>,
}

/// What the catalogue says of a place; `null` is not known.
#[derive(Serialize)]
pub(super) struct PlaceEntry<'a> {
    id: &'a str,
    name: &'a str,
    category: &'a str,
    exposure: f64,
    lat: f64,
    lon: f64,
    postcode: Option<&'a str>,
    age_min: u8,
    age_max: u8,
    price: Option<&'static str>,
    buggy: Option<bool>,
    dog: Option<bool>,
    toilets: Option<bool>,
    baby_change: Option<bool>,
    food: Option<bool>,
    booking: Option<bool>,
    opening_hours: Option<&'a str>,
    url: Option<&'a str>,
    region: Option<&'a str>,
    catalogue: &'a str,
    /// What is to be said wherever the place is shown; `null` where the catalogue's own credits do.
    map_attribution: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    journey: Option<JourneyEntry>,
}

impl<'a> PlaceEntry<'a> {
    pub(super) fn of(place: &'a Destination) -> Self {
        let facts = &place.facts;
        Self {
            id: &place.id,
            name: &place.name,
            category: &place.category.id,
            exposure: place.exposure.share(),
            lat: round_to(place.position.lat(), 5),
            lon: round_to(place.position.lon(), 5),
            postcode: place.postcode.as_deref(),
            age_min: place.ages.0,
            age_max: place.ages.1,
            price: place.price.known(),
            buggy: facts.buggy.known(),
            dog: facts.dog.known(),
            toilets: facts.toilets.known(),
            baby_change: facts.baby_change.known(),
            food: facts.food.known(),
            booking: facts.booking.known(),
            opening_hours: place.opening_hours.as_deref(),
            url: place.url.as_deref(),
            region: place.region.as_deref(),
            catalogue: &place.catalogue,
            map_attribution: credits::of_map(place),
            journey: None,
        }
    }
}

/// Makes the entries one by one: of a long list no second one is held.
fn entries<S: Serializer>(places: &&[Listed<'_>], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(places.iter().map(entry))
}

fn entry<'a>(listed: &Listed<'a>) -> PlaceEntry<'a> {
    PlaceEntry {
        journey: listed.journey.as_ref().map(journey_entry),
        ..PlaceEntry::of(listed.place)
    }
}
