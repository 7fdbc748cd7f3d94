//! Twins across catalogues: which show once, whose facts win, and that no order matters.

use super::*;
use crate::domain::{Fact, MapObject, MapSource};
use crate::planner::fixture::place;
use proptest::prelude::*;
use rstest::rstest;
use std::sync::Arc;

/// A park so many metres north of a point.
fn park(source: Source, id: &str, name: &str, metres: f64) -> Entry {
    let place = Destination {
        name: name.to_owned().into(),
        ..place(id, "park", 0.9, 10.0 + metres / 1000.0)
    };
    Entry { source, place }
}

fn of_map(entry: Entry, attribution: &str) -> Entry {
    let map = MapSource {
        attribution: Some(attribution.to_owned()),
        ..MapSource::default()
    };
    let place = Destination {
        map: Some(MapObject {
            object: format!("way/{}", entry.place.id),
            map: Arc::new(map),
        }),
        sources: crate::domain::FactSources::all(FactSource::Map),
        ..entry.place
    };
    Entry { place, ..entry }
}

fn ids(places: &[Destination]) -> Vec<&str> {
    places.iter().map(|place| &*place.id).collect()
}

const OSM: Source = Source::Imported(0);

#[rstest]
#[case::the_same("Victoria Park", 0.0, &["a"])]
#[case::near("Victoria Park", 299.0, &["a"])]
#[case::far("Victoria Park", 301.0, &["a", "b"])]
#[case::spelt_otherwise("The VICTORIA-park", 100.0, &["a"])]
#[case::another_name("Albert Park", 0.0, &["a", "b"])]
fn a_place_of_two_catalogues_shows_once(
    #[case] name: &str,
    #[case] metres: f64,
    #[case] expected: &[&str],
) {
    let entries = vec![
        park(Source::BuiltIn, "a", "Victoria Park", 0.0),
        park(OSM, "b", name, metres),
    ];
    assert_eq!(ids(&merged(entries)), expected);
}

#[test]
fn another_kind_or_the_same_catalogue_makes_two() {
    let mut garden = park(OSM, "b", "Victoria Park", 0.0);
    garden.place.category = place("x", "garden", 0.9, 1.0).category;
    let entries = vec![park(Source::BuiltIn, "a", "Victoria Park", 0.0), garden];
    assert_eq!(ids(&merged(entries)), ["a", "b"]);
    let two = ["a", "b"].map(|id| park(OSM, id, "Playground", 0.0));
    assert_eq!(ids(&merged(two.to_vec())), ["a", "b"]);
}

#[test]
fn the_more_certain_facts_win_and_gaps_are_filled_from_the_other() {
    let mut vague = park(Source::BuiltIn, "vague", "Victoria Park", 0.0);
    vague.place.price = Price::Free;
    vague.place.facts.buggy = Fact::Yes;
    let mut sure = of_map(park(OSM, "sure", "Victoria Park", 50.0), "(c) A");
    sure.place.facts.dog = Fact::Yes;
    sure.place.facts.buggy = Fact::No;
    sure.place.opening_hours = Some("24/7".into());
    let one = merged(vec![vague, sure]).remove(0);
    assert_eq!(one.id, "sure");
    assert_eq!((one.facts.buggy, one.facts.dog), (Fact::No, Fact::Yes));
    assert_eq!(
        (one.price, one.sources.price),
        (Price::Free, FactSource::AnotherCatalogue)
    );
    assert_eq!(one.sources.dog, FactSource::Map);
}

#[test]
fn the_familys_own_word_leads_however_little_it_says() {
    let mut own = park(Source::Own, "own", "Victoria Park", 0.0);
    own.place.price = Price::High;
    let mut map = of_map(park(OSM, "map", "Victoria Park", 0.0), "(c) A");
    map.place.price = Price::Free;
    map.place.url = Some("https://park.example/".into());
    map.place.facts.toilets = Fact::Yes;
    let one = merged(vec![map, own]).remove(0);
    assert_eq!((&*one.id, one.price), ("own", Price::High));
    assert_eq!(one.sources.url, FactSource::Map);
    assert_eq!(
        one.map.unwrap().object,
        "way/map",
        "whose facts are shown is to be credited"
    );
}

#[test]
fn of_equals_the_built_in_leads_for_its_id_is_for_ever() {
    let entries = vec![
        park(OSM, "osm", "Victoria Park", 0.0),
        park(Source::BuiltIn, "built-in", "Victoria Park", 0.0),
    ];
    let one = merged(entries).remove(0);
    assert_eq!(one.id, "built-in");
    assert!(one.map.is_none());
}

/// An entry of a map that was so on this day.
fn of_map_of(entry: Entry, day: Option<&str>, licence: Option<&str>) -> Entry {
    let entry = of_map(entry, "(c) A");
    let map = MapSource {
        as_of: day.map(|day| format!("{day}T00:00:00Z")),
        attribution: Some("(c) A".to_owned()),
        licence: licence.map(str::to_owned),
        ..MapSource::default()
    };
    let object = MapObject {
        object: format!("way/{}", entry.place.id),
        map: Arc::new(map),
    };
    let place = Destination {
        map: Some(object),
        ..entry.place
    };
    Entry { place, ..entry }
}

