//! A snapshot says what the log says, or is not believed.

use super::*;
use crate::domain::{Event, NewEvent, Occurrence};
use crate::queries::fixture::{Told, hidden, visited};
use crate::queries::laws::{acts, logs};
use crate::store::event_log::write_line;
use proptest::prelude::*;
use rstest::rstest;
use std::convert::Infallible;
use tempfile::TempDir;

/// A log long enough for a snapshot, and a cache.
struct Home {
    folder: TempDir,
}

impl Home {
    fn of(events: &[Event]) -> Self {
        let home = Self {
            folder: TempDir::new().unwrap(),
        };
        fs::create_dir(home.folder.path().join("data")).unwrap();
        fs::write(home.log().path(), text(events)).unwrap();
        home
    }

    fn log(&self) -> EventLog {
        let data = self.folder.path().join("data");
        EventLog::new(&data, "2026-11-27T18:00:00Z".parse().unwrap())
    }

    fn cache(&self) -> PathBuf {
        self.folder.path().join("cache")
    }

    fn ask(&self) -> Remembered {
        remembered(&self.log(), Some(&self.cache())).unwrap()
    }

    fn snapshot(&self) -> PathBuf {
        snapshots_kept(&self.cache()).unwrap().remove(0).0
    }

    fn record(&self, occurrence: Occurrence) {
        let event = NewEvent::of("anna", "farm", occurrence);
        let recorded = self.log().transact(|_| Ok::<_, Infallible>(vec![event]));
        recorded.unwrap();
    }

    fn expect(&self, made_of: MadeOf) {
        let asked = self.ask();
        assert_eq!(asked.made_of, made_of);
        let whole = remembered(&self.log(), None).unwrap();
        assert_eq!(
            (asked.family, asked.warnings),
            (whole.family, whole.warnings)
        );
    }
}

fn text(events: &[Event]) -> String {
    let line = |event: &Event| write_line(event).unwrap() + "\n";
    events.iter().map(line).collect()
}

fn many() -> Vec<Event> {
    let told = (0..120).fold(Told::default(), |told, number| {
        told.and("anna", &format!("place-{number}"), visited("2026-05-01"))
    });
    told.and("anna", "place-7", hidden()).events
}

#[test]
fn a_long_log_is_gone_through_once_and_then_only_what_is_new() {
    let home = Home::of(&many());
    home.expect(MadeOf::Log);
    home.expect(MadeOf::Snapshot);
    home.record(visited("2026-06-01"));
    home.expect(MadeOf::SnapshotAndRest);
    home.expect(MadeOf::Snapshot);
    fs::remove_file(home.snapshot()).unwrap();
    home.expect(MadeOf::Log);
}

#[test]
fn a_short_log_has_no_snapshot_and_no_log_nothing_at_all() {
    let home = Home::of(&many()[..3]);
    home.expect(MadeOf::Log);
    assert!(!home.cache().exists());
    fs::remove_file(home.log().path()).unwrap();
    assert_eq!(home.ask(), Remembered::default());
}

#[test]
fn a_log_that_ends_otherwise_is_another_though_it_is_as_long_and_as_old() {
    let told = (0..300).fold(Told::default(), |told, day| {
        told.and(
            "anna",
            "zoo",
            visited(["2026-01-01", "2026-02-01"][day % 2]),
        )
    });
    let home = Home::of(&told.events);
    assert_eq!(home.ask().made_of, MadeOf::Log);
    assert_eq!(home.ask().made_of, MadeOf::Snapshot);
    let path = home.log().path().to_owned();
    let modified = path.metadata().unwrap().modified().unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let at = bytes.len() - 40;
    bytes[at] ^= 1;
    fs::write(&path, bytes).unwrap();
    let file = fs::File::options().write(true).open(&path).unwrap();
    file.set_modified(modified).unwrap();
    let seen = home.ask();
    assert_eq!(seen.made_of, MadeOf::Log);
    assert_eq!(seen.warnings.len(), 1, "{:?}", seen.warnings);
}

#[test]
fn a_log_that_was_only_touched_is_known_again() {
    let home = Home::of(&many());
    home.ask();
    let text = fs::read(home.log().path()).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(20));
    fs::write(home.log().path(), text).unwrap();
    home.expect(MadeOf::SnapshotAndRest);
    home.expect(MadeOf::Snapshot);
}

#[test]
fn an_undoing_a_merge_and_another_log_make_it_anew() {
    let events = many();
    let home = Home::of(&events);
    home.ask();
    home.record(crate::queries::fixture::undoing(&events[120]));
    home.expect(MadeOf::Log);
    // An older event that comes by a merge.
    let mut earlier = Told::default().and("ben", "zoo", hidden()).events;
    earlier[0].id = crate::domain::EventId::after(None, 1, 1).unwrap();
    let other = Home::of(&earlier);
    home.log().merge(&other.log().read().unwrap()).unwrap();
    home.expect(MadeOf::Log);
    home.expect(MadeOf::Snapshot);
    // Of the same length, and not the same.
    let mut forged = events.clone();
    forged[3].stream = "place-9".to_owned();
    std::thread::sleep(std::time::Duration::from_millis(20));
    fs::write(home.log().path(), text(&forged)).unwrap();
    home.expect(MadeOf::Log);
}

