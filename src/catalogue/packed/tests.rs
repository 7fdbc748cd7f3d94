//! A catalogue's file against what went into it: every field, every search, every way it can be spoilt.

use super::layout::{FOOTER, PREAMBLE, preamble};
use super::*;
use crate::catalogue::Categories;
use crate::catalogue::search::key;
use crate::domain::{
    Area, Circle, Destination, Exposure, Fact, FactSource, FactSources, FamilyFacts, MapObject,
    MapSource, Position, Price, zone,
};
use fastrand::Rng;
use proptest::prelude::*;
use rstest::rstest;
use std::cell::Cell;
use std::io;
use std::sync::{Arc, LazyLock};

static CATEGORIES: LazyLock<Categories> = LazyLock::new(|| Categories::built_in().unwrap());

/// Makes places of every description: facts known and not, texts short and long, poles and antimeridian.
struct Maker {
    random: Rng,
    maps: [Arc<MapSource>; 2],
}

impl Maker {
    fn new(seed: u64) -> Self {
        let map = |from: &str| {
            Arc::new(MapSource {
                from: from.to_owned(),
                as_of: Some("2026-11-01T00:00:00Z".to_owned()),
                imported_at: "2026-11-27T18:00:00Z".to_owned(),
                attribution: Some("Map data (c) OpenStreetMap contributors, ODbL 1.0".to_owned()),
                licence: Some("ODbL 1.0".to_owned()),
            })
        };
        Self {
            random: Rng::with_seed(seed),
            maps: [map("rutland.osm.pbf"), map("malta.osm.pbf")],
        }
    }

    fn position(&mut self) -> Position {
        let random = &mut self.random;
        let mut between = |from: f64, to: f64| from + random.f64() * (to - from);
        let (lat, lon) = match between(0.0, 6.0) as u8 {
            0 => (between(89.0, 90.0), between(-180.0, 180.0)),
            1 => (between(-90.0, -89.9), between(-180.0, 180.0)),
            2 => (between(-20.0, 20.0), between(179.5, 180.0)),
            3 => (between(-20.0, 20.0), between(-180.0, -179.5)),
            4 => (between(-90.0, 90.0), between(-180.0, 180.0)),
            _ => (between(52.0, 54.0), between(-3.0, 0.0)),
        };
        // To the seven decimals that a file has.
        let stored = |degrees: f64| (degrees * 1e7).round() / 1e7;
        Position::new(stored(lat), stored(lon)).unwrap()
    }

    fn text(&mut self, most: usize) -> String {
        let letters: Vec<char> = "abc é’\u{202e}\n\"𝕏-".chars().collect();
        let length = self.random.usize(..=most);
        (0..length)
            .map(|_| *self.random.choice(&letters).unwrap())
            .collect()
    }

    fn place(&mut self, number: usize) -> Destination {
        let kinds: Vec<_> = CATEGORIES.iter().collect();
        let category = Arc::clone(self.random.choice(&kinds).unwrap());
        let known = [Fact::Yes, Fact::No, Fact::Unknown];
        let prices = [
            Price::Free,
            Price::Low,
            Price::High,
            Price::Paid,
            Price::Unknown,
        ];
        let said = [
            FactSource::Catalogue,
            FactSource::Category,
            FactSource::Postcode,
            FactSource::Map,
            FactSource::AnotherCatalogue,
        ];
        let mut source = || *self.random.choice(&said).unwrap();
        let sources = FactSources {
            position: source(),
            exposure: source(),
            typical_hours: source(),
            age_min: source(),
            age_max: source(),
            price: source(),
            buggy: source(),
            dog: source(),
            toilets: source(),
            baby_change: source(),
            food: source(),
            booking: source(),
            opening_hours: source(),
            url: source(),
        };
        let mut fact = || *self.random.choice(&known).unwrap();
        let facts = FamilyFacts {
            buggy: fact(),
            dog: fact(),
            toilets: fact(),
            baby_change: fact(),
            food: fact(),
            booking: fact(),
        };
        let own = |source: FactSource| source != FactSource::Category;
        let share = f64::from(self.random.u32(..=10_000)) / 10_000.0;
        let zones = ["Europe/London", "Europe/Isle_of_Man", "Pacific/Fiji"];
        let mut some = |most| self.random.bool().then(|| self.random.usize(..most));
        let lengths = [some(10), some(400), some(200), some(20)];
        let [postcode, opening_hours, url, region] =
            lengths.map(|length| length.map(|most| self.text(most)));
        Destination {
            id: format!("Place-{number}").into(),
            name: format!("{} {}", self.text(30), self.random.u8(..40)).into(),
            position: self.position(),
            zone: zone(self.random.choice(zones).unwrap()).unwrap(),
            postcode: postcode.map(Into::into),
            exposure: if own(sources.exposure) {
                Exposure::new(share).unwrap()
            } else {
                category.exposure
            },
            typical_hours: if own(sources.typical_hours) {
                f64::from(self.random.u16(1..=12_000)) / 1_000.0
            } else {
                category.typical_hours
            },
            ages: (
                if own(sources.age_min) {
                    self.random.u8(..9)
                } else {
                    category.ages.0
                },
                if own(sources.age_max) {
                    self.random.u8(9..18)
                } else {
                    category.ages.1
                },
            ),
            price: *self.random.choice(&prices).unwrap(),
            facts,
            opening_hours: opening_hours.map(Into::into),
            url: url.map(Into::into),
            region: region.map(Into::into),
            catalogue: "malta".into(),
            sources,
            map: self.random.bool().then(|| MapObject {
                object: format!("way/{number}"),
                map: Arc::clone(self.random.choice(&self.maps).unwrap()),
            }),
            category,
        }
    }

