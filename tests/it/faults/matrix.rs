//! The fault matrix is the table of `docs/reliability.md`: each row names the tests that provoke it, and they are there.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the source files in which the module `path` may be, of the tests from outside and of the library.
fn sources(path: &[&str]) -> Vec<PathBuf> {
    let below = path.join("/");
    let of = |base: &str| {
        let file = root().join(base).join(format!("{below}.rs"));
        [file, root().join(base).join(&below).join("mod.rs")]
    };
    ["tests/it", "src"]
        .into_iter()
        .flat_map(of)
        .filter(|file| file.is_file())
        .collect()
}

/// Returns whether there is a test, or a module of tests, of that name.
fn is_there(name: &str) -> bool {
    let path: Vec<&str> = name.split("::").collect();
    let Some((function, module)) = path.split_last() else {
        return false;
    };
    let defined = |file: &PathBuf| {
        let text = fs::read_to_string(file).unwrap();
        let at = text.find(&format!("fn {function}("));
        // Above it stands that it is a test; its cases may stand between.
        at.is_some_and(|at| text[..at].contains("#[test]") || text[..at].contains("#[rstest]"))
    };
    sources(module).iter().any(defined) || !sources(&path).is_empty()
}

#[test]
fn each_fault_has_a_test_that_is_there() {
    let page = fs::read_to_string(root().join("docs/reliability.md")).unwrap();
    let rows: Vec<(&str, Vec<&str>)> = page
        .lines()
        .skip_while(|line| *line != "|---|---|")
        .skip(1)
        .take_while(|line| line.starts_with("| "))
        .map(|line| {
            let (fault, tests) = line[2..].split_once(" | ").unwrap();
            (fault, tests.split('`').skip(1).step_by(2).collect())
        })
        .collect();
    assert!(rows.len() >= 27, "{} rows", rows.len());
    for (fault, tests) in rows {
        assert!(!tests.is_empty(), "{fault}: no test");
        let missing: Vec<_> = tests.iter().filter(|test| !is_there(test)).collect();
        assert!(missing.is_empty(), "{fault}: {missing:?}");
    }
}
