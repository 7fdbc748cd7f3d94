//! GeoJSON of every program that writes it, and GeoJSON that means no good.

use super::*;
use crate::catalogue::Categories;
use crate::catalogue::import::Selectors;
use crate::catalogue::import::named::KIND;
use crate::domain::Position;
use rstest::rstest;

fn read_text(text: &str, kind: Option<&str>) -> Result<Reading, ImportError> {
    let kinds = KindNames::of(&Categories::built_in().unwrap());
    read(
        text.as_bytes(),
        &Selectors::built_in().unwrap(),
        &kinds,
        kind,
    )
}

fn collection(features: &str) -> Reading {
    read_text(
        &format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#),
        None,
    )
    .unwrap()
}

fn zoo_with(geometry: &str) -> Reading {
    collection(&format!(
        r#"{{"type":"Feature","properties":{{"tourism":"zoo","name":"Zoo"}},"geometry":{geometry}}}"#
    ))
}

#[rstest]
#[case::a_point(r#"{"type":"Point","coordinates":[4,2]}"#, 0)]
#[case::a_point_with_its_height(r#"{"coordinates":[4.0,2.0,120.5],"type":"Point"}"#, 0)]
#[case::points(r#"{"type":"MultiPoint","coordinates":[[3,1],[5,3]]}"#, 0)]
#[case::a_line(r#"{"type":"LineString","coordinates":[[4,1],[4,3]]}"#, 0)]
#[case::lines(
    r#"{"type":"MultiLineString","coordinates":[[[4,1],[4,3]],[[3,2],[5,2]]]}"#,
    0
)]
#[case::an_area(
    r#"{"type":"Polygon","coordinates":[[[3,1],[5,1],[5,3],[3,3],[3,1]]]}"#,
    1
)]
#[case::an_area_with_a_hole(
    r#"{"type":"Polygon","coordinates":[[[3,1],[5,1],[5,3],[3,3],[3,1]],[[4,2],[4.1,2],[4.1,2.1],[4,2]]]}"#, 2)]
#[case::areas(
    r#"{"type":"MultiPolygon","coordinates":[[[[3,1],[4,1],[4,3],[3,3],[3,1]]],[[[4,1],[5,1],[5,3],[4,3],[4,1]]]]}"#, 2)]
#[case::a_collection(
    r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[4,2]}]}"#,
    0
)]
#[case::a_collection_with_an_area(
    r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[0,0]},
        {"type":"Polygon","coordinates":[[[3,1],[5,1],[5,3],[3,3],[3,1]]]}]}"#,
    1
)]
fn a_feature_is_where_its_geometry_is(#[case] geometry: &str, #[case] rings: usize) {
    let reading = zoo_with(geometry);
    let feature = &reading.features[0];
    let off = feature
        .position
        .distance_km(Position::new(2.0, 4.0).unwrap());
    assert!(off < 0.001, "{:?}", feature.position);
    assert_eq!(feature.outline.len(), rings);
}

#[rstest]
#[case::none("null")]
#[case::a_kind_that_is_none(r#"{"type":"Circle","coordinates":[1,2]}"#)]
#[case::no_coordinates(r#"{"type":"Point"}"#)]
#[case::one_number(r#"{"type":"Point","coordinates":[1]}"#)]
#[case::numbers_in_words(r#"{"type":"Point","coordinates":["1","2"]}"#)]
#[case::off_the_earth(r#"{"type":"Point","coordinates":[2,91]}"#)]
#[case::metres(r#"{"type":"Point","coordinates":[384000,398000]}"#)]
#[case::a_number_beyond_all(r#"{"type":"Point","coordinates":[1e300,18446744073709551615]}"#)]
#[case::an_empty_area(r#"{"type":"Polygon","coordinates":[]}"#)]
#[case::an_empty_ring(r#"{"type":"Polygon","coordinates":[[]]}"#)]
#[case::points_for_an_area(r#"{"type":"Polygon","coordinates":[[1,2],[3,4]]}"#)]
#[case::a_null_among_points(r#"{"type":"LineString","coordinates":[[1,2],null]}"#)]
#[case::a_number_among_points(r#"{"type":"LineString","coordinates":[3,[1,2]]}"#)]
#[case::an_object_for_a_pair(r#"{"type":"Point","coordinates":{"lon":1,"lat":2}}"#)]
#[case::a_list_for_a_geometry("[1,2]")]
#[case::an_empty_collection(r#"{"type":"GeometryCollection","geometries":[]}"#)]
fn a_feature_that_is_nowhere_is_skipped_and_counted(#[case] geometry: &str) {
    let reading = zoo_with(geometry);
    assert!(reading.features.is_empty());
    assert_eq!(reading.skipped_counts(), [(Skipped::NoPosition, 1)]);
}

