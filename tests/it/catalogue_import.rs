//! `catalogue` from the shell: maps brought in whole or not at all, looked into, written out and taken away.

use crate::harness::{Home, assert_valid, each};
use rstest::rstest;
use serde_json::Value;
use std::path::{Path, PathBuf};

const CREDIT: &str = "Map data (c) OpenStreetMap contributors, ODbL 1.0";
/// Within an hour of the made-up town of the fixtures.
const OAKHAM: [&str; 4] = ["--near", "Oakham", "--within", "25km"];

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/maps");
    path.join(name).display().to_string()
}

fn import(home: &Home, arguments: &[&str]) -> Value {
    let run = home.run(&[&["catalogue", "import", "--format", "json"], arguments].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    let report = run.json();
    let schema = include_str!("../../docs/import.schema.json");
    assert_valid(&report, schema);
    let sum = |of: &str, field: &str| -> u64 {
        let entries = report[of].as_object().unwrap().values();
        entries.map(|one| one[field].as_u64().unwrap()).sum()
    };
    let number = |field: &str| report[field].as_u64().unwrap();
    let left = sum("left_out", "count");
    assert_eq!(number("seen"), number("kept") + number("merged") + left);
    assert_eq!(number("seen") - number("skipped"), sum("kinds", "seen"));
    assert_eq!(number("kept"), sum("kinds", "kept"));
    report
}

fn names(home: &Home, arguments: &[&str]) -> Vec<String> {
    let run = home.run(&[&["places", "--format", "json"], arguments].concat());
    let document = run.json();
    let names = each(&document["places"], "/name");
    names
        .into_iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect()
}

/// A home that has imported the Overpass answer of the made-up town.
fn ashmere() -> Home {
    let home = Home::offline();
    import(&home, &[&fixture("ashmere-overpass.json")]);
    home
}

fn count(home: &Home, name: &str) -> Option<u64> {
    let document = home.run(&["catalogue", "list", "--format", "json"]).json();
    let all = document["catalogues"].as_array().unwrap();
    let found = all.iter().find(|one| one["name"] == name)?;
    found["places"].as_u64()
}

#[test]
fn every_object_of_a_map_is_accounted_for() {
    let home = Home::offline();
    let report = import(&home, &[&fixture("ashmere-overpass.json")]);
    let left: u64 = report["left_out"]
        .as_object()
        .unwrap()
        .values()
        .map(|left| left["count"].as_u64().unwrap())
        .sum();
    let number = |field: &str| report[field].as_u64().unwrap();
    assert_eq!(number("seen"), number("kept") + number("merged") + left);
    assert_eq!(count(&home, "ashmere-overpass"), Some(number("kept")));
    assert!(number("kept") >= 3 && left >= 2, "{report}");
}

#[test]
fn records_that_cannot_be_used_are_named_and_the_sum_is_told() {
    let home = Home::offline();
    let report = import(&home, &[&fixture("council.csv")]);
    let bad = &report["left_out"]["bad_value"];
    let line = "line 5: 2 columns, where the first line names 7";
    assert_eq!(bad["examples"], serde_json::json!([line]));
    let nowhere = report["left_out"]["no_position"]["examples"][0].as_str();
    assert_eq!(nowhere, Some("Nowhere (line 4): it has no position"));
    assert_eq!(report["skipped"], 2);
    let kinds = report["kinds"].as_object().unwrap().values();
    let seen: u64 = kinds.map(|kind| kind["seen"].as_u64().unwrap()).sum();
    assert_eq!(seen + 2, report["seen"].as_u64().unwrap());
    let page = home
        .run(&["catalogue", "import", &fixture("council.csv")])
        .stdout;
    let flowing = page.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "5 seen = 2 kept + 0 merged + 1 left out + 2 skipped; what is skipped is of no kind above.",
        "skipped, could not be used 2",
        line,
    ] {
        assert!(flowing.contains(words), "{words}: {page}");
    }
}

