//! Where imported catalogues are kept: one file each in the data folder, replaced whole or not at all.
//! A name is never a path, and no link in the folder is followed.

use super::atomic::{self, Durability, Readers, UNSYNCED, WriteError, replace_with};
use super::lock::lock;
use crate::error::of_the_disk;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;
use thiserror::Error;

/// The folder within the data folder.
const FOLDER: &str = "catalogues";
/// What the names of the files end with.
const ENDING: &str = ".kidtrip";
/// What stands between the name of a file and that of a half of it.
const HALF: &str = ".kidtrip.tmp-";
/// Characters of a name.
const LONGEST_NAME: usize = 64;
/// Names that are taken.
const RESERVED: &str = "built-in";
/// Time to wait for another run that is writing.
const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes that are written at once.
const BUFFER: usize = 1 << 20;

/// A catalogue that could not be written or removed; what was there before still is, but where it says otherwise.
#[derive(Debug, Error)]
pub enum StoreError {
    /// It may not be called so.
    #[error(
        "\"{0}\" cannot be the name of a catalogue: letters, digits, \"-\", \"_\" and \".\", 64 at most, no \".\" in front"
    )]
    Name(String),
    /// It is the name of another.
    #[error("\"{0}\" is the name of the places that come with the program")]
    Reserved(String),
    /// The disk failed.
    #[error("{} cannot be written: {}", path.display(), of_the_disk(source))]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The new one is in its place, and the disk failed to make that stick.
    #[error("{} {UNSYNCED}: {}", path.display(), of_the_disk(source))]
    Unsynced {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

impl From<WriteError> for StoreError {
    fn from(error: WriteError) -> Self {
        let WriteError { path, source, .. } = error;
        if error.is_replaced {
            Self::Unsynced { path, source }
        } else {
            Self::Write { path, source }
        }
    }
}

/// An imported catalogue's file, or whatever stands in its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CatalogueFile {
    /// The name of the catalogue.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

/// Checks what a catalogue is to be called.
///
/// # Errors
/// Says what a name is made of.
pub fn check_name(name: &str) -> Result<(), StoreError> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let fits = (1..=LONGEST_NAME).contains(&name.len());
    if !fits || name.starts_with('.') || !name.bytes().all(plain) {
        return Err(StoreError::Name(name.to_owned()));
    }
    if name.eq_ignore_ascii_case(RESERVED) {
        return Err(StoreError::Reserved(name.to_owned()));
    }
    Ok(())
}

/// Returns the folder of the imported catalogues, given the data folder.
#[must_use]
pub fn folder(data: &Path) -> PathBuf {
    data.join(FOLDER)
}

/// Returns the imported catalogues, by name; what else is in the folder is nobody's business here.
///
/// # Errors
/// When the folder is there and cannot be read.
pub fn list(data: &Path) -> io::Result<Vec<CatalogueFile>> {
    let entries = match fs::read_dir(folder(data)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_str().and_then(|name| name.strip_suffix(ENDING));
        if let Some(name) = name.filter(|name| check_name(name).is_ok()) {
            files.push(CatalogueFile {
                name: name.to_owned(),
                path: entry.path(),
            });
        }
    }
    files.sort();
    Ok(files)
}

/// Opens a catalogue's file for reading.
///
/// # Errors
/// When it cannot be opened, or is no plain file: a link, a folder or a pipe.
pub fn open(path: &Path) -> io::Result<File> {
    let kind = fs::symlink_metadata(path)?.file_type();
    let wrong = |what| Err(io::Error::other(what));
    if kind.is_symlink() {
        return wrong("it is a link: put the file itself there");
    }
    if kind.is_dir() {
        return wrong("it is a folder");
    }
    if !kind.is_file() {
        return wrong("it is no file");
    }
    File::open(path)
}

/// Writes the catalogue `name`, in place of one of that name; the old one serves until the new one is whole and synced.
///
/// # Errors
/// Names the file, also where it is `content` that failed; the old catalogue is then as it was, unless it is
/// [`StoreError::Unsynced`].
pub fn write<T>(
    data: &Path,
    name: &str,
    content: impl FnOnce(&mut dyn Write) -> io::Result<T>,
) -> Result<T, StoreError> {
    check_name(name)?;
    let folder = folder(data);
    let path = folder.join(format!("{name}{ENDING}"));
    let wrong = |path: &Path| {
        let path = path.to_owned();
        move |source| StoreError::Write { path, source }
    };
    atomic::make_folder(&folder).map_err(wrong(&folder))?;
    let (_lock, _) = lock(&folder.join(".lock"), PATIENCE).map_err(wrong(&folder))?;
    remove_halves(&folder);
    let buffered = |file: &mut File| {
        let mut out = BufWriter::with_capacity(BUFFER, file);
        let written = content(&mut out)?;
        out.flush()?;
        Ok(written)
    };
    replace_with(&path, Readers::All, Durability::Synced, buffered).map_err(StoreError::from)
}

/// Removes the catalogue `name`, and says whether there was one.
///
/// # Errors
/// Names the file.
pub fn remove(data: &Path, name: &str) -> Result<bool, StoreError> {
    check_name(name)?;
    let path = folder(data).join(format!("{name}{ENDING}"));
    match fs::remove_file(&path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(source) => Err(StoreError::Write { path, source }),
    }
}

