//! What logs come to, told event by event.

use super::fixture::*;
use super::*;
use crate::domain::{EDITORS, Event, Field, FieldValue, Located, Occurrence, Price, Role};
use jiff::tz::TimeZone;
use rstest::rstest;

const PARK: &str = "tatton-park";

fn log(occurrences: Vec<Occurrence>) -> Vec<Event> {
    let told = occurrences
        .into_iter()
        .fold(Told::default(), |told, occurrence| {
            told.and("anna", PARK, occurrence)
        });
    told.events
}

fn place(events: &[Event]) -> Place {
    Family::of(events).places.get(PARK).cloned().unwrap()
}

#[rstest]
#[case::proposed(vec![proposed(park(53.3))], Stage::Proposed)]
#[case::found(vec![proposed(park(53.3)), validated(53.3)], Stage::Validated)]
#[case::off_the_earth(vec![proposed(park(999.0)), location_rejected(999.0)], Stage::LocationRejected)]
#[case::approved(vec![proposed(park(53.3)), validated(53.3), approved()], Stage::Approved)]
#[case::rejected(vec![proposed(park(53.3)), validated(53.3), rejected()], Stage::Rejected)]
#[case::retired(vec![proposed(park(53.3)), validated(53.3), approved(), retired()], Stage::Retired)]
#[case::retired_though_listed_elsewhere(vec![retired()], Stage::Retired)]
#[case::of_decisions_the_last_counts(vec![proposed(park(53.3)), validated(53.3), rejected(), approved()], Stage::Approved)]
#[case::a_verdict_on_another_location_is_none(vec![proposed(park(53.3)), validated(53.4)], Stage::Proposed)]
#[case::moved(vec![proposed(park(53.3)), validated(53.3), approved(), moved(53.4)], Stage::Proposed)]
#[case::moved_and_found(vec![proposed(park(53.3)), validated(53.3), approved(), moved(53.4), validated(53.4)], Stage::Approved)]
#[case::moved_off_the_earth(vec![proposed(park(53.3)), validated(53.3), approved(), moved(999.0), location_rejected(999.0)], Stage::LocationRejected)]
#[case::proposed_again_after_a_rejection(vec![proposed(park(53.3)), validated(53.3), rejected(), proposed(park(53.3))], Stage::Proposed)]
#[case::amended_only(vec![amended(park(53.3), Field::Price, FieldValue::Text("free".into()))], Stage::Listed)]
#[case::decided_over_without_a_proposal(vec![approved()], Stage::Listed)]
fn a_place_comes_as_far_as_its_events(#[case] told: Vec<Occurrence>, #[case] stage: Stage) {
    assert_eq!(place(&log(told)).stage(), stage);
}

fn moved(lat: f64) -> Occurrence {
    amended(park(53.3), Field::Lat, FieldValue::Number(lat))
}

#[test]
fn what_was_undone_does_not_count_until_that_is_undone() {
    let told = Told::default()
        .and("anna", PARK, proposed(park(53.3)))
        .and("anna", PARK, validated(53.3))
        .and("anna", PARK, moved(53.4))
        .and("anna", PARK, validated(53.4))
        .and("anna", PARK, approved());
    let undone_move = told.clone().and_undone("anna", 2);
    // The older verdict is on the older location.
    let place_then = place(&undone_move.events);
    assert_eq!(place_then.stage(), Stage::Approved);
    assert_eq!(place_then.location().map(|at| at.lat), Some(53.3));
    let redone = undone_move.and_undone("anna", 5);
    assert_eq!(Family::of(&redone.events), Family::of(&told.events));
    let history = history(&redone.events, Some(PARK));
    let undone_by: Vec<bool> = history
        .iter()
        .map(|entry| entry.undone_by.is_some())
        .collect();
    assert_eq!(undone_by, [false, false, false, false, false, true, false]);
}

#[test]
fn two_undoings_that_undo_each_other_end() {
    let mut events = log(vec![hidden(), unhidden(), hidden()]);
    let (second, third) = (events[1].clone(), events[2].clone());
    events[1].occurrence = undoing(&third);
    events[2].occurrence = undoing(&second);
    // Nothing can undo what came after it.
    assert_eq!(undone(&events).into_keys().collect::<Vec<_>>(), [second.id]);
}

