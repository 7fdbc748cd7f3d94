//! What the family writes down, from the shell: visits rest a place, hidden ones are counted, and all of it can be undone.

use crate::fake::weather;
use crate::harness::{FRIDAY_EVENING, Home, Run, ids, open_meteo};
use rstest::rstest;
use serde_json::Value;

const CHESTER: [&str; 5] = ["--near", "CH2 1LH", "--on", "sat", "--offline"];
/// 60 days after the Friday evening of the tests, a Tuesday.
const A_HALF_LIFE_LATER: &str = "2027-01-26T18:00:00+00:00[Europe/London]";

/// Runs a command that must succeed and say nothing on standard error.
fn done(home: &Home, arguments: &[&str]) -> String {
    let run = home.run(arguments);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    run.stdout
}

fn suggest(home: &Home) -> Value {
    home.suggest(&[&CHESTER[..], &["--top", "1000"]].concat())
}

/// Returns the novelty of Chester Zoo among the suggestions, `None` where it is not suggested.
fn novelty(home: &Home) -> Option<f64> {
    let document = suggest(home);
    let results = document["results"].as_array().unwrap();
    let zoo = results.iter().find(|place| place["id"] == "chester-zoo")?;
    let factors = zoo["factors"].as_array().unwrap();
    let novelty = factors.iter().find(|factor| factor["id"] == "novelty")?;
    novelty["value"].as_f64()
}

fn assert_novelty(home: &Home, expected: f64) {
    let novelty = novelty(home).expect("suggested");
    assert!((novelty - expected).abs() < 0.01, "{novelty}");
}

