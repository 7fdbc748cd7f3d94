//! Places of the family's own from the shell: proposed, looked into, approved, amended, retired, and all of it undone.

use crate::harness::{Home, Run, each, ids};
use rstest::rstest;
use serde_json::{Value, json};

const PARK: [&str; 6] = [
    "propose",
    "Fletcher Moss Den",
    "--at",
    "M20 2RN",
    "--kind",
    "playground",
];
const ID: &str = "fletcher-moss-den";

fn done(home: &Home, arguments: &[&str]) -> String {
    by(home, "anna", arguments, 0).stdout
}

/// Runs a command as this person, which must end with this code.
fn by(home: &Home, name: &str, arguments: &[&str], code: i32) -> Run {
    let run = Run::of(home.command(arguments).env("USER", name));
    assert_eq!(run.code, code, "{} {}", run.stdout, run.stderr);
    run
}

fn suggested(home: &Home) -> bool {
    let near = [
        "--near",
        "M20 2RN",
        "--on",
        "sat",
        "--typical",
        "--top",
        "1000",
        "--within",
        "10km",
    ];
    let document = home.suggest(&near);
    ids(&document["results"]).contains(&ID)
}

/// Returns the types of the events that are on record.
fn types(home: &Home) -> Vec<String> {
    let run = home.run(&["log", "--format", "json"]);
    each(&run.json()["events"], "/event/type")
        .into_iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_place_of_ones_own_is_looked_into_approved_and_suggested_at_once() {
    let home = Home::offline();
    assert!(!suggested(&home));
    let said = done(&home, &[&PARK[..], &["price=free", "buggy=yes"]].concat());
    assert_eq!(
        said,
        "Recorded: Fletcher Moss Den (fletcher-moss-den) is suggested from now on. kidtrip undo takes it back.\n"
    );
    assert_eq!(
        types(&home),
        [
            "DestinationProposed",
            "LocationValidated",
            "DestinationApproved"
        ]
    );
    assert!(suggested(&home));
    let shown = home
        .run(&["show", ID, "--typical", "--format", "json"])
        .json();
    assert_eq!(shown["price"], "free");
    assert_eq!(shown["catalogue"], "family");
    done(&home, &["visit", "Fletcher Moss Den", "--rating", "5"]);
    done(&home, &["undo"]);
    done(&home, &["undo"]);
    assert!(!suggested(&home), "its proposal undone");
}

#[rstest]
#[case::beyond_the_pole("999,-2.2", "latitude 999")]
#[case::nowhere("0,0", "missing location")]
#[case::in_the_sea("56.5,1.5", "in the sea")]
#[case::swapped("-2.2314,53.4132", "was 53.4132, -2.2314 meant?")]
#[case::in_an_ocean("35,-40", "no town is within 500 km")]
fn a_location_that_is_none_is_kept_with_why_and_never_suggested(
    #[case] at: &str,
    #[case] why: &str,
) {
    let home = Home::offline();
    let run = by(
        &home,
        "anna",
        &["propose", "Den", "--at", at, "--kind", "playground"],
        5,
    );
    run.is_refused(5, &[why, "kidtrip amend den"]);
    assert_eq!(types(&home), ["DestinationProposed", "LocationRejected"]);
    let review = home.run(&["review", "--format", "json"]).json();
    assert_eq!(review["proposals"][0]["stage"], "location-rejected");
    assert!(
        review["proposals"][0]["reason"]
            .as_str()
            .unwrap()
            .contains(why)
    );
    by(&home, "anna", &["approve", "den"], 5).is_refused(5, &["cannot be approved"]);
    let said = done(&home, &["amend", "den", "at=M20 2RN"]);
    assert!(said.contains("Den is amended"), "{said}");
    assert_eq!(
        home.run(&["show", "den", "--typical"]).code,
        0,
        "approved at once"
    );
}

#[rstest]
#[case::no_name(&["propose", "--at", "M20 2RN", "--kind", "zoo"], 5, "needs a name")]
#[case::no_location(&["propose", "Den", "--kind", "playground"], 5, "needs a location")]
#[case::no_such_kind(&["propose", "Den", "--at", "M20 2RN", "--kind", "playgrond"], 5, "playground")]
#[case::no_such_fact(&["propose", "Den", "--at", "M20 2RN", "--kind", "zoo", "prise=free"], 5, "did you mean price?")]
#[case::an_id_that_is_taken(&["propose", "Chester Zoo", "--at", "CH2 1LH", "--kind", "zoo"], 5, "built-in already")]
#[case::no_pair(&["propose", "Den", "--at", "M20 2RN", "--kind", "zoo", "free"], 2, "price=free")]
#[case::a_town(&["propose", "Den", "--at", "Didsbury", "--kind", "zoo"], 2, "not exact enough")]
#[case::an_unknown_postcode(&["propose", "Den", "--at", "ZZ99 9ZZ", "--kind", "zoo"], 2, "ZZ99 9ZZ")]
#[case::of_no_proposal(&["approve", "chester-zoo"], 5, "was not proposed")]
#[case::of_an_unknown_place(&["retire", "qqqqqqq"], 5, "no place is called")]
fn what_makes_no_sense_is_refused_and_not_recorded(
    #[case] arguments: &[&str],
    #[case] code: i32,
    #[case] why: &str,
) {
    let home = Home::offline();
    by(&home, "anna", arguments, code).is_refused(code, &[why]);
    assert_eq!(types(&home), Vec::<String>::new());
}

#[test]
fn a_place_that_is_listed_already_is_named() {
    let home = Home::offline();
    let again = [
        "propose",
        "Chester Zoo",
        "--id",
        "our-zoo",
        "--at",
        "CH2 1LH",
        "--kind",
        "zoo",
    ];
    by(&home, "anna", &again, 5)
        .is_refused(5, &["it is there already as Chester Zoo (chester-zoo)"]);
}

#[test]
fn what_others_propose_is_for_the_owner_to_allow() {
    let home = Home::offline();
    done(&home, &["hide", "tatton-park"]);
    by(&home, "ben", &PARK, 5).is_refused(5, &["ben may not propose", "anna can approve"]);
    assert_eq!(
        home.run(&["review"]).stdout,
        "No proposal waits for a decision.\n"
    );
    assert_eq!(
        home.run(&["review", "--format", "json"]).json()["proposals"],
        json!([])
    );
}

#[test]
fn a_listed_place_is_amended_and_retired_and_both_can_be_undone() {
    let home = Home::offline();
    let price = |home: &Home| -> Value {
        home.run(&["show", "tatton-park", "--typical", "--format", "json"])
            .json()["price"]
            .clone()
    };
    assert_eq!(price(&home), Value::Null);
    done(&home, &["amend", "Tatton Park", "price=free"]);
    assert_eq!(price(&home), "free");
    by(&home, "anna", &["amend", "tatton-park", "price=free"], 5)
        .is_refused(5, &["nothing of Tatton Park"]);
    done(&home, &["undo"]);
    assert_eq!(price(&home), Value::Null);
    done(&home, &["retire", "tatton-park", "--because", "too far"]);
    home.run(&["show", "tatton-park"])
        .is_refused(2, &["Tatton Park was retired"]);
    let near = [
        "--near",
        "WA16 6QN",
        "--on",
        "sat",
        "--typical",
        "--top",
        "1000",
    ];
    assert!(!ids(&home.suggest(&near)["results"]).contains(&"tatton-park"));
    done(&home, &["undo"]);
    assert!(ids(&home.suggest(&near)["results"]).contains(&"tatton-park"));
}

#[test]
fn a_place_that_waits_already_is_no_other_place_under_another_id() {
    let home = Home::offline();
    assert_eq!(home.run(&["editor", "approve", "ben"]).code, 0);
    let home = home.with_config(b"me = \"ben\"\n");
    let den = [
        "propose",
        "Ben's Den",
        "--at",
        "M20 2RN",
        "--kind",
        "playground",
    ];
    assert_eq!(home.run(&den).code, 0);
    let again = home.run(&[&den[..], &["--id", "another-den"]].concat());
    again.is_refused(5, &["it is proposed already as bens-den"]);
    let renamed = [
        "propose",
        "The Den",
        "--at",
        "M20 2RN",
        "--kind",
        "playground",
    ];
    home.run(&renamed)
        .is_refused(5, &["it is proposed already as bens-den"]);
    let other_kind = [
        "propose",
        "Ben's Garden",
        "--at",
        "M20 2RN",
        "--kind",
        "garden",
    ];
    assert_eq!(home.run(&other_kind).code, 0);
}

#[test]
fn what_a_run_left_that_was_ended_is_looked_into_by_the_next() {
    let home = Home::offline();
    let den = [
        "propose",
        "Our Den",
        "--at",
        "M20 2RN",
        "--kind",
        "playground",
    ];
    assert_eq!(home.run(&den).code, 0);
    end_behind_the_first_event(&home);
    home.run(&den).is_refused(5, &["already"]);
    let review = home.run(&["review"]);
    assert!(
        !review.stdout.contains("not looked into"),
        "{}",
        review.stdout
    );
    let listed = home.run(&["places", "Our Den"]);
    assert!(listed.stdout.contains("Our Den"), "{}", listed.stdout);
}

#[rstest]
#[case::of_another_town("postcode=BS1 4DJ", "220 km from its postcode BS1 4DJ")]
#[case::of_another_country("postcode=DE:10115", "km from its postcode DE:10115")]
#[case::of_no_country("postcode=NONSENSE", "NONSENSE is no postcode that is known")]
#[case::a_region_far_off(
    "region=scotland",
    "km from the nearest known place of the region scotland"
)]
fn what_is_said_of_a_place_must_lie_on_its_side(#[case] fact: &str, #[case] why: &str) {
    let home = Home::offline();
    let propose = [
        "propose",
        "Den",
        "--at",
        "53.4132,-2.2314",
        "--kind",
        "playground",
    ];
    by(&home, "anna", &[&propose[..], &[fact]].concat(), 5).is_refused(5, &[why]);
    let (key, _) = fact.split_once('=').unwrap();
    let right = format!(
        "{key}={}",
        if key == "region" {
            "north-west"
        } else {
            "M20 2RN"
        }
    );
    assert!(done(&home, &["amend", "den", &right]).contains("Den is amended"));
    assert_eq!(home.run(&["show", "den", "--typical"]).code, 0);
    // What is true of it is looked into when it is amended too.
    by(&home, "anna", &["amend", "den", fact], 5).is_refused(5, &[why]);
    home.run(&["show", "den", "--typical"])
        .is_refused(2, &["den"]);
}

