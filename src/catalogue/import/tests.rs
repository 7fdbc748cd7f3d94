//! Whole imports: small files of an invented town, real files where they are at hand, and files that mean no good.

use super::*;
use crate::domain::{Fact, FactSource, Price};
use jiff::Timestamp;
use proptest::prelude::*;
use rstest::rstest;
use std::path::Path;

const OVERPASS: &[u8] = include_bytes!("../../../tests/fixtures/maps/ashmere-overpass.json");
const GEOJSON: &[u8] = include_bytes!("../../../tests/fixtures/maps/ashmere.geojson");
const CSV: &[u8] = include_bytes!("../../../tests/fixtures/maps/council.csv");
const GPX: &[u8] = include_bytes!("../../../tests/fixtures/maps/days-out.gpx");

fn read(bytes: &[u8]) -> Result<Contents, ImportError> {
    read_with(
        bytes,
        &Selectors::built_in().unwrap(),
        &Categories::built_in().unwrap(),
    )
}

fn read_with(
    bytes: &[u8],
    selectors: &Selectors,
    categories: &Categories,
) -> Result<Contents, ImportError> {
    let wanted = Wanted {
        selectors,
        categories,
        kind: None,
        catalogue: "ashmere",
        progress: &|_| true,
        bytes: 0,
    };
    match detect(bytes)? {
        Format::Text(format) => read_text(format, bytes, &wanted),
        Format::Pbf => Err(ImportError::Unsuitable("not text".to_owned())),
    }
}

fn imported(files: &[&[u8]]) -> (Vec<Destination>, ImportReport) {
    let pulse = Pulse::of(&|| true);
    let (places, report) = import_all(files, pulse).unwrap();
    is_sound(&places, &report);
    (places, report)
}

fn import_all(
    files: &[&[u8]],
    pulse: Pulse<'_>,
) -> Result<(Vec<Destination>, ImportReport), ImportError> {
    let files = files.iter().map(|bytes| {
        let contents = read(bytes).unwrap();
        let map = match &contents {
            Contents::Map(reading) => map_source(
                reading,
                "ashmere",
                Timestamp::UNIX_EPOCH,
                &Stated::default(),
            ),
            Contents::Table(..) => MapSource::default(),
        };
        MapFile {
            contents,
            map: Arc::new(map),
            is_assumed: false,
        }
    });
    let rules = ImportRules {
        categories: &Categories::built_in().unwrap(),
        selectors: &Selectors::built_in().unwrap(),
        today: jiff::civil::date(2026, 11, 28),
    };
    import(files.collect(), "ashmere", &rules, pulse)
}

fn is_sound(places: &[Destination], report: &ImportReport) {
    assert_eq!(
        report.seen,
        report.kept + report.merged + report.left_out_in_all()
    );
    assert_eq!(report.kept, places.len() as u64);
    let of_kinds: u64 = report.kinds.values().map(|kind| kind.seen).sum();
    assert_eq!(of_kinds, report.seen - report.skipped);
    let of_records = report.left_out.iter();
    let of_records = of_records.filter(|(why, _)| why.is_of_a_record());
    assert_eq!(
        of_records.map(|(_, left)| left.count).sum::<u64>(),
        report.skipped
    );
    for (why, left) in &report.left_out {
        let named = usize::try_from(left.count).unwrap().min(3);
        assert_eq!(left.examples.len(), named, "{why:?}");
    }
    assert!(
        places.is_sorted_by(|a, b| a.id < b.id),
        "ids are unique and in order"
    );
}

fn ids(places: &[Destination]) -> Vec<&str> {
    places.iter().map(|place| &*place.id).collect()
}