/// Returns the lines of the family's log.
fn lines(home: &Home) -> Vec<Value> {
    let text = std::fs::read_to_string(home.path("data").join("events.jsonl")).unwrap_or_default();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn a_visited_place_rests_and_returns_as_its_half_life_says() {
    let home = Home::offline();
    assert_novelty(&home, 1.0);
    let said = done(&home, &["visit", "Chester Zoo", "--rating", "4"]);
    assert_eq!(
        said,
        "Recorded: Chester Zoo visited on Friday 27 November 2026, rated 4. kidtrip undo takes it back.\n"
    );
    // Saturday is the day after.
    assert_novelty(&home, 0.21);
    let home = home.at(A_HALF_LIFE_LATER);
    let days = f64::from(64);
    assert_novelty(&home, 1.0 - 0.8 * 0.5_f64.powf(days / 60.0));
}

#[test]
fn undoing_a_visit_makes_the_place_new_again() {
    let home = Home::offline();
    done(&home, &["visit", "chester-zoo", "--on", "yesterday"]);
    let said = done(&home, &["undo"]);
    assert!(
        said.starts_with("Undone: the visit to Chester Zoo on 2026-11-26 counts no more."),
        "{said}"
    );
    assert_novelty(&home, 1.0);
    // The undoing names what undoes it in turn.
    let id = said.split("kidtrip undo ").nth(1).unwrap();
    let id = id.split(' ').next().unwrap();
    done(&home, &["undo", id]);
    assert_novelty(&home, 0.2 + 0.8 * (1.0 - 0.5_f64.powf(2.0 / 60.0)));
}

#[test]
fn a_hidden_place_is_counted_and_not_suggested_until_it_is_brought_back() {
    let home = Home::offline();
    assert_eq!(suggest(&home)["dropped"]["hidden"], 0);
    let said = done(&home, &["hide", "Chester", "Zoo"]);
    assert_eq!(
        said,
        "Recorded: Chester Zoo is not suggested any more. kidtrip unhide chester-zoo brings it back.\n"
    );
    let document = suggest(&home);
    assert_eq!(document["dropped"]["hidden"], 1);
    for list in ["results", "plan_b", "not_confirmed"] {
        assert!(!ids(&document[list]).contains(&"chester-zoo"), "{list}");
    }
    done(&home, &["unhide", "chester-zoo"]);
    assert_novelty(&home, 1.0);
    // The bringing back undone, it is hidden; the hiding undone too, it is not.
    done(&home, &["undo"]);
    assert_eq!(novelty(&home), None);
    done(&home, &["undo"]);
    assert_novelty(&home, 1.0);
}

#[test]
fn a_hidden_place_is_shown_and_said_to_be_hidden() {
    let home = Home::offline();
    done(&home, &["hide", "chester-zoo"]);
    let run = home.run(&["show", "chester-zoo", "--typical"]);
    assert_eq!(run.code, 0);
    assert!(
        run.stderr.contains("hidden by the family"),
        "{}",
        run.stderr
    );
}

#[test]
fn where_only_hidden_places_are_left_that_is_why_there_is_nothing() {
    let header = include_str!("../../data/destinations.csv").lines().next();
    let zoo = include_str!("../../data/destinations.csv")
        .lines()
        .find(|line| line.starts_with("chester-zoo,"));
    let home = Home::offline().with_only_places(&[header.unwrap(), zoo.unwrap(), ""].join("\n"));
    done(&home, &["hide", "chester-zoo"]);
    let run = home.run(&[&["suggest"], &CHESTER[..]].concat());
    run.is_refused(3, &["hidden", "Chester Zoo", "kidtrip unhide"]);
}

#[rstest]
#[case::an_unknown_place(&["visit", "Chestr Zo"], &["Did you mean", "Chester Zoo", "kidtrip visit chester-zoo"])]
#[case::an_unknown_place_to_hide(&["hide", "qqqqqqq"], &["no place is called"])]
#[case::a_day_that_has_not_come(&["visit", "chester-zoo", "--on", "2026-11-28"], &["2026-11-28 has not come yet", "2026-11-27"])]
#[case::no_rating(&["visit", "chester-zoo", "--rating", "6"], &["6 is no rating", "1 (not at all) to 5"])]
#[case::nothing_to_bring_back(&["unhide", "chester-zoo"], &["Chester Zoo is not hidden"])]
#[case::nothing_to_undo(&["undo"], &["nothing that can be undone"])]
#[case::no_such_event(&["undo", "01936a3e-0000-7000-8000-000000000000"], &["there is no event 01936a3e"])]
fn a_rule_refuses_and_nothing_is_recorded(#[case] arguments: &[&str], #[case] words: &[&str]) {
    let home = Home::offline();
    home.run(arguments).is_refused(5, words);
    assert_eq!(lines(&home), Vec::<Value>::new());
}

#[rstest]
#[case::no_single_day(&["visit", "chester-zoo", "--on", "weekend"], &["--on weekend", "yesterday"])]
#[case::no_event(&["undo", "yesterday"], &["not the id of an event"])]
#[case::no_number(&["visit", "chester-zoo", "--rating", "good"], &["good"])]
fn what_is_asked_wrongly_is_said_and_nothing_is_recorded(
    #[case] arguments: &[&str],
    #[case] words: &[&str],
) {
    let home = Home::offline();
    home.run(arguments).is_refused(2, words);
    assert_eq!(lines(&home), Vec::<Value>::new());
}

#[test]
fn of_two_places_of_one_name_it_has_to_be_said_which() {
    let table = include_str!("../../data/destinations.csv");
    let header = table.lines().next().unwrap();
    let zoo = table.lines().find(|line| line.starts_with("chester-zoo,"));
    let other = "other-zoo,Chester Zoo,zoo,M3 4FP,53.4767,-2.2537,,6,,,high,yes,no,yes,yes,yes,no,,,north-west";
    let home = Home::offline().with_only_places(&[header, zoo.unwrap(), other, ""].join("\n"));
    home.run(&["visit", "chester zoo"])
        .is_refused(2, &["Say which", "kidtrip visit other-zoo"]);
    done(&home, &["visit", "other-zoo"]);
    assert_eq!(lines(&home)[0]["stream"], "other-zoo");
}

#[test]
fn to_hide_twice_is_refused() {
    let home = Home::offline();
    done(&home, &["hide", "chester-zoo"]);
    home.run(&["hide", "chester-zoo"])
        .is_refused(5, &["Chester Zoo is hidden already"]);
    assert_eq!(lines(&home).len(), 1);
}

#[test]
fn who_writes_is_who_the_config_says_else_whoever_is_logged_in() {
    let home = Home::offline();
    done(&home, &["hide", "chester-zoo"]);
    let run = Run::of(home.command(&["unhide", "chester-zoo"]).env("USER", "ben"));
    assert_eq!(run.code, 0, "{}", run.stderr);
    let home = home.with_config(b"me = \"Anna\"\n");
    done(
        &home,
        &["visit", "chester-zoo", "--note", "  rain,\n but fun "],
    );
    let lines = lines(&home);
    let actors: Vec<&Value> = lines.iter().map(|line| &line["actor"]).collect();
    let login = std::process::Command::new("id").arg("-un").output();
    let login = login.ok().filter(|output| output.status.success());
    let login = login.map_or_else(
        || "me".to_owned(),
        |output| String::from_utf8(output.stdout).unwrap().trim().to_owned(),
    );
    assert_eq!(actors, [login.as_str(), "ben", "Anna"]);
    assert_eq!(lines[2]["payload"]["note"], "rain, but fun");
    // What others wrote is not for everybody to undo.
    let id = lines[0]["id"].as_str().unwrap();
    home.run(&["undo", id]).is_refused(
        5,
        &[&format!(
            "Anna may not undo the hiding of Chester Zoo of {login}"
        )],
    );
}

#[test]
fn a_place_that_has_left_its_catalogue_can_be_brought_back_by_its_id() {
    let home = Home::offline();
    done(&home, &["hide", "chester-zoo"]);
    let home = home.with_config(b"[catalogue]\nbuilt_in = false\n");
    let said = done(&home, &["unhide", "chester-zoo"]);
    assert!(
        said.starts_with("Recorded: chester-zoo may be suggested again."),
        "{said}"
    );
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let home = Home::offline();
    std::fs::write(home.path("data"), "no folder").unwrap();
    let path = home.path("data").display().to_string();
    home.run(&["visit", "chester-zoo"])
        .is_refused(1, &[&path, "KIDTRIP_DATA_DIR"]);
}

#[cfg(unix)]
#[test]
#[expect(clippy::print_stdout, reason = "a test that does not run must say so")]
fn a_folder_for_reading_only_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::offline();
    let data = home.path("data");
    std::fs::create_dir(&data).unwrap();
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o555)).unwrap();
    if std::fs::write(data.join("trial"), "").is_ok() {
        println!("skipped: whoever runs this may write everywhere");
        return;
    }
    let path = data.display().to_string();
    home.run(&["visit", "chester-zoo"]).is_refused(1, &[&path]);
}

