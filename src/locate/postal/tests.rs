//! Codes that people know, and where they must lead: the towns are those of the place pack, not of the postal pack.

use super::*;
use crate::locate::tests::{found, refused};
use proptest::prelude::*;
use rstest::rstest;
use std::collections::BTreeMap;

#[rstest]
#[case("AT:1010", "Vienna, Austria", 3.0, "Europe/Vienna")]
#[case("AT:5020", "Salzburg", 4.0, "Europe/Vienna")]
#[case("AU:2000", "Sydney", 4.0, "Australia/Sydney")]
#[case("AU:3000", "Melbourne, Victoria", 4.0, "Australia/Melbourne")]
#[case("BE:1000", "Brussels", 4.0, "Europe/Brussels")]
#[case("BE:9000", "Ghent", 5.0, "Europe/Brussels")]
#[case("CA:M5V", "Toronto", 9.0, "America/Toronto")]
#[case("CA:V6B", "Vancouver, British Columbia", 5.0, "America/Vancouver")]
#[case("CH:8001", "Zürich", 3.0, "Europe/Zurich")]
#[case("CH:3011", "Bern, Switzerland", 3.0, "Europe/Zurich")]
#[case("CZ:110 00", "Prague", 3.0, "Europe/Prague")]
#[case("CZ:602 00", "Brno", 4.0, "Europe/Prague")]
#[case("DE:10115", "Berlin, Germany", 4.0, "Europe/Berlin")]
#[case("DE:80331", "Munich", 3.0, "Europe/Berlin")]
#[case("DE:50667", "Köln", 3.0, "Europe/Berlin")]
#[case("DK:1050", "Copenhagen", 3.0, "Europe/Copenhagen")]
#[case("DK:8000", "Aarhus", 6.0, "Europe/Copenhagen")]
#[case("ES:28013", "Madrid, Spain", 3.0, "Europe/Madrid")]
#[case("ES:08001", "Barcelona, Spain", 5.0, "Europe/Madrid")]
#[case("ES:35001", "Las Palmas", 5.0, "Atlantic/Canary")]
#[case("FI:00100", "Helsinki", 3.0, "Europe/Helsinki")]
#[case("FI:33100", "Tampere", 4.0, "Europe/Helsinki")]
#[case("FR:69001", "Lyon", 3.0, "Europe/Paris")]
#[case("FR:75001", "Paris, France", 3.0, "Europe/Paris")]
#[case("FR:06000", "Nice", 5.0, "Europe/Paris")]
#[case("FR:97400", "Saint-Denis, Réunion", 6.0, "Indian/Reunion")]
#[case("HR:21000", "Split", 5.0, "Europe/Zagreb")]
#[case("HU:1011", "Budapest", 4.0, "Europe/Budapest")]
#[case("IE:D02", "Dublin, Ireland", 3.0, "Europe/Dublin")]
#[case("IE:T12", "Cork", 5.0, "Europe/Dublin")]
#[case("IS:101", "Reykjavík", 5.0, "Atlantic/Reykjavik")]
#[case("IT:00184", "Rome", 4.0, "Europe/Rome")]
#[case("IT:50122", "Florence, Italy", 4.0, "Europe/Rome")]
#[case("LU:1111", "Luxembourg, Luxembourg", 3.0, "Europe/Luxembourg")]
#[case("MT:VLT", "Valletta", 2.0, "Europe/Malta")]
#[case("NL:1012", "Amsterdam, Netherlands", 3.0, "Europe/Amsterdam")]
#[case("NL:3011", "Rotterdam, Netherlands", 3.0, "Europe/Amsterdam")]
#[case("NO:0150", "Oslo", 3.0, "Europe/Oslo")]
#[case("NO:5003", "Bergen, Norway", 4.0, "Europe/Oslo")]
#[case("NZ:1010", "Auckland", 4.0, "Pacific/Auckland")]
#[case("NZ:6011", "Wellington, New Zealand", 4.0, "Pacific/Auckland")]
#[case("PL:00-002", "Warsaw, Poland", 3.0, "Europe/Warsaw")]
#[case("PL:31-001", "Kraków", 3.0, "Europe/Warsaw")]
#[case("PT:1100", "Lisbon", 4.0, "Europe/Lisbon")]
#[case("PT:9000", "Funchal", 6.0, "Atlantic/Madeira")]
#[case("SE:111 22", "Stockholm", 3.0, "Europe/Stockholm")]
#[case("SE:411 03", "Göteborg", 4.0, "Europe/Stockholm")]
#[case("SI:1000", "Ljubljana", 3.0, "Europe/Ljubljana")]
#[case("SK:811 01", "Bratislava", 3.0, "Europe/Bratislava")]
#[case("US:94110", "San Francisco, California", 5.0, "America/Los_Angeles")]
#[case("US:10001", "New York City, New York", 6.0, "America/New_York")]
#[case("US:33139", "Miami Beach, Florida", 4.0, "America/New_York")]
#[case("US:00901", "San Juan, Puerto Rico", 4.0, "America/Puerto_Rico")]
#[case::across_the_border_the_clock_is_another("SE:953 31", "Haparanda", 4.0, "Europe/Stockholm")]
#[case::the_nearest_town_is_in_spain("PT:4900", "Viana do Castelo", 8.0, "Europe/Lisbon")]
fn a_known_code_lies_at_its_town_and_keeps_its_clock(
    #[case] code: &str,
    #[case] town: &str,
    #[case] within_km: f64,
    #[case] zone: &str,
) {
    let place = found(code);
    let off = place.position.distance_km(found(town).position);
    assert!(
        off < within_km,
        "{code} is {off:.1} km from {town}: {place:?}"
    );
    assert_eq!(place.precision, Precision::PostalCode);
    assert_eq!(place.zone.iana_name(), Some(zone));
    assert_eq!(place.label, code);
    assert_eq!(place.notes, [""; 0]);
}

