//! Every recipe of the README and of `docs/` is run as it stands: by a shell, in a home with a config, beside programs that stand
//! in for those that a test machine has not.

use crate::fake::overpass::{Mode, Overpass};
use crate::fake::smtp::Smtp;
use crate::fake::weather;
use crate::harness::{FRIDAY_EVENING, NOBODY, open_meteo};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Programs that stand in for others: they write down how they were called, and read what they are handed.
const STAND_INS: [&str; 14] = [
    "sendmail",
    "msmtp",
    "rsync",
    "aws",
    "systemctl",
    "mosquitto_pub",
    "git",
    "docker",
    "cargo",
    "curl",
    "osrm-extract",
    "osrm-partition",
    "osrm-customize",
    "osrm-routed",
];
const CONFIG: &str = "\
near = \"home\"
[places]
home = \"M20 2RN\"
[mail]
from = \"kidtrip <anna@example.org>\"
to = \"anna@example.org\"
";

/// A place near Lyon, as a map has it.
const MUSEUM: &str = r#"{"type":"node","id":7,"lat":45.764,"lon":4.8357,"tags":{"tourism":"museum","name":"Musée des Automates"}}"#;

/// A block of code in a page.
struct Recipe {
    page: String,
    line: usize,
    language: String,
    text: String,
    /// Whether it goes on until somebody presses Ctrl-C.
    goes_on: bool,
}

/// Returns the blocks of code of the README and the docs.
fn recipes() -> Vec<Recipe> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = fs::read_dir(root.join("docs")).unwrap();
    let mut pages: Vec<PathBuf> = docs.map(|entry| entry.unwrap().path()).collect();
    pages.push(root.join("README.md"));
    pages.retain(|page| page.extension().is_some_and(|ending| ending == "md"));
    pages.sort();
    let mut recipes = Vec::new();
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        let mut block: Option<Recipe> = None;
        let mut goes_on = false;
        for (number, line) in text.lines().enumerate() {
            match (&mut block, line.strip_prefix("```")) {
                (None, Some(language)) => {
                    block = Some(Recipe {
                        page: page.file_name().unwrap().to_string_lossy().into_owned(),
                        line: number + 1,
                        language: language.to_owned(),
                        text: String::new(),
                        goes_on,
                    });
                }
                (Some(_), Some(_)) => {
                    recipes.extend(block.take());
                    goes_on = false;
                }
                (Some(block), None) => {
                    block.text.push_str(line);
                    block.text.push('\n');
                }
                (None, None) if line == "<!-- until Ctrl-C -->" => goes_on = true,
                (None, None) => {}
            }
        }
    }
    recipes
}

/// A place for recipes to run in.
struct Kitchen {
    folder: tempfile::TempDir,
    weather: String,
    mail: Smtp,
    map: Overpass,
}

