//! The table of destinations: how it is read, and that the built-in one means what it says.

use super::*;
use crate::catalogue::{BUILT_IN, built_in};
use crate::domain::{FamilyFacts, Price};
use crate::locate;
use rstest::rstest;
use std::collections::{BTreeMap, BTreeSet};

fn read(text: &str) -> Result<Vec<Destination>, TableError> {
    read_table(text, "own", &Categories::built_in().unwrap(), |_| true)
        .map(|reading| reading.places)
}

#[test]
fn a_name_a_category_and_a_postcode_are_enough() {
    let places = read("name,category,postcode\nGranny's Garden,garden,M20 2RN\n").unwrap();
    let place = &places[0];
    assert_eq!(place.id, "grannys-garden");
    assert!(
        place
            .position
            .distance_km(Position::new(53.4132, -2.2314).unwrap())
            < 0.1
    );
    assert_eq!(place.exposure, place.category.exposure);
    assert_eq!(place.ages, place.category.ages);
    assert_eq!(place.price, Price::Unknown);
    assert_eq!(place.facts, FamilyFacts::default());
    assert_eq!(&*place.catalogue, "own");
}

#[test]
fn places_that_are_not_wanted_are_only_counted() {
    let table = "name,category,lat,lon\nNear,zoo,53.4,-2.2\nFar,no-such-kind,10,10\n";
    let near = |position: Position| position.lat() > 50.0;
    let reading = read_table(table, "own", &Categories::built_in().unwrap(), near).unwrap();
    assert_eq!((reading.places.len(), reading.passed_over), (1, 1));
}

#[test]
fn columns_may_stand_in_any_order_after_a_byte_order_mark() {
    let places =
        read("\u{feff}lon,Category,lat,name,exposure\n-2.2,museum,53.4, Open-air ,0.7\n").unwrap();
    assert_eq!(
        (&*places[0].name, places[0].exposure.share()),
        ("Open-air", 0.7)
    );
}

#[test]
fn a_line_is_counted_as_an_editor_counts_it() {
    for table in [
        "name,category,lat,lon\r\nA,zoo,1,2\r\n\r\nB,pub,1,2\r\n",
        "name,category,lat,lon\n\"A\nb\",zoo,1,2\nB,pub,1,2\n",
    ] {
        let error = read(table).unwrap_err().to_string();
        assert!(error.starts_with("line 4, column category"), "{error}");
    }
}

#[rstest]
#[case::isle_of_man("IM1 3LY", "Europe/Isle_of_Man")]
#[case::jersey("JE2", "Europe/Jersey")]
#[case::great_britain("ZE1 0AA", "Europe/London")]
#[case::northern_ireland("BT3", "Europe/London")]
fn the_zone_follows_the_postcode(#[case] postcode: &str, #[case] zone: &str) {
    let places = read(&format!("name,category,postcode\nX,zoo,{postcode}\n")).unwrap();
    assert_eq!(places[0].zone.iana_name(), Some(zone));
}

#[test]
fn abroad_the_zone_is_that_of_the_nearest_place() {
    let places = read("name,category,lat,lon\nX,zoo,45.76,4.85\n").unwrap();
    assert_eq!(places[0].zone.iana_name(), Some("Europe/Paris"));
}

#[rstest]
#[case::one_ordinate("name,category,lat\nX,zoo,53\n", "lon")]
#[case::ages_the_wrong_way_round(
    "name,category,lat,lon,age_min,age_max\nX,zoo,53,-2,9,3\n",
    "age_min"
)]
#[case::more_than_all("name,category,lat,lon,exposure\nX,zoo,53,-2,1.2\n", "exposure")]
#[case::for_ever(
    "name,category,lat,lon,typical_hours\nX,zoo,53,-2,99\n",
    "typical_hours"
)]
#[case::cheap("name,category,lat,lon,price\nX,zoo,53,-2,cheap\n", "price")]
fn a_value_that_does_not_fit_is_named_by_column(#[case] table: &str, #[case] column: &str) {
    match read(table) {
        Err(TableError::Value {
            line: 2,
            column: named,
            ..
        }) => assert_eq!(named, column),
        other => panic!("{other:?}"),
    }
}

