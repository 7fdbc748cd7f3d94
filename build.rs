//! Indexes the built-in places, so that a run parses only those in reach.
//! One record a place, 20 bytes: latitude and longitude (f64) and the offset of its line (u32), little-endian.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

const TABLE: &str = "data/destinations.csv";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={TABLE}");
    println!("cargo:rerun-if-changed=build.rs");
    let text = fs::read(TABLE)?;
    let mut reader = csv::Reader::from_reader(text.as_slice());
    let header = reader.headers()?.clone();
    let column = |name: &str| {
        let found = header.iter().position(|cell| cell == name);
        found.ok_or_else(|| format!("{TABLE} has no column {name}"))
    };
    let (lat, lon) = (column("lat")?, column("lon")?);
    let mut index = Vec::new();
    for record in reader.records() {
        let record = record?;
        let offset = record
            .position()
            .ok_or("a record without a position")?
            .byte();
        for column in [lat, lon] {
            let degrees: f64 = record
                .get(column)
                .unwrap_or_default()
                .parse()
                .map_err(|error| {
                    format!(
                        "{TABLE}, {:?}: lat and lon are needed here: {error}",
                        record.get(0)
                    )
                })?;
            index.extend(degrees.to_le_bytes());
        }
        index.extend(u32::try_from(offset)?.to_le_bytes());
    }
    let target = Path::new(&env::var("OUT_DIR")?).join("destinations.index");
    Ok(fs::write(target, index)?)
}