    fn places(&mut self, count: usize) -> Vec<Destination> {
        (0..count).map(|number| self.place(number)).collect()
    }
}

fn file_of(places: &[Destination], block: u32) -> Vec<u8> {
    let mut builder = Builder::new("malta", "2026-11-27T18:00:00Z").with_block(block);
    for place in places {
        builder.add(place).unwrap();
    }
    assert_eq!(builder.len(), places.len());
    let mut file = Vec::new();
    builder.finish(&mut file).unwrap();
    file
}

/// Some catalogues of 400 places, with the file of each.
type Made = (Vec<Destination>, Packed<Vec<u8>>);

static MADE: LazyLock<Vec<Made>> = LazyLock::new(|| {
    let made = (0..8).map(|seed| Maker::new(seed).places(400));
    made.map(|places| (places.clone(), opened(&places, 8)))
        .collect()
});

fn open(file: Vec<u8>) -> Result<Packed<Vec<u8>>, Fault> {
    Packed::open(file, "malta", &CATEGORIES)
}

fn opened(places: &[Destination], block: u32) -> Packed<Vec<u8>> {
    open(file_of(places, block)).unwrap()
}

/// Returns the ids of the places that a search of rows finds, in order.
fn searched(packed: &Packed<Vec<u8>>, area: &Area) -> Vec<String> {
    let mut numbers = Vec::new();
    assert_eq!(packed.rows(area, |number, _, _| numbers.push(number)), None);
    let (places, fault) = packed.load(&numbers);
    assert_eq!(fault, None);
    let mut ids: Vec<String> = places
        .into_iter()
        .map(|place| place.unwrap().id.into_owned())
        .collect();
    ids.sort();
    let mut recorded = Vec::new();
    packed.records(area, |_, record| recorded.push(record.id.to_owned()));
    recorded.sort();
    assert_eq!(ids, recorded);
    ids
}

fn looked_at_one_by_one(places: &[Destination], area: &Area) -> Vec<String> {
    let inside = places.iter().filter(|place| area.holds(place.position));
    let mut ids: Vec<String> = inside.map(|place| place.id.to_string()).collect();
    ids.sort();
    ids
}

#[test]
fn every_field_comes_back_as_it_was() {
    let places = Maker::new(1).places(700);
    let packed = opened(&places, 64);
    let numbers: Vec<u32> = (0..700).collect();
    let (read, fault) = packed.load(&numbers);
    assert_eq!(fault, None);
    let mut read: Vec<Destination> = read.into_iter().flatten().collect();
    read.sort_by_key(|place| place.id["Place-".len()..].parse::<usize>().unwrap());
    for (read, written) in read.iter().zip(&places) {
        assert_eq!(format!("{read:?}"), format!("{written:?}"));
    }
    assert_eq!(read.len(), 700);
}

#[test]
fn a_file_tells_what_is_in_it() {
    let places = Maker::new(2).places(300);
    let packed = opened(&places, 64);
    let about = packed.about();
    assert_eq!((about.name.as_str(), about.places), ("malta", 300));
    assert_eq!((packed.places(), packed.of_unknown_kind()), (300, 0));
    let zoos = places
        .iter()
        .filter(|place| place.category.id == "zoo")
        .count();
    assert_eq!(about.by_kind["zoo"] as usize, zoos);
    let priced = places.iter().filter(|place| place.price != Price::Unknown);
    assert_eq!(about.known.price as usize, priced.count());
    assert_eq!(about.maps.len(), 2);
    let [south, north, ..] = about.bounds.unwrap();
    assert!(
        places
            .iter()
            .all(|place| (south..=north).contains(&place.position.lat()))
    );
    packed.verify().unwrap();
}

