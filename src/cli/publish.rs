//! What `publish` is asked.

use super::Planning;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `publish`.
#[derive(Debug, Args)]
pub struct PublishArgs {
    /// The folder of the site: an empty one, one to be made, or one that was published before
    pub folder: PathBuf,
    /// The shared flags.
    #[command(flatten)]
    pub planning: Planning,
    /// How many places have a page, the nearest first
    #[arg(long, value_name = "N", default_value_t = 200, allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=2000))]
    pub pages: u32,
    /// Publish again whenever something is written down, and every hour, until Ctrl-C
    #[arg(long)]
    pub watch: bool,
}
