//! `forecast` from the shell: the hours of a place or a location as they are, one question, and never a guess for a value.

use crate::fake::open_meteo::{Mode, OpenMeteo};
use crate::fake::weather::{self, Hour};
use crate::harness::{Home, Run, each, open_meteo};
use rstest::rstest;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

const ZOO: &str = "Chester Zoo";

fn json_of(home: &Home, arguments: &[&str]) -> Value {
    let asked = [&["forecast", "--format", "json"], arguments].concat();
    let run = home.run(&asked);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let document = run.json();
    let schema = include_str!("../../docs/forecast.schema.json");
    let schema: Value = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    document
}

/// Runs `forecast` on a terminal that shows more than ASCII.
fn page_of(home: &Home, arguments: &[&str], columns: u16) -> Run {
    let asked = [&["forecast"], arguments].concat();
    Run::of(
        home.command(&asked)
            .env("LC_ALL", "C.UTF-8")
            .env("COLUMNS", columns.to_string()),
    )
}

fn flowing(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_day_is_a_chart_with_the_visit_the_week_and_the_best_day() {
    let fake = open_meteo(weather::rain(8.0, 10, 16, 0));
    let run = page_of(
        &Home::online(&fake),
        &[ZOO, "--on", "sat", "--near", "M20 2RN"],
        80,
    );
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let expected = "
Chester Zoo (North West), Saturday 28 November 2026: rain 10:00-16:00, otherwise
dry
Forecast by Open-Meteo, fetched 0 min ago

     08 09 10 11 12 13 14 15 16 17 18 19   sun 07:58-16:00
 °C  15 15 15 15 15 15 15 15 15 15 15 15
rain  ·  ·  ▄  ▄  ▄  ▄  ▄  ▄  ·  ·  ·  ·   8.0 mm, dry 16-20
wind  5  5  5  5  5  5  5  5  5  5  5  5   km/h, gusts to 10
              └─ your visit ──┘ 11:02-17:02
08:00-20:00: dry 6 of 12 hours; sun cream: UV 3; your visit: dark from 16:00
Rain each hour: · dry ▁ drizzle ▄ 1 mm ▇ 4 mm █ 6 mm or more
Your visit: leaving M20 2RN at 10:00, about 62 min

      Sat 28  Sun 29  Mon 30  Tue 1   Wed 2   Thu 3   Fri 4
rain  ·▄▄▄··  ·▄▄▄··  ·▄▄▄··  ·▄▄▄··  ·▄▄▄··  ·▄▄▄··  ·▄▄▄··
 °C   15°     15°     15°     15°     15°     ~15°    ~15°
A bar of the week is the wetter of two hours, 08:00-20:00. Days marked ~ are far
ahead: trust the day more than its hours.
Best day, though none is dry: Saturday 28 November 2026 (";
    assert!(
        run.stdout.starts_with(expected.trim_start()),
        "{}",
        run.stdout
    );
    for credit in [
        "Weather data by Open-Meteo.com",
        "OS, Royal Mail",
        "GeoNames",
    ] {
        assert!(flowing(&run.stdout).contains(credit), "{}", run.stdout);
    }
}

#[test]
fn the_hour_from_ten_has_the_rain_that_is_stamped_eleven() {
    let fake = open_meteo(weather::rain(6.0, 10, 12, 0));
    let document = json_of(&Home::online(&fake), &[ZOO, "--on", "sat"]);
    assert_eq!(document["schema"], "kidtrip.forecast/1");
    let day = &document["days"][0];
    assert_eq!(day["hours"].as_array().unwrap().len(), 24);
    assert_eq!(
        day["hours"][10],
        json!({
            "time": "2026-11-28T10:00:00+00:00", "utc": "2026-11-28T10:00:00Z",
            "temperature_c": 15.0, "feels_like_c": 14.0, "rain_mm": 3.0, "rain_chance_pct": 95,
            "cloud_pct": 70, "wind_kmh": 5, "gust_kmh": 10, "uv_index": 3.0, "code": 63, "visit": false
        })
    );
    let rain = each(&day["hours"], "/rain_mm");
    let wet: Vec<usize> = (0..)
        .zip(rain)
        .filter(|(_, mm)| **mm != 0.0)
        .map(|(at, _)| at)
        .collect();
    assert_eq!(wet, [10, 11]);
    assert_eq!(day["summary"], "rain 10:00-12:00, otherwise dry");
    assert_eq!(
        (&day["sunrise"], &day["sunset"]),
        (&json!("07:58"), &json!("16:00"))
    );
}

#[test]
fn one_question_answers_for_the_week_and_is_not_asked_again() {
    let fake = open_meteo(weather::random);
    let home = Home::online(&fake);
    let requests = || fake.seen().requests.len();
    json_of(&home, &[ZOO, "--on", "sat"]);
    assert_eq!((requests(), fake.seen().cells), (1, 1));
    json_of(&home, &[ZOO, "--on", "weekend"]);
    json_of(&home, &[ZOO, "--on", "wed", "--near", "M20 2RN"]);
    page_of(&home, &[ZOO], 80);
    assert_eq!(requests(), 1);
    json_of(&home, &[ZOO, "--on", "sat", "--refresh"]);
    assert_eq!(requests(), 2);
    let first = home.run(&["forecast", ZOO, "--format", "json"]).stdout;
    assert_eq!(
        first,
        home.run(&["forecast", ZOO, "--format", "json"]).stdout
    );
    assert_eq!(requests(), 2);
}

#[test]
fn who_counts_the_dry_hours_of_a_document_comes_to_what_it_says() {
    let fake = open_meteo(weather::random);
    let home = Home::online(&fake);
    let mut little = 0;
    for place in [
        "chester-zoo",
        "dove-stone",
        "greenhead-park",
        "hardcastle-crags",
    ] {
        let asked = [place, "--on", "week", "--near", "M20 2RN"];
        let document = json_of(&home, &asked);
        for day in document["days"].as_array().unwrap() {
            let hours = day["hours"].as_array().unwrap();
            let mm = |hour: &Value| hour["rain_mm"].as_f64().unwrap();
            little += hours
                .iter()
                .filter(|hour| (0.05..0.1).contains(&mm(hour)))
                .count();
            let Some(told) = day["visit"]["weather"]["dry_hours"].as_u64() else {
                continue;
            };
            let stay = hours.iter().filter(|hour| hour["visit"] == true);
            let dry = stay.filter(|hour| mm(hour) < 0.1).count();
            assert_eq!(u64::try_from(dry).unwrap(), told, "{day}");
        }
    }
    assert!(little > 0, "no hour was near the border");
}

#[rstest]
#[case::an_id(&["chester-zoo"], "place", "Chester Zoo")]
#[case::a_name_without_quotes(&["chester", "zoo"], "place", "Chester Zoo")]
#[case::a_postcode(&["m20 2rn"], "location", "M20 2RN")]
#[case::a_town(&["Newport, Shropshire"], "location", "Newport, Shropshire")]
#[case::coordinates(&["53.4,-2.2"], "location", "53.4, -2.2")]
#[case::south_of_the_equator(&["-33.87,151.21"], "location", "-33.87, 151.21")]
#[case::a_name_of_ones_own(&["granny"], "location", "granny (EH12 6TS)")]
fn a_place_comes_first_and_then_a_location(
    #[case] query: &[&str],
    #[case] kind: &str,
    #[case] label: &str,
) {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake).with_config(b"[places]\ngranny = \"EH12 6TS\"\n");
    let document = json_of(&home, query);
    assert_eq!(
        (&document["kind"], &document["label"]),
        (&json!(kind), &json!(label))
    );
    assert_eq!(document["id"].is_string(), kind == "place");
    assert_eq!(document["query"], query.join(" "));
    assert_eq!(document["days"][0]["open"].is_object(), kind == "place");
}

const OWN: &str = "\
id,name,category,lat,lon,opening_hours,region
whitby-a,Whitby,park,53.42,-2.23,,north-west
museum,Week Museum,museum,53.42,-2.24,\"Tu-Su 10:00-17:00; Dec 24-26 off\",north-west
green-a,The Green,park,53.42,-2.25,,north-west
green-b,The Green,park,53.52,-2.45,,north-west
park-a,A Park near Leeds,park,53.80,-1.55,,yorkshire
";

#[test]
fn where_both_could_be_meant_it_says_which_is_taken() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake).with_only_places(OWN);
    let run = page_of(&home, &["whitby"], 80);
    assert!(
        run.stdout.starts_with("Whitby (North West), "),
        "{}",
        run.stdout
    );
    assert!(
        run.stderr
            .contains("taken for the place Whitby of the catalogue own")
            && run
                .stderr
                .contains("for the location Whitby, North Yorkshire: kidtrip forecast \"54.4"),
        "{}",
        run.stderr
    );
    let document = json_of(&home, &["whitby"]);
    assert!(
        document["notices"][0]
            .as_str()
            .unwrap()
            .contains("is taken for")
    );
    // The park called after the town is no rival of it.
    let town = json_of(&home, &["Leeds"]);
    assert_eq!(town["kind"], "location");
    // And what it says to type is the town.
    let typed = run.stderr.rsplit("kidtrip forecast ").next().unwrap();
    let there = json_of(&home, &[typed.trim().trim_matches('"')]);
    assert_eq!(there["area"], "Whitby, North Yorkshire");
}