#[test]
fn imported_places_are_listed_shown_and_suggested_with_their_source() {
    let home = ashmere();
    assert!(names(&home, &OAKHAM).contains(&"Ashmere Zoo".to_owned()));
    let shown = home.run(&["show", "ashmere zoo", "--near", "Oakham", "--typical"]);
    assert_eq!(shown.code, 0, "{}", shown.stderr);
    let text = shown.stdout.replace('\n', " ");
    for word in [
        "way/101",
        "ashmere-overpass.json",
        "2026-11-20",
        "not free",
        CREDIT,
    ] {
        assert!(text.contains(word), "{word} is not in {}", shown.stdout);
    }
    let document = home.suggest(&[
        "--near",
        "Oakham",
        "--typical",
        "--kind",
        "zoo",
        "--within",
        "20km",
    ]);
    let zoo = &document["results"][0];
    assert_eq!(zoo["name"], "Ashmere Zoo");
    assert_eq!(zoo["catalogue"], "ashmere-overpass");
    assert!(document.to_string().contains("OpenStreetMap contributors"));
}

#[test]
fn all_formats_come_in_and_importing_again_replaces() {
    let home = Home::offline();
    for (file, least) in [
        ("ashmere-overpass.json", 3),
        ("ashmere.geojson", 1),
        ("council.csv", 2),
        ("days-out.gpx", 1),
    ] {
        for _ in 0..2 {
            let report = import(&home, &[&fixture(file), "--name", "town"]);
            let kept = report["kept"].as_u64().unwrap();
            assert!(kept >= least, "{file}: {report}");
            assert_eq!(count(&home, "town"), Some(kept));
        }
    }
    let all: Vec<String> = ["ashmere-overpass.json", "council.csv"].map(fixture).into();
    import(&home, &[&all[0], &all[1], "--name", "both"]);
    let each = home.run(&["catalogue", "import", "--format", "json", &all[0], &all[1]]);
    assert_eq!(each.stdout.lines().count(), 2, "a line for each");
    assert!(count(&home, "both") > count(&home, "council"));
    assert!(count(&home, "ashmere-overpass").is_some());
}

/// A disk that is full when the report is written is no reason to bring the map in again.
#[cfg(target_os = "linux")]
#[test]
fn where_the_report_cannot_be_printed_it_is_said_that_the_catalogue_is_stored() {
    let home = Home::offline();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
    let file = fixture("ashmere-overpass.json");
    let mut command = home.process(&["catalogue", "import", &file, "--name", "town"]);
    command.stdout(full.unwrap());
    let run = command.output().unwrap();
    let stderr = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("the catalogue town is stored"), "{stderr}");
    assert!(count(&home, "town") > Some(0));
}

#[test]
fn a_dry_run_changes_nothing() {
    let home = Home::offline();
    let file = fixture("ashmere-overpass.json");
    let run = home.run(&["catalogue", "import", &file, "--dry-run"]);
    assert_eq!(run.code, 0);
    assert!(run.stdout.contains("family objects"), "{}", run.stdout);
    assert!(run.stderr.contains("--dry-run"), "{}", run.stderr);
    assert_eq!(count(&home, "ashmere-overpass"), None);
    assert!(!home.path("data").exists());
}

#[test]
fn info_tells_what_a_catalogue_holds_and_where_it_is_from() {
    let home = ashmere();
    let page = home.run(&["catalogue", "info", "ashmere-overpass"]).stdout;
    for word in ["imported", "zoo", "opening hours", "52.7", CREDIT] {
        assert!(page.contains(word), "{word} is not in {page}");
    }
    assert!(
        page.lines().all(|line| line.chars().count() <= 80),
        "{page}"
    );
    let info = home
        .run(&["catalogue", "info", "ashmere-overpass", "--format", "json"])
        .json();
    assert_eq!(info["schema"], "kidtrip.catalogue/1");
    assert_eq!(info["maps"][0]["licence"], "ODbL 1.0");
    assert_eq!(info["by_category"]["zoo"], 1);
    let built_in = home.run(&["catalogue", "info", "built-in", "--format", "json"]);
    assert!(built_in.json()["places"].as_u64().unwrap() > 2_000);
}

