//! The family's places as destinations: those it approved, and other catalogues' with what it amended.

use super::listed::Listed;
use super::place::Stage;
use super::places::Places;
use crate::catalogue::Categories;
use crate::domain::{
    Destination, Exposure, Fact, FactSource, FactSources, Field, FieldValue, Located, Position,
    ProposedPlace, Text,
};
use jiff::tz::TimeZone;
use std::collections::HashSet;
use std::sync::Arc;

/// The name of the catalogue of the places that the family proposed.
pub const CATALOGUE: &str = "family";

impl Places {
    /// Returns the places that were proposed and approved, by id, those of kinds that this release knows. Of two that are
    /// one place, that is the one proposed first.
    ///
    /// `zone_of` tells the zone at a position, by its postcode where it has one.
    pub fn approved(
        &self,
        kinds: &Categories,
        zone_of: impl Fn(Option<&str>, Position) -> TimeZone,
    ) -> Vec<Destination> {
        let catalogue: Arc<str> = CATALOGUE.into();
        let twins: HashSet<&str> = self.twins().iter().map(|twin| twin.second).collect();
        self.iter()
            .filter(|(id, place)| place.stage() == Stage::Approved && !twins.contains(id))
            .filter_map(|(id, place)| {
                let place = &place.proposal.as_ref()?.place;
                destination(id, place, &catalogue, kinds, &zone_of)
            })
            .collect()
    }

    /// Returns other catalogues' places as the family would have them: with what it amended, without what it retired
    /// and without those that it proposed itself under the same id.
    pub fn laid_over(
        &self,
        listed: Vec<Destination>,
        kinds: &Categories,
        zone_of: impl Fn(Option<&str>, Position) -> TimeZone,
    ) -> Vec<Destination> {
        if self.is_empty() {
            return listed;
        }
        let lay = |place: Destination| match self.get(&place.id) {
            None => Some(place),
            Some(own) => match own.stage() {
                Stage::Approved | Stage::Retired => None,
                _ if own.listed.retired.is_some() => None,
                // Until it is approved, what is proposed under the id of a listed place changes nothing of that.
                _ => Some(with_amendments(place, &own.listed, kinds, &zone_of)),
            },
        };
        listed.into_iter().filter_map(lay).collect()
    }
}

/// Returns a proposed place as a destination; `None` where its kind or location is none.
fn destination(
    id: &str,
    place: &ProposedPlace,
    catalogue: &Arc<str>,
    kinds: &Categories,
    zone_of: impl Fn(Option<&str>, Position) -> TimeZone,
) -> Option<Destination> {
    let category = kinds.get(&place.kind).ok()?;
    let Located {
        lat, lon, postcode, ..
    } = &place.location;
    let position = Position::new(*lat, *lon).ok()?;
    let exposure = place.exposure.and_then(|share| Exposure::new(share).ok());
    let stated = |is_stated: bool| {
        if is_stated {
            FactSource::Catalogue
        } else {
            FactSource::Category
        }
    };
    Some(Destination {
        id: id.to_owned().into(),
        name: place.name.clone().into(),
        category: Arc::clone(category),
        position,
        zone: zone_of(postcode.as_deref(), position),
        postcode: text(postcode.as_ref()),
        exposure: exposure.unwrap_or(category.exposure),
        typical_hours: place.hours.unwrap_or(category.typical_hours),
        ages: in_order(
            place.age_min.unwrap_or(category.ages.0),
            place.age_max.unwrap_or(category.ages.1),
        ),
        price: place.price,
        facts: place.facts,
        opening_hours: text(place.opening_hours.as_ref()),
        url: text(place.url.as_ref()),
        region: text(place.region.as_ref()),
        catalogue: Arc::clone(catalogue),
        sources: FactSources {
            exposure: stated(exposure.is_some()),
            typical_hours: stated(place.hours.is_some()),
            age_min: stated(place.age_min.is_some()),
            age_max: stated(place.age_max.is_some()),
            ..FactSources::default()
        },
        map: None,
    })
}

/// Returns words of the log as a place has them.
fn text(text: Option<&String>) -> Option<Text> {
    text.cloned().map(Text::Owned)
}

/// Returns the ages it is for, the younger first: one may be stated and the other the kind's.
fn in_order(a: u8, b: u8) -> (u8, u8) {
    (a.min(b), a.max(b))
}

