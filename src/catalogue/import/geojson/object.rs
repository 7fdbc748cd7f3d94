//! One object of a GeoJSON document, whose `type` may stand after all that it says of: the document itself or a feature.

use super::geometry::Geometry;
use super::own::GENERATOR;
use super::properties::Known;
use super::{Features, Raw};
use crate::catalogue::import::ImportError;
use crate::catalogue::import::json::{List, Members, Object, Scalar, skip_value};
use crate::catalogue::import::plain::plain_line;
use serde::de::MapAccess;

/// An object, with the list that its features go to if it is the document.
pub(super) struct GeoObject<'b, 'a> {
    features: Option<&'b mut Features<'a>>,
    /// Whether it has a list of features.
    pub(super) has_list: bool,
    /// All else that it has.
    pub(super) parts: Parts,
}

/// What an object has.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Its type.
    pub(super) kind: String,
    /// Its system of coordinates.
    pub(super) crs: Crs,
    /// When it was so.
    pub(super) timestamp: Option<String>,
    /// Whom to credit.
    pub(super) credit: Option<String>,
    /// The feature it is, if it is one.
    pub(super) feature: Raw,
}

impl<'b, 'a> GeoObject<'b, 'a> {
    /// Returns a document whose features go to `features`.
    pub(super) fn document(features: &'b mut Features<'a>) -> Self {
        Self {
            features: Some(features),
            has_list: false,
            parts: Parts::default(),
        }
    }

    /// Returns a member of a list of features.
    pub(super) fn member() -> Self {
        Self {
            features: None,
            has_list: false,
            parts: Parts::default(),
        }
    }
}

impl Members for GeoObject<'_, '_> {
    fn member<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        let parts = &mut self.parts;
        match (key, &mut self.features) {
            ("features", Some(features)) => {
                self.has_list |= map.next_value_seed(List(&mut **features))?;
            }
            ("type", _) => parts.kind = map.next_value::<Scalar>()?.text().unwrap_or_default(),
            ("id", _) => parts.feature.id = map.next_value::<Scalar>()?.text(),
            ("properties", _) => {
                parts.feature.properties = Known::default();
                map.next_value_seed(Object(&mut parts.feature.properties))?;
            }
            ("geometry", _) => {
                parts.feature.geometry = Geometry::default();
                map.next_value_seed(Object(&mut parts.feature.geometry))?;
            }
            ("generator", Some(features)) => {
                if map.next_value::<Scalar>()?.text().as_deref() == Some(GENERATOR) {
                    features.are_ours();
                }
            }
            ("crs", Some(_)) => drop(map.next_value_seed(Object(&mut parts.crs))?),
            ("timestamp", Some(_)) => parts.timestamp = map.next_value::<Scalar>()?.text(),
            ("copyright" | "attribution", Some(_)) => {
                parts.credit = map.next_value::<Scalar>()?.text();
            }
            _ => skip_value(map)?,
        }
        Ok(())
    }
}

/// The system of coordinates that an old GeoJSON names: `{"type":"name","properties":{"name":"..."}}`.
#[derive(Debug, Default)]
pub(super) struct Crs(Vec<(String, String)>);

impl Crs {
    /// Checks that coordinates are in WGS 84.
    ///
    /// # Errors
    /// Names the system that they are in.
    pub(super) fn check(&self) -> Result<(), ImportError> {
        let mut members = self.0.iter();
        let Some((_, name)) = members.find(|(key, _)| key == "name" || key == "code") else {
            return Ok(());
        };
        let lower = name.to_lowercase();
        let known = ["crs84", "crs:84", "4326", "wgs84", "wgs 84", "4979"];
        if known.iter().any(|known| lower.contains(known)) {
            return Ok(());
        }
        let system = plain_line(name, 60);
        Err(ImportError::Unsuitable(format!(
            "its coordinates are in \"{system}\"; save it again in WGS 84 (EPSG:4326)"
        )))
    }
}

impl Members for Crs {
    fn member<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "properties" => drop(map.next_value_seed(Object(&mut self.0))?),
            _ => skip_value(map)?,
        }
        Ok(())
    }
}
