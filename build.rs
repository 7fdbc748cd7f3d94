//! Lays out the built-in places, so that a run parses only those in reach, and those without a look at quotes.
//! `destinations.rows`: the cells of the table, one after another, those of the header first. `destinations.ends`: where in its row
//! each of them ends (u16). `destinations.index`: one record a place, 20 bytes: latitude and longitude (f64) and where its row
//! begins (u32). All little-endian.
//! And links the program where it will stand: see docs/decisions/0018-a-small-binary-that-starts-fast.md.

use std::error::Error;
use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

const TABLE: &str = "data/destinations.csv";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={TABLE}");
    println!("cargo:rerun-if-changed=build.rs");
    if env::var("CARGO_CFG_TARGET_OS")? == "linux" && env::var("CARGO_CFG_TARGET_ENV")? == "gnu" {
        println!("cargo:rustc-link-arg-bins=-no-pie");
        if let Some(folder) = folder_of_unwinder()? {
            println!("cargo:rustc-link-search=native={}", folder.display());
            println!("cargo:rustc-link-lib=static:+whole-archive,-bundle=gcc_eh");
        }
    }
    let text = fs::read(TABLE)?;
    let mut reader = csv::Reader::from_reader(text.as_slice());
    let header = reader.headers()?.clone();
    let column = |name: &str| {
        let found = header.iter().position(|cell| cell == name);
        found.ok_or_else(|| format!("{TABLE} has no column {name}"))
    };
    let (lat, lon) = (column("lat")?, column("lon")?);
    let mut rows = Rows::default();
    rows.append(&header)?;
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
        index.extend(u32::try_from(rows.text.len())?.to_le_bytes());
        rows.append(&record)?;
    }
    let target = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(target.join("destinations.rows"), rows.text)?;
    fs::write(target.join("destinations.ends"), rows.ends)?;
    Ok(fs::write(target.join("destinations.index"), index)?)
}

/// Returns where the C compiler keeps the unwinder as an archive. With it linked in, one shared library less is looked for
/// at every start; nothing is lost where it is not there, or where the program is built for another machine.
fn folder_of_unwinder() -> Result<Option<PathBuf>, Box<dyn Error>> {
    println!("cargo:rerun-if-env-changed=CC");
    if env::var("HOST")? != env::var("TARGET")? {
        return Ok(None);
    }
    let compiler = env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    let asked = Command::new(compiler)
        .arg("-print-file-name=libgcc_eh.a")
        .output();
    let Ok(answer) = asked else {
        return Ok(None);
    };
    // A compiler that has none says its bare name.
    let archive = PathBuf::from(String::from_utf8_lossy(&answer.stdout).trim());
    let is_there = archive.is_absolute() && archive.is_file();
    Ok(archive.parent().filter(|_| is_there).map(Into::into))
}

/// The cells of a table, and where in its row each of them ends.
#[derive(Default)]
struct Rows {
    text: String,
    ends: Vec<u8>,
}

impl Rows {
    fn append(&mut self, cells: &csv::StringRecord) -> Result<(), Box<dyn Error>> {
        let begin = self.text.len();
        for cell in cells {
            self.text.push_str(cell);
            let end = u16::try_from(self.text.len() - begin)?;
            self.ends.extend(end.to_le_bytes());
        }
        Ok(())
    }
}
