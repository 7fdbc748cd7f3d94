//! The geometry of a GeoJSON feature: any of its seven kinds, longitude first, however deep its brackets may not go.

use crate::catalogue::import::json::{
    Elements, List, Members, Object, Scalar, passes_over, skip_object, skip_value, too_much,
};
use crate::catalogue::import::shape::Shape;
use crate::domain::Position;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Brackets around the numbers of a multipolygon: polygons, rings, points.
const DEEPEST: usize = 4;
/// Geometries within geometries.
const DEEPEST_COLLECTION: usize = 8;
/// The most geometries of a collection.
const MOST_GEOMETRIES: usize = 10_000;
/// The most points of one geometry.
const MOST_POINTS: usize = 2_000_000;

/// A geometry as the file has it.
#[derive(Debug, Default)]
pub(super) struct Geometry {
    kind: String,
    coordinates: Nested,
    geometries: Vec<Geometry>,
    depth: usize,
}

/// Coordinates in their brackets.
#[derive(Debug, Default)]
enum Nested {
    /// A pair of numbers: longitude and latitude; a height is passed over.
    Pair(f64, f64),
    /// A list of whatever is within.
    List(Vec<Nested>),
    /// A single number, which only has a meaning within a pair.
    Number(f64),
    /// Anything else.
    #[default]
    Nothing,
}

impl Geometry {
    /// Returns whether `kind` is the type of a geometry.
    pub(super) fn is_kind(kind: &str) -> bool {
        matches!(
            kind,
            "Point"
                | "MultiPoint"
                | "LineString"
                | "MultiLineString"
                | "Polygon"
                | "MultiPolygon"
                | "GeometryCollection"
        )
    }

    /// Returns whether it is a line.
    pub(super) fn is_line(&self) -> bool {
        self.kind == "LineString"
    }

    /// Returns whether it is a point.
    pub(super) fn is_point(&self) -> bool {
        self.kind == "Point"
    }

    /// Returns its one point.
    pub(super) fn point(&self) -> Option<Position> {
        self.is_point().then(|| self.coordinates.position())?
    }

    /// Returns its shape; `None` where it is nowhere on Earth.
    pub(super) fn shape(&self) -> Option<Shape> {
        let coordinates = &self.coordinates;
        match self.kind.as_str() {
            "Point" => coordinates.position().map(Shape::point),
            "MultiPoint" | "LineString" => {
                let points = coordinates.points()?;
                if self.kind == "LineString" {
                    Shape::line(&points)
                } else {
                    Shape::points(&points)
                }
            }
            "MultiLineString" => Shape::points(&coordinates.rings()?.concat()),
            "Polygon" => {
                let mut rings = coordinates.rings()?.into_iter();
                Shape::area(vec![rings.next()?], rings.collect())
            }
            "MultiPolygon" => {
                let (mut outer, mut inner) = (Vec::new(), Vec::new());
                for polygon in coordinates.list()? {
                    let mut rings = polygon.rings()?.into_iter();
                    outer.extend(rings.next());
                    inner.extend(rings);
                }
                Shape::area(outer, inner)
            }
            "GeometryCollection" => self.collected(),
            _ => None,
        }
    }

    /// Returns why it has no shape.
    pub(super) fn why_nowhere(&self) -> String {
        match self.kind.as_str() {
            "" => "it has no geometry".to_owned(),
            kind if !Self::is_kind(kind) => format!("its geometry is a \"{kind}\""),
            kind => format!("its {kind} has coordinates that are none, or off the Earth"),
        }
    }

    /// Returns the shape of a collection: that of its areas if it has any, else the middle of its parts.
    fn collected(&self) -> Option<Shape> {
        let shapes: Option<Vec<Shape>> = self.geometries.iter().map(Self::shape).collect();
        let shapes = shapes?;
        let rings: Vec<_> = shapes
            .iter()
            .flat_map(|shape| shape.outline.clone())
            .collect();
        if rings.is_empty() {
            let points: Vec<Position> = shapes.iter().map(|shape| shape.position).collect();
            Shape::points(&points)
        } else {
            Shape::area(rings, Vec::new())
        }
    }
}