#[test]
fn a_catalogue_written_out_and_brought_in_again_is_the_same() {
    let home = ashmere();
    let table = home
        .run(&["catalogue", "export", "ashmere-overpass"])
        .stdout;
    let file = home.path("again.csv");
    std::fs::write(&file, &table).unwrap();
    import(&home, &[&file.display().to_string()]);
    let first = names(&home, &["--catalogue", "ashmere-overpass"]);
    assert_eq!(names(&home, &["--catalogue", "again"]), first);
    let again = home.run(&["catalogue", "export", "again"]).stdout;
    let facts = |table: &str| -> Vec<String> {
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let records = reader.records().map(Result::unwrap);
        let rows = records.map(|record| record.iter().collect::<Vec<_>>().join("|"));
        rows.collect()
    };
    let mut rows = [facts(&table), facts(&again)];
    rows.iter_mut().for_each(|rows| rows.sort());
    assert_eq!(rows[0], rows[1]);
}

/// Places whose ids or names an import would not leave as they are: long ones, of another script, of the same name side by side,
/// called after their kind, within a zoo.
fn peculiar() -> String {
    let long =
        "The Very Long Name of a Museum of Everything That Was Ever Made by Hand in the County";
    let places = [
        (1, 52.7, "museum", long),
        (2, 52.71, "museum", "Музей"),
        (3, 52.8, "zoo", "O'Neill’s Zoo & \\\"Farm\\\""),
        (4, 52.81, "theme_park", "-1 Degrees"),
    ];
    let mut elements: Vec<String> = places
        .into_iter()
        .map(|(id, lat, tourism, name)| {
            format!(
                r#"{{"type":"node","id":9{id},"lat":{lat},"lon":-0.7,"tags":{{"tourism":"{tourism}","name":"{name}","fee":"yes","wheelchair":"yes"}}}}"#
            )
        })
        .collect();
    for (id, lat) in [(5, 52.9), (6, 52.9015), (7, 52.92)] {
        elements.push(format!(
            r#"{{"type":"node","id":9{id},"lat":{lat},"lon":-0.7,"tags":{{"leisure":"playground"}}}}"#
        ));
    }
    format!(r#"{{"version":0.6,"elements":[{}]}}"#, elements.join(","))
}

#[rstest]
#[case::as_a_table("csv")]
#[case::as_geojson("geojson")]
fn ids_and_facts_survive_being_written_out_and_brought_in_again(#[case] format: &str) {
    let home = Home::offline();
    let first = home.path("first.json");
    std::fs::write(&first, peculiar()).unwrap();
    let report = import(&home, &[&first.display().to_string()]);
    assert_eq!(report["kept"], 7, "{report}");
    let written = |name: &str, format: &str| {
        home.run(&["catalogue", "export", name, "--format", format])
            .stdout
    };
    let again = home.path(&format!("again.{format}"));
    std::fs::write(&again, written("first", format)).unwrap();
    let report = import(&home, &[&again.display().to_string()]);
    assert_eq!(report["kept"], 7, "{report}");
    let rows = |table: &str| -> Vec<Vec<String>> {
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let records = reader.records().map(Result::unwrap);
        let rows = records.map(|record| record.iter().map(str::to_owned).collect());
        let mut rows: Vec<Vec<String>> = rows.collect();
        rows.sort();
        rows
    };
    let called = |name: &str| names(&home, &["--catalogue", name]);
    assert_eq!(called("first"), called("again"));
    let (first, again) = (written("first", "csv"), written("again", "csv"));
    assert_eq!(rows(&first), rows(&again));
    assert!(
        first.contains("-n91") && first.contains("музеи-n92"),
        "{first}"
    );
}

#[rstest]
#[case::as_a_table("csv")]
#[case::as_geojson("geojson")]
fn a_credit_survives_being_written_out_and_brought_in_again(#[case] format: &str) {
    let home = ashmere();
    let arguments = [
        "catalogue",
        "export",
        "ashmere-overpass",
        "--format",
        format,
    ];
    let file = home.path(&format!("again.{format}"));
    std::fs::write(&file, home.run(&arguments).stdout).unwrap();
    let report = import(&home, &[&file.display().to_string()]);
    assert_eq!(report["files"][0]["attribution"], CREDIT, "{report}");
    assert_eq!(report["files"][0]["licence"], "ODbL 1.0");
}

#[rstest]
#[case::as_a_table("csv")]
#[case::as_geojson("geojson")]
fn the_map_of_a_place_survives_being_written_out_and_brought_in_again(#[case] format: &str) {
    let home = ashmere();
    let name = "ashmere-overpass";
    let run = home.run(&["catalogue", "export", name, "--format", format]);
    let file = home.path(&format!("again.{format}"));
    std::fs::write(&file, run.stdout).unwrap();
    home.run(&["catalogue", "remove", name]);
    import(&home, &[&file.display().to_string()]);
    let shown = home.run(&["show", "ashmere zoo", "--near", "Oakham", "--typical"]);
    for words in [
        "ashmere-overpass.json, as of 2026-11-20",
        "way/101",
        "ODbL 1.0",
        CREDIT,
    ] {
        let text = shown.stdout.replace('\n', " ");
        assert!(text.contains(words), "{words}: {}", shown.stdout);
    }
}

/// Places of three sources: one's own, OpenStreetMap, and nobody's.
const MIXED: &str = "name,lat,lon,category,attribution,licence
Alpha Zoo,52.6,-1,zoo,Alpha Trust,CC BY 4.0
Beta Zoo,52.9,-1,zoo,\"Map data (c) OpenStreetMap contributors, ODbL 1.0\",ODbL 1.0
Gamma Zoo,53.2,-1,zoo,,
";

#[rstest]
#[case::as_it_is(None)]
#[case::as_a_table(Some("csv"))]
#[case::as_geojson(Some("geojson"))]
fn every_place_keeps_its_own_credit_and_licence_beside_those_of_others(
    #[case] by_way_of: Option<&str>,
) {
    let home = Home::offline();
    let mut file = home.path("mixed.csv");
    std::fs::write(&file, MIXED).unwrap();
    if let Some(format) = by_way_of {
        import(&home, &[&file.display().to_string(), "--name", "first"]);
        let written = home.run(&["catalogue", "export", "first", "--format", format]);
        home.run(&["catalogue", "remove", "first"]);
        file = home.path(&format!("again.{format}"));
        std::fs::write(&file, written.stdout).unwrap();
    }
    let report = import(&home, &[&file.display().to_string(), "--name", "mixed"]);
    let read = &report["files"][0];
    assert_eq!(read["attribution"], format!("Alpha Trust; {CREDIT}"));
    assert_eq!(read["licence"], "CC BY 4.0; ODbL 1.0");
    for (name, credit, licence) in [
        ("Alpha Zoo", Some("Alpha Trust"), Some("CC BY 4.0")),
        ("Beta Zoo", Some(CREDIT), Some("ODbL 1.0")),
        ("Gamma Zoo", None, None),
    ] {
        let shown = home
            .run(&["show", name, "--typical", "--format", "json"])
            .json();
        let text = shown.to_string();
        assert_eq!(
            text.contains("Alpha Trust"),
            credit == Some("Alpha Trust"),
            "{text}"
        );
        assert_eq!(text.contains("ODbL 1.0"), credit == Some(CREDIT), "{text}");
        assert_eq!(
            text.contains("CC BY 4.0\""),
            licence == Some("CC BY 4.0"),
            "{text}"
        );
        let page = home.run(&["show", name, "--typical"]).stdout;
        assert_eq!(page.contains("? not said"), licence.is_none(), "{page}");
    }
}

#[test]
fn what_the_family_says_of_a_file_stands_beside_what_its_lines_say() {
    let home = Home::offline();
    let file = home.path("mixed.csv");
    std::fs::write(&file, MIXED).unwrap();
    let stated = ["--attribution", "Delta", "--licence", "CC0"];
    let report = import(
        &home,
        &[&[&*file.display().to_string()], &stated[..]].concat(),
    );
    let read = &report["files"][0];
    assert_eq!(read["attribution"], format!("Delta; Alpha Trust; {CREDIT}"));
    assert_eq!(read["licence"], "CC0; CC BY 4.0; ODbL 1.0");
}

#[rstest]
#[case::of_its_properties(r#""category":"zoo""#, "Alpha Trust", "CC BY 4.0")]
#[case::in_the_language_of_openstreetmap(r#""tourism":"zoo""#, "Alpha Trust", "CC BY 4.0")]
fn a_feature_keeps_the_credit_among_its_properties(
    #[case] kind: &str,
    #[case] credit: &str,
    #[case] licence: &str,
) {
    let home = Home::offline();
    let file = home.path("alpha.geojson");
    let text = format!(
        r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"name":"Alpha Zoo",{kind},
        "attribution":"{credit}","license":"{licence}"}},"geometry":{{"type":"Point","coordinates":[-1,52.6]}}}}]}}"#
    );
    std::fs::write(&file, text).unwrap();
    let report = import(&home, &[&file.display().to_string()]);
    assert_eq!(report["files"][0]["attribution"], credit, "{report}");
    assert_eq!(report["files"][0]["licence"], licence);
}

