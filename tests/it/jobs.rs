//! The jobs a parent tries in the first week, from the shell, on fakes with a frozen clock.

use crate::fake::weather;
use crate::harness::{Home, each, ids, open_meteo};
use rstest::rstest;
use serde_json::{Value, json};

const BRISTOL: [&str; 4] = ["--near", "BS1 4DJ", "--on", "sat"];

fn outdoor(entry: &Value) -> bool {
    entry["exposure"].as_f64().unwrap() >= 0.5
}

#[test]
fn j1_ten_places_for_saturday_each_with_a_reason() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    let run = home.run(&[&["suggest"], BRISTOL.as_slice()].concat());
    assert_eq!(run.code, 0);
    assert!(run.stdout.contains("Saturday 28 November 2026"));
    assert!(run.stdout.contains("about "), "minutes are an estimate");
    assert!(run.stdout.contains("Weather data by Open-Meteo.com"));
    assert_eq!(run.stderr, "");

    let document = home.suggest(&BRISTOL);
    let results = document["results"].as_array().unwrap();
    assert_eq!(results.len(), 10);
    assert_eq!(document["days"], json!(["2026-11-28"]));
    assert_eq!(document["origin"]["timezone"], "Europe/London");
    for result in results {
        assert_eq!(result["day"], "2026-11-28");
        assert_eq!(result["weather"]["kind"], "forecast");
        let (dry, hours) = (&result["weather"]["dry_hours"], &result["weather"]["hours"]);
        assert_eq!(dry, hours, "dry all day");
        assert!(result["journey"]["minutes"].as_f64().unwrap() <= 95.0);
        assert!(!result["reasons"].as_array().unwrap().is_empty());
        assert!(
            run.stdout
                .contains(result["name"].as_str().unwrap().split(' ').next().unwrap())
        );
    }
    let scores: Vec<f64> = each(&document["results"], "/score")
        .iter()
        .map(|s| s.as_f64().unwrap())
        .collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
}

#[test]
fn j2_on_an_all_wet_day_indoors_first_and_a_plan_b_unasked() {
    let fake = open_meteo(weather::all_wet(0));
    let home = Home::online(&fake);
    let document = home.suggest(&[BRISTOL.as_slice(), &["--top", "120"]].concat());
    let results = document["results"].as_array().unwrap();
    assert!(
        results[0]["exposure"].as_f64().unwrap() <= 0.3,
        "{}",
        results[0]["name"]
    );
    let wet: Vec<&Value> = results.iter().filter(|result| outdoor(result)).collect();
    assert!(!wet.is_empty());
    for place in wet {
        let summary = place["weather"]["summary"].as_str().unwrap();
        assert!(summary.contains("rain"), "{summary}");
    }
    assert!(!document["plan_b"].as_array().unwrap().is_empty());
    assert!(
        each(&document["plan_b"], "/exposure")
            .iter()
            .all(|share| share.as_f64().unwrap() <= 0.3)
    );

    let ten = home.suggest(&BRISTOL);
    assert!(!ten["plan_b"].as_array().unwrap().is_empty());
    let page = home
        .run(&[&["suggest"], BRISTOL.as_slice()].concat())
        .stdout;
    assert!(page.contains("Out of the rain:"), "{page}");
}

