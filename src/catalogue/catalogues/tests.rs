//! All catalogues as one, against a look at every place of each.

use super::listing::by_region_and_name;
use super::*;
use crate::catalogue::limits::{Lack, lacks};
use crate::catalogue::packed::Builder;
use crate::catalogue::search::key;
use crate::domain::{
    Circle, Fact, FactSource, FactSources, Limits, MapObject, MapSource, Price, Reach,
};
use crate::planner::estimate_journey;
use crate::planner::fixture::{home, place};
use fastrand::Rng;
use proptest::prelude::*;
use rstest::rstest;
use std::sync::Arc;

const NAMES: [&str; 6] = [
    "Victoria Park",
    "The Victoria Park",
    "Wrest Park",
    "Science Museum",
    "Playground",
    "Sea Life Weston",
];

/// Makes places of few names and kinds within some kilometres of home, so that many are twins.
fn made(random: &mut Rng, prefix: &str, count: usize) -> Vec<Destination> {
    let map = Arc::new(MapSource {
        attribution: Some(format!("(c) {prefix}")),
        ..MapSource::default()
    });
    let categories = Categories::built_in().unwrap();
    (0..count)
        .map(|number| {
            let kind = random.choice(["park", "museum", "playground"]).unwrap();
            let category = Arc::clone(categories.get(kind).unwrap());
            let name = random.choice(NAMES).unwrap();
            let spread = if number % 3 == 0 { 2.0 } else { 0.02 };
            // To the seven decimals that a file has.
            let mut near =
                |degrees: f64| ((degrees + (random.f64() - 0.5) * spread) * 1e7).round() / 1e7;
            let position = Position::new(near(53.41), near(-2.23)).unwrap();
            let price = [Price::Unknown, Price::Free, Price::Low];
            Destination {
                name: name.to_owned().into(),
                position,
                exposure: category.exposure,
                typical_hours: category.typical_hours,
                ages: category.ages,
                price: random.choice(price).unwrap(),
                url: random
                    .bool()
                    .then(|| format!("https://{prefix}.example/{number}"))
                    .map(Into::into),
                region: random
                    .bool()
                    .then(|| "north-west".to_owned())
                    .map(Into::into),
                catalogue: prefix.into(),
                sources: FactSources {
                    exposure: FactSource::Category,
                    typical_hours: FactSource::Category,
                    age_min: FactSource::Category,
                    age_max: FactSource::Category,
                    ..FactSources::all(FactSource::Map)
                },
                map: (prefix != "own").then(|| MapObject {
                    object: format!("way/{number}"),
                    map: Arc::clone(&map),
                }),
                ..place(&format!("{prefix}-{number}"), kind, 0.5, 1.0)
            }
        })
        .map(|place| {
            let category = Arc::clone(categories.get(&place.category.id).unwrap());
            Destination { category, ..place }
        })
        .collect()
}

fn packed(name: &str, places: &[Destination]) -> Packed<Vec<u8>> {
    let mut builder = Builder::new(name, "");
    for place in places {
        builder.add(place).unwrap();
    }
    let mut file = Vec::new();
    builder.finish(&mut file).unwrap();
    Packed::open(file, name, &Categories::built_in().unwrap()).unwrap()
}

/// Some catalogues, and every entry of them.
struct Shelf {
    all: Catalogues<Vec<u8>>,
    entries: Vec<Entry>,
}

impl Shelf {
    fn new(seed: u64, sizes: [usize; 3]) -> Self {
        let mut random = Rng::with_seed(seed);
        let [own, a, b] = sizes;
        let own = made(&mut random, "own", own);
        let (a, b) = (made(&mut random, "a", a), made(&mut random, "b", b));
        let of = |source, places: &[Destination]| -> Vec<Entry> {
            places
                .iter()
                .cloned()
                .map(|place| Entry { source, place })
                .collect()
        };
        let entries = [
            of(Source::Own, &own),
            of(Source::Imported(0), &a),
            of(Source::Imported(1), &b),
        ];
        let all = Catalogues::new(Categories::built_in().unwrap())
            .with_own(own)
            .with_imported(vec![packed("b", &b), packed("a", &a)]);
        Self {
            all,
            entries: entries.concat(),
        }
    }

