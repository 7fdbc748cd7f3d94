//! `config.toml`: read with the line of every key, and written once as a commented default.

use super::hooks::{self, Hooks};
use super::keys::{self, KEYS, Key};
use super::settings::Places;
use super::{NamedDays, Origin, Value};
use crate::error::Error;
use std::fmt::Write;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// What a config file says.
pub(super) struct FileContents {
    pub(super) values: Vec<(&'static Key, String)>,
    pub(super) places: Places,
    pub(super) days: NamedDays,
    pub(super) hooks: Hooks,
}

/// Reads the config file `path` with these `bytes`.
pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<FileContents, Error> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = 1 + bytes
            .iter()
            .take(error.valid_up_to())
            .filter(|&&byte| byte == b'\n')
            .count();
        Error::usage(format!(
            "{}, line {line}: the file is not UTF-8 text",
            path.display()
        ))
        .hint("save it as UTF-8")
    })?;
    let reader = Reader { path, text };
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        reader.error(at, &format!("not valid TOML: {}", error.message()))
    })?;
    let mut contents = FileContents {
        values: Vec::new(),
        places: Places::default(),
        days: NamedDays::default(),
        hooks: Hooks::default(),
    };
    reader.table("", table.get_ref(), &mut contents)?;
    Ok(contents)
}

struct Reader<'a> {
    path: &'a Path,
    text: &'a str,
}

impl Reader<'_> {
    fn table(
        &self,
        prefix: &str,
        table: &DeTable<'_>,
        contents: &mut FileContents,
    ) -> Result<(), Error> {
        for (key, value) in table {
            let name = format!("{prefix}{}", key.get_ref());
            let at = key.span().start;
            match value.get_ref() {
                DeValue::Table(places) if name == "places" => self.places(places, contents)?,
                DeValue::Table(days) if name == "days" => self.days(days, contents)?,
                DeValue::Table(hooks) if name == "hooks" => self.hooks(hooks, contents)?,
                DeValue::Table(inner) if is_table(&name) => {
                    self.table(&format!("{name}."), inner, contents)?;
                }
                DeValue::Table(_) if prefix.is_empty() => {
                    return Err(self.no_such_table(at, &name));
                }
                _ => contents.values.push(self.value(&name, at, value)?),
            }
        }
        Ok(())
    }

    /// Returns the error of a table that there is not, with where names go: whoever makes up a table may well look for that.
    fn no_such_table(&self, at: usize, name: &str) -> Error {
        let error = self.error(at, &format!("there is no table [{name}]"));
        let names = "names for --near stand in [places], names for --on in [days]";
        match keys::table_most_like(name) {
            Some(nearest) => error.hint(format!("did you mean [{nearest}]? {names}")),
            None => error.hint(format!("{names}; kidtrip config show lists the rest")),
        }
    }

    fn places(&self, table: &DeTable<'_>, contents: &mut FileContents) -> Result<(), Error> {
        for (name, value) in table {
            let DeValue::String(location) = value.get_ref() else {
                let message = format!("places.{}: expected a location in quotes", name.get_ref());
                return Err(self.error(name.span().start, &message));
            };
            let value = Value {
                text: location.to_string(),
                origin: Origin::File(self.path.to_owned()),
            };
            contents.places.0.insert(name.get_ref().to_string(), value);
        }
        Ok(())
    }

    /// Reads the names for days: text, or a list of texts; a date without quotes is one, too.
    fn days(&self, table: &DeTable<'_>, contents: &mut FileContents) -> Result<(), Error> {
        for (name, value) in table {
            let at = name.span().start;
            let name = name.get_ref();
            let fault = |why: &str| self.error(at, &format!("days.{name}: {why}"));
            let entries: Option<Vec<String>> = match value.get_ref() {
                DeValue::Array(list) => list.iter().map(|one| day_text(one.get_ref())).collect(),
                one => day_text(one).map(|text| vec![text]),
            };
            let entries = entries.ok_or_else(|| {
                fault("expected \"2026-12-28\", \"2027-02-13..2027-02-21\", or a list of them")
            })?;
            let origin = Origin::File(self.path.to_owned());
            let added = contents.days.add(name, entries, origin);
            added.map_err(|why| fault(&why))?;
        }
        Ok(())
    }

    /// Reads the programs for events, and the settings that stand among them.
    fn hooks(&self, table: &DeTable<'_>, contents: &mut FileContents) -> Result<(), Error> {
        for (key, value) in table {
            let (at, on) = (key.span().start, key.get_ref());
            let name = format!("hooks.{on}");
            if keys::find(&name).is_some() {
                contents.values.push(self.value(&name, at, value)?);
                continue;
            }
            let program = match value.get_ref() {
                DeValue::Array(list) => self.texts(&name, list).ok(),
                _ => None,
            };
            let origin = Origin::File(self.path.to_owned());
            contents.hooks.add(on, program, origin).map_err(|why| {
                let error = self.error(at, &format!("{name}: {why}"));
                match hooks::most_like(on).filter(|nearest| nearest != on) {
                    Some(nearest) => error.hint(format!("did you mean \"hooks.{nearest}\"?")),
                    None => error,
                }
            })?;
        }
        Ok(())
    }

    fn value(
        &self,
        name: &str,
        at: usize,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<(&'static Key, String), Error> {
        let Some(key) = keys::find(name) else {
            let error = self.error(at, &format!("there is no setting \"{name}\""));
            return Err(match keys::most_like(name) {
                Some(nearest) => error.hint(format!("did you mean \"{nearest}\"?")),
                None => error.hint("kidtrip config show lists them all"),
            });
        };
        let quoted = key.shape.is_quoted();
        let text = match value.get_ref() {
            DeValue::Array(list) if key.shape.is_list() => self.list(name, list)?,
            DeValue::String(text) if quoted => text.to_string(),
            DeValue::Integer(number) if !quoted => number.to_string(),
            DeValue::Float(number) if !quoted => number.to_string(),
            DeValue::Boolean(truth) if !quoted => truth.to_string(),
            other => {
                let kind = other.type_str();
                let wanted = if key.shape.is_list() {
                    "a list such as [\"open-meteo\", \"met-norway\"]"
                } else if quoted {
                    "text in quotes"
                } else {
                    "a number or true/false without quotes"
                };
                return Err(self.error(at, &format!("{name} is a {kind}: expected {wanted}")));
            }
        };
        match key.check(&text) {
            Ok(()) => Ok((key, text)),
            Err(why) => Err(self.error(at, &format!("{name}{}: {why}", key.shape.shown(&text)))),
        }
    }

    /// Returns a list of texts as one, with commas between.
    fn list(&self, name: &str, list: &DeArray<'_>) -> Result<String, Error> {
        Ok(self.texts(name, list)?.join(", "))
    }

    fn texts(&self, name: &str, list: &DeArray<'_>) -> Result<Vec<String>, Error> {
        list.iter()
            .map(|entry| match entry.get_ref() {
                DeValue::String(text) => Ok(text.to_string()),
                other => {
                    let kind = other.type_str();
                    let message = format!("{name} has a {kind} in it: expected text in quotes");
                    Err(self.error(entry.span().start, &message))
                }
            })
            .collect()
    }

    fn error(&self, at: usize, message: &str) -> Error {
        let before = self.text.as_bytes().iter().take(at);
        let line = 1 + before.filter(|&&byte| byte == b'\n').count();
        Error::usage(format!("{}, line {line}: {message}", self.path.display()))
    }
}

