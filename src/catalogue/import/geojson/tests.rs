//! GeoJSON of every program that writes it, and GeoJSON that means no good.

use super::*;
use crate::catalogue::import::Reading;
use crate::catalogue::import::named::{ID, KIND};
use crate::domain::Position;
use rstest::rstest;

fn read_any(text: &str, kind: Option<&str>) -> Result<Contents, ImportError> {
    use crate::catalogue::import::{Format, TextFormat, detect};
    let is_sequence = matches!(
        detect(text.as_bytes()),
        Ok(Format::Text(TextFormat::GeoJsonSequence))
    );
    Means::of_tests(kind, |means| match is_sequence {
        true => read_sequence(text.as_bytes(), means),
        false => read(text.as_bytes(), means),
    })
}

fn read_text(text: &str, kind: Option<&str>) -> Result<Reading, ImportError> {
    match read_any(text, kind)? {
        Contents::Map(reading) => Ok(reading),
        Contents::Table(places, _) => panic!("{places:?}"),
    }
}

fn collection(features: &str) -> Reading {
    read_text(
        &format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#),
        None,
    )
    .unwrap()
}

#[rstest]
#[case::of_openstreetmap(
    r#""id":"node/7","properties":{"@id":"node/7"}"#,
    "node/7: it has no tags"
)]
#[case::of_nobody(r#""properties":null"#, "feature 1: it has no tags")]
fn a_feature_without_a_tag_is_told_of(#[case] members: &str, #[case] told: &str) {
    let point = r#"{"type":"Point","coordinates":[4,2]}"#;
    let reading = collection(&format!(
        r#"{{"type":"Feature",{members},"geometry":{point}}}"#
    ));
    assert_eq!(reading.objects, 1);
    assert_eq!(reading.skipped[&Skipped::NoKind].examples, [told]);
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
#[case::osmium_with_ids_of_nodes(r#""id":"n12","properties":{"tourism":"zoo"}"#, "node/12")]
#[case::osmium_with_ids_of_ways(r#""id":"w12","properties":{"tourism":"zoo"}"#, "way/12")]
#[case::osmium_with_ids_of_areas_of_ways(r#""id":"a24","properties":{"tourism":"zoo"}"#, "way/12")]
#[case::osmium_with_ids_of_areas_of_relations(
    r#""id":"a25","properties":{"tourism":"zoo"}"#,
    "relation/12"
)]
#[case::osmium_with_attributes(
    r#""properties":{"@type":"relation","@id":12,"tourism":"zoo"}"#,
    "relation/12"
)]
#[case::an_area_of_nothing(r#""id":"a1","properties":{"tourism":"zoo"}"#, "feature 1")]
#[case::an_area_of_less(r#""id":"a-4","properties":{"tourism":"zoo"}"#, "feature 1")]
#[case::a_letter_of_somebody_else(r#""id":"x12","properties":{"tourism":"zoo"}"#, "feature 1")]
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
#[case::a_number_beyond_all(
    r#"{"type":"Feature","properties":{"a":1e400}}"#,
    "a number of it is out of range"
)]
#[case::a_coordinate_beyond_all(
    r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[1e999,2]}}"#,
    "a number of it is out of range"
)]
#[case::half_a_letter(r#"{"type":"Feature","properties":{"a":"\ud800 "}}"#, "half a one")]
fn a_feature_that_json_cannot_hold_costs_itself_alone(#[case] bad: &str, #[case] why: &str) {
    let good = r#"{"type":"Feature","properties":{"tourism":"zoo"},"geometry":{"type":"Point","coordinates":[4,2]}}"#;
    let list = format!(r#"{{"type":"FeatureCollection","features":[{good},{bad},{good}]}}"#);
    for text in [list, format!("{good}\n{bad}\n{good}\n")] {
        let reading = read_text(&text, None).unwrap();
        assert_eq!((reading.objects, reading.features.len()), (3, 2));
        let told = &reading.skipped[&Skipped::BadValue].examples[0];
        assert!(
            told.starts_with("feature 2: ") && told.contains(why),
            "{told}"
        );
    }
    assert!(own(bad).is_err());
}

#[rstest]
#[case::a_line_each("A\nB\n")]
#[case::without_a_line_end("A\nB")]
#[case::windows_line_ends("A\r\nB\r\n")]
#[case::lines_between("A\n\n\nB\n\n")]
#[case::marks("\u{1e}A\n\u{1e}B\n")]
#[case::marks_twice("\u{1e}\u{1e}A\n\u{1e}\u{1e}B\n")]
#[case::collections(
    "\u{1e}{\"type\":\"FeatureCollection\",\"features\":[A]}\n\u{1e}{\"type\":\"FeatureCollection\",\"features\":[B]}\n"
)]
#[case::other_things_between("A\n{\"type\":\"Point\",\"coordinates\":[1,2]}\n7\nB\n")]
fn a_sequence_is_read_text_by_text(#[case] form: &str) {
    let feature = |id| {
        format!(
            r#"{{"type":"Feature","id":"{id}","properties":{{"tourism":"zoo"}},"geometry":{POINT}}}"#
        )
    };
    let text = form.replacen('A', &feature("n1"), 1);
    let (before, after) = text.rsplit_once('B').unwrap();
    let text = format!("{before}{}{after}", feature("n2"));
    let reading = read_text(&text, None).unwrap();
    let sources: Vec<_> = reading.features.iter().map(|one| &one.source).collect();
    assert_eq!(sources, ["node/1", "node/2"]);
    assert_eq!(reading.skipped.len(), usize::from(form.contains('7')));
    for end in 0..text.trim_end().len() {
        // Whatever is cut off, nothing is made up.
        if let Ok(reading) = read_text(&text[..end], None) {
            assert!(reading.features.len() < 2, "{end}");
        }
    }
}

