//! What people type, and where it must lead: postcodes, places and coordinates together.
//! The right answers are from maps and the sources' own pages, not from the packs.

use super::*;
use proptest::prelude::*;
use rstest::rstest;

pub(super) fn found(query: &str) -> Location {
    resolve(query, &BTreeMap::new()).unwrap_or_else(|error| panic!("{query}: {error}"))
}

pub(super) fn refused(query: &str) -> LocateError {
    match resolve(query, &BTreeMap::new()) {
        Ok(location) => panic!("{query} became {location:?}"),
        Err(error) => error,
    }
}

#[rstest]
#[case("manchester", 53.4808, -2.2426, "Manchester")]
#[case("Levenshulme", 53.444, -2.191, "Levenshulme, Manchester")]
#[case("Headingley", 53.819, -1.580, "Headingley, Leeds")]
#[case("Grasmere", 54.459, -3.024, "Grasmere, Cumbria")]
#[case("Malham", 54.060, -2.153, "Malham, North Yorkshire")]
#[case("Saint Albans", 51.755, -0.336, "St Albans, Hertfordshire")]
#[case("st. albans", 51.755, -0.336, "St Albans, Hertfordshire")]
#[case("St Ives, Cornwall", 50.211, -5.480, "St Ives, Cornwall")]
#[case("St Ives, Cambridgeshire", 52.334, -0.076, "Saint Ives, Cambridgeshire")]
#[case("St Ives Cambs", 52.334, -0.076, "Saint Ives, Cambridgeshire")]
#[case("stoke on trent", 53.003, -2.182, "Stoke-on-Trent")]
#[case("Kings Lynn", 52.754, 0.398, "King's Lynn, Norfolk")]
#[case("Caernarfon", 53.140, -4.274, "Caernarfon, Gwynedd")]
#[case("Caerdydd", 51.481, -3.179, "Cardiff")]
#[case("Y Drenewydd", 52.513, -3.314, "Newtown, Powys")]
#[case("Inverness", 57.478, -4.224, "Inverness, Highland")]
#[case("Dun Laoghaire", 53.294, -6.134, "Dún Laoghaire, Ireland")]
#[case("Baile Átha Cliath", 53.349, -6.260, "Dublin, Ireland")]
#[case("Belfast", 54.597, -5.930, "Belfast, County Antrim")]
#[case("Douglas, IoM", 54.150, -4.482, "Douglas, Isle of Man")]
#[case("Saint Peter Port", 49.456, -2.537, "Saint Peter Port, Guernsey")]
#[case("Newport, Wales", 51.584, -2.998, "Newport, Wales")]
#[case("newport, shropshire", 52.769, -2.379, "Newport, Shropshire")]
#[case("Newport, Isle of Wight", 50.701, -1.291, "Newport, Isle of Wight")]
#[case("Newport (Isle of Wight)", 50.701, -1.291, "Newport, Isle of Wight")]
#[case("Boston", 52.977, -0.022, "Boston, Lincolnshire")]
#[case("Boston, MA", 42.360, -71.058, "Boston, Massachusetts")]
#[case("Lyon", 45.764, 4.836, "Lyon, France")]
#[case("München", 48.137, 11.575, "Munich, Germany")]
#[case("munich", 48.137, 11.575, "Munich, Germany")]
#[case("Paris", 48.857, 2.352, "Paris, France")]
#[case("Paris, Texas", 33.661, -95.556, "Paris, Texas")]
#[case("New York", 40.713, -74.006, "New York City, New York")]
#[case("Sydney", -33.868, 151.209, "Sydney, New South Wales")]
#[case::not_one_of_its_districts("Zürich", 47.367, 8.550, "Zürich, Switzerland")]
#[case::nor_with_its_country("Zurich, Switzerland", 47.367, 8.550, "Zürich, Switzerland")]
#[case::not_the_island("Hong Kong", 22.279, 114.173, "Hong Kong")]
#[case::not_dayton("Venice", 45.437, 12.333, "Venice, Italy")]
#[case::not_in_lombardy("Cologne", 50.938, 6.957, "Köln, Germany")]
#[case::not_the_truly_called("Newcastle", 54.973, -1.614, "Newcastle upon Tyne")]
fn a_name_leads_to_its_place(
    #[case] query: &str,
    #[case] lat: f64,
    #[case] lon: f64,
    #[case] label: &str,
) {
    let place = found(query);
    let off = place.position.distance_km(Position::new(lat, lon).unwrap());
    assert!(off < 2.5, "{query} is {off:.1} km off: {place:?}");
    assert_eq!(place.label, label);
    assert_eq!(place.precision, Precision::Place);
}