fn places() -> Vec<Destination> {
    built_in(&Categories::built_in().unwrap(), |_| true)
        .unwrap()
        .places
}

/// Places that stand more than 3 km from their postcode's own position, each with its reason.
fn excused() -> BTreeSet<String> {
    let notes = include_str!("../../../data/destinations_notes.csv");
    let mut reader = csv::Reader::from_reader(notes.as_bytes());
    let ids = reader.records().map(|record| record.unwrap());
    ids.map(|record| {
        assert!(record[1].len() > 10, "{} needs a reason", &record[0]);
        record[0].to_owned()
    })
    .collect()
}

#[test]
fn every_postcode_of_the_built_in_table_is_live_and_near_its_place() {
    let excused = excused();
    for place in places() {
        let postcode = place
            .postcode
            .as_deref()
            .unwrap_or_else(|| panic!("{} has none", place.id));
        let position = locate::postcode_position(postcode);
        let position = position.unwrap_or_else(|| panic!("{}: {postcode} is not live", place.id));
        // Outside Great Britain only the outcode's centre is known.
        let reach = if postcode.contains(' ') { 3.0 } else { 25.0 };
        let km = position.distance_km(place.position);
        assert!(
            km <= reach || excused.contains(&*place.id),
            "{} is {km:.1} km from {postcode}",
            place.id
        );
    }
}

#[test]
fn ids_are_slugs_and_urls_are_plain_https() {
    for place in places() {
        let slug =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        assert!(
            place.id.chars().all(slug) && !place.id.starts_with('-') && !place.id.ends_with('-'),
            "{}",
            place.id
        );
        if let Some(url) = &place.url {
            let parsed = reqwest::Url::parse(url).unwrap();
            assert_eq!(parsed.scheme(), "https", "{url}");
            assert!(
                parsed.host_str().is_some_and(|host| host.contains('.')),
                "{url}"
            );
            assert!(!url.contains(char::is_whitespace), "{url}");
        }
        assert_eq!(&*place.catalogue, BUILT_IN);
        assert!(
            !place.name.is_empty() && place.name.chars().count() <= 70,
            "{}",
            place.name
        );
    }
}

#[test]
fn opening_hours_of_the_built_in_table_can_all_be_read() {
    for place in places() {
        if let Some(hours) = &place.opening_hours {
            assert!(
                hours.parse::<opening_hours::OpeningHours>().is_ok(),
                "{}: {hours}",
                place.id
            );
        }
    }
}

#[test]
fn every_region_and_most_categories_are_served_and_rain_has_answers() {
    let places = places();
    let count = |key: fn(&Destination) -> String| {
        places
            .iter()
            .fold(BTreeMap::<String, usize>::new(), |mut counts, place| {
                *counts.entry(key(place)).or_default() += 1;
                counts
            })
    };
    let regions = count(|place| place.region.clone().unwrap_or_default().to_string());
    assert_eq!(regions.len(), 12, "{regions:?}");
    assert!(regions.values().all(|&places| places >= 35), "{regions:?}");
    let categories = count(|place| place.category.id.clone());
    assert!(categories.len() >= 28, "{categories:?}");
    let indoor = places
        .iter()
        .filter(|place| place.exposure.is_indoor())
        .count();
    assert!(
        10 * indoor >= 4 * places.len(),
        "{indoor} of {}",
        places.len()
    );
}

#[test]
fn the_places_of_northern_ireland_are_in_ireland_and_no_others() {
    use crate::domain::Landmass;
    for place in places() {
        let landmass = Landmass::of(place.position);
        assert!(landmass.is_some(), "{} is in the sea", place.id);
        let irish = place.region.as_deref() == Some("northern-ireland");
        assert_eq!(
            landmass == Some(Landmass::Ireland),
            irish,
            "{}: {landmass:?}",
            place.id
        );
    }
}
