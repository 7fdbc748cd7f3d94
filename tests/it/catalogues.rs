//! Imported catalogues from the shell: with the built-in places and the family's own as one, sound or not.

use crate::harness::{Home, Run, assert_valid, each, ids};
use kidtrip::catalogue::Categories;
use kidtrip::domain::{
    Destination, Fact, FactSource, FactSources, FamilyFacts, MapObject, MapSource, Position, Price,
    zone,
};
use rstest::rstest;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::sync::Arc;

const NEAR: [&str; 2] = ["--near", "M20 2RN"];
const ATTRIBUTION: &str = "Map data (c) OpenStreetMap contributors, ODbL 1.0";

/// A place of a map, at these degrees.
fn mapped(id: &str, name: &str, kind: &str, lat: f64, lon: f64) -> Destination {
    let categories = Categories::built_in().unwrap();
    let category = Arc::clone(categories.get(kind).unwrap());
    let usual = FactSource::Category;
    Destination {
        id: id.to_owned().into(),
        name: name.to_owned().into(),
        position: Position::new(lat, lon).unwrap(),
        zone: zone("Europe/London").unwrap(),
        postcode: None,
        exposure: category.exposure,
        typical_hours: category.typical_hours,
        ages: category.ages,
        price: Price::Free,
        facts: FamilyFacts {
            toilets: Fact::Yes,
            dog: Fact::No,
            ..FamilyFacts::default()
        },
        opening_hours: None,
        url: None,
        region: None,
        catalogue: "".into(),
        sources: FactSources {
            exposure: usual,
            typical_hours: usual,
            age_min: usual,
            age_max: usual,
            ..FactSources::all(FactSource::Map)
        },
        map: Some(MapObject {
            object: format!("way/{id}"),
            map: Arc::new(MapSource {
                from: "manchester.osm.pbf".to_owned(),
                as_of: Some("2026-11-01T20:00:00Z".to_owned()),
                imported_at: "2026-11-27T18:00:00Z".to_owned(),
                attribution: Some(ATTRIBUTION.to_owned()),
                licence: Some("ODbL 1.0".to_owned()),
            }),
        }),
        category,
    }
}

fn park() -> Destination {
    mapped("w1", "Quinces Meadow", "park", 53.414, -2.232)
}

fn home() -> Home {
    let far = mapped("w2", "Quinces Castle", "castle", 40.0, 20.0);
    Home::offline().with_imported("manchester", &[park(), far])
}

fn run(home: &Home, command: &[&str], rest: &[&str]) -> Run {
    home.run(&[command, rest].concat())
}

fn credited(document: &Value) -> bool {
    let credits = document["credits"].as_array().unwrap();
    credits.iter().any(|credit| credit == ATTRIBUTION)
}

#[test]
fn an_imported_place_is_suggested_with_its_catalogue_and_credit() {
    let home = home();
    let asked = ["suggest", "--typical", "--kind", "park", "--within", "3km"];
    let document = run(&home, &asked, &[&NEAR[..], &["--format", "json"]].concat()).json();
    assert_valid(&document, include_str!("../../docs/suggest.schema.json"));
    let results = document["results"].as_array().unwrap();
    let park = results.iter().find(|result| result["id"] == "w1").unwrap();
    assert_eq!(park["catalogue"], "manchester");
    assert_eq!(park["map_attribution"], ATTRIBUTION);
    assert!(credited(&document));
    let others = results.iter().filter(|result| result["id"] != "w1");
    for other in others {
        assert_eq!(other["catalogue"], "built-in");
        assert!(other["map_attribution"].is_null());
    }
    let page = run(&home, &asked, &NEAR).stdout;
    assert!(
        page.contains("Quinces Meadow") && page.contains("(c) OpenStreetMap"),
        "{page}"
    );
    let csv = run(&home, &asked, &[&NEAR[..], &["--format", "csv"]].concat()).stdout;
    assert!(
        csv.lines()
            .any(|line| line.contains("w1") && line.contains(&format!("\"{ATTRIBUTION}\""))),
        "{csv}"
    );
    let lines = run(
        &home,
        &asked,
        &[&NEAR[..], &["--format", "ndjson"]].concat(),
    )
    .stdout;
    assert!(lines.contains(ATTRIBUTION), "{lines}");
}

#[test]
fn what_is_too_far_is_counted_in_every_catalogue() {
    let asked = [
        "suggest",
        "--typical",
        "--near",
        "M20 2RN",
        "--format",
        "json",
    ];
    let far = |home: &Home| {
        home.run(&asked).json()["dropped"]["too_far"]
            .as_u64()
            .unwrap()
    };
    assert_eq!(far(&home()), far(&Home::offline()) + 1);
}