#[test]
fn a_place_that_is_given_anothers_name_is_looked_into_again() {
    let home = Home::offline();
    let propose = [
        "propose",
        "The Other Zoo",
        "--at",
        "CH2 1LH",
        "--kind",
        "playground",
    ];
    done(&home, &propose);
    by(&home, "anna", &["amend", "the-other-zoo", "kind=zoo"], 5)
        .is_refused(5, &["it is there already as Chester Zoo (chester-zoo)"]);
    home.run(&["show", "the-other-zoo", "--typical"])
        .is_refused(2, &["the-other-zoo"]);
    done(&home, &["undo"]);
    assert_eq!(home.run(&["show", "the-other-zoo", "--typical"]).code, 0);
    // To bring that back brings back what was found of it.
    let undone = home
        .run(&["log", "--type", "EventUndone", "--format", "json"])
        .json();
    let id = undone["events"][0]["event"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let run = by(&home, "anna", &["undo", &id], 0);
    let said = "the-other-zoo is not suggested, for its location is rejected: it is there already";
    assert!(run.stderr.contains(said), "{}", run.stderr);
}

#[test]
fn a_place_that_may_be_in_the_sea_is_doubted() {
    let home = Home::offline();
    let far = [
        "propose",
        "Den",
        "--at",
        "54.55,-0.5",
        "--kind",
        "playground",
    ];
    let run = by(&home, "anna", &far, 0);
    assert!(
        run.stderr
            .contains("within 9 km of 54.55, -0.5: is that a hill, or the sea?"),
        "{}",
        run.stderr
    );
}

/// Runs two commands of which both have looked before either may record.
#[cfg(target_os = "linux")]
fn at_once(home: &Home, commands: [&[&str]; 2]) -> Vec<(i32, String)> {
    use std::fs::{self, File};
    use std::process::Stdio;
    let lock = home.path("data").join("events.lock");
    let held = File::open(&lock).unwrap();
    held.lock().unwrap();
    let runs = commands.map(|arguments| {
        let mut process = home.process(arguments);
        process
            .env("USER", "anna")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        process.spawn().unwrap()
    });
    for run in &runs {
        let files = format!("/proc/{}/fd", run.id());
        let waits = || {
            let open = fs::read_dir(&files).into_iter().flatten().flatten();
            open.filter_map(|file| fs::read_link(file.path()).ok())
                .any(|file| file.ends_with("events.lock"))
        };
        while !waits() {
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
    }
    held.unlock().unwrap();
    let ended = runs.map(|run| run.wait_with_output().unwrap());
    let ended = ended.into_iter().map(|output| {
        let said = String::from_utf8(output.stderr).unwrap();
        (output.status.code().unwrap(), said)
    });
    ended.collect()
}

#[cfg(target_os = "linux")]
#[rstest]
#[case::amended_by_both(["amend", "tatton-park", "price=free"], ["amend", "tatton-park", "price=high"])]
#[case::amended_and_retired(["amend", "tatton-park", "price=free"], ["retire", "tatton-park", "--because=far"])]
fn of_two_who_decide_at_once_one_is_told_to_look_again(
    #[case] one: [&str; 3],
    #[case] other: [&str; 3],
) {
    let home = Home::offline();
    done(&home, &["hide", "chester-zoo"]);
    let mut ended = at_once(&home, [&one, &other]);
    ended.sort();
    assert_eq!(ended[0], (0, String::new()));
    assert_eq!(ended[1].0, 5, "{}", ended[1].1);
    assert!(
        ended[1]
            .1
            .contains("somebody else has just recorded something of tatton-park: look at it"),
        "{}",
        ended[1].1
    );
    assert_eq!(types(&home).len(), 2);
}

#[cfg(target_os = "linux")]
#[test]
fn visits_at_once_are_both_recorded() {
    let home = Home::offline();
    done(&home, &["hide", "chester-zoo"]);
    let ended = at_once(
        &home,
        [&["visit", "tatton-park"], &["visit", "tatton-park"]],
    );
    assert_eq!(ended, [(0, String::new()), (0, String::new())]);
    assert_eq!(types(&home).len(), 3);
}

/// Leaves the log as a run does that is ended right behind its own event.
fn end_behind_the_first_event(home: &Home) {
    let log = home.path("data").join("events.jsonl");
    let text = std::fs::read_to_string(&log).unwrap();
    let (first, _) = text.split_once('\n').unwrap();
    std::fs::write(&log, format!("{first}\n")).unwrap();
    std::fs::remove_dir_all(home.path("data").join("subscribers")).unwrap();
}

#[rstest]
#[case::a_visit(&["visit", "tatton-park"])]
#[case::a_decision(&["amend", "tatton-park", "price=free"])]
#[case::a_look_at_what_waits(&["review"])]
fn what_a_run_left_is_looked_into_by_whoever_comes(#[case] next: &[&str]) {
    let home = Home::offline();
    done(&home, &PARK);
    end_behind_the_first_event(&home);
    let run = home.run(&["places", "--format", "json"]);
    let said = "fletcher-moss-den has not been looked into yet, and is not suggested";
    assert!(
        run.stderr.contains(said),
        "reading records nothing: {}",
        run.stderr
    );
    assert_eq!(types(&home).len(), 1);
    done(&home, next);
    assert!(suggested(&home));
    assert_eq!(
        types(&home)[1..3],
        ["LocationValidated", "DestinationApproved"]
    );
}

/// Returns the ids that are suggested around a postcode, whoever asks.
fn suggested_at(home: &Home, near: &str) -> Vec<String> {
    let asked = [
        "--on",
        "sat",
        "--typical",
        "--top",
        "1000",
        "--within",
        "5km",
    ];
    let suggest = ["suggest", "--format", "json", "--near", near];
    let document = home.run(&[&suggest[..], &asked].concat()).json();
    let ids = ids(&document["results"]).into_iter();
    ids.map(str::to_owned).collect()
}

fn copied(home: &Home) -> Home {
    let copy = Home::offline().at("2026-11-27T19:00:00+00:00[Europe/London]");
    std::fs::create_dir_all(copy.path("data")).unwrap();
    let log = |home: &Home| home.path("data").join("events.jsonl");
    std::fs::copy(log(home), log(&copy)).unwrap();
    copy
}

fn merge(into: &Home, from: &Home) -> String {
    let from = from.path("data").display().to_string();
    done(into, &["log", "merge", &from])
}

#[test]
fn a_retired_place_does_not_come_back_by_a_proposal_that_waits() {
    let home = Home::offline();
    done(&home, &["editor", "approve", "ben"]);
    let ben = copied(&home).with_config(b"[catalogue]\nbuilt_in = false\n");
    done(&home, &["retire", "tatton-park"]);
    let again = [
        "propose",
        "Tatton Park",
        "--at",
        "WA16 6QN",
        "--kind",
        "stately-home",
    ];
    by(&ben, "ben", &again, 0);
    merge(&home, &ben);
    let is_there = |home: &Home| suggested_at(home, "WA16 6QN").contains(&"tatton-park".to_owned());
    assert!(!is_there(&home), "it waits");
    assert!(home.run(&["review"]).stdout.contains("Tatton Park"));
    done(&home, &["reject", "tatton-park"]);
    assert!(!is_there(&home), "it is rejected");
    done(&home, &["undo"]);
    done(&home, &["approve", "tatton-park"]);
    assert!(is_there(&home), "it is the family's own by now");
}

#[test]
fn an_approval_is_not_of_what_another_proposed_under_that_id() {
    let home = Home::offline();
    done(&home, &["editor", "approve", "ben"]);
    let ben = copied(&home);
    let den = |at: &'static str, kind: &'static str| ["propose", "Den", "--at", at, "--kind", kind];
    done(&home, &den("M20 2RN", "playground"));
    by(&ben, "ben", &den("CH2 1LH", "park"), 0);
    merge(&home, &ben);
    assert!(!suggested_at(&home, "CH2 1LH").contains(&"den".to_owned()));
    assert!(!suggested_at(&home, "M20 2RN").contains(&"den".to_owned()));
    assert!(
        home.run(&["review"]).stdout.contains("Den"),
        "it waits again"
    );
    done(&home, &["approve", "den"]);
    assert!(suggested_at(&home, "CH2 1LH").contains(&"den".to_owned()));
}

#[rstest]
#[case::of_another_name(&["name=Chester Zoo", "kind=zoo", "at=CH2 1LH"], "it is there already as Chester Zoo")]
#[case::in_another_region(&["region=scotland"], "of the region scotland")]
#[case::in_the_sea(&["at=53.9,-4.5"], "is in the sea")]
fn what_a_listed_place_is_amended_to_is_looked_into_too(#[case] facts: &[&str], #[case] why: &str) {
    let home = Home::offline();
    let shown = |home: &Home| {
        let document = home
            .run(&["show", "tatton-park", "--typical", "--format", "json"])
            .json();
        ["name", "category", "lat", "region"].map(|key| document[key].clone())
    };
    let before = shown(&home);
    let run = by(
        &home,
        "anna",
        &[&["amend", "tatton-park"], facts].concat(),
        5,
    );
    run.is_refused(5, &[why, "what was known of it before counts"]);
    assert_eq!(shown(&home), before);
    done(
        &home,
        &[
            "amend",
            "tatton-park",
            "name=Tatton",
            "region=north-west",
            "at=WA16 6QN",
            "kind=stately-home",
        ],
    );
    assert_eq!(shown(&home)[0], "Tatton");
}

#[rstest]
#[case(&["visit", "chester-zoo"])]
#[case(&["hide", "chester-zoo"])]
#[case(&["amend", "tatton-park", "price=free"])]
#[case(&["retire", "tatton-park"])]
#[case(&["propose", "Den", "--at", "M20 2RN", "--kind", "playground"])]
#[case(&["undo"])]
#[case(&["review"])]
#[case(&["log"])]
#[case(&["history"])]
#[case(&["editor", "approve", "ben"])]
#[case(&["suggest", "--near", "M20 2RN", "--typical"])]
fn a_torn_last_line_is_said_to_be_set_aside_whatever_comes_next(#[case] next: &[&str]) {
    let home = Home::offline();
    done(&home, &["hide", "tatton-park"]);
    done(&home, &["visit", "tatton-park"]);
    let log = home.path("data").join("events.jsonl");
    let text = std::fs::read(&log).unwrap();
    std::fs::write(&log, &text[..text.len() - 20]).unwrap();
    let run = by(&home, "anna", next, 0);
    let said = run
        .stderr
        .matches("was not all there and was moved to")
        .count();
    assert_eq!(said, 1, "{}", run.stderr);
    assert_eq!(by(&home, "anna", &["log"], 0).stderr, "", "and only once");
}

#[cfg(target_os = "linux")]
#[test]
fn of_two_who_undo_at_once_one_is_told_that_it_is_undone() {
    let home = Home::offline();
    done(&home, &["hide", "chester-zoo"]);
    done(&home, &["hide", "tatton-park"]);
    let mut ended = at_once(&home, [&["undo"], &["undo"]]);
    ended.sort();
    assert_eq!(ended[0], (0, String::new()));
    assert!(ended[1].1.contains("is undone already"), "{}", ended[1].1);
    assert_eq!(types(&home).len(), 3);
}

/// Whatever a kill leaves of a proposal, the next run finishes it once.
#[cfg(unix)]
#[test]
fn a_proposal_that_is_killed_at_any_moment_is_whole_or_nothing_to_the_next_run() {
    use std::time::Duration;
    let home = Home::offline();
    done(&home, &["hide", "chester-zoo"]);
    for number in 0..40_u64 {
        let name = format!("Den {number}");
        let kinds = ["playground", "park", "farm", "zoo", "museum", "beach"];
        let at = format!("53.{},-2.2", 400 + 3 * number);
        let kind = kinds[usize::try_from(number).unwrap() % kinds.len()];
        let mut process = home.process(&["propose", &name, "--at", &at, "--kind", kind]);
        process.env("USER", "anna");
        process
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null());
        let mut run = process.spawn().unwrap();
        std::thread::sleep(Duration::from_millis(number * 3 % 60));
        let _ = run.kill();
        run.wait().unwrap();
        done(&home, &["review"]);
        let id = name.to_lowercase().replace(' ', "-");
        let log = home
            .run(&["log", "--place", &id, "--format", "json"])
            .json();
        let types: Vec<&str> = each(&log["events"], "/event/type")
            .into_iter()
            .map(|name| name.as_str().unwrap())
            .collect();
        let whole = [
            "DestinationProposed",
            "LocationValidated",
            "DestinationApproved",
        ];
        assert!(types.is_empty() || types == whole, "{number}: {types:?}");
    }
}
