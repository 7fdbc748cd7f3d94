//! Places of the catalogues that the family amended or retired: every command knows them as they are now.

use crate::harness::{Home, Run, each};
use serde_json::{Value, json};

fn done(home: &Home, arguments: &[&str]) -> Run {
    let run = home.run(arguments);
    assert_eq!(run.code, 0, "{arguments:?}: {}", run.stderr);
    run
}

fn places(home: &Home, arguments: &[&str]) -> Vec<Value> {
    let run = home.run(&[&["places", "--format", "json"], arguments].concat());
    let document = run.json();
    each(&document["places"], "/id")
        .into_iter()
        .cloned()
        .collect()
}

fn has_zoo(home: &Home, arguments: &[&str]) -> bool {
    places(home, arguments).contains(&json!("chester-zoo"))
}

const AROUND_CHESTER: [&str; 4] = ["--near", "CH2 1LH", "--within", "10km"];
const AROUND_LEEDS: [&str; 4] = ["--near", "LS16 8EB", "--within", "10km"];

#[test]
fn a_place_is_found_by_the_name_that_the_family_gave_it() {
    let home = Home::offline();
    done(&home, &["amend", "chester-zoo", "name=Elephant Town"]);
    assert_eq!(places(&home, &["elephant town"]), ["chester-zoo"]);
    assert_eq!(
        places(&home, &["elephant town", "--catalogue", "built-in"]),
        ["chester-zoo"]
    );
    for command in ["show", "forecast"] {
        let page = done(&home, &[command, "elephant town", "--offline"]).stdout;
        assert!(page.starts_with("Elephant Town"), "{page}");
    }
    let beside_it = [
        "--kind",
        "zoo",
        "--near",
        "53.2270,-2.9500",
        "--within",
        "2km",
    ];
    home.run(&[&["suggest", "--on", "sat", "--offline"], &beside_it[..]].concat())
        .is_refused(3, &["the nearest is Elephant Town"]);
    let run = home.run(&[&["places"], &beside_it[..]].concat());
    assert_eq!(run.code, 3);
    let told = run.stderr;
    assert!(told.contains("the nearest miss is Elephant Town"), "{told}");
    done(&home, &["undo"]);
    assert!(places(&home, &["elephant town"]).is_empty());
}

#[test]
fn a_place_that_has_moved_is_found_where_it_is_now() {
    let home = Home::offline();
    assert!(has_zoo(&home, &AROUND_CHESTER) && !has_zoo(&home, &AROUND_LEEDS));
    done(&home, &["amend", "chester-zoo", "at=53.8520,-1.6060"]);
    assert!(!has_zoo(&home, &AROUND_CHESTER) && has_zoo(&home, &AROUND_LEEDS));
    let from_leeds = [
        "--near",
        "LS16 8EB",
        "--on",
        "sat",
        "--offline",
        "--kind",
        "zoo",
        "--within",
        "10km",
    ];
    let document = home.suggest(&from_leeds);
    let suggested = each(&document["results"], "/id");
    assert!(suggested.contains(&&json!("chester-zoo")), "{suggested:?}");
}

#[test]
fn a_place_that_is_retired_is_listed_nowhere_and_said_to_be_where_it_is_asked_for() {
    let home = Home::offline();
    done(&home, &["retire", "chester-zoo"]);
    assert!(!has_zoo(&home, &AROUND_CHESTER) && !has_zoo(&home, &["chester zoo"]));
    for command in ["show", "forecast"] {
        home.run(&[command, "chester-zoo", "--offline"])
            .is_refused(2, &["was retired"]);
    }
    done(&home, &["undo"]);
    assert!(has_zoo(&home, &AROUND_CHESTER));
}

#[test]
fn the_places_of_the_family_are_a_catalogue_of_their_own() {
    let home = Home::offline();
    home.run(&["places", "--catalogue", "family"])
        .is_refused(2, &["there is no such catalogue"]);
    let proposed = [
        "propose",
        "Elephant Town",
        "--at",
        "53.8520,-1.6060",
        "--kind",
        "zoo",
    ];
    done(&home, &proposed);
    assert_eq!(places(&home, &["--catalogue", "family"]), ["elephant-town"]);
}