#[test]
fn places_lists_all_catalogues_or_one() {
    let home = home();
    let json = |arguments: &[&str]| {
        let run = run(&home, &["places", "--format", "json"], arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let document = run.json();
        assert_valid(&document, include_str!("../../docs/places.schema.json"));
        document
    };
    let near = json(&[&NEAR[..], &["--within", "4km"]].concat());
    assert!(ids(&near["places"]).contains(&"w1") && near["found"].as_u64() > Some(1));
    assert!(credited(&near));
    let one = json(&["--catalogue", "manchester"]);
    assert_eq!(ids(&one["places"]), ["w2", "w1"]);
    assert_eq!(one["places"][0]["map_attribution"], ATTRIBUTION);
    let slip = json(&["quince medow"]);
    assert_eq!(ids(&slip["places"]), ["w1"]);
    assert!(credited(&slip));
    let all = json(&["--top", "1"]);
    assert!(!credited(&all), "only what is shown is credited");
    let csv = run(&home, &["places", "quinces", "--format", "csv"], &[]).stdout;
    assert!(csv.contains(ATTRIBUTION), "{csv}");
    let page = run(&home, &["places", "quinces"], &[]).stdout;
    assert!(
        page.contains("2 places") && page.contains("OpenStreetMap contributors"),
        "{page}"
    );
    run(&home, &["places", "--catalogue", "malta"], &[])
        .is_refused(2, &["there is built-in, manchester"]);
}

#[rstest]
#[case::the_id("w1")]
#[case::the_id_in_capitals("W1")]
#[case::the_name("quinces meadow")]
fn show_names_the_map_its_day_the_object_and_the_licence(#[case] query: &str) {
    let home = home();
    let page = run(&home, &["show", query, "--typical"], &[]).stdout;
    for words in [
        "Quinces Meadow",
        "manchester.osm.pbf, as of 2026-11-01",
        "way/w1",
        "ODbL 1.0",
        "catalogue manchester",
        "the map",
        ATTRIBUTION,
    ] {
        let flowing = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flowing.contains(words), "{words}: {page}");
    }
    let run = run(
        &home,
        &["show", query, "--typical", "--format", "json"],
        &[],
    );
    let document = run.json();
    assert_valid(&document, include_str!("../../docs/show.schema.json"));
    assert_eq!(document["map"]["object"], "way/w1");
    assert_eq!(document["map"]["licence"], "ODbL 1.0");
    assert_eq!(document["sources"]["price"], "map");
    assert_eq!(document["sources"]["exposure"], "category");
    assert!(credited(&document));
}

#[test]
fn a_place_of_two_catalogues_shows_once_with_what_both_know() {
    let mut twin = mapped("w9", "chester zoo", "zoo", 53.2267, -2.8841);
    twin.facts.booking = Fact::No;
    let zoo = Home::offline()
        .run(&["show", "chester-zoo", "--typical", "--format", "json"])
        .json();
    twin.position = Position::new(
        zoo["lat"].as_f64().unwrap() + 0.001,
        zoo["lon"].as_f64().unwrap(),
    )
    .unwrap();
    let home = Home::offline().with_imported("cheshire", &[twin]);
    let found = home
        .run(&["places", "chester zoo", "--format", "json"])
        .json();
    assert_eq!(ids(&found["places"]), ["chester-zoo"]);
    let near = home
        .run(&[
            "places", "--near", "CH2 1EU", "--within", "2km", "--kind", "zoo", "--format", "json",
        ])
        .json();
    assert_eq!(ids(&near["places"]), ["chester-zoo"]);
    let suggested = home.suggest(&[
        "--near",
        "CH2 1EU",
        "--typical",
        "--kind",
        "zoo",
        "--within",
        "2km",
    ]);
    assert_eq!(ids(&suggested["results"]), ["chester-zoo"]);
    let by_the_other_id = home
        .run(&["show", "w9", "--typical", "--format", "json"])
        .json();
    assert_eq!(by_the_other_id["id"], "chester-zoo");
    if zoo["toilets"].is_null() {
        assert_eq!(by_the_other_id["sources"]["toilets"], "map");
        assert!(credited(&by_the_other_id));
    }
}

