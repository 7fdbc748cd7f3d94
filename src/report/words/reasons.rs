//! Why a place is suggested, what to mind there, and what nobody knows of it.

use super::dates::clock;
use super::numbers::{drive, drive_round_water, drive_warnings, round_water};
use super::weather::{About, Remark, remarks};
use super::worth::worth_the_drive;
use crate::domain::{Destination, Exposure, Fact, FactSource, Price};
use crate::planner::rules::{
    COLD_HANDS_C, DRY_BELOW_MM, HOT_C, WET_GROUND_HOURS, WET_GROUND_POINTS,
};
use crate::planner::{
    Assessment, Factor, Hours, Opening, Outlook, OutlookHour, Suggestion, Weather, WhyUnknown,
};
use jiff::ZonedDateTime;
use jiff::civil::Weekday;

/// Categories that fill up when it rains at a weekend.
const RAINY_DAY_CATEGORIES: [&str; 7] = [
    "soft-play",
    "trampoline-park",
    "swimming-pool",
    "bowling",
    "cinema",
    "aquarium",
    "science-centre",
];

/// Returns why the place is worth considering, the drive first, each a full phrase.
#[must_use]
pub fn reasons(suggestion: &Suggestion<'_>, party_ages: &[u8]) -> Vec<String> {
    let place = suggestion.candidate.place;
    let journey = &suggestion.candidate.journey;
    let away = match round_water(journey) {
        Some(round) => format!("{} away, {round}", drive(journey)),
        None => format!("{} away", drive(journey)),
    };
    let mut reasons = vec![away, weather_reason(place, &suggestion.best)];
    let bought = suggestion.worth_the_drive.as_ref();
    reasons.extend(bought.and_then(worth_the_drive));
    if place.price == Price::Free {
        reasons.push("free".to_owned());
    }
    let (youngest, oldest) = place.ages;
    let all_fit = party_ages
        .iter()
        .all(|age| (youngest..=oldest).contains(age));
    if !party_ages.is_empty() && all_fit {
        let whose = match (place.sources.age_min, place.sources.age_max) {
            (FactSource::Category, FactSource::Category) => "its kind suits",
            _ => "made for",
        };
        reasons.push(format!("{whose} ages {youngest} to {oldest}"));
    }
    reasons
}

/// Returns what the weather makes of a visit: "dry for all 3 hours", "mostly indoors, so the rain hardly matters".
#[must_use]
pub fn weather_reason(place: &Destination, best: &Assessment) -> String {
    match &best.outlook.weather {
        Weather::Forecast(hours) => forecast_reason(place.exposure, hours),
        Weather::Typical(_) | Weather::None if place.exposure.is_indoor() => {
            format!("{}, whatever the weather", share_indoors(place.exposure))
        }
        Weather::Typical(normals) => {
            let share = share_outdoors(place.exposure);
            match normals.wet_day_share {
                Some(wet) => format!("{share}, dry on about {:.0} days in 10", 10.0 * (1.0 - wet)),
                None => format!("{share}, how often it rains is not known"),
            }
        }
        Weather::None => "no forecast to be had".to_owned(),
    }
}

fn forecast_reason(exposure: Exposure, hours: &Hours) -> String {
    if !exposure.is_indoor() {
        return format!("{}{}", dry_hours(hours), partly(exposure));
    }
    let may_be_wet = |hour: &OutlookHour| hour.is_wet() || hour.may_be_wet();
    let felt = |hour: &OutlookHour| hour.apparent_c.or(hour.temperature_c);
    let all_feel =
        |test: fn(f64) -> bool| hours.during.iter().all(|hour| felt(hour).is_some_and(test));
    let why = if hours.during.iter().any(may_be_wet) {
        "so the rain hardly matters"
    } else if hours.unknown() > 0 {
        "whatever the weather"
    } else if all_feel(|felt| felt <= COLD_HANDS_C) {
        "out of the cold"
    } else if all_feel(|felt| felt >= HOT_C) {
        "out of the heat"
    } else {
        "in reserve on a dry day"
    };
    format!("{}, {why}", share_indoors(exposure))
}

