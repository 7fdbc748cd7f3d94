//! `man` and `install-extras`: the manual pages, made of the help, and where they and the completions belong.

use super::Answer;
use crate::cli::{Cli, InstallExtrasArgs, completions};
use crate::error::{Error, Kind};
use crate::report::safe::printable;
use crate::store::atomic::{self, Durability, Readers};
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use std::fs;
use std::path::{Path, PathBuf};

/// Prints the manual page of kidtrip, or of the command `words`.
pub(super) fn man(words: &[String]) -> Result<Answer, Error> {
    let pages = pages();
    let wanted = std::iter::once("kidtrip").chain(words.iter().map(String::as_str));
    let name = wanted.collect::<Vec<_>>().join("-");
    match pages.into_iter().find(|page| page.name == name) {
        Some(page) => Ok(Answer::results(page.text)),
        None => {
            let shown = words.join(" ");
            let message = format!("there is no command \"{}\"", printable(&shown));
            Err(Error::usage(message).hint("kidtrip help lists them"))
        }
    }
}

/// A manual page.
struct ManPage {
    /// "kidtrip-catalogue-import".
    name: String,
    text: String,
}

/// Returns the page of kidtrip and of each of its commands, at any depth.
fn pages() -> Vec<ManPage> {
    let mut command = Cli::command();
    command.build();
    let mut pages = Vec::new();
    add(&command, "kidtrip".to_owned(), &mut pages);
    pages
}

fn add(command: &Command, name: String, pages: &mut Vec<ManPage>) {
    for below in command.get_subcommands() {
        if below.get_name() != "help" && !below.is_hide_set() {
            add(below, format!("{name}-{}", below.get_name()), pages);
        }
    }
    let mut text = Vec::new();
    // A list of bytes takes all that is written to it.
    let _ = clap_mangen::Man::new(command.clone())
        .title(name.to_uppercase())
        .section("1")
        .manual("kidtrip manual")
        .source(concat!("kidtrip ", env!("CARGO_PKG_VERSION")))
        .render(&mut text);
    let text = String::from_utf8(text).unwrap_or_default();
    pages.push(ManPage { name, text });
}

/// Installs the manual pages and the completions, or takes them away.
pub(super) fn install(args: &InstallExtrasArgs) -> Result<Answer, Error> {
    let folders = match &args.prefix {
        Some(prefix) => Folders::below(&prefix.join("share")),
        None => Folders::of_the_user()?,
    };
    let mut files: Vec<(PathBuf, String)> = pages()
        .into_iter()
        .map(|page| (folders.man.join(format!("{}.1", page.name)), page.text))
        .collect();
    for (folder, name, shell) in [
        (&folders.bash, "kidtrip", Shell::Bash),
        (&folders.zsh, "_kidtrip", Shell::Zsh),
        (&folders.fish, "kidtrip.fish", Shell::Fish),
    ] {
        files.push((folder.join(name), completions(shell).into_owned()));
    }
    let mut told = String::new();
    for (path, text) in &files {
        if let Some(line) = handle(args, path, text)? {
            told.push_str(&format!("{line} {}\n", path.display()));
        }
    }
    let mut answer = Answer::results(told);
    if !args.remove {
        answer.warnings.extend(advice(args, &folders));
    }
    Ok(answer)
}

/// Puts one file in its place, or takes it away; returns what was done, where anything was.
fn handle(
    args: &InstallExtrasArgs,
    path: &Path,
    text: &str,
) -> Result<Option<&'static str>, Error> {
    let is_there = fs::symlink_metadata(path).is_ok();
    if args.dry_run {
        return Ok(match (args.remove, is_there) {
            (true, true) => Some("would remove"),
            (true, false) => None,
            (false, _) => Some("would write"),
        });
    }
    if !args.remove {
        atomic::replace(path, text.as_bytes(), Readers::All, Durability::Disposable)
            .map_err(|error| Error::new(Kind::Internal, error.to_string()))?;
        return Ok(Some("wrote"));
    }
    let removed = atomic::remove(path).map_err(|error| {
        let message = format!("{} cannot be removed: {error}", path.display());
        Error::new(Kind::Internal, message)
    })?;
    Ok(removed.then_some("removed"))
}

/// Returns what shells must be told that do not look there by themselves.
fn advice(args: &InstallExtrasArgs, folders: &Folders) -> Vec<String> {
    let mut advice = Vec::new();
    if args.prefix.is_none() {
        advice.push(format!(
            "zsh looks there if ~/.zshrc says, before compinit: fpath=({} $fpath)",
            folders.zsh.display()
        ));
    }
    advice.push(
        "PowerShell and elvish: put the output of kidtrip completions powershell (or elvish) into your profile"
            .to_owned(),
    );
    advice
}

/// Where manual pages and completions are looked for.
struct Folders {
    man: PathBuf,
    bash: PathBuf,
    zsh: PathBuf,
    fish: PathBuf,
}

impl Folders {
    fn below(share: &Path) -> Self {
        Self {
            man: share.join("man/man1"),
            bash: share.join("bash-completion/completions"),
            zsh: share.join("zsh/site-functions"),
            fish: share.join("fish/vendor_completions.d"),
        }
    }

    fn of_the_user() -> Result<Self, Error> {
        let base = directories::BaseDirs::new().ok_or_else(|| {
            Error::new(Kind::Internal, "there is no home directory to install into")
                .hint("name one with --prefix")
        })?;
        Ok(Self::below(base.data_local_dir()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_page_that_says_what_it_does() {
        let pages = pages();
        let names: Vec<&str> = pages.iter().map(|page| page.name.as_str()).collect();
        for name in [
            "kidtrip",
            "kidtrip-suggest",
            "kidtrip-brief",
            "kidtrip-catalogue-import",
        ] {
            assert!(names.contains(&name), "{name} is not in {names:?}");
        }
        for page in &pages {
            assert!(page.text.contains(".SH NAME"), "{}", page.name);
            assert!(page.text.contains(".SH SYNOPSIS"), "{}", page.name);
        }
    }
}
