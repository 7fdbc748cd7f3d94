//! Read models: what the events amount to, as pure folds over them in the order of their ids.
//! They do not depend on the order in which a file has the events, nor on how often; what was undone does not count.

mod conflicts;
mod destinations;
mod family;
mod history;
mod listed;
mod loved;
mod place;
mod places;
mod proposals;
mod roles;
mod standing;
mod statistics;
mod story;
mod twins;
mod visits;

pub use conflicts::{Conflict, Said, conflicts};
pub use destinations::CATALOGUE;
pub use family::Family;
pub use history::{Entry, history};
pub use listed::Listed;
pub use loved::{Loved, loved};
pub use place::{Decision, Decree, Place, Proposal, Stage, Verdict};
pub use places::Places;
pub use proposals::{Waiting, proposals};
pub use roles::{Founder, Grant, Rank, Roles};
pub use standing::{as_of, ordered, standing, undone};
pub use statistics::{Statistics, statistics};
pub use story::{Chapter, PassedOver, story};
pub use twins::{Spot, Twin};
pub use visits::{Visit, Visits, visits};

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
pub(crate) mod laws;
#[cfg(test)]
mod tests;
