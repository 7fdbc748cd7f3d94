//! Compares every unit postcode that the program finds with the published one.
//!
//! `cargo run --release --example check-postcodes UNITS.tsv`, where tools/build_postcodes.py --tsv wrote UNITS.tsv:
//! postcode, latitude and longitude of each unit.

use kidtrip::domain::Position;
use kidtrip::locate::postcode_position;
use std::error::Error;
use std::time::Instant;

#[expect(clippy::print_stdout, reason = "an example reports to its reader")]
fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args()
        .nth(1)
        .ok_or("give the TSV of tools/build_postcodes.py --tsv")?;
    let text = std::fs::read_to_string(path)?;
    let mut units = Vec::new();
    for line in text.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [postcode, lat, lon] = fields[..] else {
            return Err(format!("not a row of three fields: {line}").into());
        };
        units.push((postcode, Position::new(lat.parse()?, lon.parse()?)?));
    }
    let start = Instant::now();
    let found: Vec<Option<Position>> = units
        .iter()
        .map(|(postcode, _)| postcode_position(postcode))
        .collect();
    let elapsed = start.elapsed();
    let mut errors: Vec<f64> = units
        .iter()
        .zip(&found)
        .filter_map(|((_, truth), found)| found.map(|f| f.distance_km(*truth) * 1000.0))
        .collect();
    errors.sort_by(f64::total_cmp);
    let count = errors.len();
    println!("{count} units found, {} missed", units.len() - count);
    if let Some(largest) = errors.last() {
        #[expect(clippy::cast_precision_loss, reason = "1.7 million is exact in f64")]
        let (mean, micros) = (
            errors.iter().sum::<f64>() / count as f64,
            elapsed.as_secs_f64() * 1e6 / units.len() as f64,
        );
        println!(
            "error: mean {mean:.1} m, largest {largest:.1} m; {micros:.2} microseconds a look-up"
        );
    }
    if count == units.len() {
        Ok(())
    } else {
        Err("some units were missed".into())
    }
}
