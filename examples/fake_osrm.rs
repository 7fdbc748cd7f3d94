//! A fake OSRM to try kidtrip against by hand: it prints its address and answers until it is stopped.
//! `cargo run --example fake_osrm -- british`, then set `KIDTRIP_OSRM_URL` to the address. An address may follow:
//! `slow 127.0.0.1:5001`.
#![allow(clippy::print_stdout, reason = "the address is what it is for")]

#[path = "../tests/it/fake/mod.rs"]
mod fake;

use fake::osrm::{Drive, Mode, Osrm, Point, british, winding};
use std::time::Duration;

/// What it can be told to do, and what becomes of every answer then.
const KINDS: [(&str, Mode); 10] = [
    ("british", Mode::Well),
    ("winding", Mode::Well),
    ("no-roads", Mode::Well),
    ("sea", Mode::Well),
    ("small", Mode::Well),
    ("slow", Mode::Slow(Duration::from_secs(8))),
    ("page", Mode::Html),
    ("broken", Mode::WrongLength),
    ("no-distances", Mode::NoDistances),
    (
        "failing",
        Mode::Status(500, "InternalError", "Internal Server Error"),
    ),
];

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let kind = arguments.next().unwrap_or_else(|| "british".to_owned());
    let address = arguments
        .next()
        .unwrap_or_else(|| "127.0.0.1:5000".to_owned());
    let Some((_, mode)) = KINDS.into_iter().find(|(name, _)| *name == kind) else {
        let names = KINDS.map(|(name, _)| name).join(", ");
        let message = format!("\"{kind}\" is none of {names}");
        return Err(std::io::Error::new(
            std::io::ErrorKind::InvalidInput,
            message,
        ));
    };
    let roads: fn(Point, Point) -> Drive = match kind.as_str() {
        "no-roads" => |_, _| None,
        "winding" => winding,
        _ => british,
    };
    let fake = Osrm::start_at(&address, roads)?;
    match kind.as_str() {
        // Every tenth of a degree of longitude a hundredth is water.
        "sea" => fake.flood(|(_, lon)| lon.rem_euclid(0.1) < 0.01),
        "small" => fake.allow_cells(30),
        _ => {}
    }
    fake.answer(mode);
    println!("{kind} roads at {}", fake.url());
    loop {
        std::thread::park();
    }
}