/// Returns how many hours are dry: "dry for all 3 hours", "dry 2 of 3 hours", "dry 1 of 3 hours, 1 unknown".
fn dry_hours(hours: &Hours) -> String {
    let (dry, all) = (hours.dry(), hours.during.len());
    if hours.has_rain_of_unknown_hour() {
        return "it may rain at any hour".to_owned();
    }
    match (dry, all, hours.unknown()) {
        (0, 1, 1) => "rain unknown for the hour".to_owned(),
        (_, _, unknown @ 1..) => format!("dry {dry} of {all} hours, {unknown} unknown"),
        (1, 1, _) => "dry for the hour".to_owned(),
        (2, 2, _) => "dry for both hours".to_owned(),
        (dry, all, _) if dry == all => format!("dry for all {all} hours"),
        (0, 1, _) => "not one dry hour".to_owned(),
        (0, 2, _) => "neither hour dry".to_owned(),
        (0, all, _) => format!("none of the {all} hours dry"),
        (dry, all, _) => format!("dry {dry} of {all} hours"),
    }
}

/// Returns where most of the visit takes place, where that needs saying: "inside", "partly inside".
#[must_use]
pub fn shelter(exposure: Exposure) -> &'static str {
    if exposure.is_indoor() {
        "inside"
    } else if exposure.is_outdoor() {
        ""
    } else {
        "partly inside"
    }
}

fn share_indoors(exposure: Exposure) -> &'static str {
    if exposure.share() <= 0.05 {
        "all indoors"
    } else {
        "mostly indoors"
    }
}

fn share_outdoors(exposure: Exposure) -> &'static str {
    if exposure.share() <= 0.6 {
        "partly outdoors"
    } else {
        "outdoors"
    }
}

fn partly(exposure: Exposure) -> &'static str {
    if exposure.share() <= 0.6 {
        ", and partly indoors"
    } else {
        ""
    }
}

/// Returns what to mind: the ground, wind, heat, frost, sun, light and crowds.
#[must_use]
pub fn warnings(suggestion: &Suggestion<'_>) -> Vec<String> {
    let place = suggestion.candidate.place;
    let best = &suggestion.best;
    let mut warnings: Vec<String> = drive_warnings(&suggestion.candidate.journey)
        .into_iter()
        .map(str::to_owned)
        .collect();
    let hours = best.outlook.forecast();
    warnings.extend(hours.and_then(|hours| ground(best, hours)));
    warnings.extend(remarks_for(place, best, |remark| remark.grave));
    if place.exposure.is_indoor() && hours.is_some_and(|hours| is_busy(place, best, hours)) {
        warnings.push("likely busy: wet weekend".to_owned());
    }
    warnings.extend(cautions(best));
    warnings
}

/// The hours of a visit, as a part of a sentence.
pub const WHILE_THERE: &str = "while you are there";

/// Returns that another source expects other rain of the hours of an outlook, with `when` they are: "forecasts disagree:
/// MET Norway expects 3.1 mm while you are there".
#[must_use]
pub fn disagreement(outlook: &Outlook, when: &str) -> Option<String> {
    let other = outlook.forecast()?.disagreement?;
    let expects = if other.rain_mm < DRY_BELOW_MM {
        "no rain".to_owned()
    } else {
        format!("{:.1} mm", other.rain_mm)
    };
    let whose = other.source.title();
    Some(format!(
        "forecasts disagree: {whose} expects {expects} {when}"
    ))
}

/// Returns what else there is to say of the weather at a place, without warning: "light until 15:57".
#[must_use]
pub fn notes(suggestion: &Suggestion<'_>) -> Vec<String> {
    // Breezes and what the temperature feels like stand beside the temperature.
    let beside = [About::Wind, About::Feels];
    remarks_for(suggestion.candidate.place, &suggestion.best, |remark| {
        !remark.grave && !beside.contains(&remark.about)
    })
}