#[test]
fn an_overpass_answer_becomes_places_and_a_report() {
    let (places, report) = imported(&[OVERPASS]);
    let expected = [
        "ashmere-park-w106",
        "ashmere-zoo-w101",
        "clock-museum-n112",
        "playground-in-ashmere-park-n107",
        "playground-near-nether-ash-n108",
    ];
    assert_eq!(ids(&places), expected);
    assert_eq!(
        (report.objects, report.seen, report.kept, report.merged),
        (20, 13, 5, 1)
    );
    let reasons: Vec<(LeftOut, u64)> = report
        .left_out
        .iter()
        .map(|(why, left)| (*why, left.count))
        .collect();
    let left = [
        (LeftOut::NoName, 1),
        (LeftOut::GenericName, 1),
        (LeftOut::Inside, 2),
        (LeftOut::Disused, 1),
        (LeftOut::Excluded, 1),
        (LeftOut::NoPosition, 1),
    ];
    assert_eq!(reasons, left);
    assert_eq!(
        (report.unreadable_hours, report.named_by_surroundings),
        (1, 2)
    );
    assert_eq!(report.kinds["museum"], KindCount { seen: 3, kept: 1 });
}

#[test]
fn a_place_carries_what_the_map_says_and_whom_to_credit() {
    let (places, _) = imported(&[OVERPASS]);
    let zoo = places
        .iter()
        .find(|place| place.id == "ashmere-zoo-w101")
        .unwrap();
    assert_eq!(
        (zoo.price, zoo.facts.buggy, zoo.facts.dog),
        (Price::Paid, Fact::Yes, Fact::Unknown)
    );
    assert_eq!(zoo.url.as_deref(), Some("https://zoo.example/"));
    assert_eq!(zoo.opening_hours.as_deref(), Some("Mo-Su 10:00-17:00"));
    assert_eq!(zoo.zone.iana_name(), Some("Europe/London"));
    assert_eq!(
        (zoo.sources.position, zoo.sources.exposure),
        (FactSource::Map, FactSource::Category)
    );
    let object = zoo.map.as_ref().unwrap();
    assert_eq!(object.object, "way/101");
    assert_eq!(object.map.attribution.as_deref(), Some(OPENSTREETMAP));
    assert_eq!(object.map.licence.as_deref(), Some("ODbL 1.0"));
    assert_eq!(object.map.as_of.as_deref(), Some("2026-11-20T06:00:00Z"));
    let clocks = places
        .iter()
        .find(|place| place.id == "clock-museum-n112")
        .unwrap();
    assert_eq!(
        (clocks.price, clocks.opening_hours.as_deref()),
        (Price::Free, None)
    );
    assert_eq!(
        (clocks.ages, clocks.sources.age_min, clocks.sources.age_max),
        ((3, 16), FactSource::Map, FactSource::Category)
    );
}

#[test]
fn every_format_is_read() {
    let (places, report) = imported(&[GEOJSON]);
    assert_eq!(ids(&places), ["ashmere-lido-n8", "ashmere-zoo-w101"]);
    assert_eq!((report.objects, report.seen), (4, 4));
    assert_eq!(report.left_out[&LeftOut::Duplicate].count, 1);
    assert_eq!(report.left_out[&LeftOut::NoKind].count, 1);

    let (places, report) = imported(&[CSV]);
    let names: Vec<&str> = places.iter().map(|place| &*place.name).collect();
    assert_eq!(names, ["Ashmere Farm Park", "The \"Old\" Mill"]);
    assert_eq!(places[0].url.as_deref(), Some("http://www.farm.example"));
    assert_eq!(places[0].postcode.as_deref(), Some("LE15 6RR"));
    assert_eq!(
        places[0].map.as_ref().unwrap().map.licence,
        None,
        "nobody said"
    );
    let reasons: Vec<LeftOut> = report.left_out.keys().copied().collect();
    assert_eq!(
        reasons,
        [LeftOut::GenericName, LeftOut::NoPosition, LeftOut::BadValue]
    );

    let (places, report) = imported(&[GPX]);
    let names: Vec<&str> = places.iter().map(|place| &*place.name).collect();
    assert_eq!(names, ["Ashmere <Caves>", "Tea & Trains – the Railway"]);
    assert_eq!(
        places[0].map.as_ref().unwrap().map.attribution.as_deref(),
        Some("Ann Parent")
    );
    assert_eq!(report.left_out[&LeftOut::NoKind].count, 1);
}

