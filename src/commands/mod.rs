//! What the family may do, as pure decisions: from what is known to the events that record it, or to why not.
//! A command returns events and nothing else; one file each.

mod amend;
mod approve;
mod editor;
mod facts;
mod given;
mod hide;
pub mod policy;
mod propose;
mod reject;
mod rejection;
mod retire;
mod text;
mod undo;
mod unhide;
mod visit;

pub use amend::Amend;
pub use approve::Approve;
pub use editor::{ApproveEditor, RevokeEditor};
pub use given::Given;
pub use hide::Hide;
pub use propose::Propose;
pub use reject::Reject;
pub use rejection::Rejection;
pub use retire::Retire;
pub use undo::Undo;
pub use unhide::Unhide;
pub use visit::Visit;

#[cfg(test)]
mod fixture;