/// Returns the remarks that matter at a place.
fn remarks_for(
    place: &Destination,
    best: &Assessment,
    wanted: impl Fn(&Remark) -> bool,
) -> Vec<String> {
    let inside = place.exposure.is_indoor();
    let outdoors = place.exposure.is_outdoor();
    remarks(&best.visit, &best.outlook)
        .into_iter()
        .filter(|remark| match remark.about {
            About::Light => outdoors,
            about => !inside || about.is_of_the_roads(),
        })
        .filter(wanted)
        .map(|remark| remark.text)
        .collect()
}

/// Returns why a visit may not be as it looks: forecasts that disagree, a gate that may be shut for a late arrival, the
/// winter or a bank holiday.
#[must_use]
pub fn cautions(best: &Assessment) -> Vec<String> {
    let visit = &best.visit;
    let late = visit.may_find_it_shut();
    let holiday = visit.opening == Opening::Unknown(WhyUnknown::BankHoliday);
    let told = [
        disagreement(&best.outlook, WHILE_THERE),
        late.then(|| format!("arriving at {}: is it still open?", clock(&visit.arrive))),
        best.may_be_shut
            .then(|| "many of its kind shut for the winter: check before you go".to_owned()),
        holiday.then(|| "bank holiday: check opening times".to_owned()),
    ];
    told.into_iter().flatten().collect()
}

/// Returns the sunset that a visit outdoors outlasts.
#[must_use]
pub fn dark_from<'a>(place: &Destination, best: &'a Assessment) -> Option<&'a ZonedDateTime> {
    let sunset = best.outlook.sunset.as_ref()?;
    (place.exposure.is_outdoor() && *sunset < best.visit.leave).then_some(sunset)
}

fn ground(best: &Assessment, hours: &Hours) -> Option<String> {
    (best.wet_ground_points > 0.0).then(|| {
        format!(
            "wet ground: {:.0} mm of rain in the {WET_GROUND_HOURS} h before ({WET_GROUND_POINTS:.0} points off)",
            hours.rain_before_mm
        )
    })
}

fn is_busy(place: &Destination, best: &Assessment, hours: &Hours) -> bool {
    let weekend = matches!(
        best.visit.day.weekday(),
        Weekday::Saturday | Weekday::Sunday
    );
    let wet = hours.during.iter().filter(|hour| hour.is_wet()).count();
    weekend
        && 2 * wet > hours.during.len()
        && RAINY_DAY_CATEGORIES.contains(&place.category.id.as_str())
}

