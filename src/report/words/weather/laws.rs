//! The laws of the story, over hours that nobody chose and over a year of British ones: every phrase is borne out.
//! The phrases are read back by `reading`, which does not know how they came about.

use super::reading::{Told, faults, whole_day};
use super::whole_day::besides;
use super::*;
use crate::domain::{Position, Source, WeatherCode, zone};
use crate::planner::british_year::british_year;
use crate::planner::fixture::home;
use crate::planner::{Hours, Opening, OutlookHour, ToldOnce, WhyUnknown, forecast_outlook};
use jiff::civil::date;
use jiff::{SignedDuration, ToSpan, ZonedDateTime};
use proptest::option::weighted;
use proptest::prelude::*;

/// An hour as it may come from any source: one that knows all, or one that knows no gusts, chances and the like.
fn any_hour() -> impl Strategy<Value = OutlookHour> {
    let mm = prop_oneof![
        5 => Just(Some(0.0)),
        1 => (0.0..0.1_f64).prop_map(Some),
        4 => prop_oneof![0.1..0.5_f64, 0.1..1.5_f64, 0.1..9.0_f64].prop_map(Some),
        1 => Just(None),
    ];
    let codes = prop_oneof![
        4 => 0..=3_u8,
        4 => prop_oneof![Just(51), Just(61), Just(63), Just(80), Just(81)],
        1 => prop_oneof![Just(45), Just(66), Just(69), Just(71), Just(84), Just(85), Just(95), 0..=99_u8],
    ];
    (
        (weighted(0.95, -6.0..36.0_f64), weighted(0.9, -4.0..3.0_f64)),
        (mm, weighted(0.8, prop_oneof![0.0..0.3_f64, 0.0..=1.0_f64])),
        weighted(0.9, codes),
        weighted(0.9, prop_oneof![0.0..=40.0_f64, 60.0..=100.0_f64]),
        weighted(0.9, 0.0..70.0_f64),
        weighted(0.8, 0.0..90.0_f64),
        weighted(0.8, prop_oneof![0.0..3.2_f64, 0.0..9.0_f64]),
    )
        .prop_map(
            |((air, feels), (mm, chance), code, cloud, wind, gust, uv)| OutlookHour {
                spread: false,
                start: Timestamp::UNIX_EPOCH,
                temperature_c: air,
                apparent_c: air.zip(feels).map(|(air, feels)| air + feels),
                rain_mm: mm,
                rain_chance: chance,
                code: code.map(WeatherCode),
                cloud_pct: cloud,
                wind_kmh: wind,
                gust_kmh: gust,
                uv_index: uv,
                dark: false,
            },
        )
}

/// A day of some weather: the hours since midnight, those of the visit, and when it gets dark.
#[derive(Debug, Clone)]
struct AnyDay {
    outlook: Outlook,
    visit: Visit,
}

/// Puts hours on the clock of a zone from midnight on; the visit begins at `arrive` minutes of the first of them.
fn day_of(
    hours: Vec<OutlookHour>,
    earlier: usize,
    zone_name: &str,
    minute: i64,
    sunset: Option<i64>,
    lacks: u8,
) -> AnyDay {
    let midnight = date(2026, 7, 18)
        .to_zoned_datetime(zone(zone_name).unwrap())
        .unwrap();
    // Forecasts are of whole hours of UTC, which a few zones' clocks are not.
    let first = (midnight.timestamp().as_second() + 3599).div_euclid(3600) * 3600;
    let set = sunset.map(|minutes| {
        midnight
            .checked_add(SignedDuration::from_mins(minutes))
            .unwrap()
    });
    let mut hours = hours;
    for (index, hour) in hours.iter_mut().enumerate() {
        let seconds = i64::try_from(index * 3600).unwrap();
        hour.start = Timestamp::from_second(first + seconds).unwrap();
        hour.dark = set.as_ref().is_some_and(|set| hour.end() > set.timestamp());
        // A source that lacks a column lacks it in every hour.
        if lacks & 1 != 0 {
            hour.gust_kmh = None;
        }
        if lacks & 2 != 0 {
            hour.apparent_c = None;
        }
        if lacks & 4 != 0 {
            hour.rain_chance = None;
        }
        if lacks & 8 != 0 {
            hour.code = None;
        }
    }
    let mut during = hours.split_off(earlier);
    let parting = during.pop();
    let on_the_clock = |at: Timestamp| at.to_zoned_datetime(midnight.time_zone().clone());
    let arrive = during[0]
        .start
        .checked_add(SignedDuration::from_mins(minute))
        .unwrap();
    let ends = during.last().unwrap().end();
    let leave = ends.checked_add(SignedDuration::from_mins(minute)).unwrap();
    let visit = Visit {
        day: midnight.date(),
        arrive: on_the_clock(arrive),
        leave: on_the_clock(leave),
        opening: Opening::Unknown(WhyUnknown::NotRecorded),
    };
    let rain_before_mm = hours
        .iter()
        .rev()
        .take(12)
        .filter_map(|hour| hour.rain_mm)
        .sum();
    let hours = Hours {
        disagreement: None,
        source: Source::OpenMeteo,
        fetched_at: Timestamp::UNIX_EPOCH,
        confidence: Confidence::High,
        during,
        earlier: hours,
        parting: parting.filter(|_| minute > 0),
        rain_before_mm,
        zone: visit.arrive.time_zone().clone(),
        told: ToldOnce::default(),
    };
    AnyDay {
        outlook: Outlook {
            weather: Weather::Forecast(hours),
            outdoor: None,
            sunset: set,
        },
        visit,
    }
}

