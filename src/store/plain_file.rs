//! Reading the small files of the cache: each is taken for one of ours only if it is a plain file of a plausible size that begins as
//! ours do. What is a link, a pipe or a folder, too long, or of another version is as good as absent.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// Returns what is in a plain file of at most `most` bytes.
pub(super) fn bytes(path: &Path, most: u64) -> Option<Vec<u8>> {
    let metadata = fs::symlink_metadata(path).ok()?;
    if !metadata.is_file() || metadata.len() > most {
        return None;
    }
    let mut content = Vec::with_capacity(usize::try_from(metadata.len()).ok()?);
    // It may grow meanwhile.
    let mut file = File::open(path).ok()?.take(most);
    file.read_to_end(&mut content).ok()?;
    Some(content)
}

/// Returns the text of a plain file of at most `most` bytes.
pub(super) fn text(path: &Path, most: u64) -> Option<String> {
    String::from_utf8(bytes(path, most)?).ok()
}

/// Returns the lines after the first, which must be `header`.
pub(super) fn after_header(path: &Path, header: &str, most: u64) -> Option<String> {
    let mut text = text(path, most)?;
    let rest = text.strip_prefix(header)?.strip_prefix('\n')?;
    let header = text.len() - rest.len();
    text.drain(..header);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn only_a_plain_file_that_begins_as_ours_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("ours"), "header\none\ntwo\n").unwrap();
        fs::write(path("of another version"), "header 2\none\n").unwrap();
        fs::write(path("cut"), "header").unwrap();
        fs::write(path("foreign"), b"header\n\xff").unwrap();
        fs::create_dir(path("folder")).unwrap();
        symlink(path("ours"), path("link")).unwrap();
        let read = |name: &str, most| after_header(&path(name), "header", most);
        assert_eq!(read("ours", 15).as_deref(), Some("one\ntwo\n"));
        assert_eq!(read("ours", 14), None, "it is too long");
        for name in [
            "of another version",
            "cut",
            "foreign",
            "folder",
            "link",
            "absent",
        ] {
            assert_eq!(read(name, 100), None, "{name}");
        }
    }
}