#[rstest]
#[case::overpass_turbo(
    r#""id":"way/12","properties":{"@id":"way/12","tourism":"zoo"}"#,
    "way/12"
)]
#[case::an_id_alone(r#""id":"relation/12","properties":{"tourism":"zoo"}"#, "relation/12")]
#[case::osmium(r#""properties":{"@type":"node","@id":12,"tourism":"zoo"}"#, "node/12")]
#[case::quick_osm(
    r#""properties":{"full_id":"w12","osm_id":"12","osm_type":"way","tourism":"zoo"}"#,
    "way/12"
)]
#[case::the_first_overpass_turbo(
    r#""id":"way/12","properties":{"type":"way","id":12,"tags":{"tourism":"zoo"},"meta":{"a":1}}"#,
    "way/12"
)]
#[case::ogr2ogr(
    r#""properties":{"osm_way_id":"12","other_tags":"\"tourism\"=>\"zoo\",\"fee\"=>\"yes\""}"#,
    "way/12"
)]
#[case::a_number_of_somebody_else(r#""id":7,"properties":{"tourism":"zoo"}"#, "feature 1")]
#[case::no_number(
    r#""id":"way/x","properties":{"@id":"way/0","tourism":"zoo"}"#,
    "feature 1"
)]
fn an_object_of_openstreetmap_keeps_its_number(#[case] feature: &str, #[case] source: &str) {
    let reading = collection(&format!(
        r#"{{"type":"Feature",{feature},"geometry":{{"type":"Point","coordinates":[4,2]}}}}"#
    ));
    let feature = &reading.features[0];
    assert_eq!(feature.source, source);
    assert_eq!(feature.tag("tourism"), Some("zoo"));
    let credited = reading
        .attribution
        .is_some_and(|credit| credit.contains("OpenStreetMap"));
    assert_eq!(credited, source != "feature 1");
}

#[rstest]
#[case::by_a_category(r#"{"Title":"Our Zoo","Category":"Wildlife park"}"#, None, Some("zoo"))]
#[case::by_what_was_asked(r#"{"Name":"Our Zoo"}"#, Some("zoo"), Some("zoo"))]
#[case::without_a_name(r#"{"colour":"red"}"#, Some("zoo"), None)]
#[case::by_nothing(r#"{"Name":"Our Zoo"}"#, None, None)]
#[case::openstreetmap_says_what_it_is(
    r#"{"@id":"node/3","name":"Pub","amenity":"pub"}"#,
    Some("zoo"),
    None
)]
fn a_feature_of_no_map_known_is_what_it_is_said_to_be(
    #[case] properties: &str,
    #[case] asked: Option<&str>,
    #[case] kind: Option<&str>,
) {
    let text = format!(
        r#"{{"type":"Feature","properties":{properties},"geometry":{{"type":"Point","coordinates":[4,2]}}}}"#
    );
    let reading = read_text(&text, asked).unwrap();
    assert_eq!(
        reading
            .features
            .first()
            .and_then(|feature| feature.tag(KIND)),
        kind
    );
    assert_eq!(reading.objects, 1);
}

