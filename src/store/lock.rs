//! A file locked for as long as it is held, so that runs at once take turns.
//! What is in its place and is no plain file is cleared away, never followed.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

/// Time between the first two tries for a lock that another run holds; it doubles from try to try.
const FIRST_WAIT: Duration = Duration::from_millis(1);
/// Time between two tries at most.
const LONGEST_WAIT: Duration = Duration::from_millis(8);

/// Opens and locks a file, and says whether that took waiting.
///
/// Some network disks know no locks; then two runs at once may lose a line, which costs a request.
pub(super) fn lock(path: &Path, patience: Duration) -> io::Result<(File, bool)> {
    let (file, taken) = open(path, patience)?;
    match taken {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok((file, false)),
        taken => Ok((file, taken?)),
    }
}

/// Opens and locks a file for what may not be lost: a disk that knows no locks is an error.
pub(super) fn lock_strictly(path: &Path, patience: Duration) -> io::Result<File> {
    let (file, taken) = open(path, patience)?;
    match taken {
        Ok(_) => Ok(file),
        Err(error) if error.kind() == io::ErrorKind::Unsupported => Err(io::Error::new(
            io::ErrorKind::Unsupported,
            "the disk knows no locks, so that two runs at once could lose something",
        )),
        Err(error) => Err(error),
    }
}

/// Opens a file and tries to lock it; says whether that took waiting.
fn open(path: &Path, patience: Duration) -> io::Result<(File, io::Result<bool>)> {
    clear_the_way(path)?;
    let file = File::options()
        .create(true)
        .read(true)
        .write(true)
        .truncate(false)
        .open(path)?;
    let taken = take(&file, patience);
    Ok((file, taken))
}

fn take(file: &File, patience: Duration) -> io::Result<bool> {
    let started = Instant::now();
    let (mut waited, mut wait) = (false, FIRST_WAIT);
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(waited),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if started.elapsed() >= patience => {
                return Err(io::Error::new(
                    io::ErrorKind::WouldBlock,
                    "another run is busy with it",
                ));
            }
            Err(TryLockError::WouldBlock) => {
                waited = true;
                std::thread::sleep(wait);
                wait = (wait * 2).min(LONGEST_WAIT);
            }
        }
    }
}

/// Makes sure that a plain file or nothing is at `path`: a link is removed and a folder that has something in
/// it is set aside, as it may be somebody's.
pub(super) fn clear_the_way(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_file() => Ok(()),
        Ok(metadata) if metadata.is_dir() => {
            let mut aside = path.as_os_str().to_owned();
            aside.push(".aside");
            fs::remove_dir(path).or_else(|_| fs::rename(path, aside))
        }
        Ok(_) => fs::remove_file(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}