#[rstest]
#[case("Newport", &["Newport, Wales", "Newport, Isle of Wight", "Newport, Shropshire"])]
#[case("St Ives", &["Saint Ives, Cambridgeshire", "St Ives, Cornwall"])]
fn a_name_of_several_places_lists_them_largest_first(#[case] query: &str, #[case] first: &[&str]) {
    let LocateError::Ambiguous { candidates, .. } = refused(query) else {
        panic!("{query} is not ambiguous");
    };
    let texts: Vec<&str> = candidates.iter().map(|c| c.type_this.as_str()).collect();
    assert_eq!(texts.get(..first.len()), Some(first), "{texts:?}");
    assert!(candidates.is_sorted_by_key(|c| std::cmp::Reverse(c.population)));
}

#[rstest]
#[case::one_letter_lost("Mancester", "Manchester")]
#[case::another("Manchster", "Manchester")]
#[case::turned("Edinbrugh", "Edinburgh")]
#[case::county("Norfolk", "Norwich")]
#[case::wrong_county("Newport, Kent", "Newport, Wales")]
#[case::nation("Wales", "Cardiff")]
#[case::half_of_a_county("Sussex", "Brighton")]
#[case::county_with_a_hamlet_of_its_name("Devon", "Plymouth")]
#[case::country_with_a_town_of_its_name("Malta", "San Pawl il-Baħar")]
#[case::county_with_namesakes_abroad("Cumberland", "Carlisle")]
fn a_near_miss_is_suggested_and_never_picked(#[case] query: &str, #[case] suggestion: &str) {
    let LocateError::Unknown { suggestions, .. } = refused(query) else {
        panic!("{query} is not unknown");
    };
    assert_eq!(
        suggestions.first().map(String::as_str),
        Some(suggestion),
        "{suggestions:?}"
    );
}

#[test]
fn a_namesake_that_was_passed_over_is_named() {
    let notes = found("New York").notes.join("\n");
    assert!(notes.contains("New York, Lincolnshire"), "{notes}");
    let notes = found("Boston").notes.join("\n");
    assert!(notes.contains("Boston, Massachusetts"), "{notes}");
}

#[test]
fn rivals_overseas_are_named_and_those_of_another_name_come_last() {
    assert_eq!(
        found("Venice").notes.last().map(String::as_str),
        Some("also of that name: Venice, California; Venice, Florida; Dayton")
    );
}

#[test]
fn a_namesake_that_only_coordinates_lead_to_is_named_in_words_too() {
    let notes = found("Newcastle").notes.join("\n");
    assert!(
        notes.contains("Newcastle, Ireland, near Rathcoole (53.30112,-6.50221)"),
        "{notes}"
    );
}

#[test]
fn the_english_name_of_a_larger_town_in_europe_is_not_passed_over() {
    let LocateError::Ambiguous { candidates, .. } = refused("Bruges") else {
        panic!("Bruges is not ambiguous");
    };
    let names: Vec<&str> = candidates.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["Brugge", "Bruges"]);
}

#[test]
fn districts_are_no_candidates() {
    let listed = candidates("Zürich");
    assert_eq!(listed.len(), 1, "{listed:?}");
}

#[test]
fn those_truly_called_so_come_before_those_of_another_name() {
    let names: Vec<String> = candidates("Venice").into_iter().map(|c| c.name).collect();
    assert_eq!(names, ["Venice", "Venice", "Venice", "Dayton"]);
}

const NOT_AT_HOME: &str = "no place of that name is known in the UK or Ireland";

#[rstest]
#[case::with_one_like_it("Heathrow", &[NOT_AT_HOME, "did you mean Heathrow Villages?"])]
#[case::city("Lyon", &[NOT_AT_HOME])]
#[case::other_name("München", &[NOT_AT_HOME])]
#[case::asked_for("Paris, France", &[])]
#[case::asked_for_without_a_comma("Boston MA", &[])]
#[case::at_home("Headingley", &[])]
fn a_bare_name_that_leads_abroad_says_that_there_is_none_at_home(
    #[case] query: &str,
    #[case] notes: &[&str],
) {
    assert_eq!(found(query).notes, notes);
}

