//! One element of an Overpass answer: a node, a way or a relation.

use super::parts::Parts;
use super::position;
use crate::catalogue::import::json::{
    Elements, List, Members, Object, Scalar, skip_value, too_much,
};
use crate::catalogue::import::left::called;
use crate::catalogue::import::shape::{Shape, rings};
use crate::domain::Position;
use serde::de::{MapAccess, SeqAccess};

/// The most members of a relation: OpenStreetMap itself allows 32,000.
const MOST_MEMBERS: usize = 50_000;
/// The most nodes of a way: OpenStreetMap itself allows 2,000, and once allowed more.
const MOST_NODES: usize = 100_000;

/// An element as the answer has it.
#[derive(Debug, Default)]
pub(super) struct Element {
    kind: String,
    id: Option<i64>,
    at: Place,
    centre: Place,
    bounds: Bounds,
    geometry: Option<Points>,
    nodes: Vec<i64>,
    members: Vec<Member>,
    /// Its tags.
    pub(super) tags: Vec<(String, String)>,
}

/// A pair of coordinates.
#[derive(Debug, Default)]
struct Place {
    lat: Scalar,
    lon: Scalar,
}

/// A box.
#[derive(Debug, Default)]
struct Bounds {
    south: Scalar,
    west: Scalar,
    north: Scalar,
    east: Scalar,
}

/// What a relation is made of.
#[derive(Debug, Default)]
struct Member {
    kind: String,
    id: Option<i64>,
    role: String,
    at: Place,
    geometry: Option<Points>,
}

/// A list of places; those that are none are left out.
#[derive(Debug, Default)]
struct Points(Vec<Position>);

impl Element {
    /// Returns what OpenStreetMap calls it, "way/123"; `None` if it is nothing that has a name there.
    pub(super) fn source(&self) -> Option<String> {
        let known = matches!(self.kind.as_str(), "node" | "way" | "relation");
        let id = self.id.filter(|id| *id > 0 && known)?;
        Some(format!("{}/{id}", self.kind))
    }

    /// Returns its name.
    pub(super) fn name(&self) -> Option<&str> {
        let (_, name) = self.tags.iter().find(|(key, _)| key == "name")?;
        Some(name)
    }

    /// Returns why it is nothing that has a name there.
    pub(super) fn why_unknown(&self) -> String {
        let called = called(self.name(), "an element");
        match self.id {
            None => format!("{called}: its id is no number"),
            Some(id) if id <= 0 => format!("{called}: its id is {id}"),
            Some(id) => format!("{called}: {id} is neither of a node, a way nor a relation"),
        }
    }

    /// Returns its id and its place if it is a node.
    pub(super) fn as_node(&self) -> Option<(i64, Position)> {
        (self.kind == "node").then_some(())?;
        Some((self.id?, self.at.position()?))
    }

    /// Returns its id and the nodes that it is made of if it is a way that only numbers them.
    pub(super) fn take_way(&mut self) -> Option<(i64, Vec<i64>)> {
        let numbered = self.kind == "way" && self.geometry.is_none() && !self.nodes.is_empty();
        numbered.then_some(())?;
        Some((self.id?, std::mem::take(&mut self.nodes)))
    }

    /// Returns whether its place is that of other elements.
    pub(super) fn is_made_of_parts(&self) -> bool {
        self.kind != "node"
    }

    /// Returns how much it holds: its members, its points and its tags.
    pub(super) fn weight(&self) -> usize {
        let points =
            |points: &Option<Points>| points.as_ref().map_or(0, |Points(points)| points.len());
        let members = self
            .members
            .iter()
            .map(|member| 8 + points(&member.geometry));
        members.sum::<usize>() + points(&self.geometry) + self.tags.len()
    }

    /// Returns its shape: its own geometry, else that of its parts, else its centre or the middle of its box.
    pub(super) fn shape(&self, parts: &Parts) -> Option<Shape> {
        let exact = match self.kind.as_str() {
            "node" => return self.at.position().map(Shape::point),
            "way" => self.way_shape(parts),
            _ => self.relation_area(parts),
        };
        exact
            .or_else(|| self.centre.position().map(Shape::point))
            .or_else(|| self.bounds.middle().map(Shape::point))
            .or_else(|| self.loose_points(parts))
    }

    fn way_shape(&self, parts: &Parts) -> Option<Shape> {
        let points = match &self.geometry {
            Some(Points(points)) => points.clone(),
            None => parts.whole_way(self.id?)?,
        };
        let is_line = self
            .tags
            .iter()
            .any(|(key, value)| key == "area" && value == "no");
        if is_line {
            Shape::line(&points)
        } else {
            Shape::closed_or_line(points)
        }
    }

    fn relation_area(&self, parts: &Parts) -> Option<Shape> {
        let pieces = |inner: bool| -> Vec<Vec<Position>> {
            let ways = self.members.iter().filter(|member| member.kind == "way");
            ways.filter(|way| (way.role == "inner") == inner)
                .filter_map(|way| way.points(parts))
                .collect()
        };
        Shape::area(rings(pieces(false)), rings(pieces(true)))
    }

