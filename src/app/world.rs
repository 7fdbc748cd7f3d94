//! The process around a command: environment, clock, directories, terminal, standard streams.

use crate::config::{Config, Settings};
use crate::error::{Error, Kind, of_the_disk};
use crate::report::Page;
use crate::report::safe::harmless_lines;
use crate::report::wrap::hanging;
use crate::store::paths::{Overrides, Paths};
use jiff::{Timestamp, ZonedDateTime};
use std::cell::OnceCell;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Columns of a page when neither a terminal nor `COLUMNS` says.
const USUAL_WIDTH: u16 = 80;
/// What share of a run's time is kept for what comes after the answers: ranking and printing take a small part of it.
const SHARE_FOR_ANSWERS: f64 = 0.03;
/// A config file larger than this is not one.
const LARGEST_CONFIG: u64 = 1 << 20;

/// The process around a command.
pub(super) struct World {
    /// Where the config file is looked for; `None` without a home.
    pub(super) config_file: Option<PathBuf>,
    /// The settings, once they have been read.
    settings: OnceCell<Config>,
    stdout_is_terminal: bool,
    started: Instant,
}

impl World {
    pub(super) fn of_this_process() -> Self {
        let paths = Paths::new(Overrides {
            config: variable("KIDTRIP_CONFIG_DIR").map(PathBuf::from),
            ..Overrides::default()
        });
        Self {
            config_file: paths.config.map(|directory| directory.join("config.toml")),
            settings: OnceCell::new(),
            stdout_is_terminal: io::stdout().is_terminal(),
            started: Instant::now(),
        }
    }

    /// Returns what is left of `total` for going online, so that the run as a whole keeps to it: its start counts, and
    /// there is something to be done with the answers.
    pub(super) fn time_online(&self, total: Duration) -> Duration {
        let whole = total.saturating_sub(self.started.elapsed());
        whole.saturating_sub(total.mul_f64(SHARE_FOR_ANSWERS))
    }

    /// Reads and layers the settings, once; flags are the caller's to put on top. That others can read a key is said at once,
    /// under `--quiet` too: it is no matter of this run.
    pub(super) fn config(&self) -> Result<Config, Error> {
        if let Some(config) = self.settings.get() {
            return Ok(config.clone());
        }
        let config = match self.file() {
            // A home that is another's has something to say all the same, and says on what ground.
            Err(NoConfig::NotAllowed(why)) => {
                complain(&format!("{why}; going on with the defaults"));
                Config::resolve(None, variable)?
            }
            file => self.layered(file, variable)?,
        };
        Ok(self.settings.get_or_init(|| config).clone())
    }

    /// Reads and layers the settings as [`World::config`] does, with other variables.
    pub(super) fn config_with(
        &self,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<Config, Error> {
        self.layered(self.file(), environment)
    }

    fn file(&self) -> Result<Option<Vec<u8>>, NoConfig> {
        let path = self.config_file.as_deref();
        path.map_or(Ok(None), read_config)
    }

    fn layered(
        &self,
        file: Result<Option<Vec<u8>>, NoConfig>,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<Config, Error> {
        let bytes = file.map_err(|no| match no {
            NoConfig::NotAllowed(why) => Error::usage(why),
            NoConfig::Broken(error) => error,
        })?;
        let file = self.config_file.as_ref().zip(bytes);
        let given = file
            .as_ref()
            .map(|(path, bytes)| (PathBuf::clone(path), bytes.as_slice()));
        let config = Config::resolve(given, environment)?;
        if let Some((path, _)) = file
            && config.file_holds_a_secret()
            && is_readable_by_others(path)
        {
            complain(&format!(
                "{0} holds a key and is readable by others: chmod 600 {0}",
                path.display()
            ));
        }
        Ok(config)
    }

    /// Returns the folders that kidtrip keeps its files in.
    pub(super) fn paths(config: &Config) -> Paths {
        let asked = |name| config.get(name).map(|value| PathBuf::from(&value.text));
        Paths::new(Overrides {
            config: None,
            data: asked("paths.data"),
            cache: asked("paths.cache"),
        })
    }

    /// Returns how a table is to look.
    pub(super) fn page(&self, settings: &Settings) -> Page {
        let terminal = || Some(terminal_size::terminal_size_of(io::stdout())?.0.0);
        let width = if self.stdout_is_terminal {
            terminal().or_else(columns)
        } else {
            columns()
        };
        Page {
            width: width.unwrap_or(USUAL_WIDTH),
            colour: match settings.colour.as_str() {
                "always" => true,
                "never" => false,
                _ => self.stdout_is_terminal && variable("NO_COLOR").is_none(),
            },
            unicode: shows_unicode(),
        }
    }
}

/// Returns whether more than ASCII can be shown: by the locale, where there are locales.
fn shows_unicode() -> bool {
    let dumb = variable("TERM").is_some_and(|terminal| terminal == "dumb");
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(variable)
        .map(|locale| locale.to_lowercase().replace('-', ""));
    !dumb && locale.map_or(cfg!(windows), |locale| locale.contains("utf8"))
}

/// Returns the instant of asking: the frozen clock of the settings, else the machine's.
pub(super) fn now(config: &Config) -> Result<Timestamp, Error> {
    let Some(frozen) = config.get("now") else {
        return Ok(Timestamp::now());
    };
    let text = &frozen.text;
    let zoned = text.parse::<ZonedDateTime>().map(|at| at.timestamp());
    zoned.or_else(|_| text.parse::<Timestamp>()).map_err(|_| {
        Error::usage(format!("{} is \"{text}\": not an instant", frozen.origin))
            .hint("write it as 2026-11-27T18:00:00+00:00[Europe/London]")
    })
}

/// Looks a variable of the environment up; an empty one counts as not set.
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|text| !text.is_empty())
}

