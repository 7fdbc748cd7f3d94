//! Hooks from the shell: each event in order and at least once, whatever a program does and whoever is killed meanwhile.
//! The programs are shell scripts of the test's own.
#![cfg(unix)]

use crate::harness::{Home, Run, assert_valid, each};
use rstest::rstest;
use serde_json::{Value, json};
use std::fs;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

/// Writes down what a hook is given.
const KEEP: &str = "cat >> \"$(dirname \"$0\")/seen\"\n";

/// Returns a home with this script as the hook for `on`.
fn home(on: &str, script: &str) -> Home {
    let home = Home::offline();
    hooked(&home, &[(on, "hook", script)], "");
    home
}

/// Makes a program of each script, and hooks of them all.
fn hooked(home: &Home, hooks: &[(&str, &str, &str)], more: &str) {
    let mut config = format!("me = \"anna\"\n[hooks]\n{more}");
    for (on, name, script) in hooks {
        let path = home.path(name);
        fs::write(&path, format!("#!/bin/sh\nPATH=/usr/bin:/bin\n{script}")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        config += &format!("{on:?} = [{:?}]\n", path.display().to_string());
    }
    fs::create_dir_all(home.path("config")).unwrap();
    fs::write(home.path("config").join("config.toml"), config).unwrap();
}

fn read(home: &Home, name: &str) -> String {
    fs::read_to_string(home.path(name)).unwrap_or_default()
}

fn log(home: &Home) -> String {
    read(home, "data/events.jsonl")
}

fn done(home: &Home, arguments: &[&str]) -> String {
    let run = home.run(arguments);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{arguments:?}");
    run.stdout
}

fn list(home: &Home) -> Value {
    let document = home.run(&["log", "hooks", "--format", "json"]).json();
    assert_valid(&document, include_str!("../../docs/hooks.schema.json"));
    document
}

#[test]
fn a_hook_is_given_every_event_as_it_is_kept_and_in_order() {
    let home = home("*", KEEP);
    let said = done(&home, &["visit", "chester-zoo"]);
    assert!(said.starts_with("Recorded: Chester Zoo visited"), "{said}");
    done(
        &home,
        &["propose", "Den", "--at", "M20 2RN", "--kind", "playground"],
    );
    done(&home, &["editor", "approve", "ben"]);
    done(&home, &["undo"]);
    home.run(&["propose", "Pole", "--at", "999,0", "--kind", "zoo"])
        .is_refused(5, &["latitude 999"]);
    assert_eq!(read(&home, "seen"), log(&home));
    assert_eq!(
        log(&home).lines().count(),
        8,
        "of a refused one, what it recorded"
    );
    done(&home, &["log"]);
    assert_eq!(read(&home, "seen"), log(&home), "and each once");
}

#[test]
fn a_hook_for_a_type_is_given_no_other_and_what_a_merge_brings_too() {
    let home = home("VisitRecorded", KEEP);
    done(&home, &["hide", "tatton-park"]);
    done(&home, &["visit", "chester-zoo"]);
    let fixture = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/events/v1.jsonl"
    );
    assert_eq!(home.run(&["log", "import", fixture]).code, 0);
    let seen = read(&home, "seen");
    let types = seen.lines().map(|line| {
        let event: Value = serde_json::from_str(line).unwrap();
        event["type"].clone()
    });
    // The last of them is of a newer version.
    assert_eq!(types.collect::<Vec<_>>(), ["VisitRecorded"; 4]);
}

#[test]
fn a_hook_begins_with_what_is_recorded_from_then_on() {
    let home = Home::offline();
    done(&home, &["hide", "tatton-park"]);
    hooked(&home, &[("*", "hook", KEEP)], "");
    assert_eq!(list(&home)["hooks"][0]["waiting"], 0);
    done(&home, &["unhide", "tatton-park"]);
    let log = log(&home);
    assert_eq!(
        read(&home, "seen"),
        log.lines().nth(1).unwrap().to_owned() + "\n"
    );
}

