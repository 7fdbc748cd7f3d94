//! What shells complete. The scripts follow from the flags, but making one takes longer than a whole start:
//! they are kept in `completions/`, and `cargo run --example write-completions` renews them.

use super::Cli;
use clap::CommandFactory;
use clap_complete::Shell;
use std::borrow::Cow;

/// Returns the script that completes kidtrip's commands and flags in a shell.
#[must_use]
pub fn completions(shell: Shell) -> Cow<'static, str> {
    match shell {
        Shell::Bash => include_str!("../../completions/kidtrip.bash").into(),
        Shell::Elvish => include_str!("../../completions/kidtrip.elv").into(),
        Shell::Fish => include_str!("../../completions/kidtrip.fish").into(),
        Shell::PowerShell => include_str!("../../completions/_kidtrip.ps1").into(),
        Shell::Zsh => include_str!("../../completions/_kidtrip").into(),
        // A shell that clap has learnt since.
        other => completions_anew(other).into(),
    }
}

/// Returns the script as it follows from the flags.
#[must_use]
pub fn completions_anew(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "kidtrip", &mut script);
    String::from_utf8(script).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::bash(Shell::Bash)]
    #[case::elvish(Shell::Elvish)]
    #[case::fish(Shell::Fish)]
    #[case::powershell(Shell::PowerShell)]
    #[case::zsh(Shell::Zsh)]
    fn a_script_is_what_follows_from_the_flags(#[case] shell: Shell) {
        assert!(
            completions(shell) == completions_anew(shell),
            "the completions of {shell} are out of date: cargo run --example write-completions"
        );
    }
}