#[rstest]
#[case::the_newer_map(Some("2018-01-01"), Some("2026-01-01"), "b")]
#[case::whichever_comes_first(Some("2026-01-01"), Some("2018-01-01"), "a")]
#[case::one_that_has_no_date(None, Some("2018-01-01"), "b")]
#[case::equally_old(Some("2018-01-01"), Some("2018-01-01"), "a")]
fn of_two_that_know_as_much_the_newer_map_wins(
    #[case] first: Option<&str>,
    #[case] second: Option<&str>,
    #[case] leader: &str,
) {
    let mut a = of_map_of(park(OSM, "a", "Victoria Park", 0.0), first, None);
    let mut b = of_map_of(
        park(Source::Imported(1), "b", "Victoria Park", 0.0),
        second,
        None,
    );
    a.place.price = Price::Free;
    b.place.price = Price::Low;
    let expected = if leader == "a" {
        Price::Free
    } else {
        Price::Low
    };
    for entries in [vec![a.clone(), b.clone()], vec![b, a]] {
        let one = merged(entries).remove(0);
        assert_eq!((&*one.id, one.price), (leader, expected));
    }
}

#[test]
fn an_older_map_that_knows_more_leads_a_newer_one() {
    let mut old = of_map_of(
        park(OSM, "old", "Victoria Park", 0.0),
        Some("2018-01-01"),
        None,
    );
    old.place.price = Price::Free;
    let new = park(Source::Imported(1), "new", "Victoria Park", 0.0);
    let new = of_map_of(new, Some("2026-01-01"), None);
    let one = merged(vec![new, old]).remove(0);
    assert_eq!(one.id, "old");
}

#[rstest]
#[case::the_same(Some("ODbL 1.0"), Some("ODbL 1.0"), Price::Free)]
#[case::another(Some("ODbL 1.0"), Some("CC BY 4.0"), Price::Unknown)]
#[case::none_told(Some("ODbL 1.0"), None, Price::Unknown)]
fn facts_are_mixed_only_under_one_licence_and_the_place_keeps_its_own(
    #[case] own: Option<&str>,
    #[case] theirs: Option<&str>,
    #[case] price: Price,
) {
    let mut one = of_map_of(park(OSM, "one", "Victoria Park", 0.0), None, own);
    one.place.facts.dog = Fact::Yes;
    one.place.facts.toilets = Fact::Yes;
    let other = park(Source::Imported(1), "other", "Victoria Park", 0.0);
    let mut other = of_map_of(other, Some("2026-01-01"), theirs);
    other.place.price = Price::Free;
    let one = merged(vec![other, one]).remove(0);
    assert_eq!(one.price, price);
    let map = one.map.unwrap();
    assert_eq!(
        (map.object.as_str(), map.map.licence.as_deref()),
        ("way/one", own)
    );
}

#[test]
fn nothing_is_mixed_that_needs_two_credits() {
    let mut one = of_map(park(OSM, "one", "Victoria Park", 0.0), "(c) A");
    one.place.facts.dog = Fact::Yes;
    let mut other = of_map(
        park(Source::Imported(1), "other", "Victoria Park", 0.0),
        "(c) B",
    );
    other.place.price = Price::Free;
    let all = merged(vec![other, one]);
    assert_eq!(ids(&all), ["one"]);
    assert_eq!(all[0].price, Price::Unknown);
}

#[test]
fn at_a_price_gives_way_to_how_much() {
    let mut paid = park(Source::BuiltIn, "a", "Victoria Park", 0.0);
    paid.place.price = Price::Paid;
    paid.place.url = Some("https://park.example/".into());
    let mut low = park(OSM, "b", "Victoria Park", 0.0);
    low.place.price = Price::Low;
    assert_eq!(merged(vec![paid, low])[0].price, Price::Low);
}

#[test]
fn a_hundred_thousand_namesakes_take_no_hundred_thousand_squared() {
    let mut entries: Vec<Entry> = (0..50_000_u32)
        .map(|number| {
            park(
                OSM,
                &number.to_string(),
                "Playground",
                f64::from(10 * number),
            )
        })
        .collect();
    entries.push(park(Source::BuiltIn, "built-in", "Playground", 777.0));
    assert_eq!(merged(entries).len(), 50_000);
}

proptest! {
    #[test]
    fn the_order_of_the_catalogues_makes_no_difference(
        raw in prop::collection::vec((0_u16..4, 0_usize..3, 0_i32..900, 0_u8..3, 0_u8..4), 0..24), turn in 0_usize..24,
    ) {
        let mut entries: Vec<Entry> = raw.iter().enumerate().map(|(at, &(source, name, metres, facts, map))| {
            let source = match source { 0 => Source::Own, 1 => Source::BuiltIn, other => Source::Imported(other) };
            let mut entry = park(source, &at.to_string(), ["Park", "Zoo", "Wood"][name], f64::from(metres));
            entry.place.facts.dog = if facts > 0 { Fact::Yes } else { Fact::Unknown };
            entry.place.price = if facts > 1 { Price::Free } else { Price::Unknown };
            match map {
                0 => entry,
                1 => of_map(entry, "(c) A"),
                year => of_map_of(entry, Some(&format!("202{year}-01-01")), Some("ODbL 1.0")),
            }
        }).collect();
        let told = |mut places: Vec<Destination>| {
            places.sort_by(|a, b| a.id.cmp(&b.id));
            format!("{places:?}")
        };
        let before = merged(entries.clone());
        for (at, one) in before.iter().enumerate() {
            for other in &before[at + 1..] {
                // Two that are left may be twins only if each has a place of the other's source already.
                prop_assert!(one.id != other.id);
            }
        }
        entries.rotate_left(turn % raw.len().max(1));
        prop_assert_eq!(told(before), told(merged(entries)));
    }
}