#[test]
fn files_that_overlap_give_each_place_once_and_the_same_ids_again() {
    let (places, report) = imported(&[OVERPASS, GEOJSON, CSV, GPX]);
    assert_eq!(
        ids(&places)
            .iter()
            .filter(|id| id.starts_with("ashmere-zoo"))
            .count(),
        1
    );
    assert_eq!(report.left_out[&LeftOut::Duplicate].count, 2);
    assert_eq!(report.files.len(), 4);
    let (again, same) = imported(&[OVERPASS, GEOJSON, CSV, GPX]);
    assert_eq!((ids(&places), &report), (ids(&again), &same));
}

#[test]
fn our_own_table_stays_as_it_is() {
    let table = b"id,name,category,lat,lon,exposure\nden,Den,zoo,52.7,-0.7,0.25\nden-2,Park,park,52.8,-0.8,\n";
    let (places, report) = imported(&[table, table]);
    assert_eq!(ids(&places), ["den", "den-2"]);
    assert_eq!(places[0].exposure.share(), 0.25);
    assert_eq!(places[0].map.as_ref().unwrap().object, "den");
    assert_eq!(
        (report.seen, report.left_out[&LeftOut::Duplicate].count),
        (4, 2)
    );
}

#[rstest]
#[case::a_map(&[OVERPASS, GEOJSON])]
#[case::a_table(&[b"id,name,category,lat,lon,exposure\nden,Den,zoo,52.7,-0.7,0.25\n".as_slice()])]
fn making_places_ends_at_whatever_step_somebody_stops_it(#[case] files: &[&[u8]]) {
    let beats = |most: u64| {
        let beats = std::cell::Cell::new(0);
        let go_on = || {
            beats.set(beats.get() + 1);
            beats.get() <= most
        };
        let told = import_all(files, Pulse::of(&go_on));
        (told, beats.get())
    };
    let (whole, all) = beats(u64::MAX);
    let places = whole.unwrap().0.len() as u64;
    assert!(all > 2 * places, "{all} looks at whether to go on");
    for most in 0..all {
        let (told, beats) = beats(most);
        assert!(matches!(told, Err(ImportError::Interrupted)), "{most}");
        assert_eq!(beats, most + 1, "nothing is done after");
    }
}

/// A feature a line, and one after a mark.
const SEQUENCE: &[u8] = b"{\"type\":\"Feature\",\"id\":\"n1\",\"properties\":{\"tourism\":\"zoo\",\"name\":\"Zoo\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[-0.7,52.7]}}
\x1e{\"type\":\"Feature\",\"id\":\"a4\",\"properties\":{\"natural\":\"beach\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,4],[5,6],[1,2]]]}}\n";

/// One of everything that an answer may have.
const SMALL: &[u8] = br#"{"osm3s":{"timestamp_osm_base":"2026-11-20T06:00:00Z"},"elements":[
{"type":"node","id":1,"lat":52.7,"lon":-0.7,"tags":{"tourism":"zoo","name":"A \u00e9\"Zoo"}},
{"type":"way","id":2,"geometry":[{"lat":1,"lon":3},null],"center":{"lat":52.7,"lon":-0.7},"tags":{"leisure":"playground"}},
{"type":"relation","id":3,"members":[{"type":"way","ref":2,"role":"outer"}],"tags":{"natural":"beach"}}],"remark":"x"}"#;

