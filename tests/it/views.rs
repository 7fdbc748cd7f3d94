//! What the events amount to, from the shell: the story of one place, a place as it was, the year's calendar, and where
//! nobody has been yet.

use crate::harness::{Home, assert_valid, each, ids};
use rstest::rstest;
use serde_json::{Value, json};
use std::fs;

fn home() -> Home {
    Home::offline().with_config(b"me = \"anna\"\nnear = \"M20 2RN\"\n")
}

fn done(home: &Home, arguments: &[&str]) -> String {
    let run = home.run(arguments);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{arguments:?}");
    run.stdout
}

fn story(home: &Home, place: &str) -> Value {
    let run = home.run(&["show", place, "--history", "--format", "json"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let document = run.json();
    assert_valid(&document, include_str!("../../docs/story.schema.json"));
    document
}

#[test]
fn the_story_of_a_place_tells_who_did_what_and_what_was_before() {
    let home = home();
    done(
        &home,
        &["amend", "Tatton Park", "price=free", "booking=yes"],
    );
    done(
        &home,
        &["visit", "tatton-park", "--rating", "4", "--note", "muddy"],
    );
    done(&home, &["hide", "tatton-park"]);
    done(&home, &["undo"]);
    let story = story(&home, "Tatton Park");
    assert_eq!(story["name"], "Tatton Park");
    let types = [
        "DestinationAmended",
        "VisitRecorded",
        "DestinationHidden",
        "EventUndone",
    ];
    assert_eq!(each(&story["events"], "/type"), types);
    let facts = &story["events"][0]["facts"];
    assert_eq!(
        *facts,
        json!(["price: unknown -> free", "booking: no -> yes"])
    );
    assert_eq!(story["events"][1]["facts"], json!(["muddy"]));
    assert!(story["events"][2]["undone_by"].is_string());
    let page = done(&home, &["show", "tatton-park", "--history"]);
    for words in [
        "Tatton Park (tatton-park)",
        "anna         amended: 2 facts",
        "price: unknown -> free",
        "visited on Friday 27 November 2026, 4 of 5",
        "hidden (undone since)",
        "4 events",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[test]
fn the_story_of_what_no_catalogue_has_any_more_is_told_too() {
    let home = home();
    let den = ["propose", "Den", "--at", "999,0", "--kind", "playground"];
    home.run(&den).is_refused(5, &["latitude 999"]);
    done(&home, &["reject", "den", "--because", "nowhere"]);
    let story = story(&home, "den");
    let expected = [
        "DestinationProposed",
        "LocationRejected",
        "DestinationRejected",
    ];
    assert_eq!(each(&story["events"], "/type"), expected);
    assert_eq!(story["events"][2]["what"], "rejected: nowhere");
}

#[test]
fn a_place_of_which_nothing_is_written_down_has_no_story_and_an_unknown_one_is_refused() {
    let home = home();
    assert_eq!(story(&home, "chester-zoo")["events"], json!([]));
    let page = done(&home, &["show", "chester-zoo", "--history"]);
    assert!(page.contains("Nothing is written down of it."), "{page}");
    home.run(&["show", "qqqqqqq", "--history"])
        .is_refused(2, &["no place is called"]);
}

#[test]
fn what_two_wrote_apart_shows_which_word_counts() {
    let anna = home();
    done(&anna, &["editor", "approve", "ben"]);
    done(&anna, &["visit", "tatton-park", "--rating", "4"]);
    let ben = Home::offline()
        .with_config(b"me = \"ben\"\n")
        .at("2026-11-27T19:00:00+00:00[Europe/London]");
    fs::create_dir_all(ben.path("data")).unwrap();
    let log = |home: &Home| home.path("data").join("events.jsonl");
    fs::copy(log(&anna), log(&ben)).unwrap();
    done(&anna, &["amend", "tatton-park", "price=free"]);
    done(&ben, &["amend", "tatton-park", "price=high"]);
    let from = ben.path("data").display().to_string();
    done(&anna, &["log", "merge", &from]);
    let story = story(&anna, "tatton-park");
    let last = story["events"].as_array().unwrap().last().unwrap();
    assert_eq!(last["by"], "ben");
    assert_eq!(each(&last["passed_over"], "/fact"), ["price"]);
    assert_eq!(last["passed_over"][0]["by"], "anna");
    let page = done(&anna, &["show", "tatton-park", "--history"]);
    let words = "passes over price free, which anna wrote apart";
    assert!(page.contains(words), "{page}");
}

/// Returns a home whose owner wrote something down on each of three days in November.
fn over_three_days() -> Home {
    let home = home().at("2026-11-10T12:00:00+00:00[Europe/London]");
    let den = [
        "propose",
        "Den",
        "--at",
        "M20 2RN",
        "--kind",
        "playground",
        "price=low",
    ];
    done(&home, &den);
    let home = home.at("2026-11-15T12:00:00+00:00[Europe/London]");
    done(&home, &["amend", "den", "price=high"]);
    done(&home, &["amend", "tatton-park", "price=free"]);
    let home = home.at("2026-11-20T12:00:00+00:00[Europe/London]");
    done(&home, &["retire", "den"]);
    home
}

#[rstest]
#[case::before_it_was_amended("den", "2026-11-12", "low")]
#[case::on_the_day_it_was("den", "2026-11-15", "high")]
#[case::before_it_was_retired("den", "2026-11-19", "high")]
#[case::a_listed_place("tatton-park", "2026-11-16", "free")]
fn a_place_is_shown_as_it_was_known(#[case] place: &str, #[case] day: &str, #[case] price: &str) {
    let home = over_three_days();
    let run = home.run(&["show", place, "--as-of", day, "--format", "json"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let document = run.json();
    assert_valid(&document, include_str!("../../docs/show.schema.json"));
    assert_eq!(
        (&document["as_of"], &document["price"]),
        (&json!(day), &json!(price))
    );
    assert_eq!(document["days"], json!([]));
    let page = done(&home, &["show", place, "--as-of", day]);
    assert!(page.contains("AS IT WAS KNOWN at the end of "), "{page}");
    assert!(!page.contains("How far"), "{page}");
}

#[rstest]
#[case::before_it_was_proposed("den", "2026-11-09", "as of 2026-11-09: ")]
#[case::once_it_was_retired("den", "today", "as of 2026-11-20")]
#[case::a_day_to_come("tatton-park", "2027-01-01", "is yet to come")]
#[case::no_day("tatton-park", "lately", "not a day")]
fn what_was_not_known_then_is_not_shown(#[case] place: &str, #[case] day: &str, #[case] why: &str) {
    let home = over_three_days();
    home.run(&["show", place, "--as-of", day])
        .is_refused(2, &[why]);
}

#[test]
fn as_of_before_it_was_amended_a_listed_place_is_the_catalogues() {
    let home = over_three_days();
    let run = home.run(&[
        "show",
        "tatton-park",
        "--as-of",
        "2026-11-14",
        "--format",
        "json",
    ]);
    assert_eq!(run.json()["price"], Value::Null);
}

#[test]
fn the_calendar_of_a_year_marks_the_days_out() {
    let home = home();
    done(
        &home,
        &[
            "visit",
            "chester-zoo",
            "--on",
            "2026-05-01",
            "--rating",
            "5",
        ],
    );
    done(&home, &["visit", "tatton-park", "--on", "2026-05-01"]);
    done(&home, &["visit", "tatton-park", "--on", "2025-08-09"]);
    let page = done(&home, &["history", "--calendar"]);
    assert!(page.starts_with("2026\n"), "{page}");
    assert_eq!(page.matches('*').count(), 2, "a day and the legend: {page}");
    assert!(
        page.contains("Fri 1 May: Chester Zoo (5 of 5), Tatton Park"),
        "{page}"
    );
    assert!(page.contains("2 visits on 1 day"), "{page}");
    assert!(
        page.lines().all(|line| line.chars().count() <= 80),
        "{page}"
    );
    let run = home.run(&["history", "--calendar", "2025", "--format", "json"]);
    let document = run.json();
    assert_valid(&document, include_str!("../../docs/history.schema.json"));
    assert_eq!(
        document["calendar"],
        json!({"year": 2025, "days": [{"day": "2025-08-09", "places": ["tatton-park"]}]})
    );
    home.run(&["history", "--calendar", "0"])
        .is_refused(2, &["0"]);
}

#[test]
fn where_nobody_has_been_is_listed_nearest_first() {
    let home = home();
    let ids_of = |home: &Home| -> Vec<String> {
        let run = home.run(&["history", "--never-been", "--top", "3", "--format", "json"]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        let document = run.json();
        assert_valid(&document, include_str!("../../docs/history.schema.json"));
        each(&document["never_been"], "/place")
            .into_iter()
            .map(|id| id.as_str().unwrap().to_owned())
            .collect()
    };
    let before = ids_of(&home);
    assert_eq!(before.len(), 3);
    done(&home, &["visit", &before[0]]);
    done(&home, &["hide", &before[1]]);
    let after = ids_of(&home);
    assert_eq!(after.len(), 3);
    assert_eq!(after[0], before[2]);
    let page = done(&home, &["history", "--never-been"]);
    assert!(page.starts_with("Never been within "), "{page}");
    home.run(&[
        "history",
        "--never-been",
        "--within",
        "1km",
        "--near",
        "58.6,-5.0",
    ])
    .is_refused(3, &["never been"]);
    let nowhere = Home::offline();
    nowhere
        .run(&["history", "--never-been"])
        .is_refused(2, &["where do you start?"]);
}

#[test]
fn each_decision_is_taken_back_by_undo() {
    let home = home();
    let is_suggested = |home: &Home| {
        let asked = [
            "--on",
            "sat",
            "--typical",
            "--top",
            "1000",
            "--within",
            "10km",
        ];
        ids(&home.suggest(&asked)["results"]).contains(&"den")
    };
    let den = ["propose", "Den", "--at", "M20 2RN", "--kind", "playground"];
    done(&home, &den);
    assert!(is_suggested(&home));
    for decision in [
        &["retire", "den", "--because", "closed for good"][..],
        &["hide", "den"],
    ] {
        done(&home, decision);
        assert!(!is_suggested(&home), "{decision:?}");
        done(&home, &["undo"]);
        assert!(is_suggested(&home), "{decision:?} undone");
    }
    // A rejection is of what waits: the approval is taken back first.
    let log = home.run(&["log", "--type", "DestinationApproved", "--format", "json"]);
    let approval = log.json()["events"][0]["event"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    done(&home, &["undo", &approval]);
    assert!(!is_suggested(&home), "its approval undone");
    done(&home, &["reject", "den", "--because", "muddy"]);
    assert!(!is_suggested(&home));
    done(&home, &["undo"]);
    done(&home, &["approve", "den"]);
    assert!(is_suggested(&home), "its rejection undone, it is approved");
}