#[rstest]
#[case::nearly_a_place(&["chestr zo"], &["kidtrip forecast chester-zoo", "As a location: "])]
#[case::several_towns(&["Newport"], &["kidtrip forecast \"Newport, Wales\"", "Or a place:", "kidtrip forecast rspb-newport-wetlands"])]
#[case::nearly_a_town(&["Mancester"], &["did you mean Manchester", "Or a place:", "kidtrip forecast manchester-museum"])]
#[case::neither(&["qqqqqq"], &["no place is called \"qqqqqq\"", "as a location"])]
#[case::an_unknown_postcode(&["ZZ99 9ZZ"], &["ZZ99 9ZZ"])]
#[case::off_the_earth(&["91,0"], &["latitude 91"])]
#[case::nothing(&[""], &["which place"])]
#[case::a_slip_of_a_flag(&["--onn", "sat"], &["--onn"])]
#[case::no_day(&["chester-zoo", "--on", "someday"], &["someday"])]
#[case::over(&["chester-zoo", "--on", "yesterday"], &["over"])]
#[case::no_start(&["chester-zoo", "--near", "ZZ99 9ZZ"], &["ZZ99 9ZZ"])]
#[case::both_ways(&["chester-zoo", "--offline", "--refresh"], &["--refresh"])]
#[case::no_format(&["chester-zoo", "--format", "ics"], &["ics", "csv"])]
fn what_is_neither_is_never_another(#[case] arguments: &[&str], #[case] words: &[&str]) {
    let run = Home::offline().run(&[&["forecast"], arguments].concat());
    run.is_refused(2, words);
}

