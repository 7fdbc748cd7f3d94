//! A folder tried out: whether a file can really be written there, which no mode tells for sure.
//! Nothing is left behind.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// What the names begin with of what is made and removed again.
const PREFIX: &str = ".kidtrip-trial-";

/// How a folder is that may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trial {
    /// It is there, can be read, and a file was written in it and removed.
    Works,
    /// It is not there, and a folder was made and removed where it would be.
    CanBeMade,
}

/// Writes a file in `folder` and removes it; where there is no folder, does so with a folder in the nearest one above.
///
/// # Errors
/// When it is no folder, cannot be read or made, or nothing can be written in it.
pub fn try_out(folder: &Path) -> io::Result<Trial> {
    tried(folder).map_err(plain)
}

/// Returns the error without the name of what was to be made, which means nothing to anybody.
fn plain(error: io::Error) -> io::Error {
    match error.raw_os_error() {
        None if error.kind() != io::ErrorKind::Other => error.kind().into(),
        _ => error,
    }
}

fn tried(folder: &Path) -> io::Result<Trial> {
    match fs::metadata(folder) {
        Ok(metadata) if metadata.is_dir() => {
            drop(fs::read_dir(folder)?);
            let mut file = builder().tempfile_in(folder)?;
            file.write_all(b"kidtrip\n")?;
            file.close()?;
            Ok(Trial::Works)
        }
        Ok(_) => Err(io::Error::other("it is no folder")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if fs::symlink_metadata(folder).is_ok() {
                return Err(io::Error::other("it is a link that leads nowhere"));
            }
            let above = folder.ancestors().skip(1).find(|path| path.exists());
            // What is named without any folder is in the current one.
            let above = above.unwrap_or(Path::new("."));
            builder().tempdir_in(above)?.close()?;
            Ok(Trial::CanBeMade)
        }
        Err(error) => Err(error),
    }
}

fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn a_folder_that_works_is_left_as_it_was() {
        let home = tempfile::tempdir().unwrap();
        assert_eq!(try_out(home.path()).unwrap(), Trial::Works);
        let deep = home.path().join("not/made/yet");
        assert_eq!(try_out(&deep).unwrap(), Trial::CanBeMade);
        assert_eq!(count(home.path()), 0);
    }

    #[test]
    fn what_is_no_folder_is_said_to_be_none() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("file");
        fs::write(&file, b"somebody's").unwrap();
        assert!(
            try_out(&file)
                .unwrap_err()
                .to_string()
                .contains("no folder")
        );
        assert!(try_out(&file.join("below")).is_err());
        assert_eq!(fs::read(&file).unwrap(), b"somebody's");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_nowhere_is_told_and_kept() {
        let home = tempfile::tempdir().unwrap();
        let link = home.path().join("link");
        std::os::unix::fs::symlink(home.path().join("gone"), &link).unwrap();
        assert!(try_out(&link).unwrap_err().to_string().contains("link"));
        assert_eq!(count(home.path()), 1);
    }
}
