//! `places` and `show` from the shell: found by what a parent types, told as it is known, without a wasted question.

use crate::fake::open_meteo::Mode;
use crate::fake::weather;
use crate::harness::{Home, NOBODY, Run, assert_valid, each, ids, open_meteo};
use rstest::rstest;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

const SATURDAY_MORNING: &str = "2026-11-28T08:00:00+00:00[Europe/London]";

/// Returns a page with its line breaks forgotten.
fn flowing(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn places(arguments: &[&str]) -> Run {
    Home::offline().run(&[&["places"], arguments].concat())
}

fn places_json(arguments: &[&str]) -> Value {
    let run = places(&[arguments, &["--format", "json"]].concat());
    assert!(run.code == 0 || run.code == 3, "{}", run.stderr);
    let document = run.json();
    assert_valid(&document, include_str!("../../docs/places.schema.json"));
    document
}

fn show_json(home: &Home, arguments: &[&str]) -> Value {
    let run = home.run(&[&["show", "--format", "json"], arguments].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    let document = run.json();
    assert_valid(&document, include_str!("../../docs/show.schema.json"));
    document
}

#[rstest]
#[case::two_slips(&["chestr zo"])]
#[case::without_quotes(&["chestr", "zo"])]
#[case::the_name(&["Chester Zoo"])]
fn a_zoo_is_found_by_nearly_its_name_and_without_a_home(#[case] query: &[&str]) {
    let document = places_json(query);
    assert_eq!(document["schema"], "kidtrip.places/1");
    assert_eq!(ids(&document["places"])[0], "chester-zoo");
    assert!(document["places"][0].get("journey").is_none());
    let page = places(query).stdout;
    assert!(
        page.contains("Chester Zoo") && page.contains("1 place "),
        "{page}"
    );
}

#[test]
fn every_place_is_listed_by_region_and_name_with_its_unknowns() {
    let document = places_json(&[]);
    let all = document["places"].as_array().unwrap();
    assert!(all.len() > 2_000);
    assert_eq!(document["found"], all.len());
    let regions = each(&document["places"], "/region");
    let regions: Vec<&str> = regions
        .iter()
        .map(|region| region.as_str().unwrap())
        .collect();
    assert!(regions.is_sorted());
    assert!(all.iter().any(|place| place["buggy"].is_null()));
    assert_eq!(
        places_json(&["--top", "5"])["places"]
            .as_array()
            .unwrap()
            .len(),
        5
    );
}

#[test]
fn near_a_home_the_nearest_come_first_with_the_way_there() {
    let document = places_json(&["--near", "KW1 5EA"]);
    let journeys = each(&document["places"], "/journey/crow_km");
    let km: Vec<f64> = journeys.iter().map(|km| km.as_f64().unwrap()).collect();
    assert!(km.len() >= 5 && km.is_sorted(), "{km:?}");
    for minutes in each(&document["places"], "/journey/minutes") {
        assert!(minutes.as_f64().unwrap() <= 95.0);
    }
    let page = places(&["--near", "KW1 5EA"]).stdout;
    assert!(page.contains("within 95 min of KW1 5EA (Wick"), "{page}");
    assert!(
        page.contains("Dunnet Beach") && page.contains("about "),
        "{page}"
    );
    assert!(page.contains("OGL v3"), "{page}");
}

#[test]
fn a_home_in_the_config_counts_only_when_a_reach_is_asked_for() {
    let home = Home::offline().with_config(b"near = \"KW1 5EA\"\n");
    let page = |arguments: &[&str]| home.run(&[&["places"], arguments].concat()).stdout;
    assert!(page(&["chestr zo"]).contains("Chester Zoo"));
    assert!(page(&["--within", "30km"]).contains("within 30 km of KW1 5EA"));
    places(&["--within", "30km"]).is_refused(2, &["--near"]);
}

#[rstest]
#[case::kind(&["--kind", "zoo,aquarium"], "/category", &["zoo", "aquarium"])]
#[case::free(&["--free"], "/price", &["free"])]
#[case::catalogue(&["--catalogue", "built-in", "--top", "3"], "/catalogue", &["built-in"])]
fn only_what_was_asked_for_is_listed(
    #[case] arguments: &[&str],
    #[case] field: &str,
    #[case] allowed: &[&str],
) {
    let document = places_json(arguments);
    let values = each(&document["places"], field);
    assert!(!values.is_empty());
    for value in values {
        assert!(allowed.contains(&value.as_str().unwrap()), "{value}");
    }
}

#[test]
fn indoors_and_outdoors_are_apart() {
    let shares = |flag| -> Vec<f64> {
        let document = places_json(&[flag]);
        let shares = each(&document["places"], "/exposure");
        shares.iter().map(|share| share.as_f64().unwrap()).collect()
    };
    assert!(shares("--indoor").iter().all(|&share| share <= 0.3));
    assert!(shares("--outdoor").iter().all(|&share| share >= 0.5));
}

const OWN: &str = "\
name,category,postcode,lat,lon,price,buggy,opening_hours,url,region,age_min
Free Park,park,,53.42,-2.23,free,yes,,,north-west,3
Who Knows Park,park,,53.42,-2.24,,,,,north-west,
Dear Park,park,,53.42,-2.25,high,no,,,north-west,
Week Museum,museum,M20 2RN,,,low,,\"Tu-Su 10:00-17:00; Dec 24-26 off\",https://week.example/,north-west,
Victoria Park,park,,53.43,-2.23,,,,,north-west,
";

#[test]
fn what_is_not_known_is_a_question_and_never_free() {
    let home = Home::offline().with_only_places(OWN);
    let page = home.run(&["places", "park"]).stdout;
    let line = page
        .lines()
        .find(|line| line.starts_with("Who Knows"))
        .unwrap();
    assert_eq!(line.matches('?').count(), 3, "{line}");
    let free = home.run(&["places", "--free"]).stdout;
    assert!(
        free.contains("Free Park") && !free.contains("Who Knows"),
        "{free}"
    );
    assert!(free.contains("2 more may be free"), "{free}");
}

#[rstest]
#[case::a_name_like_none(&["qqqqqq"], &["qqqqqq"])]
#[case::no_zoo_so_far_north(&["--near", "KW1 5EA", "--kind", "zoo"], &["within 95 min of KW1 5EA", "nearest miss", " km)", "--within"])]
#[case::a_dear_one(&["chester zoo", "--free"], &["Chester Zoo", "not free", "--free"])]
#[case::an_outdoor_one(&["chester zoo", "--indoor"], &["80 % outdoors", "--indoor"])]
fn nothing_found_names_the_nearest_miss(#[case] arguments: &[&str], #[case] words: &[&str]) {
    places(arguments).is_refused(3, words);
    let document = places_json(arguments);
    assert_eq!(document["places"], json!([]));
    let csv = places(&[arguments, &["--format", "csv"]].concat());
    assert_eq!((csv.code, csv.stdout.lines().count()), (3, 1));
}

#[rstest]
#[case::no_such_catalogue(&["--catalogue", "ours"], &["ours", "built-in"])]
#[case::no_such_kind(&["--kind", "zo"], &["did you mean zoo?"])]
#[case::no_such_home(&["--near", "ZZ99 9ZZ"], &["ZZ99 9ZZ"])]
#[case::none_at_all(&["--top", "0"], &["0"])]
fn what_does_not_fit_is_named(#[case] arguments: &[&str], #[case] words: &[&str]) {
    places(arguments).is_refused(2, words);
}

#[test]
fn the_lines_and_the_columns_are_the_same_places() {
    let asked = ["zoo", "--near", "M20 2RN"];
    let document = places_json(&asked);
    let lines = places(&[asked.as_slice(), &["--format", "ndjson"]].concat()).stdout;
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(Value::from(lines), document["places"]);
    let csv = places(&[asked.as_slice(), &["--format", "csv"]].concat()).stdout;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let named: Vec<String> = reader
        .records()
        .map(|record| record.unwrap()[0].to_owned())
        .collect();
    assert_eq!(named, ids(&document["places"]));
}

#[test]
fn places_asks_nobody() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    for arguments in [
        ["places", "chestr zo"].as_slice(),
        &["places", "--near", "KW1 5EA"],
        &["show", "chester-zoo", "--typical", "--near", "M20 2RN"],
        &["show", "chester-zoo", "--offline"],
        &["show", "chestr zo"],
    ] {
        home.run(arguments);
    }
    assert_eq!(fake.seen().requests.len(), 0);
}

#[test]
fn a_place_is_shown_with_its_week_from_one_question() {
    let fake = open_meteo(weather::rain(8.0, 10, 16, 0));
    let home = Home::online(&fake);
    let document = show_json(&home, &["chester-zoo", "--near", "M20 2RN"]);
    assert_eq!(fake.seen().requests.len(), 1);
    assert_eq!(document["schema"], "kidtrip.show/1");
    assert_eq!(document["id"], "chester-zoo");
    assert_eq!(document["journey"]["compass"], "SW");
    assert_eq!(document["weather"]["kind"], "forecast");
    let days = document["days"].as_array().unwrap();
    assert_eq!(days.len(), 7);
    assert_eq!(days[0]["day"], "2026-11-28");
    assert!(days.iter().all(|day| day["score"].as_f64().is_some()));
    assert_eq!(
        days[0]["rain_mm_by_hour"][2],
        json!({"hour": 10, "rain_mm": 1.3})
    );
    assert_eq!(document["sources"]["exposure"], "category");
    assert_eq!(document["sources"]["typical_hours"], "catalogue");
    assert_eq!(document["sources"]["opening_hours"], Value::Null);
    assert!(document["unknown"].to_string().contains("opening_hours"));
    // The answer is kept: asking again asks nobody.
    home.run(&["show", "chester-zoo", "--near", "M20 2RN"]);
    assert_eq!(fake.seen().requests.len(), 1);
}

#[test]
fn the_driest_day_is_the_best_and_says_why() {
    let tuesday = "2026-12-01T00:00:00Z"
        .parse::<jiff::Timestamp>()
        .unwrap()
        .as_second();
    let fake = open_meteo(move |lat, lon, stamp| {
        if (tuesday..tuesday + 86_400).contains(&stamp) {
            weather::fine(lat, lon, stamp)
        } else {
            weather::all_wet(0)(lat, lon, stamp)
        }
    });
    let home = Home::online(&fake);
    let document = show_json(&home, &["chester zoo", "--near", "M20 2RN"]);
    assert_eq!(document["best_day"], "2026-12-01");
    assert!(
        document["best_reason"]
            .as_str()
            .unwrap()
            .contains("dry for all 6 hours")
    );
    let page = home
        .run(&["show", "chester zoo", "--near", "M20 2RN"])
        .stdout;
    assert!(page.contains("Best day: Tuesday 1 December 2026"), "{page}");
    assert!(page.contains("Weather data by Open-Meteo.com"), "{page}");
}

#[rstest]
#[case::utf8("LANG", "en_GB.UTF-8", "▄▄▄▄▄▄", "·")]
#[case::no_locale("LANG", "C", "444444", ".")]
fn the_rain_is_drawn_as_the_terminal_can(
    #[case] variable: &str,
    #[case] value: &str,
    #[case] wet: &str,
    #[case] dry: &str,
) {
    let fake = open_meteo(weather::all_wet(0));
    let home = Home::online(&fake);
    let output = home
        .command(&["show", "chester-zoo", "--near", "M20 2RN"])
        .env(variable, value)
        .output()
        .unwrap();
    let page = String::from_utf8(output.stdout).unwrap();
    let line = page
        .lines()
        .find(|line| line.starts_with("Sat 28 Nov"))
        .unwrap();
    assert!(line.contains(&format!("{dry}{dry}{wet}{dry}")), "{line}");
    let dumb = home
        .command(&["show", "chester-zoo", "--near", "M20 2RN"])
        .env(variable, value)
        .env("TERM", "dumb")
        .output()
        .unwrap();
    assert!(
        String::from_utf8(dumb.stdout)
            .unwrap()
            .contains("..444444....")
    );
}

#[test]
fn without_a_home_it_is_shown_without_the_drive() {
    let fake = open_meteo(weather::fine);
    let document = show_json(&Home::online(&fake), &["chester-zoo"]);
    assert_eq!(document["journey"], Value::Null);
    assert_eq!(document["days"][0]["visit"]["arrive"], "10:00");
    let page = Home::online(&fake).run(&["show", "chester-zoo"]).stdout;
    assert!(page.contains("say --near"), "{page}");
}

#[test]
fn a_visit_that_outlasts_the_light_says_so_and_an_earlier_start_mends_it() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    let command = ["show", "dunham-massey", "--near", "M20 2RN", "--on", "sat"];
    let late = home.run(&[&command[..], &["--leave", "14:00"]].concat());
    assert!(late.stdout.contains("14:"), "{}", late.stdout);
    assert!(late.stdout.contains("Dark from 15:5"), "{}", late.stdout);
    let early = home.run(&[&command[..], &["--leave", "09:00"]].concat());
    assert!(!early.stdout.contains("Dark from"), "{}", early.stdout);
}

