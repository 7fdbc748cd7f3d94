//! Times the radius query over an imported catalogue inside one process, to measure with.
//!
//! `cargo run --release --example query-catalogue FILE LAT,LON KM TOP RUNS`: the median time, in milliseconds, to open
//! the catalogue and list the TOP nearest places within KM with all that is known of them; the same without opening it
//! anew; how many were found.

use kidtrip::catalogue::packed::Packed;
use kidtrip::catalogue::{Catalogues, Categories, Wish};
use kidtrip::domain::{Limits, Position, Reach};
use kidtrip::store::catalogues;
use std::error::Error;
use std::fs::File;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

#[expect(clippy::print_stdout, reason = "an example reports to its reader")]
fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, near, km, top, runs] = arguments.as_slice() else {
        return Err("query-catalogue FILE LAT,LON KM TOP RUNS".into());
    };
    let (lat, lon) = near.split_once(',').ok_or("LAT,LON is a pair")?;
    let kinds = Categories::built_in()?;
    let limits = Limits {
        reach: Reach {
            km: Some(km.parse()?),
            minutes: None,
        },
        ..Limits::default()
    };
    let wish = Wish {
        query: None,
        from: Some(Position::new(lat.parse()?, lon.parse()?)?),
        limits: &limits,
        top: Some(top.parse()?),
    };
    let open = || -> Result<Catalogues<File>, Box<dyn Error>> {
        let file = catalogues::open(Path::new(file))?;
        let packed = Packed::open(file, "measured", &kinds)?;
        Ok(Catalogues::new(kinds.clone()).with_imported(vec![packed]))
    };
    let opened = open()?;
    let found = opened.list(&wish)?.found;
    let mut anew = Vec::new();
    let mut again = Vec::new();
    for _ in 0..runs.parse()? {
        let started = Instant::now();
        black_box(open()?.list(&wish)?);
        anew.push(started.elapsed());
        let started = Instant::now();
        black_box(opened.list(&wish)?);
        again.push(started.elapsed());
    }
    let median = |times: &mut Vec<std::time::Duration>| {
        times.sort_unstable();
        times
            .get(times.len() / 2)
            .map_or(0.0, |time| time.as_secs_f64() * 1e3)
    };
    println!("{:.3} {:.3} {found}", median(&mut anew), median(&mut again));
    Ok(())
}