#[test]
fn j3_rain_before_six_costs_only_the_wet_ground_and_is_told() {
    let many = [BRISTOL.as_slice(), &["--top", "60"]].concat();
    let dry_day = open_meteo(weather::rain(0.0, 0, 0, 0));
    let wet_night = open_meteo(weather::night_rain(0));
    let dry = Home::online(&dry_day).suggest(&many);
    let wet = Home::online(&wet_night).suggest(&many);
    let ground = |entry: &Value| entry["wet_ground_points"].as_f64().unwrap() > 0.0;
    let untouched = |document: &Value| -> Vec<String> {
        let results = document["results"].as_array().unwrap().iter();
        results
            .filter(|entry| {
                !["playground", "woodland", "farm"].contains(&entry["category"].as_str().unwrap())
            })
            .map(|entry| entry["id"].as_str().unwrap().to_owned())
            .take(30)
            .collect()
    };
    assert_eq!(untouched(&dry), untouched(&wet));
    assert!(wet["results"].as_array().unwrap().iter().any(ground));
    for entry in wet["results"].as_array().unwrap() {
        assert!(
            entry["weather"]["summary"]
                .as_str()
                .unwrap()
                .starts_with("dry from 06:00")
        );
        if ground(entry) {
            assert!(entry["warnings"].to_string().contains("wet ground"));
        }
    }
}

#[test]
fn j4_nothing_beyond_the_longest_drive() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    let document = home.suggest(&[
        "--near",
        "LS6",
        "--on",
        "sun",
        "--max-drive",
        "45",
        "--top",
        "500",
    ]);
    assert_eq!(document["days"], json!(["2026-11-29"]));
    let minutes = each(&document["results"], "/journey/minutes");
    assert!(
        minutes
            .iter()
            .all(|minutes| minutes.as_f64().unwrap() <= 45.0)
    );
    assert!(
        each(&document["results"], "/journey/method")
            .iter()
            .all(|method| *method == "estimate")
    );
    assert!(document["dropped"]["too_far"].as_u64().unwrap() > 100);
}

#[test]
fn j4_no_match_says_which_limit_bit_and_names_the_next_nearest() {
    let run = Home::offline().run(&[
        "suggest",
        "--near",
        "LS6",
        "--on",
        "sun",
        "--max-drive",
        "5",
        "--kind",
        "zoo",
        "--typical",
    ]);
    run.is_refused(
        3,
        &[
            "within 5 min of LS6",
            "the nearest is",
            "about ",
            "--max-drive",
        ],
    );
}

const FAMILY: &str = "\
name,category,postcode,lat,lon,price,buggy,dog,age_min,age_max,opening_hours,url,region
All Yes,park,,53.42,-2.23,free,yes,yes,0,10,,,north-west
Dogs Unknown,park,,53.42,-2.24,free,yes,unknown,0,10,,,north-west
No Dogs,park,,53.42,-2.25,free,yes,no,0,10,,,north-west
Costs,park,,53.42,-2.26,low,yes,yes,0,10,,,north-west
No Buggies,park,,53.42,-2.27,free,no,yes,0,10,,,north-west
For Teens,park,,53.42,-2.28,free,yes,yes,8,17,,,north-west
";

#[test]
fn j5_unknown_never_passes_as_yes_and_every_filter_counts() {
    let home = Home::offline().with_only_places(FAMILY);
    let document = home.suggest(&[
        "--near",
        "M20 2RN",
        "--on",
        "sat",
        "--typical",
        "--age",
        "2",
        "--buggy",
        "--free",
        "--dog",
    ]);
    assert_eq!(ids(&document["results"]), ["all-yes"]);
    assert_eq!(ids(&document["not_confirmed"]), ["dogs-unknown"]);
    let dropped = &document["dropped"];
    assert_eq!(
        [
            &dropped["age"],
            &dropped["price"],
            &dropped["buggy"],
            &dropped["dog"]
        ],
        [1, 1, 1, 1]
    );
    let page = home
        .run(&[
            "suggest",
            "--near",
            "M20 2RN",
            "--on",
            "sat",
            "--typical",
            "--buggy",
            "--free",
            "--dog",
        ])
        .stdout;
    let (confirmed, rest) = page.split_once("Not confirmed").unwrap();
    assert!(confirmed.contains("All Yes") && !confirmed.contains("Dogs Unknown"));
    assert!(rest.contains("Dogs Unknown") && rest.contains("not confirmed: dogs"));
}

