//! What keeps something from being recorded, as a failure of the run: a rule that refuses it, or the log.

use crate::commands::Rejection;
use crate::error::{Error, Kind};
use crate::store::event_log::{LogError, NotRecorded};

impl From<Rejection> for Error {
    fn from(rejection: Rejection) -> Self {
        Self {
            kind: Kind::Refused,
            message: rejection.reason,
            hint: rejection.hint,
        }
    }
}

impl From<LogError> for Error {
    fn from(error: LogError) -> Self {
        let kind = match error {
            // Nothing is wrong: somebody was faster, and what was decided on is not so any more.
            LogError::Conflict { .. } => Kind::Refused,
            _ => Kind::Internal,
        };
        Self {
            kind,
            message: error.to_string(),
            hint: error.hint().map(str::to_owned),
        }
    }
}

impl From<NotRecorded<Rejection>> for Error {
    fn from(error: NotRecorded<Rejection>) -> Self {
        match error {
            NotRecorded::Refused(rejection) => rejection.into(),
            NotRecorded::Log(error) => error.into(),
        }
    }
}
