//! Postcodes as people type them, and where the maps have them.
//! Positions are those of OS Code-Point Open and of the Mapping Museums list.

use super::*;
use proptest::prelude::*;
use rstest::rstest;

fn found(query: &str) -> Location {
    resolve(query)
        .expect("has the form of a postcode")
        .expect("is known")
}

fn error(query: &str) -> String {
    resolve(query)
        .expect("has the form of a postcode")
        .expect_err("is not known")
        .to_string()
}

#[rstest]
#[case::manchester("M20 2RN", 53.4132, -2.2314)]
#[case::ellesmere_port("CH2 1EU", 53.2216, -2.8849)]
#[case::edinburgh("EH12 6TS", 55.9422, -3.2693)]
#[case::nailsea("BS48 3SL", 51.3991, -2.6751)]
#[case::natural_history_museum("SW7 5BD", 51.4966, -0.1769)]
#[case::lerwick("ZE1 0AA", 60.1532, -1.1416)]
#[case::downing_street("SW1A 2AA", 51.5035, -0.1277)]
#[case::bristol("BS1 4DJ", 51.4517, -2.5969)]
#[case::buckingham_palace("SW1A 1AA", 51.5010, -0.1416)]
#[case::national_railway_museum("YO26 4XJ", 53.9606, -1.0966)]
#[case::bletchley_park("MK3 6EB", 51.9973, -0.7431)]
#[case::royal_crescent("BA1 2LR", 51.3870, -2.3686)]
#[case::kelvingrove("G3 8AG", 55.8686, -4.2906)]
#[case::cardiff_bay("CF10 5AL", 51.4650, -3.1640)]
#[case::isles_of_scilly("TR21 0JY", 49.9161, -6.3079)]
fn a_unit_postcode_lies_within_a_hundred_metres_or_so(
    #[case] query: &str,
    #[case] lat: f64,
    #[case] lon: f64,
) {
    let place = found(query);
    let off = place.position.distance_km(Position::new(lat, lon).unwrap());
    assert!(
        off < 0.15,
        "{query} is {off:.3} km off at {:?}",
        place.position
    );
    assert_eq!(place.precision, Precision::Postcode);
    assert_eq!(place.label, query);
    assert!(place.notes.is_empty());
}

#[rstest]
#[case::lower_case("m20 2rn")]
#[case::no_gap("M202RN")]
#[case::gaps_all_over("  m 20  2 r n ")]
#[case::hyphen("M20-2RN")]
#[case::no_break_space("M20\u{a0}2RN")]
fn case_and_gaps_do_not_matter(#[case] query: &str) {
    let place = found(query);
    assert_eq!(place.label, "M20 2RN");
    assert_eq!(place.query, query);
    assert!(place.notes.is_empty());
}

#[rstest]
#[case::letter_o_for_zero("ZE1 OAA", "ZE1 0AA")]
#[case::letter_o_in_the_outcode("m2o 2rn", "M20 2RN")]
#[case::zero_for_letter_o("0X1 1PT", "OX1 1PT")]
#[case::letter_l_for_one("SWlA 2AA", "SW1A 2AA")]
fn a_digit_taken_for_a_letter_is_mended_and_said(#[case] query: &str, #[case] label: &str) {
    let place = found(query);
    assert_eq!(place.label, label);
    assert_eq!(place.notes, [format!("read \"{query}\" as {label}")]);
}

#[rstest]
#[case::outcode("M20", "M20", Precision::Outcode)]
#[case::outcode_with_letter("sw1a", "SW1A", Precision::Outcode)]
#[case::short_outcode("n1", "N1", Precision::Outcode)]
#[case::sector("M20 2", "M20 2", Precision::Sector)]
#[case::sector_without_gap("M202", "M20 2", Precision::Sector)]
#[case::gap_decides_for_the_sector("LE1 3", "LE1 3", Precision::Sector)]
#[case::without_gap_the_outcode_wins("LE13", "LE13", Precision::Outcode)]
#[case::northern_ireland("BT1", "BT1", Precision::Outcode)]
fn parts_of_a_postcode_are_enough(
    #[case] query: &str,
    #[case] label: &str,
    #[case] precision: Precision,
) {
    let place = found(query);
    assert_eq!((place.label.as_str(), place.precision), (label, precision));
    assert!(place.notes.is_empty());
}

#[test]
fn a_district_of_several_outcodes_is_placed_in_their_middle() {
    let place = found("w1");
    assert_eq!(
        (place.label.as_str(), place.precision),
        ("W1", Precision::Outcode)
    );
    let oxford_circus = Position::new(51.5152, -0.1419).unwrap();
    assert!(place.position.distance_km(oxford_circus) < 1.0);
    assert_eq!(
        place.notes,
        ["W1 is several districts (W1A and others); placed in their middle"]
    );
}

