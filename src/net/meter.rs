//! What a service grants to everybody, counted: asked before each request, and told after it how it ended.
//! Who counts, over which time and where that is kept is not known here.

use std::fmt;
use std::time::Duration;

/// How a request ended, as far as it matters to what it is counted as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended<'a> {
    /// It was answered, or may have been: it counts in full.
    Answered,
    /// It was answered with another status than success.
    Refused {
        /// The HTTP status.
        status: u16,
        /// What the answer said.
        body: &'a [u8],
        /// How long it wants to be left alone, by its header.
        retry_after: Option<Duration>,
    },
    /// It never reached the service.
    NotSent,
}

/// Who keeps count of the requests to a host.
pub trait Meter: fmt::Debug {
    /// Counts a request of `calls` that is about to be sent to `host`, and returns how long to wait before it is.
    /// May itself wait, no longer than `left`, until other runs have had their answers.
    ///
    /// # Errors
    /// Says which limit it would pass, and until when; nothing is then counted.
    fn before(&mut self, host: &str, calls: u32, left: Duration) -> Result<Duration, String>;

    /// Takes note of how the request of `calls` ended that was counted last, and returns how long `host` wants to
    /// be left alone, where it says so.
    fn after(&mut self, host: &str, calls: u32, ended: Ended<'_>) -> Option<Duration>;

    /// Takes what the reader should know of the limits, each thing once.
    fn warnings(&mut self) -> Vec<String>;
}