#[test]
fn a_log_that_something_must_be_said_of_has_no_snapshot() {
    let home = Home::of(&many());
    home.ask();
    let mut damaged = fs::read(home.log().path()).unwrap();
    damaged[9] ^= 1;
    fs::write(home.log().path(), &damaged).unwrap();
    home.expect(MadeOf::Log);
    assert!(home.ask().warnings[0].starts_with("line 1 of "));
    // What another run is writing just now is left to the next.
    let whole = text(&many());
    fs::write(home.log().path(), &whole[..whole.len() - 9]).unwrap();
    assert!(home.ask().warnings[0].contains("was moved to"));
    home.expect(MadeOf::Log);
    home.expect(MadeOf::Snapshot);
}

#[test]
fn a_snapshot_damaged_anywhere_is_none() {
    let home = Home::of(&many());
    home.ask();
    let (path, good) = (home.snapshot(), fs::read(home.snapshot()).unwrap());
    for at in (0..good.len()).step_by(211).chain(0..130) {
        let mut bad = good.clone();
        bad[at] ^= 0x11;
        fs::write(&path, bad).unwrap();
        let whole = remembered(&home.log(), None).unwrap().family;
        assert_eq!(home.ask().family, whole, "byte {at}");
    }
    for length in (0..good.len()).step_by(997) {
        fs::write(&path, &good[..length]).unwrap();
        home.expect(MadeOf::Log);
    }
}

#[rstest]
#[case::foreign(b"GIF89a".to_vec())]
#[case::of_a_newer_release(br#"{"kind":"kidtrip events snapshot 2"}"#.to_vec())]
#[case::empty(Vec::new())]
fn a_foreign_snapshot_is_replaced(#[case] content: Vec<u8>) {
    let home = Home::of(&many());
    home.ask();
    fs::write(home.snapshot(), content).unwrap();
    home.expect(MadeOf::Log);
    home.expect(MadeOf::Snapshot);
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_snapshot_is_replaced_and_not_followed() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::of(&many());
    home.ask();
    let (path, outside) = (home.snapshot(), home.folder.path().join("outside"));
    fs::rename(&path, &outside).unwrap();
    std::os::unix::fs::symlink(&outside, &path).unwrap();
    home.expect(MadeOf::Log);
    let metadata = fs::symlink_metadata(&path).unwrap();
    assert!(metadata.is_file());
    assert_eq!(metadata.permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_cache_that_cannot_be_written_costs_time_only() {
    let home = Home::of(&many());
    fs::write(home.cache(), "a file").unwrap();
    home.expect(MadeOf::Log);
    home.expect(MadeOf::Log);
}

#[test]
fn snapshots_are_tidied_up_and_nothing_else() {
    let home = Home::of(&many());
    assert_eq!(snapshots_kept(&home.cache()).unwrap(), []);
    home.ask();
    let other = home.cache().join("events-of-last-year.snapshot");
    fs::write(&other, "").unwrap();
    remove_snapshots(&home.cache()).unwrap();
    assert_eq!(snapshots_kept(&home.cache()).unwrap(), []);
    assert!(other.exists());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Asked after every few events, with the snapshot there or deleted, or of any time before, the answer is that of
    /// the log.
    #[test]
    fn a_snapshot_of_any_time_changes_no_answer(acts in acts(60), keep in proptest::collection::vec(0..3_u8, 1..8)) {
        let [log, ..] = logs(&acts);
        let home = Home::of(&[]);
        let stamp = |length: usize| Stamp { length: length as u64, modified: 7 };
        let path = home.folder.path().join("snapshot");
        let mut snapshot: Option<Kept> = None;
        let mut shown = 0;
        for (round, keep) in keep.iter().enumerate() {
            shown = (shown + 1 + round * 3).min(log.events.len());
            let text = text(&log.events[..shown]).into_bytes();
            let reading = Reading::from(home.log().path(), text.clone(), 0);
            let whole = Family::of(reading.events());
            let grown = snapshot.take().and_then(|kept| kept.with_rest(home.log().path(), text.clone(), stamp(text.len())));
            let kept = match grown {
                Some(kept) => Some(kept),
                None => Kept::of(&reading, stamp(text.len())),
            };
            if let Some(kept) = kept {
                prop_assert_eq!(kept.clone().into_family(), whole);
                kept.write(&path).unwrap();
                let read = Kept::read(&path);
                prop_assert_eq!(read.as_ref(), Some(&kept));
                snapshot = read.filter(|_| *keep > 0);
            }
        }
    }
}