#[rstest]
#[case::lower_case("us:94110", "US:94110")]
#[case::gap_after_the_colon("US: 94110", "US:94110")]
#[case::gap_before_it(" us : 94110 ", "US:94110")]
#[case::gap_for_a_colon("US 94110", "US:94110")]
#[case::hyphen_for_a_colon("DE-10115", "DE:10115")]
#[case::letter_of_the_cars("D-10115", "DE:10115")]
#[case::another("A-1010", "AT:1010")]
#[case::letter_that_is_a_uk_area("S-111 22", "SE:111 22")]
#[case::letter_and_colon("F:69001", "FR:69001")]
#[case::three_letters("FIN-00100", "FI:00100")]
#[case::uk_area_and_gap("DE 10115", "DE:10115")]
#[case::uk_area_and_gaps("SE 111 22", "SE:111 22")]
#[case::uk_area_of_four_digits("CH 8001", "CH:8001")]
#[case::gap_left_out("SE:11122", "SE:111 22")]
#[case::hyphen_left_out("PL:00002", "PL:00-002")]
#[case::hyphen_kept("PL 00-002", "PL:00-002")]
#[case::luxembourg("L-1111", "LU:1111")]
#[case::compass_letter("N-0150", "NO:0150")]
#[case::name("Germany:10115", "DE:10115")]
#[case::name_with_article("Netherlands: 1012", "NL:1012")]
#[case::territory("PR:00901", "US:00901")]
#[case::aland("AX-22100", "FI:22100")]
fn a_country_is_said_in_the_usual_ways(#[case] query: &str, #[case] label: &str) {
    let place = found(query);
    assert_eq!(place.label, label);
    assert_eq!(place.query, query);
    assert_eq!(place.notes, [""; 0]);
}