#[test]
fn more_sources_than_a_catalogue_keeps_are_refused_rather_than_lost() {
    let home = Home::offline();
    let file = home.path("many.csv");
    let mut text = "name,lat,lon,category,attribution\n".to_owned();
    for number in 0..1_001 {
        text.push_str(&format!("Zoo {number},52.6,-1,zoo,Keeper {number}\n"));
    }
    std::fs::write(&file, text).unwrap();
    let run = home.run(&["catalogue", "import", &file.display().to_string()]);
    run.is_refused(1, &["more than 1000 different sources"]);
}

#[test]
fn geojson_is_written_in_the_order_of_rfc_7946() {
    let home = ashmere();
    let run = home.run(&[
        "catalogue",
        "export",
        "ashmere-overpass",
        "--format",
        "geojson",
    ]);
    let document = run.json();
    assert_eq!(document["type"], "FeatureCollection");
    let zoo = document["features"]
        .as_array()
        .unwrap()
        .iter()
        .find(|feature| feature["properties"]["name"] == "Ashmere Zoo")
        .unwrap();
    let at = &zoo["geometry"]["coordinates"];
    assert!(
        at[0].as_f64().unwrap() < 0.0 && at[1].as_f64().unwrap() > 52.0,
        "{at}"
    );
    assert_eq!(zoo["properties"]["attribution"], CREDIT);
    assert_eq!(zoo["properties"].get("dog"), None, "unknown");
}

