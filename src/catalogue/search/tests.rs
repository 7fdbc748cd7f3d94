//! What a parent types and what it finds, in the built-in places and among namesakes.

use super::*;
use crate::catalogue::{Catalogues, Categories, Found, built_in};
use crate::planner::fixture::place;
use proptest::prelude::*;
use rstest::rstest;
use std::sync::LazyLock;

static PLACES: LazyLock<Vec<Destination>> = LazyLock::new(|| {
    let categories = Categories::built_in().unwrap();
    built_in(&categories, |_| true).unwrap().places
});

/// Returns what a query means where these are all the places there are.
fn find(query: &str, places: &[Destination]) -> Found {
    let all = Catalogues::<Vec<u8>>::new(Categories::built_in().unwrap());
    all.with_own(places.to_vec()).find(query).unwrap()
}

fn named(id: &str, name: &str) -> Destination {
    Destination {
        name: name.to_owned().into(),
        ..place(id, "museum", 0.1, 1.0)
    }
}

fn ids<'a>(found: &[&'a Destination]) -> Vec<&'a str> {
    found.iter().map(|place| &*place.id).collect()
}

fn owned_ids(found: &[Destination]) -> Vec<&str> {
    found.iter().map(|place| &*place.id).collect()
}

fn one(query: &str, places: &[Destination]) -> Option<String> {
    match find(query, places) {
        Found::One(place) => Some(place.id.to_string()),
        Found::Several(..) | Found::None(_) => None,
    }
}

#[rstest]
#[case::the_id("chester-zoo")]
#[case::the_id_in_capitals("CHESTER-ZOO")]
#[case::the_name("Chester Zoo")]
#[case::case("CHESTER zoo")]
#[case::a_leading_the("the Chester Zoo")]
#[case::gaps("  chester   zoo ")]
#[case::no_gap("chesterzoo")]
#[case::punctuation("Chester Zoo!")]
#[case::accents("Chéster Zóo")]
fn a_whole_name_is_the_place(#[case] query: &str) {
    assert_eq!(one(query, &PLACES).as_deref(), Some("chester-zoo"));
}

#[rstest]
#[case::without_the("castle and gardens of mey", "The Castle & Gardens of Mey")]
#[case::with_the("The Science Museum", "Science Museum")]
#[case::apostrophe("grannys garden", "Granny's Garden")]
fn a_name_forgives_what_people_leave_out(#[case] query: &str, #[case] name: &str) {
    let places = [named("it", name), named("other", "Another Place")];
    assert_eq!(one(query, &places).as_deref(), Some("it"));
}

#[rstest]
#[case::two_slips("chestr zo", "chester-zoo")]
#[case::a_swap("chetser zoo", "chester-zoo")]
#[case::the_first_word("jorvik", "jorvik-viking-centre")]
#[case::words_in_any_order("zoo chester", "chester-zoo")]
fn what_is_nearly_a_name_is_offered_and_never_taken(#[case] query: &str, #[case] id: &str) {
    match find(query, &PLACES) {
        Found::Several(candidates, _) => assert_eq!(candidates[0].id, id),
        other => panic!("{other:?}"),
    }
}

