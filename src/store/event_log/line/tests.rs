//! One line at a time: written, read again, and damaged in every way a byte can be.

use super::*;
use crate::domain::{
    Change, EDITORS, Fact, FamilyFacts, Field, FieldValue, Located, Occurrence, Price,
    ProposedPlace, Role, Subject,
};
use crate::queries::fixture::{FRIDAY_EVENING, Told, hidden, subject, visited};
use jiff::Timestamp;
use proptest::prelude::*;
use rstest::rstest;
use std::collections::BTreeMap;

const KEPT_FOR_EVER: &str = include_str!("../../../../tests/fixtures/events/v1.jsonl");
const VERDICTS_FOR_EVER: &str = include_str!("../../../../tests/fixtures/events/v1_verdicts.jsonl");

fn id(number: u64) -> EventId {
    EventId::after(None, FRIDAY_EVENING + number * 60_000, u128::from(number)).unwrap()
}

fn the_park() -> ProposedPlace {
    ProposedPlace {
        exposure: Some(0.8),
        hours: Some(3.5),
        age_min: Some(1),
        age_max: Some(12),
        price: Price::Paid,
        facts: FamilyFacts {
            buggy: Fact::Yes,
            dog: Fact::No,
            toilets: Fact::Yes,
            baby_change: Fact::Unknown,
            food: Fact::Yes,
            booking: Fact::No,
        },
        opening_hours: Some("Mo-Su 10:00-17:00".to_owned()),
        url: Some("https://tatton.example/".to_owned()),
        region: Some("north-west".to_owned()),
        ..ProposedPlace::new(
            "Tatton Park \"Farm\"",
            "farm",
            Located {
                at: "WA16 6QN".to_owned(),
                lat: 53.3297,
                lon: -2.3852,
                postcode: Some("WA16 6QN".to_owned()),
            },
        )
    }
}