#[test]
fn a_removed_catalogue_is_gone_and_the_built_in_one_stays() {
    let home = ashmere();
    assert_eq!(
        home.run(&["catalogue", "remove", "ashmere-overpass"]).code,
        0
    );
    assert_eq!(count(&home, "ashmere-overpass"), None);
    home.run(&["catalogue", "remove", "ashmere-overpass"])
        .is_refused(2, &["ashmere-overpass", "built-in"]);
    home.run(&["catalogue", "remove", "built-in"])
        .is_refused(2, &["come with the program"]);
    home.run(&["catalogue", "info", "nowhere"])
        .is_refused(2, &["nowhere"]);
}

#[rstest]
#[case::no_such_file("nowhere.osm.pbf", None, 2, "no such file")]
#[case::a_web_page("x.json", Some("<html>sign in</html>"), 1, "not imported")]
#[case::half_an_answer(
    "x.json",
    Some("{\"version\":0.6,\"elements\":[{\"type\":\"node\""),
    1,
    "line 1"
)]
#[case::a_failed_query(
    "x.json",
    Some("{\"version\":0.6,\"elements\":[],\"remark\":\"runtime error: Query timed out\"}"),
    1,
    "Query timed out"
)]
#[case::an_archive("x.zip", Some("PK\u{3}\u{4}abc"), 1, "zip archive")]
#[case::nothing("x.geojson", Some(""), 1, "empty")]
fn a_file_that_is_not_sound_is_refused_whole(
    #[case] name: &str,
    #[case] content: Option<&str>,
    #[case] code: i32,
    #[case] why: &str,
) {
    let home = ashmere();
    let file = home.path(name);
    if let Some(content) = content {
        std::fs::write(&file, content).unwrap();
    }
    let before = count(&home, "ashmere-overpass");
    let file = file.display().to_string();
    let run = home.run(&["catalogue", "import", &file, "--name", "ashmere-overpass"]);
    run.is_refused(code, &[name, why]);
    assert_eq!(count(&home, "ashmere-overpass"), before);
}

#[rstest]
#[case::a_path("../evil")]
#[case::hidden(".evil")]
#[case::reserved("built-in")]
#[case::empty("")]
fn a_name_that_is_no_name_is_refused(#[case] name: &str) {
    let home = Home::offline();
    let file = fixture("ashmere.geojson");
    home.run(&["catalogue", "import", &file, "--name", name])
        .is_refused(2, &["--name"]);
}