    /// Returns what a look at every place finds in an area.
    fn merged_in(&self, area: &Area) -> Vec<Destination> {
        let area = area.wider(TWIN_KM);
        let inside = self
            .entries
            .iter()
            .filter(|entry| area.holds(entry.place.position));
        merged(inside.cloned().collect())
    }
}

fn told(places: &[Destination]) -> Vec<String> {
    let mut told: Vec<String> = places.iter().map(|place| format!("{place:?}")).collect();
    told.sort();
    told
}

fn limits(reach: Reach, free: bool, kind: Option<&str>) -> Limits {
    Limits {
        reach,
        free,
        kinds: kind.map(str::to_owned).into_iter().collect(),
        ..Limits::default()
    }
}

fn reach() -> impl Strategy<Value = Reach> {
    (
        prop::option::of(0.0_f64..120.0),
        prop::option::of(5.0_f64..120.0),
    )
        .prop_map(|(km, minutes)| {
            if km.is_none() && minutes.is_none() {
                Reach::default()
            } else {
                Reach { km, minutes }
            }
        })
}

fn kind() -> impl Strategy<Value = Option<&'static str>> {
    prop::option::of(prop::sample::select(vec!["park", "museum", "zoo"]))
}

/// Returns what a look at every place lists, and counts.
fn looked_through(shelf: &Shelf, wish: &Wish<'_>) -> (Vec<Destination>, usize) {
    let area = wish.from.map_or(Area::Everywhere, |centre| {
        let km = crate::planner::farthest_km(&wish.limits.reach).unwrap();
        Area::Within(Circle { centre, km })
    });
    let lacking = |place: &Destination| {
        let far = wish.from.is_some_and(|from| {
            !wish
                .limits
                .reach
                .allows(&estimate_journey(from, place.position))
        });
        lacks(wish.limits, place.into(), far)
    };
    let places = shelf.merged_in(&area);
    let maybe = places
        .iter()
        .filter(|place| lacking(place) == [Lack::KnownPrice])
        .count();
    let mut places: Vec<Destination> = places
        .into_iter()
        .filter(|place| lacking(place).is_empty())
        .collect();
    places.sort_by(|a, b| {
        let km = |place: &Destination| {
            wish.from
                .map_or(0.0, |from| from.distance_km(place.position))
        };
        km(a)
            .total_cmp(&km(b))
            .then_with(|| by_region_and_name(a, b))
    });
    (places, maybe)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn an_area_holds_what_a_look_at_every_place_finds(seed: u64, sizes in [0_usize..60, 0_usize..90, 0_usize..90], km in 0.0_f64..150.0) {
        let shelf = Shelf::new(seed, sizes);
        let area = Area::Within(Circle { centre: home(), km });
        let found = shelf.all.within(&area).unwrap();
        prop_assert_eq!(told(&found.places), told(&shelf.merged_in(&area)));
        let inside = shelf.entries.iter().filter(|entry| area.wider(TWIN_KM).holds(entry.place.position));
        prop_assert_eq!(found.beyond, shelf.entries.len() - inside.count());
        prop_assert!(shelf.all.faults().is_empty());
    }

    #[test]
    fn a_list_is_what_a_look_at_every_place_lists(
        seed: u64, sizes in [0_usize..40, 0_usize..90, 0_usize..90], reach in reach(), near: bool, free: bool, kind in kind(), top in prop::option::of(1_usize..30),
    ) {
        let shelf = Shelf::new(seed, sizes);
        let limits = limits(reach, free, kind);
        let wish = Wish { query: None, from: near.then(home), limits: &limits, top };
        let list = shelf.all.list(&wish).unwrap();
        let (expected, maybe_free) = looked_through(&shelf, &wish);
        prop_assert_eq!(list.found, expected.len());
        prop_assert_eq!(list.maybe_free, maybe_free);
        let first = &expected[..expected.len().min(top.unwrap_or(usize::MAX))];
        let ids = |places: &[Destination]| -> Vec<String> { places.iter().map(|place| place.id.to_string()).collect() };
        prop_assert_eq!(ids(&list.places), ids(first));
        prop_assert_eq!(told(&list.places), told(first));
    }

    #[test]
    fn a_name_lists_the_places_that_bear_it(seed: u64, sizes in [0_usize..40, 0_usize..60, 0_usize..60], which in 0..NAMES.len(), near: bool) {
        let shelf = Shelf::new(seed, sizes);
        let limits = limits(Reach { km: Some(30.0), minutes: None }, false, None);
        let wish = Wish { query: Some(NAMES[which]), from: near.then(home), limits: &limits, top: None };
        let list = shelf.all.list(&wish).unwrap();
        let (all, _) = looked_through(&shelf, &Wish { query: None, ..wish });
        for place in all.iter().filter(|place| key(&place.name) == key(NAMES[which])) {
            prop_assert!(list.places.iter().any(|listed| listed.id == place.id), "{}", place.id);
        }
        prop_assert!(list.places.iter().all(|listed| all.iter().any(|place| place.id == listed.id)));
        prop_assert_eq!(list.found, list.places.len());
    }

    #[test]
    fn the_nearest_is_the_nearest_of_all(seed: u64, sizes in [0_usize..20, 0_usize..90, 0_usize..90], kind in kind()) {
        let shelf = Shelf::new(seed, sizes);
        let wanted = |place: &Destination| kind.is_none_or(|kind| place.category.id == kind);
        let found = shelf.all.nearest(home(), wanted).unwrap();
        let km = |place: &Destination| home().distance_km(place.position);
        let all = shelf.entries.iter().map(|entry| &entry.place).filter(|place| wanted(place));
        prop_assert_eq!(found.as_ref().map(km), all.map(km).min_by(f64::total_cmp));
    }

    #[test]
    fn the_nearest_miss_lacks_least_and_is_nearest(seed: u64, sizes in [0_usize..20, 0_usize..60, 0_usize..60], near: bool, kind in kind()) {
        let shelf = Shelf::new(seed, sizes);
        let limits = Limits { outdoor: true, ..limits(Reach { km: Some(0.001), minutes: None }, true, kind) };
        let wish = Wish { query: None, from: near.then(home), limits: &limits, top: None };
        prop_assume!(shelf.all.list(&wish).unwrap().found == 0);
        let miss = shelf.all.nearest_miss(&wish).unwrap();
        let order = |place: &Destination| {
            let far = near && home().distance_km(place.position) > 0.001;
            let lacking = lacks(&limits, place.into(), far);
            (lacking.contains(&Lack::Kind), lacking.len())
        };
        let places: Vec<Destination> = if near { shelf.entries.iter().map(|entry| entry.place.clone()).collect() } else { merged(shelf.entries.clone()) };
        let best = places.iter().map(order).min();
        prop_assert_eq!(miss.as_ref().map(|miss| order(&miss.place)), best);
        let km = |place: &Destination| home().distance_km(place.position);
        if near {
            let nearest = places.iter().filter(|place| Some(order(place)) == best).map(km).min_by(f64::total_cmp);
            prop_assert_eq!(miss.map(|miss| km(&miss.place)), nearest);
        } else {
            let first = places.into_iter().filter(|place| Some(order(place)) == best).min_by(by_region_and_name);
            prop_assert_eq!(miss.map(|miss| miss.place.id), first.map(|place| place.id));
        }
    }

    #[test]
    fn an_id_leads_to_its_place_in_whatever_catalogue(
        (seed, at) in prop_oneof![
            4 => (any::<u64>(), 0_usize..150),
            // Between two namesakes, of which the nearer is meant.
            1 => Just((8_702_717_859_252_621_059, 47)),
            1 => Just((10_080_046_295_341_812_379, 125)),
        ]
    ) {
        let shelf = Shelf::new(seed, [30, 60, 60]);
        let asked = &shelf.entries[at].place;
        let Found::One(place) = shelf.all.find(&asked.id.to_ascii_uppercase()).unwrap() else {
            return Err(TestCaseError::fail("not found"));
        };
        prop_assert_eq!(key(&place.name), key(&asked.name));
        prop_assert!(place.position.distance_km(asked.position) <= TWIN_KM);
        let facts = |place: &Destination| (place.price != Price::Unknown, place.url.is_some());
        let (told, known) = (facts(&place), facts(asked));
        let mixed = place.catalogue == asked.catalogue || place.map.is_none();
        prop_assert!(!mixed || (told.0 >= known.0 && told.1 >= known.1));
    }
}

