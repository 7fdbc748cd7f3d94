//! Rules about the code itself: what is deliberately absent, and how long a file may be.
//! The rules are those of `docs/architecture.md`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Lines of a source file, its tests in files of their own left out.
const LONGEST_FILE: usize = 420;

fn sources(under: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut waiting = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(under)];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(
                std::fs::read_dir(&path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
    found.sort();
    assert!(!found.is_empty(), "{under} has sources");
    found
}

/// Returns the part of a source that is not its own test module.
fn shipped(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or(text)
}

fn is_test(path: &Path) -> bool {
    path.file_name().is_some_and(|name| {
        ["tests.rs", "laws.rs", "fixture.rs"]
            .iter()
            .any(|test| name == *test)
    })
}

fn assert_absent(under: &[&str], words: &[&str], why: &str) {
    for folder in under {
        for (path, text) in sources(folder) {
            if is_test(&path) {
                continue;
            }
            for word in words {
                assert!(
                    !shipped(&text).contains(word),
                    "{} says {word}: {why}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn the_pure_parts_touch_no_file_socket_clock_or_environment() {
    let pure = [
        "src/domain",
        "src/commands",
        "src/queries",
        "src/planner",
        "src/report",
    ];
    let world = [
        "std::fs",
        "std::net",
        "std::env",
        "std::io",
        "std::process",
        "reqwest",
        "Timestamp::now",
        "ZonedDateTime::now",
        "SystemTime",
        "Instant::now",
        "thread_local",
        "static mut",
    ];
    assert_absent(&pure, &world, "it must arrive as an argument");
}

/// The folders of the library; `net.rs` is the one file that is a module of its own.
const MODULES: [&str; 13] = [
    "src/app",
    "src/domain",
    "src/commands",
    "src/queries",
    "src/planner",
    "src/report",
    "src/locate",
    "src/catalogue",
    "src/routes",
    "src/weather",
    "src/store",
    "src/config",
    "src/cli",
];

fn all_but(except: &[&str]) -> Vec<&'static str> {
    MODULES
        .into_iter()
        .filter(|folder| !except.contains(folder))
        .collect()
}

#[test]
fn only_the_app_prints() {
    let words = ["println!", "eprintln!", "stdout()", "stderr()"];
    assert_absent(&all_but(&["src/app"]), &words, "only app prints");
}

#[test]
fn only_net_connects_and_only_main_exits() {
    let words = [
        "TcpStream",
        "ClientBuilder",
        "reqwest::get",
        "process::exit",
    ];
    assert_absent(&MODULES, &words, "net connects, main exits");
}

#[test]
fn only_programs_starts_others() {
    assert_absent(&MODULES, &["Stdio::", ".spawn()"], "src/programs.rs starts");
}

#[test]
fn only_the_store_writes() {
    let words = [
        "fs::write",
        "File::create",
        "create_dir",
        "remove_file",
        "fs::rename",
    ];
    assert_absent(&all_but(&["src/store"]), &words, "only store writes");
}

#[test]
fn a_wire_format_is_known_in_one_place() {
    let words = ["precipitation_probability", "wind_speed_10m"];
    assert_absent(
        &all_but(&["src/weather"]),
        &words,
        "it is src/weather/open_meteo's",
    );
    let words = ["air_temperature", "precipitation_amount", "symbol_code"];
    assert_absent(
        &all_but(&["src/weather"]),
        &words,
        "it is src/weather/met_norway's",
    );
    let words = [r#","check":""#, "recorded_at\":"];
    assert_absent(
        &all_but(&["src/store"]),
        &words,
        "it is src/store/event_log's",
    );
    let words = ["/table/v1", "NoSegment"];
    assert_absent(&all_but(&["src/routes"]), &words, "it is src/routes/osrm's");
}

#[test]
fn a_file_is_about_one_thing_and_says_which() {
    for (path, text) in sources("src") {
        assert!(
            text.starts_with("//! "),
            "{} opens with what it is about",
            path.display()
        );
        let lines = text.lines().count();
        assert!(
            lines <= LONGEST_FILE || is_test(&path),
            "{}: {lines} lines",
            path.display()
        );
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(
            !["utils", "util", "helpers", "common", "misc", "manager"].contains(&name.as_str()),
            "{}",
            path.display()
        );
    }
}

#[test]
fn main_is_short() {
    let main = include_str!("../../src/main.rs");
    assert!(main.lines().count() <= 40);
}

/// Returns the names in the section of a manifest that is called `section`.
fn dependencies(manifest: &str, section: &str) -> BTreeSet<String> {
    let lines = manifest.lines().skip_while(|line| *line != section).skip(1);
    lines
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| Some(line.split_once(" = ")?.0.to_owned()))
        .collect()
}

#[test]
fn every_dependency_has_its_reason() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| fs::read_to_string(root.join(name)).unwrap();
    let (manifest, page) = (read("Cargo.toml"), read("docs/dependencies.md"));
    let mut built = dependencies(&manifest, "[dependencies]");
    built.extend(dependencies(&manifest, "[target.'cfg(unix)'.dependencies]"));
    let names = |text: &str| -> BTreeSet<String> {
        let quoted = text.split('`').skip(1).step_by(2);
        quoted.map(str::to_owned).collect()
    };
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    let told: BTreeSet<String> = rows
        .flat_map(|row| names(row.split(" | ").next().unwrap()))
        .collect();
    assert_eq!(told, built);
    let (_, others) = page.split_once("Only to build:").unwrap();
    let tests = dependencies(&manifest, "[dev-dependencies]");
    let untold: Vec<_> = tests.difference(&names(others)).cloned().collect();
    assert_eq!(untold, [""; 0]);
}