#[test]
fn a_map_without_a_place_for_a_family_makes_no_catalogue() {
    let home = Home::offline();
    let file = home.path("roads.geojson");
    let road = r#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point",
        "coordinates":[-0.7,52.7]},"properties":{"highway":"bus_stop","name":"High Street"}}]}"#;
    std::fs::write(&file, road).unwrap();
    let run = home.run(&["catalogue", "import", &file.display().to_string()]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("no catalogue roads"), "{}", run.stderr);
    assert_eq!(count(&home, "roads"), None);
}

/// Writes an answer of 20,000 museums, which takes a moment to bring in.
fn many(home: &Home) -> String {
    let element = |id: u32| {
        format!(
            r#"{{"type":"node","id":{id},"lat":{:.5},"lon":-0.7,"tags":{{"tourism":"museum","name":"Museum Number {id}"}}}}"#,
            50.0 + f64::from(id) / 1e4
        )
    };
    let elements: Vec<String> = (0..20_000).map(element).collect();
    let file = home.path("many.json");
    let text = format!(r#"{{"version":0.6,"elements":[{}]}}"#, elements.join(","));
    std::fs::write(&file, text).unwrap();
    file.display().to_string()
}

#[test]
fn a_run_that_is_killed_leaves_a_whole_catalogue() {
    let home = ashmere();
    let before = count(&home, "ashmere-overpass").unwrap();
    let many = many(&home);
    let arguments = ["catalogue", "import", &many, "--name", "ashmere-overpass"];
    for tenths in 0..12 {
        let mut child = home
            .process(&arguments)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(tenths * 40));
        let _ = child.kill();
        child.wait().unwrap();
        let now = count(&home, "ashmere-overpass").unwrap();
        assert!(now == before || now == 20_000, "{now}");
    }
}

/// The map that ships inside the crate osm-io, where cargo has it; tools/compare_with_osmium.py has cargo get it.
fn malta() -> PathBuf {
    const EXTRACT: &str = "osm-io-0.3.0/tests/fixtures/malta-latest.osm.pbf";
    let cargo = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let cargo = cargo.or_else(|| Some(home?.join(".cargo")));
    let sources = cargo.unwrap_or_default().join("registry/src");
    let registries = std::fs::read_dir(&sources).into_iter().flatten().flatten();
    let mut extracts = registries.map(|registry| registry.path().join(EXTRACT));
    extracts
        .find(|extract| extract.exists())
        .unwrap_or_else(|| sources.join(EXTRACT))
}

#[expect(clippy::print_stdout, reason = "a test that does not run must say so")]
fn say_skipped(path: &Path) {
    println!("skipped: {} is not here", path.display());
}

#[rstest]
#[case::rutland("rutland-2018.osm.pbf", 40, &["Rutland County Museum", "Oakham Castle"])]
#[case::man("isle-of-man-2021.osm.pbf", 130, &["Laxey Wheel", "Castle Rushen"])]
#[case::london("overpass-turbo-london-museums-2014.geojson", 140, &["British Museum"])]
#[case::malta(malta(), 550, &["Malta National Aquarium", "Fort St. Elmo"])]
fn a_real_map_gives_its_places(#[case] file: PathBuf, #[case] least: u64, #[case] known: &[&str]) {
    // A path that begins at the root stays what it is.
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/osm")
        .join(file);
    if !path.exists() {
        say_skipped(&path);
        return;
    }
    let home = Home::offline();
    let report = import(&home, &[&path.display().to_string(), "--name", "real"]);
    assert!(report["kept"].as_u64().unwrap() >= least, "{report}");
    let names = names(&home, &["--catalogue", "real"]);
    for name in known {
        assert!(names.iter().any(|one| one.contains(name)), "{name}");
    }
}