#[test]
fn namesakes_are_asked_about() {
    let home = Home::offline().with_only_places(OWN);
    home.run(&["forecast", "the green"])
        .is_refused(2, &["kidtrip forecast green-a", "kidtrip forecast green-b"]);
}

#[rstest]
#[case::without_a_start(&[ZOO], Value::Null, false)]
#[case::with_one(&[ZOO, "--near", "M20 2RN"], json!("11:02"), false)]
#[case::leaving_later(&[ZOO, "--near", "M20 2RN", "--leave", "11:00"], json!("12:02"), false)]
#[case::a_day_out_in_a_town(&["Whitby", "--near", "M20 2RN"], json!("12:35"), true)]
#[case::at_home(&["M20 2RN", "--near", "M20 2RN"], Value::Null, false)]
fn the_visit_is_marked_where_the_start_is_known(
    #[case] arguments: &[&str],
    #[case] arrive: Value,
    #[case] assumed: bool,
) {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    let document = json_of(&home, &[arguments, &["--on", "sat"]].concat());
    let visit = &document["days"][0]["visit"];
    let page = page_of(&home, &[arguments, &["--on", "sat"]].concat(), 80).stdout;
    if arrive.is_null() {
        assert_eq!(visit, &Value::Null);
        assert!(!page.contains("your visit"), "{page}");
        return;
    }
    assert_eq!(
        (&visit["arrive"], &visit["assumed"]),
        (&arrive, &json!(assumed))
    );
    let hours = each(&document["days"][0]["hours"], "/visit");
    assert_eq!(
        hours.iter().filter(|visit| ***visit == json!(true)).count(),
        6
    );
    assert!(page.contains("└─ your visit"), "{page}");
    assert!(
        flowing(&page).contains("Your visit: leaving M20 2RN at "),
        "{page}"
    );
    assert_eq!(page.contains("as a day out"), assumed, "{page}");
}