const HOURS: &str = "\
name,category,postcode,lat,lon,opening_hours,url,region
Shut Mondays,museum,,53.42,-2.23,Tu-Su 10:00-17:00,https://shut.example/,north-west
Hours Unknown,museum,,53.42,-2.24,,https://unknown.example/,north-west
Every Day,museum,,53.42,-2.25,Mo-Su 10:00-17:00,https://every.example/,north-west
";

#[test]
fn j6_closed_on_mondays_is_absent_and_unknown_hours_say_check() {
    let home = Home::offline().with_only_places(HOURS);
    let asked = ["--near", "M20 2RN", "--on", "mon", "--typical"];
    let document = home.suggest(&asked);
    let mut open = ids(&document["results"]);
    open.sort_unstable();
    assert_eq!(open, ["every-day", "hours-unknown"]);
    assert_eq!(document["dropped"]["closed"], 1);
    let page = home.run(&[&["suggest"], asked.as_slice()].concat()).stdout;
    let page: String = page.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        page.contains("check opening times: https://unknown.example/"),
        "{page}"
    );
    assert!(!page.contains("Shut Mondays"));
}

#[test]
fn j6_on_a_bank_holiday_hours_that_do_not_mention_it_are_unknown() {
    let home = Home::offline()
        .with_only_places(HOURS)
        .at("2026-12-27T18:00:00+00:00[Europe/London]");
    let document = home.suggest(&["--near", "M20 2RN", "--on", "mon", "--typical"]);
    assert_eq!(document["days"], json!(["2026-12-28"]));
    assert!(
        each(&document["results"], "/open/state")
            .iter()
            .all(|state| *state == "unknown")
    );
    assert_eq!(document["results"].as_array().unwrap().len(), 3);
    assert!(document["results"].to_string().contains("bank holiday"));
}

#[test]
fn j6_needs_no_region_in_a_table_of_ones_own() {
    let table = "name,category,postcode,opening_hours\nShut,zoo,M20 2RN,Sa 10:00-17:00\nOpen,zoo,M20 2RN,Mo 10:00-17:00\n";
    let home = Home::offline().with_only_places(table);
    let document = home.suggest(&["--near", "M20 2RN", "--on", "mon", "--typical"]);
    assert_eq!(ids(&document["results"]), ["open"]);
    assert_eq!(document["dropped"]["closed"], 1);
}

const WINDY: &str = "\
name,category,postcode,lat,lon,opening_hours,url,region
A Wood,woodland,,53.42,-2.23,,,north-west
A Garden,garden,,53.42,-2.24,,,north-west
A Playground,playground,,53.42,-2.25,,,north-west
A Zoo,zoo,,53.42,-2.26,,,north-west
A Museum,museum,,53.42,-2.27,,,north-west
";

#[test]
fn j7_gusts_of_70_rule_out_the_outdoors_and_leave_the_museum() {
    let stormy = open_meteo(weather::gusty);
    let calm = open_meteo(|lat, lon, stamp| weather::Hour {
        gusts: Some(40.0),
        ..weather::gusty(lat, lon, stamp)
    });
    let asked = ["--near", "M20 2RN", "--on", "sat"];
    let storm = Home::online(&stormy).with_only_places(WINDY);
    let document = storm.suggest(&asked);
    assert_eq!(ids(&document["results"]), ["a-museum"]);
    assert_eq!(document["dropped"]["vetoed"], 4);
    let page = storm
        .run(&[&["suggest", "--explain"], asked.as_slice()].concat())
        .stdout;
    for place in ["A Wood", "A Garden", "A Playground", "A Zoo"] {
        assert!(
            page.contains(&format!("{place}: not recommended, gusts of 70 km/h")),
            "{page}"
        );
    }
    let calm = Home::online(&calm).with_only_places(WINDY).suggest(&asked);
    let museum = |document: &Value| {
        let results = document["results"].as_array().unwrap();
        results
            .iter()
            .find(|entry| entry["id"] == "a-museum")
            .unwrap()["score"]
            .clone()
    };
    assert_eq!(museum(&document), museum(&calm));
}