#[rstest]
#[case("NL:1012 AB", "NL:1012", "NL:1012 AB")]
#[case("nl 1012ab", "NL:1012", "NL:1012 AB")]
#[case("CA:M5V 3L9", "CA:M5V", "CA:M5V 3L9")]
#[case("M5V 3L9", "CA:M5V", "CA:M5V 3L9")]
#[case("m5v3l9", "CA:M5V", "CA:M5V 3L9")]
#[case("PT:1000-205", "PT:1000", "PT:1000-205")]
#[case("1000-205", "PT:1000", "PT:1000-205")]
#[case("US:94110-1234", "US:94110", "US:94110-1234")]
#[case("94110-1234", "US:94110", "US:94110-1234")]
#[case("IE:D02 X285", "IE:D02", "IE:D02 X285")]
#[case("D02 X285", "IE:D02", "IE:D02 X285")]
#[case("d6wxy00", "IE:D6W", "IE:D6W XY00")]
#[case("VLT 1117", "MT:VLT", "MT:VLT 1117")]
#[case("1012 AB", "NL:1012", "NL:1012 AB")]
fn of_a_long_code_the_part_that_is_known_is_named(
    #[case] query: &str,
    #[case] label: &str,
    #[case] whole: &str,
) {
    let place = found(query);
    assert_eq!(place.label, label);
    let note = format!("of {whole} only the part {label} is known; placed at its middle");
    assert!(place.notes.contains(&note), "{:?}", place.notes);
}

#[rstest]
#[case::only_the_united_states("99501", "US:99501", "the United States")]
#[case::a_form_of_its_own("00-002", "PL:00-002", "Poland")]
#[case::no_such_uk_area("D02", "IE:D02", "Ireland")]
#[case::nor_here("V6B", "CA:V6B", "Canada")]
fn a_plain_code_of_one_country_is_resolved_and_says_so(
    #[case] query: &str,
    #[case] label: &str,
    #[case] country: &str,
) {
    let place = found(query);
    assert_eq!(place.label, label);
    let note = format!(
        "read as a postal code of {country}, the only one of the 27 countries known here that has it"
    );
    assert_eq!(place.notes, [note]);
}

#[rstest]
#[case("94110", &["DE:94110", "FR:94110", "US:94110"])]
#[case("28013", &["ES:28013", "IT:28013"])]
#[case("75001", &["FR:75001", "US:75001"])]
fn a_plain_code_of_several_countries_lists_them_with_what_to_type(
    #[case] query: &str,
    #[case] some: &[&str],
) {
    match refused(query) {
        LocateError::Ambiguous { candidates, .. } => {
            let texts: Vec<&str> = candidates.iter().map(|c| c.type_this.as_str()).collect();
            assert!(texts.is_sorted(), "{texts:?}");
            for wanted in some {
                assert!(texts.contains(wanted), "{texts:?}");
            }
            for candidate in &candidates {
                let place = found(&candidate.type_this);
                assert_eq!(place.position, candidate.position);
                assert!(!candidate.qualifier.is_empty(), "{candidate:?}");
            }
        }
        other => panic!("{other}"),
    }
}

#[rstest]
#[case("75001 Paris", "FR:75001")]
#[case("Paris 75001", "FR:75001")]
#[case("75001, Paris, France", "FR:75001")]
#[case("10115 Berlin", "DE:10115")]
#[case("1010 Wien", "AT:1010")]
#[case("111 22 Stockholm", "SE:111 22")]
#[case("1012 AB Amsterdam", "NL:1012")]
#[case("00184 Roma", "IT:00184")]
#[case("28013 Madrid", "ES:28013")]
#[case("San Francisco, CA 94110", "US:94110")]
#[case("94110, California", "US:94110")]
#[case("94110, US", "US:94110")]
#[case("10115, Germany", "DE:10115")]
#[case("1012 Netherlands", "NL:1012")]
#[case("8001 Zürich", "CH:8001")]
#[case("89073 Ulm", "DE:89073")]
#[case("Au 83024", "")]
#[case::another_town("75001 Lyon", "")]
#[case::another_country("10115, France", "")]
#[case::no_such_town("75001 Qqqqqqqq", "")]
fn a_town_or_a_country_beside_a_code_must_be_where_it_is(#[case] query: &str, #[case] label: &str) {
    match crate::locate::resolve(query, &BTreeMap::new()) {
        Ok(place) => assert_eq!(place.label, label, "{place:?}"),
        Err(LocateError::Unknown { .. } | LocateError::UnknownPostcode { .. }) => {
            assert_eq!(label, "", "{query} is not known");
        }
        Err(other) => panic!("{query}: {other}"),
    }
}

