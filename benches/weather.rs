//! Medians of what a run does with forecasts: read an answer, read the cache, look up typical weather.
//! `cargo bench --bench weather`; each line names what it must reach.
#![allow(clippy::print_stdout, reason = "figures are what it is for")]

#[path = "../tests/it/fake/mod.rs"]
mod fake;

use jiff::civil::Date;
use kidtrip::domain::{Cell, HourSpan, Position, Source};
use kidtrip::net::{Client, Options};
use kidtrip::store::forecast_cache::{ForecastCache, Whole, WholeForecasts};
use kidtrip::weather::{met_norway, normals, open_meteo};
use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let day: Date = "2026-11-28".parse()?;
    let fake = fake::open_meteo::OpenMeteo::start(day, fake::weather::random)?;
    let now = "2026-11-28T08:00:00Z".parse()?;
    let span = HourSpan::covering(
        "2026-11-27T22:00:00Z".parse()?,
        "2026-11-28T21:00:00Z".parse()?,
    );
    let mut cells = Vec::new();
    for i in 0..100_u8 {
        let (lat, lon) = (
            53.0 + f64::from(i / 20) * 0.05,
            -2.5 + f64::from(i % 20) * 0.05,
        );
        cells.push(Cell::of(Position::new(lat, lon)?));
    }
    let url = open_meteo::request_url(&fake.url(), &cells, span)?;
    let started = Instant::now();
    let mut client = Client::new(Options::default());
    let body = client.get(open_meteo::SOURCE, url.clone())?.body;
    println!(
        "first request, client and all:     {:>8.3} ms",
        millis(started)
    );
    median("request over loopback, 100 cells", || {
        black_box(client.get(open_meteo::SOURCE, url.clone()).is_ok());
    });
    println!(
        "{} bytes for {} cells x {} hours",
        body.len(),
        cells.len(),
        span.len()
    );
    median("parse it (well below 2 ms)", || {
        black_box(open_meteo::parse(&body, &cells, now).is_ok());
    });

    let forecasts = open_meteo::parse(&body, &cells, now)?;
    let forecasts = cells.iter().copied().zip(forecasts).collect();
    let folder = tempfile::tempdir()?;
    let mut cache = ForecastCache::new(Some(folder.path().to_owned()), Source::OpenMeteo);
    median("write them to the cache", || {
        black_box(cache.put(day, &forecasts, now));
    });
    median("read them from the cache (< 0.5 ms)", || {
        assert_eq!(black_box(cache.get(&cells, day, span)).len(), 100);
    });
    let recorded = include_bytes!("../tests/fixtures/met-norway/complete-london-2020-07-20.json");
    let london = Cell::of(Position::new(51.5, -0.1)?);
    median("parse nine days of a cell by MET Norway", || {
        black_box(met_norway::parse(recorded, london, now).is_ok());
    });
    let whole = Whole {
        forecast: met_norway::parse(recorded, london, now)?,
        expires: now,
        last_modified: None,
    };
    let wholes = cells
        .iter()
        .take(50)
        .map(|&cell| (cell, whole.clone()))
        .collect();
    let mut kept = WholeForecasts::new(Some(folder.path().to_owned()), Source::MetNorway);
    median("write 50 such to the cache", || {
        black_box(kept.put(&wholes, now));
    });
    median("read them from it", || {
        assert_eq!(black_box(kept.get(&cells)).len(), 50);
    });
    median("typical weather of 100 cells", || {
        for cell in &cells {
            if let Ok(position) = Position::new(cell.lat(), cell.lon()) {
                black_box(normals::normals(position, day));
            }
        }
    });
    Ok(())
}

fn millis(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

fn median(what: &str, mut work: impl FnMut()) {
    let mut times: Vec<_> = (0..101)
        .map(|_| {
            let started = Instant::now();
            work();
            millis(started)
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{what:<36} {:>8.3} ms", times[times.len() / 2]);
}
