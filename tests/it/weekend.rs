//! Several days as one question, a list for each day, days by name, and what a longer drive buys.

use crate::fake::weather::{self, Hour};
use crate::harness::{Home, Run, each, ids, open_meteo};
use rstest::rstest;
use serde_json::{Value, json};

const HOME: [&str; 2] = ["--near", "M20 2RN"];

fn asked<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&HOME, more].concat()
}

fn page(home: &Home, more: &[&str]) -> String {
    home.run(&[&["suggest"], asked(more).as_slice()].concat())
        .stdout
}

/// Returns the page with its lines joined.
fn flowing(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn json_of(home: &Home, more: &[&str]) -> Run {
    home.run(&[&["suggest", "--format", "json"], asked(more).as_slice()].concat())
}

#[test]
fn the_weekend_says_first_which_day_is_better_and_each_place_why() {
    let fake = open_meteo(weather::wet_saturday);
    let home = Home::online(&fake);
    let page = page(&home, &["--on", "weekend"]);
    assert!(
        page.starts_with("Saturday 28 and Sunday 29 November 2026, from M20 2RN"),
        "{page}"
    );
    let line = page.lines().find(|line| line.contains("looks better"));
    assert_eq!(line, Some("Sunday looks better: dry"));
    assert!(
        flowing(&page).contains("drier and warmer than on Saturday (5"),
        "{page}"
    );
    assert!(
        page.lines()
            .any(|line| line.contains("Sun, dry and sunny, 20°")),
        "one line a place: {page}"
    );

    let document = home.suggest(&asked(&["--on", "sat,sun"]));
    assert_eq!(document["each_day"], false);
    assert_eq!(document["by_day"], json!([]));
    assert_eq!(document["better_day"]["days"], json!(["2026-11-29"]));
    assert_eq!(document["better_day"]["text"], "Sunday looks better: dry");
    for result in document["results"].as_array().unwrap() {
        assert_eq!(result["day"], "2026-11-29");
        let other = &result["other_days"][0];
        assert_eq!(other["day"], "2026-11-28");
        assert_eq!(other["compared"], "drier and warmer than on Saturday");
        assert!(other["score"].as_f64().unwrap() < result["score"].as_f64().unwrap());
    }
}

#[test]
fn days_of_the_same_weather_are_alike() {
    let fake = open_meteo(weather::fine);
    let page = page(&Home::online(&fake), &["--on", "weekend"]);
    assert!(page.contains("\nBoth days are alike\n"), "{page}");
    assert!(
        flowing(&page).contains("much the same on Sunday (98)"),
        "{page}"
    );
}

#[test]
fn of_a_week_two_other_days_stand_on_the_page_and_all_in_the_document() {
    let fake = open_meteo(weather::random);
    let home = Home::online(&fake);
    let document = home.suggest(&asked(&["--on", "week", "--top", "5"]));
    for result in document["results"].as_array().unwrap() {
        let days = |list: &str| result[list].as_array().unwrap().len();
        assert_eq!(1 + days("other_days") + days("left_out_days"), 7);
    }
    let page = flowing(&page(&home, &["--on", "week", "--top", "5"]));
    let weekdays = ["Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun"];
    let told: usize = weekdays
        .iter()
        .map(|day| page.matches(&format!("on {day}day (")).count())
        .sum();
    let scores: usize = weekdays
        .iter()
        .map(|day| page.matches(&format!(" on {day}day ·")).count())
        .sum();
    assert!(told <= 5 && told + scores <= 10, "{page}");
    assert!(
        page.contains("looks best") || page.contains("look best"),
        "{page}"
    );
}

const HOURS: &str = "\
name,category,postcode,lat,lon,opening_hours,url,region
Shut on Sunday,museum,,53.42,-2.23,Mo-Sa 10:00-17:00,,north-west
Shut on Saturday,museum,,53.42,-2.24,Mo-Fr 10:00-17:00; Su 10:00-17:00,,north-west
Hardly Open on Sunday,museum,,53.42,-2.25,Mo-Sa 10:00-17:00; Su 10:00-10:30,,north-west
Every Day,museum,,53.42,-2.26,Mo-Su 10:00-17:00,,north-west
";

#[test]
fn a_day_on_which_a_place_is_closed_is_said() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake).with_only_places(HOURS);
    let document = home.suggest(&asked(&["--on", "weekend"]));
    let of = |id: &str| {
        let results = document["results"].as_array().unwrap();
        results.iter().find(|result| result["id"] == id).unwrap()
    };
    let sunday =
        |rule: &str, reason: &str| json!([{"day": "2026-11-29", "rule": rule, "reason": reason}]);
    assert_eq!(
        of("shut-on-sunday")["left_out_days"],
        sunday("closed", "closed")
    );
    assert_eq!(of("shut-on-sunday")["other_days"], json!([]));
    assert_eq!(of("shut-on-saturday")["day"], "2026-11-29");
    assert_eq!(
        of("shut-on-saturday")["left_out_days"][0]["day"],
        "2026-11-28"
    );
    assert_eq!(
        of("hardly-open-on-sunday")["left_out_days"],
        sunday("no_time", "no time for it")
    );
    assert_eq!(of("every-day")["left_out_days"], json!([]));
    let page = flowing(&page(&home, &["--on", "weekend"]));
    for phrase in [
        "closed on Sunday",
        "closed on Saturday",
        "no time for it on Sunday",
    ] {
        assert!(page.contains(phrase), "{page}");
    }
}

