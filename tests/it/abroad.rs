//! Beyond the United Kingdom: a family in Lyon with places of its own, without a network.
//! Its clock, its holidays, its prices and its weather are not those of Manchester.

use crate::harness::{Home, each};
use rstest::rstest;
use serde_json::Value;

const LYON: &str = "\
name,category,lat,lon,price,opening_hours,region,postcode
Parc de la Tête d'Or,park,45.7772,4.8553,free,Mo-Su 06:30-22:30,,69006
Musée des Confluences,museum,45.7328,4.8181,low,Tu-Su 10:30-18:30,Auvergne-Rhône-Alpes,69002
Aquarium de Lyon,aquarium,45.7357,4.8127,high,,,69350
Touroparc,zoo,46.1980,4.7300,high,,,71570
Nausicaá,aquarium,50.7307,1.5945,high,,,62200
";

fn lyon() -> Home {
    Home::offline().with_only_places(LYON)
}

#[rstest]
#[case::name("Lyon", "Lyon, France", "place")]
#[case::postal_code("FR:69001", "FR:69001", "postcode")]
#[case::code_and_town("69001 Lyon", "FR:69001", "postcode")]
fn a_family_abroad_gets_its_own_clock_weather_and_distances(
    #[case] near: &str,
    #[case] label: &str,
    #[case] precision: &str,
) {
    let asked = ["--near", near, "--typical", "--on", "sat"];
    let document = lyon().suggest(&asked);
    let origin = &document["origin"];
    assert_eq!(origin["label"], label);
    assert_eq!(origin["precision"], precision);
    assert_eq!(origin["timezone"], "Europe/Paris");
    assert_eq!(document["days"], serde_json::json!(["2026-11-28"]));
    assert_eq!(document["weather"]["kind"], "typical");
    let results = &document["results"];
    assert_eq!(
        results.as_array().map(Vec::len),
        Some(4),
        "Boulogne is too far"
    );
    for km in each(results, "/journey/crow_km") {
        let km = km.as_f64().unwrap();
        assert!((1.0..60.0).contains(&km), "{km} km");
    }
    // The sun of late November sets at 16:59 in Lyon; in Manchester's clock it would be 15:59.
    let sunset = results[0]["weather"]["sunset"].as_str().unwrap();
    assert!(("16:50".."17:10").contains(&sunset), "{sunset}");
    // Lyon: 9 degrees by day and rain on a day in three, by the climate normals of Lyon-Bron (9.0, 9.3 days in November).
    let page = lyon().run(&[&["suggest"], asked.as_slice()].concat());
    assert_eq!(page.code, 0, "{}", page.stderr);
    assert!(
        page.stdout
            .contains("rain on about 3 days in 10 in late November · 9°/"),
        "{}",
        page.stdout
    );
    assert!(
        page.stdout.contains("places: GeoNames (CC BY 4.0)"),
        "{}",
        page.stdout
    );
    for british in ["£", "bank holiday", "Royal Mail", "Mapping Museums"] {
        assert!(!page.stdout.contains(british), "{british}: {}", page.stdout);
    }
}

#[test]
fn public_holidays_abroad_are_not_known_and_not_those_of_england() {
    let document = lyon().suggest(&["--near", "FR:69001", "--typical", "--on", "2026-12-26"]);
    for result in document["results"].as_array().unwrap() {
        assert_eq!(result["open"]["state"], "unknown", "{result}");
        let detail = result["open"]["detail"].as_str().unwrap_or_default();
        assert!(!detail.contains("bank holiday"), "{detail}");
    }
    let museum = document["results"]
        .as_array()
        .unwrap()
        .iter()
        .find(|result| result["name"] == "Musée des Confluences")
        .unwrap();
    assert_eq!(
        museum["open"]["detail"],
        "not known whether it is a public holiday: check opening times"
    );
}

#[test]
fn a_place_abroad_is_described_without_pounds() {
    let run = lyon().run(&[
        "show",
        "Musée des Confluences",
        "--near",
        "Lyon",
        "--typical",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stdout.contains("low for a family of four"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("Auvergne-Rhône-Alpes"),
        "{}",
        run.stdout
    );
    assert!(!run.stdout.contains('£'), "{}", run.stdout);
}

#[test]
fn free_indoor_and_near_are_asked_abroad_as_at_home() {
    let names = |arguments: &[&str]| -> Vec<String> {
        let asked = [&["--near", "Lyon", "--typical"], arguments].concat();
        let document = lyon().suggest(&asked);
        each(&document["results"], "/name")
            .into_iter()
            .map(|name| name.as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names(&["--free"]), ["Parc de la Tête d'Or"]);
    assert_eq!(names(&["--kind", "zoo"]), ["Touroparc"]);
    assert_eq!(names(&["--within", "10km", "--indoor"]).len(), 2);
}

#[test]
fn without_places_of_its_own_a_family_abroad_is_told_what_to_do() {
    for command in ["suggest", "places"] {
        let run = Home::offline().run(&[command, "--near", "FR:69001"]);
        run.is_refused(3, &["FR:69001", "are in the UK", "catalogue import"]);
    }
}

#[test]
fn a_postal_code_is_said_to_be_one_and_no_unit_postcode() {
    let run = Home::offline().run(&["where", "US:94110"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stdout
            .contains("postal code, to a few kilometres · America/Los_Angeles"),
        "{}",
        run.stdout
    );
    let document: Value = Home::offline()
        .run(&["where", "--format", "json", "us 94110"])
        .json();
    assert_eq!(document["label"], "US:94110");
    assert_eq!(document["precision"], "postcode");
}

#[test]
fn a_plain_code_of_several_countries_is_refused_with_the_text_to_type() {
    let run = lyon().run(&["suggest", "--near", "94110", "--typical"]);
    run.is_refused(
        2,
        &[
            "more than one place",
            "Wegscheid, Germany",
            "--near \"DE:94110\"",
            "--near \"US:94110\"",
        ],
    );
    let all = Home::offline().run(&["where", "--all", "94110"]);
    assert_eq!(all.code, 0, "{}", all.stderr);
    assert!(all.stdout.contains("--near \"FR:94110\""), "{}", all.stdout);
}

#[rstest]
#[case::unknown("DE:10000", "DE:10000 is not known as a postal code of Germany")]
#[case::form("US:9411", "which is 00000-0000")]
#[case::country("JP:100-0001", "no postal codes of \"JP\" are known")]
fn a_code_that_is_not_known_is_refused(#[case] near: &str, #[case] words: &str) {
    let run = lyon().run(&["suggest", "--near", near]);
    run.is_refused(2, &[words, "name a town"]);
}
