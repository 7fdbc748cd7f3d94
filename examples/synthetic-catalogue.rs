//! Writes an imported catalogue of made-up places, the same ones every time, to measure with.
//!
//! `cargo run --release --example synthetic-catalogue DATA NAME NEAR FAR [POINTS]`: a catalogue NAME in the data
//! folder DATA with NEAR places in and around a few thousand towns of Europe and FAR places overseas; with POINTS also
//! a table of the same places for another program. Prints how long the building took.

use jiff::tz::TimeZone;
use kidtrip::catalogue::Categories;
use kidtrip::catalogue::packed::Builder;
use kidtrip::domain::{
    Category, Destination, Exposure, Fact, FactSource, FactSources, FamilyFacts, MapObject,
    MapSource, Position, Price, zone,
};
use kidtrip::store::catalogues;
use std::error::Error;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Places made before their building is timed.
const BATCH: u32 = 20_000;

#[expect(clippy::print_stdout, reason = "an example reports to its reader")]
fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, name, near, far, points @ ..] = arguments.as_slice() else {
        return Err("synthetic-catalogue DATA NAME NEAR FAR [POINTS]".into());
    };
    let (near, far): (u32, u32) = (near.parse()?, far.parse()?);
    let mut points = match points {
        [path, ..] => Some(BufWriter::new(std::fs::File::create(path)?)),
        [] => None,
    };
    let mut maker = Maker::new()?;
    let mut builder = Builder::new(name, "2026-11-27T18:00:00Z");
    let (mut adding, mut batch) = (Duration::ZERO, Vec::new());
    for first in (0..near + far).step_by(BATCH as usize) {
        batch.clear();
        for number in first..(first + BATCH).min(near + far) {
            let place = maker.place(number, number >= near)?;
            if let Some(points) = &mut points {
                writeln!(points, "{}", row(number, &place))?;
            }
            batch.push(place);
        }
        let started = Instant::now();
        for place in &batch {
            builder.add(place)?;
        }
        adding += started.elapsed();
    }
    if let Some(points) = &mut points {
        points.flush()?;
    }
    let started = Instant::now();
    catalogues::write(Path::new(data), name, |mut out| builder.finish(&mut out))?;
    let writing = started.elapsed();
    println!(
        "{:.3} s: {:.3} adding, {:.3} ordering, writing and syncing",
        (adding + writing).as_secs_f64(),
        adding.as_secs_f64(),
        writing.as_secs_f64()
    );
    Ok(())
}

/// Returns the facts of a place that `places --format json` prints, with commas between them.
fn row(number: u32, place: &Destination) -> String {
    let known = |fact: Fact| match fact.known() {
        Some(holds) => holds.to_string(),
        None => String::new(),
    };
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let facts = &place.facts;
    let cells = [
        number.to_string(),
        place.position.lat().to_string(),
        place.position.lon().to_string(),
        place.id.to_string(),
        place.name.to_string(),
        place.category.id.clone(),
        place.exposure.share().to_string(),
        place.ages.0.to_string(),
        place.ages.1.to_string(),
        place.price.known().unwrap_or_default().to_owned(),
        known(facts.buggy),
        known(facts.dog),
        known(facts.toilets),
        known(facts.food),
        text(place.opening_hours.as_deref()),
        text(place.url.as_deref()),
    ];
    cells.join(",")
}

/// Makes places.
struct Maker {
    random: fastrand::Rng,
    towns: Vec<(String, f64, f64)>,
    overseas: Vec<(String, f64, f64)>,
    kinds: Vec<Arc<Category>>,
    zone: TimeZone,
    map: Arc<MapSource>,
}

impl Maker {
    fn new() -> Result<Self, Box<dyn Error>> {
        let mut random = fastrand::Rng::with_seed(2_026);
        let mut towns = |south: f64, west: f64, count: usize| -> Vec<(String, f64, f64)> {
            let syllables = [
                "ber", "lo", "stan", "wick", "mar", "ton", "es", "vil", "gra", "dor",
            ];
            std::iter::repeat_with(|| {
                let name: String = (0..3).filter_map(|_| random.choice(syllables)).collect();
                let lat = south + random.f64() * 34.0;
                (name, lat, west + random.f64() * 38.0)
            })
            .take(count)
            .collect()
        };
        let (towns, overseas) = (towns(35.5, -9.0, 3_000), towns(25.0, -122.0, 3_000));
        Ok(Self {
            random,
            towns,
            overseas,
            kinds: Categories::built_in()?.iter().map(Arc::clone).collect(),
            zone: zone("Europe/Zurich")?,
            map: Arc::new(MapSource {
                from: "synthetic".to_owned(),
                as_of: None,
                imported_at: "2026-11-27T18:00:00Z".to_owned(),
                attribution: Some("Made-up places".to_owned()),
                licence: Some("CC0".to_owned()),
            }),
        })
    }

    fn place(&mut self, number: u32, overseas: bool) -> Result<Destination, Box<dyn Error>> {
        let random = &mut self.random;
        let towns = if overseas {
            &self.overseas
        } else {
            &self.towns
        };
        let (town, lat, lon) = random.choice(towns).ok_or("no towns")?;
        // Two of three in or near the town, the others anywhere within a day's walk.
        let spread = if random.u8(..3) < 2 { 0.08 } else { 0.6 };
        let mut off = || (random.f64() + random.f64() - 1.0) * spread;
        let (lat, lon) = (lat + off(), lon + 1.6 * off());
        let stored = |degrees: f64| (degrees * 1e7).round() / 1e7;
        let category = Arc::clone(random.choice(&self.kinds).ok_or("no kinds")?);
        let mut fact = || match random.u8(..6) {
            0 => Fact::Yes,
            1 => Fact::No,
            _ => Fact::Unknown,
        };
        let facts = FamilyFacts {
            buggy: fact(),
            dog: fact(),
            toilets: fact(),
            baby_change: Fact::Unknown,
            food: fact(),
            booking: Fact::Unknown,
        };
        let own_exposure = random.u8(..10) == 0;
        let mut sources = FactSources::all(FactSource::Map);
        for source in [
            &mut sources.typical_hours,
            &mut sources.age_min,
            &mut sources.age_max,
        ] {
            *source = FactSource::Category;
        }
        if !own_exposure {
            sources.exposure = FactSource::Category;
        }
        let thing = category
            .label
            .split(' ')
            .next()
            .unwrap_or("Place")
            .to_owned();
        Ok(Destination {
            id: format!("way-{}", 100_000_000 + number).into(),
            name: format!("{town} {thing} {}", number % 997).into(),
            position: Position::new(stored(lat), stored(lon))?,
            zone: self.zone.clone(),
            postcode: None,
            exposure: if own_exposure {
                Exposure::new(0.5)?
            } else {
                category.exposure
            },
            typical_hours: category.typical_hours,
            ages: category.ages,
            price: match random.u8(..8) {
                0 => Price::Free,
                1 => Price::Paid,
                _ => Price::Unknown,
            },
            facts,
            opening_hours: (random.u8(..5) == 0)
                .then(|| "Mo-Su 10:00-17:00".to_owned())
                .map(Into::into),
            url: (random.u8(..4) == 0)
                .then(|| format!("https://www.{town}.example/{number}"))
                .map(Into::into),
            region: None,
            catalogue: "synthetic".into(),
            sources,
            map: Some(MapObject {
                object: format!("way/{}", 100_000_000 + number),
                map: Arc::clone(&self.map),
            }),
            category,
        })
    }
}