#[test]
fn of_what_two_parents_wrote_apart_the_later_counts_fact_by_fact() {
    let mut anna = Told::default().and("anna", PARK, proposed(park(53.3)));
    let mut ben = anna.clone();
    ben.chance = 1;
    let text = |text: &str| FieldValue::Text(text.to_owned());
    anna = anna
        .and(
            "anna",
            PARK,
            amended(park(53.3), Field::Price, text("free")),
        )
        .and(
            "anna",
            PARK,
            amended(park(53.3), Field::Dog, FieldValue::Holds(true)),
        );
    ben = ben
        .and("ben", PARK, amended(park(53.3), Field::Price, text("high")))
        .and(
            "ben",
            PARK,
            amended(park(53.3), Field::Region, text("north-west")),
        );
    let (mut first, mut second) = (anna.clone(), ben.clone());
    first.merge(&ben.events);
    second.merge(&anna.events);
    let of_both = place(&first.events);
    assert_eq!(of_both, place(&second.events));
    let known = of_both.proposal.unwrap().place;
    // Ben's clock gave the greater id.
    assert_eq!(known.price, Price::High);
    assert_eq!(known.facts.dog.known(), Some(true));
    assert_eq!(known.region.as_deref(), Some("north-west"));
    let apart: Vec<usize> = history(&first.events, Some(PARK))
        .iter()
        .map(|entry| entry.apart.len())
        .collect();
    assert_eq!(apart, [0, 1, 1, 1, 1]);
}

#[test]
fn a_place_that_two_parents_proposed_apart_has_what_both_know() {
    let mut annas = park(53.3);
    annas.price = Price::Low;
    let mut bens = park(53.3);
    bens.url = Some("https://tatton.example/".to_owned());
    let events = log(vec![
        proposed(annas),
        validated(53.3),
        approved(),
        proposed(bens),
    ]);
    let place = place(&events);
    assert_eq!(place.stage(), Stage::Approved);
    let known = place.proposal.unwrap().place;
    assert_eq!(known.price, Price::Low);
    assert_eq!(known.url.as_deref(), Some("https://tatton.example/"));
}

#[test]
fn where_a_place_is_counts_as_one_fact() {
    let far = Located {
        at: "WA16 6QN".to_owned(),
        postcode: Some("WA16 6QN".to_owned()),
        ..at(53.4, -2.5)
    };
    let mut bens = park(53.3);
    bens.location = far.clone();
    // Of Ben's change only the postcode is listed; he saw the other three too.
    let by_ben = amended(bens, Field::Postcode, FieldValue::Text("WA16 6QN".into()));
    let place = place(&log(vec![proposed(park(53.3)), moved(53.4), by_ben]));
    assert_eq!(place.location(), Some(&far));
}

#[test]
fn the_diary_has_every_visit_by_day_and_the_journal_the_last() {
    let told = Told::default()
        .and("anna", PARK, visited("2026-05-02"))
        .and("ben", PARK, visited("2026-05-01"))
        .and("anna", "zoo", visited("2026-04-01"))
        .and("anna", PARK, visited("2026-06-01"))
        .and_undone("anna", 3)
        .and("anna", "zoo", hidden())
        .and("anna", PARK, hidden())
        .and("anna", PARK, unhidden());
    let diary = visits(&told.events);
    let days: Vec<String> = diary
        .all
        .iter()
        .map(|visit| visit.day.to_string())
        .collect();
    assert_eq!(days, ["2026-04-01", "2026-05-01", "2026-05-02"]);
    assert_eq!(diary.to(PARK).count(), 2);
    assert_eq!(diary.journal(), Family::of(&told.events).journal);
    assert_eq!(diary.journal().last_visit[PARK].to_string(), "2026-05-02");
    assert!(diary.journal().hidden.contains("zoo") && diary.journal().hidden.len() == 1);
}

#[test]
fn proposals_wait_in_the_order_they_were_made_and_say_what_is_wrong() {
    let told = Told::default()
        .and("anna", "zoo", proposed(park(53.3)))
        .and("ben", PARK, proposed(park(999.0)))
        .and("kidtrip", PARK, location_rejected(999.0))
        .and("anna", "farm", proposed(park(53.3)))
        .and("anna", "farm", approved());
    let family = Family::of(&told.events);
    let waiting = proposals(&family);
    let ids: Vec<&str> = waiting.iter().map(|waiting| waiting.id).collect();
    assert_eq!(ids, ["zoo", PARK]);
    assert_eq!(waiting[1].proposal.by, "ben");
    assert_eq!(
        waiting[1].verdict,
        Some(&Verdict::Invalid(
            "latitude 999 is not between -90 and 90".into()
        ))
    );
}

