//! When the family is there: opening, closing, home in time, clock changes.

use super::*;
use crate::domain::zone;
use crate::planner::fixture::{SATURDAY, calendars, outing, place};
use crate::planner::journey::estimate_journey;
use jiff::civil::{date, time};
use rstest::rstest;

fn visit_of(place: &Destination, outing: &Outing, day: Date) -> Result<Visit, NoVisit> {
    let journey = estimate_journey(outing.origin.position, place.position);
    plan_visit(outing, day, place, &journey, &calendars())
}

fn clocks(visit: &Visit) -> (String, String) {
    let clock = |at: &ZonedDateTime| at.strftime("%H:%M").to_string();
    (clock(&visit.arrive), clock(&visit.leave))
}

fn times(arrive: &str, leave: &str) -> (String, String) {
    (arrive.to_owned(), leave.to_owned())
}

#[test]
fn arrival_is_leaving_home_plus_the_drive_and_the_stay_is_typical() {
    let visit = visit_of(&place("x", "zoo", 0.8, 10.0), &outing(), SATURDAY).unwrap();
    assert_eq!(clocks(&visit), times("10:18", "13:18"));
}

#[rstest]
#[case::closing_cuts_the_stay("Mo-Su 09:00-12:00", Ok(("10:18", "12:00")))]
#[case::opening_delays_it("Mo-Su 11:00-17:00", Ok(("11:00", "14:00")))]
#[case::closing_on_arrival("Mo-Su 09:00-10:30", Err(NoVisit::TooShort))]
#[case::opening_long_after("Mo-Su 18:00-22:00", Err(NoVisit::Closed))]
#[case::closed_that_day("Mo-Fr 09:00-17:00", Err(NoVisit::Closed))]
fn opening_hours_bound_the_visit(
    #[case] hours: &str,
    #[case] expected: Result<(&str, &str), NoVisit>,
) {
    let mut place = place("x", "zoo", 0.8, 10.0);
    place.opening_hours = Some(hours.to_owned().into());
    let visit = visit_of(&place, &outing(), SATURDAY).map(|visit| clocks(&visit));
    assert_eq!(visit, expected.map(|(arrive, leave)| times(arrive, leave)));
}

#[rstest]
#[case::in_plenty(time(17, 0, 0, 0), Ok("13:18"))]
#[case::in_a_hurry(time(12, 0, 0, 0), Ok("11:42"))]
#[case::hopeless(time(10, 50, 0, 0), Err(NoVisit::TooShort))]
fn being_home_in_time_cuts_the_stay_by_the_drive(
    #[case] back_by: jiff::civil::Time,
    #[case] expected: Result<&str, NoVisit>,
) {
    let outing = Outing {
        back_by: Some(back_by),
        ..outing()
    };
    let visit = visit_of(&place("x", "zoo", 0.8, 10.0), &outing, SATURDAY);
    assert_eq!(
        visit.map(|visit| clocks(&visit).1),
        expected.map(str::to_owned)
    );
}

#[test]
fn nobody_leaves_before_the_instant_of_asking() {
    let outing = Outing {
        asked_at: "2026-11-28T13:02:00+00:00[Europe/London]".parse().unwrap(),
        ..outing()
    };
    let visit = visit_of(&place("x", "zoo", 0.8, 10.0), &outing, SATURDAY).unwrap();
    assert_eq!(clocks(&visit).0, "13:23");
}

#[rstest]
#[case::on_the_hour("10:00", "12:00", &["10", "11"])]
#[case::half_hours_count("10:30", "12:30", &["10", "11", "12"])]
#[case::less_than_half_does_not("10:31", "12:29", &["11"])]
#[case::a_short_stop_has_one_hour("10:45", "11:14", &["10"])]
#[case::the_longer_part_of_a_short_stop("10:50", "11:20", &["11"])]
fn hours_are_those_overlapped_by_thirty_minutes(
    #[case] arrive: &str,
    #[case] leave: &str,
    #[case] expected: &[&str],
) {
    let at = |clock: &str| {
        format!("2026-11-28T{clock}:00+00:00[Europe/London]")
            .parse()
            .unwrap()
    };
    let visit = Visit {
        day: SATURDAY,
        arrive: at(arrive),
        leave: at(leave),
        opening: Opening::Closed,
    };
    let hours: Vec<String> = visit
        .hours()
        .iter()
        .map(|hour| hour.strftime("%H").to_string())
        .collect();
    assert_eq!(hours, expected);
}

#[rstest]
#[case::clocks_go_forward(date(2027, 3, 28), "2027-03-28T09:00:00Z")]
#[case::clocks_go_back(date(2027, 10, 31), "2027-10-31T10:00:00Z")]
fn ten_in_the_morning_is_right_when_the_clocks_change(
    #[case] day: Date,
    #[case] expected: Timestamp,
) {
    assert_eq!(departure(&outing(), day).unwrap().timestamp(), expected);
}

#[rstest]
#[case::the_day_before(date(2027, 3, 27))]
#[case::clocks_go_forward(date(2027, 3, 28))]
#[case::clocks_go_back(date(2027, 10, 31))]
fn a_place_opens_by_the_clock_on_its_wall(#[case] day: Date) {
    let mut place = place("x", "zoo", 0.8, 10.0);
    place.opening_hours = Some("Mo-Su 11:00-12:30".into());
    let visit = visit_of(&place, &outing(), day).unwrap();
    assert_eq!(clocks(&visit), times("11:00", "12:30"));
}

#[rstest]
#[case::late_in_the_evening(time(21, 30, 0, 0), Ok(("21:48", "00:00")))]
#[case::at_night(time(23, 30, 0, 0), Err(NoVisit::TooShort))]
fn nobody_stays_beyond_midnight(
    #[case] leave: jiff::civil::Time,
    #[case] expected: Result<(&str, &str), NoVisit>,
) {
    let outing = Outing { leave, ..outing() };
    let visit = visit_of(&place("x", "zoo", 0.8, 10.0), &outing, SATURDAY);
    assert_eq!(
        visit.map(|visit| clocks(&visit)),
        expected.map(|(arrive, leave)| times(arrive, leave))
    );
}

#[test]
fn arrival_is_on_the_clock_of_the_destination() {
    let mut across = place("x", "zoo", 0.8, 10.0);
    across.zone = zone("Europe/Paris").unwrap();
    let visit = visit_of(&across, &outing(), SATURDAY).unwrap();
    assert_eq!(clocks(&visit), times("11:18", "14:18"));
}
