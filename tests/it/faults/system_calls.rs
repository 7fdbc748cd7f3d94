//! Each system call that can fail fails once, in turn, in each command: the run ends by itself, with an answer or one clear
//! line and the exit code of a failure, and what was recorded before is whole.
//!
//! `strace` makes them fail. What fails before `main` is the dynamic loader's to tell.

use crate::harness::{Home, Run, unbroken};
use rstest::rstest;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Output};

/// Calls, and how each of them fails.
const FAILURES: [(&str, &str); 12] = [
    ("openat", "EACCES"),
    ("openat", "EMFILE"),
    ("read,pread64", "EIO"),
    ("write,pwrite64", "ENOSPC"),
    ("fsync,fdatasync", "EIO"),
    ("rename,renameat,renameat2,link,linkat", "EIO"),
    ("mkdir,mkdirat", "EACCES"),
    ("unlink,unlinkat", "EACCES"),
    ("flock", "ENOLCK"),
    ("fcntl", "EINVAL"),
    ("stat,lstat,newfstatat,statx,fstat", "EIO"),
    ("lseek,ftruncate,getdents64", "EIO"),
];

/// Returns `strace` with these options in front of kidtrip.
fn traced(home: &Home, options: &[&str], arguments: &[&str]) -> Command {
    let kidtrip = home.process(arguments);
    let mut command = Command::new("strace");
    let variables = kidtrip.get_envs();
    command.env_clear();
    command.envs(variables.filter_map(|(key, value)| Some((key, value?))));
    command.env("PATH", "/usr/bin:/bin");
    command.args(["-f", "-qq"]).args(options);
    command.arg(kidtrip.get_program()).args(kidtrip.get_args());
    command
}

/// Returns how often a run makes these calls.
fn calls(home: &Home, which: &str, arguments: &[&str]) -> usize {
    let log = home.path("calls");
    let options = [
        "-e",
        &format!("trace={which}"),
        "-o",
        &log.display().to_string(),
    ];
    let output = traced(home, &options, arguments).output().unwrap();
    assert!(output.status.code().is_some(), "{output:?}");
    std::fs::read_to_string(log).unwrap().lines().count()
}

/// Runs kidtrip with the `number`th of these calls failing.
fn failing(home: &Home, which: &str, error: &str, number: usize, arguments: &[&str]) -> Output {
    let options = [
        "-o",
        "/dev/null",
        "-e",
        &format!("trace={which}"),
        "-e",
        &format!("inject={which}:error={error}:when={number}"),
    ];
    traced(home, &options, arguments).output().unwrap()
}

/// Returns what is wrong with how a run ended.
fn wrong(output: Output, which: &str) -> Option<String> {
    if let Some(signal) = output.status.signal() {
        return Some(format!("ended by signal {signal}"));
    }
    let code = output.status.code().unwrap_or(-1);
    let stderr = unbroken(output.stderr);
    let of_the_loader = code == 127 && stderr.contains("error while loading shared libraries");
    if of_the_loader {
        return None;
    }
    // What cannot be written is not told either where standard error is what fails.
    let cannot_tell = which.contains("write") && stderr.is_empty();
    let sentences = stderr
        .lines()
        .filter(|line| line.starts_with("kidtrip: "))
        .count();
    let is_told = code == 0 || cannot_tell || stderr.starts_with("kidtrip: ") && sentences <= 3;
    let is_fault = stderr.contains("fault in kidtrip") || stderr.contains("panicked");
    (!(0..=5).contains(&code) || is_fault || !is_told)
        .then(|| format!("exit code {code}: {stderr}"))
}

/// A home with two events, a catalogue and few places, so that a run takes no longer than it must.
fn home() -> Home {
    let places = "id,name,lat,lon,category\nbelle-vue,Belle Vue,53.46,-2.18,zoo\nquarry-bank,Quarry Bank,53.34,-2.25,museum\n";
    let home = Home::offline().with_only_places(places);
    for arguments in [
        &["visit", "belle-vue", "--on", "2026-11-20"][..],
        &["hide", "quarry-bank"],
    ] {
        let run = home.run(arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    let file = home.path("town.csv");
    std::fs::write(&file, "name,lat,lon,category\nAshmere Zoo,52.7,-0.7,zoo\n").unwrap();
    let file = file.display().to_string();
    let run = home.run(&["catalogue", "import", &file, "--name", "town"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    copy(&home.path("data"), &home.path("kept"));
    home
}

/// Copies a folder and all that is in it.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (path, copied) = (entry.path(), to.join(entry.file_name()));
        match path.is_dir() {
            true => copy(&path, &copied),
            false => drop(std::fs::copy(&path, &copied).unwrap()),
        }
    }
}

/// Makes the data of the home what it was at first.
fn start_again(home: &Home) {
    std::fs::remove_dir_all(home.path("data")).unwrap();
    copy(&home.path("kept"), &home.path("data"));
}

/// Asserts that all that was recorded is there, and the catalogue too.
fn is_whole(home: &Home, what: &str) {
    let log = std::fs::read_to_string(home.path("data").join("events.jsonl")).unwrap();
    let kept = std::fs::read_to_string(home.path("kept").join("events.jsonl")).unwrap();
    assert!(log.starts_with(&kept), "{what}: {log}");
    let run: Run = home.run(&["log", "--type", "EditorApproved"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{what}");
    let listed = home.run(&["places", "--catalogue", "town"]);
    assert!(
        listed.stdout.contains("Ashmere Zoo"),
        "{what}: {}",
        listed.stderr
    );
}

#[expect(clippy::print_stderr, reason = "what is tried, or skipped, is said")]
fn say(text: &str) {
    eprintln!("{text}");
}

#[rstest]
#[case::suggest(&["suggest", "--near", "M20 2RN", "--offline"])]
#[case::show(&["show", "belle-vue", "--offline"])]
#[case::visit(&["visit", "belle-vue", "--on", "2026-11-21"])]
#[case::propose(&["propose", "Ours", "--at", "M20 2RN", "--kind", "garden"])]
#[case::undo(&["undo"])]
#[case::log(&["log"])]
#[case::import(&["catalogue", "import", "FOLDER/town.csv", "--name", "town"])]
#[case::export(&["catalogue", "export", "town"])]
#[case::publish(&["publish", "FOLDER/site", "--near", "M20 2RN", "--offline"])]
#[case::config(&["config", "show"])]
#[case::cache(&["cache", "clear"])]
fn a_call_that_fails_is_told_and_costs_nothing_that_was_there(#[case] arguments: &[&str]) {
    if !Path::new("/usr/bin/strace").exists() {
        say("skipped: strace is not installed here");
        return;
    }
    let home = home();
    let arguments: Vec<String> = arguments
        .iter()
        .map(|one| one.replace("FOLDER", &home.folder().display().to_string()))
        .collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (mut failures, mut tried) = (Vec::new(), 0);
    for (which, error) in FAILURES {
        start_again(&home);
        for number in 1..=calls(&home, which, &arguments) {
            start_again(&home);
            let output = failing(&home, which, error, number, &arguments);
            tried += 1;
            if let Some(wrong) = wrong(output, which) {
                failures.push(format!("{which} {error} {number}: {wrong}"));
            }
            is_whole(&home, &format!("{which} {error} {number}"));
        }
    }
    say(&format!("{tried} calls failed in turn"));
    assert_eq!(failures, Vec::<String>::new());
}
