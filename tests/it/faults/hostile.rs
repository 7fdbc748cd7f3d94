//! Hostile text from outside - a catalogue, a log that was synced, a service - through every output there is: it moves no
//! cursor, starts no line of its own, and is no markup, formula or link in anything.

use crate::fake::open_meteo::Mode;
use crate::fake::weather;
use crate::harness::{Home, open_meteo};
use pulldown_cmark::{Event, Tag};
use std::fs;
use std::path::Path;

/// Names as nobody's place has them.
fn names() -> Vec<String> {
    let long = "Endless ".repeat(1_250);
    [
        "Zoo \u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m",
        "Park \u{202e}gpj.exe\u{2066}\u{200f}",
        "Farm\r\nBcc: a@b.example\r\n\r\nDear",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "\"><b onmouseover=alert(1)>x</b>",
        "=HYPERLINK(\"https://evil.example\",\"x\")",
        "+1+1|cmd",
        "-2+3",
        "@SUM(A1:A9)",
        "\tTabbed",
        "BEGIN:VEVENT\nSUMMARY:Evil\nEND:VEVENT",
        "[x](javascript:alert(1)) `rm` |_*~# ![y](https://evil.example/y.png)",
        "null\u{0}byte",
        "Line\u{2028}separator\u{85}next",
        long.as_str(),
    ]
    .map(str::to_owned)
    .into()
}

/// Those characters that do something to whoever prints them.
fn acts(c: char) -> bool {
    c.is_control() && c != '\n'
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}' | '\u{2066}'..='\u{2069}')
}

/// Asserts that nothing in `text`, which is of this format, does anything.
fn is_inert(text: &str, format: &str, what: &str) {
    // Mail and calendars end their lines with both.
    let text = match format {
        "email" | "ics" | "csv" => text.replace("\r\n", "\n"),
        _ => text.to_owned(),
    };
    if let Some(at) = text.find(acts) {
        let around: String = text[at..].chars().take(40).collect();
        panic!("{what}: {around:?}");
    }
    let starts = |word: &str| text.lines().any(|line| line.starts_with(word));
    if matches!(format, "email" | "ics") {
        assert!(!starts("Bcc:") && !starts("SUMMARY:Evil"), "{what}: {text}");
    }
    if format == "html" {
        for markup in [
            "<script>alert",
            "<img src=x",
            "<b onmouseover",
            "\"javascript:",
        ] {
            assert!(!text.contains(markup), "{what}: {markup}");
        }
    }
    match format {
        "csv" => {
            let mut reader = csv::ReaderBuilder::new()
                .flexible(true)
                .from_reader(text.as_bytes());
            for record in reader.records() {
                for cell in &record.unwrap() {
                    let is_number = cell.parse::<f64>().is_ok();
                    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                    assert!(!is_formula || is_number, "{what}: {cell:?}");
                }
            }
        }
        "table" => {
            for line in text.lines() {
                assert!(line.chars().count() <= 260, "{what}: {line}");
            }
        }
        "markdown" => {
            for event in pulldown_cmark::Parser::new(&text) {
                match event {
                    Event::Html(html) | Event::InlineHtml(html) => panic!("{what}: {html}"),
                    Event::Start(
                        Tag::Link { dest_url: to, .. } | Tag::Image { dest_url: to, .. },
                    ) => {
                        assert!(
                            to.starts_with("https://") && !to.contains("evil"),
                            "{what}: {to}"
                        );
                    }
                    _ => {}
                }
            }
        }
        "ics" => {
            let events = text.matches("\nBEGIN:VEVENT").count();
            assert_eq!(events, text.matches("\nEND:VEVENT").count(), "{what}");
        }
        _ => {}
    }
}

/// A table of places, each with one of the names.
fn table() -> String {
    let mut table = csv::Writer::from_writer(Vec::new());
    table
        .write_record([
            "id",
            "name",
            "category",
            "lat",
            "lon",
            "url",
            "opening_hours",
            "region",
        ])
        .unwrap();
    for (number, name) in names().iter().enumerate() {
        let lon = format!("-2.2{number:02}");
        let kind = if number % 2 == 0 { "museum" } else { "park" };
        let url = if number % 3 == 0 {
            "javascript:alert(1)"
        } else {
            "https://a.example/\u{1b}[2J"
        };
        let id = format!("place-{number}");
        table
            .write_record([&id, name, kind, "53.42", &lon, url, name, "north-west"])
            .unwrap();
    }
    String::from_utf8(table.into_inner().unwrap()).unwrap()
}

