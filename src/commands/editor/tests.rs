//! `editor`: given, when, then.

use super::super::fixture::*;
use super::*;
use rstest::rstest;

fn approve(told: &Told, actor: &str, name: &str, role: Role) -> Result<Vec<NewEvent>, Rejection> {
    let name = name.to_owned();
    when(told, actor, |given, _| {
        ApproveEditor { name, role }.decide(given)
    })
}

fn revoke(told: &Told, actor: &str, name: &str) -> Result<Vec<NewEvent>, Rejection> {
    let name = name.to_owned();
    when(told, actor, |given, _| RevokeEditor { name }.decide(given))
}

#[test]
fn owners_and_admins_make_editors_and_admins() {
    for actor in ["anna", "cleo"] {
        let event = only(approve(&given(), actor, " dan ", Role::Editor));
        let name = "dan".to_owned();
        assert_eq!(
            event.occurrence,
            Occurrence::EditorApproved {
                name,
                role: Role::Editor
            }
        );
        assert_eq!(event.stream, EDITORS);
        assert!(approve(&given(), actor, "ben", Role::Admin).is_ok());
        assert!(revoke(&given(), actor, "ben").is_ok());
    }
    assert!(
        approve(&Told::default(), "anna", "ben", Role::Admin).is_ok(),
        "the first owns the log"
    );
}

#[rstest]
#[case::an_editor_asks(
    "ben",
    "dan",
    Role::Editor,
    "ben may not approve editors: neither an owner nor an admin (ask anna or cleo)"
)]
#[case::nobody("anna", " ", Role::Editor, "the name of an editor is missing")]
#[case::a_stream(
    "anna",
    "@editors",
    Role::Editor,
    "the name of an editor cannot begin with @: \"@editors\""
)]
#[case::again("anna", "ben", Role::Editor, "ben is an editor already")]
#[case::an_owner("cleo", "anna", Role::Editor, "anna is an owner already")]
fn what_is_wrong_is_named(
    #[case] actor: &str,
    #[case] name: &str,
    #[case] role: Role,
    #[case] told: &str,
) {
    assert_eq!(refused(approve(&given(), actor, name, role)), told);
}

#[test]
fn the_only_owner_stays_and_only_an_owner_revokes_one() {
    let told = "anna is the only owner, and a log must have one";
    assert_eq!(refused(revoke(&given(), "anna", "anna")), told);
    assert_eq!(refused(revoke(&given(), "cleo", "anna")), told);
    assert_eq!(
        refused(revoke(&given(), "anna", "dan")),
        "dan is neither editor nor admin"
    );
    let mut two = given();
    let ben = Told {
        chance: 9,
        ..Told::default()
    };
    two.merge(&ben.and("emma", "zoo", hidden()).events);
    assert_eq!(
        refused(revoke(&two, "cleo", "anna")),
        "anna is an owner (only an owner can revoke one)"
    );
    assert!(revoke(&two, "emma", "anna").is_ok());
    assert!(revoke(&two, "anna", "anna").is_ok());
}