fn day_text(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Datetime(date) => Some(date.to_string()),
        _ => None,
    }
}

fn is_table(name: &str) -> bool {
    KEYS.iter().any(|key| {
        key.name
            .strip_prefix(name)
            .is_some_and(|rest| rest.starts_with('.'))
    })
}

/// Returns the default `config.toml`: every setting with what it does, all commented out.
#[must_use]
pub fn commented_default() -> String {
    let mut text = String::from(
        "# kidtrip's settings. Flags win over the environment, the environment over this file.\n\
         # Take the # away to set a value; `kidtrip config show` prints every value and where it came from.\n",
    );
    let mut table = "";
    for key in KEYS {
        let (group, name) = key.name.rsplit_once('.').unwrap_or(("", key.name));
        if group != table {
            let _ = write!(text, "\n[{group}]\n");
            table = group;
        }
        let _ = writeln!(text, "\n# {}", key.about);
        if let Some(variable) = key.variable {
            let _ = writeln!(text, "# Environment: {variable}.");
        }
        let example = key.default.unwrap_or_else(|| example(key.name));
        let quoted = key.shape.is_quoted();
        let _ = if key.shape.is_list() {
            let texts: Vec<String> = example
                .split(", ")
                .map(|text| format!("\"{text}\""))
                .collect();
            writeln!(text, "# {name} = [{}]", texts.join(", "))
        } else if quoted {
            writeln!(text, "# {name} = \"{example}\"")
        } else {
            writeln!(text, "# {name} = {example}")
        };
    }
    text.push_str(
        "\n# A program for each type of event, or for \"*\", every one: it gets the event as JSON (docs/hooks.md).\n\
         # VisitRecorded = [\"notify-send\", \"kidtrip\", \"A visit was written down.\"]\n",
    );
    text.push_str(
        "\n# Places of your own, for --near home.\n[places]\n# home = \"M20 2RN\"\n# granny = \"Newport, Shropshire\"\n",
    );
    text.push_str(
        "\n# Days of your own, for --on half-term: a date, a range, or a list of them. Of a list the next that is not\n\
         # over is meant, or what is left of it; what lies within a week of each other belongs together.\n[days]\n\
         # half-term = [\"2027-02-13..2027-02-21\", \"2027-10-23..2027-10-31\"]\n# bridge = \"2027-01-04\"\n",
    );
    text
}

/// Returns what a setting without a default might be.
fn example(name: &str) -> &'static str {
    match name {
        "near" => "home",
        "back_by" => "17:30",
        "within" => "45min",
        "max_drive" => "45",
        "min_score" => "60",
        "me" => "anna",
        "now" => "2026-11-27T18:00:00+00:00[Europe/London]",
        "journey.osrm" => "http://127.0.0.1:5000",
        "catalogue.file" => "/home/me/places.csv",
        "weather.apikey" => "your-key",
        "weather.contact" => "me@example.org",
        "mail.from" => "kidtrip <me@example.org>",
        "mail.to" => "me@example.org",
        "mail.smtp" => "smtps://mail.example.org",
        "mail.user" => "me@example.org",
        "mail.password" => "your password",
        "net.ca_file" => "/etc/ssl/family.pem",
        _ => "/home/me/kidtrip",
    }
}