#[test]
fn a_day_when_it_is_shut_or_blown_away_says_so() {
    let fake = open_meteo(weather::gusty);
    let home = Home::online(&fake).with_only_places(OWN);
    let shut = page_of(&home, &["museum", "--on", "mon", "--near", "M20 2RN"], 80).stdout;
    assert!(
        shut.contains("! closed that day") && !shut.contains("your visit ─"),
        "{shut}"
    );
    let document = json_of(&home, &["museum", "--on", "mon"]);
    assert_eq!(document["days"][0]["no_visit"], "closed");
    let park = json_of(&home, &["whitby-a", "--on", "mon"]);
    assert_eq!(park["days"][0]["not_recommended"], "gusts of 70 km/h");
    assert_eq!(park["best_day"], Value::Null);
    let park = page_of(&home, &["whitby-a", "--on", "mon"], 80).stdout;
    assert!(
        park.contains("! not recommended: gusts of 70 km/h"),
        "{park}"
    );
}

/// Light showers on and off, mostly after noon, and strong gusts.
fn showers_and_wind(lat: f64, lon: f64, stamp: i64) -> Hour {
    let ends = stamp.rem_euclid(86_400) / 3600;
    let is_wet = [10, 14, 15, 17, 18, 19, 20].contains(&ends);
    Hour {
        rain_mm: Some(if is_wet { 0.3 } else { 0.0 }),
        rain_chance: Some(if is_wet { 80.0 } else { 10.0 }),
        code: Some(if is_wet { 80.0 } else { 2.0 }),
        gusts: Some(55.0),
        ..weather::fine(lat, lon, stamp)
    }
}

/// Knows no wind at all, and no rain of the hours from noon to two.
fn half_known(lat: f64, lon: f64, stamp: i64) -> Hour {
    let ends = stamp.rem_euclid(86_400) / 3600;
    Hour {
        wind: None,
        gusts: None,
        uv: None,
        rain_mm: (!(13..=14).contains(&ends)).then_some(0.0),
        ..weather::fine(lat, lon, stamp)
    }
}

#[test]
fn what_is_not_known_is_a_question_null_or_empty_and_never_nought() {
    let fake = open_meteo(half_known);
    let home = Home::online(&fake);
    let page = page_of(&home, &[ZOO, "--on", "sat"], 80).stdout;
    assert!(page.contains("rain  ·  ·  ·  ·  ?  ?  ·"), "{page}");
    assert!(
        page.contains("wind  ?  ?") && page.contains("? not known"),
        "{page}"
    );
    assert!(page.contains("·· ") && page.contains("··?···"), "{page}");
    let document = json_of(&home, &[ZOO, "--on", "sat"]);
    let noon = &document["days"][0]["hours"][12];
    for field in ["rain_mm", "wind_kmh", "gust_kmh", "uv_index"] {
        assert_eq!(noon[field], Value::Null, "{field}");
    }
    let csv = home
        .run(&["forecast", ZOO, "--on", "sat", "--format", "csv"])
        .stdout;
    let line = csv.lines().nth(13).unwrap();
    assert!(
        line.contains("2026-11-28T12:00:00Z,forecast,20,20,,0,20,,,,1,"),
        "{line}"
    );
}