#[test]
fn of_the_same_id_the_familys_own_is_meant_then_the_built_in() {
    let named = |catalogue: &str, name: &str| Destination {
        name: name.to_owned().into(),
        catalogue: catalogue.into(),
        ..place("chester-zoo", "zoo", 0.8, 1.0)
    };
    let categories = Categories::built_in().unwrap();
    let imported = packed("map", &[named("map", "Another Zoo")]);
    let all = Catalogues::new(categories.clone()).with_imported(vec![imported]);
    let catalogue = |all: &Catalogues<Vec<u8>>| match all.find("chester-zoo").unwrap() {
        Found::One(place) => place.catalogue.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(catalogue(&all), "map");
    let all = all.with_built_in();
    assert_eq!(catalogue(&all), "built-in");
    let all = all.with_own(vec![named("ours", "Our Zoo")]);
    assert_eq!(catalogue(&all), "ours");
}

#[test]
fn namesakes_of_all_catalogues_are_offered() {
    let shelf = Shelf::new(3, [10, 30, 30]);
    match shelf.all.find("playground").unwrap() {
        Found::Several(places, all) => {
            assert_eq!(places.len(), all);
            assert!(places.iter().all(|place| place.name == "Playground"));
            let of = |catalogue: &str| places.iter().any(|place| &*place.catalogue == catalogue);
            assert!(of("a") && of("b"));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_hundred_namesakes_are_not_all_read() {
    let playgrounds: Vec<Destination> = (0..5_000)
        .map(|number| Destination {
            name: "Playground".into(),
            ..place(
                &format!("way-{number}"),
                "playground",
                1.0,
                f64::from(number) / 10.0,
            )
        })
        .collect();
    let all = Catalogues::new(Categories::built_in().unwrap())
        .with_imported(vec![packed("map", &playgrounds)]);
    match all.find("playground").unwrap() {
        Found::Several(places, all) => assert!(places.len() == 100 && all > 100),
        other => panic!("{other:?}"),
    }
}

#[rstest]
#[case::a_slip("scince musem")]
#[case::a_beginning("sci mus")]
#[case::two_words_as_one("sealife")]
fn a_slip_is_forgiven_in_any_catalogue(#[case] query: &str) {
    let shelf = Shelf::new(1, [0, 40, 0]);
    let Found::Several(places, all) = shelf.all.find(query).unwrap() else {
        panic!("not found")
    };
    assert!(places.len() == all && all > 1);
    let Found::None(nearest) = shelf.all.find("wictoia perk gardens").unwrap() else {
        panic!("found")
    };
    assert!(nearest.len() <= 5 && nearest[0].name.contains("Victoria"));
}

#[test]
fn a_damaged_block_is_told_and_costs_only_its_own_places() {
    let mut random = Rng::with_seed(5);
    let places = made(&mut random, "a", 1_200);
    let mut builder = Builder::new("a", "");
    for place in &places {
        builder.add(place).unwrap();
    }
    let mut file = Vec::new();
    builder.finish(&mut file).unwrap();
    file[100] ^= 1;
    let categories = Categories::built_in().unwrap();
    let packed = Packed::open(file, "a", &categories).unwrap();
    let all = Catalogues::new(categories).with_imported(vec![packed]);
    let found = all.within(&Area::Everywhere).unwrap();
    assert_eq!(found.places.len(), 1_200 - 512);
    let faults = all.faults();
    assert!(faults["a"].to_string().contains("block 0"), "{faults:?}");
}

#[test]
fn facts_of_the_built_in_and_of_a_map_come_together() {
    let categories = Categories::built_in().unwrap();
    let zoo = match Catalogues::<Vec<u8>>::new(categories.clone())
        .with_built_in()
        .find("chester-zoo")
    {
        Ok(Found::One(place)) => *place,
        other => panic!("{other:?}"),
    };
    let twin = Destination {
        id: "way-1".into(),
        opening_hours: Some("24/7".into()),
        facts: crate::domain::FamilyFacts {
            booking: Fact::Yes,
            ..Default::default()
        },
        price: Price::Unknown,
        url: None,
        postcode: None,
        sources: FactSources::all(FactSource::Map),
        map: Some(MapObject {
            object: "way/1".to_owned(),
            map: Arc::default(),
        }),
        ..zoo.clone()
    };
    let all = Catalogues::new(categories)
        .with_built_in()
        .with_imported(vec![packed("map", &[twin])]);
    for query in ["chester-zoo", "way-1", "Chester Zoo"] {
        let Found::One(place) = all.find(query).unwrap() else {
            panic!("{query}")
        };
        assert_eq!(place.id, "chester-zoo", "{query}");
        assert!(place.opening_hours.is_some() && place.price == zoo.price);
    }
}