/// Returns which facts are unknown: the opening on the day first, then the price and what parents ask for.
#[must_use]
pub fn unknowns(suggestion: &Suggestion<'_>) -> Vec<&'static str> {
    let place = suggestion.candidate.place;
    let facts = &place.facts;
    let unknown_opening = matches!(suggestion.best.visit.opening, Opening::Unknown(_));
    let questions = [
        (unknown_opening, "opening hours"),
        (place.price == Price::Unknown, "price"),
        (facts.buggy == Fact::Unknown, "buggy"),
        (facts.dog == Fact::Unknown, "dog"),
        (facts.toilets == Fact::Unknown, "toilets"),
        (facts.baby_change == Fact::Unknown, "baby change"),
        (facts.food == Fact::Unknown, "food"),
        (facts.booking == Fact::Unknown, "booking"),
    ];
    questions
        .into_iter()
        .filter_map(|(unknown, fact)| unknown.then_some(fact))
        .collect()
}

/// Returns the opening in words: "10:00-17:00", or why it is not known where there is more to say than that.
#[must_use]
pub fn opening_detail(opening: &Opening) -> Option<String> {
    let clock = |minute: u16| format!("{:02}:{:02}", (minute / 60) % 24, minute % 60);
    match opening {
        Opening::Open {
            from: 0,
            until: 1440,
        } => Some("all day".to_owned()),
        Opening::Open { from, until } => Some(format!("{}-{}", clock(*from), clock(*until))),
        Opening::Closed => Some("closed".to_owned()),
        Opening::Unknown(WhyUnknown::NotRecorded) => None,
        Opening::Unknown(WhyUnknown::BankHoliday) => {
            Some("a bank holiday: check opening times".to_owned())
        }
        Opening::Unknown(WhyUnknown::BeyondCalendar) => {
            Some("not known whether it is a public holiday: check opening times".to_owned())
        }
        Opening::Unknown(WhyUnknown::SaidSo) => {
            Some("its hours depend: check opening times".to_owned())
        }
    }
}

/// Returns what a factor's value rests on.
#[must_use]
pub fn factor_reason(factor: &Factor, suggestion: &Suggestion<'_>, party_ages: &[u8]) -> String {
    let place = suggestion.candidate.place;
    match factor.id {
        "weather" => weather_reason(place, &suggestion.best),
        "journey" if suggestion.candidate.journey.is_routed() => {
            format!("{} along the roads", drive(&suggestion.candidate.journey))
        }
        "journey" => drive_round_water(&suggestion.candidate.journey),
        "novelty" if factor.value >= 1.0 => "not visited lately".to_owned(),
        "novelty" => "visited lately".to_owned(),
        _ => fit_reason(place, party_ages, unknowns(suggestion).len()),
    }
}

/// Returns what the fit rests on: the facts that are unknown, and the ages that are not in the middle of the band.
fn fit_reason(place: &Destination, party_ages: &[u8], unknown: usize) -> String {
    let facts = match unknown {
        0 => "every fact is known".to_owned(),
        1 => "1 fact is unknown".to_owned(),
        many => format!("{many} facts are unknown"),
    };
    let (youngest, oldest) = place.ages;
    if party_ages.is_empty() {
        facts
    } else {
        format!("{facts}; best in the middle of ages {youngest} to {oldest}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Conditions, Journal};
    use crate::planner::fixture::{
        SATURDAY, calendars, candidate, fine, forecast, normals, outing, place, rain_between,
    };
    use crate::planner::{Circumstances, Weights, assess};
    use jiff::Timestamp;
    use rstest::rstest;

    fn feeling(felt: f64) -> impl Fn(Timestamp) -> Conditions {
        move |stamp| Conditions {
            temperature_c: Some(felt),
            apparent_c: Some(felt),
            ..fine(stamp)
        }
    }

    #[rstest]
    #[case::a_mild_day(forecast(feeling(15.0)), "in reserve on a dry day")]
    #[case::a_bitter_day(forecast(feeling(-6.0)), "out of the cold")]
    #[case::a_hot_day(forecast(feeling(33.0)), "out of the heat")]
    #[case::rain(forecast(rain_between(0, 24, 2.0)), "so the rain hardly matters")]
    #[case::cold_rain(
        forecast(|stamp| Conditions {
            apparent_c: Some(1.0),
            ..rain_between(0, 24, 2.0)(stamp)
        }),
        "so the rain hardly matters"
    )]
    fn a_roof_is_praised_for_what_it_keeps_off(
        #[case] forecast: crate::domain::Forecast,
        #[case] why: &str,
    ) {
        let (outing, journal, calendars) = (outing(), Journal::default(), calendars());
        let given = Circumstances {
            outing: &outing,
            weights: Weights::default(),
            journal: &journal,
            calendars: &calendars,
            normals: &normals,
        };
        let museum = place("museum", "museum", 0.0, 10.0);
        let visit = assess(&given, &candidate(&museum), SATURDAY, Some(&forecast)).unwrap();
        assert_eq!(
            weather_reason(&museum, &visit),
            format!("all indoors, {why}")
        );
    }
}