#[rstest]
#[case::no_such_postcode("ZZ99 9ZZ", &["ZZ99 9ZZ", "not known"])]
#[case::several_places("Newport", &["Newport, Wales", "161,506", "--near \"Newport, Shropshire\"", "Isle of Wight"])]
fn j8_never_silently_another_place(#[case] near: &str, #[case] words: &[&str]) {
    let run = Home::offline().run(&["suggest", "--near", near, "--on", "sat", "--typical"]);
    run.is_refused(2, words);
}

#[test]
fn j10_one_json_document_and_nothing_else() {
    let fake = open_meteo(weather::random);
    let home = Home::online(&fake);
    let run = home.run(&[
        "suggest", "--near", "EH12 6TS", "--on", "sat", "--format", "json",
    ]);
    assert_eq!(run.code, 0);
    assert!(!run.stdout.contains('\u{1b}'));
    assert_eq!(run.stdout.lines().count(), 1);
    let document = run.json();
    assert_eq!(document["schema"], "kidtrip.suggest/1");
    assert!(document["results"][0]["name"].is_string());
    let again = home.run(&[
        "suggest", "--near", "EH12 6TS", "--on", "sat", "--format", "json",
    ]);
    assert_eq!(run.stdout, again.stdout, "the same bytes");
}

#[test]
fn minutes_never_lead_over_the_water_and_kilometres_name_it() {
    let home = Home::offline();
    let island = [
        "suggest",
        "--near",
        "Douglas, Isle of Man",
        "--on",
        "sat",
        "--typical",
    ];
    home.run(&island)
        .is_refused(3, &["over the water", "--within 100km"]);
    let asked = [
        "--near",
        "Douglas, Isle of Man",
        "--on",
        "sat",
        "--typical",
        "--within",
        "120km",
    ];
    let document = home.suggest(&asked);
    assert!(
        each(&document["results"], "/journey/over_water")
            .iter()
            .all(|over| **over == true)
    );
    assert!(
        each(&document["results"], "/warnings")
            .iter()
            .all(|said| said.to_string().contains("ferry"))
    );
    let orkney = home.suggest(&[
        "--near",
        "Kirkwall",
        "--on",
        "sat",
        "--typical",
        "--top",
        "50",
    ]);
    assert!(
        each(&orkney["results"], "/journey/over_water")
            .iter()
            .all(|over| **over == false)
    );
}

#[test]
fn a_drive_round_an_estuary_takes_its_time_and_says_what_it_goes_round() {
    let home = Home::offline();
    let minehead = ["--near", "TA24 5BW", "--on", "sat", "--typical"];
    let by_minutes = home.suggest(&[&minehead[..], &["--top", "200"]].concat());
    let results = by_minutes["results"].as_array().unwrap();
    let in_wales = |place: &&Value| {
        place["lat"].as_f64().unwrap() > 51.37 && place["lon"].as_f64().unwrap() < -2.8
    };
    assert!(results.len() > 20 && !results.iter().any(|place| in_wales(&place)));
    let as_the_crow_flies = [
        &minehead[..],
        &["--kind", "science-centre", "--within", "50km"],
    ];
    let document = home.suggest(&as_the_crow_flies.concat());
    let cardiff = &document["results"][0];
    assert_eq!(cardiff["name"], "Techniquest");
    assert_eq!(cardiff["journey"]["around"], "the Severn estuary");
    assert!(cardiff["journey"]["crow_km"].as_f64().unwrap() < 40.0);
    assert!(cardiff["journey"]["minutes"].as_f64().unwrap() > 100.0);
    let reason = cardiff["reasons"][0].as_str().unwrap();
    assert!(
        reason.ends_with("away, round the Severn estuary"),
        "{reason}"
    );
}
