//! One place that the family proposed twice: two parents may, while they write apart.

use super::place::{Place, Stage};
use super::places::Places;
use crate::catalogue::is_called;
use crate::domain::{Destination, Position, ProposedPlace, Subject};
use std::collections::{BTreeMap, HashMap};

/// Within this distance a place of the same kind is the same place, km.
const SAME_SPOT_KM: f64 = 0.15;
/// Within this distance a place of the same kind and name is the same place, km.
const SAME_NAME_KM: f64 = 2.0;
/// Places that far apart by latitude are at most in neighbouring bands of this many degrees.
const BAND: f64 = 0.02;

/// What tells whether two places are one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot<'a> {
    name: &'a str,
    kind: &'a str,
    position: Position,
}

impl<'a> Spot<'a> {
    /// Returns that of what is said to be at a position.
    #[must_use]
    pub fn of(subject: &'a Subject, position: Position) -> Self {
        Self {
            name: &subject.name,
            kind: &subject.kind,
            position,
        }
    }

    fn of_proposed(place: &'a ProposedPlace) -> Option<Self> {
        Some(Self {
            name: &place.name,
            kind: &place.kind,
            position: Position::new(place.location.lat, place.location.lon).ok()?,
        })
    }

    /// Returns that of a place of another catalogue.
    #[must_use]
    pub fn of_listed(place: &'a Destination) -> Self {
        Self {
            name: &place.name,
            kind: &place.category.id,
            position: place.position,
        }
    }

    /// Returns whether both are one place.
    #[must_use]
    pub fn is(self, other: Self) -> bool {
        let km = self.position.distance_km(other.position);
        self.kind == other.kind
            && (km < SAME_SPOT_KM || km < SAME_NAME_KM && is_called(self.name, other.name))
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "at most 4,500 bands either way"
    )]
    fn band(self) -> i32 {
        (self.position.lat() / BAND).floor() as i32
    }
}

/// A place that is suggested, and one that is not because it is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Twin<'a> {
    /// The id of the place that was proposed first.
    pub first: &'a str,
    /// The id of the other.
    pub second: &'a str,
}

impl Places {
    /// Returns the id of a place that was proposed under another id than `id`, found to be one and not turned down
    /// since, and is the same.
    #[must_use]
    pub fn twin_of(&self, id: &str, spot: Spot<'_>) -> Option<&str> {
        let others = self.iter().filter(|(other, _)| *other != id);
        let mut standing =
            others.filter(|(_, place)| matches!(place.stage(), Stage::Validated | Stage::Approved));
        let is_it = |place: &Place| spot_of(place).is_some_and(|other| other.is(spot));
        let twin = standing.find(|(_, place)| is_it(place));
        twin.map(|(other, _)| other)
    }

    /// Returns the approved places that are the same as one that was proposed earlier, by id.
    #[must_use]
    pub fn twins(&self) -> Vec<Twin<'_>> {
        let approved = self
            .iter()
            .filter(|(_, place)| place.stage() == Stage::Approved);
        let by_age: BTreeMap<_, _> = approved
            .filter_map(|(id, place)| Some((place.proposal.as_ref()?.event, (id, spot_of(place)?))))
            .collect();
        let mut bands: HashMap<i32, Vec<(&str, Spot<'_>)>> = HashMap::new();
        let mut twins = Vec::new();
        for (second, spot) in by_age.into_values() {
            let around = (spot.band() - 1..=spot.band() + 1).filter_map(|band| bands.get(&band));
            let first = around.flatten().find(|(_, other)| other.is(spot));
            match first {
                Some((first, _)) => twins.push(Twin { first, second }),
                None => bands.entry(spot.band()).or_default().push((second, spot)),
            }
        }
        twins.sort_by_key(|twin| twin.second);
        twins
    }
}

fn spot_of(place: &Place) -> Option<Spot<'_>> {
    Spot::of_proposed(&place.proposal.as_ref()?.place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::queries::Family;
    use crate::queries::fixture::{Told, approved, at, proposed, validated};
    use rstest::rstest;

    fn place(name: &str, kind: &str, lat: f64) -> ProposedPlace {
        ProposedPlace::new(name, kind, at(lat, -2.38))
    }

    /// Returns the ids of the twins when Anna has proposed the garden Tatton Park at 53.3 north, and Ben that afterwards.
    fn twins(bens: ProposedPlace) -> Vec<(String, String)> {
        let lat = bens.location.lat;
        let told = Told::default()
            .and(
                "anna",
                "tatton-park",
                proposed(place("Tatton Park", "garden", 53.3)),
            )
            .and("kidtrip", "tatton-park", validated(53.3))
            .and("anna", "tatton-park", approved())
            .and("anna", "bens", proposed(bens))
            .and("kidtrip", "bens", validated(lat))
            .and("anna", "bens", approved());
        let family = Family::of(&told.events);
        let twins = family.places.twins().into_iter();
        twins
            .map(|twin| (twin.first.to_owned(), twin.second.to_owned()))
            .collect()
    }

    #[rstest]
    #[case::on_the_spot(place("The Garden", "garden", 53.301), true)]
    #[case::farther(place("The Garden", "garden", 53.302), false)]
    #[case::of_that_name_near_by(place("tatton  park", "garden", 53.317), true)]
    #[case::of_that_name_elsewhere(place("Tatton Park", "garden", 53.319), false)]
    #[case::of_another_kind(place("Tatton Park", "farm", 53.3), false)]
    #[case::across_a_band(place("Tatton Park", "garden", 53.283), true)]
    fn what_two_have_proposed_is_one_place_by_spot_or_by_name(
        #[case] bens: ProposedPlace,
        #[case] is_one: bool,
    ) {
        let expected = [("tatton-park".to_owned(), "bens".to_owned())];
        assert_eq!(twins(bens), if is_one { &expected[..] } else { &[] });
    }
}
