//! `config path|show|init`.

use super::Answer;
use super::world::World;
use crate::cli::{ConfigCommand, ReadFormat};
use crate::config::{Config, Settings, commented_default};
use crate::error::{Error, Kind};
use crate::report::line;
use crate::store::atomic::{self, Durability, Readers};
use serde::Serialize;
use std::fmt::Write;
use std::path::Path;

/// Runs a subcommand of `config`.
pub(super) fn config(command: &ConfigCommand, world: &World) -> Result<Answer, Error> {
    let path = world.config_file.as_deref().ok_or_else(|| {
        Error::new(
            Kind::Internal,
            "there is no home directory to keep a config file in",
        )
        .hint("set KIDTRIP_CONFIG_DIR")
    });
    match command {
        ConfigCommand::Path => Ok(Answer::results(format!("{}\n", path?.display()))),
        ConfigCommand::Show { format } => {
            let config = world.config()?;
            Settings::of(&config)?;
            Ok(Answer::results(match format {
                ReadFormat::Table => table(&config),
                ReadFormat::Json => json(&config),
            }))
        }
        ConfigCommand::Init => init(path?),
    }
}

fn init(path: &Path) -> Result<Answer, Error> {
    if path.symlink_metadata().is_ok() {
        return Err(Error::usage(format!("{} exists already", path.display()))
            .hint("edit it, or move it away first"));
    }
    atomic::replace(
        path,
        commented_default().as_bytes(),
        Readers::Owner,
        Durability::Synced,
    )
    .map_err(|error| Error::new(Kind::Internal, error.to_string()))?;
    Ok(Answer::results(format!("{}\n", path.display())))
}

fn table(config: &Config) -> String {
    let rows: Vec<(String, String, String)> = config
        .shown()
        .map(|shown| match shown.value {
            Some(value) => (shown.name, value.text.clone(), value.origin.to_string()),
            None => (shown.name, "-".to_owned(), "not set".to_owned()),
        })
        .collect();
    let width = |column: fn(&(String, String, String)) -> &String| {
        rows.iter()
            .map(|row| column(row).chars().count())
            .max()
            .unwrap_or(0)
    };
    let (names, values) = (width(|row| &row.0), width(|row| &row.1));
    let mut text = String::new();
    for (name, value, origin) in &rows {
        let _ = writeln!(text, "{name:<names$}  {value:<values$}  {origin}");
    }
    text
}

#[derive(Serialize)]
struct Document {
    schema: &'static str,
    settings: Vec<Setting>,
}

#[derive(Serialize)]
struct Setting {
    name: String,
    value: Option<String>,
    origin: Option<String>,
}

fn json(config: &Config) -> String {
    let document = Document {
        schema: "kidtrip.config/1",
        settings: config
            .shown()
            .map(|shown| Setting {
                name: shown.name,
                value: shown.value.map(|value| value.text.clone()),
                origin: shown.value.map(|value| value.origin.to_string()),
            })
            .collect(),
    };
    line(&document)
}
