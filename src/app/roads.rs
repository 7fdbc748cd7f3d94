//! Drives along the roads, where a server is configured, and estimates for the rest.

use super::world::World;
use crate::config::{Config, Settings};
use crate::domain::{Area, Circle, Destination, Journey, Outing, Position, Waypoint};
use crate::net::Client;
use crate::planner::{estimate_journey, farthest_km, hopeful_reach};
use crate::routes::service::{self, Routes};
use crate::store::route_cache::RouteCache;
use crate::weather::service::Freshness;
use jiff::Timestamp;
use std::time::Duration;

/// The drives of a run, from one home.
pub(super) struct Roads {
    home: Position,
    routes: Option<Routes>,
}

impl Roads {
    /// Returns the drives that the cache has, where a server is configured; nobody is asked yet.
    pub(super) fn new(
        config: &Config,
        settings: &Settings,
        home: Position,
        freshness: Freshness,
        now: Timestamp,
    ) -> Self {
        let routes = settings.osrm_url.as_ref().map(|server| {
            let folder = World::paths(config).cache;
            let cache = RouteCache::new(folder, server, Waypoint::of(home));
            let settings = service::Settings {
                base_url: server.clone(),
                home,
                now,
                freshness,
                // The forecasts are worth more than the minutes: a server that hangs leaves them half the time.
                at_most: Duration::from_secs(settings.timeout_seconds) / 2,
            };
            Routes::new(cache, settings)
        });
        Self { home, routes }
    }

    /// Returns whether a server is configured.
    pub(super) fn have_a_server(&self) -> bool {
        self.routes.is_some()
    }

    /// Returns the area that holds every place in reach, and those that might be once their real drive is known.
    pub(super) fn area(&self, outing: &Outing) -> Area {
        let asked = &outing.limits.reach;
        let reach = match self.routes {
            Some(_) => hopeful_reach(asked),
            None => *asked,
        };
        farthest_km(&reach).map_or(Area::Everywhere, |km| {
            let centre = outing.origin.position;
            Area::Within(Circle { centre, km })
        })
    }

    /// Returns the drive to `place`: that of the server, else the estimate.
    pub(super) fn journey(&self, place: &Destination) -> Journey {
        let estimate = estimate_journey(self.home, place.position);
        let routes = self.routes.as_ref();
        match routes.and_then(|routes| routes.way_to(place.position)) {
            Some(way) => estimate.along(way),
            None => estimate,
        }
    }

    /// Asks for the drives to those of `places` that are not known; returns whether anything new is known.
    pub(super) fn ask(&mut self, client: &mut Client, places: &[&Destination]) -> bool {
        let Some(routes) = &mut self.routes else {
            return false;
        };
        let positions: Vec<Position> = places.iter().map(|place| place.position).collect();
        routes.ask(client, &positions)
    }

    /// Returns what is worth a word on standard error when drives could not be had; `any` says that some could.
    pub(super) fn shortfall(&self, any: bool) -> Option<String> {
        let failure = self.routes.as_ref()?.failure()?;
        Some(if any {
            format!("not every drive could be had: {failure}; those with \"about\" are estimates")
        } else {
            format!("no drives could be had: {failure}; they are estimates")
        })
    }

    /// Returns what the reader may want to mend though nothing is missing.
    pub(super) fn warnings(&self) -> &[String] {
        self.routes.as_ref().map_or(&[], |routes| routes.warnings())
    }

    /// Returns what was done, for the curious.
    pub(super) fn told(&self) -> Option<String> {
        let requests = self.routes.as_ref()?.requests();
        Some(format!("drives asked for in {requests} requests"))
    }
}
