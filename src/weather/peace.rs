//! Leaving a service alone that has had enough, in the runs to come too: whoever goes on asking is blocked for good.
//! A service that will not have somebody by this name may well have them by another, so the name is remembered with it.

use crate::net::{Ended, Meter};
use crate::store::Refusals;
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

/// How long a service that was asked too much is left alone at least, where it does not say (**judgement**).
const TOO_MUCH: SignedDuration = SignedDuration::from_mins(10);
/// How long one that will not have whoever asks, or has blocked this address: as long as is remembered.
const UNWANTED: SignedDuration = SignedDuration::from_hours(1);

/// Keeps peace with a service, for whoever asks it by a name.
#[derive(Debug)]
pub struct Peace {
    kept: Refusals,
    name: String,
    now: Timestamp,
}

impl Peace {
    /// Returns the peace as it is remembered, for a run at `now` that asks by `name`, its User-Agent.
    #[must_use]
    pub fn new(kept: Refusals, name: String, now: Timestamp) -> Self {
        Self { kept, name, now }
    }

    fn by_this_name(&self, host: &str) -> String {
        format!("{host} as {}", self.name)
    }
}

impl Meter for Peace {
    fn before(&mut self, host: &str, _: u32, _: Duration) -> Result<Duration, String> {
        let until = |name: &str| self.kept.until(name, self.now);
        let clock = |until: Timestamp| until.strftime("%H:%M UTC").to_string();
        if let Some(until) = until(&self.by_this_name(host)) {
            let clock = clock(until);
            return Err(format!(
                "{host} will not have this program, and is not asked before {clock}"
            ));
        }
        match until(host) {
            Some(until) => Err(format!(
                "{host} has had enough of this address, and is not asked before {}",
                clock(until)
            )),
            None => Ok(Duration::ZERO),
        }
    }

    fn after(&mut self, host: &str, _: u32, ended: Ended<'_>) -> Option<Duration> {
        let Ended::Refused {
            status,
            retry_after,
            ..
        } = ended
        else {
            return None;
        };
        let asked = SignedDuration::try_from(retry_after.unwrap_or_default());
        let asked = asked.unwrap_or(SignedDuration::MAX);
        // What cannot be remembered costs a request too many in the next run.
        let _ = match status {
            429 => self.kept.remember(host, self.now, asked.max(TOO_MUCH)),
            401 | 403 => {
                let name = self.by_this_name(host);
                self.kept.remember(&name, self.now, asked.max(UNWANTED))
            }
            _ => return None,
        };
        None
    }

    fn warnings(&mut self) -> Vec<String> {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use std::path::Path;

    fn peace(folder: &Path, name: &str, minutes: i64) -> Peace {
        let evening: Timestamp = "2026-11-27T18:00:00Z".parse().unwrap();
        let now = evening + SignedDuration::from_mins(minutes);
        Peace::new(Refusals::new(Some(folder.to_owned())), name.to_owned(), now)
    }

    fn may_ask(folder: &Path, name: &str, minutes: i64) -> bool {
        let before = peace(folder, name, minutes).before("a.example", 1, Duration::ZERO);
        before.is_ok()
    }

    #[rstest]
    #[case::asked_too_much(429, None, [false, true, true], false)]
    #[case::and_it_says_how_long(429, Some(40 * 60), [false, false, true], false)]
    #[case::not_as_long_as_is_decent(429, Some(1), [false, true, true], false)]
    #[case::not_by_this_name(403, None, [false, false, true], true)]
    #[case::without_a_name(401, None, [false, false, true], true)]
    #[case::out_of_order(503, Some(60), [true, true, true], true)]
    fn a_refusal_holds_in_the_runs_to_come(
        #[case] status: u16,
        #[case] seconds: Option<u64>,
        #[case] after_9_39_and_61_minutes: [bool; 3],
        #[case] by_another_name: bool,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let retry_after = seconds.map(Duration::from_secs);
        let ended = Ended::Refused {
            status,
            body: b"",
            retry_after,
        };
        peace(folder.path(), "kidtrip", 0).after("a.example", 1, ended);
        let asked = [9, 39, 61].map(|minutes| may_ask(folder.path(), "kidtrip", minutes));
        assert_eq!(asked, after_9_39_and_61_minutes);
        assert_eq!(
            may_ask(folder.path(), "kidtrip me@a.example", 1),
            by_another_name
        );
        let other = peace(folder.path(), "kidtrip", 1).before("b.example", 1, Duration::ZERO);
        assert!(other.is_ok(), "another service");
    }

    #[test]
    fn an_answer_is_no_refusal() {
        let folder = tempfile::tempdir().unwrap();
        let mut peace = peace(folder.path(), "kidtrip", 0);
        peace.after("a.example", 1, Ended::Answered);
        peace.after("a.example", 1, Ended::NotSent);
        assert!(may_ask(folder.path(), "kidtrip", 0));
    }
}