#[test]
fn a_day_that_the_weather_rules_out_is_said() {
    let fake = open_meteo(|lat, lon, stamp| {
        if weather::is_saturday(stamp) {
            weather::gusty(lat, lon, stamp)
        } else {
            weather::fine(lat, lon, stamp)
        }
    });
    let home = Home::online(&fake);
    let page = flowing(&page(&home, &["--on", "weekend", "--outdoor"]));
    assert!(
        page.contains("Sunday looks better: gusts of 70 km/h on Saturday"),
        "{page}"
    );
    assert!(page.contains("not on Saturday: gusts of 70 km/h"), "{page}");
}

#[test]
fn each_day_has_the_list_that_it_has_alone_and_nothing_is_asked_twice() {
    let fake = open_meteo(weather::random);
    let home = Home::online(&fake);
    let document = home.suggest(&asked(&["--on", "weekend", "--each-day", "--top", "6"]));
    assert_eq!(fake.seen().duplicates, 0);
    assert_eq!(document["each_day"], true);
    assert_eq!(document["schema"], "kidtrip.suggest/1");
    let mut alone = Vec::new();
    for day in ["sat", "sun"] {
        let fake = open_meteo(weather::random);
        let of_one = Home::online(&fake).suggest(&asked(&["--on", day, "--top", "6"]));
        alone.extend(of_one["results"].as_array().unwrap().clone());
    }
    assert_eq!(document["results"], Value::from(alone));
    let ranks = each(&document["results"], "/rank");
    let expected: Vec<u64> = (1..=6).chain(1..=6).collect();
    assert_eq!(
        ranks,
        expected
            .iter()
            .map(|&rank| json!(rank))
            .collect::<Vec<_>>()
            .iter()
            .collect::<Vec<_>>()
    );
    assert_eq!(
        each(&document["by_day"], "/day"),
        ["2026-11-28", "2026-11-29"]
    );
    assert_eq!(each(&document["by_day"], "/results"), [6, 6]);

    let page = page(&home, &["--on", "weekend", "--each-day", "--top", "6"]);
    let (head, lists) = page.split_once("\nSaturday 28 November 2026\n").unwrap();
    let (saturday, sunday) = lists.split_once("\nSunday 29 November 2026\n").unwrap();
    assert_eq!(head.matches("looks better").count(), 1, "{page}");
    assert!(!lists.contains("looks better"), "{page}");
    for list in [saturday, sunday] {
        assert!(list.contains("\n  1 ") && list.contains("\n  6 "), "{page}");
        assert!(!list.contains("than on"), "{page}");
    }
    assert_eq!(page.matches("Weather data by").count(), 1);

    let csv = home
        .run(
            &[
                &["suggest", "--format", "csv"],
                asked(&["--on", "weekend", "--each-day", "--top", "6"]).as_slice(),
            ]
            .concat(),
        )
        .stdout;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows: Vec<(String, String)> = reader
        .records()
        .map(|row| {
            row.map(|row| (row[1].to_owned(), row[9].to_owned()))
                .unwrap()
        })
        .collect();
    let days = each(&document["results"], "/day");
    let expected: Vec<(String, String)> = ids(&document["results"])
        .into_iter()
        .zip(days)
        .map(|(id, day)| (id.to_owned(), day.as_str().unwrap().to_owned()))
        .collect();
    assert_eq!(rows, expected);
    let lines = home
        .run(
            &[
                &["suggest", "--format", "ndjson"],
                asked(&["--on", "weekend", "--each-day", "--top", "6"]).as_slice(),
            ]
            .concat(),
        )
        .stdout;
    assert_eq!(lines.lines().count(), 12);
}

