//! Which services have had enough of this address, and until when, remembered from run to run: one file, one line a host.
//! Disposable: what cannot be read is as good as absent, what cannot be written costs a request too many.

use super::atomic::{self, Durability, Readers};
use super::lock::clear_the_way;
use super::plain_file;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The file's name in the cache folder.
const NAME: &str = "refusals.jsonl";
/// The first line of the file, which any other version does not have.
const HEADER: &str = r#"{"kidtrip":"refusals","version":1}"#;
/// Bytes of a file that is still taken for one of ours.
const MOST_BYTES: u64 = 64 << 10;
/// Hosts that are remembered, the latest written last.
const MOST: usize = 50;
/// The longest that a refusal holds, whatever was asked for.
const LONGEST: SignedDuration = SignedDuration::from_hours(1);

/// The refusals remembered in a folder; without one none is.
#[derive(Debug)]
pub struct Refusals {
    folder: Option<PathBuf>,
}

#[derive(Serialize, Deserialize)]
struct Line {
    host: String,
    at: String,
    seconds: i64,
}

impl Line {
    /// Returns when the host may be asked again, if that is still to come at `now`.
    ///
    /// A refusal of the future is one of a clock that was wrong, then or now: a little later than now it counts as one of now,
    /// else not at all. So no clock keeps a service from being asked for longer than it asked for.
    fn until(&self, now: Timestamp) -> Option<Timestamp> {
        let wait = SignedDuration::from_secs(self.seconds).clamp(SignedDuration::ZERO, LONGEST);
        let at: Timestamp = self.at.parse().ok()?;
        let since = now.duration_since(at);
        let left = (wait - since.max(SignedDuration::ZERO)).max(SignedDuration::ZERO);
        let is_of_now = since > -wait;
        let until = now.checked_add(left).ok()?;
        (is_of_now && !left.is_zero()).then_some(until)
    }
}

impl Refusals {
    /// Returns what is remembered in `folder`, which need not exist.
    #[must_use]
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// Returns until when `host` is to be left alone, if it still is at `now`.
    #[must_use]
    pub fn until(&self, host: &str, now: Timestamp) -> Option<Timestamp> {
        let text = read(self.folder.as_ref()?)?;
        let of_host = lines(&text).filter(|line| line.host == host);
        of_host.filter_map(|line| line.until(now)).max()
    }

