//! `visit`: given, when, then.

use super::super::fixture::*;
use super::*;
use jiff::civil::date;
use rstest::rstest;

fn the_zoo() -> Visit {
    Visit {
        place: "chester-zoo".to_owned(),
        day: date(2026, 11, 28),
        rating: Some(5),
        note: Some(" the\nelephants ".to_owned()),
    }
}

#[test]
fn a_visit_is_recorded_by_anybody_today_or_before() {
    let event = only(when(&given(), "dan", |given, _| the_zoo().decide(given)));
    let Occurrence::VisitRecorded {
        name,
        day,
        rating,
        note,
    } = event.occurrence
    else {
        panic!("{event:?}");
    };
    assert_eq!(
        (name.as_str(), day, rating),
        ("Chester Zoo", date(2026, 11, 28), Some(5))
    );
    assert_eq!(note.as_deref(), Some("the elephants"));
}

#[test]
fn a_place_of_ones_own_is_known_however_far_it_has_come() {
    let asked = Visit {
        place: "tatton-park".to_owned(),
        ..the_zoo()
    };
    let told = given().and("ben", "tatton-park", proposed(park(53.3)));
    for told in [told.clone(), told.and("anna", "tatton-park", retired())] {
        assert!(when(&told, "ben", |given, _| asked.decide(given)).is_ok());
    }
}

#[rstest]
#[case::tomorrow(Visit { day: date(2026, 11, 29), ..the_zoo() }, "2026-11-29 has not come yet: today is 2026-11-28 (record a visit when it is over)")]
#[case::no_rating(Visit { rating: Some(0), ..the_zoo() }, "0 is no rating (a rating is 1 (not at all) to 5 (again, soon))")]
#[case::beyond_rating(Visit { rating: Some(6), ..the_zoo() }, "6 is no rating (a rating is 1 (not at all) to 5 (again, soon))")]
#[case::nowhere(Visit { place: "atlantis".to_owned(), ..the_zoo() }, "there is no place called \"atlantis\" (`kidtrip places` lists them, `kidtrip propose` adds one)")]
#[case::a_novel(Visit { note: Some("x".repeat(2_001)), ..the_zoo() }, "the note is too long: 2001 characters of 2000 at most")]
fn what_is_wrong_is_named(#[case] asked: Visit, #[case] told: &str) {
    assert_eq!(
        refused(when(&given(), "anna", |given, _| asked.decide(given))),
        told
    );
}
