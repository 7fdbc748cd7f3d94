//! Given what was recorded, when somebody asks, then this is recorded or refused.

use super::{Given, Rejection};
use crate::catalogue::Categories;
use crate::domain::{Destination, EDITORS, Event, NewEvent, Occurrence, Role};
use crate::queries::Family;
pub(super) use crate::queries::fixture::*;
use jiff::civil::date;

/// Returns a log that Anna began, in which Ben is an editor and Cleo an admin.
pub(super) fn given() -> Told {
    let told = Told::default().and(
        "anna",
        EDITORS,
        Occurrence::EditorApproved {
            name: "ben".to_owned(),
            role: Role::Editor,
        },
    );
    appointed(told, "anna", "cleo", Role::Admin)
}

/// A place of the built-in catalogue.
pub(super) fn listed() -> Destination {
    let mut zoo = crate::planner::fixture::place("chester-zoo", "zoo", 0.8, 1.0);
    zoo.name = "Chester Zoo".into();
    zoo.catalogue = "built-in".into();
    zoo
}

/// What is decided when `actor` asks, the zoo being listed, on Saturday 28 November 2026.
pub(super) fn when<T>(
    told: &Told,
    actor: &str,
    decide: impl FnOnce(&Given<'_>, &[Event]) -> T,
) -> T {
    let (family, kinds) = (Family::of(&told.events), Categories::built_in().unwrap());
    let listed = listed();
    let given = Given {
        family: &family,
        actor,
        today: date(2026, 11, 28),
        kinds: &kinds,
        listed: Some(&listed),
    };
    decide(&given, &told.events)
}

/// Returns the one event of a decision.
pub(super) fn only(decided: Result<Vec<NewEvent>, Rejection>) -> NewEvent {
    let mut events = decided.unwrap();
    assert_eq!(events.len(), 1);
    events.remove(0)
}

/// Returns why a decision is refused, and what to do instead.
pub(super) fn refused(decided: Result<Vec<NewEvent>, Rejection>) -> String {
    decided.unwrap_err().to_string()
}