#[test]
fn only_the_days_named_are_shown() {
    let fake = open_meteo(weather::fine);
    let document = show_json(&Home::online(&fake), &["chester-zoo", "--on", "weekend"]);
    assert_eq!(
        each(&document["days"], "/day"),
        [&json!("2026-11-28"), &json!("2026-11-29")]
    );
}

#[rstest]
#[case::asked_for(&["--typical"], "as asked for", "")]
#[case::offline(&["--offline"], "none in the cache", "Leave --offline away")]
#[case::nobody_there(&[], "neither Open-Meteo nor MET Norway gave a forecast", "showing typical weather")]
fn typical_weather_is_never_taken_for_a_forecast(
    #[case] flags: &[&str],
    #[case] why: &str,
    #[case] stderr: &str,
) {
    let home = Home::offline();
    let run = home.run(&[&["show", "chester-zoo", "--near", "M20 2RN"], flags].concat());
    assert_eq!(run.code, 0);
    let page = flowing(&run.stdout);
    assert!(
        run.stdout
            .contains("TYPICAL WEATHER for late November, not a forecast"),
        "{}",
        run.stdout
    );
    assert!(
        page.contains(why) && run.stderr.contains(stderr),
        "{}",
        run.stderr
    );
    assert!(!page.contains("Best day") && !page.contains("by Open-Meteo"));
    let document = show_json(
        &home,
        &[&["chester-zoo", "--near", "M20 2RN"], flags].concat(),
    );
    assert_eq!(document["weather"]["kind"], "typical");
    assert_eq!(document["best_day"], Value::Null);
}