    /// Remembers that `host` has refused at `now`, and is not to be asked for as long as `wait`; an hour at most.
    ///
    /// # Errors
    /// When the file cannot be written: the next run will then ask too early.
    pub fn remember(&self, host: &str, now: Timestamp, wait: SignedDuration) -> Result<(), String> {
        let Some(folder) = &self.folder else {
            return Err("there is no home folder to remember it in".to_owned());
        };
        let old = read(folder).unwrap_or_default();
        let mut kept: Vec<Line> = lines(&old)
            .filter(|line| line.host != host && line.until(now).is_some())
            .collect();
        kept.drain(..(kept.len() + 1).saturating_sub(MOST));
        kept.push(Line {
            host: host.to_owned(),
            at: now.to_string(),
            seconds: wait.min(LONGEST).as_secs(),
        });
        let mut content = format!("{HEADER}\n");
        for line in &kept {
            let line = serde_json::to_string(line).map_err(|error| error.to_string())?;
            content.push_str(&line);
            content.push('\n');
        }
        let path = folder.join(NAME);
        clear_the_way(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let content = content.as_bytes();
        atomic::replace(&path, content, Readers::Owner, Durability::Disposable)
            .map_err(|error| error.to_string())
    }
}

/// Returns the text after the header, if the file is one of ours: not a link, a pipe or a folder.
fn read(folder: &Path) -> Option<String> {
    plain_file::after_header(&folder.join(NAME), HEADER, MOST_BYTES)
}

/// Returns the lines that can be read; a damaged one is as good as absent.
fn lines(text: &str) -> impl Iterator<Item = Line> {
    text.lines()
        .filter_map(|line| serde_json::from_str(line).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;
    use std::fs;

    const HALF_A_MINUTE: SignedDuration = SignedDuration::from_secs(30);

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn refused() -> Timestamp {
        at("2026-11-27T18:00:00Z")
    }

    #[rstest]
    #[case::at_once("2026-11-27T18:00:00Z", Some("2026-11-27T18:00:30Z"))]
    #[case::in_between("2026-11-27T18:00:29Z", Some("2026-11-27T18:00:30Z"))]
    #[case::when_it_may("2026-11-27T18:00:30Z", None)]
    #[case::later("2027-01-01T00:00:00Z", None)]
    #[case::the_clock_has_gone_back_a_little("2026-11-27T17:59:50Z", Some("2026-11-27T18:00:20Z"))]
    #[case::the_clock_has_gone_back_a_year("2025-11-27T18:00:00Z", None)]
    fn a_refusal_holds_as_long_as_was_asked_for_and_no_clock_makes_it_longer(
        #[case] now: &str,
        #[case] until: Option<&str>,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let refusals = Refusals::new(Some(folder.path().join("made/on/demand")));
        assert_eq!(refusals.until("a.example", refused()), None);
        refusals
            .remember("a.example", refused(), HALF_A_MINUTE)
            .unwrap();
        assert_eq!(refusals.until("a.example", at(now)), until.map(at));
        assert_eq!(refusals.until("b.example", refused()), None, "another host");
    }

    #[test]
    fn the_last_word_of_each_host_counts_and_what_is_over_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let refusals = Refusals::new(Some(folder.path().to_owned()));
        for host in 0..200 {
            refusals
                .remember(&format!("{host}.example"), refused(), HALF_A_MINUTE)
                .unwrap();
        }
        assert_eq!(refusals.until("0.example", refused()), None, "too long ago");
        let longer = SignedDuration::from_hours(9_999);
        refusals.remember("199.example", refused(), longer).unwrap();
        let hour = at("2026-11-27T19:00:00Z");
        assert_eq!(refusals.until("199.example", refused()), Some(hour));
        refusals.remember("x.example", hour, HALF_A_MINUTE).unwrap();
        let text = fs::read_to_string(folder.path().join(NAME)).unwrap();
        assert_eq!(text.lines().count(), 2, "{text}");
    }

    #[rstest]
    #[case::another_version("{\"kidtrip\":\"refusals\",\"version\":2}\n{}\n")]
    #[case::foreign("hello\nthere\n")]
    #[case::empty("")]
    #[case::damaged("{\"kidtrip\":\"refusals\",\"version\":1}\n{\"host\":\"a.example\",\"at\":\n")]
    #[case::numbers_beyond_all(
        "{\"kidtrip\":\"refusals\",\"version\":1}\n{\"host\":\"a.example\",\"at\":\"2026-11-27T18:00:00Z\",\"seconds\":99999999999999999999}\n"
    )]
    #[case::less_than_nothing(
        "{\"kidtrip\":\"refusals\",\"version\":1}\n{\"host\":\"a.example\",\"at\":\"2026-11-27T18:00:00Z\",\"seconds\":-9223372036854775808}\n"
    )]
    fn what_is_not_ours_is_as_good_as_absent(#[case] content: &str) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(NAME), content).unwrap();
        let refusals = Refusals::new(Some(folder.path().to_owned()));
        assert_eq!(refusals.until("a.example", refused()), None);
        refusals
            .remember("a.example", refused(), HALF_A_MINUTE)
            .unwrap();
        assert!(refusals.until("a.example", refused()).is_some());
    }

    #[test]
    fn a_folder_in_its_place_is_set_aside_and_no_folder_is_said_to_be_none() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join(NAME).join("somebody's")).unwrap();
        let refusals = Refusals::new(Some(folder.path().to_owned()));
        assert_eq!(refusals.until("a.example", refused()), None);
        refusals
            .remember("a.example", refused(), HALF_A_MINUTE)
            .unwrap();
        assert!(refusals.until("a.example", refused()).is_some());
        let nowhere = Refusals::new(None);
        assert!(
            nowhere
                .remember("a.example", refused(), HALF_A_MINUTE)
                .is_err()
        );
        assert_eq!(nowhere.until("a.example", refused()), None);
    }

    proptest! {
        #[test]
        fn no_clock_and_no_file_keep_a_service_from_being_asked_for_more_than_an_hour(
            at in -300_000_000_000_i64..200_000_000_000, seconds: i64, now in -300_000_000_000_i64..200_000_000_000
        ) {
            let instant = |seconds| Timestamp::from_second(seconds).unwrap();
            let line = Line { host: String::new(), at: instant(at).to_string(), seconds };
            let now = instant(now);
            if let Some(until) = line.until(now) {
                let wait = until.duration_since(now);
                prop_assert!(wait > SignedDuration::ZERO && wait <= LONGEST, "{:?}", wait);
            }
        }
    }
}