/// What stands in the file that every release must read for ever.
fn told_for_ever() -> Vec<Event> {
    let name = || "Tatton Park \"Farm\"".to_owned();
    let because = || Some("closed for good".to_owned());
    let mut after = the_park();
    after.price = Price::Unknown;
    let nowhere = Located {
        at: "999, 0".to_owned(),
        lat: 999.0,
        lon: 0.0,
        postcode: None,
    };
    let change = |from, to| Change { from, to };
    let occurrences = [
        (
            "anna",
            "tatton-park-farm",
            None,
            Occurrence::DestinationProposed {
                place: Box::new(the_park()),
            },
        ),
        (
            "kidtrip",
            "tatton-park-farm",
            Some(1),
            Occurrence::LocationValidated {
                lat: 53.3297,
                lon: -2.3852,
                near: Some("Knutsford, Cheshire".to_owned()),
                subject: None,
            },
        ),
        (
            "kidtrip",
            "tatton-park-farm",
            Some(2),
            Occurrence::DestinationApproved {
                name: name(),
                because: None,
                of: None,
            },
        ),
        (
            "anna",
            EDITORS,
            None,
            Occurrence::EditorApproved {
                name: "ben".to_owned(),
                role: Role::Editor,
            },
        ),
        (
            "anna",
            EDITORS,
            None,
            Occurrence::EditorApproved {
                name: "cléo".to_owned(),
                role: Role::Admin,
            },
        ),
        (
            "ben",
            "nowhere",
            None,
            Occurrence::DestinationProposed {
                place: Box::new(ProposedPlace::new("Nowhere", "zoo", nowhere)),
            },
        ),
        (
            "kidtrip",
            "nowhere",
            Some(6),
            Occurrence::LocationRejected {
                lat: 999.0,
                lon: 0.0,
                reason: "latitude 999 is not between -90 and 90".to_owned(),
                subject: None,
            },
        ),
        (
            "anna",
            "nowhere",
            None,
            Occurrence::DestinationRejected {
                name: "Nowhere".to_owned(),
                because: because(),
            },
        ),
        (
            "ben",
            "tatton-park-farm",
            None,
            Occurrence::DestinationAmended {
                name: name(),
                changes: BTreeMap::from([
                    (
                        Field::Price,
                        change(FieldValue::Text("paid".to_owned()), FieldValue::Unknown),
                    ),
                    (
                        Field::Dog,
                        change(FieldValue::Unknown, FieldValue::Holds(false)),
                    ),
                    (
                        Field::Hours,
                        change(FieldValue::Number(3.0), FieldValue::Number(3.5)),
                    ),
                ]),
                place: Box::new(after),
            },
        ),
        (
            "anna",
            "tatton-park-farm",
            None,
            Occurrence::VisitRecorded {
                name: name(),
                day: "2026-11-21".parse().unwrap(),
                rating: Some(5),
                note: Some("the piglets\\ 🐷".to_owned()),
            },
        ),
        (
            "anna",
            "chester-zoo",
            None,
            Occurrence::VisitRecorded {
                name: "Chester Zoo".to_owned(),
                day: "2026-11-22".parse().unwrap(),
                rating: None,
                note: None,
            },
        ),
        (
            "ben",
            "chester-zoo",
            None,
            Occurrence::DestinationHidden {
                name: "Chester Zoo".to_owned(),
            },
        ),
        (
            "ben",
            "chester-zoo",
            None,
            Occurrence::DestinationUnhidden {
                name: "Chester Zoo".to_owned(),
            },
        ),
        (
            "ben",
            "chester-zoo",
            None,
            Occurrence::EventUndone {
                event: id(13),
                event_type: "DestinationUnhidden".to_owned(),
                what: "bringing back of Chester Zoo".to_owned(),
            },
        ),
        (
            "anna",
            EDITORS,
            None,
            Occurrence::EditorRevoked {
                name: "ben".to_owned(),
            },
        ),
        (
            "anna",
            "tatton-park-farm",
            None,
            Occurrence::DestinationRetired {
                name: name(),
                because: because(),
            },
        ),
        (
            "anna",
            "tatton-park-farm",
            None,
            Occurrence::Unknown {
                event_type: "PicnicPacked".to_owned(),
                version: 1,
            },
        ),
        (
            "anna",
            "tatton-park-farm",
            None,
            Occurrence::Unknown {
                event_type: "VisitRecorded".to_owned(),
                version: 2,
            },
        ),
    ];
    let mut seqs: BTreeMap<&str, u64> = BTreeMap::new();
    (1..)
        .zip(occurrences)
        .map(|(number, (actor, stream, cause, occurrence))| {
            let seq = seqs.entry(stream).or_default();
            *seq += 1;
            let correlation = match (cause, number) {
                (Some(_), 2 | 3) => 1,
                (Some(_), _) => 6,
                (None, _) => number,
            };
            Event {
                id: id(number),
                log: id(1),
                stream: stream.to_owned(),
                seq: *seq,
                recorded_at: Timestamp::from_millisecond((FRIDAY_EVENING + number * 60_000) as i64)
                    .unwrap(),
                actor: actor.to_owned(),
                correlation: id(correlation),
                causation: cause.map(id),
                occurrence,
            }
        })
        .collect()
}

#[test]
fn what_was_written_once_is_read_for_ever() {
    let read: Vec<Event> = KEPT_FOR_EVER
        .lines()
        .map(|line| super::read(line.as_bytes()).unwrap())
        .collect();
    assert_eq!(read, told_for_ever());
}

#[test]
fn what_is_written_now_is_what_was_written_then() {
    for (line, event) in KEPT_FOR_EVER.lines().zip(told_for_ever()) {
        match event.occurrence {
            Occurrence::Unknown { .. } => assert_eq!(write(&event), None),
            _ => assert_eq!(write(&event).as_deref(), Some(line)),
        }
    }
}

/// What a verdict says since it says of what it is; those of before are among the others.
fn verdicts_for_ever() -> Vec<Event> {
    let (lat, lon) = (53.3297, -2.3852);
    let found = Occurrence::LocationValidated {
        lat,
        lon,
        near: Some("Knutsford, Cheshire".to_owned()),
        subject: Some(subject(&the_park())),
    };
    let refused = Occurrence::LocationRejected {
        lat,
        lon,
        reason: "it is proposed already as tatton-park".to_owned(),
        subject: Some(Subject {
            name: "Tatton Farm".to_owned(),
            kind: "farm".to_owned(),
            region: None,
        }),
    };
    let told = Told::default()
        .and("kidtrip", "tatton-park-farm", found)
        .and("kidtrip", "tatton-park-farm", refused);
    told.events
}

