//! The table of selectors: every line parses, and real objects are of the kind that a parent would say.

use super::*;
use crate::catalogue::Categories;
use proptest::prelude::*;
use rstest::rstest;

fn selectors() -> Selectors {
    Selectors::built_in().unwrap()
}

#[test]
fn every_kind_of_place_has_selectors_and_no_other_kind_has() {
    let selectors = selectors();
    let mut with: Vec<&str> = selectors.kinds().collect();
    with.sort_unstable();
    let categories = Categories::built_in().unwrap();
    let all: Vec<&str> = categories.iter().map(|kind| kind.id.as_str()).collect();
    assert_eq!(with, all);
    for kind in &selectors.kinds {
        assert!(!kind.selectors.is_empty(), "{}", kind.id);
        for selector in &kind.selectors {
            assert!(
                selector.is_bare_name() || selector.anchor().is_some(),
                "{}: a selector must ask for something that is there",
                kind.id
            );
        }
    }
}

#[rstest]
#[case::a_selector("x,tourism,,yes,yes\n", "selectors")]
#[case::an_exclusion("x,tourism=zoo,=,yes,yes\n", "exclude")]
#[case::a_yes("x,tourism=zoo,,maybe,yes\n", "name_required")]
fn a_damaged_table_is_named_by_line_and_column(#[case] line: &str, #[case] column: &str) {
    let table = format!("category,selectors,exclude,name_required,by_default\n{line}");
    let error = Selectors::parse(&table).unwrap_err().to_string();
    assert!(
        error.contains("line 2") && error.contains(column),
        "{error}"
    );
}

#[rstest]
#[case::a_zoo(&[("tourism", "zoo"), ("name", "Chester Zoo")], "zoo")]
#[case::a_petting_zoo(&[("tourism", "zoo"), ("zoo", "petting_zoo")], "farm")]
#[case::a_farm_park_tagged_a_zoo(&[("tourism", "zoo"), ("name", "Rand Farm Park")], "farm")]
#[case::a_farm_park_tagged_a_theme_park(&[("tourism", "theme_park"), ("name", "Hall Hill Open Farm")], "farm")]
#[case::a_museum(&[("tourism", "museum"), ("name", "Rutland County Museum")], "museum")]
#[case::a_science_centre_tagged_a_museum(&[("tourism", "museum"), ("name", "Catalyst Science Discovery Centre")], "science-centre")]
#[case::a_science_museum(&[("tourism", "museum"), ("museum", "science")], "science-centre")]
#[case::a_library_called_discovery_centre(&[("amenity", "library"), ("name", "Winchester Discovery Centre")], "library")]
#[case::a_cinema_called_lido(&[("amenity", "cinema"), ("name", "The Lido Cinema")], "cinema")]
#[case::a_lido(&[("leisure", "swimming_pool"), ("name", "Portishead Lido")], "lido")]
#[case::a_castle(&[("historic", "castle"), ("tourism", "attraction")], "castle")]
#[case::a_castle_with_a_museum(&[("tourism", "museum"), ("historic", "castle")], "castle")]
#[case::a_farm_shop_among_attractions(&[("tourism", "attraction"), ("shop", "farm"), ("name", "Pick Your Own")], "attraction")]
#[case::a_stately_castle(&[("historic", "castle"), ("castle_type", "stately")], "stately-home")]
#[case::a_leisure_centre(&[("leisure", "sports_centre"), ("sport", "swimming;squash")], "swimming-pool")]
#[case::a_climbing_wall(&[("leisure", "sports_centre"), ("sport", "climbing")], "climbing")]
#[case::an_indoor_playground(&[("leisure", "playground"), ("indoor", "yes")], "soft-play")]
#[case::soft_play_tagged_a_theme_park(&[("tourism", "theme_park"), ("name", "Wacky Warehouse")], "soft-play")]
#[case::a_garden_among_attractions(&[("tourism", "attraction"), ("name", "Barnsdale Gardens")], "garden")]
#[case::a_railway_among_attractions(&[("tourism", "attraction"), ("name", "Bala Lake Railway")], "steam-railway")]
#[case::a_country_park_tagged_a_park(&[("leisure", "park"), ("name", "Daisy Nook Country Park")], "nature-reserve")]
#[case::a_lighthouse_museum(&[("man_made", "lighthouse"), ("tourism", "museum")], "museum")]
#[case::anything_else(&[("tourism", "attraction"), ("name", "Laxey Wheel")], "attraction")]
fn an_object_is_of_the_kind_a_parent_would_say(#[case] tags: &[(&str, &str)], #[case] kind: &str) {
    let selectors = selectors();
    let selected = selectors.select(tags).unwrap();
    assert_eq!((selected.kind, selected.excluded), (kind, false));
    assert!(selectors.keeps(tags));
    assert!(
        tags.iter()
            .any(|(key, value)| selectors.may_matter(key, value))
    );
}