#[test]
fn an_imported_catalogue_suggests_what_a_table_of_the_same_places_does() {
    let kinds = ["park", "museum", "zoo", "castle", "beach", "soft-play"];
    let mut random = fastrand::Rng::with_seed(4);
    let mut off = || ((random.f64() - 0.5) * 3.0 * 1e4).round() / 1e4;
    let places: Vec<Destination> = (0..600)
        .map(|number| {
            let kind = kinds[number % kinds.len()];
            let (lat, lon) = (53.4 + off(), -2.2 + off());
            let mut place = mapped(
                &format!("p{number}"),
                &format!("Quince {number}"),
                kind,
                lat,
                lon,
            );
            place.map = None;
            place.region = Some("north-west".into());
            place
        })
        .collect();
    let rows = places.iter().map(|place| {
        let (lat, lon) = (place.position.lat(), place.position.lon());
        let (id, name, kind) = (&place.id, &place.name, &place.category.id);
        format!("{id},{name},{kind},{lat},{lon},free,no,yes,north-west\n")
    });
    let header = "id,name,category,lat,lon,price,dog,toilets,region\n";
    let table = Home::offline();
    fs::write(
        table.path("own.csv"),
        header.to_owned() + &rows.collect::<String>(),
    )
    .unwrap();
    let own = format!(
        "[catalogue]\nfile = {:?}\n",
        table.path("own.csv").display().to_string()
    );
    let table = table.with_config(own.as_bytes());
    let imported = Home::offline().with_imported("map", &places);
    for asked in [
        &["--within", "60km", "--top", "1000"][..],
        &[
            "--max-drive",
            "50",
            "--kind",
            "park,zoo",
            "--free",
            "--top",
            "300",
        ],
        &["--within", "25km", "--indoor", "--top", "300"],
    ] {
        let asked = [&NEAR[..], &["--typical"], asked].concat();
        let [one, other] = [&table, &imported].map(|home| home.suggest(&asked));
        for field in ["results", "plan_b", "not_confirmed"] {
            assert_eq!(ids(&one[field]), ids(&other[field]), "{asked:?}");
        }
        assert_eq!(
            each(&one["results"], "/score"),
            each(&other["results"], "/score")
        );
        assert_eq!(one["dropped"], other["dropped"], "{asked:?}");
        assert!(ids(&one["results"]).iter().any(|id| id.starts_with('p')));
    }
}

#[test]
fn the_nearest_miss_may_be_in_any_catalogue() {
    let home = Home::offline()
        .with_config(b"[catalogue]\nbuilt_in = false\n")
        .with_imported("manchester", &[park()]);
    let asked = ["suggest", "--typical", "--near", "LS6", "--within", "10km"];
    let refused = home.run(&asked);
    assert_eq!(refused.code, 3);
    assert!(
        refused.stderr.contains("the nearest is Quinces Meadow"),
        "{}",
        refused.stderr
    );
    let listed = home.run(&["places", "--near", "LS6", "--within", "10km"]);
    assert_eq!(listed.code, 3);
    assert!(
        listed.stderr.contains("nearest miss is Quinces Meadow"),
        "{}",
        listed.stderr
    );
    let named = home.run(&["places", "quince", "--near", "LS6", "--within", "10km"]);
    assert!(
        named.stderr.contains("nearest miss is Quinces Meadow"),
        "{}",
        named.stderr
    );
}

fn rewrite(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut file = fs::read(path).unwrap();
    change(&mut file);
    fs::write(path, file).unwrap();
}

