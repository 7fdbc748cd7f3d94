//! The event log under several processes at once, and under processes that are killed at any moment.
//! The processes are this test program itself, told by its environment to write.

use kidtrip::domain::{Event, NewEvent, Occurrence};
use kidtrip::store::event_log::EventLog;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

const FOLDER: &str = "KIDTRIP_TEST_LOG";
const PERSON: &str = "KIDTRIP_TEST_PERSON";
const TIMES: &str = "KIDTRIP_TEST_TIMES";

fn log(folder: &Path) -> EventLog {
    EventLog::new(folder, "2026-11-27T18:00:00Z".parse().unwrap())
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Does nothing in an ordinary run: it is what the other tests start.
#[test]
fn as_a_child_it_records_and_says_so_after_each() {
    let (Some(folder), Some(person)) = (variable(FOLDER), variable(PERSON)) else {
        return;
    };
    let times: usize = variable(TIMES).unwrap().parse().unwrap();
    let log = log(Path::new(&folder));
    let mut stdout = std::io::stdout().lock();
    for number in 0..times {
        let name = "Chester Zoo".to_owned();
        let stream = format!("zoo-{}", number % 3);
        let event = NewEvent::of(&person, &stream, Occurrence::DestinationHidden { name });
        let recorded = log.transact(|_| Ok::<_, Infallible>(vec![event])).unwrap();
        writeln!(stdout, "recorded {}", recorded.events[0].id).unwrap();
        stdout.flush().unwrap();
    }
}

fn child(folder: &Path, person: &str, times: usize) -> Child {
    let this = std::env::current_exe().unwrap();
    let name = "event_log::as_a_child_it_records_and_says_so_after_each";
    Command::new(this)
        .args(["--exact", name, "--nocapture"])
        .env(FOLDER, folder)
        .env(PERSON, person)
        .env(TIMES, times.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Returns what a child has said it recorded.
fn said(child: &mut Child) -> Vec<String> {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let lines = lines.map_while(Result::ok);
    let recorded = lines.filter_map(|line| Some(line.split_once("recorded ")?.1.to_owned()));
    recorded.collect()
}

fn ids(events: &[Event]) -> Vec<String> {
    events.iter().map(|event| event.id.to_string()).collect()
}

#[test]
fn eight_processes_at_once_lose_nothing_and_mix_nothing_up() {
    const TIMES_EACH: usize = 200;
    let folder = TempDir::new().unwrap();
    let mut children: Vec<Child> = (0..8)
        .map(|person| child(folder.path(), &format!("person-{person}"), TIMES_EACH))
        .collect();
    let mut recorded: Vec<String> = Vec::new();
    for child in &mut children {
        recorded.extend(said(child));
        assert!(child.wait().unwrap().success());
    }
    let reading = log(folder.path()).read().unwrap();
    assert_eq!(reading.warnings(), [""; 0]);
    assert_eq!(reading.events().len(), 8 * TIMES_EACH);
    assert!(reading.events().is_sorted_by(|a, b| a.id < b.id));
    recorded.sort();
    assert_eq!(recorded, ids(reading.events()));
    let mut seqs: BTreeMap<&str, u64> = BTreeMap::new();
    for event in reading.events() {
        let last = seqs.entry(&event.stream).or_default();
        assert_eq!(event.seq, *last + 1);
        *last = event.seq;
    }
    let first = reading.events()[0].id;
    assert!(reading.events().iter().all(|event| event.log == first));
}

#[test]
fn a_process_that_is_killed_at_any_moment_loses_nothing_it_has_reported() {
    /// Logs that are begun, and kills of each: a log that went on growing would be read longer and longer.
    const LOGS: u64 = 25;
    const KILLS: u64 = 20;
    for number in 0..LOGS {
        survives_kills(number * KILLS, KILLS);
    }
}

/// Kills a writer again and again, from the kill number `first` on, and looks at what is left after each.
fn survives_kills(first: u64, kills: u64) {
    let folder = TempDir::new().unwrap();
    let mut reported: Vec<String> = Vec::new();
    for kill in 0..kills {
        let mut child = child(folder.path(), "anna", 10_000);
        // From the middle of its start to some hundred events later.
        let kill_number = first + kill;
        let pause = 2_000 + kill_number * kill_number * 37 % 50_000;
        std::thread::sleep(Duration::from_micros(pause));
        child.kill().unwrap();
        reported.extend(said(&mut child));
        child.wait().unwrap();
        let reading = log(folder.path()).read().unwrap();
        assert!(reading.damaged().is_empty());
        let known = ids(reading.events());
        assert!(known.is_sorted());
        for id in &reported {
            assert!(known.binary_search(id).is_ok(), "{id}, kill {kill_number}");
        }
        // At most the one that was not reported yet is there besides.
        assert!(known.len() as u64 <= reported.len() as u64 + kill + 1);
    }
    assert!(!reported.is_empty());
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_loses_nothing_and_leaves_no_half_a_line() {
    let folder = TempDir::new().unwrap();
    let this = std::env::current_exe().unwrap();
    // Some kilobytes are all that a file may have; the signal that comes with it is switched off.
    let script = "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\"";
    let name = "event_log::as_a_child_it_records_and_says_so_after_each";
    let mut child = Command::new("sh")
        .args(["-c", script])
        .arg(this)
        .args(["--exact", name, "--nocapture"])
        .env(FOLDER, folder.path())
        .env(PERSON, "anna")
        .env(TIMES, "1000")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let reported = said(&mut child);
    let output = child.wait_with_output().unwrap();
    assert!(!output.status.success());
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("File too large"), "{told}");
    let names: Vec<String> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("torn"))
        .collect();
    assert_eq!(names, [""; 0]);
    let reading = log(folder.path()).read().unwrap();
    assert_eq!(reading.warnings(), [""; 0]);
    assert_eq!(ids(reading.events()), reported);
    assert!(!reported.is_empty());
}