/// Why there is no config to be had from a file that is there.
enum NoConfig {
    /// It is not this user's to read.
    NotAllowed(String),
    /// It is no config file, or cannot be read at all.
    Broken(Error),
}

fn read_config(path: &Path) -> Result<Option<Vec<u8>>, NoConfig> {
    let unreadable = |error: &io::Error| {
        let why = format!("{}: {error}", path.display());
        match error.kind() {
            io::ErrorKind::PermissionDenied => NoConfig::NotAllowed(why),
            _ => NoConfig::Broken(Error::usage(why)),
        }
    };
    match std::fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(&error)),
        Ok(metadata) if metadata.len() > LARGEST_CONFIG => {
            return Err(NoConfig::Broken(Error::usage(format!(
                "{} is larger than 1 MiB: not a config file",
                path.display()
            ))));
        }
        Ok(_) => {}
    }
    std::fs::read(path)
        .map(Some)
        .map_err(|error| unreadable(&error))
}

/// Returns whether others on this machine may read or change the file.
pub(super) fn is_readable_by_others(path: &Path) -> bool {
    others_may(path, 0o077)
}

/// Returns whether everybody on this machine may change the file.
pub(super) fn is_writable_by_others(path: &Path) -> bool {
    others_may(path, 0o002)
}

#[cfg(unix)]
fn others_may(path: &Path, mask: u32) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & mask != 0)
}

/// Other platforms keep a user's files from others by their place.
#[cfg(not(unix))]
fn others_may(_: &Path, _: u32) -> bool {
    false
}

/// Prints results; a reader that has gone away is no failure.
pub(super) fn print(text: &str) -> Result<(), Error> {
    print_on(text).map(drop)
}

/// Prints results of which more will come; returns whether somebody is still reading.
pub(super) fn print_on(text: &str) -> Result<bool, Error> {
    let mut stdout = io::stdout().lock();
    let written = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush());
    match written {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Error::new(
            Kind::Internal,
            format!("cannot write to standard output: {}", of_the_disk(&error)),
        )),
    }
}

/// Prints a warning or an error, as wide as the page; nothing is to be done if even that fails.
pub(super) fn complain(text: &str) {
    const NAME: &str = "kidtrip: ";
    let said = format!("{NAME}{}", harmless_lines(text));
    let width = usize::from(width_of_complaints());
    let lines: Vec<String> = said
        .lines()
        .map(|line| match line.starts_with(' ') {
            // A list stands in columns of its own.
            true => line.to_owned(),
            false => hanging(line, width, NAME.len()),
        })
        .collect();
    let _ = writeln!(io::stderr().lock(), "{}", lines.join("\n"));
}

fn width_of_complaints() -> u16 {
    let terminal = terminal_size::terminal_size_of(io::stderr()).map(|(width, _)| width.0);
    terminal.or_else(columns).unwrap_or(USUAL_WIDTH)
}

/// Returns the width that the environment asks for.
fn columns() -> Option<u16> {
    let columns = variable("COLUMNS")?.parse().ok()?;
    (columns > 0).then_some(columns)
}
