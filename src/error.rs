//! What can go wrong, for the person who reads it: what, which value, what to do next.
//! The kind decides the exit code; nothing else does.

use std::fmt;

/// A failure that ends the command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// Which exit code it ends with.
    pub kind: Kind,
    /// What was wrong, naming the value; one line where it fits.
    pub message: String,
    /// What to do next, in a few words.
    pub hint: Option<String>,
}

/// The kinds of failure that scripts tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Something failed here: the disk, the store, a bug.
    Internal,
    /// It was asked wrongly: a bad flag or config, a location that is not known or ambiguous.
    Usage,
    /// There is nothing to suggest within the limits.
    Nothing,
    /// A forecast was required, or a service was needed, and could not be had.
    Unreachable,
    /// A rule refused it.
    Refused,
}

impl Kind {
    /// Returns the exit code that scripts rely on.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Internal => 1,
            Self::Usage => 2,
            Self::Nothing => 3,
            Self::Unreachable => 4,
            Self::Refused => 5,
        }
    }
}

impl Error {
    /// Returns a failure of this kind, without a hint.
    #[must_use]
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            hint: None,
        }
    }

    /// Returns a failure of having been asked wrongly.
    #[must_use]
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Kind::Usage, message)
    }

    /// Returns the failure with what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.hint {
            Some(hint) => write!(formatter, "{} ({hint})", self.message),
            None => write!(formatter, "{}", self.message),
        }
    }
}

impl std::error::Error for Error {}
