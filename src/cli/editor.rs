//! What `editor` is asked: who may propose places to this log, and who may decide over them.

use super::{Described, ReadFormat};
use clap::{Args, Subcommand};

/// The subcommands of `editor`.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum EditorCommand {
    /// Let somebody propose and amend places; with --as admin, decide over them too.
    Approve(Described<ApproveEditorArgs>),
    /// Take that back: what they proposed before stays as it is.
    Revoke(Described<RevokeEditorArgs>),
    /// List who may do what.
    List(Described<EditorListArgs>),
}

/// Arguments of `editor approve`.
#[derive(Debug, Args)]
pub struct ApproveEditorArgs {
    /// Who: the name they write under, "me" in their config, letter for letter
    pub name: String,
    /// editor (proposes and amends) or admin (decides over proposals and editors too)
    #[arg(long = "as", value_enum, default_value = "editor", value_name = "ROLE")]
    pub role: EditorRole,
}

/// What somebody can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum EditorRole {
    /// Proposes and amends.
    Editor,
    /// Decides over proposals and editors too.
    Admin,
}

/// Arguments of `editor revoke`.
#[derive(Debug, Args)]
pub struct RevokeEditorArgs {
    /// Who: the name they write under, letter for letter
    pub name: String,
}

/// Arguments of `editor list`.
#[derive(Debug, Args)]
pub struct EditorListArgs {
    /// table or json
    #[arg(long, value_enum, default_value = "table")]
    pub format: ReadFormat,
}
