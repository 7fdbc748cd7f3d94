//! Every setting, in four layers: flags over environment over `config.toml` over defaults.
//! Each value knows where it came from; an unknown key or a wrong type is an error that names file and line.

mod file;
mod keys;
mod settings;
mod sources;
mod within;

pub use file::commented_default;
pub use keys::{FORMATS, KEYS, Key, Shape};
pub use settings::{Places, Settings, Shown};
pub use sources::Sources;
pub use within::{Within, score_of};

use crate::error::Error;
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
    places: Places,
}

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
        let mut values: BTreeMap<&'static str, Value> = KEYS
            .iter()
            .filter_map(|key| {
                let text = key.default?.to_owned();
                Some((
                    key.name,
                    Value {
                        text,
                        origin: Origin::Default,
                    },
                ))
            })
            .collect();
        let mut places = Places::default();
        if let Some((path, bytes)) = file {
            let read = file::read(&path, bytes)?;
            for (name, text) in read.values {
                values.insert(
                    name,
                    Value {
                        text,
                        origin: Origin::File(path.clone()),
                    },
                );
            }
            places = read.places;
        }
        for key in KEYS {
            let Some(variable) = key.variable else {
                continue;
            };
            let Some(text) = environment(variable).filter(|text| !text.is_empty()) else {
                continue;
            };
            key.check(&text)
                .map_err(|why| Error::usage(format!("{variable} is \"{text}\": {why}")))?;
            values.insert(
                key.name,
                Value {
                    text,
                    origin: Origin::Environment(variable),
                },
            );
        }
        Ok(Self { values, places })
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

    /// Returns the value of the key `name`, where it has one.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }

    /// Returns the family's own named places.
    #[must_use]
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// Returns every key with its value, and the named places.
    pub fn shown(&self) -> impl Iterator<Item = Shown<'_>> {
        let keys = KEYS.iter().map(|key| Shown {
            name: key.name.to_owned(),
            value: self.values.get(key.name),
        });
        let places = self.places.0.iter().map(|(name, value)| Shown {
            name: format!("places.{name}"),
            value: Some(value),
        });
        keys.chain(places)
    }
}

#[cfg(test)]
mod tests;