#[rstest]
#[case::overpass(SMALL)]
#[case::geojson(GEOJSON)]
#[case::a_sequence(SEQUENCE)]
#[case::csv(CSV)]
#[case::gpx(GPX)]
fn a_file_cut_anywhere_or_with_a_byte_changed_does_no_harm(#[case] bytes: &[u8]) {
    let (selectors, categories) = (
        Selectors::built_in().unwrap(),
        Categories::built_in().unwrap(),
    );
    // A part of their lines is as good as they are.
    let is_of_lines = matches!(
        detect(bytes),
        Ok(Format::Text(TextFormat::Csv | TextFormat::GeoJsonSequence))
    );
    let whole = bytes.trim_ascii_end().len();
    for end in 0..whole {
        let told = read_with(&bytes[..end], &selectors, &categories);
        assert!(told.is_err() || is_of_lines, "cut at byte {end}");
    }
    let mut changed = bytes.to_vec();
    for at in 0..bytes.len() {
        let before = changed[at];
        changed[at] = [b'"', b'[', 0xff, b'9'][at % 4];
        let _ = read_with(&changed, &selectors, &categories);
        changed[at] = before;
    }
}

#[rstest]
#[case::overpass(OVERPASS)]
#[case::geojson(GEOJSON)]
#[case::csv(CSV)]
#[case::gpx(GPX)]
fn a_mark_before_the_text_and_other_line_ends_change_nothing(#[case] bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).unwrap();
    let plain = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let other = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
    let of = |bytes: &[u8]| match read(bytes).unwrap() {
        Contents::Map(reading) => reading,
        Contents::Table(places, _) => panic!("{places:?}"),
    };
    assert_eq!(of(plain.as_bytes()), of(other.as_bytes()));
}

#[rstest]
#[case::overpass(OVERPASS)]
#[case::geojson(GEOJSON)]
#[case::csv(CSV)]
#[case::gpx(GPX)]
fn a_reading_ends_when_somebody_stops_it(#[case] bytes: &[u8]) {
    let wanted = Wanted {
        selectors: &Selectors::built_in().unwrap(),
        categories: &Categories::built_in().unwrap(),
        kind: None,
        catalogue: "ashmere",
        progress: &|_| false,
        bytes: 0,
    };
    let Ok(Format::Text(format)) = detect(bytes) else {
        panic!("it is text");
    };
    let told = read_text(format, bytes, &wanted);
    assert!(matches!(told, Err(ImportError::Interrupted)), "{told:?}");
}

proptest! {
    #[test]
    fn a_soup_of_the_words_of_a_format_does_no_harm(
        format in prop_oneof![
            Just((TextFormat::Overpass, "{")), Just((TextFormat::GeoJson, "{")),
            Just((TextFormat::GeoJsonSequence, "\u{1e}")),
            Just((TextFormat::Csv, "name,lat,lon,category\n")), Just((TextFormat::Gpx, "<gpx>")),
        ],
        words in proptest::collection::vec(prop_oneof![
            Just("{"), Just("}"), Just("["), Just("]"), Just(","), Just(":"), Just("\""), Just("\n"), Just("null"), Just("1e400"),
            Just("-0.7"), Just("52"), Just("\"type\":\"Feature\""), Just("\"features\":["), Just("\"elements\":["),
            Just("\"geometry\":{"), Just("\"coordinates\":[[["), Just("\"type\":\"Polygon\""), Just("\"tags\":{\"tourism\":\"zoo\"}"),
            Just("\"properties\":{\"tourism\":\"zoo\"}"), Just("\"nodes\":[1,1]"), Just("\"members\":[{\"ref\":1}]"),
            Just("\"id\":1"), Just("\"type\":\"way\""), Just("<wpt lat=\"1\" lon=\"2\">"), Just("</wpt>"), Just("<name>"),
            Just("</name>"), Just("&amp;"), Just("&#0;"), Just("<![CDATA["), Just("]]>"), Just("zoo"), Just("\u{202e}"),
        ], 0..30)
    ) {
        let (selectors, categories) = (Selectors::built_in().unwrap(), Categories::built_in().unwrap());
        let wanted = Wanted {
            selectors: &selectors, categories: &categories, kind: Some("zoo"), catalogue: "x", progress: &|_| true, bytes: 0,
        };
        let text = format!("{}{}", format.1, words.concat());
        let _ = read_text(format.0, text.as_bytes(), &wanted);
    }
}

