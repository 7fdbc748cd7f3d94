//! The folder of a static site: a file is written only where it has changed, and what the site has no more is removed.
//! A list of the site's own files says which those are; a folder with files of anybody else's is left alone.

use super::atomic::{self, Durability, Readers, WriteError};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// The list of the site's files, a name a line below the first.
const LIST: &str = ".kidtrip-site";
/// The first line of the list.
const HEADER: &str = "kidtrip site 1";
/// The one folder below that of the site.
const BELOW: &str = "places";

/// A site that cannot be written.
#[derive(Debug, Error)]
pub enum SiteError {
    /// The folder has files of somebody else's.
    #[error("{} has files that are not of a site of kidtrip's", .0.display())]
    NotOurs(PathBuf),
    /// Something is in the way that is no folder, or leads elsewhere.
    #[error("{} is no folder", .0.display())]
    NoFolder(PathBuf),
    /// A newer release wrote the list.
    #[error("{} is of a newer release", .0.display())]
    Newer(PathBuf),
    /// The folder cannot be read or made.
    #[error("{}: {why}", path.display())]
    Disk {
        /// Which.
        path: PathBuf,
        /// Why not.
        why: io::Error,
    },
    /// A file cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// What has come of writing a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Files that are new.
    pub new: usize,
    /// Files that have changed.
    pub changed: usize,
    /// Files that were as they are.
    pub same: usize,
    /// Files that the site has no more.
    pub removed: usize,
}

/// Writes the site of these `files`, names and contents, into `folder`, making it where there is none; removes what the
/// site has no more, and returns what has come of it all.
///
/// # Errors
/// When the folder has files of somebody else's, or something in it cannot be read, written or removed.
pub fn write(folder: &Path, files: &[(&str, &[u8])]) -> Result<Written, SiteError> {
    let before = open(folder)?;
    let now: BTreeSet<String> = files.iter().map(|(name, _)| (*name).to_owned()).collect();
    // The list first: what is written and not on it would be somebody else's for ever.
    let both = &before | &now;
    if both != before {
        write_list(folder, &both)?;
    }
    let mut written = Written::default();
    for (name, content) in files {
        *put(&folder.join(name), content, &mut written)? += 1;
    }
    for name in before.difference(&now) {
        let path = folder.join(name);
        let removed = atomic::remove(&path).map_err(|why| SiteError::Disk { path, why })?;
        written.removed += usize::from(removed);
    }
    if both != now {
        write_list(folder, &now)?;
    }
    Ok(written)
}

/// Writes one file, unless it is as it should be; returns what it counts as.
fn put<'w>(
    path: &Path,
    content: &[u8],
    written: &'w mut Written,
) -> Result<&'w mut usize, WriteError> {
    let is_file = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file());
    if is_file && fs::read(path).is_ok_and(|there| there == content) {
        return Ok(&mut written.same);
    }
    atomic::replace(path, content, Readers::All, Durability::Disposable)?;
    Ok(match is_file {
        true => &mut written.changed,
        false => &mut written.new,
    })
}

/// Opens the folder of a site, making it where there is none; returns the names of the files it has.
fn open(folder: &Path) -> Result<BTreeSet<String>, SiteError> {
    let disk = |path: &Path| {
        let path = path.to_owned();
        move |why| SiteError::Disk { path, why }
    };
    fs::create_dir_all(folder).map_err(disk(folder))?;
    let list = folder.join(LIST);
    let before = match fs::read_to_string(&list) {
        Ok(text) => names(&text).ok_or(SiteError::Newer(list))?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let mut entries = fs::read_dir(folder).map_err(disk(folder))?;
            if entries.next().is_some() {
                return Err(SiteError::NotOurs(folder.to_owned()));
            }
            BTreeSet::new()
        }
        Err(error) => return Err(disk(&list)(error)),
    };
    let below = folder.join(BELOW);
    match fs::symlink_metadata(&below) {
        Ok(metadata) if !metadata.is_dir() => Err(SiteError::NoFolder(below)),
        Ok(_) => Ok(before),
        Err(_) => {
            fs::create_dir(&below).map_err(disk(&below))?;
            Ok(before)
        }
    }
}

fn write_list(folder: &Path, names: &BTreeSet<String>) -> Result<(), WriteError> {
    let mut text = format!("{HEADER}\n");
    for name in names {
        text.push_str(name);
        text.push('\n');
    }
    let path = folder.join(LIST);
    atomic::replace(&path, text.as_bytes(), Readers::All, Durability::Disposable)
}

/// Returns the names of a list; `None` for one of another version. What is no name of ours, such as one that leads out of
/// the folder, is passed over.
fn names(text: &str) -> Option<BTreeSet<String>> {
    let mut lines = text.lines();
    (lines.next() == Some(HEADER)).then_some(())?;
    Some(
        lines
            .filter(|name| is_ours(name))
            .map(str::to_owned)
            .collect(),
    )
}

fn is_ours(name: &str) -> bool {
    let file = name.strip_prefix("places/").unwrap_or(name);
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    !file.is_empty() && !file.starts_with('.') && file.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn publish(folder: &Path, files: &[(&str, &str)]) -> Result<Written, SiteError> {
        let files: Vec<(&str, &[u8])> = files
            .iter()
            .map(|(name, content)| (*name, content.as_bytes()))
            .collect();
        write(folder, &files)
    }

    #[test]
    fn only_what_has_changed_is_written_and_what_is_gone_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        let first = publish(&site, &[("index.html", "a"), ("places/zoo.html", "z")]).unwrap();
        assert_eq!(
            first,
            Written {
                new: 2,
                ..Written::default()
            }
        );
        fs::write(site.join("CNAME"), "example.org").unwrap();
        let second = publish(&site, &[("index.html", "b")]).unwrap();
        assert_eq!(
            second,
            Written {
                changed: 1,
                removed: 1,
                ..Written::default()
            }
        );
        assert!(!site.join("places/zoo.html").exists());
        assert!(site.join("CNAME").exists(), "what is not ours stays");
        let third = publish(&site, &[("index.html", "b")]).unwrap();
        assert_eq!(
            third,
            Written {
                same: 1,
                ..Written::default()
            }
        );
    }

    #[test]
    fn a_folder_of_somebody_elses_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("thesis.tex"), "mine").unwrap();
        assert!(matches!(
            publish(folder.path(), &[("index.html", "a")]),
            Err(SiteError::NotOurs(_))
        ));
        assert!(!folder.path().join("index.html").exists());
    }

    #[test]
    fn a_list_never_leads_out_of_the_folder() {
        let text = format!("{HEADER}\n../secret\nplaces/../../x\n/etc/passwd\nindex.html\n.ssh\n");
        let names = names(&text).unwrap();
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["index.html"]);
        assert_eq!(self::names("kidtrip site 2\n"), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_the_way_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (site, elsewhere) = (folder.path().join("site"), folder.path().join("elsewhere"));
        fs::create_dir(&elsewhere).unwrap();
        publish(&site, &[("index.html", "a")]).unwrap();
        fs::remove_dir(site.join(BELOW)).unwrap();
        std::os::unix::fs::symlink(&elsewhere, site.join(BELOW)).unwrap();
        assert!(matches!(
            publish(&site, &[("places/zoo.html", "z")]),
            Err(SiteError::NoFolder(_))
        ));
        assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
    }
}