#[rstest]
#[case(
    "DE:10000",
    "DE:10000 is not known as a postal code of Germany; check it, or name a town"
)]
#[case::bulk_mail_of_a_firm(
    "DE:10875",
    "DE:10875 is not known as a postal code of Germany; check it, or name a town"
)]
#[case::a_neighbour_is_no_answer(
    "FR:69010",
    "FR:69010 is not known as a postal code of France; check it, or name a town"
)]
#[case::nor_is_what_it_begins_with(
    "CA:M0M 1A1",
    "CA:M0M is not known as a postal code of Canada; check it, or name a town"
)]
#[case::father_christmas(
    "CA:H0H 0H0",
    "CA:H0H is not known as a postal code of Canada; check it, or name a town"
)]
#[case::too_short(
    "US:9411",
    "\"9411\" is not of the form of a postal code of the United States, which is 00000-0000 (0 a digit, A a letter); check it, or name a town"
)]
#[case::too_long(
    "SE:111 222",
    "\"111 222\" is not of the form of a postal code of Sweden, which is 000 00 (0 a digit, A a letter); check it, or name a town"
)]
#[case::another_country(
    "JP:100-0001",
    "no postal codes of \"JP\" are known, only those of AT, AU, BE, CA, CH, CZ, DE, DK, ES, FI, FR, HR, HU, IE, IS, IT, LU, MT, NL, NO, NZ, PL, PT, SE, SI, SK, US and the UK; name a town, or give \"lat,lon\""
)]
#[case::no_postcode_at_home(
    "GB:12345",
    "postcode \"12345\" is not known; check it, or name a town"
)]
fn what_is_not_known_is_said_and_nothing_is_taken_for_it(
    #[case] query: &str,
    #[case] message: &str,
) {
    assert_eq!(refused(query).to_string(), message);
}

#[rstest]
#[case::outcode("M5", "M5", "outcode")]
#[case::outcode_that_is_canadian_too("E1W", "E1W", "outcode")]
#[case::another("N1C", "N1C", "outcode")]
#[case::outcode_that_is_irish_too("W12", "W12", "outcode")]
#[case::sector("SE1 1", "SE1 1", "sector")]
#[case::postcode("M20 2RN", "M20 2RN", "postcode")]
#[case::postcode_that_says_so("GB:M20 2RN", "M20 2RN", "postcode")]
#[case::another_that_does("uk: m202rn", "M20 2RN", "postcode")]
#[case::island("IM:IM2 1AA", "IM2", "outcode")]
fn a_uk_postcode_comes_first(#[case] query: &str, #[case] label: &str, #[case] precision: &str) {
    let place = found(query);
    assert_eq!(place.label, label);
    assert_eq!(place.precision.as_str(), precision);
    assert!(place.area.is_some());
}

#[rstest]
#[case::slip_in_an_outcode("M5V", "postcode \"M5V\" is not known; its district is: M5")]
#[case::slip_in_a_postcode(
    "SE11 122",
    "postcode \"SE11 122\" is not known; its district is: SE11"
)]
#[case::slip_in_a_unit("B1 000", "postcode \"B1 000\" is not known; its district is: B1")]
fn a_slip_in_a_uk_postcode_does_not_lead_abroad(#[case] query: &str, #[case] message: &str) {
    let error = refused(query);
    assert_eq!(error.to_string(), message);
}

