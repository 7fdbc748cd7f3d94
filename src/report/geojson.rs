//! `--format geojson`: the places as a feature collection (RFC 7946), for maps.
//! The properties of a place are those of `--format json`; what is said of the whole stands beside the features.

use super::Report;
use super::json::{line, to_value};
use serde_json::{Value, json};

/// Returns the results as a feature collection.
#[must_use]
pub fn to_geojson(report: &Report<'_>) -> String {
    let mut whole = to_value(report);
    let places = whole.remove("results");
    let places = places.as_ref().and_then(Value::as_array);
    let features: Vec<Value> = places.into_iter().flatten().map(feature).collect();
    // Only what is said of the whole: lists of further places would be features that no map shows.
    whole.retain(|name, _| {
        [
            "generated_at",
            "origin",
            "days",
            "weather",
            "dropped",
            "notices",
            "credits",
        ]
        .contains(&name.as_str())
    });
    whole.insert("type".to_owned(), json!("FeatureCollection"));
    whole.insert("features".to_owned(), Value::Array(features));
    line(&whole)
}

fn feature(place: &Value) -> Value {
    let mut properties = place.as_object().cloned().unwrap_or_default();
    let id = properties.remove("id");
    let (lat, lon) = (properties.remove("lat"), properties.remove("lon"));
    json!({
        "type": "Feature",
        "id": id,
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": properties,
    })
}
