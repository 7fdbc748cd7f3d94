//! The settings: where they are, whether they can be read, and whether others may read what they hold.

use crate::app::world::{World, is_readable_by_others, is_writable_by_others, variable};
use crate::config::{Config, KEYS, Origin, Settings};
use crate::error::Error;
use crate::report::Check;
use std::path::Path;

/// What to do about a value that does not fit.
const MEND: &str = "mend it, or take it out to use the default";

/// Returns the settings as far as they can be read, and what is to be said of them.
///
/// # Errors
/// None: the defaults pass their own checks.
pub(super) fn read(world: &World) -> Result<(Config, Settings, Vec<Check>), Error> {
    let mut checks = Vec::new();
    let path = world.config_file.as_deref();
    let config = match world.config_with(fitting) {
        Ok(config) => {
            checks.push(of_file(path, &config));
            checks.extend(path.and_then(|path| readers(path, &config)));
            config
        }
        Err(error) => {
            checks.push(problem("config", error));
            Config::resolve(None, fitting)?
        }
    };
    checks.extend(misfits());
    let settings = match Settings::of(&config) {
        Ok(settings) => settings,
        Err(error) => {
            checks.push(problem("config.ranking", error));
            Settings::of(&Config::resolve(None, |_| None)?)?
        }
    };
    Ok((config, settings, checks))
}

fn problem(id: &str, error: Error) -> Check {
    let hint = error.hint.unwrap_or_else(|| MEND.to_owned());
    Check::problem(id, error.message, hint)
}

fn of_file(path: Option<&Path>, config: &Config) -> Check {
    const ID: &str = "config";
    let Some(path) = path else {
        let hint = "set HOME, or KIDTRIP_CONFIG_DIR, to keep settings";
        return Check::warning(ID, "there is no home folder to keep a config file in", hint);
    };
    if !path.exists() {
        let detail = format!("{}: none, all settings are the defaults", path.display());
        return Check::ok(ID, detail);
    }
    let set = config.shown().filter(|shown| {
        let origin = shown.value.map(|value| &value.origin);
        matches!(origin, Some(Origin::File(_)))
    });
    let set = match set.count() {
        1 => "1 setting".to_owned(),
        many => format!("{many} settings"),
    };
    Check::ok(ID, format!("{}: {set}, each known", path.display()))
}

/// Returns what is wrong with who may read or change the file.
fn readers(path: &Path, config: &Config) -> Option<Check> {
    const ID: &str = "config.readers";
    let in_file = |name| {
        let value = config.get(name);
        value.is_some_and(|value| matches!(value.origin, Origin::File(_)))
    };
    let secrets: Vec<&str> = KEYS
        .iter()
        .filter(|key| key.shape.is_secret() && in_file(key.name))
        .map(|key| key.name)
        .collect();
    let shown = path.display();
    let hint = format!("chmod 600 {shown}");
    if !secrets.is_empty() && is_readable_by_others(path) {
        let detail = format!(
            "others on this machine may read {shown}, which holds {}",
            secrets.join(", ")
        );
        return Some(Check::warning(ID, detail, hint));
    }
    is_writable_by_others(path).then(|| {
        let detail = format!("everybody on this machine may change {shown}");
        Check::warning(ID, detail, hint)
    })
}

/// Looks a variable up, as long as its value fits its setting.
fn fitting(name: &str) -> Option<String> {
    let key = KEYS.iter().find(|key| key.variable == Some(name));
    let fits = |text: &String| key.is_none_or(|key| key.check(text).is_ok());
    variable(name).filter(fits)
}

/// Returns the variables whose values do not fit; a secret is not told.
fn misfits() -> Vec<Check> {
    let keys = KEYS.iter().filter_map(|key| Some((key, key.variable?)));
    let wrong = keys.filter_map(|(key, name)| {
        let text = variable(name)?;
        let why = key.check(&text).err()?;
        let told = format!("{name}{}: {why}", key.shape.shown(&text));
        Some(Check::problem(format!("environment.{name}"), told, MEND))
    });
    wrong.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use std::path::PathBuf;

    #[cfg(unix)]
    #[rstest]
    #[case::for_the_owner(0o600, "top = 3\n", None)]
    #[case::for_all_to_read(0o644, "top = 3\n", None)]
    #[case::for_all_to_change(0o666, "top = 3\n", Some("may change"))]
    #[case::a_key_for_all_to_read(
        0o644,
        "[weather]\napikey = \"s3cr3t\"\n",
        Some("weather.apikey")
    )]
    #[case::a_key_for_the_owner(0o600, "[weather]\napikey = \"s3cr3t\"\n", None)]
    #[case::a_place_by_the_name_of_a_key(0o644, "[places]\nspare_key = \"M20\"\n", None)]
    fn who_may_read_the_file_matters_where_it_holds_a_secret(
        #[case] mode: u32,
        #[case] text: &str,
        #[case] told: Option<&str>,
    ) {
        use std::fs;
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path: PathBuf = folder.path().join("config.toml");
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        let config = Config::resolve(Some((path.clone(), text.as_bytes())), |_| None).unwrap();
        let check = readers(&path, &config);
        assert_eq!(check.is_some(), told.is_some(), "{check:?}");
        if let (Some(check), Some(told)) = (check, told) {
            assert!(check.detail.contains(told), "{check:?}");
            assert!(!check.detail.contains("s3cr3t"), "the secret is not told");
        }
    }
}