#[test]
fn a_verdict_that_says_of_what_it_is_is_read_for_ever() {
    let written: Vec<String> = verdicts_for_ever()
        .iter()
        .map(|event| write(event).unwrap())
        .collect();
    assert_eq!(written, VERDICTS_FOR_EVER.lines().collect::<Vec<_>>());
    let read = VERDICTS_FOR_EVER
        .lines()
        .map(|line| super::read(line.as_bytes()).unwrap());
    assert_eq!(read.collect::<Vec<_>>(), verdicts_for_ever());
}

#[test]
fn a_byte_that_is_flipped_anywhere_is_found() {
    for line in KEPT_FOR_EVER.lines() {
        for at in 0..line.len() {
            for mask in [0x01, 0x20, 0x80, 0xff] {
                let mut bytes = line.as_bytes().to_vec();
                bytes[at] ^= mask;
                let damage = super::read(&bytes).unwrap_err();
                assert!(
                    matches!(damage, Damage::Check | Damage::NoCheck),
                    "{at}: {damage}"
                );
            }
        }
    }
}

#[test]
fn a_line_that_is_cut_off_anywhere_is_no_event() {
    for line in KEPT_FOR_EVER.lines() {
        for length in 0..line.len() {
            assert!(super::read(&line.as_bytes()[..length]).is_err());
        }
    }
}

/// Returns a text closed by its checksum, as another tool might write it.
fn sealed(open: &str) -> String {
    let check = crc32fast::hash(open.as_bytes());
    format!("{open},\"check\":\"{check:08x}\"}}")
}

fn with_payload(event_type: &str, version: u32, payload: &str) -> String {
    let id = id(1);
    sealed(&format!(
        r#"{{"id":"{id}","log":"{id}","stream":"zoo","seq":1,"type":"{event_type}","version":{version},"recorded_at":"2026-11-27T18:00:00Z","actor":"anna","correlation":"{id}","causation":null,"payload":{payload}"#
    ))
}

#[rstest]
#[case::no_payload("DestinationHidden", "{}", "missing field `name`")]
#[case::a_payload_that_is_none("DestinationHidden", "7", "invalid type")]
#[case::a_rating_of_nine(
    "VisitRecorded",
    r#"{"name":"Zoo","day":"2026-01-01","rating":9}"#,
    "9 is no rating"
)]
#[case::a_day_that_is_none("VisitRecorded", r#"{"name":"Zoo","day":"2026-02-30"}"#, "")]
#[case::a_role_that_is_none(
    "EditorApproved",
    r#"{"name":"ben","role":"king"}"#,
    "\"king\" is no role"
)]
#[case::a_latitude_beyond_numbers(
    "LocationValidated",
    r#"{"lat":1e400,"lon":0}"#,
    "not a finite number"
)]
#[case::a_latitude_in_words("LocationValidated", r#"{"lat":"53","lon":0}"#, "not a finite number")]
#[case::a_field_that_is_none("DestinationAmended", r#"{"name":"Zoo","changes":{"colour":{"from":null,"to":"red"}},"place":{"name":"Zoo","kind":"zoo","at":"","lat":1,"lon":1}}"#, "\"colour\" is no field")]
fn what_is_sealed_and_still_no_event_says_why(
    #[case] event_type: &str,
    #[case] payload: &str,
    #[case] why: &str,
) {
    let damage = super::read(with_payload(event_type, 1, payload).as_bytes()).unwrap_err();
    let told = damage.to_string();
    assert!(
        told.starts_with("it is no event: ") && told.contains(why),
        "{told}"
    );
}

#[rstest]
#[case::not_even_json("kidtrip")]
#[case::an_array(r#"["check""#)]
#[case::without_an_id(r#"{"stream":"zoo""#)]
#[case::nested(&"[".repeat(100_000))]
fn what_is_sealed_and_no_event_at_all_is_damaged(#[case] open: &str) {
    let damage = super::read(sealed(open).as_bytes()).unwrap_err();
    assert!(matches!(damage, Damage::NoEvent(_)), "{damage}");
}

