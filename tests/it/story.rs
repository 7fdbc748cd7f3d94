//! The weather of a visit as it is told: on the page, in JSON, and with what a service does not know.

use crate::fake::weather::{self, Hour};
use crate::harness::{Home, each, open_meteo};
use rstest::rstest;
use serde_json::{Value, json};

const PLACES: &str = "\
name,category,lat,lon,exposure,opening_hours
A Park,park,53.42,-2.23,1,24/7
A Museum,museum,53.42,-2.24,0,24/7
";
const ASKED: [&str; 4] = ["--near", "M20 2RN", "--on", "sat"];

fn told(weather: fn(f64, f64, i64) -> Hour) -> (Value, Value, String) {
    let fake = open_meteo(weather);
    let home = Home::online(&fake).with_only_places(PLACES);
    let document = home.suggest(&ASKED);
    let page = home.run(&[&["suggest"], ASKED.as_slice()].concat()).stdout;
    let of = |id: &str| {
        let results = document["results"].as_array().unwrap();
        results
            .iter()
            .find(|entry| entry["id"] == id)
            .unwrap()
            .clone()
    };
    (of("a-park"), of("a-museum"), page)
}

fn words(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_frosty_morning_is_told_with_its_ice_and_fog() {
    let (park, museum, page) = told(weather::frosty);
    let weather = &park["weather"];
    assert_eq!(weather["summary"], "dry, brighter later");
    assert_eq!(
        weather["story"],
        json!([
            "dry, brighter later",
            "may be icy: frost until 10:00",
            "fog until 11:00",
            "bitterly cold: feels like -4°"
        ])
    );
    assert_eq!(weather["advice"], json!(["hats and gloves"]));
    assert_eq!(
        (&weather["fog"], &weather["thunder"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(weather["temperature_max_c"], 1.5);
    let warnings = park["warnings"].to_string();
    assert!(warnings.contains("bitterly cold"), "{warnings}");
    // Inside, what matters is the way there.
    let warnings = museum["warnings"].to_string();
    assert!(
        warnings.contains("icy") && !warnings.contains("bitterly"),
        "{warnings}"
    );
    assert_eq!(museum["weather"]["advice"], json!([]));
    let page = words(&page);
    assert!(page.contains("! may be icy: frost until 10:00"), "{page}");
    assert_eq!(
        page.matches("feels").count(),
        1,
        "nothing is said twice: {page}"
    );
}

#[test]
fn heat_asks_for_water_and_strong_sun_for_hats() {
    let (park, _, page) = told(weather::hot);
    let story = &park["weather"]["story"];
    assert_eq!(
        *story,
        json!([
            "dry and sunny",
            "very hot: feels like 35°",
            "sun cream: UV 7"
        ])
    );
    assert_eq!(
        park["weather"]["advice"],
        json!(["sun cream", "sun hats", "plenty of water"])
    );
    assert!(words(&page).contains("! sun cream: UV 7"), "{page}");
}

#[test]
fn what_a_service_does_not_know_is_neither_calm_nor_low() {
    let (park, _, page) = told(weather::sparse);
    let weather = &park["weather"];
    assert_eq!(weather["story"], json!(["dry and sunny"]));
    for unknown in [
        "gust_kmh",
        "rain_chance_pct",
        "feels_like_c",
        "feels_like_min_c",
        "uv_index",
    ] {
        assert_eq!(weather[unknown], Value::Null, "{unknown}");
    }
    assert_eq!(weather["unknown_hours"], 0);
    assert_eq!(weather["frost"], false);
    assert!(page.contains("gives no chance of rain and no"), "{page}");
    for word in ["calm", "gusts of", "feels", "UV", "sun cream"] {
        assert!(!page.contains(word), "{word}: {page}");
    }
}

#[rstest]
#[case::some_rain(11, 12, json!([{"from": "11:00", "to": "12:00"}]), json!(["waterproofs", "wellies"]))]
#[case::none(0, 0, json!([]), json!(["sun cream"]))]
fn spells_of_rain_have_their_clock_times(
    #[case] from: i64,
    #[case] to: i64,
    #[case] spells: Value,
    #[case] advice: Value,
) {
    let fake = open_meteo(weather::rain(
        2.0 * f64::from(u8::from(to > from)),
        from,
        to,
        0,
    ));
    let home = Home::online(&fake).with_only_places(PLACES);
    let document = home.suggest(&[&ASKED[..], &["--kind", "park"]].concat());
    let weather = &document["results"][0]["weather"];
    assert_eq!(weather["rain_spells"], spells);
    let advice_given = weather["advice"].as_array().unwrap();
    for one in advice.as_array().unwrap() {
        assert!(advice_given.contains(one), "{advice_given:?}");
    }
}

#[test]
fn without_a_forecast_nothing_is_told_but_the_climate() {
    let home = Home::offline().with_only_places(PLACES);
    let document = home.suggest(&[&ASKED[..], &["--typical"]].concat());
    for weather in each(&document["results"], "/weather") {
        assert_eq!(weather["story"], json!([weather["summary"]]));
        assert_eq!(weather["rain_spells"], Value::Null);
        assert_eq!(weather["advice"], json!([]));
        assert_eq!(weather["frost"], Value::Null);
    }
}

#[test]
fn show_says_what_to_bring_on_the_best_day() {
    let fake = open_meteo(weather::hot);
    let home = Home::online(&fake).with_only_places(PLACES);
    let page = home.run(&["show", "a-park", "--near", "M20 2RN"]).stdout;
    assert!(
        page.contains("Bring: sun cream, sun hats, plenty of water."),
        "{page}"
    );
    let explained = home
        .run(&[&["suggest", "--explain"], ASKED.as_slice()].concat())
        .stdout;
    assert!(
        explained.contains("bring: sun cream, sun hats, plenty of water"),
        "{explained}"
    );
}

#[test]
fn where_days_differ_each_place_says_how_sure_its_day_is() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake).with_only_places(PLACES);
    let page = |on: &str| {
        words(
            &home
                .run(&["suggest", "--near", "M20 2RN", "--on", on])
                .stdout,
        )
    };
    let one = page("+4");
    assert!(
        one.contains("; some days ahead: the hours may shift"),
        "{one}"
    );
    assert_eq!(one.matches("the hours may shift").count(), 1, "{one}");
    let sure = page("+1");
    assert!(!sure.contains("hours may shift"), "{sure}");
    let mixed = page("+1,+4");
    assert!(mixed.contains("; less sure from Tue 1 Dec on"), "{mixed}");
}

#[test]
fn a_stale_forecast_among_fresh_ones_is_marked_where_it_stands() {
    let fake = open_meteo(weather::fine);
    let places = "\
name,category,lat,lon,exposure
Here,park,53.42,-2.23,1
There,park,53.62,-2.23,1
";
    let nearby = |home: &Home, near: &str| {
        home.suggest(&["--near", near, "--on", "sat", "--within", "5km"]);
    };
    let home = Home::online(&fake).with_only_places(places);
    nearby(&home, "53.42,-2.23");
    let home = home.at("2026-11-28T01:00:00+00:00[Europe/London]");
    nearby(&home, "53.62,-2.23");
    let home = home.at("2026-11-28T01:10:00+00:00[Europe/London]");
    let page = |near: &str, within: &str| {
        let asked = [
            "suggest",
            "--near",
            near,
            "--on",
            "sat",
            "--offline",
            "--within",
            within,
        ];
        words(&home.run(&asked).stdout)
    };
    let both = page("53.42,-2.23", "50km");
    assert!(
        both.contains("STALE FORECAST by Open-Meteo, fetched 7 h ago"),
        "{both}"
    );
    assert_eq!(
        both.matches("! STALE forecast, 7 h old").count(),
        1,
        "{both}"
    );
    let one = page("53.42,-2.23", "5km");
    assert!(
        one.contains("STALE FORECAST") && !one.contains("! STALE"),
        "{one}"
    );
}
