//! The rules of cleaning, each on a few objects that stand for many, and the law that nothing is lost.

use super::super::left::Left;
use super::*;
use crate::catalogue::Categories;
use crate::domain::Position;
use proptest::prelude::*;
use rstest::rstest;

/// A degree of latitude is 111.2 km.
const METRE: f64 = 1.0 / 111_195.0;

fn feature(source: &str, metres: (f64, f64), tags: &[(&str, &str)]) -> Feature {
    let tags = tags.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    // On the equator, where a degree of longitude is as long as one of latitude, and no village is near.
    let position = Position::new(metres.1 * METRE, -30.0 + metres.0 * METRE).unwrap();
    Feature {
        source: source.to_owned(),
        tags: tags.collect(),
        position,
        outline: Vec::new(),
    }
}

/// A feature with a square around it.
fn area(source: &str, metres: (f64, f64), side: f64, tags: &[(&str, &str)]) -> Feature {
    let corner = |x: f64, y: f64| {
        feature(
            "",
            (metres.0 + x * side / 2.0, metres.1 + y * side / 2.0),
            &[],
        )
        .position
    };
    Feature {
        outline: vec![vec![
            corner(-1.0, -1.0),
            corner(1.0, -1.0),
            corner(1.0, 1.0),
            corner(-1.0, 1.0),
            corner(-1.0, -1.0),
        ]],
        ..feature(source, metres, tags)
    }
}

fn cleaned(features: Vec<Feature>) -> (Vec<Candidate>, ImportReport) {
    let map = Arc::new(MapSource::default());
    let features = features
        .into_iter()
        .map(|one| (one, Arc::clone(&map)))
        .collect();
    let mut report = ImportReport::default();
    let kinds = KindNames::of(&Categories::built_in().unwrap());
    let rules = ImportRules {
        categories: &Categories::built_in().unwrap(),
        selectors: &Selectors::built_in().unwrap(),
        today: jiff::civil::date(2026, 11, 28),
    };
    let pulse = Pulse::of(&|| true);
    let kept = clean(features, &rules, &kinds, pulse, &mut report).unwrap();
    let left = report.left_out_in_all();
    assert_eq!(report.seen, kept.len() as u64 + report.merged + left);
    (kept, report)
}

fn names(kept: &[Candidate]) -> Vec<&str> {
    kept.iter().map(|one| one.name.as_str()).collect()
}

const ZOO: &[(&str, &str)] = &[("tourism", "zoo"), ("name", "Big Zoo")];
const PLAYGROUND: &[(&str, &str)] = &[("leisure", "playground")];

#[rstest]
#[case::a_name(&[("tourism", "museum"), ("name", "Clock Museum")], None)]
#[case::none(&[("tourism", "museum")], Some(LeftOut::NoName))]
#[case::blanks(&[("tourism", "museum"), ("name", " \u{200b}\n")], Some(LeftOut::NoName))]
#[case::what_all_are_called(&[("tourism", "museum"), ("name", "The Museum")], Some(LeftOut::GenericName))]
#[case::private(&[("leisure", "park"), ("name", "Manor Park"), ("access", "private")], Some(LeftOut::Private))]
#[case::no_more(&[("leisure", "park"), ("name", "Old Park"), ("abandoned", "yes")], Some(LeftOut::Disused))]
#[case::an_enclosure(&[("tourism", "zoo"), ("zoo", "enclosure"), ("name", "Tiger")], Some(LeftOut::Excluded))]
#[case::an_animal(&[("tourism", "attraction"), ("attraction", "animal"), ("name", "Tiger")], Some(LeftOut::Excluded))]
#[case::for_adults(&[("leisure", "amusement_arcade"), ("name", "Vegas"), ("min_age", "18")], Some(LeftOut::ForAdults))]
fn an_object_is_a_place_or_left_out_for_a_reason(
    #[case] tags: &[(&str, &str)],
    #[case] why: Option<LeftOut>,
) {
    let (kept, report) = cleaned(vec![feature("node/1", (0.0, 0.0), tags)]);
    assert_eq!(kept.is_empty(), why.is_some());
    let reasons: Vec<LeftOut> = report.left_out.keys().copied().collect();
    assert_eq!(reasons, why.into_iter().collect::<Vec<_>>());
}