#[test]
fn a_text_that_breaks_a_bound_is_named_by_its_number() {
    let deep = format!(
        r#"{{"type":"Feature","geometry":{{"type":"Point","coordinates":{}1{}}}}}"#,
        "[".repeat(9),
        "]".repeat(9)
    );
    let error = read_text(&format!("{{\"type\":\"Feature\"}}\n{deep}"), None).unwrap_err();
    assert!(matches!(error, ImportError::TooMuch { .. }), "{error}");
    assert!(
        error
            .to_string()
            .contains("at feature 2: brackets within brackets"),
        "{error}"
    );
}

#[test]
fn a_sequence_in_another_system_of_coordinates_is_refused() {
    let text = format!(
        r#"{{"type":"Feature","crs":{{"properties":{{"name":"EPSG:27700"}}}},"properties":{{}},"geometry":{POINT}}}"#
    );
    let error = read_text(&text, None).unwrap_err();
    assert!(matches!(error, ImportError::Unsuitable(_)), "{error}");
}

const LINE: &str = r#"{"type":"LineString","coordinates":[[3,1],[5,1],[5,3],[3,3],[3,1]]}"#;
const AREA: &str = r#"{"type":"Polygon","coordinates":[[[3,1],[5,1],[5,3],[3,3],[3,1]]]}"#;
const POINT: &str = r#"{"type":"Point","coordinates":[4,2]}"#;
const NOWHERE: &str = r#"{"type":"Polygon","coordinates":[]}"#;

