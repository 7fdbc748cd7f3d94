//! What `doctor` is asked.

use super::ReadFormat;
use clap::Args;

/// Arguments of `doctor`.
#[derive(Debug, Args)]
#[command(
    after_help = "Every check is ok, a warning (worth a look, no hindrance) or a PROBLEM (something does not work until it is \
                  mended), with what to do.\nExit codes: 0 all is well; 1 a warning or a problem"
)]
pub struct DoctorArgs {
    /// Move damaged lines of what the family wrote down to a file of their own, so that more can be written down
    #[arg(long)]
    pub set_aside: bool,
    /// Ask no service whether it answers
    #[arg(long)]
    pub offline: bool,
    /// table or json
    #[arg(long, value_enum, default_value = "table")]
    pub format: ReadFormat,
}