/// Returns a log in which such names were proposed, visited, noted and given as reasons, as another machine may send it.
fn synced_log() -> String {
    let home = Home::offline();
    let mut text = String::new();
    for (number, name) in names().iter().enumerate() {
        let place = format!("Ours {number} NAME");
        let id = format!("ours-{number}-name");
        let at = format!("53.{:03},-2.3", 400 + 3 * number);
        for arguments in [
            &["propose", place.as_str(), "--at", &at, "--kind", "garden"][..],
            &[
                "visit",
                &id,
                "--on",
                "2026-11-20",
                "--rating",
                "5",
                "--note",
                "NAME",
            ],
            &["retire", &id, "--because", "NAME"],
            &["undo"],
        ] {
            let run = home.run(arguments);
            assert_eq!(run.code, 0, "{arguments:?}: {}", run.stderr);
        }
        let log = home.path("data").join("events.jsonl");
        let escaped = serde_json::to_string(name).unwrap();
        let escaped = escaped.trim_matches('"');
        for line in fs::read_to_string(&log).unwrap().lines() {
            let open = &line[..line.len() - r#","check":"00000000"}"#.len()];
            let open = open
                .replace("NAME", escaped)
                .replace("\"actor\":\"me\"", &format!("\"actor\":\"{escaped}\""));
            let check = crc32fast::hash(open.as_bytes());
            text.push_str(&format!("{open},\"check\":\"{check:08x}\"}}\n"));
        }
        fs::remove_dir_all(home.path("data")).unwrap();
    }
    text
}

const ASKED: [&str; 6] = ["--near", "M20 2RN", "--on", "sat", "--top", "30"];

/// Every output of places, by command and format.
fn outputs(home: &Home) {
    let plans = [
        "table", "json", "ndjson", "csv", "markdown", "html", "email", "ics", "geojson", "gpx",
    ];
    let mut runs: Vec<(Vec<&str>, &str)> = Vec::new();
    for format in plans {
        for command in ["suggest", "brief"] {
            runs.push((
                [&[command], &ASKED[..], &["--format", format]].concat(),
                format,
            ));
        }
    }
    runs.push(([&["suggest"], &ASKED[..], &["--explain"]].concat(), "table"));
    for format in ["table", "json"] {
        for place in ["place-0", "place-5", "place-14"] {
            runs.push((
                vec!["show", place, "--near", "M20 2RN", "--format", format],
                format,
            ));
            runs.push((vec!["forecast", place, "--format", format], format));
        }
        runs.push((vec!["history", "--format", format], format));
        runs.push((vec!["catalogue", "list", "--format", format], format));
    }
    for format in ["table", "json", "csv"] {
        runs.push((vec!["places", "--format", format], format));
        runs.push((vec!["log", "--format", format], format));
    }
    for arguments in [
        &["review"][..],
        &["editor", "list"],
        &["history", "--calendar"],
        &["history", "--never-been"],
        &["show", "ours-0-name", "--history"],
        &["places", "Endless"],
        &["show", "Zoo \u{1b}[2J"],
    ] {
        runs.push((arguments.to_vec(), "table"));
    }
    for (arguments, format) in runs {
        let run = home.run(&arguments);
        let what = format!("{arguments:?}");
        assert!(run.code <= 3, "{what}: {}", run.stderr);
        is_inert(&run.stdout, format, &what);
        is_inert(&run.stderr, "text", &what);
    }
}

/// Every page of a site.
fn pages(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            pages(&path);
        } else {
            let what = path.display().to_string();
            assert!(
                !entry.file_name().to_string_lossy().contains(acts),
                "{what}"
            );
            is_inert(&fs::read_to_string(&path).unwrap(), "html", &what);
        }
    }
}

#[test]
fn a_hostile_catalogue_and_a_hostile_log_do_nothing_in_any_output() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake).with_only_places(&table());
    let log = home.path("synced.jsonl");
    fs::write(&log, synced_log()).unwrap();
    let taken = home.run(&["log", "import", &log.display().to_string()]);
    assert_eq!(taken.code, 0, "{}", taken.stderr);
    is_inert(&taken.stderr, "text", "log import");
    outputs(&home);
    let site = home.path("site");
    let published = home.run(&["publish", &site.display().to_string(), "--near", "M20 2RN"]);
    assert_eq!(published.code, 0, "{}", published.stderr);
    pages(&site);
}

#[test]
fn a_hostile_map_does_nothing_in_any_output_either() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    let file = home.path("map.csv");
    // A file with that one in it is no text, and refused whole.
    fs::write(&file, table().replace('\0', "")).unwrap();
    let file = file.display().to_string();
    let imported = home.run(&["catalogue", "import", &file, "--name", "hostile"]);
    assert_eq!(imported.code, 0, "{}", imported.stderr);
    is_inert(&imported.stdout, "table", "import");
    is_inert(&imported.stderr, "text", "import");
    for format in ["csv", "geojson"] {
        let export = home.run(&["catalogue", "export", "hostile", "--format", format]);
        assert_eq!(export.code, 0, "{}", export.stderr);
        is_inert(&export.stdout, format, format);
    }
    outputs(&home);
}

#[test]
fn what_a_service_says_of_its_failure_does_nothing() {
    let reason = r"no\u001b[2J \u202e such\r\nBcc: a@b <script>alert(1)</script>";
    let fake = open_meteo(weather::fine);
    fake.answer(Mode::Status(400, reason));
    let home = Home::online(&fake);
    for format in ["table", "json", "html", "email"] {
        let run = home.run(&[&["suggest"], &ASKED[..], &["--format", format]].concat());
        is_inert(&run.stdout, format, format);
        is_inert(&run.stderr, "text", format);
        assert!(
            run.stderr.contains("such"),
            "what it says is told: {}",
            run.stderr
        );
    }
}
