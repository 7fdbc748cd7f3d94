//! The log on a disk: written, torn, damaged, in the way, and by many at once.

use super::*;
use crate::domain::EDITORS;
use crate::domain::{Field, FieldValue};
use crate::queries::fixture::{hidden, unhidden, visited};
use crate::queries::{Family, Rank, Stage, Verdict, statistics, visits};
use rstest::rstest;
use std::convert::Infallible;
use tempfile::TempDir;

fn log(folder: &TempDir) -> EventLog {
    at(folder, "2026-11-27T18:00:00Z")
}

fn at(folder: &TempDir, now: &str) -> EventLog {
    EventLog::new(&folder.path().join("data"), now.parse().unwrap())
}

fn hide(place: &str) -> NewEvent {
    NewEvent::of("anna", place, hidden())
}

fn record(log: &EventLog, new: Vec<NewEvent>) -> Result<Recorded, LogError> {
    log.transact(|_| Ok::<_, Infallible>(new))
        .map_err(|error| match error {
            NotRecorded::Log(error) => error,
            NotRecorded::Refused(never) => match never {},
        })
}

/// A log of the hiding of these places.
fn with(places: &[&str]) -> TempDir {
    let folder = TempDir::new().unwrap();
    record(
        &log(&folder),
        places.iter().map(|place| hide(place)).collect(),
    )
    .unwrap();
    folder
}

fn bytes(folder: &TempDir) -> Vec<u8> {
    fs::read(log(folder).path()).unwrap()
}

fn streams(reading: &Reading) -> Vec<&str> {
    reading
        .events()
        .iter()
        .map(|event| event.stream.as_str())
        .collect()
}