#[rstest]
#[case::a_short_day(
    "2027-03-27T18:00:00+00:00[Europe/London]",
    "2027-03-28",
    23,
    "2027-03-28T02:00:00+01:00",
    1
)]
#[case::a_long_day(
    "2026-10-24T18:00:00+01:00[Europe/London]",
    "2026-10-25",
    25,
    "2026-10-25T01:00:00+00:00",
    2
)]
fn a_day_of_a_clock_change_has_its_own_hours(
    #[case] now: &str,
    #[case] day: &str,
    #[case] hours: usize,
    #[case] time: &str,
    #[case] at: usize,
) {
    // Six millimetres from nine to noon, by the clock on the wall.
    let offset = if hours == 23 { 3600 } else { 0 };
    let today = now.get(..10).unwrap().parse().unwrap();
    let fake = OpenMeteo::start(today, weather::rain(6.0, 9, 12, offset)).unwrap();
    let home = Home::online(&fake).at(now);
    let document = json_of(&home, &[ZOO, "--on", day]);
    let of_day = &document["days"][0];
    assert_eq!(of_day["hours"].as_array().unwrap().len(), hours);
    assert_eq!(of_day["hours"][at]["time"], time);
    assert_eq!(of_day["summary"], "rain 09:00-12:00, otherwise dry");
    let page = page_of(&home, &[ZOO, "--on", day], 80).stdout;
    assert!(page.contains("08 09 10 11 12"), "{page}");
    assert!(page.contains("·  ▅  ▅  ▅  ·"), "{page}");
    let csv = home
        .run(&["forecast", ZOO, "--on", day, "--format", "csv"])
        .stdout;
    assert_eq!(csv.lines().count(), hours + 1);
}

#[test]
fn every_line_of_csv_is_an_hour_with_its_credit() {
    let fake = open_meteo(weather::random);
    let home = Home::online(&fake);
    let asked = [
        "forecast", ZOO, "--on", "weekend", "--near", "M20 2RN", "--format", "csv",
    ];
    let csv = home.run(&asked).stdout;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|column| column == name).unwrap();
    let lines: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(lines.len(), 48);
    let document = json_of(&home, &[ZOO, "--on", "weekend", "--near", "M20 2RN"]);
    for (at, line) in lines.iter().enumerate() {
        let hour = &document["days"][at / 24]["hours"][at % 24];
        assert_eq!(&line[column("time")], hour["time"].as_str().unwrap());
        let celsius: f64 = line[column("temperature_c")].parse().unwrap();
        assert_eq!(celsius, hour["temperature_c"].as_f64().unwrap());
        assert_eq!(&line[column("visit")] == "yes", hour["visit"] == true);
        assert!(line[column("attribution")].contains("Open-Meteo"));
        assert_eq!(&line[column("source")], "open-meteo");
    }
}