const SATURDAYS: &str = "\
name,category,postcode,lat,lon,opening_hours,url,region
On Saturdays,museum,,53.42,-2.23,Sa 10:00-17:00,,north-west
";

#[test]
fn a_day_without_a_result_says_so_under_its_heading() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake).with_only_places(SATURDAYS);
    let run = home.run(
        &[
            &["suggest"],
            asked(&["--on", "weekend", "--each-day"]).as_slice(),
        ]
        .concat(),
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    let (saturday, sunday) = run
        .stdout
        .split_once("\nSunday 29 November 2026\n")
        .unwrap();
    assert!(saturday.contains("On Saturdays"));
    assert!(
        flowing(sunday)
            .starts_with("Nothing to suggest: no place near M20 2RN is open then (1 closed)"),
        "{sunday}"
    );
    let document = home.suggest(&asked(&["--on", "weekend", "--each-day"]));
    assert_eq!(document["by_day"][0]["nothing"], Value::Null);
    assert!(
        document["by_day"][1]["nothing"]
            .as_str()
            .unwrap()
            .contains("is open then")
    );
    assert_eq!(document["by_day"][1]["dropped"]["closed"], 1);
    assert_eq!(document["better_day"], Value::Null);

    let nothing = home.run(
        &[
            &["suggest"],
            asked(&["--on", "sun,mon", "--each-day"]).as_slice(),
        ]
        .concat(),
    );
    nothing.is_refused(3, &["no place near M20 2RN is open then"]);
    let empty = json_of(&home, &["--on", "sun,mon", "--each-day"]);
    assert_eq!(empty.code, 3);
    assert_eq!(empty.json()["results"], json!([]));
    assert_eq!(empty.json()["by_day"][0]["results"], 0);
}

#[test]
fn each_day_has_a_plan_b_of_its_own() {
    let fake = open_meteo(weather::wet_saturday);
    let page = page(&Home::online(&fake), &["--on", "weekend", "--each-day"]);
    let (saturday, sunday) = page.split_once("\nSunday 29 November 2026\n").unwrap();
    assert!(saturday.contains("Out of the rain:"), "{page}");
    assert!(
        !sunday.contains("Out of the rain:") && !sunday.contains("If it turns wet"),
        "{page}"
    );
}

#[test]
fn the_most_cells_count_places_on_the_map_not_their_days() {
    let fake = open_meteo(weather::random);
    let home = Home::online(&fake).with_config(b"[weather]\nmax_cells = 10\n");
    let run = json_of(&home, &["--on", "weekend"]);
    assert_eq!(run.code, 0);
    assert_eq!(fake.seen().cells, 10, "each once, for both days");
    assert_eq!(fake.seen().requests.len(), 1);
    assert!(
        run.stderr
            .contains("for only 10 places on the map (weather.max_cells)"),
        "{}",
        run.stderr
    );
}