impl Nested {
    fn list(&self) -> Option<&[Nested]> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }

    fn position(&self) -> Option<Position> {
        match self {
            Self::Pair(lon, lat) => Position::new(*lat, *lon).ok(),
            _ => None,
        }
    }

    /// Returns a list of points; `None` if one of them is nowhere on Earth.
    fn points(&self) -> Option<Vec<Position>> {
        self.list()?.iter().map(Self::position).collect()
    }

    fn rings(&self) -> Option<Vec<Vec<Position>>> {
        self.list()?.iter().map(Self::points).collect()
    }
}

impl Members for Geometry {
    fn member<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "type" => self.kind = map.next_value::<Scalar>()?.text().unwrap_or_default(),
            "coordinates" => {
                let mut points = 0;
                self.coordinates = map.next_value_seed(Brackets {
                    depth: 0,
                    points: &mut points,
                })?;
            }
            "geometries" => drop(map.next_value_seed(List(&mut Collected(self)))?),
            _ => skip_value(map)?,
        }
        Ok(())
    }
}

/// The members of a collection of geometries.
struct Collected<'a>(&'a mut Geometry);

impl Elements for Collected<'_> {
    fn element<'de, A: SeqAccess<'de>>(&mut self, list: &mut A) -> Result<bool, A::Error> {
        let depth = self.0.depth + 1;
        if self.0.geometries.len() >= MOST_GEOMETRIES {
            return Err(too_much("a shape of more shapes than any map has"));
        }
        if depth > DEEPEST_COLLECTION {
            return Err(too_much(
                "geometries within geometries, deeper than any map has them",
            ));
        }
        let mut geometry = Geometry {
            depth,
            ..Geometry::default()
        };
        let found = list.next_element_seed(Object(&mut geometry))?;
        if found.is_some() {
            self.0.geometries.push(geometry);
        }
        Ok(found.is_some())
    }
}

/// Reads coordinates, counting brackets and points.
struct Brackets<'a> {
    depth: usize,
    points: &'a mut usize,
}

impl<'de> DeserializeSeed<'de> for Brackets<'_> {
    type Value = Nested;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Nested, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Brackets<'_> {
    type Value = Nested;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("coordinates")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Nested, A::Error> {
        if self.depth >= DEEPEST {
            return Err(too_much(
                "brackets within brackets, deeper than any map has them",
            ));
        }
        let mut items = Vec::new();
        let mut numbers = Vec::new();
        while let Some(next) = list.next_element_seed(Brackets {
            depth: self.depth + 1,
            points: self.points,
        })? {
            *self.points += 1;
            if *self.points > 4 * MOST_POINTS {
                return Err(too_much("a shape with more points than any map has"));
            }
            match next {
                Nested::Number(number) if items.is_empty() => numbers.push(number),
                other => items.push(other),
            }
        }
        Ok(match numbers.as_slice() {
            // Two numbers and perhaps a height, and nothing else among them.
            &[lon, lat] | &[lon, lat, _] | &[lon, lat, _, _] if items.is_empty() => {
                Nested::Pair(lon, lat)
            }
            [] => Nested::List(items),
            _ => Nested::Nothing,
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Nested, A::Error> {
        skip_object(map).map(|()| Nested::Nothing)
    }

    fn visit_i64<E: Error>(self, whole: i64) -> Result<Nested, E> {
        Ok(Scalar::Whole(whole)
            .number()
            .map_or(Nested::Nothing, Nested::Number))
    }

    fn visit_u64<E: Error>(self, whole: u64) -> Result<Nested, E> {
        // What does not fit is far off the Earth.
        Ok(Nested::Number(
            i32::try_from(whole).map_or(f64::INFINITY, f64::from),
        ))
    }

    fn visit_f64<E: Error>(self, real: f64) -> Result<Nested, E> {
        Ok(Nested::Number(real))
    }

    passes_over!(Nested::Nothing; visit_bool: bool, visit_str: &str);
}
