//! `undo`: given, when, then.

use super::super::fixture::*;
use super::*;

const PARK: &str = "tatton-park";

fn undo(told: &Told, actor: &str, number: Option<usize>) -> Result<Vec<NewEvent>, Rejection> {
    let event = number.map(|number| told.events[number].id);
    when(told, actor, |given, events| {
        Undo { event }.decide(given, events)
    })
}

/// Events 0 and 1 make Ben an editor and Cleo an admin.
fn the_park() -> Told {
    given()
        .and("ben", PARK, proposed(park(53.3)))
        .and("kidtrip", PARK, validated(53.3))
        .and("cleo", PARK, approved())
        .and("ben", PARK, hidden())
}

#[test]
fn without_an_event_it_is_ones_own_latest_and_then_the_one_before() {
    let told = the_park();
    let event = only(undo(&told, "ben", None));
    assert_eq!(event.occurrence, undoing(&told.events[5]));
    assert_eq!(event.stream, PARK);
    let once = told.and_undone("ben", 5);
    assert_eq!(
        only(undo(&once, "ben", None)).occurrence,
        undoing(&once.events[2])
    );
    let twice = once.and_undone("ben", 2);
    assert_eq!(
        refused(undo(&twice, "ben", None)),
        "ben has recorded nothing that can be undone"
    );
    assert_eq!(
        refused(undo(&Told::default(), "dan", None)),
        "dan has recorded nothing that can be undone"
    );
}

#[test]
fn what_is_undone_is_not_undone_again_but_that_can_be_undone() {
    let told = the_park().and_undone("ben", 5);
    let by = told.events[6].id;
    assert_eq!(
        refused(undo(&told, "ben", Some(5))),
        format!("the hiding of Tatton Park is undone already (`kidtrip undo {by}` brings it back)")
    );
    assert_eq!(
        only(undo(&told, "ben", Some(6))).occurrence,
        undoing(&told.events[6])
    );
    let redone = told.and_undone("ben", 6);
    assert!(undo(&redone, "ben", Some(5)).is_ok());
}

#[test]
fn a_verdict_is_not_for_undoing() {
    for verdict in [validated(53.3), location_rejected(53.3)] {
        let told = the_park().and("kidtrip", PARK, verdict);
        let why = refused(undo(&told, "anna", Some(6)));
        assert!(
            why.ends_with("may not be undone (amend the location of the place instead)"),
            "{why}"
        );
    }
}

#[test]
fn what_others_did_is_for_owners_and_admins() {
    let told = the_park();
    assert_eq!(
        refused(undo(&told, "dan", Some(5))),
        "dan may not undo the hiding of Tatton Park of ben: neither an owner nor an admin (ask anna or cleo)"
    );
    assert!(undo(&told, "cleo", Some(5)).is_ok());
    assert!(undo(&told, "anna", Some(4)).is_ok());
}

#[test]
fn to_undo_a_decision_takes_the_right_to_decide_also_through_undoings() {
    let told = the_park().and("anna", EDITORS, revoked("cleo"));
    assert!(
        refused(undo(&told, "cleo", Some(4)))
            .starts_with("cleo may not undo the approval of Tatton Park")
    );
    // She undid it while she was an admin, and may not bring it back now.
    let told = the_park()
        .and_undone("cleo", 4)
        .and("anna", EDITORS, revoked("cleo"));
    assert!(
        refused(undo(&told, "cleo", Some(6)))
            .starts_with("cleo may not undo the approval of Tatton Park")
    );
    assert!(
        refused(undo(&told, "ben", Some(1)))
            .starts_with("ben may not undo the approval of cleo as admin")
    );
}

#[test]
fn an_event_that_is_none_or_a_newer_releases_is_left() {
    let unknown = Occurrence::Unknown {
        event_type: "PicnicPacked".to_owned(),
        version: 1,
    };
    let told = the_park().and("ben", PARK, unknown);
    assert_eq!(
        refused(undo(&told, "ben", Some(6))),
        "the PicnicPacked of a newer release may not be undone by this one (update kidtrip)"
    );
    let nowhere = EventId::after(None, 1, 1).unwrap();
    let event = Some(nowhere);
    let why = when(&told, "ben", |given, events| {
        Undo { event }.decide(given, events)
    });
    assert_eq!(
        refused(why),
        format!("there is no event {nowhere} (`kidtrip log list` has them all)")
    );
}
