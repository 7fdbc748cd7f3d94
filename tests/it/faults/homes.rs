//! A home that may only be read, that is not there, or that is somebody else's: what reads still answers, and says once what it
//! does without; what writes ends with exit code 1 and names the path.
//!
//! Root may write anywhere: where the tests run as root, kidtrip runs as nobody.

use crate::fake::weather;
use crate::harness::{Home, Run, open_meteo, unbroken};
use rustix::process::geteuid;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;

/// Who owns nothing: nobody, and a number that no account has.
const NOBODY: u32 = 65_534;
const STRANGER: u32 = 54_321;

fn is_root() -> bool {
    geteuid().is_root()
}

/// Returns the program where everybody may start it.
fn kidtrip() -> PathBuf {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
        let program = assert_cmd::cargo::cargo_bin!("kidtrip");
        fs::copy(program, folder.path().join("kidtrip")).unwrap();
        folder
    });
    folder.path().join("kidtrip")
}

/// Returns kidtrip as somebody who is not root.
fn as_user(home: &Home, user: u32, arguments: &[&str]) -> Command {
    let process = home.process(arguments);
    let mut command = if is_root() {
        let mut command = Command::new("/usr/bin/setpriv");
        let (user, group) = (format!("--reuid={user}"), format!("--regid={user}"));
        command.args([&user, &group, "--clear-groups"]);
        command.arg(kidtrip());
        command
    } else {
        Command::new(kidtrip())
    };
    command.env_clear();
    command.envs(
        process
            .get_envs()
            .filter_map(|(key, value)| Some((key, value?))),
    );
    command.args(arguments);
    command
}

fn run(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    let stderr = unbroken(output.stderr);
    assert!(!stderr.contains("fault in kidtrip"), "{stderr}");
    Run {
        code: output.status.code().expect("ended by itself"),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr,
    }
}

fn guest(home: &Home, arguments: &[&str]) -> Run {
    run(&mut as_user(home, NOBODY, arguments))
}

/// Gives the home's folders to nobody, or only the right to read them.
fn permit(home: &Home, mode: u32) {
    let folders = ["config", "data", "cache"].map(|name| home.path(name));
    fs::set_permissions(home.folder(), Permissions::from_mode(0o755)).unwrap();
    for folder in folders {
        fs::create_dir_all(&folder).unwrap();
        each_below(&folder, &mut |path| {
            // Who may enter a folder needs the bit that lets a program be started.
            let entered = if path.is_dir() {
                0o111 & (mode >> 2)
            } else {
                0
            };
            fs::set_permissions(path, Permissions::from_mode(mode | entered)).unwrap();
        });
    }
}

fn each_below(folder: &Path, visit: &mut impl FnMut(&Path)) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            each_below(&entry.path(), visit);
        } else {
            visit(&entry.path());
        }
    }
    visit(folder);
}

