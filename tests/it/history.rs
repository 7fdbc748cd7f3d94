//! `history` and `log` from the shell: what was written down is told, what was undone too where it is asked for.

use crate::harness::{Home, assert_valid, each};
use rstest::rstest;
use serde_json::{Value, json};

/// Returns a home in which three visits are written down, one of them undone, and a place is hidden.
fn home() -> Home {
    let home = Home::offline().with_config(b"me = \"Anna\"\n");
    let written: [&[&str]; 6] = [
        &[
            "visit",
            "chester-zoo",
            "--on",
            "2026-05-01",
            "--rating",
            "5",
            "--note",
            "go early",
        ],
        &[
            "visit",
            "tatton-park",
            "--on",
            "2026-08-01",
            "--rating",
            "2",
        ],
        &["visit", "science-and-industry-museum"],
        &["undo"],
        &["visit", "chester-zoo", "--on", "2026-10-03"],
        &["hide", "tatton-park"],
    ];
    for arguments in written {
        let run = home.run(arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    home
}

#[test]
fn the_history_has_the_latest_visit_first_and_what_was_loved_most() {
    let run = home().run(&["history", "--format", "json"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let document = run.json();
    assert_valid(&document, include_str!("../../docs/history.schema.json"));
    let visits = &document["visits"];
    assert_eq!(
        each(visits, "/day"),
        ["2026-10-03", "2026-08-01", "2026-05-01"]
    );
    assert_eq!(visits[2]["note"], "go early");
    assert_eq!(visits[2]["by"], "Anna");
    assert_eq!(visits[0]["rating"], Value::Null);
    let loved = &document["most_loved"];
    assert_eq!(each(loved, "/place"), ["chester-zoo", "tatton-park"]);
    assert_eq!(loved[0]["visits"], 2);
    assert_eq!(loved[0]["last_visit"], "2026-10-03");
    assert_eq!(document["hidden"], json!(["tatton-park"]));
    assert_eq!(
        document["counts"],
        json!({"visits": 3, "places": 2, "hidden": 1})
    );
}

#[test]
fn the_history_is_a_page_too() {
    let page = home().run(&["history"]).stdout;
    let lines: Vec<&str> = page.lines().collect();
    assert!(lines[0].starts_with("day"), "{page}");
    assert!(
        lines[1].starts_with("Sat 3 Oct 2026  Chester Zoo"),
        "{page}"
    );
    assert!(lines[3].ends_with("5  go early"), "{page}");
    assert!(
        page.contains("Most loved: Chester Zoo (5.0 of 5, 2 visits), Tatton Park (2.0"),
        "{page}"
    );
    assert!(
        page.ends_with("3 visits to 2 places · 1 hidden\n"),
        "{page}"
    );
}

#[test]
fn without_a_visit_the_history_says_how_to_write_one_down() {
    let home = Home::offline();
    let run = home.run(&["history"]);
    assert_eq!(run.code, 0);
    assert!(run.stdout.contains("kidtrip visit PLACE"), "{}", run.stdout);
    assert!(!home.path("data").exists(), "to look changes nothing");
    assert_eq!(home.run(&["log"]).stdout, "Nothing is written down yet.\n");
}

/// Returns the types of the events that `log` lists.
fn types(home: &Home, arguments: &[&str]) -> Vec<String> {
    let run = home.run(&[&["log", "--format", "ndjson"], arguments].concat());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    run.stdout
        .lines()
        .map(|line| {
            let event: Value = serde_json::from_str(line).unwrap();
            event["type"].as_str().unwrap().to_owned()
        })
        .collect()
}

const VISIT: &str = "VisitRecorded";
const HIDDEN: &str = "DestinationHidden";
const UNDONE: &str = "EventUndone";

#[rstest]
#[case::everything(&[], &[VISIT, VISIT, VISIT, UNDONE, VISIT, HIDDEN])]
#[case::of_a_place_by_its_id(&["--place", "tatton-park"], &[VISIT, HIDDEN])]
#[case::of_a_place_by_its_name(&["--place", "chester ZOO"], &[VISIT, VISIT])]
#[case::an_undoing_is_about_the_place(&["--place", "science-and-industry-museum"], &[VISIT, UNDONE])]
#[case::of_a_type_in_any_case(&["--type", "destinationhidden,EventUndone"], &[UNDONE, HIDDEN])]
#[case::by_anna(&["--by", "Anna", "--type", "EventUndone"], &[UNDONE])]
#[case::by_nobody(&["--by", "anna"], &[])]
#[case::since_today(&["--since", "today", "--type", "EventUndone"], &[UNDONE])]
#[case::since_a_day_to_come(&["--since", "2026-11-28"], &[])]
fn the_log_lists_what_is_asked_for(#[case] arguments: &[&str], #[case] expected: &[&str]) {
    assert_eq!(types(&home(), arguments), expected);
}

#[test]
fn the_log_has_every_event_as_it_is_kept_and_what_undid_it() {
    let home = home();
    let kept = std::fs::read_to_string(home.path("data").join("events.jsonl")).unwrap();
    assert_eq!(
        home.run(&["log", "list", "--format", "ndjson"]).stdout,
        kept
    );
    let document = home.run(&["log", "--format", "json"]).json();
    assert_eq!(document["schema"], "kidtrip.log/1");
    assert_eq!(document["all"], 6);
    let events = &document["events"];
    assert_eq!(events[2]["undone_by"], events[3]["event"]["id"]);
    assert_eq!(events[0]["undone_by"], Value::Null);
    assert_eq!(events[0]["event"]["payload"]["note"], "go early");
    let id = events[4]["event"]["id"].as_str().unwrap();
    let page = home.run(&["log", "--place", "chester-zoo"]).stdout;
    assert!(
        page.contains(id) && page.contains("2 of 6 events"),
        "{page}"
    );
    assert_eq!(home.run(&["undo", id]).code, 0, "as the page has it");
}

#[test]
fn a_place_of_which_nothing_is_written_down_is_said_to_be_none() {
    let run = home().run(&["log", "--place", "chester-zo", "--format", "ndjson"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
    assert!(run.stderr.contains("\"chester-zo\""), "{}", run.stderr);
}

#[rstest]
#[case::no_type(&["log", "--type", "Visited"], &["--type Visited", "VisitRecorded"])]
#[case::no_day(&["log", "--since", "half-term"], &["--since half-term"])]
fn what_is_asked_wrongly_is_said(#[case] arguments: &[&str], #[case] words: &[&str]) {
    home().run(arguments).is_refused(2, words);
}

#[test]
fn an_event_of_a_newer_release_is_listed_as_it_is_kept() {
    let home = Home::offline();
    let fixture = include_str!("../fixtures/events/v1.jsonl");
    std::fs::create_dir(home.path("data")).unwrap();
    std::fs::write(home.path("data").join("events.jsonl"), fixture).unwrap();
    let run = home.run(&["log", "--format", "ndjson"]);
    let (mut listed, mut kept): (Vec<&str>, Vec<&str>) =
        (run.stdout.lines().collect(), fixture.lines().collect());
    listed.sort_unstable();
    kept.sort_unstable();
    assert_eq!(listed, kept);
    assert_eq!(home.run(&["history"]).code, 0);
}

#[test]
fn a_log_that_cannot_be_read_is_a_failure_that_names_it() {
    let home = Home::offline();
    std::fs::create_dir(home.path("data")).unwrap();
    std::fs::write(home.path("data").join("events.jsonl"), "my diary\n").unwrap();
    for command in ["history", "log"] {
        home.run(&[command])
            .is_refused(1, &["events.jsonl", "no event log"]);
    }
}