#[test]
fn a_hamlet_at_home_is_not_denied() {
    assert!(!found("New York").notes.iter().any(|n| n == NOT_AT_HOME));
}

#[rstest]
#[case("Peak District", 53.21, -1.68, "Peak District is a region; placed at Bakewell")]
#[case("ynys mon", 53.26, -4.31, "Anglesey is a region; placed at Llangefni")]
#[case("the Cotswolds", 51.93, -1.72, "Cotswolds is a region; placed at Stow on the Wold")]
#[case("Isle of Skye", 57.41, -6.19, "Isle of Skye is a region; placed at Portree")]
fn a_region_is_placed_at_a_town_of_it_and_says_so(
    #[case] query: &str,
    #[case] lat: f64,
    #[case] lon: f64,
    #[case] note: &str,
) {
    let place = found(query);
    assert!(
        place.position.distance_km(Position::new(lat, lon).unwrap()) < 3.0,
        "{place:?}"
    );
    assert_eq!(place.notes, [note]);
}

#[rstest]
#[case("M20 2RN", "Didsbury, Manchester")]
#[case("SW7 5BD", "Chelsea, London")]
#[case("EH12 6TS", "Corstorphine, Edinburgh")]
#[case("54.459,-3.024", "Grasmere, Cumbria")]
fn a_postcode_and_coordinates_have_a_named_place_around_them(
    #[case] query: &str,
    #[case] area: &str,
) {
    assert_eq!(found(query).area.as_deref(), Some(area));
}

#[rstest]
#[case::london("51.5,-0.12", "Europe/London")]
#[case::man("54.15,-4.48", "Europe/Isle_of_Man")]
#[case::dublin("53.35,-6.26", "Europe/Dublin")]
#[case::lyon("Lyon", "Europe/Paris")]
#[case::jersey("Saint Helier, Jersey", "Europe/Jersey")]
#[case::guernsey("GY1", "Europe/Guernsey")]
#[case::new_york("New York", "America/New_York")]
#[case::belfast("BT1 5GS", "Europe/London")]
#[case::mid_atlantic("30,-40", "Etc/GMT+3")]
#[case::pacific("-40,-170", "Etc/GMT+11")]
#[case::indian_ocean("-35,80", "Etc/GMT-5")]
fn the_clock_is_that_of_the_place(#[case] query: &str, #[case] zone: &str) {
    assert_eq!(found(query).zone.iana_name(), Some(zone));
}

#[test]
fn far_from_land_the_zone_is_noted_and_nothing_is_named() {
    let place = found("30,-40");
    assert_eq!(place.area, None);
    assert_eq!(
        place.notes,
        ["far from any town: times are Etc/GMT+3, by longitude"]
    );
    assert_eq!(place.label, "30, -40");
}

fn names() -> BTreeMap<String, String> {
    BTreeMap::from(
        [
            ("Home", "m20 2rn"),
            ("granny", "Newport"),
            ("there", "home"),
            ("loop", "Loop"),
            ("bath", "BA1 2LR"),
            ("empty", " "),
        ]
        .map(|(name, target)| (name.to_owned(), target.to_owned())),
    )
}

#[rstest]
#[case("home", "Home (M20 2RN)")]
#[case(" HOME ", "Home (M20 2RN)")]
#[case::before_the_gazetteer("Bath", "bath (BA1 2LR)")]
fn a_name_of_the_familys_own_comes_first(#[case] query: &str, #[case] label: &str) {
    let place = resolve(query, &names()).unwrap();
    assert_eq!(
        (place.label.as_str(), place.precision),
        (label, Precision::Alias)
    );
    assert_eq!(place.query, query);
}

#[rstest]
#[case(
    "there",
    "\"there\" stands for \"Home\", which is a name of your own too; give it a postcode, a town, or \"lat,lon\""
)]
#[case(
    "loop",
    "\"loop\" stands for \"loop\", which is a name of your own too; give it a postcode, a town, or \"lat,lon\""
)]
#[case(
    "granny",
    "\"granny\" stands for \"Newport\": \"Newport\" is more than one place"
)]
#[case(
    "empty",
    "\"empty\" stands for \" \": the location is empty; give a postcode, a town, or \"lat,lon\""
)]
fn a_name_of_the_familys_own_must_lead_somewhere(#[case] query: &str, #[case] message: &str) {
    assert_eq!(resolve(query, &names()).unwrap_err().to_string(), message);
}

