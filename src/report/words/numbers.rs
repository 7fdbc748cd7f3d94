//! Numbers as they are printed.

use crate::domain::{Journey, JourneyMethod, Reach};
use crate::planner::rules::DRY_BELOW_MM;

/// Returns a phrase with its first letter as a capital.
#[must_use]
pub fn capitalised(phrase: &str) -> String {
    let mut letters = phrase.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// Returns `value` rounded to `decimals` places, without a negative zero.
#[must_use]
pub fn round_to(value: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    let rounded = (value * scale).round() / scale;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// Returns the rain of an hour, or of a few, to a tenth of a millimetre, and to a hundredth where a tenth would make a wet
/// hour of a dry one: who counts the dry hours of a document comes to what it says.
#[must_use]
pub fn hour_of_rain(mm: f64) -> f64 {
    let tenth = round_to(mm, 1);
    match mm < DRY_BELOW_MM && tenth >= DRY_BELOW_MM {
        true => (mm * 100.0).floor() / 100.0,
        false => tenth,
    }
}

/// Returns a temperature in whole degrees: "7°".
#[must_use]
pub fn degrees(celsius: f64) -> String {
    format!("{:.0}°", round_to(celsius, 0))
}

/// Returns a share in whole percent: "45 %".
#[must_use]
pub fn percent(share: f64) -> String {
    format!("{:.0} %", round_to(share * 100.0, 0))
}

/// Returns the drive: "about 14 min", or "about 3 h 05" from three hours on; "about" where it is an estimate.
#[must_use]
pub fn drive(journey: &Journey) -> String {
    let about = if journey.is_routed() { "" } else { "about " };
    let minutes = journey.minutes.round();
    if minutes < 180.0 {
        format!("{about}{minutes:.0} min")
    } else {
        format!(
            "{about}{:.0} h {:02.0}",
            (minutes / 60.0).floor(),
            minutes % 60.0
        )
    }
}

/// Returns what to mind of the drive: a ferry, or that its minutes are a guess where none should be needed.
#[must_use]
pub fn drive_warnings(journey: &Journey) -> Vec<&'static str> {
    let ferry = match (journey.over_water, journey.is_routed()) {
        (true, true) => Some("over the water: the ferry is in the minutes, waiting for it is not"),
        (true, false) => Some("over the water: the ferry is not in the minutes"),
        (false, _) => None,
    };
    let no_road = (journey.method == JourneyMethod::NoRoad)
        .then_some("no road was found there: the drive is an estimate");
    ferry.into_iter().chain(no_road).collect()
}

/// Returns how the drives of a page are known, where some are those of a route.
#[must_use]
pub fn drives_note<'a>(journeys: impl IntoIterator<Item = &'a Journey>) -> Option<&'static str> {
    let (routed, estimated): (Vec<&Journey>, Vec<&Journey>) = journeys
        .into_iter()
        .partition(|journey| journey.is_routed());
    match (routed.is_empty(), estimated.is_empty()) {
        (true, _) => None,
        (false, true) => Some("Drives are along the roads, without traffic."),
        (false, false) => {
            Some("Drives are along the roads, without traffic; those with \"about\" are estimates.")
        }
    }
}

/// Returns the drive and, where a water makes it much longer than the straight line, which: "about 62 min round the Forth".
#[must_use]
pub fn drive_round_water(journey: &Journey) -> String {
    match round_water(journey) {
        Some(round) => format!("{} {round}", drive(journey)),
        None => drive(journey),
    }
}

/// Returns what the drive goes round, where that makes it much longer than the straight line: "round the Forth".
#[must_use]
pub fn round_water(journey: &Journey) -> Option<String> {
    journey.around.map(|water| format!("round {water}"))
}

/// Returns how far the family goes: "95 min", "60 km", "45 min and 30 km".
#[must_use]
pub fn reach(reach: &Reach) -> String {
    match (reach.minutes, reach.km) {
        (Some(minutes), None) => format!("{minutes:.0} min"),
        (None, Some(km)) => format!("{km:.0} km"),
        (Some(minutes), Some(km)) => format!("{minutes:.0} min and {km:.0} km"),
        (None, None) => "reach".to_owned(),
    }
}

