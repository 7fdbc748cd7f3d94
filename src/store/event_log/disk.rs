//! The file of a log: opened without following a link, appended to at once, and what must leave it set aside first.

use super::error::LogError;
use jiff::Timestamp;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Bytes of a log: some two million events.
pub(super) const MOST_BYTES: u64 = 1 << 30;
/// Files of one kind that are set aside in one second.
const MOST_ASIDE: usize = 1_000;

/// Returns the content of the log at `path`, `None` where there is none.
pub(super) fn content(path: &Path) -> Result<Option<Vec<u8>>, LogError> {
    match open(path)? {
        Some(file) => read(path, file).map(Some),
        None => Ok(None),
    }
}

/// Opens the log at `path`, if there is one, and it is a plain file.
pub(super) fn open(path: &Path) -> Result<Option<File>, LogError> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(LogError::reading(path)(error)),
        Ok(metadata) => is_plain(path, metadata.file_type())?,
    }
    File::open(path).map(Some).map_err(LogError::reading(path))
}

/// Returns the content of somebody else's log, which may be reached by a link.
pub(super) fn others_content(path: &Path) -> Result<Vec<u8>, LogError> {
    let metadata = fs::metadata(path).map_err(LogError::reading(path))?;
    is_plain(path, metadata.file_type())?;
    let file = File::open(path).map_err(LogError::reading(path))?;
    read(path, file)
}

/// Returns the number of a file, which another one in its place does not have; 0 where files have none.
#[cfg(unix)]
pub(super) fn number(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
pub(super) fn number(_: &fs::Metadata) -> u64 {
    0
}

fn is_plain(path: &Path, kind: fs::FileType) -> Result<(), LogError> {
    let no_file = |what| {
        let path = path.to_owned();
        Err(LogError::NoFile { path, what })
    };
    match kind {
        kind if kind.is_symlink() => no_file("is a link"),
        kind if kind.is_dir() => no_file("is a folder"),
        kind if !kind.is_file() => no_file("is no file"),
        _ => Ok(()),
    }
}

/// Returns the content of an open log.
pub(super) fn read(path: &Path, file: File) -> Result<Vec<u8>, LogError> {
    let length = file.metadata().map_err(LogError::reading(path))?.len();
    check_size(path, length)?;
    let room = usize::try_from(length).unwrap_or(0);
    content_with_room(path, file, room)
}

/// Returns the content of somebody else's log that comes through a pipe.
pub(super) fn piped_content(path: &Path, content: impl Read) -> Result<Vec<u8>, LogError> {
    content_with_room(path, content, 0)
}

fn content_with_room(path: &Path, content: impl Read, room: usize) -> Result<Vec<u8>, LogError> {
    let mut bytes = Vec::with_capacity(room);
    content
        .take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(LogError::reading(path))?;
    check_size(path, bytes.len() as u64)?;
    Ok(bytes)
}

/// Refuses what is larger than a log.
pub(super) fn check_size(path: &Path, bytes: u64) -> Result<(), LogError> {
    if bytes <= MOST_BYTES {
        return Ok(());
    }
    let (path, most) = (path.to_owned(), MOST_BYTES);
    Err(LogError::TooLarge { path, most })
}

/// Appends `lines` to the log at `path` of `length` bytes, and returns when they are safe. One write, one sync, and one
/// of the folder where the log is new. What cannot be kept whole is taken back.
pub(super) fn append(path: &Path, length: u64, is_new: bool, lines: &[u8]) -> Result<(), LogError> {
    check_size(path, length.saturating_add(lines.len() as u64))?;
    let mut file = to_append(path, is_new).map_err(LogError::writing(path))?;
    let written = file.write_all(lines).and_then(|()| file.sync_data());
    written.map_err(|error| {
        // What is left if even that fails is a torn line, which the next run sets aside.
        let _ = file.set_len(length);
        LogError::writing(path)(error)
    })?;
    if is_new {
        sync_folder(path)?;
    }
    Ok(())
}

fn to_append(path: &Path, is_new: bool) -> io::Result<File> {
    let mut options = File::options();
    options.append(true).create_new(is_new);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

/// Writes `bytes` beside the log, as `events.jsonl.<what>-<instant>`, and returns where.
pub(super) fn set_aside(
    path: &Path,
    what: &str,
    now: Timestamp,
    bytes: &[u8],
) -> Result<PathBuf, LogError> {
    let instant = now.strftime("%Y%m%dT%H%M%SZ");
    for number in 1..=MOST_ASIDE {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{what}-{instant}"));
        if number > 1 {
            name.push(format!("-{number}"));
        }
        let aside = PathBuf::from(name);
        match to_append(&aside, true) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(LogError::writing(aside)(error)),
            Ok(mut file) => {
                let written = file.write_all(bytes).and_then(|()| file.sync_all());
                if let Err(error) = written {
                    // Half of it is of no use: the whole is still in the log.
                    let _ = fs::remove_file(&aside);
                    return Err(LogError::writing(aside)(error));
                }
                sync_folder(path)?;
                return Ok(aside);
            }
        }
    }
    let taken = io::Error::from(io::ErrorKind::AlreadyExists);
    Err(LogError::writing(path)(taken))
}

/// Cuts the log at `path` off after `length` bytes.
pub(super) fn cut(path: &Path, length: u64) -> Result<(), LogError> {
    let file = File::options().write(true).open(path);
    file.and_then(|file| file.set_len(length).and_then(|()| file.sync_all()))
        .map_err(LogError::writing(path))
}

/// Makes a new name in the folder of `path` survive the machine losing power.
fn sync_folder(path: &Path) -> Result<(), LogError> {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        let synced = File::open(folder).and_then(|folder| folder.sync_all());
        return synced.map_err(LogError::writing(folder));
    }
    Ok(())
}