#[rstest]
#[case::town_that_begins_like_a_country("Mt Isa", "Mount Isa, Queensland")]
#[case::town_of_two_words("Au Sable", "")]
#[case::outcode_after_a_name("Newtown, SY21", "")]
#[case::coordinates("53.4132, -2.2314", "53.4132, -2.2314")]
#[case::whole_coordinates("53 2", "53, 2")]
fn what_is_no_code_is_read_as_before(#[case] query: &str, #[case] label: &str) {
    let before = crate::locate::place::resolve(query);
    match crate::locate::resolve(query, &BTreeMap::new()) {
        Ok(place) if !label.is_empty() => assert_eq!(place.label, label),
        now => assert_eq!(
            now.map_err(|e| e.to_string()),
            before.map_err(|e| e.to_string())
        ),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_of_the_form_makes_it_panic(
        query in "[A-Za-z]{1,3} ?[:-]? ?[A-Za-z0-9 é-]{0,10}|[0-9 -]{2,9}( [A-Za-zé,]{1,6}){0,3}",
    ) {
        let _ = resolve(&query, true);
        let _ = resolve(&query, false);
        let _ = candidates(&query);
    }

    #[test]
    fn what_is_resolved_is_resolved_again_by_its_label(code in 0_u32..100_000, index in 0_usize..27) {
        let country = &COUNTRIES[index];
        let digits = format!("{code:05}");
        let typed = country.with(&digits[..digits.len().min(country.form().len())]);
        if let Some(Ok(place)) = resolve(&typed, false) {
            let again = resolve(&place.label, false).unwrap().unwrap();
            prop_assert_eq!(again.position, place.position);
            prop_assert_eq!(again.label, place.label);
        }
    }
}

#[test]
fn the_town_and_the_country_around_a_code_are_named() {
    assert_eq!(found("FR:69001").area.as_deref(), Some("Lyon, France"));
    let area = found("US:94110").area.unwrap();
    assert!(area.contains(", California"), "{area}");
}

#[rstest]
#[case::toronto("CA:M5V", "Niagara, Ontario, near Toronto")]
#[case::vancouver("CA:V6B", "Yaletown, British Columbia, near Vancouver")]
#[case::a_city_itself("FR:75018", "Paris, France")]
#[case::a_town_of_its_own("DE:77694", "Kehl, Germany")]
fn a_part_of_a_city_is_told_by_its_city(#[case] code: &str, #[case] area: &str) {
    assert_eq!(found(code).area.as_deref(), Some(area));
}

#[test]
fn the_town_is_never_across_the_border() {
    // Across the Rhine from Kehl lies Strasbourg, across the Thaya and the Inn others.
    for (code, country) in [
        ("DE:77694", "Germany"),
        ("FR:67000", "France"),
        ("AT:5280", "Austria"),
    ] {
        let area = found(code).area.unwrap();
        assert!(area.ends_with(country), "{code}: {area}");
    }
}

#[test]
fn a_rural_code_of_canada_says_how_wide_it_is() {
    let place = found("CA:X0A");
    assert_eq!(
        place.notes.first().map(String::as_str),
        Some("CA:X0A is a rural code: it covers tens of kilometres or more")
    );
}

#[test]
fn a_name_of_the_familys_own_may_stand_for_a_code() {
    let names = BTreeMap::from([("oma".to_owned(), "DE:10115".to_owned())]);
    let place = crate::locate::resolve("Oma", &names).unwrap();
    assert_eq!(place.label, "oma (DE:10115)");
    assert_eq!(place.precision, Precision::Alias);
}

#[test]
fn all_countries_of_a_plain_code_are_candidates() {
    let listed = crate::locate::candidates("1010");
    assert!(listed.len() >= 5, "{listed:?}");
    assert!(
        crate::locate::candidates("Newport")
            .iter()
            .all(|c| c.population.is_some() || !c.qualifier.is_empty())
    );
}
