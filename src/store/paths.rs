//! Where kidtrip keeps its files: the platform's own folders, or those that were asked for.
//! The environment is read by the platform's rules only; overrides arrive as arguments.

use directories::ProjectDirs;
use std::path::PathBuf;

/// Folders asked for instead of the platform's (`KIDTRIP_CONFIG_DIR` and its like); empty ones count as not set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Where `config.toml` is.
    pub config: Option<PathBuf>,
    /// Where what cannot be made again is: events, imported catalogues.
    pub data: Option<PathBuf>,
    /// Where what can be had again is: forecasts.
    pub cache: Option<PathBuf>,
}

/// The folders of this user; `None` where there is no home to put one in. None of them need exist yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paths {
    /// Where `config.toml` is.
    pub config: Option<PathBuf>,
    /// Where what cannot be made again is.
    pub data: Option<PathBuf>,
    /// Where what can be had again is.
    pub cache: Option<PathBuf>,
}

impl Paths {
    /// Returns the folders asked for, and the platform's (XDG, Library, AppData) for the others.
    #[must_use]
    pub fn new(overrides: Overrides) -> Self {
        let platform = ProjectDirs::from("", "", "kidtrip");
        let choose = |asked: Option<PathBuf>, own: fn(&ProjectDirs) -> PathBuf| {
            asked
                .filter(|path| !path.as_os_str().is_empty())
                .or_else(|| platform.as_ref().map(own))
        };
        Self {
            config: choose(overrides.config, |dirs| dirs.config_dir().to_owned()),
            data: choose(overrides.data, |dirs| dirs.data_dir().to_owned()),
            cache: choose(overrides.cache, |dirs| dirs.cache_dir().to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_asked_for_wins_and_an_empty_one_does_not_count() {
        let asked = Overrides {
            config: Some("elsewhere".into()),
            data: Some("".into()),
            cache: None,
        };
        let paths = Paths::new(asked);
        assert_eq!(paths.config, Some("elsewhere".into()));
        assert_eq!(paths.data, Paths::new(Overrides::default()).data);
        assert_ne!(paths.data, Some("".into()));
    }
}
