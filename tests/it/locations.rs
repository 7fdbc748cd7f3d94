//! What the embedded data cannot resolve, looked up online: only where it is allowed, once, and never another place.

use crate::fake::locations::{Locations, Mode};
use crate::harness::{Home, Run};
use rstest::rstest;

const ALLOWED: &[u8] = b"[locate]\nonline = true\n";

fn locate(home: &Home, fake: &Locations, query: &str) -> Run {
    Run::of(
        home.command(&["where", query, "--format", "json"])
            .env("KIDTRIP_POSTCODES_URL", fake.url())
            .env("KIDTRIP_GEOCODING_URL", fake.url()),
    )
}

fn home() -> Home {
    Home::offline().with_config(ALLOWED)
}

#[rstest]
#[case::a_northern_irish_unit("bt1 5gs", "BT1 5GS", 54.5966, "postcode", "postcodes.io")]
#[case::a_retired_unit("E1W 1UU", "E1W 1UU", 51.5088, "postcode", "retired in 2007")]
#[case::a_village(
    "Edale",
    "Edale, Derbyshire, England, United Kingdom",
    53.3663,
    "place",
    "Open-Meteo"
)]
fn what_is_not_embedded_is_looked_up_once_and_kept_for_good(
    #[case] query: &str,
    #[case] label: &str,
    #[case] lat: f64,
    #[case] precision: &str,
    #[case] note: &str,
) {
    let (home, fake) = (home(), Locations::start(Mode::Well).unwrap());
    let first = locate(&home, &fake, query);
    let document = first.json();
    assert_eq!(document["label"], label);
    assert_eq!(document["lat"], lat);
    assert_eq!(document["precision"], precision);
    assert!(document["notes"].to_string().contains(note), "{document}");
    assert_eq!(locate(&home, &fake, query).stdout, first.stdout);
    assert_eq!(fake.asked().len(), 1, "{:?}", fake.asked());
    let info = home.run(&["cache", "info"]).stdout;
    assert!(info.contains("1 location"), "{info}");
    home.run(&["cache", "clear"]);
    locate(&home, &fake, query);
    assert_eq!(fake.asked().len(), 2);
}

#[rstest]
#[case::a_live_unit("M20 2RN")]
#[case::an_outcode("M20")]
#[case::a_town("Sheffield")]
#[case::coordinates("53.4,-2.2")]
fn what_is_embedded_leaves_the_machine_never(#[case] query: &str) {
    let fake = Locations::start(Mode::Well).unwrap();
    assert_eq!(locate(&home(), &fake, query).code, 0);
    assert_eq!(fake.asked(), [] as [&str; 0]);
}

#[rstest]
#[case::off_by_default(b"", "Edale")]
#[case::off(b"[locate]\nonline = false\n", "bt1 5gs")]
fn nobody_is_asked_unless_it_is_allowed(#[case] config: &[u8], #[case] query: &str) {
    let fake = Locations::start(Mode::Well).unwrap();
    locate(&Home::offline().with_config(config), &fake, query);
    assert_eq!(fake.asked(), [] as [&str; 0]);
}

#[test]
fn offline_only_what_was_kept_counts() {
    let (home, fake) = (home(), Locations::start(Mode::Well).unwrap());
    let run = home.run(&["where", "Edale", "--offline"]);
    run.is_refused(2, &["Edale"]);
    locate(&home, &fake, "Edale");
    let run = home.run(&["where", "Edale", "--offline"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn a_service_without_a_position_leaves_the_district() {
    let fake = Locations::start(Mode::Well).unwrap();
    let document = locate(&home(), &fake, "IM1 1AA").json();
    assert_eq!(document["precision"], "outcode");
    let notes = document["notes"].to_string();
    assert!(notes.contains("no position for IM1 1AA"), "{notes}");
}

#[rstest]
#[case::nobody_has_heard_of_it("ZZ99 9ZZ", &["ZZ99 9ZZ"])]
#[case::a_name_of_nothing("Nowherehampton Magna", &["Nowherehampton"])]
#[case::namesakes("Upper Snodsbury Green", &["more than one place", "Cornwall", "52.1800,-2.0800"])]
fn it_is_never_silently_another_place(#[case] query: &str, #[case] words: &[&str]) {
    let fake = Locations::start(Mode::Well).unwrap();
    locate(&home(), &fake, query).is_refused(2, words);
}

#[rstest]
#[case::a_web_page(Mode::Html, "cannot be read")]
#[case::busy(Mode::Busy, "503")]
#[case::reset(Mode::Reset, "broke off")]
fn a_service_that_fails_is_named(#[case] mode: Mode, #[case] why: &str) {
    let fake = Locations::start(mode).unwrap();
    locate(&home(), &fake, "Edale").is_refused(4, &["Edale", why]);
    // Where the district is known it is taken, and the failure told.
    let document = locate(&home(), &fake, "bt1 5gs").json();
    assert_eq!(document["precision"], "outcode");
    assert!(document["notes"].to_string().contains(why), "{document}");
}

#[test]
fn another_places_answer_is_refused() {
    let fake = Locations::start(Mode::AnotherPlace).unwrap();
    let document = locate(&home(), &fake, "bt1 5gs").json();
    assert_eq!(document["precision"], "outcode");
    assert!(
        document["notes"].to_string().contains("another place"),
        "{document}"
    );
    locate(&home(), &fake, "Edale").is_refused(2, &["Edale"]);
}

#[test]
fn a_home_of_ones_own_is_looked_up_too_and_suggested_from() {
    let home = Home::offline()
        .with_config(b"near = \"home\"\n[locate]\nonline = true\n[places]\nhome = \"BT1 5GS\"\n");
    let fake = Locations::start(Mode::Well).unwrap();
    let output = home
        .command(&["suggest", "--typical", "--format", "json"])
        .env("KIDTRIP_POSTCODES_URL", fake.url())
        .output()
        .unwrap();
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["origin"]["label"], "home (BT1 5GS)");
    assert_eq!(document["origin"]["lat"], 54.5966);
    assert_eq!(fake.asked(), ["/postcodes/BT1%205GS"]);
}

#[rstest]
#[case::a_name("Nowherehampton Magna", 2)]
#[case::a_postcode_without_a_position("IM1 1AA", 0)]
fn what_nobody_knows_is_asked_again_after_a_week(#[case] query: &str, #[case] code: i32) {
    let (home, fake) = (home(), Locations::start(Mode::Well).unwrap());
    let first = locate(&home, &fake, query);
    assert_eq!(first.code, code, "{}", first.stderr);
    let again = locate(&home, &fake, query);
    assert_eq!((again.stdout, again.stderr), (first.stdout, first.stderr));
    assert_eq!(fake.asked().len(), 1);
    let home = home.at("2026-12-20T12:00:00+00:00[Europe/London]");
    assert_eq!(locate(&home, &fake, query).code, code);
    assert_eq!(fake.asked().len(), 2);
}