/// A home in which somebody has been.
fn lived_in() -> Home {
    let home = Home::offline();
    let run = home.run(&["visit", "chester-zoo", "--on", "2026-11-20"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    home
}

const READS: [&[&str]; 8] = [
    &["suggest", "--near", "M20 2RN", "--offline"],
    &["show", "chester-zoo", "--offline"],
    &["places", "zoo"],
    &["where", "M20 2RN"],
    &["history"],
    &["log"],
    &["config", "show"],
    &["catalogue", "list"],
];

const WRITES: [&[&str]; 6] = [
    &["visit", "the-deep"],
    &["hide", "the-deep"],
    &["propose", "Ours", "--at", "M20 2RN", "--kind", "garden"],
    &["editor", "approve", "bob"],
    &["catalogue", "import", "TABLE", "--name", "town"],
    &["publish", "SITE", "--near", "M20 2RN", "--offline"],
];

/// Asserts that what writes fails and names a path below `folder`.
fn nothing_can_be_written(home: &Home, user: u32, folder: &Path) {
    let table = home.path("table.csv");
    fs::write(&table, "name,lat,lon,category\nAshmere Zoo,52.7,-0.7,zoo\n").unwrap();
    let (table, site) = (table.display().to_string(), folder.join("site"));
    for arguments in WRITES {
        let arguments: Vec<&str> = arguments
            .iter()
            .map(|&one| match one {
                "TABLE" => &table,
                "SITE" => site.to_str().unwrap(),
                other => other,
            })
            .collect();
        let told = run(&mut as_user(home, user, &arguments));
        let path = folder.display().to_string();
        told.is_refused(1, &[&path]);
        assert_eq!(told.stderr.lines().count(), 1, "{}", told.stderr);
    }
}

#[test]
fn a_home_that_may_only_be_read_still_answers() {
    let home = lived_in();
    permit(&home, 0o444);
    for arguments in READS {
        let told = guest(&home, arguments);
        assert_eq!(told.code, 0, "{arguments:?}: {}", told.stderr);
        assert!(!told.stdout.is_empty(), "{arguments:?}");
    }
    assert!(guest(&home, &["history"]).stdout.contains("Chester Zoo"));
    let folder = home.path("data");
    nothing_can_be_written(&home, NOBODY, &folder);
    guest(&home, &["config", "init"]).is_refused(1, &["config.toml"]);
}

#[test]
fn forecasts_that_cannot_be_kept_are_shown_and_said_not_to_be_once() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    permit(&home, 0o444);
    let told = guest(&home, &["suggest", "--near", "M20 2RN", "--on", "sat"]);
    assert_eq!(told.code, 0, "{}", told.stderr);
    assert!(
        told.stdout.contains("Forecast by Open-Meteo"),
        "{}",
        told.stdout
    );
    assert_eq!(
        told.stderr.matches("not kept").count(),
        1,
        "{}",
        told.stderr
    );
    assert_eq!(told.stderr.lines().count(), 1, "{}", told.stderr);
}

#[test]
fn a_home_that_is_not_there_is_no_harm_to_what_reads() {
    let home = Home::offline();
    let homeless = |user: u32, house: Option<&str>, arguments: &[&str]| {
        let mut command = as_user(&home, user, arguments);
        for folder in ["CONFIG", "DATA", "CACHE"] {
            command.env_remove(format!("KIDTRIP_{folder}_DIR"));
        }
        command.envs(house.map(|house| ("HOME", house)));
        run(&mut command)
    };
    // Whose home is nowhere, and who has no account and so no home at all.
    let mut cases = vec![(
        NOBODY,
        Some("/nonexistent"),
        "/nonexistent/.local/share/kidtrip",
    )];
    if is_root() {
        cases.push((STRANGER, None, "KIDTRIP_DATA_DIR"));
    }
    for (user, house, named) in cases {
        for arguments in READS {
            let told = homeless(user, house, arguments);
            // What is about the log alone has nothing to answer with where there can be none.
            let of_the_log = house.is_none() && matches!(arguments, ["history"] | ["log"]);
            assert_eq!(
                told.code,
                i32::from(of_the_log),
                "{arguments:?}: {}",
                told.stderr
            );
        }
        for arguments in [&["visit", "the-deep"][..], &["hide", "the-deep"]] {
            homeless(user, house, arguments).is_refused(1, &[named]);
        }
    }
}

#[test]
fn a_home_that_is_somebody_elses_is_done_without_and_each_thing_said_once() {
    if !is_root() {
        // Only root can make a home that this user may not read but does not own.
        return;
    }
    let home = lived_in().with_config(b"top = 3\n");
    permit(&home, 0o600);
    fs::set_permissions(home.path("data"), Permissions::from_mode(0o700)).unwrap();
    let told = guest(&home, &["suggest", "--near", "M20 2RN", "--offline"]);
    assert_eq!(told.code, 0, "{}", told.stderr);
    for words in [
        "config.toml: Permission denied (os error 13); going on with the defaults",
        "imported catalogues are left out",
        "visits, hidden places and places of your own are left out of account",
    ] {
        assert_eq!(
            told.stderr.matches(words).count(),
            1,
            "{words}: {}",
            told.stderr
        );
    }
    for arguments in [
        &["places", "zoo"][..],
        &["where", "M20 2RN"],
        &["show", "chester-zoo", "--offline"],
    ] {
        let told = guest(&home, arguments);
        assert_eq!(told.code, 0, "{arguments:?}: {}", told.stderr);
    }
    // What is about the log alone has nothing to answer with.
    guest(&home, &["history"]).is_refused(1, &["events.jsonl"]);
    let visit = guest(&home, &["visit", "the-deep"]);
    visit.is_refused(1, &["events.lock", "Permission denied"]);
}
