//! The free tier of Open-Meteo over all runs on this machine: what it grants is counted, and one request is under
//! way at a time. Forecasts, past weather and names are asked of one service, which counts them together.

use super::allowance::{Nearly, Usage};
use crate::net::{Ended, Meter};
use crate::store::allowance::{Allowances, Turn};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Time to wait for other runs to have their answers. The service runs one request of an address and queues five.
const PATIENCE: Duration = Duration::from_secs(3);
/// Calls that a failed request counts as, whatever it asked for.
const FAILED_CALLS: u32 = 1;
/// The domain whose hosts count together, by the address that asks them.
const DOMAIN: &str = "open-meteo.com";

/// Keeps count of what is asked of Open-Meteo.
#[derive(Debug)]
pub struct FreeTier {
    kept: Allowances,
    remembered: BTreeMap<String, Option<Usage>>,
    now: Timestamp,
    started: Instant,
    turn: Option<Turn>,
    near: Option<Nearly>,
    has_warned: bool,
}

impl FreeTier {
    /// Returns the count of a run that starts at `now`, beside those that `kept` has of others.
    #[must_use]
    pub fn new(kept: Allowances, now: Timestamp) -> Self {
        Self {
            kept,
            remembered: BTreeMap::new(),
            now,
            started: Instant::now(),
            turn: None,
            near: None,
            has_warned: false,
        }
    }

    fn now(&self) -> Timestamp {
        let elapsed = SignedDuration::try_from(self.started.elapsed()).unwrap_or_default();
        self.now.checked_add(elapsed).unwrap_or(self.now)
    }

    fn update<T>(&mut self, host: &str, change: impl FnOnce(&mut Usage) -> T) -> T {
        let host = counted_with(host);
        let remembered = self.remembered.entry(host.to_owned()).or_default();
        self.kept.update(host, remembered, change)
    }
}

/// Returns the host whose count holds the requests to `host`.
fn counted_with(host: &str) -> &str {
    let is_within = host
        .strip_suffix(DOMAIN)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    if is_within { DOMAIN } else { host }
}

impl Meter for FreeTier {
    fn before(&mut self, host: &str, calls: u32, left: Duration) -> Result<Duration, String> {
        // A run that hangs holds the others up, but not for long: the service can queue them as well.
        self.turn = self.kept.turn(counted_with(host), left.min(PATIENCE));
        let now = self.now();
        let (booked, near, busy) = self.update(host, |usage| {
            let booked = usage.book(calls, now);
            (booked, usage.nearly_spent(now), usage.busy_for(now))
        });
        if let Err(spent) = booked {
            self.turn = None;
            return Err(spent.to_string());
        }
        self.near = near.or(self.near);
        Ok(busy)
    }

    fn after(&mut self, host: &str, calls: u32, ended: Ended<'_>) -> Option<Duration> {
        self.turn = None;
        let counted = match ended {
            Ended::Answered => return None,
            Ended::Refused { .. } => FAILED_CALLS,
            Ended::NotSent => 0,
        };
        let now = self.now();
        self.update(host, |usage| {
            usage.give_back(calls.saturating_sub(counted), now);
            match ended {
                Ended::Refused {
                    status: 429, body, ..
                } => usage.was_refused(body, now),
                _ => None,
            }
        })
    }

    fn warnings(&mut self) -> Vec<String> {
        let near = self.near.take().filter(|_| !self.has_warned);
        self.has_warned |= near.is_some();
        near.iter().map(ToString::to_string).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weather::allowance::Window;
    use rstest::rstest;

    const LEFT: Duration = Duration::from_secs(1);

    fn now() -> Timestamp {
        "2026-11-27T18:42:10Z".parse().unwrap()
    }

    fn tier(folder: &std::path::Path) -> FreeTier {
        FreeTier::new(Allowances::new(Some(folder.to_owned())), now())
    }

    fn used(tier: &mut FreeTier) -> u32 {
        tier.update("a.example", |usage| usage.used(Window::Day, now()))
    }

    #[rstest]
    #[case::the_forecast("api.open-meteo.com", "open-meteo.com")]
    #[case::the_archive("archive-api.open-meteo.com", "open-meteo.com")]
    #[case::the_names("geocoding-api.open-meteo.com", "open-meteo.com")]
    #[case::one_s_own("127.0.0.1:8080", "127.0.0.1:8080")]
    #[case::one_that_ends_so("not-open-meteo.com", "not-open-meteo.com")]
    fn the_hosts_of_one_service_count_together(#[case] host: &str, #[case] with: &str) {
        assert_eq!(counted_with(host), with);
    }

    #[rstest]
    #[case::an_answer_counts_in_full(Ended::Answered, 100)]
    #[case::a_failure_counts_as_one(Ended::Refused { status: 503, body: b"", retry_after: None }, 1)]
    #[case::what_never_left_counts_as_nothing(Ended::NotSent, 0)]
    fn a_request_is_counted_by_how_it_ended(#[case] ended: Ended<'_>, #[case] expected: u32) {
        let folder = tempfile::tempdir().unwrap();
        let mut tier = tier(folder.path());
        tier.before("a.example", 100, LEFT).unwrap();
        assert_eq!(tier.after("a.example", 100, ended), None);
        assert_eq!(used(&mut tier), expected);
        assert_eq!(
            used(&mut self::tier(folder.path())),
            expected,
            "by the next run too"
        );
    }

    #[test]
    fn a_refusal_is_remembered_by_the_runs_to_come_for_this_service_only() {
        let folder = tempfile::tempdir().unwrap();
        let mut first = tier(folder.path());
        first.before("api.open-meteo.com", 1, LEFT).unwrap();
        let ended = Ended::Refused {
            status: 429,
            body: br#"{"error":true,"reason":"Hourly API request limit exceeded. Please try again in the next hour."}"#,
            retry_after: None,
        };
        let wait = first.after("api.open-meteo.com", 1, ended).unwrap();
        assert!((1_069..=1_070).contains(&wait.as_secs()), "{wait:?}");
        let mut second = tier(folder.path());
        let why = second
            .before("archive-api.open-meteo.com", 1, LEFT)
            .unwrap_err();
        assert!(
            why.contains("5,000 calls an hour is used up until 19:00 UTC"),
            "{why}"
        );
        assert!(second.before("a.example", 1, LEFT).is_ok());
    }

    #[test]
    fn a_limit_that_is_near_is_said_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut tier = tier(folder.path());
        tier.update("a.example", |usage| {
            for minutes in 1..=8 {
                let then = now() - SignedDuration::from_mins(minutes);
                usage.book(500, then).unwrap();
            }
        });
        for _ in 0..2 {
            tier.before("a.example", 10, LEFT).unwrap();
            tier.after("a.example", 10, Ended::Answered);
        }
        let warnings = tier.warnings();
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        assert!(
            warnings[0].starts_with("4,020 of Open-Meteo's 5,000"),
            "{warnings:?}"
        );
        tier.before("a.example", 10, LEFT).unwrap();
        assert_eq!(tier.warnings(), [""; 0]);
    }

    #[test]
    fn one_request_is_under_way_at_a_time_and_patience_ends() {
        let folder = tempfile::tempdir().unwrap();
        let (mut first, mut second) = (tier(folder.path()), tier(folder.path()));
        first.before("a.example", 1, LEFT).unwrap();
        let started = Instant::now();
        let patience = Duration::from_millis(60);
        assert!(second.before("a.example", 1, patience).is_ok());
        assert!(started.elapsed() >= patience);
        assert_eq!(used(&mut second), 2);
    }
}
