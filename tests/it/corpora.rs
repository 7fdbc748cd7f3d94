//! What the fuzzers start from and what they found worth keeping, replayed through every parser; and the same with bytes
//! changed at random.

use crate::parsers::PARSERS;
use flate2::read::GzDecoder;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The inputs of each parser: its seeds, and the minimised corpus.
static CORPORA: LazyLock<BTreeMap<&str, Vec<Vec<u8>>>> = LazyLock::new(|| {
    let of = |(name, _): &(&'static str, _)| (*name, [seeds(name), minimised(name)].concat());
    PARSERS.iter().map(of).collect()
});

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

fn seeds(parser: &str) -> Vec<Vec<u8>> {
    let folder = fuzz().join("seeds").join(parser);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

fn minimised(parser: &str) -> Vec<Vec<u8>> {
    let Ok(file) = File::open(fuzz().join("corpora").join(format!("{parser}.tar.gz"))) else {
        return Vec::new();
    };
    let mut archive = tar::Archive::new(GzDecoder::new(file));
    let read = |entry: std::io::Result<tar::Entry<'_, GzDecoder<File>>>| {
        let mut content = Vec::new();
        entry.unwrap().read_to_end(&mut content).unwrap();
        content
    };
    archive.entries().unwrap().map(read).collect()
}

#[test]
fn whatever_the_fuzzers_kept_is_parsed_without_harm() {
    for (name, parse) in PARSERS {
        let inputs = &CORPORA[name];
        assert!(!inputs.is_empty(), "{name} has no seed");
        for input in inputs {
            parse(input);
        }
    }
}

/// A change to an input.
#[derive(Debug, Clone)]
enum Change {
    /// A byte becomes another.
    Byte(usize, u8),
    /// Some bytes are taken out.
    Cut(usize, usize),
    /// Some bytes come in between.
    Insert(usize, Vec<u8>),
    /// Some bytes stand there twice.
    Twice(usize, usize),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let at = || any::<usize>();
    let one = prop_oneof![
        (at(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        (at(), 0..64_usize).prop_map(|(at, length)| Change::Cut(at, length)),
        (at(), proptest::collection::vec(any::<u8>(), 0..9))
            .prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        (at(), 0..64_usize).prop_map(|(at, length)| Change::Twice(at, length)),
    ];
    proptest::collection::vec(one, 1..5)
}

fn changed(mut bytes: Vec<u8>, changes: Vec<Change>) -> Vec<u8> {
    for change in changes {
        let within = |at: usize, bytes: &[u8]| at % (bytes.len() + 1);
        match change {
            Change::Byte(at, byte) => {
                let at = within(at, &bytes);
                if let Some(old) = bytes.get_mut(at) {
                    *old = byte;
                }
            }
            Change::Cut(at, length) => {
                let at = within(at, &bytes);
                bytes.drain(at..(at + length).min(bytes.len()));
            }
            Change::Insert(at, new) => {
                let at = within(at, &bytes);
                bytes.splice(at..at, new);
            }
            Change::Twice(at, length) => {
                let at = within(at, &bytes);
                let again = bytes[at..(at + length).min(bytes.len())].to_vec();
                bytes.splice(at..at, again);
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn whatever_is_changed_in_them_is_parsed_without_harm(
        parser in 0..PARSERS.len(),
        input in any::<usize>(),
        changes in changes(),
    ) {
        let (name, parse) = PARSERS[parser];
        let inputs = &CORPORA[name];
        parse(&changed(inputs[input % inputs.len()].clone(), changes));
    }
}