#[test]
fn one_that_fails_fails_no_command_is_tried_again_and_given_up_in_the_end() {
    let home = home(
        "*",
        "test -e \"$(dirname \"$0\")/mended\" || { echo no network >&2; exit 7; }\ncat >> \"$(dirname \"$0\")/seen\"\n",
    );
    for (place, then) in [
        ("chester-zoo", "tries again"),
        ("tatton-park", "tries again"),
    ] {
        let run = home.run(&["visit", place]);
        assert_eq!(run.code, 0);
        assert!(run.stdout.starts_with("Recorded: "));
        assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
        for word in ["hook for *", "code 7: no network", then] {
            assert!(run.stderr.contains(word), "{word}: {}", run.stderr);
        }
    }
    let document = list(&home);
    assert_eq!(document["hooks"][0]["waiting"], 2);
    assert_eq!(each(&document["failures"], "/tries"), [1, 2]);
    // The third time it is passed over, and the next is tried.
    let run = home.run(&["log", "hooks", "--run"]);
    assert!(
        run.stderr
            .contains("3 times for this event, which is passed over")
    );
    assert!(
        run.stdout
            .contains("given up: it ended with code 7: no network"),
        "{}",
        run.stdout
    );
    let document = list(&home);
    assert_eq!(document["hooks"][0]["waiting"], 1);
    assert_eq!(
        each(&document["failures"], "/given_up"),
        [false, false, true, false]
    );
    let events: Vec<String> = log(&home).lines().map(str::to_owned).collect();
    let id = document["failures"][2]["event"].as_str().unwrap();
    assert!(events[0].contains(id), "the first of them");
    fs::write(home.path("mended"), "").unwrap();
    done(&home, &["log", "hooks", "--run"]);
    assert_eq!(read(&home, "seen"), events[1].clone() + "\n");
    assert_eq!(list(&home)["hooks"][0]["waiting"], 0);
}

