//! Manual pages and completions: printed, installed, taken away, and asked by a real shell.

use crate::harness::Home;
use std::fs;
use std::path::Path;
use std::process::Command;

fn home() -> Home {
    Home::offline().with_config(b"near = \"M20 2RN\"\n[places]\nhome = \"M20 2RN\"\n[days]\nhalf-term = [\"2027-02-13..2027-02-21\"]\n")
}

/// Returns what bash offers after these words.
fn offered(home: &Home, words: &[&str]) -> Vec<String> {
    let script = home.run(&["completions", "bash"]).stdout;
    let kidtrip = assert_cmd::cargo::cargo_bin!("kidtrip");
    let folder = kidtrip.parent().unwrap();
    let typed: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    let last = words.len();
    let script = format!(
        "{script}\nCOMP_WORDS=(kidtrip {})\nCOMP_CWORD={last}\nCOMP_TYPE=9\n_clap_complete_kidtrip kidtrip {} '' 2>/dev/null\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"",
        typed.join(" "),
        typed.last().unwrap()
    );
    let mut shell = Command::new("bash");
    let like = home.process(&[]);
    shell.env_clear();
    shell.envs(
        like.get_envs()
            .filter_map(|(key, value)| Some((key, value?))),
    );
    shell.env("PATH", format!("{}:/usr/bin:/bin", folder.display()));
    let output = shell.args(["-c", &script]).output().unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    let lines = stdout.split(['\n', '\u{b}']).map(str::trim);
    lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_shell_completes_commands_places_kinds_days_and_locations() {
    let home = home();
    assert_eq!(offered(&home, &["sug"]), ["suggest"]);
    assert_eq!(offered(&home, &["show", "chester-z"]), ["chester-zoo"]);
    assert_eq!(
        offered(&home, &["suggest", "--kind", "zoo,mus"]),
        ["zoo,museum"]
    );
    assert_eq!(offered(&home, &["suggest", "--on", "half"]), ["half-term"]);
    assert_eq!(offered(&home, &["suggest", "--near", "ho"]), ["home"]);
    let den = [
        "propose",
        "Zorb Den",
        "--at",
        "M20 2RN",
        "--kind",
        "playground",
    ];
    assert_eq!(home.run(&den).code, 0);
    assert_eq!(
        offered(&home, &["visit", "zorb"]),
        ["zorb-den"],
        "one's own too"
    );
}

#[test]
fn a_broken_config_costs_the_candidates_and_nothing_else() {
    let home = Home::offline().with_config(b"near = \n");
    assert_eq!(offered(&home, &["sug"]), ["suggest"]);
    assert_eq!(offered(&home, &["suggest", "--near", "ho"]), [""; 0]);
}

#[test]
fn every_command_has_a_manual_page() {
    let home = home();
    for words in [
        &[][..],
        &["suggest"],
        &["catalogue", "import"],
        &["log", "merge"],
    ] {
        let run = home.run(&[&["man"], words].concat());
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{words:?}");
        assert!(run.stdout.contains(".TH KIDTRIP"), "{}", run.stdout);
    }
    home.run(&["man", "sugest"])
        .is_refused(2, &["there is no command \"sugest\"", "kidtrip help"]);
}

/// Returns the files below a folder, by their paths from there.
fn below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(path).unwrap();
            waiting.extend(entries.map(|entry| entry.unwrap().path()));
        } else if path.is_file() {
            found.push(path.strip_prefix(folder).unwrap().display().to_string());
        }
    }
    found.sort();
    found
}

#[test]
fn the_extras_are_installed_where_a_package_has_them_and_taken_away_again() {
    let home = home();
    let prefix = home.path("usr");
    let usr = prefix.display().to_string();
    let dry = home.run(&["install-extras", "--prefix", &usr, "--dry-run"]);
    assert_eq!(dry.code, 0, "{}", dry.stderr);
    assert!(!prefix.exists());
    let run = home.run(&["install-extras", "--prefix", &usr]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let files = below(&prefix);
    assert_eq!(files.len(), dry.stdout.lines().count());
    for file in [
        "share/man/man1/kidtrip.1",
        "share/man/man1/kidtrip-catalogue-import.1",
        "share/bash-completion/completions/kidtrip",
        "share/zsh/site-functions/_kidtrip",
        "share/fish/vendor_completions.d/kidtrip.fish",
    ] {
        assert!(files.iter().any(|name| name == file), "{file}: {files:?}");
    }
    let removed = home.run(&["install-extras", "--prefix", &usr, "--remove"]);
    assert_eq!(removed.stdout.lines().count(), files.len());
    assert_eq!(below(&prefix), [""; 0]);
    let again = home.run(&["install-extras", "--prefix", &usr, "--remove"]);
    assert_eq!((again.code, again.stdout.as_str()), (0, ""));
}

#[test]
fn for_the_user_they_go_below_the_home() {
    let home = home();
    let folder = home.path("anna");
    let mut command = home.command(&["install-extras"]);
    let output = command.env("HOME", &folder).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let installed = folder.join(".local/share/bash-completion/completions/kidtrip");
    assert!(cfg!(target_os = "macos") || installed.is_file());
}
