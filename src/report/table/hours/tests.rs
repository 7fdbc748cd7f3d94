//! What is drawn of a day, and where.

use super::*;
use crate::domain::{Conditions, Forecast, Precipitation, zone};
use crate::planner::fixture::{SATURDAY, fine, forecast, home, rain_between};
use crate::planner::{Confidence, Opening, WhyUnknown};
use jiff::civil::Date;
use proptest::prelude::*;
use rstest::rstest;
use unicode_width::UnicodeWidthStr;

const FRIDAY: &str = "2026-11-27T18:00:00Z";

fn page(width: u16) -> Page {
    Page {
        width,
        colour: false,
        unicode: true,
    }
}

fn day(forecast: &Forecast) -> DayWeather {
    let london = zone("Europe/London").unwrap();
    let sure = Confidence::High;
    DayWeather::of(SATURDAY, home(), &london, Some(forecast), sure, None)
}

fn visit(arrive: &str, leave: &str) -> Visit {
    let at = |clock: &str| {
        let text = format!("2026-11-28T{clock}:00+00:00[Europe/London]");
        text.parse::<ZonedDateTime>().unwrap()
    };
    Visit {
        day: SATURDAY,
        arrive: at(arrive),
        leave: at(leave),
        opening: Opening::Unknown(WhyUnknown::NotRecorded),
    }
}

fn drawn(day: &DayWeather, visit: Option<&Visit>, now: &str, style: Page) -> String {
    let now = now.parse().unwrap();
    hour_chart(&HourChart { day, visit, now }, style)
}

#[test]
fn a_day_is_four_rows_and_a_bracket() {
    let day = day(&forecast(rain_between(9, 11, 1.2)));
    let visit = visit("10:43", "15:10");
    assert_eq!(
        drawn(&day, Some(&visit), FRIDAY, page(80)),
        "
     08 09 10 11 12 13 14 15 16 17 18 19   sun 07:56-15:57
 °C  20 20 20 20 20 20 20 20 20 20 20 20
rain  ·  ▄  ▄  ·  ·  ·  ·  ·  ·  ·  ·  ·   2.4 mm, dry 11-20
wind  0  0  0  0  0  0  0  0  0  0  0  0   km/h, gusts to 10
              └─────────┘ your visit 10:43-15:10
"
        .trim_start_matches('\n')
    );
}

#[test]
fn a_page_without_room_says_beside_below_and_goes_on_below() {
    let day = day(&forecast(fine));
    let visit = visit("10:00", "17:00");
    assert_eq!(
        drawn(&day, Some(&visit), FRIDAY, page(34)),
        "
     08 09 10 11 12 13
 °C  20 20 20 20 20 20
rain  ·  ·  ·  ·  ·  ·
wind  0  0  0  0  0  0
           └─────────┘
     14 15 16 17 18 19
 °C  20 20 20 20 20 20
rain  ·  ·  ·  ·  ·  ·
wind  0  0  0  0  0  0
     └──────┘
sun 07:56-15:57 · dry · wind in
km/h, gusts to 10
"
        .trim_start_matches('\n')
    );
}

#[rstest]
#[case::the_eve(FRIDAY, "08", "19")]
#[case::in_the_morning("2026-11-28T10:20:00Z", "10", "19")]
#[case::on_the_hour("2026-11-28T11:00:00Z", "11", "19")]
#[case::in_the_evening("2026-11-28T18:30:00Z", "18", "23")]
#[case::before_midnight("2026-11-28T23:30:00Z", "23", "23")]
fn hours_that_are_over_are_not_drawn(#[case] now: &str, #[case] first: &str, #[case] last: &str) {
    let chart = drawn(&day(&forecast(fine)), None, now, page(80));
    let axis: Vec<&str> = chart.lines().next().unwrap().split_whitespace().collect();
    let hours: Vec<&str> = axis
        .into_iter()
        .take_while(|word| word.len() == 2)
        .collect();
    assert_eq!((hours[0], hours[hours.len() - 1]), (first, last));
}

#[test]
fn a_visit_after_dark_or_before_breakfast_lengthens_the_chart() {
    let day = day(&forecast(fine));
    let early = drawn(&day, Some(&visit("06:30", "09:00")), FRIDAY, page(80));
    assert!(early.starts_with("     06 07"), "{early}");
    assert!(early.contains("└──────┘ your visit 06:30-09:00"), "{early}");
    let late = drawn(&day, Some(&visit("19:00", "21:45")), FRIDAY, page(80));
    assert!(late.contains("20 21"), "{late}");
}

#[test]
fn what_is_not_known_is_a_question_and_never_nought() {
    let day = day(&forecast(|stamp| Conditions {
        wind_kmh: None,
        gust_kmh: None,
        precipitation: Precipitation {
            mm: (stamp.as_second() % 7200 == 0).then_some(0.0),
            probability: None,
        },
        ..fine(stamp)
    }));
    let chart = drawn(&day, None, FRIDAY, page(80));
    assert!(chart.contains("wind  ?  ?"), "{chart}");
    assert!(chart.contains("rain  ?  ·  ?  ·"), "{chart}");
    assert!(chart.contains("dry, 6 h not known"), "{chart}");
    assert!(!chart.contains("gusts"), "{chart}");
}

#[test]
fn three_figures_and_frost_keep_their_gaps() {
    let day = day(&forecast(|stamp| Conditions {
        temperature_c: Some(-12.0),
        apparent_c: Some(-25.0),
        wind_kmh: Some(104.0),
        ..fine(stamp)
    }));
    let chart = drawn(&day, None, FRIDAY, page(80));
    assert!(chart.contains(" °C  -12 -12"), "{chart}");
    assert!(chart.contains("wind 104 104"), "{chart}");
    assert!(chart.contains("feels -25"), "{chart}");
}

#[test]
fn in_the_light_of_midsummer_the_chart_begins_early_and_ends_late() {
    let london = zone("Europe/London").unwrap();
    let midsummer: Date = "2026-06-21".parse().unwrap();
    let day = DayWeather::of(midsummer, home(), &london, None, Confidence::High, None);
    let chart = drawn(&day, None, FRIDAY, page(80));
    assert!(!chart.contains("05"), "it is over by November: {chart}");
    let chart = drawn(&day, None, "2026-06-20T18:00:00Z", page(80));
    assert!(
        chart.starts_with("     06 07") && chart.contains("20 21   sun"),
        "{chart}"
    );
}

proptest! {
    #[test]
    fn no_line_is_wider_than_the_page(
        width in 30_u16..160,
        unicode: bool,
        arrive in 0_u8..22,
        stay in 1_u8..12,
        now in 0_u8..24,
        wind in 0.0..300.0_f64,
        celsius in -40.0..45.0_f64,
    ) {
        let day = day(&forecast(|stamp| Conditions {
            temperature_c: Some(celsius),
            wind_kmh: Some(wind),
            ..fine(stamp)
        }));
        let leave = (arrive + stay).min(23);
        let visit = visit(&format!("{arrive:02}:10"), &format!("{leave:02}:50"));
        let now = format!("2026-11-28T{now:02}:15:00Z");
        let style = Page { unicode, ..page(width) };
        let chart = drawn(&day, Some(&visit), &now, style);
        for line in chart.lines() {
            prop_assert!(line.width() <= usize::from(width), "{}: {chart}", line.width());
            prop_assert!(!line.ends_with(' '));
        }
        prop_assert!(unicode || chart.replace('·', "-").is_ascii());
    }
}
