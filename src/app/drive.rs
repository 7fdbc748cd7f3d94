//! The drive to one place, for the commands that look at one: along the roads where a server knows them, else estimated.
//! Without a home there is none: the family is there already.

use super::coming_weather::At;
use super::roads::Roads;
use crate::domain::{Destination, Journey, JourneyMethod, Location, Precision};
use crate::net::Client;
use crate::planner::{Candidate, Standing};

/// The drive from home to one place.
pub(super) struct Drive {
    roads: Option<Roads>,
    pub(super) journey: Journey,
}

impl Drive {
    /// Returns the drive from `home` to `place`, for which a server is asked where one is configured.
    pub(super) fn to(
        place: &Destination,
        home: Option<&Location>,
        at: &At<'_>,
        client: &mut Client,
    ) -> Self {
        let Some(home) = home else {
            return Self {
                roads: None,
                journey: no_journey(),
            };
        };
        let mut roads = Roads::new(at.config, at.settings, home.position, at.freshness, at.now);
        roads.ask(client, &[place]);
        Self {
            journey: roads.journey(place),
            roads: Some(roads),
        }
    }

    /// Returns the place with the drive there, as one that satisfies every limit.
    pub(super) fn candidate<'a>(&self, place: &'a Destination) -> Candidate<'a> {
        Candidate {
            place,
            journey: self.journey,
            standing: Standing::Confirmed,
        }
    }

    /// Returns what is worth a word on standard error; `others` have been said of the same run already.
    pub(super) fn warnings(&self, others: &[String]) -> Vec<String> {
        let Some(roads) = &self.roads else {
            return Vec::new();
        };
        let mut warnings: Vec<String> = roads
            .shortfall(self.journey.is_routed())
            .into_iter()
            .collect();
        // A cache that cannot be written is one thing to mend.
        if others.is_empty() {
            warnings.extend(roads.warnings().iter().cloned());
        }
        warnings
    }
}

/// Returns the home of someone who is at the place already.
pub(super) fn already_there(place: &Destination) -> Location {
    Location {
        query: String::new(),
        label: place.name.to_string(),
        area: None,
        position: place.position,
        precision: Precision::Coordinates,
        zone: place.zone.clone(),
        notes: Vec::new(),
    }
}

/// Returns the journey of someone who is there already.
pub(super) fn no_journey() -> Journey {
    Journey {
        over_water: false,
        around: None,
        crow_km: 0.0,
        road_km: 0.0,
        minutes: 0.0,
        bearing: 0.0,
        method: JourneyMethod::Estimate,
    }
}
