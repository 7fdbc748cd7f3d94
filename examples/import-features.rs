//! Reads a map extract and tells what it holds and how long that took: `import-features FILE.osm.pbf [--list]`.
//!
//! It keeps what `osmium tags-filter FILE nwr/tourism nwr/leisure nwr/historic nwr/natural=beach
//! nwr/amenity=library,cinema,theatre,arts_centre,planetarium,public_bath nwr/boundary=protected_area` keeps, to be
//! timed against it: tools/make_large_extract.py makes an extract worth timing, `/usr/bin/time -v` tells time and memory,
//! and the two are run in turns. `--list` prints each feature: its source, its position, the points around it, its tags.

use kidtrip::catalogue::import::{TagFilter, read_osm_pbf};
use std::error::Error;
use std::fs::File;
use std::time::Instant;

const KEYS: [&str; 6] = [
    "tourism", "leisure", "historic", "amenity", "natural", "boundary",
];
const AMENITIES: [&str; 6] = [
    "library",
    "cinema",
    "theatre",
    "arts_centre",
    "planetarium",
    "public_bath",
];

/// Keeps what families may go to, roughly.
struct Outings;

impl TagFilter for Outings {
    fn key_may_matter(&self, key: &str) -> bool {
        KEYS.contains(&key)
    }

    fn may_matter(&self, key: &str, value: &str) -> bool {
        match key {
            "tourism" | "leisure" | "historic" => true,
            "amenity" => AMENITIES.contains(&value),
            "natural" => value == "beach",
            "boundary" => value == "protected_area",
            _ => false,
        }
    }

    fn keeps(&self, tags: &[(&str, &str)]) -> bool {
        tags.iter().any(|(key, value)| self.may_matter(key, value))
    }
}

#[expect(clippy::print_stdout, reason = "an example reports to its reader")]
fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("give an .osm.pbf file")?;
    let list = arguments.next().is_some_and(|word| word == "--list");
    let start = Instant::now();
    let reading = read_osm_pbf(&File::open(&path)?, &Outings, &|_| true)?;
    let elapsed = start.elapsed();
    if list {
        for feature in &reading.features {
            let (lat, lon) = (feature.position.lat(), feature.position.lon());
            let around: usize = feature.outline.iter().map(Vec::len).sum();
            let tags: Vec<String> = feature
                .tags
                .iter()
                .map(|(key, value)| format!("{key}={value}"))
                .collect();
            let tags = tags.join("|");
            println!("{}\t{lat:.7}\t{lon:.7}\t{around}\t{tags:?}", feature.source);
        }
        return Ok(());
    }
    println!("{} objects, as of {:?}", reading.objects, reading.as_of);
    println!(
        "{} features, skipped {:?}",
        reading.features.len(),
        reading.skipped
    );
    println!("{:.3} s", elapsed.as_secs_f64());
    Ok(())
}
