//! What one entry of a place does not know, taken from another entry of the same place.
//! A known fact is never overruled; what is only usual for the kind gives way to what somebody said.

use crate::domain::{Destination, Fact, FactSource, MapObject, Price};

/// Returns `place` with what it does not know taken from `other`, an entry of the same place.
///
/// Facts of a map come with the map, to be credited; so nothing is taken where that would need two.
pub(super) fn filled(mut place: Destination, other: &Destination) -> Destination {
    if !may_be_mixed(place.map.as_ref(), other.map.as_ref()) {
        return place;
    }
    let mut taken = false;
    let mut take = |wanted: bool, source: &mut FactSource, theirs: FactSource| {
        if wanted {
            *source = match theirs {
                FactSource::Catalogue => FactSource::AnotherCatalogue,
                other => other,
            };
            taken = true;
        }
        wanted
    };
    let (sources, theirs) = (&mut place.sources, &other.sources);
    let more_certain = match place.price {
        Price::Unknown => other.price != Price::Unknown,
        Price::Paid => matches!(other.price, Price::Low | Price::High),
        Price::Free | Price::Low | Price::High => false,
    };
    if take(more_certain, &mut sources.price, theirs.price) {
        place.price = other.price;
    }
    let (own, others) = (&mut place.facts, &other.facts);
    let facts = [
        (
            &mut own.buggy,
            others.buggy,
            &mut sources.buggy,
            theirs.buggy,
        ),
        (&mut own.dog, others.dog, &mut sources.dog, theirs.dog),
        (
            &mut own.toilets,
            others.toilets,
            &mut sources.toilets,
            theirs.toilets,
        ),
        (
            &mut own.baby_change,
            others.baby_change,
            &mut sources.baby_change,
            theirs.baby_change,
        ),
        (&mut own.food, others.food, &mut sources.food, theirs.food),
        (
            &mut own.booking,
            others.booking,
            &mut sources.booking,
            theirs.booking,
        ),
    ];
    for (fact, other, source, theirs) in facts {
        let wanted = *fact == Fact::Unknown && other != Fact::Unknown;
        if take(wanted, source, theirs) {
            *fact = other;
        }
    }
    let texts = [
        (
            &mut place.opening_hours,
            &other.opening_hours,
            &mut sources.opening_hours,
            theirs.opening_hours,
        ),
        (&mut place.url, &other.url, &mut sources.url, theirs.url),
    ];
    for (text, other, source, theirs) in texts {
        if take(text.is_none() && other.is_some(), source, theirs) {
            text.clone_from(other);
        }
    }
    // What is only usual for the kind gives way to what is said of this very place.
    let usual = |own: FactSource, theirs: FactSource| {
        own == FactSource::Category && theirs != FactSource::Category
    };
    let wanted = usual(sources.exposure, theirs.exposure);
    if take(wanted, &mut sources.exposure, theirs.exposure) {
        place.exposure = other.exposure;
    }
    let wanted = usual(sources.typical_hours, theirs.typical_hours);
    if take(wanted, &mut sources.typical_hours, theirs.typical_hours) {
        place.typical_hours = other.typical_hours;
    }
    let wanted = usual(sources.age_min, theirs.age_min) && other.ages.0 <= place.ages.1;
    if take(wanted, &mut sources.age_min, theirs.age_min) {
        place.ages.0 = other.ages.0;
    }
    let wanted = usual(sources.age_max, theirs.age_max) && other.ages.1 >= place.ages.0;
    if take(wanted, &mut sources.age_max, theirs.age_max) {
        place.ages.1 = other.ages.1;
    }
    for (text, other) in [
        (&mut place.postcode, &other.postcode),
        (&mut place.region, &other.region),
    ] {
        if text.is_none() && other.is_some() {
            text.clone_from(other);
            taken = true;
        }
    }
    if taken && place.map.is_none() {
        place.map.clone_from(&other.map);
    }
    place
}

/// Returns whether one credit is due to both maps, or there is only one.
fn may_be_mixed(own: Option<&MapObject>, other: Option<&MapObject>) -> bool {
    let (Some(own), Some(other)) = (own, other) else {
        return true;
    };
    own.map.attribution == other.map.attribution && own.map.licence == other.map.licence
}