/// What becomes of a catalogue's file.
#[derive(Debug)]
enum Spoilt {
    Replaced(&'static [u8]),
    CutTo(usize),
    /// So many bytes from its end, or from its beginning.
    ChangedBefore(usize),
    ChangedAt(usize),
    MadeAFolder,
    MadeALink,
}

fn spoil(path: &Path, how: &Spoilt) {
    match how {
        Spoilt::Replaced(bytes) => fs::write(path, bytes).unwrap(),
        Spoilt::CutTo(length) => rewrite(path, |file| file.truncate(*length)),
        Spoilt::ChangedAt(at) => rewrite(path, |file| file[*at] ^= 1),
        Spoilt::ChangedBefore(end) => rewrite(path, |file| {
            let at = file.len() - end;
            file[at] ^= 1;
        }),
        Spoilt::MadeAFolder => {
            fs::remove_file(path).unwrap();
            fs::create_dir(path).unwrap();
        }
        Spoilt::MadeALink => {
            let other = path.with_extension("other");
            fs::rename(path, &other).unwrap();
            #[cfg(unix)]
            std::os::unix::fs::symlink(other, path).unwrap();
        }
    }
}

#[rstest]
#[case::empty(Spoilt::Replaced(b""), "it is empty")]
#[case::cut_short(Spoilt::CutTo(200), "cut short: 200 bytes of")]
#[case::a_header_that_changed(Spoilt::ChangedAt(20), "damaged: its first 64 bytes")]
#[case::a_directory_that_changed(Spoilt::ChangedBefore(60), "damaged: its directory")]
#[case::a_footer_that_changed(Spoilt::ChangedBefore(20), "damaged: its footer")]
#[case::a_foreign_file(Spoilt::Replaced(b"PK\x03\x04 something"), "no catalogue of kidtrip's")]
#[case::a_folder(Spoilt::MadeAFolder, "it is a folder")]
#[cfg_attr(unix, case::a_link(Spoilt::MadeALink, "it is a link"))]
fn a_catalogue_that_cannot_be_used_is_told_and_left_out(#[case] how: Spoilt, #[case] words: &str) {
    let home = home();
    spoil(&home.path("data/catalogues/manchester.kidtrip"), &how);
    let commands: [&[&str]; 3] = [
        &["suggest", "--near", "M20 2RN", "--typical"],
        &["places", "--near", "M20 2RN", "--top", "3"],
        &["show", "chester-zoo", "--typical"],
    ];
    for command in commands {
        let run = home.run(command);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(run.stdout.len() > 100, "{}", run.stdout);
        for words in [
            "the catalogue manchester is left out",
            words,
            "manchester.kidtrip",
        ] {
            assert!(run.stderr.contains(words), "{}", run.stderr);
        }
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    }
    let lost = home.run(&["show", "w1"]);
    lost.is_refused(2, &["no place is called", "manchester is left out"]);
    let only = home.run(&["places", "--catalogue", "manchester"]);
    only.is_refused(1, &["cannot be used", words]);
    let other = home.run(&["places", "--catalogue", "built-in", "--top", "1"]);
    assert_eq!(other.stderr, "");
}

#[test]
fn a_damaged_block_is_told_and_the_others_still_serve() {
    let home = home();
    let path = home.path("data/catalogues/manchester.kidtrip");
    rewrite(&path, |file| file[70] ^= 1);
    let run = home.run(&["suggest", "--near", "M20 2RN", "--typical"]);
    assert_eq!(run.code, 0);
    let words =
        "some places of the catalogue manchester are left out: it is damaged: the rows of block 0";
    assert!(run.stderr.contains(words), "{}", run.stderr);
}

#[rstest]
#[case::as_a_table("csv")]
#[case::as_geojson("geojson")]
fn a_damaged_catalogue_is_not_written_out_with_places_missing(#[case] format: &str) {
    let home = home();
    let path = home.path("data/catalogues/manchester.kidtrip");
    rewrite(&path, |file| file[70] ^= 1);
    let run = home.run(&["catalogue", "export", "manchester", "--format", format]);
    run.is_refused(1, &["manchester is damaged", "block 0", "import it again"]);
    assert_eq!(run.stdout, "");
}

#[test]
fn a_catalogue_of_a_later_release_names_it() {
    let home = home();
    let path = home.path("data/catalogues/manchester.kidtrip");
    rewrite(&path, |file| {
        file[8] = 2;
        file[12..17].copy_from_slice(b"2.3.4");
        let sum = crc32(&file[..60]);
        file[60..64].copy_from_slice(&sum.to_le_bytes());
    });
    let run = home.run(&["places", "--near", "M20 2RN", "--top", "1"]);
    assert!(
        run.code == 0 && run.stderr.contains("kidtrip 2.3.4 wrote it, in format 2"),
        "{}",
        run.stderr
    );
}

/// The checksum of the format, in the plainest way: a test does not trust what it tests.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| {
            sum >> 1 ^ if sum & 1 == 1 { 0xedb8_8320 } else { 0 }
        })
    })
}

