//! The binary from outside: an empty environment, a frozen clock, folders of its own.

use crate::fake::met_norway::MetNorway;
use crate::fake::open_meteo::OpenMeteo;
use crate::fake::osrm::Osrm;
use crate::fake::weather::Hour;
use assert_cmd::Command;
use kidtrip::catalogue::packed::Builder;
use kidtrip::domain::Destination;
use serde_json::Value;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Friday evening before the Saturday that most tests are about.
pub(crate) const FRIDAY_EVENING: &str = "2026-11-27T18:00:00+00:00[Europe/London]";
/// An address where nobody listens.
pub(crate) const NOBODY: &str = "http://127.0.0.1:9";

/// A home of kidtrip's own, for one test.
pub(crate) struct Home {
    folder: TempDir,
    now: String,
    open_meteo: String,
    met_norway: String,
    osrm: String,
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Home {
    /// Returns a home without a network.
    pub(crate) fn offline() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
            now: FRIDAY_EVENING.to_owned(),
            open_meteo: NOBODY.to_owned(),
            met_norway: NOBODY.to_owned(),
            osrm: String::new(),
        }
    }

    /// Returns a home that asks this service.
    pub(crate) fn online(fake: &OpenMeteo) -> Self {
        Self {
            open_meteo: fake.url(),
            ..Self::offline()
        }
    }

    /// Returns the home with this first service.
    pub(crate) fn with_open_meteo(self, fake: &OpenMeteo) -> Self {
        Self {
            open_meteo: fake.url(),
            ..self
        }
    }

    /// Returns the home that asks this second service too.
    pub(crate) fn with_met_norway(self, fake: &MetNorway) -> Self {
        Self {
            met_norway: fake.url(),
            ..self
        }
    }

    /// Returns the home with drives of this server.
    pub(crate) fn with_roads(self, fake: &Osrm) -> Self {
        self.with_roads_at(&fake.url())
    }

    /// Returns the home with drives of a server at `url`.
    pub(crate) fn with_roads_at(self, url: &str) -> Self {
        Self {
            osrm: url.to_owned(),
            ..self
        }
    }

    /// Returns the home at another instant.
    pub(crate) fn at(self, now: &str) -> Self {
        Self {
            now: now.to_owned(),
            ..self
        }
    }

    /// Returns the home with this `config.toml`.
    pub(crate) fn with_config(self, text: &[u8]) -> Self {
        std::fs::create_dir_all(self.path("config")).unwrap();
        std::fs::write(self.path("config").join("config.toml"), text).unwrap();
        self
    }

    /// Returns the home with these places of its own and no others: a table in the documented columns.
    pub(crate) fn with_only_places(self, table: &str) -> Self {
        let file = self.path("own.csv");
        std::fs::write(&file, table).unwrap();
        let config = format!(
            "[catalogue]\nbuilt_in = false\nfile = {:?}\n",
            file.display().to_string()
        );
        self.with_config(config.as_bytes())
    }

    /// Returns the home with an imported catalogue of these places; what they say of their own does not matter.
    pub(crate) fn with_imported(self, name: &str, places: &[Destination]) -> Self {
        let mut builder = Builder::new(name, "2026-11-27T18:00:00Z");
        for place in places {
            builder.add(place).unwrap();
        }
        let finish = |mut out: &mut dyn std::io::Write| builder.finish(&mut out);
        kidtrip::store::catalogues::write(&self.path("data"), name, finish).unwrap();
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the command, not yet run.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        Command::from_std(self.process(arguments))
    }

    /// Returns the command as one that can be left running.
    pub(crate) fn process(&self, arguments: &[&str]) -> std::process::Command {
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("kidtrip"));
        command
            .env_clear()
            .env("KIDTRIP_NOW", &self.now)
            .env("KIDTRIP_OPEN_METEO_URL", &self.open_meteo)
            .env("KIDTRIP_MET_NORWAY_URL", &self.met_norway)
            .env("KIDTRIP_OSRM_URL", &self.osrm)
            .env("KIDTRIP_CONFIG_DIR", self.path("config"))
            .env("KIDTRIP_DATA_DIR", self.path("data"))
            .env("KIDTRIP_CACHE_DIR", self.path("cache"))
            .args(arguments);
        command
    }

    /// Runs kidtrip.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(&mut self.command(arguments))
    }

    /// Runs `suggest --format json` and returns the document.
    pub(crate) fn suggest(&self, arguments: &[&str]) -> Value {
        let run = self.run(&[&["suggest", "--format", "json"], arguments].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.json()
    }
}

/// Returns what stands on standard error, its lines that are broken to the width of the page one again: what follows a
/// break stands below what follows the name of the program.
pub(crate) fn unbroken(stderr: Vec<u8>) -> String {
    let stderr = String::from_utf8(stderr).expect("UTF-8");
    stderr.replace("\n         ", " ")
}

impl Run {
    /// Runs `command`.
    pub(crate) fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        Self {
            code: output.status.code().expect("ended by itself"),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: unbroken(output.stderr),
        }
    }

    /// Returns the one JSON document on standard output.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}", self.stdout))
    }

    /// Asserts a refusal: this exit code, nothing on standard output, and these words on standard error.
    pub(crate) fn is_refused(&self, code: i32, words: &[&str]) {
        assert_eq!(self.code, code, "{}", self.stderr);
        assert_eq!(self.stdout, "");
        for word in words {
            assert!(
                self.stderr.contains(word),
                "{word:?} is not in {}",
                self.stderr
            );
        }
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
    }
}

/// A fake Open-Meteo on the Friday of the tests.
pub(crate) fn open_meteo(
    weather: impl Fn(f64, f64, i64) -> Hour + Send + Sync + 'static,
) -> OpenMeteo {
    OpenMeteo::start("2026-11-27".parse().unwrap(), weather).unwrap()
}

/// A fake MET Norway on the Friday evening of the tests.
pub(crate) fn met_norway(
    weather: impl Fn(f64, f64, i64) -> Hour + Send + Sync + 'static,
) -> MetNorway {
    MetNorway::start("2026-11-27T18:00:00Z".parse().unwrap(), weather).unwrap()
}

/// Returns the values of `pointer` in each of `entries`.
pub(crate) fn each<'a>(entries: &'a Value, pointer: &str) -> Vec<&'a Value> {
    let entries = entries.as_array().expect("a list");
    entries
        .iter()
        .map(|entry| entry.pointer(pointer).expect("present"))
        .collect()
}

/// Returns the ids of `entries`.
pub(crate) fn ids(entries: &Value) -> Vec<&str> {
    each(entries, "/id")
        .into_iter()
        .map(|id| id.as_str().unwrap())
        .collect()
}

/// Asserts that a document is what its schema says.
pub(crate) fn assert_valid(document: &Value, schema: &str) {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}