#[test]
fn one_that_hangs_is_ended_after_its_time() {
    let home = Home::offline();
    hooked(
        &home,
        &[("*", "hook", "exec sleep 600\n")],
        "timeout_seconds = 1\n",
    );
    let run = home.run(&["visit", "chester-zoo"]);
    assert_eq!(run.code, 0);
    assert!(run.stderr.contains("not done after 1 s"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn one_that_hangs_is_ended_with_all_that_it_has_started() {
    let home = Home::offline();
    let pid = home.path("pid").display().to_string();
    let body = format!("sleep 600 &\necho $! > {pid}\nwait\n");
    hooked(&home, &[("*", "hook", &body)], "timeout_seconds = 1\n");
    assert_eq!(home.run(&["visit", "chester-zoo"]).code, 0);
    let pid = fs::read_to_string(&pid).unwrap();
    // What has ended and nobody has asked about yet is still listed for a moment.
    let is_alive = || {
        let state = fs::read_to_string(format!("/proc/{}/stat", pid.trim()));
        state.is_ok_and(|state| !state.contains(") Z "))
    };
    for _ in 0..100 {
        if !is_alive() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("the sleep of {pid} goes on");
}

#[test]
fn doctor_says_how_the_programs_do() {
    let home = home("*", "exit 1\n");
    assert_eq!(home.run(&["visit", "chester-zoo"]).code, 0);
    let run = home.run(&["doctor", "--offline"]);
    let hooks: Vec<&str> = run
        .stdout
        .lines()
        .filter(|line| line.contains("hooks."))
        .collect();
    assert!(
        hooks.len() == 1 && run.stdout.contains("waiting"),
        "{}",
        run.stdout
    );
    let none =
        Home::offline().with_config(b"[hooks]\nVisitRecorded = [\"no-such-program-of-ours\"]\n");
    let run = none.run(&["doctor", "--offline"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("hooks.VisitRecorded"), "{}", run.stderr);
}

#[test]
fn what_one_says_is_no_part_of_the_answer_and_harmless() {
    let home = home("*", "echo result; printf 'red \\033[31m\\n' >&2; exit 1\n");
    let run = home.run(&["visit", "chester-zoo"]);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    assert!(run.stderr.contains("red [31m"), "{:?}", run.stderr);
}

#[test]
fn one_that_is_not_there_is_said_to_be_none() {
    let home = Home::offline();
    let config = b"[hooks]\nVisitRecorded = [\"no-such-program-of-ours\", \"$(touch x)\"]\n";
    let home = home.with_config(config);
    let run = home.run(&["visit", "chester-zoo"]);
    assert_eq!(run.code, 0);
    assert!(
        run.stderr.contains("cannot be started: No such file"),
        "{}",
        run.stderr
    );
}

#[test]
fn one_that_fails_holds_no_other_up() {
    let home = Home::offline();
    hooked(
        &home,
        &[("*", "fails", "exit 1\n"), ("VisitRecorded", "hook", KEEP)],
        "",
    );
    assert_eq!(home.run(&["visit", "chester-zoo"]).code, 0);
    assert_eq!(home.run(&["visit", "tatton-park"]).code, 0);
    assert_eq!(read(&home, "seen"), log(&home));
}

#[test]
fn a_kidtrip_that_is_killed_in_the_middle_of_a_hook_loses_nothing() {
    // The first time it never ends by itself, and says that it has begun.
    let script = "here=$(dirname \"$0\")\ntest -e \"$here/go\" || { echo begun > \"$here/begun\"; exec sleep 600; }\ncat >> \"$here/seen\"\n";
    let home = home("*", script);
    let mut command = home.process(&["visit", "chester-zoo"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while !home.path("begun").exists() {
        std::thread::yield_now();
    }
    let mut said = [0; 9];
    child.stdout.take().unwrap().read_exact(&mut said).unwrap();
    assert_eq!(&said, b"Recorded:", "it has reported before");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(log(&home).lines().count(), 1);
    assert_eq!(list(&home)["hooks"][0]["waiting"], 1);
    fs::write(home.path("go"), "").unwrap();
    done(&home, &["visit", "tatton-park"]);
    assert_eq!(read(&home, "seen"), log(&home));
}

#[test]
fn what_is_recorded_by_a_kidtrip_that_is_killed_before_its_hooks_is_delivered_later() {
    let home = home("*", KEEP);
    // As within a hook, nothing is run by this one: as if it had been killed before.
    done(&home, &["hide", "tatton-park"]);
    let run = Run::of(
        home.command(&["visit", "chester-zoo"])
            .env("KIDTRIP_HOOK", "1"),
    );
    assert_eq!(run.code, 0);
    assert_eq!(read(&home, "seen").lines().count(), 1);
    done(&home, &["unhide", "tatton-park"]);
    assert_eq!(read(&home, "seen"), log(&home));
}

#[test]
fn several_at_once_deliver_each_event_once_and_in_order() {
    let home = home("*", KEEP);
    let places = [
        "chester-zoo",
        "tatton-park",
        "science-and-industry-museum",
        "dove-stone",
    ];
    let children: Vec<_> = places
        .iter()
        .map(|place| {
            let mut command = home.process(&["visit", place]);
            command
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success());
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    }
    assert_eq!(log(&home).lines().count(), places.len());
    assert_eq!(read(&home, "seen"), log(&home));
}

#[test]
fn a_hook_may_write_to_the_log_and_sees_what_it_wrote() {
    let bin = assert_cmd::cargo::cargo_bin!("kidtrip")
        .display()
        .to_string();
    let script = format!(
        "here=$(dirname \"$0\")\ncat >> \"$here/seen\"\ntest -e \"$here/once\" || {{ touch \"$here/once\"; {bin} hide tatton-park >&2; }}\n"
    );
    let home = home("*", &script);
    done(&home, &["visit", "chester-zoo"]);
    assert_eq!(log(&home).lines().count(), 2);
    assert_eq!(read(&home, "seen"), log(&home));
}

#[test]
fn a_hook_that_always_writes_to_the_log_comes_to_an_end() {
    let bin = assert_cmd::cargo::cargo_bin!("kidtrip")
        .display()
        .to_string();
    let home = home("*", &format!("{bin} visit tatton-park\n"));
    let run = home.run(&["visit", "chester-zoo"]);
    assert_eq!(run.code, 0);
    assert!(run.stderr.contains("without an end"), "{}", run.stderr);
}

#[test]
fn hooks_are_among_the_settings_and_listed() {
    let home = Home::offline();
    let said = done(&home, &["log", "hooks"]);
    assert!(said.starts_with("No hook is set"), "{said}");
    assert_eq!(list(&home)["hooks"], json!([]));
    let config = b"[hooks]\ntries = 5\nVisitRecorded = [\"notify-send\", \"a b\"]\n";
    let home = home.with_config(config);
    let shown = home.run(&["config", "show", "--format", "json"]).json();
    let settings = shown["settings"].as_array().unwrap();
    let value =
        |name: &str| settings.iter().find(|one| one["name"] == name).unwrap()["value"].clone();
    assert_eq!(value("hooks.VisitRecorded"), "[\"notify-send\", \"a b\"]");
    assert_eq!(
        (value("hooks.tries"), value("hooks.timeout_seconds")),
        (json!("5"), json!("10"))
    );
    let said = done(&home, &["log", "hooks"]);
    assert!(said.contains("VisitRecorded: notify-send a b\n"), "{said}");
    assert!(said.contains("No hook has failed."), "{said}");
    assert!(!home.path("data").exists(), "to look changes nothing");
}

#[rstest]
#[case::no_type("Visited = [\"true\"]", "hooks.Visited: is no type of event")]
#[case::nearly_one("VisitRecordd = [\"true\"]", "did you mean \"hooks.VisitRecorded\"?")]
#[case::a_script(
    "VisitRecorded = \"notify-send kidtrip\"",
    "a program and its arguments"
)]
#[case::nothing("VisitRecorded = []", "a program and its arguments")]
#[case::no_name("VisitRecorded = [\" \", \"x\"]", "a program and its arguments")]
#[case::a_number_in_it("VisitRecorded = [\"sleep\", 5]", "a program and its arguments")]
#[case::from_where_one_is("VisitRecorded = [\"./notify\"]", "give the whole path")]
#[case::from_home("VisitRecorded = [\"~/bin/notify\"]", "give the whole path")]
#[case::no_time("timeout_seconds = 0", "from 1 to 3600")]
#[case::no_tries("tries = \"many\"", "without quotes")]
fn a_mistake_in_a_hook_is_named_by_file_line_and_key(#[case] line: &str, #[case] why: &str) {
    let config = format!("me = \"anna\"\n[hooks]\n{line}\n");
    let home = Home::offline().with_config(config.as_bytes());
    for command in [&["visit", "chester-zoo"][..], &["config", "show"]] {
        home.run(command)
            .is_refused(2, &["config.toml, line 3: ", why]);
    }
    assert!(!home.path("data").exists());
}

#[test]
fn the_recipe_in_the_docs_works() {
    let docs = include_str!("../../docs/hooks.md");
    let block = |language: &str| {
        let (_, rest) = docs.split_once(&format!("```{language}\n")).unwrap();
        rest.split_once("```").unwrap().0
    };
    let home = Home::offline();
    let path = home.path("diary");
    fs::write(&path, block("sh")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    let config = block("toml").replace("/home/me/bin/diary", &path.display().to_string());
    let home = home.with_config(config.as_bytes());
    let visit = ["visit", "chester-zoo", "--on", "2026-11-21"];
    let run = Run::of(
        home.command(&visit)
            .env("HOME", home.folder())
            .env("PATH", "/usr/bin:/bin"),
    );
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_eq!(read(&home, "diary.txt"), "2026-11-21 Chester Zoo\n");
}
