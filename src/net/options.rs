//! What a client may use in a run, and what a service asks of it.

use std::path::PathBuf;
use std::time::Duration;

/// What a client may use.
#[derive(Debug, Clone)]
pub struct Options {
    /// Time for everything the client does in the run, waiting included.
    pub total: Duration,
    /// Decoded bytes that an answer may have.
    pub most_bytes: usize,
    /// A file of PEM certificates trusted besides the public ones.
    pub ca_file: Option<PathBuf>,
    /// Whether a busy or unreachable service may be tried once more after a moment.
    pub retries: bool,
    /// Where the jitter of the pauses starts, so that a test can tell them; `None` for chance.
    pub seed: Option<u64>,
}

impl Default for Options {
    /// Ten seconds in all, 16 MiB an answer.
    fn default() -> Self {
        Self {
            total: Duration::from_secs(10),
            most_bytes: 16 << 20,
            ca_file: None,
            retries: true,
            seed: None,
        }
    }
}

/// What a service asks of those who use it, and what it may take of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Terms {
    /// Time between an answer and the next request, retries included.
    pub apart: Duration,
    /// How much of the run's time its requests may take; `None` for all of it.
    pub at_most: Option<Duration>,
    /// Statuses that say something of what was asked, and nothing ill of the service.
    pub answers: &'static [u16],
}