impl Kitchen {
    fn new(weather: &str) -> Self {
        let kitchen = Self {
            mail: Smtp::start(),
            map: Overpass::start(Mode::Well, MUSEUM).unwrap(),
            folder: tempfile::TempDir::new().unwrap(),
            weather: weather.to_owned(),
        };
        for name in ["config", "bin", "work"] {
            fs::create_dir(kitchen.path(name)).unwrap();
        }
        fs::write(kitchen.path("config/config.toml"), CONFIG).unwrap();
        for name in STAND_INS {
            let script = format!(
                "#!/bin/sh\necho {name} \"$@\" >> \"$CALLED\"\n[ -t 0 ] || cat > /dev/null\n"
            );
            kitchen.program(name, &script);
        }
        // Another machine is this one.
        kitchen.program("ssh", "#!/bin/sh\nshift\nexec \"$@\"\n");
        let kidtrip = assert_cmd::cargo::cargo_bin!("kidtrip");
        std::os::unix::fs::symlink(kidtrip, kitchen.path("bin/kidtrip")).unwrap();
        // A map of another format under the name of the recipe's: what it is, is told by its content.
        let map = format!("{{\"version\":0.6,\"elements\":[{MUSEUM}]}}");
        fs::write(kitchen.path("work/rhone-alpes-latest.osm.pbf"), map).unwrap();
        let maps = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/maps");
        for entry in fs::read_dir(maps).unwrap() {
            let from = entry.unwrap().path();
            let to = kitchen.path("work").join(from.file_name().unwrap());
            fs::copy(from, to).unwrap();
        }
        kitchen
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn program(&self, name: &str, script: &str) {
        let path = self.path("bin").join(name);
        fs::write(&path, script).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Runs a script; returns the exit code and what was said on standard error.
    fn run(&self, shell: &str, script: &str) -> (i32, String) {
        let output = Command::new(shell)
            .args(["-e", "-c", script])
            .current_dir(self.path("work"))
            .env_clear()
            .env(
                "PATH",
                format!("{}:/usr/bin:/bin", self.path("bin").display()),
            )
            .env("HOME", self.folder.path())
            .env("CALLED", self.path("called"))
            .env("KIDTRIP_NOW", FRIDAY_EVENING)
            .env("KIDTRIP_OPEN_METEO_URL", &self.weather)
            .env("KIDTRIP_MET_NORWAY_URL", NOBODY)
            .env("KIDTRIP_SMTP_URL", self.mail.url())
            .env("KIDTRIP_OVERPASS_URL", self.map.url())
            .env("KIDTRIP_CONFIG_DIR", self.path("config"))
            .env("KIDTRIP_DATA_DIR", self.path("data"))
            .env("KIDTRIP_CACHE_DIR", self.path("cache"))
            .output()
            .unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code().unwrap_or(-1), stderr)
    }
}

/// Returns the command of a line of a crontab.
fn command_of(line: &str) -> String {
    line.split_whitespace()
        .skip(5)
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
#[expect(clippy::print_stderr, reason = "what is skipped is said")]
fn every_recipe_runs_as_it_stands() {
    let has_jq = Command::new("jq").arg("--version").output().is_ok();
    if !has_jq {
        eprintln!("skipped those with jq: it is not on this machine");
    }
    let fake = open_meteo(weather::fine);
    let (mut run, mut left_out) = (0, Vec::new());
    for recipe in recipes() {
        let scripts: Vec<String> = match recipe.language.as_str() {
            "sh" | "bash" => vec![recipe.text.clone()],
            "crontab" => recipe.text.lines().map(command_of).collect(),
            _ => continue,
        };
        let at = format!("{}:{}", recipe.page, recipe.line);
        if !has_jq && recipe.text.contains("jq ") {
            left_out.push(at);
            continue;
        }
        let shell = if recipe.language == "bash" {
            "bash"
        } else {
            "sh"
        };
        for script in scripts {
            let kitchen = Kitchen::new(&fake.url());
            // What a folder of the reader's is called elsewhere.
            let home = kitchen.path("work").display().to_string();
            let script = script
                .replace("/home/anna", &home)
                .replace("/tmp/", &format!("{home}/"));
            let script = match recipe.goes_on {
                true => format!("timeout --preserve-status --signal INT 4 {script}"),
                false => script,
            };
            let (code, stderr) = kitchen.run(shell, &script);
            assert!(code == 0, "{at}: {code}\n{script}\n{stderr}");
            assert!(!stderr.contains("panicked"), "{at}: {stderr}");
            run += 1;
        }
    }
    assert!(run >= 15, "{run} recipes were run");
    assert!(left_out.is_empty() || !has_jq, "{left_out:?} are not run");
}

#[test]
fn a_unit_of_a_timer_runs_what_kidtrip_knows() {
    let units: Vec<Recipe> = recipes()
        .into_iter()
        .filter(|recipe| recipe.language == "ini")
        .collect();
    assert!(!units.is_empty());
    let fake = open_meteo(weather::fine);
    let kitchen = Kitchen::new(&fake.url());
    let starts = units.iter().flat_map(|unit| unit.text.lines());
    for line in starts.filter_map(|line| line.strip_prefix("ExecStart=")) {
        let (code, stderr) = kitchen.run("sh", line);
        assert_eq!((code, stderr.as_str()), (0, ""));
        assert_eq!(kitchen.mail.got().len(), 1);
    }
}

#[test]
fn every_setting_of_a_recipe_is_one() {
    for recipe in recipes().iter().filter(|recipe| recipe.language == "toml") {
        let kitchen = Kitchen::new(NOBODY);
        fs::write(kitchen.path("config/config.toml"), &recipe.text).unwrap();
        let (code, stderr) = kitchen.run("sh", "kidtrip config show > /dev/null");
        assert_eq!(code, 0, "{}:{}: {stderr}", recipe.page, recipe.line);
    }
}
