//! Every setting, in four layers: flags over environment over `config.toml` over defaults.
//! Each value knows where it came from; an unknown key or a wrong type is an error that names file and line.

mod days;
mod file;
mod hooks;
mod keys;
mod settings;
mod shape;
mod sources;
mod within;

pub use days::{MOST_DAYS, NamedDays, OwnDays};
pub use file::commented_default;
pub use hooks::{EVERY_TYPE, Hook, Hooks};
pub use keys::{FORMATS, KEYS, Key, LIST_FORMATS};
pub use settings::{Places, Settings, Shown};
pub use shape::{Shape, mailboxes};
pub use sources::Sources;
pub use within::{Within, score_of};

use crate::error::Error;
use crate::net::ApiKey;
use crate::net::smtp::Password;
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A flag on the command line.
    Flag(&'static str),
    /// An environment variable.
    Environment(&'static str),
    /// The config file.
    File(PathBuf),
    /// Nobody set it.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => formatter.write_str(flag),
            Self::Environment(variable) => formatter.write_str(variable),
            Self::File(path) => write!(formatter, "{}", path.display()),
            Self::Default => formatter.write_str("default"),
        }
    }
}

/// A value as text, and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The value, as the config file would spell it without quotes.
    pub text: String,
    /// Where it came from.
    pub origin: Origin,
}

/// Every setting as text, resolved through the layers.
#[derive(Debug, Clone)]
pub struct Config {
    values: BTreeMap<&'static str, Value>,
    secrets: BTreeMap<&'static str, ApiKey>,
    passwords: BTreeMap<&'static str, Password>,
    file_holds_a_secret: bool,
    places: Places,
    days: NamedDays,
    hooks: Hooks,
}

/// What is shown for a secret that is set.
const SECRET: &str = "(set)";
/// The paid hosts, which are the defaults where there is a key.
const PAID: [(&str, &str); 3] = [
    (
        "weather.open_meteo_url",
        "https://customer-api.open-meteo.com",
    ),
    (
        "weather.archive_url",
        "https://customer-archive-api.open-meteo.com",
    ),
    (
        "locate.geocoding_url",
        "https://customer-geocoding-api.open-meteo.com",
    ),
];

impl Config {
    /// Resolves the layers: `file` is the path and text of the config file, where there is one;
    /// `environment` looks a variable up.
    ///
    /// # Errors
    /// Names file, line and key, or the variable, of a value that does not fit, and the nearest key for one
    /// that does not exist.
    pub fn resolve(
        file: Option<(PathBuf, &[u8])>,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, Error> {
        let mut config = Self {
            values: BTreeMap::new(),
            secrets: BTreeMap::new(),
            passwords: BTreeMap::new(),
            file_holds_a_secret: false,
            places: Places::default(),
            days: NamedDays::default(),
            hooks: Hooks::default(),
        };
        for key in KEYS {
            if let Some(default) = key.default {
                config.set(key, default.to_owned(), Origin::Default);
            }
        }
        if let Some((path, bytes)) = file {
            let read = file::read(&path, bytes)?;
            for (key, text) in read.values {
                config.set(key, text, Origin::File(path.clone()));
            }
            config.file_holds_a_secret =
                !(config.secrets.is_empty() && config.passwords.is_empty());
            config.places = read.places;
            config.days = read.days;
            config.hooks = read.hooks;
        }
        for key in KEYS {
            let Some(variable) = key.variable else {
                continue;
            };
            let Some(text) = environment(variable).filter(|text| !text.is_empty()) else {
                continue;
            };
            key.check(&text).map_err(|why| {
                Error::usage(format!("{variable}{}: {why}", key.shape.shown(&text)))
            })?;
            config.set(key, text, Origin::Environment(variable));
        }
        if config.secret("weather.apikey").is_some() {
            for (name, host) in PAID {
                let value = config.values.get_mut(name);
                if let Some(value) = value.filter(|value| value.origin == Origin::Default) {
                    host.clone_into(&mut value.text);
                }
            }
        }
        Ok(config)
    }

    /// Sets a value that fits its key; of a secret only that it is set is among the values.
    fn set(&mut self, key: &Key, text: String, origin: Origin) {
        let text = match key.shape {
            Shape::Secret => {
                self.secrets
                    .extend(text.parse().ok().map(|secret| (key.name, secret)));
                SECRET.to_owned()
            }
            Shape::Password => {
                self.passwords
                    .extend(text.parse().ok().map(|password| (key.name, password)));
                SECRET.to_owned()
            }
            _ => text,
        };
        self.values.insert(key.name, Value { text, origin });
    }

    /// Puts a flag's value over the others.
    ///
    /// # Errors
    /// Names the flag and the value when it does not fit.
    pub fn set_flag(
        &mut self,
        name: &'static str,
        flag: &'static str,
        text: String,
    ) -> Result<(), Error> {
        if let Some(key) = keys::find(name) {
            key.check(&text)
                .map_err(|why| Error::usage(format!("{flag} \"{text}\": {why}")))?;
        }
        self.values.insert(
            name,
            Value {
                text,
                origin: Origin::Flag(flag),
            },
        );
        Ok(())
    }

    /// Puts the values of those flags that were given over the others: key, flag and value.
    ///
    /// # Errors
    /// Names the first flag and value that do not fit.
    pub fn set_flags<const N: usize>(
        &mut self,
        flags: [(&'static str, &'static str, Option<String>); N],
    ) -> Result<(), Error> {
        let given = flags
            .into_iter()
            .filter_map(|(name, flag, text)| Some((name, flag, text?)));
        for (name, flag, text) in given {
            self.set_flag(name, flag, text)?;
        }
        Ok(())
    }

    /// Returns the secret of the key `name`, where it is set.
    #[must_use]
    pub fn secret(&self, name: &str) -> Option<&ApiKey> {
        self.secrets.get(name)
    }

    /// Returns the password of the key `name`, where it is set.
    #[must_use]
    pub fn password(&self, name: &str) -> Option<&Password> {
        self.passwords.get(name)
    }

    /// Returns whether the config file holds a secret, which is then to be read by nobody else.
    #[must_use]
    pub fn file_holds_a_secret(&self) -> bool {
        self.file_holds_a_secret
    }

    /// Returns the value of the key `name`, where it has one; that of a secret says only that it is set.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }

    /// Returns the family's own named places.
    #[must_use]
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// Returns the family's own names for days.
    #[must_use]
    pub fn days(&self) -> &NamedDays {
        &self.days
    }

    /// Returns the programs that are run when something was written down.
    #[must_use]
    pub fn hooks(&self) -> &Hooks {
        &self.hooks
    }

    /// Returns every key with its value, the named places and days, and the programs for events.
    pub fn shown(&self) -> impl Iterator<Item = Shown<'_>> {
        let keys = KEYS.iter().map(|key| Shown {
            name: key.name.to_owned(),
            value: self.values.get(key.name),
        });
        let places = self.places.0.iter().map(|(name, value)| Shown {
            name: format!("places.{name}"),
            value: Some(value),
        });
        let days = self.days.iter().map(|own| Shown {
            name: format!("days.{}", own.name),
            value: Some(&own.value),
        });
        let hooks = self.hooks.iter().map(|hook| Shown {
            name: format!("hooks.{}", hook.on),
            value: Some(&hook.value),
        });
        keys.chain(places).chain(days).chain(hooks)
    }
}

#[cfg(test)]
mod tests;