/// Returns a number with its thousands apart: "161,506".
#[must_use]
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Returns how many there are of what has a plain plural: "1 visit", "2 visits".
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        many => format!("{} {noun}s", thousands(many as u64)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Position, Route, Way};
    use crate::planner::estimate_journey;
    use rstest::rstest;

    #[rstest]
    #[case::none(0.0, 0.0)]
    #[case::a_trace(0.04, 0.0)]
    #[case::half_a_tenth(0.05, 0.05)]
    #[case::all_but_wet(0.0999, 0.09)]
    #[case::wet(0.1, 0.1)]
    #[case::more(0.26, 0.3)]
    fn a_dry_hour_is_never_printed_as_a_wet_one(#[case] mm: f64, #[case] printed: f64) {
        assert!((hour_of_rain(mm) - printed).abs() < 1e-9);
    }

    fn journey(km: f64) -> Journey {
        let home = Position::new(53.0, -2.0).unwrap();
        estimate_journey(home, Position::new(53.0 + km / 111.195, -2.0).unwrap())
    }

    fn road(minutes: u32) -> Way {
        Way::Road(Route {
            tenths_of_seconds: minutes * 600,
            metres: None,
        })
    }

    #[rstest]
    #[case::an_estimate(journey(45.0), "about 59 min")]
    #[case::a_long_estimate(journey(250.0), "about 3 h 35")]
    #[case::a_route(journey(45.0).along(road(72)), "72 min")]
    #[case::a_long_route(journey(45.0).along(road(185)), "3 h 05")]
    #[case::no_road(journey(45.0).along(Way::NoRoad), "about 59 min")]
    fn a_drive_is_about_so_long_unless_routed(#[case] journey: Journey, #[case] words: &str) {
        assert_eq!(drive(&journey), words);
    }

    #[test]
    fn a_ferry_is_told_with_what_the_minutes_leave_out() {
        let across = Journey {
            over_water: true,
            ..journey(45.0)
        };
        assert!(drive_warnings(&across)[0].contains("the ferry is not in the minutes"));
        assert!(drive_warnings(&across.along(road(72)))[0].contains("waiting for it is not"));
        assert_eq!(drive_warnings(&across.along(Way::NoRoad)).len(), 2);
        assert!(drive_warnings(&journey(45.0).along(road(72))).is_empty());
    }

    #[test]
    fn a_page_says_how_its_drives_are_known_where_they_are_not_all_estimates() {
        let (guess, route) = (journey(45.0), journey(45.0).along(road(72)));
        assert_eq!(drives_note([&guess, &guess]), None);
        assert!(!drives_note([&route]).unwrap().contains("about"));
        assert!(drives_note([&guess, &route]).unwrap().contains("about"));
    }

    #[test]
    fn a_drive_that_is_long_for_its_kilometres_says_why() {
        let at = |lat, lon| Position::new(lat, lon).unwrap();
        let (minehead, cardiff) = (at(51.204, -3.478), at(51.481, -3.179));
        let over = estimate_journey(minehead, cardiff);
        assert_eq!(
            drive_round_water(&over),
            "about 128 min round the Severn estuary"
        );
        let along = estimate_journey(cardiff, at(51.621, -3.944));
        assert_eq!(drive_round_water(&along), drive(&along));
        assert_eq!(round_water(&along), None);
    }

    #[test]
    fn small_negative_numbers_do_not_become_minus_nought() {
        assert_eq!(degrees(-0.4), "0°");
        assert_eq!(degrees(-0.6), "-1°");
        assert!(round_to(-0.04, 1).is_sign_positive());
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        let numbers = [0, 999, 1_000, 1_234_567].map(thousands);
        assert_eq!(numbers, ["0", "999", "1,000", "1,234,567"]);
    }
}
