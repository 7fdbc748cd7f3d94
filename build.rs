//! Lays out the built-in places, so that a run parses only those in reach, and those without a look at quotes.
//! `destinations.rows`: the cells of the table, each ended by the unit separator. `destinations.index`: one record a place,
//! 20 bytes: latitude and longitude (f64) and where its row begins (u32), little-endian. The header comes before the first.
//! And links the program where it will stand: see docs/decisions/0018-a-small-binary-that-starts-fast.md.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

const TABLE: &str = "data/destinations.csv";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={TABLE}");
    println!("cargo:rerun-if-changed=build.rs");
    if env::var("CARGO_CFG_TARGET_OS")? == "linux" && env::var("CARGO_CFG_TARGET_ENV")? == "gnu" {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
    let text = fs::read(TABLE)?;
    let mut reader = csv::Reader::from_reader(text.as_slice());
    let header = reader.headers()?.clone();
    let column = |name: &str| {
        let found = header.iter().position(|cell| cell == name);
        found.ok_or_else(|| format!("{TABLE} has no column {name}"))
    };
    let (lat, lon) = (column("lat")?, column("lon")?);
    let mut rows = String::new();
    append(&mut rows, &header)?;
    let mut index = Vec::new();
    for record in reader.records() {
        let record = record?;
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
        index.extend(u32::try_from(rows.len())?.to_le_bytes());
        append(&mut rows, &record)?;
    }
    let target = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(target.join("destinations.rows"), rows)?;
    Ok(fs::write(target.join("destinations.index"), index)?)
}

fn append(rows: &mut String, cells: &csv::StringRecord) -> Result<(), Box<dyn Error>> {
    const UNIT_SEPARATOR: char = '\x1f';
    for cell in cells {
        if cell.contains(UNIT_SEPARATOR) {
            return Err(format!("{TABLE} has a cell with a control character: {cell:?}").into());
        }
        rows.push_str(cell);
        rows.push(UNIT_SEPARATOR);
    }
    Ok(())
}
