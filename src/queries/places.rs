//! The places that the family proposed, amended or retired, by id.

use super::place::{Place, Stage};
use crate::domain::Event;
use std::collections::BTreeMap;

/// The places that the family's events are about, visits and hiding left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Places(BTreeMap<String, Place>);

impl Places {
    /// Returns the place `id`, if an event is about it.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Place> {
        self.0.get(id)
    }

    /// Returns the places, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Place)> {
        self.0.iter().map(|(id, place)| (id.as_str(), place))
    }

    /// Returns whether no event is about any place.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns how far the place `id` has come; [`Stage::Listed`] for one that no event is about.
    #[must_use]
    pub fn stage(&self, id: &str) -> Stage {
        self.get(id).map_or(Stage::Listed, Place::stage)
    }

    /// Returns the ids of the places of other catalogues that the family amended or retired; one that it proposed itself
    /// under such an id stands in their place once it is approved.
    pub fn changed(&self) -> impl Iterator<Item = &str> {
        let is_changed = |place: &Place| match place.stage() {
            Stage::Approved => false,
            _ => {
                let listed = &place.listed;
                let says =
                    listed.counting().next().is_some() || listed.moved_for_certain().is_some();
                listed.retired.is_some() || says
            }
        };
        self.iter()
            .filter_map(move |(id, place)| is_changed(place).then_some(id))
    }

    /// Counts an event that is not undone and later than all before.
    pub(super) fn count(&mut self, event: &Event) {
        if !self.0.contains_key(&event.stream) {
            self.0.insert(event.stream.clone(), Place::default());
        }
        if let Some(place) = self.0.get_mut(&event.stream) {
            place.count(event);
        }
    }
}
