//! A file replaced whole: whoever reads it sees the old content or the new, never a half of either.
//! The new content is written beside the file, and takes its name when it is complete.

use crate::error::of_the_disk;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Who may read a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Its owner only (0600): what the family does, keys.
    Owner,
    /// Everybody, as far as the umask allows (0644).
    All,
}

/// How hard the content must stick.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// It survives the machine losing power: synced before and after it takes its name.
    Synced,
    /// It can be had again, and is not worth the wait for the disk.
    Disposable,
}

/// A file that could not be written, or not made to stick.
#[derive(Debug, Error)]
#[error("{} {}: {}", path.display(), if *is_replaced { UNSYNCED } else { "cannot be written" }, of_the_disk(source))]
pub struct WriteError {
    /// The file.
    pub path: PathBuf,
    /// Why not.
    pub source: io::Error,
    /// Whether the new content has taken its place and only may not outlast a loss of power; else what was there before
    /// still is.
    pub is_replaced: bool,
}

/// What is wrong with a file that is in its place, but whose folder did not sync.
pub(super) const UNSYNCED: &str = "is written, but may be lost if the power fails now";

/// Replaces the file at `path` by one that holds `content`, making its folder if there is none.
///
/// A link at `path` is replaced, not followed.
///
/// # Errors
/// Names the file. The old content is then untouched and nothing is left beside it, unless the error says that the new one is
/// in its place.
pub fn replace(
    path: &Path,
    content: &[u8],
    readers: Readers,
    durability: Durability,
) -> Result<(), WriteError> {
    replace_with(path, readers, durability, |file| file.write_all(content))
}

/// Replaces the file at `path` by one that holds what `write` writes, as [`replace`] does; for content that is better
/// not held in memory.
///
/// # Errors
/// Names the file, also where it is `write` that failed. The old content is then untouched and nothing is left beside it, unless
/// the error says that the new one is in its place.
pub fn replace_with<T>(
    path: &Path,
    readers: Readers,
    durability: Durability,
    write: impl FnOnce(&mut fs::File) -> io::Result<T>,
) -> Result<T, WriteError> {
    let failed = |is_replaced| {
        move |source| WriteError {
            path: path.to_owned(),
            source,
            is_replaced,
        }
    };
    let written = try_replace(path, readers, durability, write).map_err(failed(false))?;
    if durability == Durability::Synced {
        sync_folder(path).map_err(failed(true))?;
    }
    Ok(written)
}

/// Makes a folder within one of ours; one that is a link leads elsewhere, and is refused.
///
/// # Errors
/// When it is a link, or cannot be made.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    if fs::symlink_metadata(folder)?.is_symlink() {
        return Err(io::Error::other("it is a link"));
    }
    Ok(())
}

/// Removes the file, or the link, at `path`; returns whether there was one.
///
/// # Errors
/// When it is there and cannot be removed.
pub fn remove(path: &Path) -> io::Result<bool> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Makes a file's new name outlast a loss of power: it is in the folder, which is synced apart from the file.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    fs::File::open(folder_of(path)?)?.sync_all()
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it may fail")]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

fn folder_of(path: &Path) -> io::Result<&Path> {
    match path.parent() {
        // A bare name is in the current folder, which an empty path does not name.
        Some(folder) if folder.as_os_str().is_empty() => Ok(Path::new(".")),
        Some(folder) => Ok(folder),
        None => Err(io::ErrorKind::InvalidFilename.into()),
    }
}

fn try_replace<T>(
    path: &Path,
    readers: Readers,
    durability: Durability,
    write: impl FnOnce(&mut fs::File) -> io::Result<T>,
) -> io::Result<T> {
    let folder = folder_of(path)?;
    let Some(name) = path.file_name() else {
        return Err(io::ErrorKind::InvalidFilename.into());
    };
    fs::create_dir_all(folder)?;
    let mut prefix = name.to_owned();
    prefix.push(".tmp-");
    let mut options = fs::File::options();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(match readers {
            Readers::Owner => 0o600,
            Readers::All => 0o644,
        });
    }
    #[cfg(not(unix))]
    let _ = readers;
    // Opened here, so that an error is the system's own: nobody has asked for the temporary file that another would name.
    let mut file = tempfile::Builder::new()
        .prefix(&prefix)
        .make_in(folder, |path| options.open(path))?;
    let written = write(file.as_file_mut())?;
    if durability == Durability::Synced {
        file.as_file().sync_all()?;
    }
    file.persist(path).map_err(|error| error.error)?;
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn the_new_content_takes_the_place_of_the_old_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("made/on/demand.txt");
        replace(&path, b"old", Readers::All, Durability::Disposable).unwrap();
        replace(&path, b"new", Readers::All, Durability::Synced).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(names(path.parent().unwrap()), ["demand.txt"]);
    }

    #[test]
    fn a_failure_names_the_file_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("taken");
        fs::create_dir(&path).unwrap();
        fs::write(path.join("inside"), b"kept").unwrap();
        let error = replace(&path, b"new", Readers::All, Durability::Disposable).unwrap_err();
        assert!(
            error.to_string().contains("taken cannot be written"),
            "{error}"
        );
        assert_eq!(names(folder.path()), ["taken"]);
    }

    #[test]
    fn content_that_breaks_off_leaves_the_old_and_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        replace(&path, b"old", Readers::All, Durability::Disposable).unwrap();
        let error = replace_with(&path, Readers::All, Durability::Synced, |file| {
            file.write_all(b"half")?;
            Err::<(), _>(io::Error::other("no more"))
        });
        assert!(
            error
                .unwrap_err()
                .to_string()
                .ends_with("file cannot be written: no more")
        );
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["file"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_cannot_be_synced_is_told_with_the_new_content_in_place() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        replace(&path, b"old", Readers::All, Durability::Synced).unwrap();
        let allow = |mode| {
            let mode = fs::Permissions::from_mode(mode);
            fs::set_permissions(folder.path(), mode).unwrap();
        };
        // Files can be made in it, but it cannot be opened.
        allow(0o300);
        let can_open = fs::File::open(folder.path()).is_ok();
        let replaced = replace(&path, b"new", Readers::All, Durability::Synced);
        allow(0o700);
        assert_eq!(fs::read(&path).unwrap(), b"new");
        // Who runs this may be allowed to open any folder.
        assert_eq!(replaced.is_ok(), can_open);
        if let Err(error) = replaced {
            assert!(error.is_replaced, "{error}");
            assert!(error.to_string().contains("file is written, but"));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_private_file_is_for_its_owner_and_a_link_is_not_followed() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (outside, path) = (folder.path().join("outside"), folder.path().join("link"));
        fs::write(&outside, b"untouched").unwrap();
        std::os::unix::fs::symlink(&outside, &path).unwrap();
        replace(&path, b"secret", Readers::Owner, Durability::Synced).unwrap();
        assert_eq!(fs::read(&outside).unwrap(), b"untouched");
        let metadata = fs::symlink_metadata(&path).unwrap();
        assert_eq!(metadata.permissions().mode() & 0o777, 0o600);
        assert!(metadata.is_file());
    }
}
