//! Signals as values: the wish to stop as a flag, a limit on the size of files as an error of the write that meets it.
//! Nothing else of the program knows signals.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

#[cfg(unix)]
const STOP: [i32; 3] = [
    signal_hook::consts::SIGINT,
    signal_hook::consts::SIGTERM,
    signal_hook::consts::SIGHUP,
];
#[cfg(not(unix))]
const STOP: [i32; 2] = [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM];

/// Returns what turns true when somebody presses Ctrl-C, or ends the run or its terminal; from now on that ends nothing by
/// itself.
///
/// # Errors
/// When the system does not let the signals be heard.
pub(super) fn stop_flag() -> io::Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in STOP {
        signal_hook::flag::register(signal, Arc::clone(&stop))?;
    }
    Ok(stop)
}

/// Lets a write beyond the limit on the size of files (`ulimit -f`) fail, where by itself it would end the run in the middle
/// of the file. Where that cannot be had, nothing is lost but a good message.
pub(super) fn outlive_file_limits() {
    #[cfg(unix)]
    {
        let heard = Arc::new(AtomicBool::new(false));
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, heard);
    }
}
