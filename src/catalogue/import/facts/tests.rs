//! What tags say and do not say: unknown is never yes, and never free.

use super::*;
use proptest::prelude::*;
use rstest::rstest;

fn feature(tags: &[(&str, &str)]) -> Feature {
    let tags = tags.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    Feature {
        source: "node/1".to_owned(),
        tags: tags.collect(),
        position: Position::new(53.41, -2.23).unwrap(),
        outline: Vec::new(),
    }
}

#[test]
fn what_the_map_does_not_say_is_unknown() {
    let silent = feature(&[]);
    assert_eq!(family_facts(&silent), FamilyFacts::default());
    assert_eq!(price(&silent), Price::Unknown);
    assert_eq!(ages(&silent), (None, None));
    assert_eq!(hours(&silent), Hours::None);
    assert_eq!((url(&silent), exposure(&silent, "zoo")), (None, None));
}

#[rstest]
#[case::a_wheelchair_that_gets_round(&[("wheelchair", "yes")], Fact::Yes)]
#[case::one_that_hardly_does(&[("wheelchair", "limited")], Fact::Unknown)]
#[case::one_that_does_not(&[("wheelchair", "no")], Fact::Unknown)]
#[case::a_buggy_that_does_not(&[("wheelchair", "yes"), ("stroller", "no")], Fact::No)]
#[case::a_buggy_that_hardly_does(&[("stroller", "limited")], Fact::Unknown)]
fn a_buggy_gets_round_only_where_that_is_said(
    #[case] tags: &[(&str, &str)],
    #[case] expected: Fact,
) {
    assert_eq!(family_facts(&feature(tags)).buggy, expected);
}

#[rstest]
#[case::yes("yes", Fact::Yes)]
#[case::on_a_lead("leashed", Fact::Yes)]
#[case::no("no", Fact::No)]
#[case::outside_only("outside", Fact::Unknown)]
fn dogs_are_welcome_where_that_is_said(#[case] dog: &str, #[case] expected: Fact) {
    assert_eq!(family_facts(&feature(&[("dog", dog)])).dog, expected);
}

#[rstest]
#[case::required("required", Fact::Yes)]
#[case::no("no", Fact::No)]
#[case::possible("yes", Fact::Unknown)]
#[case::wise("recommended", Fact::Unknown)]
fn booking_is_needed_only_where_that_is_said(#[case] reservation: &str, #[case] expected: Fact) {
    assert_eq!(
        family_facts(&feature(&[("reservation", reservation)])).booking,
        expected
    );
}

#[rstest]
#[case::free(&[("fee", "no")], Price::Free)]
#[case::free_at_times(&[("fee", "no"), ("fee:conditional", "yes @ (Sa,Su)")], Price::Unknown)]
#[case::paid(&[("fee", "yes")], Price::Paid)]
#[case::a_gift(&[("fee", "donation")], Price::Unknown)]
#[case::cheap(&[("fee", "yes"), ("charge", "5 GBP")], Price::Low)]
#[case::cheap_in_pounds(&[("charge", "£6.25")], Price::Low)]
#[case::dearer(&[("charge", "12 EUR")], Price::Paid)]
#[case::several_prices(&[("charge", "5 GBP/adult; 2 GBP/child")], Price::Paid)]
#[case::another_coin(&[("charge", "5 SEK")], Price::Paid)]
#[case::a_charge_of_nothing(&[("charge", "0 GBP")], Price::Free)]
#[case::at_odds(&[("fee", "no"), ("charge", "5 GBP")], Price::Unknown)]
#[case::words(&[("charge", "nan GBP")], Price::Paid)]
fn a_price_is_no_more_than_what_is_said(#[case] tags: &[(&str, &str)], #[case] expected: Price) {
    assert_eq!(price(&feature(tags)), expected);
}

#[rstest]
#[case::both(&[("min_age", "3"), ("max_age", "12")], (Some(3), Some(12)))]
#[case::to_any_age(&[("max_age", "99")], (None, Some(17)))]
#[case::words(&[("min_age", "toddlers")], (None, None))]
#[case::the_wrong_way_round(&[("min_age", "12"), ("max_age", "3")], (None, None))]
#[case::a_number_beyond_all(&[("min_age", "4000000000")], (None, None))]
fn ages_are_those_of_children(
    #[case] tags: &[(&str, &str)],
    #[case] expected: (Option<u8>, Option<u8>),
) {
    assert_eq!(ages(&feature(tags)), expected);
}

