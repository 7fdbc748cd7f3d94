//! Why a rule refuses a command, for the person who gave it.

use std::fmt;

/// What a rule has against a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// What is wrong, naming the value.
    pub reason: String,
    /// What to do instead, in a few words.
    pub hint: Option<String>,
}

impl Rejection {
    /// Returns a rejection without a hint.
    #[must_use]
    pub fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            hint: None,
        }
    }

    /// Returns the rejection with what to do instead.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.hint {
            Some(hint) => write!(formatter, "{} ({hint})", self.reason),
            None => write!(formatter, "{}", self.reason),
        }
    }
}

impl std::error::Error for Rejection {}