#[test]
fn what_is_not_a_catalogue_in_the_folder_is_nobodys_business() {
    let home = home();
    for name in [
        ".hidden.kidtrip",
        "manchester.kidtrip.tmp-Ab12Cd",
        "notes.txt",
        "Built-in.kidtrip",
        "a b.kidtrip",
    ] {
        fs::write(home.path("data/catalogues").join(name), b"x").unwrap();
    }
    let run = home.run(&["places", "--near", "M20 2RN", "--top", "1"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
}

#[test]
fn a_hostile_map_is_printed_harmless() {
    let mut hostile = park();
    hostile.name = "Quinces\u{1b}[31m\u{202e}\nBcc: x".into();
    hostile.id = "=cmd|'x'".into();
    hostile.map = Some(MapObject {
        object: "way/1\u{1b}[2J\r\nX".to_owned(),
        map: Arc::new(MapSource {
            from: "a\u{7}b".to_owned(),
            attribution: Some(format!(
                "=HYPERLINK(\"x\")\u{1b}]0;x\u{7}\n{}",
                "y".repeat(3_000)
            )),
            licence: Some("\u{202e}L".to_owned()),
            ..MapSource::default()
        }),
    });
    let home = Home::offline().with_imported("hostile", &[hostile]);
    for command in ["suggest", "places", "show"] {
        let rest: &[&str] = match command {
            "show" => &["=cmd|'x'", "--typical"],
            "suggest" => &["--near", "M20 2RN", "--within", "2km", "--typical"],
            _ => &["--near", "M20 2RN", "--within", "2km"],
        };
        let page = run(&home, &[command], rest);
        assert_eq!(page.code, 0, "{}", page.stderr);
        for bad in ['\u{1b}', '\u{7}', '\u{202e}', '\r'] {
            assert!(
                !page.stdout.contains(bad) && !page.stderr.contains(bad),
                "{:?}",
                page.stdout
            );
        }
        assert!(
            !page.stdout.lines().any(|line| line.starts_with("Bcc")),
            "{}",
            page.stdout
        );
        if command != "show" {
            let csv = run(&home, &[command, "--format", "csv"], rest).stdout;
            assert!(
                csv.contains("'=cmd") && csv.contains("'=HYPERLINK"),
                "{csv}"
            );
        }
    }
}

#[test]
fn the_same_question_gives_the_same_bytes_however_the_catalogues_are_called() {
    let places = |ids: std::ops::Range<u32>| -> Vec<Destination> {
        ids.map(|number| {
            let off = f64::from(number) / 1_000.0;
            mapped(
                &format!("w{number}"),
                &format!("Park {number}"),
                "park",
                53.41 + off,
                -2.23,
            )
        })
        .collect()
    };
    let asked = [
        "places", "--near", "M20 2RN", "--within", "20km", "--kind", "park", "--format", "json",
    ];
    let listed = |home: Home| -> Vec<String> {
        let document = home.run(&asked).json();
        each(&document["places"], "/id")
            .iter()
            .map(|id| id.to_string())
            .collect()
    };
    let (a, b) = (places(0..40), places(20..60));
    let one = Home::offline()
        .with_imported("a", &a)
        .with_imported("b", &b);
    let other = Home::offline()
        .with_imported("a", &b)
        .with_imported("b", &a);
    assert_eq!(listed(one), listed(other));
}

/// A home with a place of the same id and name in two catalogues, far from each other.
fn twice() -> Home {
    let glass = |lat, lon| [mapped("glass", "Glass Works", "museum", lat, lon)];
    let home = Home::offline().with_imported("malta", &glass(35.89, 14.42));
    home.with_imported("gozo", &glass(36.05, 14.24))
}

#[test]
fn namesakes_of_one_id_are_listed_with_their_catalogues_and_found_by_them() {
    let home = twice();
    let asked = home.run(&["show", "glass", "works"]);
    asked.is_refused(2, &["Say which", "show malta:glass", "show gozo:glass"]);
    for (typed, lat) in [("malta:glass", 35.89), ("GOZO: glass", 36.05)] {
        let run = home.run(&["show", typed, "--typical", "--format", "json"]);
        let shown = run.json();
        assert_eq!(shown["id"], "glass", "{typed}: {shown}");
        assert_eq!(shown["lat"], lat, "{typed}: {shown}");
    }
    let zoo = home.run(&["show", "built-in:chester-zoo", "--typical"]);
    assert!(zoo.stdout.contains("Chester Zoo"), "{}", zoo.stderr);
    home.run(&["show", "nowhere:glass"])
        .is_refused(2, &["nowhere:glass"]);
}

#[test]
fn a_catalogue_and_an_id_are_taken_wherever_a_place_is() {
    let home = twice();
    home.run(&["visit", "glass works"])
        .is_refused(2, &["malta:glass", "gozo:glass"]);
    for command in [
        &["visit", "malta:glass", "--on", "2026-11-21"][..],
        &["hide", "malta:glass"],
        &["unhide", "malta:glass"],
        &["amend", "malta:glass", "dog=yes"],
    ] {
        let run = home.run(command);
        assert_eq!(run.code, 0, "{command:?}: {}", run.stderr);
        assert!(
            run.stdout.contains("Glass Works"),
            "{command:?}: {}",
            run.stdout
        );
    }
    let log = home.run(&["log", "--place", "malta:glass"]).stdout;
    assert!(log.contains("visit to Glass Works"), "{log}");
}