#[expect(clippy::print_stdout, reason = "a test that is left out says so")]
fn shared(path: &str) -> Option<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared")
        .join(path);
    let bytes = std::fs::read(&path).ok();
    if bytes.is_none() {
        println!("skipped: {} is not there", path.display());
    }
    bytes
}

#[test]
fn a_real_export_of_the_museums_of_london_is_accounted_for() {
    let Some(bytes) = shared("osm/overpass-turbo-london-museums-2014.geojson") else {
        return;
    };
    let (places, report) = imported(&[&bytes]);
    is_sound(&places, &report);
    assert_eq!((report.objects, report.seen), (242, 242));
    let left = |why: LeftOut| report.left_out[&why].clone();
    assert_eq!(left(LeftOut::Duplicate).count, 87);
    // The last of them is a node that it has above with its tags.
    let bare = "node/1454184968: it has no tags";
    assert_eq!(left(LeftOut::NoKind).examples, [bare]);
    assert!((140..=150).contains(&places.len()), "{}", places.len());
    let tower = places
        .iter()
        .find(|place| place.name == "Natural History Museum")
        .unwrap();
    assert_eq!(
        tower.map.as_ref().unwrap().map.attribution.as_deref(),
        Some(OPENSTREETMAP)
    );
}

#[rstest]
#[case::geojson(
    r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"tourism":"zoo","name":["Our Zoo"]},
    "geometry":{"type":"Point","coordinates":[-0.7,52.7]}}]}"#,
    "feature 1: its name is no text"
)]
#[case::overpass(
    r#"{"version":0.6,"elements":[{"type":"node","id":7,"lat":52.7,"lon":-0.7,"tags":{"tourism":"zoo","name":{"en":"Our Zoo"}}}]}"#,
    "node/7: its name is no text"
)]
fn a_name_that_is_no_text_is_told_of(#[case] map: &str, #[case] told: &str) {
    let (places, report) = imported(&[map.as_bytes()]);
    is_sound(&places, &report);
    assert_eq!(report.left_out[&LeftOut::NoName].examples, [told]);
}

#[test]
fn real_answers_of_overpass_servers_are_read_or_refused() {
    let read = |name: &str| shared(&format!("samples/overpass/{name}")).map(|bytes| read(&bytes));
    if let Some(told) = read("relation-center.posthof-2025-02-07.json") {
        let Contents::Map(reading) = told.unwrap() else {
            panic!("it is no table");
        };
        assert_eq!(reading.features[0].source, "relation/1860773");
    }
    if let Some(told) = read("nwr-out-center-tags.cork-2025-10-18.json") {
        assert!(
            matches!(told, Ok(Contents::Map(reading)) if reading.objects == 1 && reading.features.is_empty())
        );
    }
    if let Some(told) = read("overpy.remark-runtime-error-01.json") {
        assert!(told.unwrap_err().to_string().contains("timed out"));
    }
    if let Some(told) = read("overpy.bad-request-400.html") {
        assert!(told.unwrap_err().to_string().contains("web page"));
    }
}

#[test]
fn most_real_opening_hours_can_be_read() {
    let Some(bytes) = shared("osm/opening_hours_real_values.txt") else {
        return;
    };
    let text = String::from_utf8(bytes).unwrap();
    let of = |line: &str| Feature {
        source: "node/1".to_owned(),
        tags: vec![("opening_hours".to_owned(), line.to_owned())],
        position: crate::domain::Position::new(0.0, 0.0).unwrap(),
        outline: Vec::new(),
    };
    let read = text
        .lines()
        .filter(|line| matches!(facts::hours(&of(line)), facts::Hours::Known(_)));
    let share = read.count() as f64 / text.lines().count() as f64;
    assert!(share > 0.85, "{share}");
}
