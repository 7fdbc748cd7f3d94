//! How the forecasts of a run were come by: who failed and how, who stood in, and what was left unasked.
//! For the words about it; of each source the first failure is kept, as what follows is mostly the same.

use crate::domain::Source;
use crate::net::NetError;

/// How the forecasts of a run were come by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    failures: Vec<String>,
    failed: Vec<Failed>,
    answered: Vec<Source>,
    fell_back_on_cache: bool,
}

/// A source that was asked in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failed {
    /// The source.
    pub source: Source,
    /// Why.
    pub why: WhyFailed,
}

/// Why a source gave nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyFailed {
    /// It was left alone, because what it grants is used up or it has asked for peace.
    NotAsked,
    /// It will not have this client, or not now.
    Refused,
    /// It answered with something else than a forecast.
    NoForecast,
    /// It did not answer.
    Down,
}

impl WhyFailed {
    fn of(error: &NetError) -> Self {
        match error {
            NetError::Spent(_) => Self::NotAsked,
            NetError::KeyRefused { .. }
            | NetError::Status {
                status: 400..=499, ..
            } => Self::Refused,
            NetError::Status { .. } | NetError::Redirect { .. } | NetError::TooLarge { .. } => {
                Self::NoForecast
            }
            _ => Self::Down,
        }
    }
}

impl Account {
    /// Returns what went wrong with the sources, of each what was first, in the words of an error.
    #[must_use]
    pub fn failures(&self) -> &[String] {
        &self.failures
    }

    /// Returns the sources that were asked in vain, each once, in the order in which they failed.
    #[must_use]
    pub fn failed(&self) -> &[Failed] {
        &self.failed
    }

    /// Returns the sources that answered where another had failed before.
    pub fn stand_ins(&self) -> impl Iterator<Item = Source> {
        let first = self.failed.first().map(|failed| failed.source);
        let answered = self.answered.iter().copied();
        answered.filter(move |&source| first.is_some_and(|first| first != source))
    }

    /// Returns whether `source` answered with any forecast.
    #[must_use]
    pub fn answered(&self, source: Source) -> bool {
        self.answered.contains(&source)
    }

    /// Returns whether what nobody would answer was found in the cache.
    #[must_use]
    pub fn fell_back_on_cache(&self) -> bool {
        self.fell_back_on_cache
    }

    /// Takes note that a source answered with forecasts.
    pub(super) fn has_answered(&mut self, source: Source) {
        if !self.answered.contains(&source) {
            self.answered.push(source);
        }
    }

    /// Takes note that the cache stood in, if anybody had failed.
    pub(super) fn has_fallen_back(&mut self) {
        self.fell_back_on_cache |= !self.failed.is_empty();
    }

    /// Takes note of a request that brought nothing.
    pub(super) fn could_not_ask(&mut self, source: Source, error: &NetError) {
        let why = format!("{}: {error}", source.as_str());
        self.note(source, WhyFailed::of(error), why);
    }

    /// Takes note of an answer that is no forecast; `why` names the source.
    pub(super) fn was_unusable(&mut self, source: Source, why: String) {
        self.note(source, WhyFailed::NoForecast, why);
    }

    fn note(&mut self, source: Source, why: WhyFailed, words: String) {
        if self.failed.iter().all(|failed| failed.source != source) {
            self.failures.push(words);
            self.failed.push(Failed { source, why });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn status(status: u16) -> NetError {
        NetError::Status {
            host: "a.example".to_owned(),
            status,
            reason: "no".to_owned(),
            body: Vec::new(),
            retry_after: None,
        }
    }

    fn down() -> NetError {
        NetError::Down {
            host: "a.example".to_owned(),
            failures: 3,
        }
    }

    fn refused() -> NetError {
        NetError::Connect {
            host: "a.example".to_owned(),
            why: "connection refused".to_owned(),
        }
    }

    #[rstest]
    #[case::used_up(NetError::Spent("600 calls a minute".to_owned()), WhyFailed::NotAsked)]
    #[case::turned_away(status(403), WhyFailed::Refused)]
    #[case::too_often(status(429), WhyFailed::Refused)]
    #[case::broken(status(503), WhyFailed::NoForecast)]
    #[case::nobody_there(refused(), WhyFailed::Down)]
    fn a_failure_is_told_by_who_is_to_blame(#[case] error: NetError, #[case] expected: WhyFailed) {
        let mut account = Account::default();
        account.could_not_ask(Source::OpenMeteo, &error);
        assert_eq!(account.failed()[0].why, expected);
    }

    #[test]
    fn of_each_source_the_first_failure_is_kept() {
        let mut account = Account::default();
        for error in [refused(), refused(), down()] {
            account.could_not_ask(Source::OpenMeteo, &error);
        }
        let said = ["open-meteo: could not connect to a.example (connection refused)"];
        assert_eq!(account.failures(), said);
        assert_eq!(
            account.failed(),
            [Failed {
                source: Source::OpenMeteo,
                why: WhyFailed::Down
            }]
        );
    }

    #[test]
    fn a_source_that_was_down_from_the_start_is_said() {
        let mut account = Account::default();
        account.could_not_ask(Source::OpenMeteo, &down());
        assert_eq!(account.failures().len(), 1);
    }

    #[test]
    fn only_who_answers_after_another_failed_stands_in() {
        let mut account = Account::default();
        account.has_answered(Source::OpenMeteo);
        account.has_fallen_back();
        assert_eq!(account.stand_ins().count(), 0);
        assert!(!account.fell_back_on_cache());
        account.was_unusable(Source::OpenMeteo, "open-meteo sent nothing".to_owned());
        account.has_answered(Source::MetNorway);
        account.has_fallen_back();
        assert_eq!(account.stand_ins().collect::<Vec<_>>(), [Source::MetNorway]);
        assert!(account.fell_back_on_cache());
    }
}