#[test]
fn when_the_service_fails_the_days_that_were_kept_are_still_told() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake).with_only_places(OWN);
    home.suggest(&["--near", "M20 2RN", "--on", "sat"]);
    fake.answer(Mode::Reset);
    let document = show_json(&home, &["week-museum", "--near", "M20 2RN"]);
    assert_eq!(document["weather"]["kind"], "mixed");
    assert_eq!(document["days"][0]["weather"]["kind"], "forecast");
    assert_eq!(document["best_day"], "2026-11-28");
    let page = home
        .run(&["show", "week-museum", "--near", "M20 2RN"])
        .stdout;
    assert!(page.contains("none for the days marked TYPICAL"), "{page}");
}

#[test]
fn hours_are_told_in_words_and_as_they_are_written() {
    let home = Home::offline().with_only_places(OWN).at(SATURDAY_MORNING);
    let output = home
        .command(&["show", "week museum", "--typical"])
        .env("COLUMNS", "120")
        .output()
        .unwrap();
    let page = String::from_utf8(output.stdout).unwrap();
    for words in [
        "Sat 28 to Sun 29 Nov 10:00-17:00; Mon 30 Nov closed; Tue 1 to Fri 4 Dec 10:00-17:00",
        "Tu-Su 10:00-17:00; Dec 24-26 off",
        "its postcode",
        "OS, Royal Mail",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let document = show_json(&home, &["week museum", "--typical"]);
    let states = each(&document["days"], "/open/state");
    assert_eq!((states[0], states[2]), (&json!("open"), &json!("closed")));
    assert_eq!(document["days"][2]["score"], Value::Null);
    assert_eq!(document["days"][2]["no_score"], "closed");
    assert_eq!(document["sources"]["lat"], "postcode");
}

#[test]
fn beyond_what_services_forecast_the_climate_is_told_and_nobody_asked() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    let document = show_json(&home, &["chester-zoo", "--on", "+40"]);
    assert_eq!(document["weather"]["kind"], "typical");
    assert_eq!(document["days"][0]["day"], "2027-01-06");
    assert_eq!(fake.seen().requests.len(), 0);
}

