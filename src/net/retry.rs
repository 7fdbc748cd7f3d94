//! When a service is asked again, and when no more: pure rules, no clock.
//! A service that fails is never hammered: three failed requests in a run are the end of it.

use std::time::Duration;

/// Failed requests to one service in a run, after which it counts as down.
const MOST_FAILURES: u32 = 3;
/// Times one address is tried: the rest of the allowance is for what else is asked of the service.
const MOST_TRIES: u32 = 2;
/// The pause before an address is tried again, without the jitter.
const PAUSE: Duration = Duration::from_millis(250);

/// What a failure says about asking again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hint {
    /// The same request would fail again: it is refused or malformed, or the answer is.
    Never,
    /// It may work in a moment.
    Soon,
    /// The service said when.
    After(Duration),
}

impl Hint {
    /// Returns the hint of a service that wants to be left alone for `wait` at least, whatever else it said.
    pub(super) fn no_sooner_than(self, wait: Duration) -> Self {
        match self {
            Self::After(later) => Self::After(later.max(wait)),
            Self::Never | Self::Soon => Self::After(wait),
        }
    }
}

/// How a service has done in this run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Record {
    failures: u32,
    is_down: bool,
}

impl Record {
    /// Returns whether the service is not to be asked again in this run.
    pub(super) fn is_down(self) -> bool {
        self.is_down
    }

    /// Returns how many requests have failed.
    pub(super) fn failures(self) -> u32 {
        self.failures
    }

    /// Takes note that the service is not to be asked again in this run, though nothing failed.
    pub(super) fn gave_up(&mut self) {
        self.is_down = true;
    }

    /// Takes note of a failed request, the `tries`-th for its address, and returns the pause before the next
    /// try, or `None` when there is none. `jitter` is in 0..1; what does not fit into `left` is not waited for.
    pub(super) fn failed(
        &mut self,
        hint: Hint,
        tries: u32,
        left: Duration,
        jitter: f64,
    ) -> Option<Duration> {
        self.failures += 1;
        let pause = match hint {
            Hint::Never => None,
            Hint::Soon => Some(PAUSE.mul_f64(1.0 + jitter)),
            Hint::After(wait) => Some(wait.saturating_add(PAUSE.mul_f64(jitter))),
        };
        let too_long = pause.is_some_and(|pause| pause >= left);
        let asked_to_stay_away = too_long && matches!(hint, Hint::After(_));
        self.is_down = self.is_down || self.failures >= MOST_FAILURES || asked_to_stay_away;
        pause.filter(|_| !self.is_down && !too_long && tries < MOST_TRIES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const LEFT: Duration = Duration::from_secs(8);

    #[rstest]
    #[case::a_busy_service_is_tried_again(Hint::Soon, 1, LEFT, Some(375))]
    #[case::once(Hint::Soon, 2, LEFT, None)]
    #[case::not_when_time_is_up(Hint::Soon, 1, Duration::from_millis(300), None)]
    #[case::when_it_said(Hint::After(Duration::from_secs(2)), 1, LEFT, Some(2_125))]
    #[case::a_refusal_is_final(Hint::Never, 1, LEFT, None)]
    fn a_failure_has_a_pause_or_an_end(
        #[case] hint: Hint,
        #[case] tries: u32,
        #[case] left: Duration,
        #[case] millis: Option<u64>,
    ) {
        let mut record = Record::default();
        let pause = record.failed(hint, tries, left, 0.5);
        assert_eq!(pause, millis.map(Duration::from_millis));
        assert!(!record.is_down());
    }

    #[test]
    fn three_failures_are_the_end() {
        let mut record = Record::default();
        assert!(record.failed(Hint::Soon, 1, LEFT, 0.0).is_some());
        assert!(record.failed(Hint::Soon, 2, LEFT, 0.0).is_none());
        assert!(!record.is_down());
        assert!(record.failed(Hint::Soon, 1, LEFT, 0.0).is_none());
        assert!(record.is_down());
    }

    #[test]
    fn a_service_that_asks_for_a_minute_is_left_alone() {
        let mut record = Record::default();
        let minute = Hint::After(Duration::from_secs(60));
        assert_eq!(record.failed(minute, 1, LEFT, 0.0), None);
        assert!(record.is_down());
        let ever = Hint::After(Duration::MAX);
        assert_eq!(Record::default().failed(ever, 1, LEFT, 1.0), None);
    }
}
