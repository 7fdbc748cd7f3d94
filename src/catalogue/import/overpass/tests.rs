//! Answers of an Overpass server: every way of asking for a place, and every way of failing.

use super::*;
use rstest::rstest;

fn read_text(text: &str) -> Result<Reading, ImportError> {
    Means::of_tests(None, |means| read(text.as_bytes(), means))
}

fn answer(elements: &str) -> Reading {
    read_text(&format!("{{\"elements\":[{elements}]}}")).unwrap()
}

const ZOO: &str = r#""tags":{"tourism":"zoo","name":"Zoo"}"#;

#[rstest]
#[case::a_node(r#""type":"node","id":1,"lat":2,"lon":4"#, "node/1", 0)]
#[case::a_way_with_its_centre(
    r#""type":"way","id":1,"center":{"lat":2,"lon":4},"nodes":[7,8]"#,
    "way/1",
    0
)]
#[case::a_way_with_its_geometry(
    r#""type":"way","id":1,"geometry":[{"lat":1,"lon":3},{"lat":3,"lon":3},{"lat":3,"lon":5},{"lat":1,"lon":5},{"lat":1,"lon":3}]"#,
    "way/1", 1)]
#[case::a_way_with_its_box(
    r#""type":"way","id":1,"bounds":{"minlat":1,"minlon":3,"maxlat":3,"maxlon":5}"#,
    "way/1",
    0
)]
#[case::a_relation_with_its_geometry(
    r#""type":"relation","id":1,"members":[
       {"type":"way","ref":5,"role":"outer","geometry":[{"lat":1,"lon":3},{"lat":3,"lon":3},{"lat":3,"lon":5}]},
       {"type":"way","ref":6,"role":"outer","geometry":[{"lat":1,"lon":3},{"lat":1,"lon":5},{"lat":3,"lon":5}]}]"#,
    "relation/1", 1)]
#[case::a_relation_of_nodes(
    r#""type":"relation","id":1,"members":[{"type":"node","ref":5,"role":"","lat":2,"lon":4}]"#,
    "relation/1",
    0
)]
fn an_element_is_where_its_answer_says(
    #[case] element: &str,
    #[case] source: &str,
    #[case] rings: usize,
) {
    let reading = answer(&format!("{{{element},{ZOO}}}"));
    let feature = &reading.features[0];
    assert_eq!(feature.source, source);
    assert_eq!(feature.position, Position::new(2.0, 4.0).unwrap());
    assert_eq!(feature.outline.len(), rings);
    assert_eq!(reading.objects, 1);
}

#[test]
fn a_way_is_put_together_from_nodes_that_come_after_it() {
    let reading = answer(&format!(
        r#"{{"type":"way","id":9,"nodes":[1,2,3,4,1],{ZOO}}},
           {{"type":"relation","id":8,"members":[{{"type":"way","ref":9,"role":"outer"}}],{ZOO}}},
           {{"type":"node","id":1,"lat":1,"lon":3}},{{"type":"node","id":2,"lat":3,"lon":3}},
           {{"type":"node","id":3,"lat":3,"lon":5}},{{"type":"node","id":4,"lat":1,"lon":5}}"#
    ));
    assert_eq!(reading.features.len(), 2);
    assert_eq!(reading.objects, 6);
    for feature in &reading.features {
        assert_eq!(feature.position, Position::new(2.0, 4.0).unwrap());
        assert_eq!(feature.outline.len(), 1);
    }
}