#[test]
fn a_line_without_a_checksum_is_damaged_though_it_reads_well() {
    let line = with_payload("DestinationHidden", 1, r#"{"name":"Zoo"}"#);
    assert!(super::read(line.as_bytes()).is_ok());
    let by_hand = format!("{}}}", line.split(",\"check\"").next().unwrap());
    assert_eq!(super::read(by_hand.as_bytes()), Err(Damage::NoCheck));
}

#[test]
fn more_members_than_this_release_knows_are_no_harm() {
    let payload = r#"{"name":"Zoo","mood":"sour"},"weather":{"rain":true}"#;
    let event = super::read(with_payload("DestinationHidden", 1, payload).as_bytes()).unwrap();
    assert_eq!(event.occurrence.name(), Some("Zoo"));
}

#[test]
fn a_line_has_an_end() {
    let told = Told::default().and("anna", "zoo", hidden());
    let mut event = told.events[0].clone();
    event.occurrence = Occurrence::DestinationHidden {
        name: "x".repeat(LONGEST),
    };
    assert_eq!(write(&event), None);
    assert_eq!(super::read(&vec![b'x'; LONGEST + 1]), Err(Damage::TooLong));
}

fn numbers() -> impl Strategy<Value = f64> {
    prop_oneof![
        proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL | proptest::num::f64::ZERO,
        (-90_000_000..90_000_000_i32).prop_map(|millionths| f64::from(millionths) / 1e6),
    ]
}

proptest! {
    #[test]
    fn a_location_is_read_as_exactly_what_was_written(lat in numbers(), lon in numbers(), at: String, actor: String) {
        let place = ProposedPlace::new(&at, "zoo", Located { at: at.clone(), lat, lon, postcode: None });
        let change = Change { from: FieldValue::Number(lat), to: FieldValue::Text(at.clone()) };
        let told = Told::default()
            .and(&actor, "zoo", Occurrence::LocationValidated { lat, lon, near: Some(at.clone()), subject: None })
            .and(&actor, "zoo", Occurrence::DestinationAmended {
                name: at,
                changes: BTreeMap::from([(Field::Lat, change)]),
                place: Box::new(place),
            });
        for event in told.events {
            let line = write(&event).unwrap();
            prop_assert!(!line.contains('\n'));
            prop_assert_eq!(super::read(line.as_bytes()), Ok(event));
        }
    }

    #[test]
    fn no_bytes_are_too_much(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = super::read(&bytes);
        let _ = super::read(sealed(&String::from_utf8_lossy(&bytes)).as_bytes());
    }

    #[test]
    fn at_a_glance_or_by_the_rules_a_line_says_the_same(at in 0..400_usize, cut in 0..3_usize, with in "[\\[\\]{}\",:0-9a-z \\\\-]{0,4}") {
        let event = Told::default().and("anna", "zoo", visited("2026-01-01")).events.remove(0);
        let line = write(&event).unwrap();
        let open = line.split(",\"check\"").next().unwrap();
        let at = at.min(open.len());
        let end = (at + cut).min(open.len());
        let line = sealed(&format!("{}{with}{}", &open[..at], &open[end..]));
        let by_the_rules = Envelope::of_json(&line).and_then(|envelope| {
            let occurrence = occurrence(&envelope)?;
            Ok((envelope.id, envelope.stream.into_owned(), envelope.seq, envelope.actor.into_owned(), envelope.correlation, occurrence))
        });
        let read = super::read(line.as_bytes());
        let read = read.map(|event| (event.id, event.stream, event.seq, event.actor, event.correlation, event.occurrence));
        // Only what has no stream is refused after all.
        prop_assert!(read.clone().ok() == by_the_rules.clone().ok() || by_the_rules.is_ok_and(|read| read.1.is_empty()));
    }
}

#[test]
fn what_this_program_writes_is_read_at_a_glance() {
    for line in KEPT_FOR_EVER.lines() {
        let open = line.split(",\"check\"").next().unwrap();
        let glanced = Envelope::at_a_glance(open);
        assert_eq!(glanced, Envelope::of_json(line).ok());
        assert!(glanced.is_some());
    }
}

#[test]
fn another_layout_is_read_by_the_rules() {
    let event = Told::default()
        .and("anna", "zoo", hidden())
        .events
        .remove(0);
    let line = write(&event).unwrap();
    let value: serde_json::Value = serde_json::from_str(&line).unwrap();
    let mut value = value.as_object().unwrap().clone();
    value.remove("check");
    let mut members: Vec<String> = value
        .iter()
        .map(|(name, value)| format!(" {name:?} : {value}"))
        .collect();
    members.reverse();
    let other = sealed(&format!("{{{}", members.join(",")));
    assert_eq!(super::read(other.as_bytes()), Ok(event));
}
