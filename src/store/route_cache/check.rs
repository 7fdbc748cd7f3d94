//! The kept drives looked through, as a run would read them.

use super::{MOST_BYTES, homes_kept, lines, parse};
use crate::store::cache_check::CacheCheck;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// What the first line of a file begins with, whatever the server and the home.
const HEADER: &str = r#"{"kidtrip":"routes","version":1,"#;

/// Reads every file of drives in `folder` into `found`.
///
/// # Errors
/// When the folder is there and cannot be read.
pub(in crate::store) fn check(folder: &Path, found: &mut CacheCheck) -> io::Result<()> {
    let (_, files) = homes_kept(folder)?;
    for (path, bytes) in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !name.ends_with(".jsonl") {
            continue;
        }
        let text = read(&path, bytes);
        let lines = text
            .as_deref()
            .map(|text| lines(text).skip(1).map(|line| parse(line).is_some()));
        found.add(&name, bytes, lines);
    }
    Ok(())
}

fn read(path: &Path, bytes: u64) -> Option<String> {
    if bytes > MOST_BYTES {
        return None;
    }
    let mut text = String::new();
    let file = File::open(path).ok()?;
    file.take(MOST_BYTES).read_to_string(&mut text).ok()?;
    text.starts_with(HEADER).then_some(text)
}