#[test]
fn a_name_is_made_harmless_and_no_longer_than_a_sign() {
    let name = format!("Zoo\u{1b}[31m\u{202e} {}", "x".repeat(1_000));
    let (kept, _) = cleaned(vec![feature(
        "node/1",
        (0.0, 0.0),
        &[("tourism", "zoo"), ("name", &name)],
    )]);
    assert!(kept[0].name.starts_with("Zoo [31m x"));
    assert_eq!(kept[0].name.chars().count(), 120);
}

#[rstest]
#[case::a_point_in_its_area(200.0, ZOO, 1)]
#[case::as_an_attraction(200.0, &[("tourism", "attraction"), ("name", "The big zoo")], 1)]
#[case::as_a_related_kind(200.0, &[("tourism", "theme_park"), ("name", "Big Zoo")], 1)]
#[case::farther_off_in_the_same_grounds(450.0, ZOO, 1)]
#[case::as_something_else(600.0, &[("amenity", "library"), ("name", "Big Zoo")], 2)]
#[case::in_another_town(5_000.0, ZOO, 2)]
fn the_same_place_mapped_twice_is_one(
    #[case] metres: f64,
    #[case] tags: &[(&str, &str)],
    #[case] places: usize,
) {
    let whole = area("way/1", (0.0, 0.0), 1_000.0, ZOO);
    let (kept, report) = cleaned(vec![feature("node/2", (metres, 0.0), tags), whole]);
    assert_eq!(kept.len(), places);
    assert_eq!(report.merged, 2 - places as u64);
    if places == 1 {
        assert_eq!(
            (kept[0].feature.source.as_str(), kept[0].kind.as_str()),
            ("way/1", "zoo")
        );
    }
}

#[test]
fn what_is_merged_knows_what_either_knew() {
    let one = feature(
        "node/1",
        (0.0, 0.0),
        &[
            ("tourism", "attraction"),
            ("name", "Big Zoo"),
            ("fee", "yes"),
            ("dog", "no"),
            ("toilets", "yes"),
        ],
    );
    let other = feature(
        "node/2",
        (50.0, 0.0),
        &[
            ("tourism", "zoo"),
            ("name", "Big Zoo"),
            ("fee", "no"),
            ("wheelchair", "yes"),
            ("ref", "7"),
        ],
    );
    let (kept, _) = cleaned(vec![other, one]);
    let merged = &kept[0];
    assert_eq!(
        (merged.feature.source.as_str(), merged.kind.as_str()),
        ("node/1", "zoo")
    );
    assert_eq!(
        merged.feature.tag("fee"),
        Some("yes"),
        "what knows more is believed"
    );
    assert_eq!(merged.feature.tag("wheelchair"), Some("yes"));
    assert_eq!(merged.feature.tag("ref"), None);
}

#[test]
fn the_grounds_of_a_castle_are_the_castle() {
    let park = [
        ("leisure", "park"),
        ("name", "Peel Castle"),
        ("dog", "yes"),
        ("fee", "no"),
    ];
    let castle = [("historic", "castle"), ("name", "Peel Castle")];
    let whole = area("way/1", (0.0, 0.0), 200.0, &park);
    let (kept, _) = cleaned(vec![whole, area("way/2", (50.0, 0.0), 60.0, &castle)]);
    assert_eq!(
        (names(&kept), kept[0].kind.as_str()),
        (vec!["Peel Castle"], "castle")
    );
}

#[test]
fn the_parts_of_a_wide_reserve_are_one() {
    let reserve = [("leisure", "nature_reserve"), ("name", "Broad Water")];
    let (kept, report) = cleaned(vec![
        area("way/1", (0.0, 0.0), 1_500.0, &reserve),
        area("way/2", (1_500.0, 0.0), 1_000.0, &reserve),
        area("way/3", (9_000.0, 0.0), 1_000.0, &reserve),
    ]);
    assert_eq!((kept.len(), report.merged), (2, 1));
}

