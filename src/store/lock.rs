//! A file locked for as long as it is held, so that runs at once take turns.
//! What is in its place and is no plain file is cleared away, never followed.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

/// Opens and locks a file, and says whether that took waiting.
pub(super) fn lock(path: &Path, patience: Duration) -> io::Result<(File, bool)> {
    clear_the_way(path)?;
    let file = File::options()
        .create(true)
        .read(true)
        .write(true)
        .truncate(false)
        .open(path)?;
    let started = Instant::now();
    let mut waited = false;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok((file, waited)),
            // Some network disks know no locks; then two runs at once may lose a line, which costs a request.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                return Ok((file, waited));
            }
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if started.elapsed() >= patience => {
                return Err(io::Error::new(
                    io::ErrorKind::WouldBlock,
                    "another run is busy with it",
                ));
            }
            Err(TryLockError::WouldBlock) => {
                waited = true;
                std::thread::sleep(Duration::from_millis(10));
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