#[rstest]
#[case::nobody_there(&[], "neither Open-Meteo nor MET Norway gave a forecast", "no forecast: ")]
#[case::offline(&["--offline"], "offline, and none in the cache", "Leave --offline away")]
#[case::far_ahead(&["--on", "+40"], "too far ahead for any forecast", "")]
#[case::far_ahead_offline(&["--on", "+40", "--offline"], "too far ahead for any forecast", "")]
fn without_a_forecast_the_typical_weather_stands_in_its_place(
    #[case] flags: &[&str],
    #[case] why: &str,
    #[case] stderr: &str,
) {
    let home = Home::offline();
    let run = page_of(&home, &[&[ZOO], flags].concat(), 80);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let second = run.stdout.lines().nth(1).unwrap();
    assert!(second.starts_with("TYPICAL WEATHER for "), "{}", run.stdout);
    let page = flowing(&run.stdout);
    assert!(page.contains(&format!("not a forecast ({why})")), "{page}");
    assert!(
        page.contains("days in 10") && page.contains("WMO normals"),
        "{page}"
    );
    assert!(
        !page.contains("by Open-Meteo") && !page.contains("Best day"),
        "{page}"
    );
    assert!(run.stderr.contains(stderr), "{}", run.stderr);
    assert_eq!(run.stderr.is_empty(), stderr.is_empty(), "{}", run.stderr);
    let document = json_of(&home, &[&[ZOO], flags].concat());
    assert_eq!(document["weather"]["kind"], "typical");
    assert!(document["days"][0]["typical"].is_object());
    assert_eq!(
        document["days"][0]["hours"][12]["temperature_c"],
        Value::Null
    );
    let csv = home
        .run(&[&["forecast", ZOO, "--format", "csv"], flags].concat())
        .stdout;
    assert_eq!(csv.lines().count(), 2);
    assert!(csv.contains(",typical,,"), "{csv}");
}

#[test]
fn averages_can_be_asked_for_and_nobody_is_asked() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    let run = page_of(&home, &[ZOO, "--on", "sat", "--typical"], 80);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let page = flowing(&run.stdout);
    assert!(page.contains("not a forecast (as asked for)"), "{page}");
    let document = json_of(&home, &[ZOO, "--on", "sat", "--typical"]);
    assert_eq!(document["weather"]["kind"], "typical");
    assert_eq!(
        (fake.seen().requests.len(), &document["week"]),
        (0, &json!([]))
    );
    home.run(&["forecast", ZOO, "--typical", "--refresh"])
        .is_refused(2, &["--refresh"]);
}

