//! A damaged line in the middle of what the family wrote down: reads go on without it, nothing is written down until doctor
//! is asked to move it out of the way, and nothing of it is lost.

use crate::harness::{Home, Run};
use rstest::rstest;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

/// A home with three hidden places, of which the second line has these bytes flipped.
fn damaged(flipped: usize) -> (Home, Vec<Vec<u8>>) {
    let home = Home::offline();
    for place in ["chester-zoo", "delamere-forest", "chester-cathedral"] {
        let run = home.run(&["hide", place]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    let mut lines: Vec<Vec<u8>> = fs::read(log(&home))
        .unwrap()
        .split(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    assert_eq!((lines.len(), lines[3].len()), (4, 0), "three lines");
    lines[1][flipped] ^= 0x01;
    fs::write(log(&home), lines.join(&b'\n')).unwrap();
    (home, lines)
}

fn log(home: &Home) -> PathBuf {
    home.path("data").join("events.jsonl")
}

fn doctor(home: &Home, arguments: &[&str]) -> (i32, Value) {
    let all = [&["doctor", "--offline", "--format", "json"][..], arguments].concat();
    let run = home.run(&all);
    (run.code, run.json())
}

fn check<'a>(document: &'a Value, id: &str) -> [&'a str; 3] {
    let checks = document["checks"].as_array().unwrap();
    let found = checks.iter().find(|check| check["id"] == id);
    let found = found.unwrap_or_else(|| panic!("there is no {id} in {document:#}"));
    ["state", "detail", "hint"].map(|field| found[field].as_str().unwrap_or_default())
}

fn hidden(home: &Home) -> (u64, Run) {
    let arguments = [
        "suggest",
        "--near",
        "CH2 1LH",
        "--within",
        "30km",
        "--on",
        "sat",
        "--format",
        "json",
        "--offline",
    ];
    let run = home.run(&arguments);
    (run.json()["dropped"]["hidden"].as_u64().unwrap(), run)
}

#[rstest]
#[case::in_its_id(10)]
#[case::in_the_middle(80)]
fn it_costs_itself_until_doctor_is_asked_to_set_it_aside_and_then_it_is_kept(
    #[case] flipped: usize,
) {
    let (home, lines) = damaged(flipped);
    let before = fs::read(log(&home)).unwrap();

    let (count, run) = hidden(&home);
    assert_eq!(count, 2, "reads go on without it: {}", run.stderr);
    assert!(run.stderr.contains("line 2"), "{}", run.stderr);

    home.run(&["unhide", "chester-zoo"]).is_refused(
        1,
        &[
            "nothing is recorded",
            "line 2",
            "kidtrip doctor --set-aside",
        ],
    );
    let (code, document) = doctor(&home, &[]);
    let [state, detail, hint] = check(&document, "events");
    assert_eq!((code, state), (1, "problem"));
    assert!(detail.contains("line 2 is damaged"), "{detail}");
    assert!(hint.contains("kidtrip doctor --set-aside"), "{hint}");
    assert_eq!(
        fs::read(log(&home)).unwrap(),
        before,
        "looking changes nothing"
    );

    let (code, document) = doctor(&home, &["--set-aside"]);
    assert_eq!(code, 0, "{document:#}");
    let [state, detail, hint] = check(&document, "events.set_aside");
    assert_eq!(state, "ok");
    assert!(hint.contains("keep that file"), "{hint}");
    assert!(detail.contains("line 2 is damaged"), "{detail}");
    assert_eq!(check(&document, "events")[0], "ok");
    let aside = home
        .path("data")
        .join("events.jsonl.damaged-20261127T180000Z");
    assert!(detail.contains(&aside.display().to_string()), "{detail}");
    let kept = [&lines[1][..], b"\n"].concat();
    assert_eq!(fs::read(&aside).unwrap(), kept, "byte for byte");
    let left = [&lines[0][..], b"\n", &lines[2], b"\n"].concat();
    assert_eq!(
        fs::read(log(&home)).unwrap(),
        left,
        "the others as they were"
    );

    let run = home.run(&["unhide", "chester-zoo"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let (count, run) = hidden(&home);
    assert_eq!(count, 1);
    assert!(!run.stderr.contains("damaged"), "{}", run.stderr);
}

#[test]
fn where_nothing_is_damaged_nothing_is_moved() {
    for home in [Home::offline(), {
        let home = Home::offline();
        home.run(&["hide", "chester-zoo"]);
        home
    }] {
        let before = fs::read(log(&home)).ok();
        let (code, document) = doctor(&home, &["--set-aside"]);
        assert_eq!(code, 0, "{document:#}");
        assert_eq!(check(&document, "events")[0], "ok");
        assert_eq!(fs::read(log(&home)).ok(), before);
        let data = home.path("data");
        let aside = fs::read_dir(data).into_iter().flatten().filter(|entry| {
            let name = entry.as_ref().unwrap().file_name();
            name.to_string_lossy().contains("damaged")
        });
        assert_eq!(aside.count(), 0);
    }
}

#[test]
fn what_is_no_log_is_left_alone() {
    let home = Home::offline();
    fs::create_dir_all(home.path("data")).unwrap();
    fs::write(log(&home), "my diary\n").unwrap();
    let (code, document) = doctor(&home, &["--set-aside"]);
    let [state, detail, _] = check(&document, "events");
    assert_eq!((code, state), (1, "problem"));
    assert!(detail.contains("is no event log"), "{detail}");
    assert_eq!(fs::read(log(&home)).unwrap(), b"my diary\n");
}