#[rstest]
#[case::a_water_park_under_the_sky("water-park", &[("location", "outdoor")], Some(1.0))]
#[case::a_water_park_without_a_roof("water-park", &[("covered", "no")], Some(1.0))]
#[case::mini_golf_under_a_roof("mini-golf", &[("indoor", "yes")], Some(0.0))]
#[case::a_floor_of_a_building("mini-golf", &[("indoor", "room")], None)]
#[case::an_open_air_museum("museum", &[("museum", "open_air")], Some(0.7))]
#[case::a_beach_is_a_beach("beach", &[("indoor", "yes")], None)]
fn what_a_map_says_of_the_roof_counts(
    #[case] kind: &str,
    #[case] tags: &[(&str, &str)],
    #[case] expected: Option<f64>,
) {
    assert_eq!(exposure(&feature(tags), kind), expected);
}

#[rstest]
#[case::plain("Tu-Su 10:00-17:00", true)]
#[case::with_gaps(" 24/7 ", true)]
#[case::words("open most days", false)]
#[case::an_escape("Tu-Su 10:00-17:00\u{1b}[2J", false)]
fn hours_are_kept_only_if_they_can_be_read(#[case] text: &str, #[case] readable: bool) {
    let found = hours(&feature(&[("opening_hours", text)]));
    let expected = if readable {
        Hours::Known(text.trim().to_owned())
    } else {
        Hours::Unreadable
    };
    assert_eq!(found, expected);
}

#[test]
fn hours_without_end_are_not_even_looked_at() {
    let text = "Mo-Su 10:00-17:00; ".repeat(1_000);
    assert_eq!(
        hours(&feature(&[("opening_hours", &text)])),
        Hours::Unreadable
    );
}

#[rstest]
#[case::plain(
    "https://www.zoo.example/visit?a=b#c",
    Some("https://www.zoo.example/visit?a=b#c")
)]
#[case::loud("HTTP://zoo.example", Some("http://zoo.example"))]
#[case::without_a_scheme("www.zoo.example", Some("http://www.zoo.example"))]
#[case::the_first_of_several("https://a.example; https://b.example", Some("https://a.example"))]
#[case::a_script("javascript://zoo.example/%0aalert(1)", None)]
#[case::a_file("file:///etc/passwd", None)]
#[case::a_name_before_the_host("https://bank.example@evil.example/", None)]
#[case::markup("https://zoo.example/\"><script>", None)]
#[case::a_gap("https://zoo.example/a b", None)]
#[case::an_escape("https://zoo.example/\u{1b}[2J", None)]
#[case::a_turn("https://zoo.example/\u{202e}", None)]
#[case::no_host("https:///x", None)]
#[case::words("see the sign", None)]
#[case::cut_within_a_letter("wwé", None)]
fn an_address_is_one_that_hides_nothing(#[case] text: &str, #[case] expected: Option<&str>) {
    assert_eq!(
        url(&feature(&[("contact:website", text)])).as_deref(),
        expected
    );
}

#[rstest]
#[case::plain("M20 2RN", Some("M20 2RN"))]
#[case::run_together("m202rn", Some("M20 2RN"))]
#[case::not_live_but_of_a_district_that_is("M20 9ZZ", Some("M20 9ZZ"))]
#[case::at_the_other_end_of_the_country("EH12 6TS", None)]
#[case::of_another_country("T12 EY24", None)]
#[case::another("4020", None)]
#[case::half_of_one("M20", None)]
#[case::letters_of_others("é20 2RN", None)]
fn a_postcode_is_one_of_these_islands_and_near(#[case] text: &str, #[case] expected: Option<&str>) {
    let place = feature(&[("addr:postcode", text)]);
    assert_eq!(postcode(&place, place.position).as_deref(), expected);
}

proptest! {
    #[test]
    fn no_value_does_any_harm(key in 0..FACT_KEYS.len(), value: String) {
        let place = feature(&[(FACT_KEYS[key], &value)]);
        let _ = (family_facts(&place), price(&place), ages(&place), exposure(&place, "zoo"), hours(&place));
        prop_assert!(url(&place).is_none_or(|url| url.starts_with("http")));
        let _ = postcode(&place, place.position);
    }

    #[test]
    fn hours_like_those_of_a_map_do_no_harm(text in "[MoTuWehSJan0-9:;, \"+|/()PH*-]{0,300}") {
        let _ = hours(&feature(&[("opening_hours", &text)]));
    }
}