/// Returns the files beside the log whose name holds this word, with their content.
fn aside(folder: &TempDir, word: &str) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(log(folder).folder()).unwrap();
    let mut files: Vec<(String, Vec<u8>)> = entries
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), entry.path()))
        .filter(|(name, _)| name.contains(word))
        .map(|(name, path)| (name, fs::read(path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn no_log_is_an_empty_one_and_reading_it_makes_nothing() {
    let folder = TempDir::new().unwrap();
    let reading = log(&folder).read().unwrap();
    assert_eq!(reading.events(), []);
    assert!(!log(&folder).folder().exists());
}

#[test]
fn what_is_recorded_is_read_again_with_ids_numbers_and_one_correlation() {
    let folder = TempDir::new().unwrap();
    let recorded = record(&log(&folder), vec![hide("zoo"), hide("farm"), hide("zoo")]).unwrap();
    let later = record(&at(&folder, "2026-11-27T19:00:00Z"), vec![hide("zoo")]).unwrap();
    let reading = log(&folder).read().unwrap();
    assert_eq!(
        reading.events(),
        [recorded.events.clone(), later.events].concat()
    );
    let seqs: Vec<u64> = reading.events().iter().map(|event| event.seq).collect();
    assert_eq!(seqs, [1, 1, 2, 3]);
    let first = recorded.events[0].id;
    assert!(recorded.events[0].is_founding());
    assert!(reading.events().iter().all(|event| event.log == first));
    assert!(
        recorded
            .events
            .iter()
            .all(|event| event.correlation == first)
    );
    assert_eq!(reading.events()[3].correlation, reading.events()[3].id);
}

#[cfg(unix)]
#[test]
fn the_log_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = with(&["zoo"]);
    let mode = fs::metadata(log(&folder).path())
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn ids_grow_though_the_clock_is_put_back_and_the_instants_are_the_clocks() {
    let folder = TempDir::new().unwrap();
    for now in [
        "2026-11-27T18:00:00Z",
        "2026-03-29T01:30:00Z",
        "2026-11-27T18:00:00Z",
        "1970-01-01T00:00:00Z",
    ] {
        record(&at(&folder, now), vec![hide("zoo"); 50]).unwrap();
    }
    let reading = log(&folder).read().unwrap();
    assert_eq!(reading.events().len(), 200);
    assert!(reading.events().is_sorted_by(|a, b| a.id < b.id));
    assert_eq!(reading.events()[199].recorded_at, Timestamp::UNIX_EPOCH);
}

#[test]
fn a_refusal_records_nothing() {
    let folder = with(&["zoo"]);
    let before = bytes(&folder);
    let refused = log(&folder).transact(|reading| {
        assert_eq!(reading.events().len(), 1);
        Err("no")
    });
    assert!(matches!(refused, Err(NotRecorded::Refused("no"))));
    assert_eq!(bytes(&folder), before);
}

#[test]
fn whoever_decided_on_what_is_not_so_any_more_is_told_to_look_again() {
    let folder = with(&["zoo"]);
    let log = log(&folder);
    let seen = log.read().unwrap();
    let (zoo, farm) = (seen.expected(&["zoo"]), seen.expected(&["farm"]));
    record(&log, vec![NewEvent::of("ben", "zoo", unhidden())]).unwrap();
    let hidden = |stream: &'static str| move |_: &Reading| Ok::<_, String>(vec![hide(stream)]);
    let conflict = log.transact_if(&zoo, hidden("zoo")).unwrap_err();
    assert_eq!(
        conflict.to_string(),
        "somebody else has just recorded something of zoo: look at it again"
    );
    // What others do elsewhere is no matter.
    log.transact_if(&farm, hidden("farm")).unwrap();
    assert_eq!(streams(&log.read().unwrap()), ["zoo", "zoo", "farm"]);
}

#[test]
fn a_torn_line_is_set_aside_wherever_it_broke_and_nothing_is_glued_to_it() {
    let folder = with(&["zoo", "farm"]);
    let log = log(&folder);
    let whole = bytes(&folder);
    let before = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    for length in before + 1..whole.len() {
        for reads_first in [true, false] {
            fs::write(log.path(), &whole[..length]).unwrap();
            if reads_first {
                log.read().unwrap();
            }
            let recorded = record(&log, vec![hide("pool")]).unwrap();
            let reading = log.read().unwrap();
            assert_eq!(reading.warnings(), [""; 0]);
            let torn = aside(&folder, "torn");
            if length == whole.len() - 1 {
                assert_eq!(streams(&reading), ["zoo", "farm", "pool"]);
                assert_eq!(torn, []);
            } else {
                assert_eq!(streams(&reading), ["zoo", "pool"], "cut at {length}");
                let name = "events.jsonl.torn-20261127T180000Z".to_owned();
                assert_eq!(torn, [(name.clone(), whole[before..length].to_vec())]);
                assert_eq!(recorded.warnings.is_empty(), reads_first);
                fs::remove_file(log.folder().join(name)).unwrap();
            }
        }
    }
}

#[test]
fn a_torn_line_is_told_of_once() {
    let folder = with(&["zoo", "farm"]);
    let whole = bytes(&folder);
    fs::write(log(&folder).path(), &whole[..whole.len() - 9]).unwrap();
    let first = log(&folder).read().unwrap();
    assert!(
        first.warnings()[0].contains("was not all there and was moved to"),
        "{:?}",
        first.warnings()
    );
    assert_eq!(log(&folder).read().unwrap().warnings(), [""; 0]);
    // A second one in the same second has a file of its own.
    let torn = [bytes(&folder), b"{\"id\":\"01".to_vec()].concat();
    fs::write(log(&folder).path(), torn).unwrap();
    log(&folder).read().unwrap();
    let names: Vec<String> = aside(&folder, "torn")
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names[1], "events.jsonl.torn-20261127T180000Z-2");
}

#[test]
fn a_reader_waits_for_no_writer_and_leaves_out_the_line_it_is_writing() {
    let folder = with(&["zoo", "farm"]);
    let log = log(&folder);
    let whole = bytes(&folder);
    let held = lock_strictly(&log.lock, Duration::ZERO).unwrap();
    fs::write(log.path(), &whole[..whole.len() - 9]).unwrap();
    let reading = log.read().unwrap();
    assert_eq!(streams(&reading), ["zoo"]);
    assert!(matches!(reading.tail(), Tail::BeingWritten(_)));
    assert_eq!(reading.warnings(), [""; 0]);
    assert_eq!(aside(&folder, "torn"), []);
    drop(held);
}

#[test]
fn a_damaged_line_stops_writers_until_it_is_set_aside_and_the_rest_is_kept() {
    let folder = with(&["zoo", "farm", "pool"]);
    let log = log(&folder);
    let mut damaged = bytes(&folder);
    let at = damaged.iter().position(|byte| *byte == b'\n').unwrap() + 9;
    damaged[at] ^= 0x80;
    fs::write(log.path(), &damaged).unwrap();
    assert_eq!(streams(&log.read().unwrap()), ["zoo", "pool"]);
    let refused = record(&log, vec![hide("moon")]).unwrap_err();
    assert!(
        refused
            .to_string()
            .starts_with("nothing is recorded: line 2 of "),
        "{refused}"
    );
    assert_eq!(bytes(&folder), damaged);

    let moved = log.set_aside_damaged().unwrap().unwrap();
    assert_eq!(moved.lines[0].number, 2);
    let lines: Vec<&[u8]> = damaged.split_inclusive(|byte| *byte == b'\n').collect();
    assert_eq!(fs::read(&moved.path).unwrap(), lines[1]);
    assert_eq!(bytes(&folder), [lines[0], lines[2]].concat());
    record(&log, vec![hide("moon")]).unwrap();
    assert_eq!(streams(&log.read().unwrap()), ["zoo", "pool", "moon"]);
    assert_eq!(log.set_aside_damaged().unwrap(), None);
}

#[test]
fn a_writer_that_waited_while_the_log_was_replaced_writes_to_the_new_one() {
    let folder = with(&["zoo", "farm"]);
    let log = log(&folder);
    let mut damaged = bytes(&folder);
    damaged[9] ^= 1;
    fs::write(log.path(), &damaged).unwrap();
    log.set_aside_damaged().unwrap();
    let (held, _) = log.hold().unwrap();
    let waiting = {
        let log = log.clone();
        std::thread::spawn(move || record(&log, vec![hide("pool")]).unwrap())
    };
    // Whoever holds the lock replaces the file under the one who waits.
    atomic::replace(
        log.path(),
        &bytes(&folder),
        Readers::Owner,
        Durability::Disposable,
    )
    .unwrap();
    drop(held);
    waiting.join().unwrap();
    assert_eq!(streams(&log.read().unwrap()), ["farm", "pool"]);
}

#[cfg(unix)]
mod in_the_place_of_the_log {
    use super::*;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    fn a_link(path: &Path, outside: &Path) -> io::Result<()> {
        fs::write(outside, "")?;
        symlink(outside, path)
    }

    fn a_link_to_nowhere(path: &Path, outside: &Path) -> io::Result<()> {
        symlink(outside, path)
    }

    fn a_folder(path: &Path, _: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn a_socket(path: &Path, _: &Path) -> io::Result<()> {
        UnixListener::bind(path).map(drop)
    }

    fn a_picture(path: &Path, _: &Path) -> io::Result<()> {
        fs::write(path, b"\x89PNG\r\n\x1a\n\0\0")
    }

    #[rstest]
    #[case::a_link(a_link, "is a link")]
    #[case::a_link_to_nowhere(a_link_to_nowhere, "is a link")]
    #[case::a_folder(a_folder, "is a folder")]
    #[case::a_socket(a_socket, "is no file")]
    #[case::a_picture(a_picture, "is no event log")]
    fn anything_else_is_named_and_left_alone(
        #[case] make: fn(&Path, &Path) -> io::Result<()>,
        #[case] what: &str,
    ) {
        let folder = TempDir::new().unwrap();
        let log = log(&folder);
        let outside = folder.path().join("outside");
        fs::create_dir(log.folder()).unwrap();
        make(log.path(), &outside).unwrap();
        for error in [
            log.read().unwrap_err(),
            record(&log, vec![hide("zoo")]).unwrap_err(),
        ] {
            let told = error.to_string();
            assert!(
                told.contains("events.jsonl") && told.contains(what),
                "{told}"
            );
        }
        assert!(fs::read(&outside).is_ok_and(|content| content.is_empty()) || !outside.exists());
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("data"), "a file").unwrap();
    let told = record(&log(&folder), vec![hide("zoo")])
        .unwrap_err()
        .to_string();
    assert!(told.contains("data cannot be written"), "{told}");
}

#[test]
fn what_a_newer_release_recorded_is_kept_and_counted_on() {
    let folder = TempDir::new().unwrap();
    let log = log(&folder);
    fs::create_dir(log.folder()).unwrap();
    let kept = include_bytes!("../../../tests/fixtures/events/v1.jsonl");
    fs::write(log.path(), kept).unwrap();
    let recorded = record(
        &log,
        vec![NewEvent::of(
            "anna",
            "tatton-park-farm",
            visited("2026-11-27"),
        )],
    );
    let event = &recorded.unwrap().events[0];
    // Eight came before, two of them unknown; and the id of the last is later than the clock.
    assert_eq!(event.seq, 9);
    assert!(event.id > log.read().unwrap().events()[17].id);
    assert!(bytes(&folder).starts_with(kept));
}

#[test]
fn the_log_that_is_kept_for_ever_comes_to_the_same_for_ever() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/events/v1.jsonl");
    let reading = read_other(&path).unwrap();
    assert_eq!(reading.warnings(), [""; 0]);
    let family = Family::of(reading.events());
    let ranks: Vec<_> = family.roles.everybody().into_iter().collect();
    assert_eq!(ranks, [("anna", Rank::Owner), ("cléo", Rank::Admin)]);
    let stages: Vec<_> = family
        .places
        .iter()
        .map(|(id, place)| (id, place.stage()))
        .collect();
    assert_eq!(
        stages,
        [
            ("nowhere", Stage::Rejected),
            ("tatton-park-farm", Stage::Retired)
        ]
    );
    let farm = family.places.get("tatton-park-farm").unwrap();
    assert_eq!(
        farm.decision.as_ref().unwrap().because.as_deref(),
        Some("closed for good")
    );
    assert_eq!(
        farm.verdict,
        Some(Verdict::Valid(Some("Knutsford, Cheshire".to_owned())))
    );
    let known = &farm.proposal.as_ref().unwrap().place;
    assert_eq!(known.get(Field::Price), FieldValue::Unknown);
    assert_eq!(known.get(Field::Hours), FieldValue::Number(3.5));
    assert_eq!(known.get(Field::OpeningHours).shown(), "Mo-Su 10:00-17:00");
    // Ben hid the zoo, brought it back and took that back.
    assert_eq!(family.journal.hidden, ["chester-zoo".to_owned()].into());
    let visits = visits(reading.events());
    assert_eq!(visits.journal(), family.journal);
    let told: Vec<_> = visits
        .all
        .iter()
        .map(|visit| {
            (
                visit.place.as_str(),
                visit.day.to_string(),
                visit.rating,
                visit.note.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                "tatton-park-farm",
                "2026-11-21".to_owned(),
                Some(5),
                Some("the piglets\\ 🐷")
            ),
            ("chester-zoo", "2026-11-22".to_owned(), None, None),
        ]
    );
    let counts = statistics(reading.events(), &jiff::tz::TimeZone::UTC);
    assert_eq!((counts.events, counts.undone), (18, 1));
    assert_eq!(counts.by_type["PicnicPacked"], 1);
}

#[test]
fn an_event_longer_than_a_line_is_refused() {
    let folder = with(&["zoo"]);
    let before = bytes(&folder);
    let long = crate::domain::Occurrence::DestinationHidden {
        name: "x".repeat(2 << 20),
    };
    let told = record(&log(&folder), vec![NewEvent::of("anna", "zoo", long)]).unwrap_err();
    assert!(matches!(told, LogError::TooLong));
    assert_eq!(bytes(&folder), before);
}

#[test]
fn eight_at_once_lose_nothing() {
    let folder = TempDir::new().unwrap();
    std::thread::scope(|scope| {
        for person in 0..8 {
            let log = log(&folder);
            scope.spawn(move || {
                let name = format!("person-{person}");
                for number in 0..20 {
                    let stream = if number % 2 == 0 { "zoo" } else { EDITORS };
                    record(&log, vec![NewEvent::of(&name, stream, hidden())]).unwrap();
                }
            });
        }
    });
    let reading = log(&folder).read().unwrap();
    assert_eq!(reading.events().len(), 160);
    assert!(reading.events().is_sorted_by(|a, b| a.id < b.id));
    let mut zoo: Vec<u64> = reading
        .events()
        .iter()
        .filter(|event| event.stream == "zoo")
        .map(|event| event.seq)
        .collect();
    zoo.sort_unstable();
    assert_eq!(zoo, (1..=80).collect::<Vec<u64>>());
}