#[rstest]
#[case::as_osmium_does(("w12", LINE), ("a24", AREA), 1, 1)]
#[case::the_area_first(("a24", AREA), ("w12", LINE), 1, 1)]
#[case::an_area_that_is_none(("w12", LINE), ("a24", NOWHERE), 1, 0)]
#[case::lines_of_two_ways(("w12", LINE), ("w13", LINE), 2, 0)]
#[case::a_line_and_the_area_of_another(("w12", LINE), ("a26", AREA), 2, 0)]
#[case::the_same_area_twice(("a24", AREA), ("a24", AREA), 2, 1)]
#[case::a_centre_besides(("a24", AREA), ("w12", POINT), 2, 1)]
fn a_way_written_as_its_line_and_as_its_area_is_one_object(
    #[case] first: (&str, &str),
    #[case] second: (&str, &str),
    #[case] features: usize,
    #[case] rings: usize,
) {
    let written = [first, second].map(|(id, geometry)| {
        format!(
            r#"{{"type":"Feature","id":"{id}","properties":{{"tourism":"zoo"}},"geometry":{geometry}}}"#
        )
    });
    let reading = collection(&written.join(","));
    assert_eq!((reading.objects, reading.features.len()), (2, features));
    assert_eq!(reading.features[0].outline.len(), rings);
    assert_eq!(
        reading.features[0].position,
        Position::new(2.0, 4.0).unwrap()
    );
    assert!(reading.skipped.is_empty());
}

#[rstest]
#[case::words(r#""id":"our-den""#, Some("our-den"))]
#[case::what_osmium_writes_too(r#""id":"a24""#, Some("a24"))]
#[case::the_number_of_a_line(r#""id":"24""#, None)]
#[case::a_number(r#""id":24"#, None)]
fn an_id_of_a_map_of_somebody_s_own_is_kept_where_it_is_more_than_a_number(
    #[case] id: &str,
    #[case] kept: Option<&str>,
) {
    let reading = collection(&format!(
        r#"{{"type":"Feature",{id},"properties":{{"name":"Den","category":"zoo"}},"geometry":{POINT}}}"#
    ));
    assert_eq!(reading.features[0].source, "feature 1");
    assert_eq!(reading.features[0].tag(ID), kept);
    assert_eq!(reading.attribution, None);
    assert!(!reading.speaks_openstreetmap);
}

/// A collection as kidtrip writes it.
fn own(feature: &str) -> Result<Contents, ImportError> {
    let text =
        format!(r#"{{"type":"FeatureCollection","generator":"kidtrip","features":[{feature}]}}"#);
    read_any(&text, None)
}

#[test]
fn what_kidtrip_has_written_is_taken_back_as_it_was() {
    let place = format!(
        r#"{{"type":"Feature","id":"museum-n7","properties":{{"name":"Museum","category":"museum","exposure":0.25,"age_min":3.0,
        "price":"low","dog":"no","attribution":"Ann","map_object":"node/7"}},"geometry":{POINT}}}"#
    );
    let Contents::Table(places, origins) = own(&place).unwrap() else {
        panic!("it is a table");
    };
    let [place] = places.as_slice() else {
        panic!("{places:?}")
    };
    assert_eq!((&*place.id, &*place.name), ("museum-n7", "Museum"));
    assert_eq!(place.position, Position::new(2.0, 4.0).unwrap());
    assert_eq!((place.exposure.share(), place.ages.0), (0.25, 3));
    assert_eq!(place.price.known(), Some("low"));
    assert_eq!(origins[0].object.as_deref(), Some("node/7"));
}

#[rstest]
#[case::a_kind_that_is_none(
    r#"{"type":"Feature","id":"a","properties":{"name":"A","category":"pub"},"geometry":{"type":"Point","coordinates":[4,2]}}"#,
    &["feature 1", "category", "pub"]
)]
#[case::nowhere(r#"{"type":"Feature","id":"a","properties":{"name":"A","category":"zoo"}}"#, &["feature 1", "position|neither lat and lon"])]
#[case::no_feature("7", &["line 1", "no place"])]
fn what_somebody_has_spoilt_of_it_is_refused_with_its_place(
    #[case] feature: &str,
    #[case] words: &[&str],
) {
    let error = own(feature).unwrap_err();
    assert!(matches!(error, ImportError::Damaged { .. }), "{error}");
    let told = error.to_string();
    for word in words {
        assert!(word.split('|').any(|word| told.contains(word)), "{told}");
    }
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
    // The last is a feature, but of nothing.
    let skipped = [(Skipped::BadValue, 5), (Skipped::NoKind, 1)];
    assert_eq!(reading.skipped_counts(), skipped);
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