const SUMMER_ONLY: &str = "\
name,category,lat,lon,opening_hours,region
Summer Farm,farm,53.42,-2.23,Apr-Oct 10:00-18:00,north-west
";

#[test]
fn a_farm_that_is_shut_all_week_says_so_and_credits_the_weather_where_it_is_shown() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake).with_only_places(SUMMER_ONLY);
    let document = show_json(&home, &["summer farm", "--near", "M20 2RN"]);
    assert!(
        each(&document["days"], "/no_score")
            .iter()
            .all(|why| *why == "closed")
    );
    assert!(document["credits"].to_string().contains("Open-Meteo"));
    let page = home
        .run(&["show", "summer farm", "--near", "M20 2RN"])
        .stdout;
    assert!(page.contains("Fri 27 Nov to Fri 4 Dec closed"), "{page}");
    assert!(!page.contains("Open-Meteo"), "no weather is shown: {page}");
    let of_one_day = ["show", "summer farm", "--near", "M20 2RN", "--on", "sat"];
    let page = home.run(&of_one_day).stdout;
    assert!(page.contains("km/h"), "the hours of one day are: {page}");
    assert!(page.contains("Weather data by Open-Meteo.com"), "{page}");
}

#[test]
fn a_storm_is_told_and_has_no_score() {
    let fake = open_meteo(weather::gusty);
    let home = Home::online(&fake);
    let document = show_json(&home, &["chester-zoo", "--near", "M20 2RN"]);
    assert_eq!(document["days"][0]["no_score"], "gusts of 70 km/h");
    assert_eq!(document["days"][0]["weather"]["gust_kmh"], 70.0);
    assert_eq!(document["best_day"], Value::Null);
    let page = home
        .run(&["show", "chester-zoo", "--near", "M20 2RN"])
        .stdout;
    assert!(page.contains("not recommended"), "{page}");
}