#[test]
fn days_beyond_the_forecast_are_marked_and_never_ranked_with_the_others() {
    const PLACES: &str = "\
name,category,postcode,lat,lon,opening_hours,url,region
Thursdays,park,,53.42,-2.23,Th 09:00-17:00,,north-west
Always,park,,53.42,-2.24,24/7,,north-west
";
    let fake = open_meteo(weather::all_wet(0));
    let home = Home::online(&fake).with_only_places(PLACES);
    // A Friday that is forecast, and the Thursday after it that is not.
    let document = home.suggest(&asked(&["--on", "+14,+20"]));
    assert_eq!(ids(&document["results"]), ["always", "thursdays"]);
    assert_eq!(
        each(&document["results"], "/weather/kind"),
        ["forecast", "typical"]
    );
    assert_eq!(document["results"][0]["other_days"][0]["kind"], "typical");
    let scores = each(&document["results"], "/score");
    assert!(
        scores[0].as_f64() < scores[1].as_f64(),
        "not one scale: {scores:?}"
    );
    let page = flowing(&page(&home, &["--on", "+14,+20"]));
    assert!(
        page.contains("on Thu 17 Dec (typical)") || page.contains("on Thursday (typical)"),
        "{page}"
    );
    assert!(
        page.contains("TYPICAL, not a") && page.contains("closed on Friday"),
        "{page}"
    );
}