#[test]
fn the_same_places_give_the_same_bytes() {
    let places = Maker::new(3).places(200);
    assert_eq!(file_of(&places, 16), file_of(&places, 16));
}

#[rstest]
#[case::none(0)]
#[case::one(1)]
#[case::a_block(16)]
#[case::a_block_and_one(17)]
#[case::a_node_of_blocks(16 * 16)]
#[case::a_node_of_blocks_and_one(16 * 16 + 1)]
fn a_catalogue_of_any_size_opens(#[case] count: usize) {
    let places = Maker::new(4).places(count);
    let packed = opened(&places, 16);
    packed.verify().unwrap();
    assert_eq!(
        searched(&packed, &Area::Everywhere),
        looked_at_one_by_one(&places, &Area::Everywhere)
    );
    assert_eq!(
        packed.of_id(hash("place-0"), 5).unwrap().numbers.len(),
        count.min(1)
    );
}

proptest! {
    #[test]
    fn a_circle_holds_what_a_look_at_every_place_finds(seed in 0_usize..8, at in 0_usize..400, km in prop_oneof![0.0_f64..100.0, 0.0_f64..3_000.0, 0.0_f64..21_000.0], moved in -1.0_f64..1.0) {
        let (places, packed) = &MADE[seed];
        let near = places[at].position;
        let centre = Position::new((near.lat() + moved).clamp(-90.0, 90.0), near.lon()).unwrap();
        for centre in [near, centre] {
            let area = Area::Within(Circle { centre, km });
            prop_assert_eq!(searched(packed, &area), looked_at_one_by_one(places, &area));
        }
    }

    #[test]
    fn outward_the_nearest_is_found_first_enough(seed in 0_usize..8, at in 0_usize..400, kind in 0_usize..5) {
        let (places, packed) = &MADE[seed];
        let kind = CATEGORIES.iter().nth(kind).unwrap();
        let centre = Maker::new(at as u64).position();
        let mut nearest: Option<(f64, String)> = None;
        let fault = packed.outward(centre, 25_000.0, |place, km| {
            if place.category.id == kind.id && nearest.as_ref().is_none_or(|nearest| km < nearest.0) {
                nearest = Some((km, place.id.to_string()));
            }
            nearest.as_ref().map_or(f64::MAX, |nearest| nearest.0)
        });
        prop_assert_eq!(fault, None);
        let of_kind = places.iter().filter(|place| place.category.id == kind.id);
        let expected = of_kind.map(|place| centre.distance_km(place.position)).min_by(f64::total_cmp);
        prop_assert_eq!(nearest.map(|nearest| nearest.0), expected);
    }

    #[test]
    fn a_name_or_an_id_leads_to_its_places(seed in 0_usize..8, at in 0_usize..400) {
        let (places, packed) = &MADE[seed];
        let wanted = &places[at];
        let ids = |numbers: &[u32]| -> Vec<String> {
            let mut ids: Vec<String> = packed.load(numbers).0.into_iter().flatten().map(|place| place.id.into_owned()).collect();
            ids.sort();
            ids
        };
        let by_id = packed.of_id(hash(&wanted.id.to_ascii_lowercase()), 9).unwrap();
        prop_assert!(ids(&by_id.numbers).iter().any(|id| *id == wanted.id));
        let by_name = packed.of_name(hash(&key(&wanted.name)), 400).unwrap();
        let mut namesakes: Vec<String> = places.iter().filter(|place| key(&place.name) == key(&wanted.name)).map(|place| place.id.to_string()).collect();
        namesakes.sort();
        prop_assert_eq!(ids(&by_name.numbers), namesakes);
    }

    #[test]
    fn a_byte_that_changed_is_noticed_and_nothing_panics(at in 0_usize..1_000_000, bit in 0_u8..8) {
        let places = Maker::new(5).places(200);
        let mut file = file_of(&places, 16);
        let at = at % file.len();
        file[at] ^= 1 << bit;
        match open(file) {
            Err(fault) => prop_assert!(!fault.to_string().is_empty()),
            Ok(packed) => {
                prop_assert!(packed.verify().is_err(), "byte {}", at);
                use_it_all(&packed);
            }
        }
    }
}

