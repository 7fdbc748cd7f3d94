//! Opening hours of real places, evaluated against days by hand.
//! Each case says what a family would find at the gate.

use super::*;
use jiff::civil::date;
use rstest::rstest;

fn england() -> Holidays {
    Holidays {
        days: [date(2026, 12, 25), date(2026, 12, 28), date(2027, 3, 29)].into(),
        known_until: Some(date(2027, 12, 31)),
    }
}

#[rstest]
#[case::by_region(Some("scotland"), None, "Europe/London", 1)]
#[case::by_a_scottish_postcode(None, Some("EH12 6TS"), "Europe/London", 1)]
#[case::by_an_irish_postcode(None, Some("BT3"), "Europe/London", 2)]
#[case::by_an_english_postcode(None, Some("M20 2RN"), "Europe/London", 0)]
#[case::by_the_clock(None, None, "Europe/London", 0)]
#[case::by_an_english_region(Some("north-west"), None, "Europe/London", 0)]
#[case::at_the_irish_border(Some("northern-ireland"), None, "Europe/Dublin", 2)]
#[case::abroad(None, None, "Europe/Paris", 3)]
#[case::abroad_with_a_region(Some("Auvergne-Rhône-Alpes"), None, "Europe/Paris", 3)]
#[case::abroad_with_a_code_like_glasgows(None, Some("G1R 4P5"), "America/Toronto", 3)]
fn a_place_keeps_the_holidays_of_its_country(
    #[case] region: Option<&str>,
    #[case] postcode: Option<&str>,
    #[case] zone: &str,
    #[case] which: usize,
) {
    let calendars = Calendars::default();
    let place = Destination {
        region: region.map(str::to_owned).map(Into::into),
        postcode: postcode.map(str::to_owned).map(Into::into),
        zone: crate::domain::zone(zone).unwrap(),
        ..crate::planner::fixture::place("x", "zoo", 0.8, 10.0)
    };
    let all = [
        &calendars.england_and_wales,
        &calendars.scotland,
        &calendars.northern_ireland,
        &calendars.elsewhere,
    ];
    assert!(std::ptr::eq(calendars.of(&place), all[which]));
}

const fn open(from: u16, until: u16) -> Opening {
    Opening::Open {
        from: from * 60,
        until: until * 60,
    }
}

/// Values as mappers wrote them in OpenStreetMap, each evaluated by hand for a family that arrives at 10:14.
#[rstest]
#[case::winter_is_off(
    "10:00-18:00; Jul,Aug 10:00-19:00; Oct 17-Mar 25 off",
    date(2026, 11, 28),
    Opening::Closed
)]
#[case::july_is_longer(
    "10:00-18:00; Jul,Aug 10:00-19:00; Oct 17-Mar 25 off",
    date(2027, 7, 3),
    open(10, 19)
)]
#[case::the_season_begins(
    "Apr 24-Jun 14: 09:00-18:00; Jun 15-Sep 08: 09:00-20:00; Sep 09-Oct 13: 09:00-18:00",
    date(2027, 6, 15),
    open(9, 20)
)]
#[case::the_season_is_over(
    "Apr 24-Jun 14: 09:00-18:00; Jun 15-Sep 08: 09:00-20:00; Sep 09-Oct 13: 09:00-18:00",
    date(2027, 10, 14),
    Opening::Closed
)]
#[case::shorter_in_winter(
    "Apr-Oct Mo-Su 10:00-18:00; Nov-Mar Mo-Su 10:00-17:00",
    date(2026, 11, 28),
    open(10, 17)
)]
#[case::a_colon_without_a_space(
    "Apr-Sep: 09:00-18:00; Oct-Mar:09:00-17:00",
    date(2026, 12, 5),
    open(9, 17)
)]
#[case::off_on_a_holiday(
    "Aug: Mo-Fr 08:00-13:00; Sep-Jul: Mo-Fr 08:00-15:30; Sa 08:00-11:30; Su,PH off",
    date(2026, 12, 28),
    Opening::Closed
)]
#[case::short_in_august(
    "Aug: Mo-Fr 08:00-13:00; Sep-Jul: Mo-Fr 08:00-15:30; Sa 08:00-11:30; Su,PH off",
    date(2027, 8, 3),
    open(8, 13)
)]
#[case::tuesday_off_in_season(
    "Mar 29-Oct 27 Mo-Su 09:50-18:30; Tu off",
    date(2027, 6, 1),
    Opening::Closed
)]
#[case::sundays_from_may("May 01-Oct 31: Su 10:00-17:00", date(2027, 5, 2), open(10, 17))]
#[case::no_sundays_in_winter("May 01-Oct 31: Su 10:00-17:00", date(2026, 11, 29), Opening::Closed)]
#[case::monday_off(
    "Mo off; Tu-Fr 08:00-12:00,16:00-18:00; Sa 08:00-12:00",
    date(2026, 11, 30),
    Opening::Closed
)]
#[case::saturday_morning(
    "Mo off; Tu-Fr 08:00-12:00,16:00-18:00; Sa 08:00-12:00",
    date(2026, 11, 28),
    open(8, 12)
)]
#[case::as_on_sundays(
    "Mo-Fr 06:00-22:00; Sa 07:00-19:00; Su,PH 08:00-19:00",
    date(2027, 3, 29),
    open(8, 19)
)]
#[case::closed_says_off(
    "Mo-Fr 09:00-18:00; Sa 09:00-13:00; PH closed",
    date(2026, 12, 28),
    Opening::Closed
)]
#[case::weekends_not_named("Mo-Fr 10:00-16:30; PH off", date(2026, 11, 28), Opening::Closed)]
#[case::a_holiday_by_date_alone(
    "Oct-Mar 10:00-18:00; Apr-Jun,Sep 10:00-19:00; Jul-Aug 10:00-20:00; Dec 25 off",
    date(2026, 12, 28),
    Opening::Unknown(WhyUnknown::BankHoliday)
)]
#[case::by_the_month(
    "Oct-Mar 10:00-18:00; Apr-Jun,Sep 10:00-19:00; Jul-Aug 10:00-20:00; Dec 25 off",
    date(2027, 9, 4),
    open(10, 19)
)]
#[case::an_exception_of_long_ago(
    "Mo-Fr 08:00-19:00; Sa 08:00-13:00; PH off; 2021 Dec 31 08:00-14:00",
    date(2026, 12, 31),
    open(8, 19)
)]
#[case::all_but_tuesday("11:00-17:00; Tu off", date(2026, 12, 1), Opening::Closed)]
#[case::past_midnight("19:00-02:00; Mo off", date(2026, 11, 28), open(19, 24))]
#[case::not_yet_winter("Dec-Mar", date(2026, 11, 28), Opening::Closed)]
#[case::on_sundays_later(
    "Jan-Dec: Su 12:00-18:00; Mo-Sa 11:00-19:00",
    date(2026, 11, 29),
    open(12, 18)
)]
fn real_hours_are_read_as_their_mappers_meant(
    #[case] text: &str,
    #[case] day: Date,
    #[case] expected: Opening,
) {
    let answer = evaluate(text.parse().unwrap(), text, day, 10 * 60 + 14, &england());
    assert_eq!(answer, expected);
}

