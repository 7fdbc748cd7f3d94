//! What can go wrong, for the person who reads it: what, which value, what to do next.
//! The kind decides the exit code; nothing else does.

use std::fmt;
use std::io;

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

/// Returns why a file could not be written or opened, and what to do where that is known.
#[must_use]
pub fn of_the_disk(error: &io::Error) -> String {
    let cure = match error.kind() {
        io::ErrorKind::FileTooLarge => {
            "a limit on the size of files is set here: raise it with ulimit -f"
        }
        io::ErrorKind::StorageFull => "make room on that disk",
        io::ErrorKind::QuotaExceeded => "make room in your share of that disk",
        io::ErrorKind::ReadOnlyFilesystem => "nothing can be written there: choose another folder",
        _ if is_out_of_descriptors(error) => {
            "a limit on open files is set here: raise it with ulimit -n"
        }
        _ => return error.to_string(),
    };
    format!("{error}; {cure}")
}

fn is_out_of_descriptors(error: &io::Error) -> bool {
    // EMFILE and ENFILE, which have no kind of their own.
    cfg!(unix) && matches!(error.raw_os_error(), Some(23 | 24))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::a_limit_on_the_size(io::ErrorKind::FileTooLarge, "ulimit -f")]
    #[case::a_full_disk(io::ErrorKind::StorageFull, "make room")]
    #[case::a_quota(io::ErrorKind::QuotaExceeded, "your share")]
    #[case::a_disk_to_read_only(io::ErrorKind::ReadOnlyFilesystem, "another folder")]
    #[case::anything_else(io::ErrorKind::PermissionDenied, "permission denied")]
    fn a_failure_of_the_disk_says_what_to_do(#[case] kind: io::ErrorKind, #[case] words: &str) {
        let said = of_the_disk(&kind.into());
        assert!(said.contains(words), "{said}");
    }

    #[cfg(unix)]
    #[test]
    fn too_many_open_files_are_a_limit_that_can_be_raised() {
        let said = of_the_disk(&io::Error::from_raw_os_error(24));
        assert!(said.contains("ulimit -n"), "{said}");
    }
}