#[test]
fn a_railway_is_one_place_however_many_ways_its_line_is() {
    let rails = [("railway", "miniature"), ("name", "Dell Railway")];
    let ways = (0..5).map(|number| {
        feature(
            &format!("way/{}", number + 1),
            (f64::from(number) * 600.0, 0.0),
            &rails,
        )
    });
    assert_eq!(cleaned(ways.collect()).0.len(), 1);
}

#[test]
fn the_same_object_twice_is_one_that_tells_the_most() {
    let centre = feature(
        "way/1",
        (0.0, 0.0),
        &[("tourism", "zoo"), ("name", "Big Zoo"), ("fee", "yes")],
    );
    let whole = area("way/1", (0.0, 0.0), 100.0, ZOO);
    let (kept, report) = cleaned(vec![centre, whole]);
    assert_eq!(kept[0].feature.outline.len(), 1);
    assert_eq!(report.left_out[&LeftOut::Duplicate].count, 1);
    let lines = vec![
        feature("line 2", (0.0, 0.0), ZOO),
        feature("line 2", (9_000.0, 0.0), ZOO),
    ];
    assert_eq!(
        cleaned(lines).0.len(),
        2,
        "lines of two files are two objects"
    );
}

#[test]
fn what_lies_inside_a_zoo_is_part_of_it() {
    let (kept, report) = cleaned(vec![
        area("way/1", (0.0, 0.0), 400.0, ZOO),
        feature(
            "node/2",
            (100.0, 0.0),
            &[("tourism", "zoo"), ("name", "Siberian Tiger")],
        ),
        area(
            "way/3",
            (50.0, 50.0),
            20.0,
            &[("tourism", "zoo"), ("name", "Owls")],
        ),
        feature("node/4", (-50.0, 0.0), PLAYGROUND),
        area(
            "way/5",
            (0.0, 0.0),
            4_000.0,
            &[("leisure", "nature_reserve"), ("name", "Heath")],
        ),
        feature(
            "node/6",
            (300.0, 0.0),
            &[("tourism", "museum"), ("name", "Heath Museum")],
        ),
    ]);
    assert_eq!(names(&kept), ["Big Zoo", "Heath", "Heath Museum"]);
    let expected = Left {
        count: 3,
        examples: vec![
            "Siberian Tiger (node/2)".to_owned(),
            "Owls (way/3)".to_owned(),
            "Playground in Big Zoo (node/4)".to_owned(),
        ],
    };
    assert_eq!(report.left_out[&LeftOut::Inside], expected);
}

#[rstest]
#[case::the_park_around_it(PLAYGROUND, (0.0, 0.0), Some("Playground in Green Park"))]
#[case::the_green_around_it(PLAYGROUND, (2_000.0, 0.0), Some("Playground in Long Meadow"))]
#[case::its_street(&[("leisure", "playground"), ("addr:street", "Mill Lane")], (8_000.0, 0.0), Some("Playground on Mill Lane"))]
#[case::the_village(PLAYGROUND, (5_000.0, 0.0), Some("Playground near Nether Ash"))]
#[case::nothing_at_all(PLAYGROUND, (900_000.0, 0.0), None)]
#[case::a_name_of_its_own(&[("leisure", "playground"), ("name", "Dragon's Den")], (0.0, 0.0), Some("Dragon's Den"))]
#[case::a_name_that_many_have(&[("leisure", "playground"), ("name", "Play Area")], (0.0, 0.0), Some("Playground in Green Park"))]
#[case::only_the_parks_name(&[("leisure", "playground"), ("name", "Green Park")], (0.0, 0.0), Some("Playground in Green Park"))]
#[case::another_kind(&[("leisure", "miniature_golf")], (0.0, 0.0), Some("Mini golf in Green Park"))]
fn what_needs_no_name_is_called_after_what_is_around_it(
    #[case] tags: &[(&str, &str)],
    #[case] at: (f64, f64),
    #[case] expected: Option<&str>,
) {
    let (kept, _) = cleaned(vec![
        area(
            "way/1",
            (0.0, 0.0),
            300.0,
            &[("leisure", "park"), ("name", "Green Park")],
        ),
        area(
            "way/2",
            (2_000.0, 0.0),
            300.0,
            &[("landuse", "recreation_ground"), ("name", "Long Meadow")],
        ),
        area(
            "way/3",
            (8_000.0, 0.0),
            300.0,
            &[
                ("landuse", "recreation_ground"),
                ("name", "Recreation Ground"),
            ],
        ),
        feature(
            "node/4",
            (6_000.0, 0.0),
            &[("place", "hamlet"), ("name", "Nether Ash")],
        ),
        feature("node/5", at, tags),
    ]);
    let found = kept.iter().find(|one| one.feature.source == "node/5");
    assert_eq!(found.map(|one| one.name.as_str()), expected);
    assert!(kept.iter().any(|one| one.name == "Green Park"));
}