#[rstest]
#[case::a_road(&[("highway", "residential"), ("name", "Farm Park Road")])]
#[case::a_car_park(&[("amenity", "parking"), ("name", "Daisy Nook Country Park")])]
#[case::a_holiday_park(&[("tourism", "caravan_site"), ("name", "Rockley Country Park")])]
#[case::a_private_garden(&[("leisure", "garden"), ("name", "The Garden")])]
#[case::a_swimming_pool_of_nobody_knows_whom(&[("leisure", "swimming_pool")])]
#[case::what_was_a_museum(&[("disused:tourism", "museum"), ("name", "Old Museum")])]
#[case::a_manor_that_nobody_visits(&[("historic", "manor"), ("name", "Old Manor")])]
#[case::nothing(&[])]
fn what_is_no_place_for_a_family_is_passed_over(#[case] tags: &[(&str, &str)]) {
    assert_eq!(selectors().select(tags), None);
    assert!(!selectors().keeps(tags));
}

#[rstest]
#[case::an_enclosure(&[("tourism", "zoo"), ("zoo", "enclosure"), ("name", "Siberian Tiger")], "zoo")]
#[case::an_animal(&[("tourism", "attraction"), ("attraction", "animal"), ("name", "Tigers")], "attraction")]
#[case::a_dive_site(&[("tourism", "attraction"), ("sport", "scuba_diving"), ("name", "Anchor Reef")], "attraction")]
#[case::a_shop_among_attractions(&[("tourism", "attraction"), ("shop", "estate_agent"), ("name", "Dhalia")], "attraction")]
#[case::a_private_playground(&[("leisure", "playground"), ("access", "private")], "playground")]
fn what_the_table_excludes_is_seen_and_marked(#[case] tags: &[(&str, &str)], #[case] kind: &str) {
    let selectors = selectors();
    let selected = selectors.select(tags).unwrap();
    assert_eq!((selected.kind, selected.excluded), (kind, true));
}

#[test]
fn viewpoints_come_when_asked_for() {
    let tags = [("tourism", "viewpoint"), ("name", "High View")];
    let unasked = selectors();
    assert_eq!(unasked.select(&tags).map(|one| one.asked_for), Some(false));
    let is_castle_too = [tags[0], tags[1], ("historic", "castle")];
    assert_eq!(
        unasked.select(&is_castle_too).map(|one| one.kind),
        Some("castle")
    );
    let selectors = selectors().including("viewpoint");
    let asked = selectors.select(&tags).unwrap();
    assert_eq!((asked.kind, asked.asked_for), ("viewpoint", true));
    assert!(selectors.may_matter("tourism", "viewpoint"));
}

#[test]
fn what_gives_its_name_to_a_playground_is_kept_too() {
    let green = [("landuse", "village_green"), ("name", "The Green")];
    assert!(selectors().keeps(&green) && is_setting(&green));
    assert!(!is_setting(&green[..1]), "nothing without its name");
}

proptest! {
    #[test]
    fn what_is_kept_has_a_tag_that_may_matter(
        tags in proptest::collection::vec(
            (
                prop_oneof![Just("tourism"), Just("leisure"), Just("name"), Just("historic"), Just("access"),
                            Just("playground"), Just("railway"), Just("usage"), Just("place"), Just("natural")],
                prop_oneof![Just("zoo"), Just("playground"), Just("attraction"), Just("castle"), Just("station"),
                            Just("tourism"), Just("Lido"), Just("splash_pad"), Just("village"), Just("a;beach"),
                            Just("Farm Park"), Just("wood"), Just("yes")],
            ),
            0..5,
        )
    ) {
        let selectors = selectors();
        if selectors.keeps(&tags) {
            prop_assert!(tags.iter().any(|(key, value)| selectors.may_matter(key, value)));
        }
    }
}
