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

/// A site being written.
#[derive(Debug)]
pub struct Site {
    folder: PathBuf,
    before: BTreeSet<String>,
    now: BTreeSet<String>,
    written: Written,
}

impl Site {
    /// Opens the folder of a site, making it where there is none.
    ///
    /// # Errors
    /// When it has files of somebody else's, or cannot be read or made.
    pub fn open(folder: &Path) -> Result<Self, SiteError> {
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
            Ok(metadata) if !metadata.is_dir() => return Err(SiteError::NoFolder(below)),
            Ok(_) => {}
            Err(_) => fs::create_dir(&below).map_err(disk(&below))?,
        }
        Ok(Self {
            folder: folder.to_owned(),
            before,
            now: BTreeSet::new(),
            written: Written::default(),
        })
    }

    /// Writes the file `name`, unless it is as it should be.
    ///
    /// # Errors
    /// Names the file.
    pub fn write(&mut self, name: &str, content: &[u8]) -> Result<(), SiteError> {
        let path = self.folder.join(name);
        let is_file = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_file());
        let is_same = is_file && fs::read(&path).is_ok_and(|there| there == content);
        if is_same {
            self.written.same += 1;
        } else {
            // The list first: what is written and not on it would be somebody else's for ever.
            if self.before.insert(name.to_owned()) {
                self.write_list(&self.before)?;
            }
            atomic::replace(&path, content, Readers::All, Durability::Disposable)?;
            let count = if is_file {
                &mut self.written.changed
            } else {
                &mut self.written.new
            };
            *count += 1;
        }
        self.now.insert(name.to_owned());
        Ok(())
    }

    /// Removes what the site has no more; returns what has come of it all.
    ///
    /// # Errors
    /// Names a file that cannot be removed, or the list.
    pub fn finish(mut self) -> Result<Written, SiteError> {
        for name in self.before.difference(&self.now) {
            let path = self.folder.join(name);
            match fs::remove_file(&path) {
                Ok(()) => self.written.removed += 1,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(why) => return Err(SiteError::Disk { path, why }),
            }
        }
        if self.before != self.now || self.written.new > 0 {
            self.write_list(&self.now)?;
        }
        Ok(self.written)
    }

    fn write_list(&self, names: &BTreeSet<String>) -> Result<(), SiteError> {
        let mut text = format!("{HEADER}\n");
        for name in names {
            text.push_str(name);
            text.push('\n');
        }
        let path = self.folder.join(LIST);
        atomic::replace(&path, text.as_bytes(), Readers::All, Durability::Disposable)?;
        Ok(())
    }
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
        let mut site = Site::open(folder)?;
        for (name, content) in files {
            site.write(name, content.as_bytes())?;
        }
        site.finish()
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