#[rstest]
#[case::a_geometry(r#"{"type":"Point","coordinates":[1,2]}"#, "a shape without a name")]
#[case::something_else(r#"{"type":"Topology","features":[]}"#, "no GeoJSON")]
#[case::no_type(r#"{"features":[]}"#, "no GeoJSON")]
#[case::no_features(r#"{"type":"FeatureCollection"}"#, "no list of features")]
#[case::features_that_are_none(
    r#"{"type":"FeatureCollection","features":{}}"#,
    "no list of features"
)]
#[case::another_system(
    r#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[]}"#,
    "27700\"; save it again in WGS 84")]
#[case::cut_short(
    r#"{"type":"FeatureCollection","features":[{"type":"Feature""#,
    "line 1"
)]
fn what_cannot_be_used_is_refused_whole_with_a_reason(#[case] text: &str, #[case] says: &str) {
    let error = read_text(text, None).unwrap_err().to_string();
    assert!(error.contains(says), "{error}");
}

#[test]
fn the_usual_system_of_coordinates_may_be_named() {
    for name in [
        "urn:ogc:def:crs:OGC:1.3:CRS84",
        "EPSG:4326",
        "urn:ogc:def:crs:EPSG::4326",
    ] {
        let text = format!(
            r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"{name}"}}}},"features":[]}}"#
        );
        assert!(read_text(&text, None).is_ok(), "{name}");
    }
}

#[test]
fn what_is_no_feature_is_counted_and_does_no_harm() {
    let reading = collection(r#"null, 7, [1,[2]], "x", {"type":"Point"}, {"type":"Feature"}"#);
    assert_eq!(reading.objects, 6);
    assert_eq!(reading.skipped_counts(), [(Skipped::BadValue, 5)]);
}

#[test]
fn what_is_skipped_is_told_with_its_number_and_its_fault() {
    let zoo = r#""type":"Feature","properties":{"tourism":"zoo","name":"Zoo"}"#;
    let reading = collection(&format!(
        r#"null, {{"type":"Point"}}, {{{zoo}}}, {{{zoo},"id":"way/7","geometry":{{"type":"Point","coordinates":[2,91]}}}},
           {{{zoo},"geometry":{{"type":"Circle"}}}}, {{{zoo}}}"#
    ));
    let told = |why: Skipped| reading.skipped[&why].examples.clone();
    let nowhere = [
        "Zoo (feature 3): it has no geometry",
        "Zoo (way/7): its Point has coordinates that are none, or off the Earth",
        "Zoo (feature 5): its geometry is a \"Circle\"",
    ];
    assert_eq!(told(Skipped::NoPosition), nowhere);
    let bad = [
        "feature 1: it has no type",
        "feature 2: its type is \"Point\", not \"Feature\"",
    ];
    assert_eq!(told(Skipped::BadValue), bad);
}

#[test]
fn of_a_key_that_stands_twice_the_last_value_counts() {
    let reading = collection(
        r#"{"type":"Feature","properties":{"name":"A","tourism":"zoo","name":"B"},"geometry":{"type":"Point","coordinates":[4,2]}}"#,
    );
    assert_eq!(reading.features[0].tag("name"), Some("B"));
}

#[test]
fn brackets_within_brackets_are_refused() {
    let deep = |open: &str, close: &str| {
        let inside = format!("{}1{}", open.repeat(10_000), close.repeat(10_000));
        format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","geometry":{{"type":"Polygon","coordinates":{inside}}}}}]}}"#
        )
    };
    let error = read_text(&deep("[", "]"), None).unwrap_err();
    assert!(matches!(error, ImportError::TooMuch { .. }), "{error}");
    let within = r#"{"type":"GeometryCollection","geometries":["#;
    let text = format!(
        r#"{{"type":"Feature","properties":{{}},"geometry":{}{}}}"#,
        within.repeat(5_000),
        "]}".repeat(5_000)
    );
    let error = read_text(&text, None).unwrap_err();
    assert!(matches!(error, ImportError::TooMuch { .. }), "{error}");
}
