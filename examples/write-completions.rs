//! Writes the completions of every shell into `completions/`, as they follow from the flags.
//! To be run when a subcommand or a flag has changed: `cargo run --example write-completions`.

use clap::ValueEnum;
use clap_complete::{Generator, Shell};
use kidtrip::cli::completions_anew;
use std::path::Path;

fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("completions");
    std::fs::create_dir_all(&folder)?;
    for &shell in Shell::value_variants() {
        let path = folder.join(shell.file_name("kidtrip"));
        std::fs::write(path, completions_anew(shell))?;
    }
    Ok(())
}
