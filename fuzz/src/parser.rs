//! One fuzz target for every parser of outside bytes: `KIDTRIP_PARSER` says which of `tests/it/parsers.rs`.
//! `tools/fuzz.sh` runs them all, each with a corpus of its own.
#![no_main]

#[path = "../../tests/it/parsers.rs"]
mod parsers;

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static PARSER: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let wanted = std::env::var("KIDTRIP_PARSER").unwrap_or_default();
    let found = parsers::PARSERS.iter().find(|(name, _)| *name == wanted);
    match found {
        Some((_, parse)) => *parse,
        None => {
            let names = parsers::PARSERS.map(|(name, _)| name);
            panic!("KIDTRIP_PARSER={wanted} is none of {}", names.join(", "))
        }
    }
});

fuzz_target!(|bytes: &[u8]| (*PARSER)(bytes));