#[rstest]
#[case("", "the location is empty; give a postcode, a town, or \"lat,lon\"")]
#[case(
    "ZZ99 9ZZ",
    "postcode \"ZZ99 9ZZ\" is not known; check it, or name a town"
)]
#[case("999,1", "latitude 999 is not between -90 and 90")]
#[case("Newport", "\"Newport\" is more than one place")]
#[case(
    "Qqqqqqqq",
    "\"Qqqqqqqq\" is not a place that is known; try a postcode, or a town nearby"
)]
fn an_error_is_one_line_that_says_what_to_do(#[case] query: &str, #[case] message: &str) {
    assert_eq!(refused(query).to_string(), message);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn no_text_makes_it_panic(query in "\\PC*") {
        let _ = resolve(&query, &BTreeMap::new());
        let _ = candidates(&query);
        let _ = postcode_position(&query);
        let _ = postcode_zone(&query);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>) {
        let _ = resolve(&String::from_utf8_lossy(&bytes), &BTreeMap::new());
    }

    #[test]
    fn every_position_has_a_zone(lat in -90.0..=90.0_f64, lon in -180.0..=180.0_f64) {
        let _ = zone_at(Position::new(lat, lon).unwrap());
    }
}

/// Every name that more than one place bears, folded.
fn shared_names() -> std::collections::BTreeSet<String> {
    let gazetteer = gazetteer::Gazetteer::embedded();
    let mut holders: BTreeMap<String, std::collections::BTreeSet<u32>> = BTreeMap::new();
    for name in gazetteer.names() {
        let held = holders.entry(fold::fold(&name.text)).or_default();
        held.extend(gazetteer.holders(&name).map(|(index, _)| index));
    }
    holders.retain(|_, held| held.len() > 1);
    holders.into_keys().collect()
}

/// Returns what is wrong with the texts of the candidates of `names`.
fn misleading(names: &[&str]) -> Vec<String> {
    let candidates = names.iter().flat_map(|name| candidates(name));
    candidates
        .filter_map(|candidate| {
            let text = &candidate.type_this;
            let read = [&candidate.name, &candidate.qualifier];
            if read.iter().any(|part| coordinates::parse(part).is_some()) {
                return Some(format!("{candidate:?} reads as coordinates"));
            }
            match resolve(text, &BTreeMap::new()) {
                Ok(place) if place.position.distance_km(candidate.position) < 0.01 => None,
                Ok(place) => Some(format!("{text} leads to {}", place.label)),
                Err(error) => Some(error.to_string()),
            }
        })
        .collect()
}

#[test]
fn every_candidate_is_named_in_words_and_what_it_says_to_type_leads_to_it() {
    let names = shared_names();
    assert!(names.len() > 5_000, "{}", names.len());
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let quarters = names.chunks(names.len() / 4 + 1);
        let threads: Vec<_> = quarters
            .map(|names| scope.spawn(|| misleading(names)))
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect()
    });
    assert!(
        wrong.is_empty(),
        "{}: {:?}",
        wrong.len(),
        &wrong[..wrong.len().min(20)]
    );
}

#[test]
fn the_names_ascend_as_they_are_folded_here() {
    let names: Vec<String> = gazetteer::Gazetteer::embedded()
        .names()
        .map(|name| fold::fold(&name.text))
        .collect();
    assert!(names.len() > 100_000);
    let fallen: Vec<_> = names
        .windows(2)
        .filter(|pair| pair[0] > pair[1])
        .take(5)
        .collect();
    assert!(fallen.is_empty(), "{fallen:?}");
}

#[rstest]
#[case::sweden("111 22", Some("Europe/Stockholm"))]
#[case::a_latitude_off_the_earth("95, 10", None)]
#[case::both_off_the_earth("99999 99999", None)]
fn two_numbers_off_the_earth_may_be_a_postal_code(#[case] query: &str, #[case] zone: Option<&str>) {
    let found = resolve(query, &BTreeMap::new());
    let found = found.map(|location| location.zone.iana_name().map(str::to_owned));
    assert_eq!(found.ok().flatten().as_deref(), zone);
}