#[rstest]
#[case::a_way_whose_nodes_are_not_there(
    r#""type":"way","id":1,"nodes":[7,8]"#,
    Skipped::MissingParts,
    "Zoo (way/1)"
)]
#[case::a_relation_of_nothing(
    r#""type":"relation","id":1,"members":[]"#,
    Skipped::MissingParts,
    "Zoo (relation/1)"
)]
#[case::a_node_nowhere(
    r#""type":"node","id":1"#,
    Skipped::NoPosition,
    "Zoo (node/1): it has no latitude and longitude on Earth"
)]
#[case::a_node_off_the_earth(
    r#""type":"node","id":1,"lat":91,"lon":0"#,
    Skipped::NoPosition,
    "Zoo (node/1): it has no latitude and longitude on Earth"
)]
#[case::a_node_in_words(
    r##""type":"node","id":1,"lat":"2","lon":"4""##,
    Skipped::NoPosition,
    "Zoo (node/1): it has no latitude and longitude on Earth"
)]
#[case::no_type(
    r#""id":1,"lat":2,"lon":4"#,
    Skipped::BadValue,
    "Zoo (an element): 1 is neither of a node, a way nor a relation"
)]
#[case::no_number(
    r#""type":"node","id":"x","lat":2,"lon":4"#,
    Skipped::BadValue,
    "Zoo (an element): its id is no number"
)]
#[case::a_number_below_nothing(
    r#""type":"node","id":-1,"lat":2,"lon":4"#,
    Skipped::BadValue,
    "Zoo (an element): its id is -1"
)]
fn a_bad_record_is_skipped_and_counted_and_named(
    #[case] element: &str,
    #[case] why: Skipped,
    #[case] told: &str,
) {
    let reading = answer(&format!("{{{element},{ZOO}}}"));
    assert!(reading.features.is_empty());
    assert_eq!(reading.skipped_counts(), [(why, 1)]);
    assert_eq!(reading.skipped[&why].examples, [told]);
}

#[rstest]
#[case::a_number_beyond_all(r#""lat":1e400,"lon":4"#, "element 1: a number of it is out of range")]
#[case::half_a_letter(
    r#""lat":2,"lon":4,"tags":{"x":"\ud800 "}"#,
    "element 1: a letter of it is only half a one"
)]
fn an_element_that_json_cannot_hold_costs_itself_alone(#[case] bad: &str, #[case] told: &str) {
    let reading = answer(&format!(
        r#"{{"type":"node","id":1,{bad},{ZOO}}},{{"type":"node","id":2,"lat":2,"lon":4,{ZOO}}}"#
    ));
    assert_eq!((reading.objects, reading.features.len()), (2, 1));
    let example = &reading.skipped[&Skipped::BadValue].examples[0];
    assert!(example.starts_with(told), "{example}");
}

#[rstest]
#[case::timed_out(r#"{"elements":[],"remark":"runtime error: Query timed out in \"query\" at line 4 after 2 seconds."}"#, "timed out")]
#[case::no_memory(
    r#"{"elements":[],"remark":"runtime error: Query run out of memory"}"#,
    "out of memory"
)]
#[case::no_elements(r#"{"version":0.6}"#, "no list of elements")]
#[case::elements_that_are_none(r#"{"elements":{"a":1}}"#, "no list of elements")]
#[case::cut_short(r#"{"elements":[{"type":"node""#, "line 1")]
fn what_is_not_whole_is_refused_whole(#[case] text: &str, #[case] says: &str) {
    let error = read_text(text).unwrap_err().to_string();
    assert!(error.contains(says), "{error}");
}

#[test]
fn a_remark_that_is_none_of_a_failure_does_no_harm() {
    assert!(read_text(r#"{"elements":[],"remark":"for your information"}"#).is_ok());
}

#[test]
fn an_answer_says_when_it_was_so_and_whom_to_credit() {
    let reading = read_text(
        r#"{"osm3s":{"timestamp_osm_base":"2025-10-18T16:51:30Z","copyright":"from www.openstreetmap.org"},"elements":[]}"#,
    )
    .unwrap();
    assert_eq!(reading.as_of.as_deref(), Some("2025-10-18T16:51:30Z"));
    assert_eq!(
        reading.attribution.as_deref(),
        Some("from www.openstreetmap.org")
    );
}