const HOLIDAYS: &str = "\
[days]
half-term = [\"2027-02-13..2027-02-21\", \"2026-11-28..2026-12-01\"]
feast = \"2026-11-20..2026-11-28\"
gone = \"2026-05-01\"
";

#[rstest]
#[case::the_next("half-term", &["2026-11-28", "2026-11-29", "2026-11-30", "2026-12-01"])]
#[case::what_is_left("Feast", &["2026-11-27", "2026-11-28"])]
#[case::in_a_list("half-term,wed", &["2026-11-28", "2026-11-29", "2026-11-30", "2026-12-01", "2026-12-02"])]
fn days_are_asked_for_by_name(#[case] on: &str, #[case] days: &[&str]) {
    let home = Home::offline().with_config(HOLIDAYS.as_bytes());
    let document = home.suggest(&asked(&["--typical", "--top", "2", "--on", on]));
    assert_eq!(document["days"], json!(days));
    let show = home.run(&[
        "show",
        "chester-zoo",
        "--typical",
        "--format",
        "json",
        "--on",
        on,
    ]);
    assert_eq!(show.code, 0, "{}", show.stderr);
}

#[rstest]
#[case::all_over("gone", &["gone: its days are over, the last was Friday 1 May 2026", "[days]"])]
#[case::a_slip("halfterm", &["halfterm: not a day", "did you mean half-term?", "weekend"])]
#[case::unlike_any("xyz", &["xyz: not a day", "weekend"])]
fn a_name_that_cannot_be_used_is_refused(#[case] on: &str, #[case] words: &[&str]) {
    let home = Home::offline().with_config(HOLIDAYS.as_bytes());
    home.run(&[&["suggest", "--typical", "--on", on], HOME.as_slice()].concat())
        .is_refused(2, words);
}

#[test]
fn a_name_that_shadows_a_usual_word_is_refused_by_its_key() {
    let home = Home::offline().with_config(b"[days]\nweekend = \"2027-01-01\"\n");
    home.run(&["config", "show"])
        .is_refused(2, &["config.toml, line 2: days.weekend", "another name"]);
}

#[test]
fn days_of_ones_own_are_shown_and_documented() {
    let home = Home::offline().with_config(HOLIDAYS.as_bytes());
    let shown = home.run(&["config", "show"]).stdout;
    assert!(
        shown.contains("days.half-term") && shown.contains("2027-02-13..2027-02-21"),
        "{shown}"
    );
    let fresh = Home::offline();
    fresh.run(&["config", "init"]);
    let text = std::fs::read_to_string(fresh.path("config").join("config.toml")).unwrap();
    assert!(text.contains("[days]\n# half-term = "), "{text}");
}

#[test]
fn more_days_than_a_month_are_refused() {
    let days: Vec<String> = (1..=32).map(|ahead| format!("+{ahead}")).collect();
    let days = days.join(",");
    Home::offline()
        .run(&["suggest", "--near", "M20", "--typical", "--on", &days])
        .is_refused(2, &["more than 31 days"]);
}

const NEAR_AND_FAR: &str = "\
name,category,postcode,lat,lon,opening_hours,url,region
Near Zoo,zoo,,53.45,-2.23,24/7,,north-west
Far Zoo,zoo,,53.80,-2.23,24/7,,north-west
Far Museum,museum,,53.80,-2.24,Mo-Su 10:00-17:00,,north-west
";

/// Rain all day south of Bury, and none north of it.
fn wet_south(lat: f64, lon: f64, stamp: i64) -> Hour {
    if lat < 53.6 {
        weather::rain(12.0, 0, 24, 0)(lat, lon, stamp)
    } else {
        weather::rain(0.0, 0, 0, 0)(lat, lon, stamp)
    }
}

#[test]
fn a_longer_drive_says_what_it_buys_and_the_order_stays() {
    let fake = open_meteo(wet_south);
    let home = Home::online(&fake).with_only_places(NEAR_AND_FAR);
    let document = home.suggest(&asked(&["--on", "sat"]));
    let results = document["results"].as_array().unwrap();
    let scores: Vec<f64> = results
        .iter()
        .map(|one| one["score"].as_f64().unwrap())
        .collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
    let of = |id: &str| results.iter().find(|one| one["id"] == id).unwrap();
    let (near, far) = (of("near-zoo"), of("far-zoo"));
    let dry = |one: &Value| one["weather"]["dry_hours"].as_u64().unwrap();
    let minutes = |one: &Value| one["journey"]["minutes"].as_i64().unwrap();
    let worth = &far["worth_the_drive"];
    assert_eq!(worth["than"], "near-zoo");
    assert_eq!(worth["extra_minutes"], minutes(far) - minutes(near));
    let more = dry(far) - dry(near);
    assert_eq!(worth["buys"][0], format!("{more} more dry hours"));
    assert_eq!(
        of("far-museum")["worth_the_drive"]["buys"],
        json!(["being indoors"])
    );
    assert_eq!(near["worth_the_drive"], Value::Null);
    let phrase = format!(
        "about {} min more than Near Zoo for {more} more dry hours",
        worth["extra_minutes"]
    );
    assert!(far["reasons"].to_string().contains(&phrase), "{far}");
    let page = flowing(&page(&home, &["--on", "sat", "--explain"]));
    assert!(
        page.contains(&phrase) && page.contains("min more than Near Zoo to be indoors"),
        "{page}"
    );
    let side = |one: &Value| {
        let hours = &one["weather"]["hours"];
        format!(
            "points, {} min, dry {} of {hours} h",
            minutes(one),
            dry(one)
        )
    };
    let both = [side(far), side(near)];
    assert!(both.iter().all(|side| page.contains(side)), "{page}");
}

#[rstest]
#[case::sixty(60)]
#[case::eighty(80)]
fn a_list_for_each_day_fits_the_page(#[case] width: usize) {
    use unicode_width::UnicodeWidthStr;
    let fake = open_meteo(weather::random);
    // The arithmetic has a width of its own.
    let explain = if width < 80 { "--quiet" } else { "--explain" };
    let output = Home::online(&fake)
        .command(&[
            "suggest",
            "--near",
            "M20 2RN",
            "--on",
            "week",
            "--each-day",
            explain,
        ])
        .env("COLUMNS", width.to_string())
        .output()
        .unwrap();
    let page = String::from_utf8(output.stdout).unwrap();
    for line in page.lines().filter(|line| !line.contains("https://")) {
        assert!(line.width() <= width, "{} columns: {line}", line.width());
    }
}
