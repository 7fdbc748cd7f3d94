//! `places --format csv`: one place a line; what is not known is empty.

use super::{joined, text};
use crate::domain::Fact;
use crate::report::words::round_to;
use crate::report::{Listed, Listing, credits};

const COLUMNS: [&str; 25] = [
    "id",
    "name",
    "category",
    "exposure",
    "lat",
    "lon",
    "postcode",
    "age_min",
    "age_max",
    "price",
    "buggy",
    "dog",
    "toilets",
    "baby_change",
    "food",
    "booking",
    "opening_hours",
    "url",
    "region",
    "catalogue",
    "minutes",
    "crow_km",
    "road_km",
    "compass",
    "map_attribution",
];

/// Returns the places as CSV (RFC 4180, LF line ends), header first.
#[must_use]
pub fn places_to_csv(listing: &Listing<'_>) -> String {
    joined(&COLUMNS, listing.places.iter().map(record))
}

fn record(listed: &Listed<'_>) -> [String; COLUMNS.len()] {
    let place = listed.place;
    let facts = &place.facts;
    let optional = |value: Option<&str>| text(value.unwrap_or_default());
    let journey = |value: fn(&crate::domain::Journey) -> String| {
        listed.journey.as_ref().map(value).unwrap_or_default()
    };
    [
        text(&place.id),
        text(&place.name),
        text(&place.category.id),
        place.exposure.share().to_string(),
        round_to(place.position.lat(), 5).to_string(),
        round_to(place.position.lon(), 5).to_string(),
        optional(place.postcode.as_deref()),
        place.ages.0.to_string(),
        place.ages.1.to_string(),
        place.price.known().unwrap_or_default().to_owned(),
        word(facts.buggy),
        word(facts.dog),
        word(facts.toilets),
        word(facts.baby_change),
        word(facts.food),
        word(facts.booking),
        optional(place.opening_hours.as_deref()),
        optional(place.url.as_deref()),
        optional(place.region.as_deref()),
        text(&place.catalogue),
        journey(|journey| journey.minutes.round().to_string()),
        journey(|journey| round_to(journey.crow_km, 1).to_string()),
        journey(|journey| round_to(journey.road_km, 1).to_string()),
        journey(|journey| journey.compass().as_str().to_owned()),
        text(credits::of_map(place).unwrap_or_default()),
    ]
}

fn word(fact: Fact) -> String {
    match fact {
        Fact::Yes => "yes",
        Fact::No => "no",
        Fact::Unknown => "",
    }
    .to_owned()
}
