//! How far a long piece of work is: a bar on a terminal, silence in a pipe, and Ctrl-C as the wish to stop.

use crate::app::signals;
use crate::error::{Error, Kind};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What a bar looks like while bytes are read.
const BYTES: &str = "{msg} {bar:24} {bytes}/{total_bytes} {eta}";

/// How far the work is.
pub(super) struct Progress {
    bar: ProgressBar,
    stop: Arc<AtomicBool>,
}

impl Progress {
    /// Returns the progress of work that has not begun, and listens for Ctrl-C from now on.
    ///
    /// # Errors
    /// When the signal cannot be listened for.
    pub(super) fn new(quiet: bool) -> Result<Self, Error> {
        let stop = signals::stop_flag().map_err(|error| {
            Error::new(Kind::Internal, format!("cannot listen for Ctrl-C: {error}"))
        })?;
        let bar = if quiet || !io::stderr().is_terminal() {
            ProgressBar::hidden()
        } else {
            let style = ProgressStyle::with_template(BYTES);
            ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        };
        Ok(Self { bar, stop })
    }

    /// Begins with `what`, which has so many bytes.
    pub(super) fn begin(&self, what: String, bytes: u64) {
        self.bar.set_message(what);
        self.bar.set_length(bytes);
        self.bar.set_position(0);
    }

    /// Takes note of the bytes done, and returns whether to go on.
    pub(super) fn at(&self, bytes: u64) -> bool {
        self.bar.set_position(bytes);
        !self.is_stopped()
    }

    /// Returns whether somebody has pressed Ctrl-C.
    pub(super) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