#[rstest]
#[case::nearly(&["chestr zo"], &["Chester Zoo", "kidtrip show chester-zoo"])]
#[case::several(&["transport museum"], &["Say which", "kidtrip show "])]
#[case::none(&["Atlantis Landing"], &["no place is called \"Atlantis Landing\"", "kidtrip show "])]
#[case::empty(&[""], &["which place?"])]
#[case::no_day(&["chester-zoo", "--on", "someday"], &["someday"])]
#[case::no_home(&["chester-zoo", "--near", "ZZ99 9ZZ"], &["ZZ99 9ZZ"])]
#[case::both_ways(&["chester-zoo", "--offline", "--refresh"], &["--refresh"])]
fn show_never_settles_for_another_place(#[case] arguments: &[&str], #[case] words: &[&str]) {
    let run = Home::offline().run(&[&["show"], arguments].concat());
    run.is_refused(2, words);
    assert!(
        run.stderr.matches("kidtrip show").count() <= 5,
        "{}",
        run.stderr
    );
}

const HOSTILE: &str = "\
id,name,category,lat,lon,opening_hours,url,region
a,\"Zoo\u{1b}[31m\u{7}\nBcc: a@b\",museum,53.42,-2.23,\"\u{1b}]0;x\u{7}\",https://a.example/\u{202e},\u{1b}[2J
b,=HYPERLINK(1),museum,53.42,-2.23,,,
";

#[test]
fn text_from_outside_is_printed_harmless() {
    let home = Home::offline().with_only_places(HOSTILE);
    for arguments in [
        ["places"].as_slice(),
        &["places", "--near", "M20 2RN"],
        &["show", "a", "--typical"],
        &["show", "\u{1b}[31mzo"],
    ] {
        let run = home.run(arguments);
        for text in [&run.stdout, &run.stderr] {
            assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{text:?}");
            assert!(!text.lines().any(|line| line.starts_with("Bcc:")), "{text}");
        }
    }
    let csv = home.run(&["places", "--format", "csv"]).stdout;
    assert!(csv.contains("'=HYPERLINK"), "{csv}");
}

#[rstest]
#[case::sixty(60)]
#[case::eighty(80)]
#[case::a_hundred_and_twenty(120)]
fn no_line_is_wider_than_the_page(#[case] width: usize) {
    let fake = open_meteo(weather::random);
    let home = Home::online(&fake);
    for arguments in [
        ["places"].as_slice(),
        &["places", "museum", "--near", "KW1 5EA", "--within", "900km"],
        &["show", "chester-zoo", "--near", "KW1 5EA"],
        &["show", "science-museum-london"],
        &["show", "chester-zoo", "--typical"],
    ] {
        let output = home
            .command(arguments)
            .env("COLUMNS", width.to_string())
            .output()
            .unwrap();
        let page = String::from_utf8(output.stdout).unwrap();
        assert!(!page.is_empty());
        for line in page.lines().filter(|line| !line.contains("https://")) {
            assert!(line.width() <= width, "{} columns: {line}", line.width());
        }
    }
}

#[test]
fn two_runs_are_byte_identical() {
    let fake = open_meteo(weather::random);
    let home = Home::online(&fake);
    assert_ne!(fake.url(), NOBODY);
    for arguments in [
        ["places", "park", "--format", "json"].as_slice(),
        &["show", "chester-zoo", "--near", "M20", "--format", "json"],
        &["show", "chester-zoo", "--near", "M20"],
    ] {
        assert_eq!(home.run(arguments).stdout, home.run(arguments).stdout);
    }
}