#[test]
fn a_unit_that_is_not_live_is_placed_at_its_sector_and_says_so() {
    let place = found("SW7 5ZZ");
    assert_eq!(
        (place.label.as_str(), place.precision),
        ("SW7 5", Precision::Sector)
    );
    assert_eq!(
        place.notes,
        ["SW7 5ZZ is not a live postcode with a known position; placed at its sector SW7 5"]
    );
}

#[rstest]
#[case::no_such_area(
    "ZZ99 9ZZ",
    "postcode \"ZZ99 9ZZ\" is not known; check it, or name a town"
)]
#[case::no_such_sector("M20 9AA", "postcode \"M20 9AA\" is not known; its district is: M20")]
#[case::no_such_outcode(
    "M98 1AA",
    "postcode \"M98 1AA\" is not known; check it, or name a town"
)]
#[case::half_typed("M20 2R", "postcode \"M20 2R\" is not known; its sector is: M20 2")]
#[case::eircode(
    "D02 AF30",
    "postcode \"D02 AF30\" is not known; check it, or name a town"
)]
fn an_unknown_postcode_is_refused(#[case] query: &str, #[case] message: &str) {
    assert_eq!(error(query), message);
}

#[rstest]
#[case::belfast("BT1 5GS", "BT1", 54.60, -5.93, "Europe/London")]
#[case::castlederg("BT81 7AA", "BT81", 54.71, -7.59, "Europe/London")]
#[case::man("IM2 1RE", "IM2", 54.15, -4.48, "Europe/Isle_of_Man")]
#[case::jersey("je2 3ab", "JE2", 49.19, -2.11, "Europe/Jersey")]
#[case::sark("GY10 1SA", "GY10", 49.43, -2.36, "Europe/Guernsey")]
fn outside_great_britain_a_unit_is_placed_at_its_district(
    #[case] query: &str,
    #[case] label: &str,
    #[case] lat: f64,
    #[case] lon: f64,
    #[case] zone: &str,
) {
    let place = found(query);
    assert_eq!(
        (place.label.as_str(), place.precision),
        (label, Precision::Outcode)
    );
    assert!(place.position.distance_km(Position::new(lat, lon).unwrap()) < 3.0);
    assert_eq!(place.zone.iana_name(), Some(zone));
    assert!(
        place.notes[0].contains("known by district only"),
        "{:?}",
        place.notes
    );
}

#[rstest]
#[case::a_name("Manchester")]
#[case::a_name_that_starts_like_an_area("Looe")]
#[case::american("90210")]
#[case::nothing("")]
#[case::other_letters("М20 2RN")]
fn what_has_no_form_of_a_postcode_is_left_to_others(#[case] query: &str) {
    assert!(resolve(query).is_none());
}

#[rstest]
#[case("IM", Some("Europe/Isle_of_Man"))]
#[case("im2", Some("Europe/Isle_of_Man"))]
#[case("GY9 3AA", Some("Europe/Guernsey"))]
#[case("JE", Some("Europe/Jersey"))]
#[case("BT", Some("Europe/London"))]
#[case("M20 2RN", Some("Europe/London"))]
#[case("ZZ", None)]
#[case("ZZ99", None)]
#[case("", None)]
fn the_zone_follows_the_postcode_area(#[case] postcode: &str, #[case] zone: Option<&str>) {
    let found = zone_of(postcode);
    assert_eq!(found.as_ref().and_then(|z| z.iana_name()), zone);
}

#[rstest]
#[case::live("M20 2RN", true)]
#[case::not_live("SW7 5ZZ", false)]
#[case::only_a_sector("M20 2", false)]
#[case::northern_irish_outcode("BT81", true)]
#[case::name("Didsbury", false)]
fn the_catalogue_gets_a_position_only_where_it_is_exact(
    #[case] postcode: &str,
    #[case] known: bool,
) {
    assert_eq!(position(postcode).is_some(), known);
}

proptest! {
    #[test]
    fn every_live_postcode_is_found_in_any_case_and_spacing(
        outcode in 0_usize..2_967,
        sector: prop::sample::Index,
        unit: prop::sample::Index,
        gaps in prop::collection::vec(0_usize..3, 8),
        capitals in prop::collection::vec(any::<bool>(), 8),
    ) {
        let codes = PostcodePack::embedded().unit_codes(outcode);
        prop_assume!(!codes.is_empty());
        let sector = sector.get(&codes);
        let code = unit.get(sector);
        // A gap within the outcode or before the last letters is as good as one in the usual place.
        let typed: String = code
            .chars()
            .zip(gaps.iter().zip(&capitals))
            .flat_map(|(c, (gap, capital))| {
                let c = if *capital { c } else { c.to_ascii_lowercase() };
                std::iter::repeat_n(' ', *gap).chain([c])
            })
            .collect();
        let place = found(&typed);
        prop_assert_eq!(&place.label, code);
        prop_assert_eq!(place.precision, Precision::Postcode);
        prop_assert_eq!(place.notes, Vec::<String>::new());
    }
}