#[test]
fn two_playgrounds_near_a_village_are_two_and_one_mapped_twice_is_one() {
    let village = feature(
        "node/1",
        (0.0, 0.0),
        &[("place", "village"), ("name", "Ash")],
    );
    let at = |source: &str, x: f64| feature(source, (x, 0.0), PLAYGROUND);
    let (kept, report) = cleaned(vec![
        village,
        at("node/2", 100.0),
        at("node/3", 250.0),
        area("way/4", (270.0, 0.0), 60.0, PLAYGROUND),
        feature(
            "node/5",
            (280.0, 0.0),
            &[("leisure", "playground"), ("name", "Ash Adventure")],
        ),
    ]);
    assert_eq!(names(&kept), ["Playground near Ash", "Ash Adventure"]);
    assert_eq!(report.merged, 2);
}

#[test]
fn thousands_of_places_of_one_name_are_not_compared_with_each_other() {
    let tags: &[(&str, &str)] = &[("tourism", "zoo"), ("name", "Zoo Zoo")];
    let heap = (0..10_000).map(|number| feature(&format!("node/{}", number + 1), (0.0, 0.0), tags));
    let row = (0..10_000).map(|number| {
        feature(
            &format!("way/{}", number + 1),
            (f64::from(number) * 350.0, 9_000.0),
            tags,
        )
    });
    let (kept, _) = cleaned(heap.chain(row).collect());
    assert_eq!(kept.len(), 10_001);
}

proptest! {
    #[test]
    fn every_object_is_kept_merged_or_left_out_and_nothing_comes_from_nowhere(
        objects in proptest::collection::vec(
            (1_u8..20, 0_i16..900, 0_i16..900, prop_oneof![Just(0_u16), 1_u16..900], 0_usize..12, 0_usize..8, 0_usize..5),
            0..40,
        )
    ) {
        let what = [
            ("tourism", "zoo"), ("tourism", "theme_park"), ("leisure", "playground"), ("leisure", "park"),
            ("tourism", "museum"), ("tourism", "attraction"), ("place", "village"), ("landuse", "recreation_ground"),
            ("leisure", "miniature_golf"), ("leisure", "splash_pad"), ("leisure", "swimming_pool"), ("amenity", "pub"),
        ];
        let called = ["", "Big Zoo", "Museum", "Ash", "Ash Park", "The Ash", "Playground", "\u{202e}"];
        let also = [("a", "b"), ("access", "private"), ("fee", "no"), ("zoo", "enclosure"), ("opening_hours", "24/7")];
        let features: Vec<Feature> = objects.iter().map(|&(id, x, y, side, kind, name, more)| {
            let tags = [what[kind], ("name", called[name]), also[more]];
            let at = (f64::from(x), f64::from(y));
            let source = if id % 5 == 0 { format!("line {id}") } else { format!("way/{id}") };
            if side == 0 { feature(&source, at, &tags) } else { area(&source, at, f64::from(side), &tags) }
        }).collect();
        let selectors = Selectors::built_in().unwrap();
        let family = features.iter().filter(|one| {
            let tags: Vec<(&str, &str)> = borrowed(&one.tags).collect();
            selectors.select(&tags).is_some()
        }).count();
        let sources: Vec<String> = features.iter().map(|one| one.source.clone()).collect();
        // The sum is checked within.
        let (kept, report) = cleaned(features.clone());
        prop_assert_eq!(report.seen, family as u64);
        prop_assert!(kept.iter().all(|one| !one.name.is_empty() && sources.contains(&one.feature.source)));
        let again = cleaned(features).0;
        prop_assert_eq!(names(&kept), names(&again));
    }
}