/// Asks everything of a file that may be damaged; what counts is that it ends.
fn use_it_all(packed: &Packed<Vec<u8>>) {
    let mut numbers = Vec::new();
    packed.rows(&Area::Everywhere, |number, _, _| numbers.push(number));
    packed.load(&numbers);
    packed.records(&Area::Everywhere, |row, record| {
        let _ = packed.destination(row, record);
    });
    let centre = Position::new(53.0, -2.0).unwrap();
    packed.outward(centre, 25_000.0, |_, _| f64::MAX);
    let _ = packed.of_id(hash("place-7"), 5);
    let _ = packed.of_name(hash("a"), 5);
}

#[test]
fn a_damaged_block_costs_its_own_places_and_no_others() {
    let places = Maker::new(6).places(160);
    let mut file = file_of(&places, 16);
    file[PREAMBLE + 5] ^= 1;
    let packed = open(file).unwrap();
    let mut seen = 0;
    let fault = packed.rows(&Area::Everywhere, |_, _, _| seen += 1);
    assert_eq!(seen, 144);
    assert!(fault.unwrap().to_string().contains("the rows of block 0"));
}

#[test]
fn a_file_cut_anywhere_says_so() {
    let file = file_of(&Maker::new(7).places(60), 16);
    for length in 0..file.len() {
        let fault = open(file[..length].to_vec()).unwrap_err();
        let expected = match length {
            0 => fault == Fault::Empty,
            _ => matches!(fault, Fault::Short { has, .. } if has == length as u64),
        };
        assert!(expected, "{length} of {}: {fault}", file.len());
    }
}

#[rstest]
#[case::empty(Vec::new(), "it is empty")]
#[case::a_table(b"name,category\nZoo,zoo\n".to_vec(), "no catalogue")]
#[case::a_word(b"k".to_vec(), "cut short")]
#[case::zeros(vec![0; 4_096], "no catalogue")]
#[case::zeros_with_the_magic([preamble(4_096).as_slice(), &[0; 4_032]].concat(), "its footer")]
#[case::something_after_it([file_of(&Maker::new(8).places(3), 16), vec![7]].concat(), "was written with")]
#[case::two_of_them(file_of(&Maker::new(8).places(3), 16).repeat(2), "was written with")]
fn what_is_no_catalogue_is_told_from_one(#[case] file: Vec<u8>, #[case] words: &str) {
    let said = open(file).unwrap_err().to_string();
    assert!(said.contains(words), "{said}");
}

#[test]
fn a_later_format_names_the_release_that_wrote_it() {
    let mut file = file_of(&Maker::new(9).places(3), 16);
    file[8..12].copy_from_slice(&(FORMAT + 1).to_le_bytes());
    file[12..17].copy_from_slice(b"9.8.7");
    let sum = crc32fast::hash(&file[..PREAMBLE - 4]);
    file[PREAMBLE - 4..PREAMBLE].copy_from_slice(&sum.to_le_bytes());
    // Whatever else the later format has changed.
    file.truncate(PREAMBLE + 3);
    let fault = open(file).unwrap_err();
    assert!(
        fault.to_string().contains("kidtrip 9.8.7 wrote it"),
        "{fault}"
    );
}

#[test]
fn lengths_that_nobody_wrote_allocate_nothing() {
    // A footer with a right checksum and absurd lengths, as a hostile file has.
    let file = file_of(&Maker::new(10).places(40), 16);
    for at in (0..FOOTER - 4).step_by(4) {
        for value in [0_u32, 1, 0xffff, u32::MAX] {
            let mut file = file.clone();
            let footer = file.len() - FOOTER;
            file[footer + at..footer + at + 4].copy_from_slice(&value.to_le_bytes());
            let end = file.len() - 4;
            let sum = crc32fast::hash(&file[footer..end]);
            file[end..].copy_from_slice(&sum.to_le_bytes());
            if let Ok(packed) = open(file) {
                use_it_all(&packed);
            }
        }
    }
}

proptest! {
    #[test]
    fn a_hostile_file_with_right_checksums_never_panics(at in 0_usize..1_000_000, value: u8, more in 0_usize..1_000_000, other: u8) {
        let places = Maker::new(11).places(100);
        let mut file = file_of(&places, 16);
        let body = PREAMBLE..file.len() - FOOTER;
        for (at, value) in [(at, value), (more, other)] {
            file[body.start + at % body.len()] = value;
        }
        if let Ok(packed) = open(with_right_sums(file)) {
            use_it_all(&packed);
            let _ = packed.verify();
        }
    }
}