#[rstest]
#[case::nobody_answers(&["--on", "sat"], "could not connect")]
#[case::offline(&["--on", "sat", "--offline"], "none in the cache")]
#[case::far_ahead(&["--on", "+40"], "too far ahead for any forecast")]
fn a_forecast_that_is_required_and_cannot_be_had_is_a_failure_of_its_own(
    #[case] flags: &[&str],
    #[case] why: &str,
) {
    let home = Home::offline();
    for format in ["table", "json", "csv"] {
        let asked = ["forecast", ZOO, "--require-forecast", "--format", format];
        home.run(&[&asked, flags].concat())
            .is_refused(4, &["no forecast", why, "leave --require-forecast away"]);
    }
    let fake = open_meteo(weather::fine);
    let run = Home::online(&fake).run(&["forecast", ZOO, "--on", "sat", "--require-forecast"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn who_wants_no_warnings_gets_none() {
    let home = Home::offline();
    let loud = home.run(&["forecast", ZOO, "--on", "sat"]);
    assert!(loud.stderr.contains("no forecast"), "{}", loud.stderr);
    let quiet = home.run(&["forecast", ZOO, "--on", "sat", "--quiet"]);
    assert_eq!((quiet.code, quiet.stderr.as_str()), (0, ""));
    assert_eq!(quiet.stdout, loud.stdout);
}

#[test]
fn the_words_for_the_day_stand_beside_its_hours() {
    let fake = open_meteo(showers_and_wind);
    let home = Home::online(&fake);
    let page = page_of(&home, &[ZOO, "--on", "sat", "--near", "M20 2RN"], 80).stdout;
    let told = flowing(&page);
    for words in [
        "light showers on and off",
        "08:00-20:00: dry 5 of 12 hours; drier until 12:00: 3 of 4 hours dry, 2 of 8 after",
        "windy: gusts of 55 km/h",
        "your visit: ",
    ] {
        assert!(told.contains(words), "{words}: {page}");
    }
    let document = json_of(&home, &[ZOO, "--on", "sat", "--near", "M20 2RN"]);
    let story = document["days"][0]["story"].as_array().unwrap();
    assert_eq!(story[0], document["days"][0]["summary"]);
    assert_eq!(story[1], "dry 5 of 12 hours");
    // In the afternoon only what is still to come is told.
    let home = home.at("2026-11-28T15:10:00+00:00[Europe/London]");
    let page = page_of(&home, &[ZOO, "--on", "today"], 80).stdout;
    assert!(flowing(&page).contains("15:00-20:00: "), "{page}");
}

#[test]
fn what_the_family_amended_is_told() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    let amended = home.run(&["amend", ZOO, "name=Our Zoo", "region=north-west"]);
    assert_eq!(amended.code, 0, "{}", amended.stderr);
    let document = json_of(&home, &["our zoo", "--on", "sat"]);
    let told = [&document["id"], &document["label"]];
    assert_eq!(told, [&json!("chester-zoo"), &json!("Our Zoo")]);
}

#[test]
fn days_beyond_any_forecast_are_asked_of_nobody_and_stand_beside_others() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    let far = json_of(&home, &[ZOO, "--on", "+30"]);
    assert_eq!((fake.seen().requests.len(), &far["week"]), (0, &json!([])));
    let mixed = json_of(&home, &[ZOO, "--on", "+1,+30"]);
    assert_eq!(mixed["weather"]["kind"], "mixed");
    assert_eq!(
        each(&mixed["days"], "/weather_kind"),
        [&json!("forecast"), &json!("typical")]
    );
    let page = page_of(&home, &[ZOO, "--on", "+1,+30"], 80).stdout;
    assert!(
        flowing(&page).contains("none for the days marked TYPICAL"),
        "{page}"
    );
    // The service knows the sixteenth day, and a little less of it.
    let last = json_of(&home, &[ZOO, "--on", "+15"]);
    assert_eq!(last["days"][0]["weather_kind"], "forecast");
    assert_eq!(last["days"][0]["hours"][22]["rain_mm"], Value::Null);
}

#[test]
fn when_the_service_fails_what_other_runs_have_kept_is_told_with_its_gaps() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake).with_only_places(OWN);
    home.suggest(&["--near", "M20 2RN", "--on", "sat"]);
    fake.answer(Mode::Html);
    let document = json_of(&home, &["whitby-a", "--on", "sat"]);
    assert_eq!(document["days"][0]["weather_kind"], "forecast");
    assert_eq!(document["days"][0]["hours"][23]["rain_mm"], Value::Null);
    let run = page_of(&home, &["whitby-a", "--on", "sat"], 80);
    assert!(
        run.stderr.contains("using the forecasts in the cache"),
        "{}",
        run.stderr
    );
    assert!(run.stdout.contains('?'), "{}", run.stdout);
}

#[rstest]
#[case::a_page(Mode::Html)]
#[case::half_an_answer(Mode::Truncated)]
#[case::another_place(Mode::WrongCount)]
#[case::reset(Mode::Reset)]
#[case::busy(Mode::Status(503, "The service is overloaded"))]
fn a_service_that_fails_costs_the_forecast_and_nothing_else(#[case] mode: Mode) {
    let fake = open_meteo(weather::fine);
    fake.answer(mode);
    let document = json_of(&Home::online(&fake), &[ZOO, "--on", "sat"]);
    assert_eq!(document["weather"]["kind"], "typical");
    assert!(fake.seen().requests.len() <= 3);
}

#[test]
fn an_old_forecast_is_stale_and_hours_gone_by_are_not_drawn() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    json_of(&home, &[ZOO]);
    let home = home.at("2026-11-28T13:20:00+00:00[Europe/London]");
    let page = page_of(&home, &[ZOO, "--on", "today", "--offline"], 80).stdout;
    assert!(
        page.contains("STALE FORECAST by Open-Meteo, fetched 19 h ago"),
        "{page}"
    );
    assert!(page.contains("\n     13 14 15"), "{page}");
    let document = json_of(&home, &[ZOO, "--on", "today", "--offline"]);
    assert_eq!(document["weather"]["stale"], true);
    assert_eq!(document["days"][0]["hours"].as_array().unwrap().len(), 24);
}