    /// Returns the middle of whatever parts of it are known.
    fn loose_points(&self, parts: &Parts) -> Option<Shape> {
        let mut points: Vec<Position> = self.id.map(|id| parts.some_of_way(id)).unwrap_or_default();
        points.extend(
            self.members
                .iter()
                .filter_map(|member| member.position(parts)),
        );
        points.extend(
            self.members
                .iter()
                .filter_map(|member| member.points(parts))
                .flatten(),
        );
        Shape::points(&points)
    }
}

impl Member {
    fn points(&self, parts: &Parts) -> Option<Vec<Position>> {
        match (&self.geometry, self.kind.as_str()) {
            (Some(Points(points)), _) => Some(points.clone()),
            (None, "way") => parts.whole_way(self.id?),
            _ => None,
        }
    }

    fn position(&self, parts: &Parts) -> Option<Position> {
        (self.kind == "node").then_some(())?;
        self.at.position().or_else(|| parts.node(self.id?))
    }
}

impl Place {
    fn position(&self) -> Option<Position> {
        position(&self.lat, &self.lon)
    }
}

impl Bounds {
    fn middle(&self) -> Option<Position> {
        let south_west = position(&self.south, &self.west)?;
        let north_east = position(&self.north, &self.east)?;
        let lat = f64::midpoint(south_west.lat(), north_east.lat());
        let lon = f64::midpoint(south_west.lon(), north_east.lon());
        Position::new(lat, lon).ok()
    }
}

impl Members for Element {
    fn member<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "type" => self.kind = map.next_value::<Scalar>()?.text().unwrap_or_default(),
            "id" => self.id = map.next_value::<Scalar>()?.whole(),
            "lat" => self.at.lat = map.next_value()?,
            "lon" => self.at.lon = map.next_value()?,
            "center" => drop(map.next_value_seed(Object(&mut self.centre))?),
            "bounds" => drop(map.next_value_seed(Object(&mut self.bounds))?),
            "geometry" => {
                let mut points = Points::default();
                let is_list = map.next_value_seed(List(&mut points))?;
                self.geometry = is_list.then_some(points);
            }
            "nodes" => drop(map.next_value_seed(List(&mut Ids(&mut self.nodes)))?),
            "members" => drop(map.next_value_seed(List(&mut self.members))?),
            "tags" => drop(map.next_value_seed(Object(&mut self.tags))?),
            _ => skip_value(map)?,
        }
        Ok(())
    }
}

impl Members for Place {
    fn member<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "lat" => self.lat = map.next_value()?,
            "lon" => self.lon = map.next_value()?,
            _ => skip_value(map)?,
        }
        Ok(())
    }
}

impl Members for Bounds {
    fn member<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "minlat" => self.south = map.next_value()?,
            "minlon" => self.west = map.next_value()?,
            "maxlat" => self.north = map.next_value()?,
            "maxlon" => self.east = map.next_value()?,
            _ => skip_value(map)?,
        }
        Ok(())
    }
}

impl Members for Member {
    fn member<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "type" => self.kind = map.next_value::<Scalar>()?.text().unwrap_or_default(),
            "ref" => self.id = map.next_value::<Scalar>()?.whole(),
            "role" => self.role = map.next_value::<Scalar>()?.text().unwrap_or_default(),
            "lat" => self.at.lat = map.next_value()?,
            "lon" => self.at.lon = map.next_value()?,
            "geometry" => {
                let mut points = Points::default();
                let is_list = map.next_value_seed(List(&mut points))?;
                self.geometry = is_list.then_some(points);
            }
            _ => skip_value(map)?,
        }
        Ok(())
    }
}

impl Elements for Points {
    fn element<'de, A: SeqAccess<'de>>(&mut self, list: &mut A) -> Result<bool, A::Error> {
        let mut place = Place::default();
        let more = list.next_element_seed(Object(&mut place))?.is_some();
        if self.0.len() >= MOST_NODES {
            return Err(too_much("a line of more points than any has"));
        }
        self.0.extend(place.position());
        Ok(more)
    }
}

impl Elements for Vec<Member> {
    fn element<'de, A: SeqAccess<'de>>(&mut self, list: &mut A) -> Result<bool, A::Error> {
        let mut member = Member::default();
        let found = list.next_element_seed(Object(&mut member))?;
        // One that says neither what it is nor which is none.
        if found == Some(true) && member.id.is_some() {
            if self.len() >= MOST_MEMBERS {
                return Err(too_much("a relation of more members than any has"));
            }
            self.push(member);
        }
        Ok(found.is_some())
    }
}

/// Numbers of nodes.
struct Ids<'a>(&'a mut Vec<i64>);

impl Elements for Ids<'_> {
    fn element<'de, A: SeqAccess<'de>>(&mut self, list: &mut A) -> Result<bool, A::Error> {
        let next = list.next_element::<Scalar>()?;
        if self.0.len() >= MOST_NODES {
            return Err(too_much("a way of more nodes than any has"));
        }
        self.0.extend(next.as_ref().and_then(Scalar::whole));
        Ok(next.is_some())
    }
}