/// Reading, cleaning and writing all end when somebody presses Ctrl-C, ends the run or closes its terminal.
#[cfg(unix)]
#[rstest]
#[case::ctrl_c("-INT")]
#[case::an_end("-TERM")]
#[case::a_closed_terminal("-HUP")]
fn a_run_that_is_interrupted_ends_soon_and_leaves_the_old_catalogue(#[case] signal: &str) {
    let home = ashmere();
    let many = many(&home);
    let before = count(&home, "ashmere-overpass").unwrap();
    let arguments = ["catalogue", "import", &many, "--name", "ashmere-overpass"];
    let mut interrupted = 0;
    for delay in 1..8 {
        let mut command = home.process(&arguments);
        command.stdout(std::process::Stdio::null());
        command.stderr(std::process::Stdio::piped());
        let child = command.spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(100 * delay));
        let told = std::process::Command::new("kill")
            .args([signal, &child.id().to_string()])
            .status();
        let started = std::time::Instant::now();
        let ended = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(ended.stderr).unwrap();
        // One that had not begun to listen ends by the signal, as any program does.
        match ended.status.code() {
            Some(1) => {
                assert!(stderr.contains("interrupted"), "{stderr}");
                interrupted += 1;
            }
            Some(0) => break,
            code => assert_eq!(code, None, "{stderr}"),
        }
        assert!(told.unwrap().success());
        assert!(started.elapsed().as_secs_f64() < 2.0);
        assert_eq!(count(&home, "ashmere-overpass"), Some(before));
    }
    assert!(interrupted > 0);
}

/// Exports a real extract with osmium, if both are here; `ids` are its options.
fn osmium_export(home: &Home, map: &str, ids: &[&str]) -> Option<(PathBuf, PathBuf)> {
    let extract = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/osm")
        .join(map);
    if !extract.exists() {
        say_skipped(&extract);
        return None;
    }
    let export = home.path("osmium.geojson");
    let osmium = std::process::Command::new("osmium")
        .args(["export", "-o"])
        .args([&export, &extract])
        .args(ids)
        .output();
    if osmium.is_err() {
        say_skipped(Path::new("osmium"));
        return None;
    }
    Some((extract, export))
}

/// What an extract and osmium's export of it give: the same objects as the same places at the same spot, but for a relation
/// whose ring does not close, which osmium leaves out, and which is placed by what there is of it.
#[rstest]
#[case::rutland_by_ids("rutland-2018.osm.pbf", &["-u", "type_id"], &["rutland-water-nature-reserve-r7588790"])]
#[case::rutland_by_attributes("rutland-2018.osm.pbf", &["-a", "type,id"], &["rutland-water-nature-reserve-r7588790"])]
#[case::rutland_after_marks("rutland-2018.osm.pbf", &["-u", "type_id", "-f", "geojsonseq"], &["rutland-water-nature-reserve-r7588790"])]
#[case::rutland_a_feature_a_line("rutland-2018.osm.pbf", &["-u", "type_id", "-f", "geojsonseq", "-x", "print_record_separator=false"], &["rutland-water-nature-reserve-r7588790"])]
#[case::man_by_ids("isle-of-man-2021.osm.pbf", &["-u", "type_id"], &[])]
fn an_export_of_osmium_gives_the_places_of_the_extract(
    #[case] map: &str,
    #[case] ids: &[&str],
    #[case] lost: &[&str],
) {
    let home = Home::offline();
    let Some((extract, export)) = osmium_export(&home, map, ids) else {
        return;
    };
    let mut places = [extract, export].map(|file| {
        let report = import(&home, &[&file.display().to_string(), "--name", "real"]);
        assert_eq!(report["files"][0]["attribution"], CREDIT, "{report}");
        assert_eq!(report["left_out"].get("duplicate"), None, "{report}");
        let table = home.run(&["catalogue", "export", "real"]).stdout;
        let rows = table.lines().skip(1);
        // What follows the columns names the file.
        let rows = rows.map(|row| row.split(".osm.pbf,").next().unwrap_or(row).to_owned());
        let rows = rows.map(|row| {
            row.split("osmium.geojson,")
                .next()
                .unwrap_or(&row)
                .to_owned()
        });
        rows.collect::<Vec<String>>()
    });
    let known = |row: &String| lost.iter().any(|id| row.starts_with(id));
    assert_eq!(
        places[0].iter().filter(|row| known(row)).count(),
        lost.len()
    );
    places[0].retain(|row| !known(row));
    let [extract, export] = places;
    for (one, other) in extract.iter().zip(&export) {
        assert_eq!(
            one.trim_end_matches("rutland-2018")
                .trim_end_matches("isle-of-man-2021"),
            other
        );
    }
    assert_eq!(extract.len(), export.len());
}