#[rstest]
#[case::every_day("Mo-Su 10:00-17:00", date(2026, 11, 28), open(10, 17))]
#[case::closed_on_mondays("Tu-Su 10:00-17:00", date(2026, 11, 30), Opening::Closed)]
#[case::a_summer_season("Apr-Oct 10:00-18:00", date(2026, 11, 28), Opening::Closed)]
#[case::in_that_season("Apr-Oct 10:00-18:00", date(2027, 4, 1), open(10, 18))]
#[case::off_at_christmas(
    "Mo-Su 10:00-17:00; Dec 24-26 off",
    date(2026, 12, 24),
    Opening::Closed
)]
#[case::never_shuts("24/7", date(2026, 11, 28), open(0, 24))]
#[case::the_afternoon_opening("Mo-Su 09:00-10:00,14:00-16:00", date(2026, 11, 28), open(14, 16))]
#[case::over_before_arrival("Mo-Su 06:00-09:00", date(2026, 11, 28), Opening::Closed)]
#[case::the_very_day_named(
    "Tu-Su 10:00-17:00; Dec 24-26 off",
    date(2026, 12, 25),
    Opening::Closed
)]
#[case::a_winter_that_a_holiday_falls_into(
    "Apr-Oct unknown; Nov-Mar off",
    date(2026, 12, 28),
    Opening::Closed
)]
#[case::a_monday_that_is_one(
    "Mo-Su unknown; Dec 10-30 Mo-Th off",
    date(2026, 12, 28),
    Opening::Unknown(WhyUnknown::BankHoliday)
)]
#[case::always_open_on_holidays_too(
    "24/7",
    date(2026, 12, 25),
    Opening::Open { from: 0, until: 1440 }
)]
#[case::a_holiday_not_mentioned(
    "Mo-Su 10:00-17:00",
    date(2026, 12, 28),
    Opening::Unknown(WhyUnknown::BankHoliday)
)]
#[case::a_holiday_mentioned("Mo-Fr 10:00-17:00; PH 11:00-15:00", date(2026, 12, 28), open(11, 15))]
#[case::off_on_holidays("Mo-Su 10:00-17:00; PH off", date(2026, 12, 28), Opening::Closed)]
#[case::beyond_the_calendar(
    "Mo-Su 10:00-17:00",
    date(2028, 1, 3),
    Opening::Unknown(WhyUnknown::BeyondCalendar)
)]
#[case::shut_beyond_the_calendar("Apr-Oct 10:00-17:00", date(2029, 1, 3), Opening::Closed)]
#[case::perhaps_a_holiday_beyond_it(
    "Mo-Fr off; PH 10:00-17:00",
    date(2029, 1, 3),
    Opening::Unknown(WhyUnknown::BeyondCalendar)
)]
#[case::school_holidays_differ(
    "SH 10:00-17:00",
    date(2026, 11, 25),
    Opening::Unknown(WhyUnknown::SaidSo)
)]
#[case::unreadable(
    "whenever we like",
    date(2026, 11, 28),
    Opening::Unknown(WhyUnknown::NotRecorded)
)]
fn hours_are_read_as_a_person_would(
    #[case] text: &str,
    #[case] day: Date,
    #[case] expected: Opening,
) {
    let holidays = england();
    let answer = match text.parse() {
        Ok(hours) => evaluate(hours, text, day, 10 * 60 + 14, &holidays),
        Err(_) => Opening::Unknown(WhyUnknown::NotRecorded),
    };
    assert_eq!(answer, expected);
}
