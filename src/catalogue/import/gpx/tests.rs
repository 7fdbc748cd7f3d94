//! Waypoints as GPS receivers and route planners write them, and XML that means no good.

use super::*;
use rstest::rstest;

fn read_text(text: &str, kind: Option<&str>) -> Result<Reading, ImportError> {
    Means::of_tests(kind, |means| read(text.as_bytes(), means))
}

fn waypoints(points: &str, kind: Option<&str>) -> Reading {
    let text = format!(
        "<?xml version=\"1.0\"?>\n<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\">{points}</gpx>"
    );
    read_text(&text, kind).unwrap()
}

#[test]
fn a_waypoint_is_a_place_with_its_name_its_kind_and_its_link() {
    let reading = waypoints(
        "<metadata><copyright author=\"A &amp; B\"/><time>2026-05-01T10:00:00Z</time></metadata>
         <wpt lat=\"53.4\" lon=\"-2.2\"><ele>30</ele><name>Tom &amp; Jerry&#8217;s <![CDATA[<Zoo>]]></name>
         <link href=\"https://zoo.example/\"><text>no name</text></link><sym>Flag</sym><type>Wildlife Park</type>
         <extensions><name>not this</name></extensions></wpt>
         <rte><rtept lat=\"1\" lon=\"2\"><name>A turn</name></rtept></rte>
         <trk><trkseg><trkpt lat=\"1\" lon=\"2\"/></trkseg></trk>",
        None,
    );
    assert_eq!(reading.objects, 1);
    let feature = &reading.features[0];
    assert_eq!(feature.position, Position::new(53.4, -2.2).unwrap());
    assert_eq!(feature.tag("name"), Some("Tom & Jerry’s <Zoo>"));
    assert_eq!(feature.tag("website"), Some("https://zoo.example/"));
    assert_eq!(feature.tag(KIND), Some("zoo"));
    assert_eq!(reading.as_of.as_deref(), Some("2026-05-01T10:00:00Z"));
    assert_eq!(reading.attribution.as_deref(), Some("A & B"));
}

#[rstest]
#[case::its_symbol("<sym>Museum</sym>", None, Some("museum"))]
#[case::its_type_before_its_symbol("<sym>Museum</sym><type>zoo</type>", None, Some("zoo"))]
#[case::what_was_asked("<sym>Flag, Blue</sym>", Some("zoo"), Some("zoo"))]
#[case::nothing("<sym>Flag, Blue</sym>", None, None)]
fn a_waypoint_is_of_the_kind_it_says(
    #[case] inside: &str,
    #[case] asked: Option<&str>,
    #[case] kind: Option<&str>,
) {
    let reading = waypoints(
        &format!("<wpt lat=\"1\" lon=\"2\"><name>X</name>{inside}</wpt>"),
        asked,
    );
    assert_eq!(reading.features.first().and_then(|one| one.tag(KIND)), kind);
    assert_eq!(
        reading.skipped.contains_key(&Skipped::NoKind),
        kind.is_none()
    );
}

#[rstest]
#[case::off_the_earth("lat=\"91\" lon=\"2\"")]
#[case::no_longitude("lat=\"1\"")]
#[case::words("lat=\"north\" lon=\"2\"")]
#[case::a_number_beyond_all("lat=\"1e400\" lon=\"2\"")]
fn a_waypoint_that_is_nowhere_is_skipped_and_counted(#[case] attributes: &str) {
    let reading = waypoints(
        &format!("<wpt {attributes}><name>X</name></wpt>"),
        Some("zoo"),
    );
    assert!(reading.features.is_empty());
    assert_eq!(reading.skipped_counts(), [(Skipped::NoPosition, 1)]);
    let told = "X (waypoint 1): it has no latitude and longitude on Earth";
    assert_eq!(reading.skipped[&Skipped::NoPosition].examples, [told]);
}

#[rstest]
#[case::an_entity_bomb(
    "<!DOCTYPE gpx [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><gpx>&b;</gpx>",
    "document type"
)]
#[case::a_file_of_the_machine(
    "<!DOCTYPE gpx [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><gpx/>",
    "document type"
)]
#[case::an_entity_of_nobody(
    "<gpx><wpt lat=\"1\" lon=\"2\"><name>&bomb;</name></wpt></gpx>",
    "an entity"
)]
#[case::cut_short("<gpx><wpt lat=\"1\" lon=\"2\">", "ends before")]
#[case::cut_in_a_tag("<gpx><wpt lat=\"1", "byte")]
#[case::crossed("<gpx><wpt></gpx></wpt>", "byte")]
fn what_is_no_sound_gpx_is_refused_whole_with_a_reason(#[case] text: &str, #[case] says: &str) {
    let error = read_text(text, None).unwrap_err().to_string();
    assert!(error.contains(says), "{error}");
}

#[test]
fn another_encoding_is_damage() {
    let bytes: &[u8] = b"<gpx><wpt lat=\"1\" lon=\"2\"><name>Caf\xe9</name></wpt></gpx>";
    let told = Means::of_tests(Some("zoo"), |means| read(bytes, means));
    assert!(matches!(told, Err(ImportError::Damaged { .. })), "{told:?}");
}

#[test]
fn elements_within_elements_are_refused() {
    let error = read_text(&"<gpx>".repeat(10_000), None).unwrap_err();
    assert!(matches!(error, ImportError::TooMuch { .. }), "{error}");
}
