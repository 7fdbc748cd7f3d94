//! Every parser of bytes from outside, as a function of bytes that must return: whatever they are, no panic, no endless
//! loop, no more memory than they are worth. `fuzz/` drives the same functions, and its corpora are replayed here.

use jiff::Timestamp;
use jiff::civil::Date;
use kidtrip::app::parse_days;
use kidtrip::catalogue::import::{
    Contents, Selectors, TextFormat, Wanted, detect, read_osm_pbf, read_text,
};
use kidtrip::catalogue::packed::Packed;
use kidtrip::catalogue::{Catalogues, Categories, read_table};
use kidtrip::config::{Config, Settings};
use kidtrip::domain::{Area, Cell, HourSpan, Position, Source, Waypoint};
use kidtrip::locate;
use kidtrip::queries::{Family, history, visits};
use kidtrip::routes::osrm;
use kidtrip::store::event_log::read_piped;
use kidtrip::store::forecast_cache::ForecastCache;
use kidtrip::store::{LocationCache, check_cache};
use kidtrip::weather::open_meteo::archive;
use kidtrip::weather::{met_norway, open_meteo};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::LazyLock;

/// A parser, by the name of its corpus.
pub type Parser = (&'static str, fn(&[u8]));

/// Every parser.
pub const PARSERS: [Parser; 18] = [
    ("location", location),
    ("days", days),
    ("config", config),
    ("table", table),
    ("import_csv", import_csv),
    ("import_geojson", import_geojson),
    ("import_geojson_sequence", import_geojson_sequence),
    ("import_gpx", import_gpx),
    ("import_overpass", import_overpass),
    ("import_pbf", import_pbf),
    ("catalogue_file", catalogue_file),
    ("open_meteo", open_meteo_reply),
    ("open_meteo_archive", open_meteo_archive_reply),
    ("met_norway", met_norway_reply),
    ("osrm", osrm_reply),
    ("locate_online", locate_online_reply),
    ("event_log", event_log),
    ("cache", cache),
];

static KINDS: LazyLock<Categories> = LazyLock::new(|| Categories::built_in().unwrap());
static SELECTORS: LazyLock<Selectors> = LazyLock::new(|| Selectors::built_in().unwrap());

fn manchester() -> Position {
    Position::new(53.4, -2.25).unwrap()
}

fn friday_evening() -> Timestamp {
    "2026-11-27T18:00:00Z".parse().unwrap()
}

fn saturday() -> Date {
    "2026-11-28".parse().unwrap()
}

fn location(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let named = BTreeMap::from([("home".to_owned(), "M20 2RN".to_owned())]);
    if let Ok(found) = locate::resolve(text, &named) {
        let position = found.position;
        assert!(position.lat().abs() <= 90.0 && position.lon().abs() <= 180.0);
    }
    let _ = locate::candidates(text);
    let _ = locate::disagreement(text, manchester());
}

fn days(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let now = "2026-11-27T18:00:00+00:00[Europe/London]".parse().unwrap();
    let named = Config::resolve(None, |_| None).unwrap().days().clone();
    if let Ok(days) = parse_days(Some(text), &now, &named) {
        assert!(!days.is_empty() && days.is_sorted());
    }
}

fn config(bytes: &[u8]) {
    let read = Config::resolve(Some(("config.toml".into(), bytes)), |_| None);
    if let Ok(config) = read {
        let _ = Settings::of(&config);
        assert!(config.shown().count() > 0);
    }
}

fn table(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(read) = read_table(text, "own", &KINDS, |_| true) {
        for place in read.places {
            assert!(!place.id.is_empty() && !place.name.is_empty());
        }
    }
}

fn import(format: TextFormat, bytes: &[u8]) {
    let _ = detect(&bytes[..bytes.len().min(4096)]);
    let wanted = Wanted {
        selectors: &SELECTORS,
        categories: &KINDS,
        kind: Some("playground"),
        catalogue: "map",
        progress: &|_| true,
        bytes: bytes.len() as u64,
    };
    match read_text(format, bytes, &wanted) {
        Ok(Contents::Map(reading)) => assert!(reading.features.len() <= bytes.len()),
        Ok(Contents::Table(places, _)) => assert!(places.len() <= bytes.len()),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

fn import_csv(bytes: &[u8]) {
    import(TextFormat::Csv, bytes);
}

fn import_geojson(bytes: &[u8]) {
    import(TextFormat::GeoJson, bytes);
}

fn import_geojson_sequence(bytes: &[u8]) {
    import(TextFormat::GeoJsonSequence, bytes);
}

fn import_gpx(bytes: &[u8]) {
    import(TextFormat::Gpx, bytes);
}

fn import_overpass(bytes: &[u8]) {
    import(TextFormat::Overpass, bytes);
}

fn import_pbf(bytes: &[u8]) {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    if let Err(error) = read_osm_pbf(&file, &*SELECTORS, &|_| true) {
        assert!(!error.to_string().is_empty());
    }
}

fn catalogue_file(bytes: &[u8]) {
    let Ok(packed) = Packed::open(bytes.to_vec(), "map", &KINDS) else {
        return;
    };
    let _ = packed.verify();
    let mut rows = 0_usize;
    let _ = packed.rows(&Area::Everywhere, |_, _, _| rows += 1);
    let _ = packed.outward(manchester(), 500.0, |_, km| km);
    let all = Catalogues::new(KINDS.clone()).with_imported(vec![packed]);
    let _ = all.find("chester-zoo");
    assert!(rows <= bytes.len());
}

fn open_meteo_reply(bytes: &[u8]) {
    let cells = [Cell::of(manchester())];
    if let Ok(forecasts) = open_meteo::parse(bytes, &cells, friday_evening()) {
        assert_eq!(forecasts.len(), 1);
    }
}

fn open_meteo_archive_reply(bytes: &[u8]) {
    let day = |text: &str| text.parse().unwrap();
    let span = (day("2025-11-20"), day("2025-12-06"));
    let square = archive::Square::of(manchester());
    if let Ok(days) = archive::parse(bytes, square, &[span]) {
        assert!(days.keys().all(|day| (span.0..=span.1).contains(day)));
    }
}

fn met_norway_reply(bytes: &[u8]) {
    let _ = met_norway::parse(bytes, Cell::of(manchester()), friday_evening());
}

fn osrm_reply(bytes: &[u8]) {
    let there = Waypoint::of(Position::new(53.2, -2.9).unwrap());
    if let Ok(ways) = osrm::parse(bytes, Waypoint::of(manchester()), &[there]) {
        assert_eq!(ways.len(), 1);
    }
}

fn locate_online_reply(bytes: &[u8]) {
    let _ = locate::online::read_postcodes_io(bytes, "BT1 1AA");
    let _ = locate::online::read_geocoding(bytes, "Didsbury");
}

fn event_log(bytes: &[u8]) {
    let Ok(reading) = read_piped(Path::new("events.jsonl"), bytes) else {
        return;
    };
    let events = reading.events();
    let family = Family::of(events);
    assert_eq!(family, Family::of(events.iter().rev()));
    assert_eq!(history(events, None).len(), events.len());
    let _ = visits(events);
}

/// The first line is the name of a file of the cache, the rest its content.
fn cache(bytes: &[u8]) {
    let Some(end) = bytes.iter().position(|byte| *byte == b'\n') else {
        return;
    };
    let (name, content) = (&bytes[..end], &bytes[end + 1..]);
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b".-_".contains(byte);
    let Ok(name) = std::str::from_utf8(name) else {
        return;
    };
    if name.is_empty()
        || name.len() > 100
        || name.starts_with('.')
        || !name.bytes().all(|byte| is_name(&byte))
    {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), content).unwrap();
    let _ = check_cache(folder.path()).unwrap();
    let kept = || Some(folder.path().to_owned());
    let hour = |text: &str| text.parse().unwrap();
    let span = HourSpan::covering(hour("2026-11-28T09:00:00Z"), hour("2026-11-28T17:00:00Z"));
    for source in [Source::OpenMeteo, Source::MetNorway] {
        let cells = [Cell::of(manchester())];
        let _ = ForecastCache::new(kept(), source).get(&cells, saturday(), span);
    }
    let _ = LocationCache::new(kept()).get("BT1 1AA");
}