/// Returns a listed place with what the family amended of it.
fn with_amendments(
    mut place: Destination,
    own: &Listed,
    kinds: &Categories,
    zone_of: impl Fn(Option<&str>, Position) -> TimeZone,
) -> Destination {
    for (field, value) in own.counting() {
        amend(&mut place, field, value, kinds);
    }
    if let Some(moved) = own.moved_for_certain()
        && let Ok(position) = Position::new(moved.lat, moved.lon)
    {
        place.position = position;
        place.postcode = text(moved.postcode.as_ref());
        place.zone = zone_of(place.postcode.as_deref(), position);
        place.sources.position = FactSource::Family;
    }
    place.ages = in_order(place.ages.0, place.ages.1);
    place
}

/// Lays one amended fact over a place; one that is not known any more gives way to what is usual for the kind.
fn amend(place: &mut Destination, field: Field, value: &FieldValue, kinds: &Categories) {
    let usual = *value == FieldValue::Unknown;
    let source = if usual {
        FactSource::Category
    } else {
        FactSource::Family
    };
    let (category, sources) = (Arc::clone(&place.category), &mut place.sources);
    // The values of a proposal are read and written in one place.
    let mut asked = ProposedPlace::new(&place.name, &category.id, Located::default());
    asked.set(field, value);
    let fact = |known: &mut Fact, told_by: &mut FactSource, told: Fact| {
        (*known, *told_by) = (told, FactSource::Family);
    };
    match field {
        Field::Name => place.name = asked.name.into(),
        Field::Kind => {
            if let Ok(kind) = kinds.get(&asked.kind) {
                place.category = Arc::clone(kind);
                follow_kind(place);
            }
        }
        Field::Exposure => {
            let share = asked.exposure.and_then(|share| Exposure::new(share).ok());
            place.exposure = share.unwrap_or(category.exposure);
            sources.exposure = source;
        }
        Field::Hours => {
            place.typical_hours = asked.hours.unwrap_or(category.typical_hours);
            sources.typical_hours = source;
        }
        Field::AgeMin => {
            place.ages.0 = asked.age_min.unwrap_or(category.ages.0);
            sources.age_min = source;
        }
        Field::AgeMax => {
            place.ages.1 = asked.age_max.unwrap_or(category.ages.1);
            sources.age_max = source;
        }
        Field::Price => (place.price, sources.price) = (asked.price, FactSource::Family),
        Field::Buggy => fact(
            &mut place.facts.buggy,
            &mut sources.buggy,
            asked.facts.buggy,
        ),
        Field::Dog => fact(&mut place.facts.dog, &mut sources.dog, asked.facts.dog),
        Field::Toilets => fact(
            &mut place.facts.toilets,
            &mut sources.toilets,
            asked.facts.toilets,
        ),
        Field::BabyChange => fact(
            &mut place.facts.baby_change,
            &mut sources.baby_change,
            asked.facts.baby_change,
        ),
        Field::Food => fact(&mut place.facts.food, &mut sources.food, asked.facts.food),
        Field::Booking => fact(
            &mut place.facts.booking,
            &mut sources.booking,
            asked.facts.booking,
        ),
        Field::OpeningHours => {
            place.opening_hours = asked.opening_hours.map(Text::Owned);
            sources.opening_hours = FactSource::Family;
        }
        Field::Url => (place.url, sources.url) = (asked.url.map(Text::Owned), FactSource::Family),
        Field::Region => place.region = asked.region.map(Text::Owned),
        // Where it is comes as one, once it is found to be a location.
        Field::At | Field::Lat | Field::Lon | Field::Postcode => {}
    }
}

/// Gives a place of another kind what is usual for that, where nothing is said of the place itself.
fn follow_kind(place: &mut Destination) {
    let kind = &place.category;
    if place.sources.exposure == FactSource::Category {
        place.exposure = kind.exposure;
    }
    if place.sources.typical_hours == FactSource::Category {
        place.typical_hours = kind.typical_hours;
    }
    if place.sources.age_min == FactSource::Category {
        place.ages.0 = kind.ages.0;
    }
    if place.sources.age_max == FactSource::Category {
        place.ages.1 = kind.ages.1;
    }
}

#[cfg(test)]
mod tests;