fn any_day() -> impl Strategy<Value = AnyDay> {
    let zones = prop_oneof![3 => Just("Europe/London"), 1 => Just("Asia/Kolkata")];
    (1..=8_usize, 7..=14_usize, zones).prop_flat_map(|(stay, earlier, zone_name)| {
        (
            proptest::collection::vec(any_hour(), earlier + stay + 1),
            0..30_i64,
            weighted(0.9, 600..1440_i64),
            0..16_u8,
        )
            .prop_map(move |(hours, minute, sunset, lacks)| {
                day_of(hours, earlier, zone_name, minute, sunset, lacks)
            })
    })
}

fn what_is_wrong(visit: &Visit, outlook: &Outlook) -> Vec<String> {
    let hours = outlook.forecast().unwrap();
    let summary = summary(outlook, visit.day, visit.arrive.time_zone());
    let remarks = remarks(visit, outlook);
    assert!(
        remarks.is_sorted_by_key(|remark| remark.about),
        "{remarks:?}"
    );
    let remarks: Vec<String> = remarks.into_iter().map(|remark| remark.text).collect();
    faults(&Told {
        summary: &summary,
        remarks: &remarks,
        hours,
        visit,
        sunset: outlook.sunset.as_ref(),
    })
}

/// Returns what of the words for a whole day its hours do not bear out, and what they ask for that is not said.
fn what_is_wrong_with_a_day(window: &Visit, outlook: &Outlook) -> Vec<String> {
    let hours = outlook.forecast().unwrap();
    let summary = summary(outlook, window.day, window.arrive.time_zone());
    let remarks = besides(window, outlook);
    let told = Told {
        summary: &summary,
        remarks: &remarks,
        hours,
        visit: window,
        sunset: None,
    };
    let due = whole_day::due(&told).into_iter().filter_map(|(due, word)| {
        let said = remarks.iter().any(|said| said.starts_with(word));
        (said != due).then(|| format!("{word:?} is due: {due}; said: {summary}; {remarks:?}"))
    });
    faults(&told).into_iter().chain(due).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn every_phrase_is_borne_out_by_its_hours(day in any_day()) {
        let wrong = what_is_wrong(&day.visit, &day.outlook);
        prop_assert!(wrong.is_empty(), "{:?}", wrong);
    }

    #[test]
    fn every_phrase_of_a_whole_day_is_borne_out_by_its_hours(day in any_day()) {
        let wrong = what_is_wrong_with_a_day(&day.visit, &day.outlook);
        prop_assert!(wrong.is_empty(), "{:?}", wrong);
    }

    #[test]
    fn every_summary_is_short(day in any_day()) {
        let told = summary(&day.outlook, day.visit.day, day.visit.arrive.time_zone());
        let without_tail = told.split(" (").next().unwrap();
        prop_assert!(without_tail.chars().count() <= 50, "{}", told);
    }

    #[test]
    fn what_to_bring_is_for_weather_that_is_known(day in any_day(), share in 0.0..=1.0_f64) {
        let exposure = crate::domain::Exposure::new(share).unwrap();
        let hours = day.outlook.forecast().unwrap();
        let bring = bring(exposure, &day.visit, &day.outlook);
        prop_assert!(share > 0.3 || bring.is_empty());
        let has = |what| bring.contains(&what);
        if has("sun cream") {
            prop_assert!(hours.uv_index().unwrap() >= 2.95);
        }
        if has("waterproofs") {
            let wet = hours.during.iter().chain(&hours.parting).any(OutlookHour::is_wet);
            prop_assert!(wet || hours.rain_chance() >= Some(0.3));
        }
        if has("wellies") {
            prop_assert!(hours.rain_mm() >= Some(1.0) || hours.rain_before_mm > 4.0);
        }
    }
}

/// The visits of a year at home: from 10 to 14 o'clock, and from late morning to the evening.
fn visits_of_the_year() -> impl Iterator<Item = (Visit, Outlook)> {
    let year = british_year();
    let london = zone("Europe/London").unwrap();
    let days = date(2026, 1, 1).series(1.day()).take(365);
    days.flat_map(move |day| {
        let at = |hour, minute| -> ZonedDateTime {
            day.at(hour, minute, 0, 0)
                .to_zoned_datetime(london.clone())
                .unwrap()
        };
        [(at(10, 0), at(14, 0)), (at(11, 20), at(17, 20))].map(|(arrive, leave)| {
            let visit = Visit {
                day,
                arrive,
                leave,
                opening: Opening::Unknown(WhyUnknown::NotRecorded),
            };
            let position: Position = home();
            let outlook = forecast_outlook(&visit, position, &year, Confidence::High).unwrap();
            (visit, outlook)
        })
    })
}

#[test]
fn over_a_british_year_no_phrase_is_said_that_its_hours_do_not_bear_out() {
    let mut told = std::collections::BTreeMap::<String, usize>::new();
    let mut visits = 0;
    for (visit, outlook) in visits_of_the_year() {
        let wrong = what_is_wrong(&visit, &outlook);
        assert!(wrong.is_empty(), "{}: {wrong:?}", visit.arrive);
        let wrong = what_is_wrong_with_a_day(&visit, &outlook);
        assert!(wrong.is_empty(), "{}: {wrong:?}", visit.arrive);
        visits += 1;
        for phrase in story(&visit, &outlook) {
            // The same phrase with other numbers.
            let words = phrase.replace(|sign: char| sign.is_ascii_digit(), "#");
            *told.entry(words).or_default() += 1;
        }
    }
    assert_eq!(visits, 730);
    assert!(told.len() > 40, "a year has many kinds of days: {told:#?}");
}