#[test]
fn namesakes_are_all_offered_and_an_id_settles_it() {
    let places = [
        named("a", "Victoria Park"),
        named("b", "The Victoria Park"),
        named("victoria-park", "Another Park"),
    ];
    match find("victoria park", &places) {
        Found::Several(candidates, all) => {
            assert_eq!((owned_ids(&candidates), all), (vec!["a", "b"], 2))
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(
        one("victoria-park", &places).as_deref(),
        Some("victoria-park")
    );
    assert_eq!(one("b", &places).as_deref(), Some("b"));
}

#[test]
fn slips_are_forgiven_where_nothing_nearer_is_spelt_so() {
    let places = [
        named("castle", "Conwy Castle"),
        named("cattle", "Cattle Country"),
    ];
    assert_eq!(ids(&matching("castle", &places)), ["castle"]);
    assert_eq!(ids(&matching("castel", &places)), ["castle"]);
    let parks = [
        named("safari", "West Midlands Safari Park"),
        named("wrest", "Wrest Park"),
        named("weston", "Weston Park"),
    ];
    assert_eq!(
        ids(&matching("west park", &parks)),
        ["weston", "safari", "wrest"]
    );
}

#[test]
fn the_name_with_least_besides_comes_first() {
    let places = [
        named("long", "Science Museum of the North"),
        named("short", "Science Museum"),
        named("begun", "Science Museums Together"),
    ];
    assert_eq!(
        ids(&matching("science museum", &places)),
        ["short", "long", "begun"]
    );
}

#[rstest]
#[case::nothing("")]
#[case::only_signs("-- '' !!")]
#[case::like_nothing("qqqqqqqq")]
fn nothing_is_found_for_nothing(#[case] query: &str) {
    assert!(matches!(find(query, &PLACES), Found::None(_)));
    assert!(matching(query, &PLACES).is_empty());
}

#[test]
fn a_name_that_is_none_gets_the_nearest() {
    match find("Alton Twoers Ressort Hotell", &PLACES) {
        Found::None(nearest) => {
            let ids = owned_ids(&nearest);
            assert!(ids.contains(&"alton-towers"), "{ids:?}");
            assert!(nearest.len() <= NEAREST);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_query_of_any_length_takes_little_work() {
    let long = "museum ".repeat(10_000) + &"x".repeat(100_000);
    assert!(!matching(&long, &PLACES).is_empty());
}

#[test]
fn every_built_in_place_is_found_by_its_own_id_and_name() {
    for place in PLACES.iter().step_by(40) {
        assert_eq!(one(&place.id, &PLACES), Some(place.id.to_string()));
        let found = matching(&place.name, &PLACES);
        let first = found.first().map(|found| &found.id);
        assert_eq!(first, Some(&place.id));
    }
}

/// Returns `word` with one slip of a finger.
fn mistyped(word: &str, at: usize, how: usize) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = at % letters.len();
    match how {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, 'e'),
        2 => letters[at] = if letters[at] == 'a' { 'o' } else { 'a' },
        _ => {
            let next = (at + 1).min(letters.len() - 1);
            letters.swap(at, next);
        }
    }
    letters.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_whole_name_is_the_place_unless_it_has_namesakes(which in 0..PLACES.len()) {
        let place = &PLACES[which];
        match find(&place.name, &PLACES) {
            Found::One(found) => prop_assert_eq!(&found.id, &place.id),
            Found::Several(namesakes, _) => prop_assert!(
                namesakes.len() > 1 && namesakes.iter().all(|other| key(&other.name) == key(&place.name))
            ),
            Found::None(_) => prop_assert!(false, "{} is not found", place.name),
        }
    }

    #[test]
    fn no_query_is_too_strange(query in any::<String>()) {
        let some = &PLACES[..50];
        let _ = find(&query, some);
        let _ = matching(&query, some);
    }

    #[test]
    fn an_exact_id_always_wins(which in 0..1000_usize, names in proptest::collection::vec("[a-c -]{1,6}", 1..8)) {
        let mut places: Vec<Destination> = names
            .iter()
            .enumerate()
            .map(|(number, name)| named(&format!("id-{number}"), name))
            .collect();
        let id = places[which % places.len()].id.to_string();
        places.push(named("other", &id));
        prop_assert_eq!(one(&id, &places), Some(id));
    }

    #[test]
    fn one_slip_in_a_long_word_still_finds_the_place(
        which in 0..PLACES.len(),
        word in 0..8_usize,
        at in 0..30_usize,
        how in 0..4_usize,
    ) {
        let place = &PLACES[which];
        let mut words: Vec<String> = fold(&place.name).split(' ').map(str::to_owned).collect();
        let long: Vec<usize> = (0..words.len())
            .filter(|&at| words[at].chars().count() >= 5)
            .collect();
        prop_assume!(!long.is_empty());
        let slipped = long[word % long.len()];
        words[slipped] = mistyped(&words[slipped], at, how);
        let query = words.join(" ");
        let found = matching(&query, &PLACES);
        let first: Vec<&str> = found.iter().take(5).map(|found| &*found.id).collect();
        prop_assert!(first.contains(&&*place.id), "{query}: {first:?}");
    }

    #[test]
    fn what_a_glance_passes_over_a_closer_look_does_too(
        which in 0..PLACES.len(), other in "[a-z0-9é' -]{0,30}", at in 0..30_usize, how in 0..4_usize, least in 0.0..1.0_f64,
    ) {
        let typed = mistyped(&PLACES[which].name, at, how);
        for typed in [&typed, &other] {
            let mut query = Query::of(typed);
            if query.asked.is_empty() {
                continue;
            }
            let count = f64::from(u8::try_from(query.asked.len()).unwrap());
            for place in &*PLACES {
                let (name, id) = (&*place.name, &*place.id);
                prop_assert_eq!(query.likeness(name, id), query.likeness_looked_at(name, id), "{} for {}", name, typed);
                let bar = least.max(FAINTLY_ALIKE) * count;
                let close = query.resemblance_looked_at(name, id, bar).map(|sum| sum / count);
                prop_assert_eq!(query.resemblance(name, id, least), close, "{} for {}", name, typed);
            }
        }
    }

    #[test]
    fn the_order_does_not_depend_on_that_of_the_catalogue(turn in 0..40_usize) {
        let mut places: Vec<Destination> = PLACES.iter().filter(|place| place.id.contains("park")).cloned().collect();
        let before: Vec<String> = matching("park", &places).iter().map(|place| place.id.to_string()).collect();
        places.rotate_left(turn);
        let after: Vec<String> = matching("park", &places).iter().map(|place| place.id.to_string()).collect();
        prop_assert_eq!(before, after);
    }
}
