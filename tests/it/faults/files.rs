//! Files that are not what they should be: caches cut short, of somebody else's making, folders and links; names that are paths.
//! Nothing is written outside the home's own folders, and no link is followed on the way.

use crate::fake::weather;
use crate::harness::{Home, open_meteo};
use rstest::rstest;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

const ASKED: [&str; 5] = ["suggest", "--near", "M20 2RN", "--on", "sat"];

/// A file outside every home, and what stands in it.
struct Outside {
    folder: tempfile::TempDir,
}

const THEIRS: &str = "somebody else's\n";

impl Outside {
    fn new() -> Self {
        let folder = tempfile::TempDir::new().unwrap();
        fs::write(folder.path().join("file"), THEIRS).unwrap();
        Self { folder }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("file")
    }

    /// Asserts that nothing was written here.
    fn is_untouched(&self) {
        let names: Vec<_> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(names, ["file"]);
        assert_eq!(fs::read_to_string(self.file()).unwrap(), THEIRS);
    }
}

fn files_of(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.sort();
    files
}

#[rstest]
#[case::cut_short(|path: &Path, _: &Path| {
    let content = fs::read(path).unwrap();
    fs::write(path, &content[..content.len() / 2]).unwrap();
})]
#[case::of_somebody_elses_making(|path: &Path, _: &Path| fs::write(path, b"\x00\xff{[\n\n{}\n").unwrap())]
#[case::of_a_newer_release(|path: &Path, _: &Path| fs::write(path, "{\"version\":99,\"kidtrip\":\"9.0\"}\n").unwrap())]
#[case::empty(|path: &Path, _: &Path| fs::write(path, "").unwrap())]
#[case::a_folder(|path: &Path, _: &Path| {
    fs::remove_file(path).unwrap();
    fs::create_dir(path).unwrap();
})]
#[case::a_link(|path: &Path, outside: &Path| {
    fs::remove_file(path).unwrap();
    symlink(outside, path).unwrap();
})]
#[case::a_link_to_nothing(|path: &Path, _: &Path| {
    fs::remove_file(path).unwrap();
    symlink("nothing", path).unwrap();
})]
fn a_cache_that_is_none_is_as_good_as_absent(#[case] spoil: fn(&Path, &Path)) {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    assert_eq!(home.run(&ASKED).code, 0);
    let cache = home.path("cache");
    let count = files_of(&cache).len();
    assert!(count >= 3, "forecasts, locks and counts");
    for file in files_of(&cache) {
        let outside = Outside::new();
        spoil(&file, &outside.file());
        let run = home.run(&ASKED);
        let what = file.display();
        assert_eq!(run.code, 0, "{what}: {}", run.stderr);
        assert!(
            run.stdout.contains("Forecast by Open-Meteo"),
            "{what}: {}",
            run.stdout
        );
        outside.is_untouched();
        fs::remove_dir_all(&cache).unwrap();
        assert_eq!(home.run(&ASKED).code, 0);
    }
}

#[rstest]
#[case::the_log("data/events.jsonl", &["visit", "chester-zoo"])]
#[case::its_lock("data/events.lock", &["visit", "chester-zoo"])]
#[case::the_folder_of_maps("data/catalogues", &["catalogue", "import", "TABLE", "--name", "town"])]
#[case::the_folder_of_subscribers("data/subscribers", &["propose", "Ours", "--at", "M20 2RN", "--kind", "garden"])]
#[case::the_config("config/config.toml", &["config", "init"])]
#[case::the_briefs("data/briefs.jsonl", &["brief", "--near", "M20 2RN", "--offline", "--format", "table"])]
fn no_link_in_a_folder_of_ours_leads_out_of_it(#[case] link: &str, #[case] arguments: &[&str]) {
    let (home, outside) = (Home::offline(), Outside::new());
    for folder in ["config", "data", "cache"] {
        fs::create_dir_all(home.path(folder)).unwrap();
    }
    let table = home.path("table.csv");
    fs::write(&table, "name,lat,lon,category\nAshmere Zoo,52.7,-0.7,zoo\n").unwrap();
    let target = match link {
        "data/catalogues" | "data/subscribers" => outside.folder.path().to_owned(),
        _ => outside.file(),
    };
    symlink(target, home.path(link)).unwrap();
    let table = table.display().to_string();
    let arguments: Vec<&str> = arguments
        .iter()
        .map(|&one| if one == "TABLE" { &table } else { one })
        .collect();
    let run = home.run(&arguments);
    outside.is_untouched();
    assert!(run.code <= 2, "{}", run.stderr);
    assert!(!run.stderr.is_empty() || run.code == 0, "{link} is named");
}

#[rstest]
#[case::up("../town")]
#[case::from_the_root("/tmp/town")]
#[case::down("a/b")]
#[case::here(".")]
#[case::above("..")]
#[case::hidden(".town")]
#[case::with_a_line_end("a\nb")]
#[case::nothing("")]
fn a_name_that_is_a_path_is_no_name(#[case] name: &str) {
    let home = Home::offline();
    let table = home.path("table.csv");
    fs::write(&table, "name,lat,lon,category\nAshmere Zoo,52.7,-0.7,zoo\n").unwrap();
    let table = table.display().to_string();
    let before = files_of(home.folder());
    home.run(&["catalogue", "import", &table, "--name", name])
        .is_refused(2, &["cannot be the name of a catalogue"]);
    for command in ["remove", "info", "export"] {
        let run = home.run(&["catalogue", command, name]);
        assert_eq!(run.code, 2, "{command}: {}", run.stderr);
    }
    assert_eq!(files_of(home.folder()), before);
}