#[test]
fn the_statistics_count_what_was_undone_apart() {
    let told = Told::default()
        .and("anna", PARK, hidden())
        .and("ben", PARK, visited("2026-05-01"))
        .and_undone("anna", 0);
    let counts = statistics(&told.events, &TimeZone::UTC);
    assert_eq!((counts.events, counts.undone), (3, 1));
    assert_eq!(counts.by_type["EventUndone"], 1);
    assert!(!counts.by_type.contains_key("DestinationHidden"));
    assert_eq!(counts.by_actor["ben"], 1);
    assert_eq!(counts.by_month["2026-11"], 2);
}

#[test]
fn as_of_an_instant_is_what_had_been_recorded_by_then() {
    let events = log(vec![hidden(), unhidden()]);
    let then = events[0].recorded_at;
    assert_eq!(Family::of(as_of(&events, then)), Family::of(&events[..1]));
    assert_eq!(
        Family::of(as_of(&events, jiff::Timestamp::MIN)),
        Family::default()
    );
}

#[test]
fn who_records_the_first_event_owns_the_log_even_if_it_is_undone() {
    let told = Told::default()
        .and("anna", PARK, hidden())
        .and_undone("anna", 0);
    let roles = Family::of(&told.events).roles;
    assert_eq!(roles.rank("anna"), Some(Rank::Owner));
    assert_eq!(roles.rank("ben"), None);
    assert!(
        Roles::default().may_decide("ben"),
        "nobody owns an empty log"
    );
}

#[test]
fn two_logs_that_were_merged_have_two_owners_in_either_order() {
    let anna = Told::default().and("anna", PARK, hidden());
    let mut ben = Told {
        chance: 9,
        ..Told::default()
    };
    ben = ben.and("ben", "zoo", hidden());
    let (mut first, mut second) = (anna.clone(), ben.clone());
    first.merge(&ben.events);
    second.merge(&anna.events);
    let roles = Family::of(&first.events).roles;
    assert_eq!(roles, Family::of(&second.events).roles);
    assert_eq!(
        roles.owners().into_iter().collect::<Vec<_>>(),
        ["anna", "ben"]
    );
}

#[test]
fn a_log_always_has_an_owner() {
    let mut told = Told::default().and("anna", PARK, hidden());
    let mut ben = Told {
        chance: 9,
        ..Told::default()
    };
    ben = ben.and("ben", "zoo", hidden());
    told.merge(&ben.events);
    let one = told.clone().and("ben", EDITORS, revoked("anna"));
    assert_eq!(Family::of(&one.events).roles.rank("anna"), None);
    assert_eq!(Family::of(&one.events).roles.rank("ben"), Some(Rank::Owner));
    // Each revokes the other, apart.
    let both = one.and("anna", EDITORS, revoked("ben"));
    assert_eq!(
        Family::of(&both.events).roles.rank("anna"),
        Some(Rank::Owner)
    );
}

#[test]
fn roles_are_given_and_taken() {
    let told = Told::default().and("anna", PARK, hidden());
    let told = appointed(told, "anna", "ben", Role::Editor);
    let told = appointed(told, "anna", "cleo", Role::Admin);
    let roles = Family::of(&told.events).roles;
    assert!(roles.may_propose("ben") && !roles.may_decide("ben"));
    assert!(roles.may_decide("cleo"));
    let everybody: Vec<_> = roles.everybody().into_iter().collect();
    assert_eq!(
        everybody,
        [
            ("anna", Rank::Owner),
            ("ben", Rank::Editor),
            ("cleo", Rank::Admin)
        ]
    );
    let told = told.and("anna", EDITORS, revoked("ben"));
    assert!(!Family::of(&told.events).roles.may_propose("ben"));
    // An owner who was made less by a merge is still an owner.
    let told = appointed(told, "cleo", "anna", Role::Editor);
    assert_eq!(
        Family::of(&told.events).roles.rank("anna"),
        Some(Rank::Owner)
    );
}

#[test]
fn what_a_newer_release_recorded_is_passed_over_but_owns_its_log() {
    let unknown = Occurrence::Unknown {
        event_type: "PicnicPacked".to_owned(),
        version: 3,
    };
    let told = Told::default()
        .and("anna", PARK, unknown)
        .and("ben", PARK, hidden());
    let family = Family::of(&told.events);
    assert_eq!(family.roles.rank("anna"), Some(Rank::Owner));
    assert_eq!(family.journal.hidden.len(), 1);
    assert_eq!(
        statistics(&told.events, &TimeZone::UTC).by_type["PicnicPacked"],
        1
    );
}