/// Removes the halves that runs have left which were killed while they wrote; whoever calls this holds the lock.
fn remove_halves(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let half = name.to_str().is_some_and(|name| name.contains(HALF));
        if half && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            // What cannot be removed is tried again by the next run.
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::plain("isle-of-man_2021.v2", true)]
    #[case::empty("", false)]
    #[case::hidden(".rutland", false)]
    #[case::up("..", false)]
    #[case::a_path("a/b", false)]
    #[case::a_path_elsewhere("a\\b", false)]
    #[case::absolute("/etc/passwd", false)]
    #[case::a_drive("c:x", false)]
    #[case::nul("a\0b", false)]
    #[case::letters_that_look_alike("rutlаnd", false)]
    #[case::the_longest(&"x".repeat(64), true)]
    #[case::too_long(&"x".repeat(65), false)]
    #[case::taken("Built-In", false)]
    fn a_name_is_no_path_and_nobody_elses(#[case] name: &str, #[case] fits: bool) {
        assert_eq!(check_name(name).is_ok(), fits);
        let data = tempfile::tempdir().unwrap();
        let written = write(data.path(), name, |out| out.write_all(b"x"));
        assert_eq!(written.is_ok(), fits);
        if !fits {
            assert!(!folder(data.path()).exists());
        }
    }

    #[test]
    fn what_is_written_is_listed_opened_and_removed() {
        let data = tempfile::tempdir().unwrap();
        assert_eq!(list(data.path()).unwrap(), []);
        for name in ["malta", "andorra", "malta"] {
            write(data.path(), name, |out| out.write_all(name.as_bytes())).unwrap();
        }
        let files = list(data.path()).unwrap();
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["andorra", "malta"]);
        let text = io::read_to_string(open(&files[1].path).unwrap()).unwrap();
        assert_eq!(text, "malta");
        assert!(remove(data.path(), "malta").unwrap());
        assert!(!remove(data.path(), "malta").unwrap());
        assert_eq!(list(data.path()).unwrap().len(), 1);
    }

    #[test]
    fn a_write_that_breaks_off_leaves_the_old_catalogue_and_the_next_one_tidies_up() {
        let data = tempfile::tempdir().unwrap();
        write(data.path(), "malta", |out| out.write_all(b"old")).unwrap();
        let half = folder(data.path()).join("malta.kidtrip.tmp-Xy12Zz");
        fs::write(&half, b"killed here").unwrap();
        assert_eq!(
            list(data.path()).unwrap().len(),
            1,
            "a half is no catalogue"
        );
        let broken = write(data.path(), "malta", |out| {
            out.write_all(&[0; 3 << 20])?;
            Err::<(), _>(io::Error::from(io::ErrorKind::StorageFull))
        });
        let said = broken.unwrap_err().to_string();
        assert!(said.contains("malta.kidtrip cannot be written"), "{said}");
        let path = &list(data.path()).unwrap()[0].path;
        assert_eq!(fs::read(path).unwrap(), b"old");
        assert!(!half.exists());
        let left = fs::read_dir(folder(data.path())).unwrap().count();
        assert_eq!(left, 2, "the catalogue and the lock");
    }

    #[test]
    fn a_folder_in_its_place_is_told_and_kept() {
        let data = tempfile::tempdir().unwrap();
        let path = folder(data.path()).join("malta.kidtrip");
        fs::create_dir_all(path.join("somebody's")).unwrap();
        let file = list(data.path()).unwrap().remove(0);
        assert!(
            open(&file.path)
                .unwrap_err()
                .to_string()
                .contains("a folder")
        );
        assert!(write(data.path(), "malta", |out| out.write_all(b"x")).is_err());
        assert!(remove(data.path(), "malta").is_err());
        assert!(path.join("somebody's").exists());
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed() {
        use std::os::unix::fs::symlink;
        let data = tempfile::tempdir().unwrap();
        let outside = data.path().join("outside");
        fs::write(&outside, b"untouched").unwrap();
        fs::create_dir(folder(data.path())).unwrap();
        let path = folder(data.path()).join("malta.kidtrip");
        symlink(&outside, &path).unwrap();
        assert!(open(&path).unwrap_err().to_string().contains("a link"));
        write(data.path(), "malta", |out| out.write_all(b"new")).unwrap();
        assert_eq!(fs::read(&outside).unwrap(), b"untouched");
        assert_eq!(fs::read(&path).unwrap(), b"new");
        fs::remove_file(&path).unwrap();
        symlink(&outside, &path).unwrap();
        assert!(remove(data.path(), "malta").unwrap());
        assert!(outside.exists());

        let elsewhere = tempfile::tempdir().unwrap();
        let other = tempfile::tempdir().unwrap();
        symlink(elsewhere.path(), folder(other.path())).unwrap();
        let said = write(other.path(), "malta", |out| out.write_all(b"x")).unwrap_err();
        assert!(said.to_string().contains("it is a link"), "{said}");
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    }
}