#[rstest]
#[case::no_locale("LC_ALL", "C", "xterm")]
#[case::dumb("LC_ALL", "C.UTF-8", "dumb")]
fn a_plain_terminal_gets_plain_signs(#[case] name: &str, #[case] value: &str, #[case] term: &str) {
    let fake = open_meteo(weather::rain(8.0, 10, 16, 0));
    let home = Home::online(&fake);
    let mut command = home.command(&["forecast", ZOO, "--on", "sat", "--near", "M20 2RN"]);
    let page = Run::of(command.env(name, value).env("TERM", term)).stdout;
    assert!(page.is_ascii(), "{page}");
    assert!(
        page.contains("rain  .  .  4  4  4  4  4  4  .  .  .  ."),
        "{page}"
    );
    assert!(
        page.contains("|- your visit --|") && page.contains("4 = 1 mm"),
        "{page}"
    );
    assert!(!page.contains('\u{1b}'));
}

#[rstest]
#[case::thirty(30)]
#[case::forty(40)]
#[case::sixty(60)]
#[case::eighty(80)]
#[case::a_hundred_and_twenty(120)]
fn no_line_is_wider_than_the_page(#[case] width: u16) {
    let fake = open_meteo(weather::random);
    let home = Home::online(&fake);
    for arguments in [
        [ZOO, "--on", "sat", "--near", "KW1 5EA"].as_slice(),
        &[ZOO, "--on", "week"],
        &["Whitby", "--near", "M20 2RN"],
        &[ZOO, "--on", "+40"],
    ] {
        let page = page_of(&home, arguments, width).stdout;
        assert!(!page.is_empty());
        for line in page.lines().filter(|line| !line.contains("https://")) {
            assert!(
                line.width() <= usize::from(width),
                "{}: {line}",
                line.width()
            );
        }
    }
}

#[test]
fn the_best_day_is_that_of_show_and_show_draws_the_hours_of_a_day() {
    let fake = open_meteo(weather::random);
    let home = Home::online(&fake);
    let document = json_of(&home, &[ZOO, "--near", "M20 2RN"]);
    let shown = home.run(&["show", ZOO, "--near", "M20 2RN", "--format", "json"]);
    assert_eq!(document["best_day"], shown.json()["best_day"]);
    let chart = |page: &str| -> String {
        let lines = page.lines().skip_while(|line| !line.starts_with("     08"));
        lines.take(5).collect::<Vec<_>>().join("\n")
    };
    let utf8 = |arguments: &[&str]| Run::of(home.command(arguments).env("LANG", "en_GB.UTF-8"));
    let asked = [ZOO, "--near", "M20 2RN", "--on", "sat"];
    let one = utf8(&[&["show"], asked.as_slice()].concat()).stdout;
    let other = utf8(&[&["forecast"], asked.as_slice()].concat()).stdout;
    assert!(chart(&one).contains("your visit"), "{one}");
    assert_eq!(chart(&one), chart(&other));
}

const HOSTILE: &str = "\
id,name,category,lat,lon,opening_hours,url,region
a,\"Zoo\u{1b}[31m\u{7}\nBcc: a@b\",museum,53.42,-2.23,,,\u{1b}[2J
b,=HYPERLINK(1),museum,53.42,-2.23,,,
";

#[test]
fn text_from_outside_is_printed_harmless() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake).with_only_places(HOSTILE);
    for query in ["a", "\u{1b}[31mzo\u{7}"] {
        let run = page_of(&home, &[query], 80);
        for text in [&run.stdout, &run.stderr] {
            assert!(!text.contains(['\u{1b}', '\u{7}']), "{text:?}");
            assert!(!text.lines().any(|line| line.starts_with("Bcc:")), "{text}");
        }
    }
    let csv = home.run(&["forecast", "b", "--format", "csv"]).stdout;
    assert!(csv.contains(",'=HYPERLINK(1),"), "{csv}");
}
