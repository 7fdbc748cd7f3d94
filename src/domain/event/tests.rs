//! What can be said of a place, and how what happened is told in a few words.

use super::*;
use crate::domain::{FactSource, FactSources};
use crate::planner::fixture;
use rstest::rstest;
use std::collections::BTreeSet;

#[test]
fn every_field_is_called_something_else() {
    let names: BTreeSet<&str> = Field::ALL.map(Field::name).into();
    assert_eq!(names.len(), Field::ALL.len());
    for field in Field::ALL {
        assert_eq!(field.name().parse(), Ok(field));
        assert_eq!(
            field.name().to_uppercase().replace('_', "-").parse(),
            Ok(field)
        );
    }
}

#[rstest]
#[case::a_second_name("category", Some(Field::Kind))]
#[case::hyphens("opening-hours", Some(Field::OpeningHours))]
#[case::blanks(" Price ", Some(Field::Price))]
#[case::nothing("", None)]
fn a_field_is_found_by_name(#[case] asked: &str, #[case] field: Option<Field>) {
    assert_eq!(asked.parse().ok(), field);
}

#[rstest]
#[case::a_slip("prise", Some(Field::Price))]
#[case::half_a_name("opening", Some(Field::OpeningHours))]
#[case::a_plural("dogs", Some(Field::Dog))]
#[case::nothing_like_it("zzzz", None)]
fn an_unknown_field_names_the_most_similar(#[case] asked: &str, #[case] nearest: Option<Field>) {
    let unknown = asked.parse::<Field>().unwrap_err();
    assert_eq!(unknown.nearest, nearest);
}

#[rstest]
#[case::yes(Field::Dog, "Yes", Some(FieldValue::Holds(true)))]
#[case::no(Field::BabyChange, "no", Some(FieldValue::Holds(false)))]
#[case::perhaps(Field::Dog, "perhaps", None)]
#[case::cleared(Field::Dog, "unknown", Some(FieldValue::Unknown))]
#[case::cleared_by_nothing(Field::Url, " ", Some(FieldValue::Unknown))]
#[case::a_name_cannot_be_cleared(Field::Name, "", None)]
#[case::a_place_may_be_called_so(Field::Name, "unknown", Some(FieldValue::Text("unknown".into())))]
#[case::a_share(Field::Exposure, "0.5", Some(FieldValue::Number(0.5)))]
#[case::more_than_all(Field::Exposure, "1.1", None)]
#[case::no_number(Field::Exposure, "NaN", None)]
#[case::off_the_earth(Field::Lat, "999", Some(FieldValue::Number(999.0)))]
#[case::beyond_numbers(Field::Lat, "1e999", None)]
#[case::no_degrees(Field::Lon, "unknown", None)]
#[case::an_age(Field::AgeMin, "2", Some(FieldValue::Number(2.0)))]
#[case::half_an_age(Field::AgeMin, "2.5", None)]
#[case::an_age_of_methusalem(Field::AgeMax, "100", None)]
#[case::no_time(Field::Hours, "0", None)]
#[case::a_day(Field::Hours, "12", Some(FieldValue::Number(12.0)))]
#[case::free(Field::Price, "Free", Some(FieldValue::Text("free".into())))]
#[case::cheap(Field::Price, "cheap", None)]
#[case::hours(Field::OpeningHours, "Mo-Fr 10:00-17:00", Some(FieldValue::Text("Mo-Fr 10:00-17:00".into())))]
#[case::hours_in_prose(Field::OpeningHours, "when the gate is open", None)]
#[case::a_page(Field::Url, "https://zoo.example/", Some(FieldValue::Text("https://zoo.example/".into())))]
#[case::a_script(Field::Url, "javascript:alert(1)", None)]
#[case::a_page_with_a_blank(Field::Url, "https://zoo.example/ x", None)]
#[case::too_long(Field::Postcode, "M20 2RN M20 2RN M20 2RN", None)]
fn a_value_is_what_its_field_can_be(
    #[case] field: Field,
    #[case] typed: &str,
    #[case] value: Option<FieldValue>,
) {
    assert_eq!(field.read(typed), value);
}

#[test]
fn what_is_set_is_what_is_got_and_nothing_else_changes() {
    let typed = [
        "Zoo",
        "zoo",
        "here",
        "53.5",
        "-2.5",
        "M20 2RN",
        "0.5",
        "2.5",
        "3",
        "9",
        "low",
        "yes",
        "no",
        "yes",
        "no",
        "yes",
        "no",
        "Mo 10:00-12:00",
        "http://zoo.example",
        "wales",
    ];
    for (field, typed) in Field::ALL.into_iter().zip(typed) {
        let before = ProposedPlace::new("Park", "park", Located::default());
        let mut after = before.clone();
        let value = field.read(typed).unwrap();
        after.set(field, &value);
        for other in Field::ALL {
            let expected = if other == field {
                value.clone()
            } else {
                before.get(other)
            };
            assert_eq!(after.get(other), expected, "{other:?} after {field:?}");
        }
        // What the field cannot be changes nothing; what is not known, only what may be unknown.
        let kept = after.clone();
        for odd in [
            FieldValue::Holds(true),
            FieldValue::Number(7.0),
            FieldValue::Text("?".into()),
        ] {
            if std::mem::discriminant(&odd) != std::mem::discriminant(&value) {
                after.set(field, &odd);
                assert_eq!(after, kept, "{field:?} {odd:?}");
            }
        }
    }
}

#[test]
fn a_listed_place_is_proposed_without_what_is_only_usual_for_its_kind() {
    let mut listed = fixture::place("zoo", "zoo", 0.8, 1.0);
    listed.sources = FactSources {
        typical_hours: FactSource::Category,
        age_max: FactSource::Category,
        ..FactSources::default()
    };
    let place = ProposedPlace::of(&listed);
    assert_eq!(place.exposure, Some(0.8));
    assert_eq!(
        (place.hours, place.age_min, place.age_max),
        (None, Some(2), None)
    );
    assert_eq!(place.location.lat, listed.position.lat());
}

#[test]
fn what_happened_is_told_in_a_few_words() {
    let name = || "Tatton Park".to_owned();
    let visit = Occurrence::VisitRecorded {
        name: name(),
        day: "2026-05-01".parse().unwrap(),
        rating: None,
        note: None,
    };
    assert_eq!(visit.in_a_few_words(), "visit to Tatton Park on 2026-05-01");
    let undone = Occurrence::EventUndone {
        event: EventId::after(None, 1, 1).unwrap(),
        event_type: visit.event_type().to_owned(),
        what: visit.in_a_few_words(),
    };
    assert_eq!(
        undone.in_a_few_words(),
        "undoing of the visit to Tatton Park on 2026-05-01"
    );
}
