//! What shells complete. A script asks the program itself for what may come next, so that places, kinds and named
//! locations complete too. The scripts are kept in `completions/`; `cargo run --example write-completions` renews them.

use clap_complete::Shell;
use clap_complete::env::Shells;
use std::borrow::Cow;

/// The variable by which a script asks; its value is the name of the shell.
pub const ASKED_BY: &str = "COMPLETE";

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

/// Returns the script as clap has it; nothing for a shell that cannot ask.
#[must_use]
pub fn completions_anew(shell: Shell) -> String {
    let shells = Shells::builtins();
    let mut script = Vec::new();
    if let Some(shell) = shells.completer(&shell.to_string()) {
        // A list of bytes takes all that is written to it.
        let _ = shell.write_registration(ASKED_BY, "kidtrip", "kidtrip", "kidtrip", &mut script);
    }
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
    fn a_script_is_what_clap_makes(#[case] shell: Shell) {
        let script = completions(shell);
        assert!(script.contains("kidtrip") && script.contains(ASKED_BY));
        assert!(
            script == completions_anew(shell),
            "the completions of {shell} are out of date: cargo run --example write-completions"
        );
    }
}