#[test]
fn a_log_that_cannot_be_read_costs_a_warning_and_never_the_suggestion() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake).at(FRIDAY_EVENING);
    std::fs::create_dir(home.path("data")).unwrap();
    std::fs::write(home.path("data").join("events.jsonl"), "my diary\n").unwrap();
    let run = home.run(&["suggest", "--near", "CH2 1LH", "--on", "sat"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("Saturday 28 November 2026"));
    assert_eq!(
        run.stderr.matches("is no event log").count(),
        1,
        "{}",
        run.stderr
    );
    home.run(&["visit", "chester-zoo"])
        .is_refused(1, &["is no event log"]);
    let kept = std::fs::read_to_string(home.path("data").join("events.jsonl")).unwrap();
    assert_eq!(kept, "my diary\n");
}

#[test]
fn a_damaged_line_is_told_once_and_the_others_count() {
    let home = Home::offline();
    done(&home, &["hide", "chester-zoo"]);
    let log = home.path("data").join("events.jsonl");
    let whole = std::fs::read_to_string(&log).unwrap();
    std::fs::write(&log, format!("{{\"id\":\"scribble\n{whole}")).unwrap();
    let run = home.run(&[&["suggest", "--format", "json"], &CHESTER[..]].concat());
    assert_eq!(run.json()["dropped"]["hidden"], 1);
    assert_eq!(
        run.stderr.matches("is damaged").count(),
        1,
        "{}",
        run.stderr
    );
    home.run(&["undo"])
        .is_refused(1, &["nothing is recorded", "line 1"]);
}
