//! Two parents' logs: exported, imported, merged, followed and rebuilt, from the shell.
//! Whatever the order, both end up seeing the same; whatever is in a file, what was there stays.

use crate::harness::{Home, Run, assert_valid, each};
use rstest::rstest;
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Stdio};

const FIXTURE: &str = include_str!("../fixtures/events/v1.jsonl");

fn home(me: &str) -> Home {
    Home::offline().with_config(format!("me = {me:?}\n").as_bytes())
}

fn done(home: &Home, arguments: &[&str]) -> String {
    let run = home.run(arguments);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{arguments:?}");
    run.stdout
}

fn log(home: &Home) -> PathBuf {
    home.path("data").join("events.jsonl")
}

fn kept(home: &Home) -> Vec<u8> {
    fs::read(log(home)).unwrap_or_default()
}

fn data(home: &Home) -> String {
    home.path("data").display().to_string()
}

fn merge(into: &Home, from: &Home) -> Value {
    let run = into.run(&["log", "merge", &data(from), "--format", "json"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let document = run.json();
    assert_valid(&document, include_str!("../../docs/merge.schema.json"));
    document
}

fn import(home: &Home, content: &[u8]) -> Run {
    let arguments = ["log", "import", "-", "--format", "json"];
    Run::of(home.command(&arguments).write_stdin(content))
}

/// Returns everything that is read from a log.
fn seen(home: &Home) -> Vec<Value> {
    ["history", "places", "review", "log", "editor list"]
        .into_iter()
        .map(|command| {
            let words: Vec<&str> = command.split(' ').collect();
            let run = home.run(&[&words[..], &["--format", "json"]].concat());
            assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{command}");
            let mut document = run.json();
            // Who asks, and when, is not of the log.
            document.as_object_mut().unwrap().remove("me");
            document.as_object_mut().unwrap().remove("generated_at");
            document
        })
        .collect()
}

fn copy(home: &Home, me: &str) -> Home {
    let copy = self::home(me);
    fs::create_dir_all(copy.path("data")).unwrap();
    fs::copy(log(home), log(&copy)).unwrap();
    copy
}

/// Returns Anna's home and Ben's, who had one log and went apart.
fn apart() -> (Home, Home) {
    let anna = home("anna");
    done(&anna, &["visit", "chester-zoo", "--rating", "5"]);
    done(&anna, &["editor", "approve", "ben"]);
    let ben = copy(&anna, "ben").at("2026-11-27T19:00:00+00:00[Europe/London]");
    done(&anna, &["amend", "tatton-park", "price=free", "buggy=yes"]);
    done(&anna, &["hide", "chester-zoo"]);
    done(&ben, &["amend", "tatton-park", "price=high"]);
    done(&ben, &["visit", "chester-zoo", "--on", "2026-11-01"]);
    let den = ["propose", "Den", "--at", "M20 2RN", "--kind", "playground"];
    done(&ben, &den);
    (anna, ben)
}

#[test]
fn two_parents_who_merge_in_any_order_see_the_same() {
    let (anna, ben) = apart();
    let (other_anna, other_ben) = (copy(&anna, "anna"), copy(&ben, "ben"));
    merge(&anna, &ben);
    merge(&ben, &anna);
    merge(&other_ben, &other_anna);
    merge(&other_anna, &other_ben);
    let expected = seen(&anna);
    assert_eq!(each(&expected[0]["visits"], "/by"), ["anna", "ben"]);
    assert_eq!(each(&expected[2]["proposals"], "/id"), ["den"]);
    for home in [&ben, &other_anna, &other_ben] {
        assert_eq!(seen(home), expected);
    }
    let exported = done(&anna, &["log", "export"]);
    assert_eq!(done(&other_ben, &["log", "export"]), exported);
    let before = kept(&anna);
    let again = merge(&anna, &ben);
    assert_eq!(
        (&again["new"], &again["conflicts"]),
        (&json!(0), &json!([]))
    );
    assert_eq!(kept(&anna), before, "to merge again adds nothing");
}

#[test]
fn a_merge_tells_what_is_new_and_what_both_decided_differently() {
    let (anna, ben) = apart();
    let union = merge(&copy(&anna, "anna"), &ben);
    assert_eq!((&union["new"], &union["known"]), (&json!(4), &json!(2)));
    assert_eq!(each(&union["conflicts"], "/fact"), ["price"]);
    let conflict = &union["conflicts"][0];
    assert_eq!(conflict["place"], "tatton-park");
    assert_eq!(conflict["counts"]["value"], "high");
    assert_eq!(conflict["passed_over"]["by"], "anna");
    let said = done(&anna, &["log", "merge", &data(&ben)]);
    assert!(
        said.starts_with("4 events are new; 2 were known already.\n"),
        "{said}"
    );
    assert!(
        said.contains("  Tatton Park: price is high (ben), not free (anna)\n"),
        "{said}"
    );
}

#[test]
fn what_comes_in_is_looked_into_if_nobody_has() {
    let (anna, ben) = (home("anna"), home("ben"));
    done(
        &ben,
        &["propose", "Den", "--at", "M20 2RN", "--kind", "playground"],
    );
    let all = kept(&ben);
    let first = all.split_inclusive(|byte| *byte == b'\n').next().unwrap();
    done(&anna, &["hide", "tatton-park"]);
    let union = import(&anna, first).json();
    assert_eq!((&union["new"], &union["followed"]), (&json!(1), &json!(2)));
    assert!(done(&anna, &["places", "den"]).contains("Den"));
}

#[test]
fn a_merge_tells_who_decides_and_what_is_suggested_from_now_on() {
    let later = "2026-11-27T19:00:00+00:00[Europe/London]";
    let (anna, ben) = (home("anna"), home("ben").at(later));
    done(&anna, &["visit", "chester-zoo"]);
    let den = ["propose", "Den", "--at", "M20 2RN", "--kind", "playground"];
    done(&anna, &den);
    done(&ben, &[&den[..], &["--id", "bens-den"]].concat());
    done(
        &ben,
        &[
            "propose",
            "Pool",
            "--at",
            "M20 2RN",
            "--kind",
            "swimming-pool",
        ],
    );
    let page = done(&anna, &["log", "merge", &data(&ben)]);
    let said = "ben may decide over places and people too: kidtrip editor revoke ben ends that. \
                Suggested from now on: Pool (pool). kidtrip retire ends that. \
                bens-den is the same place as den, which was proposed first and alone is suggested. ";
    assert!(page.replace('\n', " ").ends_with(said), "{page}");
    let document = merge(&ben, &anna);
    assert_eq!(document["deciders"], json!(["anna"]));
    // Both see one of the two, and the same one.
    assert_eq!(
        document["twins"],
        json!([{"place": "bens-den", "same_as": "den"}])
    );
    assert_eq!(document["suggested"], json!([{"id": "den", "name": "Den"}]));
    for home in [&anna, &ben] {
        let places = home.run(&["places", "--catalogue", "family", "--format", "json"]);
        assert_eq!(each(&places.json()["places"], "/id"), ["den", "pool"]);
    }
}

#[test]
fn an_export_is_imported_once_however_often_and_from_anywhere() {
    let (anna, _) = apart();
    let exported = done(&anna, &["log", "export"]);
    assert_eq!(exported.as_bytes(), kept(&anna));
    let file = anna.path("for-ben.jsonl");
    fs::write(&file, &exported).unwrap();
    let ben = home("ben");
    let said = done(&ben, &["log", "import", file.to_str().unwrap()]);
    assert_eq!(said, "4 events are new.\n");
    assert_eq!(kept(&ben), exported.as_bytes());
    let again = import(&ben, exported.as_bytes()).json();
    assert_eq!((&again["new"], &again["known"]), (&json!(0), &json!(4)));
    assert_eq!(again["from"], "standard input");
    assert_eq!(kept(&ben), exported.as_bytes());
    assert_eq!(seen(&ben), seen(&anna));
}

#[test]
fn an_export_can_begin_at_a_day_or_behind_an_event() {
    let (anna, _) = apart();
    let all = done(&anna, &["log", "export"]);
    let lines: Vec<&str> = all.lines().collect();
    let id = |line: &str| -> String {
        let event: Value = serde_json::from_str(line).unwrap();
        event["id"].as_str().unwrap().to_owned()
    };
    let since = done(&anna, &["log", "export", "--since", &id(lines[1])]);
    assert_eq!(since.lines().collect::<Vec<_>>(), lines[2..]);
    assert_eq!(
        done(&anna, &["log", "export", "--since", &id(lines[3])]),
        ""
    );
    assert_eq!(done(&anna, &["log", "export", "--since", "today"]), all);
    assert_eq!(done(&anna, &["log", "export", "--since", "2026-11-28"]), "");
    let listed = done(
        &anna,
        &["log", "--since", &id(lines[2]), "--format", "ndjson"],
    );
    assert_eq!(listed.lines().collect::<Vec<_>>(), lines[3..]);
    let unknown = "01a21e2a-ef60-7000-8000-000000000001";
    anna.run(&["log", "export", "--since", unknown])
        .is_refused(2, &[unknown, "no such event"]);
}

#[test]
fn what_a_newer_release_wrote_goes_round_byte_for_byte() {
    let (anna, ben) = (home("anna"), home("ben"));
    assert_eq!(import(&anna, FIXTURE.as_bytes()).code, 0);
    assert!(FIXTURE.contains("PicnicPacked"));
    assert_eq!(kept(&anna), FIXTURE.as_bytes());
    let exported = done(&anna, &["log", "export"]);
    merge(&ben, &anna);
    assert_eq!(exported, FIXTURE);
    assert_eq!(kept(&ben), FIXTURE.as_bytes());
}

/// Returns the fixture with other contents in its first line, and a checksum that holds.
fn forged() -> String {
    let first = FIXTURE.lines().next().unwrap();
    sealed(&first.replace(r#""actor":"anna""#, r#""actor":"mallory""#))
}

/// Returns a line with the checksum that it must have.
fn sealed(line: &str) -> String {
    let (checked, _) = line.rsplit_once(r#","check":"#).unwrap();
    format!(
        "{checked},\"check\":\"{:08x}\"}}\n",
        crc32fast::hash(checked.as_bytes())
    )
}

#[test]
fn one_id_with_two_contents_is_refused_by_name_and_nothing_is_written() {
    let home = home("anna");
    import(&home, FIXTURE.as_bytes());
    let id = "01a21e2a-ef60-7000-8000-000000000001";
    import(&home, forged().as_bytes()).is_refused(1, &[id, "not the same"]);
    assert_eq!(kept(&home), FIXTURE.as_bytes());
    let empty = self::home("ben");
    for both in [FIXTURE.to_owned() + &forged(), forged() + FIXTURE] {
        import(&empty, both.as_bytes()).is_refused(1, &[id, "standard input"]);
        assert!(kept(&empty).is_empty());
    }
}

fn first() -> &'static str {
    FIXTURE.lines().next().unwrap()
}

fn with(from: &str, to: &str) -> Vec<u8> {
    assert!(first().contains(from));
    (sealed(&first().replacen(from, to, 1)) + &second()).into_bytes()
}

fn second() -> String {
    FIXTURE.lines().nth(1).unwrap().to_owned() + "\n"
}

#[rstest]
#[case::nothing(Vec::new(), 0, 0)]
#[case::blank_lines(b"\n\r\n\n".to_vec(), 0, 0)]
#[case::torn(first().as_bytes()[..200].to_vec(), 0, 1)]
#[case::torn_behind_a_whole_line([second().as_bytes(), &first().as_bytes()[..200]].concat(), 1, 1)]
#[case::without_its_line_break(second().trim_end().as_bytes().to_vec(), 1, 0)]
#[case::other_line_breaks(FIXTURE.replace('\n', "\r\n").into_bytes(), 18, 0)]
#[case::a_flipped_byte(FIXTURE.replacen("anna", "bnna", 1).into_bytes(), 17, 1)]
#[case::ten_megabytes_in_a_line([second().as_bytes(), &vec![b'x'; 10 << 20], b"\n"].concat(), 1, 1)]
#[case::ten_megabytes_of_an_event(with("Tatton", &"T".repeat(10 << 20)), 1, 1)]
#[case::bytes_that_are_no_text([second().as_bytes(), b"\xff\xfe\x00\n"].concat(), 1, 1)]
#[case::nothing_for_an_id(
    with(r#""id":"01a21e2a-ef60-7000-8000-000000000001""#, r#""id":null"#),
    1,
    1
)]
#[case::nothing_for_a_payload(with(r#""payload":{"#, r#""payload":null,"x":{"#), 1, 1)]
#[case::a_number_for_a_name(with(r#""actor":"anna""#, r#""actor":7"#), 1, 1)]
#[case::a_member_twice(with(r#""seq":1"#, r#""seq":1,"seq":2"#), 1, 1)]
#[case::a_stream_without_a_name(with(r#""stream":"tatton-park-farm""#, r#""stream":"""#), 1, 1)]
#[case::nested_without_an_end(with(r#""payload":{"#, &format!(r#""payload":{{"x":{}"#, "[".repeat(10_000))), 1, 1)]
#[case::a_line_of_another_tool([second().as_bytes(), b"{\"check\":\"12345678\"}\n"].concat(), 1, 1)]
fn a_bad_line_costs_itself_and_is_named(
    #[case] content: Vec<u8>,
    #[case] new: usize,
    #[case] left_out: usize,
) {
    let home = home("anna");
    let run = import(&home, &content);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let union = run.json();
    assert_eq!(
        (&union["new"], &union["left_out"]),
        (&json!(new), &json!(left_out))
    );
    assert_eq!(run.stderr.lines().count(), left_out, "{}", run.stderr);
    assert!(run.stderr.len() < 1_000, "no line is repeated");
    assert!(done(&home, &["log", "--format", "ndjson"]).lines().count() >= new);
}

#[rstest]
#[case::a_page_of_the_web("<!DOCTYPE html>\n<title>Log in</title>\n", "no event log")]
#[case::a_diary("Dear diary\n", "no event log")]
#[case::other_json("{\"type\":\"FeatureCollection\",\"features\":[]}\n", "no event log")]
fn what_is_no_log_is_refused_whole(#[case] content: &str, #[case] why: &str) {
    let home = home("anna");
    import(&home, content.as_bytes()).is_refused(1, &["standard input", why, "log export"]);
    assert!(!log(&home).exists());
}

#[test]
fn a_clock_thousands_of_years_ahead_is_refused_by_its_id() {
    let home = home("anna");
    // 2^48 - 1 milliseconds are the year 10889.
    let ahead = "ffffffff-ffff-7fff-bfff-ffffffffffff";
    let line = first().replace("01a21e2a-ef60-7000-8000-000000000001", ahead);
    import(&home, (second() + &sealed(&line)).as_bytes()).is_refused(1, &[ahead, "9999"]);
    assert!(!log(&home).exists());
    done(&home, &["hide", "tatton-park"]);
}

#[test]
fn of_many_damaged_lines_some_are_named_and_the_others_counted() {
    let home = home("anna");
    let content = second() + &"{\"id\":\"\n".repeat(5_000);
    let run = import(&home, content.as_bytes());
    assert_eq!(run.json()["left_out"], 5_000);
    assert_eq!(run.stderr.lines().count(), 11);
    assert!(run.stderr.contains("4,990 more lines"), "{}", run.stderr);
}

#[rstest]
#[case::no_file(&["log", "import", "nowhere.jsonl"], 2, "nowhere.jsonl does not exist")]
#[case::no_folder(&["log", "merge", "nowhere"], 2, "nowhere does not exist")]
#[case::a_folder_without_a_log(&["log", "merge", "."], 2, "events.jsonl does not exist")]
#[case::a_folder_for_a_file(&["log", "import", "."], 2, "kidtrip log merge")]
#[case::a_file_for_a_folder(&["log", "merge", "Cargo.toml"], 2, "kidtrip log import")]
fn what_is_not_there_is_said(#[case] arguments: &[&str], #[case] code: i32, #[case] why: &str) {
    home("anna").run(arguments).is_refused(code, &[why]);
}

#[test]
fn a_log_that_is_damaged_takes_nothing_in() {
    let (anna, ben) = apart();
    let damaged = String::from_utf8(kept(&anna))
        .unwrap()
        .replacen("anna", "bnna", 1);
    fs::write(log(&anna), &damaged).unwrap();
    anna.run(&["log", "merge", &data(&ben)])
        .is_refused(1, &["line 1", "kidtrip doctor"]);
    assert_eq!(kept(&anna), damaged.as_bytes());
}

#[test]
fn what_was_written_down_is_counted() {
    let (anna, ben) = apart();
    merge(&anna, &ben);
    done(&anna, &["undo"]);
    let page = done(&anna, &["log", "statistics"]);
    let bar = |length: usize| "#".repeat(length);
    let expected = format!(
        "9 events, 1 of them undone\n\nBy type\n  \
           DestinationAmended   2  {two}\n  VisitRecorded        2  {two}\n  \
           DestinationProposed  1  {one}\n  EditorApproved       1  {one}\n  \
           EventUndone          1  {one}\n  LocationValidated    1  {one}\n\n\
         By person\n  anna     4  {four}\n  ben      3  {three}\n  kidtrip  1  {eight}\n\n\
         By month\n  2026-11  8  {four}\n",
        one = bar(15),
        two = bar(30),
        three = bar(23),
        four = bar(30),
        eight = bar(8),
    );
    assert_eq!(page, expected);
    let document = anna.run(&["log", "statistics", "--format", "json"]).json();
    assert_valid(&document, include_str!("../../docs/statistics.schema.json"));
    assert_eq!(
        document["by_actor"],
        json!({"anna": 4, "ben": 3, "kidtrip": 1})
    );
    let nothing = done(&home("cleo"), &["log", "statistics"]);
    assert_eq!(nothing, "Nothing is written down yet.\n");
}

#[test]
fn the_log_is_a_table_for_a_spreadsheet_too() {
    let home = home("=1+1");
    done(&home, &["visit", "chester-zoo", "--note", "go early"]);
    done(&home, &["undo"]);
    let csv = done(&home, &["log", "--format", "csv"]);
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(
        lines[0],
        "id,recorded_at,by,type,place,name,what,undone_by,written_apart_from"
    );
    let columns: Vec<&str> = lines[1].split(',').collect();
    assert_eq!(columns[1], "2026-11-27T18:00:00Z");
    assert_eq!(columns[2], "'=1+1");
    assert_eq!(
        columns[3..6],
        ["VisitRecorded", "chester-zoo", "Chester Zoo"]
    );
    assert!(lines[2].starts_with(columns[7]), "what undid it");
    let document = home.run(&["log", "--format", "json"]).json();
    assert_valid(&document, include_str!("../../docs/log.schema.json"));
}

/// Returns a follower that is ended when the test is.
struct Following(Child);

impl Drop for Following {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn following(home: &Home, arguments: &[&str]) -> (Following, impl Iterator<Item = String>) {
    let arguments = [&["log", "follow", "--format", "ndjson"], arguments].concat();
    let mut child = home
        .process(&arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    (Following(child), lines.map(Result::unwrap))
}

fn of_type(line: Option<String>) -> String {
    let event: Value = serde_json::from_str(&line.unwrap()).unwrap();
    event["type"].as_str().unwrap().to_owned()
}

#[test]
fn events_are_printed_as_they_come_also_into_a_log_that_is_replaced() {
    let home = home("anna");
    done(&home, &["hide", "tatton-park"]);
    done(&home, &["visit", "chester-zoo"]);
    let (_child, mut lines) = following(&home, &["--last", "1"]);
    assert_eq!(of_type(lines.next()), "VisitRecorded");
    done(&home, &["unhide", "tatton-park"]);
    assert_eq!(of_type(lines.next()), "DestinationUnhidden");
    // A synced folder puts another file in its place, with events that are older.
    let other = home.path("other.jsonl");
    fs::write(&other, [FIXTURE.as_bytes(), &kept(&home)].concat()).unwrap();
    fs::rename(&other, log(&home)).unwrap();
    let came: Vec<String> = lines.by_ref().take(18).collect();
    assert_eq!(came.join("\n") + "\n", FIXTURE);
    fs::remove_file(log(&home)).unwrap();
    let (ben, _) = apart();
    fs::copy(log(&ben), log(&home)).unwrap();
    let came: Vec<String> = lines
        .by_ref()
        .take(2)
        .map(|line| of_type(Some(line)))
        .collect();
    assert_eq!(came, ["VisitRecorded", "EditorApproved"]);
}

#[cfg(unix)]
#[rstest]
#[case::somebody_presses_ctrl_c("INT")]
#[case::it_is_ended("TERM")]
fn to_stop_following_is_no_failure(#[case] signal: &str) {
    let home = home("anna");
    done(&home, &["hide", "tatton-park"]);
    let (mut child, mut lines) = following(&home, &["--type", "DestinationHidden"]);
    assert_eq!(of_type(lines.next()), "DestinationHidden");
    let id = child.0.id().to_string();
    let killed = std::process::Command::new("kill")
        .args(["-s", signal, &id])
        .status();
    assert!(killed.unwrap().success());
    assert_eq!(child.0.wait().unwrap().code(), Some(0));
}

#[test]
fn a_reader_who_has_gone_is_no_failure() {
    let home = home("anna");
    done(&home, &["hide", "tatton-park"]);
    let (mut child, lines) = following(&home, &[]);
    drop(lines);
    // It is noticed with what comes next.
    while child.0.try_wait().unwrap().is_none() {
        home.run(&["visit", "chester-zoo"]);
    }
    assert_eq!(child.0.wait().unwrap().code(), Some(0));
}

#[test]
fn what_is_made_from_the_log_is_disposable_and_made_again() {
    let home = home("anna");
    let visit = FIXTURE.lines().find(|line| line.contains("VisitRecorded"));
    let id = "01a21e33-2cc0-7000-800";
    let more = (1..=120).map(|number| {
        let line = visit.unwrap().replace(
            id,
            &format!("01a21e4{:x}-2cc0-7{:03x}-800", number % 16, number),
        );
        sealed(&line)
    });
    let all: String = std::iter::once(FIXTURE.to_owned()).chain(more).collect();
    assert_eq!(import(&home, all.as_bytes()).json()["new"], 138);
    let before = seen(&home);
    let snapshot = || {
        let files = fs::read_dir(home.path("cache")).unwrap();
        let mut paths = files.map(|entry| entry.unwrap().path());
        paths.find(|path| path.extension().is_some_and(|ending| ending == "snapshot"))
    };
    let path = snapshot().expect("a log of this length has one");
    fs::write(&path, "not what it was").unwrap();
    let position = home.path("data").join("subscribers").join("validator.json");
    fs::write(&position, "{").unwrap();
    let said = done(&home, &["log", "rebuild"]);
    assert!(
        said.contains("Removed a snapshot of 15 bytes. Made "),
        "{said}"
    );
    assert!(said.contains("validator.json, which was damaged"), "{said}");
    assert!(fs::read(&path).unwrap().len() > 100 && !position.exists());
    assert_eq!(seen(&home), before);
    fs::remove_dir_all(home.path("cache")).unwrap();
    fs::remove_dir_all(home.path("data").join("subscribers")).unwrap();
    assert_eq!(seen(&home), before, "without any of it");
    fs::remove_dir_all(home.path("cache")).unwrap();
    let again = done(&home, &["log", "rebuild"]);
    assert!(again.contains("There was no snapshot. Made "), "{again}");
}

#[test]
fn a_small_log_is_read_as_fast_as_a_snapshot_of_it() {
    let home = home("anna");
    done(&home, &["hide", "tatton-park"]);
    let said = done(&home, &["log", "rebuild"]);
    assert!(said.starts_with("1 event in "), "{said}");
    assert!(said.contains("None is needed"), "{said}");
}
