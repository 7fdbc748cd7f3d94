//! A log that several people write to: who may propose, who decides, and what is suggested meanwhile.
//! Each has a config of their own that says who they are; the log is one.

use crate::harness::{Home, Run, assert_valid, each, ids};
use rstest::rstest;
use serde_json::json;

const ID: &str = "fletcher-moss-den";
const PROPOSE: [&str; 6] = [
    "propose",
    "Fletcher Moss Den",
    "--at",
    "M20 2RN",
    "--kind",
    "playground",
];

/// Runs a command with the config of this person.
fn by(home: &Home, name: &str, arguments: &[&str]) -> Run {
    let config = home.path(name);
    std::fs::create_dir_all(&config).unwrap();
    std::fs::write(config.join("config.toml"), format!("me = {name:?}\n")).unwrap();
    Run::of(home.command(arguments).env("KIDTRIP_CONFIG_DIR", config))
}

fn done(home: &Home, name: &str, arguments: &[&str]) -> String {
    let run = by(home, name, arguments);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{arguments:?}");
    run.stdout
}

/// Returns a log that Anna owns and Ben edits.
fn shared() -> Home {
    let home = Home::offline();
    done(&home, "anna", &["hide", "tatton-park"]);
    done(&home, "anna", &["editor", "approve", "ben"]);
    home
}

fn is_suggested(home: &Home) -> bool {
    let near = ["--near", "M20 2RN", "--on", "sat", "--typical"];
    let all = ["--top", "1000", "--within", "10km"];
    ids(&home.suggest(&[&near[..], &all].concat())["results"]).contains(&ID)
}

fn waiting(home: &Home) -> Vec<String> {
    let document = home.run(&["review", "--format", "json"]).json();
    let ids = ids(&document["proposals"]);
    ids.into_iter().map(str::to_owned).collect()
}

#[test]
fn what_an_editor_proposes_waits_until_the_owner_approves_it() {
    let home = shared();
    let said = done(&home, "ben", &PROPOSE);
    assert!(said.contains("waits to be approved"), "{said}");
    assert_eq!(waiting(&home), [ID]);
    assert!(!is_suggested(&home), "nothing unapproved is");
    by(&home, "ben", &["approve", ID]).is_refused(5, &["ben may not approve", "ask anna"]);
    done(&home, "ben", &["amend", ID, "price=free"]);
    assert!(!is_suggested(&home), "nor what was amended meanwhile");
    done(&home, "anna", &["approve", ID]);
    assert_eq!(waiting(&home), [""; 0]);
    assert!(is_suggested(&home));
    by(&home, "ben", &["retire", ID]).is_refused(5, &["ben may not retire"]);
    done(&home, "anna", &["undo"]);
    assert!(!is_suggested(&home), "the approval undone");
    assert_eq!(waiting(&home), [ID]);
    done(
        &home,
        "anna",
        &["reject", ID, "--because", "no longer there"],
    );
    assert!(!is_suggested(&home));
    assert_eq!(waiting(&home), [""; 0]);
}

#[test]
fn an_admin_decides_as_the_owner_does() {
    let home = shared();
    done(&home, "ben", &PROPOSE);
    let said = done(
        &home,
        "anna",
        &["editor", "approve", "cleo", "--as", "admin"],
    );
    assert!(said.contains("cleo is an admin"), "{said}");
    done(&home, "cleo", &["approve", ID]);
    assert!(is_suggested(&home));
    done(&home, "cleo", &["editor", "revoke", "ben"]);
    by(&home, "ben", &["amend", ID, "price=free"]).is_refused(
        5,
        &["ben may not propose or amend", "anna or cleo can approve"],
    );
    assert!(is_suggested(&home), "what a former editor wrote stays");
    done(&home, "cleo", &["undo"]);
    done(&home, "ben", &["amend", ID, "price=free"]);
}

#[rstest]
#[case::a_stranger_proposes("dan", &PROPOSE, &["dan may not propose", "anna can approve dan"])]
#[case::a_stranger_makes_themselves_one("dan", &["editor", "approve", "dan"], &["dan may not approve editors"])]
#[case::an_editor_makes_another("ben", &["editor", "approve", "dan"], &["ben may not approve editors", "ask anna"])]
#[case::an_editor_revokes_the_owner("ben", &["editor", "revoke", "anna"], &["ben may not revoke editors"])]
#[case::the_only_owner_goes("anna", &["editor", "revoke", "anna"], &["anna is the only owner"])]
#[case::an_editor_again("anna", &["editor", "approve", "ben"], &["ben is an editor already"])]
#[case::nobody("anna", &["editor", "revoke", "dan"], &["dan is neither editor nor admin"])]
#[case::another_letter_case("anna", &["editor", "revoke", "Ben"], &["Ben is neither editor nor admin"])]
#[case::without_a_name("anna", &["editor", "approve", " "], &["the name of an editor is missing"])]
fn what_a_role_does_not_allow_is_refused_and_not_recorded(
    #[case] name: &str,
    #[case] arguments: &[&str],
    #[case] why: &[&str],
) {
    let home = shared();
    by(&home, name, arguments).is_refused(5, why);
    let all = home.run(&["log", "--format", "json"]).json()["all"].clone();
    assert_eq!(all, 2);
}

#[test]
fn who_may_what_is_listed() {
    let home = Home::offline();
    let page = done(&home, "anna", &["editor", "list"]);
    assert!(page.contains("whoever does so first owns"), "{page}");
    let home = shared();
    done(
        &home,
        "anna",
        &["editor", "approve", "cleo", "--as", "admin"],
    );
    let page = done(&home, "dan", &["editor", "list"]);
    let lines: Vec<&str> = page.lines().collect();
    assert!(lines[0].starts_with("anna  owner   proposes, and decides"));
    assert!(lines[1].starts_with("ben   editor  proposes and amends"));
    assert!(lines[2].starts_with("cleo  admin   proposes, and decides"));
    assert!(lines[3].ends_with("(you)") && lines[3].starts_with("dan "));
    let run = by(&home, "ben", &["editor", "list", "--format", "json"]);
    let document = run.json();
    assert_valid(&document, include_str!("../../docs/editors.schema.json"));
    assert_eq!(each(&document["people"], "/name"), ["anna", "ben", "cleo"]);
    assert_eq!(
        each(&document["people"], "/role"),
        ["owner", "editor", "admin"]
    );
    let me = json!({"name": "ben", "role": "editor", "may_propose": true, "may_decide": false});
    assert_eq!(document["me"], me);
}
