//! The binary: parse, run, exit code. Everything else is in the library.

use std::panic;
use std::process::{self, ExitCode};

fn main() -> ExitCode {
    panic::set_hook(Box::new(|fault| {
        process::exit(kidtrip::app::tell_of_fault(fault))
    }));
    kidtrip::app::run(std::env::args_os())
}