/// Returns a file with the checksums of what it holds.
fn with_right_sums(mut file: Vec<u8>) -> Vec<u8> {
    let length = file.len() as u64;
    let footer = file.len() - FOOTER;
    let mut layout = layout::Layout::read(&file[footer..], length).unwrap();
    let at = |offset: u64| usize::try_from(offset).unwrap();
    let directory = at(layout.directory_at());
    for block in 0..layout.blocks() {
        let entry = directory + block as usize * layout::ENTRY;
        let rows = at(layout.rows_at(block));
        let sum = crc32fast::hash(&file[rows..rows + layout.places_in(block) as usize * row::ROW]);
        file[entry + 8..entry + 12].copy_from_slice(&sum.to_le_bytes());
        let begins = |entry: usize| u64::from_le_bytes(file[entry..entry + 8].try_into().unwrap());
        let from = begins(entry);
        let last = block + 1 == layout.blocks();
        let until = if last {
            layout.records
        } else {
            begins(entry + layout::ENTRY)
        };
        if from <= until && until <= layout.records {
            let records = at(layout.records_at());
            let sum = crc32fast::hash(&file[records + at(from)..records + at(until)]);
            file[entry + 12..entry + 16].copy_from_slice(&sum.to_le_bytes());
        }
    }
    for from in [layout.ids_at(), layout.names_at()] {
        let entries = at(from);
        let sum = crc32fast::hash(&file[entries..entries + layout.places as usize * 8]);
        let end = entries + layout.places as usize * 8;
        file[end..end + 4].copy_from_slice(&sum.to_le_bytes());
        file[end + 4..end + 8].fill(0);
    }
    layout.tail_sum = crc32fast::hash(&file[directory..footer]);
    file[footer..].copy_from_slice(&layout.footer());
    file
}

#[test]
fn a_kind_that_this_release_does_not_know_is_passed_over_and_counted() {
    let mut places = Maker::new(12).places(40);
    for place in places.iter_mut().take(10) {
        let kind = crate::domain::Category {
            id: "moon-base".to_owned(),
            ..(*place.category).clone()
        };
        place.category = Arc::new(kind);
    }
    let packed = opened(&places, 16);
    assert_eq!((packed.places(), packed.of_unknown_kind()), (30, 10));
    let expected = looked_at_one_by_one(&places[10..], &Area::Everywhere);
    assert_eq!(searched(&packed, &Area::Everywhere), expected);
    packed.verify().unwrap();
}

#[rstest]
#[case::name(4_096, Ok(()))]
#[case::a_long_name(4_097, Err(Unfit::TooLong("name")))]
fn a_text_that_is_no_text_is_refused_and_leaves_no_trace(
    #[case] length: usize,
    #[case] expected: Result<(), Unfit>,
) {
    let mut place = Maker::new(13).place(0);
    let mut builder = Builder::new("malta", "");
    builder.add(&place).unwrap();
    place.name = "x".repeat(length).into();
    assert_eq!(builder.add(&place), expected);
    let mut file = Vec::new();
    let about = builder.finish(&mut file).unwrap();
    assert_eq!(about.places as usize, 1 + usize::from(expected.is_ok()));
    open(file).unwrap().verify().unwrap();
}

/// A source that counts what is read of it.
struct Counting<'a> {
    file: &'a Vec<u8>,
    read: &'a Cell<u64>,
}

impl ReadAt for Counting<'_> {
    fn read_exact_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<()> {
        self.read.set(self.read.get() + buffer.len() as u64);
        self.file.read_exact_at(buffer, offset)
    }

    fn length(&self) -> io::Result<u64> {
        self.file.length()
    }
}

#[test]
fn a_search_reads_only_what_is_in_reach() {
    let mut maker = Maker::new(14);
    let mut places = maker.places(20_000);
    for place in &mut places {
        let (lat, lon) = (
            50.0 + maker.random.f64() * 10.0,
            -5.0 + maker.random.f64() * 15.0,
        );
        place.position = Position::new(lat, lon).unwrap();
    }
    let file = file_of(&places, 64);
    let read = Cell::new(0);
    let source = Counting {
        file: &file,
        read: &read,
    };
    let packed = Packed::open(source, "malta", &CATEGORIES).unwrap();
    let opening = read.replace(0);
    assert!(
        opening < file.len() as u64 / 50,
        "{opening} of {}",
        file.len()
    );
    let centre = Position::new(55.0, 2.0).unwrap();
    let mut found = 0;
    packed.rows(&Area::Within(Circle { centre, km: 30.0 }), |_, _, _| {
        found += 1
    });
    assert!(found > 20, "{found}");
    let searching = read.replace(0);
    assert!(
        searching < file.len() as u64 / 100,
        "{searching} of {}",
        file.len()
    );
    packed.of_id(hash("place-17"), 1).unwrap();
    assert!(read.get() < 40_000, "{}", read.get());
}
